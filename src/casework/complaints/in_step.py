"""Linked complaints answered in step: one answer does not leave while another one is not ready.

A complaint that the officer may not see is followed nowhere and holds nothing: a hold would tell that there is one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from casework.complaints.models import Clock, Complaint
from casework.complaints.models import Event as EventRow
from casework.complaints.permissions import visible_to
from casework.complaints.record import Act, Opened
from casework.complaints.storing import EVENT_COLUMNS, from_row
from casework.people.models import Officer
from putright.calendars import in_london, short_day
from putright.cases import Breach, Case, Event, Severity, replay, verbs
from putright.cases.in_step import in_step_with, waits_for_the_answer
from putright.procedures import procedure

DUTY = "answered-in-step"
MOST_STEPS = 3
"""How far links are followed: from a part to what leads it, to its other parts."""


@dataclass(frozen=True, slots=True)
class Other:
    """A complaint answered in step with this one, as far as the officer may see it."""

    complaint: Complaint
    case: Case


Ready = Callable[[Sequence[Other]], Collection[int]]
"""Which of these have an answer that only waits to be sent, by number of the complaint."""


def none_is_ready(others: Sequence[Other]) -> Collection[int]:
    """For an answer that is recorded as it went: what lies signed elsewhere is not looked at."""
    return ()


def out_of_step(
    held: Opened, acts: Sequence[Act], *, by: Officer, now: datetime, ready: Ready = none_is_ready
) -> tuple[Breach, ...]:
    """The answers that are not ready while these acts answer this complaint; one sentence for each.

    Each says whether waiting can make this answer late: its own clock is never overruled, and the date at stake is
    the reason to go on with. No statement for anything but a whole answer, nor without a link in step.
    Source: own rule; decisions 0014, 0035.
    """
    if not any(one.verb is verbs.respond and one.fields.get("complete", True) for one in acts):
        return ()
    case = replay(held.events)
    others = in_step(held.complaint, case, by=by)
    waits = [one for one in others if not_answered(one, like=held.complaint, case=case)]
    if not waits:
        return ()
    signed = set(ready(waits))
    waits = [one for one in waits if one.complaint.pk not in signed]
    due = answers_due([held.complaint, *(one.complaint for one in waits)])
    today = in_london(now).date()
    return tuple(
        _breach(one, due.get(held.complaint.pk), due.get(one.complaint.pk), stage=case.stage, today=today)
        for one in sorted(waits, key=lambda each: each.complaint.reference)
    )


def in_step(complaint: Complaint, case: Case, *, by: Officer) -> tuple[Other, ...]:
    """The complaints answered in step with this one that the officer may see. Two statements for each step."""
    found: dict[str, Other] = {}
    wanted = {one.body.other for one in in_step_with(case)}
    for _ in range(MOST_STEPS):
        wanted -= {complaint.reference, *found}
        if not wanted:
            break
        rows = list(Complaint.objects.filter(visible_to(by), reference__in=wanted))
        cases = cases_of(rows)
        new = {one.reference: Other(one, cases[one.pk]) for one in rows}
        found |= new
        wanted = {link.body.other for one in new.values() for link in in_step_with(one.case)}
    return tuple(found.values())


def cases_of(complaints: Iterable[Complaint]) -> dict[int, Case]:
    """What the events of these complaints have made of them, by number. One statement."""
    events: dict[int, list[Event]] = defaultdict(list)
    numbers = [one.pk for one in complaints]
    rows = EventRow.objects.filter(complaint__in=numbers).order_by("complaint_id", "sequence")
    for pk, *row in rows.values_list(*EVENT_COLUMNS):
        events[pk].append(from_row(row))
    return {pk: replay(tuple(events[pk])) for pk in numbers}


def not_answered(other: Other, *, like: Complaint, case: Case) -> bool:
    """Whether the other one still owes an answer at a stage this one has reached; a later stage is a step of its own."""
    return waits_for_the_answer(other.case) and _place(other.complaint, other.case) <= _place(like, case)


def answers_due(complaints: Iterable[Complaint]) -> Mapping[int, date]:
    """The day our answer at the present stage is due, of those that have one. One statement."""
    by_number = {one.pk: one for one in complaints}
    found: dict[int, date] = {}
    clocks = Clock.objects.filter(complaint__in=by_number, met_on=None, due_on__isnull=False)
    for clock in clocks.order_by("-due_on"):
        complaint = by_number[clock.complaint_id]
        under = procedure(complaint.procedure)
        if clock.stage != complaint.stage or clock.procedure != under.key:
            continue
        stage = under.stage(clock.stage)
        if any(
            scale.key == clock.timescale and scale.ends_with == stage.answered_by
            for scale in stage.timescales
        ):
            assert clock.due_on is not None  # filtered above
            found[complaint.pk] = clock.due_on
    return found


def _place(complaint: Complaint, case: Case) -> int:
    return [one.key for one in procedure(complaint.procedure).stages].index(case.stage)


def _breach(other: Other, ours: date | None, theirs: date | None, *, stage: str, today: date) -> Breach:
    reference = other.complaint.reference
    says = f"{reference} is answered in step with this one, and its answer is not ready. {_at_stake(ours, theirs, today)}"
    return Breach(
        duty=DUTY,
        stage=stage,
        provision=None,
        procedure=None,
        says=says,
        since=None,
        severity=Severity.MANDATORY,
    )


def _at_stake(ours: date | None, theirs: date | None, today: date) -> str:
    """What waiting would mean for this answer's own date."""
    ready = "Have it signed, and send both"
    if ours is None:
        return f"{ready}, or give the reason why this one goes first"
    if ours <= today:
        was = "is due today" if ours == today else f"was due on {short_day(ours)}"
        return f"This answer {was}: it does not wait, go on with that as the reason"
    if theirs is None or theirs > ours:
        after = f"the other only on {short_day(theirs)}" if theirs else "the other has no day yet"
        return (
            f"This answer is due on {short_day(ours)}, {after}: {ready[0].lower()}{ready[1:]} by then, or go on with "
            "that date as the reason, as waiting would make this one late"
        )
    return f"{ready} by {short_day(ours)}, the day this answer is due"
