"""A deadline with its reasons."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from putright.calendars import CalendarDay
from putright.vocabulary import Precision


@dataclass(frozen=True, slots=True)
class Happened:
    """When something happened: an aware moment, a day, or None when nobody knows.

    Times are read in Europe/London. A precision other than moment or day makes every deadline counted
    from it approximate.
    """

    at: date | datetime | None
    precision: Precision = Precision.DAY


@dataclass(frozen=True, slots=True)
class Extension:
    """More time for one timescale, with what we told the resident.

    to                 the new date.
    decided_on         the day it was decided; None when not recorded.
    told_on            the day the resident was told; None when they were not, or it is not recorded.
    reason_given       a reason is on record and was told.
    ombudsman_details  the message carried the Ombudsman's details.
    form_known         False where nothing is on record of the message, so that it lacks nothing.
    good_reason        a senior officer recorded a good reason for going beyond the limit.
    """

    to: date
    timescale: str = "respond"
    decided_on: date | None = None
    told_on: date | None = None
    reason_given: bool = False
    ombudsman_details: bool = False
    good_reason: bool = False
    form_known: bool = True


@dataclass(frozen=True, slots=True)
class ExtensionResult:
    """Whether an extension counts, and if not, why not: each reason names its provision."""

    extension: Extension
    counts: bool
    defects: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OtherReading:
    """The same timescale counted from the moment another reading starts it: kept beside, never judged.

    due_on   with the extensions that count from there too; elapsed as in `Deadline`.
    """

    runs_from: str
    started_on: date | None
    original_due_on: date | None
    due_on: date | None
    elapsed: int | None = None


@dataclass(frozen=True, slots=True)
class Deadline:
    """One timescale running on a complaint, and how its date came about.

    due_on                 None while what starts it has not happened or its date is unknown.
    original_due_on        the date before any extension; equal to due_on without one.
    target_on              a stricter date to aim at (own policy, or the date had the acknowledgement been on
                           its last day); None when there is none.
    started_on             day zero, after the receipt rule.
    met_on                 the day it was met; None while open.
    days                   every day after day zero through due_on, with whether it counts and why.
    elapsed                working days from day zero to met_on; None while open.
    elapsed_inclusive      the same with day zero counted as day one.
    convention_sensitive   True when counting inclusively would change "on time".
    approximate            True when a date it is counted from, or met by, is not exactly known.
    also                   the same by the other reading of when it starts; None where there is one reading.
    """

    stage: str
    timescale: str
    title: str
    procedure: str
    provision: str
    due_on: date | None
    original_due_on: date | None
    target_on: date | None
    runs_from: str
    started_on: date | None
    met_on: date | None
    days: tuple[CalendarDay, ...]
    because: tuple[str, ...]
    calendar_version: str
    extensions: tuple[ExtensionResult, ...] = ()
    elapsed: int | None = None
    elapsed_inclusive: int | None = None
    convention_sensitive: bool = False
    approximate: bool = False
    unconfirmed: bool = False
    also: OtherReading | None = None

    def is_late_on(self, today: date) -> bool:
        """Whether it was met late, or is open and past its date, seen from `today`."""
        if self.due_on is None:
            return False
        return (self.met_on or today) > self.due_on
