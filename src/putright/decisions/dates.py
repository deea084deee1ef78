"""Dates as decisions write them, also over the gaps that text extraction leaves in them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache

from putright.decisions.wordings import wordings


def _months() -> dict[str, int]:
    months: dict[str, int] = wordings("times")["months"]
    return months


@cache
def date_pattern() -> str:
    """A day, a month in words and a year; digits may have come apart, as in 1 3 January 20 26."""
    names = "|".join(sorted(_months(), key=len, reverse=True))
    # Letters of a month may have come apart as well.
    names = "|".join(r"\s?".join(name) for name in names.split("|"))
    return (
        rf"(?<!\d)(?P<day>(?:[0-3]\s?)?\d)(?:\s?(?:st|nd|rd|th))?(?:\s+of)?\s+(?P<month>{names})\.?,?"
        r"(?:\s+(?P<year>2\s?0\s?\d\s?\d)(?!\d))?"
    )


_NUMERIC = r"(?<![\d/])(?P<d>\d{1,2})[/.](?P<m>\d{1,2})[/.](?P<y>20\d\d)(?![\d/])"


@cache
def _search() -> re.Pattern[str]:
    return re.compile(rf"{date_pattern()}|{_NUMERIC}", re.IGNORECASE)


def dates_in(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[date, int, int]]:
    """Each full date of a text with where it begins and ends."""
    for found in _search().finditer(text, start, len(text) if end is None else end):
        if (day := as_date(found)) is not None:
            yield day, found.start(), found.end()


def as_date(found: re.Match[str], *, on_or_after: date | None = None) -> date | None:
    """The day a match says; None when there is no such day, or its year is not said.

    on_or_after  a date without a year is the next such day from here on.
    """
    try:
        groups = found.groupdict()
        if groups.get("y"):
            return date(int(groups["y"]), int(groups["m"]), int(groups["d"]))
        month = _months()["".join(groups["month"].lower().split())]
        day = int("".join(groups["day"].split()))
        if groups["year"]:
            return date(int("".join(groups["year"].split())), month, day)
        if on_or_after is None:
            return None
        this_year = date(on_or_after.year, month, day)
        return this_year if this_year >= on_or_after else date(on_or_after.year + 1, month, day)
    except ValueError:
        return None


def only_date(text: str) -> date | None:
    """The date a line consists of, such as 28 June 2024; None when it says anything else."""
    words = text.strip().rstrip(".")
    if len(words) > 60:
        return None
    found = _search().search(words)
    if found is None or (found.start() and not _WEEKDAY.fullmatch(words[: found.start()])):
        return None
    return as_date(found) if found.end() == len(words) else None


_WEEKDAY = re.compile(
    r"\s*(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s*)?(?:dated?:?\s*)?", re.IGNORECASE
)
