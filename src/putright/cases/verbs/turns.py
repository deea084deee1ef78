"""Where a complaint goes: the next stage, a milestone, withdrawn, closed, opened again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from putright.cases.errors import (
    AlreadyThere,
    CaseError,
    UnknownStage,
)
from putright.cases.events import (
    Closed,
    Escalated,
    Reached,
    Reopened,
    Withdrawn,
)
from putright.cases.possible import (
    When,
    check_open,
)
from putright.cases.state import Case
from putright.cases.verbs.proposing import Proposed, propose
from putright.procedures.types import Procedure
from putright.vocabulary import (
    ClosingReason,
    EscalationReason,
    Precision,
)

ACTS_NEXT = ("nobody", "us", "resident", "contractor")
"""Who may have to act next when a complaint is closed."""


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
    return propose(case, body, at, by, leaving, today, precision, source)


def reach(case: Case, *, moment: str, at: When, date_given: date | None = None, by: str | None = None,
          stage: str | None = None, today: date | None = None, precision: Precision | None = None,
          source: str | None = None) -> Proposed:  # fmt: skip
    """A milestone the procedure names was reached; `date_given` is the date an outside body set."""
    return propose(case, Reached(moment, date_given), at, by, stage, today, precision, source)


def withdraw(case: Case, *, at: When, by: str | None = None, stage: str | None = None,
             today: date | None = None, precision: Precision | None = None,
             source: str | None = None) -> Proposed:  # fmt: skip
    """The complainant withdrew the complaint."""
    check_open(case, at, always=True)
    return propose(case, Withdrawn(), at, by, stage, today, precision, source)


def close(case: Case, *, reason: ClosingReason | None, at: When, acts_next: str | None = None,
          acts_by: date | None = None, by: str | None = None, stage: str | None = None, today: date | None = None,
          precision: Precision | None = None, source: str | None = None) -> Proposed:  # fmt: skip
    """The complaint was closed; `acts_next` says who does something next, if anybody, and `acts_by` by when."""
    check_open(case, at, always=True)
    if acts_next is not None and acts_next not in ACTS_NEXT:
        raise CaseError(f"{acts_next!r} cannot act next; use one of: {', '.join(ACTS_NEXT)}")
    return propose(case, Closed(reason, acts_next, acts_by), at, by, stage, today, precision, source)


def reopen(case: Case, *, at: When, note: str | None = None, directed: bool = False, by: str | None = None,
           stage: str | None = None, today: date | None = None, precision: Precision | None = None,
           source: str | None = None) -> Proposed:  # fmt: skip
    """It was opened again; `directed` when an Ombudsman told us to take it on."""
    if case.is_open:
        raise CaseError("the complaint is open already: nothing has to be reopened")
    return propose(case, Reopened(note, directed), at, by, stage, today, precision, source)
