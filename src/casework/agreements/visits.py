"""Visits and meetings: arranged, given to somebody else, and what became of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from casework.agreements import checks
from casework.agreements.checks import Telling, VisitTerms, own_breach
from casework.agreements.household import Household
from casework.agreements.models import Contractor, OwnVisits, Worker
from casework.agreements.working import Working, contractor_of, worker_of, working
from casework.complaints.calendars import organisation_calendar
from casework.complaints.record import Act, Recorded, act
from casework.complaints.writing import When
from casework.people.models import Officer
from putright.cases import Breach, CaseError, verbs
from putright.cases.arranged import AppointmentMade, AppointmentMoved, IncidentOpened
from putright.cases.followed import FAILED_VISITS, AppointmentState
from putright.cases.state import day_of
from putright.vocabulary import AppointmentStep, ContractorStatus, IncidentKind, VisitCause, VisitConstraint

CAME = frozenset(
    {
        AppointmentStep.ATTENDED,
        AppointmentStep.TOO_EARLY,
        AppointmentStep.TOO_LATE,
        AppointmentStep.NO_ACCESS,
        AppointmentStep.COULD_NOT_COMPLETE,
        AppointmentStep.ATTENDED_AFTER_STAND_DOWN,
    }
)
"""What became of a visit to which somebody came."""


@dataclass(frozen=True, slots=True)
class Visit:
    """A visit or a meeting to be arranged. Workers, contractor, job and need as a form names them.

    words         what it is for and everything said about it, such as the checklist of a joint visit.
    confirmed_by  who was told and has confirmed it, for one at short notice; kept with the words.
    supersedes    what the visit before had to keep to was given up with the resident.
    """

    words: str
    on: date
    starts: datetime | None = None
    ends: datetime | None = None
    told_on: date | None = None
    worker: str = ""
    others: tuple[str, ...] = ()
    job: str = ""
    constraints: tuple[VisitConstraint, ...] = ()
    need: str = ""
    contractor: str = ""
    site_told: bool = False
    meeting: bool = False
    confirmed_by: str = ""
    supersedes: bool = False
    ours: tuple[Breach, ...] = ()


def make_visit(
    reference: str,
    visit: Visit,
    *,
    at: When,
    by: Officer,
    now: datetime,
    seen_version: int,
    going_on: str = "",
) -> Recorded:
    """Arrange a visit or a meeting. What it would not keep holds it; a worker kept away only a manager goes past.

    One of a day that is past is a fact: it is recorded, and with a worker kept away it is an incident.
    """
    with working(reference, at=at, by=by, now=now, seen_version=seen_version, going_on=going_on) as one:
        here = one.complaint.organisation_id
        worker = worker_of(here, visit.worker)
        others = [found for value in visit.others if (found := worker_of(here, value)) and found != worker]
        contractor = contractor_of(here, visit.contractor) or (worker.contractor if worker else None)
        body = AppointmentMade(
            appointment=one.keep(_words(visit), "appointment"), on=visit.on, starts=visit.starts, ends=visit.ends,
            told_on=visit.told_on, worker=str(worker.pk) if worker else None, job=visit.job or None,
            constraints=visit.constraints, need=visit.need or None,
            provider=str(contractor.pk) if contractor else None, site_told=visit.site_told,
            others=tuple(str(found.pk) for found in others), meeting=visit.meeting,
        )  # fmt: skip
        # What cannot be is told before what should not be.
        verbs.arrange(one.case, body=body, at=at, today=one.today)
        home = one.home()
        people = [found for found in (worker, *others) if found is not None]
        away = _kept_away(one, home, people)
        if visit.on >= one.today:
            one.hold_for_manager(away)
        terms = terms_of(here, contractor)
        calendar = organisation_calendar(one.complaint.organisation).now()
        telling = Telling(visit.confirmed_by, visit.supersedes)
        asked = [*away] if visit.on >= one.today else []
        asked += checks.visit(body, home, terms, telling, calendar=calendar, now=now)
        asked += [*_status(contractor), *visit.ours]
        acts = [one.made(body), *_broken(one, home, people, body.appointment, body.on)]
        return one.record(*acts, ours=asked)


def give_visit(
    reference: str, appointment: str, *, worker: str, words: str = "", at: When, by: Officer, now: datetime,
    seen_version: int, going_on: str = "",
) -> Recorded:  # fmt: skip
    """Somebody else comes. A worker who must not is held, as when the visit is arranged."""
    with working(reference, at=at, by=by, now=now, seen_version=seen_version, going_on=going_on) as one:
        found = visit_of(one, appointment)
        if found.ended:
            raise CaseError("what became of this visit is on record: arrange another one")
        person = worker_of(one.complaint.organisation_id, worker)
        if person is None:
            raise CaseError("choose who comes instead")
        home = one.home()
        people = [person, *Worker.objects.filter(pk__in=[int(other) for other in found.body.others])]
        away = _kept_away(one, home, people)
        one.hold_for_manager(away)
        note = one.keep_if(words, "appointment")
        moving = AppointmentMoved(appointment, AppointmentStep.MADE, note=note, worker=str(person.pk))
        return one.record(
            one.moved(moving), *_broken(one, home, people, appointment, found.body.on), ours=away
        )


def record_visit(
    reference: str, appointment: str, *, to: AppointmentStep, words: str = "", because: VisitCause | None = None,
    worker: str = "", again_by: date | None = None, at: When, by: Officer, now: datetime, seen_version: int,
    going_on: str = "",
) -> Recorded:  # fmt: skip
    """Record what became of a visit. Who came although they must not, or although stood down, is an incident.

    again_by  the day by which another visit is arranged, which is promised to the resident.
    """
    with working(reference, at=at, by=by, now=now, seen_version=seen_version, going_on=going_on) as one:
        found = visit_of(one, appointment)
        came = worker_of(one.complaint.organisation_id, worker)
        note = one.keep_if(words, "appointment")
        moving = AppointmentMoved(
            appointment, to, because.value if because else None, note, str(came.pk) if came else None
        )
        acts = [one.moved(moving)]
        ours: list[Breach] = []
        if to is AppointmentStep.STAND_DOWN_ACKNOWLEDGED and found.moved(AppointmentStep.STOOD_DOWN) is None:
            raise CaseError("nobody was told to stand down yet: record that first")
        if to is AppointmentStep.JOB_COMPLETED:
            ours += checks.completing(Household(one.complaint.pk, one.case, (), ()), found.job)
        if to in FAILED_VISITS and because is None:
            ours.append(
                own_breach("visit-cause", "It is not said why the visit was not made, or not as promised")
            )
        if again_by is not None:
            promise = one.keep("To arrange another visit, since the one before did not do the job", "promise")
            acts.append(
                act(verbs.promise, promise=promise, what="visit", due=again_by, at=at, owner=str(by.pk))
            )
        if to in CAME:
            acts += _incidents(one, found, to, came, words)
        return one.record(*acts, ours=ours)


def visit_of(one: Working, appointment: str) -> AppointmentState:
    """The visit with this key. Raises CaseError."""
    found = next((each for each in one.case.appointments if each.key == appointment), None)
    if found is None:
        raise CaseError("there is no such visit on record: record it first")
    return found


def owner_of(one: Working) -> str:
    """Who sees to what comes up: who handles the complaint, else who records it."""
    return one.case.current.handler or str(one.by.pk)


def terms_of(organisation_id: int, contractor: Contractor | None) -> VisitTerms:
    """What a visit of this contractor, or one of our own, must keep to. One statement.

    The hours we work count for both, since it is our people who confirm.
    """
    own = OwnVisits.objects.filter(pk=organisation_id).first()
    works_from, works_to = (own.works_from, own.works_to) if own else (None, None)
    if contractor is not None:
        confirm = contractor.confirm_working_hours
        if confirm is None and own is not None:
            confirm = own.confirm_working_hours
        return VisitTerms(
            f"The contract with {contractor.name}", contractor.notice_working_days, contractor.gives_time_slot,
            confirm, works_from, works_to,
        )  # fmt: skip
    if own is None:
        return VisitTerms("Our own rule for visits")
    return VisitTerms(
        "Our own rule for visits", own.notice_working_days, own.gives_time_slot, own.confirm_working_hours,
        works_from, works_to,
    )  # fmt: skip


def _kept_away(one: Working, home: Household, people: Sequence[Worker]) -> list[Breach]:
    keys = [str(person.pk) for person in people]
    rules = home.rules_against(keys)
    if not rules:
        return []
    told = one.may_be_told_of({rule.complaint_id for rule in rules})
    return list(checks.kept_away(home, keys, {str(person.pk): person.name for person in people}, told))


def _incidents(
    one: Working, found: AppointmentState, to: AppointmentStep, came: Worker | None, words: str
) -> list[Act]:
    """What is broken by who came: one incident a visit and worker, the no-contact rule before the stand-down."""
    home, workers = one.home(), (str(came.pk),) if came else found.workers
    people = list(Worker.objects.filter(pk__in=[int(each) for each in workers]))
    acts = _broken(one, home, people, found.key, found.body.on, words)
    if to is not AppointmentStep.ATTENDED_AFTER_STAND_DOWN or any(
        rule.sure for rule in home.rules_against(workers)
    ):
        return acts
    if any(
        each.body.appointment == found.key and each.body.what is IncidentKind.AFTER_STAND_DOWN
        for each in home.case.incidents
    ):
        return acts
    body = IncidentOpened(
        one.keep(words or "Somebody came although they had been stood down", "incident"),
        IncidentKind.AFTER_STAND_DOWN, appointment=found.key, worker=str(came.pk) if came else found.worker,
        owner=owner_of(one),
    )  # fmt: skip
    return [*acts, one.made(body)]


def _told(home: Household, appointment: str, on: date) -> set[str | None]:
    """Workers whose breach of a rule at this visit is an incident already: of the visit, or by hand on its day."""
    return {
        each.body.worker
        for each in home.case.incidents
        if each.body.what is IncidentKind.RESTRICTION_BROKEN
        and (
            each.body.appointment == appointment
            or (each.body.appointment is None and day_of(each.made.at) == on)
        )
    }


def _broken(
    one: Working, home: Household, people: Sequence[Worker], appointment: str, on: date, words: str = ""
) -> list[Act]:
    """Incidents for no-contact rules that surely hold for this resident and are not kept."""
    acts = []
    told = _told(home, appointment, on)
    for rule in home.rules_against(str(person.pk) for person in people):
        if not rule.sure or rule.worker in told:
            continue
        told.add(rule.worker)
        said = words.strip() or one.going_on.strip() or "A worker who must not contact or visit this resident"
        own = rule.restriction if rule.complaint_id == one.complaint.pk else None
        body = IncidentOpened(
            one.keep(said, "incident"), IncidentKind.RESTRICTION_BROKEN, restriction=own, appointment=appointment,
            worker=rule.worker, owner=owner_of(one),
        )  # fmt: skip
        acts.append(one.made(body))
    return acts


def _status(contractor: Contractor | None) -> list[Breach]:
    if contractor is None or contractor.status in (ContractorStatus.ACTIVE, ContractorStatus.ENDING):
        return []
    status = ContractorStatus(contractor.status).label.lower()
    return [
        own_breach("contractor-active", f"{contractor.name}: {status}, so the work is ours to arrange anew")
    ]


def _words(visit: Visit) -> str:
    told = f"\nTold of it and confirmed: {visit.confirmed_by.strip()}" if visit.confirmed_by.strip() else ""
    given_up = (
        "\nWhat the visit before had to keep to was given up with the resident." if visit.supersedes else ""
    )
    return f"{visit.words.strip()}{told}{given_up}"
