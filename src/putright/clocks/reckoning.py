"""Working out the dates of a stage's timescales, without yet saying why."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from putright.calendars import (
    WorkingDayCalendar,
    in_london,
    receipt_date,
    receipt_rule,
    received_on,
)
from putright.clocks.extensions import judge_extensions
from putright.clocks.lengths import add_length, subtract_length
from putright.clocks.types import Extension, ExtensionResult, Happened
from putright.procedures.types import Length, Procedure, ProcedureError, Stage, Timescale
from putright.vocabulary import Precision

EXACT = (Precision.MOMENT, Precision.DAY)

_rule_named = lru_cache(receipt_rule)


@dataclass(frozen=True, slots=True)
class Matter:
    """What the clocks of one stage are worked out from.

    calendar  the one the procedure counts by: with local closures only where it says so.
    """

    procedure: Procedure
    stage: Stage
    happened: Mapping[str, Happened]
    calendar: WorkingDayCalendar
    extensions: tuple[Extension, ...]
    facts: frozenset[str]
    trust_extensions: bool


@dataclass(frozen=True, slots=True)
class Reckoned:
    """The dates of one timescale.

    moment       the moment it runs from: the one that happened, else the first it waits for.
    started_on   day zero; None while nothing started it.
    never        key of the timescale it is counted from because its own start has not happened.
    literal      the date before it was rolled to a working day.
    original     the date before extensions.
    if_in_time   the date had the moment before it been on its last day, when that moment was late.
    """

    timescale: Timescale
    moment: str
    started_on: date | None = None
    never: str | None = None
    literal: date | None = None
    original: date | None = None
    due_on: date | None = None
    extensions: tuple[ExtensionResult, ...] = ()
    if_in_time: date | None = None
    met_on: date | None = None
    approximate: bool = False


def reckon(matter: Matter) -> dict[str, Reckoned]:
    """The dates of every timescale that runs in the stage, by key, in the procedure's order.

    Raises  ProcedureError when timescales wait for each other; BeyondHorizon outside the known years.
    """
    done: dict[str, Reckoned] = {}
    for timescale in matter.stage.timescales:
        if timescale.applies_when is None or timescale.applies_when in matter.facts:
            _reckon(matter, timescale, done, ())
    return {
        timescale.key: done[timescale.key] for timescale in matter.stage.timescales if timescale.key in done
    }


def _reckon(
    matter: Matter, timescale: Timescale, done: dict[str, Reckoned], waiting: tuple[str, ...]
) -> Reckoned:
    if timescale.key in done:
        return done[timescale.key]
    if timescale.key in waiting:
        raise ProcedureError(
            f"{matter.procedure.key}: {matter.stage.key}/{timescale.key} is counted from itself: "
            "change its if_never"
        )
    before = None
    if timescale.if_never is not None:
        before = _reckon(matter, matter.stage.timescale(timescale.if_never), done, (*waiting, timescale.key))
    reckoned = done[timescale.key] = _dates(matter, timescale, before)
    return reckoned


def _dates(matter: Matter, timescale: Timescale, before: Reckoned | None) -> Reckoned:
    happened = matter.happened
    moment = next((name for name in timescale.runs_from if name in happened), None)
    never = None
    if moment is not None:
        start = happened[moment]
        started_on = _day_zero(start, timescale, matter)
        approximate = not _is_exact(start) or _hour_missing(start, timescale, matter)
    else:
        started_on = before.due_on if before else None
        never = before.timescale.key if before and started_on else None
        approximate = before.approximate if before and started_on else False
    met_on = None
    if (met := happened.get(timescale.ends_with)) is not None:
        met_on = day_of(met)
        approximate = approximate or not _is_exact(met)
    literal = original = due_on = if_in_time = None
    judged: tuple[ExtensionResult, ...] = ()
    if timescale.within is None:
        given = happened.get(timescale.date_in) if timescale.date_in else None
        literal = original = due_on = day_of(given) if given else None
    elif started_on is not None:
        literal, original = _ends(started_on, timescale.within, timescale, matter.calendar)
        due_on = original
        if matter.extensions:
            due_on, judged = judge_extensions(
                timescale,
                matter.extensions,
                original=original,
                procedure=matter.procedure,
                calendar=matter.calendar,
                trusted=matter.trust_extensions,
            )
        if moment is not None and before and before.due_on and started_on > before.due_on:
            extended_to = due_on if due_on != original else None
            if_in_time = _in_time(before.due_on, timescale.within, extended_to, timescale, matter)
    return Reckoned(
        timescale=timescale,
        moment=moment or timescale.runs_from[0],
        started_on=started_on,
        never=never,
        literal=literal,
        original=original,
        due_on=due_on,
        extensions=judged,
        if_in_time=if_in_time,
        met_on=met_on,
        approximate=approximate,
    )


def day_of(when: Happened) -> date | None:
    """The day in London on which it happened; None when nobody knows."""
    if when.precision is Precision.UNKNOWN:
        return None
    return in_london(when.at).date() if isinstance(when.at, datetime) else when.at


def _is_exact(when: Happened) -> bool:
    return when.at is not None and when.precision in EXACT


def _day_zero(start: Happened, timescale: Timescale, matter: Matter) -> date | None:
    if not timescale.on_receipt or start.at is None or start.precision is Precision.UNKNOWN:
        return day_of(start)
    rule = _rule_named(matter.procedure.receipt_rule)
    if isinstance(start.at, datetime):
        return receipt_date(start.at, rule=rule, calendar=matter.calendar)
    return received_on(start.at, rule=rule, calendar=matter.calendar)


def _hour_missing(start: Happened, timescale: Timescale, matter: Matter) -> bool:
    if not timescale.on_receipt or isinstance(start.at, datetime):
        return False
    return _rule_named(matter.procedure.receipt_rule).cutoff is not None


def _ends(
    start: date, within: Length, timescale: Timescale, calendar: WorkingDayCalendar
) -> tuple[date, date]:
    if timescale.counts_back:
        back = subtract_length(start, within, calendar)
        return back, back
    literal = add_length(start, within, calendar)
    return literal, calendar.working_day_on_or_after(literal) if timescale.roll_forward else literal


def _in_time(
    base: date, within: Length, extended_to: date | None, timescale: Timescale, matter: Matter
) -> date:
    """The date had the moment before been on its last day, `base`.

    An extension that counts reaches as far from there as the procedure lets it, and no further.
    """
    in_time = _ends(base, within, timescale, matter.calendar)[1]
    if extended_to is None:
        return in_time
    rule = timescale.extension
    reach = add_length(in_time, rule.most, matter.calendar) if rule and rule.most else extended_to
    return min(extended_to, reach)
