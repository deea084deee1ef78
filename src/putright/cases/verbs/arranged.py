"""Contacts under agreement: needs, agreements, restrictions, appointments, incidents, and letters that left us."""

from __future__ import annotations

from datetime import date
from typing import Any

from putright.calendars import in_london, short_day
from putright.cases.arranged import (
    AgreementEnded,
    AgreementMade,
    AppointmentMade,
    AppointmentMoved,
    IncidentMoved,
    IncidentOpened,
    LetterDelivery,
    LetterSent,
    NeedFound,
    NeedMoved,
    RestrictionEnded,
    RestrictionSet,
)
from putright.cases.errors import AlreadyThere, CaseError, ImpossibleDate, UnknownFollowed
from putright.cases.followed import Followed
from putright.cases.possible import When, check_possible
from putright.cases.state import Case
from putright.cases.verbs.proposing import Proposed, propose
from putright.vocabulary import AppointmentStep, IncidentStep, NeedStep

Made = NeedFound | AgreementMade | RestrictionSet | AppointmentMade | IncidentOpened | LetterSent
Moved = NeedMoved | AgreementEnded | RestrictionEnded | AppointmentMoved | IncidentMoved | LetterDelivery

_NAMES: dict[type, tuple[str, str]] = {
    NeedFound: ("needs", "need"), NeedMoved: ("needs", "need"),
    AgreementMade: ("agreements", "agreement"), AgreementEnded: ("agreements", "agreement"),
    RestrictionSet: ("restrictions", "restriction"), RestrictionEnded: ("restrictions", "restriction"),
    AppointmentMade: ("appointments", "appointment"), AppointmentMoved: ("appointments", "appointment"),
    IncidentOpened: ("incidents", "incident"), IncidentMoved: ("incidents", "incident"),
    LetterSent: ("letters", "letter"), LetterDelivery: ("letters", "letter"),
}  # fmt: skip


def arrange(case: Case, *, body: Made, at: When, by: str | None = None, stage: str | None = None,
            today: date | None = None, source: str | None = None) -> Proposed:  # fmt: skip
    """A need was found, an agreement, a restriction or an appointment made, an incident opened, a letter sent."""
    kind, word = _NAMES[type(body)]
    key = getattr(body, word)
    if any(one.key == key for one in getattr(case, kind)):
        raise AlreadyThere(f"{word} {key!r} is on record already; give the new one another key")
    if isinstance(body, AppointmentMade):
        _check_window(case, body)
    return propose(case, body, at, by, stage, today, None, source)


def move_on(case: Case, *, body: Moved, at: When, by: str | None = None, stage: str | None = None,
            today: date | None = None, source: str | None = None) -> Proposed:  # fmt: skip
    """What became of something arranged."""
    kind, word = _NAMES[type(body)]
    key = getattr(body, word)
    found: Followed | None = next((one for one in getattr(case, kind) if one.key == key), None)
    if found is None:
        raise UnknownFollowed(f"there is no {word} {key!r} on record: record it first")
    _check_step(found, body, word)
    return propose(case, body, at, by, stage, today, None, source)


def active_restrictions(case: Case, worker: str) -> tuple[str, ...]:
    """Keys of the restrictions that keep this worker from the resident now."""
    return tuple(one.key for one in case.restrictions if not one.ended and one.body.worker == worker)


def _check_window(case: Case, body: AppointmentMade) -> None:
    if (body.starts is None) != (body.ends is None):
        raise ImpossibleDate("the time slot has only one end: give from when and until when, or neither")
    if body.starts is not None and body.ends is not None:
        check_possible(body.starts, None)
        check_possible(body.ends, None)
        if body.ends <= body.starts:
            raise ImpossibleDate("the time slot ends before it begins: check both times")
        if in_london(body.starts).date() != body.on:
            raise ImpossibleDate(f"the time slot is not on {short_day(body.on)}: check the day")
    if body.job is not None and all(one.key != body.job for one in case.appointments):
        raise UnknownFollowed("the first appointment of that job is not on record: record it first")
    if body.need is not None and all(one.key != body.need for one in case.needs):
        raise UnknownFollowed("that need is not on record: record it first")
    if body.told_on is not None and body.told_on > body.on:
        raise ImpossibleDate("the resident cannot have been told of it after the visit: check both dates")


def _check_step(found: Any, body: Moved, word: str) -> None:
    # A carrier may tell several things of a letter, one after the other.
    if getattr(found, "ended", False) and not isinstance(body, LetterDelivery):
        completing = isinstance(body, AppointmentMoved) and body.to is AppointmentStep.JOB_COMPLETED
        after = isinstance(body, AppointmentMoved) and body.to is AppointmentStep.ATTENDED_AFTER_STAND_DOWN
        if not completing and not after:
            raise CaseError(f"the {word} came to its end already: record another one")
    if isinstance(body, NeedMoved):
        if body.to is NeedStep.FOUND and body.owner is None:
            raise CaseError("a need that comes back is a new one: record it anew")
        if body.to is NeedStep.NO_REPLY and found.moved(NeedStep.REMINDED) is None:
            raise CaseError("remind the resident at least once before leaving a need for want of a reply")
    if isinstance(body, IncidentMoved) and body.to is IncidentStep.CLOSED:
        missing = [
            one for one in (IncidentStep.APOLOGISED, IncidentStep.REVIEWED) if found.moved(one) is None
        ]
        if missing:
            raise CaseError("an incident ends after an apology and a senior review: record both first")
