"""A letter as PDF/UA-1: tagged, with its language and title, the same bytes for the same letter."""

import json
import re
from datetime import UTC, datetime, time
from functools import lru_cache
from pathlib import Path
from typing import Any

import typst

from casework.letters.rendering import typeface
from casework.letters.rendering.blocks import (
    Bullets,
    Element,
    Heading,
    Line,
    Lines,
    Paragraph,
    content,
    one_line,
)
from casework.letters.rendering.labels import LABELS
from casework.letters.rendering.printable import Printable

TEMPLATE = Path(__file__).with_name("letter.typ")
# A word longer than a line would run off the page: longer ones may be broken after every so many characters.
_LONGEST_WORD = 30
_LONGEST_WORD_IN_TABLE = 20
_LENGTH_OF_PIECE = 10


def render_pdf(printable: Printable) -> bytes:
    """The letter as PDF/UA-1.

    What is written reaches the compiler as data, never as source, so that nothing in it can be an instruction.
    No package and no file but the template and the typeface is read.
    Raises  typst.TypstError where the result would not conform to PDF/UA-1.
    """
    made_at = datetime.combine(printable.dated_on, time(12), UTC)
    return typst.compile(
        str(TEMPLATE),
        root=str(TEMPLATE.parent),
        font_paths=_fonts(),
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={"letter": json.dumps(_data(printable))},
        pdf_standards="ua-1",
        # Packages are looked for where there are only typefaces.
        package_path=str(typeface.FOLDER),
        package_cache_path=str(typeface.FOLDER),
        timestamp=int(made_at.timestamp()),
    )


@lru_cache(maxsize=1)
def _fonts() -> typst.Fonts:
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(typeface.FOLDER)]
    )


def _data(printable: Printable) -> dict[str, Any]:
    labels = LABELS[printable.language]
    return {
        "language": printable.language,
        "family": typeface.FAMILY,
        "points": printable.points,
        "colour": printable.colour,
        "ink": printable.ink,
        "dated_on": [printable.dated_on.year, printable.dated_on.month, printable.dated_on.day],
        "organisation": _set(printable.organisation),
        "recipient": [_set(line) for line in printable.recipient if line.strip()],
        "address": [_set(line) for line in printable.address if line.strip()],
        "facts": [
            [label, _set(words)]
            for label, words in (
                (labels.telephone, printable.telephone),
                (labels.reference, printable.reference),
                (labels.dated, labels.day(printable.dated_on)),
            )
            if words
        ],
        "elements": [_element(element) for element in content(printable)],
        "closing": _set(printable.closing or labels.closing),
        "sign_off": [
            _set(words) for words in (printable.sign_off_name, printable.sign_off_role) if words.strip()
        ],
        "footer": _set(printable.footer),
        "page": labels.page,
    }


def _element(element: Element) -> dict[str, Any]:
    if isinstance(element, Heading):
        return {"kind": "heading", "level": element.level, "text": _set(element.text)}
    if isinstance(element, Paragraph):
        return {"kind": "paragraph", "lines": _lines(element.lines)}
    if isinstance(element, Bullets):
        return {"kind": "bullets", "rows": [_lines(row) for row in element.rows]}
    return {
        "kind": "table",
        "header": [_line(cell, longest=_LONGEST_WORD_IN_TABLE) for cell in element.header],
        "rows": [[_line(cell, longest=_LONGEST_WORD_IN_TABLE) for cell in row] for row in element.rows],
    }


def _lines(lines: Lines) -> list[list[dict[str, Any]]]:
    return [_line(line) for line in lines]


def _line(line: Line, *, longest: int = _LONGEST_WORD) -> list[dict[str, Any]]:
    return [{"text": _breakable(typeface.settable(span.text), longest), "bold": span.bold} for span in line]


def _set(words: str) -> str:
    return _breakable(typeface.settable(one_line(words)), _LONGEST_WORD)


def _breakable(text: str, longest: int) -> str:
    """The text with places to break (zero width spaces) in words that may not fit a line."""
    return re.sub(
        rf"\S{{{longest},}}",
        lambda word: "\u200b".join(
            word[0][at : at + _LENGTH_OF_PIECE] for at in range(0, len(word[0]), _LENGTH_OF_PIECE)
        ),
        text,
    )
