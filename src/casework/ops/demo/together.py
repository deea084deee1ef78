"""A complaint with shares asked of other services, and one split into parts under two procedures."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from casework.complaints.calendars import organisation_calendar
from casework.complaints.models import Complaint, Event
from casework.complaints.storing import read_events
from casework.ops.demo.years import Teller
from casework.together.due import answer_due, usual_due
from casework.together.giving import give
from casework.together.linking import NewPart, open_part
from casework.together.models import Share
from casework.together.shares import Asking, ask
from putright.calendars import in_london
from putright.cases import Case, replay

HOUSING, COUNCIL = "housing-ombudsman", "lgsco"
_ASKED = (
    ("waste", "owain", "Was your team told of it by the resident? When, by whom, and what was done with it?"),
    ("council-tax", "siobhan", "Did the resident ring your service about it? When, and what was said?"),
)  # fmt: skip
_GIVEN = "The crew was told at the door, and noted it on the round’s sheet. Nobody read the sheet: it went no further."


def make_together(teller: Teller) -> tuple[int, int]:
    """Ask for two shares, one of which has come, and split one complaint. How many complaints and events that made."""
    before = Event.objects.count()
    found = _in_hand(teller)
    first, second = next(found), next(found)
    _ask(teller, *first)
    _split(teller, *second)
    return 1, Event.objects.count() - before


def _in_hand(teller: Teller) -> Iterator[tuple[Complaint, Case]]:
    """Complaints of a landlord's tenant that can still be answered in time, with several points and no answer."""
    today = in_london(teller.now).date()
    rows = Complaint.objects.filter(
        organisation=teller.borough.organisation, is_open=True, restricted=False, owner__isnull=False,
        stage="stage-1", procedure__startswith=f"{HOUSING}/", points_total__gte=2, points_answered=0,
        next_due_on__gt=today + timedelta(days=4),
    )  # fmt: skip
    for row in rows.select_related("organisation", "owner").order_by("-received_on", "id"):
        case = replay(read_events(row)[0])
        due = answer_due(row, case, today=today)
        if due is not None and due > today + timedelta(days=4):
            yield row, case


def _ask(teller: Teller, complaint: Complaint, case: Case) -> None:
    today, by = in_london(teller.now).date(), complaint.owner
    assert by is not None  # the filter leaves none out
    calendar = organisation_calendar(complaint.organisation).now()
    due = usual_due(answer_due(complaint, case, today=today), calendar, today=today)
    point = next(one.key for one in case.points if one.withdrawn_at is None)
    version = complaint.version
    for service, officer, words in _ASKED:
        asking = Asking(
            (point,), due, teller.borough.service_on(service, today).pk, teller.borough.officers[officer].pk
        )
        recorded = ask(
            complaint.reference, asking, words, at=teller.now, by=by, now=teller.now, seen_version=version
        )
        version = recorded.events[-1].sequence
    share = Share.objects.filter(complaint=complaint).order_by("pk")[0]
    give(share.pk, _GIVEN, by=teller.borough.officers["owain"], now=teller.now, seen_version=0)


def _split(teller: Teller, complaint: Complaint, case: Case) -> None:
    by = complaint.owner
    assert by is not None  # the filter leaves none out
    moved = [one.key for one in case.points if one.withdrawn_at is None][-1]
    part = NewPart(
        COUNCIL, (moved,), "", leads=True,
        service=teller.borough.service_on("allocations", in_london(teller.now).date()).pk,
        handler=teller.borough.officers["marcus"].pk,
    )  # fmt: skip
    open_part(
        complaint.reference, part, "The register is the council’s, not the landlord’s.", at=teller.now, by=by,
        now=teller.now, seen_version=complaint.version,
    )  # fmt: skip
