"""Finding the words that are to be removed, and removing them: on plain text, however it was broken into lines.

Words are compared without capitals and accents. A gap between two of them may be any run of spaces or a line end,
and a word may be broken by a hyphen at the end of a line. Figures of a number may be spaced or grouped in any way.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

_BROKEN = r"(?:(?:[-\u2010\u00ad\u0002\ufffe]\s*\n\s*|[\u00ad\u200b\ufeff\u2060\u0002\ufffe])*)"
_GAP = r"(?:[\s\u200b\ufeff\u00ad,]+)"
_IN_NUMBERS = r"[\s().\-\u2010\u2011]*"
_ALIKE = {"’": "'", "‘": "'", "‛": "'", "`": "'", "´": "'", "‐": "-", "‑": "-", "–": "-", "—": "-"}
_ALIKE_TABLE = str.maketrans(_ALIKE)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Words to be removed wherever they stand. `inside`: also where they are a part of a longer word."""

    words: str
    shown: str
    inside: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """Where words stand in a text: from `start` up to `end`, and what is to stand there instead."""

    start: int
    end: int
    shown: str


class Folded:
    """A text as it is compared, folded once for many searches. `at`: where each character came from."""

    __slots__ = ("_at", "_folded", "_text")

    def __init__(self, text: str) -> None:
        self._text = text
        self._folded, self._at = _folded(text)

    def places(self, wanted: Iterable[Wanted]) -> tuple[Place, ...]:
        """Where any of the words stand, in order; what overlaps is one place."""
        return merged(
            Place(start, end, one.shown)
            for one in wanted
            for start, end in self._spans(one.words, inside=one.inside)
        )

    def inside_longer(self, words: str) -> tuple[str, ...]:
        """Longer words that hold these words and would be left: an e-mail address made of a name."""
        anywhere = list(self._spans(words, inside=True))
        if not anywhere:
            return ()
        whole = {start for start, _ in self._spans(words, inside=False)}
        found = [self._word_around(start, end) for start, end in anywhere if start not in whole]
        return tuple(dict.fromkeys(found))

    def _spans(self, words: str, *, inside: bool) -> Iterator[tuple[int, int]]:
        for match in _pattern(words, inside=inside).finditer(self._folded):
            if match.end() > match.start():
                yield self._at[match.start()], self._at[match.end() - 1] + 1

    def _word_around(self, start: int, end: int) -> str:
        while start > 0 and not self._text[start - 1].isspace():
            start -= 1
        while end < len(self._text) and not self._text[end].isspace():
            end += 1
        return self._text[start:end]


def standing_for(shown: str) -> str:
    """What is read where words were removed."""
    return f"[removed: {shown}]"


def places(text: str, wanted: Iterable[Wanted]) -> tuple[Place, ...]:
    """Where any of the words stand, in order; what overlaps is one place."""
    return Folded(text).places(wanted)


def merged(found: Iterable[Place]) -> tuple[Place, ...]:
    """The places in order, those that overlap as one; the reason of the first stands for both."""
    kept: list[Place] = []
    for one in sorted(found, key=lambda place: (place.start, -place.end)):
        if kept and one.start < kept[-1].end:
            last = kept.pop()
            kept.append(Place(last.start, max(last.end, one.end), last.shown))
        else:
            kept.append(one)
    return tuple(kept)


def without(text: str, gone: Sequence[Place]) -> str:
    """The text with what stands for them in these places."""
    parts: list[str] = []
    last = 0
    for one in gone:
        parts += [text[last : one.start], standing_for(one.shown)]
        last = one.end
    return "".join([*parts, text[last:]])


def blotted(text: str, wanted: Iterable[Wanted]) -> tuple[str, int]:
    """The text without the words, and how often they stood there."""
    gone = places(text, wanted)
    return (without(text, gone), len(gone)) if gone else (text, 0)


def says_anything(words: str) -> bool:
    """Whether there is a letter or figure in it to look for: blanks and points alone would remove everything."""
    return any(one.isalnum() for one in words)


def _folded(text: str) -> tuple[str, Sequence[int]]:
    """The text as it is compared, and for each of its characters where it came from."""
    plain = text.translate(_ALIKE_TABLE)
    if plain.isascii():
        return plain.lower(), range(len(plain))
    folded: list[str] = []
    at: list[int] = []
    for index, character in enumerate(plain):
        for one in _fold(character):
            folded.append(one)
            at.append(index)
    return "".join(folded), at


@lru_cache(maxsize=8192)
def _fold(character: str) -> str:
    if character in _ALIKE:
        return _ALIKE[character]
    parts = unicodedata.normalize("NFKD", character)
    kept = "".join(one for one in parts if not unicodedata.combining(one))
    return "".join(_ALIKE.get(one, one) for one in kept.casefold())


@lru_cache(maxsize=512)
def _pattern(words: str, *, inside: bool) -> re.Pattern[str]:
    folded = "".join(map(_fold, words)).strip()
    if not says_anything(folded):
        return re.compile(r"(?!)")
    between = _IN_NUMBERS if _is_number(folded) else _BROKEN
    pieces = [
        between.join(map(re.escape, _marks(piece, folded))) for piece in re.split(r"[\s,]+", folded) if piece
    ]
    joined = (_IN_NUMBERS if _is_number(folded) else _GAP).join(pieces)
    if inside:
        return re.compile(joined)
    before = r"(?<!\w)" if folded[0].isalnum() else ""
    after = r"(?!\w)" if folded[-1].isalnum() else ""
    return re.compile(f"{before}{joined}{after}")


def _marks(piece: str, folded: str) -> Iterator[str]:
    """The characters of a piece; of a number only its figures count."""
    return (one for one in piece if not _is_number(folded) or one.isdigit() or one == "+")


def _is_number(folded: str) -> bool:
    """A telephone or account number, not a house number: at least five figures, and nothing but marks beside."""
    return sum(one.isdigit() for one in folded) >= 5 and not any(one.isalpha() for one in folded)
