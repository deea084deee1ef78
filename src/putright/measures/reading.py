"""Reading facts: every row that cannot be read is named with its line, and nothing is used until the file is clean."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, BinaryIO

from putright.measures.columns import Reading, constant, quoted, reading
from putright.measures.columnwise import Columnwise, broken_in, is_text, text_of
from putright.measures.facts import Facts
from putright.measures.mapping import PLAIN, FileMapping, check_mapping
from putright.measures.sources import TOGETHER, Piece, Progress, Rows, open_rows, size_of
from putright.measures.tables import Schema, schemas
from putright.measures.types import BadRow, FactsError, FactsRead
from putright.procedures.reading import near

if TYPE_CHECKING:
    from pathlib import Path

    import pyarrow as pa

MOST_LISTED = 200
_LONGEST_SHOWN = 40
_BATCH = 16_384
_FACTS = "facts"
_MOST_WAITING = 96 << 20
"""Bytes that may wait to be taken in together."""


def read_facts(
    path_or_file: str | Path | BinaryIO | pa.Table | pa.RecordBatchReader,
    *,
    mapping: FileMapping | None = None,
    skip_bad: bool = False,
    progress: Progress | None = None,
    most_listed: int = MOST_LISTED,
) -> Facts:
    """The facts of a CSV or Parquet file, an open binary file, or an Arrow table.

    mapping      how another system's file is written; None = our own form.
    skip_bad     leave out the rows that cannot be read; they are listed in `facts.read`.
    progress     called with the bytes read so far and in all (None = not known).
    most_listed  how many bad rows are listed one by one; all are counted by reason.
    Raises       FactsError, with `read`, when rows cannot be read and `skip_bad` is not given; and when the
                 file is empty, is no such file, or lacks a column. Both rows of one reference are left out:
                 which of them is right nobody can know.
    """
    facts = Facts(size=size_of(path_or_file))
    try:
        read_table(facts, "facts", path_or_file, mapping, skip_bad, progress, most_listed)
    except BaseException:
        facts.close()
        raise
    return facts


def add_table(
    facts: Facts,
    name: str,
    path_or_file: str | Path | BinaryIO | pa.Table | pa.RecordBatchReader,
    *,
    mapping: FileMapping | None = None,
    skip_bad: bool = False,
) -> None:
    """Hand over a table beside the facts, such as `payments` or `findings`; as `read_facts` otherwise.

    Raises  FactsError also when there is no such table, or it was handed over before.
    """
    if name not in schemas():
        raise FactsError(f"{name!r} is no table of figures{near(name, tuple(schemas()))}")
    if name in facts.given:
        raise FactsError(f"{name} was handed over before; hand over each table once")
    read_table(facts, name, path_or_file, mapping, skip_bad, None, MOST_LISTED)


def read_table(
    facts: Facts,
    name: str,
    source: object,
    mapping: FileMapping | None,
    skip_bad: bool,
    progress: Progress | None,
    most_listed: int,
) -> None:
    """Read one table into the engine; see `read_facts`."""
    schema, mapping = schemas()[name], mapping or PLAIN
    check_mapping(mapping, schema)
    rows = open_rows(source, mapping, progress)
    try:
        theirs = _columns(rows.names, mapping, schema)
        reader = _Reader(facts, schema, rows, theirs, mapping, most_listed)
        for piece in rows.pieces:
            reader.take(piece)
        read = reader.done()
    finally:
        rows.close()
    if not read.rows and not read.left_out_of and name == _FACTS:
        # A table beside them may be empty: then there was none, such as no report in the public interest.
        reader.drop()
        raise FactsError("the file has a header and no rows; there is nothing to count")
    if read.left_out_of and not skip_bad:
        reader.drop()
        raise FactsError(_refusal(read), read=read)
    if name == "facts":
        facts.keep_lines(rows.line)
    facts.keep(name, frozenset({*theirs, *mapping.constants}), read)


def _refusal(read: FactsRead) -> str:
    first = read.left_out[0]
    others = read.left_out_of - 1
    more = f", and {others:,} more" if others else ""
    row = "1 row" if read.left_out_of == 1 else f"{read.left_out_of:,} rows"
    return (
        f"{row} cannot be read: line {first.line} {first.why}{more}. Mend the file, or ask to skip bad rows"
    )


def _columns(names: tuple[str, ...], mapping: FileMapping, schema: Schema) -> dict[str, str]:
    """Our columns to those of the file.

    Raises  FactsError for a column that is needed and missing, or not known.
    """
    if len(names) == 1 and len(schema.columns) > 1:
        raise FactsError(_one_column(names[0]))
    ours = {one.name for one in schema.columns}
    stripped = {name.strip(): name for name in names}
    found: dict[str, str] = {}
    for name, theirs in mapping.columns.items():
        if theirs not in stripped:
            raise FactsError(
                f"the mapping takes {name} from {theirs!r}, which the file does not have{near(theirs, tuple(stripped))}"
            )
        found[name] = stripped[theirs]
    taken = set(found.values())
    for shown, name in stripped.items():
        if name in taken or shown in mapping.ignore:
            continue
        if shown in ours and shown not in found and shown not in mapping.constants:
            found[shown] = name
        elif not mapping.ignore_others:
            raise FactsError(
                f"the file has a column {shown!r}, which is not known{near(shown, tuple(sorted(ours)))}; "
                "rename it, or name it in the mapping file (columns or ignore)"
            )
    for column in schema.columns:
        if column.needed and column.name not in found and column.name not in mapping.constants:
            raise FactsError(
                f"the file has no column {column.name!r}; add it, or say in a mapping file which column it is"
            )
    return found


def _one_column(name: str) -> str:
    return (
        f"the file has one column only, {name[:80]!r}; if its columns are parted by another sign than a comma, "
        "say so with delimiter in a mapping file"
    )


class _Reader:
    """Takes a table in piece by piece, and keeps count of what cannot be read."""

    def __init__(
        self,
        facts: Facts,
        schema: Schema,
        rows: Rows,
        theirs: dict[str, str],
        mapping: FileMapping,
        most_listed: int,
    ) -> None:
        self._engine, self._schema, self._rows = facts.connection, schema, rows
        self._theirs, self._mapping, self._most = theirs, mapping, most_listed
        self._columnwise = Columnwise(facts.connection, schema, mapping, frozenset(theirs))
        self._waiting: list[Piece] = []
        self._bad: list[tuple[int, str]] = []
        self._reasons: Counter[str] = Counter()
        self._count = 0
        columns = ", ".join(f"{one.name} {one.kind.label}" for one in schema.columns)
        self._engine.execute(f"CREATE OR REPLACE TABLE {schema.name} ({columns}, row_number BIGINT)")

    def take(self, piece: Piece) -> None:
        """Take in one piece, once there are enough rows for the engine to store together."""
        self._waiting.append(piece)
        rows = sum(one.batch.num_rows for one in self._waiting)
        if rows >= TOGETHER or sum(one.batch.nbytes for one in self._waiting) >= _MOST_WAITING:
            self._take_waiting()

    def _take_waiting(self) -> None:
        """Take in the rows that are surely fine together, then look at the others piece by piece."""
        import pyarrow as pa
        import pyarrow.compute as pc

        waiting, self._waiting = self._waiting, []
        left = pa.array([], pa.int64())
        if any(one.batch.num_rows for one in waiting):
            rows = pa.concat_tables([self._named(one) for one in waiting])
            left = self._columnwise.take(rows, broken=any(one.broken for one in waiting))
        for piece in waiting:
            for number, why in piece.torn:
                self._note(number, why, "wrong number of columns")
            if len(left):
                rows = self._named(piece)
                rows = rows.filter(pc.is_in(rows.column("row_number"), left))
                if rows.num_rows:
                    self._look_at(rows, broken=piece.broken)

    def _named(self, piece: Piece) -> pa.Table:
        """The columns we read, under our names."""
        import pyarrow as pa

        columns = {ours: piece.batch.column(name) for ours, name in self._theirs.items()}
        return pa.table({**columns, "row_number": pa.array(piece.numbers, pa.int64())})

    def _look_at(self, rows: pa.Table, *, broken: bool) -> None:
        """Take in rows one by one, and note what is wrong with those that are bad."""
        import pyarrow as pa

        table = self._decoded(rows) if not broken else self._without_broken(self._decoded(rows))
        readings = [
            reading(column, column.name, table.schema.field(column.name).type, self._mapping, self._schema)
            if column.name in self._theirs
            else constant(column, self._mapping.constants.get(column.name, ""), self._mapping, self._schema)
            for column in self._schema.columns
        ]
        # In smaller batches, so that both processors take part.
        self._engine.register(
            "piece", pa.Table.from_batches(table.to_batches(max_chunksize=_BATCH), table.schema)
        )
        self._engine.execute(self._typed(readings))
        kept = ", ".join(one.name for one in self._schema.columns)
        self._engine.execute(
            f"INSERT INTO {self._schema.name} SELECT {kept}, row_number FROM typed WHERE NOT bad AND NOT blank"
        )
        self._list_bad(readings)
        self._engine.unregister("piece")

    def done(self) -> FactsRead:
        """What was read, once rows that share a reference are out."""
        self._take_waiting()
        self._leave_out_twins()
        [(rows,)] = self._engine.execute(f"SELECT count(*) FROM {self._schema.name}").fetchall()
        self._bad.sort()
        listed = tuple(BadRow(self._rows.line(number), why) for number, why in self._bad[: self._most])
        return FactsRead(rows, listed, self._count, dict(self._reasons.most_common()))

    def drop(self) -> None:
        """Forget the table, so that a mended file can be read in its place."""
        self._engine.execute(f"DROP TABLE {self._schema.name}")

    def _note(self, number: int, why: str, *reasons: str) -> None:
        self._count += 1
        self._reasons.update(reasons)
        if len(self._bad) < self._most:
            self._bad.append((number, why))

    def _decoded(self, rows: pa.Table) -> pa.Table:
        """Columns of text without blanks around it."""
        import pyarrow as pa

        return pa.table(
            {
                name: text_of(one) if is_text(one.type) else one
                for name, one in zip(rows.column_names, rows.columns, strict=True)
            }
        )

    def _without_broken(self, rows: pa.Table) -> pa.Table:
        """Rows that are text; the others are noted and left out."""
        import pyarrow as pa
        import pyarrow.compute as pc

        broken: dict[int, str] = {}
        for ours in self._theirs:
            if is_text(rows.column(ours).type):
                for at in pc.indices_nonzero(broken_in(rows.column(ours))).to_pylist():
                    broken.setdefault(at, ours)
        for at, ours in sorted(broken.items()):
            why = f"{ours} holds bytes that are not text; save the file as UTF-8, or give its encoding in a mapping file"
            self._note(rows.column("row_number")[at].as_py(), why, f"{ours}: not text")
        if not broken:
            return rows
        return rows.filter(pa.array([at not in broken for at in range(rows.num_rows)]))

    def _typed(self, readings: list[Reading]) -> str:
        """The statement that makes values of text, and says of each row whether it is bad or blank."""
        texts = ", ".join(f"{one.text} AS {_text(one)}" for one in readings)
        values = ", ".join(f"{_text(one)}, {one.value} AS {one.column.name}" for one in readings)
        bad = " OR ".join(f"({when})" for when, _, _, _ in self._troubles(readings))
        blank = " AND ".join(f"{_text(one)} = ''" for one in readings if not one.text.startswith("'"))
        kept = ", ".join(one.column.name for one in readings)
        return (
            f"CREATE OR REPLACE TEMP TABLE typed AS SELECT row_number, {kept}, {blank} AS blank, {bad} AS bad "
            f"FROM (SELECT row_number, {values} FROM (SELECT *, {texts} FROM piece))"
        )

    def _list_bad(self, readings: list[Reading]) -> None:
        """Note each bad row with everything that is wrong with it."""
        [(count,)] = self._engine.execute("SELECT count(*) FROM typed WHERE bad AND NOT blank").fetchall()
        if not count:
            return
        troubles = self._troubles(readings)
        flags = ", ".join(f"CASE WHEN {when} THEN {at} END" for at, (when, _, _, _) in enumerate(troubles))
        texts = ", ".join(f"{one.text} AS {_text(one)}" for one in readings)
        shown = ", ".join(f"left({_text(one)}, {_LONGEST_SHOWN})" for one in readings)
        found = self._engine.execute(
            f"SELECT row_number, list_filter([{flags}], lambda one: one IS NOT NULL), [{shown}] "
            "FROM (SELECT * FROM typed WHERE bad AND NOT blank) "
            f"JOIN (SELECT row_number, {texts} FROM piece) USING (row_number) ORDER BY row_number"
        )
        while rows := found.fetchmany(10_000):
            for number, wrong, shown_texts in rows:
                self._note_troubles(number, [troubles[at] for at in wrong], shown_texts)

    def _note_troubles(
        self, number: int, wrong: list[tuple[str, int | None, str, str]], texts: Sequence[str]
    ) -> None:
        says = (says if at is None else f"{says} (it is {texts[at]!r})" for _, at, says, _ in wrong)
        self._note(number, "; ".join(says), *(reason for _, _, _, reason in wrong))

    def _troubles(self, readings: list[Reading]) -> list[tuple[str, int | None, str, str]]:
        """Everything that can be wrong: when, which text shows it, the sentence, and the reason it counts under."""
        found: list[tuple[str, int | None, str, str]] = []
        for at, one in enumerate(readings):
            name = one.column.name
            if one.unreadable != "false":
                found.append((one.unreadable, at, f"{name} {one.advice}", f"{name}: cannot be read"))
            if one.column.filled:
                found.append((f"{_text(one)} = ''", None, f"{name} is empty", f"{name}: empty"))
        found += [
            (f"coalesce({rule.broken}, false)", None, rule.says, rule.says) for rule in self._schema.rules
        ]
        return found

    def _leave_out_twins(self) -> None:
        """Rows that share what must be their own are left out, all of them."""
        key = ", ".join(self._schema.unique)
        if not key:
            return
        name = self._schema.name
        doubled = self._engine.execute(
            f"SELECT 1 FROM (SELECT hash({key}) AS h FROM {name}) GROUP BY h HAVING count(*) > 1 LIMIT 1"
        ).fetchall()
        if not doubled:
            return
        twins = (
            f"SELECT row_number, reference, min(row_number) OVER same AS first_of, "
            f"nth_value(row_number, 2) OVER (same ORDER BY row_number ROWS BETWEEN UNBOUNDED PRECEDING "
            f"AND UNBOUNDED FOLLOWING) AS second_of FROM {name} "
            f"WINDOW same AS (PARTITION BY {key}) QUALIFY count(*) OVER same > 1"
        )
        self._engine.execute(f"CREATE OR REPLACE TEMP TABLE twins AS {twins}")
        found = self._engine.execute("SELECT * FROM twins ORDER BY row_number")
        while rows := found.fetchmany(10_000):
            self._note_twins(rows)
        self._engine.execute(f"DELETE FROM {name} WHERE row_number IN (SELECT row_number FROM twins)")
        self._bad.sort()

    def _note_twins(self, rows: Iterable[tuple[int, str, int, int]]) -> None:
        for number, reference, first, second in rows:
            line = self._rows.line(second if number == first else first)
            why = f"has the reference {reference!r}, as line {line} has; each row needs its own"
            self._note(number, why, "reference: used twice")


def _text(one: Reading) -> str:
    return quoted(f"{one.column.name} as text")
