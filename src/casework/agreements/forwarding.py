"""A complaint passed to a contractor: it stays ours, with a day by which the contractor replies."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from casework.agreements.checks import own_breach
from casework.agreements.models import Forwarding
from casework.agreements.visits import owner_of
from casework.agreements.working import Working, contractor_of, working
from casework.complaints.calendars import organisation_calendar
from casework.complaints.letters import Answer
from casework.complaints.record import Act, Recorded, act
from casework.complaints.writing import When
from casework.people.models import Officer
from putright.cases import CaseError, verbs
from putright.cases.events import PointFinding
from putright.cases.state import day_of
from putright.procedures import procedure, required_blocks
from putright.vocabulary import ContractorStatus

REPLY = "contractor-reply"
PROMISED = "contractor_reply"


def forward(
    reference: str, words: str, *, contractor: str, consent: bool, copy_wanted: bool, due: date | None = None,
    at: When, by: Officer, now: datetime, seen_version: int, going_on: str = "",
) -> Recorded:  # fmt: skip
    """Pass the complaint to a contractor for its reply. The complaint stays open, and ours.

    due  when the reply is due; None = by the contract's working days. Without the resident's consent it is held.
    """
    with working(reference, at=at, by=by, now=now, seen_version=seen_version, going_on=going_on) as one:
        firm = contractor_of(one.complaint.organisation_id, contractor)
        if firm is None:
            raise CaseError("choose the contractor")
        on = day_of(at) or one.today
        if due is None:
            if firm.reply_working_days is None:
                raise CaseError(f"the contract with {firm.name} gives no time for a reply: enter the day")
            calendar = organisation_calendar(one.complaint.organisation).now()
            due = calendar.add_working_days(on, firm.reply_working_days)
        ours = []
        if not consent:
            says = "The resident has not agreed to the complaint being passed on: ask first"
            ours.append(own_breach("consent-to-share", says))
        if firm.status in (ContractorStatus.IN_LIQUIDATION, ContractorStatus.ENDED):
            status = ContractorStatus(firm.status).label.lower()
            ours.append(own_breach("contractor-active", f"{firm.name}: {status}, so we answer ourselves"))
        promise = one.keep(words, "promise")
        acts = [act(verbs.promise, promise=promise, what=PROMISED, due=due, at=at, owner=owner_of(one))]
        acts += _milestone(one, "forwarded")
        recorded = one.record(*acts, ours=ours)
        Forwarding.objects.create(
            complaint=one.complaint, contractor=firm, promise=promise, consent=consent, copy_wanted=copy_wanted,
            forwarded_on=on, officer=by,
        )  # fmt: skip
    return recorded


def contractor_replied(
    reference: str, promise: str, words: str, *, blocks: Sequence[str], answers: Sequence[Answer] = (), whole: bool,
    rest_by: date | None = None, at: When, by: Officer, now: datetime, seen_version: int,
) -> Recorded:  # fmt: skip
    """Record the contractor's reply and what it gives. It came, so nothing holds it; what it lacks is shown at once.

    whole    it is the answer of this stage; else we answer ourselves, by `rest_by`.
    """
    with working(reference, at=at, by=by, now=now, seen_version=seen_version) as one:
        sent = Forwarding.objects.filter(complaint=one.complaint, promise=promise).first()
        if sent is None:
            raise CaseError("the complaint was not passed on under this promise: choose one of the list")
        if sent.replied_on is not None:
            raise CaseError("the contractor’s reply is on record already")
        findings = tuple(
            PointFinding(
                each.point, each.outcome, reasons_given=bool(each.reasons.strip()), remedy=each.remedy
            )
            for each in answers
        )
        one.keep(words, "contact")
        acts = [
            act(
                verbs.respond, at=at, findings=findings, complete=whole, more_by=None if whole else rest_by,
                blocks=tuple(blocks), on_behalf="contractor",
            ),
            act(verbs.end_promise, promise=promise, how="kept", at=at),
            *_milestone(one, "contractor_replied"),
        ]  # fmt: skip
        recorded = one.record(*acts)
        sent.replied_on = day_of(at) or one.today
        sent.missing = missing_from(one.complaint.procedure, blocks)
        sent.save(update_fields=["replied_on", "missing"])
    return recorded


def missing_from(under: str, blocks: Sequence[str]) -> list[str]:
    """Codes of what a contractor's reply has to give under this procedure and does not. Source: lessons R-C6."""
    return [block for block in required_blocks(procedure(under), REPLY) if block not in blocks]


def _milestone(one: Working, moment: str) -> list[Act]:
    """The milestone, where the procedure, or our own policy, counts from it."""
    known = [procedure(one.complaint.procedure)]
    if one.complaint.own_policy:
        known.append(procedure(one.complaint.own_policy))
    return (
        [act(verbs.reach, moment=moment, at=one.at)] if any(moment in each.moments for each in known) else []
    )
