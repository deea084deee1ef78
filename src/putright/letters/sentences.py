"""Taking a text apart: sentences, words, and the words that carry what it is about."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from putright.letters.data import data

_END = re.compile(
    r"(?<!\bMr)(?<!\bMs)(?<!\bDr)(?<!\bNo)(?<!\bSt)(?<!\bMrs)(?<!\be\.g)(?<!\bi\.e)[.!?…]+[\"'’”)]*(?=\s|$)|\n+"
)
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*|\d+", re.UNICODE)
_MARKS = re.compile(r"^(?:#{2,3} |- )", re.MULTILINE)
_STEM = 5


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence and where it begins in its text."""

    text: str
    start: int


@lru_cache(maxsize=512)
def sentences(text: str) -> tuple[Sentence, ...]:
    """The sentences of a text; a line of a list or a heading is one."""
    found: list[Sentence] = []
    begin = 0
    for end in (*(match.end() for match in _END.finditer(text)), len(text)):
        piece = text[begin:end]
        if stripped := _MARKS.sub("", piece.strip()):
            found.append(Sentence(stripped, begin + piece.index(stripped)))
        begin = end
    return tuple(found)


def words(text: str) -> list[str]:
    """The words and numbers of a text."""
    return _WORD.findall(text)


@lru_cache(maxsize=1024)
def carrying(text: str) -> frozenset[str]:
    """The words that carry what a text is about, cut to their beginnings so that forms of a word meet."""
    return frozenset(
        word[:_STEM]
        for one in words(text)
        if len(word := one.casefold()) > 3 and word not in _says_little() and not word.isdigit()
    )


def shared_words(one: str, other: str) -> int:
    """How many of the words that carry two texts they share."""
    return len(carrying(one) & carrying(other))


def shared_percent(of: str, *, by: str) -> int:
    """How much of what one text is about another says too, in whole per cent; 0 when it is about nothing."""
    carried = carrying(of)
    return 100 * len(carried & carrying(by)) // len(carried) if carried else 0


@cache
def _says_little() -> frozenset[str]:
    listed = data("phrases.toml")["says_little"]
    return frozenset((*listed["en"], *listed["cy"]))
