"""What can be done to a complaint: each verb checks what is impossible and proposes the events to record.

Every verb takes the case as it stands and gives numbered events for the record to append; nothing is
changed here. What they all take:

at         when it happened: an aware moment, a day, or None when nobody knows.
by         identifier of the officer who records it.
stage      key of the stage it belongs to; None = the one the complaint is at. Name it to record
           something of an earlier stage late.
today      when given, nothing may have happened after it.
precision  how exactly `at` is known; None = a day is a day, a moment a moment, None is unknown.
source     where a story took it from.

They raise a CaseError only for what cannot have happened; a late letter or a missing reason is a fact.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from putright.calendars import short_day
from putright.cases.errors import (
    AlreadyThere,
    CaseError,
    ImpossibleDate,
    UnknownEvent,
    UnknownPromise,
    UnknownStage,
)
from putright.cases.events import (
    Accepted,
    Acknowledged,
    Allocated,
    Body,
    ClarificationAsked,
    ClarificationReceived,
    Closed,
    Corrected,
    Declined,
    Escalated,
    Event,
    Extended,
    Found,
    PointAgreed,
    PointFinding,
    PointWithdrawn,
    Promised,
    PromiseEnded,
    Reached,
    Received,
    Reopened,
    Responded,
    Restricted,
    Updated,
    Withdrawn,
)
from putright.cases.possible import (
    ANY_DATE,
    When,
    check_not_before,
    check_open,
    check_possible,
    check_receipt,
    check_standing,
)
from putright.cases.replay import replay
from putright.cases.state import ENDED, Case, day_of
from putright.procedures.types import Procedure
from putright.vocabulary import (
    Channel,
    ClosingReason,
    EscalationReason,
    Precision,
    RejectionReason,
    Responsibility,
)

Proposed = tuple[Event, ...]


ROLES = ("handler", "author", "approver")
PROMISE_ENDS = ("kept", "broken", "renegotiated")


def receive(
    case: Case | None,
    *,
    procedure: Procedure,
    channel: Channel,
    at: When,
    by: str | None = None,
    stage: str | None = None,
    first_expressed_on: date | None = None,
    logged_on: date | None = None,
    conduct_of_staff: bool = False,
    first_expressed_precision: Precision = Precision.DAY,
    today: date | None = None,
    precision: Precision | None = None,
    source: str | None = None,
) -> Proposed:
    """A complaint reached us. `case` is None: it does not exist yet."""
    if case is not None:
        raise AlreadyThere("this complaint has been received already; correct its receipt if it is wrong")
    opened = procedure.stage(stage) if stage is not None else procedure.first_stage
    body = Received(
        procedure.key,
        opened.key,
        channel,
        first_expressed_on,
        logged_on,
        conduct_of_staff,
        first_expressed_precision,
    )
    check_possible(at, today)
    check_receipt(body, day_of(at))
    return (Event(1, body, at, _precision(at, precision), opened.key, by, None, source),)


def accept(case: Case, *, at: When, note: str | None = None, by: str | None = None, stage: str | None = None,
           today: date | None = None, precision: Precision | None = None,
           source: str | None = None) -> Proposed:  # fmt: skip
    """It was accepted as a complaint."""
    return _propose(case, Accepted(note), at, by, stage, today, precision, source)


def decline(
    case: Case,
    *,
    reason: RejectionReason,
    at: When,
    by: str | None = None,
    merits_note: str | None = None,
    ombudsman_details: bool = False,
    issue_on: date | None = None,
    discretion_considered: bool = False,
    filed_on: date | None = None,
    original: str | None = None,
    stage: str | None = None,
    today: date | None = None,
    precision: Precision | None = None,
    source: str | None = None,
) -> Proposed:
    """The complaint, or at a later stage its escalation, was not accepted."""
    check_open(case, at, always=True)
    body = Declined(
        reason, merits_note, ombudsman_details, issue_on, discretion_considered, filed_on, original
    )
    return _propose(case, body, at, by, stage, today, precision, source)


def refuse_escalation(
    case: Case,
    *,
    procedure: Procedure,
    reason: RejectionReason,
    at: When,
    requested_at: When = None,
    by: str | None = None,
    merits_note: str | None = None,
    ombudsman_details: bool = False,
    today: date | None = None,
    precision: Precision | None = None,
    source: str | None = None,
) -> Proposed:
    """The complainant asked for the next stage and was refused.

    requested_at  when they asked, where the request is not on record yet; None = the same day.
    """
    check_open(case, at, always=True)
    if len(case.stages) > 1 and not case.current.responses:
        asked: Proposed = ()
        stage = case.stage
    else:
        asked = escalate(
            case,
            procedure=procedure,
            at=at if requested_at is None else requested_at,
            by=by,
            today=today,
            source=source,
        )
        case = replay((*case.events, *asked))
        stage = case.stage
    body = Declined(reason, merits_note, ombudsman_details)
    return asked + _propose(case, body, at, by, stage, today, precision, source)


def agree_point(
    case: Case,
    *,
    point: str,
    at: When,
    by: str | None = None,
    responsibility: Responsibility = Responsibility.OURS,
    outcome_sought: bool = False,
    added_midway: str | None = None,
    stage: str | None = None,
    today: date | None = None,
    precision: Precision | None = None,
    source: str | None = None,
) -> Proposed:
    """A point was agreed with the complainant; `added_midway` says how a later one came in."""
    if any(one.key == point for one in case.points):
        raise AlreadyThere(f"point {point!r} is agreed already; give the new one another key")
    body = PointAgreed(point, responsibility, outcome_sought, added_midway)
    return _propose(case, body, at, by, stage, today, precision, source)


def withdraw_point(case: Case, *, point: str, at: When, by: str | None = None, stage: str | None = None,
                   today: date | None = None, precision: Precision | None = None,
                   source: str | None = None) -> Proposed:  # fmt: skip
    """The complainant no longer pursues a point."""
    case.point(point)
    return _propose(case, PointWithdrawn(point), at, by, stage, today, precision, source)


def allocate(case: Case, *, officer: str, at: When, role: str = "handler", by: str | None = None,
             stage: str | None = None, today: date | None = None, precision: Precision | None = None,
             source: str | None = None) -> Proposed:  # fmt: skip
    """An officer took the stage on as `handler`, `author` or `approver`."""
    if role not in ROLES:
        raise CaseError(f"{role!r} is not a role here; use one of: {', '.join(ROLES)}")
    return _propose(case, Allocated(officer, role), at, by, stage, today, precision, source)


def acknowledge(case: Case, *, at: When, blocks: Sequence[str] | None = None, by: str | None = None,
                stage: str | None = None, today: date | None = None, precision: Precision | None = None,
                source: str | None = None) -> Proposed:  # fmt: skip
    """The acknowledgement was sent. A second one is a fact too; the first counts."""
    return _propose(
        case, Acknowledged(None if blocks is None else tuple(blocks)), at, by, stage, today, precision, source
    )


def ask_clarification(case: Case, *, at: When, by: str | None = None, stage: str | None = None,
                      today: date | None = None, precision: Precision | None = None,
                      source: str | None = None) -> Proposed:  # fmt: skip
    """We asked what it is about."""
    return _propose(case, ClarificationAsked(), at, by, stage, today, precision, source)


def receive_clarification(case: Case, *, at: When, by: str | None = None, stage: str | None = None,
                          today: date | None = None, precision: Precision | None = None,
                          source: str | None = None) -> Proposed:  # fmt: skip
    """The complainant made it clear."""
    return _propose(case, ClarificationReceived(), at, by, stage, today, precision, source)


def extend(
    case: Case,
    *,
    to: date,
    at: When,
    by: str | None = None,
    timescale: str = "respond",
    reason_note: str | None = None,
    ombudsman_details: bool = False,
    told_on: date | None = None,
    good_reason: bool = False,
    update_every_working_days: int | None = None,
    stage: str | None = None,
    today: date | None = None,
    precision: Precision | None = None,
    source: str | None = None,
) -> Proposed:
    """A timescale was given more time. Whether it counts is worked out, not decided here."""
    if case.received_on is not None and to < case.received_on:
        raise ImpossibleDate(
            f"it cannot be extended to {short_day(to)}: the complaint was only received on "
            f"{short_day(case.received_on)}; give a later date"
        )
    body = Extended(
        to, timescale, reason_note, ombudsman_details, told_on, good_reason, update_every_working_days
    )
    return _propose(case, body, at, by, stage, today, precision, source)


def update(case: Case, *, at: When, note: str | None = None, reason_for_delay: bool = False,
           new_date: date | None = None, by: str | None = None, stage: str | None = None,
           today: date | None = None, precision: Precision | None = None,
           source: str | None = None) -> Proposed:  # fmt: skip
    """The complainant was told how it is getting on."""
    return _propose(case, Updated(note, reason_for_delay, new_date), at, by, stage, today, precision, source)


def respond(
    case: Case,
    *,
    at: When,
    findings: Sequence[PointFinding] = (),
    complete: bool = True,
    more_by: date | None = None,
    blocks: Sequence[str] | None = None,
    author: str | None = None,
    on_behalf: str | None = None,
    admits_delay: bool = False,
    findings_known: bool = True,
    by: str | None = None,
    stage: str | None = None,
    today: date | None = None,
    precision: Precision | None = None,
    source: str | None = None,
) -> Proposed:
    """A response was sent, with a finding for each point it answers."""
    seen = set()
    for finding in findings:
        case.point(finding.point)
        if finding.point in seen:
            raise AlreadyThere(f"point {finding.point!r} has two findings in one response; give it one")
        seen.add(finding.point)
    body = Responded(
        tuple(findings),
        complete,
        more_by,
        None if blocks is None else tuple(blocks),
        author,
        on_behalf,
        admits_delay,
        findings_known,
    )
    return _propose(case, body, at, by, stage, today, precision, source)


def escalate(
    case: Case,
    *,
    procedure: Procedure,
    at: When,
    to: str | None = None,
    reasons: Sequence[EscalationReason] = (),
    disputed: Sequence[str] = (),
    by: str | None = None,
    stage: str | None = None,
    today: date | None = None,
    precision: Precision | None = None,
    source: str | None = None,
) -> Proposed:
    """The complainant asked for the next stage.

    to  the stage asked for; None = the next one. A later one may be named where a stage is skipped.
    """
    check_open(case, at, always=True)
    leaving = case.stage if stage is None else case.stage_state(stage).key
    if to is None:
        to = procedure.stage(leaving).next
    if to is None:
        raise UnknownStage(
            f"{procedure.short_title} has no stage after {leaving}: send the complainant to the Ombudsman"
        )
    order = [one.key for one in procedure.stages]
    if procedure.stage(to).key in {one.key for one in case.stages}:
        raise AlreadyThere(f"the complaint has reached {to} already; correct that escalation if it is wrong")
    if leaving in order and order.index(to) < order.index(leaving):
        raise UnknownStage(f"{to} comes before {leaving}: name a later stage")
    for point in disputed:
        case.point(point)
    body = Escalated(to, tuple(reasons), tuple(disputed))
    return _propose(case, body, at, by, leaving, today, precision, source)


def reach(case: Case, *, moment: str, at: When, date_given: date | None = None, by: str | None = None,
          stage: str | None = None, today: date | None = None, precision: Precision | None = None,
          source: str | None = None) -> Proposed:  # fmt: skip
    """A milestone the procedure names was reached; `date_given` is the date an outside body set."""
    return _propose(case, Reached(moment, date_given), at, by, stage, today, precision, source)


def promise(case: Case, *, promise: str, what: str, at: When, due: date | None = None, by: str | None = None,
            stage: str | None = None, today: date | None = None, precision: Precision | None = None,
            source: str | None = None) -> Proposed:  # fmt: skip
    """Something was promised. `due` is the day it is due; None for a promise that holds until lifted."""
    if any(one.key == promise for one in case.promises):
        raise AlreadyThere(f"promise {promise!r} is on record already; give the new one another key")
    return _propose(case, Promised(promise, what, due), at, by, stage, today, precision, source)


def end_promise(case: Case, *, promise: str, how: str, at: When, by: str | None = None,
                stage: str | None = None, today: date | None = None, precision: Precision | None = None,
                source: str | None = None) -> Proposed:  # fmt: skip
    """A promise was `kept`, `broken` or `renegotiated`."""
    if how not in PROMISE_ENDS:
        raise CaseError(f"a promise does not end {how!r}; use one of: {', '.join(PROMISE_ENDS)}")
    if all(one.key != promise for one in case.promises):
        known = ", ".join(one.key for one in case.promises) or "none yet"
        raise UnknownPromise(f"there is no promise {promise!r}; the promises are: {known}. Record it first")
    return _propose(case, PromiseEnded(promise, how), at, by, stage, today, precision, source)


def find(case: Case, *, duty: str, at: When = None, by: str | None = None, stage: str | None = None,
         today: date | None = None, precision: Precision | None = None,
         source: str | None = None) -> Proposed:  # fmt: skip
    """It came to light that a duty was not done; `duty` is its code."""
    return _propose(case, Found(duty), at, by, stage, today, precision, source)


def withdraw(case: Case, *, at: When, by: str | None = None, stage: str | None = None,
             today: date | None = None, precision: Precision | None = None,
             source: str | None = None) -> Proposed:  # fmt: skip
    """The complainant withdrew the complaint."""
    check_open(case, at, always=True)
    return _propose(case, Withdrawn(), at, by, stage, today, precision, source)


def close(case: Case, *, reason: ClosingReason, at: When, by: str | None = None, stage: str | None = None,
          today: date | None = None, precision: Precision | None = None,
          source: str | None = None) -> Proposed:  # fmt: skip
    """The complaint was closed."""
    check_open(case, at, always=True)
    return _propose(case, Closed(reason), at, by, stage, today, precision, source)


def reopen(case: Case, *, at: When, note: str | None = None, directed: bool = False, by: str | None = None,
           stage: str | None = None, today: date | None = None, precision: Precision | None = None,
           source: str | None = None) -> Proposed:  # fmt: skip
    """It was opened again; `directed` when an Ombudsman told us to take it on."""
    if case.is_open:
        raise CaseError("the complaint is open already: nothing has to be reopened")
    return _propose(case, Reopened(note, directed), at, by, stage, today, precision, source)


def restrict(case: Case, *, officers: Sequence[str], at: When, by: str | None = None,
             today: date | None = None, precision: Precision | None = None,
             source: str | None = None) -> Proposed:  # fmt: skip
    """Only these officers may see it from now on."""
    return _propose(case, Restricted(tuple(officers)), at, by, None, today, precision, source)


def lift_restriction(case: Case, *, at: When, by: str | None = None, today: date | None = None,
                     precision: Precision | None = None, source: str | None = None) -> Proposed:  # fmt: skip
    """It may be seen as usual again."""
    return _propose(case, Restricted((), lifted=True), at, by, None, today, precision, source)


def correct(
    case: Case,
    *,
    corrects: int,
    at: When,
    by: str | None = None,
    right_at: date | datetime | None = None,
    right_body: Body | None = None,
    struck_out: bool = False,
    note: str | None = None,
    today: date | None = None,
    source: str | None = None,
) -> Proposed:
    """An earlier event was wrong: give the right date, the right content, or strike it out.

    corrects  its sequence number. The original stays in the history.
    """
    original = next((event for event in case.events if event.sequence == corrects), None)
    if original is None:
        raise UnknownEvent(f"there is no event {corrects}; the last one is {case.events[-1].sequence}")
    if right_at is None and right_body is None and not struck_out:
        raise CaseError("nothing is corrected: give the right date, the right content, or strike it out")
    if struck_out and corrects == case.events[0].sequence:
        raise CaseError("the receipt cannot be struck out: correct its date, or close the complaint")
    if right_body is not None and type(right_body) is not type(original.body):
        raise CaseError(
            f"event {corrects} is {original.kind}: correct it with {original.kind}, or strike it out "
            f"and record {right_body.kind}"
        )
    if right_at is not None:
        check_possible(right_at, today)
    proposed = _propose(
        case, Corrected(corrects, right_at, right_body, struck_out, note), at, by, None, today, None, source
    )
    check_standing(replay((*case.events, *proposed)))
    return proposed


def _propose(
    case: Case,
    body: Body,
    at: When,
    by: str | None,
    stage: str | None,
    today: date | None,
    precision: Precision | None,
    source: str | None,
) -> Proposed:
    check_possible(at, today)
    key = case.stage if stage is None else case.stage_state(stage).key
    known = _precision(at, precision)
    if not isinstance(body, ANY_DATE):
        if case.status in ENDED and not isinstance(body, Reopened):
            check_open(case, at, always=False)
        if known is Precision.DAY or known is Precision.MOMENT:
            check_not_before(case, key, day_of(at), body)
    return (Event(case.next_sequence, body, at, known, key, by, None, source),)


def _precision(at: When, precision: Precision | None) -> Precision:
    if at is None:
        return Precision.UNKNOWN
    if precision is None:
        return Precision.MOMENT if isinstance(at, datetime) else Precision.DAY
    if precision is Precision.UNKNOWN:
        raise ImpossibleDate(f"{at} is given but marked as not known: leave the date out")
    return precision
