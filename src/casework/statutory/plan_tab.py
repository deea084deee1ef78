"""One complaint's tab of its plan: what was offered, the plan and its changes, both clocks, what is shared, who signs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from casework.complaints.queries import ComplaintPage
from casework.statutory.planning import PLAN_NOTE, SPOKEN
from casework.statutory.signatories import SignatoryRow, signature_needed, who_may_sign
from putright.cases.appointed import EligibilityDecided
from putright.cases.events import Reached
from putright.cases.planned import OFFERED, knows_plans, offered_at, plan_steps
from putright.clocks import Deadline
from putright.procedures import letter_at
from putright.vocabulary import Ground, LetterKind

_WRITTEN_OF = (LetterKind.COMPLAINT_PLAN, LetterKind.PLAN_CHANGE)


@dataclass(frozen=True, slots=True)
class PlanRow:
    """The plan as it was set once. written: the person was written to about it."""

    on: date | datetime | None
    by: date | None
    words: str
    agreed_on: date | datetime | None
    agreed: bool
    first: bool


@dataclass(frozen=True, slots=True)
class PlanTab:
    """Everything of the tab.

    offered  whether a talk was offered; None where nothing tells. talks, shared: milestones reached, in words.
    plans    the latest first. written  the letters about it that left us.
    clocks   the two answers' days: the plan's and the longest time. signs: who may sign the answer.
    representative  what was decided last of somebody who speaks for the person: accepted or not, and why.
    """

    offered: bool | None
    offered_by_letter: bool
    milestones: tuple[tuple[str, date | datetime | None, date | None], ...]
    plans: tuple[PlanRow, ...]
    written: tuple[tuple[str, date | datetime | None], ...]
    clocks: tuple[Deadline, ...]
    signs: tuple[SignatoryRow, ...] | None
    representative: tuple[bool, str] | None


def was_spoken(page: ComplaintPage) -> bool:
    """Whether it was said and not written."""
    return page.case.channel in SPOKEN


def plan_notes(page: ComplaintPage) -> tuple[str, ...]:
    """How it is handled, in words, one for each time the plan was set, in the order recorded."""
    return tuple(one.words for one in sorted(page.notes, key=lambda one: one.id) if one.about == PLAN_NOTE)


def plan_tab(organisation_id: int, page: ComplaintPage, *, today: date) -> PlanTab:
    """The tab of a complaint that is open already. One statement at most."""
    first, stage = page.case.stages[0], page.case.current
    needed = signature_needed(page.procedure, letter_at(page.procedure, stage.key, "respond"))
    offered = offered_at(first)
    return PlanTab(
        offered=offered,
        offered_by_letter=bool(offered) and OFFERED not in first.happened,
        milestones=tuple(_milestones(page)),
        plans=tuple(reversed(_plans(page))),
        written=tuple((one.body.what.label, one.made.at) for one in page.case.letters if one.body.what in _WRITTEN_OF),
        clocks=tuple(
            one for one in page.deadlines
            if page.procedure.stage(one.stage).timescale(one.timescale).ends_with == page.stage.answered_by
        ),
        signs=who_may_sign(organisation_id, needed, on=today) if needed else None,
        representative=_representative(page),
    )  # fmt: skip


def _plans(page: ComplaintPage) -> list[PlanRow]:
    steps, notes = plan_steps(page.case), plan_notes(page)
    # Words are missing where the plan was taken over or recorded by another way.
    words = notes if len(notes) == len(steps) else ("",) * (len(steps) - len(notes)) + notes
    return [
        PlanRow(
            one.event.at, one.by, said, one.agreed_at.at if one.agreed_at else None, one.agreed_at is not None, one.first
        )
        for one, said in zip(steps, words, strict=False)
    ]  # fmt: skip


def _milestones(page: ComplaintPage) -> list[tuple[str, date | datetime | None, date | None]]:
    named = page.procedure.moments
    return [
        (named[one.body.moment], one.at, one.body.date_given)
        for one in page.case.standing
        if isinstance(one.body, Reached) and one.body.moment in named
    ]


def _representative(page: ComplaintPage) -> tuple[bool, str] | None:
    words = {str(note.id): note.words for note in page.notes}
    for event in reversed(page.case.eligibility):
        body = event.body
        if isinstance(body, EligibilityDecided) and body.ground is Ground.REPRESENTATIVE:
            return body.eligible, words.get(body.note or "", "")
    return None


def has_plan(page: ComplaintPage) -> bool:
    """Whether complaints of this procedure have the tab."""
    return knows_plans(page.procedure)
