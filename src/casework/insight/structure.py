"""An organisation's departments and services over the years, as figures know them: by name, from day to day.

A code of theirs is the name. Where two services of one name stand at the same time in two departments, the name of the
department is added, so that neither is counted as the other.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from casework.complaints.models import Theme, Ward
from casework.insight.numbers import numbers_of
from casework.people.models import Department, Organisation, Service, Team
from casework.people.nation import nation_of, ombudsmen_for
from putright.calendars import division_named
from putright.measures import Organisation as Measured
from putright.measures import Unit
from putright.procedures import load_procedures, outcome_word, referral_process
from putright.vocabulary import CaseOutcome


@dataclass(frozen=True, slots=True)
class Structure:
    """Where what a complaint holds belongs.

    services  number of a service to its code and its department's; teams: number of a team to its department's code.
    """

    services: Mapping[int, tuple[str, str]]
    teams: Mapping[int, str]

    def place(self, service: int | None, team: int | None) -> tuple[str | None, str | None]:
        """The codes of the department and the service; without a service, the department of the team."""
        if service is not None and service in self.services:
            code, department = self.services[service]
            return department, code
        return (self.teams.get(team) if team is not None else None), None


@dataclass(frozen=True, slots=True)
class _Place:
    """A department or service as it is read: every page of figures reads them all. department: of a service."""

    pk: int
    name: str
    valid_from: date
    valid_to: date | None
    successor: int | None
    department_id: int = 0
    department: str = ""


def structure_of(organisation: Organisation) -> Structure:
    """Its departments and services. Two statements."""
    services = _services(organisation)
    teams = Team.objects.filter(organisation=organisation, department__isnull=False)
    return Structure(
        {one.pk: (code, one.department) for one, code in _coded(services)},
        dict(teams.values_list("pk", "department__name")),
    )


def measured_as(organisation: Organisation) -> Measured:
    """The organisation as figures know it. Five statements."""
    departments = _departments(organisation)
    names = {one.pk: one.name for one in departments}
    services = _services(organisation)
    codes = {one.pk: code for one, code in _coded(services)}
    units = [_unit("department", one, one.name, None, names.get(one.successor or 0)) for one in departments]
    units += [
        _unit("service", one, codes[one.pk], one.department, codes.get(one.successor or 0))
        for one in services
    ]
    return Measured(
        organisation.name,
        division_named(organisation.division),
        units=tuple(units),
        numbers=numbers_of(organisation),
        labels={**_labels(organisation), **_own_words(organisation)},
        nation=nation_of(organisation.procedures, organisation.division),
    )


def _labels(organisation: Organisation) -> dict[str, dict[str, str]]:
    """What people read for its codes of themes and wards."""
    tables = (("themes", Theme), ("ward", Ward))
    found = {
        dimension: dict(
            table.objects.filter(organisation=organisation).order_by("code").values_list("code", "label")
        )
        for dimension, table in tables
    }
    return {dimension: words for dimension, words in found.items() if words}


def _own_words(organisation: Organisation) -> dict[str, dict[str, str]]:
    """What its procedures call an outcome, where all agree and it is no ordinary word, and so its one Ombudsman."""
    found: dict[str, dict[str, str]] = {}
    under = [
        one for key, one in load_procedures().items() if key.rpartition("/")[0] in organisation.procedures
    ]
    said = {one: {outcome_word(each, one) for each in under} for one in CaseOutcome}
    if own := {
        one.value: words.pop() for one, words in said.items() if len(words) == 1 and one.label not in words
    }:
        found |= dict.fromkeys(("stage_1_outcome", "stage_2_outcome", "stage_3_outcome"), own)
    bodies = ombudsmen_for(organisation.procedures)
    if len(bodies) == 1:
        process = referral_process(bodies[0])
        found["ombudsman_outcome"] = dict(process.choices((*process.texts, *process.published)))
    return found


def as_toml(organisation: Measured) -> str:
    """The organisation as `putright report --organisation` reads it."""
    return "\n".join(_lines(organisation)) + "\n"


def _lines(organisation: Measured) -> Iterator[str]:
    yield f"name = {_text(organisation.name)}"
    yield f"division = {_text(organisation.division.value)}"
    if organisation.nation:
        yield f"nation = {_text(organisation.nation.value)}"
    for number in organisation.numbers:
        yield f"\n[[number]]\nwhat = {_text(number.what)}\ncount = {number.count}\non = {number.on.isoformat()}"
        yield f"source = {_text(number.source)}"
    for unit in organisation.units:
        yield f"\n[[{unit.kind}]]"
        yield f"code = {_text(unit.code)}"
        yield f"label = {_text(unit.label)}"
        for name, value in (("department", unit.department), ("successor", unit.successor)):
            if value is not None:
                yield f"{name} = {_text(value)}"
        for name, day in (("from", unit.from_on), ("to", unit.to_on)):
            if day is not None:
                yield f"{name} = {day.isoformat()}"
    for dimension, words in organisation.labels.items():
        yield f"\n[labels.{dimension}]"
        yield from (f"{_text(code)} = {_text(label)}" for code, label in words.items())


def _text(words: str) -> str:
    # A JSON text is a TOML one, but for the delete character.
    return json.dumps(words, ensure_ascii=False).replace("\x7f", "\\u007f")


_READ = ("pk", "name", "valid_from", "valid_to", "successor_id")


def _departments(organisation: Organisation) -> list[_Place]:
    found = Department.objects.filter(organisation=organisation).order_by("pk")
    return [_Place(*row) for row in found.values_list(*_READ)]


def _services(organisation: Organisation) -> list[_Place]:
    found = Service.objects.filter(department__organisation=organisation).order_by("pk")
    return [_Place(*row) for row in found.values_list(*_READ, "department_id", "department__name")]


def _coded(services: Iterable[_Place]) -> Iterator[tuple[_Place, str]]:
    named: dict[str, list[_Place]] = {}
    for one in services:
        named.setdefault(one.name, []).append(one)
    for name, those in named.items():
        alike = any(
            one.department_id != other.department_id and _together(one, other)
            for at, one in enumerate(those)
            for other in those[:at]
        )
        for one in those:
            yield one, f"{name} ({one.department})" if alike else name


def _together(one: _Place, other: _Place) -> bool:
    first = max(one.valid_from, other.valid_from)
    return first <= min(one.valid_to or date.max, other.valid_to or date.max)


def _unit(kind: str, one: _Place, code: str, department: str | None, successor: str | None) -> Unit:
    # What goes on under its own name has no other to be followed by: its stretches follow each other.
    following = successor if successor != code else None
    return Unit(kind, code, code, department, one.valid_from, one.valid_to, following)
