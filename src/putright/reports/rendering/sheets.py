"""A report as comma separated tables in one zip."""

from __future__ import annotations

import csv
import io

from putright.reports.rendering.archive import archive
from putright.reports.rendering.grid import (
    Grid,
    checks_grid,
    definitions_grid,
    harmless,
    left_out_grid,
    table_grid,
)
from putright.reports.report import Report


def render_csv(report: Report) -> bytes:
    """A zip with one CSV for each table, then `definitions.csv`, `checks.csv` and `left-out.csv`."""
    sheets = [(table.id, table_grid(table)) for table in report.tables]
    sheets += [
        ("definitions", definitions_grid(report)),
        ("checks", checks_grid(report)),
        ("left-out", left_out_grid(report)),
    ]
    return archive([(f"{name}.csv", _written(grid)) for name, grid in sheets])


def _written(grid: Grid) -> bytes:
    written = io.StringIO()
    csv.writer(written).writerows([[harmless(value) for value in row] for row in grid])
    # With the mark by which spreadsheets know UTF-8.
    return written.getvalue().encode("utf-8-sig")
