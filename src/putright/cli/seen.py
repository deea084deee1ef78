"""A told complaint looked at from one day: deadlines, waits, breaches, and what cannot be worked out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from putright.cases import Breach, breaches, case_deadlines, days_since_first_expression, waited
from putright.cases.deadlines import Waited
from putright.cases.state import exact
from putright.cli.happenings import what_happened
from putright.cli.stories import Expected, Story, Told
from putright.clocks import Deadline, Elapsed, Happened
from putright.procedures import Procedure
from putright.vocabulary import Precision


@dataclass(frozen=True, slots=True)
class Seen:
    """One complaint of a story, looked at from the day of the story.

    procedures  all it is measured by: its own, the own policy, the others.
    missing     breaches the document tells of that the record does not show.
    """

    told: Told
    procedures: tuple[Procedure, ...]
    deadlines: tuple[Deadline, ...]
    waits: tuple[tuple[Procedure, Waited], ...]
    breaches: tuple[Breach, ...]
    missing: tuple[Expected, ...]
    not_shown: tuple[str, ...]
    since_first_expression: Elapsed | None


_NOT_EXACT = {
    Precision.UNKNOWN: "no date is given for",
    Precision.MONTH: "only the month is given for",
    Precision.ABOUT: "only about when is given for",
}


def see(told: Told, story: Story) -> Seen:
    """Everything that follows from one complaint of a story."""
    case, today, calendar = told.case, story.as_at, story.calendar
    own = () if told.own_policy is None else (told.own_policy,)
    procedures = (told.procedure, *own, *told.also)
    found = tuple(
        deadline
        for one in procedures
        for deadline in case_deadlines(
            case,
            one,
            calendar,
            today=today,
            own_policy=told.own_policy if one is told.procedure else None,
            facts=told.facts,
            with_days=True,
        )
    )
    shown = list(breaches(case, told.procedure, calendar, today=today, own_policy=told.own_policy))
    for other in told.also:
        shown += [one for one in breaches(case, other, calendar, today=today) if one.procedure == other.key]
    return Seen(
        told=told,
        procedures=procedures,
        deadlines=found,
        waits=tuple((one, waited(case, stage, one, calendar)) for stage in case.stages for one in procedures),
        breaches=tuple(shown),
        missing=tuple(one for one in told.expected if not any(_meets(breach, one) for breach in shown)),
        not_shown=tuple(_not_shown(told, found)),
        since_first_expression=days_since_first_expression(case, today, calendar),
    )


def _meets(breach: Breach, expected: Expected) -> bool:
    return (
        breach.duty == expected.duty
        and expected.stage in (None, breach.stage)
        and expected.point in (None, breach.point)
    )


def _not_shown(told: Told, found: tuple[Deadline, ...]) -> Iterator[str]:
    prefix = f"{told.title}: " if told.title else ""
    undated: dict[Precision, list[str]] = {}
    for event in told.case.standing:
        if not exact(Happened(event.at, event.precision)) and event.kind not in ("found", "point_agreed"):
            place = event.source or "if at all"
            undated.setdefault(event.precision, []).append(f"{what_happened(event)} ({place})")
    for how, events in undated.items():
        yield f"{prefix}{_NOT_EXACT[how]}: {'; '.join(dict.fromkeys(events))}"
    unworkable = [one for one in found if one.due_on is None and (one.approximate or one.met_on)]
    if unworkable:
        names = "; ".join(f"{one.title.lower()} ({one.stage})" for one in unworkable)
        yield f"{prefix}no date can be worked out for: {names}"


def expected_in_words(expected: Expected) -> str:
    """A breach the story expects, named by its duty, its place and its paragraph."""
    words = [expected.duty, expected.stage, f"point {expected.point}" if expected.point else None]
    told = ", ".join(word for word in words if word)
    return f"{told} ({expected.paragraph})" if expected.paragraph else told
