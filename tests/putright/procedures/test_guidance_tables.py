"""Remedies, impact and who approves, as data."""

import re

import pytest

from putright.procedures import (
    BandPosition,
    Effect,
    RemedyKind,
    approving_grade,
    considerations,
    cumulative,
    days_in_part,
    every_line_needs,
    factors,
    grades,
    payment_time,
    problems_of_tables,
    prolonged,
    read_severity,
    remedy_meanings,
    remedy_needs,
    severities,
)
from putright.vocabulary import Period, RemedyType

MONEY = {
    RemedyType.PAY_DISTRESS,
    RemedyType.PAY_LOSS_SERVICE,
    RemedyType.PAY_QUANTIFIABLE,
    RemedyType.REDUCE_CHARGE,
    RemedyType.WRITE_OFF,
    RemedyType.RECURRING_PAYMENT,
}


def test_the_tables_are_sound() -> None:
    assert problems_of_tables() == ()


def test_every_type_of_remedy_says_what_it_is_and_what_closes_it() -> None:
    meanings = remedy_meanings()
    assert set(meanings) == set(RemedyType)
    assert {one.type for one in meanings.values() if one.money} == MONEY
    assert all(one.evidence.endswith(".") for one in meanings.values())
    assert every_line_needs() == ("due_on", "owner")


def test_remedies_are_considered_in_order() -> None:
    assert [step.key for step in considerations()] == [
        "apology", "corrective", "quantifiable", "symbolic", "improvement", "beside",
    ]  # fmt: skip
    orders = [one.order for one in remedy_meanings().values()]
    assert orders == sorted(orders)
    assert remedy_meanings()[RemedyType.APOLOGY].order == 1
    assert (
        remedy_meanings()[RemedyType.PAY_QUANTIFIABLE].order
        < remedy_meanings()[RemedyType.PAY_DISTRESS].order
    )


def test_goodwill_alone_never_decides_a_remedy() -> None:
    assert [one.type for one in remedy_meanings().values() if not one.decides] == [RemedyType.GOODWILL]
    assert remedy_meanings()[RemedyType.GOODWILL].kind is RemedyKind.GOODWILL


def test_every_payment_says_whom_it_is_for_and_its_kind() -> None:
    for type_ in (RemedyType.PAY_DISTRESS, RemedyType.PAY_LOSS_SERVICE, RemedyType.PAY_QUANTIFIABLE):
        assert {"payee", "method", "amount_pence"} <= set(remedy_meanings()[type_].needs)
    kinds = {type_: remedy_meanings()[type_].kinds for type_ in MONEY}
    assert kinds[RemedyType.PAY_QUANTIFIABLE] == (RemedyKind.QUANTIFIABLE, RemedyKind.MANDATORY)
    assert kinds[RemedyType.PAY_DISTRESS] == (RemedyKind.DISCRETIONARY,)


def test_only_categories_seen_in_the_manual_are_unmarked() -> None:
    confirmed = {
        one.type: one.category
        for one in remedy_meanings().values()
        if one.category and not one.category_unconfirmed
    }
    assert confirmed == {
        RemedyType.APOLOGY: "Apology",
        RemedyType.RECORDS: "Add or correct records",
        RemedyType.PAY_QUANTIFIABLE: "Financial redress: Quantifiable loss",
    }


def test_of_action_with_staff_only_that_it_was_taken_is_told() -> None:
    told = {one.type: one.told_as for one in remedy_meanings().values() if one.told_as}
    assert told == {RemedyType.STAFF_ACTION: "Appropriate action was taken."}


def test_every_need_is_asked_for_by_something() -> None:
    asked = {need for one in remedy_meanings().values() for need in one.needs} | set(every_line_needs())
    assert asked == set(remedy_needs())


def test_a_payment_is_due_twenty_working_days_from_acceptance_by_our_own_default() -> None:
    assert str(payment_time().within) == "20 working days"
    assert (payment_time().runs_from, payment_time().source) == ("accepted", "own default")


def test_a_school_term_has_no_number_of_days() -> None:
    assert dict(days_in_part()) == {Period.WEEK: 7, Period.MONTH: 30}


def test_three_failings_in_sixty_days_add_up() -> None:
    found = cumulative()
    assert (found.failures, found.within_days, found.requirements) == (3, 60, ("R-A3",))


def test_factors_raise_or_lower_and_say_where_that_is_from() -> None:
    effects = [one.effect for one in factors().values()]
    assert effects.count(Effect.RAISES) >= 8
    assert effects == sorted(effects, key=lambda one: one is Effect.LOWERS)
    assert Effect.LOWERS in effects
    assert all(one.source and not one.says.endswith(".") for one in factors().values())
    assert {"appointments-changed", "had-to-chase", "visits-missed", "sleep-lost", "vulnerable"} <= set(
        factors()
    )


def test_severity_and_grade_have_four_levels_in_words() -> None:
    assert tuple(severities()) == tuple(grades()) == (1, 2, 3, 4)
    assert prolonged().from_days > 0
    with pytest.raises(ValueError, match="choose one of"):
        read_severity(0)


@pytest.mark.parametrize("severity", [1, 2, 3, 4])
def test_a_more_severe_harm_or_a_sum_above_the_band_never_needs_somebody_less_senior(severity: int) -> None:
    within = approving_grade(severity)
    assert approving_grade(severity, position=BandPosition.BELOW) == within
    assert approving_grade(severity, position=BandPosition.ABOVE) > within
    if severity > 1:
        assert within >= approving_grade(severity - 1)


def test_no_words_speak_of_punishment() -> None:
    said = [one.evidence for one in remedy_meanings().values()] + [one.says for one in factors().values()]
    assert not [text for text in said if re.search(r"\b(fine|penalty|punish|damages)\b", text, re.IGNORECASE)]
