"""Workers who must not contact or visit a resident, and what is done when an agreement is broken."""

from __future__ import annotations

from datetime import date, datetime

from casework.agreements.permissions import is_senior
from casework.agreements.visits import owner_of
from casework.agreements.working import Working, worker_of, working
from casework.complaints.record import Act, Recorded
from casework.complaints.writing import When
from casework.people.models import Officer
from putright.calendars import short_day
from putright.cases import CaseError
from putright.cases.arranged import (
    AppointmentMoved,
    IncidentMoved,
    IncidentOpened,
    RestrictionEnded,
    RestrictionSet,
)
from putright.cases.verbs import active_restrictions
from putright.vocabulary import AppointmentStep, IncidentKind, IncidentStep

CANCEL = "cancel"
"""How a form says that the visits of a worker kept away are cancelled."""


def keep_away(
    reference: str, words: str, *, worker: str, name: str = "", job: str = "", review: date | None, instead: str = "",
    at: When, by: Officer, now: datetime, seen_version: int,
) -> Recorded:  # fmt: skip
    """Set that a worker must not contact or visit the resident. Nobody is ever asked to say it twice.

    instead  who makes the visits this worker was to make, or that they are cancelled; asked for when there are any.
    """
    with working(reference, at=at, by=by, now=now, seen_version=seen_version) as one:
        person = worker_of(one.complaint.organisation_id, worker, name=name, job=job)
        if person is None:
            raise CaseError("choose the worker, or add them by name")
        key = str(person.pk)
        if active_restrictions(one.case, key):
            raise CaseError(f"{person.name} is kept away already: the resident need not ask again")
        visits = [
            each
            for each in one.case.appointments
            if not each.ended and key in each.workers and each.body.on >= one.today
        ]
        if visits and not instead:
            days = ", ".join(short_day(each.body.on) for each in visits)
            raise CaseError(
                f"{person.name} is to come on {days}: say who comes instead, or that it is cancelled"
            )
        setting = one.made(RestrictionSet(one.keep(f"{person.name}: {words}", "restriction"), key, review))
        return one.record(setting, *_changed(one, [each.key for each in visits], key, instead))


def review_restriction(
    reference: str, restriction: str, words: str, *, review: date | None, at: When, by: Officer, now: datetime,
    seen_version: int,
) -> Recorded:  # fmt: skip
    """Look at a no-contact rule again: it goes on until `review`, or is lifted when that is None."""
    with working(reference, at=at, by=by, now=now, seen_version=seen_version) as one:
        ending = RestrictionEnded(restriction, review, one.keep(words, "restriction"))
        return one.record(one.moved(ending))


def open_incident(
    reference: str, words: str, *, what: IncidentKind, restriction: str = "", worker: str = "", at: When, by: Officer,
    now: datetime, seen_version: int,
) -> Recorded:  # fmt: skip
    """Record that an agreement was broken. It ends with an apology and a review by somebody senior."""
    with working(reference, at=at, by=by, now=now, seen_version=seen_version) as one:
        person = worker_of(one.complaint.organisation_id, worker)
        rule = next((each for each in one.case.restrictions if each.key == restriction), None)
        body = IncidentOpened(
            one.keep(words, "incident"), what, restriction=rule.key if rule else None,
            worker=str(person.pk) if person else rule.body.worker if rule else None, owner=owner_of(one),
        )  # fmt: skip
        return one.record(one.made(body))


def move_incident(
    reference: str, incident: str, words: str, *, to: IncidentStep, at: When, by: Officer, now: datetime,
    seen_version: int,
) -> Recorded:  # fmt: skip
    """Record an apology, the review by somebody senior, or the end of an incident."""
    with working(reference, at=at, by=by, now=now, seen_version=seen_version) as one:
        if to is IncidentStep.REVIEWED and not is_senior(by):
            raise CaseError("somebody senior reviews an incident: ask a manager to record it")
        return one.record(one.moved(IncidentMoved(incident, to, one.keep(words, "incident"))))


def _changed(one: Working, visits: list[str], away: str, instead: str) -> list[Act]:
    if not visits:
        return []
    if instead == CANCEL:
        return [one.moved(AppointmentMoved(each, AppointmentStep.CANCELLED_BY_US)) for each in visits]
    person = worker_of(one.complaint.organisation_id, instead)
    if person is None or str(person.pk) == away:
        raise CaseError("choose somebody else to come instead")
    if active_restrictions(one.case, str(person.pk)):
        raise CaseError(f"{person.name} must not visit this resident either: choose somebody else")
    together = [each for each in one.case.appointments if each.key in visits and away in each.body.others]
    if together:
        raise CaseError("a joint visit cannot be given to one other worker: cancel it and arrange it anew")
    return [one.moved(AppointmentMoved(each, AppointmentStep.MADE, worker=str(person.pk))) for each in visits]
