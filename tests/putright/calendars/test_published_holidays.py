"""The bank holidays we ship, against two independent lists and the dates we know by heart."""

from datetime import date

import holidays as holidays_package
import pytest
from govuk_bank_holidays.bank_holidays import BankHolidays

from putright.calendars import Division, division_named, load_calendar

SUBDIVISIONS = {
    Division.ENGLAND_AND_WALES: ("ENG", "WLS"),
    Division.SCOTLAND: ("SCT",),
    Division.NORTHERN_IRELAND: ("NIR",),
}


def shipped(division: Division) -> dict[date, str]:
    return {holiday.on: holiday.name for holiday in load_calendar(division).holidays}


@pytest.mark.parametrize("division", Division)
def test_our_weekday_holidays_are_those_of_the_holidays_package(division: Division) -> None:
    for subdivision in SUBDIVISIONS[division]:
        theirs = holidays_package.country_holidays("GB", subdiv=subdivision, years=range(2012, 2029))
        assert {on for on in theirs if on.weekday() < 5} == set(shipped(division))


@pytest.mark.parametrize("division", Division)
def test_our_names_are_those_of_gov_uk(division: Division) -> None:
    listed = BankHolidays(use_cached_holidays=True).get_holidays(division=division.value)
    theirs = {
        row["date"]: row["title"] + (" (substitute day)" if row["notes"] == "Substitute day" else "")
        for row in listed
        if 2012 <= row["date"].year <= 2028
    }
    ours = shipped(division)
    if division is Division.SCOTLAND:
        # Proclaimed on 3 February 2026, after the stored copy of the list was made.
        assert ours.pop(date(2026, 6, 15)) == "World Cup bank holiday"
    assert ours == theirs


@pytest.mark.parametrize("division", Division)
def test_every_division_is_known_from_2012_to_2028(division: Division) -> None:
    calendar = load_calendar(division)
    assert (calendar.known_from, calendar.known_through) == (date(2012, 1, 1), date(2028, 12, 31))
    assert {holiday.on.year for holiday in calendar.holidays} == set(range(2012, 2029))


def days(year: int, *months_and_days: tuple[int, int]) -> set[date]:
    return {date(year, month, day) for month, day in months_and_days}


@pytest.mark.parametrize(
    ("division", "year", "expected"),
    [
        (
            "england-and-wales",
            2022,
            # Two moved or added for the jubilee, one for the state funeral, Christmas on a Sunday.
            days(
                2022, (1, 3), (4, 15), (4, 18), (5, 2), (6, 2), (6, 3), (8, 29), (9, 19), (12, 26), (12, 27)
            ),
        ),
        (
            "england-and-wales",
            2023,
            # The coronation, 8 May.
            days(2023, (1, 2), (4, 7), (4, 10), (5, 1), (5, 8), (5, 29), (8, 28), (12, 25), (12, 26)),
        ),
        (
            "england-and-wales",
            2024,
            days(2024, (1, 1), (3, 29), (4, 1), (5, 6), (5, 27), (8, 26), (12, 25), (12, 26)),
        ),
        (
            "england-and-wales",
            2025,
            days(2025, (1, 1), (4, 18), (4, 21), (5, 5), (5, 26), (8, 25), (12, 25), (12, 26)),
        ),
        # Boxing Day on a Saturday.
        (
            "england-and-wales",
            2026,
            days(2026, (1, 1), (4, 3), (4, 6), (5, 4), (5, 25), (8, 31), (12, 25), (12, 28)),
        ),
        # Christmas Day on a Saturday.
        (
            "england-and-wales",
            2027,
            days(2027, (1, 1), (3, 26), (3, 29), (5, 3), (5, 31), (8, 30), (12, 27), (12, 28)),
        ),
        # No Easter Monday, the first Monday of August, St Andrew's Day on a Sunday.
        (
            "scotland",
            2025,
            days(2025, (1, 1), (1, 2), (4, 18), (5, 5), (5, 26), (8, 4), (12, 1), (12, 25), (12, 26)),
        ),
        # St Patrick's Day, and the twelfth of July on a Saturday.
        (
            "northern-ireland",
            2025,
            days(
                2025, (1, 1), (3, 17), (4, 18), (4, 21), (5, 5), (5, 26), (7, 14), (8, 25), (12, 25), (12, 26)
            ),
        ),
    ],
)
def test_the_holidays_of_a_year(division: str, year: int, expected: set[date]) -> None:
    assert {on for on in shipped(Division(division)) if on.year == year} == expected


@pytest.mark.parametrize(
    ("on", "name"),
    [
        (date(2020, 5, 8), "Early May bank holiday (VE day)"),
        (date(2022, 6, 3), "Platinum Jubilee bank holiday"),
        (date(2022, 9, 19), "Bank Holiday for the State Funeral of Queen Elizabeth II"),
        (date(2023, 5, 8), "Bank holiday for the coronation of King Charles III"),
        (date(2022, 12, 27), "Christmas Day (substitute day)"),
    ],
)
def test_holidays_carry_the_names_people_know(on: date, name: str) -> None:
    assert shipped(Division.ENGLAND_AND_WALES)[on] == name


def test_one_off_days_are_marked() -> None:
    one_off = {holiday.on for holiday in load_calendar("england-and-wales").holidays if holiday.special}
    assert one_off == {date(2012, 6, 5), date(2022, 6, 3), date(2022, 9, 19), date(2023, 5, 8)}


def test_an_unknown_division_is_told_the_three_there_are() -> None:
    with pytest.raises(ValueError, match="use one of england-and-wales, scotland, northern-ireland"):
        division_named("wales")
