"""Delay in the complaint process is a remedy of its own, and its length comes from the record."""

from datetime import date

from putright.outcomes import Milestone, delay_remedy
from putright.procedures import guidance, own_bands
from putright.vocabulary import RemedyType

MON_1_MAY, SAT_1_JULY, WED_5_JULY = date(2023, 5, 1), date(2023, 7, 1), date(2023, 7, 5)
BANDS = guidance("lgsco", on=WED_5_JULY)


def test_two_months_late_at_stage_2_is_a_line_of_its_own() -> None:
    found = delay_remedy([Milestone("stage 2 answer", MON_1_MAY, SAT_1_JULY)], on=WED_5_JULY, guidance=BANDS)
    assert found is not None
    assert (found.type, found.days, found.words) == (RemedyType.PAY_DISTRESS, 61, "2 months")
    assert found.why == ("stage 2 answer: due 1 May 2023, came on 1 July 2023, 2 months late",)
    assert found.band is not None
    assert found.band.key == "complaint-handling"


def test_what_came_in_time_gives_no_line() -> None:
    on_the_day = Milestone("stage 1 answer", MON_1_MAY, MON_1_MAY)
    not_due = Milestone("stage 2 answer", WED_5_JULY)
    assert delay_remedy([on_the_day, not_due], on=WED_5_JULY, guidance=BANDS) is None
    assert delay_remedy([], on=WED_5_JULY, guidance=BANDS) is None


def test_what_has_not_come_is_late_until_today() -> None:
    found = delay_remedy([Milestone("stage 2 answer", MON_1_MAY)], on=WED_5_JULY, guidance=BANDS)
    assert found is not None
    assert found.words == "2 months and 4 days"
    assert found.why == ("stage 2 answer: due 1 May 2023, has not come yet, 2 months and 4 days late",)


def test_days_late_in_two_respects_count_once() -> None:
    wed_3_may, fri_5_may = date(2023, 5, 3), date(2023, 5, 5)
    acknowledged, answered = (
        Milestone("acknowledgement", MON_1_MAY, fri_5_may),
        Milestone("stage 1 answer", wed_3_may, date(2023, 5, 8)),
    )
    found = delay_remedy([answered, acknowledged], on=WED_5_JULY, guidance=BANDS)
    assert found is not None
    assert (found.days, found.words) == (7, "7 days")
    assert found.why[0].startswith("acknowledgement: ")
    assert found == delay_remedy([acknowledged, answered], on=WED_5_JULY, guidance=BANDS)


def test_without_a_band_for_delay_the_line_is_still_proposed() -> None:
    late = [Milestone("stage 1 answer", MON_1_MAY, WED_5_JULY)]
    found = delay_remedy(late, on=WED_5_JULY, guidance=own_bands("luton", on=WED_5_JULY))
    assert found is not None
    assert found.band is None
