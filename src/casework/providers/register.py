"""Keeping the register of providers: the contract, its measures, what was met about, warned of and audited, its end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from casework.agreements.models import Contractor, Forwarding
from casework.agreements.working import contractor_of, working
from casework.complaints.models import Complaint, OpenEnd
from casework.complaints.permissions import visible_to
from casework.journal.log_events import LogEvent
from casework.journal.logs import log
from casework.people.models import Officer
from casework.providers.models import Contract, Kpi, LogEntry
from casework.providers.reviewing import taken_over
from putright.cases import CaseError
from putright.vocabulary import ContractorStatus
from putright.vocabulary.words import Word

AT_ONCE = 50
"""So many complaints are taken over at one press; the page says how many are left."""


class EntryKind(Word):
    """What is written into the log of a provider."""

    MEETING = "meeting", "Meeting"
    WARNING = "warning", "Warning"
    AUDIT = "audit", "Audit"
    RESULT = "result", "Result of a measure"
    STATUS = "status", "Status of the contract"


@dataclass(frozen=True, slots=True)
class ContractWords:
    """The contract as its form has it; see `models.Contract`."""

    starts_on: date | None
    ends_on: date | None
    complaint_procedure: str
    returns_monthly: bool


@dataclass(frozen=True, slots=True)
class Written:
    """An entry of the log as its form has it. kpi: number of the measure it is the result of."""

    kind: EntryKind
    on: date
    words: str
    decided: str = ""
    kpi: str = ""
    met: bool | None = None


def keep_contract(number: int, given: ContractWords, *, by: Officer) -> None:
    """Keep what the contract says. Raises CaseError when it ends before it begins."""
    firm = firm_here(number, by)
    if given.starts_on and given.ends_on and given.ends_on < given.starts_on:
        raise CaseError("the contract ends before it begins: check both dates")
    Contract.objects.update_or_create(
        contractor=firm,
        defaults={
            "starts_on": given.starts_on, "ends_on": given.ends_on,
            "complaint_procedure": given.complaint_procedure, "returns_monthly": given.returns_monthly,
        },
    )  # fmt: skip


def add_measure(number: int, *, name: str, target: str, by: Officer) -> None:
    """Add a measure the contract holds the contractor to. Raises CaseError for one that is there."""
    firm = firm_here(number, by)
    _, made = Kpi.objects.get_or_create(
        contractor=firm, name=name.strip(), defaults={"target": target.strip()}
    )
    if not made:
        raise CaseError("this measure is there already: enter its results in the log")


def write_entry(number: int, written: Written, *, by: Officer, now: datetime) -> None:
    """Write into the log of the provider. What is written stays."""
    firm = firm_here(number, by)
    kpi = None
    if written.kind is EntryKind.RESULT:
        kpi = (
            Kpi.objects.filter(contractor=firm, pk=int(written.kpi)).first()
            if written.kpi.isdecimal()
            else None
        )
        if kpi is None or written.met is None:
            raise CaseError("choose the measure, and whether it was met")
    LogEntry.objects.create(
        contractor=firm, kind=written.kind.value, on=written.on, kpi=kpi, met=written.met if kpi else None,
        words=written.words, decided=written.decided, officer=by, written_at=now,
    )  # fmt: skip


def change_status(
    number: int, status: ContractorStatus, words: str, *, on: date, by: Officer, now: datetime
) -> None:
    """Say how the contract stands, and why. In liquidation or ended, every link and sign-in is shut at once."""
    firm = firm_here(number, by)
    with transaction.atomic(durable=True):
        Contractor.objects.filter(pk=firm.pk).update(status=status.value)
        told = f"{ContractorStatus(firm.status).label} → {status.label}. {words}"
        LogEntry.objects.create(
            contractor=firm, kind=EntryKind.STATUS.value, on=on, words=told, officer=by, written_at=now
        )


def hand_over(number: int, words: str, *, by: Officer, now: datetime) -> tuple[int, int]:
    """Take over every answer waited for of a contractor that is gone; how many were, and how many are left, of those
    the officer may see.

    Each complaint in a transaction of its own, so that one that is stopped in between is gone on with. Restricted
    complaints too, before the others: a contractor's end does not ask who may see them, and nothing of them is told,
    their number neither.
    """
    firm = firm_here(number, by)
    if firm.status not in (ContractorStatus.IN_LIQUIDATION, ContractorStatus.ENDED):
        raise CaseError("say first that the contract has ended, or that the contractor is in liquidation")
    waiting = open_parts(firm)
    seen = set(
        Complaint.objects.filter(visible_to(by), pk__in=[one.complaint_id for one in waiting]).values_list(
            "pk", flat=True
        )
    )
    waiting.sort(key=lambda one: one.complaint_id in seen)
    done = 0
    for sent in waiting[:AT_ONCE]:
        with working(sent.complaint.reference, at=now, by=by, now=now, seen_version=None) as one:
            taken_over(one, sent, words)
        done += 1
    log(LogEvent.PROVIDER_HANDED_OVER, contractor=firm.pk, complaints=done, left=len(waiting) - done)
    told = sum(one.complaint_id in seen for one in waiting[:done])
    return told, len(seen & {one.complaint_id for one in waiting[done:]})


def open_parts(firm: Contractor) -> list[Forwarding]:
    """What this contractor is still waited for. Two statements."""
    found = list(
        Forwarding.objects.filter(contractor=firm, replied_on=None).select_related("complaint", "contractor")
    )
    keys = [one.promise for one in found]
    runs = set(
        OpenEnd.objects.filter(kind="promise", key__in=keys, is_open=True).values_list("complaint_id", "key")
    )
    return [one for one in found if (one.complaint_id, one.promise) in runs]


def firm_here(number: int, by: Officer) -> Contractor:
    """The contractor with this number. Raises CaseError for one that is not here."""
    firm = contractor_of(by.organisation_id, number)
    assert firm is not None  # a number that is not here has raised
    return firm
