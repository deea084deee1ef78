"""What the forms choose from: workers, contractors, teams, and where a complaint stands."""

from __future__ import annotations

from django.db.models import Q

from casework.agreements.models import Contractor, Worker
from casework.agreements.working import OFFICER
from casework.complaints.models import Complaint
from casework.people.models import Officer, Team
from putright.vocabulary import ContractorStatus

Choices = list[tuple[str, str]]


def who_may_come(complaint_id: int) -> Choices:
    """Workers and officers of the complaint's organisation, by name, as a form names them. Three statements."""
    organisation = organisation_of(complaint_id)
    workers = list(
        Worker.objects.filter(organisation=organisation, is_active=True)
        .select_related("contractor")
        .order_by("name", "pk")
    )
    known = {one.officer_id for one in workers if one.officer_id}
    officers = Officer.objects.filter(organisation=organisation, is_active=True).exclude(pk__in=known)
    rows = [(str(one.pk), called(one)) for one in workers]
    rows += [
        (f"{OFFICER}{one.pk}", f"{one.name} ({one.job_title or 'officer here'})")
        for one in officers
        if one.roles != ["auditor"]
    ]
    return sorted(rows, key=lambda row: row[1].casefold())


def contractors_to_choose(complaint_id: int) -> Choices:
    """Contractors, by name; one that takes no more work says so. Two statements."""
    found = Contractor.objects.filter(organisation=organisation_of(complaint_id)).order_by("name")
    return [
        (
            str(one.pk),
            one.name
            if one.status == ContractorStatus.ACTIVE
            else f"{one.name} ({ContractorStatus(one.status).label.lower()})",
        )
        for one in found
    ]


def teams_to_choose(complaint_id: int) -> Choices:
    """Teams there are, by name. Two statements."""
    found = Team.objects.filter(Q(organisation=organisation_of(complaint_id)), valid_to=None).order_by("name")
    return [(str(one.pk), one.name) for one in found]


def organisation_of(complaint_id: int) -> int:
    """The organisation of a complaint. One statement."""
    return Complaint.objects.values_list("organisation_id", flat=True).get(pk=complaint_id)


def called(worker: Worker) -> str:
    """A worker as a list names them: with their job and whom they work for."""
    more = ", ".join(filter(None, (worker.job, worker.contractor.name if worker.contractor else "")))
    return f"{worker.name} ({more})" if more else worker.name
