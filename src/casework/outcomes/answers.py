"""Reading the answers of a stage: what is written on each point, what is lacking, and what came of it before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from casework.complaints.queries import ComplaintPage, FindingRow, PointRow
from casework.outcomes import decisions
from casework.outcomes.models import Answer, Evidence, OutcomeOverride, Question
from casework.people.models import Officer
from putright.outcomes import case_outcome
from putright.vocabulary import CaseOutcome, PartyAtFault, PointOutcome, RemedyDecision


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """Where something can be read. `document_id` None: not kept with the complaint."""

    called: str
    document_id: int | None
    on: date | None
    page: str


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """Something the resident asked, and the answer; `point` empty = about the complaint as a whole."""

    id: int
    point: str
    asked: str
    answer: str


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """What is written on one point at one stage. `version` 0: nothing yet.

    shares  how much of the fault is whose, in per cent.
    """

    stage: str
    point: str
    version: int = 0
    outcome: PointOutcome | None = None
    missing: str = ""
    standard: str = ""
    happened: str = ""
    reasons: str = ""
    fault: str = ""
    injustice: str = ""
    shares: tuple[tuple[PartyAtFault, int], ...] = ()
    changed: str = ""
    evidence: tuple[EvidenceRow, ...] = ()
    questions: tuple[QuestionRow, ...] = ()
    officer_id: int | None = None
    saved_at: datetime | None = None

    @property
    def upheld(self) -> bool:
        """Whether fault is found, in whole or in part."""
        return self.outcome in decisions.FAULT


@dataclass(frozen=True, slots=True)
class OverrideRow:
    """Another outcome than the findings make, by whom and why."""

    outcome: CaseOutcome
    derived: CaseOutcome
    words: str
    officer: str
    at: datetime


@dataclass(frozen=True, slots=True)
class PointToAnswer:
    """One point with its answer at this stage, beside what the stages before found.

    remedy      whether putting it right was decided; none_because: the reason of a decision for none.
    remedies    the remedies that stand for it, in words.
    substance   what this stage gives that the ones before did not (R-K13).
    lacking     what is still to be written or decided, in words.
    earlier     findings of earlier stages; before: their answers in full, the latest first.
    """

    point: PointRow
    answer: AnswerRow
    officer: str
    remedy: RemedyDecision
    none_because: str
    remedies: tuple[str, ...]
    substance: tuple[str, ...]
    lacking: tuple[str, ...]
    earlier: tuple[FindingRow, ...]
    before: tuple[AnswerRow, ...]


@dataclass(frozen=True, slots=True)
class AnswerPage:
    """The answers of one stage.

    settled       points this stage does not answer: no longer in dispute, or withdrawn.
    questions     those about the complaint as a whole.
    derived, rule the outcome the findings make and why; None while no point is answered.
    override      a named officer's other outcome; None = the derived one holds.
    """

    stage: str
    stage_title: str
    points: tuple[PointToAnswer, ...]
    settled: tuple[PointRow, ...]
    questions: tuple[QuestionRow, ...]
    derived: CaseOutcome | None
    rule: str
    override: OverrideRow | None

    @property
    def outcome(self) -> CaseOutcome | None:
        """The outcome that holds."""
        return self.override.outcome if self.override else self.derived


def answers(complaint_id: int, stage: str) -> tuple[AnswerRow, ...]:
    """What is written on each point at one stage, by the order of the points' keys. Three statements."""
    return tuple(one for one in _written(complaint_id, _questions(complaint_id)) if one.stage == stage)


def answer_page(page: ComplaintPage, stage: str) -> AnswerPage:
    """The answers of a stage with what is lacking, and what earlier stages said. Four statements."""
    order = [one.key for one in page.case.stages]
    title = page.procedure.stage(stage).title
    asked = _questions(page.complaint_id)
    rows = _written(page.complaint_id, asked)
    here = {one.point: one for one in rows if one.stage == stage}
    to_answer = decisions.points_to_answer(page.case, stage)
    answered = page.case.stage_state(stage).findings or {}
    points = []
    for point in page.points:
        if point.key not in to_answer:
            continue
        before = tuple(
            one
            for key in reversed(order[: order.index(stage)])
            for one in rows
            if (one.stage, one.point) == (key, point.key)
        )
        points.append(_point(page, point, here.get(point.key, AnswerRow(stage, point.key)), before))
    # What a letter told already counts where nothing was written here.
    told = {key: found.outcome for key, found in answered.items()}
    findings = [
        outcome for one in points if (outcome := one.answer.outcome or told.get(one.point.key)) is not None
    ]
    derived, rule = case_outcome(findings) if findings else (None, "no point is answered yet")
    return AnswerPage(
        stage=stage,
        stage_title=title,
        points=tuple(points),
        settled=tuple(one for one in page.points if one.key not in to_answer),
        questions=tuple(one for at, one in asked if at == stage and not one.point),
        derived=derived,
        rule=rule,
        override=override_of(page.complaint_id, stage, page.officers),
    )


def override_of(complaint_id: int, stage: str, officers: Mapping[str, str]) -> OverrideRow | None:
    """The outcome a named officer gave a stage instead of the derived one; None = none holds. One statement."""
    found = OutcomeOverride.objects.filter(complaint=complaint_id, stage=stage).order_by("-pk").first()
    if found is None or not found.outcome:
        return None
    return OverrideRow(
        CaseOutcome(found.outcome),
        CaseOutcome(found.derived),
        found.words,
        officers.get(str(found.officer_id), ""),
        found.at,
    )


def wrote_earlier(complaint_id: int, stages: Iterable[str], officer: Officer) -> str | None:
    """The stage, among these, at which the officer wrote an answer; None where they did not. One statement."""
    return (
        Answer.objects.filter(complaint=complaint_id, stage__in=list(stages), officer=officer)
        .values_list("stage", flat=True)
        .first()
    )


def _written(complaint_id: int, asked: tuple[tuple[str, QuestionRow], ...]) -> tuple[AnswerRow, ...]:
    found = list(Answer.objects.filter(complaint=complaint_id).order_by("stage", "point"))
    evidence: dict[int, list[EvidenceRow]] = {}
    if found:
        for one in Evidence.objects.filter(answer__complaint=complaint_id).order_by("pk"):
            row = EvidenceRow(one.called, one.document_id, one.on, one.page)
            evidence.setdefault(one.answer_id, []).append(row)
    rows = [
        _row(
            one,
            tuple(evidence.get(one.pk, ())),
            tuple(each for stage, each in asked if (stage, each.point) == (one.stage, one.point)),
        )
        for one in found
    ]
    # A question may be there before anybody wrote an answer.
    known = {(one.stage, one.point) for one in rows}
    for stage, point in dict.fromkeys((stage, one.point) for stage, one in asked if one.point):
        if (stage, point) not in known:
            questions = tuple(each for at, each in asked if (at, each.point) == (stage, point))
            rows.append(AnswerRow(stage, point, questions=questions))
    return tuple(sorted(rows, key=lambda one: (one.stage, len(one.point), one.point)))


def _questions(complaint_id: int) -> tuple[tuple[str, QuestionRow], ...]:
    return tuple(
        (one.stage, QuestionRow(one.pk, one.point, one.asked, one.answer))
        for one in Question.objects.filter(complaint=complaint_id).order_by("pk")
    )


def _row(
    one: Answer, evidence: tuple[EvidenceRow, ...], questions: tuple[QuestionRow, ...] = ()
) -> AnswerRow:
    return AnswerRow(
        stage=one.stage, point=one.point, version=one.version, missing=one.missing, standard=one.standard,
        outcome=PointOutcome(one.outcome) if one.outcome else None, happened=one.happened, reasons=one.reasons,
        fault=one.fault, injustice=one.injustice, changed=one.changed, evidence=evidence, questions=questions,
        shares=tuple((of, one.shares[of]) for of in PartyAtFault if of in one.shares),
        officer_id=one.officer_id, saved_at=one.saved_at,
    )  # fmt: skip


def _point(
    page: ComplaintPage, point: PointRow, answer: AnswerRow, before: tuple[AnswerRow, ...]
) -> PointToAnswer:
    case = page.case
    words = {str(note.id): note.words for note in page.notes}
    none = decisions.none_decided(case, point.key)
    order = [one.key for one in case.stages]
    found = (case.stage_state(answer.stage).findings or {}).get(point.key)
    finding = answer.outcome or (found.outcome if found else None)
    made = PointToAnswer(
        point=point,
        answer=answer,
        officer=page.officers.get(str(answer.officer_id), ""),
        remedy=decisions.remedy_decision(case, point.key),
        none_because=words.get(none or "", ""),
        remedies=tuple(
            words.get(one.key) or one.body.type.label for one in decisions.standing_remedies(case, point.key)
        ),
        substance=decisions.changed_in_substance(case, answer.stage, point.key, finding=finding),
        lacking=(),
        earlier=tuple(one for one in point.findings if order.index(one.stage) < order.index(answer.stage)),
        before=before,
    )
    return replace(made, lacking=tuple(_lacking(made)))


def _lacking(one: PointToAnswer) -> Iterator[str]:
    answer = one.answer
    if answer.outcome is None:
        yield "a finding"
        return
    if not answer.reasons:
        yield "the reasons"
    if answer.outcome is PointOutcome.NOT_UPHELD and not answer.evidence:
        yield "the evidence that supports it"
    if answer.upheld:
        if not answer.fault:
            yield "what went wrong"
        if not answer.injustice:
            yield "what it meant for the resident"
        if not answer.shares:
            yield "whose fault it was"
        if one.remedy is RemedyDecision.NOT_DECIDED:
            yield "a decision on putting it right"
    if one.earlier and not answer.changed:
        yield "what changed since the stage before, or that it was looked at again"
    unanswered = sum(not each.answer for each in answer.questions)
    if unanswered:
        yield "an answer to one question" if unanswered == 1 else f"answers to {unanswered} questions"


def fault_of(page: ComplaintPage, points: Iterable[str]) -> tuple[tuple[PartyAtFault, int], ...]:
    """How the fault of these points is shared, where their answers at this stage agree; empty = not said, or unlike.

    Three statements, none without points.
    """
    wanted = set(points)
    if not wanted:
        return ()
    shares = {
        one.shares
        for one in answers(page.complaint_id, page.case.stage)
        if one.point in wanted and one.shares
    }
    return shares.pop() if len(shares) == 1 else ()
