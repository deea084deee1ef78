"""What a contractor writes: saved until it is sent, sent once. Nothing of the complaint is changed by it.

The reply is a paper beside the record until an officer has looked at it: nobody but an officer writes events.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from casework.complaints import uploads
from casework.journal.log_events import LogEvent
from casework.journal.logs import log
from casework.providers.models import Account, ProviderReply, ReplyFile, ReplyLink, ReplyPoint
from casework.providers.opening import LinkShut, open_or_say_why, shut_because
from putright.cases import CaseError

MOST_FILES = 20


class SavedMeanwhile(Exception):
    """Somebody else with the same link saved meanwhile. Nothing was written."""


@dataclass(frozen=True, slots=True)
class PointSaid:
    """What is said to one point."""

    point: str
    outcome: str
    reasons: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Said:
    """A reply as its form has it."""

    points: Sequence[PointSaid]
    putting_right: str
    still_to_do: str
    next_steps: str
    signed_by: str
    seen_version: int


def save_reply(
    link: ReplyLink, said: Said, *, account: Account | None = None, now: datetime, today: date
) -> None:
    """Keep the reply as it is, to go on with later. Raises LinkShut and SavedMeanwhile."""
    with transaction.atomic(durable=True):
        _write(link, said, "saved", account, now, today)


def send_reply(
    link: ReplyLink, said: Said, *, declared: bool, account: Account | None = None, now: datetime, today: date
) -> None:
    """Send the reply to us; the link is used up. What it lacks does not stop it: we look at it and send it back.

    Raises CaseError without a name, the declaration or a word to any point; LinkShut and SavedMeanwhile.
    """
    if not said.signed_by.strip():
        raise CaseError("say who sends the reply: enter your name and job")
    if not declared:
        raise CaseError("tick the declaration before you send the reply")
    if not any(one.outcome or one.reasons.strip() for one in said.points):
        raise CaseError("the reply says nothing to any point: answer at least one, or save it and come back")
    with transaction.atomic(durable=True):
        reply = _write(link, said, "sent", account, now, today)
        reply.sent_at = now
        reply.save(update_fields=["sent_at"])
    log(LogEvent.PROVIDER_REPLY_SENT, complaint=link.forwarding.complaint_id, link=link.pk)


def add_file(
    link: ReplyLink, upload: UploadedFile[Any], *, account: Account | None = None, now: datetime, today: date
) -> None:
    """Keep a file with the reply. Raises UploadRefused for one that cannot be taken, and LinkShut."""
    why = shut_because(link, today=today)
    if why is not None:
        raise LinkShut(why)
    kept = uploads.keep(upload)
    try:
        with transaction.atomic(durable=True):
            reply = _reply(link, "file", account, now, today)
            there = ReplyFile.objects.filter(reply=reply)
            if there.filter(sha256=kept.sha256).exists():
                raise uploads.UploadRefused(f"“{kept.called}” is with this reply already.")
            if there.count() >= MOST_FILES:
                raise uploads.UploadRefused(f"A reply takes {MOST_FILES} files. Put several into one PDF.")
            ReplyFile.objects.create(
                reply=reply, called=kept.called, media_type=kept.media_type, size=kept.size, sha256=kept.sha256,
                stored_as=kept.stored_as, added_at=now,
            )  # fmt: skip
    except BaseException:
        uploads.forget(kept)
        raise


def not_kept(link: ReplyLink, typed: Mapping[str, str]) -> tuple[str, ...]:
    """The passages typed into a form that was not taken, and that stand in no reply of this link: to be copied."""
    passages = [
        words.strip()
        for name, words in typed.items()
        if name.startswith("reasons-") or name in ("putting_right", "still_to_do", "next_steps")
    ]
    if not any(passages):
        return ()
    kept = {
        words
        for reply in ProviderReply.objects.filter(link=link).prefetch_related("points")
        for words in (
            reply.putting_right, reply.still_to_do, reply.next_steps, *(one.reasons for one in reply.points.all()),
        )
    }  # fmt: skip
    return tuple(one for one in passages if one and one not in {words.strip() for words in kept})


def _reply(link: ReplyLink, what: str, account: Account | None, now: datetime, today: date) -> ProviderReply:
    """The reply of this link, locked; made when it is not there yet."""
    # As it stands under the lock: another link, or a restriction, may have come since the page was opened.
    rows = ReplyLink.objects.select_for_update(of=("self",))
    link = rows.select_related("forwarding__complaint", "forwarding__contractor").get(pk=link.pk)
    why = shut_because(link, today=today)
    if why is not None:
        raise LinkShut(why)
    open_or_say_why(link, what, account=account, now=now, today=today)
    reply, _ = ProviderReply.objects.get_or_create(link=link, defaults={"saved_at": now})
    return reply


def _write(
    link: ReplyLink, said: Said, what: str, account: Account | None, now: datetime, today: date
) -> ProviderReply:
    reply = _reply(link, what, account, now, today)
    if reply.version != said.seen_version:
        raise SavedMeanwhile
    reply.putting_right, reply.still_to_do = said.putting_right, said.still_to_do
    reply.next_steps, reply.signed_by = said.next_steps, said.signed_by
    reply.version, reply.saved_at = reply.version + 1, now
    reply.save()
    for one in said.points:
        if one.point in link.points:
            ReplyPoint.objects.update_or_create(
                reply=reply, point=one.point,
                defaults={"outcome": one.outcome, "reasons": one.reasons, "remedy": one.remedy},
            )  # fmt: skip
    return reply
