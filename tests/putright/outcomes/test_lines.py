"""What is wrong with a line of the ledger is told in a sentence that says what to change."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from putright.outcomes import (
    Recurring,
    Share,
    approval_problems,
    decides,
    problems_between,
    problems_of,
    set_off_problem,
)
from putright.vocabulary import PartyAtFault, Period, RemedyStep, RemedyType, SetOff
from tests.putright.outcomes.made import line

FRI_31_MAY = date(2024, 5, 31)
SOUND = line("r1", 100_00, payee="p1", method="bank", payee_confirmed=True)


def test_a_sound_payment_has_nothing_wrong_with_it() -> None:
    assert problems_of(SOUND) == approval_problems(SOUND) == ()


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"amount_pence": None}, "has no amount"),
        ({"amount_pence": 0}, "£0 is no payment"),
        ({"type": RemedyType.APOLOGY}, "“Apology” is no payment"),
        ({"unit_pence": 350_00, "periods": 11, "per": Period.MONTH}, "£100 is not what was reckoned: 11 months"),
        ({"unit_pence": 350_00, "periods": 0, "per": Period.MONTH}, "say for how long"),
        ({"shares": (Share(PartyAtFault.OURS, 60_00),)}, "the shares £60 make £60, not £100"),
        ({"paid_pence": 120_00}, "£120 was paid of £100"),
        ({"paid_pence": -1}, "cannot have been paid"),
        ({"step": RemedyStep.PAID, "paid_pence": 40_00}, "£40 of £100 was; record the rest"),
        ({"type": RemedyType.RECURRING_PAYMENT}, "from which day and how often"),
        ({"recurring": Recurring(FRI_31_MAY, Period.MONTH)}, "it has no end"),
        ({"recurring": Recurring(FRI_31_MAY, Period.TERM, until="rehoused")}, "no fixed length"),
        (
            {"recurring": Recurring(FRI_31_MAY, Period.MONTH, until="rehoused"), "step": RemedyStep.CONDITION_MET},
            "give its last day",
        ),
    ],
)  # fmt: skip
def test_each_wrong_sum_is_told_alone(change: dict[str, Any], says: str) -> None:
    [told] = problems_of(replace(SOUND, **change))
    assert says in told


def test_a_reckoned_sum_that_fits_is_sound_with_its_part_of_a_month() -> None:
    reckoned = line("r1", 700_00, unit_pence=300_00, periods=2, per=Period.MONTH, part_days=10)
    assert problems_of(reckoned) == ()


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"payee": ""}, "name the payee"),
        ({"payee_confirmed": False}, "not confirmed with them"),
        ({"method": ""}, "choose a way to pay"),
        ({"set_off_debt": True}, "no reason allows that"),
    ],
)
def test_a_payment_is_not_approved_without_payee_way_or_reason(change: dict[str, Any], says: str) -> None:
    [told] = approval_problems(replace(SOUND, **change))
    assert says in told


@pytest.mark.parametrize("reason", list(SetOff))
def test_set_off_with_a_reason_passes(reason: SetOff) -> None:
    assert approval_problems(replace(SOUND, set_off_debt=True, set_off=reason)) == ()


def test_a_payment_that_is_not_set_off_needs_no_reason() -> None:
    assert set_off_problem(SOUND) is None


def test_an_apology_is_approved_without_a_payee() -> None:
    assert approval_problems(line("r1", None, type=RemedyType.APOLOGY)) == ()


def test_goodwill_never_answers_what_puts_it_right() -> None:
    assert not decides(line("r1", None, type=RemedyType.GOODWILL))
    assert decides(line("r2", None, type=RemedyType.APOLOGY))
    assert not decides(line("r3", 100_00, step=RemedyStep.WITHDRAWN))


def test_replacements_that_lead_nowhere_in_a_circle_or_twice_are_told() -> None:
    assert problems_between([line("r1", 50_00), line("r2", 500_00, supersedes="r1")]) == ()
    [nowhere] = problems_between([line("r1", 50_00, supersedes="r9")])
    assert "r9, which is not in the ledger" in nowhere
    circle = problems_between([line("r1", 50_00, supersedes="r2"), line("r2", 60_00, supersedes="r1")])
    assert [told.split(" ", 1)[0] for told in circle] == ["r1", "r2"]
    assert all("replaces itself" in told for told in circle)
    [twice] = problems_between(
        [line("r1", 50_00), line("r2", 60_00, supersedes="r1"), line("r3", 70_00, supersedes="r1")]
    )
    assert twice == "r1 is replaced by r2 and by r3; leave it to one of them"
