"""Absence cover: what somebody away has promised is kept by somebody else."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from casework.complaints.models import Complaint
from casework.complaints.permissions import visible_to
from casework.complaints.record import Act, act, opened, record_on
from casework.complaints.restriction import check_named
from casework.people.models import Officer
from putright.calendars import in_london
from putright.cases import Case, CaseError, replay, verbs
from putright.cases.arranged import NeedMoved
from putright.cases.remedial import ActionMoved
from putright.vocabulary import ActionStep, NeedStep

GIVEN = ("promise", "need", "action")
"""The kinds of open end that have an owner who can be changed."""


@dataclass(frozen=True, slots=True)
class Given:
    """What was given to somebody else, and what could not be, with the reason."""

    number: int
    refused: tuple[str, ...]


def give(chosen: Iterable[tuple[str, str, str]], to: Officer, *, by: Officer, now: datetime) -> Given:
    """Give promises, needs and actions to another officer: each is (reference, kind, key).

    Each complaint is a transaction of its own, so that one that cannot be given keeps no other from it.
    """
    by_complaint: dict[str, list[tuple[str, str]]] = {}
    for reference, kind, key in chosen:
        by_complaint.setdefault(reference, []).append((kind, key))
    number, refused = 0, []
    for reference, ends in by_complaint.items():
        try:
            number += _give(reference, ends, to, by=by, now=now)
        except CaseError as why:
            refused.append(f"{reference}: {why}")
    return Given(number, tuple(refused))


def _give(reference: str, ends: list[tuple[str, str]], to: Officer, *, by: Officer, now: datetime) -> int:
    with transaction.atomic(durable=True):
        if not Complaint.objects.filter(visible_to(by), reference=reference).exists():
            raise CaseError("there is no such complaint that you can open")
        held = opened(reference)
        check_named(held.complaint, to)
        today = in_london(now).date()
        case = replay(held.events)
        acts = [_given(case, kind, key, str(to.pk), today) for kind, key in ends]
        record_on(held, *acts, by=by, now=now)
    return len(acts)


def _given(case: Case, kind: str, key: str, to: str, today: date) -> Act:
    if kind == "promise":
        return act(verbs.reassign, promise=key, owner=to, at=today)
    if kind == "need":
        return act(verbs.move_on, body=NeedMoved(key, NeedStep.FOUND, owner=to), at=today)
    if kind == "action":
        action = next((one for one in case.actions if one.key == key), None)
        if action is None:
            raise CaseError("there is no such action on record")
        if action.step is ActionStep.DONE:
            raise CaseError("the action is done and only to be verified: nobody else has to do it")
        return act(verbs.move_action, body=ActionMoved(key, action.step, owner=to), at=today)
    raise CaseError("this has no owner that could be changed here")
