"""What a complaint holds: points, promises, what came to light, who may see it, corrections."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from putright.calendars import short_day
from putright.cases.classified import Classified
from putright.cases.errors import (
    AlreadyThere,
    CaseError,
    ImpossibleDate,
    UnknownEvent,
    UnknownFollowed,
    UnknownPromise,
)
from putright.cases.events import (
    Body,
    Corrected,
    Found,
    PointAgreed,
    PointWithdrawn,
    Promised,
    PromiseEnded,
    PromiseGiven,
    Restricted,
)
from putright.cases.facts import classification
from putright.cases.possible import (
    When,
    check_possible,
    check_standing,
)
from putright.cases.replay import replay
from putright.cases.state import Case, day_of
from putright.cases.verbs.proposing import Proposed, propose
from putright.vocabulary import (
    Precision,
    Responsibility,
)

PROMISE_ENDS = ("kept", "broken", "renegotiated")


def agree_point(
    case: Case,
    *,
    point: str,
    at: When,
    by: str | None = None,
    responsibility: Responsibility = Responsibility.OURS,
    outcome_sought: bool = False,
    added_midway: str | None = None,
    stage: str | None = None,
    today: date | None = None,
    precision: Precision | None = None,
    source: str | None = None,
) -> Proposed:
    """A point was agreed with the complainant; `added_midway` says how a later one came in."""
    if any(one.key == point for one in case.points):
        raise AlreadyThere(f"point {point!r} is agreed already; give the new one another key")
    body = PointAgreed(point, responsibility, outcome_sought, added_midway)
    return propose(case, body, at, by, stage, today, precision, source)


def withdraw_point(case: Case, *, point: str, at: When, link: str | None = None, by: str | None = None,
                   stage: str | None = None, today: date | None = None, precision: Precision | None = None,
                   source: str | None = None) -> Proposed:  # fmt: skip
    """The complainant no longer pursues a point, or it goes on in the complaint of that `link`."""
    case.point(point)
    if link is not None and all(one.key != link for one in case.links):
        raise UnknownFollowed(f"there is no link {link!r} on record: link the complaints first")
    return propose(case, PointWithdrawn(point, link), at, by, stage, today, precision, source)


def promise(case: Case, *, promise: str, what: str, at: When, due: date | None = None, by: str | None = None,
            owner: str | None = None, letter: str | None = None, stage: str | None = None,
            today: date | None = None, precision: Precision | None = None,
            source: str | None = None) -> Proposed:  # fmt: skip
    """Something was promised. `due` is the day it is due; None for a promise that holds until lifted."""
    if any(one.key == promise for one in case.promises):
        raise AlreadyThere(f"promise {promise!r} is on record already; give the new one another key")
    made = day_of(at)
    if due is not None and made is not None and due < made:
        raise ImpossibleDate(
            f"the promise cannot be due on {short_day(due)}, before it was made on {short_day(made)}: "
            "check both dates"
        )
    return propose(case, Promised(promise, what, due, owner, letter), at, by, stage, today, precision, source)


def end_promise(case: Case, *, promise: str, how: str, at: When, by: str | None = None,
                stage: str | None = None, today: date | None = None, precision: Precision | None = None,
                source: str | None = None) -> Proposed:  # fmt: skip
    """A promise was `kept`, `broken` or `renegotiated`."""
    if how not in PROMISE_ENDS:
        raise CaseError(f"a promise does not end {how!r}; use one of: {', '.join(PROMISE_ENDS)}")
    if all(one.key != promise for one in case.promises):
        known = ", ".join(one.key for one in case.promises) or "none yet"
        raise UnknownPromise(f"there is no promise {promise!r}; the promises are: {known}. Record it first")
    return propose(case, PromiseEnded(promise, how), at, by, stage, today, precision, source)


def reassign(case: Case, *, promise: str, owner: str, at: When, by: str | None = None, stage: str | None = None,
             today: date | None = None, precision: Precision | None = None,
             source: str | None = None) -> Proposed:  # fmt: skip
    """Another officer keeps the promise from now on, such as while its owner is away."""
    found = next((one for one in case.promises if one.key == promise), None)
    if found is None:
        raise UnknownPromise(f"there is no promise {promise!r}: record it first")
    if found.ended is not None:
        raise CaseError(f"the promise came to its end already ({found.ended}): there is nothing to give away")
    return propose(case, PromiseGiven(promise, owner), at, by, stage, today, precision, source)


def find(case: Case, *, duty: str, at: When = None, by: str | None = None, stage: str | None = None,
         today: date | None = None, precision: Precision | None = None,
         source: str | None = None) -> Proposed:  # fmt: skip
    """It came to light that a duty was not done; `duty` is its code."""
    return propose(case, Found(duty), at, by, stage, today, precision, source)


def classify(case: Case, *, themes: Sequence[str] = (), services: Sequence[str] = (), ward: str | None = None,
             several: bool | None = None, at: When, by: str | None = None, today: date | None = None,
             precision: Precision | None = None, source: str | None = None) -> Proposed:  # fmt: skip
    """It is sorted so from now on: all of it, in place of what was said before. Raises CaseError when that is so."""
    many = True if services else several
    body = Classified(tuple(sorted(set(themes))), tuple(sorted(set(services))), ward, many)
    if body == classification(case):
        raise CaseError("it is sorted so already: nothing would change")
    return propose(case, body, at, by, None, today, precision, source)


def restrict(case: Case, *, officers: Sequence[str], at: When, by: str | None = None,
             today: date | None = None, precision: Precision | None = None,
             source: str | None = None) -> Proposed:  # fmt: skip
    """Only these officers may see it from now on."""
    return propose(case, Restricted(tuple(officers)), at, by, None, today, precision, source)


def lift_restriction(case: Case, *, at: When, by: str | None = None, today: date | None = None,
                     precision: Precision | None = None, source: str | None = None) -> Proposed:  # fmt: skip
    """It may be seen as usual again."""
    return propose(case, Restricted((), lifted=True), at, by, None, today, precision, source)


def correct(
    case: Case,
    *,
    corrects: int,
    at: When,
    by: str | None = None,
    right_at: date | datetime | None = None,
    right_body: Body | None = None,
    struck_out: bool = False,
    note: str | None = None,
    today: date | None = None,
    source: str | None = None,
) -> Proposed:
    """An earlier event was wrong: give the right date, the right content, or strike it out.

    corrects  its sequence number. The original stays in the history.
    """
    original = next((event for event in case.events if event.sequence == corrects), None)
    if original is None:
        raise UnknownEvent(f"there is no event {corrects}; the last one is {case.events[-1].sequence}")
    if right_at is None and right_body is None and not struck_out:
        raise CaseError("nothing is corrected: give the right date, the right content, or strike it out")
    if struck_out and corrects == case.events[0].sequence:
        raise CaseError("the receipt cannot be struck out: correct its date, or close the complaint")
    if right_body is not None and type(right_body) is not type(original.body):
        raise CaseError(
            f"event {corrects} is {original.kind}: correct it with {original.kind}, or strike it out "
            f"and record {right_body.kind}"
        )
    if right_at is not None:
        check_possible(right_at, today)
    proposed = propose(
        case, Corrected(corrects, right_at, right_body, struck_out, note), at, by, None, today, None, source
    )
    check_standing(replay((*case.events, *proposed)))
    return proposed
