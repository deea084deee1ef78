"""Files people give us: trusted in nothing. What they are is read from their content."""

from __future__ import annotations

import hashlib
import os
import re
import secrets
import struct
import zipfile
from codecs import getincrementaldecoder
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")


class UploadRefused(ValueError):
    """The file cannot be taken; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A file as stored: under a random name, outside everything that is served."""

    stored_as: str
    media_type: str
    size: int
    sha256: str
    called: str


def _zip_holding(entry: str) -> Callable[[IO[Any]], bool]:
    def check(file: IO[Any]) -> bool:
        try:
            with zipfile.ZipFile(file) as archive:
                names = archive.namelist()
        except (zipfile.BadZipFile, NotImplementedError, ValueError, struct.error):
            # Damaged, or of a kind zipfile does not know: it says so in more than one way.
            return False
        if any(name.lower().endswith("vbaproject.bin") for name in names):
            raise UploadRefused(
                "The file contains macros. Save it without them, best as a PDF, and choose that."
            )
        return entry in names

    return check


def _is_text(file: IO[Any]) -> bool:
    file.seek(0)
    decoder = getincrementaldecoder("utf-8")()
    try:
        while chunk := file.read(65536):
            if _CONTROL.search(decoder.decode(chunk)):
                return False
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


# What we take: ending, media type, first bytes, and a look inside where the first bytes are shared by many.
TAKEN: tuple[tuple[str, str, bytes, Callable[[IO[bytes]], bool] | None], ...] = (
    ("pdf", "application/pdf", b"%PDF-", None),
    ("jpg", "image/jpeg", b"\xff\xd8\xff", None),
    ("jpeg", "image/jpeg", b"\xff\xd8\xff", None),
    ("png", "image/png", b"\x89PNG\r\n\x1a\n", None),
    (
        "docx",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        b"PK\x03\x04",
        _zip_holding("word/document.xml"),
    ),
    (
        "xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        b"PK\x03\x04",
        _zip_holding("xl/workbook.xml"),
    ),
    ("odt", "application/vnd.oasis.opendocument.text", b"PK\x03\x04", _zip_holding("content.xml")),
    ("txt", "text/plain", b"", _is_text),
    ("eml", "text/plain", b"", _is_text),
    ("mp3", "audio/mpeg", b"ID3", None),
)
ENDINGS = tuple(row[0] for row in TAKEN)


def keep(upload: UploadedFile[Any]) -> Kept:
    """Check a file and store it.

    Raises UploadRefused when it is empty, too large, of a kind we do not take, or not what its name says.
    """
    megabytes = settings.UPLOAD_LIMIT // (1024 * 1024)
    called = _shown_name(upload.name or "")
    if not upload.size:
        raise UploadRefused(f"“{called}” is empty. Choose the file again, or save it again first.")
    if upload.size > settings.UPLOAD_LIMIT:
        raise UploadRefused(
            f"“{called}” is larger than {megabytes} MB. Save it smaller or in parts, or ask for it on paper."
        )
    media_type = _media_type(upload, called)
    digest = hashlib.sha256()
    stored_as = secrets.token_hex(16)
    path = path_of(stored_as)
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as stored:
        for chunk in upload.chunks():
            digest.update(chunk)
            stored.write(chunk)
        stored.flush()
        os.fsync(stored.fileno())
    return Kept(stored_as, media_type, upload.size, digest.hexdigest(), called)


def path_of(stored_as: str) -> Path:
    """Where a stored file lies."""
    return Path(settings.DOCUMENTS) / stored_as[:2] / stored_as


def forget(kept: Kept) -> None:
    """Take a stored file away again, when what it belonged to was not recorded."""
    path_of(kept.stored_as).unlink(missing_ok=True)


def _shown_name(given: str) -> str:
    name = given.replace("\\", "/").rsplit("/", 1)[-1]
    name = "".join(one for one in name if one.isprintable()).strip()
    return name[-120:] or "a file without a name"


def _media_type(upload: UploadedFile[Any], called: str) -> str:
    ending = called.rsplit(".", 1)[-1].lower() if "." in called else ""
    row = next((row for row in TAKEN if row[0] == ending), None)
    if row is None:
        raise UploadRefused(
            f"“{called}” is not of a kind we can take. Save it as one of: {', '.join(ENDINGS)}; a PDF is best."
        )
    _, media_type, first_bytes, look_inside = row
    file = upload.file
    assert file is not None  # an upload without a file has no size and was refused above
    file.seek(0)
    fits = file.read(len(first_bytes)) == first_bytes and (look_inside is None or look_inside(file))
    file.seek(0)
    if not fits:
        raise UploadRefused(
            f"“{called}” is named .{ending} but its content is something else. Open it, save it as a PDF and choose that."
        )
    return media_type
