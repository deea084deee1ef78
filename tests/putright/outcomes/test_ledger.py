"""The sums of the ledger, with the worked examples of published decisions."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from putright.calendars import load_calendar
from putright.outcomes import (
    LedgerLine,
    Recurring,
    Share,
    WrongSum,
    outstanding_in_words,
    payment_due,
    totals,
)
from putright.outcomes.ledger import times_due
from putright.outcomes.reckoning import start_of
from putright.vocabulary import PartyAtFault, Period, RemedyStep, RemedyType
from tests.putright.outcomes.made import ACCEPTED, line

FRI_31_MAY = date(2024, 5, 31)
OURS, CONTRACTOR = PartyAtFault.OURS, PartyAtFault.CONTRACTOR


def test_250_pounds_split_between_contractor_and_council_are_told_by_payer() -> None:
    halves = (Share(CONTRACTOR, 125_00), Share(OURS, 125_00))
    found = totals([line("r1", 250_00, shares=halves)], on=FRI_31_MAY)
    assert found.offered_pence == 250_00
    assert found.by_payer == {CONTRACTOR: 125_00, OURS: 125_00}


@pytest.mark.parametrize(
    ("pence", "sum_"),
    [
        ([650_00, 100_00], 750_00),
        ([600_00, 1300_00], 1900_00),
        ([1000_00, 350_00], 1350_00),
        ([2350_00, 2900_00, 500_00], 5750_00),
        ([5400_00, 1000_00, 500_00], 6900_00),
        ([500_00, 3000_00, 100_00], 3600_00),
    ],
    ids=[
        "Hackney 23 016 199: distress and the delay at stage 2",
        "Kensington and Chelsea, homelessness 4: the leak and bed and breakfast",
        "Kensington and Chelsea, housing 2",
        "Lambeth 21 014 560: the child, the provision bought, distress",
        "Suffolk 19 019 593: the child, isolation, the parents",
        "Lancashire 24 015 110: the review, two terms, the complaint",
    ],
)
def test_the_lines_of_a_published_remedy_add_up(pence: list[int], sum_: int) -> None:
    found = totals([line(f"r{number}", each) for number, each in enumerate(pence)], on=FRI_31_MAY)
    assert found.offered_pence == found.outstanding_pence == sum_


def test_money_for_the_child_and_for_the_parent_is_told_by_person() -> None:
    found = totals(
        [
            line("r1", 5400_00, for_whom="child"),
            line("r2", 1000_00, for_whom="child"),
            line("r3", 500_00, for_whom="parents"),
        ],
        on=FRI_31_MAY,
    )
    assert found.by_person == {"child": 6400_00, "parents": 500_00}


def test_500_pounds_instead_of_50_never_count_as_550() -> None:
    found = totals(
        [
            line("r1", 50_00),
            line("r2", 500_00, supersedes="r1", stage="ombudsman"),
            line("r3", 3850_00, type=RemedyType.PAY_LOSS_SERVICE, stage="ombudsman"),
        ],
        on=FRI_31_MAY,
    )
    assert found.offered_pence == 4350_00
    assert found.by_stage == {"ombudsman": 4350_00}
    first = found.lines[0]
    assert (first.line.key, first.counts, first.left_out) == ("r1", False, "replaced by a later offer")
    assert first.replaced_by == "r2"


def test_50_pounds_already_paid_are_counted_towards_the_500_that_replace_them() -> None:
    found = totals(
        [
            line("r1", 50_00, step=RemedyStep.PAID, paid_pence=50_00),
            line("r2", 500_00, supersedes="r1", step=ACCEPTED),
        ],
        on=FRI_31_MAY,
    )
    assert (found.offered_pence, found.paid_pence, found.outstanding_pence) == (500_00, 50_00, 450_00)
    assert found.overpaid_pence == 0


def test_while_the_larger_sum_is_only_proposed_the_smaller_one_is_still_owed() -> None:
    lines = [
        line("r1", 50_00, step=ACCEPTED),
        line("r2", 500_00, supersedes="r1", step=RemedyStep.APPROVED),
    ]
    found = totals(lines, on=FRI_31_MAY)
    assert (found.offered_pence, found.in_the_making_pence, found.outstanding_pence) == (50_00, 500_00, 50_00)


def test_an_offer_withdrawn_before_it_was_made_replaces_nothing() -> None:
    lines = [line("r1", 50_00), line("r2", 500_00, supersedes="r1", step=RemedyStep.WITHDRAWN)]
    found = totals(lines, on=FRI_31_MAY)
    assert found.offered_pence == 50_00
    assert [one.left_out for one in found.lines] == ["", "withdrawn before it was offered"]


@pytest.mark.parametrize(
    ("step", "why"),
    [
        (RemedyStep.REFUSED, "refused by the resident"),
        (RemedyStep.UNDELIVERABLE, "cannot be delivered"),
        (RemedyStep.SUPERSEDED, "replaced by a later offer"),
        (RemedyStep.PROPOSED, "not offered yet"),
        (RemedyStep.APPROVED, "approved, not offered yet"),
    ],
)
def test_what_is_not_on_offer_is_shown_with_the_reason_and_not_counted(step: RemedyStep, why: str) -> None:
    found = totals([line("r1", 100_00, step=step)], on=FRI_31_MAY)
    assert (found.offered_pence, found.outstanding_pence) == (0, 0)
    assert found.lines[0].left_out == why


def test_a_remedy_that_is_no_money_is_in_the_ledger_and_in_no_sum() -> None:
    found = totals([line("r1", None, type=RemedyType.APOLOGY)], on=FRI_31_MAY)
    assert found.offered_pence == 0
    assert found.by_person == found.by_payer == found.by_stage == {}
    assert found.lines[0].counts


RENT = Recurring(first_on=FRI_31_MAY, per=Period.MONTH, until="suitable accommodation, or the duty ends")


def test_300_pounds_a_month_until_rehoused_are_due_month_by_month_and_forecast() -> None:
    """Kensington and Chelsea, housing 1: £5,800, £500, and £300 a month until suitable accommodation."""
    fri_30_august, sat_30_november = date(2024, 8, 30), date(2024, 11, 30)
    lines = [
        line("r1", 5800_00, type=RemedyType.PAY_LOSS_SERVICE, step=RemedyStep.PAID, paid_pence=5800_00),
        line("r2", 300_00, type=RemedyType.RECURRING_PAYMENT, recurring=RENT, step=ACCEPTED, paid_pence=600_00),
        line("r3", 500_00, step=ACCEPTED),
    ]  # fmt: skip
    found = totals(lines, on=fri_30_august, forecast_until=sat_30_november)
    # Due on 31 May, 30 June and 31 July; 31 August is tomorrow.
    assert found.lines[1].due_pence == 900_00
    assert found.lines[1].outstanding_pence == 300_00
    assert found.offered_pence == 7200_00
    assert found.outstanding_pence == 800_00
    # 31 August, 30 September, 31 October, 30 November.
    assert found.forecast_pence == 1200_00


def test_a_payment_whose_condition_is_met_is_neither_due_nor_forecast_any_more() -> None:
    mon_15_july, sat_30_november = date(2024, 7, 15), date(2024, 11, 30)
    ended = Recurring(first_on=FRI_31_MAY, per=Period.MONTH, last_on=mon_15_july)
    lines = [
        line(
            "r1", 300_00, type=RemedyType.RECURRING_PAYMENT, recurring=ended, step=RemedyStep.CONDITION_MET,
            shares=(Share(OURS, 100_00), Share(CONTRACTOR, 200_00)),
        )
    ]  # fmt: skip
    found = totals(lines, on=sat_30_november, forecast_until=date(2025, 5, 31))
    assert (found.offered_pence, found.forecast_pence) == (600_00, 0)
    assert found.by_payer == {OURS: 200_00, CONTRACTOR: 400_00}


def test_nothing_is_due_before_the_first_day_and_the_day_itself_counts() -> None:
    weekly = Recurring(first_on=FRI_31_MAY, per=Period.WEEK)
    assert [times_due(weekly, on=day) for day in (date(2024, 5, 30), FRI_31_MAY, date(2024, 6, 7))] == [
        0,
        1,
        2,
    ]


def test_a_forecast_that_ends_before_it_begins_is_refused() -> None:
    lines = [line("r1", 300_00, type=RemedyType.RECURRING_PAYMENT, recurring=RENT)]
    with pytest.raises(WrongSum, match="before"):
        totals(lines, on=FRI_31_MAY, forecast_until=date(2024, 5, 1))


def test_a_line_counted_twice_is_refused() -> None:
    with pytest.raises(WrongSum, match="r1 is in the ledger twice"):
        totals([line("r1", 50_00), line("r1", 50_00)], on=FRI_31_MAY)


def test_what_was_paid_too_much_is_told_and_never_taken_from_another_line() -> None:
    lines = [line("r1", 100_00, paid_pence=150_00, step=RemedyStep.PAID), line("r2", 50_00)]
    found = totals(lines, on=FRI_31_MAY)
    assert (found.outstanding_pence, found.overpaid_pence) == (50_00, 50_00)


def test_shares_that_do_not_add_up_leave_the_whole_sum_with_us() -> None:
    found = totals([line("r1", 250_00, shares=(Share(CONTRACTOR, 100_00),))], on=FRI_31_MAY)
    assert found.by_payer == {OURS: 250_00}


def test_the_head_of_the_ledger_says_what_is_still_to_be_paid() -> None:
    said = [
        outstanding_in_words(totals(lines, on=FRI_31_MAY))
        for lines in (
            [],
            [line("r1", 100_00, paid_pence=100_00)],
            [line("r1", 750_00, paid_pence=650_00)],
        )
    ]
    assert said == [
        "No payment is offered.",
        "Everything offered is paid.",
        "£100 of £750 is still to be paid.",
    ]


def test_an_accepted_payment_is_due_twenty_working_days_later_unless_an_order_says_otherwise() -> None:
    wed_1_may, fri_26_july = date(2024, 5, 1), date(2024, 7, 26)
    england = load_calendar("england-and-wales")
    due = payment_due(wed_1_may, calendar=england)
    # Two bank holidays, 6 and 27 May, are not counted.
    assert due.on == FRI_31_MAY
    assert due.because == "accepted on 1 May 2024, 20 working days (own default) → 31 May 2024"
    assert payment_due(wed_1_may, calendar=england, ordered_by=fri_26_july).on == fri_26_july


steps = st.sampled_from(list(RemedyStep))
pence = st.integers(1, 5000_00)


@st.composite
def ledgers(draw: st.DrawFn) -> list[LedgerLine]:
    """Any ledger, sensible or not: replacements in circles, paid too much, ended without a day."""
    keys = [f"r{number}" for number in range(draw(st.integers(0, 6)))]
    lines = []
    for key in keys:
        amount = draw(pence)
        half = draw(st.integers(0, amount))
        lines.append(
            line(
                key,
                amount,
                step=draw(steps),
                for_whom=draw(st.sampled_from(["p1", "p2"])),
                stage=draw(st.sampled_from(["stage-1", "stage-2"])),
                shares=draw(st.sampled_from([(), (Share(OURS, half), Share(CONTRACTOR, amount - half))])),
                supersedes=draw(st.sampled_from([None, *keys, "nowhere"])),
                paid_pence=draw(st.sampled_from([0, amount, half])),
                recurring=draw(st.sampled_from([None, RENT])),
            )
        )
    return lines


@given(ledgers(), st.randoms(use_true_random=False))
def test_the_order_of_lines_makes_no_difference(lines: list[LedgerLine], random: object) -> None:
    shuffled = list(lines)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert totals(shuffled, on=FRI_31_MAY) == totals(lines, on=FRI_31_MAY)


@given(ledgers(), st.dates(date(2024, 1, 1), date(2026, 1, 1)))
def test_every_division_adds_up_and_no_penny_is_lost(lines: list[LedgerLine], on: date) -> None:
    found = totals(lines, on=on)
    for parts in (found.by_person, found.by_payer, found.by_stage):
        assert sum(parts.values()) == found.offered_pence
    assert found.paid_pence == sum(one.paid_pence for one in lines)
    assert found.offered_pence - found.paid_pence == found.outstanding_pence - found.overpaid_pence
    assert len(found.lines) == len(lines)


@given(pence, pence, steps)
def test_an_offer_and_the_one_it_replaces_never_both_count(first: int, second: int, step: RemedyStep) -> None:
    lines = [line("r1", first), line("r2", second, supersedes="r1", step=step)]
    assert totals(lines, on=FRI_31_MAY).offered_pence in (0, first, second)


@given(st.dates(date(2024, 1, 1), date(2027, 1, 1)), st.sampled_from([Period.DAY, Period.WEEK, Period.MONTH]))
def test_times_due_counts_the_days_a_payment_falls_on(on: date, per: Period) -> None:
    recurring = Recurring(first_on=FRI_31_MAY, per=per)
    counted = 0
    while start_of(counted, first_on=FRI_31_MAY, per=per) <= on:
        counted += 1
    assert times_due(recurring, on=on) == counted
