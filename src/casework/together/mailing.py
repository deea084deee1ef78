"""E-mails about shares: laid with what they tell of, and what they say. Nobody learns from one whose complaint it is."""

from __future__ import annotations

from datetime import date, datetime

from django.conf import settings
from django.urls import reverse

from casework.complaints.models import NamedOfficer, OpenEnd
from casework.letters.adapters.carrier import Parcel
from casework.people.permissions import is_read_only
from casework.together.models import Share, ShareMail
from putright.calendars import short_day

_SAYS = {
    "asked": ("Your share of an answer", "We ask you for your share of the answer to a complaint."),
    "returned": (
        "Your share was sent back",
        "Your share of an answer lacks something. It says on the page what; the share is due again.",
    ),
    "chased": ("Your share is waited for", "We wait for your share of the answer to a complaint."),
    "reminder": ("Your share is due soon", "Your share of the answer to a complaint has not come yet."),
    "due": ("Your share is due today", "Your share of the answer to a complaint is due today."),
    "late": (
        "Your share is late",
        "Your share of the answer to a complaint is late, and holds the answer up.",
    ),
}
# A body outside is asked by whoever handles the complaint, in writing of their own; it is only reminded from here.
_NOT_OUTSIDE = ("asked", "returned")


def lay_mail(kind: str, share: Share, *, due_on: date, now: datetime) -> None:
    """Lay an e-mail about this share, where it can go somewhere; once a kind and day it is due."""
    if share.officer_id is None and (not share.email or kind in _NOT_OUTSIDE):
        return
    ShareMail.objects.bulk_create(
        [ShareMail(kind=kind, share=share, due_on=due_on, next_try_at=now)], ignore_conflicts=True
    )


def parcel_of(mail: ShareMail) -> Parcel | None:
    """The e-mail as it is handed over; None when there is no reason for it any more, or nobody to tell."""
    share = mail.share
    end = OpenEnd.objects.filter(
        complaint=share.complaint_id, kind="contribution", key=share.key, is_open=True
    ).first()
    to = _address(share)
    if end is None or end.due_on != mail.due_on or not to:
        return None
    subject, says = _SAYS[mail.kind]
    organisation = share.complaint.organisation
    where = (
        "Write it here: " + settings.SERVICE_URL.rstrip("/") + reverse("share", args=[share.pk])
        if share.officer_id is not None
        else f"Please answer to: {organisation.email or organisation.name}"
    )
    text = (
        f"{says}\n\nIt is due on {short_day(mail.due_on)}.\n\nComplaint {share.complaint.reference}\n{where}\n\n"
        f"{organisation.name}\n"
    )
    return Parcel(
        message_id=f"share-{mail.pk}", to=to, subject=f"{subject}: {share.complaint.reference}", text=text,
        reply_to=organisation.email, automatic=True,
    )  # fmt: skip


def _address(share: Share) -> str:
    """Where it goes now: nowhere for an officer who left, and for nobody who may not know of a restricted complaint."""
    officer, restricted = share.officer, share.complaint.restricted
    if officer is None:
        return "" if restricted else share.email
    if not officer.is_active or is_read_only(officer):
        return ""
    if restricted and not NamedOfficer.objects.filter(complaint=share.complaint_id, officer=officer).exists():
        return ""
    return officer.email
