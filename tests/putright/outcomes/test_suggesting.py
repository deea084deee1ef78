"""A band is suggested from severity, length and failings that add up, with the reasons, asked for or not."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from putright.outcomes import adding_up, suggest
from putright.procedures import Effect, cumulative, factors, guidance, own_bands, prolonged

FRI_28_JUNE = date(2024, 6, 28)
HOUSING = guidance("housing-ombudsman", on=FRI_28_JUNE)
LGSCO = guidance("lgsco", on=FRI_28_JUNE)
LUTON = own_bands("luton", on=FRI_28_JUNE)


@pytest.mark.parametrize(
    ("severity", "band"),
    [
        (1, "service-failure"),
        (2, "maladministration"),
        (3, "maladministration-significant"),
        (4, "severe-maladministration"),
    ],
)
def test_each_severity_has_its_band_of_the_housing_guidance(severity: int, band: str) -> None:
    found = suggest(severity, duration_days=10, guidance=HOUSING)
    assert found.band is not None
    assert found.band.key == band
    assert "not confirmed" in found.why[-1]


def test_changed_visits_calls_and_lost_sleep_lead_to_the_own_policys_band_unasked() -> None:
    found = suggest(
        1,
        duration_days=16,
        guidance=LUTON,
        factors={"appointments-changed", "had-to-chase", "sleep-lost"},
    )
    assert found.band is not None
    assert found.band.reference == "luton_compensation/short-failing"
    assert found.leans is Effect.RAISES
    assert found.why == (
        "severity 1: Small: an inconvenience, soon over",
        "raises: They lost sleep",
        "raises: Appointments were changed, by us, more than once",
        "raises: They had to call or write many times",
        "£50 to £250: A failing of short duration that may cause distress, inconvenience, time and trouble "
        "(Housing Ombudsman determination 202229082 (Luton Council), 28 June 2024, paragraph 27)",
        "the factors point to its upper end",
    )


def test_what_lasts_long_is_a_level_more_severe() -> None:
    days = prolonged().from_days
    short, long = (suggest(3, duration_days=each, guidance=LGSCO) for each in (days - 1, days))
    assert short.band is not None
    assert long.band is not None
    assert (short.band.key, long.band.key) == ("distress", "distress-severe")
    assert f"lasted {days} days" in long.why[1]


def test_an_unknown_length_raises_nothing() -> None:
    assert suggest(2, duration_days=None, guidance=LGSCO).severity == 2


def test_severity_stops_at_the_most_severe() -> None:
    mon_1_july = date(2024, 7, 1)
    found = suggest(4, duration_days=900, guidance=LGSCO, failures=[mon_1_july] * 3)
    assert found.severity == 4


def test_three_missed_visits_within_the_window_add_up() -> None:
    mon_17_june, mon_24_june, thu_15_august = date(2024, 6, 17), date(2024, 6, 24), date(2024, 8, 15)
    days = [thu_15_august, mon_17_june, mon_24_june]
    assert adding_up(days) == (mon_17_june, mon_24_june, thu_15_august)
    found = suggest(1, duration_days=60, guidance=HOUSING, failures=days)
    assert found.severity == 2
    assert "3 failings within 60 days add up: severity 2" in found.why


def test_two_of_them_or_three_a_day_too_far_apart_do_not() -> None:
    mon_17_june, mon_24_june, sat_17_august = date(2024, 6, 17), date(2024, 6, 24), date(2024, 8, 17)
    assert (sat_17_august - mon_17_june).days == cumulative().within_days + 1
    assert adding_up([mon_17_june, mon_24_june]) == ()
    assert adding_up([mon_17_june, mon_24_june, sat_17_august]) == ()
    assert adding_up([mon_17_june, mon_24_june, sat_17_august - timedelta(days=1)]) != ()


def test_factors_lean_and_never_move_the_band() -> None:
    every = [one.key for one in factors().values() if one.effect is Effect.RAISES]
    plain, loaded = (suggest(2, duration_days=9, guidance=HOUSING, factors=each) for each in ((), every))
    assert plain.band == loaded.band
    assert (plain.leans, loaded.leans) == (None, Effect.RAISES)
    lowered = suggest(2, duration_days=9, guidance=HOUSING, factors=["complainant-contributed"])
    assert lowered.leans is Effect.LOWERS
    assert lowered.why[-1] == "the factors point to its lower end"
    even = suggest(2, duration_days=9, guidance=HOUSING, factors=["complainant-contributed", "sleep-lost"])
    assert even.leans is None


def test_where_the_guidance_has_no_band_none_is_guessed() -> None:
    found = suggest(4, duration_days=9, guidance=LUTON)
    assert found.band is None
    assert found.why[-1].startswith("no band of the guidance is for this severity")
    assert suggest(1, duration_days=9, guidance=guidance("spso", on=FRI_28_JUNE)).band is None


def test_a_misspelt_factor_and_a_severity_there_is_not_are_told() -> None:
    with pytest.raises(ValueError, match="did you mean sleep-lost"):
        suggest(1, duration_days=1, guidance=HOUSING, factors=["sleep-lots"])
    with pytest.raises(ValueError, match="0 is not a severity"):
        suggest(0, duration_days=1, guidance=HOUSING)


days = st.dates(date(2024, 1, 1), date(2024, 12, 31))


@given(st.lists(days, max_size=12), days)
def test_one_failing_more_never_makes_them_add_up_to_less(failures: list[date], more: date) -> None:
    assert len(adding_up([*failures, more])) >= len(adding_up(failures))


@given(st.permutations([date(2024, 6, 17), date(2024, 6, 24), date(2024, 8, 15), date(2024, 12, 2)]))
def test_the_order_of_failings_makes_no_difference(failures: list[date]) -> None:
    assert len(adding_up(failures)) == 3
