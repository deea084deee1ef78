"""The list of payments for finance: approved and accepted, a reference of who is paid, and nothing of the complaint."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from casework.complaints.models import Complaint, OpenEnd, Party
from casework.complaints.permissions import visible_to
from casework.complaints.storing import read_events
from casework.journal.access import looked
from casework.journal.log_events import LogEvent
from casework.journal.logs import log
from casework.outcomes.course import is_payment
from casework.outcomes.models import LedgerLine
from casework.outcomes.sums import Particulars, line_of
from casework.people.models import Officer
from putright.cases import replay
from putright.cases.ends import EndKind
from putright.cases.followed import RemedyState
from putright.cases.state import day_of
from putright.outcomes import set_off_problem
from putright.vocabulary import Relationship, RemedyStep

COLUMNS = (
    "payment", "complaint", "payee_reference", "type", "amount_pounds", "left_to_pay_pounds", "recurring", "method",
    "due_on", "approved_on", "accepted_on", "our_share_pounds", "contractor_share_pounds", "other_share_pounds",
)  # fmt: skip
# A spreadsheet runs what begins with one of these.
_RUNS = ("=", "+", "-", "@", "\t", "\r", "\n")


@dataclass(frozen=True, slots=True)
class Payment:
    """One payment to be made. payee_reference: the number of the person here, by which finance files them.

    It is empty for a charge reduced or a debt written off: nobody is paid.
    """

    key: str
    reference: str
    payee_reference: str
    type: str
    amount_pence: int
    left_pence: int
    recurring: bool
    method: str
    due_on: date | None
    approved_on: date | None
    accepted_on: date | None
    shares: tuple[int, int, int]


def payments_due(officer: Officer, *, now: datetime) -> tuple[Payment, ...]:
    """Approved and accepted payments that are still to be made, the earliest due first.

    Four statements and one a complaint with such a payment. Reading restricted ones is noted.
    """
    visible = Complaint.objects.filter(visible_to(officer))
    ends = (
        OpenEnd.objects.filter(
            kind=EndKind.REMEDY.value, is_open=True, step=RemedyStep.ACCEPTED.value, amount_pence__isnull=False,
            complaint__in=visible.values("pk"),
        )
        .select_related("complaint")
        .order_by("due_on", "pk")
    )  # fmt: skip
    by_complaint: dict[int, tuple[Complaint, set[str]]] = {}
    for one in ends:
        by_complaint.setdefault(one.complaint_id, (one.complaint, set()))[1].add(one.key)
    lines = {
        str(row.pk): Particulars(row.method, row.condition, tuple(row.headings), row.details)
        for row in LedgerLine.objects.filter(complaint__in=list(by_complaint))
    }
    complainants = dict(
        Party.objects.filter(complaint__in=list(by_complaint), role=Relationship.COMPLAINANT.value)
        .order_by("-pk")
        .values_list("complaint", "pk")
    )
    found: list[Payment] = []
    for complaint, keys in by_complaint.values():
        if complaint.restricted:
            looked(officer.pk, complaint.pk, "list of payments")
        case = replay(read_events(complaint)[0])
        for remedy in case.remedies:
            kept = lines.get(remedy.key, Particulars())
            if remedy.key in keys and remedy.approved_by and set_off_problem(line_of(remedy, kept)) is None:
                found.append(_payment(complaint, remedy, kept, complainants.get(complaint.pk)))
    log(LogEvent.PAYMENTS_EXPORTED, officer=officer.pk, payments=len(found))
    return tuple(
        sorted(found, key=lambda one: (one.due_on or date.max, int(one.key) if one.key.isdecimal() else 0))
    )


def as_csv(payments: Iterable[Payment]) -> str:
    """The payments as a file for finance: UTF-8, a header, sums in pounds with a point, nothing a spreadsheet runs."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for one in payments:
        writer.writerow([_safe(cell) for cell in _cells(one)])
    return text.getvalue()


def _cells(one: Payment) -> Iterator[str]:
    yield from (
        one.key,
        one.reference,
        one.payee_reference,
        one.type,
        _sum(one.amount_pence),
        _sum(one.left_pence),
    )
    yield from ("yes" if one.recurring else "no", one.method)
    yield from (day.isoformat() if day else "" for day in (one.due_on, one.approved_on, one.accepted_on))
    yield from (_sum(pence) for pence in one.shares)


def _payment(
    complaint: Complaint, remedy: RemedyState, kept: Particulars, complainant: int | None
) -> Payment:
    body = remedy.body
    amount = body.amount_pence or 0
    approved, accepted = remedy.moved(RemedyStep.APPROVED), remedy.moved(RemedyStep.ACCEPTED)
    payee = (body.payee or (str(complainant) if complainant else "")) if is_payment(body.type) else ""
    by_payer = {one.payer.value: one.amount_pence for one in body.shares}
    shares = (
        by_payer.get("ours", 0 if body.shares else amount),
        by_payer.get("contractor", 0),
        by_payer.get("other_body", 0),
    )
    return Payment(
        key=remedy.key,
        reference=complaint.reference,
        payee_reference=f"P{payee}" if payee else "",
        type=body.type.value,
        amount_pence=amount,
        left_pence=amount if body.recurring else max(amount - remedy.paid_pence, 0),
        recurring=body.recurring,
        method=kept.method,
        due_on=remedy.due,
        approved_on=day_of(approved.at) if approved else None,
        accepted_on=day_of(accepted.at) if accepted else None,
        shares=shares,
    )


def _sum(pence: int) -> str:
    return f"{pence // 100}.{pence % 100:02}"


def _safe(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_RUNS) else cell
