"""The departments and services figures are told of, and which complaints are counted there now.

Figures of every period are put on the structure of today: what was recorded under an old name is counted where it
belongs now, so that a board, its comparison and the cases behind it are of the same service.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Q

from casework.insight.structure import Structure, measured_as, structure_of
from casework.people.models import Department, Officer, Service
from putright.measures import Organisation as Measured
from putright.measures import Unit

SERVICE, DEPARTMENT = "service", "department"


@dataclass(frozen=True, slots=True)
class Place:
    """A department or a service as figures know it today.

    services, teams  numbers of those whose complaints are counted here, also under their old names.
    """

    kind: str
    key: int
    code: str
    services: frozenset[int]
    teams: frozenset[int]

    def complaints(self, through: str = "") -> Q:
        """The condition that leaves the complaints of this place. through: the path to the complaint."""
        here = Q(**{f"{through}service__in": self.services})
        if self.teams:
            here |= Q(**{f"{through}service": None, f"{through}team__in": self.teams})
        return here


@dataclass(frozen=True, slots=True)
class DepartmentRow:
    """A department that stands today with its services."""

    place: Place
    services: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Places:
    """Every department and service there is today. own: where the officer's team belongs; known: as figures know them."""

    departments: tuple[DepartmentRow, ...]
    own: Place | None
    known: Measured

    @property
    def every(self) -> tuple[Place, ...]:
        """Departments and services, one after another."""
        return tuple(one for row in self.departments for one in (row.place, *row.services))

    def place(self, kind: str, key: int) -> Place | None:
        """The one with this number, or that took over from it; None when there is none."""
        exact = next((one for one in self.every if (one.kind, one.key) == (kind, key)), None)
        if exact or kind != SERVICE:
            return exact
        return next((one for one in self.every if one.kind == SERVICE and key in one.services), None)

    def called(self, kind: str, code: str) -> Place | None:
        """The one with this code that stands today."""
        return next((one for one in self.every if (one.kind, one.code) == (kind, code)), None)


def places_of(officer: Officer, *, today: date) -> Places:
    """The structure of the officer's organisation today. Nine statements."""
    organisation = officer.organisation
    known, structure = on_todays_structure(measured_as(organisation), today), structure_of(organisation)
    now, teams = _placed(known, structure, today)
    standing = Q(valid_from__lte=today) & (Q(valid_to=None) | Q(valid_to__gte=today))
    departments = Department.objects.filter(standing, organisation=organisation).order_by("name")
    services = list(
        Service.objects.filter(standing, pk__in=list(now)).order_by("name").values_list("pk", flat=True)
    )
    rows = tuple(_row(pk, name, now, teams, services) for pk, name in departments.values_list("pk", "name"))
    own = teams.get(officer.team_id) if officer.team_id else None
    return Places(rows, next((one.place for one in rows if one.place.code == own), None), known)


def on_todays_structure(known: Measured, today: date) -> Measured:
    """The organisation as it stands today, for any period."""
    return replace(known, units=tuple(_units(known, today)))


def _units(known: Measured, today: date) -> Iterator[Unit]:
    for kind in (DEPARTMENT, SERVICE):
        placed = known.placed(kind, on=today)
        for code in dict.fromkeys(one.code for one in known.units if one.kind == kind):
            if code not in placed:
                # Nothing took over from it: its figures stay its own.
                yield next(one for one in reversed(known.units) if (one.kind, one.code) == (kind, code))
            elif placed[code].code == code:
                yield Unit(kind, code, code, placed[code].department)
            else:
                yield Unit(kind, code, code, to_on=date.min, successor=placed[code].code)


def _placed(
    known: Measured, structure: Structure, today: date
) -> tuple[Mapping[int, tuple[str, str]], Mapping[int, str]]:
    """Where each service and team is counted: as `putright.measures` does it over the facts."""
    services, departments = (known.placed(kind, on=today) for kind in (SERVICE, DEPARTMENT))
    now: dict[int, tuple[str, str]] = {}
    for pk, (code, old) in structure.services.items():
        placed = services.get(code)
        department = placed.department if placed else None
        found = department or (departments[old].code if old in departments else old)
        now[pk] = (placed.code if placed else code, found)
    teams = {pk: departments[old].code if old in departments else old for pk, old in structure.teams.items()}
    return now, teams


def _row(
    pk: int, name: str, now: Mapping[int, tuple[str, str]], teams: Mapping[int, str], standing: list[int]
) -> DepartmentRow:
    here = frozenset(one for one, (_, department) in now.items() if department == name)
    own = frozenset(one for one, department in teams.items() if department == name)
    services = (_service(one, now) for one in standing if one in here)
    return DepartmentRow(Place(DEPARTMENT, pk, name, here, own), tuple(services))


def _service(pk: int, now: Mapping[int, tuple[str, str]]) -> Place:
    code = now[pk][0]
    return Place(
        SERVICE, pk, code, frozenset(one for one, (other, _) in now.items() if other == code), frozenset()
    )
