"""Entering homes and residents. What was said before stays, with who said it and who corrected it."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from casework.insight.models import KnownNumber
from casework.insight.permissions import may_enter_numbers
from casework.journal.log_events import LogEvent
from casework.journal.logs import log
from casework.people.models import Officer, Organisation


class NotEntered(Exception):
    """It is not taken; says why and what to do."""


def enter_number(by: Officer, *, what: str, number: int, on: date, source: str, now: datetime) -> None:
    """Say how many there were on a day. It takes the place of what was said of the same day; said again, it is one."""
    _may(by)
    with transaction.atomic(durable=True):
        # Two who say it at once come one after the other.
        Organisation.objects.select_for_update().get(pk=by.organisation_id)
        held = KnownNumber.objects.filter(organisation=by.organisation_id, what=what, on=on, ended_at=None)
        if held.filter(number=number, source=source).exists():
            return
        held.update(ended_at=now, ended_by=by)
        KnownNumber.objects.create(
            organisation=by.organisation, what=what, number=number, on=on, source=source, officer=by, entered_at=now
        )  # fmt: skip
    log(LogEvent.NUMBER_ENTERED, officer=by.pk, organisation=by.organisation_id)


def take_number_back(by: Officer, pk: int, *, now: datetime) -> None:
    """End a number that was entered by mistake: nothing takes its place.

    Raises  NotEntered when it does not hold any more.
    """
    _may(by)
    with transaction.atomic(durable=True):
        held = KnownNumber.objects.filter(organisation=by.organisation_id, pk=pk, ended_at=None)
        if not held.update(ended_at=now, ended_by=by):
            raise NotEntered("This number was corrected or taken back already. Look at the page again.")
    log(LogEvent.NUMBER_ENTERED, officer=by.pk, organisation=by.organisation_id)


def _may(by: Officer) -> None:
    if not may_enter_numbers(by):
        raise NotEntered("Numbers are entered by a manager or an administrator.")
