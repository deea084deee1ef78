"""What an e-mail to a contractor says: whose complaint it is, nobody learns from it; the link tells the rest."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.urls import reverse

from casework.letters.adapters.carrier import Parcel
from casework.providers.accounts import may_work
from casework.providers.models import ProviderMail
from casework.providers.opening import shut_because
from casework.providers.tokens import address_of, invitation_token
from putright.calendars import short_day

_SAYS = {
    "asked": ("A complaint for your reply", "We ask you to reply to a complaint."),
    "returned": (
        "Your reply was sent back",
        "Your reply to a complaint lacks something. What it lacks stands on the page; the reply is due again.",
    ),
    "reminder": ("Your reply is due soon", "Your reply to a complaint has not reached us yet."),
    "due": (
        "Your reply is due today",
        "Your reply to a complaint is due today. Without it we answer ourselves, and it counts as late.",
    ),
}


def parcel_of(mail: ProviderMail, *, today: date) -> Parcel | None:
    """The e-mail as it is handed over; None when there is no reason for it any more."""
    return _invitation(mail) if mail.kind == "invited" else _about_link(mail, today)


def _about_link(mail: ProviderMail, today: date) -> Parcel | None:
    link = mail.link
    assert link is not None
    if shut_because(link, today=today) is not None:
        return None
    subject, says = _SAYS[mail.kind]
    complaint = link.forwarding.complaint
    due = f"Your reply is due on {short_day(mail.due_on)}.\n" if mail.due_on else ""
    text = (
        f"{says}\n{due}\nComplaint {complaint.reference}\nReply here, until {short_day(link.expires_on)}: "
        f"{address_of(link)}\n\nThe link is for you alone and for this one reply. Do not pass it on.\n\n"
        f"{complaint.organisation.name}\n"
    )
    return Parcel(
        message_id=f"provider-{mail.pk}", to=mail.to, subject=f"{subject}: {complaint.reference}", text=text,
        automatic=True,
    )  # fmt: skip


def _invitation(mail: ProviderMail) -> Parcel | None:
    account = mail.account
    assert account is not None
    if not account.is_active or account.password or not may_work(account.contractor.status):
        return None
    where = settings.SERVICE_URL.rstrip("/") + reverse(
        "contractor-password", args=[invitation_token(account)]
    )
    text = (
        f"You can sign in to reply to complaints for {account.contractor.name}.\n\nChoose a password: {where}\n\n"
        f"{account.contractor.organisation.name}\n"
    )
    return Parcel(
        message_id=f"provider-{mail.pk}", to=mail.to, subject="Sign in to reply to complaints", text=text,
        automatic=True,
    )  # fmt: skip
