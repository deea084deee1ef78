"""What the addresses handed to contractors carry: signed by us, each for one thing and for nothing else."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils.crypto import salted_hmac

from casework.providers.models import Account, ReplyLink
from casework.providers.rules import rules

_REPLY = "casework.providers.reply-to-one-complaint"
_INVITE = "casework.providers.choose-a-password"
_SESSION = "casework.providers.session"


class NoSuchToken(Exception):
    """This was not signed by us for this."""


def reply_token(link: ReplyLink) -> str:
    """The token of a link to reply. Whether it still opens stands beside it, so that it can be taken back."""
    return signing.dumps([link.pk, link.secret], salt=_REPLY)


def address_of(link: ReplyLink) -> str:
    """The whole address by which a link opens."""
    return settings.SERVICE_URL.rstrip("/") + reverse("reply", args=[reply_token(link)])


def link_of(token: str) -> ReplyLink:
    """The link this token was made for. One statement. Raises NoSuchToken."""
    try:
        number, secret = signing.loads(token, salt=_REPLY)
    except (signing.BadSignature, ValueError, TypeError):
        raise NoSuchToken from None
    rows = ReplyLink.objects.select_related("forwarding__complaint__organisation", "forwarding__contractor")
    found = rows.filter(pk=number, secret=secret).first()
    if found is None:
        raise NoSuchToken
    return found


def invitation_token(account: Account) -> str:
    """The token by which an account chooses its password: used up once it has another one."""
    return signing.dumps([account.pk, session_mark(account)], salt=_INVITE)


def invited(token: str) -> Account:
    """The account that is invited. Raises NoSuchToken for one out of its time, used, or not ours."""
    try:
        number, mark = signing.loads(token, salt=_INVITE, max_age=timedelta(days=rules().invitation_days))
    except (signing.BadSignature, ValueError, TypeError):
        raise NoSuchToken from None
    found = (
        Account.objects.select_related("contractor__organisation").filter(pk=number, is_active=True).first()
    )
    if found is None or session_mark(found) != mark:
        raise NoSuchToken
    return found


def session_mark(account: Account) -> str:
    """What a session keeps of an account: another password ends it."""
    return salted_hmac(_SESSION, f"{account.pk}:{account.password}").hexdigest()[:24]
