"""A complaint that was moved: where it ended, that it was, and where it goes on, what the person is owed about it."""

from __future__ import annotations

from putright.cases.events import Event
from putright.cases.state import Case, Status
from putright.cases.taking_part import LinkState
from putright.vocabulary import ClosingReason, LetterKind, LinkKind


def moved_away(case: Case) -> bool:
    """Whether it ended under this procedure because it goes on under another one."""
    return case.status is Status.CLOSED and case.closing_reason is ClosingReason.MOVED


def moved_to(case: Case) -> str | None:
    """The reference under which it goes on; None where it was not moved, or that link was taken away."""
    found = (one.body.other for one in case.links if one.body.what is LinkKind.GOES_ON and not one.ended)
    return next(found, None) if moved_away(case) else None


def moved_here(case: Case) -> LinkState | None:
    """The link by which it came from another procedure; None where it did not, or that link was taken away."""
    found = (one for one in case.links if one.body.what is LinkKind.MOVED_HERE and not one.ended)
    return next(found, None)


def told_of_move(case: Case) -> Event | None:
    """The event by which the letter about the move went to the person; None while it did not."""
    return next((one.made for one in case.letters if one.body.what is LetterKind.MOVED), None)
