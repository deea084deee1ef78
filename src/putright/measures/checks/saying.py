"""What a text says in numbers: percentages, counts, changes, and of which year."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from putright.measures.checks.rules import rules

_SENTENCE = re.compile(r"[^.!?\n]+(?:\.(?=\d)[^.!?\n]*)*[.!?]?")
_PERCENT = re.compile(
    r"(?<![\d.,])(\d{1,3}(?:\.\d+)?)\s?(?:%|per\s?cent\b)(\s*(?:-|percentage\s+)?points?\b)?", re.IGNORECASE
)
_POINTS = re.compile(r"(?<![\d.,])(\d{1,3}(?:\.\d+)?)\s+(?:percentage\s+)?points?\b", re.IGNORECASE)
_COUNT = re.compile(
    r"(?<![\w.,£/-])(\d{1,3}(?:,\d{3}){1,3}|\d{1,9})(?![\w%/]|[.,]\d|-\d|\s?%|\s?per\s?cent)", re.IGNORECASE
)
_YEAR = re.compile(r"\b(20\d{2})[/-](?:20)?(\d{2})\b")
_OF = re.compile(
    r"(\d{1,3}(?:,\d{3}){1,3}|\d{1,9})\s+(?:out\s+)?of\s+(?:the\s+)?(\d{1,3}(?:,\d{3}){1,3}|\d{1,9})\b",
    re.IGNORECASE,
)
_CHANGED_BY = re.compile(r"\b(?:by|of|an?)\s*$", re.IGNORECASE)
_NOUN_AFTER = re.compile(
    r"^\s*(?:points?\s+)?(?:\w+\s+){0,1}(increase|rise|decrease|decline|fall|drop|reduction|growth)\b",
    re.IGNORECASE,
)
_NEAR_BEFORE = 40
_NEAR = 25
_DAY_WORD = re.compile(
    r"^\s*(?:(?:working\s+)?days?|weeks?|months?|years?|pm\b|am\b|January|February|March|April|May|June|July|August"
    r"|September|October|November|December)\b",
    re.IGNORECASE,
)
_NOT_A_COUNT_BEFORE = re.compile(
    r"(?:stages?|sections?|paragraph|table|chart|case|phase|figure|page|£|within)\s*$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Percentage:
    """A percentage as it was typed.

    decimals  how many were typed. count, base: numbers that stand with it, such as (1,373 of 1,868).
    change    it says how much something changed. points: it is called percentage points.
    year      the first year of a "2022/23" that governs it; None = none does.
    """

    value: Decimal
    decimals: int
    at: int
    count: int | None = None
    base: int | None = None
    change: bool = False
    points: bool = False
    year: int | None = None

    @property
    def written(self) -> str:
        """As it was typed."""
        return f"{self.value}{' points' if self.points else '%'}"


@dataclass(frozen=True, slots=True)
class Said:
    """One sentence and the numbers in it. direction: 1 = says up, -1 = says down, 0 = neither or both."""

    text: str
    percentages: tuple[Percentage, ...]
    counts: tuple[tuple[int, int | None], ...]
    direction: int


def said(text: str, *, names: frozenset[str] = frozenset()) -> Iterator[Said]:
    """The sentences of a text that hold numbers or speak of a change.

    names  what is named and says nothing of a change, such as a department called Growth.
    """
    for found in _SENTENCE.finditer(text):
        sentence = found[0].strip()
        percentages = tuple(_percentages(sentence))
        counts = tuple(_counts(sentence))
        direction = _direction(sentence, names)
        if percentages or counts or direction:
            yield Said(sentence, percentages, counts, direction)


def number(text: str) -> int:
    """A count as it was typed, its commas taken out."""
    return int(text.replace(",", ""))


def _direction(sentence: str, names: frozenset[str]) -> int:
    words = rules().words
    for name in sorted(names, key=len, reverse=True):
        sentence = sentence.replace(name, "it")
    up, down = bool(words["up"].search(sentence)), bool(words["down"].search(sentence))
    return up - down


def _percentages(sentence: str) -> Iterator[Percentage]:
    taken: set[int] = set()
    for found in _PERCENT.finditer(sentence):
        taken.add(found.start())
        if rules().words["target"].search(sentence[max(0, found.start() - _NEAR_BEFORE) : found.start()]):
            continue
        count, base = _beside(sentence, found)
        yield Percentage(
            Decimal(found[1]),
            len(found[1].partition(".")[2]),
            found.start(),
            count,
            base,
            _is_change(sentence, found),
            bool(found[2]),
            _year(sentence, found.start(), found.end()),
        )
    for found in _POINTS.finditer(sentence):
        if found.start() not in taken:
            decimals = len(found[1].partition(".")[2])
            yield Percentage(Decimal(found[1]), decimals, found.start(), change=True, points=True)


def _beside(sentence: str, found: re.Match[str]) -> tuple[int | None, int | None]:
    """The numbers a percentage stands with: 75% (1,373 of 1,837), 35% (33 cases), 356 (21%), 10 of 12, 83%."""
    after = sentence[found.end() :]
    if inside := re.match(r"\s*\(([^()]*)\)", after):
        if of := _OF.search(inside[1]):
            return number(of[1]), number(of[2])
        if count := _COUNT.search(inside[1]):
            return number(count[1]), None
    before = sentence[: found.start()]
    pair = re.search(r"(\d{1,3}(?:,\d{3}){1,3}|\d{1,9})(?:\s+[a-z’']+){0,4}\s*\(\s*$", before)
    if pair and not _NOT_A_COUNT_BEFORE.search(before[: pair.start()]):
        return number(pair[1]), None
    return None, None


def _is_change(sentence: str, found: re.Match[str]) -> bool:
    """Whether it says how much something changed: "rose by 9%", "a 9% increase", "decreased by 13%"."""
    before, after = sentence[: found.start()], sentence[found.end() :]
    if found[2]:
        return True
    if _NOUN_AFTER.match(after):
        return True
    words = rules().words
    near = before[-_NEAR_BEFORE:]
    moved = words["up"].search(near) or words["down"].search(near)
    return bool(
        moved
        and re.search(
            r"\bby\s*$|\b(?:increase|rise|decrease|decline|fall|drop|reduction) of\s*$", near, re.IGNORECASE
        )
    )


def _year(sentence: str, start: int, end: int) -> int | None:
    """The year that governs a number: one that follows at once, else the last one before it."""
    if sentence[end:].startswith(" (") and ")" in sentence[end:]:
        end = sentence.index(")", end)
    after = _YEAR.search(sentence, end, min(len(sentence), end + _NEAR))
    if after and not re.search(r"[;:]|\d+%", sentence[end : after.start()]):
        return int(after[1])
    before = [one for one in _YEAR.finditer(sentence) if one.end() <= start]
    return int(before[-1][1]) if before else None


def _counts(sentence: str) -> Iterator[tuple[int, int | None]]:
    """Counts, with the year that governs each: no dates, years, days, stages, sections or sums of money."""
    for found in _COUNT.finditer(sentence):
        if _DAY_WORD.match(sentence[found.end() :]) or _NOT_A_COUNT_BEFORE.search(sentence[: found.start()]):
            continue
        value = number(found[1])
        if "," not in found[1] and 1900 <= value <= 2100:
            continue
        yield value, _year(sentence, found.start(), found.end())
