"""Counting working days, with the reason for each day that does not count."""

import hashlib
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache

from putright.calendars.days_off import ClosureDay, Division, Holiday
from putright.calendars.wording import day_in_words

_WEEKEND = {5: "Saturday", 6: "Sunday"}
_ONE_DAY = timedelta(days=1)


class BeyondHorizon(ValueError):
    """A date lies outside the years whose bank holidays are known, so no honest count can be given."""


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """One day of a count, and why it does or does not count.

    number  which working day it is, counted from day zero; None when it does not count.
    """

    on: date
    counts: bool
    why: str
    number: int | None = None


@dataclass(frozen=True, slots=True, repr=False)
class WorkingDayCalendar:
    """The working days of one division between two dates, as a value.

    Two calendars are equal when the same days count for the same reasons; `version` is a short
    fingerprint of that content, so that a stored deadline can say which calendar it came from.
    Make one with `load_calendar`, then add to it with `with_closures` and `with_holidays`.
    """

    division: Division
    known_from: date
    known_through: date
    holidays: tuple[Holiday, ...] = field(compare=False)
    closures: tuple[ClosureDay, ...] = field(compare=False)
    version: str
    _first: int = field(compare=False)
    # Working days from known_from to each day, that day included: one entry a day.
    _counted: tuple[int, ...] = field(compare=False)
    _working: tuple[date, ...] = field(compare=False)
    _reasons: dict[date, str] = field(compare=False)
    _weekdays_off: tuple[Holiday | ClosureDay, ...] = field(compare=False)

    def __repr__(self) -> str:
        return (
            f"<WorkingDayCalendar {self.division} {self.known_from} to {self.known_through} {self.version}>"
        )

    def is_working_day(self, day: date) -> bool:
        """Whether the day counts: no Saturday, Sunday, bank holiday or closure."""
        offset = self._offset(day)
        return self._counted[offset] > (self._counted[offset - 1] if offset else 0)

    def why_not(self, day: date) -> str | None:
        """Why the day does not count: a holiday or closure by name, Saturday, Sunday; None when it counts."""
        self._offset(day)
        return self._reasons.get(day) or _WEEKEND.get(day.weekday())

    def add_working_days(self, start: date, n: int) -> date:
        """The nth working day after `start`, which is day zero whether or not it is a working day.

        n       0 gives `start` itself.
        Raises  ValueError for a negative n; BeyondHorizon when start or answer is not in the known years.
        """
        offset = start.toordinal() - self._first
        if n > 0 and offset >= 0:
            try:
                return self._working[self._counted[offset] + n - 1]
            except IndexError:
                # Below: either the start or the answer is past the end.
                pass
        self._offset(start)
        if n < 0:
            raise ValueError("working days are added forwards; use working_days_before to count back")
        if n == 0:
            return start
        raise BeyondHorizon(f"{n} working days after {day_in_words(start)} is {self._horizon()}")

    def working_days_before(self, end: date, n: int) -> date:
        """The nth working day before `end`, for reminders; `end` is day zero, and n = 0 gives it back."""
        offset = self._offset(end)
        if n < 0:
            raise ValueError("working days are counted back with a positive number")
        if n == 0:
            return end
        before = self._counted[offset - 1] if offset else 0
        if n > before:
            raise BeyondHorizon(f"{n} working days before {day_in_words(end)} is {self._horizon()}")
        return self._working[before - n]

    def working_days_between(self, start: date, end: date) -> int:
        """How many working days after `start` up to and including `end`: the exclusive count.

        Raises  ValueError when end is before start; BeyondHorizon outside the known years.
        """
        if end < start:
            raise ValueError(f"{day_in_words(end)} is before {day_in_words(start)}")
        return self._counted[self._offset(end)] - self._counted[self._offset(start)]

    def working_days_inclusive(self, start: date, end: date) -> int:
        """The same count with `start` as day one when it is a working day: for other people's figures."""
        return self.working_days_between(start, end) + self.is_working_day(start)

    def next_working_day(self, day: date) -> date:
        """The first working day after `day`."""
        return self.add_working_days(day, 1)

    def previous_working_day(self, day: date) -> date:
        """The last working day before `day`."""
        return self.working_days_before(day, 1)

    def working_day_on_or_after(self, day: date) -> date:
        """The day itself when it counts, else the next working day."""
        return day if self.is_working_day(day) else self.next_working_day(day)

    def days(self, start: date, end: date) -> tuple[CalendarDay, ...]:
        """Each day after `start` up to and including `end`, with why it counts or does not."""
        if end < start:
            raise ValueError(f"{day_in_words(end)} is before {day_in_words(start)}")
        self._offset(start)
        self._offset(end)
        listed: list[CalendarDay] = []
        number, day = 0, start
        while day < end:
            day += _ONE_DAY
            reason = self._reasons.get(day) or _WEEKEND.get(day.weekday())
            if reason is None:
                number += 1
                listed.append(CalendarDay(day, counts=True, why=f"working day {number}", number=number))
            else:
                listed.append(CalendarDay(day, counts=False, why=reason))
        return tuple(listed)

    def holidays_between(self, start: date, end: date) -> tuple[Holiday, ...]:
        """The bank holidays from `start` to `end`, both included."""
        return tuple(holiday for holiday in self.holidays if start <= holiday.on <= end)

    def weekdays_off(self, start: date, end: date) -> tuple[Holiday | ClosureDay, ...]:
        """The weekdays after `start` up to `end` that do not count, in order."""
        after = bisect_right(self._weekdays_off, start, key=_day_of)
        upto = bisect_right(self._weekdays_off, end, lo=after, key=_day_of)
        return self._weekdays_off[after:upto]

    def with_holidays(
        self, extra: Iterable[Holiday], *, known_through: date | None = None
    ) -> "WorkingDayCalendar":
        """This calendar with more bank holidays, merged by date and never taken away.

        known_through  the new horizon when the extra holidays complete further years; None = unchanged.
        Raises         ValueError for a holiday outside the known years, or a horizon moved back.
        """
        horizon = known_through or self.known_through
        if horizon < self.known_through:
            raise ValueError(
                f"the calendar already runs to {day_in_words(self.known_through)}: keep that or a later date"
            )
        merged = {holiday.on: holiday for holiday in (*extra, *self.holidays)}
        return make_calendar(self.division, self.known_from, horizon, merged.values(), self.closures)

    def with_closures(self, closures: Iterable[ClosureDay]) -> "WorkingDayCalendar":
        """This calendar with the organisation's closure days added, for its own policy's clocks."""
        merged = {closure.on: closure for closure in (*closures, *self.closures)}
        return make_calendar(
            self.division, self.known_from, self.known_through, self.holidays, merged.values()
        )

    def without_closures(self) -> "WorkingDayCalendar":
        """This calendar with bank holidays only, for the clocks of a Code or statute."""
        if not self.closures:
            return self
        return make_calendar(self.division, self.known_from, self.known_through, self.holidays)

    def _offset(self, day: date) -> int:
        offset = day.toordinal() - self._first
        if 0 <= offset < len(self._counted):
            return offset
        raise BeyondHorizon(f"{day_in_words(day)} is {self._horizon()}")

    def _horizon(self) -> str:
        return (
            f"outside the known bank holidays of {self.division} ({day_in_words(self.known_from)} to "
            f"{day_in_words(self.known_through)}): use a date in those years, "
            "or add the newly published holidays"
        )


def make_calendar(
    division: Division,
    known_from: date,
    known_through: date,
    holidays: Iterable[Holiday],
    closures: Iterable[ClosureDay] = (),
) -> WorkingDayCalendar:
    """The calendar of these holidays and closures.

    Raises  ValueError when one lies outside known_from to known_through, or a bank holiday is listed twice.
    """
    return _made(division, known_from, known_through, tuple(sorted(holidays)), tuple(sorted(closures)))


@lru_cache(maxsize=64)
def _made(
    division: Division,
    known_from: date,
    known_through: date,
    holidays: tuple[Holiday, ...],
    closures: tuple[ClosureDay, ...],
) -> WorkingDayCalendar:
    # Closures first, so that a holiday's name wins on the same day.
    days_off: tuple[ClosureDay | Holiday, ...] = (*closures, *holidays)
    for day_off in days_off:
        if not known_from <= day_off.on <= known_through:
            raise ValueError(
                f"{day_off.name} on {day_in_words(day_off.on)} is outside the calendar, which runs from "
                f"{day_in_words(known_from)} to {day_in_words(known_through)}"
            )
    if len({holiday.on for holiday in holidays}) < len(holidays):
        raise ValueError(f"{division}: a bank holiday is listed twice")
    by_day = {day_off.on: day_off for day_off in days_off}
    reasons = {on: day_off.name for on, day_off in by_day.items()}
    counted: list[int] = []
    working: list[date] = []
    for ordinal in range(known_from.toordinal(), known_through.toordinal() + 1):
        day = date.fromordinal(ordinal)
        if day.weekday() < 5 and day not in reasons:
            working.append(day)
        counted.append(len(working))
    return WorkingDayCalendar(
        division=division,
        known_from=known_from,
        known_through=known_through,
        holidays=holidays,
        closures=closures,
        version=_version(division, known_from, known_through, holidays, closures),
        _first=known_from.toordinal(),
        _counted=tuple(counted),
        _working=tuple(working),
        _reasons=reasons,
        _weekdays_off=tuple(by_day[day] for day in sorted(by_day) if day.weekday() < 5),
    )


def _day_of(day_off: Holiday | ClosureDay) -> date:
    return day_off.on


def _version(
    division: Division,
    known_from: date,
    known_through: date,
    holidays: tuple[Holiday, ...],
    closures: tuple[ClosureDay, ...],
) -> str:
    lines = [f"{division} {known_from} {known_through}"]
    lines += [f"holiday {holiday.on} {holiday.name}" for holiday in holidays]
    lines += [f"closure {closure.on} {closure.name}" for closure in closures]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:12]
