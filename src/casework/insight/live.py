"""The facts an officer may see, ready to be counted: the door of every page of figures."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from casework.complaints.permissions import visible_to
from casework.insight.beside import BESIDE
from casework.insight.facts import Chosen, arrow_schema
from casework.insight.held import Held, hold
from casework.insight.reporting import NothingToCount, facts_of_record, reader_of
from casework.insight.store import Standing, standing
from casework.insight.stored_rows import named
from casework.insight.structure import structure_of
from casework.people.models import Officer
from casework.people.permissions import sees_whole_organisation
from putright.measures import Facts, FactsRead, add_table, definition
from putright.measures.statements import Answer, Statement, added_up
from putright.measures.tables import columns_in

if TYPE_CHECKING:
    import duckdb

_TRIES = 3
_UNCHANGED = "key NOT IN (SELECT key FROM gone)"
_HOW_MANY = Statement("SELECT part, count(*) FROM $rows GROUP BY part", "facts")


@dataclass(frozen=True, slots=True)
class Freshness:
    """Where the rows that are counted come from. Every change that was committed before is in them, always.

    made_at  when the making of the stored facts began that were read; None = every row was read from the record itself,
             and the worker stores them when there are many.
    changed  how many rows that the officer may see changed since and were read from the record itself.
    rows     how many rows there are in all that the officer may see.
    """

    made_at: datetime | None
    changed: int
    rows: int


@contextmanager
def facts_for(officer: Officer, figures: Collection[str] = ()) -> Iterator[tuple[Facts, Freshness]]:
    """The facts of the complaints and contacts this officer may see.

    figures  ids of the figures that will be counted: the tables beside the facts that they need are read too.
    Raises   NothingToCount.
    """
    stored = _stored(officer)
    if stored is None:
        with facts_of_record(officer.organisation, Chosen(visible_to(officer)), skip_bad=True) as facts:
            yield facts, Freshness(None, facts.rows, facts.rows)
        return
    held, now = stored
    tables = {definition(one).table for one in figures} & set(BESIDE)
    with LiveFacts(officer, held, now, tables) as live:
        if not live.rows:
            raise NothingToCount("there is no complaint to count yet")
        yield live, Freshness(held.made_at, live.changed, live.rows)


def _stored(officer: Officer) -> tuple[Held, Standing] | None:
    """The stored facts with every change laid over them; None when they have to be read from the record."""
    for _ in range(_TRIES):
        now = standing(officer.organisation, officer)
        if not now.file:
            return None
        held = hold(officer.organisation, now)
        if held is not None:
            held.bring(dict(now.changes))
            return held, now
        # It was removed because another holds by now; else it was lost, and the worker makes one anew.
    return None


class LiveFacts(Facts):
    """Stored facts as one officer may see them, with what changed laid over them.

    A count is that of the file, taken as it was, less the old and with the new of what changed. What is of the file is
    counted over rows that many officers may see alike: all that are not restricted, or those of a team.
    """

    def __init__(self, officer: Officer, held: Held, now: Standing, tables: Collection[str]) -> None:
        super().__init__(size=None)
        self._held, self._now, self._layer = held, now, held.layer
        self._columns = named(officer.organisation, structure_of(officer.organisation))
        self._common = _common(officer)
        self._own = f"key IN ({', '.join(f'{one:d}' for one in now.named)})" if now.named else "false"
        self._beside = _tables_beside(officer, tables)
        self._given["facts"] = frozenset(arrow_schema("facts").names)
        if self._beside is not None:
            self._given |= {name: given for name, given in self._beside.given.items() if name != "facts"}

    @property
    def read(self) -> FactsRead:
        """How many rows can be counted, and how many contradict themselves and are left out."""
        return FactsRead(self.rows, left_out_of=self._how_many(bad=True))

    @property
    def rows(self) -> int:
        """How many rows can be counted."""
        return self._how_many(bad=False)

    @property
    def changed(self) -> int:
        """How many of them changed since the file was begun."""
        if not self._layer:
            return 0
        seen = _rows("fresh", "", f"NOT bad AND ({self._common} OR {self._own})")
        return sum(number for _, number in self._counted(_HOW_MANY, seen, layer=self._layer))

    def read_of(self, table: str) -> FactsRead | None:
        """What was read of one table; None when it was not handed over."""
        if table == "facts":
            return self.read
        return self._beside.read_of(table) if self._beside is not None else None

    @property
    def connection(self) -> duckdb.DuckDBPyConnection:
        """A cursor that has what the officer may see under the name of the facts."""
        cursor = self.started()
        seen = f"SELECT * EXCLUDE (part) FROM {self._whole(self._written(self._columns))}"  # noqa: S608 - as below
        cursor.execute(f"CREATE TEMP VIEW IF NOT EXISTS facts AS {seen}")
        return cursor

    def start(self) -> duckdb.DuckDBPyConnection:
        """A cursor of what this process holds open."""
        return self._held.cursor()

    def tally(self, statement: Statement) -> list[Answer]:
        """The answers to a statement that counts."""
        if statement.table != "facts":
            assert self._beside is not None
            return self._beside.tally(statement)
        return self._tally(statement, "NOT bad")

    def listed(self, statement: Statement) -> list[Answer]:
        """The answers to a statement over all rows, as they come."""
        if statement.table != "facts":
            assert self._beside is not None
            return self._beside.listed(statement)
        return self.asked(statement, self._whole(self._spoken_of(statement)))

    def close(self) -> None:
        """Let go of the cursor and of the tables beside."""
        super().close()
        if self._beside is not None:
            self._beside.close()

    def _how_many(self, *, bad: bool) -> int:
        found = self._tally(_HOW_MANY, "bad" if bad else "NOT bad")
        return sum(number for (number,) in found)

    def _tally(self, statement: Statement, which: str) -> list[Answer]:
        columns = self._spoken_of(statement)
        common = _rows("stored.facts", columns, f"{which} AND {self._common}")
        found = self._counted(statement, common, layer=0)
        if over := self._over(columns, which):
            found = [*found, *self._counted(statement, over, layer=self._layer)]
        return added_up(found, statement.keys)

    def _spoken_of(self, statement: Statement) -> str:
        """The columns the statement speaks of: naming all would take the engine longer than to count."""
        return self._written(columns_in(statement.sql, tuple(self._columns)))

    def _written(self, names: Collection[str]) -> str:
        return "".join(f"{value} AS {name}, " for name, value in self._columns.items() if name in names)

    def _counted(self, statement: Statement, rows: str, *, layer: int) -> list[Answer]:
        key = (rows, statement)
        found = self._held.remembered(layer, key)
        if found is None:
            found = self.asked(statement, rows)
            self._held.remember(layer, key, found)
        return found

    def _over(self, columns: str, which: str) -> str:
        """What changes the count of the file: old selves, taken away, new ones, and what is the officer's own."""
        parts = []
        if self._layer:
            parts.append(_rows("gone", columns, f"{which} AND {self._common}", part=-1))
            parts.append(_rows("fresh", columns, f"{which} AND ({self._common} OR {self._own})"))
        if self._now.named:
            own = f"{which} AND {self._own} AND NOT {self._common} AND {_UNCHANGED}"
            parts.append(_rows("stored.facts", columns, own))
        return f"({' UNION ALL '.join(parts)})" if parts else ""

    def _whole(self, columns: str) -> str:
        seen = f"NOT bad AND ({self._common} OR {self._own})"
        parts = (_rows("stored.facts", columns, f"{seen} AND {_UNCHANGED}"), _rows("fresh", columns, seen))
        return f"({' UNION ALL '.join(parts)})"


def _rows(table: str, columns: str, when: str, *, part: int = 1) -> str:
    # Put together from numbers, and from names as literals of SQL.
    return f"(SELECT {columns}{part} AS part FROM {table} WHERE {when})"  # noqa: S608


def _common(officer: Officer) -> str:
    """True of the stored rows an officer may see without being named on them; see `visible_to`."""
    if sees_whole_organisation(officer):
        return "NOT restricted"
    mine = [f"owner = {officer.pk:d}", "key < 0"]
    if officer.team_id is not None:
        mine.append(f"team = {officer.team_id:d}")
    return f"(NOT restricted AND coalesce({' OR '.join(mine)}, false))"


def _tables_beside(officer: Officer, tables: Collection[str]) -> Facts | None:
    """The tables beside the facts, read from the record; None when none is asked for."""
    if not tables:
        return None
    facts, chosen = Facts(size=None), Chosen(visible_to(officer))
    try:
        for name in sorted(tables):
            found = BESIDE[name](officer.organisation, chosen)
            first = next(found, None)
            if first is not None:
                add_table(facts, name, reader_of(name, first, found), skip_bad=True)
    except BaseException:
        facts.close()
        raise
    return facts
