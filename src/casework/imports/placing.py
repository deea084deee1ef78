"""Where a row belongs: the services and teams of ours that a file's departments and services are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from django.db import transaction

from casework.imports.reading import Place
from casework.insight.structure import structure_of
from casework.people.models import Department, Organisation, Service, Team
from putright.procedures.reading import near

U = TypeVar("U", Service, Team)
Key = tuple[str | None, str | None]


@dataclass(frozen=True, slots=True)
class Placed:
    """Numbers of the service and of the team; body: whose procedure the service comes under, empty = not said."""

    service: int | None = None
    team: int | None = None
    body: str = ""


NOWHERE = Placed()


@dataclass(slots=True)
class Places:
    """What stands where. wanting: places the file names that we do not have, with what is missing there."""

    services: dict[Key, list[Service]] = field(default_factory=dict)
    teams: dict[str, list[Team]] = field(default_factory=dict)
    wanting: dict[Key, str] = field(default_factory=dict)
    _kept: dict[tuple[Key, date], Placed] = field(default_factory=dict)

    def why_not(self, department: str | None, service: str | None) -> str | None:
        """What is missing for a row of this department and service; None when nothing is."""
        return self.wanting.get((_same(department), _same(service)))

    def placed(self, department: str | None, service: str | None, on: date) -> Placed:
        """Where a row received on that day belongs; nowhere for a place that is wanting."""
        key = (_same(department), _same(service))
        if key in self.wanting or key == (None, None):
            return NOWHERE
        found = self._kept.get((key, on))
        if found is None:
            found = self._kept[key, on] = self._find(key, on)
        return found

    def _find(self, key: Key, on: date) -> Placed:
        if key[1] is None:
            assert key[0] is not None  # of neither nothing is asked
            return Placed(team=_on(self.teams[key[0]], on).pk)
        service = _on(self.services[key], on)
        return Placed(service=service.pk, body=service.procedure)


def places_for(organisation: Organisation, named: Iterable[Place]) -> Places:
    """The places of ours for those a file names. Four statements."""
    structure = structure_of(organisation)
    found = Places()
    known = Service.objects.filter(department__organisation=organisation).select_related("department")
    for one in known.order_by("pk"):
        names = {_same(one.name), _same(structure.services[one.pk][0])}
        for name in names:
            for department in (_same(one.department.name), None):
                found.services.setdefault((department, name), []).append(one)
    teams = Team.objects.filter(organisation=organisation, department__isnull=False)
    for team in teams.select_related("department").order_by("pk"):
        assert team.department is not None  # the filter leaves none out
        found.teams.setdefault(str(_same(team.department.name)), []).append(team)
    departments = Department.objects.filter(organisation=organisation).values_list("name", flat=True)
    for place in named:
        key = (_same(place.department), _same(place.service))
        why = _wanting(place, key, found, list(departments))
        if why:
            found.wanting[key] = why
    return found


def make_places(organisation: Organisation, named: Iterable[Place], places: Places) -> int:
    """Make the departments, services and teams that are wanting, from the first day something came in there.

    Returns  how many services and teams were made.
    """
    made = 0
    with transaction.atomic(durable=True):
        for place in named:
            if (_same(place.department), _same(place.service)) not in places.wanting:
                continue
            department = _department(organisation, place)
            if place.service is None:
                Team.objects.create(
                    organisation=organisation, department=department, name=department.name, valid_from=place.first_on
                )  # fmt: skip
            else:
                Service.objects.create(department=department, name=place.service, valid_from=place.first_on)
            made += 1
    return made


def _department(organisation: Organisation, place: Place) -> Department:
    """The department of that name, made where there is none; a service without one gets one of its own name."""
    name = place.department or place.service or ""
    for one in Department.objects.filter(organisation=organisation).order_by("pk"):
        if _same(one.name) == _same(name):
            return one
    return Department.objects.create(organisation=organisation, name=name, valid_from=place.first_on)


def _wanting(place: Place, key: Key, places: Places, departments: list[str]) -> str:
    if place.service is not None:
        if key in places.services:
            return ""
        of = f" in the department {place.department!r}" if place.department else ""
        known = tuple({one.name for those in places.services.values() for one in those})
        return f"there is no service {place.service!r}{of}{near(place.service, known)}"
    if place.department is None or str(key[0]) in places.teams:
        return ""
    if key[0] in {_same(one) for one in departments}:
        return f"the department {place.department!r} has no team to hold a complaint without a service"
    return f"there is no department {place.department!r}{near(place.department, tuple(departments))}"


def _on(those: list[U], on: date) -> U:
    """The one that was there on that day; else the one nearest to it, an earlier one first."""
    valid = [one for one in those if one.valid_from <= on and (one.valid_to is None or on <= one.valid_to)]
    before = [one for one in those if one.valid_from <= on]
    if valid or before:
        return (valid or before)[-1]
    return min(those, key=lambda one: one.valid_from)


def _same(name: str | None) -> str | None:
    """A name as names are compared: without capitals and with single blanks."""
    return " ".join(name.split()).casefold() if name and name.strip() else None
