"""Counting a report: its facts are kept as files first, and every figure is counted from those files."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from casework.insight.exporting import export_facts
from casework.insight.facts import ALL
from casework.insight.reporting import NothingToCount
from casework.insight.structure import measured_as
from casework.people.models import Organisation
from casework.published.folders import canonical, hash_of, sha256_of, write_whole
from casework.published.models import Edition, PreparedReport
from casework.published.structure import as_placed_on, structure_told
from casework.published.words import CountStep
from putright.measures import Facts, Period, add_table, read_facts
from putright.reports import (
    Comparison,
    CountedReport,
    Restated,
    count,
    drafted,
    drawn_charts,
    read_published,
    to_stored,
)

FACTS = "facts.parquet"
COUNTED = "counted.json"
Told = Callable[[CountStep, int, int], None]


def count_into(folder: Path, prepared: PreparedReport, told: Told) -> str:
    """Keep the facts in the folder, count the report from them, draw its charts; the hash of what was counted.

    The facts are those of the whole organisation: whoever began the report has the right to have it counted.
    told    called with what is done, how many complaints were read, of how many; it may raise to stop.
    Raises  FactsError, ReportError.
    """
    organisation = prepared.organisation
    export_facts(
        organisation, folder / FACTS, ALL, beside=True,
        told=lambda done, total: told(CountStep.FACTS, done, total),
    )  # fmt: skip
    _check_filled(folder)
    told(CountStep.FIGURES, 0, 0)
    period, known = period_of(prepared), measured_as(organisation)
    if prepared.structure_on:
        known = as_placed_on(known, prepared.structure_on, ends_on=period.ends_on)
    with facts_in(folder) as facts:
        counted = count(
            prepared.report, facts, period=period, previous=Comparison(period.before) if prepared.compare else None,
            organisation=known, name=organisation.name, procedures=tuple(prepared.procedures),
            restated=printed_before(prepared),
        )  # fmt: skip
        rows = facts.rows
    told(CountStep.CHARTS, 0, 0)
    return _write(folder, prepared, counted, rows, structure_told(known, on=period.ends_on))


def _check_filled(folder: Path) -> None:
    import pyarrow.parquet as pq

    if not pq.read_metadata(folder / FACTS).num_rows:
        raise NothingToCount("there is no complaint to count yet")


def period_of(prepared: PreparedReport | Edition) -> Period:
    """The days a report is of."""
    return Period(prepared.starts_on, prepared.ends_on)


def printed_before(prepared: PreparedReport) -> Restated | None:
    """What the frozen report of the earlier period printed, where there is one and it is compared with."""
    before = prepared.compared_with
    if before is None:
        return None
    document = json.loads(before.content)["document"]
    return read_published(document, where=f"edition {before.number}", previous=period_of(before))


def edition_before(organisation: Organisation, report: str, period: Period) -> Edition | None:
    """The newest frozen edition of a period. One statement."""
    found = Edition.objects.filter(
        organisation=organisation, report=report, starts_on=period.starts_on, ends_on=period.ends_on
    )
    return found.order_by("-number").first()


@contextmanager
def facts_in(folder: Path) -> Iterator[Facts]:
    """The facts that were kept in a folder, with the tables beside them."""
    with read_facts(folder / FACTS) as facts:
        for path in tables_in(folder)[1:]:
            add_table(facts, path.stem.removeprefix("facts-"), path)
        yield facts


def tables_in(folder: Path) -> list[Path]:
    """The files of facts in a folder, the complaints first."""
    return [folder / FACTS, *sorted(folder.glob("facts-*.parquet"))]


def _write(
    folder: Path, prepared: PreparedReport, counted: CountedReport, rows: int, structure: list[list[Any]]
) -> str:
    content = canonical(
        {
            "counted": to_stored(counted),
            "drawn": drawn_charts(drafted(counted)),
            "structure": structure,
            "rows": rows,
            "facts": [[path.stem, sha256_of(path)] for path in tables_in(folder)],
        }
    )
    write_whole(folder / COUNTED, content.encode("utf-8"))
    return hash_of(content)
