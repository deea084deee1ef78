"""Whether a published figure agrees with its own counts, and how its basis differs from ours.

**Source**  own policy, from reading published figures: a quarter printed as if it were a year, rates of tenants beside
rates of homes, percentages whose own counts give others.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from casework.insight.comparable import Comparable, Per, comparing
from casework.insight.others import Published
from putright.measures import Definition, MeasureKind, Period, PeriodBasis, percent, rate

_HUNDREDTH = Decimal("0.01")


def worked_out(one: Published) -> Decimal | None:
    """The value its own counts give, rounded as ours are; None without both counts, and for a share of few."""
    if one.numerator is None or one.denominator is None:
        return None
    per = comparing().per[one.per]
    if not per.what:
        return percent(one.numerator, one.denominator)
    return rate(one.numerator, one.denominator, per=per.number)


def doubt(one: Published) -> str:
    """What does not fit between the printed value and the printed counts; empty when it fits or cannot be told."""
    if one.value is None or one.numerator is None or one.denominator is None:
        return ""
    per = comparing().per[one.per]
    exact = Decimal(one.numerator * per.number) / one.denominator
    of_year = exact * year_of(Period(one.starts_on, one.ends_on))
    if _as_printed(of_year if one.annualised and per.what else exact, one) == one.value.quantize(_unit(one)):
        return ""
    if (
        per.what
        and not one.annualised
        and of_year != exact
        and abs(of_year - one.value) <= one.value * _HUNDREDTH
    ):
        return (
            f"Its counts give {_as_printed(exact, one)}, and {_as_printed(of_year, one)} made into a year: it looks "
            f"annualised{', though it says it is not' if one.annualised is False else ' and does not say so'}."
        )
    made = "made into a year " if one.annualised and per.what else ""
    return (
        f"Its printed counts {made}give {_as_printed(of_year if made else exact, one)}, not {printed(one)}."
    )


def differences(one: Published, figure: Comparable, ours: Definition) -> Iterator[str]:
    """How its basis differs from that of our figure, in words."""
    per = comparing().per[one.per]
    if per.key != figure.ours.key:
        yield f"{per.words}, ours {figure.ours.words}"
    if not one.basis:
        yield f"it is not said what it counts; ours: {ours.period_basis.label}"
    elif one.basis != ours.period_basis:
        yield f"{PeriodBasis(one.basis).label}, ours {ours.period_basis.label}"
    if ours.kind is MeasureKind.RATE:
        if one.annualised:
            yield "annualised, ours is not"
        elif one.annualised is None and year_of(Period(one.starts_on, one.ends_on)) != 1:
            yield "it is not said whether it is annualised; ours is not"


def year_of(period: Period) -> Decimal:
    """What a number of this period is multiplied by to make it one of a year: 4 for a quarter, 1 for a year."""
    first, last = period.starts_on, period.ends_on
    if first.day == 1 and last.day == monthrange(last.year, last.month)[1]:
        return Decimal(12) / ((last.year - first.year) * 12 + last.month - first.month + 1)
    return Decimal(365) / ((last - first).days + 1)


def printed(one: Published) -> str:
    """The value as it is printed there; empty when only counts are."""
    return "" if one.value is None else str(one.value.quantize(_unit(one)))


def drawn_as(one: Published, figure: Comparable) -> Decimal | None:
    """The value on the scale of ours where it is per so many of the same; None where it is per something else."""
    value = one.value if one.value is not None else worked_out(one)
    per: Per = comparing().per[one.per]
    if value is None or per.what != figure.ours.what:
        return None
    return value * figure.ours.number / per.number


def _as_printed(exact: Decimal, one: Published) -> Decimal:
    return exact.quantize(_unit(one), ROUND_HALF_UP)


def _unit(one: Published) -> Decimal:
    return Decimal(1).scaleb(-one.decimals)
