"""The policies an organisation keeps, as their page lists them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import BinaryIO

from casework.complaints.uploads import path_of
from casework.packs.errors import NoSuchPack
from casework.packs.models import PolicyDocument
from casework.packs.permissions import may_see_packs
from casework.people.models import Officer
from putright.procedures import load_procedures


@dataclass(frozen=True, slots=True)
class PolicyRow:
    """A policy with the days it was in force."""

    id: int
    title: str
    procedure: str
    valid_from: date
    valid_to: date | None
    called: str
    size: int
    by: str


def policies(officer: Officer) -> tuple[PolicyRow, ...]:
    """The policies of the organisation, the latest first. One statement."""
    if not may_see_packs(officer):
        raise NoSuchPack("policies")
    rows = PolicyDocument.objects.filter(organisation=officer.organisation_id).select_related("officer")
    return tuple(
        PolicyRow(
            one.pk,
            one.title,
            one.procedure,
            one.valid_from,
            one.valid_to,
            one.called,
            one.size,
            one.officer.name,
        )
        for one in rows.order_by("title", "-valid_from")
    )


def policy_file(officer: Officer, number: int) -> tuple[BinaryIO, str, str]:
    """The file of a policy, its media type and its name. Raises NoSuchPack."""
    row = PolicyDocument.objects.filter(organisation=officer.organisation_id, pk=number).first()
    if row is None or not may_see_packs(officer):
        raise NoSuchPack(str(number))
    try:
        return path_of(row.stored_as).open("rb"), row.media_type, row.called
    except FileNotFoundError:
        raise NoSuchPack(str(number)) from None


def procedure_bodies(officer: Officer) -> tuple[tuple[str, str], ...]:
    """The bodies whose procedures an organisation runs, with their words. No statement."""
    titles = {key.split("/")[0]: one.short_title for key, one in load_procedures().items()}
    return tuple((one, titles.get(one, one)) for one in officer.organisation.procedures)
