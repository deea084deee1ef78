"""Bands guide: below asks for a reason, above for somebody more senior, and neither stops anybody."""

from datetime import date

import pytest

from putright.outcomes import approver, may_approve, position
from putright.procedures import BandPosition, band_of
from putright.vocabulary import Period

TUE_25_JULY, FRI_28_JUNE = date(2023, 7, 25), date(2024, 6, 28)
SEVERE = band_of("hos_remedies/severe-maladministration", on=TUE_25_JULY)
SHORT = band_of("luton_compensation/short-failing", on=FRI_28_JUNE)
ACCOMMODATION = band_of("lgsco_remedies/unsuitable-accommodation", on=FRI_28_JUNE)
DISTRESS = band_of("lgsco_remedies/distress", on=FRI_28_JUNE)
DISTRESS_SEVERE = band_of("lgsco_remedies/distress-severe", on=FRI_28_JUNE)
COSTS = band_of("lgsco_remedies/costs-of-accommodation", on=FRI_28_JUNE)


def test_800_pounds_for_severe_maladministration_is_below_and_only_asks_why() -> None:
    placed = position(800_00, band=SEVERE)
    assert (placed.position, placed.needs_reason, placed.needs_approval) == (
        BandPosition.BELOW, True, False,
    )  # fmt: skip
    assert placed.says == (
        "£800 is below £1,000 or more (Severe maladministration, not confirmed). Say why; it is not held back."
    )


@pytest.mark.parametrize(
    ("pence", "expected"),
    [
        (49_99, BandPosition.BELOW),
        (50_00, BandPosition.WITHIN),
        (100_00, BandPosition.WITHIN),
        (250_00, BandPosition.WITHIN),
        (250_01, BandPosition.ABOVE),
    ],
)
def test_both_ends_of_a_band_are_within_it(pence: int, expected: BandPosition) -> None:
    assert position(pence, band=SHORT).position is expected


def test_500_pounds_are_ordinary_distress_and_a_penny_more_is_severe() -> None:
    assert position(500_00, band=DISTRESS).position is BandPosition.WITHIN
    assert position(500_00, band=DISTRESS_SEVERE).position is BandPosition.BELOW
    assert position(500_01, band=DISTRESS).position is BandPosition.ABOVE
    assert position(500_01, band=DISTRESS_SEVERE).position is BandPosition.WITHIN
    assert position(750_00, band=DISTRESS_SEVERE).says == (
        "£750 is within more than £500 (Distress that was especially severe or prolonged)."
    )


def test_above_a_band_asks_for_somebody_more_senior_and_says_it_is_not_held_back() -> None:
    placed = position(350_01, band=ACCOMMODATION)
    assert (placed.needs_reason, placed.needs_approval) == (False, True)
    assert "£350.01 a month is above £150 to £350 a month" in placed.says
    assert "not held back" in placed.says


def test_a_whole_sum_is_not_held_against_a_monthly_band() -> None:
    placed = position(3900_00, band=ACCOMMODATION, per=Period.ONCE)
    assert placed.position is BandPosition.NOT_COMPARED
    assert "say what it comes to a month" in placed.says
    assert position(300_00, band=ACCOMMODATION, per=Period.MONTH).position is BandPosition.WITHIN


def test_where_there_is_no_range_there_is_nothing_to_hold_it_against() -> None:
    for band in (COSTS, None):
        placed = position(80_00, band=band)
        assert placed.position is BandPosition.NOT_COMPARED
        assert not placed.needs_reason
        assert not placed.needs_approval


def test_the_more_severe_and_the_further_above_the_more_senior_the_approval() -> None:
    within, above = position(100_00, band=SHORT), position(300_00, band=SHORT)
    assert approver(1, placed=within) == (1, "officer")
    assert approver(1, placed=above) == (2, "manager")
    assert approver(4, placed=within) == (3, "head of service")
    assert approver(4, placed=above) == (4, "director")
    assert approver(4, placed=position(800_00, band=SEVERE)) == (3, "head of service")


def test_a_severity_there_is_not_names_those_there_are() -> None:
    with pytest.raises(ValueError, match="5 is not a severity; choose one of: 1 Small"):
        approver(5, placed=position(100_00, band=SHORT))


def test_a_limit_covers_its_own_sum_and_not_a_penny_more() -> None:
    assert may_approve(250_00, limit_pence=250_00)
    assert not may_approve(250_01, limit_pence=250_00)
    assert not may_approve(1, limit_pence=0)
    assert may_approve(5800_00, limit_pence=None)
