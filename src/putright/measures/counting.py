"""Counting: figures that share a table and a day are counted together, in one pass over the rows of their periods."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from putright.calendars import Division, load_calendar
from putright.measures.asking import MONTH, column_of, days_of, marks_of, several
from putright.measures.columns import literal
from putright.measures.definitions import Days, marks
from putright.measures.organisation import Organisation
from putright.measures.types import Definition, MeasureKind, Period, PeriodBasis

if TYPE_CHECKING:
    from putright.measures.facts import Facts

Key = tuple[str | None, ...]
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Raw:
    """What was counted for one cell. days: for a spread, how many rows took so many working days."""

    numerator: int = 0
    denominator: int = 0
    unknown: int = 0
    pence: int = 0
    days: Mapping[int, int] | None = None


NONE = Raw()
Counted = dict[tuple[str, tuple[str, ...]], dict[Key, Raw]]
"""By figure and breakdown: the counts of each key, the codes of the breakdown in order."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """One figure with the breakdowns to count."""

    definition: Definition
    by: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Scope:
    """What every count of a run shares.

    structure_on  the day whose departments and services are used.
    """

    facts: Facts
    period: Period
    organisation: Organisation
    structure_on: date


def count(scope: Scope, wanted: Iterable[Wanted]) -> Counted:
    """The counts of many figures over one period."""
    groups: dict[tuple[str, str, bool, bool], list[Wanted]] = {}
    for one in wanted:
        definition = one.definition
        at_end = definition.period_basis is PeriodBasis.AT_END
        key = (definition.table, definition.date_field, at_end, definition.kind is MeasureKind.SPREAD)
        groups.setdefault(key, []).append(one)
    found: Counted = {}
    for group in groups.values():
        found |= _group(scope, group)
    return found


def _group(scope: Scope, group: list[Wanted]) -> Counted:
    """Figures of one table and day: plain breakdowns in one statement, each breakdown by several values in its own."""
    found: Counted = {}
    plain: dict[tuple[str, ...], list[Definition]] = {}
    for one in group:
        for by in ((), *one.by):
            plain.setdefault(by, []).append(one.definition)
    manifold = {by for by in plain if any(several(group[0].definition, name) for name in by)}
    together = {by: of for by, of in plain.items() if by not in manifold}
    batches = [together, *({by: plain[by]} for by in sorted(manifold))]
    for batch in batches:
        every = tuple(dict.fromkeys(definition for of in batch.values() for definition in of))
        if every[0].kind is MeasureKind.SPREAD:
            for definition in every:
                sets = tuple(by for by, of in batch.items() if definition in of)
                found |= _spread(scope, definition, sets)
        else:
            found |= _tally(scope, every, tuple(batch))
    return found


def _tally(scope: Scope, every: tuple[Definition, ...], sets: tuple[tuple[str, ...], ...]) -> Counted:
    columns: dict[str, int] = {}
    places = {
        one.id: tuple(columns.setdefault(sql, len(columns)) for sql in _aggregates(one)) for one in every
    }
    dimensions = _dimensions(sets)
    statement = _statement(scope, every, sets, list(columns), dimensions)
    found: Counted = {(one.id, by): {} for one in every for by in sets}
    for row in scope.facts.connection.execute(statement).fetchall():
        which, codes, counts = row[0], row[1 : 1 + len(dimensions)], row[1 + len(dimensions) :]
        by = sets[which]
        key = tuple(codes[dimensions.index(name)] for name in by)
        for one in every:
            at = places[one.id]
            found[one.id, by][key] = _raw([int(counts[place] or 0) for place in at])
    return found


def _raw(numbers: list[int]) -> Raw:
    """Numerator, denominator, unknown and pence, as far as they were counted."""
    numerator, denominator, unknown, pence = (*numbers, 0, 0, 0, 0)[:4]
    return Raw(numerator, denominator, unknown, pence)


def _spread(scope: Scope, one: Definition, sets: tuple[tuple[str, ...], ...]) -> Counted:
    dimensions = _dimensions(sets)
    counted = _all(one.counted)
    measure = f"CASE WHEN {counted} THEN {one.column} END"
    statement = _statement(
        scope, (one,), sets, [f"count(*) FILTER (WHERE {counted})"], dimensions, extra=measure
    )
    found: Counted = {(one.id, by): {} for by in sets}
    gathered: dict[tuple[tuple[str, ...], Key], dict[int | None, int]] = {}
    for row in scope.facts.connection.execute(statement).fetchall():
        which, codes = row[0], row[1 : 1 + len(dimensions)]
        took, number = row[1 + len(dimensions) :]
        by = sets[which]
        key = tuple(codes[dimensions.index(name)] for name in by)
        if number:
            gathered.setdefault((by, key), {})[took] = number
    for (by, key), took_by in gathered.items():
        known = {took: number for took, number in took_by.items() if took is not None}
        found[one.id, by][key] = Raw(sum(known.values()), unknown=took_by.get(None, 0), days=known)
    return found


def _dimensions(sets: tuple[tuple[str, ...], ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for by in sets for name in by))


def _aggregates(one: Definition) -> tuple[str, ...]:
    """The sums of one figure: numerator, denominator, unknown, pence."""
    base = _all(one.counted_of)
    if one.kind is MeasureKind.SHARE and one.column and one.column_of:
        return (_sum(one.column, base), _sum(one.column_of, base))
    if one.kind is MeasureKind.SHARE:
        judged, unknown = base, "0"
        if one.known:
            judged = f"{base} AND {_mark(one.known)}"
            unknown = _count(f"{base} AND {_mark(one.known)} IS NOT TRUE")
        return (_count(f"{judged} AND {_all(one.counted)}"), _count(judged), unknown)
    counted = _all(one.counted)
    if one.kind is MeasureKind.MONEY:
        assert one.column
        return (_count(counted), "0", "0", _sum(one.column, counted))
    return (_sum(one.column, counted) if one.column else _count(counted),)


def _count(when: str) -> str:
    return f"count(*) FILTER (WHERE {when})"


def _sum(column: str, when: str) -> str:
    return f"sum({column}) FILTER (WHERE {when})"


def _all(names: tuple[str, ...]) -> str:
    return " AND ".join(_mark(name) for name in names) or "true"


def _mark(name: str) -> str:
    return f"is_{name}"


def _statement(
    scope: Scope,
    every: tuple[Definition, ...],
    sets: tuple[tuple[str, ...], ...],
    aggregates: list[str],
    dimensions: tuple[str, ...],
    *,
    extra: str | None = None,
) -> str:
    """Which of the sets a row of the answer belongs to, the codes of all dimensions, and the sums."""
    names = [f"by_{name}" for name in dimensions]
    keys = [*names, *(["took"] if extra else [])]
    groups = ", ".join(f"({', '.join([*(f'by_{name}' for name in by), *keys[len(names) :]])})" for by in sets)
    which = _which(sets, dimensions)
    sums = ", ".join(aggregates)
    took = f", {extra} AS took" if extra else ""
    chosen = ", ".join([which, *keys, sums])
    rows = f"SELECT *{took} FROM ({_rows(scope, every, dimensions)})"
    return f"SELECT {chosen} FROM ({rows}) GROUP BY GROUPING SETS ({groups})"


def _which(sets: tuple[tuple[str, ...], ...], dimensions: tuple[str, ...]) -> str:
    """The place of the set a row of the answer belongs to: known by which dimensions were grouped away."""
    if not dimensions:
        return "0"
    grouped = f"grouping({', '.join(f'by_{name}' for name in dimensions)})"
    whens = " ".join(
        f"WHEN {sum(1 << at for at, name in enumerate(reversed(dimensions)) if name not in by)} THEN {place}"
        for place, by in enumerate(sets)
    )
    return f"CASE {grouped} {whens} END"


def _rows(scope: Scope, every: tuple[Definition, ...], dimensions: tuple[str, ...]) -> str:
    """The rows of the period, with the marks of the figures and the codes of the breakdowns."""
    first = every[0]
    spans = tuple(dict.fromkeys(span for one in every for span in days_of(one)))
    names = tuple(dict.fromkeys(mark.name for one in every for mark in marks_of(one)))
    sources = _sources(scope, first, spans, names, dimensions)
    summed = {one for definition in every for one in (definition.column, definition.column_of) if one}
    chosen = [
        *(f"({_filled(scope, first, marks()[first.table][name].when)}) AS is_{name}" for name in names),
        *(f"{_code(scope, first, name)} AS by_{name}" for name in dimensions),
        *sorted(summed),
    ]
    when = f"{first.date_field} BETWEEN {_day(scope.period.starts_on)} AND {_day(scope.period.ends_on)}"
    if first.period_basis is PeriodBasis.AT_END:
        when = f"{first.date_field} <= {_day(scope.period.ends_on)}"
    return f"SELECT {', '.join(chosen) or '1'} FROM ({sources}) AS row WHERE {when}"


def _sources(
    scope: Scope,
    first: Definition,
    spans: tuple[Days, ...],
    names: tuple[str, ...],
    dimensions: tuple[str, ...],
) -> str:
    """The table, with working days counted and old departments and services put where they belong now."""
    chosen, joined = [f"{first.table}.*"], [first.table]
    if spans:
        _working_days(scope.facts, scope.organisation.division)
    for span in spans:
        begun, ended = f"{span.name}_begun", f"{span.name}_ended"
        joined.append(f"LEFT JOIN working_days AS {begun} ON {begun}.day = {first.table}.{span.first}")
        joined.append(f"LEFT JOIN working_days AS {ended} ON {ended}.day = {first.table}.{span.last}")
        chosen.append(f"{ended}.number - {begun}.number - {span.less} AS {span.name}")
    of_landlord = any(marks()[first.table][name].of_landlord for name in names)
    if scope.organisation.units and (of_landlord or {"department", "service"} & set(dimensions)):
        _structure(scope)
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


def _working_days(facts: Facts, division: Division) -> None:
    """A table of how many working days there were up to each day, for the bank holidays of one division."""
    import pyarrow as pa

    if facts.days_of is division:
        return
    calendar = load_calendar(division)
    every: list[date] = []
    numbers: list[int] = []
    number, day = 0, calendar.known_from
    while day <= calendar.known_through:
        number += calendar.is_working_day(day)
        every.append(day)
        numbers.append(number)
        day += _ONE_DAY
    table = pa.table({"day": pa.array(every, pa.date32()), "number": pa.array(numbers, pa.int32())})
    facts.connection.register("every_day", table)
    facts.connection.execute(
        "CREATE OR REPLACE TEMP TABLE working_days AS SELECT * FROM every_day"
    ).fetchall()
    facts.connection.unregister("every_day")
    facts.days_of = division


def _structure(scope: Scope) -> None:
    """A table of where each old code belongs on the day of the structure."""
    import pyarrow as pa

    rows = [
        {"kind": kind, "code": code, "placed": placed.code, "department": placed.department}
        for kind in ("department", "service")
        for code, placed in scope.organisation.placed(kind, on=scope.structure_on).items()
    ]
    columns = pa.schema([(name, pa.string()) for name in ("kind", "code", "placed", "department")])
    scope.facts.connection.register("every_unit", pa.Table.from_pylist(rows, columns))
    scope.facts.connection.execute(
        "CREATE OR REPLACE TEMP TABLE structure AS SELECT * FROM every_unit"
    ).fetchall()
    scope.facts.connection.unregister("every_unit")
