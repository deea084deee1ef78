"""How a contractor reaches a resident: only for its own open visits, in the hours agreed, and every look is on record."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from casework.agreements.checks import hours_in_words
from casework.agreements.household import household
from casework.complaints.models import Complaint, Event, OpenEnd, Party
from casework.complaints.storing import read_events
from casework.providers.models import Account, ContactLook
from putright.calendars import LONDON, in_london
from putright.cases import replay
from putright.cases.followed import AppointmentState

_QUARTER = timedelta(minutes=15)


class NoSuchVisit(LookupError):
    """There is no open visit of this contractor like that."""


@dataclass(frozen=True, slots=True)
class OwnVisit:
    """An open visit as the contractor's list shows it: no name and no address."""

    reference: str
    key: str
    on: date
    slot: str
    constraints: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reach:
    """How to reach the resident of one open visit. stopped: why not now; then there is no number, and `again` is when."""

    visit: OwnVisit
    name: str
    address: str
    telephone: str
    stopped: tuple[str, ...]
    again: datetime | None


@dataclass(frozen=True, slots=True)
class LookRow:
    """Somebody of a contractor was shown how to reach the resident."""

    who: str
    contractor: str
    at: datetime


def own_visits(account: Account) -> tuple[OwnVisit, ...]:
    """The open visits of this contractor, the next on top. Two statements, and one a complaint."""
    found = [
        _row(complaint, visit) for complaint in _complaints(account) for visit in _visits(account, complaint)
    ]
    return tuple(sorted(found, key=lambda one: (one.on, one.reference)))


def reach(account: Account, reference: str, key: str, *, now: datetime) -> Reach:
    """How to reach the resident, noted before it is shown. Raises NoSuchVisit for any other visit."""
    complaint = next((one for one in _complaints(account) if one.reference == reference), None)
    visit = next((one for one in _visits(account, complaint) if one.key == key), None) if complaint else None
    if complaint is None or visit is None:
        raise NoSuchVisit
    ContactLook.objects.create(account=account, complaint=complaint, appointment=key, at=now)
    party = Party.objects.filter(complaint=complaint, role="complainant").select_related("person").first()
    hours = _hours(account, complaint)
    stopped = tuple(
        f"{whose} {hours_in_words(first, last)}"
        for whose, first, last in hours
        if not _within(now, first, last)
    )
    person = party.person if party else None
    address = "\n".join(filter(None, (person.address, person.postcode))) if person else ""
    telephone = person.telephone if person and not stopped else ""
    again = _next(now, hours) if stopped else None
    return Reach(_row(complaint, visit), person.name if person else "", address, telephone, stopped, again)


def looks_at(complaint_id: int, contractor_id: int) -> tuple[LookRow, ...]:
    """Who of this contractor looked, the latest first. One statement."""
    found = ContactLook.objects.filter(complaint=complaint_id, account__contractor=contractor_id)
    rows = found.select_related("account__contractor").order_by("-at", "-pk")[:200]
    return tuple(LookRow(one.account.name, one.account.contractor.name, one.at) for one in rows)


def _complaints(account: Account) -> list[Complaint]:
    """Open and not restricted, with a visit of this contractor that is still to come. One statement."""
    mine = Event.objects.filter(
        kind="appointment_made", data__contains=f'"provider":"{account.contractor_id}"'
    )
    ends = OpenEnd.objects.filter(kind="appointment", is_open=True)
    found = Complaint.objects.filter(
        organisation=account.contractor.organisation_id, restricted=False, pk__in=ends.values("complaint")
    )
    return list(found.filter(pk__in=mine.values("complaint")))


def _visits(account: Account, complaint: Complaint) -> list[AppointmentState]:
    events, _ = read_events(complaint)
    mine = str(account.contractor_id)
    return [one for one in replay(events).appointments if one.body.provider == mine and not one.ended]


def _row(complaint: Complaint, visit: AppointmentState) -> OwnVisit:
    body = visit.body
    slot = ""
    if body.starts is not None and body.ends is not None:
        slot = f"{in_london(body.starts):%H:%M} to {in_london(body.ends):%H:%M}"
    return OwnVisit(
        complaint.reference, visit.key, body.on, slot, tuple(one.label for one in body.constraints)
    )


Hours = tuple[str, time | None, time | None]


def _hours(account: Account, complaint: Complaint) -> list[Hours]:
    events, _ = read_events(complaint)
    home = household(complaint.pk, complaint.organisation_id, replay(events))
    firm = account.contractor
    agreed: list[Hours] = [
        ("The resident is contacted", one.body.hours_from, one.body.hours_to) for one in home.agreements
    ]
    return [*agreed, (f"{firm.name} contacts residents", firm.hours_from, firm.hours_to)]


def _within(moment: datetime, first: time | None, last: time | None) -> bool:
    clock = in_london(moment).time()
    return not ((first and clock < first) or (last and clock >= last))


def _next(now: datetime, hours: list[Hours]) -> datetime | None:
    """The next quarter of an hour within all of them; None when there is none in a day."""
    here = in_london(now)
    begin = datetime.combine(here.date(), time(here.hour, here.minute // 15 * 15), LONDON)
    tries = (begin + _QUARTER * step for step in range(1, 97))
    return next((one for one in tries if all(_within(one, first, last) for _, first, last in hours)), None)
