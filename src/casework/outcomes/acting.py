"""Actions: agreed, under way, given another date, done, verified by somebody else, returned, or no longer achievable.

They live on after the complaint is closed, so that none of these needs it open.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from casework.complaints import search
from casework.complaints.models import Document
from casework.complaints.record import Opened, Recorded, act, opened, record_on
from casework.complaints.words import write_note
from casework.complaints.writing import When, moment
from casework.outcomes.models import ActionParticulars
from casework.outcomes.permissions import may_give_up
from casework.people.models import Officer
from putright.cases import CaseError, replay, verbs
from putright.cases.followed import ActionState
from putright.cases.remedial import ActionAgreed, ActionMoved
from putright.cases.verbs.remedial import action_of
from putright.procedures import remedy_meanings
from putright.vocabulary import ActionStep, RemedyType


@dataclass(frozen=True, slots=True)
class Action:
    """Something to be done or changed, as somebody agrees it.

    learning        it keeps the fault from happening again. recheck_months: looked at again every so many months.
    remedy, lesson  keys of what it follows from.
    """

    type: RemedyType
    words: str
    due: date | None
    owner: str | None
    points: tuple[str, ...] = ()
    learning: bool = False
    recheck_months: int | None = None
    remedy: str | None = None
    lesson: str | None = None


def agree_action(
    reference: str, action: Action, *, at: When, by: Officer, now: datetime, seen_version: int
) -> Recorded:
    """Agree an action, with who sees to it and by when. Raises CaseError without either."""
    if not action.words.strip():
        raise CaseError("say what is to be done")
    if action.owner is None or action.due is None:
        raise CaseError(
            "an action needs somebody who sees to it and a day: without them it keeps the complaint open"
        )
    with transaction.atomic(durable=True):
        held = opened(reference, seen_version=seen_version)
        complaint = held.complaint
        note = write_note(
            complaint, action.words, about="action", by=by, happened_at=moment(at), written_at=now,
            stage=complaint.stage,
        )  # fmt: skip
        body = ActionAgreed(
            str(note.pk), action.type, action.due, action.owner, action.points, action.learning, action.remedy,
            action.lesson, action.recheck_months,
        )  # fmt: skip
        recorded = record_on(held, act(verbs.agree_action, body=body, at=at), by=by, now=now)
        ActionParticulars.objects.create(note=note, complaint=complaint, type=action.type.value)
        search.add(complaint.pk, action.words)
    return recorded


def progress_action(
    reference: str, action: str, words: str, *, percent: int | None, at: When, by: Officer, now: datetime,
    seen_version: int,
) -> Recorded:  # fmt: skip
    """Record how far it has got, in per cent or in words."""
    if percent is None and not words.strip():
        raise CaseError("say how far it has got: in per cent, in words or both")
    if percent == 100:
        raise CaseError("at 100 per cent it is done: record that it is done, with what shows it")
    body = ActionMoved(action, ActionStep.PROGRESSED, percent=percent)
    return _move(reference, body, words, at=at, by=by, now=now, seen_version=seen_version)


def reschedule_action(
    reference: str, action: str, words: str, *, due: date, owner: str | None = None, at: When, by: Officer,
    now: datetime, seen_version: int,
) -> Recorded:  # fmt: skip
    """Give it another day, with the reason; the day before stays on record. `owner`: who sees to it from now on."""
    if not words.strip():
        raise CaseError("say why it gets another date")
    body = ActionMoved(action, ActionStep.RESCHEDULED, due=due, owner=owner)
    return _move(reference, body, words, at=at, by=by, now=now, seen_version=seen_version)


def finish_action(
    reference: str, action: str, words: str, *, document: int | None, at: When, by: Officer, now: datetime,
    seen_version: int,
) -> Recorded:  # fmt: skip
    """Record that it is done, with what shows it. Somebody else verifies it."""

    def check(held: Opened, one: ActionState) -> dict[str, Any]:
        kept = Document.objects.filter(complaint=held.complaint, pk=document).first() if document else None
        if document is not None and kept is None:
            raise CaseError("the evidence: choose a document that is kept with this complaint")
        if kept is None and not words.strip():
            evidence = remedy_meanings()[one.body.type].evidence
            raise CaseError(f"what shows that it is done is missing: choose a document or say it. {evidence}")
        return {"evidence": kept, "shown": True}

    body = ActionMoved(action, ActionStep.DONE, percent=100, document=str(document) if document else None)
    return _move(reference, body, words, check=check, at=at, by=by, now=now, seen_version=seen_version)


def verify_action(
    reference: str, action: str, words: str, *, at: When, by: Officer, now: datetime, seen_version: int
) -> Recorded:
    """Verify what somebody else says is done. Raises CaseError for the one who says so."""
    body = ActionMoved(action, ActionStep.VERIFIED)
    check: _Check = lambda held, one: {"verified_by": by}  # noqa: E731
    return _move(reference, body, words, check=check, at=at, by=by, now=now, seen_version=seen_version)


def return_action(
    reference: str, action: str, words: str, *, at: When, by: Officer, now: datetime, seen_version: int
) -> Recorded:
    """Give it back because what was shown is not enough, and say what is missing."""
    if not words.strip():
        raise CaseError("say what is missing")

    def check(held: Opened, one: ActionState) -> dict[str, Any]:
        if one.step is not ActionStep.DONE:
            raise CaseError("nobody says that it is done: there is nothing to return")
        return {"shown": False, "verified_by": None}

    body = ActionMoved(action, ActionStep.RETURNED)
    return _move(reference, body, words, check=check, at=at, by=by, now=now, seen_version=seen_version)


def give_up_action(
    reference: str, action: str, words: str, *, agreed_by_ombudsman: bool, at: When, by: Officer, now: datetime,
    seen_version: int,
) -> Recorded:  # fmt: skip
    """Record that it can no longer be achieved, with the reason. A manager decides it (R-O2)."""
    if not may_give_up(by):
        raise CaseError("a manager decides that an action can no longer be achieved")
    if not words.strip():
        raise CaseError("say why it can no longer be achieved")
    body = ActionMoved(action, ActionStep.NOT_ACHIEVABLE, agreed_by_ombudsman=agreed_by_ombudsman)
    return _move(reference, body, words, at=at, by=by, now=now, seen_version=seen_version)


_Check = Callable[[Opened, ActionState], dict[str, Any]]


def _move(
    reference: str, body: ActionMoved, words: str, *, check: _Check | None = None, at: When, by: Officer,
    now: datetime, seen_version: int,
) -> Recorded:  # fmt: skip
    with transaction.atomic(durable=True):
        held = opened(reference, seen_version=seen_version)
        complaint = held.complaint
        one = action_of(replay(held.events), body.action)
        columns = check(held, one) if check else {}
        note = None
        if words.strip():
            note = write_note(
                complaint,
                words,
                about="action",
                by=by,
                happened_at=moment(at),
                written_at=now,
                stage=complaint.stage,
            )
        moved = ActionMoved(
            body.action, body.to, body.percent, body.due, body.owner, body.document, str(note.pk) if note else None,
            body.agreed_by_ombudsman,
        )  # fmt: skip
        recorded = record_on(held, act(verbs.move_action, body=moved, at=at), by=by, now=now)
        if columns and body.action.isdecimal():
            ActionParticulars.objects.filter(note=int(body.action), complaint=complaint).update(**columns)
        if note is not None:
            search.add(complaint.pk, words)
    return recorded
