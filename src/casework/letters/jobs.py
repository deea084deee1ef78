"""Carrying letters out of the house: one at a time, claimed before it is handed over, never twice.

A claim is a transaction of its own and is committed before anything leaves. A process that is killed between the
claim and what came of it leaves a claim behind; that is found later and becomes `uncertain`, which only a person
decides, because nobody can know whether the letter went.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from typst import TypstError

from casework.journal.log_events import LogEvent
from casework.journal.logs import log, warn
from casework.letters.adapters.carrier import Attachment, HandedOver, Parcel, Refused, TryAgain, Uncertain
from casework.letters.adapters.registry import Way, carrier_for, delivery_of
from casework.letters.delivering import correct_date, settle, settle_claimed, tell
from casework.letters.files import ensure_files, file_of, printable_of
from casework.letters.models import Dispatch
from casework.letters.rendering import letter_filename, mail_subject, render_html, render_text
from casework.letters.rules import rules
from casework.letters.words import DispatchState
from putright.cases import CaseError
from putright.vocabulary import DeliveryResult


def run_next(*, now: datetime) -> bool:
    """Do the next thing there is to do about letters; False when nothing waits."""
    return _find_left_claims(now) or _carry_next(now) or _ask_next(now)


def _carry_next(now: datetime) -> bool:
    """Make the files of the next waiting letter, claim it, hand it over, keep what came of it."""
    waiting = _oldest(now)
    if waiting is None:
        return False
    try:
        ensure_files(waiting.version)
    except (TypstError, OSError, ValueError) as error:
        _put_back(_row(waiting.pk), f"Its file could not be made ({type(error).__name__}).", now=now)
        return True
    row = _claim(waiting.pk, now)
    if row is None:
        return True
    try:
        handed = carrier_for(Way(row.channel)).hand_over(parcel_of(row))
    except TryAgain as problem:
        _put_back(row, str(problem), now=now)
    except Refused as problem:
        _failed(row, str(problem), now=now)
    except Uncertain as problem:
        _nobody_knows(row, str(problem))
    except FileNotFoundError:
        _put_back(row, "Its file is not where it was kept.", now=now)
    else:
        _left(row, handed, now=now)
    return True


def parcel_of(row: Dispatch) -> Parcel:
    """What is handed over: the letter as an e-mail, with its PDF. Raises FileNotFoundError."""
    version, layout = row.version, row.version.layout
    content = printable_of(version)
    name = letter_filename(layout["reference"], kind=row.letter.kind, dated_on=content.dated_on, suffix="pdf")
    return Parcel(
        message_id=row.message_id,
        to=row.to,
        subject=mail_subject(content),
        text=render_text(content),
        html=render_html(content),
        attachments=(Attachment(name, file_of(version, "pdf")),),
        reply_to=layout.get("reply_to", ""),
    )


def _oldest(now: datetime) -> Dispatch | None:
    rows = Dispatch.objects.filter(state=DispatchState.WAITING, next_try_at__lte=now)
    return rows.select_related("version").order_by("next_try_at", "id").first()


def _claim(number: int, now: datetime) -> Dispatch | None:
    """Take it for this process alone, committed before anything leaves; None when another one was quicker."""
    with transaction.atomic(durable=True):
        claimed = Dispatch.objects.filter(pk=number, state=DispatchState.WAITING).update(
            state=DispatchState.CLAIMED, claimed_at=now
        )
    if not claimed:
        return None
    return _row(number)


def _left(row: Dispatch, handed: HandedOver, *, now: datetime) -> None:
    left_at = handed.at or now
    kept = {"tries": row.tries + 1, "provider_reference": handed.provider_reference[:200], "problem": ""}
    with transaction.atomic(durable=True):
        if row.channel == Way.PRINT:
            # It is in the folder; it leaves us when somebody posts it.
            settle_claimed(row, DispatchState.PRINTING, next_try_at=None, **kept)
        elif settle_claimed(
            row, DispatchState.HANDED_OVER, handed_over_at=left_at, next_try_at=_ask_at(handed, now), **kept
        ):
            if not row.is_copy:
                _on_record(row, lambda: correct_date(row.letter, left_at, now=now))
            if row.instead_of_id is not None:
                _on_record(row, lambda: tell(row, DeliveryResult.HANDED_OVER, now=now))
    log(LogEvent.LETTER_HANDED_OVER, letter=row.letter_id, dispatch=row.pk, way=row.channel)


def _ask_at(handed: HandedOver, now: datetime) -> datetime | None:
    """When its carrier is asked what became of it. A mail server names the mail and never tells: it is not asked."""
    told_later = not handed.provider_reference.startswith("<")
    return now + rules().ask_after if told_later else None


def _put_back(row: Dispatch, problem: str, *, now: datetime) -> None:
    tries = rules().tries
    if row.tries >= len(tries):
        _failed(row, f"{problem} It was tried {row.tries + 1} times.", now=now)
        return
    settle_claimed(
        row, DispatchState.WAITING, tries=row.tries + 1, problem=problem[:200], claimed_at=None,
        next_try_at=now + tries[row.tries],
    )  # fmt: skip
    warn(LogEvent.LETTER_NOT_HANDED_OVER, letter=row.letter_id, dispatch=row.pk, tries=row.tries)


def _failed(row: Dispatch, problem: str, *, now: datetime) -> None:
    with transaction.atomic(durable=True):
        if settle_claimed(
            row,
            DispatchState.FAILED,
            tries=row.tries + 1,
            problem=problem[:200],
            ended_at=now,
            next_try_at=None,
        ):
            _on_record(row, lambda: tell(row, DeliveryResult.FAILED, now=now))
    warn(LogEvent.LETTER_NOT_HANDED_OVER, letter=row.letter_id, dispatch=row.pk, tries=row.tries)


def _nobody_knows(row: Dispatch, problem: str) -> None:
    settle_claimed(row, DispatchState.UNCERTAIN, tries=row.tries + 1, problem=problem[:200], next_try_at=None)
    warn(LogEvent.LETTER_NOT_HANDED_OVER, letter=row.letter_id, dispatch=row.pk, tries=row.tries)


def _on_record(row: Dispatch, does: Callable[[], None]) -> None:
    """Record what came of it. Where the record no longer has the letter, such as one struck out, the letter left all
    the same: that is kept, and never taken for a reason to send it again."""
    try:
        with transaction.atomic():
            does()
    except CaseError as impossible:
        warn(LogEvent.RECORD_REFUSED, letter=row.letter_id, dispatch=row.pk, error=type(impossible).__name__)


def _find_left_claims(now: datetime) -> bool:
    """A claim whose process stopped. Whoever can tell is asked; a mail server cannot, and then a person decides."""
    found = (
        Dispatch.objects.filter(state=DispatchState.CLAIMED, claimed_at__lte=now - rules().claim_left)
        .order_by("claimed_at", "id")
        .first()
    )
    if found is None:
        return False
    row = _row(found.pk)
    if row.channel in (Way.PRINT, Way.POST):
        # Both know a repeat for what it is, so that nothing goes twice.
        settle_claimed(row, DispatchState.WAITING, claimed_at=None, next_try_at=now)
    elif (handed := _known_to_notify(row)) is not None:
        _left(row, handed, now=now)
    else:
        _nobody_knows(row, "The service stopped while it was handed over. It may have been sent.")
    return True


def _known_to_notify(row: Dispatch) -> HandedOver | None:
    try:
        told = delivery_of(row.message_id)
    except TryAgain:
        return None
    return HandedOver(row.message_id, at=row.claimed_at, again=True) if told is not None else None


def _ask_next(now: datetime) -> bool:
    """Ask the carrier what became of the letter that waits longest for it."""
    row = (
        Dispatch.objects.filter(state=DispatchState.HANDED_OVER, next_try_at__lte=now)
        .order_by("next_try_at", "id")
        .first()
    )
    if row is None:
        return False
    row = _row(row.pk)
    rule, handed_over_at = rules(), row.handed_over_at or now
    again = now + rule.ask_between if now < handed_over_at + rule.ask_for else None
    try:
        told = delivery_of(row.message_id)
    except TryAgain:
        settle(row, DispatchState.HANDED_OVER, next_try_at=now + rule.ask_between)
        return True
    if told is None or told.result is DeliveryResult.HANDED_OVER:
        settle(row, DispatchState.HANDED_OVER, next_try_at=again if told is not None else None)
        return True
    state = DispatchState.DELIVERED if told.result is DeliveryResult.DELIVERED else DispatchState.FAILED
    with transaction.atomic(durable=True):
        settle(row, state, ended_at=told.at or now, next_try_at=None, problem=told.detail[:200])
        _on_record(row, lambda: tell(row, told.result, now=now))
    return True


def _row(number: int) -> Dispatch:
    return Dispatch.objects.select_related("letter", "letter__complaint", "letter__sent_by", "version").get(
        pk=number
    )
