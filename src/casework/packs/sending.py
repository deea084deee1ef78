"""Sending a frozen pack: which version, to whom, how and when, on record. It may be the answer to an enquiry."""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass
from datetime import datetime

from casework.complaints import search
from casework.complaints.foresight import Held
from casework.complaints.models import Document
from casework.complaints.uploads import path_of
from casework.journal.log_events import LogEvent
from casework.journal.logs import log
from casework.letters.rendering import letter_filename
from casework.ombudsman.enquiries import unanswered
from casework.ombudsman.working import AtCase, at_case, follow, own_breach
from casework.packs.models import Pack, PackSend
from casework.packs.opening import opened
from casework.packs.words import PackState, SentHow
from casework.people.models import Officer
from putright.calendars import in_london
from putright.cases import Breach, CaseError
from putright.cases.referred import EnquiryMoved
from putright.vocabulary import EnquiryStep, OmbudsmanBody


@dataclass(frozen=True, slots=True)
class Sending:
    """How a pack goes. `enquiry`: the key of what it answers; empty = it answers nothing."""

    how: SentHow
    to: str
    sent_at: datetime
    words: str = ""
    enquiry: str = ""


def send_pack(number: int, sending: Sending, *, by: Officer, now: datetime, going_on: str = "") -> PackSend:
    """Record that a frozen pack was sent. One transaction: the send, its document, and the answer on the record.

    Held while a question has no agreed answer or a record is missing without a reason. Raises Held, CaseError.
    """
    pack = opened(number, by)
    if pack.state != PackState.FROZEN:
        raise CaseError("freeze the pack first: only what does not change any more is sent")
    if sending.sent_at > now:
        raise CaseError("it cannot have been sent later than now: enter the day and time it went")
    if pack.frozen_at is not None and sending.sent_at < pack.frozen_at.replace(second=0, microsecond=0):
        raise CaseError("it cannot have been sent before it was frozen: enter the day and time it went")
    at = sending.sent_at
    with at_case(pack.case_id, at=at, by=by, now=now, seen_version=None, going_on=going_on) as one:
        document = _document(pack, one, by, now)
        ours = open_of(pack)
        if sending.enquiry:
            one.enquiry(sending.enquiry)
            note = one.held.keep(_said(pack, sending), "enquiry")
            body = EnquiryMoved(sending.enquiry, EnquiryStep.ANSWERED, note=note, document=str(document.pk))
            one.held.record(follow(body, at), ours=[*ours, *unanswered(one, sending.enquiry)], gated=True)
        else:
            _tell(pack, sending, one, ours)
        sent = PackSend.objects.create(
            pack=pack, how=sending.how, to=sending.to.strip(), sent_at=at, words=sending.words.strip(),
            going_on=going_on.strip() if ours else "", enquiry=sending.enquiry, sha256=pack.bundle_sha256,
            officer=by, recorded_at=now,
        )  # fmt: skip
    log(LogEvent.PACK_SENT, pack=pack.pk, send=sent.pk, officer=by.pk)
    return sent


def _tell(pack: Pack, sending: Sending, one: AtCase, ours: list[Breach]) -> None:
    """A pack that answers nothing moves nothing: a note in the chronology tells of it. Raises Held."""
    if ours and not one.held.going_on.strip():
        raise Held(tuple(ours))
    one.held.keep(_said(pack, sending), "note")
    search.add(pack.complaint_id, _said(pack, sending))


def open_of(pack: Pack) -> list[Breach]:
    """What was open when the pack was frozen: it is in the pack, so the Ombudsman reads it too."""
    told = pack.told
    return [
        *(own_breach("questions-answered", one) for one in told.get("open", ())),
        *(own_breach("records-kept", one) for one in told.get("records", ())),
    ]


def file_name(pack: Pack, reference: str, suffix: str) -> str:
    """What the file of a frozen pack is called: the reference, the version and the day; nobody's name."""
    assert pack.frozen_at is not None
    day = in_london(pack.frozen_at).date()
    return letter_filename(reference, kind=f"case-file-{pack.number}", dated_on=day, suffix=suffix)


def _document(pack: Pack, one: AtCase, by: Officer, now: datetime) -> Document:
    """The pack as a document of the complaint: the same file under a name of its own. Sent twice, it is kept once."""
    kept = Document.objects.filter(complaint=pack.complaint_id, sha256=pack.pdf_sha256).first()
    if kept is not None:
        return kept
    name, path = secrets.token_hex(16), path_of(pack.pdf)
    path_of(name).parent.mkdir(parents=True, exist_ok=True)
    os.link(path, path_of(name))
    frozen_on = in_london(pack.frozen_at or now).date()
    return Document.objects.create(
        complaint_id=pack.complaint_id, media_type="application/pdf", size=path.stat().st_size, stored_as=name,
        called=file_name(pack, one.held.complaint.reference, "pdf"),
        sha256=pack.pdf_sha256, what=f"Case file for the Ombudsman, version {pack.number}", dated_on=frozen_on,
        source="This service", scanned="made here", added_at=now, officer=by,
    )  # fmt: skip


def _said(pack: Pack, sending: Sending) -> str:
    body = OmbudsmanBody(pack.case.body).label
    said = (
        f"Case file, version {pack.number}, sent to {sending.to.strip() or body}: {sending.how.label.lower()}. "
        f"Its hash (SHA-256) is {pack.bundle_sha256}."
    )
    return f"{said}\n{sending.words.strip()}".strip()
