"""Promises in a text: what we said we would do, and whether it is on record."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache

from putright.calendars import WorkingDayCalendar
from putright.letters.chain import Commitment
from putright.letters.data import data
from putright.letters.phrases import Phrases, any_of, plain
from putright.letters.promise_dates import Reading, named_date
from putright.letters.rules import limit
from putright.letters.sentences import carrying, sentences, shared_percent, shared_words


@dataclass(frozen=True, slots=True)
class FoundPromise:
    """A promise as it stands in a text.

    words     the words that promise, such as `we will call`; sentence: the whole of it.
    vague     it names no date, or only a word such as `soon`, though it needs one.
    due_on    the day it names, where that can be worked out; the first one for `every 10 working days`.
    span      where the sentence stands in the text.
    """

    words: str
    sentence: str
    vague: bool
    due_on: date | None
    span: tuple[int, int]


def promises_in(
    text: str, *, today: date | None = None, calendar: WorkingDayCalendar | None = None, language: str = "en"
) -> tuple[FoundPromise, ...]:
    """The sentences of a text in which we promise something.

    today     the day of the letter, from which `within a week` is counted; None = such days stay unknown.
    calendar  for promises in working days; None = those stay unknown.
    A promise that something will not happen, such as `he will not come again`, needs no date.
    """
    reading = Reading(today, calendar, language)
    words = data("promises.toml")[language]
    vague_words = any_of(tuple(words["vague"]))
    without_date = any_of(tuple(words["without_date"]))
    found = []
    hints = _hints(language)
    for one in sentences(text):
        if hints.first(one.text) is None:
            continue
        said = _says(language).search(plain(one.text))
        if said is None or _never(language).search(plain(one.text)):
            continue
        named = named_date(one.text[said.start() :], reading) or named_date(one.text, reading)
        if named is not None and named.on is not None and today is not None and named.on < today:
            # A day gone by is told, not promised: the hinge we fitted in March.
            named = None
        lasting = without_date.first(one.text) is not None
        vague = named is None and (not lasting or vague_words.first(one.text) is not None)
        found.append(
            FoundPromise(
                words=one.text[said.start() : said.end()],
                sentence=one.text,
                vague=vague,
                due_on=named.on if named else None,
                span=(one.start, one.start + len(one.text)),
            )
        )
    return tuple(found)


def matches(
    found: Iterable[FoundPromise], commitments: Iterable[Commitment]
) -> tuple[tuple[FoundPromise, Commitment | None], ...]:
    """Each promise with the commitment on record that is the same; None where there is none.

    They are the same when they say enough of the same words; less is enough where the day is the same too, and
    two different days are never the same promise.
    """
    recorded = tuple(commitments)
    return tuple((promise, _recorded(promise, recorded)) for promise in found)


def _recorded(promise: FoundPromise, commitments: tuple[Commitment, ...]) -> Commitment | None:
    best, best_percent = None, 0
    for one in commitments:
        if promise.due_on is not None and one.due_on is not None and promise.due_on != one.due_on:
            continue
        same_day = promise.due_on is not None and promise.due_on == one.due_on
        if not same_day and shared_words(one.words, promise.sentence) < _fewest(one.words, promise.sentence):
            continue
        least = limit("promises", "words_percent" if same_day else "words_percent_without_date")
        percent = max(
            shared_percent(one.words, by=promise.sentence), shared_percent(promise.sentence, by=one.words)
        )
        if percent >= least and percent > best_percent:
            best, best_percent = one, percent
    return best


def _fewest(one: str, other: str) -> int:
    wanted: int = limit("promises", "words_without_date")
    return min(wanted, len(carrying(one)), len(carrying(other)))


@cache
def _hints(language: str) -> Phrases:
    return any_of(tuple(data("promises.toml")[language]["hints"]), whole_words=False)


@cache
def _says(language: str) -> re.Pattern[str]:
    return re.compile("|".join(data("promises.toml")[language]["says"]), re.IGNORECASE)


@cache
def _never(language: str) -> re.Pattern[str]:
    return re.compile("|".join(data("promises.toml")[language]["never"]), re.IGNORECASE)
