"""The complainant's own time: until when they may complain, and when the way to a later stage is open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from putright.calendars import WorkingDayCalendar, short_day
from putright.clocks.deadlines import deadlines
from putright.clocks.lengths import add_length
from putright.clocks.reckoning import day_of
from putright.clocks.types import Extension, Happened
from putright.procedures.access import WayOn, WayWhen
from putright.procedures.types import Procedure, ProcedureError, Stage

When = Happened | date | datetime


@dataclass(frozen=True, slots=True)
class Way:
    """A way from a stage to a later one.

    opens_on  the first day it is open; None while what opens it has not happened.
    until     the last day for it; None where no limit is set, or it is not open yet.
    """

    to: str
    when: WayWhen
    provision: str
    opens_on: date | None
    until: date | None
    because: tuple[str, ...]
    unconfirmed: bool = False

    def is_open_on(self, day: date) -> bool:
        """Whether somebody may go that way on a day, without needing discretion."""
        return (
            self.opens_on is not None and self.opens_on <= day and (self.until is None or day <= self.until)
        )


def ways_on(
    procedure: Procedure,
    stage_key: str,
    happened: Mapping[str, When],
    *,
    calendar: WorkingDayCalendar,
    extensions: tuple[Extension, ...] = (),
    facts: frozenset[str] = frozenset(),
    trust_extensions: bool = False,
) -> tuple[Way, ...]:
    """How the complainant may go on from a stage, and from when until when; empty after the last stage.

    The arguments are those of `deadlines`.
    Source  `request_within` and `[[stage.way_on]]` of the procedure.
    """
    stage = procedure.stage(stage_key)
    counted = calendar if procedure.local_closures else calendar.without_closures()
    days = {name: _day(at) for name, at in happened.items()}
    found = [_after_the_answer(procedure, stage, days, counted)] if stage.next else []
    due = deadlines(
        procedure,
        stage_key,
        happened,
        calendar=calendar,
        extensions=extensions,
        facts=facts,
        trust_extensions=trust_extensions,
    )
    for way in stage.ways_on:
        if way.when is WayWhen.OVERDUE:
            late = due.get(way.timescale or "")
            found.append(_overdue(way, late.due_on if late else None, late.met_on if late else None))
        else:
            found.append(
                Way(
                    way.to,
                    way.when,
                    way.provision,
                    days.get(stage.opened_by),
                    None,
                    (way.says,),
                    way.unconfirmed,
                )
            )
    return tuple(found)


def _after_the_answer(
    procedure: Procedure, stage: Stage, days: Mapping[str, date | None], calendar: WorkingDayCalendar
) -> Way:
    answered = days.get(stage.answered_by)
    within, number = stage.request_within, stage.request_provision or ""
    provision = procedure.provision(number)
    until = add_length(answered, within, calendar) if answered and within else None
    because = ["not answered yet"] if answered is None else [f"answered on {short_day(answered)}"]
    because.append(f"{within} to ask ({number})" if within else "the procedure sets no limit")
    if until is not None:
        because[-1] += f" → {short_day(until)}"
    return Way(
        to=stage.next or "",
        when=WayWhen.ANSWERED,
        provision=number,
        opens_on=answered,
        until=until,
        because=tuple(because),
        unconfirmed=provision is not None and provision.unconfirmed,
    )


def _overdue(way: WayOn, due: date | None, met: date | None) -> Way:
    if due is None:
        return Way(
            way.to,
            way.when,
            way.provision,
            None,
            None,
            (f"{way.timescale} has no date yet",),
            way.unconfirmed,
        )
    if met is not None and met <= due:
        told = f"{way.timescale} was met on {short_day(met)}, in time"
        return Way(way.to, way.when, way.provision, None, None, (told,), way.unconfirmed)
    told = f"{way.timescale} was due on {short_day(due)}"
    # Once the answer has come, though late, asking for the next stage after it is the way.
    return Way(
        way.to, way.when, way.provision, due + timedelta(days=1), met, (told, way.says), way.unconfirmed
    )


@dataclass(frozen=True, slots=True)
class LastDay:
    """The last day to complain without needing discretion, and why."""

    on: date
    because: tuple[str, ...]
    unconfirmed: bool


def last_day_to_complain(
    procedure: Procedure, known: Mapping[str, date], *, calendar: WorkingDayCalendar
) -> LastDay | None:
    """Until when somebody may complain; None where the procedure gives no limit, or nothing is known.

    known   days by name: those of `counted_from`, such as the day of the matter, and those of `or_after`.
    Raises  ProcedureError for a name the procedure does not count from.
    """
    limit = procedure.time_limit
    if limit is None:
        return None
    names = (*limit.counted_from, *limit.or_after)
    for name in known:
        if name not in names:
            raise ProcedureError(
                f"{procedure.key} counts no time limit from {name!r}; it counts from: {', '.join(names)}"
            )
    starts = [known[name] for name in limit.counted_from if name in known]
    ends = [(add_length(max(starts), limit.within, calendar), limit.within, max(starts))] if starts else []
    ends += [
        (add_length(known[name], span, calendar), span, known[name])
        for name, span in limit.or_after.items()
        if name in known
    ]
    if not ends:
        return None
    on, length, start = max(ends, key=lambda one: one[0])
    return LastDay(
        on,
        (f"{length} from {short_day(start)} ({limit.provision})", f"later: {limit.later_when}"),
        limit.unconfirmed,
    )


def _day(at: When) -> date | None:
    return day_of(at if isinstance(at, Happened) else Happened(at))
