"""The register of people from outside: kept here, read by whoever appoints."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date

from django.db import IntegrityError, transaction

from casework.people.models import Officer
from casework.statutory.models import OutsidePerson
from putright.cases import CaseError
from putright.vocabulary import Conflict, PersonRole


@dataclass(frozen=True, slots=True)
class PersonRow:
    """Somebody of the register; see `models.OutsidePerson`."""

    id: int
    name: str
    works_for: str
    email: str
    telephone: str
    roles: tuple[PersonRole, ...]
    conflicts: tuple[Conflict, ...]
    interests: str
    declared_on: date | None
    available_from: date | None
    away: bool

    @property
    def called(self) -> str:
        """Their name, and for whom they work."""
        return f"{self.name}, {self.works_for}" if self.works_for else self.name

    def is_available(self, on: date) -> bool:
        """Whether they can take a part on that day."""
        return not self.away and (self.available_from is None or self.available_from <= on)


@dataclass(frozen=True, slots=True)
class PersonTerms:
    """Somebody as the form of the register has them."""

    name: str
    works_for: str
    email: str
    telephone: str
    roles: tuple[str, ...]
    conflicts: tuple[str, ...]
    interests: str
    declared_on: date | None
    available_from: date | None
    away: bool


def save_person(officer: Officer, terms: PersonTerms, *, number: int | None = None) -> int:
    """Put somebody on the register, or change them. Raises CaseError for a name that is there, or nobody."""
    found = OutsidePerson() if number is None else _here(officer.organisation_id, number)
    found.organisation_id = officer.organisation_id
    for name, value in asdict(terms).items():
        setattr(found, name, list(value) if isinstance(value, tuple) else value)
    try:
        with transaction.atomic():
            found.save()
    except IntegrityError:
        raise CaseError(f"{terms.name} is on the register already: change that entry") from None
    return found.pk


def _here(organisation_id: int, number: int) -> OutsidePerson:
    found = OutsidePerson.objects.filter(organisation=organisation_id, pk=number).first()
    if found is None:
        raise CaseError("there is no such person on the register: choose one of the list")
    return found


def register(organisation_id: int) -> tuple[PersonRow, ...]:
    """Everybody of the register, by name. One statement."""
    return tuple(
        _row(one) for one in OutsidePerson.objects.filter(organisation=organisation_id).order_by("name")
    )


def person_here(organisation_id: int, number: str) -> PersonRow | None:
    """Somebody of the register; None for a number that is not here. One statement."""
    if not number.isdecimal() or len(number) > 18:
        return None
    found = OutsidePerson.objects.filter(organisation=organisation_id, pk=int(number)).first()
    return _row(found) if found else None


def names_of_people(organisation_id: int) -> Mapping[str, str]:
    """What everybody of the register is called, by their number as events have it. One statement."""
    return {str(one.id): one.called for one in register(organisation_id)}


def _row(one: OutsidePerson) -> PersonRow:
    return PersonRow(
        one.pk, one.name, one.works_for, one.email, one.telephone,
        tuple(word for word in PersonRole if word.value in one.roles),
        tuple(word for word in Conflict if word.value in one.conflicts),
        one.interests, one.declared_on, one.available_from, one.away,
    )  # fmt: skip
