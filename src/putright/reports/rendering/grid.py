"""A table of a report as plain rows, each part of a figure in a column of its own, for spreadsheets."""

from __future__ import annotations

from decimal import Decimal

from putright.measures import Counts, MeasureKind
from putright.reports.report import Column, Figure, Report, Table
from putright.reports.wording import notes_of

Value = str | int | Decimal | None
Grid = list[list[Value]]

_PARTS: dict[MeasureKind, tuple[str, ...]] = {
    MeasureKind.COUNT: ("count",),
    MeasureKind.SHARE: ("count", "of", "%"),
    MeasureKind.RATE: ("count", "of", "rate"),
    MeasureKind.MONEY: ("£", "payments"),
    MeasureKind.SPREAD: ("mean", "median", "90th centile", "of"),
}
# A formula in a spreadsheet begins so; a name out of the facts must never become one.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def table_grid(table: Table) -> Grid:
    """The table's heading row and rows. Each column of figures becomes its words and its parts."""
    first, *others = table.columns
    heads: list[Value] = [first.title or "What"]
    for column in others:
        heads.append(column.title)
        heads += [f"{column.title}: {part}" for part in _parts_of(column)]
    rows: Grid = [heads]
    for row in table.rows:
        made: list[Value] = [row.head]
        for column, entry in zip(others, row.entries, strict=True):
            made += _entry(entry, column)
        rows.append(made)
    return rows


def definitions_grid(report: Report) -> Grid:
    """Every measure of the report with all that can be asked of it."""
    rows: Grid = [
        ["Code", "Figure", "Rule", "Counted", "Of", "What one is", "Period", "Left out", "Rounding", "Source",
         "To be confirmed", "Notes"]
    ]  # fmt: skip
    for measured in report.measures:
        one = measured.definition
        rows.append(
            [one.id, one.label, one.rule, one.numerator, one.base, one.counts.label, one.period_basis.label,
             "; ".join(one.exclusions), one.rounding, one.source, one.doubt, " ".join(notes_of(measured))]
        )  # fmt: skip
    return rows


def left_out_grid(report: Report) -> Grid:
    """The rows of the facts that are in no figure."""
    rows: Grid = [["Line", "Why"]]
    return rows + [[row.line, row.why] for row in report.left_out]


def checks_grid(report: Report) -> Grid:
    """The checks the report was held to."""
    rows: Grid = [["Check", "What it says"]]
    return rows + [[check.id, check.says] for check in report.checks]


def harmless(value: Value) -> Value:
    """The value as a CSV may hold it: words that a spreadsheet would take for a formula get an apostrophe."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def _parts_of(column: Column) -> tuple[str, ...]:
    return _PARTS[column.kind] if column.kind else ()


def _entry(entry: Figure | str, column: Column) -> list[Value]:
    if isinstance(entry, str):
        return [entry, *([None] * len(_parts_of(column)))]
    words = f"{entry.words} ({entry.mark})" if entry.mark else entry.words
    if entry.counts is None or column.kind is None:
        return [words, *([None] * len(_parts_of(column)))]
    return [words, *_values(entry.counts, column.kind)]


def _values(counts: Counts, kind: MeasureKind) -> list[Value]:
    if kind is MeasureKind.COUNT:
        return [counts.numerator]
    if kind is MeasureKind.SHARE:
        return [counts.numerator, counts.denominator, counts.percent]
    if kind is MeasureKind.RATE:
        return [counts.numerator, counts.denominator, counts.rate]
    if kind is MeasureKind.MONEY:
        return [None if counts.pence is None else Decimal(counts.pence) / 100, counts.numerator]
    if counts.value is None:
        return [None, None, None, counts.numerator]
    return [counts.value.mean, counts.value.median, counts.value.ninetieth, counts.numerator]
