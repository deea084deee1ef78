"""Reading contacts under agreement: one function a screen, and what other apps ask before they write or call."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time

from casework.agreements.boards import (
    PromisesBoard,
    VisitsBoard,
    Whose,
    needs_board,
    promises_board,
    visits_board,
)
from casework.agreements.checks import hours_in_words
from casework.agreements.choosing import contractors_to_choose, teams_to_choose, who_may_come
from casework.agreements.household import Household, household
from casework.agreements.models import Contractor, OwnVisits, Worker
from casework.agreements.tab import VisitsTab, visits_tab
from casework.complaints.models import Complaint
from casework.complaints.storing import read_events
from casework.people.models import Officer
from putright.calendars import in_london
from putright.cases import Case, replay
from putright.vocabulary import ContractorStatus

__all__ = [
    "ContractorRow",
    "ContractorsPage",
    "MayMessage",
    "PromisesBoard",
    "VisitsBoard",
    "VisitsTab",
    "Whose",
    "WorkerRow",
    "contractors_page",
    "contractors_to_choose",
    "may_message_now",
    "needs_board",
    "officers_kept_away",
    "promises_board",
    "restricted_officers",
    "restricted_workers",
    "teams_to_choose",
    "visits_board",
    "visits_tab",
    "who_may_come",
]


@dataclass(frozen=True, slots=True)
class MayMessage:
    """Whether a resident may be called or written to now; if not, because of what."""

    allowed: bool
    because: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WorkerRow:
    """A worker as a list shows them."""

    id: int
    name: str
    job: str
    contractor: str
    contractor_id: int | None
    officer: str
    officer_id: int | None
    active: bool


@dataclass(frozen=True, slots=True)
class ContractorRow:
    """A contractor and what its contract asks for."""

    id: int
    name: str
    email: str
    status: ContractorStatus
    notice_working_days: int | None
    reply_working_days: int | None
    confirm_working_hours: int | None
    gives_time_slot: bool
    hours_from: time | None
    hours_to: time | None

    @property
    def hours(self) -> str:
        """When it may contact residents."""
        return hours_in_words(self.hours_from, self.hours_to)


@dataclass(frozen=True, slots=True)
class ContractorsPage:
    """Contractors, workers and what we ask of our own visits."""

    contractors: tuple[ContractorRow, ...]
    workers: tuple[WorkerRow, ...]
    own_notice_working_days: int | None
    own_confirm_working_hours: int | None
    own_gives_time_slot: bool
    works_from: time | None
    works_to: time | None


def contractors_page(officer: Officer) -> ContractorsPage:
    """Everything of the page of contractors. Three statements."""
    own = OwnVisits.objects.filter(pk=officer.organisation_id).first() or OwnVisits()
    contractors = Contractor.objects.filter(organisation=officer.organisation_id).order_by("name")
    workers = Worker.objects.filter(organisation=officer.organisation_id).select_related(
        "contractor", "officer"
    )
    return ContractorsPage(
        contractors=tuple(
            ContractorRow(
                one.pk, one.name, one.email, ContractorStatus(one.status), one.notice_working_days,
                one.reply_working_days, one.confirm_working_hours, one.gives_time_slot, one.hours_from, one.hours_to,
            )
            for one in contractors
        ),
        workers=tuple(
            WorkerRow(
                one.pk, one.name, one.job, one.contractor.name if one.contractor else "", one.contractor_id,
                one.officer.name if one.officer else "", one.officer_id, one.is_active,
            )
            for one in workers.order_by("-is_active", "name", "pk")
        ),
        own_notice_working_days=own.notice_working_days,
        own_confirm_working_hours=own.confirm_working_hours,
        own_gives_time_slot=own.gives_time_slot,
        works_from=own.works_from,
        works_to=own.works_to,
    )  # fmt: skip


def restricted_workers(complaint_id: int) -> frozenset[str]:
    """Identifiers of the workers who must not contact or visit this resident. Five or six statements."""
    return frozenset(one.worker for one in _home(complaint_id).kept_away if one.sure)


def restricted_officers(complaint_id: int) -> frozenset[int]:
    """Officers who must not write to this resident: workers kept away who log in here. Six or seven statements.

    A letter written or signed by one of them is refused (lessons R-S4, R-S9).
    """
    return _officers(restricted_workers(complaint_id))


def officers_kept_away(complaint_id: int, organisation_id: int, case: Case) -> frozenset[int]:
    """The same for a complaint replayed already, from which none of it can be told. Four or five statements."""
    home = household(complaint_id, organisation_id, case)
    return _officers(frozenset(one.worker for one in home.kept_away if one.sure))


def _officers(workers: frozenset[str]) -> frozenset[int]:
    kept = [int(one) for one in workers if one.isdecimal()]
    found = Worker.objects.filter(pk__in=kept, officer__isnull=False) if kept else Worker.objects.none()
    return frozenset(number for number in found.values_list("officer_id", flat=True) if number is not None)


def may_message_now(complaint_id: int, *, at: datetime, contractor_id: int | None = None) -> MayMessage:
    """Whether this resident may be contacted at that moment, by us or by a contractor. Five to seven statements.

    Source: lessons R-P3: the resident's hours, and those of the contract.
    """
    clock = in_london(at).time()
    hours = [
        ("The resident is contacted", one.body.hours_from, one.body.hours_to)
        for one in _home(complaint_id).agreements
    ]
    if contractor_id is not None:
        firm = Contractor.objects.filter(pk=contractor_id).first()
        if firm is not None:
            hours.append((f"{firm.name} contacts residents", firm.hours_from, firm.hours_to))
    because = tuple(
        f"{says} {hours_in_words(first, last)}, and it is {clock:%H:%M}"
        for says, first, last in hours
        if (first and clock < first) or (last and clock >= last)
    )
    return MayMessage(not because, because)


def _home(complaint_id: int) -> Household:
    complaint = Complaint.objects.get(pk=complaint_id)
    events, _ = read_events(complaint)
    return household(complaint.pk, complaint.organisation_id, replay(events))
