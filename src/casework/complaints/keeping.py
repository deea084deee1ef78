"""Whose hands a complaint is in, who may see it, and what is corrected in it."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import F

from casework.complaints.models import Complaint
from casework.complaints.record import Recorded, act, opened
from casework.complaints.restriction import check_named
from casework.complaints.writing import Said, When, apply, do
from casework.people.models import Officer
from putright.calendars import LONDON
from putright.cases import verbs


def allocate(
    reference: str, officer: Officer, *, at: When, role: str = "handler", by: Officer, now: datetime,
    seen_version: int, going_on: str = "",
) -> Recorded:  # fmt: skip
    """Put the present stage in an officer's hands; their team becomes the complaint's.

    Raises NotNamed for a restricted complaint the officer could not see.
    """
    with transaction.atomic(durable=True):
        held = opened(reference, seen_version=seen_version)
        check_named(held.complaint, officer)
        allocating = act(verbs.allocate, officer=str(officer.pk), role=role, at=at)
        recorded = apply(held, [allocating], (), at=at, by=by, now=now, going_on=going_on, gated=True)
        complaint = held.complaint
        if role == "handler" and officer.team_id is not None:
            Complaint.objects.filter(pk=complaint.pk).update(
                team=officer.team_id, facts_changed=F("facts_changed") + 1
            )
    return recorded


def restrict(
    reference: str, officers: Sequence[Officer], *, by: Officer, now: datetime, seen_version: int
) -> Recorded:
    """Let only these officers, and the one who acts, see the complaint anywhere."""
    named = sorted({by.pk, *(officer.pk for officer in officers)})
    restricting = act(verbs.restrict, officers=[str(one) for one in named], at=now)
    return do(reference, restricting, at=now, by=by, now=now, seen_version=seen_version)


def lift_restriction(
    reference: str, words: str, *, by: Officer, now: datetime, seen_version: int
) -> Recorded:
    """Let everybody see it who would see it without a restriction."""
    return do(
        reference,
        act(verbs.lift_restriction, at=now),
        Said(words, "reason"),
        at=now,
        by=by,
        now=now,
        seen_version=seen_version,
    )


def classify(
    reference: str, *, themes: Sequence[str], services: Sequence[str], ward: str | None, by: Officer, now: datetime,
    seen_version: int,
) -> Recorded:  # fmt: skip
    """Sort it: what it is about, which further services it touches, in which ward it is. All of it, anew."""
    sorting = act(verbs.classify, themes=themes, services=services, ward=ward, several=bool(services), at=now)
    return do(reference, sorting, at=now, by=by, now=now, seen_version=seen_version)


def correct(
    reference: str, sequence: int, words: str, *, right_at: When | None = None, struck_out: bool = False, by: Officer,
    now: datetime, seen_version: int,
) -> Recorded:  # fmt: skip
    """Correct an earlier event: its date, or that it never happened. The original stays in the history."""
    today = now.astimezone(LONDON).date()
    correcting = act(verbs.correct, corrects=sequence, at=today, right_at=right_at, struck_out=struck_out)
    said = Said(words, "reason", into="note")
    return do(reference, correcting, said, at=now, by=by, now=now, seen_version=seen_version)
