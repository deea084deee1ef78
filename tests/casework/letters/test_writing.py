"""Writing: nothing is typed twice, nobody's words are lost, and a check is gone past only by name."""

from dataclasses import replace

import pytest

from casework.complaints.commands import Held
from casework.complaints.models import Complaint
from casework.complaints.page import complaint_page
from casework.complaints.record import act, record
from casework.letters.draft import AnswerDraft, draft_of
from casework.letters.errors import LetterChanged, NotReady
from casework.letters.gate import inspect
from casework.letters.making import make, take
from casework.letters.models import CheckOverride, Letter
from casework.letters.offering import offered
from casework.letters.words import LetterState
from casework.letters.writing import drop, go_past, save, start
from casework.outcomes.models import Answer, LedgerLine
from casework.people.models import Officer
from putright.cases import CaseError, verbs
from putright.cases.arranged import LetterSent
from putright.cases.events import PointFinding
from putright.vocabulary import LetterKind, PointOutcome, RemedyDecision
from tests.casework import made
from tests.casework.letters import written
from tests.casework.letters.written import mon_13_may, tue_14_may
from tests.casework.made import at, fri_3_may

pytestmark = pytest.mark.django_db(transaction=True)


def lines(letter: Letter, by: Officer) -> dict[str, str]:
    hand = take(by, letter.complaint.reference, letter.pk, today=mon_13_may)
    gate = inspect(hand, make(hand, today=mon_13_may), today=mon_13_may)
    return {one.result.id: one.key for one in gate.held}


def test_a_letter_begun_twice_is_the_same_letter(asha: Officer, officers: made.Officers) -> None:
    letter = written.acknowledgement(asha)
    page = complaint_page(officers.bela, letter.complaint.reference, today=fri_3_may)
    assert start(page, LetterKind.ACKNOWLEDGEMENT, by=officers.bela, now=at(fri_3_may)) == letter.pk


def test_what_the_complaint_does_not_ask_for_is_not_offered(asha: Officer) -> None:
    letter = written.acknowledgement(asha)
    page = complaint_page(asha, letter.complaint.reference, today=fri_3_may)
    kinds = [one.kind for one in offered(page)]
    assert kinds[0] is LetterKind.ACKNOWLEDGEMENT
    assert LetterKind.FINAL_RESPONSE not in kinds
    assert LetterKind.FORWARDING not in kinds
    with pytest.raises(CaseError):
        start(page, LetterKind.FINAL_RESPONSE, by=asha, now=at(fri_3_may))


def test_writing_a_point_in_the_letter_writes_its_answer(asha: Officer) -> None:
    letter = written.begun(LetterKind.RESPONSE, written.acknowledged(asha), asha, on=mon_13_may)
    answer = AnswerDraft(
        "1", outcome="upheld", happened="Nobody came.\r\nNobody called.", reasons="It took six weeks."
    )
    written.written(letter, asha, on=mon_13_may, answers={"1": answer})
    row = Answer.objects.get(complaint=letter.complaint, stage="stage-1", point="1")
    assert (row.outcome, row.happened, row.version) == ("upheld", "Nobody came.\nNobody called.", 1)
    hand = take(asha, letter.complaint.reference, letter.pk, today=mon_13_may)
    text = make(hand, today=mon_13_may).composed.text
    assert "It took six weeks." in text
    assert letter.words == {}


def test_an_answer_somebody_else_saved_meanwhile_is_not_overwritten(
    asha: Officer, officers: made.Officers
) -> None:
    letter = written.begun(LetterKind.RESPONSE, written.acknowledged(asha), asha, on=mon_13_may)
    first = AnswerDraft("1", outcome="upheld", reasons="Written first.")
    written.written(letter, asha, on=mon_13_may, answers={"1": first})
    mine = replace(
        draft_of(letter), answers={"1": AnswerDraft("1", outcome="not_upheld", reasons="Written second.")}
    )
    with pytest.raises(LetterChanged):
        save(letter.complaint.reference, letter.pk, mine, seen_version=letter.version, seen_answers={"1": 0},
             by=officers.bela, now=at(mon_13_may))  # fmt: skip
    assert Answer.objects.get(complaint=letter.complaint, point="1").reasons == "Written first."


def test_of_two_writers_the_second_is_told_and_nothing_is_overwritten(
    asha: Officer, officers: made.Officers
) -> None:
    letter = written.acknowledgement(asha)
    seen = letter.version
    written.written(letter, asha, words={"clarify": "Which bathroom is it?"})
    mine = replace(draft_of(letter), words={"clarify": "Is it upstairs?"})
    with pytest.raises(LetterChanged):
        save(letter.complaint.reference, letter.pk, mine, seen_version=seen, seen_answers={}, by=officers.bela,
             now=at(fri_3_may))  # fmt: skip
    letter.refresh_from_db()
    assert letter.words == {"clarify": "Which bathroom is it?"}


def test_who_answered_stage_1_writes_at_stage_2_only_with_a_reason(asha: Officer) -> None:
    reference = made.answered(
        asha, who=made.person(asha.organisation, email="gwen@ashdown.example")
    ).reference
    record(
        reference,
        act(verbs.escalate, at=tue_14_may.replace(day=22)),
        by=asha,
        now=at(tue_14_may.replace(day=22)),
    )
    day = tue_14_may.replace(day=23)
    letter = written.begun(LetterKind.FINAL_RESPONSE, reference, asha, on=day)
    with pytest.raises(Held):
        written.written(letter, asha, on=day, answers={"1": AnswerDraft("1", outcome="upheld")})
    assert not Answer.objects.filter(complaint=letter.complaint).exists()


def test_a_block_changed_by_hand_is_marked_and_a_locked_one_never_is(asha: Officer) -> None:
    letter = written.acknowledgement(asha)
    written.written(
        letter, asha, edited={"opening": "Thank you, Ms Ashdown.", "ombudsman": "Do not go there."}
    )
    hand = take(asha, letter.complaint.reference, letter.pk, today=fri_3_may)
    composed = make(hand, today=fri_3_may).composed
    opening, ombudsman = composed.block("opening"), composed.block("ombudsman")
    assert opening is not None
    assert ombudsman is not None
    assert opening.text == "Thank you, Ms Ashdown."
    assert "Do not go there." not in ombudsman.text
    assert "Housing Ombudsman" in ombudsman.text


def test_a_check_is_gone_past_with_a_reason_for_this_text_and_no_other(asha: Officer) -> None:
    letter = written.acknowledgement(asha)
    reference = letter.complaint.reference
    written.written(letter, asha, edited={"opening": "Thank you. We received your complaint."})
    key = lines(letter, asha)["parts-given"]
    with pytest.raises(CaseError, match="reason"):
        go_past(reference, letter.pk, key, " ", by=asha, now=at(fri_3_may))
    go_past(
        reference, letter.pk, key, "The day stands in the letter of yesterday.", by=asha, now=at(fri_3_may)
    )
    assert "parts-given" not in lines(letter, asha)
    written.written(letter, asha, edited={"opening": "Thank you for your complaint."})
    assert "parts-given" in lines(letter, asha)


def test_what_was_gone_past_is_named_on_the_record(asha: Officer) -> None:
    letter = written.acknowledgement(asha)
    written.written(letter, asha, edited={"opening": "Thank you. We received your complaint."})
    go_past(letter.complaint.reference, letter.pk, lines(letter, asha)["parts-given"], "Told by telephone.", by=asha,
            now=at(fri_3_may))  # fmt: skip
    recorded = written.sent(letter, asha, going_on="Told by telephone.")
    (sent,) = (one.body for one in recorded.events if isinstance(one.body, LetterSent))
    assert sent.overrides == ("parts-given",)
    row = CheckOverride.objects.get(letter=letter)
    assert (row.officer, row.words) == (asha, "Told by telephone.")


def test_some_checks_nobody_may_go_past(asha: Officer) -> None:
    letter = written.acknowledgement(asha)
    written.written(letter, asha, words={"clarify": "Please pay it to account 12345678, sort code 12-34-56."})
    key = lines(letter, asha)["no-account-numbers"]
    with pytest.raises(CaseError, match="nobody may go past"):
        go_past(letter.complaint.reference, letter.pk, key, "I want to.", by=asha, now=at(fri_3_may))
    assert not CheckOverride.objects.exists()
    with pytest.raises(NotReady):
        written.sent(letter, asha)


def test_a_dropped_letter_leaves_its_answers_and_can_be_begun_again(asha: Officer) -> None:
    letter = written.begun(LetterKind.RESPONSE, written.acknowledged(asha), asha, on=mon_13_may)
    written.written(
        letter, asha, on=mon_13_may, answers={"1": AnswerDraft("1", outcome="upheld", reasons="So.")}
    )
    drop(letter.complaint.reference, letter.pk, by=asha, now=at(mon_13_may))
    letter.refresh_from_db()
    assert letter.state == LetterState.DROPPED
    again = written.begun(LetterKind.RESPONSE, letter.complaint.reference, asha, on=mon_13_may)
    assert again.pk != letter.pk
    assert Answer.objects.filter(complaint=letter.complaint, point="1").exists()


def test_nobody_of_another_complaint_is_written_to(asha: Officer) -> None:
    letter, other = written.acknowledgement(asha), made.told(asha).reference
    stranger = Complaint.objects.get(reference=other).parties.get().pk
    with pytest.raises(CaseError, match="somebody of this complaint"):
        written.written(letter, asha, recipient=stranger)


def test_a_letter_of_apology_is_held_until_it_covers_every_heading_of_the_ledger(asha: Officer) -> None:
    reference = written.acknowledged(asha)
    written.answered_points(reference, asha)
    written.remedy(reference, asha, pence=None)
    LedgerLine.objects.update(headings=["The six weeks without a visit", "The eleven calls"])
    finding = PointFinding("1", PointOutcome.UPHELD, reasons_given=True, remedy=RemedyDecision.OFFERED)
    answering = act(verbs.respond, at=mon_13_may, findings=(finding,), complete=True, author=str(asha.pk))
    record(reference, answering, by=asha, now=at(mon_13_may))
    letter = written.begun(LetterKind.APOLOGY, reference, asha, on=mon_13_may)
    said = {"went-wrong": "We are sorry for the six weeks without a visit, which were our failure."}
    letter = written.written(letter, asha, on=mon_13_may, words=said)
    held = lines(letter, asha)
    assert "apology-covers-every-heading" in held
    letter = written.written(letter, asha, on=mon_13_may, details={"headings": ("The eleven calls",)})
    assert "apology-covers-every-heading" not in lines(letter, asha)
