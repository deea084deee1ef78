"""One page as it is looked through and drawn: its text, and where each of its characters stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from casework.packs.marking import Place, standing_for


class CannotBeOpened(ValueError):
    """The file cannot be read; the message says why."""


@dataclass(frozen=True, slots=True)
class Box:
    """A part of a page, in shares of its width and height from the top left."""

    left: float
    top: float
    right: float
    bottom: float

    def joined(self, other: Box) -> Box:
        """The smallest box around both."""
        return Box(
            min(self.left, other.left), min(self.top, other.top),
            max(self.right, other.right), max(self.bottom, other.bottom),
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page. Lines of `text` end with a line end.

    boxes     where each character of `text` stands; empty for a page that is set anew from its text.
    drawn     it is shown as a picture of the page; otherwise its text is set anew.
    pictures  it holds pictures, in which no words can be found.
    """

    text: str
    boxes: tuple[Box | None, ...] = ()
    drawn: bool = False
    pictures: bool = False

    @property
    def lines(self) -> tuple[str, ...]:
        """The text, line by line."""
        return tuple(self.text.split("\n"))

    def line(self, number: int) -> tuple[int, int]:
        """From where to where in the text a line stands, the first being 1. Raises IndexError."""
        start = 0
        for at, words in enumerate(self.lines, start=1):
            if at == number:
                return start, start + len(words)
            start += len(words) + 1
        raise IndexError(number)


@dataclass(frozen=True, slots=True)
class LaidLine:
    """A line of the text behind a picture, and where on the page it lies."""

    text: str
    box: Box


def covering(sheet: Sheet, gone: Sequence[Place]) -> Iterator[tuple[Box, str]]:
    """The boxes to be painted over so that nothing of these places can be read: one a place and line."""
    for place in gone:
        held: Box | None = None
        for at in range(place.start, place.end):
            if sheet.text[at] == "\n" and held is not None:
                yield held, place.shown
                held = None
            elif (box := sheet.boxes[at]) is not None:
                held = box if held is None else held.joined(box)
        if held is not None:
            yield held, place.shown


def laid(sheet: Sheet, gone: Sequence[Place]) -> tuple[LaidLine, ...]:
    """The text that stays, line by line, each where it lay: what can still be read, searched and copied."""
    found = []
    start = 0
    for words in sheet.lines:
        end = start + len(words)
        box = _around(sheet.boxes[start:end])
        left = _left_of(sheet.text, start, end, gone)
        if box is not None and left.strip():
            found.append(LaidLine(left, box))
        start = end + 1
    return tuple(found)


def _left_of(text: str, start: int, end: int, gone: Sequence[Place]) -> str:
    """What stays of one line. A place that goes on from the line before is told there."""
    parts: list[str] = []
    at = start
    for place in gone:
        if place.end <= start or place.start >= end:
            continue
        parts.append(text[at : max(at, place.start)])
        if place.start >= start:
            parts.append(standing_for(place.shown))
        at = min(end, place.end)
    return "".join([*parts, text[at:end]])


def _around(boxes: Sequence[Box | None]) -> Box | None:
    held: Box | None = None
    for one in boxes:
        if one is not None:
            held = one if held is None else held.joined(one)
    return held
