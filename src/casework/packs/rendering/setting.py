"""What stands in a pack, ready to be set: words, tables, pages as pictures with their text. Nothing to look up."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from casework.letters.rendering import typeface
from casework.letters.rendering.blocks import clean

_LONGEST_WORD = 30
_LONGEST_IN_TABLE = 14
_PIECE = 8


@dataclass(frozen=True, slots=True)
class Ref:
    """A thing of the pack that is named with the page it stands on. `page`: a page of its own; None = its first."""

    item: str
    page: int | None = None


Cell = str | tuple[str | Ref, ...]
"""What stands in a cell: words, or words and references one after another."""


@dataclass(frozen=True, slots=True)
class TableSet:
    """A table with a row of headings. `widths`: shares of the width, one a column; `empty`: what is said without rows."""

    header: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[int, ...] = ()
    empty: str = "Nothing."
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A page shown as a picture: the name of its file, its shape, and the text behind it, a line each with its place.

    lines  (text, left, top, width, height), all but the text in shares of the page.
    """

    image: str
    ratio: float
    alt: str
    lines: tuple[tuple[str, float, float, float, float], ...]


@dataclass(frozen=True, slots=True)
class ItemSet:
    """A thing of the pack: its heading, what is told of it, and its pages or its text."""

    key: str
    title: str
    told: tuple[str, ...]
    pages: tuple[Drawn, ...] = ()
    text: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PartSet:
    """One part: paragraphs and tables, then the things that stand in it."""

    title: str
    blocks: tuple[str | TableSet, ...] = ()
    items: tuple[ItemSet, ...] = ()


@dataclass(frozen=True, slots=True)
class PackSet:
    """A pack, or one thing of it alone (`cover` empty).

    dated_on  the day the file gives as its own. footer: small print on each page.
    """

    title: str
    organisation: str
    dated_on: date
    footer: str
    cover: tuple[tuple[str, str], ...]
    parts: tuple[PartSet, ...]
    colour: str = "#0b0c0c"


def paragraph(words: str) -> str:
    """A text as a paragraph."""
    return words


def data_of(pack: PackSet) -> dict[str, Any]:
    """The pack as the template reads it."""
    known = {one.key: len(one.pages) for part in pack.parts for one in part.items}
    return {
        "family": typeface.FAMILY,
        "title": _line(pack.title),
        "organisation": _line(pack.organisation),
        "dated_on": [pack.dated_on.year, pack.dated_on.month, pack.dated_on.day],
        "footer": _line(pack.footer),
        "colour": pack.colour,
        "cover": [[_line(label), _lines(words)] for label, words in pack.cover],
        "parts": [_part(one, known) for one in pack.parts],
    }


def _part(part: PartSet, known: dict[str, int]) -> dict[str, Any]:
    return {
        "title": _line(part.title),
        "blocks": [_block(one, known) for one in part.blocks],
        "items": [_item(one) for one in part.items],
    }


def _block(block: str | TableSet, known: dict[str, int]) -> dict[str, Any]:
    if isinstance(block, str):
        return {"kind": "paragraph", "lines": _lines(block)}
    if not block.rows:
        return {
            "kind": "paragraph",
            "lines": _lines(" ".join(one for one in (block.caption, block.empty) if one)),
        }
    return {
        "kind": "table",
        "caption": _line(block.caption),
        "widths": list(block.widths or (1,) * len(block.header)),
        "header": [_line(one, _LONGEST_IN_TABLE) for one in block.header],
        "rows": [[_cell(one, known) for one in row] for row in block.rows],
    }


def _cell(cell: Cell, known: dict[str, int]) -> list[dict[str, Any]]:
    runs = (cell,) if isinstance(cell, str) else cell
    return [run for one in runs for run in _runs(one, known)]


def _runs(one: str | Ref, known: dict[str, int]) -> Iterator[dict[str, Any]]:
    if isinstance(one, str):
        for number, line in enumerate(_lines(one, _LONGEST_IN_TABLE)):
            yield {"text": line, "new": number > 0}
    elif one.item in known:
        pages = known[one.item]
        own = one.page if one.page is not None and 1 < one.page <= pages else None
        yield {"at": f"item-{one.item}" if own is None else f"item-{one.item}-{own}", "new": False}


def _item(item: ItemSet) -> dict[str, Any]:
    return {
        "key": f"item-{item.key}",
        "title": _line(item.title),
        "told": [_line(one) for one in item.told if one.strip()],
        "pages": [_drawn(one) for one in item.pages],
        "text": [_line(one) for one in item.text],
    }


def _drawn(page: Drawn) -> dict[str, Any]:
    return {
        "image": page.image,
        "ratio": page.ratio,
        "alt": _plain(page.alt),
        "lines": [[_plain(text), *place] for text, *place in page.lines],
    }


def _plain(words: str) -> str:
    return typeface.settable(clean(words).replace("\n", " "))


def _line(words: str, longest: int = _LONGEST_WORD) -> str:
    return _breakable(_plain(words), longest)


def _lines(words: str, longest: int = _LONGEST_WORD) -> list[str]:
    return [_breakable(typeface.settable(one), longest) for one in clean(words).split("\n")]


def _breakable(text: str, longest: int) -> str:
    """The text with places to break in words that may not fit: a line end may come between letters there."""
    return re.sub(
        rf"\S{{{longest},}}",
        lambda word: "\u200b".join(word[0][at : at + _PIECE] for at in range(0, len(word[0]), _PIECE)),
        text,
    )


def refs_of(cells: Sequence[Cell]) -> Iterator[Ref]:
    """The references in a row."""
    for cell in cells:
        if not isinstance(cell, str):
            yield from (one for one in cell if isinstance(one, Ref))
