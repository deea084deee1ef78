"""The worked examples with one thing changed, so that a check has something to find, or almost."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from putright.calendars import load_calendar
from putright.letters import CheckResult, ComposedLetter, compose, letter, run_checks
from putright.letters.chain import Chain
from putright.letters.examples import example
from putright.vocabulary import LetterKind

K = LetterKind
CALENDAR = load_calendar()


@dataclass(frozen=True)
class Letter:
    """A letter to be checked: a worked example, what is changed in its chain, and texts edited in it."""

    kind: LetterKind
    changes: tuple[Callable[[Chain], Chain], ...] = ()
    overrides: Mapping[str, str] = field(default_factory=dict)
    today: date | None = None
    altered: Callable[[ComposedLetter], ComposedLetter] | None = None

    @property
    def chain(self) -> Chain:
        """The chain with its changes."""
        chain = example(self.kind)
        for change in self.changes:
            chain = change(chain)
        return chain

    def composed(self) -> ComposedLetter:
        """The letter it makes."""
        made = compose(self.chain, letter(self.kind), overrides=self.overrides)
        return self.altered(made) if self.altered else made

    def checked(self) -> tuple[CheckResult, ...]:
        """What the checks say of it on its own day."""
        today = self.today or self.chain.dates["sent_on"]
        assert today is not None
        return run_checks(self.chain, self.composed(), calendar=CALENDAR, today=today)

    def failing(self, check: str) -> list[CheckResult]:
        """What that check finds wrong."""
        return [one for one in self.checked() if one.id == check and not one.passes]


def of(kind: LetterKind, *changes: Callable[[Chain], Chain], **edited: str) -> Letter:
    """The worked example of that kind with these changes; edited texts by block, _ for -."""
    return Letter(kind, changes, {key.replace("_", "-"): text for key, text in edited.items()})


def chain(**fields: Any) -> Callable[[Chain], Chain]:
    """These fields of the chain."""
    return lambda one: replace(one, **fields)


def words(**texts: str) -> Callable[[Chain], Chain]:
    """These passages, _ for -; an empty one takes it away."""
    named = {key.replace("_", "-"): text for key, text in texts.items()}
    if "self-check" in named:
        named["self_check"] = named.pop("self-check")
    return lambda one: replace(one, words={**one.words, **named})


def dates(**days: date | None) -> Callable[[Chain], Chain]:
    """These days."""
    return lambda one: replace(one, dates={**one.dates, **days})


def point(number: int = 1, **fields: Any) -> Callable[[Chain], Chain]:
    """These fields of the point with that number."""

    def change(one: Chain) -> Chain:
        points = list(one.points)
        points[number - 1] = replace(points[number - 1], **fields)
        return replace(one, points=tuple(points))

    return change


def remedy(number: int = 1, **fields: Any) -> Callable[[Chain], Chain]:
    """These fields of the remedy with that number."""

    def change(one: Chain) -> Chain:
        lines = list(one.remedies)
        lines[number - 1] = replace(lines[number - 1], **fields)
        return replace(one, remedies=tuple(lines))

    return change


def action(**fields: Any) -> Callable[[Chain], Chain]:
    """These fields of the first action."""
    return lambda one: replace(one, actions=(replace(one.actions[0], **fields), *one.actions[1:]))


def sender(**fields: Any) -> Callable[[Chain], Chain]:
    """These fields of the sender."""
    return lambda one: replace(one, sender=replace(one.sender, **fields))
