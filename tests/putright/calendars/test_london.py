"""Reading dates and moments as people write them, across the clock changes."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from putright.calendars import LONDON, in_london, read_date, read_when


def test_a_date_stays_a_date() -> None:
    assert read_when("2024-05-01") == date(2024, 5, 1)
    assert not isinstance(read_when("2024-05-01"), datetime)


@pytest.mark.parametrize(
    ("text", "utc"),
    [
        ("2024-05-01T10:00", datetime(2024, 5, 1, 9, tzinfo=UTC)),  # summer time
        ("2024-01-18 10:00", datetime(2024, 1, 18, 10, tzinfo=UTC)),  # winter, with a space
        ("2024-05-01T10:00:30Z", datetime(2024, 5, 1, 10, 0, 30, tzinfo=UTC)),
        ("2024-05-01T10:00+02:00", datetime(2024, 5, 1, 8, tzinfo=UTC)),
        ("2024-10-27T01:30", datetime(2024, 10, 27, 0, 30, tzinfo=UTC)),  # happens twice: the first
        ("2024-10-27T02:00", datetime(2024, 10, 27, 2, tzinfo=UTC)),
        ("2024-03-31T02:00", datetime(2024, 3, 31, 1, tzinfo=UTC)),
    ],
)
def test_moments_are_read_in_london(text: str, utc: datetime) -> None:
    moment = read_when(text)
    assert isinstance(moment, datetime)
    assert moment.tzinfo is LONDON
    assert moment.astimezone(UTC) == utc


def test_an_hour_the_spring_change_skips_is_refused() -> None:
    with pytest.raises(ValueError, match=r"01:30 on 31 March 2024 does not exist in London.* 02:30"):
        read_when("2024-03-31T01:30")


@pytest.mark.parametrize(
    "text",
    ["", "tomorrow", "01/05/2024", "2024-5-1", "20240501", "2024-W18-3", "2024-02-30", "2024-05-01T25:00",
     "2024-05-01T", "2024-05-01T10", "2024-05-01T10:00 GMT", "0000-01-01", "٢٠٢٤-٠٥-٠١"],
)  # fmt: skip
def test_anything_else_is_refused_with_what_to_write(text: str) -> None:
    with pytest.raises(ValueError, match=r"write|check"):
        read_when(text)


def test_a_moment_is_not_a_date() -> None:
    with pytest.raises(ValueError, match="YYYY-MM-DD"):
        read_date("2024-05-01T10:00")


@given(st.datetimes(datetime(2012, 1, 1), datetime(2028, 12, 31), timezones=st.just(UTC)))
def test_carrying_a_moment_to_london_keeps_the_moment(moment: datetime) -> None:
    # Compared in UTC: Python calls no moment of the hour that happens twice equal to one of another zone.
    assert in_london(moment).astimezone(UTC) == moment
