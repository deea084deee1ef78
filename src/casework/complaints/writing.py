"""What the commands share: keeping words with an act, the check of our own acts, one transaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db import transaction

from casework.complaints import search
from casework.complaints.foresight import Held, foresee
from casework.complaints.in_step import Ready, none_is_ready, out_of_step
from casework.complaints.record import Act, Opened, Recorded, opened, record_on
from casework.complaints.words import write_note
from casework.people.models import Officer
from putright.calendars import LONDON

When = date | datetime


@dataclass(frozen=True, slots=True)
class Said:
    """Words to be kept with an act. `into` is the field of the act that gets the note's identifier."""

    words: str
    about: str
    into: str = ""
    point: str = ""
    channel: str = ""
    with_complainant: bool = False


def do(
    reference: str, one: Act, *said: Said, at: When, by: Officer, now: datetime, seen_version: int | None,
    going_on: str = "", gated: bool = False,
) -> Recorded:  # fmt: skip
    """One act on one complaint, in a transaction of its own."""
    with transaction.atomic(durable=True):
        held = opened(reference, seen_version=seen_version)
        return apply(held, [one], said, at=at, by=by, now=now, going_on=going_on, gated=gated)


def apply(
    held: Opened, acts: Sequence[Act], said: Sequence[Said], *, at: When, by: Officer, now: datetime, going_on: str,
    gated: bool, ready: Ready = none_is_ready,
) -> Recorded:  # fmt: skip
    """Keep the words, see what the acts would break, and record them. The first act points at its note.

    ready  which answers in step with this one only wait to be sent, as far as whoever calls knows.
    """
    complaint = held.complaint
    acts = list(acts)
    for words in said:
        note = write_note(
            complaint, words.words, about=words.about, by=by, happened_at=moment(at), written_at=now,
            point=words.point, stage=complaint.stage, channel=words.channel, with_complainant=words.with_complainant,
        )  # fmt: skip
        if words.into:
            acts[0] = Act(acts[0].verb, {**acts[0].fields, words.into: str(note.pk)})
    if gated:
        would_break = foresee(complaint, held.events, *acts, officer_id=by.pk, now=now).would_break
        would_break += out_of_step(held, acts, by=by, now=now, ready=ready)
        if would_break and not going_on.strip():
            raise Held(would_break)
        if would_break:
            stage = complaint.stage
            write_note(
                complaint, going_on, about="override", by=by, happened_at=now, written_at=now, stage=stage
            )
    recorded = record_on(held, *acts, by=by, now=now)
    if said:
        search.add(complaint.pk, "\n".join(words.words for words in said))
    return recorded


def moment(at: When) -> datetime:
    """A moment to sort words by: a day alone stands at its beginning in London."""
    return at if isinstance(at, datetime) else datetime.combine(at, time.min, LONDON)
