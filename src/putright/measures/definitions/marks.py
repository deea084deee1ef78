"""What a row can carry, the working days it can be asked for, and how figures are rounded."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from putright.measures.tables import Schema, columns_in, schemas
from putright.measures.types import FactsError
from putright.procedures.reading import Table, check_fields, near, read_toml, texts

_OTHER_MARK = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Mark:
    """Something a row carries or does not.

    when   an expression over its columns; true = carries it. May speak of $from, $to and $landlord.
    needs  the columns that must be in the facts for the mark to mean anything.
    days   the counts of working days it speaks of.
    """

    name: str
    table: str
    when: str
    words: str
    needs: frozenset[str]
    days: frozenset[str]

    @property
    def of_landlord(self) -> bool:
        """Whether it asks which complaints are the landlord's; only an organisation knows."""
        return "$landlord" in self.when


@dataclass(frozen=True, slots=True)
class Days:
    """Working days from one day of a row to another, the first being day zero; `less` of them are not counted."""

    name: str
    first: str
    last: str
    less: int


@dataclass(frozen=True, slots=True)
class Rounding:
    """Percentages have a decimal under `whole_from` and are not printed under `none_under`.

    hide_under  numbers of people from 1 up to it, itself not included, are hidden. ninetieth: which centile is given.
    """

    whole_from: int
    none_under: int
    hide_under: int
    ninetieth: int

    @property
    def words(self) -> str:
        """The rule as a reader is told it."""
        return (
            f"half up to a whole per cent, to one decimal while the base is under {self.whole_from}; "
            f"none while it is under {self.none_under}"
        )


def data(name: str) -> dict[str, object]:
    """A data file of this folder."""
    return read_toml(files("putright.measures") / "definitions" / name, f"measures/definitions/{name}")


@cache
def rounding() -> Rounding:
    """The house rule for rounding."""
    table, names = data("rounding.toml"), tuple(Rounding.__slots__)
    check_fields(table, "measures/definitions/rounding.toml", needs=dict.fromkeys(names, int))
    return Rounding(*(int(str(table[name])) for name in names))


@cache
def days() -> Mapping[str, Mapping[str, Days]]:
    """The counts of working days there are, by table and name."""
    where = "measures/definitions/days.toml"
    found: dict[str, Mapping[str, Days]] = {}
    for table, entries in data("days.toml").items():
        assert isinstance(entries, dict)
        made = {}
        for name, entry in entries.items():
            check_fields(entry, f"{where}: {name}", needs={"from": str, "to": str}, may={"less": int})
            made[name] = Days(name, entry["from"], entry["to"], entry.get("less", 0))
        found[table] = MappingProxyType(made)
    return MappingProxyType(found)


@cache
def marks() -> Mapping[str, Mapping[str, Mark]]:
    """The marks there are, by table and name."""
    found: dict[str, Mapping[str, Mark]] = {}
    for table, entries in data("marks.toml").items():
        assert isinstance(entries, dict)
        schema = schemas()[table]
        made: dict[str, Mark] = {}
        for name, entry in entries.items():
            made[name] = _mark(name, entry, schema, made)
        found[table] = MappingProxyType(made)
    return MappingProxyType(found)


def _mark(name: str, entry: Table, schema: Schema, before: Mapping[str, Mark]) -> Mark:
    where = f"measures/definitions/marks.toml: {schema.name}.{name}"
    check_fields(entry, where, needs={"when": str, "words": str}, may={"optional": list})

    def other(found: re.Match[str]) -> str:
        if found[1] not in before:
            raise FactsError(
                f"{where} speaks of {found[1]!r}, which is no mark before it{near(found[1], before)}"
            )
        return f"({before[found[1]].when})"

    when = " ".join(_OTHER_MARK.sub(other, str(entry["when"])).split())
    spoken = columns_in(when, tuple(one.name for one in schema.columns))
    counted = columns_in(when, tuple(days().get(schema.name, {})))
    for one in counted:
        span = days()[schema.name][one]
        spoken |= {span.first, span.last}
    optional = frozenset(texts(entry.get("optional", []), where))
    if strangers := optional - spoken:
        raise FactsError(f"{where} calls {', '.join(strangers)} optional, and does not speak of it")
    return Mark(name, schema.name, when, str(entry["words"]), spoken - optional, counted)
