"""Reports from the record: the same `putright.reports` that make them from a CSV, over the facts of the database."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from casework.insight.beside import BESIDE
from casework.insight.facts import ALL, Chosen, Told, arrow_schema, fact_pieces
from casework.insight.structure import measured_as
from casework.people.models import Organisation
from putright.measures import Facts, FactsError, Period, add_table, read_facts
from putright.measures import Organisation as Measured
from putright.reports import NOTHING_WRITTEN, Comparison, Report, WrittenWords, build

if TYPE_CHECKING:
    import pyarrow as pa


class NothingToCount(FactsError):
    """There is no complaint yet, or none that may be seen."""


@contextmanager
def facts_of_record(
    organisation: Organisation, chosen: Chosen = ALL, *, skip_bad: bool = False, told: Told | None = None
) -> Iterator[Facts]:
    """The facts of the record with the tables beside them, read as those of a file are.

    Raises  NothingToCount; FactsError when a row contradicts itself and `skip_bad` is not given.
    """
    pieces = fact_pieces(organisation, chosen, told=told)
    first = next(pieces, None)
    if first is None:
        raise NothingToCount("there is no complaint to count yet")
    with read_facts(reader_of("facts", first, pieces), skip_bad=skip_bad) as facts:
        for name, beside in BESIDE.items():
            found = beside(organisation, chosen)
            first = next(found, None)
            if first is not None:
                add_table(facts, name, reader_of(name, first, found), skip_bad=skip_bad)
        yield facts


def reader_of(table: str, first: pa.RecordBatch, rest: Iterator[pa.RecordBatch]) -> pa.RecordBatchReader:
    """The pieces of a table as the reader of facts takes them."""
    import pyarrow as pa

    def pieces() -> Iterator[pa.RecordBatch]:
        yield first
        yield from rest

    return pa.RecordBatchReader.from_batches(arrow_schema(table), pieces())


def known_as(organisation: Organisation, more: Measured | None) -> Measured:
    """The organisation as figures know it. more: what a file tells, such as labels; of a number it names, it alone.

    The nation is that of its procedures; what the file says counts where they leave it open.
    """
    own = measured_as(organisation)
    if more is None:
        return own
    told = {one.what for one in more.numbers}
    numbers = (*more.numbers, *(one for one in own.numbers if one.what not in told))
    labels = {**own.labels, **more.labels}
    return replace(
        more, name=more.name or own.name, units=more.units or own.units, numbers=numbers, labels=labels,
        nation=own.nation or more.nation,
    )  # fmt: skip


def make_report(
    name: str, organisation: Organisation, period: Period, *, compare: bool = False, more: Measured | None = None,
    commentary: WrittenWords = NOTHING_WRITTEN, procedures: tuple[str, ...] = (), chosen: Chosen = ALL,
    skip_bad: bool = False, told: Told | None = None,
) -> Report:  # fmt: skip
    """The report of that name over the record.

    compare  with the same days a year earlier.
    more     labels and the like from the organisation's file; its homes and residents instead of those entered here.
    Raises   what `putright.reports.build` raises, and what `facts_of_record` does.
    """
    with facts_of_record(organisation, chosen, skip_bad=skip_bad, told=told) as facts:
        return build(
            name, facts, period=period, previous=Comparison(period.before) if compare else None,
            organisation=known_as(organisation, more), name=organisation.name, commentary=commentary,
            procedures=procedures,
        )  # fmt: skip
