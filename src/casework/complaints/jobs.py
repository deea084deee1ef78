"""Slow work of complaints: moving open dates after the calendar changed, a few hundred complaints at a time.

Each chunk is a transaction that also notes how far the job has got, so that a worker can be stopped at any
moment and another one goes on.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields
from datetime import date, datetime
from typing import Any

from django.db import connection, transaction

from casework.complaints.bulk import plain
from casework.complaints.calendar_page import REDERIVE, crossing
from casework.complaints.calendars import organisation_calendar
from casework.complaints.models import Clock, ClockMove, Complaint, DayOff, Job
from casework.complaints.models import Event as EventRow
from casework.complaints.projection import ClockColumns, ComplaintColumns, Projection
from casework.complaints.record import projection_of
from casework.complaints.storing import EVENT_COLUMNS, from_row
from casework.journal.log_events import LogEvent
from casework.journal.logs import log, warn
from casework.people.models import Organisation
from putright.calendars import in_london
from putright.cases import CaseError, Event, replay
from putright.procedures import ProcedureError

AT_ONCE = 300
MOST_TRIES = 3
_CLOCK = tuple(field.name for field in fields(ClockColumns) if field.name not in {"stage", "timescale"})
_COMPLAINT = tuple(field.name for field in fields(ComplaintColumns))


def run_next(*, now: datetime) -> bool:
    """Take the oldest waiting job one chunk further; False when none is waiting.

    A job that fails is tried again, and set aside as `failed` after the third time.
    """
    taken: int | None = None
    try:
        with transaction.atomic(durable=True):
            job = _oldest_waiting()
            if job is None:
                return False
            taken = job.pk
            {REDERIVE: rederive_chunk}[job.kind](job, now=now)
            job.save(update_fields=["state", "done", "moved", "done_through", "finished_at"])
    except (KeyError, CaseError, ProcedureError, ValueError) as error:
        _failed(taken, error)
        return True
    if job.state == "done":
        log(LogEvent.JOB_DONE, job=job.pk, kind=job.kind, done=job.done, moved=job.moved)
    return True


def rederive_chunk(job: Job, *, now: datetime) -> None:
    """Work out the open dates of the next complaints again whose clocks run across the new day off.

    Three statements to read and three to write, however many complaints the chunk has.
    """
    organisation = Organisation.objects.get(pk=job.organisation_id)
    day = DayOff.objects.get(pk=job.number)
    calendar = organisation_calendar(organisation)
    complaints = _next_complaints(organisation, day.on, after=job.done_through)
    events = _events_of(complaints)
    held = _clocks_of(complaints)
    today = in_london(now).date()
    complaint_rows: list[tuple[Any, ...]] = []
    clock_rows: list[tuple[Any, ...]] = []
    moves: list[ClockMove] = []
    for complaint in complaints:
        complaint.organisation = organisation
        case = replay(events[complaint.pk])
        recorded_on = in_london(case.events[-1].recorded_at or now).date()
        made = projection_of(complaint, case, calendar, today=recorded_on)
        complaint_rows += _changed_columns(complaint, made)
        for clock in made.clocks:
            was = held.get((complaint.pk, clock.stage, clock.timescale))
            if was is None or all(getattr(was, name) == getattr(clock, name) for name in _CLOCK):
                continue
            key = (complaint.pk, clock.stage, clock.timescale)
            clock_rows.append((*(getattr(clock, name) for name in _CLOCK), *key))
            if was.due_on != clock.due_on:
                moves.append(_move(key, was.due_on, clock.due_on, day, today))
    _update("complaints_complaint", _COMPLAINT, ("id",), complaint_rows, counted=True)
    _update("complaints_clock", _CLOCK, ("complaint_id", "stage", "timescale"), clock_rows)
    ClockMove.objects.bulk_create(moves)
    job.done += len(complaints)
    job.moved += len(moves)
    if complaints:
        job.done_through = complaints[-1].pk
    if len(complaints) < AT_ONCE:
        job.state, job.finished_at = "done", now
        log(
            LogEvent.DEADLINES_REDERIVED,
            organisation=organisation.pk,
            day_off=day.pk,
            complaints=job.done,
            moved=job.moved,
        )


def _oldest_waiting() -> Job | None:
    waiting = Job.objects.filter(state="waiting").order_by("tries", "id")
    if connection.features.has_select_for_update_skip_locked:
        waiting = waiting.select_for_update(skip_locked=True)
    return waiting.first()


def _failed(taken: int | None, error: Exception) -> None:
    if taken is None:
        raise error
    with transaction.atomic(durable=True):
        job = Job.objects.select_for_update().get(pk=taken)
        job.tries += 1
        job.state = "failed" if job.tries >= MOST_TRIES else "waiting"
        job.save(update_fields=["tries", "state"])
    warn(LogEvent.JOB_FAILED, job=taken, tries=job.tries, error=type(error).__name__)


def _next_complaints(organisation: Organisation, on: date, *, after: int) -> list[Complaint]:
    """The next complaints to look at, locked against other writers, in the order of their numbers."""
    ids = (
        crossing(organisation, on)
        .filter(complaint__gt=after)
        .order_by("complaint_id")
        .values_list("complaint_id", flat=True)
        .distinct()[:AT_ONCE]
    )
    return list(Complaint.objects.select_for_update().filter(pk__in=list(ids)).order_by("pk"))


def _events_of(complaints: Iterable[Complaint]) -> dict[int, list[Event]]:
    found: dict[int, list[Event]] = {}
    rows = EventRow.objects.filter(complaint__in=[one.pk for one in complaints])
    for pk, *row in rows.order_by("complaint_id", "sequence").values_list(*EVENT_COLUMNS):
        found.setdefault(pk, []).append(from_row(row))
    return found


def _clocks_of(complaints: Iterable[Complaint]) -> dict[tuple[int, str, str], Clock]:
    rows = Clock.objects.filter(complaint__in=[one.pk for one in complaints])
    return {(one.complaint_id, one.stage, one.timescale): one for one in rows}


def _changed_columns(complaint: Complaint, made: Projection) -> list[tuple[Any, ...]]:
    columns = tuple(getattr(made.complaint, name) for name in _COMPLAINT)
    if columns == tuple(getattr(complaint, name) for name in _COMPLAINT):
        return []
    return [(*columns, complaint.pk)]


def _move(
    key: tuple[int, str, str], was: date | None, now: date | None, day: DayOff, today: date
) -> ClockMove:
    complaint_id, stage, timescale = key
    return ClockMove(
        complaint_id=complaint_id, stage=stage, timescale=timescale, was_due_on=was, now_due_on=now,
        because="calendar", number=day.pk, moved_on=today,
    )  # fmt: skip


def _update(
    table: str,
    columns: tuple[str, ...],
    by: tuple[str, ...],
    rows: list[tuple[Any, ...]],
    *,
    counted: bool = False,
) -> None:
    """Write rows anew. counted: figures count them, so that what is stored of them is no longer true."""
    if not rows:
        return
    values = ", ".join(f'"{name}" = %s' for name in columns)
    if counted:
        values += ', "facts_changed" = "facts_changed" + 1'
    which = " AND ".join(f'"{name}" = %s' for name in by)
    if connection.vendor == "sqlite":
        rows = [tuple([plain(value) for value in row]) for row in rows]
    with connection.cursor() as cursor:
        cursor.executemany(f'UPDATE "{table}" SET {values} WHERE {which}', rows)  # noqa: S608 - all names are ours
