"""Alderwick, a borough that does not exist: its departments before and after a restructure, its officers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, TypeVar

from django.contrib.auth.hashers import make_password

from casework.people.models import Absence, Department, Officer, Organisation, Service, Team
from casework.people.roles import Role
from putright.calendars import LONDON

NAME = "Alderwick Borough Council"
DOMAIN = "alderwick.example"
SINCE = date(2019, 4, 1)
HOUSING, COUNCIL = "housing-ombudsman", "lgsco"
CHILDREN, ADULTS = "children-act", "adult-social-care"
_Unit = TypeVar("_Unit", Department, Service, Team)


@dataclass(frozen=True, slots=True)
class _Place:
    """A service: its name before and after, the departments' keys, its procedure and the team that answers."""

    key: str
    before: str
    after: str
    department: str
    procedure: str
    team: str


@dataclass(frozen=True, slots=True)
class _Person:
    """An officer. `team` is the key of the team they are in now; grade: 1 officer, 2 manager, 3 head, 4 director."""

    key: str
    name: str
    title: str
    team: str
    roles: tuple[Role, ...]
    grade: int = 1


_DEPARTMENTS = {
    "homes": ("Housing and Communities", "Homes and Neighbourhoods"),
    "place": ("Environment and Planning", "Place and Environment"),
    "resources": ("Resources and Customer Services", "Resources and Customer Services"),
}
_TEAMS = {
    "homes": ("Housing Response", "Homes Resolution", "homes"),
    "place": ("Street Scene Response", "Place Response", "place"),
    "customer": ("Customer Relations", "Customer Relations", "resources"),
    "revenues": ("Revenues Response", "Revenues Response", "resources"),
}
_SERVICES = (
    _Place("repairs", "Repairs and Maintenance", "Repairs and Compliance", "homes", HOUSING, "homes"),
    _Place("tenancy", "Tenancy Services", "Tenancy and Neighbourhoods", "homes", HOUSING, "homes"),
    _Place("leasehold", "Leasehold Services", "Leasehold Services", "homes", HOUSING, "homes"),
    _Place("allocations", "Housing Register", "Allocations and Lettings", "homes", COUNCIL, "homes"),
    _Place("homelessness", "Housing Options", "Homelessness Prevention", "homes", COUNCIL, "homes"),
    _Place("waste", "Refuse and Recycling", "Waste and Recycling", "place", COUNCIL, "place"),
    _Place("parking", "Parking", "Parking and Permits", "place", COUNCIL, "place"),
    _Place("highways", "Highways", "Streets and Lighting", "place", COUNCIL, "place"),
    _Place("planning", "Development Control", "Planning", "place", COUNCIL, "place"),
    _Place(
        "council-tax",
        "Council Tax and Benefits",
        "Council Tax and Benefits",
        "resources",
        COUNCIL,
        "revenues",
    ),
    _Place("contact-centre", "Contact Centre", "Contact Centre", "resources", COUNCIL, "customer"),
    _Place("registrars", "Registrars", "Registrars", "resources", COUNCIL, "customer"),
    _Place("leisure", "Libraries and Leisure", "Libraries and Leisure", "resources", COUNCIL, "customer"),
)
_PEOPLE = (
    _Person("nadia", "Nadia Rahman", "Complaints officer", "customer", (Role.COMPLAINTS_OFFICER,)),
    _Person("callum", "Callum Doyle", "Complaints officer, homes", "homes", (Role.COMPLAINTS_OFFICER,)),
    _Person("grace", "Grace Adeyemi", "Head of customer relations", "customer", (Role.MANAGER,), 3),
    _Person("tomasz", "Tomasz Wieczorek", "Resolution manager", "homes", (Role.MANAGER,), 2),
    _Person("rhian", "Rhian Prosser", "Review manager", "place", (Role.MANAGER,), 2),
    _Person("judith", "Judith Amankwah", "Director of resident services", "", (Role.MANAGER,), 4),
    _Person("priya", "Priya Sundaram", "Repairs resolution officer", "homes", (Role.OFFICER,)),
    _Person("marcus", "Marcus Ellerby", "Housing options officer", "homes", (Role.OFFICER,)),
    _Person("owain", "Owain Pritchard", "Street services officer", "place", (Role.OFFICER,)),
    _Person("mei", "Mei Cheung", "Planning and parking officer", "place", (Role.OFFICER,)),
    _Person("siobhan", "Siobhan Kearney", "Revenues officer", "revenues", (Role.OFFICER,)),
    _Person("hannah", "Hannah Birchall", "Ombudsman link officer", "customer",
            (Role.LINK_OFFICER, Role.COMPLAINTS_OFFICER)),
    _Person("rosalind", "Rosalind Tate", "Systems administrator", "customer", (Role.ADMINISTRATOR,)),
    _Person("geoffrey", "Geoffrey Lowther", "Internal auditor", "", (Role.AUDITOR,)),
)  # fmt: skip
# Who reads the daily e-mail; the others have said that they do not want it.
_DIGESTS = ("nadia", "grace")
# Who answers for a team at stage 1, and who reviews at stage 2.
FIRST = {
    "homes": ("priya", "marcus", "callum", "tomasz"),
    "place": ("owain", "mei", "rhian"),
    "revenues": ("siobhan",),
    "customer": ("nadia", "hannah", "grace"),
}
SECOND = ("grace", "tomasz", "rhian", "hannah", "nadia")


@dataclass(frozen=True, slots=True)
class Borough:
    """The organisation, with its people and units by key.

    restructured_on  the first day of the new departments.
    services, teams  before and after that day.
    """

    organisation: Organisation
    restructured_on: date
    officers: dict[str, Officer]
    services: dict[str, tuple[Service, Service]]
    teams: dict[str, tuple[Team, Team]]
    team_of_service: dict[str, str]

    def service_on(self, key: str, day: date) -> Service:
        """The service as it was on a day."""
        return self.services[key][day >= self.restructured_on]

    def team_on(self, key: str, day: date) -> Team:
        """The team as it was on a day."""
        return self.teams[key][day >= self.restructured_on]


def make_borough(*, today: date) -> Borough:
    """The organisation, its units and officers without a password. The caller holds the transaction."""
    organisation = Organisation.objects.create(
        name=NAME,
        short_name="Alderwick",
        colour="#1f5f5b",
        telephone="01632 960 410",
        email=f"complaints@{DOMAIN}",
        address="Town Hall\nStaithe Street\nAlderwick\nAW1 1AA",
        procedures=[HOUSING, COUNCIL, CHILDREN, ADULTS],
    )
    restructured_on = date(today.year - 1, today.month, 1)
    departments = {}
    for key, (before, after) in _DEPARTMENTS.items():
        departments[key] = _both(Department, before, after, restructured_on, {"organisation": organisation})
    teams = {}
    for key, (before, after, department) in _TEAMS.items():
        old, new = departments[department]
        teams[key] = _both(
            Team,
            before,
            after,
            restructured_on,
            {"organisation": organisation, "department": old},
            department=new,
        )
    services = {}
    for place in _SERVICES:
        old, new = departments[place.department]
        own = {"procedure": place.procedure, "department": old}
        services[place.key] = _both(Service, place.before, place.after, restructured_on, own, department=new)
    nobody_knows = make_password(None)
    officers = {
        one.key: Officer.objects.create(
            email=f"{one.name.lower().replace(' ', '.')}@{DOMAIN}",
            password=nobody_knows,
            name=one.name,
            job_title=one.title,
            organisation=organisation,
            team=teams[one.team][1] if one.team else None,
            roles=[role.value for role in one.roles],
            grade=one.grade,
            wants_digest=one.key in _DIGESTS,
        )
        for one in _PEOPLE
    }
    _make_absences(officers, today)
    return Borough(
        organisation, restructured_on, officers, services, teams, {one.key: one.team for one in _SERVICES}
    )


def _make_absences(officers: Mapping[str, Officer], today: date) -> None:
    """Marcus is away and nobody covers, which the rules see; Hannah covers for Callum."""
    at = datetime.combine(today, time(8), LONDON)
    for key, days, cover in (("marcus", 4, None), ("callum", 2, "hannah")):
        away, last = officers[key], today + timedelta(days=days)
        covers = officers[cover] if cover else None
        Absence.objects.create(officer=away, first_on=today, last_on=last, cover=covers, by=away, at=at)
        if covers:
            covers.covers_until = last
            covers.save(update_fields=["covers_until"])


def _both(
    model: type[_Unit], before: str, after: str, restructured_on: date, own: dict[str, Any], **changed: Any
) -> tuple[_Unit, _Unit]:
    """The unit before and after the restructure, the first naming the second; one where nothing changed."""
    moved = "department" in own and own["department"] != changed.get("department")
    if before == after and not moved:
        one = model.objects.create(name=before, valid_from=SINCE, **own)
        return one, one
    new = model.objects.create(name=after, valid_from=restructured_on, **{**own, **changed})
    ends = restructured_on - timedelta(days=1)
    old = model.objects.create(name=before, valid_from=SINCE, valid_to=ends, successor=new, **own)
    return old, new
