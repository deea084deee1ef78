"""A complaint that ran under the wrong procedure: it ends there as moved, and goes on under the right one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction

from casework.complaints.calendars import organisation_calendar
from casework.complaints.models import Complaint, Point
from casework.complaints.opening import open_complaint
from casework.complaints.record import Opened, act, opened, record_on
from casework.complaints.storing import read_events
from casework.complaints.words import reindex, write_note
from casework.complaints.writing import Said, When, apply, moment
from casework.journal.log_events import LogEvent
from casework.journal.logs import log
from casework.people.models import Officer
from casework.together import found
from casework.together.linking import BACK, NewPart, copy_parties, linked, opening_of
from casework.together.rules import rules
from putright.calendars import in_london
from putright.cases import Case, CaseError, Status, replay, verbs
from putright.cases.joined import ComplaintLinked
from putright.vocabulary import ClosingReason, LinkKind


@dataclass(frozen=True, slots=True)
class Moving:
    """Where it goes: the body whose procedure takes it, and who handles it there, if anybody yet."""

    body: str
    handler: int | None = None


def move(
    reference: str,
    to: Moving,
    words: str,
    *,
    at: When,
    by: Officer,
    now: datetime,
    seen_version: int,
    going_on: str = "",
) -> str:
    """Move the complaint to another procedure; the reference under which it goes on.

    What goes on counts as received when this one was: the days under the wrong procedure are ours, not the person's.
    This one keeps its dates and what was missed under them. What triage found and nobody began goes along. The letter
    about the move is an open end there.

    words    why, for the person and the record: never empty.
    going_on a named officer's reason, where moving it would leave something undone here. Raises Held without.
    Raises   CaseError without a reason, for a point that was answered, for a procedure that is none of ours.
    Source   decision 0034.
    """
    if not words.strip():
        raise CaseError("why it is moved: say it. The person is told, and it is kept with your name")
    with transaction.atomic(durable=True):
        held = opened(reference, seen_version=seen_version)
        case = replay(held.events)
        points = _points(held.complaint, case)
        keys = tuple(one.key for one in points)
        part = NewPart(to.body, keys, "", leads=False, service=held.complaint.service_id, handler=to.handler)
        opening = opening_of(held.complaint, case, part, points, by=by)
        opening = replace(opening, found=found.carried(case, to.body))
        new = open_complaint(held.complaint.organisation, opening, by=by, now=now)
        there = Complaint.objects.select_related("organisation").get(pk=new.complaint_id)
        copy_parties(held.complaint, there, keys)
        link = str(case.next_sequence)
        acts = [
            linked(link, new.reference, LinkKind.GOES_ON, at),
            *(act(verbs.withdraw_point, point=key, link=link, at=at) for key in keys),
            *found.moved_on(case, to.body, link=link, at=at),
            # What we do next is due there; where that has gone by, it is late there.
            act(verbs.close, reason=ClosingReason.MOVED, at=at, acts_next="us", acts_by=there.next_due_on),
        ]
        apply(held, acts, [Said(words, "reason")], at=at, by=by, now=now, going_on=going_on, gated=True)
        _begin_there(there, reference, words, at=at, by=by, now=now)
        reindex(held.complaint)
    log(LogEvent.COMPLAINTS_LINKED, complaint=held.complaint.pk, other=there.pk)
    return new.reference


def _begin_there(
    there: Complaint, reference: str, words: str, *, at: When, by: Officer, now: datetime
) -> None:
    """Say there where it came from and why, and by when the person is told of it."""
    note = write_note(
        there, words, about="reason", by=by, happened_at=moment(at), written_at=now, stage=there.stage
    )
    events, last = read_events(there)
    calendar = organisation_calendar(there.organisation).now()
    due = calendar.add_working_days(in_london(now).date(), rules().tell_move_working_days)
    body = ComplaintLinked(
        str(len(events) + 1), reference, BACK[LinkKind.GOES_ON], due=due, note=str(note.pk)
    )
    record_on(Opened(there, events, last), act(verbs.involve, body=body, at=now), by=by, now=now)
    reindex(there)


def _points(complaint: Complaint, case: Case) -> list[Point]:
    """The points still to be answered, which go on. Raises CaseError where one was answered, or none is left."""
    if case.status is not Status.OPEN:
        raise CaseError("only an open complaint is moved: what was answered stays where its answer is")
    pursued = [one.key for one in case.points if one.withdrawn_at is None]
    answered = {key for stage in case.stages for key in stage.findings or {}}
    if answered & set(pursued):
        raise CaseError(
            "a point was answered under this procedure and stays there: open a part for the points without an answer"
        )
    if not pursued:
        raise CaseError("agree the points first: they are what goes on under the other procedure")
    rows = Point.objects.filter(complaint=complaint, key__in=pursued)
    return sorted(rows, key=lambda one: pursued.index(one.key))
