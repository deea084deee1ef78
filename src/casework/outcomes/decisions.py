"""What the record says was decided about putting a point right, and what a later stage changed in substance."""

from __future__ import annotations

from collections.abc import Iterator

from putright.cases import Case
from putright.cases.followed import RemedyState
from putright.cases.remedial import NoRemedy
from putright.cases.state import StageState
from putright.procedures import remedy_meanings
from putright.vocabulary import PointOutcome, RemedyDecision, RemedyStep, RemedyType
from putright.vocabulary.money import pounds

FAULT = frozenset({PointOutcome.UPHELD, PointOutcome.PARTLY_UPHELD})
"""Findings after which putting it right must be decided, asked for or not."""
_GONE = frozenset({RemedyStep.WITHDRAWN, RemedyStep.SUPERSEDED})


def decides(type_: RemedyType) -> bool:
    """Whether a remedy of this type can answer what puts it right. Goodwill never does."""
    return remedy_meanings()[type_].decides


def standing_remedies(case: Case, point: str) -> tuple[RemedyState, ...]:
    """The remedies that stand for a point and answer what puts it right: not withdrawn, not superseded."""
    return tuple(
        one
        for one in case.remedies
        if point in one.body.points and one.step not in _GONE and decides(one.body.type)
    )


def none_decided(case: Case, point: str) -> str | None:
    """The note with the reason why the point needs no remedy; None where that was not decided, `` without a note."""
    for event in reversed(case.no_remedies):
        if isinstance(event.body, NoRemedy) and event.body.point == point:
            return event.body.note or ""
    return None


def remedy_decision(case: Case, point: str) -> RemedyDecision:
    """Whether putting a point right was decided. Goodwill alone leaves it undecided (R-R1, R-R2)."""
    if standing_remedies(case, point):
        return RemedyDecision.OFFERED
    return (
        RemedyDecision.NONE_WITH_REASON
        if none_decided(case, point) is not None
        else RemedyDecision.NOT_DECIDED
    )


def points_to_answer(case: Case, stage: str) -> tuple[str, ...]:
    """Keys of the points a stage has to answer: those in dispute there, and those agreed at it."""
    state = case.stage_state(stage)
    order = [one.key for one in case.stages]
    reached = order[: order.index(stage) + 1]
    return tuple(
        point.key
        for point in case.points
        if point.withdrawn_at is None
        and point.stage in reached
        and (not state.disputed or point.key in state.disputed or point.stage == stage)
    )


def stage_before(case: Case, stage: str) -> StageState | None:
    """The stage before this one; None before the first."""
    place = [one.key for one in case.stages].index(stage)
    return case.stages[place - 1] if place else None


def changed_in_substance(
    case: Case, stage: str, point: str, *, finding: PointOutcome | None
) -> tuple[str, ...]:
    """What this stage gave the resident that the stages before did not, in words; empty = nothing.

    finding  what the stage finds, also while it is only being written.
    Source   R-K13: a stage that adds an apology or a remedy overturns in substance, though both say “upheld”.
    """
    return tuple(_changes(case, stage, point, finding))


def _changes(case: Case, stage: str, point: str, finding: PointOutcome | None) -> Iterator[str]:
    order = [one.key for one in case.stages]
    earlier = order[: order.index(stage)]
    if not earlier:
        return
    findings = [
        found.outcome
        for one in case.stages
        if one.key in earlier and (found := (one.findings or {}).get(point)) is not None
    ]
    if findings and finding is not None and finding is not findings[-1]:
        yield f"the finding changed from {findings[-1].label.lower()} to {finding.label.lower()}"
    mine = [one for one in case.remedies if point in one.body.points and decides(one.body.type)]
    before = [one for one in mine if one.made.stage in earlier and one.step is not RemedyStep.WITHDRAWN]
    for one in mine:
        if one.made.stage != stage or one.step in _GONE:
            continue
        label = one.body.type.label.lower()
        amount = f" of {pounds(one.body.amount_pence)}" if one.body.amount_pence is not None else ""
        replaced = next((old for old in before if old.key == one.body.supersedes), None)
        if replaced is not None:
            old = replaced.body.amount_pence
            was = f"{pounds(old)}" if old is not None else replaced.body.type.label.lower()
            if (old, replaced.body.type) != (one.body.amount_pence, one.body.type):
                yield f"{label}{amount} instead of {was}"
        elif all(old.body.type is not one.body.type for old in before):
            yield f"added: {label}{amount}"
        else:
            yield f"one more: {label}{amount}"
