"""The pages of a PDF: what they say, where each character stands, and what they look like. One page at a time.

A file is opened by a reader that runs no script of it and follows no link. Notes and filled-in fields are made part
of the page first, so that their words can be found as well.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pypdfium2
import pypdfium2.raw as raw
from PIL import Image

from casework.packs.sheets.sheet import Box, CannotBeOpened, Sheet

DOTS_PER_INCH = 150
MOST_DOTS = 2400
"""The longest side of a picture of a page, so that a poster takes no more memory than a letter."""
MOST_PAGES = 5000
_FINE = 1_000_000
_HYPHENS = frozenset({0x02, 0xFFFE})


class Pdf:
    """An open PDF."""

    def __init__(self, document: pypdfium2.PdfDocument) -> None:
        self._document = document

    @property
    def pages(self) -> int:
        """How many pages it has."""
        return len(self._document)

    def sheet(self, number: int) -> Sheet:
        """What a page says, the first being 1."""
        with self._page(number) as page:
            return _read(page)

    def picture(self, number: int) -> Image.Image:
        """What a page looks like."""
        with self._page(number) as page:
            width, height = page.get_size()
            scale = min(DOTS_PER_INCH / 72, MOST_DOTS / max(width, height, 1.0))
            # What is drawn is what was read: notes and fields are in the page by now, or in neither.
            bitmap = page.render(
                scale=scale, fill_color=(255, 255, 255, 255), rev_byteorder=True, draw_annots=False,
                may_draw_forms=False,
            )  # fmt: skip
            try:
                picture: Image.Image = bitmap.to_pil().convert("RGB")
                return picture
            finally:
                bitmap.close()

    @contextmanager
    def _page(self, number: int) -> Iterator[pypdfium2.PdfPage]:
        try:
            page = self._document[number - 1]
        except (pypdfium2.PdfiumError, IndexError) as wrong:
            raise CannotBeOpened(f"page {number} cannot be read") from wrong
        if raw.FPDFPage_GetAnnotCount(page):
            flattened = raw.FPDFPage_Flatten(page, raw.FLAT_NORMALDISPLAY)
            page.close()
            if flattened == raw.FLATTEN_FAIL:
                raise CannotBeOpened(f"the notes or fields of page {number} cannot be read")
            page = self._document[number - 1]
        try:
            yield page
        finally:
            page.close()


@contextmanager
def opened_pdf(path: Path) -> Iterator[Pdf]:
    """The PDF at this path. Raises CannotBeOpened for one that is damaged, locked or of too many pages."""
    try:
        document = pypdfium2.PdfDocument(path)
    except (pypdfium2.PdfiumError, OSError) as wrong:
        locked = "password" in str(wrong).lower()
        raise CannotBeOpened("it is locked with a password" if locked else "it is damaged") from wrong
    try:
        if document.get_formtype():
            document.init_forms()
        if not 0 < len(document) <= MOST_PAGES:
            raise CannotBeOpened(f"it has {len(document)} pages; the most is {MOST_PAGES}")
        yield Pdf(document)
    finally:
        document.close()


def _read(page: pypdfium2.PdfPage) -> Sheet:
    across = _Across(page)
    characters: list[str] = []
    boxes: list[Box | None] = []
    textpage = page.get_textpage()
    try:
        for index in range(textpage.count_chars()):
            told = _character(raw.FPDFText_GetUnicode(textpage, index))
            if not told or (told == "\n" and characters[-1:] == ["\n"]):
                continue
            box = None if told.isspace() else across.box(textpage, index)
            for one in told:
                characters.append(one)
                boxes.append(box)
    finally:
        textpage.close()
    pictures = any(True for _ in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3))
    return Sheet("".join(characters), tuple(boxes), drawn=True, pictures=pictures)


def _character(code: int) -> str:
    """The character of this code: one line end for the two that a page has, a hyphen for one at the end of a line."""
    if code in (0x0D, 0x00):
        return ""
    if code in _HYPHENS:
        return "-"
    return "\n" if code == 0x0A else chr(code)


class _Across:
    """From the places of a page, however it is turned and cut, to shares of what is seen of it."""

    def __init__(self, page: pypdfium2.PdfPage) -> None:
        self._origin = self._seen(page, 0, 0)
        self._right = self._seen(page, 1000, 0)
        self._up = self._seen(page, 0, 1000)

    def box(self, textpage: pypdfium2.PdfTextPage, index: int) -> Box | None:
        """Where a character stands; None for one without a place."""
        left, bottom, right, top = textpage.get_charbox(index, loose=True)
        if right <= left and top <= bottom:
            return None
        corners = [self._share(x, y) for x in (left, right) for y in (bottom, top)]
        across, down = [x for x, _ in corners], [y for _, y in corners]
        return Box(min(across), min(down), max(across), max(down))

    def _share(self, x: float, y: float) -> tuple[float, float]:
        return (
            self._origin[0] + (self._right[0] - self._origin[0]) * x / 1000 + (self._up[0] - self._origin[0]) * y / 1000,
            self._origin[1] + (self._right[1] - self._origin[1]) * x / 1000 + (self._up[1] - self._origin[1]) * y / 1000,
        )  # fmt: skip

    @staticmethod
    def _seen(page: pypdfium2.PdfPage, x: float, y: float) -> tuple[float, float]:
        across, down = ctypes.c_int(), ctypes.c_int()
        raw.FPDF_PageToDevice(page, 0, 0, _FINE, _FINE, 0, x, y, across, down)
        return across.value / _FINE, down.value / _FINE
