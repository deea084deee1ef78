"""The lines of a copied text, without losing where each stands, and words that flow over several of them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_MARKER = re.compile(
    r"(?:(?P<number>\d{1,3})[.)]|\((?P<bracket>\d{1,3})\)|(?P<roman>(?:x{0,2})(?:ix|iv|v?i{1,3}|v)|x{1,2})[.)]"
    r"|\((?P<roman2>(?:x{0,2})(?:ix|iv|v?i{1,3}|v)|x{1,2})\)|(?P<letter>[a-zA-Z])[.)]|\((?P<letter2>[a-zA-Z])\)"
    r"|(?P<bullet>[•●▪■◦‣∙·*\uf0b7–—-]|o(?=[ \t])))(?:\s+|$)"
)
_MAY_MARK = frozenset("0123456789(•●▪■◦‣∙·*\uf0b7–—-oivxabcdefghjklmnpqrstuwyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
_UNBROKEN = re.compile(r"\S+")
_MID_NAME = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|(?<!; )and|to|by|for)$")
# The shape of a break that copying leaves inside a line.
_GAP = re.compile(r"\s{2,}|[\t\xa0\u2000-\u200b\u202f\ufeff]")


@dataclass(slots=True)
class Line:
    """One line: its words without the marker before them, and where they stand.

    kind    of the marker: number, letter, roman, bullet; empty when there is none.
    number  what a number or letter counts to; which sign a bullet is.
    """

    text: str
    start: int
    end: int
    indent: int
    kind: str
    number: int
    after_blank: bool


def split_lines(text: str, *, broken: bool = False) -> list[Line]:
    """Every line that has words, in order. Each offset is into `text` as it was given.

    broken  words are in pieces, so that a letter at the beginning of a line is no marker.
    """
    lines: list[Line] = []
    at = 0
    after_blank = True
    marked: tuple[int, str, int] | None = None
    for raw in text.splitlines(keepends=True):
        begin, at = at, at + len(raw)
        words = raw.strip()
        if not words:
            after_blank = True
            continue
        indent = len(raw) - len(raw.lstrip())
        start = begin + indent
        end = start + len(words)
        kind, number, skipped = _marker(words)
        if broken and words[0].isalpha() and words[1:2] not in {".", ")"}:
            kind, number, skipped = "", 0, 0
        if (
            words[0].isupper()
            and kind == "letter"
            and lines
            and not after_blank
            and _MID_NAME.search(lines[-1].text)
        ):
            # A line that ends with Mr goes on with a letter that stands for a name.
            kind, number, skipped = "", 0, 0
        if kind and skipped == len(words) and kind != "bullet":
            # A marker alone on its line belongs to the words on the next.
            marked = (indent, kind, number)
            continue
        if marked is not None:
            if not kind:
                indent, kind, number = marked
            marked = None
        lines.append(Line(words[skipped:], start + skipped, end, indent, kind, number, after_blank))
        after_blank = False
    return lines


def _marker(words: str) -> tuple[str, int, int]:
    if words[0] not in _MAY_MARK or not (found := _MARKER.match(words)):
        return "", 0, 0
    shown = found.group(0).strip("(). \t\xa0")
    if found["number"] or found["bracket"]:
        return "number", int(shown), found.end()
    if found["bullet"]:
        return "bullet", ord(found["bullet"][0]), found.end()
    if found["roman"] or found["roman2"]:
        # A single i or v may be a letter of the alphabet; the list it stands in decides.
        return "roman", _ROMAN.index(shown) + 1 if shown in _ROMAN else 0, found.end()
    if shown in {"A", "I"} and not words.startswith("("):
        return "", 0, 0
    return "letter", ord(shown.lower()) - 96, found.end()


_ROMAN = (
    "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv", "xvi",
    "xvii", "xviii", "xix", "xx",
)  # fmt: skip


class Flow:
    """Words of one or several lines with single spaces between them, each still knowing its place."""

    __slots__ = ("_origins", "_starts", "text")

    def __init__(self, text: str, starts: Sequence[int], origins: Sequence[int]) -> None:
        self.text = text
        self._starts = starts
        self._origins = origins

    def place(self, at: int) -> int:
        """The offset in the whole text of the character at `at`."""
        if not self._starts:
            return 0
        piece = max(0, bisect_right(self._starts, at) - 1)
        return self._origins[piece] + at - self._starts[piece]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where the words from `start` up to `end` stand in the whole text."""
        return self.place(start), self.place(max(start, end - 1)) + 1

    def pieces(self) -> list[tuple[int, int]]:
        """Where each piece begins in the flow, and where in the whole text."""
        return list(zip(self._starts, self._origins, strict=True))

    def part(self, start: int, end: int) -> Flow:
        """The words from `start` up to `end` as a flow of their own, outer spaces left out."""
        while start < end and self.text[start] == " ":
            start += 1
        while end > start and self.text[end - 1] == " ":
            end -= 1
        first = max(0, bisect_right(self._starts, start) - 1)
        last = bisect_right(self._starts, max(start, end - 1))
        starts = [max(0, one - start) for one in self._starts[first:last]]
        origins = list(self._origins[first:last])
        if origins:
            origins[0] += start - self._starts[first]
        return Flow(self.text[start:end], starts, origins)


def flow_of(lines: Iterable[Line]) -> Flow:
    """The words of lines in one flow."""
    words: list[str] = []
    starts: list[int] = []
    origins: list[int] = []
    at = 0
    for line in lines:
        if not _GAP.search(line.text):
            words.append(line.text)
            starts.append(at)
            origins.append(line.start)
            at += len(line.text) + 1
            continue
        for found in _UNBROKEN.finditer(line.text.replace("\u200b", " ").replace("\ufeff", " ")):
            words.append(found[0])
            starts.append(at)
            origins.append(line.start + found.start())
            at += len(found[0]) + 1
    return Flow(" ".join(words), starts, origins)


def joined(flows: Sequence[Flow]) -> Flow:
    """Several flows as one, a space between them."""
    words: list[str] = []
    starts: list[int] = []
    origins: list[int] = []
    at = 0
    for flow in flows:
        if flow.text:
            words.append(flow.text)
            starts += [at + one for one in flow._starts]
            origins += flow._origins
            at += len(flow.text) + 1
    return Flow(" ".join(words), starts, origins)
