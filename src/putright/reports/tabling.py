"""Tables and charts from figures: the words, the numbers and the picture are the same cells."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from putright.measures import Cell, MeasureKind, Period
from putright.reports.figures import Figures, size
from putright.reports.labels import NOT_RECORDED, heading, label
from putright.reports.report import Chart, Column, Figure, Point, Row, Table
from putright.reports.templates import TableTemplate
from putright.reports.wording import counted, month_label, months_of, period_label

MOST_BARS = 12
_UNITS = {
    MeasureKind.SHARE: "percent", MeasureKind.MONEY: "pounds", MeasureKind.SPREAD: "working days",
    MeasureKind.RATE: "rate", MeasureKind.COUNT: "count",
}  # fmt: skip
MONTH = "month"
"""The breakdown whose order is its meaning; every other is in the order of size."""


def table_of(asked: TableTemplate, figures: Figures, period: Period, previous: Period | None) -> Table:
    """The table with all its figures, each measure in the period and, where compared, the earlier one."""
    if asked.by is None:
        rows = tuple(_by_measure(asked, figures, previous))
    elif asked.by == MONTH:
        rows = tuple(_by_month(asked, figures, period, previous))
    else:
        rows = tuple(_by_code(asked, figures, previous))
    return Table(
        asked.id, asked.title, _columns(asked, figures, period, previous), rows, asked.measures,
        tuple(dict.fromkeys(_notes(asked, figures))),
    )  # fmt: skip


def chart_of(asked: TableTemplate, table: Table, figures: Figures) -> Chart | None:
    """The picture of that table; None when it has none, or there is too little to draw."""
    rows = [row for row in table.rows if not row.is_total]
    drawn = rows if asked.chart == "line" else rows[:MOST_BARS]
    points = tuple(point for row in drawn for point in _points(row, table, figures))
    if asked.chart is None or len(drawn) < 2 or not any(point.value is not None for point in points):
        return None
    kind = next(column.kind for column in table.columns[1:] if column.kind)
    left = len(rows) - len(drawn)
    rest = f" The {counted(left, 'other', 'others')} stand in the table." if left else ""
    return Chart(
        f"{table.id}-chart", table.title, asked.chart, table.id, _UNITS[kind], points, _says(points) + rest
    )


def _columns(
    asked: TableTemplate, figures: Figures, period: Period, previous: Period | None
) -> tuple[Column, ...]:
    periods = [period_label(one) for one in (period, previous) if one]
    if asked.by is None:
        return (Column("Measure"), *(Column(one, None, MeasureKind.SHARE) for one in periods))
    columns = [Column(heading(asked.by))]
    for measure in asked.measures:
        definition = figures.definition(measure)
        for one in periods:
            title = one if len(asked.measures) == 1 else f"{definition.label}, {one}"
            columns.append(Column(title, measure, definition.kind))
    return tuple(columns)


def _by_measure(asked: TableTemplate, figures: Figures, previous: Period | None) -> Iterator[Row]:
    for measure in asked.measures:
        cell = figures.cell(measure)
        definition = figures.definition(measure)
        yield Row(f"{definition.label} ({definition.id})", _both(measure, cell, figures, previous))


def _by_month(
    asked: TableTemplate, figures: Figures, period: Period, previous: Period | None
) -> Iterator[Row]:
    """Every month of the period, the one that stood at the same place of the earlier period beside it."""
    before = months_of(previous) if previous else ()
    for place, month in enumerate(months_of(period)):
        entries: tuple[Figure, ...] = ()
        for measure in asked.measures:
            entries += (figures.current(measure, figures.cell(measure, MONTH, month)),)
            if previous:
                then = figures.cell(measure, MONTH, before[place]) if place < len(before) else None
                entries += (figures.previous(measure, then),)
        yield Row(month_label(month, with_year=previous is None), entries)
    yield from _total(asked, figures, previous)


def _by_code(asked: TableTemplate, figures: Figures, previous: Period | None) -> Iterator[Row]:
    assert asked.by
    for code in _codes(asked, figures):
        entries: tuple[Figure, ...] = ()
        for measure in asked.measures:
            entries += _both(measure, figures.cell(measure, asked.by, code), figures, previous)
        yield Row(label(asked.by, code, figures.organisation), entries)
    if not any(
        asked.by in figures.definition(one).parts_of or _recorded(one, asked.by, figures)
        for one in asked.measures
    ):
        yield from _total(asked, figures, previous)


def _total(asked: TableTemplate, figures: Figures, previous: Period | None) -> Iterator[Row]:
    if asked.total:
        totals: tuple[Figure, ...] = ()
        for measure in asked.measures:
            totals += _both(measure, figures.cell(measure), figures, previous)
        yield Row("All", totals, is_total=True)


def _both(measure: str, cell: Cell | None, figures: Figures, previous: Period | None) -> tuple[Figure, ...]:
    now = figures.current(measure, cell)
    return (now, figures.previous(measure, cell)) if previous else (now,)


def _codes(asked: TableTemplate, figures: Figures) -> list[str | None]:
    """The codes any of its measures has, the largest first, what nobody recorded last."""
    assert asked.by
    sizes: dict[str | None, Decimal] = {}
    for measure in asked.measures:
        kind = figures.definition(measure).kind
        for cell in figures.measured[measure].broken_down(asked.by):
            counts = Decimal(cell.denominator or 0) if kind is MeasureKind.SHARE else Decimal(0)
            amount = Decimal(cell.numerator or 0) + counts / 10_000_000
            sizes.setdefault(cell.by[asked.by], amount)
    return sorted(sizes, key=lambda code: (code is None, -sizes[code], str(code)))


def _recorded(measure: str, by: str, figures: Figures) -> bool:
    return any(one.dimension == by for one in figures.measured[measure].recorded)


def _notes(asked: TableTemplate, figures: Figures) -> Iterator[str]:
    if asked.by is None:
        yield "The rule of each figure stands under “How each figure is counted”, by the code in brackets."
    for measure in asked.measures:
        measured = figures.measured[measure]
        definition = measured.definition
        if asked.by:
            unconfirmed = f" To be confirmed: {definition.doubt}." if definition.doubt else ""
            yield f"{definition.label} ({definition.id}): {definition.rule.rstrip('.')}.{unconfirmed}"
        if measured.absent:
            yield f"{definition.label}: {measured.absent}"
        yield from _of_breakdown(measure, asked.by, figures)
        yield from (f"{definition.label}: {note}" for note in measured.notes)


def _of_breakdown(measure: str, by: str | None, figures: Figures) -> Iterator[str]:
    measured = figures.measured[measure]
    for one in measured.recorded:
        if one.dimension == by:
            yield (
                f"{counted(one.values, 'value is', 'values are')} recorded on "
                f"{counted(one.rows, 'row', 'rows')}, so the rows of the table add up to more than that."
            )
    if by and by in measured.definition.parts_of and measured.total:
        yield f"{measured.definition.label} in all: {figures.current(measure, measured.total).words}."


def _points(row: Row, table: Table, figures: Figures) -> Iterator[Point]:
    """Both periods of one measure; of several measures the period alone, or nobody could tell the lines apart."""
    several = len(table.measures) > 1
    drawn: set[str | None] = set()
    for column, entry in zip(table.columns[1:], row.entries, strict=True):
        if isinstance(entry, str) or column.kind is None or (several and column.measure in drawn):
            continue
        drawn.add(column.measure)
        value = size(entry.counts, column.kind) if entry.counts else None
        series = figures.definition(column.measure).label if several and column.measure else column.title
        yield Point(row.head, series, None if value is None else float(value), entry.words)


def _says(points: tuple[Point, ...]) -> str:
    """The text alternative: every figure that is drawn, by series."""
    said = []
    for series in dict.fromkeys(point.series for point in points):
        figures = "; ".join(f"{point.group}: {point.words}" for point in points if point.series == series)
        said.append(f"{series}. {figures}.")
    return " ".join(said)


__all__ = ["MOST_BARS", "NOT_RECORDED", "chart_of", "table_of"]
