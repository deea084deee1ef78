"""The things that could be in a pack, and the choice each begins with: nothing is left out without a reason."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from casework.complaints.models import Document
from casework.complaints.queries import ComplaintPage, NoteRow
from casework.letters.models import Letter
from casework.letters.words import LetterState
from casework.ombudsman.models import EnquiryPaper
from casework.packs.codes import codes
from casework.packs.models import Pack, PolicyDocument
from casework.packs.words import ItemKind
from casework.screens.dates import day_of, plain_day, plain_moment
from putright.vocabulary import LetterKind

CORRESPONDENCE, POLICIES, RECORDS = 4, 5, 6
"""The parts of a pack in which things stand."""
SAID = {"contact": "Conversation", "note": "Note", "incident": "Incident", "reason": "Reason given"}
"""Notes that are things of their own; the words of what is followed stand in the chronology and in their own part."""


@dataclass(frozen=True, slots=True)
class Thing:
    """Something that could be in a pack. `left_out`: the code of why it begins outside; empty = it begins in."""

    kind: ItemKind
    source: int
    part: int
    title: str
    told: str
    dated_on: date | None
    media_type: str = ""
    called: str = ""
    stored_as: str = ""
    sha256: str = ""
    left_out: str = ""
    words: str = ""


def things_of(page: ComplaintPage, *, body: str, organisation_id: int, today: date) -> tuple[Thing, ...]:
    """Everything that could be in the pack of a complaint, in the order it would stand. Five statements."""
    found = [
        *_letters(page),
        *_notes(page, body),
        *_documents(page),
        *_policies(page, organisation_id, today),
    ]
    return tuple(sorted(found, key=lambda one: (one.part, one.dated_on or date.min, one.kind, one.source)))


def _letters(page: ComplaintPage) -> Iterator[Thing]:
    rows = Letter.objects.filter(complaint=page.complaint_id, state=LetterState.SENT)
    for one in rows.select_related("sent_version"):
        version = one.sent_version
        if version is None or one.sent_at is None:
            continue
        kind, day = LetterKind(one.kind).label, date.fromisoformat(version.layout["dated_on"])
        yield Thing(
            ItemKind.LETTER, one.pk, CORRESPONDENCE, f"{kind}, {plain_day(day)}",
            f"As sent {plain_moment(one.sent_at)}.", day, "application/pdf", "", version.pdf, version.pdf_sha256,
        )  # fmt: skip


def _notes(page: ComplaintPage, body: str) -> Iterator[Thing]:
    whole_file = body in codes().whole_file
    for one in page.notes:
        if one.about not in SAID:
            continue
        internal = not one.with_complainant and one.about != "contact"
        yield Thing(
            ItemKind.NOTE, one.id, CORRESPONDENCE, _note_title(one), _note_told(one), day_of(one.happened_at),
            left_out="not_asked_for" if internal and not whole_file else "",
        )  # fmt: skip


def _note_title(note: NoteRow) -> str:
    how = f" ({note.channel.replace('_', ' ')})" if note.channel else ""
    what = "Conversation with the complainant" if note.with_complainant else SAID[note.about]
    return f"{what}{how}, {plain_day(note.happened_at)}"


def _note_told(note: NoteRow) -> str:
    late = (note.written_at - note.happened_at).days
    told = f"{plain_moment(note.happened_at)}. Written by {note.officer or 'nobody we know'}"
    return f"{told}, {late} days later." if late > 0 else f"{told} the same day."


def _documents(page: ComplaintPage) -> Iterator[Thing]:
    packs = set(Pack.objects.filter(complaint=page.complaint_id).values_list("bundle_sha256", flat=True))
    packs |= set(Pack.objects.filter(complaint=page.complaint_id).values_list("pdf_sha256", flat=True))
    theirs = set(
        EnquiryPaper.objects.filter(case__complaint=page.complaint_id, document__isnull=False).values_list(
            "document_id", flat=True
        )
    )
    for one in Document.objects.filter(complaint=page.complaint_id):
        sent_before = "sent_before" if one.sha256 in packs or one.pk in theirs else ""
        words = "An earlier pack." if one.sha256 in packs else "Its own letter." if one.pk in theirs else ""
        yield Thing(
            ItemKind.DOCUMENT, one.pk, part_of(one.what, one.called, one.source), one.what or one.called,
            _document_told(one), one.dated_on, one.media_type, one.called, one.stored_as, one.sha256,
            sent_before, words,
        )  # fmt: skip


def _document_told(document: Document) -> str:
    dated = f"dated {plain_day(document.dated_on)}" if document.dated_on else "without a date"
    source = f" From {document.source}." if document.source else ""
    return f"“{document.called}”, {dated}, kept {plain_day(document.added_at)}.{source}"


def part_of(*told: str) -> int:
    """The part a document begins in: records of the service apart from what was written about the complaint."""
    words = next(one.words for one in codes().records if one.key == "service")
    said = " ".join(told).casefold()
    return RECORDS if any(one in said for one in words) else CORRESPONDENCE


def _policies(page: ComplaintPage, organisation_id: int, today: date) -> Iterator[Thing]:
    first, last = days_of(page, today)
    rows = PolicyDocument.objects.filter(
        Q(valid_to=None) | Q(valid_to__gte=first), organisation=organisation_id, valid_from__lte=last,
        procedure__in=["", page.procedure.key.split("/")[0]],
    )  # fmt: skip
    for one in rows:
        until = f" to {plain_day(one.valid_to)}" if one.valid_to else " on"
        yield Thing(
            ItemKind.POLICY, one.pk, POLICIES, one.title, f"In force from {plain_day(one.valid_from)}{until}.",
            one.valid_from, one.media_type, one.called, one.stored_as, one.sha256,
        )  # fmt: skip


def days_of(page: ComplaintPage, today: date) -> tuple[date, date]:
    """The first and the last day of what a complaint is about, as far as the record knows them."""
    days = [day_of(one.at) for one in page.case.standing if isinstance(one.at, date | datetime)]
    days += _documented(page.documents)
    return (min(days, default=today), max([*days, today] if page.case.is_open else days, default=today))


def _documented(documents: Iterable[object]) -> list[date]:
    return [one for document in documents if (one := getattr(document, "dated_on", None)) is not None]
