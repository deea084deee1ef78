"""Checks of the figures against each other: whatever is printed of them cannot contradict itself."""

from collections.abc import Iterator
from itertools import combinations

from putright.measures.checks.book import within
from putright.measures.types import Cell, Counts, Measured

Problem = tuple[str, str]
"""A check, and what is wrong."""


def problems(measured: tuple[Measured, ...]) -> Iterator[Problem]:
    """What is wrong between the figures of one report."""
    for one, other in combinations(measured, 2):
        yield from _two_values(one, other)
        yield from _two_bases(one, other)
        yield from _nested(one, other)
        yield from _nested(other, one)
    for one in measured:
        for by in one.by:
            yield from _parts(one, by)
        yield from _two_places(one)


def _two_values(one: Measured, other: Measured) -> Iterator[Problem]:
    if one.definition.id != other.definition.id or one.period != other.period:
        return
    for cell in one.cells:
        same = other.cell(**cell.by)
        if same and _numbers(same) != _numbers(cell):
            yield "I3", f"{one.definition.id} is {_shown(cell)} and {_shown(same)}"


def _numbers(cell: Cell) -> tuple[object, ...]:
    return cell.numerator, cell.denominator, cell.percent, cell.pence, cell.value, cell.rate


def _two_bases(one: Measured, other: Measured) -> Iterator[Problem]:
    """Two figures of one meaning over two bases: one of them must go."""
    mine, theirs = one.definition, other.definition
    if mine.id == theirs.id or (theirs.rival_of != mine.id and mine.rival_of != theirs.id):
        return
    if one.total and other.total:
        yield (
            "I1",
            (
                f"{mine.id} ({_shown(one.total)}) and {theirs.id} ({_shown(other.total)}) are one figure over two "
                "bases; print one of them"
            ),
        )


def _nested(shorter: Measured, longer: Measured) -> Iterator[Problem]:
    """Within 20 days includes within 10."""
    few, many = within(shorter.definition), within(longer.definition)
    if not few or not many or few[0] != many[0] or few[1] >= many[1]:
        return
    if shorter.definition.counted_of != longer.definition.counted_of or not (shorter.total and longer.total):
        return
    less, more = shorter.total.numerator, longer.total.numerator
    if (
        less is not None
        and more is not None
        and (less > more or shorter.total.denominator != longer.total.denominator)
    ):
        yield (
            "I12",
            (
                f"within {few[1]} days ({shorter.definition.id}) {_shown(shorter.total)} and within {many[1]} "
                f"({longer.definition.id}) {_shown(longer.total)} cannot both be"
            ),
        )


def _parts(one: Measured, by: tuple[str, ...]) -> Iterator[Problem]:
    cells, total = one.broken_down(*by), one.total
    if total is None or not cells or any(cell.suppressed for cell in cells):
        return
    several = next((each for each in one.recorded if each.dimension in by), None)
    added = sum(cell.numerator or 0 for cell in cells)
    if several:
        if several.values < several.rows or several.rows > (total.numerator or 0):
            yield (
                "I9",
                (
                    f"{one.definition.id}: {several.values:,} values of {several.dimension} are recorded "
                    f"on {several.rows:,} rows of {total.numerator:,}"
                ),
            )
        return
    if added != total.numerator:
        yield (
            "I9",
            f"{one.definition.id} by {', '.join(by)} adds up to {added:,}, and its total is {total.numerator:,}",
        )
    yield from _whole_parts(one, by, cells, total)
    yield from _earlier_parts(one, by, cells, total.previous)


def _whole_parts(
    one: Measured, by: tuple[str, ...], cells: tuple[Cell, ...], total: Cell
) -> Iterator[Problem]:
    if total.denominator is None or set(by) & set(one.definition.parts_of) or one.definition.per:
        return
    added = sum(cell.denominator or 0 for cell in cells)
    if added != total.denominator:
        yield (
            "I9",
            (
                f"the bases of {one.definition.id} by {', '.join(by)} add up to {added:,}, "
                f"and its base is {total.denominator:,}"
            ),
        )


def _earlier_parts(
    one: Measured, by: tuple[str, ...], cells: tuple[Cell, ...], total: Counts | None
) -> Iterator[Problem]:
    if total is None or total.numerator is None:
        return
    added = sum(cell.previous.numerator or 0 for cell in cells if cell.previous)
    if added != total.numerator:
        yield (
            "I9",
            (
                f"{one.definition.id} by {', '.join(by)} adds up to {added:,} for the earlier period, "
                f"and its total was {total.numerator:,}"
            ),
        )


def _two_places(one: Measured) -> Iterator[Problem]:
    """A service belongs to one department."""
    homes: dict[str, set[str]] = {}
    for cell in one.cells:
        service, department = cell.by.get("service"), cell.by.get("department")
        if service and department and (cell.numerator or cell.denominator):
            homes.setdefault(service, set()).add(department)
    for service, departments in homes.items():
        if len(departments) > 1:
            yield (
                "I11",
                (
                    f"{one.definition.id} counts the service {service} in {' and in '.join(sorted(departments))}; "
                    "say in the organisation file where it belongs"
                ),
            )


def _shown(cell: Cell) -> str:
    numerator = "hidden" if cell.numerator is None else f"{cell.numerator:,}"
    return numerator if cell.denominator is None else f"{numerator} of {cell.denominator:,}"
