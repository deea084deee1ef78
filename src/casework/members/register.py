"""The register of elected members: kept here, chosen from when an enquiry is logged."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from casework.complaints.models import Person
from casework.intake.matching import match_name, match_place
from casework.members.models import Member
from casework.people.models import Officer
from putright.cases import CaseError
from putright.vocabulary import MemberKind


@dataclass(frozen=True, slots=True)
class MemberTerms:
    """A member as the form of the register has them."""

    kind: MemberKind
    name: str
    area: str = ""
    email: str = ""
    telephone: str = ""
    address: str = ""
    postcode: str = ""
    in_office_to: date | None = None


@dataclass(frozen=True, slots=True)
class MemberRow:
    """A member of the register; see `models.Member`."""

    id: int
    kind: MemberKind
    name: str
    area: str
    email: str
    telephone: str
    address: str
    postcode: str
    in_office_to: date | None

    @property
    def called(self) -> str:
        """Their name, what they are, and for where."""
        return ", ".join(filter(None, (self.name, self.kind.label, self.area)))

    def in_office(self, on: date) -> bool:
        """Whether they hold their seat on that day."""
        return self.in_office_to is None or self.in_office_to >= on


def save_member(officer: Officer, terms: MemberTerms, *, number: int | None = None) -> int:
    """Put a member on the register, or change them; gives their number.

    Raises  CaseError for a name that is there already, or nobody of this organisation.
    """
    organisation = officer.organisation_id
    with transaction.atomic():
        # The officer is locked, so that two clicks take their turn.
        Officer.objects.select_for_update(of=("self",)).get(pk=officer.pk)
        same = Member.objects.filter(
            organisation=organisation, kind=terms.kind.value, area__iexact=terms.area,
            person__name__iexact=terms.name,
        ).exclude(pk=number)  # fmt: skip
        if same.exists():
            raise CaseError(f"{terms.name} is on the register already: change that entry")
        found = Member(organisation_id=organisation) if number is None else _here(organisation, number)
        person = Person(organisation_id=organisation) if number is None else found.person
        person.name, person.email, person.telephone = terms.name, terms.email, terms.telephone
        person.address, person.postcode = terms.address, terms.postcode
        person.match_name = match_name(terms.name)
        person.match_place = match_place(terms.address, terms.postcode)
        person.save()
        found.person = person
        found.kind, found.area, found.in_office_to = terms.kind.value, terms.area, terms.in_office_to
        found.save(force_insert=number is None)
    return person.pk


def register(organisation_id: int) -> tuple[MemberRow, ...]:
    """Every member of the register, by name. One statement."""
    found = Member.objects.filter(organisation=organisation_id).select_related("person")
    return tuple(_row(one) for one in found.order_by("person__name", "pk"))


def member_here(organisation_id: int, number: str) -> MemberRow | None:
    """A member of the register; None for a number that is not here. One statement."""
    if not number.isdecimal() or len(number) > 18:
        return None
    found = (
        Member.objects.filter(organisation=organisation_id, pk=int(number)).select_related("person").first()
    )
    return _row(found) if found else None


def _here(organisation_id: int, number: int) -> Member:
    found = Member.objects.filter(organisation=organisation_id, pk=number).select_related("person").first()
    if found is None:
        raise CaseError("there is no such member on the register: choose one of the list")
    return found


def _row(one: Member) -> MemberRow:
    person = one.person
    return MemberRow(
        one.pk, MemberKind(one.kind), person.name, one.area, person.email, person.telephone, person.address,
        person.postcode, one.in_office_to,
    )  # fmt: skip
