"""Taking many rows in column by column: each different text is read once, and what is not surely fine is left over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import reduce
from typing import TYPE_CHECKING

from putright.measures.columns import quoted, reading
from putright.measures.mapping import FileMapping
from putright.measures.sources import BROKEN
from putright.measures.tables import Column, ColumnKind, Schema

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa

_CHUNK = 61_440
"""Rows one processor takes at a time: half of what the engine stores together."""
_LARGEST = 999_999_999_999_999
"""The largest number that is read of a text, one of fifteen digits."""
_ONE_WORD = frozenset({ColumnKind.TEXT, ColumnKind.CODE, ColumnKind.NAME})
_COUNTED = frozenset({ColumnKind.NUMBER, ColumnKind.PENCE})


@dataclass(frozen=True, slots=True)
class _Ready:
    """One column of some rows as the engine is given it.

    array  None = every row is empty.
    value  the value, over the array. doubtful: true of a value that may not be kept as it is, over the values.
    """

    array: pa.Array | pa.ChunkedArray | None
    value: str
    doubtful: str = "false"


class Columnwise:
    """Takes in those rows of a table that are surely fine, just as a look at each of them would.

    theirs  the columns of ours the file has.
    """

    def __init__(
        self,
        engine: duckdb.DuckDBPyConnection,
        schema: Schema,
        mapping: FileMapping,
        theirs: frozenset[str],
    ) -> None:
        self._engine, self._schema, self._mapping, self._theirs = engine, schema, mapping, theirs

    def take(self, rows: pa.Table, *, broken: bool) -> pa.Array:
        """Take in what is surely fine, and give the numbers of the other rows.

        rows    the columns of the file under our names, as they came, and `row_number`.
        broken  some bytes may have been no text; BROKEN stands where they stood.
        """
        numbers = rows.column("row_number").combine_chunks()
        ready: dict[str, _Ready] = {}
        encoded: dict[str, pa.DictionaryArray] = {}
        for column in self._schema.columns:
            if (words := self._to_look_up(column, rows)) is not None:
                encoded[column.name] = words
            elif (found := self._ready(column, rows)) is not None:
                ready[column.name] = found
            else:
                return numbers
        looked_up, wrong = self._looked_up(encoded)
        wrong += _broken(rows) if broken else []
        return self._kept(numbers, ready | looked_up, wrong)

    def _to_look_up(self, column: Column, rows: pa.Table) -> pa.DictionaryArray | None:
        """The texts of a column whose values are worked out from them; None when they are not."""
        import pyarrow as pa
        import pyarrow.compute as pc

        if column.name not in self._theirs:
            constant = self._mapping.constants.get(column.name, "")
            return pa.repeat(constant, rows.num_rows).dictionary_encode() if constant else None
        array = rows.column(column.name)
        if column.several and pa.types.is_list(array.type) and pa.types.is_string(array.type.value_type):
            if pc.list_flatten(array).null_count:
                return None
            array = pc.binary_join(array, self._mapping.list_separator)
        elif not is_text(array.type) or self._is_plain(column):
            return None
        encoded = array if pa.types.is_dictionary(array.type) else array.dictionary_encode()
        return encoded.unify_dictionaries().combine_chunks()

    def _is_plain(self, column: Column) -> bool:
        """Whether its text is its value."""
        return column.kind in _ONE_WORD and not column.codes and not self._mapping.values.get(column.name)

    def _ready(self, column: Column, rows: pa.Table) -> _Ready | None:
        """A column that holds its values already; None when only a look at each row can tell them."""
        import pyarrow as pa

        if column.name not in self._theirs or pa.types.is_null(rows.column(column.name).type):
            return _Ready(None, f"CAST(NULL AS {column.kind.label})")
        array, name = rows.column(column.name), quoted(column.name)
        is_day = pa.types.is_date(array.type) or pa.types.is_timestamp(array.type)
        if (column.kind is ColumnKind.DAY and is_day) or (
            column.kind is ColumnKind.YES and pa.types.is_boolean(array.type)
        ):
            as_read = reading(column, column.name, array.type, self._mapping, self._schema)
            return _Ready(array, as_read.value, as_read.unreadable)
        if column.kind in _COUNTED and pa.types.is_integer(array.type) and array.type != pa.uint64():
            return _Ready(array, f"CAST({name} AS BIGINT)", f"{column.name} NOT BETWEEN 0 AND {_LARGEST}")
        if is_text(array.type) and self._is_plain(column):
            return _Ready(text_of(array), f"nullif({name}, '')")
        return None

    def _looked_up(
        self, encoded: Mapping[str, pa.DictionaryArray]
    ) -> tuple[dict[str, _Ready], list[pa.Array]]:
        """Columns by the values of their different texts, and which rows hold a text that cannot be read."""
        if not encoded:
            return {}, []
        import pyarrow.compute as pc

        found = self._values_of({name: text_of(array.dictionary) for name, array in encoded.items()})
        ready, wrong = {}, []
        for name, array in encoded.items():
            values = found.column(name).combine_chunks()
            ready[name] = _Ready(values.take(array.indices), quoted(name))
            unreadable = found.column(f"{name} wrong").combine_chunks()
            if pc.any(unreadable).as_py():
                wrong.append(pc.fill_null(unreadable.take(array.indices), fill_value=False))
        return ready, wrong

    def _values_of(self, words: Mapping[str, pa.Array]) -> pa.Table:
        """What the columns make of texts: beside each text its value, and whether it cannot be read."""
        import pyarrow as pa

        longest = max(map(len, words.values()))
        padded = {
            name: pa.concat_arrays([one, pa.nulls(longest - len(one), one.type)])
            for name, one in words.items()
        }
        as_read = [
            reading(column, column.name, pa.string(), self._mapping, self._schema)
            for column in self._schema.columns
            if column.name in words
        ]
        texts = ", ".join(f"{one.text} AS {quoted(f'{one.column.name} as text')}" for one in as_read)
        values = ", ".join(f"{one.value} AS {one.column.name}" for one in as_read)
        kept = ", ".join(
            f"{one.column.name}, {one.unreadable} AS {quoted(f'{one.column.name} wrong')}" for one in as_read
        )
        self._engine.register("words", pa.table({**padded, "place": pa.array(range(longest), pa.int64())}))
        try:
            return self._engine.sql(
                f"SELECT {kept} FROM (SELECT *, {values} FROM (SELECT place, {texts} FROM words)) ORDER BY place"
            ).to_arrow_table()
        finally:
            self._engine.unregister("words")

    def _kept(self, numbers: pa.Array, ready: Mapping[str, _Ready], wrong: list[pa.Array]) -> pa.Array:
        """Keep the rows nothing is wrong with, and give the numbers of the others."""
        import pyarrow as pa
        import pyarrow.compute as pc

        arrays = {name: one.array for name, one in ready.items() if one.array is not None}
        piece, left = pa.table({**arrays, "row_number": numbers}), numbers.slice(0, 0)
        if wrong:
            mask = reduce(pc.or_, wrong)
            left, piece = numbers.filter(mask), piece.filter(pc.invert(mask))
        # In chunks, so that both processors take part.
        self._engine.register(
            "piece", pa.Table.from_batches(piece.to_batches(max_chunksize=_CHUNK), piece.schema)
        )
        values = ", ".join(f"{ready[one.name].value} AS {one.name}" for one in self._schema.columns)
        rows = f"FROM (SELECT row_number, {values} FROM piece) WHERE"
        names = ", ".join(one.name for one in self._schema.columns)
        try:
            statement = (
                f"INSERT INTO {self._schema.name} SELECT {names}, row_number {rows} {self._fine(ready)}"
            )
            [(count,)] = self._engine.execute(statement).fetchall()
            if count == piece.num_rows:
                return left
            others = self._engine.sql(f"SELECT row_number {rows} NOT {self._fine(ready)}").to_arrow_table()
        finally:
            self._engine.unregister("piece")
        return pa.concat_arrays([left, *others.column("row_number").chunks])

    def _fine(self, ready: Mapping[str, _Ready]) -> str:
        """True of a row that is neither bad nor blank, never NULL."""
        doubts = [one.doubtful for one in ready.values() if one.doubtful != "false"]
        doubts += [rule.broken for rule in self._schema.rules]
        filled = [f"{one.name} IS NOT NULL" for one in self._schema.columns if one.filled]
        given = " OR ".join(f"{name} IS NOT NULL" for name in ready if name in self._theirs)
        sound = [f"NOT coalesce({doubt}, false)" for doubt in doubts]
        return f"({' AND '.join((*filled, f'({given})', *sound))})"


def is_text(kind: pa.DataType) -> bool:
    """Whether a column holds text, whether or not it came as a dictionary."""
    import pyarrow as pa

    held = kind.value_type if pa.types.is_dictionary(kind) else kind
    return bool(pa.types.is_string(held) or pa.types.is_large_string(held))


def text_of(column: pa.Array) -> pa.Array:
    """A column as text without blanks around it."""
    import pyarrow as pa
    import pyarrow.compute as pc

    # Here and not in the statement, where it costs ten times as much.
    return pc.utf8_trim_whitespace(column.cast(pa.string()))


def broken_in(column: pa.Array) -> pa.Array:
    """Where bytes were no text."""
    import pyarrow.compute as pc

    return pc.fill_null(pc.match_substring(column, BROKEN), fill_value=False)


def _broken(rows: pa.Table) -> list[pa.Array]:
    texts = [column.cast("string") for column in rows.columns if is_text(column.type)]
    return [broken_in(text.combine_chunks()) for text in texts]
