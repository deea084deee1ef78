"""Taking a folder or a zip of published decisions into the library: a few at a time, each once, however often it runs."""

from __future__ import annotations

import hashlib
import stat
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from pathlib import Path

from django.db import transaction

from casework.journal.log_events import LogEvent
from casework.journal.logs import log
from casework.people.models import Organisation
from casework.precedents.models import PublishedDecision
from casework.precedents.reading import read_anyhow
from casework.precedents.shelving import Read, fill, shelve
from putright.decisions import LARGEST_FILE, NotADecision

AT_ONCE = 50
ENDINGS = (".txt", ".html", ".htm", ".xhtml", ".pdf", ".docx")
MOST_IN_A_ZIP = 100_000
MOST_UNPACKED = 20_000_000_000
_HIGHEST_RATIO = 300


class CannotBeImported(ValueError):
    """What was named is no folder, file or zip that can be opened; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Given:
    """One file to take in: where it is called so, and how to get its bytes."""

    name: str
    data: Callable[[], bytes]


@dataclass(slots=True)
class Imported:
    """What an import came to. refused: names of files with why. doubtful: taken in, with something to look at."""

    seen: int = 0
    added: int = 0
    known: int = 0
    doubtful: int = 0
    refused: list[tuple[str, str]] = field(default_factory=list)


def import_decisions(
    paths: Iterable[Path], *, organisation: Organisation | None, now: datetime,
    progress: Callable[[Imported], None] = lambda _: None,
) -> Imported:  # fmt: skip
    """Take in every decision under these paths. Stopped at any moment, it goes on where it was when run again.

    organisation  whose library; None = one that everybody who uses the service shares.
    Raises        CannotBeImported for a path that is nothing of the kind, before anything is taken in.
    """
    found = Imported()
    waiting: list[tuple[Given, str, str, Read]] = []
    for given in list_given(paths):
        found.seen += 1
        try:
            data = given.data()
            digest = hashlib.sha256(data).hexdigest()
            if _in_library(organisation, file_sha256=digest):
                found.known += 1
                continue
            waiting.append((given, digest, *read_anyhow(data, name=Path(given.name).name)))
        except (NotADecision, OSError, zipfile.BadZipFile, NotImplementedError, RuntimeError) as error:
            found.refused.append((given.name, str(error)))
        if len(waiting) >= AT_ONCE:
            _take_in(waiting, organisation, now=now, found=found)
            progress(found)
    _take_in(waiting, organisation, now=now, found=found)
    log(
        LogEvent.DECISIONS_IMPORTED, organisation=organisation.pk if organisation else None, added=found.added,
        known=found.known, refused=len(found.refused),
    )  # fmt: skip
    return found


def list_given(paths: Iterable[Path]) -> Iterator[Given]:
    """Every file under these paths that could be a decision, in a fixed order. Raises CannotBeImported at once."""
    paths = list(paths)
    for path in paths:
        _check(path)
    for path in paths:
        if path.is_dir():
            yield from (_of_disk(one) for one in sorted(path.rglob("*")) if _wanted(one))
        elif path.suffix.lower() == ".zip":
            yield from _in_zip(path)
        else:
            yield _of_disk(path)


def _check(path: Path) -> None:
    if not (path.is_dir() or _wanted(path) or (path.suffix.lower() == ".zip" and path.is_file())):
        raise CannotBeImported(
            f"{path} is no folder, no zip and no decision: give files as {', '.join(ENDINGS)}, a zip or a folder"
        )
    if path.suffix.lower() != ".zip" or path.is_dir():
        return
    try:
        with zipfile.ZipFile(path) as packed:
            entries = _entries(packed)
    except (zipfile.BadZipFile, OSError, NotImplementedError) as error:
        raise CannotBeImported(f"{path} cannot be opened as a zip: {error}") from error
    if len(entries) > MOST_IN_A_ZIP or sum(one.file_size for one in entries) > MOST_UNPACKED:
        raise CannotBeImported(f"{path} unpacks to more than can be taken in: give it in parts")


def _wanted(path: Path) -> bool:
    return path.suffix.lower() in ENDINGS and path.is_file()


def _of_disk(path: Path) -> Given:
    def data() -> bytes:
        with path.open("rb") as opened:
            return opened.read(LARGEST_FILE + 1)

    return Given(str(path), data)


def _in_zip(path: Path) -> Iterator[Given]:
    with zipfile.ZipFile(path) as packed:
        for one in _entries(packed):
            yield Given(f"{path.name}/{one.filename}", partial(_unpacked, packed, one))


def _entries(packed: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    return [one for one in packed.infolist() if one.filename.lower().endswith(ENDINGS)]


def _unpacked(packed: zipfile.ZipFile, one: zipfile.ZipInfo) -> bytes:
    """One entry of a zip, never more of it than is read of any file, whatever the zip says of its size."""
    if stat.S_ISLNK(one.external_attr >> 16):
        raise NotADecision("it is a link and no file")
    if one.file_size > max(one.compress_size, 1) * _HIGHEST_RATIO and one.file_size > 1_000_000:
        raise NotADecision("it unpacks to far more than a decision")
    with packed.open(one) as opened:
        return opened.read(LARGEST_FILE + 1)


def _take_in(
    waiting: list[tuple[Given, str, str, Read]], organisation: Organisation | None, *, now: datetime, found: Imported
) -> None:  # fmt: skip
    with transaction.atomic(durable=True):
        for given, digest, text, read in waiting:
            decision = PublishedDecision(
                organisation=organisation, source=given.name[-200:], file_sha256=digest, given_at=now
            )
            fill(decision, text, read)
            if _in_library(organisation, sha256=decision.sha256):
                found.known += 1
                continue
            shelve(decision, read)
            found.added += 1
            found.doubtful += bool(decision.doubts)
    waiting.clear()


def _in_library(organisation: Organisation | None, **like: str) -> bool:
    """Whether the library has it already; one of an organisation need not repeat what all share."""
    libraries = PublishedDecision.objects.filter(case=None, organisation=None, **like)
    if organisation is not None:
        libraries = libraries | PublishedDecision.objects.filter(case=None, organisation=organisation, **like)
    return libraries.exists()
