"""The files of a letter: rendered once from the frozen version, kept under random names, never made anew."""

from __future__ import annotations

import hashlib
import os
import secrets
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from casework.complaints.uploads import path_of
from casework.letters.making import IN_THE_LAYOUT, Made
from casework.letters.models import LetterVersion
from casework.letters.rendering import Passage, Printable, render_docx, render_pdf


def printable(title: str, blocks: Sequence[Mapping[str, Any]], layout: Mapping[str, Any]) -> Printable:
    """The letter as it is set, from what a version keeps. What the layout prints is left out of the text."""
    return Printable(
        organisation=layout["organisation"],
        recipient=tuple(layout["recipient"]),
        reference=layout["reference"],
        dated_on=date.fromisoformat(layout["dated_on"]),
        title=title,
        passages=tuple(
            Passage(one["heading"], one["text"]) for one in blocks if one["key"] not in IN_THE_LAYOUT
        ),
        language=layout["language"],
        address=tuple(layout["address"]),
        telephone=layout["telephone"],
        sign_off_name=layout["sign_off_name"],
        sign_off_role=layout["sign_off_role"],
        colour=layout["colour"],
        large_print=layout["large_print"],
    )


def printable_of(version: LetterVersion) -> Printable:
    """The version as it is set."""
    return printable(version.title, version.blocks, version.layout)


def preview(made: Made) -> bytes:
    """The PDF of a letter as it would be sent now; kept nowhere."""
    return render_pdf(printable(made.layout["title"], made.blocks, made.layout))


def ensure_files(version: LetterVersion) -> None:
    """Make the PDF and the DOCX of the version unless they are there. Two processes that both do keep one pair.

    Raises  what the rendering raises when the letter cannot be set; nothing is kept then.
    """
    if version.pdf and version.docx:
        return
    content = printable_of(version)
    pdf, docx = render_pdf(content), render_docx(content)
    kept = {"pdf": _kept(pdf), "docx": _kept(docx)}
    fields = {
        "pdf": kept["pdf"], "pdf_sha256": hashlib.sha256(pdf).hexdigest(),
        "docx": kept["docx"], "docx_sha256": hashlib.sha256(docx).hexdigest(),
    }  # fmt: skip
    if LetterVersion.objects.filter(pk=version.pk, pdf="").update(**fields):
        for name, value in fields.items():
            setattr(version, name, value)
        return
    for name in kept.values():
        path_of(name).unlink(missing_ok=True)
    version.refresh_from_db()


def file_of(version: LetterVersion, kind: str) -> bytes:
    """The file as it was kept, its hash checked. Raises FileNotFoundError when there is none, or another one."""
    name = version.pdf if kind == "pdf" else version.docx
    if not name:
        raise FileNotFoundError(f"letter version {version.pk} has no {kind} yet")
    content = path_of(name).read_bytes()
    if hashlib.sha256(content).hexdigest() != (version.pdf_sha256 if kind == "pdf" else version.docx_sha256):
        raise FileNotFoundError(f"the {kind} of letter version {version.pk} is not the one that was kept")
    return content


def _kept(content: bytes) -> str:
    name = secrets.token_hex(16)
    path = path_of(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as stored:
        stored.write(content)
        stored.flush()
        os.fsync(stored.fileno())
    return name
