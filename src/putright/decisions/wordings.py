"""The wordings a decision is read by, from the data files beside this module, ready to be searched for."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

# What "..." stands for in a wording: up to six words of the same sentence.
_SOME_WORDS = r"(?: [^\s.;:,]+){0,6}?"
_APOSTROPHE = "[’'‘]"


@cache
def wordings(name: str) -> dict[str, Any]:
    """One data file of wordings, such as `times`."""
    path = files("putright.decisions").joinpath("wordings", f"{name}.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))


def squeezed(words: str) -> str:
    """A heading or label without spaces, punctuation and capitals, as headings are compared."""
    return "".join(filter(str.isalnum, words)).lower()


def as_pattern(phrase: str) -> str:
    """A wording as a pattern: any apostrophe, any capitals where it is searched so, "..." for some words."""
    pieces = [
        re.escape(piece.strip()).replace("’", _APOSTROPHE).replace(r"\ ", " ")
        for piece in phrase.split("...")
    ]
    return (_SOME_WORDS + " ").join(pieces)


def any_of(phrases: Iterable[str], *, stems: bool = False) -> str:
    """A pattern for the first of several wordings, the longest tried first.

    stems  a wording may go on within its last word, and its first may end in s: apologis finds apologising,
           review its finds reviews its.
    """
    longest_first = sorted(phrases, key=len, reverse=True)
    if stems:
        return rf"\b(?:{'|'.join(_inflected(phrase) for phrase in longest_first)})\w*"
    return rf"\b(?:{'|'.join(as_pattern(phrase) for phrase in longest_first)})\b"


def _inflected(phrase: str) -> str:
    """The pattern of a wording whose first word may be in another form: reviews its, carried out."""
    first, space, rest = phrase.partition(" ")
    if not space or not first.isalpha():
        return as_pattern(phrase)
    ending = f"{first[:-1]}(?:y|ies|ied)" if first.endswith("y") else f"{first}(?:es|s|ed|d)?"
    return ending + as_pattern(f"x {rest}")[1:]


@cache
def patterns(name: str, key: str, *, flags: int = 0) -> re.Pattern[str]:
    """The patterns of a data file under one key, as one search; a ’ in them also stands for '."""
    return re.compile("|".join(f"(?:{one.replace('’', _APOSTROPHE)})" for one in wordings(name)[key]), flags)


@dataclass(frozen=True, slots=True)
class Hit:
    """A wording that was found, and what it stands for."""

    start: int
    end: int
    code: str


class Lookup:
    """Finds the first of many wordings that stand for codes.

    Capitals are levelled once for the whole text, and wordings are tried by their first letter: several hundred
    cost little more than a few. At one place the code listed first counts, of one code the longest wording.
    stems: a wording may go on within its last word, and its first be in another form; else it stands as it is.
    """

    def __init__(self, rows: Iterable[tuple[str, Sequence[str]]], *, stems: bool = True) -> None:
        by_letter: dict[str, list[tuple[str, str]]] = {}
        for code, phrases in rows:
            for phrase in sorted(phrases, key=len, reverse=True):
                pattern = _inflected(phrase.lower()) if stems else as_pattern(phrase.lower())
                by_letter.setdefault(pattern[0], []).append((pattern[1:], code))
        # One empty group for each wording, in the order they are written out, says which it was.
        self._codes = ["", *(code for rest in by_letter.values() for _, code in rest)]
        ordered = [
            f"{letter}(?:{'|'.join(f'{pattern}()' for pattern, _ in rest)})"
            for letter, rest in by_letter.items()
        ]
        self._pattern = re.compile(rf"\b(?:{'|'.join(ordered)})" + (r"\w*" if stems else r"\b"))

    def search(self, text: str, start: int = 0, end: int | None = None) -> Hit | None:
        """The first wording from `start` on."""
        found = self._pattern.search(_levelled(text), start, len(text) if end is None else end)
        return self._hit(found) if found else None

    def match(self, text: str, start: int = 0) -> Hit | None:
        """The wording that begins exactly at `start`."""
        found = self._pattern.match(_levelled(text), start)
        return self._hit(found) if found else None

    def all(self, text: str, start: int = 0, end: int | None = None) -> list[Hit]:
        """Every wording from `start` on, in order."""
        found = self._pattern.finditer(_levelled(text), start, len(text) if end is None else end)
        return [self._hit(one) for one in found]

    def _hit(self, found: re.Match[str]) -> Hit:
        return Hit(found.start(), found.end(), self._codes[found.lastindex or 0])


@lru_cache(maxsize=64)
def _levelled(text: str) -> str:
    """The text without capitals, each letter in its place."""
    level = text.lower()
    if len(level) == len(text):
        return level
    # A few letters of other languages become two when they are levelled.
    return "".join(one.lower() if len(one.lower()) == 1 else one for one in text)


def finder(phrases: Iterable[str], *, stems: bool = False) -> re.Pattern[str]:
    """A search for the first of several wordings, whatever their capitals."""
    return re.compile(any_of(phrases, stems=stems), re.IGNORECASE)
