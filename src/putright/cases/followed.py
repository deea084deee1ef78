"""What is followed to its end: remedies, actions, lessons, needs, agreements, restrictions, appointments, incidents,
letters. What is followed with an Ombudsman is in `answerable`.

Each is what made it and every step since; nothing is overwritten."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from putright.cases.arranged import (
    AgreementEnded,
    AgreementMade,
    AppointmentMade,
    AppointmentMoved,
    IncidentMoved,
    IncidentOpened,
    LetterDelivery,
    LetterSent,
    NeedFound,
    NeedMoved,
    RestrictionEnded,
    RestrictionSet,
)
from putright.cases.events import Event
from putright.cases.remedial import (
    ActionAgreed,
    ActionMoved,
    LessonLearned,
    RemedyMoved,
    RemedyProposed,
)
from putright.clocks.types import Happened
from putright.outcomes import start_of
from putright.vocabulary import (
    ActionStep,
    AppointmentStep,
    DeliveryResult,
    IncidentStep,
    NeedStep,
    Period,
    RemedyStep,
)

_REMEDY_ENDS = frozenset(
    {
        RemedyStep.REFUSED,
        RemedyStep.DONE,
        RemedyStep.SUPERSEDED,
        RemedyStep.UNDELIVERABLE,
        RemedyStep.CONDITION_MET,
        RemedyStep.WITHDRAWN,
    }
)
_OFFERED = frozenset({RemedyStep.OFFERED, RemedyStep.ACCEPTED, RemedyStep.PAID, RemedyStep.DONE})
_PERIODS = frozenset({Period.DAY, Period.WEEK, Period.MONTH})
_NEED_ENDS = frozenset({NeedStep.MET, NeedStep.DECLINED, NeedStep.NO_REPLY, NeedStep.EXCEPTIONAL})
_VISIT_OPEN = frozenset({AppointmentStep.MADE, AppointmentStep.STOOD_DOWN})
FAILED_VISITS = frozenset(
    {
        AppointmentStep.NO_SHOW,
        AppointmentStep.NO_ACCESS,
        AppointmentStep.TOO_EARLY,
        AppointmentStep.TOO_LATE,
        AppointmentStep.COULD_NOT_COMPLETE,
        AppointmentStep.CANCELLED_BY_US,
        AppointmentStep.ATTENDED_AFTER_STAND_DOWN,
    }
)
"""How a visit may end without the job being done, or being done as promised."""


@dataclass(frozen=True, slots=True)
class Followed:
    """What all of them have: the event that made it, and the events since, in the order recorded."""

    key: str
    made: Event
    moves: tuple[Event, ...] = ()

    @property
    def made_at(self) -> Happened:
        """When it was made."""
        return Happened(self.made.at, self.made.precision)

    @property
    def by(self) -> str | None:
        """The officer who recorded it."""
        return self.made.by

    @property
    def last(self) -> Event:
        """The latest event of it."""
        return self.moves[-1] if self.moves else self.made

    def moved(self, *steps: str) -> Event | None:
        """The latest move to any of these steps; None when there was none."""
        found = (one for one in reversed(self.moves) if getattr(one.body, "to", None) in steps)
        return next(found, None)


@dataclass(frozen=True, slots=True)
class RemedyState(Followed):
    """One remedy of the ledger. `replaced_by` is the key of the offered one that supersedes it."""

    replaced_by: str | None = None

    @property
    def body(self) -> RemedyProposed:
        """What was proposed."""
        assert isinstance(self.made.body, RemedyProposed)
        return self.made.body

    @property
    def paid_pence(self) -> int:
        """What has been paid of it so far."""
        return sum(
            one.body.amount_pence or 0
            for one in self.moves
            if isinstance(one.body, RemedyMoved) and one.body.to is RemedyStep.PAID
        )

    @property
    def recurs(self) -> bool:
        """Whether it is paid by the period, from its first day on."""
        body = self.body
        return body.recurring and body.due is not None and bool(body.amount_pence) and body.per in _PERIODS

    @property
    def due(self) -> date | None:
        """The day it is due now: of one that recurs, the first period not paid whole; None when none is left."""
        return self.due_of(self.paid_pence // (self.body.amount_pence or 1)) if self.recurs else self.body.due

    def due_of(self, number: int) -> date | None:
        """The day a period of a payment that recurs is due, the first being number 0; None after its last day."""
        body = self.body
        assert body.due is not None
        day = start_of(number, first_on=body.due, per=body.per)
        return None if body.until is not None and day > body.until else day

    @property
    def approved_by(self) -> str | None:
        """The officer who approved it; None while nobody did."""
        approved = self.moved(RemedyStep.APPROVED)
        return approved.by if approved else None

    @property
    def offered(self) -> bool:
        """Whether the resident has been told of it."""
        return any(getattr(one.body, "to", None) in _OFFERED for one in self.moves)

    @property
    def step(self) -> RemedyStep:
        """How far it has got. A payment made in part is still on its way."""
        if self.replaced_by is not None:
            return RemedyStep.SUPERSEDED
        step = RemedyStep.PROPOSED
        for one in self.moves:
            if isinstance(one.body, RemedyMoved) and one.body.to is not RemedyStep.PAID:
                if one.body.to is RemedyStep.APPROVED and step is not RemedyStep.PROPOSED:
                    continue
                step = one.body.to
        if self.body.amount_pence is not None and self.paid_pence and step not in _REMEDY_ENDS:
            whole = not self.body.recurring and self.paid_pence >= self.body.amount_pence
            return RemedyStep.PAID if whole else RemedyStep.ACCEPTED
        return step

    @property
    def ended(self) -> bool:
        """Whether nothing more is to be done about it."""
        return self.step in _REMEDY_ENDS or self.step is RemedyStep.PAID


@dataclass(frozen=True, slots=True)
class ActionState(Followed):
    """One action, which may outlive the complaint."""

    @property
    def body(self) -> ActionAgreed:
        """What was agreed."""
        assert isinstance(self.made.body, ActionAgreed)
        return self.made.body

    @property
    def step(self) -> ActionStep:
        """How far it has got."""
        body = self.last.body
        return body.to if isinstance(body, ActionMoved) else ActionStep.AGREED

    @property
    def percent(self) -> int:
        """How much of it is done, of 100."""
        if self.step in (ActionStep.DONE, ActionStep.VERIFIED):
            return 100
        told = (one.body.percent for one in reversed(self.moves) if isinstance(one.body, ActionMoved))
        return next((one for one in told if one is not None), 0)

    @property
    def due(self) -> date | None:
        """The day it is due now."""
        return latest(self.moves, "due") or self.body.due

    @property
    def owner(self) -> str | None:
        """The officer who sees to it now."""
        return latest(self.moves, "owner") or self.body.owner

    @property
    def done_by(self) -> str | None:
        """The officer who said it is done."""
        done = self.moved(ActionStep.DONE)
        return done.by if done else None

    @property
    def ended(self) -> bool:
        """Whether it is verified, or can no longer be achieved."""
        return self.step in (ActionStep.VERIFIED, ActionStep.NOT_ACHIEVABLE)


@dataclass(frozen=True, slots=True)
class LessonState(Followed):
    """A lesson, or the decision that there is none."""

    @property
    def body(self) -> LessonLearned:
        """What was learned."""
        assert isinstance(self.made.body, LessonLearned)
        return self.made.body


@dataclass(frozen=True, slots=True)
class NeedState(Followed):
    """A need and what became of it."""

    @property
    def body(self) -> NeedFound:
        """What was found."""
        assert isinstance(self.made.body, NeedFound)
        return self.made.body

    @property
    def step(self) -> NeedStep:
        """What became of it."""
        steps = (one.body for one in reversed(self.moves) if isinstance(one.body, NeedMoved))
        return next((one.to for one in steps if one.owner is None), NeedStep.FOUND)

    @property
    def owner(self) -> str | None:
        """The officer who sees to it now."""
        return latest(self.moves, "owner") or self.body.owner

    @property
    def ended(self) -> bool:
        """Whether it is met, or was left in one of the ways allowed."""
        return self.step in _NEED_ENDS


@dataclass(frozen=True, slots=True)
class AgreementState(Followed):
    """An agreement about contact; it holds until it is ended."""

    @property
    def body(self) -> AgreementMade:
        """What was agreed."""
        assert isinstance(self.made.body, AgreementMade)
        return self.made.body

    @property
    def review(self) -> date | None:
        """The day it is next looked at."""
        return latest(self.moves, "review") or self.body.review

    @property
    def ended(self) -> bool:
        """Whether it no longer holds."""
        return any(isinstance(one.body, AgreementEnded) and one.body.review is None for one in self.moves)


@dataclass(frozen=True, slots=True)
class RestrictionState(Followed):
    """A no-contact rule; it holds until it is lifted."""

    @property
    def body(self) -> RestrictionSet:
        """What was set."""
        assert isinstance(self.made.body, RestrictionSet)
        return self.made.body

    @property
    def review(self) -> date | None:
        """The day it is next looked at."""
        return latest(self.moves, "review") or self.body.review

    @property
    def ended(self) -> bool:
        """Whether it was lifted."""
        return any(isinstance(one.body, RestrictionEnded) and one.body.review is None for one in self.moves)


@dataclass(frozen=True, slots=True)
class AppointmentState(Followed):
    """A visit and what became of it."""

    @property
    def body(self) -> AppointmentMade:
        """What was arranged."""
        assert isinstance(self.made.body, AppointmentMade)
        return self.made.body

    @property
    def job(self) -> str:
        """The job it belongs to: its own key when it is the first of it."""
        return self.body.job or self.key

    @property
    def worker(self) -> str | None:
        """Who is to come, or came."""
        return latest(self.moves, "worker") or self.body.worker

    @property
    def workers(self) -> tuple[str, ...]:
        """Everybody who is to come, or came."""
        first = (self.worker,) if self.worker else ()
        return (*first, *(one for one in self.body.others if one not in first))

    @property
    def step(self) -> AppointmentStep:
        """What became of it."""
        body = self.last.body
        return body.to if isinstance(body, AppointmentMoved) else AppointmentStep.MADE

    @property
    def failed(self) -> bool:
        """Whether it ended without the job done, or not as promised."""
        return any(
            isinstance(one.body, AppointmentMoved) and one.body.to in FAILED_VISITS for one in self.moves
        )

    @property
    def ended(self) -> bool:
        """Whether what became of it is on record."""
        return self.step not in _VISIT_OPEN


@dataclass(frozen=True, slots=True)
class IncidentState(Followed):
    """A broken agreement and what was done about it."""

    @property
    def body(self) -> IncidentOpened:
        """What was broken."""
        assert isinstance(self.made.body, IncidentOpened)
        return self.made.body

    @property
    def step(self) -> IncidentStep:
        """How far it has got."""
        body = self.last.body
        return body.to if isinstance(body, IncidentMoved) else IncidentStep.OPENED

    @property
    def ended(self) -> bool:
        """Whether it is closed."""
        return self.step is IncidentStep.CLOSED


@dataclass(frozen=True, slots=True)
class LetterState(Followed):
    """A letter that left us."""

    @property
    def body(self) -> LetterSent:
        """What was sent."""
        assert isinstance(self.made.body, LetterSent)
        return self.made.body

    @property
    def result(self) -> DeliveryResult:
        """What its carrier last told of it."""
        body = self.last.body
        return body.result if isinstance(body, LetterDelivery) else DeliveryResult.HANDED_OVER

    @property
    def ended(self) -> bool:
        """Whether nothing is to be done about its delivery."""
        return self.result is not DeliveryResult.FAILED


def latest(moves: tuple[Event, ...], field: str) -> Any:
    """What the latest move that says anything of this field says; None when none does."""
    told = (getattr(one.body, field, None) for one in reversed(moves))
    return next((one for one in told if one is not None), None)
