"""How linked complaints are answered: in step, or each at its own time. Chosen for a link, and kept on both its ends."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from casework.complaints.models import Complaint
from casework.complaints.permissions import visible_to
from casework.complaints.record import Opened, act, opened, record_on
from casework.complaints.storing import read_events
from casework.complaints.words import reindex, write_note
from casework.complaints.writing import When, moment
from casework.people.models import Officer
from casework.together.linking import holding
from casework.together.plan import TOGETHER
from putright.cases import Case, CaseError, replay, verbs
from putright.cases.joined import LinkPaced
from putright.cases.taking_part import LinkState
from putright.vocabulary import Pace


def choose(
    reference: str, links: Sequence[str], how: Pace, words: str, *, at: When, by: Officer, now: datetime,
    seen_version: int,
) -> None:  # fmt: skip
    """Choose how this complaint and those at the other end of these links are answered.

    links   keys of links of this complaint that hold. words: why; kept on this complaint alone.
    Raises  CaseError without a reason for answering each at its own time, or for a link the officer may not see.
    """
    if how is Pace.OWN_TIME and not words.strip():
        raise CaseError("say why each is answered at its own time: enter the words")
    with transaction.atomic(durable=True):
        here, others = _opened(reference, links, by=by, seen_version=seen_version)
        note = None
        if words.strip():
            kept = write_note(
                here.complaint, words, about="reason", by=by, happened_at=moment(at), written_at=now,
                stage=here.complaint.stage,
            )  # fmt: skip
            note = str(kept.pk)
        chosen = [act(verbs.settle, body=LinkPaced(key, how, note), at=at) for key in others]
        record_on(here, *chosen, by=by, now=now)
        for there in others.values():
            back = holding(replay(there.events), reference)
            if back is not None:
                record_on(there, act(verbs.settle, body=LinkPaced(back.key, how), at=at), by=by, now=now)
        if note is not None:
            reindex(here.complaint)


def paceable(case: Case) -> tuple[LinkState, ...]:
    """The links of a complaint that hold and whose pace can be chosen."""
    return tuple(one for one in case.links if not one.ended and one.body.what in TOGETHER)


def _opened(
    reference: str, links: Sequence[str], *, by: Officer, seen_version: int
) -> tuple[Opened, dict[str, Opened]]:
    """This complaint and those at the other ends, by key of the link; locked in the order of their references."""
    wanted = list(dict.fromkeys(links))
    found = {one.key: one.body.other for one in paceable(_case_of(reference))}
    others = {key: found[key] for key in wanted if key in found}
    seen = Complaint.objects.filter(visible_to(by), reference__in=others.values()).values_list(
        "reference", flat=True
    )
    if not wanted or set(wanted) != set(others) or set(others.values()) != set(seen):
        raise CaseError("choose which of the links it holds for: there is no such link any more")
    held = {
        each: opened(each, seen_version=seen_version if each == reference else None)
        for each in sorted({reference, *others.values()})
    }
    # Looked at again under the lock: a link may have been taken away in between.
    still = {one.key for one in paceable(replay(held[reference].events))}
    if not set(others) <= still:
        raise CaseError("choose which of the links it holds for: there is no such link any more")
    return held[reference], {key: held[other] for key, other in others.items()}


def _case_of(reference: str) -> Case:
    return replay(read_events(Complaint.objects.get(reference=reference))[0])
