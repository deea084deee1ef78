"""Our own rules of orders, and how an Ombudsman's yearly letter is read: `rules.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any

from casework.complaints.search import plain_words
from putright.procedures import considerations
from putright.vocabulary import DecisionText, Determination, PublishedOutcome

COLUMNS = ("reference", "received_on", "decided_on", "category", "outcome", "remedy")


class RulesError(ValueError):
    """The rules of orders are wrong; the message says what to change."""


@dataclass(frozen=True, slots=True)
class OrderRules:
    """How alike two orders are that ask the same, and what a letter's columns and outcomes may be called.

    likeness            from how many per cent on. looks_back_months: how old the earlier one may be.
    improving           keys of the steps of `remedies.toml` whose orders are compared.
    published           the outcome as published where only the text of the decision is known.
    maladministration, considered  findings that count as such, and all that were considered.
    columns, outcomes   from what a letter says, in plain words, to our name of the column and code of the outcome.
    """

    likeness: int
    looks_back_months: int
    improving: frozenset[str]
    columns: Mapping[str, str]
    outcomes: Mapping[str, PublishedOutcome]
    published: Mapping[DecisionText, PublishedOutcome]
    maladministration: frozenset[Determination]
    considered: frozenset[Determination]
    year_begins: tuple[int, int]

    def year(self, begins_in: int) -> tuple[date, date]:
        """The first and the last day of the year that begins in this one."""
        month, day = self.year_begins
        return date(begins_in, month, day), date(begins_in + 1, month, day) - timedelta(days=1)

    def year_of(self, on: date) -> int:
        """The year a day belongs to, by the one it begins in."""
        return on.year if (on.month, on.day) >= self.year_begins else on.year - 1


@cache
def rules() -> OrderRules:
    """The rules of this service. Raises RulesError at the first thing that is wrong."""
    return read_rules(resources.files("casework.orders").joinpath("rules.toml").read_text(encoding="utf-8"))


def read_rules(text: str) -> OrderRules:
    """The rules of this text. Raises RulesError."""
    table = tomllib.loads(text)
    again, letter = table["again"], table["letter"]
    likeness, back = again["likeness"], again["looks_back_months"]
    if not 1 <= likeness <= 100:
        raise RulesError(f"rules.toml: likeness is {likeness}; it is in per cent, from 1 to 100")
    if back < 1:
        raise RulesError(f"rules.toml: looks_back_months is {back}; it must be 1 or more")
    steps = {one.key for one in considerations()}
    if strange := sorted(set(again["considered"]) - steps):
        raise RulesError(f"rules.toml: considered has {strange[0]!r}; use {', '.join(sorted(steps))}")
    unknown = sorted(set(letter["columns"]) - set(COLUMNS))
    if unknown:
        raise RulesError(f"rules.toml: letter.columns has {unknown[0]!r}; use {', '.join(COLUMNS)}")
    outcomes = {code: PublishedOutcome.read(code) for code in letter["outcomes"]}
    bad = frozenset(Determination.read(one) for one in table["considered"]["maladministration"])
    return OrderRules(
        likeness,
        back,
        frozenset(again["considered"]),
        _named(letter["columns"], {name: name for name in letter["columns"]}, "column"),
        _named(letter["outcomes"], outcomes, "outcome"),
        MappingProxyType(
            {
                DecisionText.read(text): PublishedOutcome.read(code)
                for code, texts in table["published"].items()
                for text in texts
            }
        ),
        bad,
        bad | frozenset(Determination.read(one) for one in table["considered"]["other"]),
        (table["year"]["month"], table["year"]["day"]),
    )


def _named(table: Mapping[str, list[str]], into: Mapping[str, Any], what: str) -> Mapping[str, Any]:
    found: dict[str, Any] = {}
    for name, labels in table.items():
        for label in labels:
            key = plain_words(label)
            if key in found and found[key] != into[name]:
                raise RulesError(f"rules.toml: the {what} {label!r} stands twice; leave it where it belongs")
            found[key] = into[name]
    return MappingProxyType(found)
