"""What figures count of one complaint: its row of facts, codes and dates only, worked out from its events.

Nothing here is a judgement: what a figure makes of these columns is its definition. The names are those of the facts
CSV; what no event tells, such as the service, is not among them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

from putright.cases.answerable import ReferralState
from putright.cases.classified import Classified
from putright.cases.deadlines import answering
from putright.cases.events import Declined, Escalated
from putright.cases.heads import holding_heads
from putright.cases.moved import moved_away
from putright.cases.order_of_days import in_order
from putright.cases.planned import SETTLED, settled_orally
from putright.cases.referred import ReferralDecided
from putright.cases.state import Case, StageState, Status, day_of
from putright.cases.told_there import as_told_there
from putright.clocks import Deadline
from putright.procedures import Procedure
from putright.procedures.types import Stage
from putright.vocabulary import (
    ActionStep,
    DecisionText,
    Determination,
    OmbudsmanBody,
    PointOutcome,
    RecordType,
    RemediedBy,
    RemedyStep,
)

_WORST_FIRST = tuple(Determination)
_TEXT_FIRST = frozenset({OmbudsmanBody.LGSCO, OmbudsmanBody.HOS})
_FOUND_NOTHING = frozenset({Determination.NOT_DECIDED})
_NOT_GIVEN = frozenset({RemedyStep.SUPERSEDED, RemedyStep.WITHDRAWN, RemedyStep.REFUSED})
_DONE = frozenset({ActionStep.DONE, ActionStep.VERIFIED})


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """One complaint's row of facts; None = not known, or it did not happen. Several codes are joined with semicolons.

    kind              a code of RecordType, by its procedure; `moved` where it goes on under another one.
    received_at       the day it reached us. Where nobody knows, the first day anything is known of it.
    …_acknowledgement_due_on  the day the acknowledgement of a stage was due, where its procedure has one.
    stage_…_due_on    the day the answer was due before any extension; stage_…_extended_to: after those that count.
    stage_2_statement_agreed_on  the day the statement of the complaint was agreed, where its procedure has one.
    stage_…_outcome   only with the day of the complete answer, or `withdrawn` where it never came.
    ward, themes      codes of the organisation's own, as it was sorted last.
    multi_service     whether it touches further services; None while nobody said.
    learning_actions  lessons and actions to keep it from happening again, each once; None while nothing was found.
    remedy_types      what was offered and stands. remedy_paid_pence: what was paid of it.
    ombudsman_…       of the latest case that was decided, else of the latest.
    """

    kind: str
    channel: str | None
    received_at: date | None
    accepted: bool | None
    rejection_reason: str | None
    acknowledged_on: date | None
    acknowledgement_due_on: date | None
    stage_1_due_on: date | None
    stage_1_extended_to: date | None
    stage_1_responded_on: date | None
    stage_1_outcome: str | None
    escalated_on: date | None
    escalation_reasons: str | None
    stage_2_acknowledged_on: date | None
    stage_2_acknowledgement_due_on: date | None
    stage_2_statement_agreed_on: date | None
    stage_2_due_on: date | None
    stage_2_extended_to: date | None
    stage_2_responded_on: date | None
    stage_2_outcome: str | None
    stage_3_requested_on: date | None
    stage_3_panel_on: date | None
    stage_3_panel_reported_on: date | None
    stage_3_responded_on: date | None
    stage_3_outcome: str | None
    withdrawn_on: date | None
    closed_on: date | None
    ward: str | None
    themes: str | None
    multi_service: bool | None
    causes: str | None
    learning_actions: int | None
    learning_completed: int | None
    remedy_types: str | None
    remedy_paid_pence: int | None
    ombudsman_body: str | None
    ombudsman_received_on: date | None
    ombudsman_decided_on: date | None
    ombudsman_outcome: str | None
    ombudsman_satisfactory_remedy: bool | None
    repeat_of: str | None


_NAMES = tuple(one.name for one in fields(CaseFacts))


def facts_of(case: Case, procedure: Procedure, deadlines: Sequence[Deadline]) -> CaseFacts:
    """The row of facts of a complaint, in an order of days that can be counted.

    deadlines  of every stage it has reached, by the procedure it runs under (`case_deadlines`).
    Source     the facts CSV of design.md section 5; statistics.md 1.4 for what is counted from it. Which case of
               several with an Ombudsman, and what of a lesson counts, are our reading.
    """
    stages = _stages(case, procedure)
    values: dict[str, Any] = {
        "kind": _kind(case, procedure),
        "channel": case.channel.value,
        "received_at": case.received_on,
        # Whether it was accepted is told where it goes on: told twice, one complaint would be two.
        "accepted": None if moved_away(case) else case.accepted,
        "repeat_of": _repeated(case),
        **_ended(case),
        **_first(case, stages.get(1), deadlines),
        **_second(stages.get(2), deadlines),
        **_sorted(case),
        **_third(stages.get(3)),
        **_learned(case),
        **_put_right(case),
        **_at_ombudsman(case),
    }
    reached = {place: state for place, (state, _) in stages.items()}
    values |= as_told_there(case, reached, values) | _not_told_there(case, stages)
    found = CaseFacts(**{**dict.fromkeys(_NAMES), **values})
    return in_order(_dated(found, case))


def _kind(case: Case, procedure: Procedure) -> str:
    """What it is counted as: what was settled at once as the organisation's own policy counts it.

    One that was moved is a complaint where it goes on, from the same first day: here it is counted apart (decision 0034).
    """
    if moved_away(case):
        return RecordType.MOVED.value
    if settled_orally(case):
        found = next((one for one in procedure.not_here if one.key == SETTLED.replace("_", "-")), None)
        if found is not None and found.counted_as is not None:
            return found.counted_as.value
    return procedure.counted_as.value


def _stages(case: Case, procedure: Procedure) -> Mapping[int, tuple[StageState, Stage]]:
    """The stages it has reached by their place in the procedure, the first being 1."""
    places = {stage.key: (place, stage) for place, stage in enumerate(procedure.stages, start=1)}
    return {places[one.key][0]: (one, places[one.key][1]) for one in case.stages if one.key in places}


def _first(
    case: Case, stage: tuple[StageState, Stage] | None, deadlines: Sequence[Deadline]
) -> dict[str, Any]:
    if stage is None:
        return {}
    state, _ = stage
    refused = state.declined.body if state.declined is not None and case.accepted is False else None
    answer = _answered("stage_1", stage, deadlines)
    answer["acknowledgement_due_on"] = _acknowledgement_due(stage, deadlines)
    if refused is not None:
        # No answer is due to what was not taken on.
        answer |= {"acknowledgement_due_on": None, "stage_1_due_on": None, "stage_1_extended_to": None}
    return {
        "rejection_reason": refused.reason.value
        if isinstance(refused, Declined) and refused.reason
        else None,
        "acknowledged_on": _happened(state, "acknowledged"),
        **answer,
    }


def _second(stage: tuple[StageState, Stage] | None, deadlines: Sequence[Deadline]) -> dict[str, Any]:
    if stage is None:
        return {}
    state, _ = stage
    refused = state.declined is not None and "acknowledged" not in state.happened
    return {
        "escalated_on": day_of(state.opened_at.at),
        "escalation_reasons": _joined(one.value for one in state.escalation_reasons),
        "stage_2_acknowledged_on": _happened(state, "acknowledged"),
        "stage_2_acknowledgement_due_on": None if refused else _acknowledgement_due(stage, deadlines),
        "stage_2_statement_agreed_on": _happened(state, "statement_agreed"),
        **_answered("stage_2", stage, deadlines),
    }


def _third(stage: tuple[StageState, Stage] | None) -> dict[str, Any]:
    if stage is None:
        return {}
    state, _ = stage
    return {
        "stage_3_requested_on": day_of(state.opened_at.at),
        "stage_3_panel_on": _happened(state, "panel_met"),
        "stage_3_panel_reported_on": _happened(state, "panel_reported"),
        "stage_3_responded_on": state.complete_responded_on,
        "stage_3_outcome": _outcome(state),
    }


def _answered(prefix: str, stage: tuple[StageState, Stage], deadlines: Sequence[Deadline]) -> dict[str, Any]:
    state, rules = stage
    deadline = _answer_due(rules, deadlines)
    due = deadline.original_due_on if deadline else None
    extended = deadline.due_on if deadline else None
    return {
        f"{prefix}_due_on": due,
        f"{prefix}_extended_to": extended if due and extended and extended > due else None,
        f"{prefix}_responded_on": state.complete_responded_on,
        f"{prefix}_outcome": _outcome(state),
    }


def _answer_due(rules: Stage, deadlines: Sequence[Deadline]) -> Deadline | None:
    """The deadline an answer is judged by: a day agreed with the person before one that is counted (reg 17)."""
    ways = sorted(answering(rules), key=lambda one: one.date_in is None)
    running = {one.timescale: one for one in deadlines if one.stage == rules.key and one.due_on is not None}
    return next((running[one.key] for one in ways if one.key in running), None)


def _acknowledgement_due(stage: tuple[StageState, Stage], deadlines: Sequence[Deadline]) -> date | None:
    state, rules = stage
    if "acknowledged" in state.happened and _happened(state, "acknowledged") is None:
        return None  # it was sent, nobody knows when
    keys = {one.key for one in rules.timescales if one.ends_with == "acknowledged"}
    days = (one.due_on for one in deadlines if one.stage == rules.key and one.timescale in keys)
    return min((day for day in days if day is not None), default=None)


def _not_told_there(case: Case, stages: Mapping[int, tuple[StageState, Stage]]) -> dict[str, Any]:
    """No day of an acknowledgement that was due in another system: it does not tell which it did not send."""
    if case.taken_over is None:
        return {}
    since = case.taken_over.sequence
    before = [one for one in case.standing if one.sequence < since]
    there = {one.stage for one in before} | {one.body.to for one in before if isinstance(one.body, Escalated)}
    names = {1: "acknowledgement_due_on", 2: "stage_2_acknowledgement_due_on"}
    return {name: None for place, name in names.items() if place in stages and stages[place][0].key in there}


def _outcome(state: StageState) -> str | None:
    """The outcome of a stage that was answered in full, or withdrawn before it was."""
    if state.complete_responded_on is not None:
        return state.outcome.value if state.outcome else None
    return PointOutcome.WITHDRAWN.value if "withdrawn" in state.happened else None


def _ended(case: Case) -> dict[str, Any]:
    ended = day_of(case.ended_at.at) if case.ended_at else None
    withdrawn = case.status is Status.WITHDRAWN
    return {"withdrawn_on": ended if withdrawn else None, "closed_on": ended}


def classification(case: Case) -> Classified | None:
    """How it is sorted now; None while nobody sorted it."""
    return next((one.body for one in reversed(case.standing) if isinstance(one.body, Classified)), None)


def _sorted(case: Case) -> dict[str, Any]:
    found = classification(case)
    if found is None:
        return {}
    return {"ward": found.ward, "themes": _joined(found.themes), "multi_service": found.several}


def _learned(case: Case) -> dict[str, Any]:
    lessons = [one for one in case.lessons if not one.body.no_lesson]
    actions = [one for one in case.actions if one.body.learning]
    followed = {one.body.lesson for one in actions}
    number = len(actions) + sum(one.key not in followed for one in lessons)
    known = number or any(stage.findings for stage in case.stages)
    return {
        "causes": _joined(one.body.cause.value for one in lessons if one.body.cause),
        "learning_actions": number if known else None,
        "learning_completed": sum(one.step in _DONE for one in actions) if known else None,
    }


def _put_right(case: Case) -> dict[str, Any]:
    given = [one for one in case.remedies if one.offered and one.step not in _NOT_GIVEN]
    return {
        "remedy_types": _joined(one.body.type.value for one in given),
        "remedy_paid_pence": sum(one.paid_pence for one in case.remedies) or None,
    }


def _at_ombudsman(case: Case) -> dict[str, Any]:
    if not case.referrals:
        return {}
    decided = [one for one in case.referrals if one.decided is not None]
    one = (decided or case.referrals)[-1]
    event = one.decided
    said = event.body if event and isinstance(event.body, ReferralDecided) else None
    return {
        "ombudsman_body": one.body.body.value,
        "ombudsman_received_on": day_of(one.made.at),
        "ombudsman_decided_on": day_of(event.at) if event else None,
        "ombudsman_outcome": _decided(case, one, said) if said else None,
        "ombudsman_satisfactory_remedy": _satisfied(said) if said else None,
    }


def _decided(case: Case, one: ReferralState, said: ReferralDecided) -> str | None:
    """The outcome in that Ombudsman's own terms: of the Housing Ombudsman the gravest finding, of the Ombudsman for
    councils in England the text, of those of the other nations what they publish."""
    if one.body.body is OmbudsmanBody.HOS:
        heads = {head.body.determination for head in holding_heads(case, one)}
        gravest = min(heads - _FOUND_NOTHING, key=_WORST_FIRST.index, default=None)
        if gravest is not None:
            return gravest.value
    text = said.text.value if said.text else None
    published = said.published_outcome.value if said.published_outcome else None
    return (text or published) if one.body.body in _TEXT_FIRST else (published or text)


def _satisfied(said: ReferralDecided) -> bool | None:
    """Whether we had put it right before the Ombudsman was asked; None where that was not judged."""
    if said.remedied_by is not None:
        return said.remedied_by is RemediedBy.BEFORE
    return True if said.text is DecisionText.ALREADY_REMEDIED else None


def _repeated(case: Case) -> str | None:
    """The earlier complaint it repeats: as the refusal says, or a lesson that returned."""
    refusals = (stage.declined.body for stage in case.stages if stage.declined is not None)
    for refused in refusals:
        if isinstance(refused, Declined) and refused.original:
            return refused.original
    return next((one.body.repeats for one in reversed(case.lessons) if one.body.repeats), None)


def _happened(state: StageState, moment: str) -> date | None:
    happened = state.happened.get(moment)
    return day_of(happened.at) if happened else None


def _joined(codes: Iterable[str]) -> str | None:
    return ";".join(sorted(set(codes))) or None


def _dated(found: CaseFacts, case: Case) -> CaseFacts:
    """With a day of receipt: where nobody knows it, the first day anything is known of the complaint."""
    if found.received_at is not None:
        return found
    known = [day for event in case.standing if (day := day_of(event.at)) is not None]
    recorded = day_of(case.events[0].recorded_at)
    return replace(found, received_at=min([*known, *([recorded] if recorded else [])], default=None))
