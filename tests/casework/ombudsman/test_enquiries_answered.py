"""What an Ombudsman asks: more time, questions, the answer that is held until it is whole."""

import pytest

from casework.complaints.commands import ChangedSince, Held
from casework.complaints.models import Complaint, Document, Note, OpenEnd, Referral
from casework.complaints.page import complaint_page
from casework.ombudsman import commands, queries
from casework.ombudsman.commands import Answering, Track
from casework.ombudsman.models import Question
from casework.ombudsman.questions import split_questions
from putright.cases import CaseError
from putright.vocabulary import CommentKind, DraftParty, EnquiryKind, EnquiryStep, QuestionStep
from tests.casework import made
from tests.casework.made import Officers, at
from tests.casework.ombudsman.referring import (
    asked,
    common,
    fri_12_july,
    link_officer,
    mon_1_july,
    mon_3_june,
    mon_17_june,
    opened,
    tue_4_june,
    version,
)

pytestmark = pytest.mark.django_db(transaction=True)


def case(officers: Officers, **more) -> tuple[str, str]:
    one = made.answered(officers.asha).reference
    return one, opened(one, officers.asha, **more)


def page(by, one: str, key: str, today=tue_4_june):
    return queries.case_page(by, key, complaint_page(by, one, today=today), today=today)


def document(one: str, by, called: str = "repair-log.txt") -> str:
    return str(
        Document.objects.create(
            complaint=Complaint.objects.get(reference=one), called=called, media_type="text/plain", size=3,
            sha256="0" * 64, stored_as=called, added_at=at(tue_4_june), officer=by,
        ).pk
    )  # fmt: skip


def end() -> OpenEnd:
    return OpenEnd.objects.get(kind="enquiry")


def test_more_time_asked_for_moves_no_date_until_it_is_given(officers: Officers) -> None:
    one, key = case(officers)
    asked(one, key, officers.asha)
    common_ = common(one, officers.asha)
    commands.move_enquiry(
        key, end().key, "By telephone", to=EnquiryStep.LONGER_ASKED, due=mon_1_july, **common_
    )
    assert end().due_on == mon_17_june
    row = page(officers.asha, one, key).enquiries[0]
    assert (row.asked_for, row.due.due, row.due.words) == (mon_1_july, mon_17_june, "9 working days left")
    commands.move_enquiry(
        key, end().key, "By letter", to=EnquiryStep.EXTENDED, due=mon_1_july, **common(one, officers.asha)
    )
    assert end().due_on == mon_1_july
    assert Referral.objects.get().next_due_on == mon_1_july


def test_more_time_without_a_date_is_asked_about(officers: Officers) -> None:
    one, key = case(officers)
    asked(one, key, officers.asha)
    with pytest.raises(CaseError, match="enter the date"):
        commands.move_enquiry(key, end().key, to=EnquiryStep.LONGER_ASKED, **common(one, officers.asha))


def test_who_sees_to_it_changes_and_nothing_of_its_date(officers: Officers) -> None:
    one, key = case(officers)
    asked(one, key, officers.asha)
    commands.move_enquiry(
        key, end().key, to=EnquiryStep.EXTENDED, due=mon_1_july, **common(one, officers.asha)
    )
    commands.give_enquiry(key, end().key, officers.bela, **common(one, officers.asha))
    assert (end().owner, end().due_on, end().step) == (str(officers.bela.pk), mon_1_july, "extended")
    assert (
        page(officers.asha, one, key).enquiries[0].history[-1].what
        == "What the Ombudsman asks given to Bela Example"
    )


def test_an_answer_is_held_while_a_question_is_unanswered_and_goes_on_with_a_reason(
    officers: Officers,
) -> None:
    one, key = case(officers)
    asked(one, key, officers.asha)
    commands.add_questions(key, end().key, "1. When?\n2. By whom?", by=officers.asha, now=at(tue_4_june))
    with pytest.raises(Held) as held:
        commands.move_enquiry(key, end().key, "Sent", to=EnquiryStep.ANSWERED, **common(one, officers.asha))
    assert held.value.would_break[0].says.startswith("Questions 1, 2 have no agreed answer")
    assert end().is_open
    assert not Note.objects.filter(words="Sent")
    commands.move_enquiry(
        key,
        end().key,
        "Sent",
        to=EnquiryStep.ANSWERED,
        going_on="The rest follows",
        **common(one, officers.asha),
    )
    assert not end().is_open
    assert Note.objects.get(about="override").words == "The rest follows"


def test_once_every_question_is_answered_nothing_holds_the_answer(officers: Officers) -> None:
    one, key = case(officers)
    asked(one, key, officers.asha)
    commands.add_questions(
        key,
        end().key,
        "When?\n\nBy whom?",
        owner=officers.bela,
        due_on=mon_3_june,
        by=officers.asha,
        now=at(tue_4_june),
    )
    first, second = Question.objects.order_by("number")
    log = document(one, officers.asha)
    told = {"by": officers.asha, "now": at(tue_4_june), "seen_version": 1}
    commands.answer_question(
        key, first.pk, Answering("On 3 May", "Page 3", (log,), QuestionStep.ANSWERED), **told
    )
    commands.answer_question(
        key, second.pk, Answering("The job sheet is lost", step=QuestionStep.NOT_HELD), **told
    )
    shown = page(officers.asha, one, key).enquiries[0]
    assert [each.documents[0].called for each in shown.questions if each.documents] == ["repair-log.txt"]
    assert (shown.waiting, shown.questions[0].owner) == (0, "Bela Example")
    done = commands.move_enquiry(
        key, end().key, "Sent", to=EnquiryStep.ANSWERED, **common(one, officers.asha)
    )
    assert done.case.enquiries[0].answered_on == tue_4_june


def test_two_who_answer_the_same_question_do_not_overwrite_one_another(officers: Officers) -> None:
    one, key = case(officers)
    asked(one, key, officers.asha)
    commands.add_questions(key, end().key, "When?", by=officers.asha, now=at(tue_4_june))
    number = Question.objects.get().pk
    commands.answer_question(
        key, number, Answering("On 3 May"), by=officers.bela, now=at(tue_4_june), seen_version=1
    )
    with pytest.raises(CaseError, match="somebody else changed this question"):
        commands.answer_question(
            key, number, Answering("On 4 May"), by=officers.asha, now=at(tue_4_june), seen_version=1
        )
    assert Question.objects.get().answer == "On 3 May"


def test_a_service_officer_drafts_and_does_not_agree_an_answer(officers: Officers) -> None:
    one, key = case(officers)
    asked(one, key, officers.asha)
    commands.add_questions(key, end().key, "When?", by=officers.asha, now=at(tue_4_june))
    told = {"by": officers.carl, "now": at(tue_4_june), "seen_version": 1}
    with pytest.raises(CaseError, match="keep it as a draft"):
        commands.answer_question(
            key, Question.objects.get().pk, Answering("A", step=QuestionStep.ANSWERED), **told
        )
    commands.answer_question(key, Question.objects.get().pk, Answering("A"), **told)
    with pytest.raises(CaseError, match="write what is missing, and why"):
        commands.answer_question(
            key, Question.objects.get().pk, Answering(" ", step=QuestionStep.NOT_HELD),
            by=officers.asha, now=at(tue_4_june), seen_version=2,
        )  # fmt: skip


def test_a_question_is_not_given_to_who_may_not_see_the_complaint(officers: Officers) -> None:
    hidden = made.told(officers.bela, named=()).reference
    key = opened(hidden, officers.bela)
    asked(hidden, key, officers.bela)
    with pytest.raises(CaseError, match="not named on this restricted complaint"):
        commands.add_questions(
            key, end().key, "When?", owner=officers.asha, by=officers.bela, now=at(tue_4_june)
        )
    assert not Question.objects.exists()


def test_numbers_before_questions_are_taken_off() -> None:
    assert split_questions("1. When?\n2) By whom?\n3: Why") == ("When?", "By whom?", "Why")
    assert split_questions("When\nexactly?\n\nBy whom?") == ("When\nexactly?", "By whom?")
    assert split_questions(" \n\n ") == ()
    # A year that begins a line is no number of a question.
    assert split_questions("2023 was when?") == ("2023 was when?",)


def test_documents_of_another_complaint_show_nothing_here(officers: Officers) -> None:
    one, key = case(officers)
    asked(one, key, officers.asha)
    commands.add_questions(key, end().key, "When?", by=officers.asha, now=at(tue_4_june))
    other = document(made.told(officers.asha).reference, officers.asha)
    with pytest.raises(CaseError, match="no such document"):
        commands.answer_question(
            key, Question.objects.get().pk, Answering("A", documents=(other,)), by=officers.asha, now=at(tue_4_june),
            seen_version=1,
        )  # fmt: skip


def draft(officers: Officers, one: str, key: str, **more) -> None:
    tracks = (
        Track(DraftParty.US, mon_1_july),
        Track(DraftParty.COMPLAINANT, mon_17_june),
        Track(DraftParty.CONTRACTOR, fri_12_july, "Harrow Drains"),
    )
    told = {"criticises": "Harrow Drains", **more}
    commands.receive_draft(key, "It finds delay", tracks, **told, **common(one, officers.asha))


def test_each_party_comments_on_a_draft_by_a_date_of_its_own(officers: Officers) -> None:
    one, key = case(officers)
    draft(officers, one, key)
    shown = page(officers.asha, one, key)
    assert shown.step.key == "draft"
    assert [(row.who, row.due.due) for row in shown.drafts[0].tracks] == [
        ("Us", mon_1_july), ("The complainant", mon_17_june), ("The contractor: Harrow Drains", fri_12_july),
    ]  # fmt: skip
    assert shown.enquiries == ()
    assert shown.drafts[0].to_show


def test_what_a_complainant_says_to_a_draft_is_no_date_of_ours(officers: Officers) -> None:
    one, key = case(officers)
    draft(officers, one, key)
    # The complainant comments first, by themselves; the contractor through us, and last.
    assert Referral.objects.get().next_due_on == mon_1_july
    assert sorted(OpenEnd.objects.filter(kind="enquiry").values_list("due_on", flat=True)) == [
        mon_1_july,
        fri_12_july,
    ]
    late = complaint_page(officers.asha, one, today=fri_12_july).breaches
    assert [each.since for each in late if each.duty == "ombudsman-answered-in-time"] == [
        mon_1_july.replace(day=2)
    ]


def test_an_answer_to_a_draft_is_held_until_it_was_shown_to_those_it_criticises(officers: Officers) -> None:
    one, key = case(officers)
    draft(officers, one, key)
    ours = page(officers.asha, one, key).drafts[0].ours.key
    with pytest.raises(Held) as held:
        commands.move_enquiry(key, ours, "Sent", to=EnquiryStep.ANSWERED, **common(one, officers.asha))
    assert [each.duty for each in held.value.would_break] == ["draft-shown"]
    proof = document(one, officers.asha, "message.eml")
    commands.show_draft(key, ours, "By e-mail", document=proof, **common(one, officers.asha))
    after = page(officers.asha, one, key).drafts[0]
    assert not after.to_show
    assert after.ours.history[-1].document.called == "message.eml"
    commands.move_enquiry(key, ours, "Sent", to=EnquiryStep.ANSWERED, **common(one, officers.asha))


def test_a_draft_that_criticises_nobody_else_needs_no_showing(officers: Officers) -> None:
    one, key = case(officers)
    draft(officers, one, key, criticises="")
    ours = page(officers.asha, one, key).drafts[0].ours.key
    commands.move_enquiry(key, ours, "Sent", to=EnquiryStep.ANSWERED, **common(one, officers.asha))


def test_our_own_comments_are_always_among_those_waited_for(officers: Officers) -> None:
    one, key = case(officers)
    with pytest.raises(CaseError, match="our own comments are always"):
        commands.receive_draft(
            key, "It", (Track(DraftParty.COMPLAINANT, None),), **common(one, officers.asha)
        )


def test_comments_stand_in_the_order_of_the_paragraphs_and_one_left_out_stays(officers: Officers) -> None:
    one, key = case(officers)
    draft(officers, one, key)
    told = {"by": officers.asha, "now": at(tue_4_june)}
    number = page(officers.asha, one, key).drafts[0].id
    commands.comment(key, number, "It was May", paragraph="10", about=CommentKind.FACT, **told)
    second = commands.comment(key, number, "See the log", paragraph="9", about=CommentKind.EVIDENCE, **told)
    commands.leave_out(key, second, left_out=True, by=officers.asha)
    shown = page(officers.asha, one, key).drafts[0].comments
    assert [(each.paragraph, each.left_out) for each in shown] == [("9", True), ("10", False)]
    other = opened(None, officers.asha, their_reference="another")
    with pytest.raises(CaseError, match="no such comment"):
        commands.leave_out(other, second, left_out=False, by=officers.asha)


def test_the_parts_of_a_report_are_enquiries_with_the_dates_somebody_entered(officers: Officers) -> None:
    one, key = case(officers)
    commands.receive_report(
        key,
        [("Copies for inspection", mon_17_june), ("Considered by members", None)],
        **common(one, officers.asha),
    )
    shown = page(officers.asha, one, key)
    assert shown.step.key == "public_report"
    assert {row.words: row.due.due for row in shown.enquiries} == {
        "Copies for inspection": mon_17_june, "Considered by members": None,
    }  # fmt: skip
    assert len(shown.undated) == 1


def test_who_saw_an_earlier_state_records_nothing(officers: Officers) -> None:
    one, key = case(officers)
    seen = version(one)
    asked(one, key, officers.bela)
    with pytest.raises(ChangedSince):
        commands.receive_enquiry(
            key, "Once more", what=EnquiryKind.OTHER, answer_by=None, at=tue_4_june, by=officers.asha,
            now=at(tue_4_june, 18), seen_version=seen,
        )  # fmt: skip
    assert OpenEnd.objects.filter(kind="enquiry").count() == 1


def test_what_is_asked_goes_to_the_link_officer_unless_somebody_else_is_named(officers: Officers) -> None:
    lena = link_officer(officers.asha)
    one, key = case(officers, owner=lena)
    asked(one, key, officers.asha)
    assert end().owner == str(lena.pk)
