"""Putting it right: what was decided for an upheld point, and whether what was offered came."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from putright.calendars import short_day
from putright.cases.breaches.breach import Breach, Matter, day_after
from putright.cases.events import Event, PointFinding
from putright.cases.followed import RemedyState
from putright.cases.remedial import NoRemedy, RemedyMoved
from putright.cases.state import Case, day_of
from putright.procedures import remedy_meanings
from putright.vocabulary import LetterKind, RemedyStep, RemedyType

_NO_PAYEE = frozenset({RemedyType.REDUCE_CHARGE, RemedyType.WRITE_OFF})
"""Money that goes to nobody's account, so that there is none to confirm."""
_NOT_OWED = frozenset({RemedyStep.REFUSED, RemedyStep.UNDELIVERABLE, RemedyStep.WITHDRAWN})
"""How a remedy ends without having to come."""


def lines_of(case: Case, point: str, by: date | None) -> tuple[RemedyState, ...]:
    """The ledger's lines for a point that were there by that day, but for those withdrawn before an offer.

    A line without points answers for the complaint as a whole, such as its handling, and for no point.
    """
    return tuple(
        one
        for one in case.remedies
        if point in one.body.points and one.step is not RemedyStep.WITHDRAWN and _by(one.made, by)
    )


def decided_for(case: Case, finding: PointFinding, by: date | None) -> bool:
    """Whether the record says what puts this point right, by a line of the ledger or a decision for none."""
    decided = (one for one in case.no_remedies if isinstance(one.body, NoRemedy))
    if any(one.body.point == finding.point and _by(one, by) for one in decided):  # type: ignore[union-attr]
        return True
    return any(remedy_meanings()[one.body.type].decides for one in lines_of(case, finding.point, by))


def only_goodwill(case: Case, finding: PointFinding, by: date | None) -> bool:
    """Whether all there is for this point are gestures that answer no fault."""
    lines = lines_of(case, finding.point, by)
    return bool(lines) and not any(remedy_meanings()[one.body.type].decides for one in lines)


def no_remedies(matter: Matter) -> Iterator[Breach]:
    """Decisions that an upheld point needs nothing, without the reason.

    Source  HOS Code 2024 7.1 and LGSCO Code 7.1, our reading: a remedy is considered for every upheld point.
    """
    upheld = {
        key
        for stage in matter.case.stages
        for key, one in (stage.findings or {}).items()
        if one.outcome.value in ("upheld", "partly_upheld")
    }
    for event in matter.case.no_remedies:
        body = event.body
        if isinstance(body, NoRemedy) and body.note is None and body.point in upheld:
            says = f"Point {body.point} is upheld, and why nothing puts it right is not said"
            yield from matter.breach(
                "no-remedy-with-reason", event.stage, says, event=event, point=body.point
            )


def delivered(matter: Matter) -> Iterator[Breach]:
    """Each remedy that was offered and did not come by its day, a payment that recurs period by period.

    Source  HOS Code 2024 7.3 and LGSCO Code 7.3: an offer is followed through to the end.
    """
    for remedy in matter.case.remedies:
        if not remedy.offered or remedy.replaced_by is not None or remedy.step in _NOT_OWED:
            continue
        if remedy.recurs:
            for due, paid in _periods(remedy, matter.today):
                yield from _came(matter, remedy, due, paid)
        elif remedy.body.due is not None:
            yield from _came(matter, remedy, remedy.body.due, remedy.last if remedy.ended else None)


def _periods(remedy: RemedyState, today: date) -> Iterator[tuple[date, Event | None]]:
    """Each period that was due, with the payment that made it whole; the first not paid is the last told.

    What falls due after the payments came to their end is due no more.
    """
    ended = day_of(remedy.last.at) if remedy.ended else None
    number, paid, each = 0, 0, remedy.body.amount_pence or 1
    for event in remedy.moves:
        body = event.body
        if isinstance(body, RemedyMoved) and body.to is RemedyStep.PAID:
            paid += body.amount_pence or 0
            while paid >= (number + 1) * each and (due := remedy.due_of(number)) is not None:
                yield due, event
                number += 1
    due = remedy.due_of(number)
    if due is not None and due <= (ended or today):
        yield due, None


def _came(matter: Matter, remedy: RemedyState, due: date, by: Event | None) -> Iterator[Breach]:
    """The breach of what came after its day, or has not come; `by` is the event it came with."""
    on = day_of(by.at) if by is not None else None
    if (by is None and matter.today <= due) or (by is not None and (on is None or on <= due)):
        return
    came = f"came only on {short_day(on)}" if on else "has not come"
    says = f"{remedy.body.type.label}: due by {short_day(due)} and {came}"
    days = matter.calendar.working_days_between(due, on or matter.today)
    yield from matter.breach(
        "remedy-delivered",
        remedy.made.stage,
        says,
        event=by or remedy.last,
        since=day_after(due),
        days_late=days,
    )


def undeliverable(matter: Matter) -> Iterator[Breach]:
    """Remedies that cannot be delivered, and what the person was not told about it.

    Source  LGSCO Code 7.4; for housing we do the same (HOS Code 2024 7.3, our reading).
    """
    for remedy in matter.case.remedies:
        event = remedy.moved(RemedyStep.UNDELIVERABLE)
        if event is None or not isinstance(event.body, RemedyMoved):
            continue
        name = remedy.body.type.label
        if event.body.note is None:
            says = f"{name} cannot be delivered, and neither why nor what instead is on record"
            yield from matter.breach("undeliverable-remedy-told", event.stage, says, event=event)
        on = day_of(event.at)
        # The letter follows on the decision: it is missed from the next working day on.
        due = matter.calendar.next_working_day(on) if on is not None else None
        told = event.body.letter is not None or any(
            one.body.what is LetterKind.UNDELIVERED_REMEDY for one in matter.case.letters
        )
        if not told and due is not None and matter.today > due:
            says = f"{name} cannot be delivered, and no letter says so with the Ombudsman’s details"
            yield from matter.breach(
                "undeliverable-remedy-told", event.stage, says, event=event, since=day_after(due)
            )


def payments(matter: Matter) -> Iterator[Breach]:
    """Payments set against a debt without a reason, to an account nobody confirmed, or without approval.

    Source  HOS and LGSCO guidance on remedies: paid to the person directly, not set against arrears.
    """
    for remedy in matter.case.remedies:
        if remedy.body.set_off_debt and remedy.body.set_off is None:
            says = "A payment is set against a debt, and neither an Ombudsman nor the person agreed to it"
            yield from matter.breach("paid-to-the-person", remedy.made.stage, says, event=remedy.made)
        if remedy.body.amount_pence is not None:
            yield from _steps(matter, remedy)


def _steps(matter: Matter, remedy: RemedyState) -> Iterator[Breach]:
    confirmed, approved = remedy.body.type in _NO_PAYEE, False
    for event in remedy.moves:
        body = event.body
        if not isinstance(body, RemedyMoved):
            continue
        confirmed = confirmed or body.payee_confirmed
        approved = approved or body.to is RemedyStep.APPROVED
        if body.to in (RemedyStep.APPROVED, RemedyStep.PAID) and not confirmed:
            done = "approved" if body.to is RemedyStep.APPROVED else "paid"
            says = f"A payment was {done} before its payee was confirmed"
            yield from matter.breach("paid-to-the-person", event.stage, says, event=event)
        if body.to is RemedyStep.PAID and not approved:
            says = "A payment was made before anybody approved it"
            yield from matter.breach("payment-approved", event.stage, says, event=event)


def _by(event: Event, day: date | None) -> bool:
    made = day_of(event.at)
    return day is None or made is None or made <= day
