"""Writing many rows at once: COPY on PostgreSQL, prepared statements on SQLite."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass, field, fields
from datetime import UTC, date, datetime
from operator import attrgetter
from typing import Any

from django.db import connection, transaction

from casework.complaints.models import Complaint
from casework.complaints.projection import (
    ClockColumns,
    ComplaintColumns,
    EndColumns,
    Projection,
    ReferralColumns,
    StageColumns,
)
from casework.complaints.references import new_reference
from casework.complaints.stories import Story
from casework.complaints.storing import EVENT_COLUMNS

Row = tuple[Any, ...]

_OWN = (
    "id",
    "reference",
    "organisation_id",
    "procedure",
    "own_policy",
    "service_id",
    "team_id",
    "vulnerable",
)
_COMPLAINT = (*_OWN, *(one.name for one in fields(ComplaintColumns)))
_CLOCK = ("complaint_id", *(one.name for one in fields(ClockColumns)))
_STAGE = ("complaint_id", *(one.name for one in fields(StageColumns)))
_END = ("complaint_id", *(one.name for one in fields(EndColumns)))
_REFERRAL = ("complaint_id", *(one.name for one in fields(ReferralColumns)))
_NOTE = (
    "id", "complaint_id", "about", "point", "stage", "channel", "words", "happened_at", "written_at",
    "officer_id", "with_complainant",
)  # fmt: skip
_complaint = attrgetter(*(one.name for one in fields(ComplaintColumns)))
_clock = attrgetter(*(one.name for one in fields(ClockColumns)))
_end = attrgetter(*(one.name for one in fields(EndColumns)))
_referral = attrgetter(*(one.name for one in fields(ReferralColumns)))
_stage = attrgetter(*(one.name for one in fields(StageColumns)))


@dataclass(slots=True)
class Rows:
    """Rows of many complaints by table, each in the order of its columns."""

    complaints: list[Row] = field(default_factory=list)
    events: list[Row] = field(default_factory=list)
    clocks: list[Row] = field(default_factory=list)
    stages: list[Row] = field(default_factory=list)
    ends: list[Row] = field(default_factory=list)
    referrals: list[Row] = field(default_factory=list)
    words: list[Row] = field(default_factory=list)
    points: list[Row] = field(default_factory=list)
    parties: list[Row] = field(default_factory=list)
    notes: list[Row] = field(default_factory=list)
    named_officers: list[Row] = field(default_factory=list)
    found_by: list[Row] = field(default_factory=list)

    @property
    def numbers(self) -> tuple[int, ...]:
        """The numbers of the complaints, in the order of their stories."""
        return tuple(row[0] for row in self.complaints)

    @property
    def versions(self) -> tuple[int, ...]:
        """The versions of the complaints, in the order of their stories."""
        return tuple(row[_COMPLAINT.index("version")] for row in self.complaints)

    def add_projection(
        self, pk: int, reference: str, organisation_id: int, story: Story, projection: Projection
    ) -> None:
        """The rows that follow from the events of one complaint."""
        own = (
            pk, reference, organisation_id, story.procedure, story.own_policy, story.service_id,
            story.team_id, story.vulnerable,
        )  # fmt: skip
        self.complaints.append((*own, *_complaint(projection.complaint)))
        self.clocks += [(pk, *_clock(clock)) for clock in projection.clocks]
        self.stages += [(pk, *_stage(stage)) for stage in projection.stages]
        self.ends += [(pk, *_end(end)) for end in projection.ends]
        self.referrals += [(pk, *_referral(one)) for one in projection.referrals]


def write_rows(rows: Rows) -> None:
    """Put all rows in their tables. The caller holds the transaction."""
    left = _columns_left_out()
    complaints = (*_COMPLAINT, *(name for name, _ in left))
    blank = tuple(value for _, value in left)
    _put("complaints_complaint", complaints, [(*row, *blank) for row in rows.complaints])
    _put("complaints_event", EVENT_COLUMNS, rows.events, dated=False)
    _put("complaints_clock", _CLOCK, rows.clocks)
    _put("complaints_stagefact", _STAGE, rows.stages)
    _put("complaints_openend", _END, rows.ends)
    _put("complaints_referral", _REFERRAL, rows.referrals)
    _put("complaints_words", ("complaint_id", "title", "happened", "wanted"), rows.words, dated=False)
    _put("complaints_point", ("complaint_id", "key", "words", "sought"), rows.points, dated=False)
    _put(
        "complaints_party",
        ("complaint_id", "person_id", "role", "authority", "authority_until"),
        rows.parties,
    )
    _put("complaints_note", _NOTE, rows.notes)
    _put("complaints_namedofficer", ("complaint_id", "officer_id"), rows.named_officers)
    if connection.vendor == "sqlite":
        _put("complaint_search", ("rowid", "reference", "words"), rows.found_by, dated=False)
    else:
        _put("complaint_search", ("id", "words"), [(pk, words) for pk, _, words in rows.found_by])


def reserve_ids(table: str, number: int) -> tuple[int, ...]:
    """Identifiers nobody else will get; those not used stay unused."""
    if number == 0:
        return ()
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor != "sqlite":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
                [table, number],
            )
            return tuple(row[0] for row in cursor.fetchall())
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        found = cursor.fetchone()
        if found is None:
            cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, number])
        else:
            cursor.execute("UPDATE sqlite_sequence SET seq = seq + %s WHERE name = %s", [number, table])
        last = found[0] if found else 0
        return tuple(range(last + 1, last + number + 1))


def reserve_references(number: int, *, besides: Set[str] = frozenset()) -> tuple[str, ...]:
    """References no complaint has; among a million, two draws in a hundred thousand are taken already.

    besides  others that are reserved and not written yet.
    """
    drawn: set[str] = set()
    while len(drawn) < number:
        wanted = {new_reference() for _ in range(number - len(drawn))} - besides
        taken = Complaint.objects.filter(reference__in=wanted).values_list("reference", flat=True)
        drawn |= wanted - set(taken)
    return tuple(drawn)


def _columns_left_out() -> list[tuple[str, Any]]:
    """Columns of a complaint that neither its story nor its events fill, with their defaults."""
    known = set(_COMPLAINT)
    return [
        (str(one.column), one.get_default())
        for one in Complaint._meta.concrete_fields
        if one.column not in known
    ]


def _put(table: str, columns: Sequence[str], rows: Sequence[Row], *, dated: bool = True) -> None:
    """dated  False where no column is a date, which saves looking at every value."""
    names = ", ".join(f'"{name}"' for name in columns)
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            values = ", ".join(["%s"] * len(columns))
            cursor.executemany(
                f'INSERT INTO "{table}" ({names}) VALUES ({values})',  # noqa: S608 - both are ours
                [tuple([plain(value) for value in row]) for row in rows] if dated else rows,
            )
        elif rows:
            with cursor.copy(f'COPY "{table}" ({names}) FROM STDIN') as copy:
                for row in rows:
                    copy.write_row(row)


def plain(value: Any) -> Any:
    """A date or moment as Django keeps it in SQLite."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).replace(tzinfo=None).isoformat(" ")
    return value.isoformat() if isinstance(value, date) else value
