"""Plain-English measures, each with its number."""

from __future__ import annotations

from collections.abc import Iterator

from putright.letters.checks.subject import Subject
from putright.letters.checks.types import Problem
from putright.letters.data import data
from putright.letters.measures import Measures, measures

_SHOWN = 8


def sentence_length(subject: Subject) -> Iterator[Problem]:
    """How long the sentences are, and which are too long."""
    limits = data("plain-english.toml")["sentences"]
    found = _measures(subject)
    average = found.words_a_sentence or 0
    if average > limits["most_average"]:
        yield Problem(f"The sentences have {average} words on average; {limits['most_average']} is the most.")
    for passage in subject.authored:
        for long in measures(passage.text, language=subject.language).long_sentences:
            count, begins = len(long.split()), " ".join(long.split()[:_SHOWN])
            yield passage.problem(f"A sentence has {count} words: “{begins} …”.")
    yield Problem(f"The sentences have {average} words on average.", passes=True)


def reading_age(subject: Subject) -> Iterator[Problem]:
    """How old a reader has to be."""
    most = data("plain-english.toml")["reading"]["most_reading_age"]
    age = _measures(subject).reading_age
    if age is None:
        yield Problem("The reading age is measured in English only.", passes=True)
    elif age > most:
        yield Problem(f"The letter takes a reader of {age}; {most} is the most.")
    else:
        yield Problem(f"The letter takes a reader of {age}.", passes=True)


def words_to_avoid(subject: Subject) -> Iterator[Problem]:
    """Words a resident need not know."""
    for passage in subject.authored:
        for word, instead in measures(passage.text, language=subject.language).avoid:
            yield passage.problem(f"The text says “{word}”; say: {instead}.")


def _measures(subject: Subject) -> Measures:
    return measures(subject.body, language=subject.language)
