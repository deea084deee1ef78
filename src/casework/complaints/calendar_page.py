"""The calendar page: days off, and which open dates one more would move, before it is saved."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from casework.complaints.calendars import CLOSURE, HOLIDAY, DayOffRow, organisation_calendar
from casework.complaints.models import Clock, Complaint, DayOff, Job, StageFact
from casework.complaints.permissions import visible_to
from casework.complaints.projection import current_deadlines
from casework.complaints.record import own_policy_of
from casework.complaints.storing import read_events
from casework.journal.log_events import LogEvent
from casework.journal.logs import log
from casework.people.models import Officer, Organisation
from putright.calendars import Division, Holiday, in_london, load_calendar, short_day
from putright.cases import replay
from putright.procedures import procedure

SHOWN = 100
REDERIVE = "rederive"


class DayOffRefused(ValueError):
    """The day cannot be added; the message says why."""


@dataclass(frozen=True, slots=True)
class CalendarPage:
    """The days off of an organisation: published, and its own, with the work still going on."""

    division: str
    known_through: date
    published: tuple[Holiday, ...]
    own: tuple[DayOffRow, ...]
    jobs: tuple[Job, ...]


@dataclass(frozen=True, slots=True)
class Move:
    """An open date that would move, of a complaint the officer may see."""

    reference: str
    stage: str
    timescale: str
    was_due_on: date
    now_due_on: date
    was_target_on: date | None
    now_target_on: date | None


@dataclass(frozen=True, slots=True)
class Preview:
    """What one more day off would move: how many clocks might be touched, and the first of those that move.

    candidates  open clocks that run across the day; only these can move.
    looked_at   how many of them were worked out for this preview.
    """

    row: DayOffRow
    candidates: int
    looked_at: int
    moves: tuple[Move, ...]


def calendar_page(officer: Officer, *, year: int) -> CalendarPage:
    """The calendar of the officer's organisation for a year. Two or three statements."""
    organisation = officer.organisation
    published = load_calendar(Division(organisation.division))
    calendar = organisation_calendar(organisation)
    return CalendarPage(
        division=organisation.division,
        known_through=published.known_through,
        published=tuple(holiday for holiday in published.holidays if holiday.on.year == year),
        own=tuple(row for row in calendar.days_off if row.on.year == year),
        jobs=tuple(Job.objects.filter(organisation=organisation, kind=REDERIVE).order_by("-id")[:5]),
    )


def preview_day_off(officer: Officer, *, on: date, name: str, kind: str, today: date) -> Preview:
    """Which open dates would move if this day were off. Nothing is written. Raises DayOffRefused."""
    row = _row(officer.organisation, on=on, name=name, kind=kind, today=today)
    before = organisation_calendar(officer.organisation)
    after = before.with_day(row)
    touched = Complaint.objects.filter(
        visible_to(officer), pk__in=crossing(officer.organisation, on).values("complaint_id")
    )
    moves: list[Move] = []
    looked_at = 0
    for complaint in touched.select_related("organisation").order_by("urgent_on", "id")[:SHOWN]:
        looked_at += 1
        case = replay(read_events(complaint)[0])
        under, policy = procedure(complaint.procedure), own_policy_of(complaint)
        was = current_deadlines(case, under, before, own_policy=policy)
        now = current_deadlines(case, under, after, own_policy=policy)
        moves += [
            Move(
                complaint.reference,
                one.stage,
                one.title,
                one.due_on,
                two.due_on,
                one.target_on,
                two.target_on,
            )
            for one, two in zip(was, now, strict=True)
            if one.met_on is None
            and one.due_on
            and two.due_on
            and (one.due_on, one.target_on) != (two.due_on, two.target_on)
        ]
    return Preview(row, touched.count(), looked_at, tuple(moves))


def add_day_off(by: Officer, *, on: date, name: str, kind: str, now: datetime) -> Job:
    """Add a day off and hand the moving of open dates to the worker. Raises DayOffRefused."""
    today = in_london(now).date()
    with transaction.atomic(durable=True):
        organisation = Organisation.objects.select_for_update().get(pk=by.organisation_id)
        row = _row(organisation, on=on, name=name, kind=kind, today=today)
        day = DayOff.objects.create(
            organisation=organisation, on=row.on, name=row.name, kind=row.kind, recorded_on=today, officer=by
        )
        Organisation.objects.filter(pk=organisation.pk).update(calendar_stamp=F("calendar_stamp") + 1)
        job = Job.objects.create(
            organisation=organisation, kind=REDERIVE, number=day.pk, asked_at=now,
            total=crossing(organisation, on).values("complaint_id").distinct().count(),
        )  # fmt: skip
    by.organisation.refresh_from_db()
    log(LogEvent.CALENDAR_CHANGED, organisation=organisation.pk, officer=by.pk, day_off=day.pk)
    return job


def crossing(organisation: Organisation, on: date) -> QuerySet[Clock]:
    """The running clocks a day off can move: those that cross it, and those whose extension does.

    An extension beyond the limit does not count; one more day off can bring it within.
    """
    extended = StageFact.objects.filter(
        complaint=OuterRef("complaint"), stage=OuterRef("stage"), extended_to__gte=on
    )
    return Clock.objects.filter(
        Q(due_on__gte=on) | Exists(extended),
        running=True,
        started_on__lt=on,
        complaint__organisation=organisation,
    )


def _row(organisation: Organisation, *, on: date, name: str, kind: str, today: date) -> DayOffRow:
    if kind not in {CLOSURE, HOLIDAY}:
        raise DayOffRefused("Say whether it is our own closure day or a bank holiday.")
    if not name.strip():
        raise DayOffRefused(
            "Give the day a name, such as “Christmas closure”: it is shown wherever the day is not counted."
        )
    calendar = organisation_calendar(organisation).now()
    if on < today:
        raise DayOffRefused(
            f"{short_day(on)} is past. Dates already shown to residents are not moved back in time."
        )
    if why_not := calendar.why_not(on):
        raise DayOffRefused(f"{short_day(on)} is not counted already: {why_not}.")
    return DayOffRow(on, name.strip(), kind, today)
