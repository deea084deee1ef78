"""What stands behind a number: the references of the rows one cell counts, found as it was counted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from putright.measures.asking import absent, check_breakdown, column_of, resolved
from putright.measures.columns import literal
from putright.measures.measuring import measure
from putright.measures.organisation import NOBODY, Organisation
from putright.measures.rows import Scope, all_of, asked_of, judged, not_judged, rows
from putright.measures.statements import Answer
from putright.measures.types import NOTHING, Definition, FactsError, MeasureKind, Period
from putright.vocabulary import Word

if TYPE_CHECKING:
    from putright.measures.asking import Earlier
    from putright.measures.facts import Facts

MOST = 50


class Which(Word):
    """Which rows of a cell are opened."""

    NUMERATOR = "numerator", "those counted"
    BASE = "base", "those it is a share of"
    MISSED = "missed", "those of the base that are not counted"
    UNKNOWN = "unknown", "those that could not be judged"


@dataclass(frozen=True, slots=True)
class Opened:
    """The rows behind a number.

    references  of the complaints they are about, in order, each once; at most as many as were asked for.
    complaints  how many there are in all: they end when so many were seen.
    counted     the number itself, as the cell gives it: rows, or the sum of what they hold.
    """

    references: tuple[str, ...]
    complaints: int
    counted: int


def opened(
    facts: Facts,
    definition_id: str,
    *,
    period: Period,
    by: Mapping[str, str | None] = NOTHING,
    which: Which = Which.NUMERATOR,
    organisation: Organisation | None = None,
    previous: Period | Earlier | None = None,
    structure_on: date | None = None,
    after: str = "",
    most: int = MOST,
) -> Opened:
    """The references behind one cell of a figure.

    by            dimension to code, as `Cell.by`; empty = the total. A code of None = not recorded.
    organisation, previous  as the cell was measured with: they decide where a row belongs, and what is hidden.
    structure_on  the day whose structure is used; None = the end of the period, as it is measured. For the rows behind a
                  number of the period before, the end of the later one.
    after, most   the references after this one, and how many.
    Raises        FactsError when there is no such figure, breakdown or part of it, when these facts cannot answer, and
                  when the number is hidden because few people are behind it.
    """
    organisation, dimensions = organisation or NOBODY, tuple(by)
    definition = resolved(definition_id, organisation)
    check_breakdown(definition, dimensions)
    if why := absent(definition, facts, organisation):
        raise FactsError(why)
    condition, number = _behind(definition, which, dimensions)
    _refuse_hidden(facts, definition, by, period, organisation, previous)
    scope = Scope(facts, period, organisation, structure_on or period.ends_on)
    codes = _codes(definition, by, which)
    wanted = [f"({condition})", *(f"by_{name} IS NOT DISTINCT FROM {_said(code)}" for name, code in codes)]
    inside = _inside(scope, definition, tuple(name for name, _ in codes), " AND ".join(wanted), number)
    return _listed(scope, definition, tuple(name for name, _ in codes), inside, after, most)


def _listed(
    scope: Scope, definition: Definition, dimensions: tuple[str, ...], inside: str, after: str, most: int
) -> Opened:
    def ask(sql: str) -> list[Answer]:
        return scope.facts.listed(asked_of(scope, (definition,), dimensions, sql))

    [(complaints, counted)] = ask(f"SELECT count(DISTINCT reference), sum(number) FROM ({inside})")
    found = ask(
        f"SELECT DISTINCT reference FROM ({inside}) WHERE reference > {literal(after)} "
        f"ORDER BY reference LIMIT {most:d}"
    )
    return Opened(tuple(str(row[0]) for row in found), complaints, int(counted or 0))


def _inside(
    scope: Scope, definition: Definition, dimensions: tuple[str, ...], condition: str, number: str
) -> str:
    found = rows(scope, (definition,), dimensions, more=("reference",))
    return f"SELECT reference, {number} AS number FROM ({found}) WHERE {condition}"


def _codes(
    definition: Definition, by: Mapping[str, str | None], which: Which
) -> list[tuple[str, str | None]]:
    """What a row must be of. What parts are shares of is all of them, whichever part was asked for."""
    whole = which in (Which.BASE, Which.MISSED) and bool(set(by) & set(definition.parts_of))
    return [(name, code) for name, code in by.items() if not (whole and name in definition.parts_of)]


def _behind(definition: Definition, which: Which, dimensions: tuple[str, ...]) -> tuple[str, str]:
    """True of the rows that are meant, and what each counts.

    Raises  FactsError when the figure has no such rows.
    """
    parts = bool(set(dimensions) & set(definition.parts_of))
    if parts and which is Which.BASE:
        return _behind(definition, Which.NUMERATOR, ())
    if definition.kind is MeasureKind.SHARE and not (parts and which is Which.MISSED):
        return _of_share(definition, which)
    counted, column = all_of(definition.counted), definition.column
    match definition.kind, which:
        case MeasureKind.SPREAD, Which.NUMERATOR:
            return f"{counted} AND {column} IS NOT NULL", "1"
        case MeasureKind.SPREAD, Which.UNKNOWN:
            return f"{counted} AND {column} IS NULL", "1"
        case ((MeasureKind.COUNT | MeasureKind.RATE), Which.NUMERATOR) if column:
            return f"{counted} AND {column} != 0", column
        case _, Which.NUMERATOR:
            return counted, "1"
    raise FactsError(f"{definition.id} has no {which.value} there that could be opened")


def _of_share(definition: Definition, which: Which) -> tuple[str, str]:
    base, counted = all_of(definition.counted_of), all_of(definition.counted)
    if definition.column and definition.column_of:
        some, of = definition.column, definition.column_of
        match which:
            case Which.NUMERATOR:
                return f"{base} AND {some} != 0", some
            case Which.BASE:
                return f"{base} AND {of} != 0", of
            case Which.MISSED:
                return f"{base} AND {of} != coalesce({some}, 0)", f"{of} - coalesce({some}, 0)"
        return "false", "1"
    match which:
        case Which.NUMERATOR:
            return f"{judged(definition)} AND {counted}", "1"
        case Which.BASE:
            return judged(definition), "1"
        case Which.MISSED:
            return f"{judged(definition)} AND ({counted}) IS NOT TRUE", "1"
    return not_judged(definition), "1"


def _refuse_hidden(
    facts: Facts, definition: Definition, by: Mapping[str, str | None], period: Period,
    organisation: Organisation, previous: Period | Earlier | None,
) -> None:  # fmt: skip
    if not any((column := column_of(definition, name)) and column.small for name in by):
        return
    found = measure(
        facts, definition.id, period=period, by=tuple(by), previous=previous, organisation=organisation
    )
    cell = found.cell(**by)
    if cell is not None and cell.suppressed:
        raise FactsError(f"{definition.id} is hidden there, because few people are behind it")


def _said(code: str | None) -> str:
    return "NULL" if code is None else literal(code)
