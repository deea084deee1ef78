"""Who can log in to the demonstration, and with what: never kept in the repository."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX, make_password

from casework.outcomes.models import DelegatedLimit
from casework.people.models import Officer, Organisation
from casework.people.permissions import is_read_only
from casework.people.roles import Role
from putright.procedures import grades
from putright.vocabulary.money import pounds

GIVEN = "CASEWORK_DEMO_PASSWORD"


@dataclass(frozen=True, slots=True)
class Login:
    """One officer as the start of the service tells of them.

    approves  how much they may approve, in words; empty for who approves nothing.
    """

    email: str
    name: str
    roles: str
    approves: str


def password(var: Path) -> str:
    """The password of everybody in the demonstration: given in the environment, else made once and kept in `var`."""
    if given := os.environ.get(GIVEN):
        return given
    kept = var / "demo-password"
    if not kept.exists():
        var.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write("-".join(secrets.token_hex(2) for _ in range(4)))
    return kept.read_text().strip()


def can_log_in(organisation: Organisation) -> bool:
    """Whether anybody has a password: they get theirs when everything else is there."""
    people = Officer.objects.filter(organisation=organisation, is_active=True)
    return people.exclude(password__startswith=UNUSABLE_PASSWORD_PREFIX).exists()


def renew(organisation: Organisation, wanted: str) -> bool:
    """Give everybody this password if they have another one. Returns whether they had."""
    first = Officer.objects.filter(organisation=organisation, is_active=True).order_by("id").first()
    if first is None or first.check_password(wanted):
        return False
    Officer.objects.filter(organisation=organisation).update(password=make_password(wanted))
    return True


def logins(organisation: Organisation) -> tuple[Login, ...]:
    """Everybody who can log in, the complaints officer with most to do first. Two statements."""
    found = Officer.objects.filter(organisation=organisation, is_active=True).order_by("id")
    limits = dict(
        DelegatedLimit.objects.filter(organisation=organisation).values_list("grade", "up_to_pence")
    )
    return tuple(
        Login(one.email, one.name, ", ".join(Role(code).label for code in one.roles), _approves(one, limits))
        for one in found
    )


def _approves(officer: Officer, limits: Mapping[int, int | None]) -> str:
    if is_read_only(officer) or officer.grade not in limits:
        return ""
    limit = limits[officer.grade]
    title = grades()[officer.grade]
    return f"{title}: approves any payment" if limit is None else f"{title}: approves up to {pounds(limit)}"
