"""Lists of phrases, found in a text fast, and not where the sentence says the opposite."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from putright.letters.data import data
from putright.letters.types import LetterError

_CLAUSE = re.compile(r"[.!?;:\n…]|,? but ")
_BEFORE = 60


@dataclass(frozen=True, slots=True)
class Found:
    """A phrase as it stands in the text, and where."""

    words: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Phrases:
    """A list of phrases in one language, ready to be looked for."""

    pattern: re.Pattern[str] | None
    begins: tuple[str, ...] = ()

    def within(self, text: str) -> Iterator[Found]:
        """Every place where the text has one of the phrases."""
        if self.pattern is not None and self._may_be_in(folded(text)):
            for match in self.pattern.finditer(plain(text)):
                yield Found(text[match.start() : match.end()], match.start(), match.end())

    def _may_be_in(self, text: str) -> bool:
        """A fast look before the pattern, which is slow on a text without any of the phrases."""
        return any(begin in text for begin in self.begins)

    def first(self, text: str) -> Found | None:
        """The first of the phrases the text has, or None."""
        return next(self.within(text), None)

    def said(self, text: str, *, language: str) -> Found | None:
        """The first of the phrases that the text really says: not denied, and not somebody else's words."""
        return next((one for one in self.within(text) if not _denied(text, one, language)), None)


@cache
def phrases(name: str, language: str, *, file: str = "phrases.toml") -> Phrases:
    """The list of that name in `phrases.toml`, or another file. Raises LetterError when there is none."""
    table = data(file)
    if name not in table:
        raise LetterError(f"{file}: has no list {name!r}")
    return any_of(tuple(table[name].get(language, ())))


def plain(text: str) -> str:
    """The text with straight apostrophes; no shorter and no longer."""
    return text.replace("’", "'").replace("‘", "'")


@lru_cache(maxsize=512)
def folded(text: str) -> str:
    """The text in small letters on one line, for a fast look."""
    return " ".join(plain(text).lower().split())


@lru_cache(maxsize=512)
def any_of(listed: tuple[str, ...], *, whole_words: bool = True) -> Phrases:
    """These phrases, ready to be looked for; as whole words unless it is said otherwise."""
    if not listed:
        return Phrases(None)
    longest_first = sorted(listed, key=len, reverse=True)
    pattern = "|".join(_one(phrase) if whole_words else re.escape(plain(phrase)) for phrase in longest_first)
    begins = tuple(dict.fromkeys(folded(phrase.split(" * ")[0]) for phrase in listed))
    return Phrases(re.compile(pattern, re.IGNORECASE), begins)


def _one(phrase: str) -> str:
    parts = [r"\s+".join(re.escape(word) for word in part.split()) for part in plain(phrase).split(" * ")]
    body = r"(?:\W+\w+){0,6}?\W+".join(parts)
    begin = r"\b" if phrase[0].isalnum() else ""
    end = r"\b" if phrase[-1].isalnum() else ""
    return f"{begin}{body}{end}"


def _denied(text: str, found: Found, language: str) -> bool:
    before = plain(text[max(0, found.start - _BEFORE) : found.start])
    clause = _CLAUSE.split(before)[-1]
    return phrases("negators", language).first(clause) is not None
