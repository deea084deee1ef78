"""The letter a check looks at: its chain, its blocks, and which words its author chose."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from putright.calendars import WorkingDayCalendar
from putright.letters.chain import Chain, PointAnswer, RemedyLine
from putright.letters.checks.types import Problem
from putright.letters.passages import told_words
from putright.letters.phrases import Found, phrases
from putright.letters.promises import FoundPromise, promises_in
from putright.letters.rules import is_payment
from putright.letters.types import BlockSource, ComposedBlock, ComposedLetter
from putright.letters.wordings import day_in_letter
from putright.vocabulary import LetterKind, PointOutcome, RemedyType

FINDINGS = (
    PointOutcome.UPHELD,
    PointOutcome.PARTLY_UPHELD,
    PointOutcome.NOT_UPHELD,
    PointOutcome.NO_FINDING_POSSIBLE,
)
"""Outcomes that judge a point; the others say why nobody does."""

_AUTHORED_IN_CHAIN = ("points", "learning", "remedies", "actions", "opening")


@dataclass(frozen=True, slots=True)
class Passage:
    """Words the author chose, and where they stand."""

    text: str
    point: str = ""
    block: str = ""

    def problem(self, says: str) -> Problem:
        """Something wrong with this passage."""
        return Problem(says, point=self.point, block=self.block)


@dataclass(frozen=True, slots=True)
class Subject:
    """One letter as the checks see it; everything they share is worked out once.

    points    those this letter answers: all of them, or for a first answer those with a finding.
    authored  every passage whose words somebody chose, as against the fixed sentences of the letter.
    body      the whole text without address, greeting and signature, for measures.
    promises  what the author's words promise, where it does not stand on record by itself.
    """

    chain: Chain
    letter: ComposedLetter
    today: date
    calendar: WorkingDayCalendar | None
    points: tuple[PointAnswer, ...]
    authored: tuple[Passage, ...]
    body: str
    promises: tuple[tuple[Passage, FoundPromise], ...]

    @property
    def language(self) -> str:
        """The language the letter is in."""
        return self.letter.language

    @property
    def kind(self) -> LetterKind:
        """Which letter it is."""
        return self.letter.kind

    @property
    def upheld(self) -> tuple[PointAnswer, ...]:
        """The points on which fault was found."""
        return tuple(point for point in self.points if point.upheld)

    @property
    def payments(self) -> tuple[RemedyLine, ...]:
        """The remedies that are paid to a person."""
        return tuple(line for line in self.chain.remedies if is_payment(line.type))

    @property
    def apologises(self) -> bool:
        """Whether it is meant as an apology, or has to be one."""
        offered = any(line.type is RemedyType.APOLOGY for line in self.chain.remedies)
        return self.kind is LetterKind.APOLOGY or offered or bool(self.upheld)

    def name(self, point: str) -> str:
        """A point as people read it: Point 2."""
        number = next((n for n, one in enumerate(self.chain.points, 1) if one.key == point), 0)
        return f"Point {number}" if number else point

    def day(self, day: date) -> str:
        """A day as the checks write it."""
        return day_in_letter(day, "en")

    def said(self, name: str, *, file: str = "phrases.toml") -> Iterator[tuple[Passage, Found]]:
        """Each passage that has a phrase of the list, with the first it has."""
        listed = phrases(name, self.language, file=file)
        for passage in self.authored:
            if (found := listed.first(passage.text)) is not None:
                yield passage, found

    def says(self, name: str, *, file: str = "phrases.toml") -> bool:
        """Whether any passage has a phrase of the list."""
        return next(self.said(name, file=file), None) is not None


def subject_of(
    chain: Chain, letter: ComposedLetter, *, calendar: WorkingDayCalendar | None, today: date
) -> Subject:
    """The letter with what the checks need of it."""
    answered = chain.points
    if not chain.complete:
        answered = tuple(one for one in chain.points if one.outcome is not None)
    authored = tuple(one for one in _authored(chain, letter) if one.text.strip())
    return Subject(
        chain=chain,
        letter=letter,
        today=today,
        calendar=calendar,
        points=answered,
        authored=authored,
        body="\n\n".join(
            block.text for block in letter.blocks if block.text and block.key not in _NOT_MEASURED
        ),
        promises=tuple(
            (passage, promise)
            for passage in authored
            if not _on_record(letter, passage)
            for promise in promises_in(passage.text, today=today, calendar=calendar, language=letter.language)
        ),
    )


def _on_record(letter: ComposedLetter, passage: Passage) -> bool:
    """Whether the passage prints what is on record already, and nobody edited it."""
    block = letter.block(passage.block)
    return passage.block in _ON_RECORD and block is not None and block.source is BlockSource.CHAIN


_ON_RECORD = ("remedies", "actions", "promises")
_NOT_MEASURED = ("letterhead", "greeting", "signature", "ombudsman", "copies", "enclosures")


def words_on(point: PointAnswer) -> str:
    """Everything the author wrote on a point."""
    answers = (one.answer for one in point.questions)
    return "\n\n".join(
        text
        for text in (
            point.standard,
            point.happened,
            point.reasons,
            point.fault,
            point.injustice,
            point.changed,
            point.no_remedy_because,
            *answers,
        )
        if text.strip()
    )


def _authored(chain: Chain, letter: ComposedLetter) -> Iterator[Passage]:
    for block in letter.blocks:
        written = chain.words.get(block.key, "").strip()
        if block.locked or not block.text:
            continue
        if block.source is BlockSource.WRITTEN and written and written in block.text:
            # The sentences around it are the letter's own.
            yield Passage(written, block=block.key)
        elif block.source is not BlockSource.CHAIN:
            yield from _edited(block)
        elif block.key in _AUTHORED_IN_CHAIN:
            yield from _from_chain(chain, block, letter.language)


def _edited(block: ComposedBlock) -> Iterator[Passage]:
    if block.parts:
        for part in block.parts:
            yield Passage(part.text, point=part.point, block=block.key)
    else:
        yield Passage(block.text, block=block.key)


def _from_chain(chain: Chain, block: ComposedBlock, language: str) -> Iterator[Passage]:
    if block.key == "points":
        for point in chain.points:
            yield Passage(words_on(point), point=point.key, block=block.key)
    elif block.key == "learning":
        yield Passage("\n".join(chain.learning), block=block.key)
    elif block.key == "remedies":
        yield Passage("\n".join(told_words(line, language) for line in chain.remedies), block=block.key)
    elif block.key == "actions":
        yield Passage("\n".join(line.words for line in chain.actions), block=block.key)
    else:
        yield Passage(chain.words.get("opening", ""), block=block.key)
