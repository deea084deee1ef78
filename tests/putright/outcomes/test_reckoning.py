"""Sums worked out by period and shared between payers, as published decisions have them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from putright.outcomes import (
    Rounding,
    Share,
    WrongSum,
    reckon,
    reckon_between,
    split_by_percent,
    split_evenly,
    wrong_shares,
)
from putright.vocabulary import PartyAtFault, Period

OURS, CONTRACTOR, OTHER = PartyAtFault.OURS, PartyAtFault.CONTRACTOR, PartyAtFault.OTHER_BODY
SOURCED = [
    (350_00, 11, Period.MONTH, 3850_00, "Kensington and Chelsea, housing 3"),
    (300_00, 13, Period.MONTH, 3900_00, "Kensington and Chelsea, housing 4"),
    (150_00, 26, Period.MONTH, 3900_00, "the same sum, reckoned the other way"),
    (150_00, 4, Period.MONTH, 600_00, "Kensington and Chelsea, homelessness 4: the leak"),
    (100_00, 13, Period.WEEK, 1300_00, "Kensington and Chelsea, homelessness 4: bed and breakfast"),
    (350_00, 1, Period.MONTH, 350_00, "Kensington and Chelsea, housing 2: one month without accommodation"),
    (1500_00, 2, Period.TERM, 3000_00, "Lancashire 24 015 110: two terms without education"),
]


@pytest.mark.parametrize(("unit", "periods", "per", "sum_"), [row[:4] for row in SOURCED])
def test_so_much_a_period_makes_the_sum_of_the_published_decision(
    unit: int, periods: int, per: Period, sum_: int
) -> None:
    assert reckon(unit, periods=periods, per=per).amount_pence == sum_


def test_a_sum_says_how_it_came_about() -> None:
    assert reckon(350_00, periods=11, per=Period.MONTH).says == "11 months at £350 = £3,850"
    assert reckon(5262_50, periods=1, per=Period.ONCE).says == "£5,262.50 once"


@pytest.mark.parametrize(
    ("rounding", "sum_", "says"),
    [
        (
            Rounding.BY_DAYS,
            700_00,
            "2 months at £300, and 10 of 30 days at £300 a month by the day (£100), = £700",
        ),
        (Rounding.UP, 900_00, "2 months at £300, and 10 days counted as a whole month, = £900"),
        (Rounding.DOWN, 600_00, "2 months at £300, and 10 days not counted, = £600"),
    ],
)
def test_what_becomes_of_a_part_of_a_month_is_chosen_and_printed(
    rounding: Rounding, sum_: int, says: str
) -> None:
    found = reckon(300_00, periods=2, per=Period.MONTH, part_days=10, rounding=rounding)
    assert (found.amount_pence, found.says) == (sum_, says)


def test_half_a_penny_goes_to_the_person() -> None:
    assert reckon(1, periods=0, per=Period.MONTH, part_days=15).amount_pence == 1
    assert reckon(1, periods=0, per=Period.MONTH, part_days=14).amount_pence == 0


def test_a_part_of_a_month_is_paid_by_the_days_of_that_very_month() -> None:
    sat_6_january, sat_17_february = date(2024, 1, 6), date(2024, 2, 17)
    found = reckon_between(310_00, first_on=sat_6_january, last_on=sat_17_february, per=Period.MONTH)
    # One whole month to 5 February; of the next, 6 February to 5 March, 29 days, 12 are gone.
    assert found.amount_pence == 310_00 + (310_00 * 12 * 2 + 29) // 58
    assert "12 of 29 days" in found.says


def test_a_month_to_the_day_before_its_number_is_a_whole_one() -> None:
    thu_1_august, thu_31_october = date(2024, 8, 1), date(2024, 10, 31)
    found = reckon_between(300_00, first_on=thu_1_august, last_on=thu_31_october, per=Period.MONTH)
    assert found.says == "3 months at £300 = £900"


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ({"unit_pence": 0, "periods": 1, "per": Period.WEEK}, "above nothing"),
        ({"unit_pence": 100, "periods": 0, "per": Period.WEEK}, "for how long"),
        ({"unit_pence": 100, "periods": -1, "per": Period.WEEK}, "for how long"),
        ({"unit_pence": 100, "periods": 2, "per": Period.ONCE}, "no further periods"),
        ({"unit_pence": 100, "periods": 1, "per": Period.WEEK, "part_days": 7}, "a whole week"),
        ({"unit_pence": 100, "periods": 1, "per": Period.TERM, "part_days": 9}, "how many days"),
    ],
)
def test_a_sum_that_cannot_be_says_what_to_change(asked: dict[str, object], says: str) -> None:
    with pytest.raises(WrongSum, match=says):
        reckon(**asked)  # type: ignore[arg-type]


def test_a_period_that_ends_before_it_begins_and_one_of_terms_are_refused() -> None:
    mon_6_may, sun_5_may = date(2024, 5, 6), date(2024, 5, 5)
    with pytest.raises(WrongSum, match="before it begins"):
        reckon_between(100, first_on=mon_6_may, last_on=sun_5_may, per=Period.WEEK)
    with pytest.raises(WrongSum, match="no fixed length"):
        reckon_between(100, first_on=sun_5_may, last_on=mon_6_may, per=Period.TERM)


def test_250_pounds_are_halved_between_contractor_and_council() -> None:
    split = split_evenly(250_00, payers=[CONTRACTOR, OURS])
    assert split.shares == (Share(CONTRACTOR, 125_00), Share(OURS, 125_00))
    assert split.says == "£250: the contractor £125, our own service £125"


def test_an_odd_penny_goes_to_the_one_named_first_and_is_told() -> None:
    split = split_evenly(100_01, payers=[OURS, CONTRACTOR])
    assert split.shares == (Share(OURS, 50_01), Share(CONTRACTOR, 50_00))
    assert split.says.endswith("; 1p over could not be shared exactly")


def test_shares_by_per_cent_add_up_with_the_penny_where_it_is_owed_most() -> None:
    split = split_by_percent(100_01, shares=[(OURS, 30), (CONTRACTOR, 70)])
    assert split.shares == (Share(OURS, 30_00), Share(CONTRACTOR, 70_01))


@pytest.mark.parametrize(
    ("shares", "says"),
    [
        ([(OURS, 60), (CONTRACTOR, 30)], "90 per cent"),
        ([(OURS, 120), (CONTRACTOR, -20)], "must make 100"),
        ([(OURS, 50), (OURS, 50)], "named twice"),
        ([], "nobody is named"),
    ],
)
def test_shares_that_do_not_make_a_whole_are_refused(
    shares: list[tuple[PartyAtFault, int]], says: str
) -> None:
    with pytest.raises(WrongSum, match=says):
        split_by_percent(100_00, shares=shares)


def test_nobody_can_be_named_twice_to_pay_and_nothing_less_than_nothing_is_shared() -> None:
    with pytest.raises(WrongSum, match="named twice"):
        split_evenly(100, payers=[OURS, OURS])
    with pytest.raises(WrongSum, match="nobody is named"):
        split_evenly(100, payers=[])
    with pytest.raises(WrongSum, match="nothing or more"):
        split_evenly(-1, payers=[OURS])


@pytest.mark.parametrize(
    ("shares", "says"),
    [
        ((Share(OURS, 125_00), Share(CONTRACTOR, 100_00)), "£125 + £100 make £225, not £250"),
        ((Share(OURS, 125_00), Share(OURS, 125_00)), "named twice"),
        ((Share(OURS, 300_00), Share(CONTRACTOR, -50_00)), "less than nothing"),
    ],
)
def test_wrong_shares_are_told(shares: tuple[Share, ...], says: str) -> None:
    told = wrong_shares(250_00, shares=shares)
    assert told is not None
    assert says in told


def test_shares_that_add_up_and_no_shares_are_fine() -> None:
    assert wrong_shares(250_00, shares=(Share(OURS, 125_00), Share(CONTRACTOR, 125_00))) is None
    assert wrong_shares(250_00, shares=()) is None


amounts = st.integers(0, 10_000_00)
parties = st.lists(st.sampled_from(list(PartyAtFault)), min_size=1, unique=True)


@given(amounts, parties)
def test_equal_shares_add_up_and_differ_by_a_penny_at_most(amount: int, payers: list[PartyAtFault]) -> None:
    pence = [share.amount_pence for share in split_evenly(amount, payers=payers).shares]
    assert sum(pence) == amount
    assert max(pence) - min(pence) <= 1


@given(amounts, st.integers(0, 100), st.integers(0, 100))
def test_shares_by_per_cent_add_up_and_none_is_a_penny_off(amount: int, first: int, second: int) -> None:
    first, second = sorted((first, second))
    percents = [(OURS, first), (CONTRACTOR, second - first), (OTHER, 100 - second)]
    found = split_by_percent(amount, shares=percents).shares
    assert sum(share.amount_pence for share in found) == amount
    assert all(
        abs(share.amount_pence * 100 - amount * percent) < 100
        for share, (_, percent) in zip(found, percents, strict=True)
    )


@given(st.integers(1, 1000_00), st.integers(0, 30), st.integers(1, 27), st.sampled_from([Period.MONTH]))
def test_a_part_is_never_less_than_nothing_nor_more_than_the_whole(
    unit: int, periods: int, part: int, per: Period
) -> None:
    down, by_days, up = (
        reckon(unit, periods=periods, per=per, part_days=part, rounding=rounding).amount_pence
        for rounding in (Rounding.DOWN, Rounding.BY_DAYS, Rounding.UP)
    )
    assert unit * periods == down <= by_days <= up == unit * (periods + 1)


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(0, 900), st.integers(1, 1000_00))
def test_a_day_more_never_makes_it_less(first_on: date, days: int, unit: int) -> None:
    last_on = date.fromordinal(first_on.toordinal() + days)
    later = date.fromordinal(last_on.toordinal() + 1)
    for per in (Period.DAY, Period.WEEK, Period.MONTH):
        one = reckon_between(unit, first_on=first_on, last_on=last_on, per=per)
        other = reckon_between(unit, first_on=first_on, last_on=later, per=per)
        assert one.amount_pence <= other.amount_pence
