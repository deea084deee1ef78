"""Sending: one command, one transaction. Checks again, the frozen text, what it records, and how it leaves."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from casework.complaints.record import Opened, Recorded, opened
from casework.complaints.words import write_note
from casework.complaints.writing import apply
from casework.journal.log_events import LogEvent
from casework.journal.logs import log
from casework.letters.acts import Sending, closing_words, further_acts, main_act, promised
from casework.letters.adapters.registry import Way
from casework.letters.errors import NotReady, TextChanged
from casework.letters.gate import inspect
from casework.letters.in_step import ready_to_go
from casework.letters.independence import needs_a_second
from casework.letters.making import IN_THE_MAKING, InHand, Made, freeze, make, standing, take
from casework.letters.models import Dispatch, LetterVersion
from casework.letters.moved import acts_of_move
from casework.letters.passing_on import passed_on
from casework.letters.words import DispatchState, LetterState
from casework.people.models import Officer
from putright.calendars import in_london
from putright.cases import CaseError

# Their day is not the day the letter leaves: the promise was made and the signature given when they were.
_KEEP_THEIR_DAY = frozenset({"promised", "allocated"})


@dataclass(frozen=True, slots=True)
class Addressee:
    """Somebody a letter goes to."""

    party: int | None
    name: str
    email: str
    address: tuple[str, ...]
    is_copy: bool = False


def send(
    reference: str, number: int, *, seen_content: str, by: Officer, now: datetime, going_on: str = ""
) -> Recorded:
    """Send a letter: everything it stands for is recorded, and the worker carries it out of the house.

    seen_content  hash of the text on the page it is sent from; another text raises TextChanged.
    going_on      a named officer's reason where the act itself would break a provision.
    Raises        NotReady with open checks, or where nobody else signed; Held; TextChanged; CaseError; NoSuchLetter.
    """
    today = in_london(now).date()
    with transaction.atomic(durable=True):
        held = opened(reference)
        hand = take(by, reference, number, today=today, locked=True)
        made = _ready(hand, seen_content, today=today)
        version = freeze(hand, made, now=now)
        sending = Sending(
            letter=hand.letter.pk, content=version.content, ways=hand.draft.ways, author=hand.letter.author_id,
            overrides=inspect(hand, made, today=today).gone_past,
            signed_by=hand.sign_off.officer_id if hand.sign_off else None, by=by, now=now,
        )  # fmt: skip
        recorded = _record(held, made, sending, going_on=going_on)
        for row in dispatches(hand, made, version, now=now):
            row.save(force_insert=True)
        letter = hand.letter
        letter.state, letter.sent_at, letter.sent_by, letter.sent_version = LetterState.SENT, now, by, version
        letter.recorded = [
            one.sequence for one in recorded.events if one.at == now and one.kind not in _KEEP_THEIR_DAY
        ]
        letter.version += 1
        letter.save(update_fields=["state", "sent_at", "sent_by", "sent_version", "recorded", "version"])
    log(LogEvent.LETTER_SENT, complaint=recorded.complaint_id, letter=number, officer=by.pk)
    return recorded


def addressees(made: Made) -> tuple[Addressee, ...]:
    """Who it goes to: the recipient first, then those who get a copy."""
    to = made.builder.addressee()
    main = made.chain.recipient
    found = [Addressee(to.number if to else None, main.name, main.email, main.address)]
    for number in made.builder.draft.copies:
        one = made.builder.around.party(number)
        if one is not None and (to is None or one.number != to.number):
            found.append(Addressee(one.number, one.name, one.email, one.address, is_copy=True))
    return tuple(found)


def ways_for(one: Addressee, chosen: tuple[str, ...]) -> tuple[Way, ...]:
    """How it goes to them: as chosen, as far as they can be reached so; a copy goes whichever way it can."""
    can = tuple(way for way in Way if reaches(one, way))
    ways = tuple(way for way in can if way.value in chosen)
    return ways or (can[:1] if one.is_copy else ())


def reaches(one: Addressee, way: Way) -> bool:
    """Whether we know the address this way needs."""
    return bool(one.email) if way is Way.EMAIL else bool(one.address)


def dispatches(hand: InHand, made: Made, version: LetterVersion, *, now: datetime) -> Iterator[Dispatch]:
    """One row for each person and way."""
    for one in addressees(made):
        for way in ways_for(one, hand.draft.ways):
            yield Dispatch(
                letter=hand.letter, version=version, party_id=one.party, is_copy=one.is_copy, channel=way.value,
                to=one.email if way is Way.EMAIL else "", called=one.name, next_try_at=now,
                message_id=message_id(made.chain.reference, hand.letter.pk), state=DispatchState.WAITING,
            )  # fmt: skip


def message_id(reference: str, letter: int) -> str:
    """A name for one hand-over that no other has, also after a database was put back from a copy. It is sent along."""
    return f"{reference.replace(' ', '-')}-{letter}-{secrets.token_hex(6)}"


def _ready(hand: InHand, seen_content: str, *, today: date) -> Made:
    if hand.letter.state not in IN_THE_MAKING:
        raise CaseError("the letter is sent already, or was dropped: nothing was sent again")
    made = make(hand, today=today)
    if made.content != seen_content:
        raise TextChanged
    missing = []
    if why := needs_a_second(hand.draft.kind, hand.page):
        if hand.sign_off is None:
            missing.append(f"{why} Ask for the signature.")
        elif standing(hand, today=today):
            missing.append("The text changed since it was signed: it is to be signed again.")
    gate = inspect(hand, made, today=today)
    if gate.held or gate.missing or missing:
        raise NotReady(gate.held, (*missing, *gate.missing))
    return made


def _record(held: Opened, made: Made, sending: Sending, *, going_on: str) -> Recorded:
    complaint, by, now = held.complaint, sending.by, sending.now
    main, said = main_act(made, sending)
    notes = {
        place: write_note(
            complaint, promise.words, about="promise", by=by, happened_at=now, written_at=now,
            stage=made.builder.draft.stage,
        ).pk
        for place, promise in enumerate(made.builder.draft.details.promises)
    }  # fmt: skip
    acts = [
        *promised(made, sending, notes),
        *passed_on(complaint, made, sending),
        *acts_of_move(
            made.builder.page,
            made.builder.draft,
            codes=made.composed.codes,
            was_due_on=made.chain.dates.get("was_due_on"),
            at=now,
        ),
        *further_acts(made, sending),
    ]
    return apply(
        held, [main, *acts] if main else acts, (*said, *closing_words(made)), at=now, by=by, now=now,
        going_on=going_on, gated=True, ready=ready_to_go,
    )  # fmt: skip
