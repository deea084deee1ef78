"""Who signs letters as a procedure asks: kept here by administrators, asked by whatever checks a letter."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import Q

from casework.people.models import Officer
from casework.people.queries import officer_here
from casework.statutory.models import Signatory
from putright.cases import CaseError
from putright.procedures import Procedure
from putright.procedures.signatures import SignatureNeeded
from putright.vocabulary import PersonRole

AUTHORISED = "authorised"
"""How a letter is signed by somebody the person named authorised; else by the code of the part itself."""


@dataclass(frozen=True, slots=True)
class SignatoryRow:
    """An officer who signs so; see `models.Signatory`."""

    id: int
    officer_id: int
    name: str
    job: str
    signs_as: PersonRole
    authorised: bool
    authority: str
    from_on: date
    until_on: date | None

    def signs_on(self, day: date) -> bool:
        """Whether they sign so on that day."""
        return self.from_on <= day and (self.until_on is None or day <= self.until_on)

    @property
    def how(self) -> str:
        """The code of how they sign."""
        return AUTHORISED if self.authorised else self.signs_as.value


@dataclass(frozen=True, slots=True)
class SignatoryTerms:
    """A signatory as the form has them. officer_id: the number of an officer of the organisation, as text."""

    officer_id: str
    signs_as: PersonRole
    authorised: bool
    authority: str
    from_on: date
    until_on: date | None


def save_signatory(by: Officer, terms: SignatoryTerms, *, number: int | None = None) -> int:
    """Enter somebody who signs, or change the entry. Raises CaseError for nobody, days that do not fit, or twice."""
    officer = officer_here(by.organisation_id, terms.officer_id)
    if officer is None:
        raise CaseError("there is no such officer: choose one of the list")
    if terms.until_on is not None and terms.until_on < terms.from_on:
        raise CaseError("the last day lies before the first: change one of them")
    if terms.authorised and not terms.authority.strip():
        raise CaseError("say who authorised them, and when: nobody signs for another without it")
    found = (
        Signatory.objects.filter(organisation=by.organisation_id, pk=number).first()
        if number
        else Signatory()
    )
    if found is None:
        raise CaseError("there is no such entry: choose one of the list")
    found.organisation_id, found.officer = by.organisation_id, officer
    for name, value in asdict(terms).items():
        if name != "officer_id":
            setattr(found, name, value)
    try:
        with transaction.atomic():
            found.save()
    except IntegrityError:
        raise CaseError(f"{officer.name} is entered from that day already: change that entry") from None
    return found.pk


def signatories(organisation_id: int) -> tuple[SignatoryRow, ...]:
    """Everybody who signs or signed so, by name. One statement."""
    rows = Signatory.objects.filter(organisation=organisation_id).select_related("officer")
    return tuple(_row(one) for one in rows.order_by("officer__name", "from_on"))


def signatory_here(organisation_id: int, number: int) -> SignatoryRow | None:
    """One entry; None for a number that is not here. One statement."""
    found = (
        Signatory.objects.filter(organisation=organisation_id, pk=number).select_related("officer").first()
    )
    return _row(found) if found else None


def signature_needed(procedure: Procedure, letter: str) -> SignatureNeeded | None:
    """The signature the procedure asks of this letter; None where it asks for nobody in particular."""
    return procedure.signatures.get(letter)


def who_may_sign(organisation_id: int, needed: SignatureNeeded, *, on: date) -> tuple[SignatoryRow, ...]:
    """Who can sign so on that day, the person themselves before those they authorised. One statement."""
    rows = Signatory.objects.filter(
        Q(until_on=None) | Q(until_on__gte=on), organisation=organisation_id, signs_as=needed.by.value, from_on__lte=on,
        officer__is_active=True,
    )  # fmt: skip
    return tuple(_row(one) for one in rows.select_related("officer").order_by("authorised", "officer__name"))


def _row(one: Signatory) -> SignatoryRow:
    return SignatoryRow(
        one.pk, one.officer_id, one.officer.name, one.officer.job_title, PersonRole(one.signs_as), one.authorised,
        one.authority, one.from_on, one.until_on,
    )  # fmt: skip
