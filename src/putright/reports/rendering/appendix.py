"""The tables at the end of every report: how each figure is counted, and which rows are in none."""

from __future__ import annotations

from putright.reports.report import Column, Report, Row, Table
from putright.reports.wording import notes_of, rule_of


def definitions_table(report: Report) -> Table:
    """Every figure of the report with its rule and source."""
    return Table(
        "definitions", "The figures of this report and their rules",
        tuple(Column(head) for head in ("Figure", "Rule", "Source")),
        tuple(
            Row(
                f"{measured.definition.label} ({measured.definition.id})",
                ("\n".join((rule_of(measured), *notes_of(measured))), measured.definition.source),
            )
            for measured in report.measures
        ),
        (),
    )  # fmt: skip


def left_out_table(report: Report) -> Table:
    """The rows of the facts that could not be read."""
    rows = tuple(Row(f"{row.line:,}", (row.why,)) for row in report.left_out)
    return Table("left-out", "Rows that could not be read", (Column("Line"), Column("Why")), rows, ())
