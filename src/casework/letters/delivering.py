"""What becomes of a letter that was sent: handed over, delivered, failed, or nobody knows and a person decides."""

from __future__ import annotations

from datetime import date, datetime, time

from django.db import IntegrityError, transaction

from casework.complaints.record import Act, act, locked, record
from casework.complaints.words import write_note
from casework.journal.log_events import LogEvent
from casework.journal.logs import log
from casework.letters.adapters.registry import Way, print_queue
from casework.letters.models import Dispatch, Letter
from casework.letters.sending import message_id
from casework.letters.words import DispatchState
from casework.people.models import Officer
from putright.calendars import LONDON, in_london, short_day
from putright.cases import CaseError, verbs
from putright.cases.arranged import LetterDelivery
from putright.vocabulary import DeliveryResult

_CAN_GO_AGAIN = (DispatchState.FAILED, DispatchState.UNCERTAIN)


def arrived(number: int, *, by: Officer, now: datetime) -> None:
    """Say of a letter nobody knew of that it was sent: it counts as sent, and is not sent again."""
    with transaction.atomic(durable=True):
        row = _to_decide(number, DispatchState.UNCERTAIN)
        left_at = row.claimed_at or now
        settle(row, DispatchState.HANDED_OVER, handed_over_at=left_at, problem="")
        correct_date(row.letter, left_at, now=now)
        _told(row, DeliveryResult.HANDED_OVER, by=by, now=now)


def send_again(number: int, *, by: Officer, now: datetime) -> int:
    """Send a letter that failed, or of which nobody knows, once more in the same way; returns the new hand-over."""
    with transaction.atomic(durable=True):
        row = _to_decide(number, *_CAN_GO_AGAIN)
        return _instead(row, Way(row.channel), row.to, by=by, now=now)


def send_another_way(number: int, way: Way, *, to: str = "", by: Officer, now: datetime) -> int:
    """Send the same letter in another way instead; returns the new hand-over.

    to  the e-mail address, which may be another than before.
    Raises  CaseError for e-mail without an address.
    """
    if way is Way.EMAIL and not to.strip():
        raise CaseError("E-mail address: enter where it is to go.")
    with transaction.atomic(durable=True):
        row = _to_decide(number, *_CAN_GO_AGAIN)
        return _instead(row, way, to.strip() if way is Way.EMAIL else "", by=by, now=now)


def posted(number: int, *, on: date, by: Officer, now: datetime) -> None:
    """Say that a letter of the print queue was printed and posted on that day.

    Raises  CaseError for a day before it was written or after today.
    """
    today = in_london(now).date()
    with transaction.atomic(durable=True):
        row = _to_decide(number, DispatchState.PRINTING)
        written_on = in_london(row.version.made_at).date()
        if on > today:
            raise CaseError(f"{short_day(on)} has not come yet: enter the day it was posted")
        if on < written_on:
            raise CaseError(f"it was only written on {short_day(written_on)}: enter that day or a later one")
        left_at = now if on == today else datetime.combine(on, time(12), LONDON)
        settle(row, DispatchState.HANDED_OVER, handed_over_at=left_at, next_try_at=None)
        correct_date(row.letter, left_at, now=now)
        if row.instead_of_id is not None:
            _told(row, DeliveryResult.HANDED_OVER, by=by, now=now)
    print_queue().printed(row.message_id)


def delivered_on(number: int, *, arrived_on: date | None, by: Officer, now: datetime) -> None:
    """Say what the resident or the post told of a letter: the day it arrived, or None that it came back."""
    today = in_london(now).date()
    with transaction.atomic(durable=True):
        row = _to_decide(number, DispatchState.HANDED_OVER, DispatchState.DELIVERED)
        if arrived_on is None:
            settle(row, DispatchState.FAILED, ended_at=now, problem="It came back, or never arrived.")
            _told(row, DeliveryResult.FAILED, by=by, now=now)
            return
        sent_on = in_london(row.handed_over_at or now).date()
        if not sent_on <= arrived_on <= today:
            raise CaseError(f"enter a day from {short_day(sent_on)}, when it was sent, to today")
        settle(
            row, DispatchState.DELIVERED, ended_at=datetime.combine(arrived_on, time(12), LONDON), problem=""
        )
        _told(row, DeliveryResult.DELIVERED, by=by, now=now, on=arrived_on)


def settle(row: Dispatch, state: DispatchState, **fields: object) -> None:
    """Keep how far a hand-over has got. One statement."""
    row.state = state
    for name, value in fields.items():
        setattr(row, name, value)
    row.save(update_fields=["state", *fields])


def settle_claimed(row: Dispatch, state: DispatchState, **fields: object) -> bool:
    """Keep what came of a hand-over, unless a person decided about it meanwhile. One statement."""
    still = Dispatch.objects.filter(
        pk=row.pk, state__in=[DispatchState.CLAIMED, DispatchState.UNCERTAIN, DispatchState.WAITING]
    )
    if not still.update(state=state, **fields):
        return False
    row.state = state
    for name, value in fields.items():
        setattr(row, name, value)
    return True


def tell(row: Dispatch, result: DeliveryResult, *, now: datetime) -> None:
    """Record on the complaint what became of a letter, in the name of who sent it."""
    sender = row.letter.sent_by
    assert sender is not None  # it was sent
    _told(row, result, by=sender, now=now)


def correct_date(letter: Letter, left_at: datetime, *, now: datetime) -> None:
    """Where the letter first left us on a later day than recorded, give its events the day it really left.

    Only what is addressed to the resident counts; a copy that goes later moves nothing.
    """
    assert letter.sent_at is not None
    assert letter.sent_by is not None
    if in_london(left_at).date() <= in_london(letter.sent_at).date():
        return
    left = Dispatch.objects.filter(letter=letter, is_copy=False, handed_over_at__isnull=False)
    first = min((one.handed_over_at for one in left if one.handed_over_at), default=left_at)
    if first < left_at:
        return
    reference = letter.complaint.reference
    complaint = locked(reference)
    note = write_note(
        complaint,
        f"The letter was made ready on {short_day(letter.sent_at)} and left on {short_day(left_at)}, "
        "because it could not be handed over before.",
        about="reason", by=letter.sent_by, happened_at=now, written_at=now, stage=letter.stage,
    )  # fmt: skip
    acts = [
        act(verbs.correct, corrects=sequence, at=in_london(now).date(), right_at=left_at, note=str(note.pk))
        for sequence in letter.recorded
    ]
    if acts:
        record(reference, *acts, by=letter.sent_by, now=now)


def _instead(row: Dispatch, way: Way, to: str, *, by: Officer, now: datetime) -> int:
    try:
        with transaction.atomic():
            new = Dispatch.objects.create(
                letter=row.letter, version=row.version, party_id=row.party_id, is_copy=row.is_copy, channel=way.value,
                to=to, called=row.called, instead_of=row, next_try_at=now,
                message_id=message_id(row.version.layout["reference"], row.letter_id),
            )  # fmt: skip
    except IntegrityError:
        raise CaseError("somebody else sent it again a moment ago: it does not go twice") from None
    settle(row, DispatchState.REPLACED, ended_at=now)
    log(LogEvent.LETTER_DELIVERY, letter=row.letter_id, dispatch=new.pk, officer=by.pk, way=way.value)
    return new.pk


def _to_decide(number: int, *states: DispatchState) -> Dispatch:
    found = (
        Dispatch.objects.select_for_update(of=("self",))
        .select_related("letter", "letter__complaint", "letter__sent_by", "version")
        .filter(pk=number)
        .first()
    )
    if found is None or found.state not in states:
        raise CaseError("somebody decided about it meanwhile: look at the letter again")
    return found


def _told(
    row: Dispatch, result: DeliveryResult, *, by: Officer, now: datetime, on: date | None = None
) -> None:
    telling: Act = act(
        verbs.move_on, body=LetterDelivery(str(row.letter_id), result, row.channel), at=on or now
    )
    record(row.letter.complaint.reference, telling, by=by, now=now)
    log(LogEvent.LETTER_DELIVERY, letter=row.letter_id, dispatch=row.pk, result=result.value)
