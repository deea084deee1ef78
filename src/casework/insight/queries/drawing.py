"""A section of a board as a chart of the numbers beside it."""

from __future__ import annotations

from hashlib import sha256

from casework.insight.queries.boards import SectionShown, TableShown, View
from putright.measures import Measured, MeasureKind
from putright.reports import Chart, Point

MOST_GROUPS = 24
"""Bars of more groups cannot be read; the table has them all."""


def chart_of(view: View, shown: SectionShown) -> Chart | None:
    """The chart of a section; None where it has none, or nothing to draw."""
    if not shown.section.chart:
        return None
    table = shown.table or (shown.months if shown.section.chart == "line" else None)
    points = (
        _of_table(shown, table, view) if table else _of_tiles(shown) if shown.section.chart == "bars" else ()
    )
    if not any(one.value for one in points):
        return None
    unit = "percent" if any(_is_share(one) for one in _drawn(shown, table, view)) and table else "number"
    says = "; ".join(
        f"{one.group}, {one.series}: {one.words}" if table else f"{one.group}: {one.words}" for one in points
    )
    return Chart(
        id=shown.section.key, title=shown.section.title, kind=shown.section.chart, table=shown.section.key, unit=unit,
        points=points, says=f"{shown.section.title}. {says}.",
    )  # fmt: skip


def content_of(chart: Chart) -> str:
    """The same for charts that look the same."""
    return sha256(repr(chart).encode()).hexdigest()


def _of_tiles(shown: SectionShown) -> tuple[Point, ...]:
    wanted = set(shown.section.charted)
    return tuple(
        Point(one.definition.label, shown.section.title, float(one.now.number), f"{one.now.number:,}")
        for one in shown.tiles
        if one.now and one.now.number is not None and (not wanted or one.definition.id in wanted)
    )


def _of_table(shown: SectionShown, table: TableShown, view: View) -> tuple[Point, ...]:
    columns = _drawn(shown, table, view)
    shares = any(_is_share(one) for one in columns)
    points = []
    for row in table.rows[:MOST_GROUPS]:
        for column, cell in zip(table.columns, row.cells, strict=True):
            if column not in columns or _is_share(column) is not shares or cell is None:
                continue
            value = cell.percent if shares else cell.number
            points.append(
                Point(row.head, column.definition.label, None if value is None else float(value), cell.words)
            )
    return tuple(points)


def _drawn(shown: SectionShown, table: TableShown | None, view: View) -> tuple[Measured, ...]:
    if table is None:
        return ()
    wanted = {
        one.on(received=view.asked.received)
        for one in shown.section.figures
        if not shown.section.charted or one.id in shown.section.charted
    }
    return tuple(one for one in table.columns if one.definition.id in wanted)


def _is_share(one: Measured) -> bool:
    return one.definition.kind is MeasureKind.SHARE
