"""How a complaint begins: received, accepted or declined, and in whose hands."""

from __future__ import annotations

from datetime import date

from putright.cases.errors import (
    AlreadyThere,
    CaseError,
)
from putright.cases.events import (
    Accepted,
    Allocated,
    Declined,
    Event,
    Received,
)
from putright.cases.possible import (
    When,
    check_open,
    check_possible,
    check_receipt,
)
from putright.cases.replay import replay
from putright.cases.state import Case, day_of
from putright.cases.verbs.proposing import Proposed, how_exactly, propose
from putright.cases.verbs.turns import escalate
from putright.procedures.types import Procedure
from putright.vocabulary import (
    Channel,
    Precision,
    RejectionReason,
)

ROLES = ("handler", "author", "approver")


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
    return (Event(1, body, at, how_exactly(at, precision), opened.key, by, None, source),)


def accept(case: Case, *, at: When, note: str | None = None, by: str | None = None, stage: str | None = None,
           today: date | None = None, precision: Precision | None = None,
           source: str | None = None) -> Proposed:  # fmt: skip
    """It was accepted as a complaint."""
    return propose(case, Accepted(note), at, by, stage, today, precision, source)


def decline(
    case: Case,
    *,
    reason: RejectionReason | None,
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
    """The complaint, or at a later stage its escalation, was not accepted; without a reason only where it is not told."""
    check_open(case, at, always=True)
    body = Declined(
        reason, merits_note, ombudsman_details, issue_on, discretion_considered, filed_on, original
    )
    return propose(case, body, at, by, stage, today, precision, source)


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
    return asked + propose(case, body, at, by, stage, today, precision, source)


def allocate(case: Case, *, officer: str, at: When, role: str = "handler", by: str | None = None,
             stage: str | None = None, today: date | None = None, precision: Precision | None = None,
             source: str | None = None) -> Proposed:  # fmt: skip
    """An officer took the stage on as `handler`, `author` or `approver`."""
    if role not in ROLES:
        raise CaseError(f"{role!r} is not a role here; use one of: {', '.join(ROLES)}")
    return propose(case, Allocated(officer, role), at, by, stage, today, precision, source)
