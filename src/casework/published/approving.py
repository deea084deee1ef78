"""Approving a report: by somebody who had no part in it, of exactly the text and figures that were read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.db import transaction

from casework.journal.log_events import LogEvent
from casework.journal.logs import log
from casework.people.models import Officer
from casework.published.errors import NotReady, ReportRefused
from casework.published.models import PreparedReport, Wording
from casework.published.permissions import may_approve_reports
from casework.published.preparing import locked, noted
from casework.published.words import CountStep, Done, ReportState
from casework.published.writing import to_mend


def why_not(officer: Officer, prepared: PreparedReport) -> tuple[str, ...]:
    """Why this officer may not approve this report, one sentence each; empty when they may. One statement."""
    return tuple(_reasons(officer, prepared))


def _reasons(officer: Officer, prepared: PreparedReport) -> Iterator[str]:
    if not may_approve_reports(officer):
        yield "Your role or grade does not include approving reports: a head of service or a director does."
        return
    if officer.pk in (prepared.begun_by_id, prepared.asked_by_id):
        yield "You made it: somebody else approves it."
    elif Wording.objects.filter(report=prepared, officer=officer).exists():
        yield "You wrote in it: somebody else approves it."


def approve(number: int, *, seen_version: int, by: Officer, now: datetime) -> None:
    """Approve a report as it was read: the worker freezes it, and from then on it never changes.

    seen_version  the version that was read. Raises ReportRefused, NotReady, NoSuchReport.
    """
    with transaction.atomic(durable=True):
        prepared = locked(number, by, ReportState.OPEN)
        if prepared.asked_version is None or prepared.asked_version != prepared.version:
            raise ReportRefused("Nobody put it up for approval as it stands now. Nothing was frozen.")
        if seen_version != prepared.version:
            raise ReportRefused("It was changed since you read it. Read it again; nothing was frozen.")
        if reasons := why_not(by, prepared):
            raise ReportRefused(" ".join(reasons))
        if lacking := to_mend(prepared):
            raise NotReady(lacking)
        prepared.state, prepared.step, prepared.approver = ReportState.FREEZING, CountStep.FILES, by
        prepared.tries, prepared.problem, prepared.worker, prepared.claimed_at = 0, "", "", None
        prepared.save()
        noted(prepared, Done.APPROVED, by, now)
    log(LogEvent.REPORT_APPROVED, report=number, officer=by.pk)


def send_back(number: int, words: str, *, by: Officer, now: datetime) -> None:
    """Send a report back to who made it, with words that say what is to be changed."""
    if not words.strip():
        raise ReportRefused("What is to be changed: say it, so that who made the report knows.")
    with transaction.atomic(durable=True):
        prepared = locked(number, by, ReportState.OPEN)
        if prepared.asked_version is None:
            raise ReportRefused("Nobody put it up for approval: it is still with who makes it.")
        if reasons := why_not(by, prepared):
            raise ReportRefused(" ".join(reasons))
        prepared.asked_version = None
        prepared.save(update_fields=["asked_version"])
        noted(prepared, Done.RETURNED, by, now, words.strip())
