"""Which days count: working days, bank holidays and the date of receipt.

Everything here is exclusive unless it says otherwise: the day something happened is day zero,
the first working day after it is day one.
"""

from putright.calendars.calendar import BeyondHorizon, CalendarDay, WorkingDayCalendar, make_calendar
from putright.calendars.days_off import ClosureDay, Division, Holiday
from putright.calendars.london import LONDON, as_london, in_london, read_date, read_when
from putright.calendars.nations import Nation, nation_named
from putright.calendars.published import division_named, load_calendar
from putright.calendars.receipt import ACTUAL, ReceiptRule, receipt_date, receipt_rule, received_on
from putright.calendars.vectorised import add_working_days_many
from putright.calendars.wording import day_in_words, short_day, weekday_in_words

__all__ = [
    "ACTUAL",
    "LONDON",
    "BeyondHorizon",
    "CalendarDay",
    "ClosureDay",
    "Division",
    "Holiday",
    "Nation",
    "ReceiptRule",
    "WorkingDayCalendar",
    "add_working_days_many",
    "as_london",
    "day_in_words",
    "division_named",
    "in_london",
    "load_calendar",
    "make_calendar",
    "nation_named",
    "read_date",
    "read_when",
    "receipt_date",
    "receipt_rule",
    "received_on",
    "short_day",
    "weekday_in_words",
]
