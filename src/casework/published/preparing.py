"""Preparing a report: what is chosen, counting it, stopping, and giving it up. One transaction each."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction

from casework.journal.log_events import LogEvent
from casework.journal.logs import log
from casework.people.models import Officer
from casework.people.nation import nation_of
from casework.published.counting import edition_before
from casework.published.errors import NoSuchReport, ReportRefused
from casework.published.folders import clear
from casework.published.models import PreparedReport, Step, Wording
from casework.published.permissions import may_make_reports
from casework.published.words import CountStep, Done, ReportState
from putright.measures import Period
from putright.reports import ReportError, template_in

ENDED = (ReportState.FROZEN.value, ReportState.DROPPED.value)


@dataclass(frozen=True, slots=True)
class Choice:
    """What is chosen of a report. structure_on: None = the last day of the period."""

    report: str
    period: Period
    compare: bool = False
    procedures: tuple[str, ...] = ()
    structure_on: date | None = None


def begin(choice: Choice, *, by: Officer, now: datetime) -> PreparedReport:
    """Begin a report and have it counted. Whoever begins one that is in the making gets that one.

    The words of the edition it would replace are taken over, each still of who typed it.
    Raises  ReportRefused.
    """
    check_may(by)
    of = by.organisation
    try:
        made_from = template_in(choice.report, nation_of(of.procedures, of.division))
    except ReportError as error:
        raise ReportRefused(f"Choose another report: {error}.") from None
    if unknown := [one for one in choice.procedures if one not in made_from.provisions]:
        raise ReportRefused(f"This report does not assess {unknown[0]}: choose one of the Codes shown.")
    with transaction.atomic(durable=True):
        in_making = PreparedReport.objects.filter(
            organisation=by.organisation, report=choice.report, starts_on=choice.period.starts_on,
            ends_on=choice.period.ends_on,
        ).exclude(state__in=ENDED)  # fmt: skip
        if there := in_making.first():
            return there
        try:
            # Its own savepoint: two who begin at once get the same one.
            with transaction.atomic():
                prepared = _created(choice, by, now)
        except IntegrityError:
            return in_making.get()
        _take_over(prepared)
        noted(prepared, Done.BEGUN, by, now)
    log(LogEvent.REPORT_BEGUN, report=prepared.pk, officer=by.pk)
    return prepared


def _created(choice: Choice, by: Officer, now: datetime) -> PreparedReport:
    whose, period = by.organisation, choice.period
    return PreparedReport.objects.create(
        organisation=whose, report=choice.report, starts_on=period.starts_on, ends_on=period.ends_on,
        compare=choice.compare, procedures=list(choice.procedures), structure_on=choice.structure_on,
        state=ReportState.COUNTING, step=CountStep.FACTS, begun_at=now, begun_by=by, folder=secrets.token_hex(16),
        replaces=edition_before(whose, choice.report, period),
        compared_with=edition_before(whose, choice.report, period.before) if choice.compare else None,
    )  # fmt: skip


def _take_over(prepared: PreparedReport) -> None:
    if prepared.replaces is None:
        return
    newest = {
        (one.section, one.procedure, one.number): one
        for one in Wording.objects.filter(report=prepared.replaces.prepared_id).order_by("pk")
    }
    for one in newest.values():
        one.pk, one.report = None, prepared
    Wording.objects.bulk_create(newest.values())


def count_again(number: int, *, by: Officer, now: datetime) -> None:
    """Count a report anew over the record as it stands; its words stay, an approval asked for is void."""
    check_may(by)
    with transaction.atomic(durable=True):
        prepared = locked(number, by, ReportState.OPEN, ReportState.STOPPED, ReportState.FAILED)
        prepared.state, prepared.step, prepared.problem = ReportState.COUNTING, CountStep.FACTS, ""
        prepared.done = prepared.total = prepared.tries = 0
        prepared.worker, prepared.claimed_at, prepared.asked_version = "", None, None
        prepared.compared_with = (
            edition_before(
                by.organisation, prepared.report, Period(prepared.starts_on, prepared.ends_on).before
            )
            if prepared.compare
            else None
        )
        prepared.save()
        noted(prepared, Done.COUNTED, by, now)


def stop(number: int, *, by: Officer, now: datetime) -> None:
    """Stop the worker. A report being frozen is open again, and is approved again when it is to be."""
    check_may(by)
    with transaction.atomic(durable=True):
        prepared = locked(number, by, ReportState.COUNTING, ReportState.FREEZING)
        freezing = prepared.state == ReportState.FREEZING
        prepared.state = ReportState.OPEN if freezing else ReportState.STOPPED
        prepared.worker, prepared.claimed_at, prepared.approver = "", None, None
        prepared.save(update_fields=["state", "worker", "claimed_at", "approver"])
        noted(prepared, Done.STOPPED, by, now)


def drop(number: int, *, by: Officer, now: datetime) -> None:
    """Give a report up that was never frozen. What was typed stays on record; its figures and facts go."""
    check_may(by)
    with transaction.atomic(durable=True):
        prepared = locked(number, by, *(one for one in ReportState if one.value not in ENDED))
        prepared.state, prepared.worker, prepared.files_asked = ReportState.DROPPED, "", False
        prepared.save(update_fields=["state", "worker", "files_asked"])
        noted(prepared, Done.DROPPED, by, now)
    clear(prepared.folder)
    log(LogEvent.REPORT_DROPPED, report=prepared.pk, officer=by.pk)


def ask_for_files(number: int, *, by: Officer) -> None:
    """Have the forms to take away made of the report as it stands."""
    check_may(by)
    with transaction.atomic(durable=True):
        prepared = locked(number, by, ReportState.OPEN)
        prepared.files_asked, prepared.tries, prepared.problem = True, 0, ""
        prepared.worker, prepared.claimed_at = "", None
        prepared.save(update_fields=["files_asked", "tries", "problem", "worker", "claimed_at"])


def locked(number: int, by: Officer, *states: ReportState) -> PreparedReport:
    """The report, locked against other writers, in one of these states. Raises NoSuchReport, ReportRefused."""
    found = PreparedReport.objects.select_for_update().filter(pk=number, organisation=by.organisation).first()
    if found is None:
        raise NoSuchReport(str(number))
    if found.state not in states:
        raise ReportRefused(
            f"Nothing was changed: this report is in the state “{ReportState(found.state).label.lower()}” now. "
            "Look at it again."
        )
    return found


def noted(prepared: PreparedReport, what: Done, by: Officer, now: datetime, words: str = "") -> None:
    Step.objects.create(report=prepared, what=what, officer=by, at=now, words=words)


def check_may(by: Officer) -> None:
    if not may_make_reports(by):
        raise ReportRefused("Your role does not include making reports of the organisation.")
