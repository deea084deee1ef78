"""Words that text extraction broke into pieces, put together again: "T he apolog y" is "The apology".

Only pieces that are no words are joined, and only to words we know: from the wordings, or from the unbroken
part of the same text. Numbers are left as they stand; sums and dates are read over their gaps.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import Any

from putright.decisions.dates import dates_in
from putright.decisions.lines import Flow
from putright.decisions.sums import sums_in
from putright.decisions.wordings import wordings

_WORD = re.compile(r"[a-z]+(?:-[a-z]+)*")
_TOKEN = re.compile(r"[^ ]+")
# A letter that has a line to itself, and no word of one letter.
_ALONE = re.compile(r"\n[ \t\r]*[b-hj-zB-HJ-Z][ \t\r]*\n")
_MOST_PIECES = 16
_LONGEST_WORD = 24


def looks_broken(text: str) -> bool:
    """Whether words may be in pieces: letters have lines to themselves, or the layout is one that comes apart."""
    head = text[:400_000]
    if sum(mark in head for mark in wordings("sections")["newer"]["marks"]) > 1:
        # The newer reports are set in small pieces; whole words lose nothing by being looked at.
        return True
    return sum(1 for _ in _ALONE.finditer(head)) >= 6


def mend(flow: Flow, known: frozenset[str]) -> Flow:
    """The flow with its broken words joined."""
    tokens = [(found[0], found.start()) for found in _TOKEN.finditer(flow.text)]
    words: list[str] = []
    starts: list[int] = []
    origins: list[int] = []
    at = 0
    number = 0
    strange = [not _is_word(token, known) for token, _ in tokens] + [False]
    if not any(strange):
        return _without_gaps(flow)
    while number < len(tokens):
        # Two words in a row are two words: a piece is joined from where it or the one before it begins.
        near = strange[number] or strange[number + 1]
        taken = _joins(tokens, number, known) if near else 1
        pieces = tokens[number : number + taken]
        for piece, begin in pieces:
            starts.append(at)
            origins.append(flow.place(begin))
            words.append(piece)
            at += len(piece)
        words.append(" ")
        at += 1
        number += taken
    return _without_gaps(Flow("".join(words).rstrip(), starts, origins))


def _without_gaps(flow: Flow) -> Flow:
    """The flow with its sums and dates closed up: £ 1 ,450 is £1,450 and 1 3 January 20 26 is 13 January 2026."""
    text = flow.text
    gaps: set[int] = set()
    for one in sums_in(text):
        gaps.update(at for at in range(one.start, one.end) if text[at] == " ")
    for _, start, end in dates_in(text):
        # The spaces before and after the month stay.
        letters = [at for at in range(start, end) if text[at].isalpha()]
        for at in range(start, end):
            if text[at] == " " and not (
                at == letters[0] - 1 or (at > letters[-1] and text[at - 1] in ".," + text[letters[-1]])
            ):
                gaps.add(at)
    if not gaps:
        return flow
    words: list[str] = []
    starts: list[int] = []
    origins: list[int] = []
    begin = at = 0
    for gap in [*sorted(gaps), len(text)]:
        piece = flow.part(begin, gap) if begin < gap else None
        if piece is not None:
            lead = len(text[begin:gap]) - len(text[begin:gap].lstrip(" "))
            words.append(text[begin:gap])
            for start, origin in piece.pieces():
                starts.append(at + lead + start)
                origins.append(origin)
            at += gap - begin
        begin = gap + 1
    return Flow("".join(words), starts, origins)


def known_words(text: str) -> frozenset[str]:
    """The words pieces may be joined to: those of the wordings, and those the text itself repeats."""
    counted = Counter(_WORD.findall(text[:400_000].lower()))
    return _ours() | {word for word, often in counted.items() if often > 1 and len(word) > 3}


def _joins(tokens: list[tuple[str, int]], first: int, known: frozenset[str]) -> int:
    """How many pieces from `first` on are one word; 1 when it stands by itself."""
    token = tokens[first][0]
    if not token[-1].isalpha() and len(token) > 1:
        return 1
    strange = not _is_word(token, known)
    joined = token
    best = 1
    for more in range(first + 1, min(first + _MOST_PIECES, len(tokens))):
        piece = tokens[more][0]
        if not piece[0].isalpha() and piece not in {".", ",", ";", ":", ")", "’s", "'s"}:
            break
        if not piece[0].isalpha():
            # Punctuation that came loose goes back to the word before it.
            return more - first + 1 if best == more - first or more == first + 1 else best
        if piece[0].isupper():
            break
        strange = strange or not _is_word(piece, known)
        joined += piece
        if len(joined) > _LONGEST_WORD:
            break
        if strange and _is_word(joined, known):
            best = more - first + 1
        if not piece[-1].isalpha():
            break
    return best


def _is_word(token: str, known: frozenset[str]) -> bool:
    if token in known:
        return len(token) > 1 or token in {"a", "i"}
    bare = token.strip(".,;:()‘’“”'\"").lower()
    if len(bare) == 1:
        return bare in {"a", "i"}
    return bare in known or (bare.removesuffix("’s").removesuffix("'s") in known)


@cache
def _ours() -> frozenset[str]:
    # The wordings of sums and actions are left out: a stem such as apologis is no word.
    found: set[str] = set()
    for name in ("sections", "times", "findings", "words"):
        _collect(wordings(name), found)
    return frozenset(found)


def _collect(data: Any, found: set[str]) -> None:
    if isinstance(data, str):
        found.update(_WORD.findall(data.lower()))
    elif isinstance(data, dict):
        for key, value in data.items():
            found.update(_WORD.findall(str(key).lower()))
            _collect(value, found)
    elif isinstance(data, list):
        for one in data:
            _collect(one, found)
