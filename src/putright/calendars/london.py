"""Moments in Europe/London, across the clock changes."""

import re
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from putright.calendars.wording import day_in_words

LONDON = ZoneInfo("Europe/London")

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?(Z|[+-]\d{2}:\d{2})?", re.ASCII)


def in_london(moment: datetime) -> datetime:
    """The moment on a clock in London.

    Raises  ValueError when the moment has no time zone: then nobody can say which day it was; or when it
            is outside the calendar.
    """
    if moment.tzinfo is None:
        raise ValueError(f"{moment.isoformat()} has no time zone: give an aware moment")
    try:
        return moment.astimezone(LONDON)
    except OverflowError:
        # The first and last hours of the calendar fall outside it in another time zone.
        raise ValueError(f"{moment.isoformat()} is outside the calendar: check the year") from None


def as_london(wall: datetime) -> datetime:
    """The moment at which London's clocks showed this time.

    An hour that happens twice in autumn is read as the first of the two.
    Raises  ValueError for a time the spring change skips.
    """
    moment = wall.replace(tzinfo=LONDON, fold=0)
    if moment.astimezone(UTC).astimezone(LONDON).replace(tzinfo=None) != wall:
        raise ValueError(
            f"{wall:%H:%M} on {day_in_words(wall.date())} does not exist in London, because the clocks went "
            f"forward that night: give the time an hour later, {wall.hour + 1:02d}:{wall:%M}"
        )
    return moment


def read_date(text: str) -> date:
    """The date a person wrote as YYYY-MM-DD.

    Raises  ValueError saying what to write instead.
    """
    if not _DATE.fullmatch(text):
        raise ValueError(f"{text!r} is not a date: write it as YYYY-MM-DD, for example 2024-05-01")
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"{text!r} is not a day of the calendar: check the month and the day") from None


def read_when(text: str) -> date | datetime:
    """The date (YYYY-MM-DD) or the moment (YYYY-MM-DDTHH:MM) a person wrote.

    A moment without a time zone is London time; with one, it is carried to London. The result is
    either a plain date or an aware datetime in Europe/London.
    Raises  ValueError saying what to write instead.
    """
    if _DATE.fullmatch(text):
        return read_date(text)
    if not _MOMENT.fullmatch(text):
        raise ValueError(
            f"{text!r} is not a date or a time: write YYYY-MM-DD, or YYYY-MM-DDTHH:MM for a moment, "
            "for example 2024-05-01T10:00"
        )
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise ValueError(
            f"{text!r} is not a moment of the calendar: check the month, the day and the time"
        ) from None
    return as_london(moment) if moment.tzinfo is None else in_london(moment)
