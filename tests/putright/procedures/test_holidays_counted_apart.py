"""Every clock of every procedure, over every bank holiday of some years, counted apart by the tests' own day counter.

Worked examples say what a person would check; these are the days nobody chose. Each is counted with and without an
extension: to the last day that is allowed, and a day beyond it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest

from putright.calendars import load_calendar, read_when
from putright.clocks import deadlines, extensions_of_answer
from putright.procedures import load_procedures
from tests.putright.procedures.own_count import DIVISION, Count, after, bank_holidays, moved, raw

KEYS = sorted(load_procedures())
YEARS = (2024, 2025)
BEFORE = (timedelta(days=8), timedelta(days=1), timedelta(0))
"""So long before a bank holiday it begins; nought = on the day itself, which is no working day."""
APART = 6
"""So many working days lie between the moments of a stage."""


@dataclass(frozen=True, slots=True)
class Tried:
    """A made-up example: when each moment was, and what the answer was extended to."""

    stage: str
    division: str
    happened: dict[str, str]
    extended_to: date | None = None

    @property
    def as_example(self) -> dict[str, Any]:
        given = {"stage": self.stage, "division": self.division, "happened": self.happened}
        return {**given, "extended_to": self.extended_to} if self.extended_to else given


def first_days(division: str) -> Iterator[date]:
    for holiday in sorted(bank_holidays(division)):
        if holiday.year in YEARS:
            yield from (holiday - before for before in BEFORE)


def moments_of(stage: dict[str, Any]) -> list[str]:
    """What the clocks of a stage count from, but for its beginning."""
    named: list[str] = []
    for rule in stage["timescale"]:
        runs = rule.get("runs_from", [])
        named += [runs] if isinstance(runs, str) else runs
    return [one for one in dict.fromkeys(named) if one != stage["opened_by"]]


def tried(key: str) -> Iterator[Tried]:
    procedure, _ = raw(key)
    for division in sorted({DIVISION[nation] for nation in procedure["nations"]}):
        for stage in procedure["stage"]:
            for first in first_days(division):
                happened = {stage["opened_by"]: first.isoformat()}
                yield from extended(procedure, Tried(stage["key"], division, happened), stage)
                later = first
                for moment in moments_of(stage):
                    later = moved(later, APART, division)
                    happened = {**happened, moment: later.isoformat()}
                if len(happened) > 1:
                    yield from extended(procedure, Tried(stage["key"], division, happened), stage)


def extended(procedure: dict[str, Any], one: Tried, stage: dict[str, Any]) -> Iterator[Tried]:
    yield one
    for rule in stage["timescale"]:
        if "extension" not in rule or rule["ends_with"] != stage["answered_by"]:
            continue
        original = Count(procedure, one.as_example).due(rule["key"])
        if original is None:
            continue
        last = after(original, rule["extension"].get("most", {"working_days": 20}), one.division)
        for wanted in (last, moved(last, 1, one.division)):
            yield Tried(one.stage, one.division, one.happened, wanted)
        return


def ours(key: str, one: Tried, facts: frozenset[str]) -> dict[str, date | None]:
    under = load_procedures()[key]
    more = extensions_of_answer(under.stage(one.stage), to=one.extended_to) if one.extended_to else ()
    found = deadlines(
        under,
        one.stage,
        {moment: read_when(when) for moment, when in one.happened.items()},
        calendar=load_calendar(one.division),
        extensions=more,
        facts=facts,
        trust_extensions=True,
    )
    return {name: deadline.due_on for name, deadline in found.items()}


@pytest.mark.parametrize("key", KEYS)
def test_over_every_holiday_the_clocks_say_what_is_counted_apart(key: str) -> None:
    procedure, _ = raw(key)
    facts = frozenset(
        rule["applies_when"]
        for stage in procedure["stage"]
        for rule in stage["timescale"]
        if "applies_when" in rule
    )
    over_holidays = with_extension = 0
    for one in tried(key):
        found = ours(key, one, facts)
        count = Count(procedure, one.as_example)
        assert found == {name: count.due(name) for name in found}, one
        first = date.fromisoformat(min(one.happened.values()))
        last = max((due for due in found.values() if due), default=first)
        over_holidays += any(first < day <= last for day in bank_holidays(one.division) if day.weekday() < 5)
        with_extension += one.extended_to in found.values() if one.extended_to else 0
    assert over_holidays >= 12
    extends = procedure.get("extensions_count", True) and any(
        "extension" in rule for stage in procedure["stage"] for rule in stage["timescale"]
    )
    assert with_extension >= 12 if extends else not with_extension
