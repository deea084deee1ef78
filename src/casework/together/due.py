"""By when a share is given: before our own answer is due."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from casework.complaints.calendars import organisation_calendar
from casework.complaints.models import Complaint
from casework.complaints.page import ComplaintPage
from casework.complaints.projection import current_deadlines
from casework.complaints.record import own_policy_of
from casework.together.rules import rules
from putright.calendars import WorkingDayCalendar, short_day
from putright.cases import Case, CaseError
from putright.clocks import Deadline
from putright.procedures import Procedure, procedure


def answer_due(complaint: Complaint, case: Case, *, today: date) -> date | None:
    """The earliest day our own answer at this stage is due, by the procedure or our policy; None where it has none."""
    under, policy = procedure(complaint.procedure), own_policy_of(complaint)
    calendar = organisation_calendar(complaint.organisation)
    found = current_deadlines(case, under, calendar, own_policy=policy, today=today)
    return _earliest(found, case, under, policy)


def answer_due_of(page: ComplaintPage) -> date | None:
    """The same, of a complaint as its page has it. No statement."""
    return _earliest(page.deadlines, page.case, page.procedure, page.own_policy)


def _earliest(
    deadlines: Sequence[Deadline], case: Case, under: Procedure, policy: Procedure | None
) -> date | None:
    ends = {
        scale.key
        for one in (under, policy)
        if one is not None
        for stage in one.stages
        if stage.key == case.stage
        for scale in stage.timescales
        if scale.ends_with == stage.answered_by
    }
    days = [
        day
        for one in deadlines
        if one.stage == case.stage and one.timescale in ends and one.met_on is None
        for day in (one.due_on, one.target_on)
        if day is not None
    ]
    return min(days, default=None)


def usual_due(answer: date | None, calendar: WorkingDayCalendar, *, today: date) -> date:
    """The day a share is due unless said otherwise: some working days before the answer, as `rules.toml` has it."""
    if answer is not None:
        day = _before(answer, rules().before_answer_working_days, calendar)
        if day > today:
            return day
        if answer > today:
            # What is left before the answer is less than the rule: the last working day before it.
            return max(_before(answer, 1, calendar), today)
    return calendar.add_working_days(today, rules().otherwise_working_days)


def check_due(due: date, answer: date | None, *, today: date) -> None:
    """Raises CaseError for a day that has passed, or that leaves no time to answer.

    Once our own day is there or gone, any day to come is possible: the answer is late whatever is entered.
    """
    if due < today:
        raise CaseError(
            f"a share cannot be due on {short_day(due)}, which has passed: choose today or a day to come"
        )
    if answer is not None and answer > today and due >= answer:
        raise CaseError(
            f"our own answer is due on {short_day(answer)}, so that a share given on {short_day(due)} comes too late "
            "for it: choose a day before, or extend the answer first"
        )


def _before(day: date, working_days: int, calendar: WorkingDayCalendar) -> date:
    while working_days:
        day -= timedelta(days=1)
        working_days -= calendar.is_working_day(day)
    return day
