"""Chasing contractors’ replies, and sending what is laid: each e-mail is claimed before it is handed over, sent once."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from casework.complaints.calendars import organisation_calendar
from casework.complaints.models import OpenEnd
from casework.journal.log_events import LogEvent
from casework.journal.logs import log, warn
from casework.letters.adapters.carrier import Refused, TryAgain, Uncertain
from casework.letters.adapters.registry import Way, carrier_for, set_up
from casework.people.models import Organisation
from casework.providers.asking import lay_mail
from casework.providers.mails import parcel_of
from casework.providers.models import ProviderMail, ReplyLink
from casework.providers.opening import shut_because
from casework.providers.rules import rules
from putright.calendars import in_london

FIRST_WAIT = timedelta(minutes=5)
LONGEST_WAIT = timedelta(hours=1)
NOBODY_KNOWS_AFTER = timedelta(minutes=15)


def run_next(*, now: datetime) -> bool:
    """Send the next e-mail to a contractor that waits; False when none does or e-mail is not set up."""
    if not set_up(Way.EMAIL):
        return False
    today = in_london(now).date()
    chase(today=today, now=now)
    left = ProviderMail.objects.filter(state="claimed", next_try_at__lt=now - NOBODY_KNOWS_AFTER)
    left.update(state="uncertain")
    waiting = ProviderMail.objects.filter(state="waiting", next_try_at__lte=now).select_related(
        "link__forwarding__complaint__organisation",
        "link__forwarding__contractor",
        "account__contractor__organisation",
    )
    mail = waiting.order_by("next_try_at", "id").first()
    if mail is None or not _claimed(mail, now):
        return mail is not None
    _send(mail, now=now, today=today)
    return True


def chase(*, today: date, now: datetime) -> None:
    """Lay a reminder some working days before a reply is due, and another on the day. Source: procedures (g), step 4."""
    for organisation in Organisation.objects.order_by("pk"):
        calendar = organisation_calendar(organisation).now()
        soon = calendar.add_working_days(today, rules().remind_working_days)
        links = ReplyLink.objects.filter(
            withdrawn_at=None, forwarding__complaint__organisation=organisation, forwarding__replied_on=None,
            expires_on__gte=today,
        ).select_related("forwarding__complaint", "forwarding__contractor")  # fmt: skip
        due = _due([one.forwarding.promise for one in links], today, soon)
        for link in links:
            day = due.get(link.forwarding.promise)
            if day is not None and shut_because(link, today=today) is None:
                # One made within the time of the reminder was told the day just now.
                if day > today and in_london(link.made_at).date() == today:
                    continue
                lay_mail("due" if day == today else "reminder", link, now=now, due_on=day)


def _due(promises: list[str], today: date, soon: date) -> dict[str, date | None]:
    ends = OpenEnd.objects.filter(
        kind="promise", key__in=promises, is_open=True, due_on__gte=today, due_on__lte=soon
    )
    return dict(ends.values_list("key", "due_on"))


def _claimed(mail: ProviderMail, now: datetime) -> bool:
    with transaction.atomic(durable=True):
        found = ProviderMail.objects.filter(pk=mail.pk, state="waiting")
        return bool(found.update(state="claimed", next_try_at=now))


def _send(mail: ProviderMail, *, now: datetime, today: date) -> None:
    parcel = parcel_of(mail, today=today)
    if parcel is None:
        _settle(mail, "nothing")
        return
    try:
        carrier_for(Way.EMAIL).hand_over(parcel)
    except TryAgain as problem:
        wait = min(FIRST_WAIT * 2 ** min(mail.tries, 8), LONGEST_WAIT)
        _settle(mail, "waiting", next_try_at=now + wait, tries=mail.tries + 1)
        _not_sent(mail, problem)
    except (Refused, Uncertain) as problem:
        _settle(mail, "failed" if isinstance(problem, Refused) else "uncertain", tries=mail.tries + 1)
        _not_sent(mail, problem)
    else:
        _settle(mail, "sent", sent_at=now, tries=mail.tries + 1)
        log(LogEvent.PROVIDER_MAIL_SENT, mail=mail.pk, kind=mail.kind)


def _settle(mail: ProviderMail, state: str, **columns: Any) -> None:
    ProviderMail.objects.filter(pk=mail.pk, state="claimed").update(state=state, **columns)


def _not_sent(mail: ProviderMail, problem: Exception) -> None:
    warn(LogEvent.PROVIDER_MAIL_NOT_SENT, mail=mail.pk, tries=mail.tries + 1, error=type(problem).__name__)
