"""The text of a document as it is read: a copied text, a saved page, a PDF, a Word file.

Spans of orders are offsets into this text. For a page it has a line for each block and each table cell, and the
numbers and bullets of lists are written out; for a PDF it is the text of its pages; for a Word file its
paragraphs and table cells in order.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from putright.decisions.reading import LONGEST_TEXT, read_text
from putright.decisions.types import Decision, NotADecision

if TYPE_CHECKING:
    from putright.calendars import WorkingDayCalendar

LARGEST_FILE = 50_000_000
"""The most bytes a document may have."""

_MOST_PAGES = 500
_MOST_UNPACKED = 200_000_000
_DEEPEST = 120
_BLOCKS = frozenset(
    """
    address article aside blockquote body br caption dd div dl dt fieldset figure footer form h1 h2 h3 h4 h5 h6
    header hr li main nav ol p pre section table tbody td tfoot th thead tr ul option label button
    """.split()  # noqa: SIM905
)
_SILENT = frozenset(["script", "style", "noscript", "template", "svg", "head", "iframe", "object"])
_HTML = re.compile(rb"<(?:!doctype html|html|head|body|div|p|h1|article|main)\b", re.IGNORECASE)


def read_file(path: Path | str, *, calendar: WorkingDayCalendar | None = None) -> Decision:
    """What the published decision in a file says: .txt, .html, .pdf or .docx.

    Raises  NotADecision when it is none, or cannot be opened as what it is; OSError when it cannot be read.
    """
    path = Path(path)
    with path.open("rb") as opened:
        data = opened.read(LARGEST_FILE + 1)
    return read_text(text_of(data, name=path.name), calendar=calendar)


def text_of(data: bytes, *, name: str) -> str:
    """The text of a document, from its bytes.

    name    what the file is called; its contents decide when they say otherwise.
    Raises  NotADecision when it cannot be opened, or the package that opens it is missing.
    """
    if len(data) > LARGEST_FILE:
        raise NotADecision(f"{name} has more than {LARGEST_FILE // 1_000_000} MB: give the decision alone")
    if data.startswith(b"%PDF") or b"%PDF-" in data[:1024]:
        return _pdf(data, name)
    if data.startswith(b"PK\x03\x04"):
        return _docx(data, name)
    if b"\x00" in data[:4096] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise NotADecision(f"{name} is no text, page, PDF or Word file: save the decision as one of these")
    text = _decoded(data)
    if name.lower().endswith((".html", ".htm", ".xhtml")) or _HTML.search(data[:2000]):
        return _html(text, name)
    return text


def _decoded(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        # What Windows saves when it is not asked for UTF-8.
        return data.decode("cp1252", errors="replace")


def _html(text: str, name: str) -> str:
    try:
        from lxml import etree  # type: ignore[import-untyped]
        from lxml import html as pages
    except ImportError:
        raise NotADecision(f"{name} is a page: {_needs('lxml')}") from None
    try:
        parser = pages.HTMLParser(encoding="utf-8", recover=True, huge_tree=False)
        tree = pages.document_fromstring(text.encode("utf-8", errors="replace"), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError):
        raise NotADecision(f"{name} cannot be read as a page: copy its text into a .txt file") from None
    pieces: list[str] = []
    _page(tree, pieces)
    # The indents of lists stay; they say what is listed under what.
    joined = re.sub(r"(?<=\S)[ \t\r\f\v\xa0]+", " ", "".join(pieces))
    return re.sub(r"(?:[ \t]*\n){3,}", "\n\n", joined).strip() + "\n"


def _page(tree: Any, pieces: list[str]) -> None:
    """Write out a page without recursion: pages of unknown depth come from outside."""
    # Each entry is an element still to be written, or words that follow one.
    waiting: list[Any] = [(tree, 0)]
    while waiting:
        entry = waiting.pop()
        if isinstance(entry, str):
            pieces.append(entry)
            continue
        element, depth = entry
        tag = element.tag if isinstance(element.tag, str) else ""
        if not tag or tag in _SILENT:
            continue
        block = tag in _BLOCKS
        if tag == "li":
            pieces.append("\n" + _listed(element, depth))
        elif block:
            pieces.append("\n" if tag == "br" else "\n\n")
        if element.text:
            pieces.append(re.sub(r"\s+", " ", element.text))
        after: list[Any] = []
        inner = depth + 1 if tag in {"ol", "ul"} else depth
        for child in element:
            after.append((child, min(inner, _DEEPEST)))
            if child.tail:
                after.append(re.sub(r"\s+", " ", child.tail))
        if block and tag != "br":
            after.append("\n")
        waiting.extend(reversed(after))


def _listed(element: Any, depth: int) -> str:
    parent = element.getparent()
    indent = "  " * max(1, depth)
    if parent is None or parent.tag != "ol":
        return f"{indent}• "
    own = element.get("value") or ""
    start = parent.get("start") or "1"
    first = int(start) if re.fullmatch(r"\d{1,4}", start) else 1
    number = (
        int(own)
        if re.fullmatch(r"\d{1,4}", own)
        else first + int(element.xpath("count(preceding-sibling::li)"))
    )
    kind = parent.get("type") or ""
    if kind in {"a", "A"} and 0 < number <= 26:
        return f"{indent}{chr((97 if kind == 'a' else 65) + number - 1)}. "
    return f"{indent}{number}. "


def _pdf(data: bytes, name: str) -> str:
    try:
        import pypdf
        from pypdf.errors import PyPdfError
    except ImportError:
        raise NotADecision(f"{name} is a PDF: {_needs('pypdf')}") from None
    try:
        reader = pypdf.PdfReader(io.BytesIO(data), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise NotADecision(f"{name} is locked with a password: save it without one")
        if len(reader.pages) > _MOST_PAGES:
            raise NotADecision(f"{name} has more than {_MOST_PAGES} pages: give the decision alone")
        pages: list[str] = []
        length = 0
        for page in reader.pages:
            pages.append(page.extract_text() or "")
            length += len(pages[-1])
            if length > LONGEST_TEXT:
                raise NotADecision(f"{name} holds far more text than a decision: give the decision alone")
    except NotADecision:
        raise
    except (PyPdfError, ValueError, LookupError, TypeError, AttributeError, ArithmeticError, OSError, RecursionError,
            NotImplementedError, struct.error, zlib.error, AssertionError, ImportError):  # fmt: skip
        # What a damaged PDF raises is not listed anywhere.
        raise NotADecision(
            f"{name} is damaged, or no PDF: save it again, or copy its text into a .txt file"
        ) from None
    text = "\n".join(_without_page_numbers(page) for page in pages)
    if not text.strip():
        raise NotADecision(f"{name} has pictures of pages and no text: use the page of the decision instead")
    return text


def _without_page_numbers(page: str) -> str:
    """A page without the number and the running title that stand at its foot or head alone."""
    lines = page.rstrip().splitlines()
    while lines and re.fullmatch(
        r"\s*(?:Page )?\d{1,3}(?: (?:of|/) \d{1,3})?\s*|\s*Final decision\s*\d*\s*", lines[-1]
    ):
        lines.pop()
    return "\n".join(lines)


def _docx(data: bytes, name: str) -> str:
    try:
        import docx
        from docx.opc.exceptions import OpcError
        from lxml import etree
    except ImportError:
        raise NotADecision(f"{name} is a Word file: {_needs('python-docx')}") from None
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            if sum(one.file_size for one in packed.infolist()) > _MOST_UNPACKED:
                raise NotADecision(f"{name} unpacks to far more than a decision: give the decision alone")
        document = docx.Document(io.BytesIO(data))
        text = "\n".join(_word_lines(document)) + "\n"
    except NotADecision:
        raise
    except (OpcError, etree.LxmlError, zipfile.BadZipFile, zlib.error, KeyError, ValueError, AttributeError, OSError,
            TypeError, NotImplementedError, RuntimeError, EOFError):  # fmt: skip
        raise NotADecision(f"{name} is damaged, or no Word file: save it again as .docx") from None
    return text


def _word_lines(document: Any) -> Iterator[str]:
    counts: dict[tuple[str, int], int] = {}
    for block in document.iter_inner_content():
        if hasattr(block, "rows"):
            for row in block.rows:
                for cell in row.cells:
                    yield from (_word_line(paragraph, counts) for paragraph in cell.paragraphs)
        else:
            yield _word_line(block, counts)


def _word_line(paragraph: Any, counts: dict[tuple[str, int], int]) -> str:
    """A paragraph with the marker its list gives it; Word keeps numbers beside the text."""
    text: str = paragraph.text
    style = (paragraph.style.name if paragraph.style is not None else "") or ""
    numbering = paragraph._p.pPr.numPr if paragraph._p.pPr is not None else None
    if numbering is None and not style.startswith("List"):
        return text
    level = int(numbering.ilvl.val) if numbering is not None and numbering.ilvl is not None else 0
    indent = "  " * (level + 1)
    if "Bullet" in style:
        return f"{indent}• {text}"
    key = (
        str(numbering.numId.val) if numbering is not None and numbering.numId is not None else style,
        level,
    )
    counts[key] = counts.get(key, 0) + 1
    for other in [one for one in counts if one[0] == key[0] and one[1] > level]:
        del counts[other]
    return f"{indent}{counts[key]}. {text}"


def _needs(package: str) -> str:
    return (
        f"to read it, install {package} (pip install putright[documents]), or copy its text into a .txt file"
    )
