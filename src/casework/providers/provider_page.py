"""One provider's page: contract, open parts, lateness, the log, and what is left when it ends."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from casework.agreements.models import Contractor, Forwarding
from casework.complaints.calendars import organisation_calendar
from casework.complaints.models import Complaint, OpenEnd
from casework.complaints.permissions import visible_to
from casework.people.models import Officer
from casework.providers.checking_due import check_due
from casework.providers.models import Account, Contract, Kpi, LogEntry, ProviderReply
from casework.providers.register import EntryKind, open_parts
from casework.providers.returns import ReturnLine, return_lines
from putright.vocabulary import ContractorStatus

_LEFT = {"appointment": "Visit", "action": "Action", "need": "Need", "order": "Ombudsman’s order"}


@dataclass(frozen=True, slots=True)
class ProviderRow:
    """A provider in the list, with what an officer may see of its work."""

    number: int
    name: str
    status: ContractorStatus
    open_parts: int
    late: int
    to_check: int


@dataclass(frozen=True, slots=True)
class PartRow:
    """A complaint that waits for the contractor. check_by: its reply came, and is to be checked by then."""

    reference: str
    number: int
    due: date | None
    late: bool
    check_by: date | None


@dataclass(frozen=True, slots=True)
class LeftRow:
    """Something still open on a complaint that was passed to it: a visit, an action, a need."""

    reference: str
    what: str
    due: date | None


@dataclass(frozen=True, slots=True)
class EntryRow:
    """An entry of the log."""

    kind: EntryKind
    on: date
    measure: str
    met: bool | None
    words: str
    decided: str
    officer: str


@dataclass(frozen=True, slots=True)
class AccountRow:
    """Somebody who signs in."""

    number: int
    name: str
    email: str
    state: str


@dataclass(frozen=True, slots=True)
class ProviderPage:
    """A provider. gone: nothing can be asked of it any more. parts: answers to be taken over then."""

    number: int
    name: str
    status: ContractorStatus
    starts_on: date | None
    ends_on: date | None
    complaint_procedure: str
    returns_monthly: bool
    reply_working_days: int | None
    notice_working_days: int | None
    gives_time_slot: bool
    measures: tuple[tuple[int, str, str], ...]
    entries: tuple[EntryRow, ...]
    parts: tuple[PartRow, ...]
    left: tuple[LeftRow, ...]
    accounts: tuple[AccountRow, ...]
    gone: bool
    returns: tuple[ReturnLine, ...]


def providers(officer: Officer, *, today: date) -> tuple[ProviderRow, ...]:
    """Every provider here, by name. Four statements."""
    firms = Contractor.objects.filter(organisation=officer.organisation_id).order_by("name")
    mine = visible_to(officer, "complaint__")
    sent = list(
        Forwarding.objects.filter(mine, replied_on=None).values_list("contractor", "complaint", "promise")
    )
    ends = OpenEnd.objects.filter(kind="promise", key__in=[one[2] for one in sent], is_open=True)
    due = {(complaint, key): day for complaint, key, day in ends.values_list("complaint_id", "key", "due_on")}
    asked = [(firm, due[complaint, key]) for firm, complaint, key in sent if (complaint, key) in due]
    opened = Counter(firm for firm, _ in asked)
    late = Counter(firm for firm, day in asked if day is not None and day < today)
    replies = ProviderReply.objects.filter(
        visible_to(officer, "link__forwarding__complaint__"), sent_at__isnull=False, step=""
    )
    to_check = Counter(replies.values_list("link__forwarding__contractor", flat=True))
    return tuple(
        ProviderRow(
            one.pk, one.name, ContractorStatus(one.status), opened[one.pk], late[one.pk], to_check[one.pk]
        )
        for one in firms
    )


def provider_page(officer: Officer, number: int, *, today: date) -> ProviderPage | None:
    """One provider; None for one that is not here. About ten statements, and two a complaint that waits."""
    firm = Contractor.objects.filter(organisation=officer.organisation_id, pk=number).first()
    if firm is None:
        return None
    contract = Contract.objects.filter(contractor=firm).first() or Contract(contractor=firm)
    entries = LogEntry.objects.filter(contractor=firm).select_related("officer", "kpi").order_by("-on", "-pk")
    waited = open_parts(firm)
    return ProviderPage(
        number=firm.pk, name=firm.name, status=ContractorStatus(firm.status), starts_on=contract.starts_on,
        ends_on=contract.ends_on, complaint_procedure=contract.complaint_procedure,
        returns_monthly=contract.returns_monthly, reply_working_days=firm.reply_working_days,
        notice_working_days=firm.notice_working_days, gives_time_slot=firm.gives_time_slot,
        measures=tuple(Kpi.objects.filter(contractor=firm).order_by("name").values_list("pk", "name", "target")),
        entries=tuple(
            EntryRow(
                EntryKind(one.kind), one.on, one.kpi.name if one.kpi else "", one.met, one.words, one.decided,
                one.officer.name,
            )
            for one in entries[:100]
        ),
        parts=_parts(officer, waited, today), left=_left(officer, firm),
        accounts=tuple(
            AccountRow(
                one.pk, one.name, one.email,
                "stopped" if not one.is_active else "signs in" if one.password else "invited",
            )
            for one in Account.objects.filter(contractor=firm).order_by("name")
        ),
        gone=firm.status in (ContractorStatus.IN_LIQUIDATION, ContractorStatus.ENDED),
        returns=return_lines(firm, today=today),
    )  # fmt: skip


def _parts(officer: Officer, waited: list[Forwarding], today: date) -> tuple[PartRow, ...]:
    seen = _seen(officer, [one.complaint_id for one in waited])
    mine = [one for one in waited if one.complaint_id in seen]
    ends = OpenEnd.objects.filter(kind="promise", key__in=[one.promise for one in mine])
    due = dict(ends.values_list("key", "due_on"))
    came = ProviderReply.objects.filter(link__forwarding__in=mine, sent_at__isnull=False, step="")
    calendar = organisation_calendar(officer.organisation).now()
    check_by = {
        number: check_due(sent_at, calendar)
        for number, sent_at in came.values_list("link__forwarding", "sent_at")
        if sent_at is not None
    }
    rows = [
        PartRow(
            one.complaint.reference, one.pk, (day := due.get(one.promise)), day is not None and day < today,
            check_by.get(one.pk),
        )
        for one in mine
    ]  # fmt: skip
    return tuple(sorted(rows, key=lambda one: (one.due or date.max, one.number)))


def _left(officer: Officer, firm: Contractor) -> tuple[LeftRow, ...]:
    """Open visits, actions and needs on complaints passed to it: to be gone on with by us, or given up with a reason."""
    passed = Forwarding.objects.filter(contractor=firm).values("complaint")
    ends = OpenEnd.objects.filter(complaint__in=passed, is_open=True, kind__in=tuple(_LEFT))
    seen = _seen(officer, list(ends.values_list("complaint_id", flat=True)))
    found = ends.filter(complaint__in=seen).select_related("complaint").order_by("due_on", "pk")
    return tuple(LeftRow(one.complaint.reference, _LEFT[one.kind], one.due_on) for one in found)


def _seen(officer: Officer, complaints: list[int]) -> set[int]:
    found = Complaint.objects.filter(visible_to(officer), pk__in=complaints)
    return set(found.values_list("pk", flat=True))
