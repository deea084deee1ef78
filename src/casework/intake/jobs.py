"""Carrying the letters of contacts out of the house: each is claimed before it is handed over, and never goes twice."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from casework.intake.letters import pdf_from
from casework.intake.models import ContactLetter
from casework.journal.log_events import LogEvent
from casework.journal.logs import warn
from casework.letters.adapters.carrier import Attachment, Parcel, Refused, TryAgain, Uncertain
from casework.letters.adapters.registry import Way, carrier_for
from casework.letters.files import printable
from casework.letters.rendering import letter_filename, mail_subject, render_html, render_text
from putright.vocabulary import LetterKind

FIRST_WAIT = timedelta(minutes=5)
LONGEST_WAIT = timedelta(hours=1)
NOBODY_KNOWS_AFTER = timedelta(minutes=15)


def run_next(*, now: datetime) -> bool:
    """Send the next letter of a contact that waits; False when none does."""
    left = ContactLetter.objects.filter(state="claimed", next_try_at__lt=now - NOBODY_KNOWS_AFTER)
    left.update(
        state="uncertain", problem="The service stopped while it was handed over. It may have been sent."
    )
    one = (
        ContactLetter.objects.filter(state="waiting", next_try_at__lte=now)
        .order_by("next_try_at", "id")
        .first()
    )
    if one is None:
        return False
    with transaction.atomic(durable=True):
        claimed = ContactLetter.objects.filter(pk=one.pk, state="waiting").update(
            state="claimed", next_try_at=now
        )
    if claimed:
        _hand_over(one, now)
    return True


def _hand_over(one: ContactLetter, now: datetime) -> None:
    try:
        carrier_for(Way.EMAIL).hand_over(_parcel(one))
    except TryAgain as problem:
        wait = min(FIRST_WAIT * 2 ** min(one.tries, 8), LONGEST_WAIT)
        _settle(one, "waiting", problem, next_try_at=now + wait)
    except Refused as problem:
        _settle(one, "failed", problem)
    except Uncertain as problem:
        _settle(one, "uncertain", problem)
    else:
        ContactLetter.objects.filter(pk=one.pk).update(state="sent", problem="", tries=one.tries + 1)


def _settle(one: ContactLetter, state: str, problem: Exception, **columns: Any) -> None:
    ContactLetter.objects.filter(pk=one.pk, state="claimed").update(
        state=state, problem=str(problem)[:200], tries=one.tries + 1, **columns
    )
    warn(LogEvent.CONTACT_LETTER_NOT_SENT, letter=one.pk, tries=one.tries + 1, error=type(problem).__name__)


def _parcel(one: ContactLetter) -> Parcel:
    content = printable(one.layout["title"], one.blocks, one.layout)
    name = letter_filename(
        one.layout["reference"], kind=LetterKind.SIGNPOST.value, dated_on=content.dated_on, suffix="pdf"
    )
    return Parcel(
        message_id=one.message_id,
        to=one.to,
        subject=mail_subject(content),
        text=render_text(content),
        html=render_html(content),
        attachments=(Attachment(name, pdf_from(one)),),
        reply_to=one.layout.get("reply_to", ""),
    )
