"""Tables the engine looks things up in: how many working days there were, where an old department belongs."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING

from putright.calendars import Division, load_calendar

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa

    from putright.measures.statements import Statement

_ONE_DAY = timedelta(days=1)


class Lookups:
    """The tables beside one connection, made when a statement first needs them."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection
        self._division: Division | None = None
        self._units: tuple[tuple[str, str, str, str | None], ...] = ()

    def provide(self, statement: Statement) -> None:
        """Make what the statement needs."""
        if statement.division is not None and statement.division is not self._division:
            self._put("working_days", working_days(statement.division))
            self._division = statement.division
        if statement.units and statement.units != self._units:
            self._put("structure", _structure(statement.units))
            self._units = statement.units

    def _put(self, name: str, rows: pa.Table) -> None:
        self._connection.register(f"every_{name}", rows)
        self._connection.execute(
            f"CREATE OR REPLACE TEMP TABLE {name} AS SELECT * FROM every_{name}"
        ).fetchall()
        self._connection.unregister(f"every_{name}")


@cache
def working_days(division: Division) -> pa.Table:
    """How many working days there were up to each day, for the bank holidays of one division."""
    import pyarrow as pa

    calendar = load_calendar(division)
    every: list[date] = []
    numbers: list[int] = []
    number, day = 0, calendar.known_from
    while day <= calendar.known_through:
        number += calendar.is_working_day(day)
        every.append(day)
        numbers.append(number)
        day += _ONE_DAY
    return pa.table({"day": pa.array(every, pa.date32()), "number": pa.array(numbers, pa.int32())})


def _structure(units: tuple[tuple[str, str, str, str | None], ...]) -> pa.Table:
    import pyarrow as pa

    names = ("kind", "code", "placed", "department")
    return pa.table({
        name: pa.array(column, pa.string()) for name, column in zip(names, zip(*units, strict=True), strict=True)
    })  # fmt: skip
