"""The token in the link that stops one e-mail of figures: signed by us, for this and for nothing else."""

from __future__ import annotations

from django.core import signing

from casework.insight.mail_kinds import MailKind, mail_kinds
from casework.people.models import Officer

_ONLY_FOR = "casework.insight.stop-a-figures-mail"
"""A token made for anything else, such as a session or a new password, is none here, nor is this one there."""


class NoSuchToken(Exception):
    """This was not signed by us for this."""


def token_to_stop(officer: Officer, kind: MailKind) -> str:
    """What the link in one e-mail carries: it can stop this kind for this officer, and do nothing else.

    It does not run out: an e-mail of last year can still be stopped from.
    """
    return signing.dumps([officer.pk, kind.key], salt=_ONLY_FOR)


def read_token(token: str) -> tuple[int, MailKind]:
    """Whose e-mail a token stops, and which. Raises NoSuchToken."""
    try:
        number, key = signing.loads(token, salt=_ONLY_FOR)
        return int(number), mail_kinds()[key]
    except (signing.BadSignature, ValueError, TypeError, KeyError):
        raise NoSuchToken from None
