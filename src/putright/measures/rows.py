"""The rows a figure is about: those of its period, with its marks and the codes they are broken down by.

Whatever counts or lists rows takes them from here, so that a number and what stands behind it cannot differ.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from putright.measures.asking import MONTH, column_of, days_of, marks_of, several
from putright.measures.columns import literal
from putright.measures.definitions import Days, marks
from putright.measures.organisation import Organisation
from putright.measures.statements import ROWS, Statement
from putright.measures.types import Definition, Period, PeriodBasis

if TYPE_CHECKING:
    from putright.measures.facts import Facts


@dataclass(frozen=True, slots=True)
class Scope:
    """What every count of a run shares.

    structure_on  the day whose departments and services are used.
    """

    facts: Facts
    period: Period
    organisation: Organisation
    structure_on: date


def asked_of(
    scope: Scope, every: tuple[Definition, ...], dimensions: tuple[str, ...], sql: str, *, keys: int = 0
) -> Statement:
    """A statement over the rows of these figures, with the tables beside them that it needs."""
    first = every[0]
    spans = any(days_of(one) for one in every)
    placed = _moves(scope, first, _names(every), dimensions)
    division = scope.organisation.division if spans else None
    return Statement(sql, first.table, keys, division, _units(scope) if placed else ())


def all_of(names: tuple[str, ...]) -> str:
    """True of a row that carries all these marks."""
    return " AND ".join(mark(name) for name in names) or "true"


def mark(name: str) -> str:
    """The column that says whether a row carries a mark."""
    return f"is_{name}"


def judged(one: Definition) -> str:
    """True of a row of a share's base that can be judged."""
    base = all_of(one.counted_of)
    return f"{base} AND {mark(one.known)}" if one.known else base


def not_judged(one: Definition) -> str:
    """True of a row of a share's base that cannot be judged."""
    return f"{all_of(one.counted_of)} AND {mark(one.known)} IS NOT TRUE" if one.known else "false"


def _names(every: tuple[Definition, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(mark.name for one in every for mark in marks_of(one)))


def rows(
    scope: Scope, every: tuple[Definition, ...], dimensions: tuple[str, ...], *, more: tuple[str, ...] = ()
) -> str:
    """The rows of the period, with their part, the marks of the figures and the codes of the breakdowns.

    more  other columns of theirs that are wanted.
    """
    first = every[0]
    spans = tuple(dict.fromkeys(span for one in every for span in days_of(one)))
    names = _names(every)
    sources = _sources(scope, first, spans, names, dimensions)
    summed = {one for definition in every for one in (definition.column, definition.column_of) if one}
    chosen = [
        "part",
        *more,
        *(f"({_filled(scope, first, marks()[first.table][name].when)}) AS is_{name}" for name in names),
        *(f"{_code(scope, first, name)} AS by_{name}" for name in dimensions),
        *sorted(summed),
    ]
    when = f"{first.date_field} BETWEEN {_day(scope.period.starts_on)} AND {_day(scope.period.ends_on)}"
    if first.period_basis is PeriodBasis.AT_END:
        when = f"{first.date_field} <= {_day(scope.period.ends_on)}"
    return f"SELECT {', '.join(chosen)} FROM ({sources}) AS row WHERE {when}"


def _sources(
    scope: Scope,
    first: Definition,
    spans: tuple[Days, ...],
    names: tuple[str, ...],
    dimensions: tuple[str, ...],
) -> str:
    """The table, with working days counted and old departments and services put where they belong now."""
    chosen, joined = [f"{first.table}.*"], [f"{ROWS} AS {first.table}"]
    for span in spans:
        begun, ended = f"{span.name}_begun", f"{span.name}_ended"
        joined.append(f"LEFT JOIN working_days AS {begun} ON {begun}.day = {first.table}.{span.first}")
        joined.append(f"LEFT JOIN working_days AS {ended} ON {ended}.day = {first.table}.{span.last}")
        chosen.append(f"{ended}.number - {begun}.number - {span.less} AS {span.name}")
    if _moves(scope, first, names, dimensions):
        for kind in ("department", "service"):
            joined.append(f"LEFT JOIN structure AS new_{kind} ON new_{kind}.kind = '{kind}'")
            joined[-1] += f" AND new_{kind}.code = {first.table}.{kind}"
        chosen.append(
            f"coalesce(new_service.department, new_department.placed, {first.table}.department) AS now_department"
        )
        chosen.append(f"coalesce(new_service.placed, {first.table}.service) AS now_service")
    else:
        chosen += [
            f"{first.table}.{kind} AS now_{kind}"
            for kind in ("department", "service")
            if column_of(first, kind)
        ]
    return f"SELECT {', '.join(chosen)} FROM {' '.join(joined)}"


def _moves(scope: Scope, first: Definition, names: tuple[str, ...], dimensions: tuple[str, ...]) -> bool:
    """Whether old departments and services have to be put where they belong now."""
    of_landlord = any(marks()[first.table][name].of_landlord for name in names)
    return bool(scope.organisation.units) and (
        of_landlord or bool({"department", "service"} & set(dimensions))
    )


def _units(scope: Scope) -> tuple[tuple[str, str, str, str | None], ...]:
    """Where each old code belongs on the day of the structure."""
    return tuple(
        (kind, code, placed.code, placed.department)
        for kind in ("department", "service")
        for code, placed in scope.organisation.placed(kind, on=scope.structure_on).items()
    )


def _filled(scope: Scope, first: Definition, when: str) -> str:
    """An expression with the days of the period, and what the landlord's complaints are known by, in it."""
    landlord = _landlord(scope.organisation) if "$landlord" in when else ""
    return (
        when.replace("$from", _day(scope.period.starts_on))
        .replace("$to", _day(scope.period.ends_on))
        .replace("$landlord", landlord)
    )


def _landlord(organisation: Organisation) -> str:
    either = [
        f"procedure = {literal(one)} OR starts_with(procedure, {literal(one + '/')})"
        for one in organisation.landlord_procedures
    ]
    for kind, codes in (
        ("department", organisation.landlord_departments),
        ("service", organisation.landlord_services),
    ):
        if codes:
            either.append(f"now_{kind} IN ({', '.join(literal(code) for code in codes)})")
    return " OR ".join(either) or "false"


def _code(scope: Scope, first: Definition, dimension: str) -> str:
    """The code of a row in a breakdown, as text; for a dimension with several values a row comes once for each."""
    if dimension == MONTH:
        return f"strftime({first.date_field}, '%Y-%m')"
    if dimension in ("department", "service"):
        return f"now_{dimension}"
    if several(first, dimension):
        return f"unnest(CASE WHEN len({dimension}) > 0 THEN {dimension} ELSE [NULL] END)"
    return f"CAST({dimension} AS VARCHAR)"


def _day(day: date) -> str:
    return f"DATE '{day.isoformat()}'"
