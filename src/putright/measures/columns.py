"""How each column of a file becomes a value, as SQL: what it holds as text, as a value, and when it cannot be read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from putright.measures.mapping import FileMapping
from putright.measures.tables import Column, ColumnKind, Schema

if TYPE_CHECKING:
    import pyarrow as pa

_YES, _NO = ("yes", "true", "1"), ("no", "false", "0")
_MOMENT = r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d{1,9})?)?"
_ZONED = _MOMENT + r"(Z|[+-]\d\d(:?\d\d)?)"
_LONGEST_NUMBER = 15


@dataclass(frozen=True, slots=True)
class Reading:
    """One column of ours as it is read from one file.

    text        what the file holds, as text; '' = empty. Over the columns of the file.
    value       the value, NULL when empty or not readable. Over the texts.
    unreadable  true of a row that holds something that cannot be read. Over the texts and the values.
    advice      the end of the sentence about such a row.
    """

    column: Column
    text: str
    value: str
    unreadable: str
    advice: str


def literal(text: str) -> str:
    """A text as SQL writes it. A dollar is taken apart: with it begins what is filled into a statement later."""
    if "$" in text:
        return "(" + " || chr(36) || ".join(literal(part) for part in text.split("$")) + ")"
    return "'" + text.replace("'", "''") + "'"


def quoted(name: str) -> str:
    """A name as SQL writes it."""
    return '"' + name.replace('"', '""') + '"'


def reading(column: Column, theirs: str, kind: pa.DataType, mapping: FileMapping, schema: Schema) -> Reading:
    """How a column is read.

    theirs  its name in the file; kind: the type it came with. Text has no blanks around it any more.
    """
    if straight := _straight(column, quoted(theirs), kind):
        text, value = straight
        return Reading(column, text, value, outside(column, schema), _advice(column, mapping))
    text = _renamed(column, f"coalesce({_as_text(quoted(theirs), kind, mapping)}, '')", mapping)
    value, unreadable = _from_text(column, quoted(f"{column.name} as text"), mapping, schema)
    return Reading(column, text, value, unreadable, _advice(column, mapping))


def constant(column: Column, text: str, mapping: FileMapping, schema: Schema) -> Reading:
    """A column every row has the same text in."""
    value, unreadable = _from_text(column, quoted(f"{column.name} as text"), mapping, schema)
    return Reading(column, literal(text), value, unreadable, _advice(column, mapping))


def _straight(column: Column, name: str, kind: pa.DataType) -> tuple[str, str] | None:
    """For a column that came with the type we keep: its text for a message, and itself."""
    import pyarrow as pa

    if column.kind is ColumnKind.DAY:
        if pa.types.is_date(kind):
            return f"coalesce(CAST({name} AS VARCHAR), '')", f"CAST({name} AS DATE)"
        if pa.types.is_timestamp(kind):
            wall = f"timezone('Europe/London', {name})" if kind.tz else name
            return f"coalesce(CAST({name} AS VARCHAR), '')", f"CAST({wall} AS DATE)"
    if column.kind is ColumnKind.YES and pa.types.is_boolean(kind):
        return f"coalesce(CAST({name} AS VARCHAR), '')", name
    return None


def _as_text(name: str, kind: pa.DataType, mapping: FileMapping) -> str:
    import pyarrow as pa

    if pa.types.is_list(kind) or pa.types.is_large_list(kind):
        return f"array_to_string({name}, {literal(mapping.list_separator)})"
    return name if pa.types.is_string(kind) else f"CAST({name} AS VARCHAR)"


def _renamed(column: Column, text: str, mapping: FileMapping) -> str:
    """Their words in ours, for a column that holds one; several are renamed one by one later."""
    words = mapping.values.get(column.name)
    if not words or column.several:
        return text
    return f"{_cases(text, words)}"


def _cases(text: str, words: object) -> str:
    assert isinstance(words, dict)
    whens = " ".join(f"WHEN {literal(theirs)} THEN {literal(ours)}" for theirs, ours in words.items())
    return f"CASE {text} {whens} ELSE {text} END"


def _from_text(column: Column, text: str, mapping: FileMapping, schema: Schema) -> tuple[str, str]:
    """The value, and what is true of a row that cannot be read."""
    match column.kind:
        case ColumnKind.DAY:
            value = _day(text, mapping)
            return value, f"({text} != '' AND {column.name} IS NULL) OR {outside(column, schema)}"
        case ColumnKind.YES:
            yes, no = (f"lower({text}) IN {list_of(words)}" for words in (_YES, _NO))
            return (
                f"CASE WHEN {text} = '' THEN NULL WHEN {yes} THEN true WHEN {no} THEN false END",
                f"{text} != '' AND {column.name} IS NULL",
            )
        case ColumnKind.NUMBER | ColumnKind.PENCE:
            digits = f"regexp_full_match({text}, '\\d{{1,{_LONGEST_NUMBER}}}')"
            value = f"CASE WHEN {text} != '' AND {digits} THEN CAST({text} AS BIGINT) END"
            return value, f"{text} != '' AND {column.name} IS NULL"
        case ColumnKind.CODES | ColumnKind.NAMES:
            wrong = f"{text} != '' AND NOT list_has_all({list_of(column.codes, '[]')}, coalesce({column.name}, []))"
            return sorted_words(column, text, mapping), wrong if column.codes else "false"
    wrong = f"{column.name} NOT IN {list_of(column.codes)}" if column.codes else "false"
    return f"nullif({text}, '')", f"coalesce({wrong}, false)"


def sorted_words(column: Column, text: str, mapping: FileMapping) -> str:
    """The words of a text that holds several, each once and in order; NULL for an empty one."""
    split = f"list_transform(string_split({text}, {literal(mapping.list_separator)}), lambda one: trim(one))"
    words = mapping.values.get(column.name)
    if words:
        split = f"list_transform({split}, lambda one: {_cases('one', words)})"
    kept = f"list_sort(list_distinct(list_filter({split}, lambda one: one != '')))"
    return f"CASE WHEN {text} != '' THEN {kept} END"


def _day(text: str, mapping: FileMapping) -> str:
    if mapping.dates:
        forms = ", ".join(literal(form) for form in mapping.dates)
        return f"CAST(try_strptime({text}, [{forms}]) AS DATE)"
    plain = f"TRY_CAST({text} AS DATE)"
    return (
        f"CASE WHEN {text} = '' THEN NULL "
        # TRY_CAST alone would read 2024-5-1 and 2024/05/01 too.
        f"WHEN length({text}) = 10 THEN CASE WHEN CAST({plain} AS VARCHAR) = {text} THEN {plain} END "
        f"WHEN regexp_full_match({text}, '{_MOMENT}') THEN CAST(TRY_CAST({text} AS TIMESTAMP) AS DATE) "
        f"WHEN regexp_full_match({text}, '{_ZONED}') "
        f"THEN CAST(timezone('Europe/London', TRY_CAST({text} AS TIMESTAMPTZ)) AS DATE) END"
    )


def outside(column: Column, schema: Schema) -> str:
    """True of a day that only stands in for "none", such as 1900-01-01 or 9999-12-31."""
    if column.kind is not ColumnKind.DAY:
        return "false"
    return (
        f"coalesce({column.name} NOT BETWEEN DATE '{schema.first_day}' AND DATE '{schema.last_day}', false)"
    )


def list_of(words: tuple[str, ...], brackets: str = "()") -> str:
    """Words as SQL writes a list of them."""
    return brackets[0] + ", ".join(literal(word) for word in words) + brackets[1]


def _advice(column: Column, mapping: FileMapping) -> str:
    match column.kind:
        case ColumnKind.DAY:
            wanted = " or ".join(mapping.dates) if mapping.dates else "YYYY-MM-DD"
            return f"is no day between 1974 and 2099; write it as {wanted}, and leave it empty when it did not happen"
        case ColumnKind.YES:
            return "is neither yes nor no"
        case ColumnKind.PENCE:
            return "is no sum in whole pence; write 250 pounds as 25000"
        case ColumnKind.NUMBER:
            return "is no whole number"
        case ColumnKind.CODES:
            return "holds a code that is not known"
    return "is not a code that is known"
