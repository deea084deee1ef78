"""A complaint that another system handled, as far as that system told of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from putright.vocabulary import Cause


@dataclass(frozen=True, slots=True)
class StatedDue:
    """By when a stage was to be answered, as the other system has it; None = it has no such day.

    due_on       before any extension; extended_to: after it.
    """

    stage: str
    due_on: date | None = None
    extended_to: date | None = None


@dataclass(frozen=True, slots=True)
class TakenOver:
    """Everything recorded before this came from another system, which keeps days and codes and no letters.

    So nothing is held against it that only a letter could show; lateness is. What no other event tells stands here,
    and figures count it as it was counted there.

    due            by when each stage was to be answered there. Our own clocks are worked out beside it.
    causes         why it went wrong. learning_actions, learning_completed: how many; None = not said.
    repeats        reference there of the earlier complaint it repeats.
    satisfactory_remedy  we had put it right before an Ombudsman was asked; None = not said.
    not_told       names of the columns of facts that are empty there, and that our events would fill.
    """

    kind: ClassVar[str] = "taken_over"
    due: tuple[StatedDue, ...] = ()
    causes: tuple[Cause, ...] = ()
    learning_actions: int | None = None
    learning_completed: int | None = None
    repeats: str | None = None
    satisfactory_remedy: bool | None = None
    not_told: tuple[str, ...] = ()
