"""What was counted for a report, kept apart from its words: words can be written and checked without counting again."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from putright.calendars import Nation, nation_named
from putright.measures import (
    BadRow,
    Cell,
    Counts,
    Definition,
    Measured,
    Organisation,
    Period,
    Recorded,
    Spread,
)
from putright.measures.asking import days_of, marks_of, resolved
from putright.measures.definitions import rounding
from putright.reports.counterexamples import CounterExamples
from putright.reports.figures import Figures
from putright.reports.nations import template_in
from putright.reports.report import ReportError
from putright.reports.restated import Restated
from putright.reports.templates import ReportTemplate


class RulesChanged(ReportError):
    """It was counted on rules, or for a report, that read otherwise now: it can only be counted again."""

    def __init__(self) -> None:
        super().__init__("it was counted on other rules than there are now; make it anew")


@dataclass(frozen=True, slots=True)
class CountedReport:
    """Every figure of a report, without its words.

    assessed  the Codes a self-assessment is against.
    measured  by the id that was asked for.
    basis     how it was made, in sentences. examples: complaints where a provision was not met, by reference.
    restated  what an earlier report printed for the earlier period; it is not kept with the rest.
    """

    name: str
    organisation: str
    period: Period
    previous: Period | None
    assessed: tuple[str, ...]
    measured: Mapping[str, Measured]
    basis: tuple[str, ...]
    known_as: Organisation | None = None
    examples: CounterExamples = field(default_factory=dict)
    left_out: tuple[BadRow, ...] = ()
    restated: Restated | None = None

    @property
    def made_from(self) -> ReportTemplate:
        """What the report is made from."""
        return template_in(self.name, self.nation)

    @property
    def nation(self) -> Nation | None:
        """For which nation it is written; None = not said."""
        return self.known_as.nation if self.known_as else None

    @property
    def figures(self) -> Figures:
        """The figures as tables and sentences ask for them."""
        return Figures(self.measured, self.known_as, self.restated)


def version_of(definition: Definition) -> str:
    """Twelve characters that are others as soon as the rule of a figure is another: its words, marks or rounding."""
    return _mark_of((definition, marks_of(definition), days_of(definition), rounding()))


def to_stored(counted: CountedReport) -> dict[str, Any]:
    """What was counted as JSON holds it, with the version of every rule."""
    known = counted.known_as
    return {
        "name": counted.name,
        "template": _mark_of(counted.made_from),
        "organisation": counted.organisation,
        "period": _period_stored(counted.period),
        "previous": _period_stored(counted.previous) if counted.previous else None,
        "assessed": list(counted.assessed),
        # In their order, which is that of the report, whatever order the keys are written in.
        "measured": [[key, _measured_stored(one)] for key, one in counted.measured.items()],
        "basis": list(counted.basis),
        "nation": counted.nation,
        "ch02_basis": known.ch02_basis if known else None,
        "labels": _labels(known) if known else {},
        "examples": [[*key, list(found)] for key, found in counted.examples.items()],
        "left_out": [[one.line, one.why] for one in counted.left_out],
    }


def from_stored(stored: Mapping[str, Any]) -> CountedReport:
    """What was counted, from JSON. Raises RulesChanged where the report or a rule is not what it was."""
    told = stored.get("nation")
    nation = nation_named(told) if told else None
    if stored["template"] != _mark_of(template_in(stored["name"], nation)):
        raise RulesChanged
    organisation = Organisation(
        stored["organisation"],
        nation=nation,
        ch02_basis=stored["ch02_basis"] or "received",
        labels=stored["labels"],
    )
    period = _period(stored["period"])
    previous = _period(stored["previous"]) if stored["previous"] else None
    measured = {key: _measured(key, one, organisation, period, previous) for key, one in stored["measured"]}
    return CountedReport(
        stored["name"], stored["organisation"], period, previous, tuple(stored["assessed"]), measured,
        tuple(stored["basis"]), organisation if stored["ch02_basis"] else None,
        {(procedure, measure): tuple(found) for procedure, measure, found in stored["examples"]},
        tuple(BadRow(line, why) for line, why in stored["left_out"]),
    )  # fmt: skip


def _mark_of(thing: object) -> str:
    return hashlib.sha256(repr(thing).encode("utf-8")).hexdigest()[:12]


def _labels(known: Organisation) -> dict[str, dict[str, str]]:
    """What codes are called, those of departments and services among them."""
    made = {dimension: dict(codes) for dimension, codes in known.labels.items()}
    for unit in reversed(known.units):
        made.setdefault(unit.kind, {})[unit.code] = unit.label
    return made


def _measured_stored(measured: Measured) -> dict[str, Any]:
    compared = measured.previous_period
    return {
        "version": version_of(measured.definition),
        "compared": compared is not None,
        "by": [list(one) for one in measured.by],
        "cells": [
            {"by": dict(cell.by), "suppressed": cell.suppressed, **_counts_stored(cell),
             "previous": _counts_stored(cell.previous) if cell.previous else None}
            for cell in measured.cells
        ],
        "recorded": [[one.dimension, one.values, one.rows] for one in measured.recorded],
        "notes": list(measured.notes),
        "absent": measured.absent,
    }  # fmt: skip


def _measured(
    key: str, stored: Mapping[str, Any], organisation: Organisation, period: Period, previous: Period | None
) -> Measured:
    definition = resolved(key, organisation)
    if version_of(definition) != stored["version"]:
        raise RulesChanged
    return Measured(
        definition, period, tuple(_cell(one) for one in stored["cells"]),
        previous if stored["compared"] else None, tuple(tuple(one) for one in stored["by"]),
        tuple(Recorded(*one) for one in stored["recorded"]), tuple(stored["notes"]), stored["absent"],
    )  # fmt: skip


def _counts_stored(counts: Cell | Counts) -> dict[str, Any]:
    value = counts.value
    return {
        "numerator": counts.numerator,
        "denominator": counts.denominator,
        "percent": _written(counts.percent),
        "rate": _written(counts.rate),
        "pence": counts.pence,
        "value": [str(value.mean), str(value.median), value.ninetieth] if value else None,
        "unknown": counts.unknown,
    }


def _cell(stored: Mapping[str, Any]) -> Cell:
    counts, before = _counts(stored), stored["previous"]
    return Cell(
        counts.numerator, counts.denominator, counts.percent, stored["by"], counts.rate, counts.pence, counts.value,
        counts.unknown, _counts(before) if before else None, stored["suppressed"],
    )  # fmt: skip


def _counts(stored: Mapping[str, Any]) -> Counts:
    value = stored["value"]
    return Counts(
        stored["numerator"], stored["denominator"], _read(stored["percent"]), _read(stored["rate"]), stored["pence"],
        Spread(Decimal(value[0]), Decimal(value[1]), value[2]) if value else None, stored["unknown"],
    )  # fmt: skip


def _written(number: Decimal | None) -> str | None:
    return None if number is None else str(number)


def _read(number: str | None) -> Decimal | None:
    return None if number is None else Decimal(number)


def _period_stored(period: Period) -> list[str]:
    return [period.starts_on.isoformat(), period.ends_on.isoformat()]


def _period(stored: list[str]) -> Period:
    return Period(date.fromisoformat(stored[0]), date.fromisoformat(stored[1]))
