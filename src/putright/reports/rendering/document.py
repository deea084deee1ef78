"""A report as one JSON document: the contract of `putright report … --format json`."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

from putright.measures import Cell, Counts, Measured
from putright.reports.report import Figure, Report, Table


def to_data(report: Report) -> dict[str, Any]:
    """The document: title, organisation, period, measures with every cell, tables as printed, checks, left out."""
    return {
        "title": report.title,
        "organisation": report.organisation,
        "period": {"from": report.period.starts_on.isoformat(), "to": report.period.ends_on.isoformat()},
        "measures": [_measure(one) for one in report.measures],
        "tables": [_table(one) for one in report.tables],
        "checks": [{"id": one.id, "holds": one.holds, "says": one.says} for one in report.checks],
        "left_out": [{"line": one.line, "why": one.why} for one in report.left_out],
    }


def render_json(report: Report) -> str:
    """The document as text."""
    return json.dumps(to_data(report), ensure_ascii=False, indent=2) + "\n"


def _measure(measured: Measured) -> dict[str, Any]:
    definition = measured.definition
    return {
        "id": definition.id,
        "label": definition.label,
        "rule": definition.rule,
        "source": definition.source,
        "period_basis": definition.period_basis.value,
        "to_be_confirmed": definition.to_be_confirmed,
        "absent": measured.absent,
        "cells": [
            {
                "by": dict(cell.by),
                **_counts(cell),
                "suppressed": cell.suppressed,
                "previous": _counts(cell.previous) if cell.previous else None,
            }
            for cell in measured.cells
        ],
    }


def _counts(counts: Cell | Counts) -> dict[str, Any]:
    """Numerator, base and per cent, and beside them whatever else that kind of figure is made of."""
    told: dict[str, Any] = {
        "numerator": counts.numerator,
        "denominator": counts.denominator,
        "percent": _number(counts.percent),
    }
    if counts.rate is not None:
        told["rate"] = _number(counts.rate)
    if counts.pence is not None:
        told["pence"] = counts.pence
    if counts.value is not None:
        told["working_days"] = {
            "mean": _number(counts.value.mean),
            "median": _number(counts.value.median),
            "ninetieth_centile": counts.value.ninetieth,
        }
    if counts.unknown:
        told["unknown"] = counts.unknown
    return told


def _table(table: Table) -> dict[str, Any]:
    return {
        "id": table.id,
        "title": table.title,
        "columns": [column.title for column in table.columns],
        "rows": [[row.head, *(_said(entry) for entry in row.entries)] for row in table.rows],
        "measures": list(table.measures),
        "notes": list(table.notes),
    }


def _said(entry: Figure | str) -> str:
    return entry.words if isinstance(entry, Figure) else entry


def _number(value: Decimal | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)
