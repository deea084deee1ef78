"""Dates as people read them."""

from datetime import date
from functools import lru_cache

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def day_in_words(day: date) -> str:
    """The date without its weekday, whatever the machine's language: 3 May 2024."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def weekday_in_words(day: date) -> str:
    """The date with its weekday: Friday 3 May 2024."""
    return f"{_WEEKDAYS[day.weekday()]} {day_in_words(day)}"


@lru_cache(maxsize=4096)
def short_day(day: date) -> str:
    """The date with its weekday, short: Fri 3 May 2024."""
    return f"{_WEEKDAYS[day.weekday()][:3]} {day_in_words(day)}"
