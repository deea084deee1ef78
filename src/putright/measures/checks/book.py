"""The figures of a report, to be looked up by what a text says of them."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from putright.measures.checks.given import About
from putright.measures.definitions import marks
from putright.measures.types import Cell, Definition, FactsError, Measured

_WITHIN = re.compile(r"(\w+_days) <= (\d+)")


@dataclass(frozen=True, slots=True)
class Figure:
    """One number of the report: of now or of the earlier period.

    year  the first year of its period, as "2023/24" begins.
    """

    definition: Definition
    cell: Cell
    numerator: int
    denominator: int | None
    year: int
    earlier: bool

    @property
    def name(self) -> str:
        """Which figure it is, in words."""
        codes = ", ".join(f"{name} {code or 'not recorded'}" for name, code in self.cell.by.items())
        return f"{self.definition.id} {self.definition.label}{f' ({codes})' if codes else ''}"

    @property
    def key(self) -> tuple[str, tuple[tuple[str, str | None], ...]]:
        """What tells one cell from another."""
        return self.definition.id, tuple(self.cell.by.items())

    @property
    def shown(self) -> str:
        """The figure with its base: 74% (1,373 of 1,868)."""
        if not self.denominator:
            return f"{self.numerator:,}"
        share = rounded(self.numerator, self.denominator, decimals=0)
        return f"{share}% ({self.numerator:,} of {self.denominator:,})"

    def fits(self, value: Decimal, *, decimals: int) -> bool:
        """Whether a typed percentage is this one, rounded half up as it was typed."""
        return (
            bool(self.denominator)
            and rounded(self.numerator, self.denominator or 0, decimals=decimals) == value
        )


@dataclass(frozen=True, slots=True)
class Book:
    """Every figure of a report."""

    measured: tuple[Measured, ...]

    def figures(self, about: Iterable[About]) -> tuple[Figure, ...]:
        """The figures words are about; the totals of all when they are about nothing in particular.

        Raises  FactsError when they are about a figure that was not measured.
        """
        chosen = tuple(about)
        if not chosen:
            return tuple(one for each in self.measured for one in _figures(each, None))
        return tuple(one for each in chosen for one in _figures(self._measured(each), each))

    def totals(self) -> tuple[Figure, ...]:
        """The totals of every figure."""
        return self.figures(())

    def _measured(self, about: About) -> Measured:
        for one in self.measured:
            if about.definition_id in (one.definition.id, *one.definition.also):
                return one
        raise FactsError(
            f"the words are about {about.definition_id}, which was not measured; measure it, or leave it out"
        )


def _figures(measured: Measured, about: About | None) -> Iterator[Figure]:
    for cell in _cells(measured, about):
        if cell.numerator is None:
            continue
        year = measured.period.starts_on.year
        yield Figure(measured.definition, cell, cell.numerator, cell.denominator, year, earlier=False)
        before = cell.previous
        if before and before.numerator is not None and measured.previous_period:
            year = measured.previous_period.starts_on.year
            yield Figure(measured.definition, cell, before.numerator, before.denominator, year, earlier=True)


def _cells(measured: Measured, about: About | None) -> tuple[Cell, ...]:
    if about is None or (not about.by and about.codes is None):
        return tuple(one for one in measured.cells if not one.by)
    if about.codes is not None:
        return tuple(one for one in measured.cells if dict(one.by) == dict(about.codes))
    return tuple(one for one in measured.cells if not one.by or tuple(one.by) == about.by)


def rounded(numerator: int, denominator: int, *, decimals: int) -> Decimal:
    """So many of so many in per cent, half up, with so many decimals."""
    return round_half_up(Decimal(100 * numerator) / denominator, decimals=decimals)


def round_half_up(value: Decimal, *, decimals: int) -> Decimal:
    """A number rounded half up."""
    return value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def within(definition: Definition) -> tuple[str, int] | None:
    """For "answered within so many working days": which days, and how many; None for other figures."""
    there = marks()[definition.table]
    for name in definition.counted:
        if found := _WITHIN.fullmatch(there[name].when):
            return found[1], int(found[2])
    return None


Problems = Mapping[str, list[str]]
