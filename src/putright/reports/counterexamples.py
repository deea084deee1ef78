"""Complaints where a provision was not met, by their references: what stands behind a rate that is not full.

The rows of a figure's base without its numerator, opened as every number is.
"""

from __future__ import annotations

from collections.abc import Mapping

from putright.measures import Facts, Measured, MeasureKind, Organisation, Period, Which, opened
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
    organisation: Organisation | None,
) -> CounterExamples:
    """The complaints behind each provision that can be met or not, for these procedures."""
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    for procedure in procedures:
        for measure in dict.fromkeys(one for each in made_from.provisions[procedure] for one in each.met):
            if measured[measure].absent is None:
                found[procedure, measure] = _not_met(
                    facts, measured[measure], procedure, period, organisation
                )
    return found


def _not_met(
    facts: Facts, measured: Measured, procedure: str, period: Period, organisation: Organisation | None
) -> tuple[str, ...]:
    definition = measured.definition
    if definition.kind is not MeasureKind.SHARE:
        return ()
    # Where no complaint says which procedure it came under, all of them speak for each.
    told = any(cell.by[PROCEDURE] is not None for cell in measured.broken_down(PROCEDURE))
    return opened(
        facts, definition.id, period=period, by={PROCEDURE: procedure} if told else {}, which=Which.MISSED,
        organisation=organisation, most=MOST,
    ).references  # fmt: skip
