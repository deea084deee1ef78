"""Reading people: for choosing an officer, and for the page of who is who."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from casework.people.absences import away_until_of
from casework.people.models import Department, Officer, Organisation, Service, Team
from casework.people.roles import Role


@dataclass(frozen=True, slots=True)
class OfficerRow:
    """An officer as a list shows them. `away_until` is None when at work on the day asked about."""

    id: int
    name: str
    email: str
    job_title: str
    team: str
    team_id: int | None
    roles: tuple[str, ...]
    away_until: date | None

    @property
    def acts(self) -> bool:
        """Whether they take complaints on: an auditor only reads."""
        return self.roles != (Role.AUDITOR.label,)


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A department, service or team as a list shows it, with the department it is in."""

    id: int
    name: str
    department: str
    valid_from: date
    valid_to: date | None
    successor: str


@dataclass(frozen=True, slots=True)
class WhoIsWho:
    """The organisation as its people page shows it."""

    departments: tuple[UnitRow, ...]
    services: tuple[UnitRow, ...]
    teams: tuple[UnitRow, ...]
    officers: tuple[OfficerRow, ...]


def officers_of(organisation: Organisation, *, today: date) -> tuple[OfficerRow, ...]:
    """Everybody who can act here, by name. One statement."""
    found = (
        Officer.objects.filter(organisation=organisation, is_active=True)
        .annotate(away_until=away_until_of("pk", today=today))
        .order_by("name")
    )
    return tuple(_officer(officer) for officer in found)


def services_of(organisation: Organisation, *, on: date) -> tuple[UnitRow, ...]:
    """The services there are on a day, by name. One statement."""
    found = Service.objects.filter(_valid(on), department__organisation=organisation)
    return tuple(
        _unit(unit, unit.department.name)
        for unit in found.select_related("department", "successor").order_by("name")
    )


def teams_of(organisation: Organisation, *, on: date) -> tuple[UnitRow, ...]:
    """The teams there are on a day, by name. One statement."""
    found = Team.objects.filter(_valid(on), organisation=organisation)
    return tuple(
        _unit(unit, unit.department.name if unit.department else "")
        for unit in found.select_related("department", "successor").order_by("name")
    )


def who_is_who(organisation: Organisation, *, today: date) -> WhoIsWho:
    """The whole organisation, past units too. Four statements."""
    departments = Department.objects.filter(organisation=organisation).select_related("successor")
    services = Service.objects.filter(department__organisation=organisation).select_related(
        "department", "successor"
    )
    teams = Team.objects.filter(organisation=organisation).select_related("department", "successor")
    return WhoIsWho(
        departments=tuple(_unit(unit, "") for unit in departments.order_by("valid_from", "name")),
        services=tuple(_unit(unit, unit.department.name) for unit in services.order_by("name", "valid_from")),
        teams=tuple(
            _unit(unit, unit.department.name if unit.department else "")
            for unit in teams.order_by("name", "valid_from")
        ),
        officers=officers_of(organisation, today=today),
    )


def _valid(on: date) -> Q:
    return Q(valid_from__lte=on) & (Q(valid_to__isnull=True) | Q(valid_to__gte=on))


def _officer(officer: Any) -> OfficerRow:
    return OfficerRow(
        id=officer.pk,
        name=officer.name,
        email=officer.email,
        job_title=officer.job_title,
        team=officer.team.name if officer.team else "",
        team_id=officer.team_id,
        roles=tuple(Role(code).label for code in officer.roles),
        away_until=officer.away_until,
    )


def _unit(unit: Department | Service | Team, department: str) -> UnitRow:
    return UnitRow(
        id=unit.pk,
        name=unit.name,
        department=department,
        valid_from=unit.valid_from,
        valid_to=unit.valid_to,
        successor=unit.successor.name if unit.successor else "",
    )


def only_organisation() -> Organisation | None:
    """The organisation, where the service holds just one: its login page shows whose it is. One statement."""
    found = Organisation.objects.order_by("pk")[:2]
    return found[0] if len(found) == 1 else None


def officer_here(organisation_id: int, number: int | str | None) -> Officer | None:
    """The officer with this number who can act in the organisation; None when there is none. One statement."""
    if not str(number or "").isdecimal():
        return None
    return Officer.objects.filter(organisation=organisation_id, is_active=True, pk=int(str(number))).first()


def officers_here(organisation_id: int, numbers: Iterable[str]) -> tuple[Officer, ...]:
    """The officers with these numbers who can act in the organisation. One statement."""
    wanted = [int(one) for one in numbers if one.isdecimal()]
    return tuple(
        Officer.objects.filter(organisation=organisation_id, is_active=True, pk__in=wanted).order_by("name")
    )
