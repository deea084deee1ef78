"""The organisation's calendar: the published table with its own days off, as they were known on a day."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from casework.complaints.models import DayOff
from casework.people.models import Organisation
from putright.calendars import ClosureDay, Division, Holiday, WorkingDayCalendar, load_calendar

CLOSURE = "closure"
HOLIDAY = "holiday"


@dataclass(frozen=True, slots=True)
class DayOffRow:
    """A day off the organisation added: its own closure or a bank holiday announced later."""

    on: date
    name: str
    kind: str
    recorded_on: date


@dataclass(frozen=True, slots=True)
class OrganisationCalendar:
    """The calendar of an organisation, for any day it was looked at.

    A clock that was met keeps the date it was met against: `as_known_on` that day. So a day off added
    later moves what is open, and no closed figure.
    """

    division: str
    days_off: tuple[DayOffRow, ...] = ()

    def now(self) -> WorkingDayCalendar:
        """With every day off there is."""
        return _calendar(self.division, self.days_off)

    def as_known_on(self, day: date) -> WorkingDayCalendar:
        """As it was known on a day."""
        return _calendar(self.division, tuple(row for row in self.days_off if row.recorded_on <= day))

    def with_day(self, row: DayOffRow) -> "OrganisationCalendar":
        """As it would be with one more day off."""
        return OrganisationCalendar(
            self.division, tuple(sorted((*self.days_off, row), key=lambda one: one.on))
        )


_kept: dict[int, tuple[int, OrganisationCalendar]] = {}


def organisation_calendar(organisation: Organisation) -> OrganisationCalendar:
    """The organisation's calendar. One statement the first time and after each change, none in between."""
    kept = _kept.get(organisation.pk)
    if (
        kept is not None
        and kept[0] == organisation.calendar_stamp
        and kept[1].division == organisation.division
    ):
        return kept[1]
    rows = DayOff.objects.filter(organisation=organisation).order_by("on")
    made = OrganisationCalendar(
        organisation.division, tuple(DayOffRow(row.on, row.name, row.kind, row.recorded_on) for row in rows)
    )
    _kept[organisation.pk] = (organisation.calendar_stamp, made)
    return made


@lru_cache(maxsize=256)
def _calendar(division: str, rows: tuple[DayOffRow, ...]) -> WorkingDayCalendar:
    calendar = load_calendar(Division(division))
    if holidays := tuple(Holiday(row.on, row.name) for row in rows if row.kind == HOLIDAY):
        calendar = calendar.with_holidays(holidays)
    if closures := tuple(ClosureDay(row.on, row.name) for row in rows if row.kind == CLOSURE):
        calendar = calendar.with_closures(closures)
    return calendar
