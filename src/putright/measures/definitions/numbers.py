"""The numbers an organisation tells, such as its homes: `numbers.toml`."""

from dataclasses import dataclass
from functools import cache

from putright.measures.definitions.marks import data
from putright.measures.types import FactsError
from putright.procedures.reading import check_fields, near, tables


@dataclass(frozen=True, slots=True)
class NumberKind:
    """Something an organisation says how many of there are.

    part_of  the number it is a part of; None for a whole.
    """

    key: str
    label: str
    says: str
    part_of: str | None = None


@cache
def number_kinds() -> tuple[NumberKind, ...]:
    """Every number there is, in the order they are asked for."""
    where = "measures/definitions/numbers.toml"
    table = data("numbers.toml")
    check_fields(table, where, needs={"number": list})
    found: list[NumberKind] = []
    for one in tables(table["number"], where):
        check_fields(one, where, needs={"key": str, "label": str, "says": str}, may={"part_of": str})
        part_of = str(one["part_of"]) if "part_of" in one else None
        known = tuple(other.key for other in found)
        if part_of is not None and part_of not in known:
            raise FactsError(f"{where}: {one['key']} is a part of {part_of!r}{near(part_of, known)}")
        found.append(NumberKind(str(one["key"]), str(one["label"]), str(one["says"]), part_of))
    return tuple(found)
