"""Proving the record: every chain unbroken, and every projection what its events say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date

from casework.complaints.calendars import OrganisationCalendar, organisation_calendar
from casework.complaints.models import Clock, Complaint, NamedOfficer, OpenEnd, Referral, StageFact
from casework.complaints.models import Event as EventRow
from casework.complaints.projection import (
    ClockColumns,
    ComplaintColumns,
    EndColumns,
    Projection,
    ReferralColumns,
    StageColumns,
    project,
)
from casework.complaints.storing import EVENT_COLUMNS, from_row, row_hash
from casework.people.models import Organisation
from casework.published.proving import broken_editions
from putright.cases import FIRST, replay
from putright.cases.state import day_of
from putright.procedures import Procedure, load_procedures

AT_ONCE = 500
COMPLAINT_COLUMNS = tuple(field.name for field in fields(ComplaintColumns))
CLOCK_COLUMNS = tuple(field.name for field in fields(ClockColumns))
END_COLUMNS = tuple(field.name for field in fields(EndColumns))
REFERRAL_COLUMNS = tuple(field.name for field in fields(ReferralColumns))
STAGE_COLUMNS = tuple(field.name for field in fields(StageColumns))

Row = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Verified:
    """What was looked at and what was found wrong, first things first; empty `problems` = all is well."""

    complaints: int
    events: int
    problems: tuple[str, ...]
    editions: int = 0


@dataclass(frozen=True, slots=True)
class Held:
    """One complaint as the tables hold it."""

    id: int
    reference: str
    procedure: str
    own_policy: str
    columns: Row
    events: tuple[Row, ...]
    clocks: tuple[Row, ...]
    stages: tuple[Row, ...]
    ends: tuple[Row, ...]
    referrals: tuple[Row, ...]
    named: frozenset[str]


def verify(*, at_most: int = 20) -> Verified:
    """Read every complaint and prove its chain and its rows; then every frozen report and its files.

    at_most  stop listing after so many problems; everything is counted all the same.
    """
    complaints = events = 0
    problems: list[str] = []
    for organisation in Organisation.objects.order_by("id"):
        calendar = organisation_calendar(organisation)
        for held in complaints_held(organisation):
            complaints += 1
            events += len(held.events)
            if len(problems) < at_most:
                problems += problems_of(held, calendar)
    editions, broken = broken_editions()
    return Verified(complaints, events, (*problems, *broken)[:at_most], editions)


def problems_of(held: Held, calendar: OrganisationCalendar) -> tuple[str, ...]:
    """What is wrong with one complaint: the first broken link, or else the rows that differ."""
    broken = first_broken_link(held.reference, held.events)
    if broken is not None:
        return (broken,)
    return tuple(_differences(held, *rebuilt(held, calendar)))


def first_broken_link(reference: str, rows: tuple[Row, ...]) -> str | None:
    """Which event of the chain is the first that cannot be as it was recorded; None when all are."""
    if not rows:
        return f"{reference}: has no events, so nothing tells how it came about"
    previous = FIRST
    for number, row in enumerate(rows, start=1):
        sequence, kind, stored = row[0], row[1], str(row[-1])
        if sequence != number:
            return f"{reference}: event {number} is missing; event {sequence} ({kind}) follows the one before"
        try:
            expected = row_hash(reference, row, previous)
        except ValueError as error:
            return f"{reference}: event {number} ({kind}) cannot be read: {error}"
        if expected != stored:
            return f"{reference}: event {number} ({kind}) is not as it was recorded: its hash does not follow"
        previous = stored
    return None


def rebuilt(held: Held, calendar: OrganisationCalendar) -> tuple[Projection, frozenset[str]]:
    """What the events of a complaint make of it now, and which officers it is restricted to; empty = none."""
    procedures = load_procedures()
    case = replay([from_row(row) for row in held.events])
    last = case.events[-1].recorded_at
    own_policy: Procedure | None = procedures[held.own_policy] if held.own_policy else None
    made = project(
        case,
        procedures[case.procedure],
        calendar,
        recorded_on=day_of(last) or date.min,
        own_policy=own_policy,
    )
    return made, case.restricted_to or frozenset()


def complaints_held(organisation: Organisation) -> Iterator[Held]:
    """Every complaint of an organisation with all its rows, in the order they were made."""
    after = 0
    while True:
        found = Complaint.objects.filter(organisation=organisation, pk__gt=after).order_by("pk")
        page = list(
            found.values_list("pk", "reference", "procedure", "own_policy", *COMPLAINT_COLUMNS)[:AT_ONCE]
        )
        if not page:
            return
        ids = [row[0] for row in page]
        events = _grouped(EventRow, ids, EVENT_COLUMNS[1:], "sequence")
        clocks = _grouped(Clock, ids, CLOCK_COLUMNS, "pk")
        stages = _grouped(StageFact, ids, STAGE_COLUMNS, "position")
        ends = _grouped(OpenEnd, ids, END_COLUMNS, "pk")
        referrals = _grouped(Referral, ids, REFERRAL_COLUMNS, "pk")
        named: dict[int, set[str]] = {}
        for pk, officer in NamedOfficer.objects.filter(complaint__in=ids).values_list("complaint", "officer"):
            named.setdefault(pk, set()).add(str(officer))
        for pk, reference, procedure, own_policy, *columns in page:
            yield Held(
                pk,
                reference,
                procedure,
                own_policy,
                tuple(columns),
                tuple(events.get(pk, ())),
                tuple(clocks.get(pk, ())),
                tuple(stages.get(pk, ())),
                tuple(ends.get(pk, ())),
                tuple(referrals.get(pk, ())),
                frozenset(named.get(pk, ())),
            )
        after = ids[-1]


def values(row: object, columns: tuple[str, ...]) -> Row:
    """The values of a projection's row in the order of its columns."""
    return tuple(getattr(row, name) for name in columns)


def _grouped(
    table: type[EventRow] | type[Clock] | type[StageFact] | type[OpenEnd] | type[Referral],
    ids: list[int],
    columns: tuple[str, ...],
    order: str,
) -> dict[int, list[Row]]:
    grouped: dict[int, list[Row]] = {}
    found = table.objects.filter(complaint__in=ids).order_by("complaint_id", order)
    for pk, *row in found.values_list("complaint_id", *columns):
        grouped.setdefault(pk, []).append(tuple(row))
    return grouped


def _differences(held: Held, right: Projection, named: frozenset[str]) -> Iterator[str]:
    if held.named != named:
        yield f"{held.reference}: it is not shown to the officers its events name; run casework rebuild"
    expected = values(right.complaint, COMPLAINT_COLUMNS)
    for name, is_, should in zip(COMPLAINT_COLUMNS, held.columns, expected, strict=True):
        if is_ != should:
            yield f"{held.reference}: {name} is {is_}, its events say {should}; run casework rebuild"
    for what, rows, wanted in (
        ("deadlines", held.clocks, {values(one, CLOCK_COLUMNS) for one in right.clocks}),
        ("stages", held.stages, {values(one, STAGE_COLUMNS) for one in right.stages}),
        ("open ends", held.ends, {values(one, END_COLUMNS) for one in right.ends}),
        ("Ombudsman’s cases", held.referrals, {values(one, REFERRAL_COLUMNS) for one in right.referrals}),
    ):
        if set(rows) != wanted or len(rows) != len(wanted):
            yield f"{held.reference}: its {what} are not what its events say; run casework rebuild"
