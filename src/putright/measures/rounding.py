"""Percentages and rates, rounded by one rule everywhere, and how a figure is written."""

from decimal import ROUND_HALF_UP, Decimal

from putright.measures.definitions import rounding
from putright.measures.types import Cell, Counts, Definition, MeasureKind
from putright.vocabulary.money import pounds

_TENTH = Decimal("0.1")
_WHOLE = Decimal(1)


def percent(numerator: int, denominator: int) -> Decimal | None:
    """So many of so many in per cent, half up: whole, or to one decimal for a small base; None for a base too small.

    Source  own policy, `definitions/rounding.toml`.
    """
    rule = rounding()
    if denominator < rule.none_under:
        return None
    return round_percent(Decimal(100 * numerator) / denominator, denominator)


def round_percent(exact: Decimal, denominator: int) -> Decimal:
    """An exact percentage as it is printed over such a base."""
    return exact.quantize(_TENTH if denominator < rounding().whole_from else _WHOLE, ROUND_HALF_UP)


def rate(numerator: int, denominator: int, *, per: int) -> Decimal:
    """So many for each `per`, to one decimal, half up."""
    return (Decimal(numerator * per) / denominator).quantize(_TENTH, ROUND_HALF_UP)


def written(cell: Cell | Counts, definition: Definition) -> str:
    """A figure as it is printed, with its base: "74% (1,373 of 1,868)", "3 of 4"; "not shown" when hidden."""
    if cell.numerator is None:
        return "not shown"
    if definition.kind is MeasureKind.MONEY:
        return f"{pounds(cell.pence or 0)} on {cell.numerator:,}"
    if definition.kind is MeasureKind.SPREAD:
        return _spread(cell)
    if definition.kind is MeasureKind.RATE:
        return _rate(cell, definition)
    if cell.denominator is None:
        return f"{cell.numerator:,}"
    counts = f"{cell.numerator:,} of {cell.denominator:,}"
    return counts if cell.percent is None else f"{cell.percent}% ({counts})"


def _spread(cell: Cell | Counts) -> str:
    if cell.value is None:
        return "none"
    value = cell.value
    return f"mean {value.mean}, median {value.median}, 90th centile {value.ninetieth} working days ({cell.numerator:,})"


def _rate(cell: Cell | Counts, definition: Definition) -> str:
    if cell.rate is None or cell.denominator is None:
        return f"{cell.numerator:,}"
    what = (definition.per_what or "").replace("_", " ")
    return f"{cell.rate} per {definition.per:,} ({cell.numerator:,} of {cell.denominator:,} {what})"
