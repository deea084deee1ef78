"""Events as rows: read back for replay, written with the hash that chains them."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from casework.complaints.models import Complaint
from casework.complaints.models import Event as EventRow
from putright.cases import FIRST, Event, canonical, chain_hash, event_from_data, event_to_data, when_to_text

EVENT_COLUMNS = (
    "complaint_id",
    "sequence",
    "kind",
    "stage",
    "at",
    "precision",
    "by",
    "recorded_at",
    "data",
    "hash",
)


def read_events(complaint: Complaint) -> tuple[tuple[Event, ...], str]:
    """The events of a complaint in order, and the hash the next one follows. One statement."""
    rows = EventRow.objects.filter(complaint=complaint).order_by("sequence")
    events: list[Event] = []
    last = FIRST
    for row in rows.values_list(*EVENT_COLUMNS[1:]):
        events.append(from_row(row))
        last = row[-1]
    return tuple(events), last


def from_row(row: Sequence[object]) -> Event:
    """The event of a row with the columns after `complaint_id`."""
    return event_from_data(_fields(row))


def _fields(row: Sequence[object]) -> dict[str, object]:
    sequence, kind, stage, at, precision, by, recorded_at, data, *_ = row
    fields = {
        "sequence": sequence,
        "kind": kind,
        "at": at,
        "precision": precision,
        "data": json.loads(str(data)),
    }
    if stage is not None:
        fields["stage"] = stage
    if by is not None:
        fields["by"] = by
    if recorded_at is not None:
        fields["recorded_at"] = recorded_at
    return fields


def stamped(events: Iterable[Event], recorded_at: datetime) -> tuple[Event, ...]:
    """The events with the moment they were recorded; the story's source stays out of the record."""
    return tuple(replace(event, recorded_at=recorded_at, source=None) for event in events)


def event_rows(
    complaint_id: int, reference: str, events: Iterable[Event], previous: str
) -> list[tuple[object, ...]]:
    """Rows in the order of EVENT_COLUMNS, chained on from the hash before."""
    rows: list[tuple[object, ...]] = []
    for event in events:
        fields = event_to_data(event)
        data = canonical(fields["data"])
        previous = chain_hash(previous, {**fields, "complaint": reference})
        rows.append(
            (
                complaint_id, event.sequence, fields["kind"], event.stage, fields["at"], fields["precision"],
                event.by, when_to_text(event.recorded_at), data, previous,
            )
        )  # fmt: skip
    return rows


def row_hash(reference: str, row: Sequence[object], previous: str) -> str:
    """The hash a stored row should have after `previous`; differs when any of it was changed."""
    return chain_hash(previous, {**_fields(row), "complaint": reference})
