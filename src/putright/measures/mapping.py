"""Reading another system's export: which of its columns and words are ours, and how it writes dates."""

import codecs
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from putright.measures.tables import Schema
from putright.measures.types import FactsError
from putright.procedures.reading import Table, check_fields, check_kind, near, read_toml, texts
from putright.procedures.types import ProcedureError

_FORMAT_WORDS = frozenset("dmYyHMSbB")
_NAMES_OF_UTF_8 = frozenset({"utf-8", "utf_8", "utf8"})


@dataclass(frozen=True, slots=True)
class FileMapping:
    """How another system's file is written.

    dates         the forms of its dates, as strptime writes them; empty = ISO. Stated by a person, never guessed.
    columns       our column to theirs.
    values        our column to their value to ours.
    constants     our column to the value every row has.
    ignore        their columns that are not read; ignore_others: nor any other we do not know.
    """

    delimiter: str = ","
    encoding: str = "utf-8"
    list_separator: str = ";"
    dates: tuple[str, ...] = ()
    columns: Mapping[str, str] = field(default_factory=dict, hash=False)
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict, hash=False)
    constants: Mapping[str, str] = field(default_factory=dict, hash=False)
    ignore: tuple[str, ...] = ()
    ignore_others: bool = False


PLAIN = FileMapping()
"""A file in our own form."""


def read_mapping(path: Path) -> FileMapping:
    """The mapping a person wrote as TOML.

    Raises  FactsError naming the key and what to write instead.
    """
    try:
        return _mapping(read_toml(path, path.name), path.name)
    except ProcedureError as error:
        raise FactsError(str(error)) from None


def _mapping(table: Table, where: str) -> FileMapping:
    check_fields(
        table,
        where,
        needs={},
        may={
            "file": dict,
            "columns": dict,
            "values": dict,
            "constants": dict,
            "ignore": list,
            "ignore_others": bool,
        },
    )
    head = table.get("file", {})
    assert isinstance(head, dict)
    kinds = {"delimiter": str, "encoding": str, "list_separator": str, "dates": list}
    check_fields(head, f"{where}: file", needs={}, may=kinds)
    return FileMapping(
        delimiter=_one_sign(head.get("delimiter", ","), f"{where}: delimiter"),
        encoding=_encoding(head.get("encoding", "utf-8"), where),
        list_separator=_one_sign(head.get("list_separator", ";"), f"{where}: list_separator"),
        dates=_dates(texts(head.get("dates", []), f"{where}: dates"), where),
        columns=_words(table.get("columns", {}), f"{where}: columns"),
        values={
            name: _words(values, f"{where}: values.{name}")
            for name, values in _table(table.get("values", {}), f"{where}: values").items()
        },
        constants=_words(table.get("constants", {}), f"{where}: constants"),
        ignore=texts(table.get("ignore", []), f"{where}: ignore"),
        ignore_others=table.get("ignore_others") is True,
    )


def check_mapping(mapping: FileMapping, schema: Schema) -> None:
    """Raise FactsError when a mapping speaks of a column the table does not have, or twice of one."""
    names = tuple(one.name for one in schema.columns)
    for name in (*mapping.columns, *mapping.values, *mapping.constants):
        if name not in names:
            raise FactsError(f"the mapping speaks of {name!r}, which is no column of ours{near(name, names)}")
    for name in mapping.constants:
        if name in mapping.columns:
            raise FactsError(f"the mapping gives {name} a column and a constant; leave one out")
    theirs = list(mapping.columns.values())
    for name in theirs:
        if theirs.count(name) > 1:
            raise FactsError(f"the mapping reads their column {name!r} twice; each column is read once")


def _one_sign(value: object, where: str) -> str:
    check_kind(value, str, where)
    assert isinstance(value, str)
    if len(value) != 1 or not value.isascii() or value in '"\r\n':
        raise FactsError(f'{where} is {value!r}; write one sign, such as ";"')
    return value


def _encoding(value: object, where: str) -> str:
    check_kind(value, str, f"{where}: encoding")
    assert isinstance(value, str)
    try:
        found = codecs.lookup(value).name
    except LookupError:
        raise FactsError(
            f"{where}: encoding {value!r} is not known; write utf-8, utf-16 or windows-1252"
        ) from None
    return "utf-8" if found in _NAMES_OF_UTF_8 else found


def _dates(forms: tuple[str, ...], where: str) -> tuple[str, ...]:
    orders: dict[str, str] = {}
    for form in forms:
        words = form.replace("%%", "").split("%")[1:]
        used = [word[:1] for word in words]
        if not set(used) <= _FORMAT_WORDS or not {"d"} <= set(used) or not set("mbB") & set(used):
            raise FactsError(
                f"{where}: dates has {form!r}; write it with %d, %m (or %b, %B), %Y, and %H:%M where there is a time, "
                'such as "%d/%m/%Y"'
            )
        shape = "".join("?" if sign in "dm" else sign for sign in form)
        if orders.setdefault(shape, form) != form:
            raise FactsError(
                f"{where}: {orders[shape]!r} and {form!r} would read one text as two different days; keep one"
            )
    return forms


def _table(value: object, where: str) -> Mapping[str, object]:
    check_kind(value, dict, where)
    assert isinstance(value, dict)
    return value


def _words(value: object, where: str) -> Mapping[str, str]:
    for key, one in _table(value, where).items():
        check_kind(one, str, f"{where}: {key}")
    return {key: str(one) for key, one in _table(value, where).items()}
