"""Reading a CSV of other authorities' figures: all of it, or nothing and every line that is wrong."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import date

from casework.insight.comparable import comparing
from casework.insight.others import COLUMNS, NEEDED, Published, Unreadable, read_published
from putright.procedures.reading import near

MOST_BYTES = 2_000_000


class BadFile(Exception):
    """The file is not taken. problems: what is wrong, by line; more: how many problems besides."""

    def __init__(self, problems: tuple[str, ...], more: int = 0) -> None:
        super().__init__(problems[0])
        self.problems, self.more = problems, more


def read_others(content: bytes, *, today: date) -> tuple[Published, ...]:
    """The figures of this file, in its order. Raises BadFile."""
    rows = list(_rows(content))
    if not rows:
        raise BadFile(("The file has a first line with the names of its columns, and no figure below it.",))
    if len(rows) > comparing().most_rows:
        raise BadFile(
            (f"The file has {len(rows):,} figures; {comparing().most_rows:,} are taken at once. Split it.",)
        )
    found: dict[tuple[str, str, date, date], int] = {}
    taken: list[Published] = []
    problems: list[str] = []
    for line, typed in rows:
        try:
            one = read_published(typed, today=today)
        except Unreadable as wrong:
            problems += [f"Line {line}, {says}" for says in wrong.problems.values()]
            continue
        if (first := found.setdefault(one.key, line)) != line:
            problems.append(
                f"Line {line}: {one.authority} has this figure of this period on line {first} already."
            )
        taken.append(one)
    if problems:
        most = comparing().most_problems
        raise BadFile(tuple(problems[:most]), max(len(problems) - most, 0))
    return tuple(taken)


def _rows(content: bytes) -> Iterator[tuple[int, dict[str, str]]]:
    """Each line with its number and its texts by column; empty lines left out."""
    if len(content) > MOST_BYTES:
        raise BadFile((f"The file is larger than {MOST_BYTES // 1_000_000} MB. Split it.",))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BadFile(("The file is not text in UTF-8. In a spreadsheet, save it as “CSV UTF-8”.",)) from None
    if "\x00" in text:
        raise BadFile(("The file is not a CSV. In a spreadsheet, save it as “CSV UTF-8”.",))
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    header: list[str] | None = None
    try:
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                continue
            if header is None:
                header = _header(cells)
            elif len(cells) > len(header) and any(cell.strip() for cell in cells[len(header) :]):
                says = "has more entries than there are columns. Put quotation marks round an entry with a comma."
                raise BadFile((f"Line {reader.line_num} {says}",))
            else:
                yield reader.line_num, dict(zip(header, cells, strict=False))
    except csv.Error as wrong:
        raise BadFile((f"Line {reader.line_num} is not CSV: {wrong}.",)) from None


def _header(cells: list[str]) -> list[str]:
    names = [cell.strip().casefold() for cell in cells]
    problems = [
        f"Line 1: there is no column {name!r}{near(name, COLUMNS)}"
        for name in names
        if name and name not in COLUMNS
    ]
    problems += [f"Line 1: the column {name!r} is missing." for name in NEEDED if name not in names]
    problems += [
        f"Line 1: the column {name!r} stands there twice." for name in COLUMNS if names.count(name) > 1
    ]
    if problems:
        raise BadFile(tuple(problems))
    return names
