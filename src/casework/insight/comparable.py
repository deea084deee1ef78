"""What is compared with others, and how a published figure is read: `comparing.toml`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from putright.measures import Definition, FactsError, PeriodBasis, definition

PERCENT = "percent"
BASES = (
    PeriodBasis.RECEIVED,
    PeriodBasis.RESPONDED,
    PeriodBasis.ESCALATED,
    PeriodBasis.DECIDED,
    PeriodBasis.CLOSED,
)
"""What a published figure may say it counts by."""


class ComparableError(ValueError):
    """What is compared is described wrongly; the message says what to change."""


@dataclass(frozen=True, slots=True)
class Per:
    """What a published value is of, such as `per 1,000 homes`. what: empty for per cent."""

    key: str
    words: str
    number: int
    what: str


@dataclass(frozen=True, slots=True)
class Comparable:
    """A figure that others publish too. per: what a value of it may be of, ours first."""

    definition: Definition
    title: str
    per: tuple[Per, ...]

    @property
    def ours(self) -> Per:
        """What ours is per."""
        return self.per[0]


@dataclass(frozen=True, slots=True)
class Comparing:
    """Everything that is compared. most_rows, most_problems: of a file, rows taken, and problems listed."""

    figures: dict[str, Comparable]
    per: dict[str, Per]
    most_rows: int
    most_problems: int


@cache
def comparing() -> Comparing:
    """What is compared here. Raises ComparableError at the first thing that is wrong."""
    return read_comparing(
        resources.files("casework.insight").joinpath("comparing.toml").read_text(encoding="utf-8")
    )


def read_comparing(text: str) -> Comparing:
    """What this text compares. Raises ComparableError."""
    try:
        table = tomllib.loads(text)
        per = {
            one["key"]: Per(one["key"], one["words"], one["number"], one.get("what", ""))
            for one in table["per"]
        }
        found = [_comparable(figure, group, per) for group in table["group"] for figure in group["figures"]]
        return Comparing(
            {one.definition.id: one for one in found}, per, table["most_rows"], table["most_problems"]
        )
    except (tomllib.TOMLDecodeError, KeyError, FactsError) as wrong:
        raise ComparableError(f"comparing.toml: {wrong}") from None


def _comparable(figure: str, group: dict[str, Any], per: dict[str, Per]) -> Comparable:
    found = Comparable(definition(figure), group["title"], tuple(per[key] for key in group["per"]))
    own = (found.definition.per or 100, (found.definition.per_what or "").removeprefix("lgsco_"))
    if own != (found.ours.number, found.ours.what):
        raise ComparableError(
            f"comparing.toml: {figure} is not {found.ours.words}; list first what ours is per"
        )
    return found
