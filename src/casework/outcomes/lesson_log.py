"""The log of lessons of a whole organisation: by service, by cause, by what returned, and what everybody may read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Q, QuerySet

from casework.complaints.models import Complaint
from casework.complaints.permissions import visible_to
from casework.outcomes.boards import MOST_PAGES, PAGE, RESTRICTED
from casework.outcomes.followups import label_of_cause, label_of_root
from casework.outcomes.learning import standing
from casework.outcomes.models import Lesson
from casework.people.models import Officer
from putright.vocabulary import Word


class LessonView(Word):
    """What the log of lessons shows."""

    ALL = "all", "All lessons"
    REPEATS = "repeats", "Learned before"
    TOLD = "told", "You said, we did"
    TO_APPROVE = "to-approve", "To be approved"
    NONE = "none", "No action, because"


@dataclass(frozen=True, slots=True)
class LessonRow:
    """One lesson of the log. `words` tell nothing of a restricted complaint."""

    reference: str
    key: str
    service: str
    root_cause: str
    cause: str
    words: str
    changed: str
    learned_on: date
    repeats: str
    said: str
    did: str
    told_by: str
    approved_by: str
    no_lesson: bool


@dataclass(frozen=True, slots=True)
class CauseCount:
    """How many lessons a service has of one cause, and how many of them had been learned before."""

    service_id: int | None
    service: str
    cause: str
    cause_label: str
    number: int
    repeats: int


@dataclass(frozen=True, slots=True)
class LessonLog:
    """One page of the log. `counts` are of every lesson, whatever the page shows."""

    view: LessonView
    service: int | None
    cause: str
    page: int
    rows: tuple[LessonRow, ...]
    more: bool
    counts: tuple[CauseCount, ...]


def lesson_log(
    officer: Officer, *, view: LessonView, service: int | None = None, cause: str = "", page: int = 1
) -> LessonLog:
    """The lessons of the organisation, the newest first, and how many of which cause in which service. Two statements."""
    page = min(max(page, 1), MOST_PAGES)
    visible = _visible(officer)
    counts = (
        visible.filter(no_lesson=False)
        .values("service", "service__name", "cause")
        .annotate(number=Count("pk"), again=Count("pk", filter=~Q(repeats="")))
        .order_by("-number", F("service__name").asc(nulls_last=True), "cause")
    )
    found = visible.filter(_conditions(view))
    if service is not None:
        found = found.filter(service=service)
    if cause:
        found = found.filter(cause=cause)
    rows = list(
        found.select_related("complaint", "service", "note", "told_by", "approved_by").order_by(
            "-learned_on", "-note"
        )[(page - 1) * PAGE : page * PAGE + 1]
    )
    return LessonLog(
        view=view,
        service=service,
        cause=cause,
        page=page,
        rows=tuple(_row(one) for one in rows[:PAGE]),
        more=len(rows) > PAGE and page < MOST_PAGES,
        counts=tuple(
            CauseCount(
                one["service"],
                one["service__name"] or "No service",
                one["cause"],
                label_of_cause(one["cause"]),
                one["number"],
                one["again"],
            )
            for one in counts[:PAGE]
        ),
    )


def _visible(officer: Officer) -> QuerySet[Lesson]:
    visible = Complaint.objects.filter(visible_to(officer)).values("pk")
    return standing(Lesson.objects.filter(organisation=officer.organisation_id, complaint__in=visible))


def _conditions(view: LessonView) -> Q:
    return {
        LessonView.ALL: Q(no_lesson=False),
        LessonView.REPEATS: ~Q(repeats=""),
        LessonView.TOLD: Q(approved_at__isnull=False),
        LessonView.TO_APPROVE: Q(approved_at__isnull=True) & ~Q(said=""),
        LessonView.NONE: Q(no_lesson=True),
    }[view]


def _row(one: Lesson) -> LessonRow:
    hidden = one.complaint.restricted
    return LessonRow(
        reference=one.complaint.reference,
        key=str(one.pk),
        service=one.service.name if one.service else "No service",
        root_cause=label_of_root(one.root_cause),
        cause=label_of_cause(one.cause),
        words=RESTRICTED if hidden else one.note.words,
        changed="" if hidden else one.changed,
        learned_on=one.learned_on,
        repeats=one.repeats,
        said=one.said,
        did=one.did,
        told_by=one.told_by.name if one.told_by else "",
        approved_by=one.approved_by.name if one.approved_by else "",
        no_lesson=one.no_lesson,
    )
