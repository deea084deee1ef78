"""What the engine is asked: a value, so that an answer over rows that never change can be remembered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from putright.calendars import Division

ROWS = "$rows"
"""Stands in a statement for the rows of its table; each has a `part`: 1, or -1 for one that is taken away again."""
Answer = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """One question over the rows of a table.

    keys      how many columns of an answer, after the first, say what it is of; all after them are sums. The first is
              the part its rows are of.
    division  whose working days it needs; None = none.
    units     where each old department and service belongs: kind, code, the code now, its department now.
    """

    sql: str
    table: str
    keys: int = 0
    division: Division | None = None
    units: tuple[tuple[str, str, str, str | None], ...] = ()

    def over(self, rows: str) -> str:
        """The statement over these rows."""
        return self.sql.replace(ROWS, rows)


def plain_rows(table: str) -> str:
    """All rows of a table, each a part of the whole."""
    return f"(SELECT *, 1 AS part FROM {table})"


def added_up(answers: list[Answer], keys: int) -> list[Answer]:
    """The answers of several parts as one: what they are of, then their sums."""
    sums: dict[Answer, list[int]] = {}
    for part, *rest in answers:
        key, numbers = tuple(rest[:keys]), rest[keys:]
        so_far = sums.setdefault(key, [0] * len(numbers))
        for at, number in enumerate(numbers):
            so_far[at] += part * int(number or 0)
    return [(*key, *numbers) for key, numbers in sums.items()]
