"""The text of files that are no pages: Word, OpenDocument, spreadsheets, e-mails and plain text, to be set anew.

They are opened as what they are, archives of XML; nothing in them is run, no entity is resolved, and no more of a
part is read than a limit. Comments, headers and footnotes are read too, so that nothing in a file is overlooked.
"""

from __future__ import annotations

import email
import zipfile
from collections.abc import Iterable, Iterator
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

from lxml import etree  # type: ignore[import-untyped]

from casework.packs.sheets.sheet import CannotBeOpened, Sheet

MOST_BYTES = 64 * 1024 * 1024
LINES_A_SHEET = 60
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_T = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_BESIDE = ("header", "footer", "footnotes", "endnotes", "comments")


def text_sheets(path: Path, called: str, media_type: str) -> tuple[Sheet, ...]:
    """The text of a file in sheets of some lines each. Raises CannotBeOpened."""
    try:
        lines = list(_lines(path, called, media_type))
    except (
        OSError,
        KeyError,
        ValueError,
        etree.XMLSyntaxError,
        zipfile.BadZipFile,
        NotImplementedError,
    ) as wrong:
        raise CannotBeOpened(str(wrong) if isinstance(wrong, CannotBeOpened) else "it is damaged") from wrong
    return in_sheets(lines)


def in_sheets(lines: list[str]) -> tuple[Sheet, ...]:
    """The lines in sheets: an empty text is one empty sheet."""
    return tuple(
        Sheet("\n".join(lines[at : at + LINES_A_SHEET])) for at in range(0, max(len(lines), 1), LINES_A_SHEET)
    )


def _lines(path: Path, called: str, media_type: str) -> Iterable[str]:
    if called.lower().endswith(".eml"):
        return _of_email(path)
    if media_type == "text/plain":
        return path.read_text(encoding="utf-8").replace("\r\n", "\n").split("\n")
    with zipfile.ZipFile(path) as archive:
        if "word/document.xml" in archive.namelist():
            return list(_of_word(archive))
        if "xl/workbook.xml" in archive.namelist():
            return list(_of_sheets(archive))
        return list(_of_opendocument(archive))


def _part(archive: zipfile.ZipFile, name: str) -> etree._Element:
    if archive.getinfo(name).file_size > MOST_BYTES:
        raise CannotBeOpened("it is too large to be set anew")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    with archive.open(name) as opened:
        return etree.fromstring(opened.read(MOST_BYTES + 1), parser)


def _of_word(archive: zipfile.ZipFile) -> Iterator[str]:
    yield from _paragraphs(_part(archive, "word/document.xml"))
    for name in sorted(archive.namelist()):
        stem = name.removeprefix("word/").removesuffix(".xml")
        kind = next((one for one in _BESIDE if stem.startswith(one)), None)
        if name.startswith("word/") and name.endswith(".xml") and kind and "/" not in stem:
            said = [one for one in _paragraphs(_part(archive, name)) if one.strip()]
            if said:
                yield f"[{kind}]"
                yield from said


def _paragraphs(root: etree._Element) -> Iterator[str]:
    """A line for each paragraph; a cell of a table is one too. What was struck out under review is not shown."""
    for paragraph in root.iter(f"{_W}p"):
        said = []
        for one in paragraph.iter(f"{_W}t", f"{_W}tab", f"{_W}br"):
            said.append(one.text or "" if one.tag == f"{_W}t" else " ")
        yield "".join(said)


def _of_sheets(archive: zipfile.ZipFile) -> Iterator[str]:
    shared: list[str] = []
    if "xl/sharedStrings.xml" in archive.namelist():
        root = _part(archive, "xl/sharedStrings.xml")
        shared = ["".join(one.text or "" for one in item.iter(f"{_S}t")) for item in root.iter(f"{_S}si")]
    for name in sorted(archive.namelist()):
        if name.startswith("xl/worksheets/") and name.endswith(".xml"):
            for row in _part(archive, name).iter(f"{_S}row"):
                cells = [_cell(one, shared) for one in row.iter(f"{_S}c")]
                yield " | ".join(cells)
        elif name.startswith("xl/comments"):
            yield "".join(one.text or "" for one in _part(archive, name).iter(f"{_S}t"))


def _cell(cell: etree._Element, shared: list[str]) -> str:
    value = cell.findtext(f"{_S}v") or ""
    if cell.get("t") == "s" and value.isdecimal():
        return shared[int(value)] if int(value) < len(shared) else ""
    return value or "".join(one.text or "" for one in cell.iter(f"{_S}t"))


def _of_opendocument(archive: zipfile.ZipFile) -> Iterator[str]:
    for name in ("content.xml", "styles.xml"):
        if name in archive.namelist():
            for one in _part(archive, name).iter(f"{_T}p", f"{_T}h"):
                yield "".join(str(part) for part in one.itertext())


def _of_email(path: Path) -> Iterator[str]:
    message = email.message_from_bytes(path.read_bytes(), policy=default)
    assert isinstance(message, EmailMessage)
    for name in ("From", "To", "Cc", "Date", "Subject"):
        if message[name]:
            yield f"{name}: {message[name]}"
    body = message.get_body(preferencelist=("plain", "html"))
    yield ""
    if body is not None:
        yield from str(body.get_content()).replace("\r\n", "\n").split("\n")
    for attached in message.iter_attachments():
        yield f"[attached, not shown: {attached.get_filename() or 'a file without a name'}]"
