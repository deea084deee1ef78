"""Writing answers: a draft a point and stage, what the resident asked, the evidence looked at, the outcome."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction

from casework.complaints.commands import Held
from casework.complaints.models import Complaint, Document, Note
from casework.complaints.record import locked
from casework.complaints.storing import read_events
from casework.journal.log_events import LogEvent
from casework.journal.logs import log
from casework.outcomes import decisions
from casework.outcomes.answers import AnswerRow, answers, wrote_earlier
from casework.outcomes.models import Answer, Evidence, OutcomeOverride, Question, Reviewed, StandIn
from casework.people.models import Officer
from putright.cases import Case, CaseError, Status, replay
from putright.cases.breaches import Breach, Severity
from putright.outcomes import case_outcome
from putright.procedures import Procedure, duty_meanings, may_find, procedure
from putright.vocabulary import CaseOutcome, PartyAtFault, PointOutcome

DIFFERENT_PERSON = "different-person"


@dataclass(frozen=True, slots=True)
class Source:
    """Where something can be read. `document` is the number of one kept with the complaint."""

    called: str = ""
    document: int | None = None
    on: date | None = None
    page: str = ""


@dataclass(frozen=True, slots=True)
class Written:
    """One answer as somebody wrote it; everything may be empty while it is a draft.

    answered  answers to questions already there, by their number. asked: new questions, each with its answer.
    """

    outcome: PointOutcome | None = None
    missing: str = ""
    standard: str = ""
    happened: str = ""
    reasons: str = ""
    fault: str = ""
    injustice: str = ""
    shares: tuple[tuple[PartyAtFault, int], ...] = ()
    changed: str = ""
    evidence: tuple[Source, ...] = ()
    answered: tuple[tuple[int, str], ...] = ()
    asked: tuple[tuple[str, str], ...] = ()


class AnswerChanged(Exception):
    """Somebody else saved the answer meanwhile: `saved` is what it is now. Nothing was written."""

    def __init__(self, saved: AnswerRow) -> None:
        super().__init__(f"the answer to point {saved.point} was saved by somebody else meanwhile")
        self.saved = saved


def save_answer(
    reference: str, stage: str, point: str, written: Written, *, seen_version: int, by: Officer, now: datetime,
    going_on: str = "",
) -> int:  # fmt: skip
    """Keep the answer to a point as a draft, and return its version. About nine statements.

    seen_version  the version of the answer the writer saw; 0 = there was none.
    going_on      the reason of somebody who acted at an earlier stage; asked for once a stage.
    Raises        AnswerChanged; Held for somebody who acted before; CaseError for what cannot be.
    """
    with transaction.atomic(durable=True):
        complaint, case = _to_be_written(reference, stage)
        if point not in decisions.points_to_answer(case, stage):
            raise CaseError(f"point {point} is not to be answered at this stage: it is settled or withdrawn")
        _check(written)
        check_finding(complaint, written.outcome)
        check_free(complaint, case, stage, by=by, now=now, going_on=going_on)
        answer = _kept(complaint, stage, point, written, seen_version, by, now)
        Evidence.objects.filter(answer=answer).delete()
        Evidence.objects.bulk_create(_evidence(complaint, answer, written.evidence))
        _keep_questions(complaint, stage, point, written, by, now)
    log(LogEvent.ANSWER_SAVED, complaint=complaint.pk, officer=by.pk, version=answer.version)
    return answer.version


def ask(
    reference: str, stage: str, asked: str, *, answer: str = "", point: str = "", by: Officer, now: datetime
) -> None:
    """Keep a question the resident asked; without a point it is about the complaint as a whole."""
    with transaction.atomic(durable=True):
        complaint, case = _to_be_written(reference, stage)
        if point:
            case.point(point)
        Question.objects.create(
            complaint=complaint,
            stage=stage,
            point=point,
            asked=asked,
            answer=answer,
            officer=by,
            asked_at=now,
        )


def answer_questions(
    reference: str, stage: str, answered: Iterable[tuple[int, str]], *, by: Officer, now: datetime
) -> None:
    """Keep the answers to questions about the complaint as a whole."""
    with transaction.atomic(durable=True):
        complaint, _ = _to_be_written(reference, stage)
        _answer(complaint, stage, answered)


def override_outcome(
    reference: str, stage: str, outcome: CaseOutcome | None, words: str, *, by: Officer, now: datetime
) -> None:
    """Give a stage another outcome than its findings make, with the reason; None lets the derived one hold again.

    Raises  CaseError without a reason, without any finding, or for the outcome it has anyhow.
    """
    if not words.strip():
        raise CaseError("say why the outcome differs from what the findings make: it is counted")
    with transaction.atomic(durable=True):
        complaint, case = _read(reference)
        case.stage_state(stage)
        findings = _findings(complaint, case, stage)
        if not findings:
            raise CaseError("no point is answered yet, so that there is no outcome to differ from")
        derived, _ = case_outcome(findings)
        if outcome is derived:
            raise CaseError(
                f"“{derived.label}” is what the findings make already: nothing is to be overridden"
            )
        OutcomeOverride.objects.create(
            complaint=complaint,
            stage=stage,
            outcome=outcome or "",
            derived=derived,
            words=words,
            officer=by,
            at=now,
        )
    log(LogEvent.OUTCOME_OVERRIDDEN, complaint=complaint.pk, officer=by.pk)


def review(reference: str, stage: str, seen: Sequence[tuple[str, int]], *, by: Officer, now: datetime) -> int:
    """Keep that the investigator looked at these notes and documents, (`note` or `document`, number) each.

    Returns how many were marked; those of other complaints are left out.
    """
    with transaction.atomic(durable=True):
        complaint, case = _read(reference)
        case.stage_state(stage)
        known = {("note", pk) for pk in Note.objects.filter(complaint=complaint).values_list("pk", flat=True)}
        known |= {
            ("document", pk)
            for pk in Document.objects.filter(complaint=complaint).values_list("pk", flat=True)
        }
        marked = [one for one in dict.fromkeys(seen) if one in known]
        Reviewed.objects.bulk_create(
            [
                Reviewed(complaint=complaint, stage=stage, kind=kind, number=number, officer=by, at=now)
                for kind, number in marked
            ],
            ignore_conflicts=True,
        )
    return len(marked)


def check_free(
    complaint: Complaint, case: Case, stage: str, *, by: Officer, now: datetime, going_on: str
) -> None:
    """Let somebody who acted at an earlier stage write at this one only with a reason, given once. Raises Held.

    Source  HOS Code 2024 6.13; R-Z8; DR-17. Who wrote an answer before acted too (own stricter rule).
    """
    under = procedure(complaint.procedure)
    before = under.stage(stage).not_handled_by
    acted = _acted(case, before, str(by.pk)) or wrote_earlier(complaint.pk, before, by)
    if acted is None or StandIn.objects.filter(complaint=complaint, stage=stage, officer=by).exists():
        return
    if not going_on.strip():
        raise Held((_not_free(under, stage, acted, by),))
    StandIn.objects.create(complaint=complaint, stage=stage, officer=by, words=going_on, at=now)


def _not_free(under: Procedure, stage: str, acted: str, by: Officer) -> Breach:
    duty, meaning = under.duty(DIFFERENT_PERSON), duty_meanings()[DIFFERENT_PERSON]
    return Breach(
        duty=DIFFERENT_PERSON,
        stage=stage,
        provision=duty.provision_at(stage) if duty else None,
        procedure=under.key if duty else None,
        says=f"You acted at {under.stage(acted).title.lower()}: somebody else should answer at this stage",
        since=None,
        severity=Severity.MANDATORY,
        requirements=meaning.requirements,
        detection=meaning.detection,
        officer=str(by.pk),
    )


def _acted(case: Case, stages: Iterable[str], officer: str) -> str | None:
    wanted = set(stages)
    return next(
        (one.key for one in case.stages if one.key in wanted and officer in (one.handlers or {})), None
    )


def _read(reference: str) -> tuple[Complaint, Case]:
    complaint = locked(reference)
    events, _ = read_events(complaint)
    return complaint, replay(events)


def _to_be_written(reference: str, stage: str) -> tuple[Complaint, Case]:
    complaint, case = _read(reference)
    case.stage_state(stage)
    if case.stage != stage or case.status is not Status.OPEN:
        raise CaseError("this stage is answered: its answers stay as they were sent")
    return complaint, case


def check_finding(complaint: Complaint, outcome: PointOutcome | str | None) -> None:
    """Refuse a finding the complaint's procedure does not know, such as “resolved” in England.

    An answer is our own act; a letter of somebody else's that says it was sent so is a fact, and is recorded.
    """
    if not outcome:
        return
    under, found = procedure(complaint.procedure), PointOutcome(outcome)
    if not may_find(under, found):
        raise CaseError(
            f"“{found.label}” is no finding under {under.short_title}: choose upheld, partly upheld or not upheld, "
            "or that no finding is possible"
        )


def _check(written: Written) -> None:
    if written.outcome is PointOutcome.NO_FINDING_POSSIBLE and not written.missing.strip():
        raise CaseError("no finding is possible: name the record that is missing")
    total = sum(percent for _, percent in written.shares)
    if written.shares and (total != 100 or any(percent < 0 for _, percent in written.shares)):
        raise CaseError(f"the shares of the fault add up to {total} per cent: they must make 100")
    if any(not one.called.strip() and one.document is None for one in written.evidence):
        raise CaseError("evidence: choose a document or say what it is")


def _kept(
    complaint: Complaint, stage: str, point: str, written: Written, seen_version: int, by: Officer, now: datetime
) -> Answer:  # fmt: skip
    fields = {
        "outcome": written.outcome or "",
        "missing": written.missing if written.outcome is PointOutcome.NO_FINDING_POSSIBLE else "",
        "standard": written.standard,
        "happened": written.happened,
        "reasons": written.reasons,
        "fault": written.fault,
        "injustice": written.injustice,
        "shares": {of.value: percent for of, percent in written.shares if percent},
        "changed": written.changed,
        "officer": by,
        "saved_at": now,
    }
    where = {"complaint": complaint, "stage": stage, "point": point}
    if seen_version == 0:
        try:
            # Its own savepoint: a second writer's row makes this one fail, not the transaction.
            with transaction.atomic():
                return Answer.objects.create(**where, **fields)
        except IntegrityError:
            raise AnswerChanged(_as_saved(complaint, stage, point)) from None
    saved = Answer.objects.filter(**where, version=seen_version).update(**fields, version=seen_version + 1)
    if not saved:
        raise AnswerChanged(_as_saved(complaint, stage, point))
    return Answer.objects.get(**where)


def _as_saved(complaint: Complaint, stage: str, point: str) -> AnswerRow:
    found = [one for one in answers(complaint.pk, stage) if one.point == point]
    return found[0] if found else AnswerRow(stage, point)


def _evidence(complaint: Complaint, answer: Answer, sources: Sequence[Source]) -> list[Evidence]:
    wanted = [one.document for one in sources if one.document is not None]
    known = {
        one.pk: one for one in (Document.objects.filter(complaint=complaint, pk__in=wanted) if wanted else ())
    }
    if len(set(wanted)) > len(known):
        raise CaseError("evidence: that document is not kept with this complaint")
    rows = []
    for one in sources:
        document = known[one.document] if one.document is not None else None
        called = one.called.strip() or (document.what or document.called if document else "")
        on = one.on or (document.dated_on if document else None)
        rows.append(Evidence(answer=answer, document=document, called=called[:200], on=on, page=one.page))
    return rows


def _keep_questions(
    complaint: Complaint, stage: str, point: str, written: Written, by: Officer, now: datetime
) -> None:
    _answer(complaint, stage, written.answered)
    Question.objects.bulk_create(
        [
            Question(
                complaint=complaint,
                stage=stage,
                point=point,
                asked=asked,
                answer=answer,
                officer=by,
                asked_at=now,
            )
            for asked, answer in written.asked
            if asked.strip()
        ]
    )


def _answer(complaint: Complaint, stage: str, answered: Iterable[tuple[int, str]]) -> None:
    given = dict(answered)
    if not given:
        return
    changed = []
    for one in Question.objects.filter(complaint=complaint, stage=stage, pk__in=given):
        if one.answer != given[one.pk]:
            one.answer = given[one.pk]
            changed.append(one)
    if changed:
        Question.objects.bulk_update(changed, ["answer"])


def _findings(complaint: Complaint, case: Case, stage: str) -> list[PointOutcome]:
    told = {key: found.outcome for key, found in (case.stage_state(stage).findings or {}).items()}
    written = {
        one.point: PointOutcome(one.outcome)
        for one in Answer.objects.filter(complaint=complaint, stage=stage).exclude(outcome="")
    }
    both = {**told, **written}
    return [both[key] for key in decisions.points_to_answer(case, stage) if key in both]
