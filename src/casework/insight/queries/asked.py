"""What a reader of figures asks for: which days, which basis, compared with what; and how addresses say it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from casework.orders.rules import rules
from putright.measures import Period
from putright.vocabulary import Word

_MONTHS_A_QUARTER, _MONTHS_A_YEAR = 3, 12


class Span(Word):
    """Which days."""

    MONTH = "month", "This month"
    QUARTER = "quarter", "This quarter"
    YEAR = "year", "This year, from 1 April"
    DAYS = "days", "Days of my choice"


class Basis(Word):
    """Which complaints figures of answers are of."""

    ANSWERED = "answered", "Answered in the period"
    RECEIVED = "received", "Received in the period"


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked for.

    period   the days that are counted: never past today, for what is not over cannot be counted.
    ends_on  the last day as it was asked for; later than the period's while the period is not over.
    """

    span: Span
    period: Period
    ends_on: date
    basis: Basis = Basis.ANSWERED
    compare: bool = False
    months: bool = False

    @property
    def so_far(self) -> bool:
        """Whether the period is not over."""
        return self.ends_on > self.period.ends_on

    @property
    def previous(self) -> Period | None:
        """The same days a year before, when they are to be compared with."""
        return self.period.before if self.compare else None

    @property
    def received(self) -> bool:
        """Whether the figures are of the complaints received."""
        return self.basis is Basis.RECEIVED

    @property
    def query(self) -> dict[str, str]:
        """As an address says it, so that a picture or another board is of the same days."""
        found = {"period": self.span.value}
        if self.span is Span.DAYS:
            for name, day in (("first", self.period.starts_on), ("last", self.ends_on)):
                found |= {
                    f"{name}-day": str(day.day),
                    f"{name}-month": str(day.month),
                    f"{name}-year": str(day.year),
                }
        found["basis"] = self.basis.value
        ticked = {"compare": self.compare, "months": self.months}
        return found | {name: "on" for name, value in ticked.items() if value}


def asked_for(
    span: Span, today: date, *, days: Period | None = None, basis: Basis = Basis.ANSWERED, compare: bool = False,
    months: bool = False,
) -> Asked | None:  # fmt: skip
    """What is asked for, with its days; None when all of them lie in the future. days: for days of one's choice."""
    whole = days if span is Span.DAYS and days is not None else period_of(span, today)
    if whole.starts_on > today:
        return None
    counted = replace(whole, ends_on=min(whole.ends_on, today))
    return Asked(span, counted, whole.ends_on, basis, compare, months)


def period_of(span: Span, today: date) -> Period:
    """The month, quarter or year of a day; the year begins as that of orders and letters does (`orders/rules.toml`)."""
    begins = rules().year(rules().year_of(today))[0]
    if span is Span.YEAR:
        return Period(begins, _add_months(begins, _MONTHS_A_YEAR) - timedelta(days=1))
    if span is Span.QUARTER:
        passed = (today.year - begins.year) * _MONTHS_A_YEAR + today.month - begins.month
        first = _add_months(begins, passed - passed % _MONTHS_A_QUARTER)
        return Period(first, _add_months(first, _MONTHS_A_QUARTER) - timedelta(days=1))
    first = today.replace(day=1)
    return Period(first, _add_months(first, 1) - timedelta(days=1))


def months_of(period: Period) -> tuple[str, ...]:
    """Every month of a period, as figures write them: `2026-04`."""
    found, first = [], period.starts_on.replace(day=1)
    while first <= period.ends_on:
        found.append(f"{first:%Y-%m}")
        first = _add_months(first, 1)
    return tuple(found)


def _add_months(first: date, number: int) -> date:
    passed = first.month - 1 + number
    return first.replace(year=first.year + passed // _MONTHS_A_YEAR, month=passed % _MONTHS_A_YEAR + 1)
