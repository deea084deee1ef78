"""Every worked example that ships is also counted by hand-made code that shares nothing with ours."""

from datetime import date

import pytest

from putright.procedures import load_procedures
from tests.putright.procedures.own_count import DIVISION, Count, bank_holidays, raw

KEYS = sorted(load_procedures())


@pytest.mark.parametrize("key", KEYS)
def test_every_example_gives_the_dates_counted_apart(key: str) -> None:
    procedure, examples = raw(key)
    for example in examples:
        count = Count(procedure, example)
        given = {name: count.due(name) for name in example["due"]}
        expected = {name: None if day == "none" else day for name, day in example["due"].items()}
        assert given == expected, example["says"]
        for name, day in example.get("also_due", {}).items():
            assert count.also_due(name) == (None if day == "none" else day), example["says"]
        if "ask_until" in example:
            assert count.ask_until() == example["ask_until"], example["says"]


@pytest.mark.parametrize("key", KEYS)
def test_every_procedure_has_at_least_twelve_examples_and_each_of_its_clocks_one(key: str) -> None:
    procedure, examples = raw(key)
    assert len(examples) >= 12
    assert len({one["says"] for one in examples}) == len(examples)
    dated = {
        (one["stage"], name) for one in examples for name, day in one["due"].items() if isinstance(day, date)
    }
    assert dated == {
        (stage["key"], rule["key"]) for stage in procedure["stage"] for rule in stage["timescale"]
    }


@pytest.mark.parametrize("key", KEYS)
def test_the_examples_meet_holidays_weekends_and_extensions(key: str) -> None:
    """Counting that forgot the bank holidays, or an extension, would not get through any procedure's examples."""
    procedure, examples = raw(key)
    over_a_holiday = on_a_weekend = 0
    for example in examples:
        first = min(date.fromisoformat(str(when)[:10]) for when in example["happened"].values())
        last = max((day for day in example["due"].values() if isinstance(day, date)), default=first)
        between = [
            day for day in bank_holidays(example.get("division", "england-and-wales")) if first < day <= last
        ]
        over_a_holiday += any(day.weekday() < 5 for day in between)
        on_a_weekend += first.weekday() > 4
    assert over_a_holiday >= 2
    assert on_a_weekend >= 1
    extends = any("extension" in rule for stage in procedure["stage"] for rule in stage["timescale"])
    assert not extends or any("extended_to" in example for example in examples)


@pytest.mark.parametrize("key", KEYS)
def test_examples_are_counted_where_the_procedure_holds(key: str) -> None:
    procedure, examples = raw(key)
    divisions = {DIVISION[nation] for nation in procedure["nations"]}
    assert {one.get("division", "england-and-wales") for one in examples} <= divisions
