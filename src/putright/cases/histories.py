"""From one row of facts to a story: what the ordinary verbs have to be told, so that the record holds the row.

For a complaint another system handled. The law of it: the facts of the story are the row, but for the columns it
says are left out, and those it says are worked out by us.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from putright.cases import verbs
from putright.cases.beside import FINDINGS_OF_HOS
from putright.cases.deadlines import answering
from putright.cases.errors import CaseError
from putright.cases.events import Event, PointFinding
from putright.cases.referred import HeadDecided, ReferralDecided, ReferralMoved, ReferralOpened
from putright.cases.remedial import RemedyMoved, RemedyProposed
from putright.cases.replay import replay
from putright.cases.state import Case
from putright.cases.taken_over import StatedDue, TakenOver
from putright.outcomes import case_outcome
from putright.procedures import Procedure, referral_process, remedy_meanings
from putright.procedures.types import Stage
from putright.vocabulary import (
    Cause,
    Channel,
    ClosingReason,
    DecisionText,
    Determination,
    EscalationReason,
    OmbudsmanBody,
    PointOutcome,
    PublishedOutcome,
    ReferralKind,
    RejectionReason,
    RemediedBy,
    RemedyDecision,
    RemedyStep,
    RemedyType,
    Word,
)

POINT = "1"
"""Key of the one point of a complaint that was taken over: what it was about in particular the facts do not tell."""
MOST_COUNTED = 32_767
LONGEST_REFERENCE = 120
_WITHDRAWN = PointOutcome.WITHDRAWN.value
_NAMES_ORIGINAL = frozenset({RejectionReason.DUPLICATE, RejectionReason.PREVIOUSLY_CONSIDERED})
_OPENED = {1: "received_at", 2: "escalated_on", 3: "stage_3_requested_on"}
_OF_STAGE = {
    2: ("escalated_on", "escalation_reasons", "stage_2_acknowledged_on", "stage_2_due_on", "stage_2_extended_to",
        "stage_2_responded_on", "stage_2_outcome", "stage_2_statement_agreed_on"),
    3: ("stage_3_requested_on", "stage_3_panel_on", "stage_3_panel_reported_on", "stage_3_responded_on",
        "stage_3_outcome"),
}  # fmt: skip
_MILESTONES = {
    2: (("stage_2_statement_agreed_on", "statement_agreed"),),
    3: (("stage_3_panel_on", "panel_met"), ("stage_3_panel_reported_on", "panel_reported")),
}
_OMBUDSMAN = (
    "ombudsman_received_on", "ombudsman_decided_on", "ombudsman_outcome", "ombudsman_satisfactory_remedy",
)  # fmt: skip

W = TypeVar("W", bound=Word)
Row = Mapping[str, Any]
"""One row of facts: days as dates, yes and no as bools, several codes as a sequence, None = empty."""


@dataclass(frozen=True, slots=True)
class Told:
    """One verb with its fields."""

    verb: Callable[..., tuple[Event, ...]]
    fields: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class History:
    """The story of a row.

    left_out    columns that hold what the record cannot, each with why; they come out empty or otherwise.
    worked_out  columns that are empty and that we fill, each with why.
    refers      whether an Ombudsman has or had a case about it.
    """

    told: tuple[Told, ...]
    left_out: Mapping[str, str]
    worked_out: Mapping[str, str]
    refers: bool


def history_of(row: Row, procedure: Procedure, *, referral: str = "1") -> History:
    """What the verbs are told of a row, in order, so that they never refuse it but for a day to come.

    procedure  the one it runs under. referral: key of the Ombudsman's case, where it has one.
    Raises     CaseError when the procedure is for another kind of complaint.
    """
    if row["kind"] != procedure.counted_as.value:
        raise CaseError(
            f"kind is {row['kind']}, and what runs under {procedure.key} is {procedure.counted_as.value}: "
            "name a procedure of that kind, or change the kind"
        )
    return _History(row, procedure, referral).told()


def events_of(history: History, procedure: Procedure, *, today: date | None = None) -> tuple[Event, ...]:
    """The events of a story. Raises a CaseError for a day to come."""
    case: Case | None = None
    events: tuple[Event, ...] = ()
    for one in history.told:
        under = {"procedure": procedure} if one.verb in (verbs.receive, verbs.escalate) else {}
        events += one.verb(case, **one.fields, **under, today=today)
        case = replay(events)
    return events


@dataclass(slots=True)
class _History:
    """A story while it is told. reached: the stages by their place, with the day each began."""

    row: Row
    procedure: Procedure
    referral: str
    acts: list[Told] = field(default_factory=list)
    left_out: dict[str, str] = field(default_factory=dict)
    worked_out: dict[str, str] = field(default_factory=dict)
    not_told: list[str] = field(default_factory=list)
    due: list[StatedDue] = field(default_factory=list)
    reached: dict[int, tuple[Stage, date]] = field(default_factory=dict)

    def told(self) -> History:
        self._begin()
        self._stage(1)
        for place in (2, 3):
            if self._goes_on(place):
                self._stage(place)
        self._end()
        self._put_right()
        self._at_ombudsman()
        self._sort()
        self._take_over()
        refers = self.row["ombudsman_body"] is not None
        return History(tuple(self.acts), self.left_out, self.worked_out, refers)

    def _act(self, verb: Callable[..., tuple[Event, ...]], **fields: Any) -> None:
        self.acts.append(Told(verb, fields))

    def _leave_out(self, column: str, why: str) -> None:
        if self.row.get(column) not in (None, ()):
            self.left_out[column] = why

    @property
    def _refused(self) -> bool:
        return self.row["accepted"] is False

    def _begin(self) -> None:
        row, received = self.row, self.row["received_at"]
        if row["channel"] is None:
            self.not_told.append("channel")
        self._act(verbs.receive, channel=_word(Channel, row["channel"]) or Channel.OTHER, at=received)
        self.reached[1] = (self.procedure.stages[0], received)
        if row["accepted"]:
            self._act(verbs.accept, at=None)
        self._act(verbs.agree_point, point=POINT, at=received)

    def _goes_on(self, place: int) -> bool:
        """Whether it reached this stage; what stands in its columns all the same is left out."""
        began = self.row[_OPENED[place]]
        if place > len(self.procedure.stages):
            for column in _OF_STAGE[place]:
                self._leave_out(column, f"{self.procedure.short_title} has no stage {place}")
            return False
        if began is None:
            for column in _OF_STAGE[place]:
                self._leave_out(column, f"{_OPENED[place]} is empty, so it never reached that stage")
            return False
        stage = self.procedure.stages[place - 1]
        reasons = self.row["escalation_reasons"] or () if place == 2 else ()
        self._act(verbs.escalate, to=stage.key, at=began, reasons=[EscalationReason(one) for one in reasons])
        self.reached[place] = (stage, began)
        return True

    def _stage(self, place: int) -> None:
        row, (stage, _) = self.row, self.reached[place]
        acknowledged = "acknowledged_on" if place == 1 else f"stage_{place}_acknowledged_on"
        if row.get(acknowledged) is not None:
            self._act(verbs.acknowledge, at=row[acknowledged], stage=stage.key)
        if place < 3:
            self._to_answer_by(place, stage)
        for column, moment in _MILESTONES.get(place, ()):
            if row.get(column) is None:
                continue
            if moment in self.procedure.moments:
                self._act(verbs.reach, moment=moment, at=row[column], stage=stage.key)
            else:
                self._leave_out(column, f"{self.procedure.short_title} has no such milestone")
        if row[f"stage_{place}_responded_on"] is not None:
            self._answer(place, stage)

    def _to_answer_by(self, place: int, stage: Stage) -> None:
        due, extended = self.row[f"stage_{place}_due_on"], self.row[f"stage_{place}_extended_to"]
        if due is None and extended is not None:
            self._leave_out(f"stage_{place}_extended_to", f"stage_{place}_due_on is empty, which it extends")
            extended = None
        if extended is not None:
            timescale = answering(stage)[0].key
            self._act(
                verbs.extend, to=extended, at=None, stage=stage.key, timescale=timescale, form_known=False
            )
        if due is not None or not self._waits_for_answer(place):
            self.due.append(StatedDue(stage.key, due, extended))
        else:
            why = "it waits for our answer, so that it is due when our procedure says"
            self.worked_out[f"stage_{place}_due_on"] = why

    def _waits_for_answer(self, place: int) -> bool:
        row = self.row
        ended = self._refused or row["withdrawn_on"] is not None or row["closed_on"] is not None
        return not ended and row[f"stage_{place}_responded_on"] is None

    def _answer(self, place: int, stage: Stage) -> None:
        at, said = self.row[f"stage_{place}_responded_on"], self.row[f"stage_{place}_outcome"]
        outcome = _finding(said)
        if said is not None and outcome is not None and case_outcome([outcome])[0].value != said:
            kept = case_outcome([outcome])[0].value
            self.left_out[f"stage_{place}_outcome"] = (
                f"{said} is kept as {kept}, the outcome of a whole stage"
            )
        findings = () if outcome is None else (self._found(outcome),)
        self._act(
            verbs.respond, at=at, stage=stage.key, findings=findings, findings_known=outcome is not None
        )

    def _found(self, outcome: PointOutcome) -> PointFinding:
        remedy = RemedyDecision.OFFERED if self.row["remedy_types"] else RemedyDecision.NOT_DECIDED
        return PointFinding(POINT, outcome, remedy=remedy)

    def _end(self) -> None:
        row = self.row
        if self._refused:
            self._refuse()
        elif row["withdrawn_on"] is not None:
            self._withdraw()
        elif row["closed_on"] is not None:
            answered = any(row[f"stage_{place}_responded_on"] for place in self.reached)
            reason = ClosingReason.ANSWERED if answered else None
            self._act(
                verbs.close, reason=reason, at=row["closed_on"], stage=self._stage_at(row["closed_on"]).key
            )
        if not self._refused:
            self._leave_out("rejection_reason", "accepted is empty, so that it was not refused")
        for place in (1, 2, 3):
            if self._says_withdrawn(place) and self._withdrawn_at() != place:
                self._leave_out(f"stage_{place}_outcome", "it was not withdrawn at that stage")

    def _says_withdrawn(self, place: int) -> bool:
        row = self.row
        return row[f"stage_{place}_outcome"] == _WITHDRAWN and row[f"stage_{place}_responded_on"] is None

    def _refuse(self) -> None:
        row = self.row
        reason = _word(RejectionReason, row["rejection_reason"])
        original = self._repeats() if reason in _NAMES_ORIGINAL else None
        self._act(
            verbs.decline, reason=reason, at=row["closed_on"], stage=self.procedure.stages[0].key,
            original=original,
        )  # fmt: skip
        self._leave_out("withdrawn_on", "it was refused, and ends by that")

    def _withdraw(self) -> None:
        row, place = self.row, self._withdrawn_at()
        assert place is not None  # it was withdrawn
        self._act(verbs.withdraw, at=row["withdrawn_on"], stage=self.reached[place][0].key)
        if row["closed_on"] is None:
            self.not_told.append("closed_on")
        elif row["closed_on"] != row["withdrawn_on"]:
            self._leave_out("closed_on", "it ended on the day it was withdrawn")
        if row[f"stage_{place}_outcome"] is None and row[f"stage_{place}_responded_on"] is None:
            self.not_told.append(f"stage_{place}_outcome")

    def _withdrawn_at(self) -> int | None:
        """The place of the stage at which it was withdrawn: the one that says so, else the last begun by then."""
        on = self.row["withdrawn_on"]
        if on is None or self._refused:
            return None
        begun = [place for place, (_, began) in self.reached.items() if began <= on]
        saying = [place for place in begun if self._says_withdrawn(place)]
        return (saying or begun)[-1]

    def _stage_at(self, day: date) -> Stage:
        return [stage for stage, began in self.reached.values() if began <= day][-1]

    def _put_right(self) -> None:
        """What was offered. What another system closed is done there; nobody here is asked to follow it."""
        row = self.row
        types = [RemedyType(one) for one in row["remedy_types"] or ()]
        paid = row["remedy_paid_pence"]
        paying = next((one for one in types if remedy_meanings()[one].money), None) if paid else None
        if paid is not None and paying is None:
            why = "a sum of nothing is kept as none" if not paid else "no remedy in remedy_types is a payment"
            self.left_out["remedy_paid_pence"] = why
        on = self._last_answer()
        ended = row["closed_on"] is not None or row["withdrawn_on"] is not None
        for number, one in enumerate(types, start=1):
            key, amount = f"r{number}", paid if one is paying else None
            self._act(
                verbs.propose_remedy, body=RemedyProposed(key, one, (POINT,), amount_pence=amount), at=on
            )
            self._act(verbs.move_remedy, body=RemedyMoved(key, RemedyStep.OFFERED), at=on)
            if amount:
                self._act(verbs.move_remedy, body=RemedyMoved(key, RemedyStep.PAID, amount), at=None)
            elif ended or self._refused:
                self._act(verbs.move_remedy, body=RemedyMoved(key, RemedyStep.DONE), at=None)

    def _last_answer(self) -> date | None:
        days = [self.row[f"stage_{place}_responded_on"] for place in self.reached]
        return max((one for one in days if one is not None), default=None)

    def _at_ombudsman(self) -> None:
        row = self.row
        if row["ombudsman_body"] is None:
            for column in _OMBUDSMAN:
                self._leave_out(column, "ombudsman_body is empty")
            return
        body = OmbudsmanBody(row["ombudsman_body"])
        process = referral_process(body)
        step = process.first(ReferralKind.INVESTIGATION)
        opened = ReferralOpened(self.referral, body, ReferralKind.INVESTIGATION, step.key)
        self._act(verbs.refer, body=opened, at=row["ombudsman_received_on"])
        decided = row["ombudsman_decided_on"]
        if decided is None:
            for column in _OMBUDSMAN[2:]:
                self._leave_out(column, "ombudsman_decided_on is empty")
            return
        self._decided(body, decided)
        ending = next(one for one in process.steps.values() if one.ends)
        self._act(verbs.follow_up, body=ReferralMoved(self.referral, ending.key), at=decided)

    def _decided(self, body: OmbudsmanBody, on: date) -> None:
        code = self.row["ombudsman_outcome"]
        text, published = _word(DecisionText, code), None
        # A code of another Ombudsman is no finding of this one, though some words are shared.
        head = _word(Determination, code) if body is OmbudsmanBody.HOS and code in FINDINGS_OF_HOS else None
        if text is None and head is None:
            published = _word(PublishedOutcome, code)
        if code is not None and text is None and head is None and published is None:
            self.left_out["ombudsman_outcome"] = f"{code} is no outcome of that Ombudsman"
        before = RemediedBy.BEFORE if self.row["ombudsman_satisfactory_remedy"] else None
        if head is not None:
            self._act(verbs.refer, body=HeadDecided(f"{self.referral}-1", self.referral, head), at=on)
        decision = ReferralDecided(self.referral, published, text, remedied_by=before)
        self._act(verbs.follow_up, body=decision, at=on)

    def _sort(self) -> None:
        row = self.row
        themes, ward, several = row.get("themes") or (), row.get("ward"), row.get("multi_service")
        if themes or ward or several is not None:
            self._act(verbs.classify, themes=themes, ward=ward, several=several, at=row["received_at"])
        for column in ("acknowledgement_due_on", "stage_2_acknowledgement_due_on"):
            if row.get(column) is not None:
                self.left_out[column] = "by when an acknowledgement was due is not kept of another system"

    def _take_over(self) -> None:
        row = self.row
        for column in ("learning_actions", "learning_completed"):
            if (row[column] or 0) > MOST_COUNTED:
                self.left_out[column] = f"more than {MOST_COUNTED:,} cannot be counted on one complaint"
        body = TakenOver(
            tuple(self.due), tuple(Cause(one) for one in row["causes"] or ()),
            self._counted("learning_actions"), self._counted("learning_completed"), self._repeats(),
            row["ombudsman_satisfactory_remedy"] if row["ombudsman_decided_on"] else None, tuple(self.not_told),
        )  # fmt: skip
        self._act(verbs.take_over, body=body)

    def _counted(self, column: str) -> int | None:
        number: int | None = self.row[column]
        return None if column in self.left_out else number

    def _repeats(self) -> str | None:
        reference: str | None = self.row["repeat_of"]
        if reference is not None and len(reference) > LONGEST_REFERENCE:
            self.left_out["repeat_of"] = f"a reference has at most {LONGEST_REFERENCE} characters"
            return None
        return reference


def _word(words: type[W], code: str | None) -> W | None:
    return next((one for one in words if one.value == code), None)


_OF_CASE = {
    "resolved": PointOutcome.RESOLVED, "no_finding": PointOutcome.NO_FINDING_POSSIBLE,
}  # fmt: skip


def _finding(code: str | None) -> PointOutcome | None:
    """The finding on the one point that makes this outcome of a stage."""
    if code is None:
        return None
    return _OF_CASE.get(code) or PointOutcome(code)
