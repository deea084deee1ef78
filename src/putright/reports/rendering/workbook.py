"""A report as a spreadsheet: one sheet for each table, then the definitions, the checks and what was left out."""

from __future__ import annotations

import io
import re
from datetime import datetime, time
from decimal import Decimal
from typing import Any

from putright.reports.rendering.grid import Grid, checks_grid, definitions_grid, left_out_grid, table_grid
from putright.reports.report import Report, ReportError
from putright.reports.wording import period_in_words

_LONGEST_NAME = 31
_NOT_IN_A_NAME = re.compile(r"[\[\]:*?/\\']")
_WIDEST, _NARROWEST = 60, 12
_SAFE = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def render_xlsx(report: Report) -> bytes:
    """The report as XLSX. Counts are numbers, percentages are per cent figures, money is pounds."""
    try:
        import xlsxwriter  # type: ignore[import-untyped]
    except ImportError:
        raise ReportError("spreadsheets need the extra `reports`; pip install 'putright[reports]'") from None
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, _SAFE) as book:
        _set_properties(book, report)
        names: set[str] = set()
        _about(book, report, names)
        for table in report.tables:
            _sheet(book, _name(table.id, names), table.title, table_grid(table), table.notes)
        _sheet(book, _name("Definitions", names), "How each figure is counted", definitions_grid(report))
        _sheet(book, _name("Checks", names), "The checks the report was held to", checks_grid(report))
        _sheet(
            book, _name("Left out", names), "Rows of the facts that are in no figure", left_out_grid(report),
            () if report.left_out else ("Every row of the facts could be read.",),
        )  # fmt: skip
    return made.getvalue()


def _set_properties(book: Any, report: Report) -> None:
    book.set_properties(
        {
            "title": f"{report.title} {period_in_words(report.period)}",
            "author": report.organisation,
            "created": datetime.combine(report.period.ends_on, time(12)),
        }
    )


def _about(book: Any, report: Report, names: set[str]) -> None:
    grid: Grid = [["Sheet", "What is on it"]]
    grid += [[table.id, table.title] for table in report.tables]
    title = f"{report.title}, {report.organisation}, {period_in_words(report.period)}"
    written = [
        f"{section.title}: {words}" for section in report.sections
        for words in (*section.words, *(section.written.paragraphs if section.written else ()))
    ]  # fmt: skip
    _sheet(book, _name("About", names), title, grid, (*report.basis, *written))


def _sheet(book: Any, name: str, title: str, grid: Grid, notes: tuple[str, ...] = ()) -> None:
    sheet = book.add_worksheet(name)
    bold = book.add_format({"bold": True})
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 2})
    plain = book.add_format({"text_wrap": True, "valign": "top"})
    numbers = book.add_format({"num_format": "#,##0", "valign": "top"})
    sums = book.add_format({"num_format": "#,##0.0#", "valign": "top"})
    sheet.write_string(0, 0, title, bold)
    sheet.freeze_panes(3, 1)
    for across, value in enumerate(grid[0]):
        sheet.write_string(2, across, str(value), head)
        longest = max((len(str(row[across])) for row in grid[1:] if row[across] is not None), default=0)
        sheet.set_column(across, across, min(_WIDEST, max(_NARROWEST, longest + 2)))
    for down, row in enumerate(grid[1:], start=3):
        for across, value in enumerate(row):
            if isinstance(value, str):
                sheet.write_string(down, across, value, plain)
            elif value is not None:
                whole = value == int(value)
                sheet.write_number(
                    down, across, int(value) if whole else float(value),
                    sums if isinstance(value, Decimal) and not whole else numbers,
                )  # fmt: skip
    for down, note in enumerate(notes, start=len(grid) + 3):
        sheet.write_string(down, 0, note)


def _name(wanted: str, taken: set[str]) -> str:
    """A sheet's name as spreadsheets allow it, and no two alike."""
    base = _NOT_IN_A_NAME.sub(" ", wanted)[:_LONGEST_NAME]
    name, number = base, 2
    while name.casefold() in taken:
        name = f"{base[: _LONGEST_NAME - 3]} {number}"
        number += 1
    taken.add(name.casefold())
    return name
