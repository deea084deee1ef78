"""The newer reports of the Housing Ombudsman have their orders in a table: number, what to do, by when.

Extraction breaks the cells into lines and letters, so that the rows are found in the flow of words: by the
name that begins each order, and by the date that ends it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from putright.decisions.acts import is_standing
from putright.decisions.dates import dates_in
from putright.decisions.lines import Flow
from putright.decisions.orders import Found, find_orders
from putright.decisions.paragraphs import Item
from putright.decisions.timing import Timing, timings_in

_NAME = re.compile(
    r"(?:(?<=\s)|^)(?:(?P<number>\d{1,2})\.? )?"
    r"(?P<name>[A-Z][\w’'&/-]*(?: (?!order\b)[a-z&/’'()-]+){0,5} orders?)[ :.]+(?=[A-Z])"
    r"|(?:(?<=\s)|^)(?:\d{1,2}\.? )?Order to [a-z][a-z ,-]{2,60}? (?=The landlord)"
)
_BARE = re.compile(r"(?:(?<=\s)|^)(?P<number>\d{1,2})\.? (?=The landlord (?:must|should|is)\b)")
_HEADER = re.compile(r"(?:Order )?What the landlord must do(?: Due date| By when| Deadline)?", re.IGNORECASE)
_BEFORE_DATE = re.compile(
    r"(?:\b(?:no later than|not later than|by|on or before|due date|due|within)\s*:?\s*)$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class _Row:
    start: int
    words: int
    end: int


def find_rows(flow: Flow, *, kind: str, decided_on: date | None) -> list[Found]:
    """The orders of such a table, each with its own date; empty when it has no rows we know."""
    text = flow.text
    header = _HEADER.search(text)
    begin = header.end() if header else 0
    rows = _rows(text, begin)
    if not rows:
        return []
    dates = _date_cells(text, begin)
    columns = _dates_by_column(rows, dates)
    found: list[Found] = []
    for number, row in enumerate(rows):
        cells = [timing for timing in dates if row.words <= timing.start < row.end]
        found += _of_row(flow, row, columns[number] if columns else _last(cells), kind, decided_on)
    return found


def _rows(text: str, begin: int) -> list[_Row]:
    starts = [(one.start(), one.end()) for one in _NAME.finditer(text, begin)]
    named = bool(starts)
    starts += [
        (one.start(), one.end())
        for one in _BARE.finditer(text, begin)
        if not any(start <= one.start() <= end for start, end in starts)
    ]
    starts.sort()
    if not named and len(starts) < 1:
        return []
    ends = [start for start, _ in starts[1:]] + [len(text)]
    return [_Row(start, words, end) for (start, words), end in zip(starts, ends, strict=True)]


def _date_cells(text: str, begin: int) -> list[Timing]:
    """Dates that stand by themselves as a cell: after "No later than", or at the end of a row."""
    cells: list[Timing] = []
    for day, start, end in dates_in(text, begin):
        before = _BEFORE_DATE.search(text, max(0, start - 24), start)
        rest = text[end : end + 24].lstrip()
        ends_row = not rest or re.match(
            r"\d{1,2}\.? [A-Z]|[A-Z][a-z]+(?: [a-z]+){0,4} order|[0-3]?\d [A-Z]", rest
        )
        starts_cell = text[:start].rstrip().endswith((".", ":", ")"))
        if before or (ends_row and starts_cell):
            at = before.start() if before else start
            cells.append(Timing(" ".join(text[at:end].split()), on=day, start=at, end=end))
    return cells


def _dates_by_column(rows: Sequence[_Row], dates: Sequence[Timing]) -> list[Timing] | None:
    """The dates when the whole column of them follows the last row: the nth for the nth."""
    if len(rows) < 2 or len(dates) != len(rows):
        return None
    if all(one.start >= rows[-1].words for one in dates):
        return list(dates)
    return None


def _last(cells: Sequence[Timing]) -> Timing | None:
    return cells[-1] if cells else None


def _of_row(flow: Flow, row: _Row, cell: Timing | None, kind: str, decided_on: date | None) -> list[Found]:
    end = row.end
    if cell is not None and row.words <= cell.start < row.end:
        end = cell.start
    words = flow.part(row.words, end)
    if not words.text or (is_standing(words.text[:300]) and "must" not in words.text):
        return []
    found = find_orders([Item("number", 0, 0, words)], kind=kind, decided_on=decided_on)
    for one in found:
        own = [
            timing
            for timing in timings_in(one.flow.text, decided_on=decided_on)
            if timing.within or timing.on
        ]
        if cell is not None:
            one.timing = cell
            one.more_timings = 0
        elif own:
            one.timing = own[0]
    return found
