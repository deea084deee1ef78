"""From the cells of the measures to figures as they are printed, with the earlier period beside them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from putright.measures import Cell, Counts, Definition, Measured, MeasureKind, Organisation, written
from putright.reports.report import Figure
from putright.reports.restated import Restated

NOT_COUNTED = Figure("not in these facts")
NONE = Figure("none")


@dataclass(frozen=True, slots=True)
class Figures:
    """Everything that was measured for a report, by id.

    restated  what an earlier report printed for the earlier period, where it is not what is counted now.
    """

    measured: Mapping[str, Measured]
    organisation: Organisation | None = None
    restated: Restated | None = None

    def definition(self, measure: str) -> Definition:
        """The definition of a measure of this report."""
        return self.measured[measure].definition

    def cell(self, measure: str, by: str | None = None, code: str | None = None) -> Cell | None:
        """The total, or the cell of one code; None when it could not be counted."""
        found = self.measured[measure]
        return found.total if by is None else found.cell(**{by: code})

    def current(self, measure: str, cell: Cell | None) -> Figure:
        """The figure of the period."""
        if cell is None or cell.denominator == 0:
            return NOT_COUNTED if self.measured[measure].absent else NONE
        return Figure(written(cell, self.definition(measure)), None if cell.suppressed else counts_of(cell))

    def previous(self, measure: str, cell: Cell | None) -> Figure:
        """The figure of the earlier period, on the same rules."""
        if cell is None or cell.previous is None or cell.previous.denominator == 0:
            return NOT_COUNTED if self.measured[measure].absent else NONE
        words = written(cell.previous, self.definition(measure))
        mark = self.restated.mark(measure, cell, words) if self.restated else ""
        return Figure(words, cell.previous if _is_shown(cell.previous) else None, mark)


def counts_of(cell: Cell) -> Counts:
    """The counts of a cell without what it is broken down by."""
    return Counts(
        cell.numerator, cell.denominator, cell.percent, cell.rate, cell.pence, cell.value, cell.unknown
    )


def _is_shown(counts: Counts) -> bool:
    return counts.numerator is not None


def size(counts: Counts | Cell, kind: MeasureKind) -> Decimal | None:
    """The one number by which a figure is drawn and compared; None when it has none."""
    if kind is MeasureKind.SHARE:
        if counts.percent is None or counts.numerator is None or not counts.denominator:
            return None
        return Decimal(100 * counts.numerator) / counts.denominator
    if kind is MeasureKind.RATE:
        return counts.rate
    if kind is MeasureKind.MONEY:
        return None if counts.pence is None else Decimal(counts.pence) / 100
    if kind is MeasureKind.SPREAD:
        return counts.value.mean if counts.value else None
    return None if counts.numerator is None else Decimal(counts.numerator)


def change(cell: Cell, definition: Definition) -> str | None:
    """How it moved from the earlier period: `up from`, `lower than`, `the same as` …; None when it cannot be said.

    A share moves only when the figures as printed differ: nobody is told of a rise they cannot see. A number goes up or
    down; a share is higher or lower, whatever its numbers did.
    """
    if cell.previous is None or cell.suppressed:
        return None
    now, before = size(cell, definition.kind), size(cell.previous, definition.kind)
    if now is None or before is None:
        return None
    is_share = definition.kind is MeasureKind.SHARE
    if now == before or (is_share and cell.percent == cell.previous.percent):
        return "the same as"
    if is_share:
        return "higher than" if now > before else "lower than"
    return "up from" if now > before else "down from"
