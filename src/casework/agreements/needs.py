"""Needs that were found: nothing closes while one is open, and only these ways it may be left."""

from __future__ import annotations

from datetime import date, datetime

from casework.agreements.checks import own_breach
from casework.agreements.permissions import is_senior
from casework.agreements.working import working
from casework.complaints.models import Document
from casework.complaints.record import Recorded
from casework.complaints.writing import When
from casework.people.models import Officer
from putright.cases import CaseError
from putright.cases.arranged import NeedFound, NeedMoved
from putright.vocabulary import NeedStep


def find_need(
    reference: str, words: str, *, risk: bool, due: date | None, owner: Officer | None, at: When, by: Officer,
    now: datetime, seen_version: int,
) -> Recorded:  # fmt: skip
    """Record a need that was assessed or came to light, such as grab rails. `risk`: somebody may come to harm."""
    with working(reference, at=at, by=by, now=now, seen_version=seen_version) as one:
        body = NeedFound(one.keep(words, "need"), risk, due, str((owner or by).pk))
        return one.record(one.made(body))


def move_need(
    reference: str, need: str, words: str, *, to: NeedStep, document: str = "", at: When, by: Officer, now: datetime,
    seen_version: int, going_on: str = "",
) -> Recorded:  # fmt: skip
    """Record what became of a need. One declined is held without what the resident wrote."""
    with working(reference, at=at, by=by, now=now, seen_version=seen_version, going_on=going_on) as one:
        if to is NeedStep.EXCEPTIONAL and not is_senior(by):
            raise CaseError("only a manager leaves a need open by a decision: ask one to record it")
        if document and not _kept_with(one.complaint.pk, document):
            raise CaseError("that document is not kept with this complaint: add it first")
        ours = []
        if to is NeedStep.DECLINED and not document:
            says = (
                "A need is declined in writing: keep what the resident wrote with the complaint and choose it"
            )
            ours.append(own_breach("need-declined-in-writing", says))
        body = NeedMoved(need, to, one.keep(words, "need"), document or None)
        return one.record(one.moved(body), ours=ours)


def _kept_with(complaint_id: int, document: str) -> bool:
    return document.isdecimal() and Document.objects.filter(complaint=complaint_id, pk=int(document)).exists()
