"""An adult care complaint with an agreed plan that was changed once, and who signs its answer."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from casework.complaints import commands as complaints
from casework.complaints.commands import Opening, Part, PointWords
from casework.complaints.models import Complaint
from casework.complaints.storing import read_events
from casework.ops.demo.borough import SINCE
from casework.ops.demo.texts import planned_texts
from casework.ops.demo.years import Teller
from casework.people.models import Department, Service
from casework.statutory import commands
from casework.statutory.commands import SignatoryTerms
from putright.calendars import LONDON
from putright.procedures import block_meanings
from putright.vocabulary import Channel, PersonRole, Relationship

ADULTS = "adult-social-care/2009-04-01"


def make_planned_complaint(teller: Teller) -> tuple[int, int]:
    """Who signs, and the complaint, told through the commands officers use. Gives how many complaints and events."""
    texts, officers = planned_texts(), teller.borough.officers
    nadia, judith = officers["nadia"], officers["judith"]
    terms = SignatoryTerms(
        str(judith.pk), PersonRole.RESPONSIBLE_PERSON, authorised=True, authority=texts["authority"],
        from_on=_day(teller, -300), until_on=None,
    )  # fmt: skip
    commands.save_signatory(officers["rosalind"], terms)
    opening = Opening(
        channel=Channel.PHONE, arrived_at=_at(teller, -24), title=texts["title"], happened=texts["happened"],
        wanted=texts["wanted"], procedure=ADULTS, points=tuple(PointWords(*each) for each in texts["points"]),
        parts=(Part(teller.residents[2].pk, Relationship.COMPLAINANT),), handler_id=nadia.pk, team_id=nadia.team_id,
        service_id=_service(teller),
    )  # fmt: skip
    made = complaints.open_complaint(teller.borough.organisation, opening, by=nadia, now=_at(teller, -24, 15))
    one = made.reference
    complaints.acknowledge(one, blocks=tuple(block_meanings()), **_on(teller, one, -22))
    commands.reach_of_plan(one, "discussion_held", texts["talk"], **_on(teller, one, -19))
    commands.set_plan(one, texts["plan"], by_day=_day(teller, 4), agreed=True, **_on(teller, one, -19))
    commands.set_plan(one, texts["change"], by_day=_day(teller, 18), agreed=True, **_on(teller, one, -5))
    return 1, len(read_events(Complaint.objects.get(reference=one))[0])


def _service(teller: Teller) -> int:
    department = Department.objects.create(
        organisation=teller.borough.organisation, name="Adult Services", valid_from=SINCE
    )
    made = Service.objects.create(
        department=department, name="Adult Social Care", procedure=ADULTS.partition("/")[0], valid_from=SINCE
    )
    return int(made.pk)


def _day(teller: Teller, days: int) -> date:
    return teller.today + timedelta(days=days)


def _at(teller: Teller, days: int, hour: int = 10) -> datetime:
    return datetime.combine(_day(teller, days), time(hour), LONDON)


def _on(teller: Teller, reference: str, days: int) -> dict[str, Any]:
    version = Complaint.objects.get(reference=reference).version
    return {
        "at": _day(teller, days), "by": teller.borough.officers["nadia"], "now": _at(teller, days, 16),
        "seen_version": version,
    }  # fmt: skip
