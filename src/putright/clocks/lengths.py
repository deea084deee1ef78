"""Adding a length of time in the unit its source gives it, and saying each day of it."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from putright.calendars import CalendarDay, WorkingDayCalendar
from putright.procedures.types import Length, Unit

_DAYS_IN = {Unit.DAY: 1, Unit.WEEK: 7}


@dataclass(frozen=True, slots=True)
class Elapsed:
    """How long something took: working days (exclusive) and calendar days."""

    working_days: int
    days: int


def elapsed(first: date, *, end: date, calendar: WorkingDayCalendar) -> Elapsed:
    """How long from `first` to `end`, such as from the day a complaint was first said to its answer.

    Bank holidays only: the wait of a resident does not get shorter because an office was shut.
    Raises  ValueError when end is before first; BeyondHorizon outside the known years.
    """
    return Elapsed(calendar.without_closures().working_days_between(first, end), (end - first).days)


def add_length(start: date, length: Length, calendar: WorkingDayCalendar) -> date:
    """The last day of a length of time that starts after `start` (day zero).

    Weeks are seven days; months keep the day's number, clipped to the end of a shorter month. Neither
    is moved off a weekend here.
    """
    if length.unit is Unit.WORKING_DAY:
        return calendar.add_working_days(start, length.count)
    if length.unit is Unit.MONTH:
        return add_months(start, length.count)
    return start + timedelta(days=length.count * _DAYS_IN[length.unit])


def subtract_length(end: date, length: Length, calendar: WorkingDayCalendar) -> date:
    """The last day that still leaves a length of time before `end`, which is not counted.

    Raises  ValueError for months: how long before a day they begin is said in no procedure.
    """
    if length.unit is Unit.WORKING_DAY:
        return calendar.working_days_before(end, length.count)
    if length.unit is Unit.MONTH:
        raise ValueError("months are not counted back; give working days, days or weeks")
    return end - timedelta(days=length.count * _DAYS_IN[length.unit])


def literal_days(start: date, end: date) -> tuple[CalendarDay, ...]:
    """Each day after `start` through `end` of a length in days, weeks or months, where every day counts."""
    return tuple(
        CalendarDay(start + timedelta(days=number), counts=True, why=f"day {number}", number=number)
        for number in range(1, (end - start).days + 1)
    )


def add_months(start: date, months: int) -> date:
    """The day so many months after `start`, clipped to the end of a shorter month."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))
