"""Contractors and workers: who may come to a resident, and what each contract asks for."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import time

from django.db import IntegrityError, transaction
from django.db.models import F

from casework.agreements.models import Contractor, Forwarding, OwnVisits, Worker
from casework.agreements.working import contractor_of
from casework.complaints.models import Complaint
from casework.people.models import Officer
from casework.people.queries import officer_here
from putright.cases import CaseError


@dataclass(frozen=True, slots=True)
class ContractorTerms:
    """A contractor as its form has it; see `models.Contractor`."""

    name: str
    email: str
    status: str
    notice_working_days: int | None
    reply_working_days: int | None
    confirm_working_hours: int | None
    gives_time_slot: bool
    hours_from: time | None
    hours_to: time | None


@dataclass(frozen=True, slots=True)
class OwnTerms:
    """What we ask of our own visits; see `models.OwnVisits`."""

    notice_working_days: int | None
    confirm_working_hours: int | None
    gives_time_slot: bool
    works_from: time | None
    works_to: time | None


def save_contractor(officer: Officer, terms: ContractorTerms, *, number: int | None = None) -> int:
    """Add a contractor, or change the one with this number. Raises CaseError for a name that is taken.

    Figures count complaints by its name: under another one what is stored of them is no longer true.
    """
    found = contractor_of(officer.organisation_id, number) if number is not None else Contractor()
    assert found is not None  # a number that is not here has raised
    found.organisation_id = officer.organisation_id
    for name, value in asdict(terms).items():
        setattr(found, name, value)
    with transaction.atomic():
        _save(found, f"there is a contractor {terms.name} already: change that one")
        if number is not None:
            passed = Forwarding.objects.filter(contractor=found).values("complaint")
            Complaint.objects.filter(pk__in=passed).update(facts_changed=F("facts_changed") + 1)
    return found.pk


def save_worker(
    officer: Officer, *, name: str, job: str, contractor: str, login: str = "", active: bool = True,
    number: int | None = None,
) -> int:  # fmt: skip
    """Add a worker, or change the one with this number. `login`: the officer they are, if they log in here."""
    organisation = officer.organisation_id
    found = (
        Worker.objects.filter(organisation=organisation, pk=number).first()
        if number is not None
        else Worker()
    )
    if found is None:
        raise CaseError("there is no such worker: choose one of the list")
    firm = contractor_of(organisation, contractor)
    same = Worker.objects.filter(organisation=organisation, name=name, contractor=firm).exclude(pk=found.pk)
    if same.exists():
        raise CaseError(f"{name} is on the list already: change that entry, or tell the two apart by name")
    found.organisation_id, found.name, found.job, found.contractor = organisation, name, job, firm
    found.officer, found.is_active = officer_here(organisation, login), active
    _save(found, f"{name} is on the list already")
    return found.pk


def save_own_visits(officer: Officer, terms: OwnTerms) -> None:
    """Say what we ask of our own visits."""
    OwnVisits.objects.update_or_create(organisation_id=officer.organisation_id, defaults=asdict(terms))


def _save(one: Contractor | Worker, taken: str) -> None:
    try:
        with transaction.atomic():
            one.save()
    except IntegrityError:
        raise CaseError(taken) from None
