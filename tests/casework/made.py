"""Invented people and complaints for the tests of the service."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from casework.complaints.models import Complaint, Person
from casework.complaints.opening import Opening, Part, PointWords, open_complaint
from casework.complaints.record import Act, Recorded, act, empty_columns, open_record, record
from casework.complaints.references import new_reference
from casework.intake.matching import match_name, match_place
from casework.people.models import Department, Officer, Organisation, Team
from casework.people.planning import plan_absence
from casework.people.roles import Role
from putright.calendars import LONDON
from putright.cases import verbs
from putright.cases.events import PointFinding
from putright.procedures import procedure
from putright.vocabulary import Channel, PointOutcome, Relationship

HOUSING = "housing-ombudsman/2024-04-01"
wed_1_may = date(2024, 5, 1)
thu_2_may = date(2024, 5, 2)
fri_3_may = date(2024, 5, 3)
tue_7_may = date(2024, 5, 7)
wed_8_may = date(2024, 5, 8)
thu_9_may = date(2024, 5, 9)
mon_20_may = date(2024, 5, 20)
fri_24_may = date(2024, 5, 24)


@dataclass(frozen=True, slots=True)
class Officers:
    """asha: complaints officer. bela: investigating manager, same team. carl: service officer of the
    repairs team. dana: administrator. ewan: auditor. fern: complaints officer of another organisation."""

    asha: Officer
    bela: Officer
    carl: Officer
    dana: Officer
    ewan: Officer
    fern: Officer


def at(day: date, hour: int = 12) -> datetime:
    """A moment of that day in London."""
    return datetime.combine(day, time(hour), LONDON)


def organisation(name: str = "Merebrook Homes") -> Organisation:
    """An invented landlord with one department and two teams."""
    made = Organisation.objects.create(
        name=name, short_name=name.split()[0], procedures=["housing-ombudsman"]
    )
    department = Department.objects.create(organisation=made, name="Housing", valid_from=date(2020, 4, 1))
    for team in ("Complaints", "Repairs"):
        Team.objects.create(organisation=made, department=department, name=team, valid_from=date(2020, 4, 1))
    return made


def officers(landlord: Organisation) -> Officers:
    """Its people; see `Officers`."""
    complaints, repairs = landlord.teams.order_by("name")
    elsewhere = organisation("Stonebeck Council")

    def one(name: str, role: Role, team: Team | None, of: Organisation = landlord) -> Officer:
        return Officer.objects.create_user(
            f"{name.lower()}@{of.short_name.lower()}.example",
            name=f"{name} Example",
            organisation=of,
            team=team,
            roles=[role.value],
        )

    return Officers(
        asha=one("Asha", Role.COMPLAINTS_OFFICER, complaints),
        bela=one("Bela", Role.MANAGER, complaints),
        carl=one("Carl", Role.OFFICER, repairs),
        dana=one("Dana", Role.ADMINISTRATOR, None),
        ewan=one("Ewan", Role.AUDITOR, None),
        fern=one("Fern", Role.COMPLAINTS_OFFICER, None, elsewhere),
    )


def complaint(
    by: Officer, *acts: Act, received: date = wed_1_may, recorded: date | None = None, **columns: Any
) -> Recorded:
    """A complaint received on that day, with these acts after its receipt."""
    row = Complaint(
        organisation=by.organisation,
        reference=new_reference(),
        procedure=HOUSING,
        **{**empty_columns(received), **columns},
    )
    row.save(force_insert=True)
    first = act(verbs.receive, channel=Channel.PHONE, at=at(received, 10))
    return open_record(row, [first, *acts], procedure(HOUSING), by=by, now=at(recorded or received, 18))


def acknowledged(reference: str, by: Officer, on: date = fri_3_may) -> Recorded:
    """The acknowledgement went out."""
    return record(reference, act(verbs.acknowledge, at=on), by=by, now=at(on, 18))


def person(of: Organisation, name: str = "Gwendolyn Ashdown", **words: Any) -> Person:
    """An invented resident."""
    known = {"address": "12 Tern Close", "postcode": "AB1 2CD", **words}
    return Person.objects.create(
        organisation=of,
        name=name,
        match_name=match_name(name),
        match_place=match_place(known["address"], known["postcode"]),
        **known,
    )


def told(
    by: Officer,
    *,
    title: str = "Leak above the kitchen",
    received: date = wed_1_may,
    who: Person | None = None,
    **rest: Any,
) -> Recorded:
    """A complaint as intake opens it: two points, a complainant, accepted the day it was received."""
    resident = who or person(by.organisation)
    opening = Opening(
        channel=Channel.PHONE,
        arrived_at=at(received, 10),
        title=title,
        happened="Water came through the ceiling for six weeks",
        wanted="A new ceiling",
        **{
            "points": (
                PointWords("Nobody came in six weeks", "An explanation"),
                PointWords("The kitchen ceiling is spoilt", "A new ceiling"),
            ),
            "procedure": HOUSING,
            "parts": (Part(resident.pk, Relationship.COMPLAINANT),),
            "handler_id": by.pk,
            "team_id": by.team_id,
            **rest,
        },
    )
    return open_complaint(by.organisation, opening, by=by, now=at(received, 11))


def away(officer: Officer, first: date, last: date, cover: Officer | None = None) -> int:
    """The officer is away, and who covers."""
    return plan_absence(officer, first_on=first, last_on=last, cover=cover, by=officer, now=at(first))


def answered(by: Officer, **rest: Any) -> Recorded:
    """One acknowledged on Friday 3 May and answered in full on Monday 20 May 2024."""
    opened = told(by, **rest)
    acknowledged(opened.reference, by)
    findings = (PointFinding("1", PointOutcome.UPHELD), PointFinding("2", PointOutcome.NOT_UPHELD))
    answering = act(verbs.respond, at=mon_20_may, findings=findings, author=str(by.pk))
    return record(opened.reference, answering, by=by, now=at(mon_20_may, 18))
