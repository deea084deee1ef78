"""Reading the things of a pack, so that what they say can be looked through: in the worker, some pages at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from django.db import transaction

from casework.complaints.models import Note
from casework.complaints.uploads import path_of
from casework.letters.files import ensure_files
from casework.letters.models import Letter
from casework.packs.models import PackItem, PackSheet
from casework.packs.sheets.office import in_sheets, text_sheets
from casework.packs.sheets.pdf import Pdf, opened_pdf
from casework.packs.sheets.pictures import read_picture
from casework.packs.sheets.sheet import CannotBeOpened, Sheet
from casework.packs.words import ItemKind, Shape

PAGES_AT_ONCE = 20
_TEXT = (
    "text/plain", "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "application/vnd.oasis.opendocument.text",
)  # fmt: skip


def read_item(item: PackItem) -> bool:
    """Read the next pages of a thing; whether it is read to its end now. What cannot be opened says why."""
    try:
        return _read(item)
    except (CannotBeOpened, FileNotFoundError) as closed:
        item.shape = Shape.CLOSED
        item.problem = str(closed)[:200] if isinstance(closed, CannotBeOpened) else "its file is not there"
        item.save(update_fields=["shape", "problem"])
        return True


def sheets_of(item: PackItem) -> tuple[Sheet, ...]:
    """All sheets of a thing that is set anew from its text."""
    if item.kind == ItemKind.NOTE:
        words = Note.objects.values_list("words", flat=True).get(pk=item.source)
        return in_sheets(words.replace("\r\n", "\n").split("\n"))
    return text_sheets(path_of(item.stored_as), item.called, item.media_type)


@contextmanager
def pages_of(item: PackItem) -> Iterator[Pdf]:
    """The PDF of a thing. Raises CannotBeOpened."""
    with opened_pdf(path_of(item.stored_as)) as pdf:
        yield pdf


def _read(item: PackItem) -> bool:
    if item.kind == ItemKind.LETTER and not item.stored_as:
        _with_file(item)
    if item.media_type == "application/pdf":
        return _read_pages(item)
    if item.media_type.startswith("image/"):
        read_picture(path_of(item.stored_as)).close()
        return _keep(item, Shape.PICTURE, [Sheet("", drawn=True, pictures=True)])
    if item.kind == ItemKind.NOTE or item.media_type in _TEXT:
        return _keep(item, Shape.TEXT, sheets_of(item))
    item.shape, item.problem = Shape.FILE, "It is no text and no picture, and cannot be looked through."
    item.save(update_fields=["shape", "problem"])
    return True


def _with_file(item: PackItem) -> None:
    """A letter that was sent a moment ago may have no files yet."""
    version = Letter.objects.select_related("sent_version").get(pk=item.source).sent_version
    assert version is not None  # only letters that were sent are things of a pack
    ensure_files(version)
    item.stored_as, item.sha256 = version.pdf, version.pdf_sha256
    item.save(update_fields=["stored_as", "sha256"])


def _read_pages(item: PackItem) -> bool:
    with pages_of(item) as pdf:
        first, last = item.sheets + 1, min(item.sheets + PAGES_AT_ONCE, pdf.pages)
        found = [pdf.sheet(number) for number in range(first, last + 1)]
        whole = last >= pdf.pages
    _keep(item, Shape.PAGES if whole else None, found)
    return whole


def _keep(item: PackItem, shape: Shape | None, found: Sequence[Sheet]) -> bool:
    """Keep what was read. Its shape is known when it was read to the end."""
    with transaction.atomic():
        # A database takes no character without a code.
        PackSheet.objects.bulk_create(
            PackSheet(
                item=item,
                number=number,
                text=one.text.replace("\x00", ""),
                drawn=one.drawn,
                pictures=one.pictures,
            )
            for number, one in enumerate(found, start=item.sheets + 1)
        )
        item.sheets += len(found)
        item.shape = shape or ""
        item.save(update_fields=["shape", "sheets"])
    return True
