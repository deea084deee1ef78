"""What a visit must keep to, seen before it is arranged. Pure: everything is handed in.

Each gives what would not be kept, to be put right or gone past with a named reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from casework.agreements.household import Household
from putright.calendars import LONDON, WorkingDayCalendar, in_london, short_day
from putright.cases import Breach, Severity
from putright.cases.arranged import AppointmentMade
from putright.vocabulary import AppointmentStep, VisitConstraint

NOON = time(12)


@dataclass(frozen=True, slots=True)
class VisitTerms:
    """What the contract, or our own rule, asks of a visit; see `models.Terms`. works_from, works_to: our hours."""

    whose: str
    notice_working_days: int | None = None
    gives_time_slot: bool = False
    confirm_working_hours: int | None = None
    works_from: time | None = None
    works_to: time | None = None


@dataclass(frozen=True, slots=True)
class Telling:
    """What was done besides: who confirmed it, whether earlier constraints were given up with the resident."""

    confirmed_by: str = ""
    supersedes: bool = False


def own_breach(duty: str, says: str, *, stage: str | None = None, detection: str | None = None) -> Breach:
    """Something of ours that would not be kept: no Code's provision, but an agreement or a contract."""
    return Breach(
        duty=duty, stage=stage, provision=None, procedure=None, says=says, since=None, severity=Severity.MANDATORY,
        detection=detection,
    )  # fmt: skip


def kept_away(
    home: Household, workers: Iterable[str], names: Mapping[str, str], may_be_told_of: Iterable[int]
) -> Iterator[Breach]:
    """Workers who must not contact or visit this resident. Source: lessons R-S9; DR-12."""
    seen = set(may_be_told_of)
    for rule in home.rules_against(workers):
        who = names.get(rule.worker, "This worker")
        since = f" since {short_day(rule.since)}" if rule.since and rule.complaint_id in seen else ""
        if rule.sure:
            says = (
                f"{who} must not contact or visit this resident{since}. Choose somebody else; only a manager goes on, "
                "with a reason, and an incident is opened"
            )
        else:
            says = (
                f"{who} must not contact or visit a resident of the same name{since}: make sure that it is somebody "
                "else. Only a manager goes on, with a reason"
            )
        yield own_breach("restriction-observed", says, detection="DR-12")


def visit(
    body: AppointmentMade, home: Household, terms: VisitTerms, telling: Telling, *,
    calendar: WorkingDayCalendar, now: datetime,
) -> Iterator[Breach]:  # fmt: skip
    """Everything else a visit, or a meeting, must keep to."""
    today = in_london(now).date()
    if body.on >= today:
        yield from _notice(body, home, terms, calendar, today)
        yield from _confirmed(body, terms, telling, calendar, now)
        if body.provider is not None and not body.site_told:
            says = "The order says nothing of conditions at the place: write them, or that there are none"
            yield own_breach("site-conditions", says)
    yield from _slot(body, home, terms)
    yield from _hours(body, home)
    yield from constraints(body, home)
    yield from _superseded(body, home, telling)


def constraints(body: AppointmentMade, home: Household) -> Iterator[Breach]:
    """Constraints that contradict the slot, the people, or each other. Source: lessons R-J1."""
    asked = set(body.constraints)
    one, other = VisitConstraint.MORNING_ONLY, VisitConstraint.AFTERNOON_ONLY
    if {one, other} <= asked:
        yield own_breach("visit-constraints", "Mornings only and afternoons only contradict each other")
    elif body.starts is not None and body.ends is not None:
        begins, until = in_london(body.starts).time(), in_london(body.ends).time()
        if one in asked and until > NOON:
            yield own_breach(
                "visit-constraints", f"Mornings only, but the time slot goes on until {until:%H:%M}"
            )
        if other in asked and begins < NOON:
            yield own_breach(
                "visit-constraints", f"Afternoons only, but the time slot begins at {begins:%H:%M}"
            )
    workers = [*([body.worker] if body.worker else []), *body.others]
    if VisitConstraint.TWO_PEOPLE in asked and len(set(workers)) == 1:
        yield own_breach("visit-constraints", "Two people are to attend, and only one is named")
    if VisitConstraint.SAME_WORKER in asked and body.job and body.worker:
        before = [one for one in home.case.appointments if one.job == body.job and one.worker]
        if before and before[-1].worker != body.worker:
            yield own_breach(
                "visit-constraints", "The same worker as before is to come, and somebody else is named"
            )


def completing(home: Household, job: str) -> Iterator[Breach]:
    """A job that is said to be complete although nobody attended. Source: lessons R-J2; DR-11."""
    visits = [one for one in home.case.appointments if one.job == job]
    if not any(one.moved(AppointmentStep.ATTENDED) for one in visits):
        says = "No visit of this job is recorded as attended: no access, or nobody came, is not the job done"
        yield own_breach("job-attended", says, detection="DR-11")


def _notice(
    body: AppointmentMade, home: Household, terms: VisitTerms, calendar: WorkingDayCalendar, today: date
) -> Iterator[Breach]:
    told = body.told_on or today
    given = calendar.working_days_between(told, body.on)
    asked = [(terms.whose, terms.notice_working_days)]
    asked += [("The agreement with the resident", one.body.notice_working_days) for one in home.agreements]
    for whose, days in asked:
        if days is not None and given < days:
            says = f"{whose} asks for {_count(days, 'working day')} notice, and this gives {_count(given, 'working day')}"
            yield own_breach("visit-notice", says)


def _confirmed(
    body: AppointmentMade, terms: VisitTerms, telling: Telling, calendar: WorkingDayCalendar, now: datetime
) -> Iterator[Breach]:
    """A visit promised at short notice needs everybody who must know to have said so. Source: lessons R-J3."""
    hours = terms.confirm_working_hours
    if hours is None or telling.confirmed_by.strip():
        return
    begins = body.starts or datetime.combine(body.on, terms.works_from or time.min, LONDON)
    ahead = working_hours(now, begins, terms, calendar, enough=hours)
    if ahead < hours:
        sooner = f"The visit is less than {_count(hours, 'working hour')} ahead"
        says = f"{sooner}: say who was told of it and has confirmed it"
        yield own_breach("visit-confirmed", says)


def working_hours(
    start: datetime, end: datetime, terms: VisitTerms, calendar: WorkingDayCalendar, *, enough: int
) -> float:
    """The working hours between two moments, counted until there are `enough`."""
    begins, until = in_london(start), in_london(end)
    day, hours = begins.date(), 0.0
    while day <= until.date() and hours < enough:
        if calendar.is_working_day(day):
            opens = datetime.combine(day, terms.works_from or time.min, LONDON)
            shuts = (
                datetime.combine(day, terms.works_to, LONDON)
                if terms.works_to
                else datetime.combine(day + timedelta(days=1), time.min, LONDON)
            )
            worked = min(shuts, until) - max(opens, begins)
            hours += max(worked.total_seconds(), 0) / 3600
        day += timedelta(days=1)
    return hours


def _slot(body: AppointmentMade, home: Household, terms: VisitTerms) -> Iterator[Breach]:
    if body.starts is not None:
        return
    if terms.gives_time_slot:
        yield own_breach("visit-time-slot", f"{terms.whose} asks for a time slot, and none is given")
    if any(one.body.time_slot for one in home.agreements):
        yield own_breach(
            "visit-time-slot", "A time slot was promised to the resident for every visit, and none is given"
        )


def _hours(body: AppointmentMade, home: Household) -> Iterator[Breach]:
    if body.starts is None or body.ends is None:
        return
    begins, until = in_london(body.starts).time(), in_london(body.ends).time()
    for one in home.agreements:
        first, last = one.body.hours_from, one.body.hours_to
        if (first and begins < first) or (last and until > last):
            says = f"The resident is contacted {hours_in_words(first, last)}, and the visit is outside these hours"
            yield own_breach("safe-hours", says)


def _superseded(body: AppointmentMade, home: Household, telling: Telling) -> Iterator[Breach]:
    """What was asked for at the visit before goes on, unless it is given up with the resident. Source: R-J1."""
    earlier = [one for one in home.case.appointments if body.job is not None and one.job == body.job]
    if not earlier or telling.supersedes:
        return
    left_out = [one for one in earlier[-1].body.constraints if one not in body.constraints]
    if left_out:
        named = ", ".join(one.label.lower() for one in left_out)
        yield own_breach(
            "visit-constraints",
            f"The visit before had to keep to this, and the new one leaves it out: {named}",
        )


def hours_in_words(first: time | None, last: time | None) -> str:
    """Hours as a sentence says them: `between 09:00 and 17:00`."""
    if first and last:
        return f"between {first:%H:%M} and {last:%H:%M}"
    return f"from {first:%H:%M}" if first else f"until {last:%H:%M}" if last else "at any hour"


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
