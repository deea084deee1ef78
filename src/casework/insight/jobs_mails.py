"""Sending the e-mails of figures: each is laid, claimed and sent once.

An e-mail is claimed in a transaction of its own before it is handed over: a process killed in between leaves a claim,
of which nobody knows whether it went, so that it is not sent again.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from casework.complaints.calendars import organisation_calendar
from casework.insight.mail_kinds import mail_kinds
from casework.insight.mail_writing import parcel_for
from casework.insight.models import FiguresMail
from casework.insight.recipients import choices_of, is_away, not_laid
from casework.journal.log_events import LogEvent
from casework.journal.logs import log, warn
from casework.letters.adapters.carrier import Parcel, Refused, TryAgain, Uncertain
from casework.letters.adapters.registry import Way, carrier_for, set_up
from casework.people.models import Officer, Organisation
from putright.calendars import in_london
from putright.measures import FactsError

FIRST_WAIT = timedelta(minutes=5)
LONGEST_WAIT = timedelta(hours=1)
NOBODY_KNOWS_AFTER = timedelta(minutes=15)


def run_next(*, now: datetime) -> bool:
    """Send the next e-mail of figures that waits; False when none does, or it is too early in London."""
    here = in_london(now)
    if here.time() < time.fromisoformat(settings.DIGEST_AT) or not set_up(Way.EMAIL):
        return False
    today = here.date()
    _lay(today, now)
    _set_aside(today, now)
    waiting = FiguresMail.objects.filter(state="waiting", next_try_at__lte=now).order_by("next_try_at", "id")
    mail = waiting.first()
    if mail is None or not _claimed(mail.pk, now):
        return mail is not None
    _send(mail, today=today, now=now)
    return True


def _send(mail: FiguresMail, *, today: date, now: datetime) -> None:
    try:
        parcel = _parcel(mail, today)
        if parcel is None:
            _settle(mail, "nothing")
            return
        carrier_for(Way.EMAIL).hand_over(parcel)
    except TryAgain as problem:
        wait = min(FIRST_WAIT * 2 ** min(mail.tries, 8), LONGEST_WAIT)
        _settle(mail, "waiting", next_try_at=now + wait, tries=mail.tries + 1)
        _not_sent(mail, problem)
    except (Refused, FactsError) as problem:
        _settle(mail, "failed", tries=mail.tries + 1)
        _not_sent(mail, problem)
    except Uncertain as problem:
        _settle(mail, "uncertain", tries=mail.tries + 1)
        _not_sent(mail, problem)
    else:
        _settle(mail, "sent", sent_at=now, tries=mail.tries + 1)
        log(LogEvent.FIGURES_MAIL_SENT, officer=mail.officer_id, kind=mail.kind)


def _parcel(mail: FiguresMail, today: date) -> Parcel | None:
    """What goes, as things are now; None for who left, is away, chose otherwise or lost the right, and for nothing."""
    officer, kind = Officer.objects.get(pk=mail.officer_id), mail_kinds().get(mail.kind)
    if kind is None or not choices_of(officer)[kind.key] or is_away(officer, today):
        return None
    return parcel_for(officer, kind, stands_for=mail.on, today=today)


def _lay(today: date, now: datetime) -> None:
    """A row for everybody each e-mail of today is for. A statement for each organisation and kind that goes today."""
    for organisation in Organisation.objects.order_by("pk"):
        calendar = organisation_calendar(organisation).now()
        for kind in mail_kinds().values():
            stands_for = kind.day_for(today, calendar)
            if stands_for is None:
                continue
            FiguresMail.objects.bulk_create(
                [
                    FiguresMail(officer=one, kind=kind.key, on=stands_for, next_try_at=now)
                    for one in not_laid(organisation, kind, stands_for=stands_for, today=today)
                ],
                ignore_conflicts=True,
            )


def _set_aside(today: date, now: datetime) -> None:
    """What could not be sent in its time is over; what a process was sending when it ended, nobody knows of."""
    over = Q(pk__in=[])
    for kind in mail_kinds().values():
        over |= Q(kind=kind.key, on__lt=kind.over_before(today))
    over |= ~Q(kind__in=mail_kinds())
    FiguresMail.objects.filter(over, state="waiting").update(state="failed")
    left = FiguresMail.objects.filter(state="claimed", next_try_at__lt=now - NOBODY_KNOWS_AFTER)
    left.update(state="uncertain")


def _claimed(pk: int, now: datetime) -> bool:
    """Whether it is ours to send. A claim is committed before anything leaves."""
    with transaction.atomic(durable=True):
        found = FiguresMail.objects.filter(pk=pk, state="waiting")
        return bool(found.update(state="claimed", next_try_at=now))


def _settle(mail: FiguresMail, state: str, **columns: Any) -> None:
    FiguresMail.objects.filter(pk=mail.pk, state="claimed").update(state=state, **columns)


def _not_sent(mail: FiguresMail, problem: Exception) -> None:
    warn(
        LogEvent.FIGURES_MAIL_NOT_SENT,
        officer=mail.officer_id,
        kind=mail.kind,
        tries=mail.tries + 1,
        error=type(problem).__name__,
    )
