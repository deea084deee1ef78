"""Rows that come from a table of ours: dates as dates, yes as yes. They keep to the same rules as those of a file."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from putright.measures.columns import list_of, outside, sorted_words
from putright.measures.mapping import PLAIN
from putright.measures.tables import Column, ColumnKind, Schema, schemas

if TYPE_CHECKING:
    import pyarrow as pa

_MOST = 999_999_999_999_999


def trimmed(rows: pa.Table) -> pa.Table:
    """The rows with no blanks around any text."""
    import pyarrow as pa
    import pyarrow.compute as pc

    return pa.table({
        name: pc.utf8_trim_whitespace(one) if pa.types.is_string(one.type) else one
        for name, one in zip(rows.column_names, rows.columns, strict=True)
    })  # fmt: skip


@cache
def typed(table: str, rows: str, more: tuple[str, ...]) -> str:
    """The statement that makes kept rows of typed ones, and says of each whether it is `bad`: not to be counted.

    rows  where they are, trimmed. more: columns that are none of the table's and are kept as they are.
    """
    schema = schemas()[table]
    values = ", ".join((*more, *(f"{_value(one)} AS {one.name}" for one in schema.columns)))
    names = ", ".join((*more, *(one.name for one in schema.columns)))
    wrong = [*(f"coalesce({one}, false)" for column in schema.columns for one in _wrong(column, schema))]
    wrong += [f"coalesce({rule.broken}, false)" for rule in schema.rules]
    return f"SELECT {names}, ({' OR '.join(wrong)}) AS bad FROM (SELECT {values} FROM {rows})"


def _value(column: Column) -> str:
    if column.several:
        return sorted_words(column, column.name, PLAIN)
    if column.kind in (ColumnKind.TEXT, ColumnKind.CODE, ColumnKind.NAME):
        return f"nullif({column.name}, '')"
    return column.name


def _wrong(column: Column, schema: Schema) -> list[str]:
    """What is true of a row whose value cannot be."""
    found = [f"{column.name} IS NULL"] if column.filled else []
    if column.kind is ColumnKind.DAY:
        found.append(outside(column, schema))
    if column.kind in (ColumnKind.NUMBER, ColumnKind.PENCE):
        found.append(f"{column.name} NOT BETWEEN 0 AND {_MOST}")
    if column.codes and column.several:
        found.append(f"NOT list_has_all({list_of(column.codes, '[]')}, {column.name})")
    elif column.codes:
        found.append(f"{column.name} NOT IN {list_of(column.codes)}")
    return found
