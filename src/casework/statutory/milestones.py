"""Milestones of the procedure: statement agreed, comments, the panel, an early move, a late request accepted."""

from __future__ import annotations

from datetime import date, datetime

from casework.agreements.working import working
from casework.complaints.record import Recorded, act
from casework.complaints.writing import When
from casework.people.models import Officer
from putright.cases import CaseError, verbs
from putright.procedures import procedure


def reach(
    reference: str, moment: str, words: str, *, date_given: date | None = None, at: When, by: Officer, now: datetime,
    seen_version: int,
) -> Recorded:  # fmt: skip
    """Record that a milestone of the procedure was reached, with what was said or decided.

    date_given  the day it sets, such as when the panel is to meet.
    Raises      CaseError for a moment the procedure does not know.
    """
    with working(reference, at=at, by=by, now=now, seen_version=seen_version) as one:
        if moment not in procedure(one.complaint.procedure).moments:
            raise CaseError("this procedure knows no such milestone")
        one.keep_if(words, "note")
        return one.record(act(verbs.reach, moment=moment, at=at, date_given=date_given))
