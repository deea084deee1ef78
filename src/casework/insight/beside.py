"""The tables of figures beside the facts, in pieces, so that memory stays bounded.

Promises and an Ombudsman's questions are what is followed to its end; who was spoken with first is a column of the
complaint. The rest stands in its row as one text (`putright.cases.counted_beside`). Where each belongs is joined here.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from casework.complaints.models import OpenEnd
from casework.insight.facts import ALL, AT_ONCE, Chosen, batch_of, complaints_chosen
from casework.insight.structure import Structure, structure_of
from casework.people.models import Organisation
from putright.cases import TABLES, EndKind
from putright.measures import ColumnKind, Period, schemas
from putright.vocabulary import EnquiryStep

if TYPE_CHECKING:
    import pyarrow as pa

_OWN_PLACE = ("reference", "service_id", "team_id")
_PLACE = tuple(f"complaint__{name}" for name in _OWN_PLACE)
_KEPT, _MOVED = "kept", "renegotiated"


def promise_pieces(organisation: Organisation, chosen: Chosen = ALL) -> Iterator[pa.RecordBatch]:
    """Every promise that has a day; one that was agreed anew counts by its new day alone."""
    yield from _end_pieces("promises", EndKind.PROMISE, "kept_on", _KEPT, organisation, chosen)


def enquiry_pieces(organisation: Organisation, chosen: Chosen = ALL) -> Iterator[pa.RecordBatch]:
    """Everything an Ombudsman asked for that has a day; what it took back is left out."""
    yield from _end_pieces(
        "enquiries", EndKind.ENQUIRY, "answered_on", EnquiryStep.ANSWERED.value, organisation, chosen
    )


def first_contact_pieces(organisation: Organisation, chosen: Chosen = ALL) -> Iterator[pa.RecordBatch]:
    """Every complaint accepted of which it can be told whether we spoke with the complainant first."""
    structure, after = structure_of(organisation), 0
    found = complaints_chosen(organisation, _in_no_year(chosen)).filter(
        accepted=True, contacted_first__isnull=False, received_at__isnull=False
    )
    if chosen.year:
        found = found.filter(received_at__range=(chosen.year.starts_on, chosen.year.ends_on))
    names = ("pk", *_OWN_PLACE, "received_at", "contacted_first")
    while page := list(found.filter(pk__gt=after).order_by("pk").values_list(*names)[:AT_ONCE]):
        after = page[-1][0]
        _, references, services, teams, days, contacted = zip(*page, strict=True)
        columns = {"received_on": days, "contacted_first": contacted}
        yield _placed("first_contacts", references, services, teams, structure, columns)


def pieces_told(table: str, organisation: Organisation, chosen: Chosen = ALL) -> Iterator[pa.RecordBatch]:
    """Every row of a table that events alone tell, as it stands in the complaint's own row."""
    structure, after = structure_of(organisation), 0
    days = tuple(one.name for one in schemas()[table].columns if one.kind is ColumnKind.DAY)
    found = complaints_chosen(organisation, _in_no_year(chosen)).filter(
        counted_beside__contains=f'"{table}":'
    )
    while page := list(
        found.filter(pk__gt=after).order_by("pk").values_list("pk", *_OWN_PLACE, "counted_beside")[:AT_ONCE]
    ):
        after = page[-1][0]
        rows = [
            (reference, service, team, row)
            for _, reference, service, team, text in page
            for row in _read(json.loads(text).get(table, ()), days)
            if chosen.year is None or _happened_in(row, days, chosen.year)
        ]
        if rows:
            references, services, teams, told = zip(*rows, strict=True)
            names = {name for row in told for name in row}
            columns = {name: [row.get(name) for row in told] for name in names}
            yield _placed(table, references, services, teams, structure, columns)


_Pieces = Callable[[Organisation, Chosen], Iterator["pa.RecordBatch"]]


def _at_least_one(
    table: str, pieces: _Pieces, organisation: Organisation, chosen: Chosen = ALL
) -> Iterator[pa.RecordBatch]:
    """The pieces, or an empty one: the record tells that there was none, which is a nought and not unknown."""
    found = pieces(organisation, chosen)
    first = next(found, None)
    yield batch_of(table, {}, 0) if first is None else first
    yield from found


_FOUND: dict[str, _Pieces] = {
    "promises": promise_pieces,
    "enquiries": enquiry_pieces,
    "first_contacts": first_contact_pieces,
    **{name: partial(pieces_told, name) for name in TABLES},
}
BESIDE: dict[str, _Pieces] = {name: partial(_at_least_one, name, pieces) for name, pieces in _FOUND.items()}
"""Each table by its name, with at least one piece of it, which may be empty."""


def _in_no_year(chosen: Chosen) -> Chosen:
    """The same of any year: what is beside a complaint happens after it was closed too, so that its own days decide."""
    return replace(chosen, year=None)


def _read(rows: Sequence[dict[str, Any]], days: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    for row in rows:
        yield {name: date.fromisoformat(value) if name in days else value for name, value in row.items()}


def _happened_in(row: dict[str, Any], days: tuple[str, ...], year: Period) -> bool:
    return any((day := row.get(name)) is not None and year.starts_on <= day <= year.ends_on for name in days)


def _end_pieces(
    table: str, kind: EndKind, ended: str, step: str, organisation: Organisation, chosen: Chosen
) -> Iterator[pa.RecordBatch]:
    structure, after = structure_of(organisation), 0
    found = OpenEnd.objects.filter(
        complaint__in=complaints_chosen(organisation, _in_no_year(chosen)).values("pk"), kind=kind.value,
        due_on__isnull=False,
    ).exclude(step__in=(_MOVED, EnquiryStep.NOT_NEEDED.value))  # fmt: skip
    if chosen.year:
        found = found.filter(due_on__range=(chosen.year.starts_on, chosen.year.ends_on))
    names = ("pk", *_PLACE, "due_on", "step", "ended_on", "complaint__ombudsman_body")
    while page := list(found.filter(pk__gt=after).order_by("pk").values_list(*names)[:AT_ONCE]):
        after = page[-1][0]
        _, references, services, teams, dues, steps, ends, bodies = zip(*page, strict=True)
        done = [day if one == step else None for one, day in zip(steps, ends, strict=True)]
        columns: dict[str, Any] = {"due_on": dues, ended: done}
        if kind is EndKind.ENQUIRY:
            columns["body"] = bodies
        yield _placed(table, references, services, teams, structure, columns)


def _placed(
    table: str, references: Any, services: Any, teams: Any, structure: Structure, columns: dict[str, Any]
) -> pa.RecordBatch:
    places = [structure.place(service, team) for service, team in zip(services, teams, strict=True)]
    where = {
        "reference": references,
        "department": [department for department, _ in places],
        "service": [service for _, service in places],
    }
    return batch_of(table, {**where, **columns}, len(references))
