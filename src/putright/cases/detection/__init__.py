"""What the detection rules see on one complaint: what must not pass unnoticed, and what to do about it.

A breach is a fact that stays; an alert is of something that can still be done, and ends when it is done.
Rules that compare complaints (DR-08, DR-15, DR-16) are asked where the complaints are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from putright.calendars import WorkingDayCalendar
from putright.cases.breaches import matter_of, shown_in
from putright.cases.breaches.breach import NOTHING_KNOWN, Circumstances
from putright.cases.detection.alert import Alert, Group, Watch
from putright.cases.detection.answering import (
    apologies,
    contractors_replies,
    in_parts,
    made_to_depend,
    none_without_reason,
    points_unanswered,
    rights_not_told,
    same_person,
    undecided,
)
from putright.cases.detection.dates import (
    acknowledgements,
    answers,
    hidden_delay,
    last_heard_on,
    ombudsmans_dates,
    orders_without_date,
    safeguarding,
    silence,
)
from putright.cases.detection.followed_up import (
    closed_with_open_end,
    lessons_again,
    letters,
    needs,
    not_kept,
    nothing_learned,
    parts_not_begun,
    payments,
    reviews,
    shares_late,
)
from putright.cases.detection.members import members_waiting
from putright.cases.detection.moved import moves_not_told
from putright.cases.detection.planning import (
    no_reason_told,
    not_agreed,
    not_offered,
    not_planned,
    plans_day,
    wrongly_signed,
)
from putright.cases.detection.planning import shared as shared_without_asking
from putright.cases.detection.visiting import called_done, changed_again, no_adjustment, sent_though_barred
from putright.cases.state import Case
from putright.procedures.types import Procedure

__all__ = ["ACROSS", "RULES", "Alert", "Circumstances", "Group", "alerts", "last_heard_on"]

RULES: tuple[tuple[str, Callable[[Watch], Iterator[Alert]]], ...] = (
    ("DR-01", acknowledgements),
    ("DR-02", answers),
    ("DR-03", points_unanswered),
    ("DR-04", undecided),
    ("DR-05", none_without_reason),
    ("DR-06", rights_not_told),
    ("DR-07", contractors_replies),
    ("DR-09", not_kept),
    ("DR-10", changed_again),
    ("DR-11", called_done),
    ("DR-12", sent_though_barred),
    ("DR-13", safeguarding),
    ("DR-14", no_adjustment),
    ("DR-17", same_person),
    ("DR-18", silence),
    ("DR-19", closed_with_open_end),
    ("DR-20", ombudsmans_dates),
    ("DR-21", nothing_learned),
    ("DR-22", payments),
    ("DR-23", apologies),
    ("DR-24", hidden_delay),
    ("DR-25", lessons_again),
    ("DR-26", in_parts),
    ("DR-27", made_to_depend),
    ("DR-28", orders_without_date),
    ("DR-29", needs),
    ("DR-30", reviews),
    ("DR-31", letters),
    ("DR-32", not_offered),
    ("DR-33", not_planned),
    ("DR-34", plans_day),
    ("DR-35", not_agreed),
    ("DR-36", no_reason_told),
    ("DR-37", wrongly_signed),
    ("DR-38", shared_without_asking),
    ("DR-40", members_waiting),
    ("DR-44", shares_late),
    ("DR-45", parts_not_begun),
    ("DR-46", moves_not_told),
)
"""Every rule that one complaint decides, with what looks for it."""

FROM_DAYS = frozenset({"DR-01", "DR-02", "DR-20", "DR-24", "DR-34"})
"""The rules that days alone decide: of a complaint taken over from another system nothing else is on record."""
ACROSS = ("DR-08", "DR-15", "DR-16", "DR-39", "DR-41", "DR-42", "DR-43")
"""Rules that only several complaints together can decide, or the people around one."""


def alerts(
    case: Case,
    procedure: Procedure,
    calendar: WorkingDayCalendar,
    *,
    today: date,
    own_policy: Procedure | None = None,
    circumstances: Circumstances = NOTHING_KNOWN,
) -> tuple[Alert, ...]:
    """What the rules see on this complaint from this day, by rule; one alert for each thing.

    circumstances  what is known beside its events.
    Raises         BeyondHorizon when a date lies outside the published bank holidays.
    """
    matter = matter_of(
        case, procedure, calendar, today=today, own_policy=own_policy, circumstances=circumstances
    )
    watch = Watch(matter, shown_in(matter))
    found: dict[tuple[str, str], Alert] = {}
    for key, look in RULES:
        if key not in FROM_DAYS and _as_taken_over(case):
            continue
        for one in look(watch):
            found.setdefault((one.rule, one.key), one)
    return tuple(found.values())


def _as_taken_over(case: Case) -> bool:
    """Whether nothing was recorded since it was taken over."""
    return case.taken_over is not None and case.events[-1].sequence == case.taken_over.sequence
