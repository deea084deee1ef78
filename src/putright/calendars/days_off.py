"""The days that do not count: bank holidays and an organisation's own closures."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Division(StrEnum):
    """The part of the United Kingdom whose bank holidays apply: the organisation's, not the reader's."""

    ENGLAND_AND_WALES = "england-and-wales"
    SCOTLAND = "scotland"
    NORTHERN_IRELAND = "northern-ireland"


@dataclass(frozen=True, slots=True, order=True)
class Holiday:
    """One bank holiday.

    special  proclaimed for that one year only, such as a state funeral.
    """

    on: date
    name: str
    special: bool = False


@dataclass(frozen=True, slots=True, order=True)
class ClosureDay:
    """A day the organisation is shut although it is no bank holiday, such as between Christmas and New Year.

    It counts for the organisation's own policy only, never for a Code or a statute: use
    `WorkingDayCalendar.without_closures` for those.
    """

    on: date
    name: str
