"""What only the organisation knows: its directorates and services over the years, its homes, its residents."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from putright.calendars import Division, Nation, division_named, nation_named
from putright.measures.definitions import number_kinds
from putright.measures.types import FactsError
from putright.procedures.reading import Table, check_fields, near, read_toml, tables, texts
from putright.procedures.types import ProcedureError

_LANDLORDS_PROCEDURE = "housing-ombudsman"
_FOR_EVER = date.max


@dataclass(frozen=True, slots=True)
class Unit:
    """A department or a service during one stretch of time.

    department  which department a service belongs to then; None for a department.
    from_on, to_on  first and last day; None = open. successor: which unit took over after that.
    """

    kind: str
    code: str
    label: str
    department: str | None = None
    from_on: date | None = None
    to_on: date | None = None
    successor: str | None = None

    def stands_on(self, day: date) -> bool:
        """Whether it exists on a day."""
        return (self.from_on or date.min) <= day <= (self.to_on or _FOR_EVER)


@dataclass(frozen=True, slots=True)
class Number:
    """How many homes or residents there were on a day, and who says so."""

    what: str
    count: int
    on: date
    source: str


@dataclass(frozen=True, slots=True)
class Placed:
    """Where what was recorded under one code belongs on the day of the structure: its new code, and its department."""

    code: str
    department: str | None


@dataclass(frozen=True, slots=True)
class Organisation:
    """An organisation, as its file tells of it.

    nation      whose Ombudsman and rules a report speaks of; None = not said.
    ch02_basis  "received" or "responded": which of the two readings of the TSM CH02 is printed.
    landlord_*  what marks a complaint as the landlord's.
    labels      dimension to code to the words people read.
    """

    name: str
    division: Division = Division.ENGLAND_AND_WALES
    ch02_basis: str = "received"
    units: tuple[Unit, ...] = ()
    numbers: tuple[Number, ...] = ()
    landlord_procedures: tuple[str, ...] = (_LANDLORDS_PROCEDURE,)
    landlord_departments: tuple[str, ...] = ()
    landlord_services: tuple[str, ...] = ()
    labels: Mapping[str, Mapping[str, str]] = field(default_factory=dict, hash=False)
    nation: Nation | None = None

    def number(self, what: str, *, on: date) -> Number | None:
        """The newest number of homes or residents that is not later than a day; None when there is none."""
        known = [one for one in self.numbers if one.what == what and one.on <= on]
        return max(known, key=lambda one: one.on, default=None)

    def label(self, dimension: str, code: str | None) -> str:
        """What people read for a code."""
        if code is None:
            return "Not recorded"
        for unit in self.units:
            if unit.kind == dimension and unit.code == code:
                return unit.label
        return self.labels.get(dimension, {}).get(code, code)

    def placed(self, kind: str, *, on: date) -> Mapping[str, Placed]:
        """For each code of departments or services, where it belongs on a day."""
        codes = dict.fromkeys(one.code for one in self.units if one.kind == kind)
        return {code: found for code in codes if (found := self._follow(kind, code, on))}

    def stands(self, kind: str, code: str, *, on: date) -> bool:
        """Whether there is such a unit on a day."""
        return any(one.kind == kind and one.code == code and one.stands_on(on) for one in self.units)

    def _follow(self, kind: str, code: str, on: date) -> Placed | None:
        seen: set[str] = set()
        while code not in seen:
            seen.add(code)
            stretches = [one for one in self.units if one.kind == kind and one.code == code]
            for one in stretches:
                if one.stands_on(on):
                    return Placed(code, self._standing_department(one, on))
            after = [one.successor for one in stretches if one.successor and (one.to_on or _FOR_EVER) < on]
            if not after:
                return None
            code = after[-1]
        return None

    def _standing_department(self, unit: Unit, on: date) -> str | None:
        if unit.department is None:
            return None
        placed = self._follow("department", unit.department, on)
        return placed.code if placed else unit.department


NOBODY = Organisation("")
"""When there is no organisation file."""


def read_organisation(path: Path) -> Organisation:
    """The organisation a person wrote as TOML.

    Raises  FactsError naming what is wrong: an unknown key, a service in two departments on one day, a successor that
            is not there or leads in a circle.
    """
    try:
        return _organisation(read_toml(path, path.name), path.name)
    except ProcedureError as error:
        raise FactsError(str(error)) from None


def _organisation(table: Table, where: str) -> Organisation:
    may = {
        "division": str, "nation": str, "ch02_basis": str, "landlord": dict, "number": list, "department": list,
        "service": list, "labels": dict,
    }  # fmt: skip
    check_fields(table, where, needs={"name": str}, may=may)
    landlord = table.get("landlord", {})
    assert isinstance(landlord, dict)
    check_fields(
        landlord,
        f"{where}: landlord",
        needs={},
        may={"procedures": list, "departments": list, "services": list},
    )
    units = tuple(
        _unit(kind, one, f"{where}: {kind}")
        for kind in ("department", "service")
        for one in tables(table.get(kind, []), where)
    )
    _check_units(units, where)
    nation = _nation(table.get("nation"), where)
    return Organisation(
        name=str(table["name"]),
        division=_division(table.get("division"), nation, where),
        nation=nation,
        ch02_basis=_basis(table.get("ch02_basis", "received"), where),
        units=units,
        numbers=tuple(_number(one, f"{where}: number") for one in tables(table.get("number", []), where)),
        landlord_procedures=texts(landlord.get("procedures", [_LANDLORDS_PROCEDURE]), where),
        landlord_departments=texts(landlord.get("departments", []), where),
        landlord_services=texts(landlord.get("services", []), where),
        labels=_labels(table.get("labels", {}), f"{where}: labels"),
    )


def _nation(value: object, where: str) -> Nation | None:
    if value is None:
        return None
    try:
        return nation_named(str(value))
    except ValueError as error:
        raise FactsError(f"{where}: {error}") from None


def _division(value: object, nation: Nation | None, where: str) -> Division:
    if value is None:
        return nation.division if nation else Division.ENGLAND_AND_WALES
    try:
        division = division_named(str(value))
    except ValueError as error:
        raise FactsError(f"{where}: {error}") from None
    if nation and division is not nation.division:
        raise FactsError(f"{where}: {nation} keeps the bank holidays of {nation.division}, not of {division}")
    return division


def _basis(value: object, where: str) -> str:
    if value not in ("received", "responded"):
        raise FactsError(f'{where}: ch02_basis is {value!r}; write "received" or "responded"')
    return str(value)


def _labels(value: object, where: str) -> dict[str, dict[str, str]]:
    assert isinstance(value, dict)
    for dimension, words in value.items():
        check_fields({dimension: words}, where, needs={}, may={dimension: dict})
        check_fields(words, f"{where}.{dimension}", needs={}, may=dict.fromkeys(words, str))
    return value


def _number(table: Table, where: str) -> Number:
    check_fields(table, where, needs={"what": str, "count": int, "on": date, "source": str})
    what, count = str(table["what"]), int(str(table["count"]))
    known = tuple(one.key for one in number_kinds())
    if what not in known:
        raise FactsError(f"{where} is of {what!r}{near(what, known)}")
    if count <= 0:
        raise FactsError(f"{where} of {what} is {count}; it must be more than nought")
    on = table["on"]
    assert isinstance(on, date)
    return Number(what, count, on, str(table["source"]))


def _unit(kind: str, table: Table, where: str) -> Unit:
    may = {"from": date, "to": date, "successor": str}
    needs: dict[str, type] = {"code": str, "label": str}
    if kind == "service":
        needs["department"] = str
    check_fields(table, where, needs=needs, may=may)
    first, last = table.get("from"), table.get("to")
    assert first is None or isinstance(first, date)
    assert last is None or isinstance(last, date)
    if first and last and last < first:
        raise FactsError(f"{where} {table['code']} ends on {last}, before it begins on {first}")
    department, successor = table.get("department"), table.get("successor")
    return Unit(
        kind,
        str(table["code"]),
        str(table["label"]),
        None if department is None else str(department),
        first,
        last,
        None if successor is None else str(successor),
    )


def _check_units(units: tuple[Unit, ...], where: str) -> None:
    for at, one in enumerate(units):
        for other in units[:at]:
            if (one.kind, one.code) == (other.kind, other.code) and (day := _shared_day(one, other)):
                raise FactsError(
                    f"{where}: the {one.kind} {one.code} stands twice on {day}"
                    f"{_in_two(one, other)}; end the first before the second begins"
                )
    for one in units:
        _check_named(one, units, where)
        _check_end(one, units, where)


def _in_two(one: Unit, other: Unit) -> str:
    return f", in {other.department} and in {one.department}" if one.department else ""


def _shared_day(one: Unit, other: Unit) -> date | None:
    first = max(one.from_on or date.min, other.from_on or date.min)
    last = min(one.to_on or _FOR_EVER, other.to_on or _FOR_EVER)
    return None if last < first else (first if first != date.min else last)


def _check_named(one: Unit, units: Iterable[Unit], where: str) -> None:
    departments = tuple(dict.fromkeys(unit.code for unit in units if unit.kind == "department"))
    if one.department is not None and one.department not in departments:
        raise FactsError(
            f"{where}: service {one.code} belongs to {one.department!r}, which is no department"
            f"{near(one.department, departments)}"
        )
    same = tuple(dict.fromkeys(unit.code for unit in units if unit.kind == one.kind))
    if one.successor is not None and one.successor not in same:
        raise FactsError(
            f"{where}: {one.kind} {one.code} is followed by {one.successor!r}, which is not there"
            f"{near(one.successor, same)}"
        )


def _check_end(one: Unit, units: Iterable[Unit], where: str) -> None:
    if one.successor is None:
        return
    if one.to_on is None:
        raise FactsError(f"{where}: {one.kind} {one.code} has a successor and no last day; give it `to`")
    seen: list[str] = [one.code]
    code: str | None = one.successor
    while code is not None:
        if code in seen:
            raise FactsError(
                f"{where}: the successors of {one.kind} {one.code} lead in a circle: {', '.join(seen)}"
            )
        seen.append(code)
        code = next((unit.successor for unit in units if unit.kind == one.kind and unit.code == code), None)
