"""The letter about a move to another procedure: what it takes from the record, and what sending it records."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from casework.complaints.queries import ComplaintPage
from casework.complaints.record import Act, act
from casework.letters.draft import Draft
from putright.cases import CaseError, Status, verbs
from putright.cases.moved import moved_here, told_of_move
from putright.letters.wordings import wordings
from putright.vocabulary import LetterKind


def owes_letter(page: ComplaintPage) -> bool:
    """Whether it was moved here and the person was not written to about that."""
    return moved_here(page.case) is not None and told_of_move(page.case) is None


def moved_from(page: ComplaintPage) -> str:
    """The reference it had before it was moved; empty where it was not."""
    link = moved_here(page.case)
    return link.body.other if link is not None else ""


def first_words_of_move(page: ComplaintPage, language: str) -> dict[str, str]:
    """What the letter begins with: why it was moved, as that was kept, and an apology."""
    link = moved_here(page.case)
    why = next((one.words for one in page.notes if link is not None and str(one.id) == link.body.note), "")
    sorry: str = wordings(language)["sorry_for_the_procedure"]
    return {"reason": why, "apology": sorry}


def dates_of_move(page: ComplaintPage, draft: Draft, due: date | None, *, on: date) -> dict[str, date | None]:
    """The days that letter tells. Nothing for another letter.

    due  the day the answer is due under the procedure it is under now. Where that has gone by, the letter gives the
         new date its author entered, and says which day it was. missed_on: the first day of this stage that went by.
    """
    if draft.kind is not LetterKind.MOVED:
        return {}
    late = [one.due_on for one in page.deadlines if one.stage == draft.stage and one.is_late_on(on)]
    gone_by = due is not None and due < on
    return {
        "due_on": draft.details.new_date if gone_by else due,
        "was_due_on": due if gone_by else None,
        "missed_on": min((day for day in late if day is not None), default=None),
    }


def acts_of_move(
    page: ComplaintPage, draft: Draft, *, codes: tuple[str, ...], was_due_on: date | None, at: datetime
) -> Iterator[Act]:
    """What that letter records: an acknowledgement where none is on record, and the new date where the old went by.

    codes   of what the letter gives. was_due_on: the day of the answer that has gone by; None where it did not.
    Raises  CaseError without the new date.
    """
    if draft.kind is not LetterKind.MOVED:
        return
    case = page.case
    first = draft.stage == case.stages[0].key == case.stage
    if first and case.status is Status.OPEN and "acknowledged" not in case.current.happened:
        yield act(verbs.acknowledge, at=at, blocks=codes)
    if was_due_on is not None:
        if draft.details.new_date is None:
            raise CaseError("New date: enter the day the answer comes, since its day has gone by.")
        yield act(verbs.update, at=at, reason_for_delay=True, new_date=draft.details.new_date)
