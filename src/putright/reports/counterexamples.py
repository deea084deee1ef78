"""Complaints where a provision was not met, by their references: what stands behind a rate that is not full.

A reading of the same marks the figures count by: the rows of a figure's base without its numerator.
"""

from __future__ import annotations

from collections.abc import Mapping

from putright.measures import Facts, Measured, Period
from putright.measures.definitions import marks
from putright.reports.templates import PROCEDURE, ReportTemplate

MOST = 20
"""How many are named; the rest are counted."""

CounterExamples = Mapping[tuple[str, str], tuple[str, ...]]
"""By procedure and measure: references in their order."""


def counter_examples(
    facts: Facts,
    procedures: tuple[str, ...],
    made_from: ReportTemplate,
    measured: Mapping[str, Measured],
    period: Period,
) -> CounterExamples:
    """The complaints behind each provision that can be met or not, for these procedures."""
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    for procedure in procedures:
        for measure in dict.fromkeys(one for each in made_from.provisions[procedure] for one in each.met):
            if measured[measure].absent is None:
                found[procedure, measure] = _not_met(facts, measured[measure], procedure, period)
    return found


def _not_met(facts: Facts, measured: Measured, procedure: str, period: Period) -> tuple[str, ...]:
    definition = measured.definition
    known = (definition.known,) if definition.known else ()
    there = marks()[definition.table]
    speaking = [there[name] for name in (*definition.counted_of, *definition.counted, *known)]
    if any("$" in mark.when or mark.days for mark in speaking):
        return ()
    base = [f"({there[name].when})" for name in (*definition.counted_of, *known)]
    met = " AND ".join(f"({there[name].when})" for name in definition.counted)
    given = [period.starts_on.isoformat(), period.ends_on.isoformat()]
    wanted = [*base, f"{definition.date_field} BETWEEN ?::DATE AND ?::DATE", f"NOT coalesce({met}, false)"]
    if any(cell.by[PROCEDURE] is not None for cell in measured.broken_down(PROCEDURE)):
        wanted.append(f"{PROCEDURE} = ?")
        given.append(procedure)
    # Put together from the columns of our own data files; what a person gives is handed over apart.
    rows = facts.connection.execute(
        f"SELECT reference FROM {definition.table} WHERE {' AND '.join(wanted)} ORDER BY reference LIMIT {MOST}",  # noqa: S608
        given,
    ).fetchall()
    return tuple(str(row[0]) for row in rows)
