"""Which e-mails of figures there are, who gets them, and on which day each goes: `mails.toml`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib import resources
from typing import Any

from casework.people.roles import Role
from putright.calendars import BeyondHorizon, WorkingDayCalendar
from putright.measures import FactsError, definition
from putright.vocabulary import Word

_SATURDAY = 5


class MailKindsError(ValueError):
    """The e-mails of figures are described wrongly; the message says what to change."""


class Each(Word):
    """How often an e-mail goes."""

    DAY = "day", "Each working day"
    WEEK = "week", "Each week, on its first working day"


@dataclass(frozen=True, slots=True)
class MailKind:
    """One e-mail of figures.

    roles, grade       who gets it by default: who has one of the roles, or is at least so senior.
    soon_working_days  how many working days ahead is soon. most_references: how many complaints are named.
    weeks_before       how many weeks the last one is held against. figures: ids of the figures it tells.
    """

    key: str
    each: Each
    title: str
    says: str
    roles: tuple[Role, ...]
    grade: int
    soon_working_days: int
    most_references: int
    weeks_before: int
    figures: tuple[str, ...]

    def day_for(self, today: date, calendar: WorkingDayCalendar) -> date | None:
        """The day this e-mail would stand for if it went today; None on a day it does not go.

        A weekly one stands for the Monday of its week. Who was away on the first working day of it gets it once back.
        """
        if not works(today, calendar):
            return None
        return today if self.each is Each.DAY else monday_of(today)

    def over_before(self, today: date) -> date:
        """What stands for a day before this one is over, and not sent any more."""
        return today if self.each is Each.DAY else monday_of(today)


def monday_of(day: date) -> date:
    """The Monday of its week."""
    return day - timedelta(days=day.weekday())


def works(day: date, calendar: WorkingDayCalendar) -> bool:
    """Whether work is done on this day. Where bank holidays are not published yet, weekends alone are known."""
    try:
        return calendar.is_working_day(day)
    except BeyondHorizon:
        return day.weekday() < _SATURDAY


def working_day_before(day: date, calendar: WorkingDayCalendar) -> date:
    """The last working day before this one."""
    before = day - timedelta(days=1)
    while not works(before, calendar):
        before -= timedelta(days=1)
    return before


def working_days_on(day: date, number: int, calendar: WorkingDayCalendar) -> date:
    """So many working days after this one."""
    while number:
        day += timedelta(days=1)
        number -= works(day, calendar)
    return day


@cache
def mail_kinds() -> dict[str, MailKind]:
    """Every e-mail of figures by its key. Raises MailKindsError at the first thing that is wrong."""
    text = resources.files("casework.insight").joinpath("mails.toml").read_text(encoding="utf-8")
    return read_mail_kinds(text)


def read_mail_kinds(text: str) -> dict[str, MailKind]:
    """The e-mails of this text. Raises MailKindsError."""
    try:
        found = [_kind(one) for one in tomllib.loads(text)["mail"]]
    except (tomllib.TOMLDecodeError, KeyError, TypeError, FactsError, ValueError) as wrong:
        raise MailKindsError(f"mails.toml: {wrong}") from None
    keys = [one.key for one in found]
    for key in keys:
        if keys.count(key) > 1:
            raise MailKindsError(f"mails.toml: {key} stands there twice; give each e-mail a key of its own")
    return {one.key: one for one in found}


def _kind(one: dict[str, Any]) -> MailKind:
    if one["each"] == Each.WEEK and not (one.get("weeks_before") and one.get("figures")):
        raise ValueError(
            f"{one['key']} goes each week; say its figures and, with weeks_before, against how many weeks"
        )
    if one["each"] == Each.DAY and not one.get("soon_working_days"):
        raise ValueError(f"{one['key']} goes each day; say with soon_working_days what is soon")
    return MailKind(
        key=one["key"],
        each=Each.read(one["each"]),
        title=one["title"],
        says=one["says"],
        roles=tuple(Role.read(role) for role in one["roles"]),
        grade=int(one["grade"]),
        soon_working_days=int(one.get("soon_working_days", 0)),
        most_references=int(one.get("most_references", 0)),
        weeks_before=int(one.get("weeks_before", 0)),
        figures=tuple(definition(figure).id for figure in one.get("figures", ())),
    )
