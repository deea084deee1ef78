"""Choosing which e-mails of figures one gets, on the page or by the link in the e-mail itself."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from casework.insight.mail_kinds import MailKind, mail_kinds
from casework.insight.mail_tokens import NoSuchToken, read_token
from casework.insight.models import FiguresMailChoice
from casework.insight.recipients import gets_by_default
from casework.journal.log_events import LogEvent
from casework.journal.logs import log
from casework.people.models import Officer


def choose_mails(officer: Officer, wanted: Iterable[str]) -> None:
    """These kinds the officer gets, the others not. What is as it would be anyhow leaves no row."""
    chosen = set(wanted)
    with transaction.atomic(durable=True):
        FiguresMailChoice.objects.filter(officer=officer).delete()
        FiguresMailChoice.objects.bulk_create(
            FiguresMailChoice(officer=officer, kind=key, wanted=key in chosen)
            for key, kind in mail_kinds().items()
            if (key in chosen) != gets_by_default(officer, kind)
        )


def stop_by_token(token: str) -> MailKind:
    """Stop what the token says, once or again. Raises NoSuchToken."""
    number, kind = read_token(token)
    if not Officer.objects.filter(pk=number).exists():
        raise NoSuchToken
    with transaction.atomic(durable=True):
        FiguresMailChoice.objects.update_or_create(
            officer_id=number, kind=kind.key, defaults={"wanted": False}
        )
    log(LogEvent.FIGURES_MAIL_STOPPED, officer=number, kind=kind.key)
    return kind
