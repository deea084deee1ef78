"""Reports in the making for the tests: counted, written, approved, frozen, all through the commands."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from casework.people.models import Officer
from casework.published import approving, preparing, writing
from casework.published.jobs import run_next
from casework.published.models import Edition, PreparedReport
from casework.published.preparing import Choice
from casework.published.writing import Text
from putright.measures import Period
from tests.casework import made

NOW = datetime(2025, 5, 6, 9, 30, tzinfo=UTC)  # a Tuesday
YEAR = Period.year("2024-25")
ASKED = ("non-compliance", "governing-body")
"""The sections of an annual report that wait for words."""


def worked(now: datetime = NOW) -> None:
    """Everything that waits, done."""
    while run_next(now=now):
        pass


def counted(
    by: Officer, report: str = "committee-quarter", period: Period = YEAR, **rest: Any
) -> PreparedReport:
    """A report that was counted and is open."""
    begun = preparing.begin(Choice(report, period, **rest), by=by, now=NOW)
    worked()
    return PreparedReport.objects.get(pk=begun.pk)


def head(of: Officer) -> Officer:
    """A head of service who may approve."""
    of.grade = 3
    of.save(update_fields=["grade"])
    return of


def put_up(prepared: PreparedReport, by: Officer) -> PreparedReport:
    """With the words that must be written, and given in for approval."""
    if prepared.report == "annual":
        for section in ASKED:
            writing.write(prepared.pk, Text(section, "Nothing of the kind."), seen=0, by=by, now=NOW)
    writing.ask_for_approval(prepared.pk, by=by, now=NOW)
    prepared.refresh_from_db()
    return prepared


def frozen(by: Officer, approver: Officer, report: str = "committee-quarter", **rest: Any) -> Edition:
    """A frozen edition of 2024-25; one that replaces another says why."""
    prepared = counted(by, report, **rest)
    if prepared.replaces_id:
        writing.give_reason(prepared.pk, "Answers recorded late were added.", by=by, now=NOW)
    put_up(prepared, by)
    approving.approve(prepared.pk, seen_version=prepared.version, by=head(approver), now=NOW)
    worked()
    return Edition.objects.get(prepared=prepared)


def recorded_later(by: Officer) -> str:
    """One more complaint of that year, recorded after its report was frozen."""
    return made.told(by, received=date(2024, 9, 2)).reference
