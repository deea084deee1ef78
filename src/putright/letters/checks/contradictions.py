"""Whether the words near a finding say the opposite of it."""

from __future__ import annotations

from collections.abc import Iterator

from putright.letters.checks.subject import FINDINGS, Subject
from putright.letters.checks.types import Problem
from putright.letters.phrases import phrases
from putright.letters.wordings import finding_in
from putright.procedures import outcome_word
from putright.vocabulary import PointOutcome

_AGAINST = {
    PointOutcome.UPHELD: "finding_not_upheld",
    PointOutcome.PARTLY_UPHELD: "finding_none_at_all",
    PointOutcome.NOT_UPHELD: "finding_upheld",
}
_ABOUT_ALL = ("apology", "opening", "reconsidered")
"""Blocks that speak of the complaint as a whole."""


def no_contradiction(subject: Subject) -> Iterator[Problem]:
    """A point not upheld beside “we failed”, one upheld beside “we did nothing wrong”."""
    outcomes = {point.key: point.outcome for point in subject.chain.points}
    for passage in subject.authored:
        outcome = outcomes.get(passage.point)
        if passage.point and outcome in _AGAINST:
            # A finding's own sentence says what it is, whatever the phrases around it.
            text = passage.text.replace(finding_in(subject.chain.procedure, outcome, subject.language), "")
            found = phrases(_AGAINST[outcome], subject.language).said(text, language=subject.language)
            if found is not None:
                yield passage.problem(
                    f"{subject.name(passage.point)} is {outcome_word(subject.chain.procedure, outcome).lower()}, "
                    f"and the text near it says “{found.words}”."
                )
    yield from _about_all(subject)


def _about_all(subject: Subject) -> Iterator[Problem]:
    judged = {point.outcome for point in subject.points if point.outcome in FINDINGS}
    if len(judged) != 1 or (outcome := judged.pop()) not in _AGAINST or not subject.chain.complete:
        return
    assert outcome is not None
    listed = phrases(_AGAINST[outcome], subject.language)
    for passage in subject.authored:
        if passage.point or passage.block not in _ABOUT_ALL:
            continue
        found = listed.said(passage.text, language=subject.language)
        if found is not None:
            yield passage.problem(
                f"Every point is {outcome_word(subject.chain.procedure, outcome).lower()}, "
                f"and the text says “{found.words}”."
            )
