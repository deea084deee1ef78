"""The words of the demonstration, read from `texts/`: what happened, what is sought, what was found."""

from __future__ import annotations

import random
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

_SCENARIOS = ("repairs", "neighbours", "streets", "townhall", "homes", "conduct")


@dataclass(frozen=True, slots=True)
class PointText:
    """One point: what is complained of, what is sought, and the reasons of each finding it can have."""

    words: str
    sought: str
    upheld: str = ""
    partly: str = ""
    not_upheld: str = ""


@dataclass(frozen=True, slots=True)
class Scenario:
    """A kind of complaint, as residents tell it.

    parts   words one of which is drawn wherever their name stands in braces.
    either  words that belong together: one set of them is drawn.
    season  `winter`, `spring` or `summer` when there are more of them; empty = all year.
    """

    key: str
    service: str
    title: str
    happened: str
    wanted: tuple[str, ...]
    points: tuple[PointText, ...]
    parts: Mapping[str, tuple[str, ...]]
    either: tuple[Mapping[str, str], ...]
    weight: int
    season: str
    conduct: bool
    vulnerable: bool


@dataclass(frozen=True, slots=True)
class DeclinedText:
    """What was not accepted for one reason, and what the person was told."""

    reason: str
    services: tuple[str, ...]
    weight: int
    titles: tuple[str, ...]
    happened: tuple[str, ...]
    told: tuple[str, ...]
    parts: Mapping[str, tuple[str, ...]]


class _Slot(str):
    """A word that can begin small or with a capital: `{thing:small}`, `{thing:cap}`."""

    def __format__(self, spec: str) -> str:
        if spec == "small":
            return self[:1].lower() + self[1:]
        return self[:1].upper() + self[1:] if spec == "cap" else str(self)


def drawn(parts: Mapping[str, Sequence[str]], dice: random.Random) -> dict[str, str]:
    """One word for each part."""
    return {name: dice.choice(options) for name, options in parts.items()}


def told(text: str, slots: Mapping[str, str]) -> str:
    """The text with its braces filled, those within the words put in too."""
    filled = text
    for _ in range(3):
        if "{" not in filled:
            break
        filled = filled.format_map({name: _Slot(value) for name, value in slots.items()})
    return " ".join(filled.split())


@cache
def scenarios() -> tuple[Scenario, ...]:
    """Every kind of complaint there is."""
    return tuple(_scenario(row) for name in _SCENARIOS for row in _read(name)["scenario"])


@cache
def declined() -> tuple[DeclinedText, ...]:
    """What is not accepted, by reason."""
    return tuple(
        DeclinedText(
            reason=row["reason"],
            services=tuple(row["services"]),
            weight=row["weight"],
            titles=tuple(row["titles"]),
            happened=tuple(row["happened"]),
            told=tuple(row["told"]),
            parts=_parts(row),
        )
        for row in _read("declined")["declined"]
    )


@cache
def contact_texts() -> Mapping[str, Any]:
    """Contacts that are no complaint (`contact`), that wait (`undecided`), whose way was found (`sorted`)."""
    return _read("declined")


@cache
def sayings() -> Mapping[str, Any]:
    """What officers write down and what residents say on the way."""
    return _read("sayings")


@cache
def redress() -> Mapping[str, Any]:
    """What is offered, learned and changed."""
    return _read("redress")


@cache
def matter_texts() -> Mapping[str, Any]:
    """The complaints that are told in full, by name."""
    return _read("matters")


@cache
def ombudsman_texts() -> Mapping[str, Any]:
    """The words of an Ombudsman's cases, by case."""
    return _read("ombudsman")


@cache
def decisions_texts() -> Mapping[str, Any]:
    """The words of published decisions, and how each Ombudsman lays its own out."""
    return _read("decisions")


@cache
def orders_texts() -> Mapping[str, Any]:
    """The words of what the Ombudsmen ordered, by case."""
    return _read("orders")


@cache
def children_texts() -> Mapping[str, Any]:
    """The words of the two children's complaints, and the names of those from outside."""
    return _read("children")


@cache
def planned_texts() -> Mapping[str, Any]:
    """The words of the adult care complaint with a plan, and of who signs."""
    return _read("planned")


@cache
def further_points() -> tuple[PointText, ...]:
    """Points that can be added to any complaint."""
    return tuple(_point(row) for row in sayings()["point"])


@cache
def people_texts() -> Mapping[str, Any]:
    """Names, streets, needs and authorities."""
    return _read("people")


@cache
def sorting_texts() -> Mapping[str, Any]:
    """Themes and wards."""
    return _read("sorting")


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath("texts", f"{name}.toml").read_text(encoding="utf-8"))


def _scenario(row: Mapping[str, Any]) -> Scenario:
    return Scenario(
        key=row["key"],
        service=row["service"],
        title=row["title"],
        happened=row["happened"],
        wanted=tuple(row["wanted"]),
        points=tuple(_point(one) for one in row["point"]),
        parts=_parts(row),
        either=tuple(row.get("either", ())),
        weight=row.get("weight", 1),
        season=row.get("season", ""),
        conduct=row.get("conduct", False),
        vulnerable=row.get("vulnerable", False),
    )


def _parts(row: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    return {name: tuple(options) for name, options in row.get("parts", {}).items()}


def _point(row: Mapping[str, str]) -> PointText:
    return PointText(row["words"], row["sought"], row.get("yes", ""), row.get("part", ""), row.get("no", ""))
