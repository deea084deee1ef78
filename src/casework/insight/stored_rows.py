"""Rows as they are stored: the facts, with what decides who may see them, and without names that may change.

Where a row belongs is stored by number and named when it is read. `bad` rows contradict themselves and are not counted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet

from casework.complaints.models import Complaint
from casework.insight.facts import (
    AT_ONCE,
    CONTACT_TOLD,
    TOLD,
    arrow_schema,
    complaint_batch,
    contact_batch,
    contacts_told,
    with_contractor,
)
from casework.insight.structure import Structure
from casework.intake.models import Contact
from casework.people.models import Organisation
from putright.measures import schemas
from putright.measures.columns import literal
from putright.measures.typed import trimmed, typed

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa

SCOPING = ("key", "team", "service_number", "owner", "restricted")
"""key: the number of a complaint; of a contact, less than nought."""
_TYPES = ("BIGINT", "BIGINT", "BIGINT", "BIGINT", "BOOLEAN")
_NOWHERE = Structure({}, {})
_EXTRA = ("team_id", "service_id", "owner_id", "restricted", "facts_changed")
_CONTACT_EXTRA = ("service_id", "facts_changed")
Read = Callable[[Organisation, Any], "tuple[pa.Table, Changes] | None"]
Changes = dict[int, int]
"""By key: how often a row had changed when it was read."""


def columns_of_file() -> str:
    """The columns of stored rows with their types, as a table is made of them."""
    own = [f"{name} {kind}" for name, kind in zip(SCOPING, _TYPES, strict=True)]
    return ", ".join(
        [*own, *(f"{one.name} {one.kind.label}" for one in schemas()["facts"].columns), "bad BOOLEAN"]
    )


def pages(organisation: Organisation) -> Iterator[tuple[pa.Table, Changes]]:
    """Everything on record, in pieces, each with how often its rows had changed."""
    every: tuple[tuple[Read, QuerySet[Any]], ...] = (
        (_complaints, complaints_of(organisation)), (_contacts, contacts_told(organisation)),
    )  # fmt: skip
    for read, found in every:
        after = 0
        while page := read(organisation, found.filter(pk__gt=after).order_by("pk")[:AT_ONCE]):
            rows, changes = page
            after = max(abs(key) for key in changes)
            yield rows, changes


def rows_of(organisation: Organisation, keys: Sequence[int]) -> tuple[list[pa.Table], Changes]:
    """These rows as they are now. A contact that has become a complaint has none; its change is told all the same."""
    pieces: list[pa.Table] = []
    changes: Changes = {}
    for at in range(0, len(keys), AT_ONCE):
        some = keys[at : at + AT_ONCE]
        every: tuple[tuple[Read, QuerySet[Any], list[int]], ...] = (
            (_complaints, complaints_of(organisation), [key for key in some if key > 0]),
            (_contacts, contacts_told(organisation), [-key for key in some if key < 0]),
        )
        for read, found, wanted in every:
            page = read(organisation, found.filter(pk__in=wanted)) if wanted else None
            if page:
                pieces.append(page[0])
                changes |= page[1]
    gone = [-key for key in keys if key < 0 and key not in changes]
    if gone:
        left = Contact.objects.filter(organisation=organisation, pk__in=gone)
        changes |= {-number: changed for number, changed in left.values_list("pk", "facts_changed")}
    return pieces, changes


def complaints_of(organisation: Organisation) -> QuerySet[Complaint]:
    """All complaints of the organisation."""
    return Complaint.objects.filter(organisation=organisation)


def put(engine: duckdb.DuckDBPyConnection, table: str, rows: pa.Table) -> None:
    """Add rows to a table of the engine, each looked at for whether it can be counted."""
    engine.register("piece", rows)
    engine.execute(f"INSERT INTO {table} {typed('facts', 'piece', SCOPING)}")
    engine.unregister("piece")


def named(organisation: Organisation, structure: Structure) -> dict[str, str]:
    """Each column of the facts as it is read of stored rows, with the names that are true now."""
    services = {number: code for number, (code, _) in structure.services.items()}
    departments = {number: department for number, (_, department) in structure.services.items()}
    by_service = _looked_up("service_number", departments)
    return {one.name: one.name for one in schemas()["facts"].columns} | {
        "service": _looked_up("service_number", services),
        "department": f"coalesce({by_service}, {_looked_up('team', structure.teams)})",
        "organisation": literal(organisation.name.strip()),
    }


def _looked_up(column: str, names: Mapping[int, str]) -> str:
    """The name a number stands for, found by its place in a list."""
    if not names:
        return "CAST(NULL AS VARCHAR)"
    first, last = min(names), max(names)
    said = (names.get(number, "").strip() for number in range(first, last + 1))
    words = ", ".join(literal(name) if name else "NULL" for name in said)
    return f"[{words}][CASE WHEN {column} BETWEEN {first} AND {last} THEN {column} - {first} + 1 END]"


def _complaints(organisation: Organisation, found: QuerySet[Complaint]) -> tuple[pa.Table, Changes] | None:
    rows = list(with_contractor(found).values_list(*TOLD, *_EXTRA))
    if not rows:
        return None
    told = [row[: len(TOLD)] for row in rows]
    numbers = [row[0] for row in rows]
    teams, services, owners, restricted, changed = zip(*(row[len(TOLD) :] for row in rows), strict=True)
    batch = complaint_batch(told, organisation, _NOWHERE)
    return _with(batch, numbers, teams, services, owners, restricted), dict(
        zip(numbers, changed, strict=True)
    )


def _contacts(organisation: Organisation, found: QuerySet[Contact]) -> tuple[pa.Table, Changes] | None:
    rows = list(found.values_list(*CONTACT_TOLD, *_CONTACT_EXTRA))
    if not rows:
        return None
    told = [row[: len(CONTACT_TOLD)] for row in rows]
    keys = [-row[0] for row in rows]
    services, changed = zip(*(row[len(CONTACT_TOLD) :] for row in rows), strict=True)
    nobody = [None] * len(rows)
    batch = contact_batch(told, organisation, _NOWHERE)
    return _with(batch, keys, nobody, services, nobody, [False] * len(rows)), dict(
        zip(keys, changed, strict=True)
    )


def _with(batch: pa.RecordBatch, *scoping: Iterable[Any]) -> pa.Table:
    import pyarrow as pa

    kinds = (pa.int64(), pa.int64(), pa.int64(), pa.int64(), pa.bool_())
    own = {
        name: pa.array(list(column), kind) for name, column, kind in zip(SCOPING, scoping, kinds, strict=True)
    }
    names = arrow_schema("facts").names
    return trimmed(pa.table({**own, **dict(zip(names, batch.columns, strict=True))}))
