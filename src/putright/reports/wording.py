"""How days, periods and definitions are said in a report."""

from __future__ import annotations

from datetime import date

from putright.measures import Measured, Period


def day(on: date) -> str:
    """A day as letters write it: 1 April 2023."""
    return f"{on.day} {on:%B %Y}"


def period_label(period: Period) -> str:
    """A period as a column's heading: `2023-24` for a year of account, otherwise its first and last day."""
    year = f"{period.starts_on.year}-{(period.starts_on.year + 1) % 100:02}"
    if period == Period.year(year):
        return year
    return f"{_short(period.starts_on)} to {_short(period.ends_on)}"


def period_in_words(period: Period) -> str:
    """A period in full: `1 April 2023 to 31 March 2024`."""
    return f"{day(period.starts_on)} to {day(period.ends_on)}"


def rule_of(measured: Measured) -> str:
    """The rule of a figure as a report prints it, with what is to be confirmed of it."""
    definition = measured.definition
    doubt = f" To be confirmed: {definition.doubt}." if definition.doubt else ""
    rounding = f" Rounded {definition.rounding}." if definition.rounding else ""
    return f"{definition.rule.rstrip('.')}.{rounding}{doubt}"


def notes_of(measured: Measured) -> tuple[str, ...]:
    """What must be said beside a figure, why it could not be counted first."""
    return (*((measured.absent,) if measured.absent else ()), *measured.notes)


def months_of(period: Period) -> tuple[str, ...]:
    """The months a period touches, written 2023-04."""
    first, last = (day.year * 12 + day.month - 1 for day in (period.starts_on, period.ends_on))
    return tuple(f"{month // 12}-{month % 12 + 1:02}" for month in range(first, last + 1))


def month_label(month: str, *, with_year: bool) -> str:
    """A month as a row is headed: `Apr 2023`, or `April` where a column says which year."""
    first = date(int(month[:4]), int(month[5:]), 1)
    return f"{first:%b %Y}" if with_year else f"{first:%B}"


def _short(on: date) -> str:
    return f"{on.day} {on:%b %Y}"


def counted(count: int, one: str, many: str) -> str:
    """A count with its word: `1 complaint`, `1,837 complaints`."""
    return f"{count:,} {one if count == 1 else many}"
