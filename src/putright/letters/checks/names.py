"""Names and account numbers that must not stand in a letter."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from putright.letters.checks.subject import Subject
from putright.letters.checks.types import Problem
from putright.letters.data import data
from putright.letters.phrases import folded, plain

_ACCOUNT = re.compile(r"\b\d{2}-\d{2}-\d{2}\b|(?<![\d-])\d{8}(?![\d-])")
_LEAST = 3


def no_third_parties(subject: Subject) -> Iterator[Problem]:
    """Names of other people that the letter tells."""
    yield from _named(
        subject, subject.chain.third_parties, "The text names {}, who is neither writer nor reader."
    )


def officers_not_named(subject: Subject) -> Iterator[Problem]:
    """Names of people the complaint is about."""
    yield from _named(subject, subject.chain.subjects, "The text names {}, whom the complaint is about.")


def no_account_numbers(subject: Subject) -> Iterator[Problem]:
    """Sort codes and account numbers."""
    for passage in subject.authored:
        if _ACCOUNT.search(passage.text) is not None:
            yield passage.problem("The text seems to hold a sort code or an account number.")


def _named(subject: Subject, names: tuple[str, ...], says: str) -> Iterator[Problem]:
    if not names:
        return
    chain = subject.chain
    theirs = frozenset(
        part.casefold()
        for one in (chain.recipient, chain.sender)
        for part in _parts(f"{one.name} {one.salutation}")
    )
    hidden = data("names.toml")["not_in"]
    for name in names:
        pattern = _pattern(name, theirs)
        if pattern is None:
            continue
        for block in subject.letter.blocks:
            if block.key in hidden or block.locked or not block.text:
                continue
            if not any(part.lower() in folded(block.text) for part in _parts(plain(name))):
                continue
            points = [one for one in block.parts if pattern.search(one.text)]
            for part in points:
                yield Problem(says.format(name), point=part.point, block=block.key)
            if not points and pattern.search(block.text):
                yield Problem(says.format(name), block=block.key)


@lru_cache(maxsize=256)
def _pattern(name: str, theirs: frozenset[str]) -> re.Pattern[str] | None:
    """What finds a name: the whole of it however it is written, and each part of it that is no ordinary word."""
    parts = _parts(name)
    if not parts:
        return None
    whole = r"\W+".join(re.escape(part) for part in parts)
    ordinary = frozenset(data("names.toml")["ordinary"])
    titles = "|".join(data("names.toml")["titles"])
    found = [rf"(?i:\b{whole}\b)", rf"(?i:\b(?:{titles})\.?\s+{re.escape(parts[-1])}\b)"]
    for part in parts:
        if len(part) >= _LEAST and part.casefold() not in ordinary and part.casefold() not in theirs:
            found.append(rf"(?i:\b{re.escape(part)}\b)")
    return re.compile("|".join(found))


def _parts(name: str) -> list[str]:
    titles = data("names.toml")["titles"]
    return [
        part for part in re.findall(r"[^\W\d_][\w'’-]*", name) if part.casefold().rstrip(".") not in titles
    ]
