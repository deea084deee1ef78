"""Facts that have been read: a handle over columns kept by the engine, in memory or in a temporary file."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType, TracebackType
from typing import TYPE_CHECKING, Self

from putright.measures.lookups import Lookups
from putright.measures.statements import Answer, Statement, added_up, plain_rows
from putright.measures.types import FactsRead

if TYPE_CHECKING:
    import duckdb

MEMORY = "1GB"
"""What the engine may hold at once; what is more goes to the temporary folder."""
SMALL = 64 << 20
"""A file of fewer bytes is kept in memory."""


def engine(place: str | Path, spilled: Path, *, memory: str = MEMORY) -> duckdb.DuckDBPyConnection:
    """An engine of our own: bounded in memory, and it reads and fetches nothing that it is not handed.

    place    a file, or `:memory:`; spilled: the folder for what does not fit into the memory.
    """
    import duckdb

    made: duckdb.DuckDBPyConnection = duckdb.connect(
        str(place),
        config={
            "memory_limit": memory,
            "temp_directory": str(spilled),
            "preserve_insertion_order": False,
            # Nothing outside is ever fetched or read.
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
        },
    )
    made.execute("SET TimeZone = 'Europe/London'")
    return made


class Facts:
    """The facts, and the tables handed over beside them. Close it, or use it in a `with`.

    given  for each table that was read, the columns its file had.
    """

    def __init__(self, *, size: int | None) -> None:
        self._size = size
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._engine: duckdb.DuckDBPyConnection | None = None
        self._lookups: Lookups | None = None
        self._given: dict[str, frozenset[str]] = {}
        self._read: dict[str, FactsRead] = {}
        self._line: Callable[[int], int] | None = None

    @property
    def connection(self) -> duckdb.DuckDBPyConnection:
        """The engine, which has each table under its name; started when it is first needed."""
        return self.started()

    def started(self) -> duckdb.DuckDBPyConnection:
        """The engine, started when it is first needed."""
        if self._engine is None:
            self._engine = self.start()
        return self._engine

    def start(self) -> duckdb.DuckDBPyConnection:
        """Start the engine, in memory or over a temporary file."""
        self._folder = tempfile.TemporaryDirectory(prefix="putright-facts-", ignore_cleanup_errors=True)
        folder = Path(self._folder.name)
        small = self._size is not None and self._size < SMALL
        return engine(":memory:" if small else folder / "facts.duckdb", folder / "spilled")

    def tally(self, statement: Statement) -> list[Answer]:
        """The answers to a statement that counts: what each is of, then its sums."""
        return added_up(self.listed(statement), statement.keys)

    def listed(self, statement: Statement) -> list[Answer]:
        """The answers to a statement over all rows, as they come."""
        return self.asked(statement, plain_rows(statement.table))

    def asked(self, statement: Statement, rows: str) -> list[Answer]:
        """The answers to a statement over these rows of its table."""
        connection = self.started()
        if self._lookups is None:
            self._lookups = Lookups(connection)
        self._lookups.provide(statement)
        return connection.execute(statement.over(rows)).fetchall()

    @property
    def read(self) -> FactsRead:
        """What was read of the facts, and what was left out."""
        return self._read["facts"]

    @property
    def rows(self) -> int:
        """How many rows of facts can be counted."""
        return self.read.rows

    @property
    def given(self) -> Mapping[str, frozenset[str]]:
        """For each table that was read, the columns its file had."""
        return MappingProxyType(self._given)

    def read_of(self, table: str) -> FactsRead | None:
        """What was read of one table; None when it was not handed over."""
        return self._read.get(table)

    def line(self, row_number: int) -> int:
        """The line of the file a row of the facts begins on, for who finds something more that is wrong with it."""
        return self._line(row_number) if self._line else row_number

    def keep_lines(self, line: Callable[[int], int]) -> None:
        """Note how the numbers of rows become lines. For the reader of this package."""
        self._line = line

    def keep(self, table: str, columns: frozenset[str], read: FactsRead) -> None:
        """Note that a table was read. For the reader of this package."""
        self._given[table] = columns
        self._read[table] = read

    def close(self) -> None:
        """Let go of the memory and the temporary file."""
        if self._engine is not None:
            self._engine.close()
        if self._folder is not None:
            with contextlib.suppress(OSError):
                self._folder.cleanup()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
