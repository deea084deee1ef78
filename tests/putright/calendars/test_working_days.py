"""Counting working days."""

import subprocess
import sys
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from putright.calendars import (
    BeyondHorizon,
    ClosureDay,
    Division,
    Holiday,
    WorkingDayCalendar,
    add_working_days_many,
    load_calendar,
    make_calendar,
)

ENGLAND = load_calendar("england-and-wales")

calendars = st.sampled_from(Division).map(load_calendar)
any_day = st.dates(date(2012, 1, 1), date(2027, 12, 31))
few = st.integers(0, 130)


@pytest.mark.parametrize(
    ("start", "end", "exclusive", "inclusive", "why"),
    [
        (date(2022, 10, 13), date(2022, 11, 1), 13, 14, "Luton, stage 1: the published 13 is exclusive"),
        (date(2022, 11, 3), date(2022, 12, 9), 26, 27, "Luton, stage 2 from the escalation"),
        (
            date(2022, 11, 4),
            date(2022, 12, 9),
            25,
            26,
            "Luton, stage 2 from its acknowledgement: the published 25",
        ),
        (date(2022, 10, 7), date(2022, 10, 24), 11, 12, "Luton, the repair: the published 12 is inclusive"),
        (date(2022, 12, 9), date(2022, 12, 16), 5, 6, "Luton, the second stage 2 letter"),
        (date(2022, 11, 3), date(2022, 12, 16), 31, 32, "Luton, the full answer from the escalation"),
        (date(2022, 11, 4), date(2022, 12, 16), 30, 31, "Luton, the full answer from the acknowledgement"),
        (
            date(2022, 8, 24),
            date(2022, 10, 21),
            40,
            41,
            "North West Leicestershire, stage 1, two bank holidays",
        ),
        (date(2022, 10, 21), date(2022, 11, 3), 9, 10, "North West Leicestershire"),
        (date(2023, 1, 4), date(2023, 1, 26), 16, 17, "North West Leicestershire"),
        (date(2023, 1, 26), date(2023, 2, 16), 15, 16, "North West Leicestershire, stage 2"),
        (date(2024, 5, 5), date(2024, 5, 7), 1, 1, "from a Sunday: neither convention counts it"),
        (date(2024, 5, 3), date(2024, 5, 3), 0, 1, "the same Friday"),
    ],
)
def test_published_counts(start: date, end: date, exclusive: int, inclusive: int, why: str) -> None:
    assert ENGLAND.working_days_between(start, end) == exclusive, why
    assert ENGLAND.working_days_inclusive(start, end) == inclusive, why


@pytest.mark.parametrize(
    ("start", "n", "due", "why"),
    [
        (date(2022, 10, 13), 3, date(2022, 10, 18), "Luton, its own acknowledgement within 3"),
        (date(2022, 10, 13), 5, date(2022, 10, 20), "Luton, the Code's acknowledgement within 5"),
        (
            date(2025, 8, 12),
            20,
            date(2025, 9, 10),
            "Hackney, 20 from the decision, the August holiday inside",
        ),
        (date(2024, 5, 3), 10, date(2024, 5, 20), "the early May holiday inside"),
        (date(2024, 5, 4), 1, date(2024, 5, 7), "a Saturday is day zero, the Monday is a holiday"),
        (date(2024, 5, 4), 0, date(2024, 5, 4), "nothing added, also on a Saturday"),
    ],
)
def test_adding_working_days(start: date, n: int, due: date, why: str) -> None:
    assert ENGLAND.add_working_days(start, n) == due, why


def test_without_the_state_funeral_the_leicestershire_count_is_one_higher() -> None:
    ordinary = [holiday for holiday in ENGLAND.holidays if not holiday.special]
    without = make_calendar(ENGLAND.division, ENGLAND.known_from, ENGLAND.known_through, ordinary)
    assert without.working_days_between(date(2022, 8, 24), date(2022, 10, 21)) == 41


def test_each_day_says_why_it_counts_or_not() -> None:
    fri_3_may, wed_8_may = date(2024, 5, 3), date(2024, 5, 8)
    assert [(str(day.on), day.counts, day.why, day.number) for day in ENGLAND.days(fri_3_may, wed_8_may)] == [
        ("2024-05-04", False, "Saturday", None),
        ("2024-05-05", False, "Sunday", None),
        ("2024-05-06", False, "Early May bank holiday", None),
        ("2024-05-07", True, "working day 1", 1),
        ("2024-05-08", True, "working day 2", 2),
    ]


def test_scotland_works_on_easter_monday() -> None:
    mon_1_april = date(2024, 4, 1)
    assert load_calendar("scotland").is_working_day(mon_1_april)
    assert not ENGLAND.is_working_day(mon_1_april)
    assert ENGLAND.why_not(mon_1_april) == "Easter Monday"


def test_counting_back_and_neighbouring_working_days() -> None:
    tue_7_may, fri_3_may = date(2024, 5, 7), date(2024, 5, 3)
    assert ENGLAND.working_days_before(tue_7_may, 1) == fri_3_may
    assert ENGLAND.previous_working_day(tue_7_may) == fri_3_may
    assert ENGLAND.next_working_day(fri_3_may) == tue_7_may
    assert ENGLAND.working_days_before(date(2024, 5, 5), 1) == fri_3_may


def test_a_closure_counts_until_it_is_left_out_again() -> None:
    mon_30_december, fri_27_december = date(2024, 12, 30), date(2024, 12, 27)
    closed = ENGLAND.with_closures([ClosureDay(mon_30_december, "Offices closed")])
    assert closed.why_not(mon_30_december) == "Offices closed"
    assert closed.next_working_day(fri_27_december) == date(2024, 12, 31)
    assert closed.without_closures() == ENGLAND
    assert closed.version != ENGLAND.version


def test_adding_the_same_holiday_again_changes_nothing() -> None:
    assert ENGLAND.with_holidays(ENGLAND.holidays) == ENGLAND


def test_a_further_year_moves_the_horizon() -> None:
    new_year = Holiday(date(2029, 1, 1), "New Year’s Day")
    longer = ENGLAND.with_holidays([new_year], known_through=date(2029, 12, 31))
    assert longer.next_working_day(date(2028, 12, 29)) == date(2029, 1, 2)
    with pytest.raises(ValueError, match="outside the calendar"):
        ENGLAND.with_holidays([new_year])


@pytest.mark.parametrize(
    "count",
    [
        lambda: ENGLAND.add_working_days(date(2028, 12, 29), 1),  # the answer is past the end
        lambda: ENGLAND.add_working_days(date(2029, 1, 2), 1),  # so is the start
        lambda: ENGLAND.add_working_days(date(2011, 12, 30), 1),  # before the first year
        lambda: ENGLAND.add_working_days(date(2011, 12, 30), 0),
        lambda: ENGLAND.working_days_between(date(2028, 12, 1), date(2029, 1, 2)),
        lambda: ENGLAND.is_working_day(date(2029, 1, 2)),
        lambda: ENGLAND.working_days_before(date(2012, 1, 4), 5),
        lambda: add_working_days_many(np.array(["2028-12-29"], dtype="datetime64[D]"), 1, calendar=ENGLAND),
        lambda: add_working_days_many(np.array(["2011-12-30"], dtype="datetime64[D]"), 1, calendar=ENGLAND),
    ],
)
def test_nothing_is_guessed_beyond_the_known_years(count) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(BeyondHorizon, match="known"):
        count()


def test_the_message_beyond_the_horizon_says_what_to_do() -> None:
    with pytest.raises(BeyondHorizon) as raised:
        ENGLAND.is_working_day(date(2030, 3, 1))
    assert str(raised.value) == (
        "1 March 2030 is outside the known bank holidays of england-and-wales "
        "(1 January 2012 to 31 December 2028): use a date in those years, or add the newly published holidays"
    )


def test_backwards_counts_are_refused() -> None:
    with pytest.raises(ValueError, match="is before"):
        ENGLAND.working_days_between(date(2024, 5, 3), date(2024, 5, 2))
    with pytest.raises(ValueError, match="forwards"):
        ENGLAND.add_working_days(date(2024, 5, 3), -1)


@given(calendars, any_day, few)
def test_adding_then_counting_gives_the_number_back(
    calendar: WorkingDayCalendar, start: date, n: int
) -> None:
    due = calendar.add_working_days(start, n)
    assert calendar.working_days_between(start, due) == n
    assert n == 0 or calendar.is_working_day(due)


@given(calendars, any_day, few)
def test_counting_back_undoes_counting_forward(calendar: WorkingDayCalendar, start: date, n: int) -> None:
    assume(calendar.is_working_day(start))
    assert calendar.working_days_before(calendar.add_working_days(start, n), n) == start


@given(calendars, any_day, few, any_day)
def test_a_new_bank_holiday_never_brings_a_deadline_forward(
    calendar: WorkingDayCalendar, start: date, n: int, announced: date
) -> None:
    after = calendar.with_holidays([Holiday(announced, "Announced", special=True)])
    assert after.add_working_days(start, n) >= calendar.add_working_days(start, n)


@given(calendars, any_day, st.integers(0, 60))
def test_the_day_list_adds_up_to_the_count(calendar: WorkingDayCalendar, start: date, length: int) -> None:
    end = start + timedelta(days=length)
    listed = calendar.days(start, end)
    assert len(listed) == length
    assert sum(day.counts for day in listed) == calendar.working_days_between(start, end)
    assert all(day.counts == calendar.is_working_day(day.on) for day in listed)


@given(calendars, st.lists(any_day, max_size=30), few)
def test_many_at_once_equals_one_at_a_time(calendar: WorkingDayCalendar, starts: list[date], n: int) -> None:
    one_by_one = [calendar.add_working_days(start, n) for start in starts]
    assert add_working_days_many(starts, n, calendar=calendar) == one_by_one
    column = np.array(starts, dtype="datetime64[D]")
    assert add_working_days_many(column, n, calendar=calendar).tolist() == one_by_one


def test_many_at_once_agrees_with_numpy() -> None:
    column = np.arange("2012-01-01", "2028-10-01", dtype="datetime64[D]")
    bank_holidays = np.array([holiday.on for holiday in ENGLAND.holidays], dtype="datetime64[D]")
    expected = np.busday_offset(column, 20, roll="backward", holidays=bank_holidays)
    assert (add_working_days_many(column, 20, calendar=ENGLAND) == expected).all()


def test_a_missing_date_among_many_is_refused() -> None:
    column = np.array(["2024-05-01", "NaT"], dtype="datetime64[D]")
    with pytest.raises(ValueError, match="missing"):
        add_working_days_many(column, 5, calendar=ENGLAND)


def test_numpy_is_not_loaded_by_the_calendars() -> None:
    code = "import sys, putright.calendars as c; c.load_calendar(); sys.exit('numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
