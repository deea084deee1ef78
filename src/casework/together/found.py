"""Parts that triage found beside the one a complaint was opened for: begun, told of, or left with a reason."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from casework.agreements.working import working
from casework.complaints.record import Act, Recorded, act
from casework.complaints.writing import When
from casework.intake.queries import contact_behind, parts_found
from casework.intake.ways import FoundPart
from casework.people.models import Officer
from putright.cases import Case, CaseError, verbs
from putright.cases.joined import PartSettled
from putright.cases.moved import moved_here
from putright.cases.state import day_of
from putright.procedures.routing import part_title
from putright.vocabulary import PartStep

SETTLED_BY_HAND = (PartStep.TOLD, PartStep.LEFT)
"""What an officer records; that a part is begun follows from opening it, or from linking it."""


@dataclass(frozen=True, slots=True)
class PartToBegin:
    """A part found at triage and neither begun nor settled.

    reference  of the complaint it was found on.
    key        the body whose procedure takes it, or its route; body: the same where it is a procedure of ours.
    who        who deals with it where that is not us; says: what the person is told then.
    reasons    why triage found it; stage: the stage it would be at.
    due_on     the first date that runs for it, counted as if it had been begun on the day the whole was received.
    contact    number of the contact with the letter that tells who deals with it; None where there is none to write.
    """

    reference: str
    key: str
    title: str
    found_on: date | None
    body: str
    stage: str
    who: str
    says: str
    reasons: tuple[str, ...]
    due_on: date | None
    late: bool
    contact: int | None


def to_begin(officer: Officer, reference: str, case: Case, *, today: date) -> tuple[PartToBegin, ...]:
    """What was found at triage of this complaint and is not begun. Two statements or three, none without any.

    Nothing for an officer who may not see the complaint.
    """
    left = [one for one in case.parts if not one.ended]
    if not left:
        return ()
    # Moved to another procedure, it stands behind the complaint this one came from.
    came_from = moved_here(case)
    first = came_from.body.other if came_from else reference
    known = {one.part.key: one for one in parts_found(officer, first)}
    contact = contact_behind(officer, first)
    return tuple(
        _row(one.key, day_of(one.made.at), known.get(one.key), contact, reference, today=today)
        for one in left
    )


def begun(case: Case, body: str, *, link: str, at: When) -> Iterator[Act]:
    """The act that settles the part this body's procedure takes, where triage found one that is not begun yet."""
    if any(one.key == body and not one.ended for one in case.parts):
        yield act(verbs.settle, body=PartSettled(body, PartStep.BEGUN, link), at=at)


def carried(case: Case, body: str) -> tuple[str, ...]:
    """Keys of the parts not begun that go on where a complaint is moved to this body's procedure, which is one itself."""
    return tuple(one.key for one in case.parts if not one.ended and one.key != body)


def moved_on(case: Case, body: str, *, link: str, at: When) -> Iterator[Act]:
    """The acts that end every part not begun on a complaint that is moved to this body's procedure."""
    yield from begun(case, body, link=link, at=at)
    for key in carried(case, body):
        yield act(verbs.settle, body=PartSettled(key, PartStep.CARRIED, link), at=at)


def settle(
    reference: str,
    part: str,
    to: PartStep,
    words: str,
    *,
    at: When,
    by: Officer,
    now: datetime,
    seen_version: int,
) -> Recorded:
    """Record that the person was told who deals with a part, or why it is not begun. Raises CaseError without words."""
    if to not in SETTLED_BY_HAND:
        raise CaseError("a part is begun by opening it, or by linking the complaint it is")
    if not words.strip():
        raise CaseError(
            "say how the person was told: enter the words"
            if to is PartStep.TOLD
            else "say why the part is not begun: enter the words"
        )
    with working(reference, at=at, by=by, now=now, seen_version=seen_version) as one:
        if all(each.key != part or each.ended for each in one.case.parts):
            raise CaseError("that part was begun or settled already: choose one of the list")
        body = PartSettled(part, to, note=one.keep(words, "reason"))
        return one.record(act(verbs.settle, body=body, at=at))


def _row(
    key: str,
    found_on: date | None,
    known: FoundPart | None,
    contact: int | None,
    reference: str,
    *,
    today: date,
) -> PartToBegin:
    part = known.part if known else None
    route = part.route if part else None
    due = min((one.due_on for one in known.deadlines if one.due_on), default=None) if known else None
    ours = bool(known and part and part.procedure and part.stage and known.here)
    # A procedure that is finished leads to its Ombudsman: that is told, as what goes to somebody else is.
    whom = known.ombudsman.name if known and known.ombudsman and not ours else ""
    return PartToBegin(
        reference=reference, key=key, title=part_title(key), found_on=found_on, body=key if ours else "",
        stage=part.stage.title if part and part.stage else "", who=route.who if route else whom,
        says=route.says if route else "", reasons=tuple(one.says for one in part.reasons) if part else (),
        due_on=due, late=due is not None and due < today, contact=contact if route and route.letter else None,
    )  # fmt: skip
