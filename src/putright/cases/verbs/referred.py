"""With an Ombudsman: cases, what it asks, decides and orders. They go on whatever our own procedure has become."""

from __future__ import annotations

from datetime import date
from typing import Any

from putright.cases.errors import AlreadyThere, CaseError, UnknownFollowed
from putright.cases.followed import Followed
from putright.cases.possible import When
from putright.cases.referred import (
    EnquiryMoved,
    EnquiryReceived,
    HeadDecided,
    OrderMade,
    OrderMoved,
    ReferralDecided,
    ReferralMoved,
    ReferralOpened,
)
from putright.cases.state import Case
from putright.cases.verbs.proposing import Proposed, propose
from putright.procedures import referral_process
from putright.vocabulary import EnquiryStep, OrderKind, OrderStep

Opened = ReferralOpened | HeadDecided | EnquiryReceived | OrderMade
Moved = ReferralMoved | ReferralDecided | EnquiryMoved | OrderMoved

_NAMES: dict[type, tuple[str, str, str]] = {
    ReferralOpened: ("referrals", "referral", "case of an Ombudsman"),
    ReferralMoved: ("referrals", "referral", "case of an Ombudsman"),
    ReferralDecided: ("referrals", "referral", "case of an Ombudsman"),
    HeadDecided: ("heads", "head", "head of complaint"),
    EnquiryReceived: ("enquiries", "enquiry", "enquiry"),
    EnquiryMoved: ("enquiries", "enquiry", "enquiry"),
    OrderMade: ("orders", "order", "order"),
    OrderMoved: ("orders", "order", "order"),
}


def refer(case: Case, *, body: Opened, at: When, by: str | None = None, stage: str | None = None,
          today: date | None = None, source: str | None = None) -> Proposed:  # fmt: skip
    """An Ombudsman has a case about the complaint, asks for something, finds on a head, or orders something."""
    kind, field, word = _NAMES[type(body)]
    key = getattr(body, field)
    if any(one.key == key for one in getattr(case, kind)):
        raise AlreadyThere(f"{word} {key!r} is on record already; give the new one another key")
    if isinstance(body, ReferralOpened):
        referral_process(body.body).step(body.step)
    else:
        _known(case, "referrals", body.referral, "case of an Ombudsman")
    for point in getattr(body, "points", ()):
        case.point(point)
    if isinstance(body, OrderMade):
        _check_order(case, body)
    return propose(case, body, at, by, stage, today, None, source)


def follow_up(case: Case, *, body: Moved, at: When, by: str | None = None, stage: str | None = None,
              today: date | None = None, source: str | None = None) -> Proposed:  # fmt: skip
    """What became of it: a step, a decision, an answer, more time, evidence, the Ombudsman's word on it."""
    kind, field, word = _NAMES[type(body)]
    found: Any = _known(case, kind, getattr(body, field), word)
    if isinstance(body, ReferralMoved):
        _check_step(found, body)
    if isinstance(body, EnquiryMoved):
        _check_enquiry(found, body)
    if isinstance(body, OrderMoved):
        _check_move(found, body)
    return propose(case, body, at, by, stage, today, None, source)


def _known(case: Case, kind: str, key: str, word: str) -> Followed:
    found: Followed | None = next((one for one in getattr(case, kind) if one.key == key), None)
    if found is None:
        raise UnknownFollowed(f"there is no {word} {key!r} on record: record it first")
    return found


def _check_order(case: Case, body: OrderMade) -> None:
    if body.amount_pence is not None and body.amount_pence <= 0:
        raise CaseError("a sum ordered is above nothing: leave it out where no money is ordered")
    for kind, key in (("remedies", body.remedy), ("actions", body.action)):
        if key is not None:
            _known(case, kind, key, "remedy" if kind == "remedies" else "action")
    for key in body.heads:
        _known(case, "heads", key, "head of complaint")


def _check_step(found: Any, body: ReferralMoved) -> None:
    process = referral_process(found.body.body)
    step = process.step(body.to)
    if body.to == found.step and body.owner is None:
        raise CaseError(f"it is at that step already ({step.title.lower()}): choose what came next")


def _check_enquiry(found: Any, body: EnquiryMoved) -> None:
    if found.ended and body.to is not EnquiryStep.SHOWN:
        raise CaseError("it was answered or taken back already: record what is asked now as a new enquiry")
    if body.to is EnquiryStep.ASKED and body.owner is None:
        raise CaseError("what is asked again is a new enquiry: record it anew")
    if body.to is EnquiryStep.EXTENDED and body.due is None:
        raise CaseError("more time needs the date the Ombudsman gave: enter it")


def _check_move(found: Any, body: OrderMoved) -> None:
    if found.ended:
        raise CaseError(f"the order came to its end ({found.step.label.lower()}): record another one")
    if body.to is OrderStep.MADE and body.owner is None:
        raise CaseError("an order that comes back is evidence that was not enough: record that")
    if body.to is OrderStep.EXTENDED and body.due is None:
        raise CaseError("another date needs the date: enter it")
    if body.to is OrderStep.NOT_FOLLOWED and found.body.what is not OrderKind.RECOMMENDATION:
        raise CaseError("an order binds: only a recommendation may be left, with the reason")
