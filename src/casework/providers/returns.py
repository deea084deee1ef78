"""Monthly returns: every complaint a contractor got, also none; months that are missing, and unusually low volumes."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Count

from casework.agreements.models import Contractor
from casework.complaints import uploads
from casework.complaints.calendars import organisation_calendar
from casework.journal.log_events import LogEvent
from casework.journal.logs import log
from casework.people.models import Officer
from casework.providers.models import Account, Contract, MonthlyReturn, ReturnRow, ReturnSource
from casework.providers.rules import rules
from putright.calendars import BeyondHorizon
from putright.cases import CaseError

COLUMNS = "reference; received; about; answered; our reference"
MOST_ROWS = 2000


@dataclass(frozen=True, slots=True)
class GivenRow:
    """One complaint of a return. answered: None = not yet. ours: our reference, where the contractor knows it."""

    reference: str
    received: date
    about: str
    answered: date | None
    ours: str


@dataclass(frozen=True, slots=True)
class ReturnLine:
    """One month as the provider's page shows it. flag: why it is to be looked at; empty = nothing.

    number  of the return, None where none came. entered_by: the officer who entered it, empty for the contractor's own.
    source  what the document it was entered from is called; empty for none.
    """

    month: date
    complaints: int | None
    jobs: int | None
    sent_at: datetime | None
    flag: str
    number: int | None = None
    entered_by: str = ""
    source: str = ""


def read_rows(text: str, month: date) -> tuple[GivenRow, ...]:
    """The complaints of a return, one a line: `reference; received; about; answered; our reference`.

    Raises CaseError that names the line and says what to do.
    """
    lines = [one for one in text.splitlines() if one.strip()]
    if len(lines) > MOST_ROWS:
        raise CaseError(f"a return takes {MOST_ROWS} lines: send the rest by e-mail")
    if "\x00" in text:
        raise CaseError(
            "there is a character in it that is no text: save it as CSV (UTF-8) and send it again"
        )
    try:
        return tuple(_rows(lines, month))
    except csv.Error:
        raise CaseError(
            "what stands between two semicolons is too long: shorten it, and check that each quotation mark is closed"
        ) from None


def take_return(
    contractor: Contractor, month: date, rows: Sequence[GivenRow], *, none: bool, jobs: int | None,
    account: Account | None = None, officer: Officer | None = None, source: ReturnSource | None = None,
    now: datetime, today: date,
) -> int:  # fmt: skip
    """Keep a return; one sent before for the month is replaced, and stays on record.

    none    it says there was none.
    source  what an officer entered it from, not kept yet.
    """
    if month.day != 1 or month > today:
        raise CaseError("choose a month that has begun")
    if none == bool(rows):
        raise CaseError(
            "list the complaints of the month, or tick that there was none" if not rows
            else "complaints are listed, and it is ticked that there was none: do one of the two"
        )  # fmt: skip
    with transaction.atomic(durable=True):
        MonthlyReturn.objects.filter(contractor=contractor, month=month).update(replaced=True)
        made = MonthlyReturn.objects.create(
            contractor=contractor, month=month, jobs=jobs, sent_at=now, account=account, officer=officer
        )
        ReturnRow.objects.bulk_create(
            ReturnRow(
                of=made, their_reference=one.reference, received_on=one.received, about=one.about,
                answered_on=one.answered, our_reference=one.ours,
            )
            for one in rows
        )  # fmt: skip
        if source is not None:
            source.of = made
            source.save()
    log(LogEvent.PROVIDER_RETURN_TAKEN, contractor=contractor.pk, rows=len(rows))
    return made.pk


def enter_return(
    contractor: Contractor, month: date, rows: Sequence[GivenRow], *, none: bool, jobs: int | None,
    upload: UploadedFile[Any], said: str, by: Officer, now: datetime, today: date,
) -> int:  # fmt: skip
    """Keep a return an officer enters for a contractor, with the document it came in.

    Raises CaseError as `take_return`, and UploadRefused for a document that cannot be taken; no file is left then.
    """
    kept = uploads.keep(upload)
    try:
        source = ReturnSource(
            said=said.strip(), called=kept.called, media_type=kept.media_type, size=kept.size, sha256=kept.sha256,
            stored_as=kept.stored_as,
        )  # fmt: skip
        return take_return(
            contractor, month, rows, none=none, jobs=jobs, officer=by, source=source, now=now, today=today
        )
    except BaseException:
        uploads.forget(kept)
        raise


def return_source(organisation_id: int, contractor: int, number: int) -> ReturnSource | None:
    """The document a return of a contractor of the organisation was entered from; None for any other. One statement."""
    here = ReturnSource.objects.filter(
        # By the numbers themselves, not as relations: one too large for the store is nobody's then.
        of__id=number,
        of__contractor__id=contractor,
        of__contractor__organisation=organisation_id,
    )
    return here.first()


def return_lines(contractor: Contractor, *, today: date) -> tuple[ReturnLine, ...]:
    """The months of the contract, the newest first, with what is missing or unusually low. Five statements."""
    contract = Contract.objects.filter(contractor=contractor).first()
    found = MonthlyReturn.objects.filter(contractor=contractor, replaced=False).annotate(number=Count("rows"))
    found = found.select_related("officer", "source")
    sent = {one.month: one for one in found}
    begins = contract.starts_on if contract and contract.returns_monthly and contract.starts_on else None
    months = [
        one
        for one in last_months(today, rules().return_months * 2)
        if one in sent or (begins and one >= begins)
    ]
    others = _rate_of_others(contractor, months)
    lines = []
    for month in months:
        one = sent.get(month)
        if one is None:
            flag = "Missing" if _is_missing(contractor, month, today) else ""
            lines.append(ReturnLine(month, None, None, None, flag))
            continue
        before = [sent[each].number for each in sorted(sent) if each < month][-rules().return_months :]
        flag = _low(one.number, before, one.jobs, others.get(month))
        source = getattr(one, "source", None)
        entered_by = one.officer.name if one.officer else ""
        lines.append(
            ReturnLine(
                month,
                one.number,
                one.jobs,
                one.sent_at,
                flag,
                one.pk,
                entered_by,
                source.called if source else "",
            )
        )
    return tuple(lines)


def last_months(today: date, number: int) -> tuple[date, ...]:
    """The first days of the last months that are over, the newest first."""
    count = today.year * 12 + today.month - 2
    return tuple(date((count - back) // 12, (count - back) % 12 + 1, 1) for back in range(number))


def _low(number: int, before: Sequence[int], jobs: int | None, others: float | None) -> str:
    rule = rules()
    if (
        before
        and (mean := sum(before) / len(before)) >= rule.least_mean
        and number * 100 < mean * rule.low_percent
    ):
        return f"Unusually low: {mean:.1f} a month before"
    if jobs and others and others * jobs / 1000 >= rule.least_mean:
        rate = number * 1000 / jobs
        if rate * 100 < others * rule.low_percent:
            return f"Unusually low: {rate:.1f} for 1,000 jobs, others {others:.1f}"
    return ""


def _rate_of_others(contractor: Contractor, months: Sequence[date]) -> dict[date, float]:
    """Complaints for 1,000 jobs of the other contractors of this organisation, by month. One statement."""
    found = MonthlyReturn.objects.filter(
        contractor__organisation=contractor.organisation_id, month__in=months, replaced=False, jobs__gt=0
    ).exclude(contractor=contractor)
    totals: dict[date, tuple[int, int]] = {}
    for month, jobs, number in found.annotate(number=Count("rows")).values_list("month", "jobs", "number"):
        had = totals.get(month, (0, 0))
        totals[month] = (had[0] + number, had[1] + (jobs or 0))
    return {month: number * 1000 / jobs for month, (number, jobs) in totals.items()}


def _is_missing(contractor: Contractor, month: date, today: date) -> bool:
    following = date(month.year + month.month // 12, month.month % 12 + 1, 1)
    calendar = organisation_calendar(contractor.organisation).now()
    try:
        return today > calendar.add_working_days(following, rules().return_wait_working_days)
    except BeyondHorizon:
        return True


def _rows(lines: Sequence[str], month: date) -> Iterator[GivenRow]:
    for number, row in enumerate(csv.reader(io.StringIO("\n".join(lines)), delimiter=";"), start=1):
        cells = [one.strip() for one in row] + [""] * 5
        if number == 1 and cells[0].casefold() == "reference":
            continue
        if not cells[0] or not cells[2]:
            raise CaseError(f"line {number}: give your reference and what it is about, as {COLUMNS}")
        received = _day(cells[1], number, "received")
        if (received.year, received.month) != (month.year, month.month):
            raise CaseError(f"line {number}: {cells[1]} is not in the month of this return")
        answered = _day(cells[3], number, "answered") if cells[3] else None
        if answered and answered < received:
            raise CaseError(f"line {number}: it was answered before it was received; check both days")
        yield GivenRow(cells[0][:60], received, cells[2][:400], answered, cells[4][:30])


def _day(typed: str, number: int, what: str) -> date:
    for form in ("%d/%m/%Y", "%Y-%m-%d"):
        try:
            return datetime.strptime(typed, form).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    raise CaseError(f"line {number}: write the day it was {what} like 31/01/2026")
