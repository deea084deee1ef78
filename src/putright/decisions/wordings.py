"""The wordings a decision is read by, from the data files beside this module, ready to be searched for."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any

# What "..." stands for in a wording: up to six words of the same sentence.
_SOME_WORDS = r"(?: [^\s.;:]+){0,6}?"
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


def finder(phrases: Iterable[str], *, stems: bool = False) -> re.Pattern[str]:
    """A search for the first of several wordings, whatever their capitals."""
    return re.compile(any_of(phrases, stems=stems), re.IGNORECASE)
