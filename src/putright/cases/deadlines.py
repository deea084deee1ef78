"""The deadlines of a whole complaint, and how long the complainant has waited."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from putright.calendars import WorkingDayCalendar
from putright.cases.state import Case, StageState, exact_day
from putright.clocks import Deadline, Elapsed, Happened, deadlines, elapsed
from putright.procedures.types import Procedure, Stage, Timescale, Unit


def case_deadlines(
    case: Case,
    procedure: Procedure,
    calendar: WorkingDayCalendar,
    *,
    today: date | None,
    own_policy: Procedure | None = None,
    facts: frozenset[str] = frozenset(),
    with_days: bool = False,
) -> tuple[Deadline, ...]:
    """Every deadline of every stage the complaint has reached, in order.

    procedure  the one it runs under, or another to look at it by; stages that one does not have are left out.
    today      lets an open deadline say that it depends on the counting convention.
    facts      what holds beside what the events show, for timescales that run only then.
    Raises     BeyondHorizon when a date lies outside the published bank holidays.
    """
    known = {stage.key for stage in procedure.stages}
    found: list[Deadline] = []
    for stage in case.stages:
        if stage.key in known:
            found += deadlines(
                procedure,
                stage.key,
                stage.happened,
                calendar=calendar,
                extensions=stage.extensions,
                own_policy=own_policy,
                today=today,
                facts=facts | case_facts(case),
                with_days=with_days,
            ).values()
    return tuple(found)


def case_facts(case: Case) -> frozenset[str]:
    """Names of what holds of the complaint, for timescales that run only then: every moment reached."""
    facts = {moment for stage in case.stages for moment in stage.happened}
    if case.conduct_of_staff:
        facts.add("conduct_of_staff")
    return frozenset(facts)


def days_since_first_expression(case: Case, today: date, calendar: WorkingDayCalendar) -> Elapsed | None:
    """How long since it was first said to anybody: to its end or its latest complete response, else to today.

    Where only the month of the first expression is known it is counted from that month's last day.
    None when one of the two days is not known for certain, or the first lies after `today`.
    """
    first = case.first_expressed_on or exact_day(case.received_at)
    ending = case.ended_at or case.current.responded
    end = exact_day(ending) if ending else today
    if first is None or end is None or end < first:
        return None
    return elapsed(first, end=end, calendar=calendar)


@dataclass(frozen=True, slots=True)
class Count:
    """How many working days a letter took, from one of the moments people count from.

    inclusive  the same with the first day counted as day one.
    """

    moment: str
    start: date
    end: date
    complete: bool
    working_days: int
    inclusive: int


@dataclass(frozen=True, slots=True)
class Waited:
    """How long the letters of a stage took, by every way of counting.

    limit                 the working days the procedure gives for the answer; None when it gives none.
    convention_sensitive  counting day zero as day one would change whether a letter kept to the limit.
    start_sensitive       counting from the acknowledgement or from the opening would change it.
    """

    stage: str
    counts: tuple[Count, ...]
    limit: int | None
    convention_sensitive: bool
    start_sensitive: bool


def waited(case: Case, stage: StageState, procedure: Procedure, calendar: WorkingDayCalendar) -> Waited:
    """How long each letter of the stage took: from its opening, the acknowledgement and the first expression.

    Only days that are known for certain are counted.
    """
    starts = {
        name: day
        for name in ("received", "escalated", "acknowledged", "reopened")
        if name in stage.happened and (day := exact_day(stage.happened[name])) is not None
    }
    if case.first_expressed_on is not None and stage is case.stages[0]:
        starts["first_expressed"] = case.first_expressed_on
    counts = []
    for letter in stage.responses:
        end = exact_day(Happened(letter.at, letter.precision))
        for name, start in starts.items():
            if end is not None and end >= start:
                number = calendar.working_days_between(start, end)
                both = number + calendar.is_working_day(start)
                complete = bool(getattr(letter.body, "complete", True))
                counts.append(Count(name, start, end, complete, number, both))
    limit = _limit(procedure, stage)
    timed = [count for count in counts if count.moment != "first_expressed"]
    return Waited(
        stage.key,
        tuple(counts),
        limit,
        limit is not None and any((one.working_days <= limit) != (one.inclusive <= limit) for one in timed),
        limit is not None and any(_disagree(one, timed, limit) for one in timed),
    )


def _disagree(one: Count, counts: list[Count], limit: int) -> bool:
    same_letter = [other for other in counts if other.end == one.end]
    return any((one.working_days <= limit) != (other.working_days <= limit) for other in same_letter)


def _limit(procedure: Procedure, stage: StageState) -> int | None:
    found = next((one for one in procedure.stages if one.key == stage.key), None)
    if found is None:
        return None
    answer = answering(found)
    within = answer[0].within if answer else None
    return within.count if within is not None and within.unit is Unit.WORKING_DAY else None


def answering(stage: Stage) -> tuple[Timescale, ...]:
    """The timescales of the stage's answer."""
    return tuple(one for one in stage.timescales if one.ends_with == stage.answered_by)
