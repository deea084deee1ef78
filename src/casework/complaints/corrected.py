"""What corrections did to a date: what it was before, when it was corrected, by whom and why."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from casework.complaints.models import Note
from casework.complaints.telling import title_of
from putright.cases import Case, Event, replay
from putright.cases.events import Corrected
from putright.clocks import Deadline


@dataclass(frozen=True, slots=True)
class Moved:
    """A correction that moved a date.

    entry      number of the entry that was wrong; title: what it says.
    was        the due date as it stood without this correction; None for none.
    corrected  when the correction was recorded.
    """

    entry: int
    title: str
    was: date | None
    corrected: datetime | None
    by: str
    reason: str


def moved_by_corrections(
    events: Sequence[Event], now: Deadline, then: Callable[[Case], Deadline | None]
) -> tuple[Moved, ...]:
    """The corrections without which the deadline would be another day, the latest first.

    then  the same deadline of a case with fewer events. One statement if there is any such correction, else none.
    """
    found: list[tuple[Event, Corrected, date | None]] = []
    for event in events:
        if isinstance(body := event.body, Corrected):
            before = then(replay([one for one in events if one.sequence != event.sequence]))
            was = before.due_on if before else None
            if was != now.due_on:
                found.append((event, body, was))
    if not found:
        return ()
    keys = [int(body.note) for _, body, _ in found if body.note and body.note.isdecimal()]
    notes = {
        str(pk): (words, name)
        for pk, words, name in Note.objects.filter(pk__in=keys).values_list("pk", "words", "officer__name")
    }
    entries = {one.sequence: one for one in events}
    return tuple(
        Moved(
            body.corrects,
            title_of(entries[body.corrects], {}),
            was,
            event.recorded_at,
            notes.get(body.note or "", ("", ""))[1] or "",
            notes.get(body.note or "", ("", ""))[0],
        )
        for event, body, was in reversed(found)
    )
