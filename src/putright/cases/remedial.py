"""What happens to remedies, actions and lessons: the events of putting things right.

A remedy or an action is never overwritten: what became of it is a further event, and a later offer names the
one it supersedes. What it is in words, and whom it concerns by name, lives in notes beside the record.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from putright.outcomes import Share
from putright.vocabulary import (
    ActionStep,
    Cause,
    Period,
    RemedyStep,
    RemedyType,
    RootCause,
    SetOff,
)


@dataclass(frozen=True, slots=True)
class RemedyProposed:
    """A remedy was entered in the ledger. It is offered when a letter that names it is sent.

    remedy        its key; the words of it are the note with that identifier.
    points        keys of the points it answers; empty = the complaint as a whole, such as its handling.
    amount_pence  the whole sum; for one that recurs the sum a period; None where it is no money.
    unit_pence, per, periods, part_days  how the sum was reckoned: so much a period, so many whole periods
                  and so many days of a further one.
    recurring     paid each period until a condition is met, which the note tells; until: its last day, if known.
    shares        who pays what of it; empty = we pay all of it.
    payee         identifier of the party who gets it; None = the complainant.
    due           the day it is to be paid or done by.
    owner         identifier of the officer who sees to it.
    supersedes    key of the earlier remedy it replaces.
    guidance      key of the guidance row it was held against; None = none fits.
    differs_note  the reason for being below the guidance or different from an earlier offer.
    set_off       why it is set against a debt; `set_off_debt` says that it is.
    headings      how many headings an apology must cover.
    """

    kind: ClassVar[str] = "remedy_proposed"
    remedy: str
    type: RemedyType
    points: tuple[str, ...] = ()
    amount_pence: int | None = None
    unit_pence: int | None = None
    per: Period = Period.ONCE
    periods: int | None = None
    part_days: int = 0
    recurring: bool = False
    until: date | None = None
    shares: tuple[Share, ...] = ()
    payee: str | None = None
    due: date | None = None
    owner: str | None = None
    supersedes: str | None = None
    guidance: str | None = None
    differs_note: str | None = None
    set_off_debt: bool = False
    set_off: SetOff | None = None
    headings: int = 0


@dataclass(frozen=True, slots=True)
class RemedyMoved:
    """A remedy went a step further.

    to              the step, such as `approved`, `accepted`, `paid` or `undeliverable`.
    amount_pence    what was paid, for a payment.
    document        identifier of the proof; letter: of the letter that offered it.
    payee_confirmed the payee's account was confirmed with them.
    note            identifier of the reason or account of it.
    alternative     key of the remedy offered instead of one that cannot be delivered.
    """

    kind: ClassVar[str] = "remedy_moved"
    remedy: str
    to: RemedyStep
    amount_pence: int | None = None
    document: str | None = None
    letter: str | None = None
    payee_confirmed: bool = False
    note: str | None = None
    alternative: str | None = None


@dataclass(frozen=True, slots=True)
class NoRemedy:
    """It was decided that nothing needs putting right on an upheld point, with the reason in a note."""

    kind: ClassVar[str] = "no_remedy"
    point: str
    note: str | None = None


@dataclass(frozen=True, slots=True)
class ActionAgreed:
    """Something is to be done, or changed so that it does not happen again.

    action         its key; the words of it are the note with that identifier.
    type           what it is, such as `training` or `service`.
    learning       it is to keep the fault from happening again, so that it outlives the complaint.
    remedy, lesson keys of what it follows from.
    recheck_months it is looked at again every so many months after it is done.
    """

    kind: ClassVar[str] = "action_agreed"
    action: str
    type: RemedyType
    due: date | None = None
    owner: str | None = None
    points: tuple[str, ...] = ()
    learning: bool = False
    remedy: str | None = None
    lesson: str | None = None
    recheck_months: int | None = None


@dataclass(frozen=True, slots=True)
class ActionMoved:
    """An action went a step further.

    percent   how far it has got, 0 to 100, such as the share of staff trained.
    due       its new day, where it got one. document: identifier of the evidence.
    agreed_by_ombudsman  for one that can no longer be achieved: the Ombudsman agreed.
    """

    kind: ClassVar[str] = "action_moved"
    action: str
    to: ActionStep
    percent: int | None = None
    due: date | None = None
    owner: str | None = None
    document: str | None = None
    note: str | None = None
    agreed_by_ombudsman: bool = False


@dataclass(frozen=True, slots=True)
class LessonLearned:
    """What the complaint teaches, or that it teaches nothing and why.

    lesson      its key; the words of it are the note with that identifier.
    no_lesson   nothing is to be learned, for the reason the note gives.
    repeats     reference of the earlier complaint whose lesson returns.
    """

    kind: ClassVar[str] = "lesson_learned"
    lesson: str
    root_cause: RootCause | None = None
    cause: Cause | None = None
    points: tuple[str, ...] = ()
    no_lesson: bool = False
    repeats: str | None = None


RemedialBody = RemedyProposed | RemedyMoved | NoRemedy | ActionAgreed | ActionMoved | LessonLearned
