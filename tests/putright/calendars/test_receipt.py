"""The date a complaint counts as received."""

from datetime import UTC, date, datetime

import pytest

from putright.calendars import LONDON, load_calendar, receipt_date, receipt_rule, received_on

ENGLAND = load_calendar("england-and-wales")

thu_2_may = date(2024, 5, 2)
fri_3_may = date(2024, 5, 3)
sun_5_may = date(2024, 5, 5)
tue_7_may = date(2024, 5, 7)


def london(day: date, hour: int, minute: int = 0, second: int = 0) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, second, tzinfo=LONDON)


@pytest.mark.parametrize(
    ("rule", "arrived", "received", "why"),
    [
        ("actual", london(thu_2_may, 23, 59), thu_2_may, "any time of the day"),
        ("actual", london(sun_5_may, 9), sun_5_may, "a Sunday stays day zero"),
        ("next-working-day", london(sun_5_may, 9), tue_7_may, "rolled past the bank holiday"),
        ("next-working-day", london(thu_2_may, 23, 59), thu_2_may, "a working day stays"),
        ("after-15-00", london(thu_2_may, 15), thu_2_may, "three o'clock itself is still the same day"),
        ("after-15-00", london(thu_2_may, 15, 0, 1), fri_3_may, "a second later is not"),
        ("after-15-00", london(fri_3_may, 16), tue_7_may, "over the weekend and the bank holiday"),
        ("after-15-00", london(sun_5_may, 9), sun_5_may, "before the cut-off a Sunday stays day zero"),
        ("after-16-30", london(thu_2_may, 16, 30), thu_2_may, "the hour is part of the rule's name"),
        ("after-16-30", london(thu_2_may, 16, 31), fri_3_may, "and so are the minutes"),
        ("business-hours-17-00", london(sun_5_may, 9), tue_7_may, "a weekend is out of hours"),
        ("business-hours-17-00", london(thu_2_may, 17, 1), fri_3_may, "so is the evening"),
    ],
)
def test_receipt_rules(rule: str, arrived: datetime, received: date, why: str) -> None:
    assert receipt_date(arrived, rule=receipt_rule(rule), calendar=ENGLAND) == received, why


def test_the_hour_is_londons_in_summer() -> None:
    # 14:30 UTC is 15:30 in London on 2 May: after the cut-off.
    arrived = datetime(2024, 5, 2, 14, 30, tzinfo=UTC)
    assert receipt_date(arrived, rule=receipt_rule("after-15-00"), calendar=ENGLAND) == fri_3_may
    # In winter the same hour is 14:30 in London.
    arrived = datetime(2024, 1, 18, 14, 30, tzinfo=UTC)
    assert receipt_date(arrived, rule=receipt_rule("after-15-00"), calendar=ENGLAND) == date(2024, 1, 18)


def test_just_before_midnight_utc_in_summer_is_the_next_day_in_london() -> None:
    assert receipt_date(datetime(2024, 5, 1, 23, 30, tzinfo=UTC), calendar=ENGLAND) == thu_2_may


def test_a_moment_without_a_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="no time zone"):
        receipt_date(datetime(2024, 5, 2, 10), calendar=ENGLAND)


def test_a_day_without_a_time_can_still_roll_forward() -> None:
    assert received_on(sun_5_may, rule=receipt_rule("next-working-day"), calendar=ENGLAND) == tue_7_may


@pytest.mark.parametrize("key", ["after-25-00", "after-15-61", "after-3pm", "", "working"])
def test_an_unknown_receipt_rule_is_refused(key: str) -> None:
    with pytest.raises(ValueError, match="is not a receipt rule: use actual"):
        receipt_rule(key)
