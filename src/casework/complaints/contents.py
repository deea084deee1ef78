"""What a complaint holds: its points, notes, promises and documents."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from casework.complaints import search, uploads
from casework.complaints.models import Document, Note, Point
from casework.complaints.opening import PointWords
from casework.complaints.record import Opened, Recorded, act, locked, opened, record_on
from casework.complaints.words import write_note
from casework.complaints.writing import Said, When, apply, do, moment
from casework.journal.log_events import LogEvent
from casework.journal.logs import log
from casework.people.models import Officer
from putright.cases import CaseError, verbs
from putright.cases.arranged import IncidentOpened
from putright.cases.events import Promised
from putright.vocabulary import IncidentKind

# Two clicks on one button, or a page sent again, and not a second note of the same words.
MOMENTS_AGO = timedelta(minutes=10)


def add_point(
    reference: str,
    point: PointWords,
    *,
    at: When,
    midway: bool,
    by: Officer,
    now: datetime,
    seen_version: int,
) -> Recorded:
    """Agree one more point. `midway`: it came up after the definition and was included because it is related."""
    with transaction.atomic(durable=True):
        held = opened(reference, seen_version=seen_version)
        complaint = held.complaint
        key = str(Point.objects.filter(complaint=complaint).count() + 1)
        Point.objects.create(complaint=complaint, key=key, words=point.words, sought=point.sought)
        recorded = record_on(
            held,
            act(
                verbs.agree_point, point=key, at=at, responsibility=point.responsibility,
                outcome_sought=bool(point.sought), added_midway="included" if midway else None,
            ),
            by=by, now=now,
        )  # fmt: skip
        search.add(complaint.pk, f"{point.words}\n{point.sought}")
    return recorded


def withdraw_point(
    reference: str, key: str, *, at: When, by: Officer, now: datetime, seen_version: int
) -> Recorded:
    """Record that the complainant no longer pursues a point."""
    return do(
        reference,
        act(verbs.withdraw_point, point=key, at=at),
        at=at,
        by=by,
        now=now,
        seen_version=seen_version,
    )


def add_note(
    reference: str, words: str, *, happened_at: datetime, channel: str = "", with_complainant: bool,
    new_date: date | None = None, by: Officer, now: datetime, seen_version: int | None = None,
) -> Recorded | None:  # fmt: skip
    """Keep a note. One of a conversation with the complainant is an update too, and its event is returned.

    new_date  the date the complainant was given for the next step, if one was.
    """
    if with_complainant:
        said = Said(words, "contact", into="note", channel=channel, with_complainant=True)
        telling = act(verbs.update, at=happened_at, new_date=new_date)
        return do(reference, telling, said, at=happened_at, by=by, now=now, seen_version=seen_version)
    with transaction.atomic(durable=True):
        complaint = locked(reference)
        same = Note.objects.filter(complaint=complaint, officer=by, about="note", words=words)
        if same.filter(written_at__gt=now - MOMENTS_AGO).exists():
            raise CaseError("this note is kept already: you wrote the same words a moment ago")
        write_note(
            complaint, words, about="note", by=by, happened_at=happened_at, written_at=now, channel=channel
        )
        search.add(complaint.pk, words)
    return None


def promise(
    reference: str,
    words: str,
    *,
    what: str,
    due: date | None,
    at: When,
    owner: Officer | None = None,
    by: Officer,
    now: datetime,
    seen_version: int,
) -> Recorded:
    """Record something promised to the resident. `due` None: it holds until it is lifted, such as no contact.

    owner  who keeps it; None = whoever handles the complaint.
    """
    with transaction.atomic(durable=True):
        held = opened(reference, seen_version=seen_version)
        complaint = held.complaint
        note = write_note(
            complaint,
            words,
            about="promise",
            by=by,
            happened_at=moment(at),
            written_at=now,
            stage=complaint.stage,
        )
        keeper = None if owner is None else str(owner.pk)
        promising = act(verbs.promise, promise=str(note.pk), what=what, due=due, at=at, owner=keeper)
        recorded = record_on(held, promising, by=by, now=now)
        search.add(complaint.pk, words)
    return recorded


def end_promise(
    reference: str,
    key: str,
    *,
    how: str,
    at: When,
    words: str = "",
    by: Officer,
    now: datetime,
    seen_version: int,
) -> Recorded:
    """Record that a promise was `kept`, `broken` or `renegotiated`.

    A promise that nobody makes contact is no contact rule: broken, it opens an incident.
    """
    with transaction.atomic(durable=True):
        held = opened(reference, seen_version=seen_version)
        ending = act(verbs.end_promise, promise=key, how=how, at=at)
        if how != "broken" or not _keeps_away(held, key):
            said = (Said(words, "note"),) if words else ()
            return apply(held, [ending], said, at=at, by=by, now=now, going_on="", gated=False)
        said_so = words.strip() or "Contact was made although it was promised that there would be none"
        note = write_note(
            held.complaint, said_so, about="incident", by=by, happened_at=moment(at), written_at=now,
            stage=held.complaint.stage,
        )  # fmt: skip
        owner = str(held.complaint.owner_id or by.pk)
        body = IncidentOpened(str(note.pk), IncidentKind.RESTRICTION_BROKEN, owner=owner)
        recorded = record_on(held, ending, act(verbs.arrange, body=body, at=at), by=by, now=now)
        search.add(held.complaint.pk, said_so)
    return recorded


def _keeps_away(held: Opened, key: str) -> bool:
    return any(
        isinstance(one.body, Promised) and one.body.promise == key and one.body.what == "no_contact"
        for one in held.events
    )


def add_document(
    reference: str,
    upload: UploadedFile[Any],
    *,
    what: str,
    dated_on: date | None,
    source: str,
    by: Officer,
    now: datetime,
) -> int:
    """Keep a document with the complaint and return its number.

    Raises UploadRefused for one that cannot be taken, or is kept with it already; nothing is kept then.
    """
    kept = uploads.keep(upload)
    try:
        with transaction.atomic(durable=True):
            complaint = locked(reference)
            before = Document.objects.filter(complaint=complaint, sha256=kept.sha256).first()
            if before is not None:
                raise uploads.UploadRefused(
                    f"“{kept.called}” is kept with this complaint already, as “{before.what or before.called}”."
                )
            document = Document.objects.create(
                complaint=complaint, called=kept.called, media_type=kept.media_type, size=kept.size, sha256=kept.sha256,
                stored_as=kept.stored_as, what=what, dated_on=dated_on, source=source, added_at=now, officer=by,
            )  # fmt: skip
    except BaseException:
        uploads.forget(kept)
        raise
    log(LogEvent.DOCUMENT_KEPT, complaint=complaint.pk, document=document.pk, officer=by.pk, size=kept.size)
    return document.pk
