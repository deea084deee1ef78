"""What stands beside the events of the two years told: the particulars of remedies, actions and lessons."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from django.db import transaction

from casework.complaints.models import Complaint, Note
from casework.complaints.models import Event as EventRow
from casework.complaints.storing import EVENT_COLUMNS, from_row
from casework.ops.demo.borough import Borough
from casework.ops.demo.texts import redress, told
from casework.outcomes.models import ActionParticulars, LedgerLine, Lesson
from casework.people.models import Organisation
from putright.calendars import LONDON
from putright.cases import Event
from putright.cases.remedial import ActionAgreed, ActionMoved, LessonLearned, RemedyProposed
from putright.cases.state import day_of
from putright.procedures import remedy_meanings
from putright.vocabulary import ActionStep, RemedyType

_KINDS = ("remedy_proposed", "action_agreed", "action_moved", "lesson_learned")


@dataclass(frozen=True, slots=True)
class _Told:
    """What happened, and on which complaint."""

    complaint: int
    service: int | None
    event: Event


def particulars(borough: Borough, dice: random.Random) -> int:
    """Make the rows the boards read, for every remedy, action and lesson told. Returns how many. Seven statements."""
    organisation = borough.organisation
    managers = tuple(borough.officers[key].pk for key in ("grace", "tomasz"))
    events = tuple(_events(organisation))
    lines = [_line(one, one.event.body) for one in events if isinstance(one.event.body, RemedyProposed)]
    actions = tuple(_actions(events))
    lessons = tuple(_lessons(organisation, events, managers, dice))
    with transaction.atomic(durable=True):
        LedgerLine.objects.bulk_create(lines, batch_size=500)
        ActionParticulars.objects.bulk_create(actions, batch_size=500)
        Lesson.objects.bulk_create(lessons, batch_size=500)
    return len(lines) + len(actions) + len(lessons)


def _events(organisation: Organisation) -> Iterator[_Told]:
    services = dict(Complaint.objects.filter(organisation=organisation).values_list("pk", "service_id"))
    rows = EventRow.objects.filter(complaint__organisation=organisation, kind__in=_KINDS).order_by(
        "complaint_id", "sequence"
    )
    for pk, *row in rows.values_list(*EVENT_COLUMNS):
        yield _Told(int(str(pk)), services[int(str(pk))], from_row(row))


def _line(one: _Told, body: RemedyProposed) -> LedgerLine:
    paid = "payee" in remedy_meanings()[body.type].needs
    return LedgerLine(
        note_id=int(body.remedy), complaint_id=one.complaint, type=body.type.value, whole_pence=body.amount_pence,
        method="Bank transfer" if paid else "",
        headings=list(redress()["headings"]) if body.type is RemedyType.APOLOGY else [],
        details={"calculation": "Added up from what was handed in", "receipts": "With the file"}
        if body.type is RemedyType.PAY_QUANTIFIABLE
        else {},
    )  # fmt: skip


def _actions(events: tuple[_Told, ...]) -> Iterator[ActionParticulars]:
    moved: dict[str, dict[str, Any]] = {}
    for one in events:
        body = one.event.body
        if isinstance(body, ActionMoved) and body.to is ActionStep.DONE:
            moved.setdefault(body.action, {})["shown"] = True
        if isinstance(body, ActionMoved) and body.to is ActionStep.VERIFIED:
            moved.setdefault(body.action, {})["verified_by_id"] = int(str(one.event.by))
    for one in events:
        if isinstance(body := one.event.body, ActionAgreed):
            yield ActionParticulars(
                note_id=int(body.action),
                complaint_id=one.complaint,
                type=body.type.value,
                **moved.get(body.action, {}),
            )


def _lessons(
    organisation: Organisation, events: tuple[_Told, ...], managers: tuple[int, ...], dice: random.Random
) -> Iterator[Lesson]:
    learned = [(one, one.event.body) for one in events if isinstance(one.event.body, LessonLearned)]
    restricted = set(
        Complaint.objects.filter(organisation=organisation, restricted=True).values_list("pk", flat=True)
    )
    words = dict(
        Note.objects.filter(complaint__organisation=organisation, about="lesson").values_list("pk", "words")
    )
    for one, body in learned:
        text = _text_of(words[int(body.lesson)])
        on = day_of(one.event.at)
        assert on is not None  # every lesson of the demonstration has its day
        row = Lesson(
            note_id=int(body.lesson), complaint_id=one.complaint, organisation=organisation, service_id=one.service,
            root_cause=body.root_cause or "", cause=body.cause or "", no_lesson=body.no_lesson,
            changed=text.get("changed", ""), learned_on=on,
        )  # fmt: skip
        row.sequence = one.event.sequence
        if not body.no_lesson and one.complaint not in restricted and dice.random() < 0.12:
            row.said = told(redress()["said"], {"what": text["said"]})
            row.did = told(redress()["did"], {"changed": text["changed"]})
            row.told_by_id = int(str(one.event.by))
            if dice.random() < 0.8:
                row.approved_by_id = next(one for one in managers if one != row.told_by_id)
                row.approved_at = datetime.combine(on, time(15), LONDON) + timedelta(days=7)
        yield row


def _text_of(words: str) -> Mapping[str, Any]:
    return next((one for one in redress()["lesson"] if words in one["words"]), {})
