"""Writing people: an organisation as its file describes it, and passwords."""

import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from casework.people.models import Department, Officer, Organisation, Service, Team
from casework.people.nation import NationRefused, division_for
from casework.people.roles import Role
from putright.procedures import load_procedures

_Unit = TypeVar("_Unit", Department, Team)

ORGANISATION = {
    "name": str, "short_name": str, "nation": str, "division": str, "colour": str, "telephone": str, "email": str,
    "address": str, "procedures": list, "own_policies": dict,
}  # fmt: skip
COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
HOLIDAY = {"on": date, "name": str}
UNIT = {"name": str, "valid_from": date, "valid_to": date, "successor": str}
OFFICER = {"email": str, "name": str, "job_title": str, "team": str, "roles": list, "grade": str}
GRADES = {"officer": 1, "manager": 2, "head of service": 3, "director": 4}
"""How senior an officer is, as the file says it: limits, signatures and payments above the guidance go by it."""


class OrganisationRefused(ValueError):
    """The file cannot be used, or the password; the message is one line that says what to change."""


@dataclass(frozen=True, slots=True)
class LocalHoliday:
    """A day the organisation is closed that is no bank holiday, as its file names it."""

    on: date
    name: str


KeepHolidays = Callable[[Organisation, Sequence[LocalHoliday]], None]
"""Keeps local holidays in the calendar of an organisation, which is not for this app to do."""


@dataclass(frozen=True, slots=True)
class SetUp:
    """What a file brought about: how many of each there are now, and whose password is still to be set."""

    organisation: str
    departments: int
    services: int
    teams: int
    officers: int
    without_password: tuple[str, ...]
    local_holidays: int = 0


def set_up(path: Path, *, keep_holidays: KeepHolidays | None = None) -> SetUp:
    """Make an organisation as its file describes it, or bring it up to date. Nothing is ever taken away.

    keep_holidays  keeps its local holidays, in the same transaction; ValueError from it refuses the file.
    Raises         OrganisationRefused, naming the place; nothing is written then.
    """
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise OrganisationRefused(f"{path}: {error.strerror}; check the name of the file") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise OrganisationRefused(f"{path}: it cannot be read as TOML: {error}") from None
    with transaction.atomic(durable=True):
        return _set_up(data, path.name, keep_holidays)


def set_password(email: str, password: str) -> None:
    """Give an officer a password. Raises OrganisationRefused for one that is too weak, or an unknown officer."""
    officer = Officer.objects.filter(email=email.lower()).first()
    if officer is None:
        raise OrganisationRefused(f"there is no officer {email}: add them to the organisation's file first")
    try:
        validate_password(password, officer)
    except ValidationError as error:
        raise OrganisationRefused(" ".join(error.messages)) from None
    officer.set_password(password)
    officer.save(update_fields=["password"])


def _set_up(data: Mapping[str, Any], file: str, keep_holidays: KeepHolidays | None) -> SetUp:
    fields = _fields(
        data.get("organisation", {}),
        ORGANISATION,
        ("name", "short_name", "procedures"),
        f"{file}: organisation",
    )
    _check_rules(fields, file)
    organisation, _ = Organisation.objects.update_or_create(name=fields["name"], defaults=fields)
    departments: dict[str, Department] = {}
    for row, where in _rows(data, "department", file):
        unit = _fields(row, UNIT, ("name", "valid_from"), where)
        departments[unit["name"]] = _unit(Department, unit, organisation=organisation)
    for row, where in _rows(data, "service", file):
        unit = _fields(
            row, {**UNIT, "department": str, "procedure": str}, ("name", "valid_from", "department"), where
        )
        department = _named(departments, unit.pop("department"), where)
        if unit.get("procedure", "") not in {"", *organisation.procedures}:
            raise OrganisationRefused(
                f"{where}: procedure {unit['procedure']!r} is not one of the organisation's"
            )
        _unit(Service, unit, department=department)
    teams: dict[str, Team] = {}
    for row, where in _rows(data, "team", file):
        unit = _fields(row, {**UNIT, "department": str}, ("name", "valid_from"), where)
        inside = unit.pop("department", None)
        unit["department"] = _named(departments, inside, where) if inside else None
        teams[unit["name"]] = _unit(Team, unit, organisation=organisation)
    for row, where in _rows(data, "officer", file):
        _officer(_fields(row, OFFICER, ("email", "name", "roles"), where), organisation, teams, where)
    holidays = _local_holidays(data, file, organisation, keep_holidays)
    waiting = [
        one.email
        for one in Officer.objects.filter(organisation=organisation).order_by("email")
        if not one.has_usable_password()
    ]
    return SetUp(
        organisation=organisation.name,
        departments=Department.objects.filter(organisation=organisation).count(),
        services=Service.objects.filter(department__organisation=organisation).count(),
        teams=Team.objects.filter(organisation=organisation).count(),
        officers=Officer.objects.filter(organisation=organisation).count(),
        without_password=tuple(waiting),
        local_holidays=holidays,
    )


def _local_holidays(
    data: Mapping[str, Any], file: str, organisation: Organisation, keep: KeepHolidays | None
) -> int:
    """Hand its local holidays to those who keep the calendar; how many the file names."""
    named = []
    for row, where in _rows(data, "local_holiday", file):
        fields = _fields(row, HOLIDAY, ("on", "name"), where)
        named.append(LocalHoliday(fields["on"], fields["name"]))
    if named and keep is None:
        raise OrganisationRefused(f"{file}: local holidays are kept by `casework organisation` only")
    if named and keep is not None:
        try:
            keep(organisation, named)
        except ValueError as error:
            raise OrganisationRefused(f"{file}: local_holiday: {error}") from None
    return len(named)


def _check_rules(fields: dict[str, Any], file: str) -> None:
    known = load_procedures()
    bodies = {key.rpartition("/")[0] for key in known}
    for body in fields["procedures"]:
        if body not in bodies:
            raise OrganisationRefused(
                f"{file}: organisation: procedure {body!r} is not known; known are: {', '.join(sorted(bodies))}"
            )
    for body, policy in fields.get("own_policies", {}).items():
        if body not in fields["procedures"] or policy not in known:
            raise OrganisationRefused(
                f"{file}: organisation: own policy {body} = {policy!r} is not known; see `putright procedures`"
            )
    if not COLOUR.fullmatch(fields.get("colour", "#000000")):
        raise OrganisationRefused(
            f"{file}: organisation: colour {fields['colour']!r} is not one: write it like #1f5f5b"
        )
    try:
        fields["division"] = division_for(
            fields["procedures"], nation=fields.pop("nation", None), division=fields.get("division")
        ).value
    except NationRefused as error:
        raise OrganisationRefused(f"{file}: organisation: {error}") from None


def _rows(data: Mapping[str, Any], name: str, file: str) -> list[tuple[Mapping[str, Any], str]]:
    unknown = set(data) - {"organisation", "local_holiday", "department", "service", "team", "officer"}
    if unknown:
        raise OrganisationRefused(f"{file}: {sorted(unknown)[0]!r} is not a part of an organisation's file")
    rows = data.get(name, [])
    if not isinstance(rows, list):
        raise OrganisationRefused(f"{file}: write [[{name}]], with two brackets")
    return [
        (row, f"{file}: {name} {row.get('name') or row.get('email') or number}")
        for number, row in enumerate(rows, 1)
    ]


def _fields(
    row: Mapping[str, Any], known: Mapping[str, type], needed: Sequence[str], where: str
) -> dict[str, Any]:
    for name in needed:
        if not row.get(name):
            raise OrganisationRefused(f"{where}: {name} is missing")
    for name, value in row.items():
        if name not in known:
            raise OrganisationRefused(f"{where}: {name!r} is not known; known are: {', '.join(known)}")
        if not isinstance(value, known[name]):
            raise OrganisationRefused(f"{where}: {name} is of the wrong kind: write it as in the example")
    return dict(row)


def _unit(model: type[Any], unit: dict[str, Any], **inside: Any) -> Any:
    successor = unit.pop("successor", None)
    found, _ = model.objects.update_or_create(
        name=unit["name"], valid_from=unit["valid_from"], **inside, defaults=unit
    )
    if successor:
        found.successor = model.objects.filter(name=successor, **inside).order_by("-valid_from").first()
        if found.successor is None:
            raise OrganisationRefused(
                f"{unit['name']}: its successor {successor!r} must stand before it in the file"
            )
        found.save(update_fields=["successor"])
    return found


def _named(among: dict[str, _Unit], name: str, where: str) -> _Unit:
    if name not in among:
        raise OrganisationRefused(f"{where}: there is no {name!r} above it in the file")
    return among[name]


def _officer(fields: dict[str, Any], organisation: Organisation, teams: dict[str, Team], where: str) -> None:
    unknown = [code for code in fields["roles"] if code not in set(Role)]
    if unknown:
        raise OrganisationRefused(f"{where}: {unknown[0]!r} is not a role; roles are: {', '.join(Role)}")
    if (grade := fields.pop("grade", "officer")) not in GRADES:
        raise OrganisationRefused(f"{where}: {grade!r} is not a grade; grades are: {', '.join(GRADES)}")
    fields["grade"] = GRADES[grade]
    team = fields.pop("team", None)
    fields["team"] = _named(teams, team, where) if team else None
    email = fields.pop("email").lower()
    officer = Officer.objects.filter(email=email).first()
    if officer is None:
        Officer.objects.create_user(email, None, organisation=organisation, **fields)
        return
    if officer.organisation_id != organisation.pk:
        raise OrganisationRefused(f"{where}: {email} belongs to another organisation")
    for name, value in fields.items():
        setattr(officer, name, value)
    officer.save()
