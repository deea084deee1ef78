"""Counting: figures that share a table and a day are counted together, in one pass over the rows of their periods."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from putright.measures.asking import several
from putright.measures.rows import Scope, all_of, asked_of, judged, not_judged, rows
from putright.measures.statements import Statement
from putright.measures.types import Definition, MeasureKind, PeriodBasis

Key = tuple[str | None, ...]


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
    for row in scope.facts.tally(statement):
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
    counted = all_of(one.counted)
    measure = f"CASE WHEN {counted} THEN {one.column} END"
    statement = _statement(
        scope, (one,), sets, [f"count(*) FILTER (WHERE {counted})"], dimensions, extra=measure
    )
    found: Counted = {(one.id, by): {} for by in sets}
    gathered: dict[tuple[tuple[str, ...], Key], dict[int | None, int]] = {}
    for row in scope.facts.tally(statement):
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
    base = all_of(one.counted_of)
    if one.kind is MeasureKind.SHARE and one.column and one.column_of:
        return (_sum(one.column, base), _sum(one.column_of, base))
    if one.kind is MeasureKind.SHARE:
        unknown = _count(not_judged(one)) if one.known else "0"
        return (_count(f"{judged(one)} AND {all_of(one.counted)}"), _count(judged(one)), unknown)
    counted = all_of(one.counted)
    if one.kind is MeasureKind.MONEY:
        assert one.column
        return (_count(counted), "0", "0", _sum(one.column, counted))
    return (_sum(one.column, counted) if one.column else _count(counted),)


def _count(when: str) -> str:
    return f"count(*) FILTER (WHERE {when})"


def _sum(column: str, when: str) -> str:
    return f"sum({column}) FILTER (WHERE {when})"


def _statement(
    scope: Scope,
    every: tuple[Definition, ...],
    sets: tuple[tuple[str, ...], ...],
    aggregates: list[str],
    dimensions: tuple[str, ...],
    *,
    extra: str | None = None,
) -> Statement:
    """The part, which of the sets a row of the answer belongs to, the codes of all dimensions, and the sums."""
    names = [f"by_{name}" for name in dimensions]
    keys = [*names, *(["took"] if extra else [])]
    groups = ", ".join(
        f"({', '.join(['part', *(f'by_{name}' for name in by), *keys[len(names) :]])})" for by in sets
    )
    which = _which(sets, dimensions)
    sums = ", ".join(aggregates)
    took = f", {extra} AS took" if extra else ""
    chosen = ", ".join(["part", which, *keys, sums])
    counted = f"SELECT *{took} FROM ({rows(scope, every, dimensions)})"
    sql = f"SELECT {chosen} FROM ({counted}) GROUP BY GROUPING SETS ({groups})"
    return asked_of(scope, every, dimensions, sql, keys=1 + len(keys))


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
