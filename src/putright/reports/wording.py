"""How days, periods and definitions are said in a report."""

from __future__ import annotations

from collections.abc import Iterator
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


def definition_facts(measured: Measured) -> Iterator[tuple[str, str]]:
    """What a reader can ask of a figure: its rule, what is counted of what, the period, exclusions, source."""
    definition = measured.definition
    yield "Rule", definition.rule
    yield "Counted", definition.numerator
    if definition.base:
        yield "Of", definition.base
    yield "What one is", definition.counts.label
    yield "Period", definition.period_basis.label
    if definition.exclusions:
        yield "Left out", "; ".join(definition.exclusions)
    if definition.rounding:
        yield "Rounding", definition.rounding
    yield "Source", definition.source
    if definition.to_be_confirmed:
        yield "To be confirmed", "This rule is written from knowledge and is to be confirmed from its source."
    if measured.absent:
        yield "Not counted", measured.absent
    for note in measured.notes:
        yield "Note", note


def _short(on: date) -> str:
    return f"{on.day} {on:%b %Y}"


def counted(count: int, one: str, many: str) -> str:
    """A count with its word: `1 complaint`, `1,837 complaints`."""
    return f"{count:,} {one if count == 1 else many}"
