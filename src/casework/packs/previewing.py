"""How a page will look and read with what is removed from it, before anything is frozen."""

from __future__ import annotations

import io

from casework.complaints.uploads import path_of
from casework.packs.models import PackItem, PackSheet
from casework.packs.reading import pages_of
from casework.packs.redacting import Redactor, StillThere, TextChanged
from casework.packs.sheets.pictures import left_out, painted, read_picture
from casework.packs.sheets.sheet import Sheet
from casework.packs.words import Shape


def preview(sheet: PackSheet, item: PackItem, redactor: Redactor) -> str | None:
    """The text of a page as it will be read; None where a marked line reads otherwise now."""
    if not sheet.text.strip():
        return None
    try:
        return redactor.sheet(item.pk, sheet.number, Sheet(sheet.text)).text
    except (TextChanged, StillThere):
        return None


def drawn(item: PackItem, number: int, redactor: Redactor) -> bytes:
    """A page as a picture, with black over what is removed. Raises CannotBeOpened, TextChanged."""
    if item.shape == Shape.PICTURE:
        sheet, picture = Sheet("", drawn=True, pictures=True), read_picture(path_of(item.stored_as))
    else:
        with pages_of(item) as pdf:
            sheet, picture = pdf.sheet(number), pdf.picture(number)
    cut = redactor.sheet(item.pk, number, sheet)
    seen = left_out(picture, cut.left_out) if cut.left_out else painted(picture, cut.over)
    seen.thumbnail((1100, 1100))
    made = io.BytesIO()
    seen.save(made, "JPEG", quality=70)
    return made.getvalue()
