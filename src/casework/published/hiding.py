"""What everybody may see of the figures: in breakdowns by where people live or who they are, no small number stands.

The measures hide numbers from 1 to 4, and one more where a single hidden one could be worked out from the total. A
page shows several figures over the same people side by side, and what one of them hides another could tell. So for
the public a place that is hidden in one figure of a table is hidden in all of them, and never one place alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from putright.measures import Cell, Counts, Definition, Measured, schemas
from putright.reports import CountedReport

_Cut = tuple[str, tuple[str, ...]]
_Key = tuple[tuple[str, str | None], ...]


def for_the_public(counted: CountedReport) -> CountedReport:
    """The figures as everybody may see them: without references, without rows left out, small numbers hidden."""
    hidden = {cut: _never_one(cut, keys, counted.measured.values()) for cut, keys in _small(counted).items()}
    measured = {name: _without(one, hidden) for name, one in counted.measured.items()}
    return replace(counted, measured=measured, examples={}, left_out=())


def is_of_few(definition: Definition, by: Iterable[str]) -> bool:
    """Whether a breakdown is by where people live or who they are."""
    columns = (schemas()[definition.table].column(name) for name in by)
    return any(column is not None and column.small for column in columns)


def _small(counted: CountedReport) -> dict[_Cut, set[_Key]]:
    """For each table and breakdown of few people, the places any figure hides."""
    found: dict[_Cut, set[_Key]] = {}
    for one in counted.measured.values():
        for cell in one.cells:
            if cell.by and is_of_few(one.definition, cell.by):
                keys = found.setdefault(_cut(one, cell), set())
                if cell.suppressed:
                    keys.add(_key(cell))
    return found


def _never_one(cut: _Cut, keys: set[_Key], measured: Iterable[Measured]) -> set[_Key]:
    """The places to hide; a single one takes that with the smallest number with it."""
    if len(keys) != 1:
        return keys
    sizes: dict[_Key, int] = {}
    for one in measured:
        for cell in one.cells:
            if _cut(one, cell) == cut and _key(cell) not in keys:
                sizes[_key(cell)] = max(sizes.get(_key(cell), 0), cell.numerator or 0, cell.denominator or 0)
    # One with nothing in it would protect nobody.
    others = sorted(sizes, key=lambda key: (sizes[key] == 0, sizes[key], str(key)))
    return keys | set(others[:1])


def _without(measured: Measured, hidden: Mapping[_Cut, set[_Key]]) -> Measured:
    cells = tuple(
        _emptied(cell) if _key(cell) in hidden.get(_cut(measured, cell), ()) else cell
        for cell in measured.cells
    )
    return replace(measured, cells=cells)


def _emptied(cell: Cell) -> Cell:
    previous = Counts(None) if cell.previous else None
    return Cell(None, by=cell.by, previous=previous, suppressed=True)


def _cut(measured: Measured, cell: Cell) -> _Cut:
    return measured.definition.table, tuple(cell.by)


def _key(cell: Cell) -> _Key:
    return tuple(cell.by.items())
