"""The detection rules: every known kind of failure has one, with what to do and its numbers."""

import re

import pytest

from putright.procedures import (
    ActsWhen,
    AlertSeverity,
    ProcedureError,
    detection_rules,
    duty_meanings,
)
from putright.procedures.detection import build_rule

RULES = detection_rules()
# The first 28 come from published decisions; the others are our own and may become more.
LEARNED = {number: RULES[f"DR-{number:02}"] for number in range(1, 29)}
SEVERITIES = {
    AlertSeverity.BLOCK: {3, 4, 5, 6, 11, 12, 17, 19, 22, 23, 27, 28},
    AlertSeverity.HIGH: {1, 2, 7, 9, 13, 14, 16, 20, 25, 26},
    AlertSeverity.MEDIUM: {8, 10, 15, 18, 21},
    AlertSeverity.REPORT: {24},
}
ROW = {
    "key": "DR-99",
    "title": "A post not answered",
    "when": "Nothing was answered for {days} days.",
    "do": "Answer.",
    "severity": "high",
    "acts": ["daily"],
    "parameters": {"days": 3},
    "requirements": ["R-K8"],
    "source": "own default",
}


def test_there_is_a_rule_for_each_number_and_the_gravest_hold_something_back() -> None:
    assert list(RULES) == [f"DR-{number:02}" for number in range(1, len(RULES) + 1)]
    found = {
        severity: {number for number, rule in LEARNED.items() if rule.severity is severity}
        for severity in AlertSeverity
    }
    assert found == SEVERITIES


def test_every_rule_says_what_it_finds_what_to_do_and_which_lesson_it_answers() -> None:
    for rule in RULES.values():
        assert rule.when.endswith(".")
        assert rule.do.endswith(".")
        assert not rule.title.endswith(".")
        assert "{" not in rule.when
        assert all(re.fullmatch(r"R-[A-Z]+\d+", one) for one in rule.requirements)


def test_every_rule_is_looked_at_daily_and_what_blocks_at_once_too() -> None:
    assert all(ActsWhen.DAILY in rule.acts for rule in RULES.values())
    assert all(rule.at_once for rule in RULES.values() if rule.blocks)


def test_every_rule_a_duty_names_exists_and_answers_the_same_lesson() -> None:
    for duty in duty_meanings().values():
        if duty.detection is not None:
            assert set(duty.requirements) & set(RULES[duty.detection].requirements), duty.key


def test_a_rule_without_a_duty_looks_beyond_one_complaint_or_at_what_is_not_ours_to_breach() -> None:
    without = [rule.key for rule in LEARNED.values() if not rule.duties]
    # Silent contractors, visits of one job, an Ombudsman's dates and orders, what was recommended before.
    assert set(without) <= {"DR-08", "DR-10", "DR-20", "DR-25", "DR-28"}


@pytest.mark.parametrize(
    ("rule", "name", "numbers"),
    [
        ("DR-01", "working_days_before", (1,)),
        ("DR-02", "working_days_before", (2,)),
        ("DR-08", "days", (90,)),
        ("DR-10", "visits", (2,)),
        ("DR-13", "hours", (24,)),
        ("DR-15", "months", (12,)),
        ("DR-16", "complaints", (2,)),
        ("DR-16", "months", (12,)),
        ("DR-18", "working_days", (10,)),
        ("DR-20", "working_days_before", (10, 5, 2)),
        ("DR-21", "working_days", (5,)),
    ],
)
def test_a_rules_numbers_are_data_and_said_in_its_sentence(
    rule: str, name: str, numbers: tuple[int, ...]
) -> None:
    found = RULES[rule]
    assert found.numbers(name) == numbers
    assert all(str(number) in found.when for number in numbers)


def test_one_number_is_given_as_such_and_several_only_together() -> None:
    assert RULES["DR-18"].number("working_days") == 10
    with pytest.raises(ProcedureError, match="several working_days_before"):
        RULES["DR-20"].number("working_days_before")
    with pytest.raises(ProcedureError, match="DR-18 has no 'days'; known are: working_days"):
        RULES["DR-18"].numbers("days")


def test_a_rule_says_its_own_numbers() -> None:
    assert build_rule(ROW, "rule").when == "Nothing was answered for 3 days."


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"severity": "grave"}, "severity is 'grave'; use one of block, high, medium, report"),
        ({"severity": "block"}, "add at_once to acts"),
        ({"acts": []}, "acts is empty"),
        ({"acts": ["hourly"]}, "acts is 'hourly'"),
        ({"requirements": []}, "name the lesson it answers"),
        ({"parameters": {}}, "names 'days', which is no parameter"),
        ({"parameters": {"days": 3, "weeks": 1}}, "put {weeks} in its place"),
        ({"parameters": {"days": 0}}, "must be 1 or more"),
        ({"parameters": {"days": []}}, "give a number"),
        ({"parameters": {"days": "three"}}, "must be a whole number"),
        ({"when": ""}, "when is empty"),
        ({"colour": "red"}, "'colour', which is not known"),
    ],
)
def test_each_fault_in_a_rule_is_told(change: dict[str, object], says: str) -> None:
    with pytest.raises(ProcedureError, match=re.escape(says)):
        build_rule({**ROW, **change}, "rule")
