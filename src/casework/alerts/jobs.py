"""What the worker does for alerts: the daily look at everything, the look at what just changed, the daily e-mails.

Each chunk is a transaction that also notes how far it has got, so that a worker can be stopped at any moment
and another one goes on.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import connection, transaction
from django.db.models import Exists, Max, OuterRef, Q, QuerySet

from casework.alerts.across import silent_contractors
from casework.alerts.commands import write_of_organisation
from casework.alerts.contractors import contractors_to_look_at
from casework.alerts.digests import send_next
from casework.alerts.looking import look_at
from casework.alerts.models import Alert, LookedAt, Scan, Tail
from casework.alerts.uncovered import to_be_named
from casework.complaints.models import Complaint, OpenEnd
from casework.complaints.models import Event as EventRow
from casework.journal.log_events import LogEvent
from casework.journal.logs import log, warn
from casework.people.models import Organisation
from putright.calendars import in_london
from putright.cases import CaseError
from putright.procedures import ProcedureError

AT_ONCE = 300
MOST_TRIES = 3
STRETCH = 5000
OVERLAP = 500
"""How many events are looked at again: their numbers are given before they are written, so that one may come late."""
ENDED_LATELY = timedelta(days=60)
"""How long an ended complaint is looked at though nothing is open on it; long enough for every rule of what follows."""


def run_next(*, now: datetime) -> bool:
    """Look a chunk further, or send one e-mail; False when nothing is to be done."""
    today = in_london(now).date()
    return follow_events(today=today) or scan_next(today=today, now=now) or send_next(now=now)


def follow_events(*, today: date) -> bool:
    """Look at the next complaints that events were recorded on since they were last looked at; False for none.

    At the very first it only notes where the events stand: the daily look sees to everything before.
    """
    with transaction.atomic(durable=True):
        tail = _tail()
        if tail is None:
            last = EventRow.objects.aggregate(last=Max("pk"))["last"] or 0
            Tail.objects.create(through=last)
            return False
        last = EventRow.objects.aggregate(last=Max("pk"))["last"] or 0
        if last <= tail.through:
            return False
        ids, through = _changed(tail.through, last)
        if through > tail.through:
            tail.through = through
            tail.save(update_fields=["through"])
        complaints = list(Complaint.objects.select_related("organisation").filter(pk__in=ids).order_by("pk"))
        for organisation in {one.organisation_id: one.organisation for one in complaints}.values():
            look_at(
                organisation,
                [one for one in complaints if one.organisation_id == organisation.pk],
                today=today,
            )
    return True


def scan_next(*, today: date, now: datetime) -> bool:
    """Take today's look at everything one chunk further, beginning it where it is not begun; False when it is done.

    A chunk that fails is tried again; after the third time the look is set aside until tomorrow.
    """
    taken: int | None = None
    try:
        with transaction.atomic(durable=True):
            _begin(today)
            scan = _oldest_waiting(today)
            if scan is None:
                return False
            taken = scan.pk
            _chunk(scan, today=today, now=now)
            scan.save(update_fields=["state", "done", "done_through", "finished_at"])
    except (KeyError, CaseError, ProcedureError, ValueError) as error:
        if taken is None:
            raise
        _failed(taken, error)
        return True
    if scan.state == "done":
        log(LogEvent.ALERTS_SCANNED, organisation=scan.organisation_id, complaints=scan.done)
    return True


def to_look_at(organisation: Organisation, *, today: date) -> QuerySet[Complaint]:
    """The complaints something can still happen to: open, ended lately, or with an open end or an alert."""
    return Complaint.objects.filter(organisation=organisation).filter(
        Q(is_open=True)
        | Q(ended_on__gte=today - ENDED_LATELY)
        | Exists(OpenEnd.objects.filter(complaint=OuterRef("pk"), is_open=True))
        | Exists(Alert.objects.filter(complaint=OuterRef("pk"), ended_on=None))
    )


def _chunk(scan: Scan, *, today: date, now: datetime) -> None:
    organisation = scan.organisation
    found = to_look_at(organisation, today=today).filter(pk__gt=scan.done_through).order_by("pk")
    complaints = list(found[:AT_ONCE])
    if complaints:
        look_at(organisation, complaints, today=today)
        scan.done_through = complaints[-1].pk
    scan.done += len(complaints)
    if len(complaints) < AT_ONCE:
        seen = (
            *silent_contractors(organisation.pk, today=today),
            *to_be_named(organisation.pk, today=today),
            *contractors_to_look_at(organisation.pk, today=today),
        )
        write_of_organisation(organisation, seen, today=today)
        scan.state, scan.finished_at = "done", now


def _begin(today: date) -> None:
    begun = Scan.objects.filter(organisation=OuterRef("pk"), on=today)
    for organisation in Organisation.objects.filter(~Exists(begun)).order_by("pk"):
        Scan.objects.bulk_create([Scan(organisation=organisation, on=today)], ignore_conflicts=True)


def _oldest_waiting(today: date) -> Scan | None:
    waiting = Scan.objects.filter(state="waiting", on=today).order_by("tries", "id")
    if connection.features.has_select_for_update_skip_locked:
        waiting = waiting.select_for_update(skip_locked=True, of=("self",))
    return waiting.select_related("organisation").first()


def _failed(taken: int, error: Exception) -> None:
    with transaction.atomic(durable=True):
        scan = Scan.objects.select_for_update().get(pk=taken)
        scan.tries += 1
        scan.state = "failed" if scan.tries >= MOST_TRIES else "waiting"
        scan.save(update_fields=["tries", "state"])
    warn(LogEvent.JOB_FAILED, job=taken, kind="alerts", tries=scan.tries, error=type(error).__name__)


def _tail() -> Tail | None:
    found = Tail.objects.order_by("pk")
    if connection.features.has_select_for_update:
        found = found.select_for_update()
    return found.first()


def _changed(through: int, last: int) -> tuple[list[int], int]:
    """Complaints with events of the next stretch whose version is not the one looked at, and how far it is done."""
    until = min(last, through + STRETCH)
    looked = LookedAt.objects.filter(complaint=OuterRef("complaint"), version=OuterRef("complaint__version"))
    events = EventRow.objects.filter(~Exists(looked), pk__gt=through - OVERLAP, pk__lte=until)
    ids = list(events.order_by("complaint_id").values_list("complaint_id", flat=True).distinct()[:AT_ONCE])
    return ids, until if len(ids) < AT_ONCE else through
