"""Actions and lessons of a complaint as its tab shows them, with every step since."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from casework.complaints.models import Complaint
from casework.complaints.permissions import visible_to
from casework.complaints.queries import ComplaintPage
from casework.outcomes.decisions import FAULT
from casework.outcomes.models import Lesson
from casework.people.models import Officer
from putright.cases.followed import ActionState
from putright.cases.remedial import ActionMoved
from putright.cases.state import day_of
from putright.vocabulary import ActionStep, Cause, RootCause


@dataclass(frozen=True, slots=True)
class ActionStepRow:
    """One step of an action."""

    step: ActionStep
    on: date | None
    by: str
    percent: int | None
    due: date | None
    words: str
    document: int | None
    agreed_by_ombudsman: bool


@dataclass(frozen=True, slots=True)
class ActionCard:
    """One action. `done_by` is the number of the officer who says it is done, who cannot verify it."""

    key: str
    state: ActionState
    words: str
    owner: str
    agreed_by: str
    done_by: str | None
    overdue: bool
    steps: tuple[ActionStepRow, ...]
    lesson: str

    @property
    def step(self) -> ActionStep:
        """How far it has got."""
        return self.state.step


@dataclass(frozen=True, slots=True)
class LessonCard:
    """One lesson, or the decision that there is none.

    repeats       reference of the earlier complaint that taught it; empty = none did. may_open: the officer may see it.
    said, did     what everybody may read once `approved_by` is named.
    """

    key: str
    words: str
    no_lesson: bool
    root_cause: str
    cause: str
    points: tuple[str, ...]
    changed: str
    officer: str
    learned_on: date | None
    repeats: str
    repeats_because: str
    may_open: bool
    said: str
    did: str
    told_by: str
    approved_by: str
    approved_at: datetime | None
    version: int


def action_cards(page: ComplaintPage, *, today: date) -> tuple[ActionCard, ...]:
    """The actions of a complaint, open ones first. No statement."""
    words = {str(note.id): note.words for note in page.notes}
    cards = [_action(one, words, page.officers, today) for one in page.case.actions]
    return tuple(sorted(cards, key=lambda one: (one.state.ended, one.state.due or date.max)))


def lesson_cards(page: ComplaintPage, officer: Officer) -> tuple[LessonCard, ...]:
    """The lessons of a complaint. One statement, one more where one returned."""
    rows = {str(row.pk): row for row in Lesson.objects.filter(complaint=page.complaint_id)}
    words = {str(note.id): note.words for note in page.notes}
    references = {one.body.repeats for one in page.case.lessons if one.body.repeats}
    visible = (
        set(
            Complaint.objects.filter(visible_to(officer), reference__in=references).values_list(
                "reference", flat=True
            )
        )
        if references
        else set()
    )
    cards = []
    for one in page.case.lessons:
        body, row = one.body, rows.get(one.key)
        cards.append(
            LessonCard(
                key=one.key,
                words=words.get(one.key, ""),
                no_lesson=body.no_lesson,
                root_cause=body.root_cause.label if body.root_cause else "",
                cause=body.cause.label if body.cause else "",
                points=body.points,
                changed=row.changed if row else "",
                officer=page.officers.get(one.by or "", ""),
                learned_on=day_of(one.made.at),
                repeats=body.repeats or "",
                repeats_because=row.repeats_because if row else "",
                may_open=body.repeats in visible,
                said=row.said if row else "",
                did=row.did if row else "",
                told_by=page.officers.get(str(row.told_by_id), "") if row and row.told_by_id else "",
                approved_by=page.officers.get(str(row.approved_by_id), "")
                if row and row.approved_by_id
                else "",
                approved_at=row.approved_at if row else None,
                version=row.version if row else 0,
            )
        )
    return tuple(cards)


def lesson_is_missing(page: ComplaintPage) -> bool:
    """Whether something was upheld and neither a lesson nor a reason for none is on record. Source: R-L1, R-X8."""
    upheld = any(
        found.outcome in FAULT for stage in page.case.stages for found in (stage.findings or {}).values()
    )
    return upheld and not page.case.lessons


def label_of_cause(code: str) -> str:
    """A cause as people read it; the code itself when the list has no such one."""
    return Cause(code).label if code in set(Cause) else code


def label_of_root(code: str) -> str:
    """Where a fault came from as people read it."""
    return RootCause(code).label if code in set(RootCause) else code


def _action(
    one: ActionState, words: Mapping[str, str], officers: Mapping[str, str], today: date
) -> ActionCard:
    return ActionCard(
        key=one.key,
        state=one,
        words=words.get(one.key, ""),
        owner=officers.get(one.owner or "", ""),
        agreed_by=officers.get(one.by or "", ""),
        done_by=one.done_by,
        overdue=not one.ended and one.due is not None and one.due < today,
        steps=tuple(
            ActionStepRow(
                move.body.to, day_of(move.at), officers.get(move.by or "", ""), move.body.percent, move.body.due,
                words.get(move.body.note or "", ""),
                int(move.body.document) if move.body.document and move.body.document.isdecimal() else None,
                move.body.agreed_by_ombudsman,
            )
            for move in one.moves
            if isinstance(move.body, ActionMoved)
        ),
        lesson=words.get(one.body.lesson or "", ""),
    )  # fmt: skip
