"""What the verbs share: the check of what is possible, and the numbered event."""

from __future__ import annotations

from datetime import date, datetime

from putright.cases.errors import (
    ImpossibleDate,
)
from putright.cases.events import (
    Body,
    Event,
    Reopened,
)
from putright.cases.possible import (
    ANY_DATE,
    When,
    check_not_before,
    check_open,
    check_possible,
)
from putright.cases.state import ENDED, Case, day_of
from putright.vocabulary import (
    Precision,
)

Proposed = tuple[Event, ...]
"""What a verb gives: the events to record, in order."""


def propose(
    case: Case,
    body: Body,
    at: When,
    by: str | None,
    stage: str | None,
    today: date | None,
    precision: Precision | None,
    source: str | None,
) -> Proposed:
    """The event of this act, numbered next. Raises a CaseError for what cannot have happened."""
    check_possible(at, today)
    key = case.stage if stage is None else case.stage_state(stage).key
    known = how_exactly(at, precision)
    if not isinstance(body, ANY_DATE):
        if case.status in ENDED and not isinstance(body, Reopened):
            check_open(case, at, always=False)
        if known is Precision.DAY or known is Precision.MOMENT:
            check_not_before(case, key, day_of(at), body)
    return (Event(case.next_sequence, body, at, known, key, by, None, source),)


def how_exactly(at: When, precision: Precision | None) -> Precision:
    """How exactly the date is known, when that is not said. Raises ImpossibleDate for a contradiction."""
    if at is None:
        return Precision.UNKNOWN
    if precision is None:
        return Precision.MOMENT if isinstance(at, datetime) else Precision.DAY
    if precision is Precision.UNKNOWN:
        raise ImpossibleDate(f"{at} is given but marked as not known: leave the date out")
    return precision
