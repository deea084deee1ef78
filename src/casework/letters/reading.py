"""A letter as it is read on the screen: the same small tree that its files are made from."""

from __future__ import annotations

from dataclasses import dataclass

from casework.letters.rendering.blocks import Bullets, Heading, Lines, Paragraph, Table, parse, plain_lines


@dataclass(frozen=True, slots=True)
class ReadPart:
    """One part of a block. kind: `heading`, `paragraph`, `bullets` or `table`, whose first row is its header."""

    kind: str
    text: str = ""
    lines: Lines = ()
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class ReadBlock:
    """One block of a letter, its text parsed."""

    heading: str
    parts: tuple[ReadPart, ...]
    locked: bool


def read_block(heading: str, text: str, *, locked: bool) -> ReadBlock:
    """The block as it is read."""
    return ReadBlock(heading, tuple(_part(one) for one in parse(text)), locked)


def _part(element: Heading | Paragraph | Bullets | Table) -> ReadPart:
    if isinstance(element, Heading):
        return ReadPart("heading", text=element.text)
    if isinstance(element, Paragraph):
        return ReadPart("paragraph", lines=element.lines)
    if isinstance(element, Bullets):
        return ReadPart("bullets", rows=tuple((plain_lines(row),) for row in element.rows))
    table = (element.header, *element.rows)
    return ReadPart(
        "table", rows=tuple(tuple("".join(span.text for span in cell) for cell in row) for row in table)
    )
