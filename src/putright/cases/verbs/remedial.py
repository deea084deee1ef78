"""Putting it right: remedies, actions and lessons. They outlive the complaint, so they never need it open."""

from __future__ import annotations

from datetime import date

from putright.cases.errors import AlreadyThere, CaseError, ImpossibleDate, UnknownFollowed
from putright.cases.followed import ActionState, RemedyState
from putright.cases.possible import When
from putright.cases.remedial import (
    ActionAgreed,
    ActionMoved,
    LessonLearned,
    NoRemedy,
    RemedyMoved,
    RemedyProposed,
)
from putright.cases.state import Case
from putright.cases.verbs.proposing import Proposed, propose
from putright.vocabulary import ActionStep, RemedyStep


def propose_remedy(case: Case, *, body: RemedyProposed, at: When, by: str | None = None, stage: str | None = None,
                   today: date | None = None, source: str | None = None) -> Proposed:  # fmt: skip
    """A remedy is entered in the ledger, whether or not anybody asked for one."""
    if any(one.key == body.remedy for one in case.remedies):
        raise AlreadyThere(f"remedy {body.remedy!r} is in the ledger already; give the new one another key")
    for point in body.points:
        case.point(point)
    if body.supersedes is not None:
        earlier = remedy_of(case, body.supersedes)
        if earlier.replaced_by is not None:
            raise CaseError("that offer is superseded already: name the latest one")
    _check_sums(body)
    return propose(case, body, at, by, stage, today, None, source)


def move_remedy(case: Case, *, body: RemedyMoved, at: When, by: str | None = None, stage: str | None = None,
                today: date | None = None, source: str | None = None) -> Proposed:  # fmt: skip
    """A remedy went a step further: approved, offered, accepted, paid, done, or not to be delivered."""
    remedy = remedy_of(case, body.remedy)
    if body.to in (RemedyStep.PROPOSED, RemedyStep.SUPERSEDED):
        raise CaseError("a remedy is superseded by proposing another that names it")
    if remedy.ended:
        raise CaseError(f"the remedy came to its end ({remedy.step.label.lower()}): propose another one")
    if body.to is RemedyStep.PAID and (body.amount_pence is None or body.amount_pence <= 0):
        raise CaseError("say how much was paid: a sum above nothing")
    if body.to is RemedyStep.PAID and remedy.body.amount_pence is None:
        raise CaseError("this remedy is no payment: say that it is done")
    if body.to is RemedyStep.WITHDRAWN and remedy.offered:
        raise CaseError(
            "it was offered already: supersede it by another offer, or say it cannot be delivered"
        )
    if body.to is RemedyStep.CONDITION_MET and not remedy.body.recurring:
        raise CaseError("only a payment that recurs ends with its condition")
    if body.alternative is not None:
        remedy_of(case, body.alternative)
    return propose(case, body, at, by, stage, today, None, source)


def decide_no_remedy(case: Case, *, body: NoRemedy, at: When, by: str | None = None, stage: str | None = None,
                     today: date | None = None, source: str | None = None) -> Proposed:  # fmt: skip
    """It was decided that a point needs no remedy."""
    case.point(body.point)
    return propose(case, body, at, by, stage, today, None, source)


def agree_action(case: Case, *, body: ActionAgreed, at: When, by: str | None = None, stage: str | None = None,
                 today: date | None = None, source: str | None = None) -> Proposed:  # fmt: skip
    """Something is to be done."""
    if any(one.key == body.action for one in case.actions):
        raise AlreadyThere(f"action {body.action!r} is on record already; give the new one another key")
    for point in body.points:
        case.point(point)
    if body.remedy is not None:
        remedy_of(case, body.remedy)
    return propose(case, body, at, by, stage, today, None, source)


def move_action(case: Case, *, body: ActionMoved, at: When, by: str | None = None, stage: str | None = None,
                today: date | None = None, source: str | None = None) -> Proposed:  # fmt: skip
    """An action went a step further. Who says it is done cannot verify it."""
    action = action_of(case, body.action)
    if action.ended and body.to is not ActionStep.RETURNED:
        raise CaseError(f"the action came to its end ({action.step.label.lower()}): agree another one")
    if body.percent is not None and not 0 <= body.percent <= 100:
        raise CaseError("how much is done: give a number from 0 to 100")
    if body.to is ActionStep.VERIFIED:
        if action.step is not ActionStep.DONE:
            raise CaseError("it cannot be verified before somebody says it is done")
        if by is not None and by == action.done_by:
            raise CaseError("somebody else verifies it than the person who says it is done")
    if body.to is ActionStep.RESCHEDULED and body.due is None:
        raise ImpossibleDate("give the new date")
    return propose(case, body, at, by, stage, today, None, source)


def learn(case: Case, *, body: LessonLearned, at: When, by: str | None = None, stage: str | None = None,
          today: date | None = None, source: str | None = None) -> Proposed:  # fmt: skip
    """What the complaint teaches was recorded, or that it teaches nothing."""
    if any(one.key == body.lesson for one in case.lessons):
        raise AlreadyThere(f"lesson {body.lesson!r} is on record already; give the new one another key")
    for point in body.points:
        case.point(point)
    return propose(case, body, at, by, stage, today, None, source)


def remedy_of(case: Case, key: str) -> RemedyState:
    """The remedy with this key. Raises UnknownFollowed."""
    found = next((one for one in case.remedies if one.key == key), None)
    if found is None:
        raise UnknownFollowed(f"there is no remedy {key!r} in the ledger: propose it first")
    return found


def action_of(case: Case, key: str) -> ActionState:
    """The action with this key. Raises UnknownFollowed."""
    found = next((one for one in case.actions if one.key == key), None)
    if found is None:
        raise UnknownFollowed(f"there is no action {key!r}: agree it first")
    return found


def _check_sums(body: RemedyProposed) -> None:
    sums = [one for one in (body.amount_pence, body.unit_pence) if one is not None]
    if any(one <= 0 for one in sums):
        raise CaseError("the sum: enter an amount above nothing")
    if body.amount_pence is None and (body.shares or body.recurring or body.unit_pence is not None):
        raise CaseError("the sum is missing: enter the amount in pounds and pence")
    if body.shares and sum(one.amount_pence for one in body.shares) != body.amount_pence:
        raise CaseError("the shares do not add up to the whole sum: check each of them")
    if any(one.amount_pence < 0 for one in body.shares):
        raise CaseError("a share cannot be less than nothing")
    if body.set_off is not None and not body.set_off_debt:
        raise CaseError("a reason for setting it against a debt is given, but not that it is: say which")
