"""What is asked of the facts: a figure, its breakdowns, and whether these facts can answer."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from putright.measures.definitions import Days, Mark, days, definition, definitions, marks
from putright.measures.organisation import Organisation
from putright.measures.tables import Column, schemas
from putright.measures.types import Definition, FactsError, Period
from putright.procedures.reading import near

if TYPE_CHECKING:
    from putright.measures.facts import Facts

MONTH = "month"
"""The dimension that every figure has: the month of the day that decides its period."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One figure, with each breakdown that is wanted; the total always comes first."""

    definition_id: str
    by: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Earlier:
    """A period of other facts, such as last year's file, to compare with."""

    facts: Facts
    period: Period


def resolved(definition_id: str, organisation: Organisation) -> Definition:
    """The figure of this id, on the basis the organisation chose where there are two.

    Raises  FactsError for an id there is not.
    """
    found = definition(definition_id)
    wanted = f"{found.id}-{organisation.ch02_basis}"
    for one in definitions():
        if one.id == wanted and one.stands_for == found.id:
            return replace(one, id=found.id)
    return found


def marks_of(definition: Definition) -> tuple[Mark, ...]:
    """Every mark a figure speaks of."""
    known = (definition.known,) if definition.known else ()
    return tuple(
        marks()[definition.table][name] for name in (*definition.counted_of, *definition.counted, *known)
    )


def days_of(definition: Definition) -> tuple[Days, ...]:
    """Every count of working days a figure speaks of."""
    there = days().get(definition.table, {})
    names = {name for mark in marks_of(definition) for name in mark.days}
    if definition.column and definition.column in there:
        names.add(definition.column)
    return tuple(there[name] for name in sorted(names))


def absent(definition: Definition, facts: Facts, organisation: Organisation) -> str | None:
    """Why these facts cannot answer, in one sentence; None when they can."""
    table = schemas()[definition.table]
    if definition.table not in facts.given:
        return f"Not in these facts: it needs the table {table.name}, {table.says}."
    needs = {definition.date_field} | {name for mark in marks_of(definition) for name in mark.needs}
    for span in days_of(definition):
        needs |= {span.first, span.last}
    needs |= {one for one in (definition.column, definition.column_of) if one and table.column(one)}
    given = facts.given[definition.table]
    if missing := sorted(needs - given):
        return f"Not in these facts: {', '.join(missing)}."
    if any(mark.of_landlord for mark in marks_of(definition)) and not _knows_landlord(given, organisation):
        return (
            "Not in these facts: which complaints are the landlord’s. Give the column procedure, or name the "
            "landlord’s departments or services in the organisation file."
        )
    return None


def _knows_landlord(given: frozenset[str], organisation: Organisation) -> bool:
    return bool(
        ("procedure" in given and organisation.landlord_procedures)
        or ("department" in given and organisation.landlord_departments)
        or ("service" in given and organisation.landlord_services)
    )


def check_breakdown(definition: Definition, by: tuple[str, ...]) -> None:
    """Raise FactsError for a breakdown the figure cannot have."""
    dimensions = tuple(one.name for one in schemas()[definition.table].columns if one.dimension)
    for name in by:
        if name not in (*dimensions, MONTH):
            raise FactsError(
                f"{definition.id} cannot be broken down by {name!r}{near(name, (*dimensions, MONTH))}"
            )
    if len(set(by)) != len(by):
        raise FactsError(f"{definition.id} is broken down by the same thing twice; name each once")
    if len([name for name in by if several(definition, name)]) > 1:
        raise FactsError(
            f"{definition.id} can be broken down by one thing that has several values, not by two"
        )


def column_of(definition: Definition, dimension: str) -> Column | None:
    """The column of a dimension; None for the month."""
    return schemas()[definition.table].column(dimension)


def several(definition: Definition, dimension: str) -> bool:
    """Whether one row can have several values of a dimension."""
    column = column_of(definition, dimension)
    return column is not None and column.several
