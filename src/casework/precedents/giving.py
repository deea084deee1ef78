"""Giving us a decision on a case: the file is kept, its text read at once or by the worker, nothing kept twice."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.db import transaction

from casework.complaints import uploads
from casework.complaints.models import Document
from casework.complaints.uploads import Kept, UploadRefused
from casework.journal.log_events import LogEvent
from casework.journal.logs import log
from casework.ombudsman.models import OmbudsmanCase
from casework.ombudsman.queries import seen_cases
from casework.people.models import Officer
from casework.precedents.models import PublishedDecision
from casework.precedents.reading import AT_ONCE, is_text, read_here
from casework.precedents.shelving import Read, fill, fingerprint, shelve
from casework.precedents.words import SHELVED, DecisionState
from putright.decisions import NotADecision

TAKEN = ("txt", "html", "htm", "pdf", "docx")
_PAGES = (".html", ".htm", ".xhtml")


class NoSuchCase(LookupError):
    """There is no such case of an Ombudsman, or this officer may not see it: the same answer for both."""


class NotLinked(ValueError):
    """The case is linked to no complaint yet, so that nothing could hold the decision."""


@dataclass(frozen=True, slots=True)
class DecisionGiven:
    """What became of a decision given to us. before: it was there already, and nothing was made."""

    number: int
    state: DecisionState
    before: bool = False


def give_decision(
    case_key: int, upload: UploadedFile[Any] | None, *, pasted: str = "", at_review: bool = False, by: Officer,
    now: datetime,
) -> DecisionGiven:  # fmt: skip
    """Keep a decision with its case and read it, now or in the worker.

    pasted     its text, where there is no file. at_review: it takes the place of the one before; both are kept.
    Raises     NoSuchCase, NotLinked, UploadRefused for a file that cannot be taken, NotADecision for a text that is
               none: nothing is kept then.
    """
    case = seen_case(case_key, by)
    if case.complaint_id is None:
        raise NotLinked("Link the case to a complaint first: the decision is kept with that.")
    file = _as_file(upload, pasted)
    data = _start_of(file)
    called = str(file.name)
    read: tuple[str, Read] | None = None
    if (file.size or 0) <= AT_ONCE and is_text(called, data):
        read = read_here(data, name=called)
        if (before := _known(case, sha256=fingerprint(read[0]))) is not None:
            return before
    with _kept(_safe(file, data, called)) as kept:
        return _record(case, kept, read, at_review=at_review, by=by, now=now)


def seen_case(case_key: int, by: Officer) -> OmbudsmanCase:
    """The case with this key, if the officer may see it. One statement. Raises NoSuchCase."""
    found = OmbudsmanCase.objects.filter(seen_cases(by), pk=case_key)
    case = found.select_related("complaint", "organisation").first()
    if case is None:
        raise NoSuchCase(case_key)
    return case


def _record(
    case: OmbudsmanCase, kept: Kept, read: tuple[str, Read] | None, *, at_review: bool, by: Officer, now: datetime
) -> DecisionGiven:  # fmt: skip
    with transaction.atomic(durable=True):
        # Two who give the same at once: the second waits here and finds the first.
        OmbudsmanCase.objects.select_for_update().get(pk=case.pk)
        if (before := _known(case, file_sha256=kept.sha256)) is not None:
            uploads.forget(kept)
            return before
        decision = PublishedDecision(
            organisation=case.organisation, case=case, document=_document(case, kept, by, now), source=kept.called,
            file_sha256=kept.sha256, at_review=at_review, amends=_before(case) if at_review else None, given_by=by,
            given_at=now,
        )  # fmt: skip
        if read is None:
            decision.save()
        else:
            fill(decision, *read)
            shelve(decision, read[1])
    log(LogEvent.DECISION_GIVEN, decision=decision.pk, case=case.pk, officer=by.pk, state=decision.state)
    return DecisionGiven(decision.pk, DecisionState(decision.state))


def _document(case: OmbudsmanCase, kept: Kept, by: Officer, now: datetime) -> Document:
    """The file among the documents of the complaint; the one that is there already, where it is."""
    same = Document.objects.filter(complaint=case.complaint, sha256=kept.sha256).first()
    if same is not None:
        uploads.forget(kept)
        return same
    assert case.complaint is not None  # asked before
    return Document.objects.create(
        complaint=case.complaint, called=kept.called, media_type=kept.media_type, size=kept.size, sha256=kept.sha256,
        stored_as=kept.stored_as, what="Decision of the Ombudsman", dated_on=None, source="The Ombudsman", added_at=now,
        officer=by,
    )  # fmt: skip


def _known(case: OmbudsmanCase, **like: str) -> DecisionGiven | None:
    found = PublishedDecision.objects.filter(case=case, **like).exclude(state=DecisionState.REFUSED).first()
    if found is None:
        return None
    return DecisionGiven(found.pk, DecisionState(found.state), before=True)


def _before(case: OmbudsmanCase) -> PublishedDecision | None:
    found = PublishedDecision.objects.filter(case=case, state__in=SHELVED)
    return found.order_by("-given_at", "-pk").first()


def _as_file(upload: UploadedFile[Any] | None, pasted: str) -> UploadedFile[Any]:
    if upload is not None:
        ending = str(upload.name or "").rsplit(".", 1)[-1].lower()
        if ending not in TAKEN:
            raise UploadRefused(
                f"“{upload.name}” is not of a kind a decision can be read from. "
                f"Save it as one of: {', '.join(TAKEN)}, or paste its text."
            )
        return upload
    return SimpleUploadedFile("decision.txt", pasted.encode("utf-8", errors="replace"), "text/plain")


def _start_of(file: UploadedFile[Any]) -> bytes:
    file.seek(0)
    data: bytes = file.read(AT_ONCE + 1)
    file.seek(0)
    return data


def _safe(file: UploadedFile[Any], data: bytes, called: str) -> UploadedFile[Any]:
    """A page is kept as plain text, so that no browser ever runs what somebody wrote into it."""
    if not called.lower().endswith(_PAGES) or data.startswith((b"%PDF", b"PK\x03\x04")):
        return file
    whole: bytes = file.read()
    file.seek(0)
    try:
        whole.decode("utf-8")
    except UnicodeDecodeError:
        whole = whole.decode("cp1252", errors="replace").encode("utf-8")
    return SimpleUploadedFile(f"{called}.txt", whole, "text/plain")


@contextmanager
def _kept(file: UploadedFile[Any]) -> Iterator[Kept]:
    """The file as it is stored; taken away again when nothing came of it."""
    kept = uploads.keep(file)
    try:
        yield kept
    except BaseException:
        uploads.forget(kept)
        raise


__all__ = ["DecisionGiven", "NoSuchCase", "NotADecision", "NotLinked", "give_decision", "seen_case"]
