"""What a complaint was about, point by point, as the decision defines it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from putright.decisions.layout import LGSCO, Layout
from putright.decisions.paragraphs import Item
from putright.decisions.types import Point
from putright.decisions.wordings import patterns

_EARLIER_SENTENCES = re.compile(r"(?<=[.!?]) (?=[A-Z])")
_MOST_POINTS = 60


def read_points(layout: Layout) -> tuple[Point, ...]:
    """The points of a decision with keys a, b, c; empty when it does not say what was complained of."""
    sections = layout.under("points")
    if not sections:
        return ()
    items = layout.items(sections[0])
    words = _lgsco(items) if layout.body == LGSCO else _hos(items)
    unique = list(dict.fromkeys(one for one in words if one))
    return tuple(Point(_key(number), one) for number, one in enumerate(unique[:_MOST_POINTS]))


def point_key(number: int) -> str:
    """The key of the nth point from 0: a, b … z, aa, ab."""
    return _key(number)


def _key(number: int) -> str:
    before, last = divmod(number, 26)
    return (_key(before - 1) if before else "") + chr(97 + last)


def _hos(items: Sequence[Item]) -> list[str]:
    words: list[str] = []
    for item in items:
        text = item.flow.text
        if item.under:
            words += _entries(item)
            continue
        if not item.kind and len(text) < 60 and not re.search(r"[.;:]$", text):
            # A heading nobody knows ends the definition.
            if words:
                break
            continue
        words += _hos_sentences(text, listed=bool(item.kind))
    return [_tidy(one) for one in words]


def _entries(item: Item) -> list[str]:
    words: list[str] = []
    for entry in item.under:
        if entry.under and entry.flow.text.rstrip().endswith(":"):
            words += [f"{entry.flow.text.rstrip(': ')}: {_tidy(one.whole().text)}" for one in entry.under]
        else:
            words.append(entry.whole().text)
    return words


def _hos_sentences(text: str, *, listed: bool) -> list[str]:
    found: list[str] = []
    for sentence in _EARLIER_SENTENCES.split(text):
        begun = _about().match(sentence)
        if begun and begun.end():
            found.append(sentence[begun.end() :])
        elif listed and not found and not _consequence().match(sentence):
            found.append(sentence)
    return found


def _lgsco(items: Sequence[Item]) -> list[str]:
    listed: list[str] = []
    single: list[str] = []
    for item in items:
        text = item.flow.text
        if not item.kind and len(text) < 60 and not re.search(r"[.;:,]$", text):
            if listed or single:
                break
            continue
        sentences = _EARLIER_SENTENCES.split(text)
        if item.under:
            if not _consequence().match(sentences[-1]):
                listed += [entry.whole().text for entry in item.under]
            continue
        for sentence in sentences:
            if _complained().search(sentence) and not _consequence().match(sentence):
                (listed if listed else single).append(_says().sub("", sentence))
                break
    # With a list, what stands before it only leads to it.
    return [_tidy(one) for one in listed or single]


def _tidy(text: str) -> str:
    words = re.sub(r"(?:; and|;|,|, and| and)$", "", text.strip()).rstrip(" .;,")
    return words[:1].upper() + words[1:]


@cache
def _about() -> re.Pattern[str]:
    return patterns("points", "about")


@cache
def _complained() -> re.Pattern[str]:
    return patterns("points", "complained")


@cache
def _consequence() -> re.Pattern[str]:
    return patterns("points", "consequence")


@cache
def _says() -> re.Pattern[str]:
    return patterns("points", "says")
