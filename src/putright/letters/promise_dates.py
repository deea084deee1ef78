"""The date a promise names: a day, a weekday, or a length of time from the day of the letter."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from putright.calendars import BeyondHorizon, WorkingDayCalendar
from putright.letters.data import data
from putright.letters.phrases import plain
from putright.letters.wordings import wordings

_SUNDAY = 6
_FRIDAY = 4
_WEEK = 7
_FORTNIGHT = 14
_HOURS = 24


@dataclass(frozen=True, slots=True)
class Reading:
    """The day a promise is read from: the day of its letter, and the calendar that counts working days."""

    today: date | None
    calendar: WorkingDayCalendar | None
    language: str


@dataclass(frozen=True, slots=True)
class NamedDate:
    """That a sentence names a date, and which; the day is None when it cannot be worked out."""

    on: date | None


def named_date(sentence: str, reading: Reading) -> NamedDate | None:
    """The date a sentence names, the last where it names several; None when it names none."""
    text = plain(sentence).casefold()
    for find in (_day, _numeric, _length, _weekday, _period, _relative):
        if (found := find(text, reading)) is not None:
            return found
    return None


def length_in_words(sentence: str, language: str) -> tuple[int, str] | None:
    """The length of time a sentence names after a word such as within: its count and its unit."""
    words = data("promises.toml")[language]
    match = _length_pattern(language).search(plain(sentence).casefold())
    return _counted(match, words) if match else None


def date_in_words(sentence: str, language: str) -> bool:
    """Whether a sentence names a day, such as 3 May or 03/05/2024."""
    text, reading = plain(sentence).casefold(), Reading(None, None, language)
    return _day(text, reading) is not None or _numeric(text, reading) is not None


def _day(text: str, reading: Reading) -> NamedDate | None:
    months = [month.casefold() for month in wordings(reading.language)["months"]]
    found = None
    for match in _day_pattern(reading.language).finditer(text):
        month = months.index(match["month"]) + 1
        found = NamedDate(_made(match["year"], month, int(match["day"]), reading.today))
    return found


def _numeric(text: str, reading: Reading) -> NamedDate | None:
    found = None
    for match in re.finditer(r"\b(\d{1,2})[/.](\d{1,2})[/.](\d{4})\b", text):
        found = NamedDate(_made(match[3], int(match[2]), int(match[1]), reading.today))
    return found


def _made(year: str | None, month: int, day: int, today: date | None) -> date | None:
    """The day, in the year given or else the first such day from today on; None for one there is not."""
    if year is None and today is None:
        return None
    try:
        if year is not None:
            return date(int(year), month, day)
        assert today is not None
        this_year = date(today.year, month, day)
        return this_year if this_year >= today else date(today.year + 1, month, day)
    except ValueError:
        # Such as 31 June, or 29 February next year: a date was meant, and it is none.
        return None


def _length(text: str, reading: Reading) -> NamedDate | None:
    words = data("promises.toml")[reading.language]
    found = None
    for match in _length_pattern(reading.language).finditer(text):
        found = NamedDate(_after(*_counted(match, words), reading))
    return found


def _counted(match: re.Match[str], words: Any) -> tuple[int, str]:
    count = words["numbers"].get(match["count"]) or (int(match["count"]) if match["count"].isdigit() else 1)
    return count, words["units"][" ".join(match["unit"].split())]


def _after(count: int, unit: str, reading: Reading) -> date | None:
    today = reading.today
    if today is None:
        return None
    try:
        if unit == "working_days":
            return reading.calendar.add_working_days(today, count) if reading.calendar else None
        if unit == "months":
            return months_after(today, count)
        days = {
            "days": count,
            "weeks": count * _WEEK,
            "fortnights": count * _FORTNIGHT,
            "hours": -(-count // _HOURS),
        }
        return today + timedelta(days=days[unit])
    except (BeyondHorizon, OverflowError):
        return None


def months_after(day: date, count: int) -> date:
    """The same day of the month so many months later, or the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    if year > date.max.year:
        raise OverflowError
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _weekday(text: str, reading: Reading) -> NamedDate | None:
    names = [name.casefold() for name in wordings(reading.language)["weekdays"]]
    found = None
    for match in _weekday_pattern(reading.language).finditer(text):
        on = None
        if reading.today is not None:
            ahead = (names.index(match[1]) - reading.today.weekday()) % _WEEK or _WEEK
            on = reading.today + timedelta(days=ahead)
        found = NamedDate(on)
    return found


def _period(text: str, reading: Reading) -> NamedDate | None:
    words, today = data("promises.toml")[reading.language], reading.today
    for name in ("week_end", "next_month", "this_week", "month_end"):
        if not any(re.search(rf"\b{re.escape(plain(phrase))}\b", text) for phrase in words[name]):
            continue
        if today is None:
            return NamedDate(None)
        friday = today + timedelta(days=(_FRIDAY - today.weekday()) % _WEEK)
        following = months_after(today.replace(day=1), 1)
        return NamedDate(
            {
                "this_week": friday,
                "week_end": today + timedelta(days=_SUNDAY - today.weekday() + _FRIDAY + 1),
                "month_end": following - timedelta(days=1),
                "next_month": months_after(following, 1) - timedelta(days=1),
            }[name]
        )
    return None


def _relative(text: str, reading: Reading) -> NamedDate | None:
    for word, days in data("promises.toml")[reading.language]["relative"].items():
        if re.search(rf"\b{word}\b", text):
            return NamedDate(reading.today + timedelta(days=days) if reading.today else None)
    return None


@cache
def _day_pattern(language: str) -> re.Pattern[str]:
    months = "|".join(month.casefold() for month in wordings(language)["months"])
    ordinals = "|".join(data("promises.toml")[language]["ordinals"]) or "(?!)"
    return re.compile(
        rf"\b(?P<day>\d{{1,2}})(?:{ordinals})?\s+(?:of\s+)?(?P<month>{months})\b(?:\s+(?P<year>\d{{4}}))?"
    )


@cache
def _length_pattern(language: str) -> re.Pattern[str]:
    words = data("promises.toml")[language]
    numbers = "|".join((*words["numbers"], r"\d{1,3}"))
    units = "|".join(unit.replace(" ", r"\s+") for unit in sorted(words["units"], key=len, reverse=True))
    before = "|".join(
        phrase.replace(" ", r"\s+")
        for phrase in sorted((*words["within"], words["every"]), key=len, reverse=True)
    )
    # "every week" names no number; "every 10 working days" does.
    return re.compile(rf"\b(?:{before})\s+(?:the\s+)?(?P<count>{numbers}|)\s*(?P<unit>{units})\b")


@cache
def _weekday_pattern(language: str) -> re.Pattern[str]:
    names = "|".join(name.casefold() for name in wordings(language)["weekdays"])
    return re.compile(rf"\b({names})\b")
