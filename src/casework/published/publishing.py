"""Showing a frozen report to everybody, and taking it back: acts of a named person, each kept."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from casework.journal.log_events import LogEvent
from casework.journal.logs import log
from casework.people.models import Officer
from casework.published.errors import NoSuchReport, ReportRefused
from casework.published.models import Edition, PublishAct
from casework.published.permissions import may_publish_reports
from casework.published.words import PublishStep


def publish(number: int, *, by: Officer, now: datetime) -> Edition:
    """Show a frozen edition to everybody. Raises NoSuchReport, ReportRefused."""
    with transaction.atomic(durable=True):
        edition = _edition(number, by)
        newest = _newest_of(edition)
        if newest.pk != edition.pk:
            raise ReportRefused(f"Edition {newest.number} replaced this one: publish that.")
        if is_shown(edition):
            raise ReportRefused("It is published already.")
        PublishAct.objects.create(edition=edition, step=PublishStep.PUBLISHED, officer=by, at=now)
    log(LogEvent.REPORT_PUBLISHED, edition=edition.pk, officer=by.pk)
    return edition


def take_back(number: int, words: str, *, by: Officer, now: datetime) -> Edition:
    """Show an edition to nobody any more, with the reason. Raises NoSuchReport, ReportRefused."""
    if not words.strip():
        raise ReportRefused("Why it is taken back: say it. It stays on record.")
    with transaction.atomic(durable=True):
        edition = _edition(number, by)
        if not is_shown(edition):
            raise ReportRefused("It is not published.")
        PublishAct.objects.create(
            edition=edition, step=PublishStep.TAKEN_BACK, words=words.strip(), officer=by, at=now
        )
    log(LogEvent.REPORT_TAKEN_BACK, edition=edition.pk, officer=by.pk)
    return edition


def is_shown(edition: Edition) -> bool:
    """Whether this edition is what the public sees of its period: the newest act of the period decides. One statement."""
    last = PublishAct.objects.filter(
        edition__organisation=edition.organisation_id, edition__report=edition.report,
        edition__starts_on=edition.starts_on, edition__ends_on=edition.ends_on,
    ).order_by("-pk").first()  # fmt: skip
    return last is not None and last.edition_id == edition.pk and last.step == PublishStep.PUBLISHED


def _edition(number: int, by: Officer) -> Edition:
    if not may_publish_reports(by):
        raise ReportRefused(
            "Your role or grade does not include publishing: a head of service or a director does."
        )
    # Locked, so that two acts follow each other.
    found = Edition.objects.select_for_update().filter(pk=number, organisation=by.organisation).first()
    if found is None:
        raise NoSuchReport(str(number))
    return found


def _newest_of(edition: Edition) -> Edition:
    return Edition.objects.filter(
        organisation=edition.organisation_id, report=edition.report, starts_on=edition.starts_on,
        ends_on=edition.ends_on,
    ).latest("number")  # fmt: skip
