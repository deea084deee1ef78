"""Lessons: what a complaint teaches, whether an earlier one taught it already, and what everybody may read of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import CharField, Exists, F, OuterRef, QuerySet, Value
from django.db.models.functions import Cast, Concat

from casework.complaints import search
from casework.complaints.models import Complaint
from casework.complaints.models import Event as EventRow
from casework.complaints.permissions import visible_to
from casework.complaints.record import Recorded, act, locked, opened, record_on
from casework.complaints.search import plain_words
from casework.complaints.words import write_note
from casework.complaints.writing import When, moment
from casework.outcomes.models import Lesson
from casework.outcomes.permissions import may_tell_public
from casework.people.models import Officer
from putright.calendars import in_london
from putright.cases import CaseError, verbs
from putright.cases.remedial import LessonLearned
from putright.cases.state import day_of
from putright.clocks.lengths import add_months
from putright.procedures.detection import detection_rules
from putright.vocabulary import Cause, RootCause

RULE = "DR-25"
BECAUSE_CAUSE, BECAUSE_WORDS = "cause", "words"


@dataclass(frozen=True, slots=True)
class Learned:
    """A lesson as somebody enters it, or that there is none and why.

    words    the lesson, or the reason for none. changed: what was changed because of it.
    """

    words: str
    root_cause: RootCause | None = None
    cause: Cause | None = None
    points: tuple[str, ...] = ()
    no_lesson: bool = False
    changed: str = ""


@dataclass(frozen=True, slots=True)
class Again:
    """An earlier complaint that taught the same, lately. because: `cause` (and service) or `words`.

    may_open  whether the officer who asks may see that complaint.
    """

    reference: str
    learned_on: date
    because: str
    may_open: bool


def learn(
    reference: str, lesson: Learned, *, at: When, by: Officer, now: datetime, seen_version: int
) -> tuple[Recorded, Again | None]:
    """Record what the complaint teaches, and tell of an earlier one that taught it already.

    Raises  CaseError without words, or a lesson without where the fault came from.
    """
    if not lesson.words.strip():
        missing = "why nothing is to be learned" if lesson.no_lesson else "what is to be learned"
        raise CaseError(f"say {missing}")
    if not lesson.no_lesson and (lesson.root_cause is None or lesson.cause is None):
        raise CaseError("say where the fault came from, and what went wrong: figures count both")
    with transaction.atomic(durable=True):
        held = opened(reference, seen_version=seen_version)
        complaint = held.complaint
        on = day_of(at) or in_london(now).date()
        again = None if lesson.no_lesson else taught_before(complaint, lesson, by=by, on=on)
        note = write_note(
            complaint, lesson.words, about="lesson", by=by, happened_at=moment(at), written_at=now,
            stage=complaint.stage,
        )  # fmt: skip
        body = LessonLearned(
            str(note.pk),
            lesson.root_cause,
            lesson.cause,
            lesson.points,
            lesson.no_lesson,
            again.reference if again else None,
        )
        recorded = record_on(held, act(verbs.learn, body=body, at=at), by=by, now=now)
        Lesson.objects.create(
            note=note, complaint=complaint, organisation=complaint.organisation, service_id=complaint.service_id,
            root_cause=lesson.root_cause or "", cause=lesson.cause or "", no_lesson=lesson.no_lesson,
            changed=lesson.changed, repeats=again.reference if again else "",
            repeats_because=again.because if again else "", learned_on=on, sequence=recorded.events[-1].sequence,
        )  # fmt: skip
        search.add(complaint.pk, f"{lesson.words}\n{lesson.changed}")
    return recorded, again


def standing(lessons: QuerySet[Lesson]) -> QuerySet[Lesson]:
    """These lessons without those whose entry was struck out since. Part of a statement."""
    of = Concat(Value('"corrects":'), Cast(OuterRef("sequence"), CharField()), Value(","))
    struck = EventRow.objects.filter(
        complaint=OuterRef("complaint"), kind="corrected", data__contains='"struck_out":true'
    )
    return lessons.filter(~Exists(struck.annotate(of=of).filter(data__contains=F("of"))))


def taught_before(complaint: Complaint, lesson: Learned, *, by: Officer, on: date) -> Again | None:
    """The latest earlier complaint that taught the same within the months of DR-25. One or two statements.

    The same is the same cause in the same service, or the same words. A restricted complaint counts only for
    somebody who may see it.
    """
    since = add_months(on, -detection_rules()[RULE].number("months"))
    known = Lesson.objects.filter(
        organisation=complaint.organisation_id, learned_on__gte=since, learned_on__lte=on, no_lesson=False
    )
    lately = (
        standing(known)
        .exclude(complaint=complaint)
        .select_related("complaint", "note")
        .order_by("-learned_on", "-note")
    )
    same_words = plain_words(lesson.words)
    found: list[tuple[Lesson, str]] = []
    for one in lately.iterator():
        if complaint.service_id is not None and (one.service_id, one.cause) == (
            complaint.service_id,
            lesson.cause,
        ):
            found.append((one, BECAUSE_CAUSE))
        elif plain_words(one.note.words) == same_words:
            found.append((one, BECAUSE_WORDS))
    visible = _visible(by, (one.complaint_id for one, _ in found)) if found else frozenset()
    for one, because in found:
        may_open = one.complaint_id in visible
        if may_open or not one.complaint.restricted:
            return Again(one.complaint.reference, one.learned_on, because, may_open)
    return None


def tell_public(
    reference: str, lesson: str, said: str, did: str, *, seen_version: int, by: Officer, now: datetime
) -> None:
    """Write what everybody may read: what residents said, and what we did. It is shown once somebody approved it."""
    if not said.strip() or not did.strip():
        raise CaseError("say both what residents said and what we did")
    with transaction.atomic(durable=True):
        locked(reference)
        row = _lesson(reference, lesson)
        _check_version(row, seen_version)
        Lesson.objects.filter(pk=row.pk).update(
            said=said, did=did, told_by=by, approved_by=None, approved_at=None, version=row.version + 1
        )


def approve_telling(reference: str, lesson: str, *, seen_version: int, by: Officer, now: datetime) -> None:
    """Approve what everybody may read of a lesson. Never by who wrote it."""
    if not may_tell_public(by):
        raise CaseError("a manager or a complaints officer approves what everybody may read")
    with transaction.atomic(durable=True):
        locked(reference)
        row = _lesson(reference, lesson)
        _check_version(row, seen_version)
        if not row.said or not row.did:
            raise CaseError("there is nothing written to approve yet")
        if row.approved_by_id is not None:
            raise CaseError("it is approved already")
        if row.told_by_id == by.pk:
            raise CaseError("somebody else approves it than who wrote it")
        Lesson.objects.filter(pk=row.pk).update(approved_by=by, approved_at=now, version=row.version + 1)


def _lesson(reference: str, lesson: str) -> Lesson:
    number = int(lesson) if lesson.isdecimal() else -1
    row = Lesson.objects.filter(complaint__reference=reference, pk=number).first()
    if row is None or row.no_lesson:
        raise CaseError("there is no such lesson on this complaint")
    return row


def _check_version(row: Lesson, seen: int) -> None:
    if row.version != seen:
        raise CaseError(
            f"somebody else changed it meanwhile; it now says: “{row.said}” and “{row.did}”. Open it again"
        )


def _visible(officer: Officer, ids: Iterable[int]) -> frozenset[int]:
    found = Complaint.objects.filter(visible_to(officer), pk__in=list(ids))
    return frozenset(found.values_list("pk", flat=True))
