"""Answers: what is kept, what two writers do to each other, who may write at a later stage, the outcome."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest

from casework.complaints.commands import Held, add_note
from casework.complaints.models import Note
from casework.complaints.record import act
from casework.outcomes import commands, queries
from casework.outcomes.answering import AnswerChanged, Source, Written
from casework.outcomes.models import Answer, OutcomeOverride, StandIn
from casework.people.models import Officer
from putright.cases import CaseError, verbs
from putright.cases.events import PointFinding
from putright.vocabulary import CaseOutcome, PartyAtFault, PointOutcome
from tests.casework import made
from tests.casework.made import at, mon_20_may
from tests.casework.outcomes import making
from tests.casework.outcomes.making import page_of, write

pytestmark = pytest.mark.django_db(transaction=True)
Statements = Callable[[int], AbstractContextManager[None]]


def test_an_answer_is_kept_with_its_evidence_shares_and_questions(asha: Officer) -> None:
    reference = making.working(asha)
    sheet = making.document(reference, asha)
    write(
        reference,
        asha,
        standard="Repairs policy, paragraph 4: a leak within 24 hours",
        reasons="The job sheet shows that nobody came",
        shares=((PartyAtFault.CONTRACTOR, 60), (PartyAtFault.OURS, 40)),
        evidence=(Source(document=sheet.pk, page="2"), Source("Call of the manager", on=mon_20_may)),
        asked=(("Why did nobody ring?", ""),),
    )
    (answer,) = queries.answers(page_of(reference, asha).complaint_id, "stage-1")
    assert (answer.outcome, answer.version) == (PointOutcome.UPHELD, 1)
    assert answer.shares == ((PartyAtFault.OURS, 40), (PartyAtFault.CONTRACTOR, 60))
    assert [(one.called, one.document_id, one.on, one.page) for one in answer.evidence] == [
        ("Job sheet", sheet.pk, mon_20_may, "2"),
        ("Call of the manager", None, mon_20_may, ""),
    ]
    assert [(one.asked, one.answer) for one in answer.questions] == [("Why did nobody ring?", "")]


def test_a_second_save_replaces_the_evidence_and_answers_the_question(asha: Officer) -> None:
    reference = making.working(asha)
    write(reference, asha, evidence=(Source("A photograph"),), asked=(("Who?", ""),))
    complaint = page_of(reference, asha).complaint_id
    asked = queries.answers(complaint, "stage-1")[0].questions[0]
    assert (
        write(reference, asha, seen=1, evidence=(Source("A video"),), answered=((asked.id, "Nobody"),)) == 2
    )
    (answer,) = queries.answers(complaint, "stage-1")
    assert [one.called for one in answer.evidence] == ["A video"]
    assert answer.questions[0].answer == "Nobody"


@pytest.mark.parametrize("seen", [0, 7])
def test_who_saw_another_version_is_told_what_is_kept_and_writes_nothing(
    asha: Officer, officers: made.Officers, seen: int
) -> None:
    reference = making.working(asha)
    write(reference, asha, reasons="The first reasons")
    with pytest.raises(AnswerChanged) as changed:
        write(reference, officers.bela, seen=seen, reasons="Other reasons", asked=(("Why?", ""),))
    assert changed.value.saved.reasons == "The first reasons"
    assert Answer.objects.get().reasons == "The first reasons"
    assert queries.answers(page_of(reference, asha).complaint_id, "stage-1")[0].questions == ()


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ({"outcome": PointOutcome.NO_FINDING_POSSIBLE}, "name the record that is missing"),
        ({"shares": ((PartyAtFault.OURS, 50), (PartyAtFault.OTHER_BODY, 40))}, "add up to 90 per cent"),
        ({"shares": ((PartyAtFault.OURS, 150), (PartyAtFault.OTHER_BODY, -50))}, "must make 100"),
        ({"evidence": (Source(page="3"),)}, "choose a document or say what it is"),
        ({"evidence": (Source(document=987654),)}, "not kept with this complaint"),
        ({"point": "9"}, "not to be answered"),
    ],
)
def test_what_cannot_be_is_said_in_a_sentence(asha: Officer, words: dict[str, object], says: str) -> None:
    reference = making.working(asha)
    with pytest.raises(CaseError, match=says):
        write(reference, asha, **words)  # type: ignore[arg-type]
    assert not Answer.objects.exists()


def test_no_finding_possible_names_the_missing_record_and_drops_it_with_another_finding(
    asha: Officer,
) -> None:
    reference = making.working(asha)
    write(reference, asha, outcome=PointOutcome.NO_FINDING_POSSIBLE, missing="The assessor’s note")
    assert Answer.objects.get().missing == "The assessor’s note"
    write(reference, asha, seen=1, missing="The assessor’s note")
    assert Answer.objects.get().missing == ""


def test_evidence_of_another_complaint_is_refused(asha: Officer) -> None:
    reference, other = making.working(asha), making.working(asha)
    foreign = making.document(other, asha)
    with pytest.raises(CaseError, match="not kept with this complaint"):
        write(reference, asha, evidence=(Source(document=foreign.pk),))


def test_an_answered_stage_keeps_its_answers_as_they_were_sent(asha: Officer) -> None:
    reference = making.answered(asha)
    with pytest.raises(CaseError, match="this stage is answered"):
        write(reference, asha)


def test_who_handled_stage_1_writes_at_stage_2_only_with_a_reason_given_once(
    asha: Officer, officers: made.Officers
) -> None:
    reference = making.escalated(asha, to=officers.bela)
    write(reference, officers.bela, stage="stage-2")
    with pytest.raises(Held) as held:
        write(reference, asha, stage="stage-2", seen=1)
    (breach,) = held.value.would_break
    assert (breach.provision, breach.detection) == ("6.13", "DR-17")
    written = Written(outcome=PointOutcome.UPHELD)
    save = {"by": asha, "now": at(mon_20_may)}
    commands.save_answer(
        reference, "stage-2", "1", written, seen_version=1, going_on="Nobody else is at work", **save
    )
    commands.save_answer(reference, "stage-2", "1", written, seen_version=2, **save)
    assert [(one.officer_id, one.words) for one in StandIn.objects.all()] == [
        (asha.pk, "Nobody else is at work")
    ]


def test_who_only_wrote_an_answer_at_stage_1_acted_there_too(asha: Officer, officers: made.Officers) -> None:
    reference = making.working(asha)
    write(reference, officers.carl, "2", outcome=PointOutcome.NOT_UPHELD)
    finished = making.escalated(asha)  # another complaint: that one is nothing to this
    write(finished, officers.carl, stage="stage-2")
    answering = act(
        verbs.respond, at=mon_20_may, findings=(PointFinding("1", PointOutcome.UPHELD),), author=str(asha.pk)
    )
    making.recorded(reference, answering, by=asha)
    making.recorded(reference, act(verbs.escalate, at=making.thu_23_may), by=asha, on=making.thu_23_may)
    with pytest.raises(Held):
        write(reference, officers.carl, stage="stage-2")


def test_points_settled_at_stage_1_are_not_answered_at_stage_2(
    asha: Officer, officers: made.Officers
) -> None:
    reference = making.escalated(asha, disputed=("1",), to=officers.bela)
    with pytest.raises(CaseError, match="settled"):
        write(reference, officers.bela, "2", stage="stage-2")
    found = queries.answer_page(page_of(reference, officers.bela), "stage-2")
    assert [one.point.key for one in found.points] == ["1"]
    assert [one.key for one in found.settled] == ["2"]
    assert found.points[0].earlier[0].finding.outcome is PointOutcome.UPHELD


def test_the_outcome_follows_from_the_findings_and_says_its_rule(asha: Officer) -> None:
    reference = making.working(asha)
    assert queries.answer_page(page_of(reference, asha), "stage-1").outcome is None
    write(reference, asha)
    write(reference, asha, "2", outcome=PointOutcome.NOT_UPHELD)
    found = queries.answer_page(page_of(reference, asha), "stage-1")
    assert (found.outcome, found.rule) == (
        CaseOutcome.PARTLY_UPHELD,
        "some points are upheld and some are not",
    )


def test_another_outcome_needs_a_reason_and_is_kept_to_be_counted(asha: Officer) -> None:
    reference = making.working(asha)
    write(reference, asha)
    change = {"by": asha, "now": at(mon_20_may)}
    with pytest.raises(CaseError, match="say why"):
        commands.override_outcome(reference, "stage-1", CaseOutcome.PARTLY_UPHELD, " ", **change)
    with pytest.raises(CaseError, match="already"):
        commands.override_outcome(reference, "stage-1", CaseOutcome.UPHELD, "Because", **change)
    commands.override_outcome(reference, "stage-1", CaseOutcome.PARTLY_UPHELD, "Most was in order", **change)
    found = queries.answer_page(page_of(reference, asha), "stage-1")
    assert (found.outcome, found.derived) == (CaseOutcome.PARTLY_UPHELD, CaseOutcome.UPHELD)
    commands.override_outcome(reference, "stage-1", None, "It was a slip", **change)
    assert queries.answer_page(page_of(reference, asha), "stage-1").outcome is CaseOutcome.UPHELD
    assert OutcomeOverride.objects.count() == 2


def test_there_is_nothing_to_override_before_a_finding(asha: Officer) -> None:
    reference = making.working(asha)
    with pytest.raises(CaseError, match="no point is answered yet"):
        commands.override_outcome(
            reference, "stage-1", CaseOutcome.UPHELD, "Because", by=asha, now=at(mon_20_may)
        )


def test_the_evidence_board_lists_what_nobody_looked_at(asha: Officer) -> None:
    reference = making.working(asha)
    add_note(reference, "She rang twice about the leak", happened_at=at(mon_20_may), with_complainant=False,
             by=asha, now=at(mon_20_may))  # fmt: skip
    sheet = making.document(reference, asha)
    page = page_of(reference, asha)
    board = queries.evidence_board(page, "stage-1")
    assert {one.kind for one in board.unreviewed} == {"note", "document"}
    note = Note.objects.get(about="note")
    seen = [("note", note.pk), ("document", sheet.pk), ("document", 987654), ("thing", note.pk)]
    assert commands.review(reference, "stage-1", seen, by=asha, now=at(mon_20_may)) == 2
    assert commands.review(reference, "stage-1", seen[:1], by=asha, now=at(mon_20_may)) == 1
    assert queries.evidence_board(page, "stage-1").unreviewed == ()
    assert queries.evidence_board(page, "stage-1").items[0].reviewed_by == "Asha Example"


def test_what_is_still_lacking_is_named(asha: Officer) -> None:
    reference = making.working(asha)
    write(reference, asha, reasons="Nobody came", asked=(("Why?", ""),))
    write(reference, asha, "2", outcome=PointOutcome.NOT_UPHELD, reasons="It was painted")
    first, second = queries.answer_page(page_of(reference, asha), "stage-1").points
    assert first.lacking == (
        "what went wrong",
        "what it meant for the resident",
        "whose fault it was",
        "a decision on putting it right",
        "an answer to one question",
    )
    assert second.lacking == ("the evidence that supports it",)


def test_the_answers_of_a_stage_cost_few_statements(asha: Officer, statements: Statements) -> None:
    reference = making.working(asha)
    for point in ("1", "2"):
        write(reference, asha, point, evidence=(Source("A photograph"),), asked=(("Why?", ""),))
    page = page_of(reference, asha)
    with statements(3):
        assert len(queries.answers(page.complaint_id, "stage-1")) == 2
    with statements(4):
        queries.answer_page(page, "stage-1")
    with statements(1):
        queries.evidence_board(page, "stage-1")
    with statements(12):
        write(reference, asha, seen=1, evidence=(Source("A photograph"),))
