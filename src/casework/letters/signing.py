"""Signing: asked for by the author, given or refused by somebody else, and void as soon as the text changes."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from django.db import IntegrityError, transaction

from casework.complaints.record import Act, act, locked, opened, record_on
from casework.journal.log_events import LogEvent
from casework.journal.logs import log
from casework.letters.approvals import asks_for_payee, to_approve
from casework.letters.errors import CannotSign, NotReady, TextChanged
from casework.letters.gate import inspect
from casework.letters.independence import why_not
from casework.letters.making import InHand, Made, freeze, make, take
from casework.letters.models import Return, SignOff
from casework.letters.permissions import may_sign
from casework.letters.words import LetterState, ReturnReason
from casework.letters.writing import keep_summary, void_if_changed
from casework.people.models import Officer
from putright.calendars import in_london
from putright.cases import CaseError, verbs
from putright.cases.remedial import RemedyMoved
from putright.vocabulary import RemedyStep


def ask_for_signature(reference: str, number: int, *, of: Officer | None, by: Officer, now: datetime) -> None:
    """Give a letter in to be signed, to one person or to whoever may; open checks go with it and are seen first."""
    today = in_london(now).date()
    with transaction.atomic(durable=True):
        locked(reference)
        hand = take(by, reference, number, today=today, locked=True)
        letter = hand.letter
        if letter.state != LetterState.DRAFT:
            raise CaseError("the letter is signed or sent already")
        if of is not None and (of.pk == by.pk or not may_sign(of)):
            raise CaseError("who is asked to sign: choose somebody else, whose role includes it")
        letter.asked_at, letter.asked_of = now, of
        letter.save(update_fields=["asked_at", "asked_of"])
        made = make(hand, today=today)
        keep_summary(letter, made, inspect(hand, made, today=today))


def sign(
    reference: str, number: int, *, seen_content: str, by: Officer, now: datetime,
    confirmed: Collection[str] = (),
) -> None:  # fmt: skip
    """Sign exactly the text that was read; within the limits of who signs, that approves the payments in it.

    confirmed  keys of the payments whose account was confirmed with who is paid. One whose account nobody
               confirmed is offered by the letter, and approved on its own later: DR-22.
    Raises     CannotSign with every reason; TextChanged; NotReady with open checks; CaseError where it is signed already.
    """
    today = in_london(now).date()
    with transaction.atomic(durable=True):
        held = opened(reference)
        hand = take(by, reference, number, today=today, locked=True)
        if hand.sign_off is not None and void_if_changed(hand, now=now, today=today):
            hand = take(by, reference, number, today=today)
        _check_unsigned(hand)
        made = make(hand, today=today, approver=by.pk)
        if reasons := why_not(by, hand, made):
            raise CannotSign(reasons)
        if made.content != seen_content:
            raise TextChanged
        if open_lines := inspect(hand, made, today=today).held:
            raise NotReady(open_lines)
        version = freeze(hand, made, now=now)
        try:
            # Its own savepoint: a second signature fails and leaves the transaction to say so.
            with transaction.atomic():
                SignOff.objects.create(letter=hand.letter, version=version, officer=by, signed_at=now)
        except IntegrityError:
            raise CaseError(ALREADY) from None
        if approvals := _approvals(made, confirmed, now):
            record_on(held, *approvals, by=by, now=now)
        hand.letter.state = LetterState.SIGNED
        hand.letter.save(update_fields=["state"])
    log(LogEvent.LETTER_SIGNED, complaint=hand.page.complaint_id, letter=number, officer=by.pk)


ALREADY = "somebody else signed it a moment ago: nothing was signed twice, and it can be sent"


def send_back(
    reference: str, number: int, reasons: Sequence[ReturnReason], words: str, *, by: Officer, now: datetime
) -> None:
    """Send a letter back to its author, with coded reasons and words; a signature it had falls.

    Raises  CaseError without a reason, from the author, or for a letter nobody asked to sign.
    """
    today = in_london(now).date()
    if not reasons or not words.strip():
        raise CaseError("Why it goes back: choose at least one reason and say what is to be changed.")
    with transaction.atomic(durable=True):
        locked(reference)
        hand = take(by, reference, number, today=today, locked=True)
        letter = hand.letter
        if letter.state == LetterState.SENT:
            raise CaseError("the letter is sent: it can no longer go back")
        if letter.asked_at is None and hand.sign_off is None:
            raise CaseError("nobody asked for a signature: the letter is still with its author")
        if by.pk == letter.author_id or not may_sign(by):
            raise CaseError("a letter goes back from somebody who could sign it, not from its author")
        if hand.sign_off is not None:
            hand.sign_off.voided_at = now
            hand.sign_off.save(update_fields=["voided_at"])
        Return.objects.create(
            letter=letter,
            officer=by,
            returned_at=now,
            reasons=[one.value for one in reasons],
            words=words.strip(),
        )
        letter.state, letter.asked_at, letter.asked_of = LetterState.DRAFT, None, None
        letter.save(update_fields=["state", "asked_at", "asked_of"])
    log(LogEvent.LETTER_RETURNED, complaint=hand.page.complaint_id, letter=number, officer=by.pk)


def _check_unsigned(hand: InHand) -> None:
    if hand.letter.state == LetterState.SENT:
        raise CaseError("the letter is sent already: there is nothing to sign")
    if hand.letter.state == LetterState.DROPPED:
        raise CaseError("the letter was dropped: there is nothing to sign")
    if hand.sign_off is not None:
        raise CaseError(
            f"{hand.sign_off.officer.name} signed it already: nothing was signed twice, and it can be sent"
        )


def _approvals(made: Made, confirmed: Collection[str], now: datetime) -> list[Act]:
    return [
        act(
            verbs.move_remedy,
            body=RemedyMoved(one.key, RemedyStep.APPROVED, payee_confirmed=one.key in confirmed),
            at=now,
        )
        for one in to_approve(made)
        if one.key in confirmed or not asks_for_payee(one)
    ]
