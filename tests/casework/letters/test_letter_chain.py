"""The chain of a letter: what stands in it, from where, and at what cost."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date

import pytest

from casework.agreements.models import Worker
from casework.complaints.models import Complaint, Party
from casework.complaints.opening import Part
from casework.complaints.page import complaint_page
from casework.complaints.record import act, record
from casework.letters.around import gather
from casework.letters.chain import Builder
from casework.letters.draft import Draft, Promise, draft_of
from casework.letters.models import Letter
from casework.outcomes.models import LedgerLine, Question
from casework.people.models import Officer
from putright.cases import verbs
from putright.cases.arranged import RestrictionSet
from putright.letters.chain import Chain
from putright.vocabulary import LetterKind, Relationship, RemedyDecision
from tests.casework import made
from tests.casework.letters import written
from tests.casework.letters.written import mon_13_may
from tests.casework.made import at, fri_3_may, tue_7_may

pytestmark = pytest.mark.django_db(transaction=True)


def chain(letter: Letter, by: Officer, *, on: date = mon_13_may, draft: Draft | None = None) -> Chain:
    page = complaint_page(by, letter.complaint.reference, today=on)
    around = gather(page, by.organisation, stage=letter.stage)
    return Builder(page, around, draft or draft_of(letter), on, on, letter.author_id).chain()


def test_every_point_stands_with_its_answer_its_evidence_and_its_questions(asha: Officer) -> None:
    letter = written.response(asha)
    for point, asked in (("", "Who will pay?"), ("1", "Why did nobody come?")):
        Question.objects.create(
            complaint=letter.complaint,
            stage="stage-1",
            point=point,
            asked=asked,
            officer=asha,
            asked_at=at(fri_3_may),
        )
    first, second = chain(letter, asha).points
    assert (first.reasons, first.injustice) == (written.REASONS, written.INJUSTICE)
    assert [(one.document, one.on, one.page) for one in first.evidence] == [("Job sheet", fri_3_may, "1")]
    # What was asked about the complaint as a whole is answered with the first point.
    assert [one.asked for one in first.questions] == ["Who will pay?", "Why did nobody come?"]
    assert second.questions == ()
    assert [one.percent for one in first.shares] == [100]
    assert (first.remedy, second.remedy) == (RemedyDecision.OFFERED, RemedyDecision.NOT_DECIDED)


def test_a_remedy_stands_with_its_sum_its_payee_and_how_it_is_paid(asha: Officer) -> None:
    letter = written.response(asha)
    (line,) = chain(letter, asha).remedies
    assert (line.amount_pence, line.payee, line.method, line.approved) == (
        15_000, "Gwendolyn Ashdown", "bank transfer", False,
    )  # fmt: skip


def test_a_letter_that_answers_nothing_offers_nothing(asha: Officer) -> None:
    letter = written.response(asha)
    update = written.begun(LetterKind.UPDATE, letter.complaint.reference, asha, on=mon_13_may)
    assert chain(update, asha).remedies == ()


def test_an_apology_stands_with_the_headings_of_the_ledger(asha: Officer) -> None:
    letter = written.response(asha, pence=None)
    LedgerLine.objects.update(headings=["The six weeks", "The calls"])
    (line,) = chain(letter, asha).remedies
    assert line.headings == ("The six weeks", "The calls")
    assert line.approved  # nothing is paid, so nobody's limit is asked


def test_a_promise_that_is_only_in_the_making_stands_with_those_on_record(asha: Officer) -> None:
    letter = written.acknowledgement(asha)
    record(
        letter.complaint.reference, act(verbs.promise, promise="9", what="visit", due=mon_13_may, at=fri_3_may),
        by=asha, now=at(fri_3_may),
    )  # fmt: skip
    written.written(
        letter, asha, details={"promises": (Promise("We will call you.", tue_7_may, str(asha.pk)),)}
    )
    assert [(one.due_on, one.owner) for one in chain(letter, asha, on=fri_3_may).commitments] == [
        (mon_13_may, "Asha Example"),
        (tue_7_may, "Asha Example"),
    ]


def test_who_is_complained_of_and_who_may_be_copied_follow_from_the_parties(asha: Officer) -> None:
    resident = made.person(asha.organisation, email="gwen@ashdown.example")
    friend = made.person(asha.organisation, name="Tom Birch")
    subject = made.person(asha.organisation, name="Ned Marsh")
    parts = (
        Part(resident.pk, Relationship.COMPLAINANT),
        Part(friend.pk, Relationship.REPRESENTATIVE, "Letter of 1 March", date(2024, 5, 31)),
        Part(subject.pk, Relationship.OFFICER_COMPLAINED_OF),
    )
    letter = written.acknowledgement(asha, who=resident, parts=parts)
    before, after = chain(letter, asha, on=fri_3_may), chain(letter, asha, on=date(2024, 6, 3))  # a Monday
    assert before.may_be_copied == ("Gwendolyn Ashdown", "Tom Birch")
    assert after.may_be_copied == ("Gwendolyn Ashdown",)
    assert before.subjects == ("Ned Marsh",)
    assert after.third_parties == ("Tom Birch",)
    assert Party.objects.filter(complaint=letter.complaint).count() == 3


def test_a_worker_who_must_not_come_is_a_person_complained_of(asha: Officer) -> None:
    letter = written.acknowledgement(asha)
    worker = Worker.objects.create(organisation=asha.organisation, name="Ned Marsh")
    rule = RestrictionSet("77", str(worker.pk))
    record(
        letter.complaint.reference, act(verbs.arrange, body=rule, at=fri_3_may), by=asha, now=at(fri_3_may)
    )
    found = chain(letter, asha, on=fri_3_may)
    assert found.subjects == ("Ned Marsh",)
    assert found.restrictions == ("A no-contact rule",)


def test_a_later_stage_says_what_was_found_before(asha: Officer, officers: made.Officers) -> None:
    reference = made.answered(
        asha, who=made.person(asha.organisation, email="gwen@ashdown.example")
    ).reference
    wed_22_may = date(2024, 5, 22)
    record(reference, act(verbs.escalate, at=wed_22_may, disputed=("1",)), by=asha, now=at(wed_22_may))
    letter = written.begun(LetterKind.FINAL_RESPONSE, reference, officers.bela, on=wed_22_may)
    found = chain(letter, officers.bela, on=wed_22_may)
    (point,) = found.points
    assert point.key == "1"
    assert point.earlier is not None
    assert point.earlier.value == "upheld"
    assert (found.dates["escalated_on"], found.dates["responded_on"]) == (wed_22_may, date(2024, 5, 20))
    assert found.next_stage_title == ""


def test_the_chain_costs_few_statements(
    asha: Officer, statements: Callable[[int], AbstractContextManager[None]]
) -> None:
    letter = written.response(asha)
    page = complaint_page(asha, letter.complaint.reference, today=mon_13_may)
    draft = draft_of(letter)
    with statements(14):
        around = gather(page, asha.organisation, stage=letter.stage)
        Builder(page, around, draft, mon_13_may, mon_13_may, asha.pk).chain()
    assert Complaint.objects.count() == 1
