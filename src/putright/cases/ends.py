"""Open ends: everything on a complaint that somebody still has to see to, whatever its kind.

One list for the queue, the boards, the closing of a complaint and the daily rules, so that they cannot differ.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from putright.cases.followed import Followed, RemedyState
from putright.cases.moved import moved_away, told_of_move
from putright.cases.state import Case, day_of
from putright.vocabulary import ActionStep, DeliveryResult, LinkKind, MoveStep, Word


class EndKind(Word):
    """What kind of thing is followed to its end."""

    PROMISE = "promise", "Promise"
    REMEDY = "remedy", "Remedy"
    ACTION = "action", "Action"
    NEED = "need", "Need"
    APPOINTMENT = "appointment", "Appointment"
    INCIDENT = "incident", "Incident"
    LETTER = "letter", "Letter not delivered"
    AGREEMENT = "agreement", "Agreement to be reviewed"
    RESTRICTION = "restriction", "Restriction to be reviewed"
    ENQUIRY = "enquiry", "Ombudsman’s enquiry"
    ORDER = "order", "Ombudsman’s order"
    CONTRIBUTION = "contribution", "Share of another service"
    MEMBER = "member", "Member’s enquiry"
    PART = "part", "Part found at triage"
    MOVE = "move", "Letter about the move"


STANDING = frozenset({EndKind.AGREEMENT, EndKind.RESTRICTION})
"""What holds until it is ended: it is reviewed, and never keeps a complaint from being closed."""


@dataclass(frozen=True, slots=True)
class OpenEnd:
    """One thing followed to its end.

    due_on         the day it is due; None where it has none.
    owner          identifier of the officer who sees to it; None = who handles the complaint.
    step           code of how far it has got, in the words of its kind.
    amount_pence   what is still to be paid, for a payment.
    worker         identifier of the worker an appointment or restriction is about.
    ended_on       the day it came to its end; None while it is open, or when that day is not known.
    is_open        whether somebody still has to see to it.
    stops_closing  whether the complaint may not be closed while it is open; told of ended things too.
    risk           somebody may come to harm while it is open.
    learning       it is to keep the fault from happening again.
    """

    kind: EndKind
    key: str
    made_on: date | None
    due_on: date | None
    owner: str | None
    step: str
    is_open: bool
    stops_closing: bool
    ended_on: date | None = None
    amount_pence: int | None = None
    worker: str | None = None
    risk: bool = False
    learning: bool = False
    percent: int = 0


def ends(case: Case) -> tuple[OpenEnd, ...]:
    """Everything followed on this complaint, ended things too."""
    return tuple(_all(case))


def open_ends(case: Case) -> tuple[OpenEnd, ...]:
    """What somebody still has to see to."""
    return tuple(one for one in _all(case) if one.is_open)


def _all(case: Case) -> Iterator[OpenEnd]:
    for promise in case.promises:
        is_open = promise.ended is None and promise.by is not None
        yield OpenEnd(
            EndKind.PROMISE, promise.key, day_of(promise.made_at.at), promise.by, promise.owner,
            promise.ended or "open", is_open, stops_closing=promise.by is not None,
            ended_on=day_of(promise.ended_at.at) if promise.ended_at else None,
        )  # fmt: skip
    ordered = {one.body.remedy for one in case.orders}
    for remedy in case.remedies:
        yield _remedy(remedy, ordered=remedy.key in ordered)
    for action in case.actions:
        # One that is owned and dated goes on after the complaint is closed (decision 0016).
        ownerless = action.owner is None or action.due is None
        yield _end(
            EndKind.ACTION, action, action.due, action.owner, action.step, action.ended,
            stops_closing=ownerless or action.step is ActionStep.RETURNED,
            learning=action.body.learning, percent=action.percent,
        )  # fmt: skip
    for need in case.needs:
        yield _end(
            EndKind.NEED, need, need.body.due, need.owner, need.step, need.ended,
            stops_closing=True, risk=need.body.risk,
        )  # fmt: skip
    for visit in case.appointments:
        yield _end(
            EndKind.APPOINTMENT, visit, visit.body.on, None, visit.step, visit.ended,
            stops_closing=True, worker=visit.worker,
        )  # fmt: skip
    for incident in case.incidents:
        yield _end(
            EndKind.INCIDENT, incident, None, incident.body.owner, incident.step, incident.ended,
            stops_closing=True, worker=incident.body.worker,
        )  # fmt: skip
    for letter in case.letters:
        # Told of once it failed, so that one that arrived after all is seen to have come to its end.
        if any(getattr(one.body, "result", None) is DeliveryResult.FAILED for one in letter.moves):
            yield _end(
                EndKind.LETTER, letter, None, letter.by, letter.result, letter.ended, stops_closing=True
            )
    for agreement in case.agreements:
        yield _end(
            EndKind.AGREEMENT, agreement, agreement.review, agreement.body.officer,
            "ended" if agreement.ended else "holds", agreement.ended, stops_closing=False,
        )  # fmt: skip
    for restriction in case.restrictions:
        yield _end(
            EndKind.RESTRICTION, restriction, restriction.review, None,
            "ended" if restriction.ended else "holds", restriction.ended, stops_closing=False,
            worker=restriction.body.worker,
        )  # fmt: skip

    # An Ombudsman's dates are followed beside our own procedure, mostly after it has ended.
    for enquiry in case.enquiries:
        if not enquiry.waits_for_us:
            continue
        yield _end(
            EndKind.ENQUIRY,
            enquiry,
            enquiry.due,
            enquiry.owner,
            enquiry.step,
            enquiry.ended,
            stops_closing=False,
        )
    for order in case.orders:
        yield _end(
            EndKind.ORDER, order, order.due, order.owner, order.step, order.ended, stops_closing=False,
            amount_pence=order.body.amount_pence,
        )  # fmt: skip
    yield from _shares(case)


def _shares(case: Case) -> Iterator[OpenEnd]:
    """What others owe us, what we owe a member, and what was found and not begun: before it is closed, but for shares."""
    for share in case.contributions:
        yield _end(
            EndKind.CONTRIBUTION, share, share.due, share.body.owner, share.step, share.ended, stops_closing=False
        )  # fmt: skip
    for enquiry in case.member_enquiries:
        yield _end(
            EndKind.MEMBER, enquiry, enquiry.due, enquiry.body.owner, enquiry.step, enquiry.ended, stops_closing=True
        )  # fmt: skip
    for part in case.parts:
        yield _end(EndKind.PART, part, None, None, part.step, part.ended, stops_closing=True)
    yield from _moves(case)


def _moves(case: Case) -> Iterator[OpenEnd]:
    """The letter about a move. Moved on before anybody was told, the person is told from where it goes on now."""
    told = told_of_move(case)
    for link in case.links:
        if link.body.what is not LinkKind.MOVED_HERE:
            continue
        passed = link.last if link.ended else case.ended_at if moved_away(case) else None
        step = MoveStep.TOLD if told else MoveStep.NOT_NEEDED if passed else MoveStep.TO_TELL
        end = told or passed
        yield OpenEnd(
            EndKind.MOVE, f"move-{link.key}", day_of(link.made.at), link.body.due, None, step,
            is_open=end is None, stops_closing=True, ended_on=day_of(end.at) if end else None,
        )  # fmt: skip


def _remedy(remedy: RemedyState, *, ordered: bool) -> OpenEnd:
    body = remedy.body
    left = None
    if body.amount_pence is not None and not remedy.ended:
        left = body.amount_pence if body.recurring else max(body.amount_pence - remedy.paid_pence, 0)
    return _end(
        EndKind.REMEDY, remedy, remedy.due, body.owner, remedy.step, remedy.ended,
        stops_closing=not ordered, amount_pence=left,
    )  # fmt: skip


def _end(
    kind: EndKind, one: Followed, due: date | None, owner: str | None, step: str, ended: bool, *, stops_closing: bool,
    worker: str | None = None, risk: bool = False, amount_pence: int | None = None, learning: bool = False,
    percent: int = 0,
) -> OpenEnd:  # fmt: skip
    return OpenEnd(
        kind, one.key, day_of(one.made.at), due, owner, str(step), not ended, stops_closing,
        ended_on=day_of(one.last.at) if ended else None, worker=worker, risk=risk, amount_pence=amount_pence,
        learning=learning, percent=percent,
    )  # fmt: skip
