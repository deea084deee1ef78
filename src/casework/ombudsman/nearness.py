"""How near a date of an Ombudsman is, in a word and a number of working days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from casework.complaints.calendars import organisation_calendar
from casework.people.models import Organisation
from putright.calendars import BeyondHorizon, WorkingDayCalendar
from putright.procedures import detection_rules

WARNING = "DR-20"
"""The rule that warns of an Ombudsman's dates; how many working days before, is its data."""


@dataclass(frozen=True, slots=True)
class Near:
    """How near a date is.

    days   working days left, less than none when it is past; None without a date, or past the holidays we know of.
    warns  the widest step of the warning it is within, in working days; None when it is further off.
    """

    due: date | None
    days: int | None
    warns: int | None

    @property
    def late(self) -> bool:
        """Whether it is past."""
        return self.days is not None and self.days < 0

    @property
    def look(self) -> str:
        """The class that draws it; the word says the same."""
        return "due due--late" if self.late else "due due--soon" if self.warns is not None else ""

    @property
    def words(self) -> str:
        """How long is left, in words; empty where it cannot be said."""
        if self.days is None:
            return ""
        if self.days == 0:
            return "today"
        count = f"{abs(self.days)} working day{'' if abs(self.days) == 1 else 's'}"
        return f"{count} late" if self.late else f"{count} left"


def warning_steps() -> tuple[int, ...]:
    """So many working days before a date we are warned, the nearest first."""
    return tuple(sorted(detection_rules()[WARNING].numbers("working_days_before")))


def calendar_of(organisation: Organisation) -> WorkingDayCalendar:
    """The working days of an organisation as they are known now."""
    return organisation_calendar(organisation).now()


def nearness(due: date | None, calendar: WorkingDayCalendar, today: date) -> Near:
    """How near this date is. No statement."""
    days = _days_left(due, calendar, today)
    warns = None if days is None else next((one for one in warning_steps() if days <= one), None)
    return Near(due, days, warns)


def _days_left(due: date | None, calendar: WorkingDayCalendar, today: date) -> int | None:
    if due is None:
        return None
    try:
        if due >= today:
            return calendar.working_days_between(today, due)
        # At least one day late, also where only a weekend has passed since.
        return -max(calendar.working_days_between(due, today), 1)
    except BeyondHorizon:
        return None
