"""The sentences that say how a date came about."""

from datetime import date, datetime

from putright.calendars import BeyondHorizon, WorkingDayCalendar, in_london, receipt_rule, short_day
from putright.clocks.reckoning import EXACT, Matter, Reckoned
from putright.clocks.types import Happened, OtherReading
from putright.procedures.types import Procedure, Unit
from putright.vocabulary import Precision

_ABOUT = {
    Precision.ABOUT: "about {day}",
    Precision.MONTH: "some day in the month of {day}",
}


def because(
    reckoned: Reckoned,
    matter: Matter,
    *,
    policy_due: date | None,
    own_policy: Procedure | None,
    convention_sensitive: bool,
    also: OtherReading | None = None,
) -> tuple[str, ...]:
    """Why the deadline is on that day, in the order a person would say it."""
    told = [*_start(reckoned, matter), *_length(reckoned, matter), *_extensions(reckoned)]
    due = reckoned.due_on
    if also is not None and also.due_on is not None and (also.due_on != due):
        told.append(f"by the other reading, counted from {_name(also.runs_from)}: {short_day(also.due_on)}")
    if due is None:
        return tuple(told)
    if reckoned.if_in_time is not None and reckoned.if_in_time < due:
        told.append(
            f"{_name(reckoned.moment)} late: had it been on its last day, "
            f"this would have been due on {short_day(reckoned.if_in_time)}"
        )
    if policy_due is not None and own_policy is not None:
        if policy_due < due:
            told.append(f"{own_policy.short_title} asks for it by {short_day(policy_due)}")
        elif policy_due > due:
            told.append(
                f"{own_policy.short_title} would allow until {short_day(policy_due)}, "
                f"but {matter.procedure.short_title} decides"
            )
    if convention_sensitive:
        told.append(
            f"depends on the counting convention: with {short_day(reckoned.started_on or due)} "
            "counted as day one, the last day would be one earlier"
        )
    return tuple(told)


def _start(reckoned: Reckoned, matter: Matter) -> list[str]:
    name = _name(reckoned.moment)
    when = matter.happened.get(reckoned.moment)
    if reckoned.never is not None and reckoned.started_on is not None:
        return [
            f"not {name} yet: counted from {short_day(reckoned.started_on)}, "
            f"the last day for that ({matter.stage.timescale(reckoned.never).provision})"
        ]
    if when is None:
        return [f"not {name} yet, so nothing has started it"]
    if when.at is None or when.precision is Precision.UNKNOWN:
        return [f"{name} on a day that is not known, so no date can be worked out"]
    told = [f"{name} {_when(when)}"]
    if not reckoned.timescale.on_receipt or reckoned.started_on is None:
        return told
    happened_on = _day(when)
    rule = matter.procedure.receipt_rule
    if reckoned.started_on != happened_on:
        told.append(f"counts as {name} on {short_day(reckoned.started_on)} (receipt rule {rule})")
    elif (
        when.precision in EXACT
        and not isinstance(when.at, datetime)
        and receipt_rule(rule).cutoff is not None
    ):
        told.append(f"the time of arrival is not known: taken to be in time for the receipt rule {rule}")
    return told


def _length(reckoned: Reckoned, matter: Matter) -> list[str]:
    timescale = reckoned.timescale
    if timescale.within is None:
        if reckoned.due_on is not None:
            return [f"{short_day(reckoned.due_on)} was set from outside ({timescale.provision})"]
        return [f"its date is set from outside and has not been given ({timescale.provision})"]
    if reckoned.started_on is None or reckoned.literal is None or reckoned.original is None:
        return [f"{timescale.within} ({timescale.provision}) from that day"]
    calendar = matter.calendar
    if timescale.counts_back:
        skipped = calendar.weekdays_off(reckoned.literal, reckoned.started_on)
        told = ["not counted: " + ", ".join(f"{day.name} ({short_day(day.on)})" for day in skipped)] * bool(
            skipped
        )
        return [
            *told,
            f"{timescale.within} before it ({timescale.provision}) → {short_day(reckoned.literal)}",
        ]
    told = []
    if timescale.within.unit is Unit.WORKING_DAY:
        if not calendar.is_working_day(reckoned.started_on):
            told.append(f"{short_day(reckoned.started_on)} is day zero although it is no working day")
        skipped = calendar.weekdays_off(reckoned.started_on, reckoned.literal)
        if skipped:
            told.append("not counted: " + ", ".join(f"{day.name} ({short_day(day.on)})" for day in skipped))
    told.append(f"{timescale.within} ({timescale.provision}) → {short_day(reckoned.literal)}")
    if reckoned.original != reckoned.literal:
        told.append(f"moved to the next working day, {short_day(reckoned.original)}")
    elif timescale.within.unit is not Unit.WORKING_DAY and (why := _off(calendar, reckoned.literal)):
        act_by = calendar.previous_working_day(reckoned.literal)
        told.append(f"falls on a day that is no working day ({why}): act by {short_day(act_by)}")
    return told


def _off(calendar: WorkingDayCalendar, day: date) -> str | None:
    """Why a day is no working day; None where it is one, or where its bank holidays are not published yet."""
    try:
        return calendar.why_not(day)
    except BeyondHorizon:
        return None


def _extensions(reckoned: Reckoned) -> list[str]:
    told = []
    for result in reckoned.extensions:
        to = short_day(result.extension.to)
        if result.counts:
            rule = reckoned.timescale.extension
            told.append(f"extended to {to} ({rule.provision})" if rule else f"extended to {to}")
        else:
            told.append(f"the extension to {to} does not count: {'; '.join(result.defects)}")
    return told


def _when(when: Happened) -> str:
    day = short_day(_day(when))
    if when.precision in _ABOUT:
        return _ABOUT[when.precision].format(day=day)
    if isinstance(when.at, datetime):
        return f"on {day} at {in_london(when.at):%H:%M}"
    return f"on {day}"


def _day(when: Happened) -> date:
    if when.at is None:
        raise ValueError("a day that is not known cannot be told")
    return in_london(when.at).date() if isinstance(when.at, datetime) else when.at


def _name(moment: str) -> str:
    return moment.replace("_", " ")
