"""Rows of a facts file one after the other, in its order, a few thousand in memory at a time."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from putright.measures import Facts, schemas

AT_ONCE = 4000
COLUMNS = tuple(one.name for one in schemas()["facts"].columns)


@dataclass(frozen=True, slots=True)
class FileRow:
    """One row: where it stands, and what it says by the names of our columns; None = empty."""

    number: int
    values: dict[str, Any]

    @property
    def reference(self) -> str:
        """The other system's reference."""
        return str(self.values["reference"])

    @property
    def content(self) -> str:
        """A hash of everything it says; columns that are empty make no difference."""
        said = {name: _plain(value) for name, value in self.values.items() if value is not None}
        return hashlib.sha256(json.dumps(said, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Place:
    """A department and a service as the file names them, with the first day something was received there."""

    department: str | None
    service: str | None
    first_on: date
    rows: int


def rows_in_order(facts: Facts) -> Iterator[FileRow]:
    """Every row that could be read, in the order of the file."""
    names = ", ".join(COLUMNS)
    [(last,)] = facts.connection.execute("SELECT coalesce(max(row_number), 0) FROM facts").fetchall()
    for after in range(0, last, AT_ONCE):
        # By stretches of numbers: the engine then reads only the part of the table that holds them.
        found = facts.connection.execute(
            f"SELECT row_number, {names} FROM facts WHERE row_number > ? AND row_number <= ? ORDER BY row_number",  # noqa: S608 - all names are ours
            [after, after + AT_ONCE],
        ).fetchall()
        for number, *values in found:
            yield FileRow(number, dict(zip(COLUMNS, values, strict=True)))


def places_in(facts: Facts) -> list[Place]:
    """Every department and service the file names together."""
    found = facts.connection.execute(
        "SELECT department, service, min(received_at), count(*) FROM facts GROUP BY ALL ORDER BY ALL"
    )
    return [Place(*row) for row in found.fetchall()]


def organisations_in(facts: Facts) -> list[str]:
    """The organisations the file names."""
    found = facts.connection.execute("SELECT DISTINCT organisation FROM facts WHERE organisation IS NOT NULL")
    return sorted(name for (name,) in found.fetchall())


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
