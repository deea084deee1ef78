"""The letters of a stage, recorded as sent: acknowledgement, clarification, extension, response."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from casework.complaints.record import Recorded, act
from casework.complaints.writing import Said, When, do
from casework.people.models import Officer
from putright.cases import verbs
from putright.cases.events import PointFinding
from putright.vocabulary import PointOutcome, RemedyDecision


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to one point: the finding, its reasons in words, and what was decided about a remedy."""

    point: str
    outcome: PointOutcome
    reasons: str
    remedy: RemedyDecision = RemedyDecision.NOT_DECIDED


def acknowledge(
    reference: str,
    *,
    at: When,
    blocks: Sequence[str],
    by: Officer,
    now: datetime,
    seen_version: int,
    going_on: str = "",
) -> Recorded:
    """Record that the acknowledgement was sent, and what it contained."""
    return do(
        reference, act(verbs.acknowledge, at=at, blocks=tuple(blocks)), at=at, by=by, now=now,
        seen_version=seen_version, going_on=going_on, gated=True,
    )  # fmt: skip


def ask_clarification(
    reference: str, words: str, *, at: When, by: Officer, now: datetime, seen_version: int
) -> Recorded:
    """Record that the complainant was asked what they mean."""
    said = Said(words, "contact", with_complainant=True)
    return do(
        reference, act(verbs.ask_clarification, at=at), said, at=at, by=by, now=now, seen_version=seen_version
    )


def receive_clarification(
    reference: str, words: str, *, at: When, by: Officer, now: datetime, seen_version: int
) -> Recorded:
    """Record what the complainant answered."""
    said = Said(words, "contact", with_complainant=True)
    return do(
        reference,
        act(verbs.receive_clarification, at=at),
        said,
        at=at,
        by=by,
        now=now,
        seen_version=seen_version,
    )


def extend(
    reference: str, *, to: date, reason: str, at: When, told_on: date | None, ombudsman_details: bool,
    good_reason: bool = False, update_every: int | None = None, by: Officer, now: datetime, seen_version: int,
    going_on: str = "",
) -> Recorded:  # fmt: skip
    """Give the answer more time. Whether it counts follows from the record; see decision 0006.

    update_every  working days between updates agreed with the resident; None = none agreed.
    """
    extending = act(
        verbs.extend, to=to, at=at, ombudsman_details=ombudsman_details, told_on=told_on, good_reason=good_reason,
        update_every_working_days=update_every,
    )  # fmt: skip
    said = (Said(reason, "reason", into="reason_note"),) if reason else ()
    return do(
        reference,
        extending,
        *said,
        at=at,
        by=by,
        now=now,
        seen_version=seen_version,
        going_on=going_on,
        gated=True,
    )


def respond(
    reference: str, answers: Sequence[Answer], *, at: When, blocks: Sequence[str], complete: bool = True,
    more_by: date | None = None, author: Officer | None = None, by: Officer, now: datetime, seen_version: int,
    going_on: str = "",
) -> Recorded:  # fmt: skip
    """Record that a response was sent, with the finding on each point it answers.

    complete  False for a letter that leaves points to a further one, promised by `more_by`.
    """
    findings = tuple(
        PointFinding(one.point, one.outcome, reasons_given=bool(one.reasons.strip()), remedy=one.remedy)
        for one in answers
    )
    responding = act(
        verbs.respond, at=at, findings=findings, complete=complete, more_by=more_by, blocks=tuple(blocks),
        author=str((author or by).pk),
    )  # fmt: skip
    said = tuple(Said(one.reasons, "finding", point=one.point) for one in answers if one.reasons.strip())
    return do(
        reference,
        responding,
        *said,
        at=at,
        by=by,
        now=now,
        seen_version=seen_version,
        going_on=going_on,
        gated=True,
    )
