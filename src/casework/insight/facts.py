"""The facts of the record: one row a complaint or other contact, in pieces, so that memory stays bounded.

What the events tell stands in the complaint's own row (`putright.cases.CaseFacts`); where it belongs is joined here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

from django.db.models import OuterRef, Q, QuerySet, Subquery

from casework.agreements.models import Forwarding
from casework.complaints.models import Complaint
from casework.insight.structure import Structure, structure_of
from casework.intake.models import Contact
from casework.people.models import Organisation
from putright.calendars import in_london
from putright.cases import CaseFacts
from putright.measures import ColumnKind, Period, Schema, schemas

if TYPE_CHECKING:
    import pyarrow as pa

AT_ONCE = 2000
EVERYTHING = Q()
_COUNTED = tuple(one.name for one in fields(CaseFacts))
_DAYS = tuple(
    one.name for one in schemas()["facts"].columns if one.kind is ColumnKind.DAY and one.name in _COUNTED
)

TOLD = ("pk", "reference", "procedure", "service_id", "team_id", "contractor", *_COUNTED)
"""What is read of a complaint, in the order `complaint_batch` takes it."""
CONTACT_TOLD = ("pk", "decision", "channel", "themes", "services", "ward", "arrived_at", "service_id")
"""What is read of a contact, in the order `contact_batch` takes it."""
Told = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which facts are wanted.

    complaints  a condition over complaints, such as what an officer may see.
    contacts    whether contacts that are no complaints are among them.
    year        only what a report of that period counts; None = everything.
    """

    complaints: Q = EVERYTHING
    contacts: bool = True
    year: Period | None = None


ALL = Chosen()
"""Everything an administrator is entitled to: restricted complaints are counted, and their rows name nobody."""


def complaints_chosen(organisation: Organisation, chosen: Chosen) -> QuerySet[Complaint]:
    """The complaints whose facts are wanted, in no order."""
    found = Complaint.objects.filter(chosen.complaints, organisation=organisation)
    return found.filter(_within(chosen.year)) if chosen.year else found


def fact_pieces(
    organisation: Organisation, chosen: Chosen = ALL, *, told: Told | None = None
) -> Iterator[pa.RecordBatch]:
    """The facts in pieces of a few thousand rows, in the order they were recorded; columns as `arrow_schema("facts")`.

    told  called with how many complaints were read, of how many.
    """
    structure = structure_of(organisation)
    complaints = complaints_chosen(organisation, chosen)
    total = complaints.count() if told else 0
    done = after = 0
    while page := _page(complaints, after):
        yield complaint_batch(page, organisation, structure)
        after = page[-1][0]
        done += len(page)
        if told:
            told(done, total)
    if chosen.contacts:
        yield from _contact_pieces(organisation, chosen, structure)


@cache
def arrow_schema(table: str) -> pa.Schema:
    """The columns of a table of figures, with their types."""
    import pyarrow as pa

    kinds = {
        ColumnKind.DAY: pa.date32(), ColumnKind.YES: pa.bool_(), ColumnKind.NUMBER: pa.int64(),
        ColumnKind.PENCE: pa.int64(),
    }  # fmt: skip
    asked: Schema = schemas()[table]
    return pa.schema([(one.name, kinds.get(one.kind, pa.string())) for one in asked.columns])


def batch_of(table: str, columns: dict[str, Sequence[Any]], rows: int) -> pa.RecordBatch:
    """These columns as a piece of the table; one that is not given is empty."""
    import pyarrow as pa

    schema = arrow_schema(table)
    return pa.RecordBatch.from_arrays(
        [pa.array(columns.get(one.name, [None] * rows), one.type) for one in schema], schema=schema
    )


def _within(year: Period) -> Q:
    """True of what a report of that period counts: received by its end, and still open or something happened since."""
    happened = Q(closed_on=None)
    for name in _DAYS:
        happened |= Q(**{f"{name}__gte": year.starts_on})
    return Q(received_at__lte=year.ends_on) & happened


def _page(complaints: QuerySet[Complaint], after: int) -> list[tuple[Any, ...]]:
    found = with_contractor(complaints.filter(pk__gt=after))
    return list(found.order_by("pk").values_list(*TOLD)[:AT_ONCE])


def with_contractor(complaints: QuerySet[Complaint]) -> QuerySet[Any]:
    """The complaints with the name of the contractor each was last passed to, so that `TOLD` can be read of them."""
    passed = Forwarding.objects.filter(complaint=OuterRef("pk")).order_by("-pk")
    return complaints.annotate(contractor=Subquery(passed.values("contractor__name")[:1]))


def complaint_batch(
    page: Sequence[tuple[Any, ...]], organisation: Organisation, structure: Structure
) -> pa.RecordBatch:
    """The facts of some complaints, of each of which `TOLD` was read."""
    _, references, procedures, services, teams, contractors, *counted = zip(*page, strict=True)
    places = [structure.place(service, team) for service, team in zip(services, teams, strict=True)]
    columns = {
        "reference": references, "procedure": procedures, "contractor": contractors,
        "organisation": [organisation.name] * len(page),
        "department": [department for department, _ in places],
        "service": [service for _, service in places],
        **dict(zip(_COUNTED, counted, strict=True)),
    }  # fmt: skip
    return batch_of("facts", columns, len(page))


def _contact_pieces(
    organisation: Organisation, chosen: Chosen, structure: Structure
) -> Iterator[pa.RecordBatch]:
    """What was decided to be no complaint: compliments, service requests and the like."""
    found, after = contacts_told(organisation), 0
    while page := list(found.filter(pk__gt=after).order_by("pk").values_list(*CONTACT_TOLD)[:AT_ONCE]):
        after = page[-1][0]
        kept = [row for row in page if chosen.year is None or _in(in_london(row[6]).date(), chosen.year)]
        if kept:
            yield contact_batch(kept, organisation, structure)


def contacts_told(organisation: Organisation) -> QuerySet[Contact]:
    """The contacts that count as facts: decided, and no complaint."""
    return Contact.objects.filter(organisation=organisation, complaint=None).exclude(decision="")


def contact_batch(
    page: Sequence[tuple[Any, ...]], organisation: Organisation, structure: Structure
) -> pa.RecordBatch:
    """The facts of some contacts, of each of which `CONTACT_TOLD` was read."""
    numbers, kinds, channels, themes, others, wards, moments, services = zip(*page, strict=True)
    places = [structure.place(service, None) for service in services]
    columns = {
        "reference": [f"contact-{number}" for number in numbers], "kind": kinds, "channel": channels,
        "received_at": [in_london(moment).date() for moment in moments],
        "organisation": [organisation.name] * len(page),
        "department": [department for department, _ in places],
        "service": [service for _, service in places],
        "themes": [";".join(those) or None for those in themes], "ward": [ward or None for ward in wards],
        "multi_service": [True if those else None for those in others],
    }  # fmt: skip
    return batch_of("facts", columns, len(page))


def _in(day: date, year: Period) -> bool:
    return year.starts_on <= day <= year.ends_on
