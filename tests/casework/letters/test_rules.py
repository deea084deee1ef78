"""The rules of letters: who signs, how often a letter is tried, and a file of one's own."""

from datetime import timedelta
from importlib import resources

import pytest

from casework.letters.rules import RulesError, read_rules, rules
from putright.vocabulary import LetterKind

SHIPPED = resources.files("casework.letters").joinpath("rules.toml").read_text(encoding="utf-8")


def test_the_rules_that_ship_have_answers_signed_and_refusals_read_twice() -> None:
    assert {LetterKind.RESPONSE, LetterKind.FINAL_RESPONSE} <= rules().to_sign
    assert {LetterKind.DECLINE, LetterKind.ESCALATION_REFUSAL, LetterKind.APOLOGY} == rules().sensitive
    assert LetterKind.ACKNOWLEDGEMENT not in rules().to_sign | rules().sensitive


def test_every_further_try_waits_longer() -> None:
    tries = rules().tries
    assert tries == tuple(sorted(tries))
    assert sum(tries, timedelta()) > timedelta(days=1)


def test_the_harder_the_resident_was_hit_the_more_senior_who_signs() -> None:
    grades = [rules().grade(severity) for severity in range(5)]
    assert grades == sorted(grades)
    assert rules().grade(9) == rules().grade(4)


@pytest.mark.parametrize(
    ("shipped", "instead", "says"),
    [
        ('"response", ', '"respons", ', "respons"),
        ("[grade]", "[grades]", "'grade' is missing"),
        ("by_severity = [1, 1, 1, 2, 3]", "by_severity = [1, 2]", "five grades"),
        ("minutes_before_next_try = [1,", "minutes_before_next_try = [one,", "own.toml"),
    ],
)
def test_a_mistake_in_a_file_of_ones_own_is_named(shipped: str, instead: str, says: str) -> None:
    assert shipped in SHIPPED
    with pytest.raises(RulesError, match=says):
        read_rules(SHIPPED.replace(shipped, instead), "own.toml")
