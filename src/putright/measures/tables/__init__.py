"""The tables figures are counted over: their columns, words and rules, as data."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from types import MappingProxyType

import putright.vocabulary as vocabulary
from putright.procedures.reading import Table, check_fields, near, read_toml, tables, texts
from putright.vocabulary import Word


class ColumnKind(Word):
    """What a column holds, with the type the engine keeps it as."""

    TEXT = "text", "VARCHAR"
    CODE = "code", "VARCHAR"
    NAME = "name", "VARCHAR"
    DAY = "day", "DATE"
    YES = "yes", "BOOLEAN"
    NUMBER = "number", "BIGINT"
    PENCE = "pence", "BIGINT"
    CODES = "codes", "VARCHAR[]"
    NAMES = "names", "VARCHAR[]"


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    codes      the words it may hold; empty = any.
    needed     the column must be in the file. filled: and none of its cells may be empty.
    small      few people are behind its values: numbers under five are hidden.
    """

    name: str
    kind: ColumnKind
    codes: tuple[str, ...] = ()
    needed: bool = False
    filled: bool = False
    dimension: bool = False
    small: bool = False

    @property
    def several(self) -> bool:
        """Whether one row may hold several values."""
        return self.kind in {ColumnKind.CODES, ColumnKind.NAMES}


@dataclass(frozen=True, slots=True)
class Rule:
    """What cannot be true of a row: an expression over its columns, and the sentence that says so."""

    broken: str
    says: str
    columns: frozenset[str]


@dataclass(frozen=True, slots=True)
class Schema:
    """A table: what one row is, its columns in order, and what its rows must keep to.

    unique  the columns no two rows may share.
    """

    name: str
    says: str
    columns: tuple[Column, ...]
    rules: tuple[Rule, ...]
    unique: tuple[str, ...]
    first_day: date
    last_day: date

    def column(self, name: str) -> Column | None:
        """The column of this name."""
        return next((one for one in self.columns if one.name == name), None)


def columns_in(sql: str, columns: Mapping[str, object] | tuple[str, ...]) -> frozenset[str]:
    """Which of these columns an expression speaks of."""
    spoken = "".join(letter if letter.isalnum() or letter == "_" else " " for letter in sql).split()
    return frozenset(spoken) & frozenset(columns)


@cache
def schemas() -> Mapping[str, Schema]:
    """Every table there is, by name: `facts` and those handed over beside it."""
    folder = files("putright.measures") / "tables"
    found = (
        _schema(read_toml(one, f"measures/tables/{one.name}"), f"measures/tables/{one.name}")
        for one in sorted(folder.iterdir(), key=lambda one: one.name)
        if one.name.endswith(".toml")
    )
    return MappingProxyType({one.name: one for one in found})


def _schema(table: Table, where: str) -> Schema:
    check_fields(table, where, needs={"table": dict, "column": list}, may={"order": list, "rule": list})
    head = table["table"]
    assert isinstance(head, dict)
    check_fields(
        head,
        where,
        needs={"name": str, "says": str, "first_day": date, "last_day": date},
        may={"unique": list},
    )
    columns = tuple(_column(one, where) for one in tables(table["column"], where))
    names = tuple(one.name for one in columns)
    rules = [_rule(one, names, where) for one in tables(table.get("rule", []), where)]
    for one in tables(table.get("order", []), where):
        rules += _orders(one, names, where)
    unique = texts(head.get("unique", []), where)
    return Schema(
        head["name"], head["says"], columns, tuple(rules), unique, head["first_day"], head["last_day"]
    )


def _column(table: Table, where: str) -> Column:
    flags = ("needed", "filled", "dimension", "small")
    check_fields(
        table,
        where,
        needs={"name": str, "kind": str},
        may={"words": list, "codes": list, **dict.fromkeys(flags, bool)},
    )
    codes = [*texts(table.get("codes", []), where)]
    for name in texts(table.get("words", []), where):
        codes += [str(word.value) for word in getattr(vocabulary, name)]
    return Column(
        str(table["name"]),
        ColumnKind.read(str(table["kind"])),
        tuple(dict.fromkeys(codes)),
        **{flag: bool(table.get(flag)) for flag in flags},
    )


def _rule(table: Table, names: tuple[str, ...], where: str) -> Rule:
    check_fields(table, where, needs={"broken": str, "says": str})
    broken = str(table["broken"])
    return Rule(broken, str(table["says"]), columns_in(broken, names))


def _orders(table: Table, names: tuple[str, ...], where: str) -> list[Rule]:
    check_fields(table, where, needs={"first": str, "then": list})
    first = str(table["first"])
    made = []
    for later in texts(table["then"], where):
        for name in (first, later):
            if name not in names:
                raise ValueError(f"{where}: order speaks of {name!r}, which is no column{near(name, names)}")
        made.append(Rule(f"{later} < {first}", f"{later} is before {first}", frozenset({first, later})))
    return made
