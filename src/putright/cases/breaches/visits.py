"""Visits and contacts: restrictions not kept, visits not as agreed, jobs called done that were not."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time

from putright.calendars import in_london, short_day
from putright.cases.arranged import AppointmentMoved
from putright.cases.breaches.breach import Breach, Matter, day_after
from putright.cases.events import Event
from putright.cases.followed import (
    FAILED_VISITS,
    AgreementState,
    AppointmentState,
    NeedState,
    RestrictionState,
)
from putright.cases.state import Case, day_of
from putright.vocabulary import AgreementKind, AppointmentStep, IncidentKind

_DUTY_OF_INCIDENT = {
    IncidentKind.RESTRICTION_BROKEN: "restriction-observed",
    IncidentKind.AFTER_STAND_DOWN: "restriction-observed",
    IncidentKind.OUTSIDE_HOURS: "contact-as-agreed",
    IncidentKind.AGREEMENT_NOT_KEPT: "contact-as-agreed",
    IncidentKind.DATA_MISUSE: "contact-details-kept-safe",
}


def restrictions(matter: Matter) -> Iterator[Breach]:
    """Workers sent to a resident they must stay away from, and restrictions asked for twice."""
    barred = matter.circumstances.barred_workers
    for visit in matter.case.appointments:
        for event, worker in assigned(visit):
            if worker in barred or barred_by(matter.case, worker, event):
                says = f"A worker who must stay away was to come on {short_day(visit.body.on)}"
                yield from matter.breach("restriction-observed", event.stage, says, event=event)
        for event in visit.moves:
            if getattr(event.body, "to", None) is AppointmentStep.ATTENDED_AFTER_STAND_DOWN:
                says = f"Somebody came on {short_day(visit.body.on)} although stood down"
                yield from matter.breach("restriction-observed", event.stage, says, event=event)
    for number, one in enumerate(matter.case.restrictions):
        earlier = matter.case.restrictions[:number]
        if any(
            _holds(other.made, other.moves, one.made) and other.body.worker == one.body.worker
            for other in earlier
        ):
            says = "A restriction was set again while one of the same worker held"
            yield from matter.breach("restriction-not-asked-again", one.made.stage, says, event=one.made)


def incidents(matter: Matter) -> Iterator[Breach]:
    """Agreements with the resident that were broken, as somebody recorded them."""
    for one in matter.case.incidents:
        duty = _DUTY_OF_INCIDENT[one.body.what]
        yield from matter.breach(duty, one.made.stage, one.body.what.label, event=one.made, always=True)


def as_agreed(matter: Matter) -> Iterator[Breach]:
    """Visits with less notice than agreed, without the slot agreed, or outside the hours agreed.

    Source  our reading: how and when somebody is visited is promised to them (HOS and LGSCO Code 7.3).
    """
    for visit in matter.case.appointments:
        for agreement in matter.case.agreements:
            if _holds(agreement.made, agreement.moves, visit.made):
                for says in _against(matter, visit, agreement):
                    yield from matter.breach("contact-as-agreed", visit.made.stage, says, event=visit.made)


def _against(matter: Matter, visit: AppointmentState, agreement: AgreementState) -> Iterator[str]:
    body, agreed = visit.body, agreement.body
    if agreed.notice_working_days is not None and body.told_on is not None:
        given = matter.calendar.working_days_between(body.told_on, body.on)
        if given < agreed.notice_working_days:
            days = "1 working day" if given == 1 else f"{given} working days"
            yield (
                f"The visit on {short_day(body.on)} was told with {days} of notice; "
                f"{agreed.notice_working_days} were agreed"
            )
    if agreed.time_slot and body.starts is None:
        yield f"The visit on {short_day(body.on)} has no time slot, though one was agreed"
    if body.starts is not None and body.ends is not None and (agreed.hours_from or agreed.hours_to):
        first, last = in_london(body.starts).time(), in_london(body.ends).time()
        if first < (agreed.hours_from or time.min) or last > (agreed.hours_to or time.max):
            yield f"The visit on {short_day(body.on)} is outside the hours agreed"


def jobs(matter: Matter) -> Iterator[Breach]:
    """Jobs recorded as completed whose visits all failed."""
    for visit in matter.case.appointments:
        for event in visit.moves:
            if getattr(event.body, "to", None) is not AppointmentStep.JOB_COMPLETED:
                continue
            outcomes = [
                step
                for other in matter.case.appointments
                if other.job == visit.job
                for step in ways(other, before=event.sequence)
            ]
            if outcomes and all(step in FAILED_VISITS for step in outcomes):
                last = outcomes[-1].label.lower()
                says = f"The job was recorded as completed, but its last visit did not do it: {last}"
                yield from matter.breach("job-really-done", event.stage, says, event=event)


def needs_at_risk(matter: Matter) -> Iterator[Breach]:
    """Needs that may harm somebody and that nobody did anything about for so many working days, met later or not."""
    for need in matter.case.needs:
        days = _seen_to(matter.case, need)
        if not need.body.risk or not days:
            continue
        ends = [*days[1:], *([] if need.ended else [matter.today])]
        for last, following in zip(days, ends, strict=False):
            due = _due_again(matter, last)
            if following > due:
                until = (
                    "since"
                    if following == matter.today and not need.ended
                    else f"until {short_day(following)} since"
                )
                says = f"A need that may cause harm was open, and nothing was done about it {until} {short_day(last)}"
                yield from matter.breach(
                    "need-at-risk", need.made.stage, says, event=need.made, since=day_after(due)
                )


def left_alone(matter: Matter) -> Iterator[tuple[NeedState, date, date]]:
    """Each open need that may cause harm, the day something was last done, and the day something was due again."""
    for need in matter.case.needs:
        days = _seen_to(matter.case, need)
        if not need.ended and need.body.risk and days and matter.today > _due_again(matter, days[-1]):
            yield need, days[-1], _due_again(matter, days[-1])


def _due_again(matter: Matter, last: date) -> date:
    return matter.calendar.add_working_days(last, matter.number("DR-29", "working_days"))


def _seen_to(case: Case, need: NeedState) -> list[date]:
    """The days something was done about a need, in order: it was found, moved on, a visit for it arranged."""
    visits = [one.made for one in case.appointments if one.body.need == need.key]
    return sorted(day for one in (need.made, *need.moves, *visits) if (day := day_of(one.at)) is not None)


def adjustments(matter: Matter) -> Iterator[Breach]:
    """A vulnerability or need known and no adjustment on record, and agreements past their review."""
    case = matter.case
    if matter.circumstances.vulnerable and case.is_open:
        kinds = {AgreementKind.ADJUSTMENT, AgreementKind.COMMUNICATION}
        if not any(one.body.what in kinds and not one.ended for one in case.agreements):
            says = "Somebody is known to be vulnerable, and no adjustment for them is recorded"
            yield from matter.breach("adjustments-in-place", case.stages[0].key, says, since=case.received_on)
    standing: list[AgreementState | RestrictionState] = [*case.agreements, *case.restrictions]
    for one in standing:
        if one.ended or one.review is None or matter.today <= one.review:
            continue
        what = "restriction" if isinstance(one, RestrictionState) else "agreement about contact"
        says = f"The review of the {what} was due on {short_day(one.review)}"
        yield from matter.breach("agreements-reviewed", one.made.stage, says, since=day_after(one.review))


def assigned(visit: AppointmentState) -> Iterator[tuple[Event, str]]:
    """Everybody who was to come on a visit, each with the event that says so."""
    first = ((visit.body.worker,) if visit.body.worker else ()) + visit.body.others
    for worker in first:
        yield visit.made, worker
    for event in visit.moves:
        if isinstance(event.body, AppointmentMoved) and event.body.worker and event.body.worker not in first:
            yield event, event.body.worker


def ways(visit: AppointmentState, *, before: int | None = None) -> Iterator[AppointmentStep]:
    """How a visit went, each time somebody came or was to come; `before`: as far as that number tells."""
    for event in visit.moves:
        body = event.body
        if before is not None and event.sequence >= before:
            return
        if isinstance(body, AppointmentMoved) and (
            body.to in FAILED_VISITS or body.to is AppointmentStep.ATTENDED
        ):
            yield body.to


def barred_by(case: Case, worker: str, event: Event) -> bool:
    """Whether a restriction kept this worker away when the event was recorded."""
    return any(one.body.worker == worker and _holds(one.made, one.moves, event) for one in case.restrictions)


def _holds(made: Event, moves: tuple[Event, ...], event: Event) -> bool:
    """Whether what was agreed held when the event was recorded."""
    if made.sequence > event.sequence or _later(made, event):
        return False
    ended = [one for one in moves if getattr(one.body, "review", "") is None]
    return not any(one.sequence < event.sequence for one in ended)


def _later(one: Event, other: Event) -> bool:
    mine, theirs = day_of(one.at), day_of(other.at)
    return mine is not None and theirs is not None and mine > theirs
