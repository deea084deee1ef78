"""Plain English, measured: how long the sentences are, how old a reader must be, which words to say otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from putright.letters.data import data
from putright.letters.phrases import Phrases, any_of
from putright.letters.sentences import sentences, words

_VOWELS = re.compile(r"[aeiouy]+")
_THOUSAND = 1000


@dataclass(frozen=True, slots=True)
class Measures:
    """How plainly a text is written.

    words_a_sentence  on average, rounded; reading_age in years, rounded, at least the age school begins;
                      None for a text without words, or in another language than English.
    long_sentences    those of more words than a sentence should have.
    avoid             each word to avoid that the text has, with what to say instead.
    """

    words: int
    sentences: int
    words_a_sentence: int | None
    reading_age: int | None
    long_sentences: tuple[str, ...]
    avoid: tuple[tuple[str, str], ...]


@lru_cache(maxsize=256)
def measures(text: str, *, language: str = "en") -> Measures:
    """How plainly the text is written.

    Source  Flesch-Kincaid grade level (Kincaid and others 1975); GOV.UK content design for lengths and words.
    """
    limits = data("plain-english.toml")
    counted = [(one.text, found) for one in sentences(text) if (found := words(one.text))]
    total = sum(len(found) for _, found in counted)
    most = limits["sentences"]["most_words"]
    return Measures(
        words=total,
        sentences=len(counted),
        words_a_sentence=round(total / len(counted)) if counted else None,
        reading_age=_reading_age(counted, total) if counted and language == "en" else None,
        long_sentences=tuple(said for said, found in counted if len(found) > most),
        avoid=tuple(_avoid(text)) if language == "en" else (),
    )


def _reading_age(counted: list[tuple[str, list[str]]], total: int) -> int:
    reading = data("plain-english.toml")["reading"]
    syllables = sum(_syllables(word) for _, found in counted for word in found)
    grade: float = (
        reading["words_a_sentence"] * total / len(counted)
        + reading["syllables_a_word"] * syllables / total
        - reading["less"]
    ) / _THOUSAND
    return round(max(grade, 0)) + int(reading["school_begins"])


@lru_cache(maxsize=8192)
def _syllables(word: str) -> int:
    """About how many syllables a word has: its groups of vowels, less a silent e at the end."""
    lower = word.casefold()
    count = len(_VOWELS.findall(lower))
    silent = (lower.endswith("e") and not lower.endswith(("le", "ee"))) or (
        lower.endswith(("es", "ed"))
        and not lower.endswith(("ted", "ded", "ses", "zes", "ces", "ges", "xes", "les", "ees"))
    )
    return max(1, count - silent)


def _avoid(text: str) -> Iterator[tuple[str, str]]:
    instead = data("plain-english.toml")["avoid"]["words"]
    seen = set()
    for found in _words_to_avoid().within(text):
        word = " ".join(found.words.casefold().split())
        if word not in seen:
            seen.add(word)
            yield found.words, instead[word]


@cache
def _words_to_avoid() -> Phrases:
    return any_of(tuple(data("plain-english.toml")["avoid"]["words"]))
