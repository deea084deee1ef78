"""The one door: the only writer of events.

A command opens the transaction, `record` does the rest: it locks the complaint, replays its events,
applies the verbs, appends what they propose and brings the projections up to date.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from casework.complaints.calendars import OrganisationCalendar, organisation_calendar
from casework.complaints.models import Clock, ClockMove, Complaint, NamedOfficer, OpenEnd, Referral, StageFact
from casework.complaints.models import Event as EventRow
from casework.complaints.projection import (
    ClockColumns,
    ComplaintColumns,
    EndColumns,
    Projection,
    ReferralColumns,
    project,
)
from casework.complaints.storing import EVENT_COLUMNS, event_rows, read_events, stamped
from casework.journal.log_events import LogEvent
from casework.journal.logs import log
from casework.people.models import Officer
from putright.calendars import in_london
from putright.cases import FIRST, Case, CaseFacts, Event, replay, verbs
from putright.procedures import Procedure, procedure

Verb = Callable[..., tuple[Event, ...]]

_KNOW_THE_PROCEDURE: tuple[Verb, ...] = (verbs.receive, verbs.escalate, verbs.refuse_escalation)
_CLOCK_FIELDS = [name for name in ClockColumns.__dataclass_fields__ if name not in {"stage", "timescale"}]
_END_FIELDS = [name for name in EndColumns.__dataclass_fields__ if name not in {"kind", "key"}]
_REFERRAL_FIELDS = [name for name in ReferralColumns.__dataclass_fields__ if name != "key"]
_NOTHING_COUNTED: dict[str, Any] = dict.fromkeys(
    (*(one.name for one in fields(CaseFacts)), "contacted_first", "counted_beside")
)
_STAGE_FIELDS = [
    "position",
    "opened_on",
    "acknowledged_on",
    "responded_on",
    "extended_to",
    "outcome",
    "handler",
    "reasons",
]


@dataclass(frozen=True, slots=True)
class Act:
    """One verb with its fields, to be applied to the complaint as the acts before it left it."""

    verb: Verb
    fields: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Recorded:
    """What was recorded, and what the complaint has become."""

    reference: str
    complaint_id: int
    events: tuple[Event, ...]
    case: Case


class ChangedSince(Exception):
    """The writer had seen an earlier state: somebody else recorded `events` meanwhile. Nothing was written."""

    def __init__(self, reference: str, events: tuple[Event, ...]) -> None:
        super().__init__(
            f"{reference} changed meanwhile: {len(events)} events recorded since the page was opened"
        )
        self.reference = reference
        self.events = events


class NoSuchComplaint(LookupError):
    """There is no complaint with this reference."""


def act(verb: Verb, **fields: Any) -> Act:
    """One verb with its fields."""
    return Act(verb, fields)


def record(
    reference: str, *acts: Act, by: Officer, now: datetime, seen_version: int | None = None
) -> Recorded:
    """Record these acts on a complaint, all of them or none.

    now           when it is recorded; nothing may have happened after its day.
    seen_version  the version the writer saw; another one raises ChangedSince. None = whatever it is.
    Raises        CaseError when an act is impossible; ChangedSince; NoSuchComplaint. Nothing is written then.
    Statements    six: the complaint, its events, the new events, the complaint, its clocks, its stages.
    """
    with transaction.atomic():
        return record_on(opened(reference, seen_version=seen_version), *acts, by=by, now=now)


@dataclass(frozen=True, slots=True)
class Opened:
    """A complaint locked for writing, with its events and the hash the next one follows."""

    complaint: Complaint
    events: tuple[Event, ...]
    last_hash: str


def opened(reference: str, *, seen_version: int | None = None) -> Opened:
    """Lock a complaint and read its events. Two statements. Raises ChangedSince and NoSuchComplaint."""
    complaint = locked(reference)
    events, last_hash = read_events(complaint)
    if seen_version is not None and seen_version != events[-1].sequence:
        raise ChangedSince(reference, tuple(event for event in events if event.sequence > seen_version))
    return Opened(complaint, events, last_hash)


def record_on(one: Opened, *acts: Act, by: Officer, now: datetime) -> Recorded:
    """Record these acts on a complaint opened in this transaction. Four statements."""
    with transaction.atomic(savepoint=False):
        complaint, before, last_hash = one.complaint, one.events, one.last_hash
        new, case = apply_acts(before, acts, procedure(complaint.procedure), by=str(by.pk), now=now)
        return _append(complaint, new, case, last_hash, by=by, today=in_london(now).date())


def open_record(
    complaint: Complaint, acts: Sequence[Act], under: Procedure, *, by: Officer, now: datetime
) -> Recorded:
    """Record the first acts of a complaint whose row was made in this transaction; the first is `receive`."""
    with transaction.atomic():
        new, case = apply_acts((), acts, under, by=str(by.pk), now=now)
        return _append(complaint, new, case, FIRST, by=by, today=in_london(now).date())


def _append(
    complaint: Complaint, new: tuple[Event, ...], case: Case, last_hash: str, *, by: Officer, today: date
) -> Recorded:
    kinds = {event.kind for event in new}
    shown = (
        list(Clock.objects.filter(complaint=complaint))
        if kinds & {"corrected", "extended", "reopened"}
        else []
    )
    EventRow.objects.bulk_create(
        [
            EventRow(**dict(zip(EVENT_COLUMNS, row, strict=True)))
            for row in event_rows(complaint.pk, complaint.reference, new, last_hash)
        ]
    )
    if "corrected" in kinds:
        # What was struck out is followed no longer, and a stage that was not reached has no clocks.
        for rows in (Clock, StageFact, OpenEnd, Referral):
            rows.objects.filter(complaint=complaint).delete()
    made = write_projection(complaint, case, today=today)
    if shown:
        keep_moves(complaint, shown, made, because="event", number=new[-1].sequence, on=today)
    if kinds & {"restricted", "corrected"}:
        _name_officers(complaint, case)
    log(
        LogEvent.EVENT_RECORDED,
        complaint=complaint.pk,
        officer=by.pk,
        events=len(new),
        version=new[-1].sequence,
    )
    return Recorded(complaint.reference, complaint.pk, new, case)


def locked(reference: str) -> Complaint:
    """The complaint, locked against other writers until the transaction ends. Raises NoSuchComplaint."""
    try:
        return (
            Complaint.objects.select_for_update(of=("self",))
            .select_related("organisation")
            .get(reference=reference)
        )
    except Complaint.DoesNotExist:
        raise NoSuchComplaint(f"there is no complaint {reference}") from None


def apply_acts(
    before: tuple[Event, ...],
    acts: Sequence[Act],
    under: Procedure,
    *,
    by: str,
    now: datetime,
    case: Case | None = None,
) -> tuple[tuple[Event, ...], Case]:
    """The new events of these acts, and the case with them. Pure; raises CaseError.

    case  what `before` has made of the complaint, where that is known already.
    """
    today = in_london(now).date()
    events = before
    if case is None and events:
        case = replay(events)
    for one in acts:
        fields = dict(one.fields)
        if one.verb in _KNOW_THE_PROCEDURE:
            fields["procedure"] = under
        fields.setdefault("today", today)
        events = (*events, *stamped(one.verb(case, by=by, **fields), now))
        case = replay(events)
    if case is None or len(events) == len(before):
        raise ValueError("nothing to record: name at least one act")
    return events[len(before) :], case


def own_policy_of(complaint: Complaint) -> Procedure | None:
    """The organisation's own policy running beside the complaint's procedure."""
    return procedure(complaint.own_policy) if complaint.own_policy else None


def projection_of(
    complaint: Complaint, case: Case, calendar: OrganisationCalendar, *, today: date
) -> Projection:
    """The rows that follow from the case, for this complaint."""
    return project(
        case, procedure(complaint.procedure), calendar, recorded_on=today, own_policy=own_policy_of(complaint)
    )


def write_projection(complaint: Complaint, case: Case, *, today: date) -> Projection:
    """Bring the complaint's rows up to date with its events. Three statements, one where anything is followed and
    one where an Ombudsman has a case."""
    made = projection_of(complaint, case, organisation_calendar(complaint.organisation), today=today)
    columns = asdict(made.complaint)
    for name, value in columns.items():
        setattr(complaint, name, value)
    complaint.facts_changed = F("facts_changed") + 1
    complaint.save(update_fields=[*columns, "facts_changed"])
    Clock.objects.bulk_create(
        [Clock(complaint=complaint, **asdict(clock)) for clock in made.clocks],
        update_conflicts=True, unique_fields=["complaint", "stage", "timescale"], update_fields=_CLOCK_FIELDS,
    )  # fmt: skip
    StageFact.objects.bulk_create(
        [StageFact(complaint=complaint, **asdict(stage)) for stage in made.stages],
        update_conflicts=True, unique_fields=["complaint", "stage"], update_fields=_STAGE_FIELDS,
    )  # fmt: skip
    if made.ends:
        OpenEnd.objects.bulk_create(
            [OpenEnd(complaint=complaint, **asdict(one)) for one in made.ends],
            update_conflicts=True, unique_fields=["complaint", "kind", "key"], update_fields=_END_FIELDS,
        )  # fmt: skip
    if made.referrals:
        Referral.objects.bulk_create(
            [Referral(complaint=complaint, **asdict(one)) for one in made.referrals],
            update_conflicts=True, unique_fields=["complaint", "key"], update_fields=_REFERRAL_FIELDS,
        )  # fmt: skip
    return made


def keep_moves(
    complaint: Complaint, before: Sequence[Clock], after: Projection, *, because: str, number: int, on: date
) -> int:
    """Keep the old date of every clock that moved. Returns how many did."""
    old = {(clock.stage, clock.timescale): clock.due_on for clock in before}
    moves = [
        ClockMove(
            complaint=complaint, stage=clock.stage, timescale=clock.timescale, because=because, number=number,
            was_due_on=old[clock.stage, clock.timescale], now_due_on=clock.due_on, moved_on=on,
        )
        for clock in after.clocks
        if old.get((clock.stage, clock.timescale)) not in (None, clock.due_on)
    ]  # fmt: skip
    ClockMove.objects.bulk_create(moves)
    return len(moves)


def empty_columns(received_on: date) -> dict[str, Any]:
    """Columns a new complaint's row has until its first events are projected, in the same transaction."""
    blank = ComplaintColumns(
        **_NOTHING_COUNTED,
        status="open", stage="", is_open=True, in_queue=True, urgent_on=received_on, received_on=received_on,
        first_expressed_on=None, ended_on=None, next_timescale="", next_due_on=None, next_target_on=None,
        next_provision="", points_total=0, points_answered=0, open_promises=0, next_promise_on=None, waiting_for="",
        restricted=False, last_contact_on=None, owner_id=None, version=0,
    )  # fmt: skip
    return asdict(blank)


def _name_officers(complaint: Complaint, case: Case) -> None:
    NamedOfficer.objects.filter(complaint=complaint).delete()
    NamedOfficer.objects.bulk_create(
        [
            NamedOfficer(complaint=complaint, officer_id=int(officer))
            for officer in sorted(case.restricted_to or ())
        ]
    )
