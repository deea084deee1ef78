"""What happened to a complaint, in the order it happened: events, words and documents on one line of time."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time

from casework.complaints.page import ComplaintPage, NoteRow
from casework.complaints.telling import particulars_of, title_of
from casework.screens.dates import plain_moment
from putright.calendars import LONDON
from putright.cases import Event
from putright.cases.state import day_of

LONG_SILENCE = 10
"""Days without an entry after which the page says so."""
LATE_ENTRY = 5
"""Days after which an entry is shown as written down late."""


_NOTES = (
    "note", "reason_note", "merits_note", "promise", "remedy", "action", "lesson", "need", "agreement", "restriction",
    "appointment", "incident", "enquiry", "head", "order",
    "contribution", "member_enquiry",
)  # fmt: skip
"""Fields of an event that may name the note with its words, its own reason first."""


@dataclass(frozen=True, slots=True)
class ChronologyRow:
    """One line of what happened. `late_entry`: written down days after.

    happened  None when nobody knows when; those stand apart.
    gap       days without anything before this line, when there are many.
    """

    happened: date | datetime | None
    what: str
    words: str
    who: str
    recorded: datetime | None
    late_entry: bool
    gap: int | None = None


@dataclass(frozen=True, slots=True)
class Chronicle:
    """The chronology, with what nobody dated apart."""

    rows: tuple[ChronologyRow, ...]
    undated: tuple[ChronologyRow, ...]


def chronology(page: ComplaintPage) -> Chronicle:
    """What happened, in order, as corrections left it. No statement."""
    notes = {str(note.id): note for note in page.notes}
    recorded_as = {one.sequence: one.at for one in page.case.events}
    pointed_at: set[str] = set()
    rows: list[ChronologyRow] = []
    for event in page.case.standing:
        # The words of a conversation, a reason or a promise stand with their event, not beside it once more.
        key = _note_of(event)
        if key in notes:
            pointed_at.add(key)
        row = _of_event(event, page, notes.get(key))
        if event.at != (first := recorded_as.get(event.sequence, event.at)):
            before = plain_moment(first) if first else "on a day not known"
            row = replace(
                row,
                words="\n".join(filter(None, (row.words, f"First recorded as {before}; corrected since."))),
            )
        rows.append(row)
    rows += [
        _of_note(note)
        for key, note in notes.items()
        if key not in pointed_at and note.about in {"note", "contact"}
    ]
    rows += [
        ChronologyRow(
            one.dated_on or one.added_at,
            "Document",
            one.what or one.called,
            one.officer,
            one.added_at,
            late_entry=False,
        )
        for one in page.documents
    ]
    received = rows[0].happened if rows else None
    dated = sorted(
        (row for row in rows if row.happened is not None), key=lambda row: _in_order(row, received)
    )
    told: list[ChronologyRow] = []
    last: date | None = None
    for row in dated:
        day = day_of(row.happened)
        quiet = (day - last).days if last is not None and day is not None else 0
        told.append(replace(row, gap=quiet) if quiet > LONG_SILENCE else row)
        last = day
    return Chronicle(tuple(told), tuple(row for row in rows if row.happened is None))


def _note_of(event: Event) -> str:
    """The identifier of the note an event points at; empty when it points at none."""
    for name in _NOTES:
        if isinstance(found := getattr(event.body, name, None), str):
            return found
    return ""


def _of_event(event: Event, page: ComplaintPage, note: NoteRow | None) -> ChronologyRow:
    particulars = ". ".join(particulars_of(event, page.officers, page.may_name, page.own_words))
    words = "\n".join(one for one in (note.words if note else "", particulars) if one)
    point = next((one.words for one in page.points if one.key == getattr(event.body, "point", None)), "")
    recorded, happened = event.recorded_at, day_of(event.at)
    written = day_of(recorded)
    late = happened is not None and written is not None and (written - happened).days > LATE_ENTRY
    who = page.officers.get(event.by or "", "")
    return ChronologyRow(
        event.at,
        title_of(event, page.officers, page.may_name, page.own_words),
        words or point,
        who,
        recorded,
        late,
    )


def _of_note(note: NoteRow) -> ChronologyRow:
    what = "Conversation with the resident" if note.with_complainant else "Note"
    late = (note.written_at - note.happened_at).days > LATE_ENTRY
    return ChronologyRow(_as_known(note.happened_at), what, note.words, note.officer, note.written_at, late)


def _as_known(moment: datetime) -> date | datetime:
    """Midnight stands for a day whose hour nobody gave."""
    local = moment.astimezone(LONDON)
    return local.date() if local.time() == time.min else moment


def _in_order(row: ChronologyRow, received: date | datetime | None) -> tuple[date, datetime]:
    day = day_of(row.happened) or date.min
    if isinstance(row.happened, datetime):
        return day, row.happened
    # Of a day without its hour: when it was written down, if that was the same day, else the beginning.
    # Nothing comes before it was received.
    if row.recorded is not None and row.recorded.astimezone(LONDON).date() == day:
        return day, row.recorded
    if isinstance(received, datetime) and day_of(received) == day:
        return day, received
    return day, datetime.combine(day, time.min, LONDON)
