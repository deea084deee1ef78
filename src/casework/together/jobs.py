"""Chasing shares that are due, and sending what is laid."""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import Exists, OuterRef, Subquery

from casework.complaints.calendars import organisation_calendar
from casework.complaints.models import OpenEnd
from casework.journal.log_events import LogEvent
from casework.journal.logs import log, warn
from casework.letters.adapters.registry import Way, set_up
from casework.letters.carrying import carry_next
from casework.people.models import Organisation
from casework.together.mailing import lay_mail, parcel_of
from casework.together.models import Share, ShareMail
from casework.together.rules import rules
from putright.calendars import in_london


def run_next(*, now: datetime) -> bool:
    """Send the next e-mail about a share that waits; False when none does or e-mail is not set up."""
    if not set_up(Way.EMAIL):
        return False
    chase(today=in_london(now).date(), now=now)
    mails = ShareMail.objects.select_related("share__complaint__organisation", "share__officer")
    carried = carry_next(mails, parcel_of, now=now)
    if carried is None:
        return False
    mail = carried.mail
    if mail is not None and carried.sent:
        log(LogEvent.SHARE_MAIL_SENT, mail=mail.pk, kind=mail.kind)
    elif mail is not None and carried.problem is not None:
        error = type(carried.problem).__name__
        warn(LogEvent.SHARE_MAIL_NOT_SENT, mail=mail.pk, tries=mail.tries + 1, error=error)
    return True


def chase(*, today: date, now: datetime) -> None:
    """Lay a reminder some working days before a share is due, one on the day, and one when it is late.

    Source: `rules.toml`. Two statements for each organisation where nothing is to be laid.
    """
    for organisation in Organisation.objects.order_by("pk"):
        calendar = organisation_calendar(organisation).now()
        soon = calendar.add_working_days(today, rules().remind_working_days)
        for share in _waited_for(organisation, soon):
            due = share.due_on  # type: ignore[attr-defined]  # annotated below
            kind = "late" if due < today else "due" if due == today else "reminder"
            if kind != "reminder" or not _told_today(share, due, today):
                lay_mail(kind, share, due_on=due, now=now)


def _told_today(share: Share, due: date, today: date) -> bool:
    """Whoever was asked, chased or sent back to today was told the day just now."""
    told = ShareMail.objects.filter(share=share, kind__in=("asked", "returned", "chased"), due_on=due)
    return any(in_london(one).date() == today for one in told.values_list("next_try_at", flat=True))


def _waited_for(organisation: Organisation, until: date) -> list[Share]:
    """Shares that are still out and due by then, but for those told that they are late already."""
    ends = OpenEnd.objects.filter(
        complaint=OuterRef("complaint"),
        kind="contribution",
        key=OuterRef("key"),
        is_open=True,
        due_on__lte=until,
    )
    told = ShareMail.objects.filter(share=OuterRef("pk"), kind="late", due_on=OuterRef("due_on"))
    shares = Share.objects.filter(complaint__organisation=organisation, complaint__is_open=True)
    return list(
        shares.annotate(due_on=Subquery(ends.values("due_on")[:1])).filter(
            ~Exists(told), due_on__isnull=False
        )
    )
