"""The published bank holidays of each division, shipped as data so that no network is needed."""

import tomllib
from functools import cache
from importlib.resources import files

from putright.calendars.calendar import WorkingDayCalendar, make_calendar
from putright.calendars.days_off import Division, Holiday


def division_named(name: str) -> Division:
    """The division of that name.

    Raises  ValueError, naming the three there are.
    """
    try:
        return Division(name)
    except ValueError:
        known = ", ".join(Division)
        raise ValueError(f"{name!r} is not a division: use one of {known}") from None


@cache
def load_calendar(division: Division | str = Division.ENGLAND_AND_WALES) -> WorkingDayCalendar:
    """The working days of a division from 2012 to the last published year, without local closures.

    Source  GOV.UK list of bank holidays; see the division's file in `holidays/`.
    """
    division = division_named(division)
    path = files("putright.calendars").joinpath("holidays", f"{division}.toml")
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    return make_calendar(
        division,
        data["known_from"],
        data["known_through"],
        [Holiday(row["on"], row["name"], row.get("special", False)) for row in data["holidays"]],
    )
