"""What is followed with an Ombudsman: its cases, heads, what it asks and what it orders, each with every step since."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from putright.cases.days import day_of
from putright.cases.events import Event
from putright.cases.followed import Followed, latest
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
from putright.procedures import ReferralStep, referral_process
from putright.vocabulary import DraftParty, EnquiryStep, OrderStep

_ENQUIRY_ENDS = frozenset({EnquiryStep.ANSWERED, EnquiryStep.NOT_NEEDED})
_ORDER_ENDS = frozenset(
    {
        OrderStep.ACCEPTED,
        OrderStep.NOT_ACHIEVABLE,
        OrderStep.NOT_FOLLOWED,
        OrderStep.NOT_COMPLIED,
        OrderStep.TAKEN_BACK,
    }
)
_STEP_KEPT = frozenset({OrderStep.ESCALATED, OrderStep.MADE})
"""Moves that are on record and leave an order where it stands: a director was told; another officer sees to it."""
_ASIDE = frozenset({EnquiryStep.SHOWN})


@dataclass(frozen=True, slots=True)
class ReferralState(Followed):
    """One case of an Ombudsman about this complaint."""

    @property
    def body(self) -> ReferralOpened:
        """How it was opened."""
        assert isinstance(self.made.body, ReferralOpened)
        return self.made.body

    @property
    def step(self) -> str:
        """Key of the step it is at."""
        moves = (one.body for one in reversed(self.moves) if isinstance(one.body, ReferralMoved))
        return next((one.to for one in moves), self.body.step)

    @property
    def at(self) -> ReferralStep:
        """The step it is at, with what it asks of us."""
        return referral_process(self.body.body).step(self.step)

    @property
    def owner(self) -> str | None:
        """The link officer."""
        found: str | None = latest(self.moves, "owner") or self.body.owner
        return found

    @property
    def decided(self) -> Event | None:
        """The decision that holds: the latest, as one may be amended at a review."""
        decisions = (one for one in reversed(self.moves) if isinstance(one.body, ReferralDecided))
        return next(decisions, None)

    @property
    def decisions(self) -> tuple[Event, ...]:
        """Every decision, the first made first."""
        return tuple(one for one in self.moves if isinstance(one.body, ReferralDecided))

    @property
    def closed(self) -> Event | None:
        """The move that closed it; None while it is open."""
        moves = (one for one in reversed(self.moves) if isinstance(one.body, ReferralMoved))
        last = next(moves, None)
        return last if last is not None and self.ended else None

    @property
    def ended(self) -> bool:
        """Whether nothing more comes."""
        return self.at.ends


@dataclass(frozen=True, slots=True)
class HeadState(Followed):
    """What an Ombudsman found on one head of complaint."""

    @property
    def body(self) -> HeadDecided:
        """The finding."""
        assert isinstance(self.made.body, HeadDecided)
        return self.made.body


@dataclass(frozen=True, slots=True)
class EnquiryState(Followed):
    """Something an Ombudsman asked for, and what became of it."""

    @property
    def body(self) -> EnquiryReceived:
        """What was asked."""
        assert isinstance(self.made.body, EnquiryReceived)
        return self.made.body

    @property
    def step(self) -> EnquiryStep:
        """What became of it."""
        moves = (one.body for one in reversed(self.moves) if isinstance(one.body, EnquiryMoved))
        return next((one.to for one in moves if one.to not in _ASIDE), EnquiryStep.ASKED)

    @property
    def due(self) -> date | None:
        """The date that holds: that of the letter, or a later one the Ombudsman gave."""
        given = (
            one.body.due
            for one in reversed(self.moves)
            if isinstance(one.body, EnquiryMoved) and one.body.to is EnquiryStep.EXTENDED
        )
        return next((one for one in given if one is not None), self.body.answer_by)

    @property
    def owner(self) -> str | None:
        """The officer who sees to it."""
        found: str | None = latest(self.moves, "owner") or self.body.owner
        return found

    @property
    def waits_for_us(self) -> bool:
        """Whether it is ours to see to: a complainant comments on a draft by themselves, the others through us."""
        return self.body.party is not DraftParty.COMPLAINANT

    @property
    def shown(self) -> bool:
        """Whether a draft was shown to those it criticises."""
        return self.moved(EnquiryStep.SHOWN) is not None

    @property
    def answered_on(self) -> date | None:
        """The day it was answered; None while it is not, or when that day is not known."""
        event = self.moved(EnquiryStep.ANSWERED)
        return day_of(event.at) if event else None

    @property
    def ended(self) -> bool:
        """Whether nothing is to be done about it any more."""
        return self.step in _ENQUIRY_ENDS


@dataclass(frozen=True, slots=True)
class OrderState(Followed):
    """An order, an agreed action or a recommendation, and what became of it."""

    @property
    def body(self) -> OrderMade:
        """What is ordered."""
        assert isinstance(self.made.body, OrderMade)
        return self.made.body

    @property
    def step(self) -> OrderStep:
        """What became of it."""
        moves = (one.body for one in reversed(self.moves) if isinstance(one.body, OrderMoved))
        return next((one.to for one in moves if one.to not in _STEP_KEPT), OrderStep.MADE)

    @property
    def due(self) -> date | None:
        """The date that holds: the decision's, or a later one that was agreed or set."""
        given = (
            one.body.due
            for one in reversed(self.moves)
            if isinstance(one.body, OrderMoved) and one.body.to is OrderStep.EXTENDED
        )
        return next((one for one in given if one is not None), self.body.due)

    @property
    def owner(self) -> str | None:
        """The officer who sees to it."""
        found: str | None = latest(self.moves, "owner") or self.body.owner
        return found

    @property
    def sent_on(self) -> date | None:
        """The day evidence was last sent; None while none was."""
        event = self.moved(OrderStep.SENT)
        return day_of(event.at) if event else None

    @property
    def sent_in_time(self) -> bool | None:
        """Whether what was accepted had been sent by the date that holds; None while nothing was accepted."""
        accepted = self.moved(OrderStep.ACCEPTED)
        if accepted is None or self.due is None:
            return None
        shown = self.sent_on or day_of(accepted.at)
        return shown is not None and shown <= self.due

    @property
    def put_to_director(self) -> bool:
        """Whether a director was told."""
        return self.moved(OrderStep.ESCALATED) is not None

    @property
    def awaits_agreement(self) -> bool:
        """Whether we say that it can no longer be achieved and the Ombudsman did not agree yet (R-O2)."""
        given_up = self.moved(OrderStep.NOT_ACHIEVABLE)
        if given_up is None or self.step is not OrderStep.NOT_ACHIEVABLE:
            return False
        return not (isinstance(given_up.body, OrderMoved) and given_up.body.agreed)

    @property
    def ended(self) -> bool:
        """Whether it is accepted, or ended with a reason; what can no longer be achieved once that is agreed."""
        return self.step in _ORDER_ENDS and not self.awaits_agreement
