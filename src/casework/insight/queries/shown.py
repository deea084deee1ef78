"""Figures as a page shows them: words with both counts, a link to the cases, and what must be said beside."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.http import urlencode

from putright.measures import Cell, Counts, Definition, Measured, MeasureKind, Period, Which, written


@dataclass(frozen=True, slots=True)
class Linked:
    """A figure in words and the address of its cases; empty where there is no case to list.

    number   what is counted; None = hidden. percent: how long its bar is, None without one.
    """

    words: str
    query: str
    number: int | None
    percent: Decimal | None = None

    @property
    def big(self) -> str:
        """What is read first: the share, the sum or the number."""
        return self.words.partition(" (")[0]

    @property
    def small(self) -> str:
        """The counts behind it, in brackets; empty where the words are the count."""
        return self.words[len(self.big) :].strip()


@dataclass(frozen=True, slots=True)
class Tile:
    """One figure of a board.

    basis    which day puts a row into the period, in words. absent: why it cannot be counted, else empty.
    earlier  the same a year before; change: how it moved, in words.
    notes    what must be said beside it. unjudged: rows of the base that could not be judged.
    """

    definition: Definition
    now: Linked | None
    earlier: Linked | None = None
    change: str = ""
    absent: str = ""
    notes: tuple[str, ...] = ()

    @property
    def basis(self) -> str:
        """Which day puts a row into the period."""
        return self.definition.period_basis.label


def tile(found: Measured, by: Mapping[str, str | None], more: Mapping[str, str]) -> Tile:
    """One figure for a place. more: what its addresses carry beside."""
    if found.absent:
        return Tile(found.definition, None, absent=found.absent)
    cell = cell_of(found, by)
    notes = found.notes if not by else _own_notes(cell)
    return Tile(
        found.definition, linked(cell, found.definition, found.period, by, more),
        earlier_of(found, cell, by, more), change(cell, found.definition), notes=notes,
    )  # fmt: skip


def cell_of(found: Measured, by: Mapping[str, str | None]) -> Cell:
    """The cell with these codes; one of noughts where no row has them."""
    cell = found.cell(**by)
    if cell is not None:
        return cell
    share = found.definition.kind is MeasureKind.SHARE or any(one in found.definition.parts_of for one in by)
    none = 0 if share else None
    previous = Counts(0, none, pence=0) if found.previous_period else None
    return Cell(0, none, by=dict(by), pence=0, previous=previous)


def linked(
    cell: Cell | Counts,
    definition: Definition,
    period: Period,
    by: Mapping[str, str | None],
    more: Mapping[str, str],
) -> Linked:
    """A figure with the address of its cases."""
    words = written(cell, definition)
    which = (
        Which.NUMERATOR
        if cell.numerator
        else Which.BASE
        if cell.denominator and _has_base(definition, by)
        else None
    )
    query = address(definition.id, which, period, by, more) if which else ""
    return Linked(words, query, cell.numerator, cell.percent)


def earlier_of(
    found: Measured, cell: Cell, by: Mapping[str, str | None], more: Mapping[str, str]
) -> Linked | None:
    """The same a year before; None when nothing is compared."""
    if cell.previous is None or found.previous_period is None:
        return None
    return linked(cell.previous, found.definition, found.previous_period, by, more)


def address(
    figure: str, which: Which, period: Period, by: Mapping[str, str | None], more: Mapping[str, str]
) -> str:
    """The query of the page of cases. A code that was not recorded is written as nothing."""
    asked = {
        "figure": figure,
        "which": which.value,
        "from": period.starts_on.isoformat(),
        "to": period.ends_on.isoformat(),
    }
    return urlencode({**asked, **{name: code or "" for name, code in by.items()}, **more})


def change(cell: Cell, definition: Definition) -> str:
    """How the figure as it is printed moved since the year before; empty where it cannot be said."""
    then = cell.previous
    if then is None or cell.numerator is None or then.numerator is None:
        return ""
    if definition.kind is MeasureKind.SHARE:
        if cell.percent is None or then.percent is None:
            return ""
        return _moved(cell.percent - then.percent, "point")
    if definition.kind in (MeasureKind.SPREAD, MeasureKind.MONEY):
        return ""
    return _moved(Decimal(cell.numerator - then.numerator), "")


def _moved(difference: Decimal, noun: str) -> str:
    if not difference:
        return "no change"
    size = abs(difference).normalize()
    what = f" {noun}{'' if size == 1 else 's'}" if noun else ""
    return f"{size:,f}{what} {'more' if difference > 0 else 'fewer' if not noun else 'less'}"


def _own_notes(cell: Cell) -> tuple[str, ...]:
    if not cell.unknown:
        return ()
    return (
        f"{cell.unknown:,} more could not be judged, because a date or an outcome is not recorded, and are left out.",
    )


def _has_base(definition: Definition, by: Mapping[str, str | None]) -> bool:
    # Of parts the base is the whole figure, which has a link of its own.
    return definition.kind is MeasureKind.SHARE and not any(one in definition.parts_of for one in by)
