"""Signing: by somebody else, within limits, of exactly this text; and what makes a signature void."""

import threading
from datetime import date

import pytest
from django.db import connection

from casework.complaints.models import Complaint, Party
from casework.complaints.page import complaint_page
from casework.complaints.record import act, record
from casework.complaints.storing import read_events
from casework.letters.approvals import approvals
from casework.letters.draft import draft_of
from casework.letters.errors import CannotSign, NotReady, TextChanged
from casework.letters.gate import inspect
from casework.letters.independence import needs_a_second
from casework.letters.making import make, standing, take
from casework.letters.models import Letter, LetterVersion, Return, SignOff
from casework.letters.queries import tray
from casework.letters.signing import ask_for_signature, send_back, sign
from casework.letters.words import LetterState, ReturnReason
from casework.letters.writing import save
from casework.outcomes.course import approve
from casework.outcomes.models import Answer, Impact
from casework.outcomes.sums import payee_confirmed
from casework.people.models import Officer
from putright.cases import Case, CaseError, replay, verbs
from putright.cases.remedial import RemedyMoved
from putright.vocabulary import LetterKind, Relationship, RemedyStep
from tests.casework import made
from tests.casework.agreements.arranging import kept_away
from tests.casework.letters import written
from tests.casework.letters.written import mon_13_may, tue_14_may
from tests.casework.made import at, fri_3_may

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def bela(officers: made.Officers) -> Officer:
    """The manager, of grade 2, who may approve £500."""
    officers.bela.grade = 2
    officers.bela.save()
    return officers.bela


@pytest.fixture
def letter(asha: Officer, bela: Officer) -> Letter:
    """A response by the complaints officer that offers £150."""
    return written.response(asha)


def refused(letter: Letter, by: Officer) -> tuple[str, ...]:
    with pytest.raises(CannotSign) as why:
        written.signed(letter, by)
    assert not SignOff.objects.filter(letter=letter).exists()
    return why.value.reasons


def test_the_author_does_not_sign(letter: Letter, asha: Officer) -> None:
    assert "You wrote in it: somebody else signs it." in refused(letter, asha)


def test_who_wrote_an_answer_in_it_does_not_sign(letter: Letter, bela: Officer) -> None:
    Answer.objects.filter(complaint=letter.complaint, point="2").update(officer=bela)
    assert refused(letter, bela) == ("You wrote in it: somebody else signs it.",)


def test_who_changed_the_text_does_not_sign_but_who_chose_the_way_does(letter: Letter, bela: Officer) -> None:
    written.written(letter, bela, on=mon_13_may, ways=("email", "print"))
    assert bela.pk not in letter.writers
    written.written(
        letter, bela, on=mon_13_may, words={**letter.words, "opening": "Thank you for your patience."}
    )
    assert refused(letter, bela) == ("You wrote in it: somebody else signs it.",)


def test_a_person_complained_of_does_not_sign(letter: Letter, bela: Officer) -> None:
    subject = made.person(bela.organisation, name=bela.name)
    Party.objects.create(complaint=letter.complaint, person=subject, role=Relationship.OFFICER_COMPLAINED_OF)
    assert "The complaint is about you: somebody else signs it." in refused(letter, bela)


def test_who_acted_at_stage_1_does_not_sign_at_stage_2(asha: Officer, bela: Officer) -> None:
    reference = made.answered(
        asha, who=made.person(asha.organisation, email="gwen@ashdown.example")
    ).reference
    record(reference, act(verbs.allocate, officer=str(bela.pk), role="approver", stage="stage-1", at=date(2024, 5, 20)),
           by=asha, now=at(date(2024, 5, 21)))  # fmt: skip
    record(reference, act(verbs.escalate, at=date(2024, 5, 22)), by=asha, now=at(date(2024, 5, 22)))
    final = written.begun(LetterKind.FINAL_RESPONSE, reference, asha, on=date(2024, 5, 23))
    assert refused(final, bela) == ("You acted at stage 1: somebody who had no part in it signs.",)


def test_a_sum_beyond_the_limit_is_signed_by_somebody_with_a_higher_one(
    letter: Letter, bela: Officer
) -> None:
    bela.organisation.limits.update(up_to_pence=14_999)
    assert refused(letter, bela) == (
        "It offers £150, more than you may approve: somebody with a higher limit signs.",
    )


def test_two_payments_are_added_up_so_that_no_limit_is_got_round(
    letter: Letter, asha: Officer, bela: Officer
) -> None:
    written.remedy(letter.complaint.reference, asha, pence=40_000)
    assert refused(letter, bela)[0].startswith("It offers £550")


def test_a_grade_without_a_limit_on_record_approves_nothing(letter: Letter, bela: Officer) -> None:
    bela.grade = 3
    bela.save()
    assert refused(letter, bela)[0].startswith("It offers £150")


def test_a_resident_hit_hard_is_written_to_by_somebody_senior(
    letter: Letter, asha: Officer, bela: Officer
) -> None:
    Impact.objects.create(
        complaint=letter.complaint, stage="stage-1", severity=4, officer=asha, saved_at=at(fri_3_may)
    )
    assert "a head of service or somebody above signs" in refused(letter, bela)[0]


def case_of(letter: Letter) -> Case:
    return replay(read_events(Complaint.objects.get(pk=letter.complaint_id))[0])


def test_signing_approves_a_payment_whose_account_was_confirmed(letter: Letter, bela: Officer) -> None:
    (remedy,) = case_of(letter).remedies
    written.signed(letter, bela, confirmed=[remedy.key])
    assert letter.state == LetterState.SIGNED
    (remedy,) = case_of(letter).remedies
    assert (remedy.approved_by, payee_confirmed(remedy)) == (str(bela.pk), True)
    page = complaint_page(bela, letter.complaint.reference, today=tue_14_may)
    assert not [one for one in page.breaches if one.duty == "paid-to-the-person"]


def test_a_payment_to_an_account_nobody_confirmed_is_offered_and_approved_later(
    letter: Letter, asha: Officer, bela: Officer
) -> None:
    written.signed(letter, bela)
    written.sent(letter, asha, on=tue_14_may)
    (remedy,) = case_of(letter).remedies
    assert (remedy.offered, remedy.approved_by) == (True, None)
    page = complaint_page(bela, letter.complaint.reference, today=tue_14_may)
    assert not [one for one in page.breaches if one.duty == "paid-to-the-person"]
    approve(
        letter.complaint.reference, remedy.key, payee_confirmed=True, at=tue_14_may, by=bela, now=at(tue_14_may, 18),
        seen_version=Complaint.objects.get(pk=letter.complaint_id).version,
    )  # fmt: skip
    (remedy,) = case_of(letter).remedies
    assert remedy.approved_by == str(bela.pk)
    page = complaint_page(bela, letter.complaint.reference, today=tue_14_may)
    assert not [one for one in page.breaches if one.duty == "paid-to-the-person"]


def test_an_account_confirmed_before_is_not_asked_for_again(
    letter: Letter, asha: Officer, bela: Officer
) -> None:
    key = written.remedy(letter.complaint.reference, asha, pence=5_000)
    other = case_of(letter).remedies[0].key
    hand = take(bela, letter.complaint.reference, letter.pk, today=mon_13_may)
    asked = {one.key: one.asks for one in approvals(make(hand, today=mon_13_may))}
    assert asked == {key: True, other: True}
    record(
        letter.complaint.reference,
        act(verbs.move_remedy, body=RemedyMoved(key, RemedyStep.APPROVED, payee_confirmed=True), at=mon_13_may),
        by=bela, now=at(mon_13_may),
    )  # fmt: skip
    hand = take(bela, letter.complaint.reference, letter.pk, today=mon_13_may)
    assert [one.key for one in approvals(make(hand, today=mon_13_may))] == [other]


def test_the_tray_does_not_say_that_a_payment_the_signature_approves_is_to_be_put_right(
    letter: Letter, asha: Officer, bela: Officer
) -> None:
    ask_for_signature(letter.complaint.reference, letter.pk, of=bela, by=asha, now=at(mon_13_may))
    (row,) = tray(bela, today=fri_3_may)
    assert row.held == ()
    assert row.approves == ("£150 to Gwendolyn Ashdown",)


def test_an_offer_that_the_letter_replaces_is_not_promised_again(
    letter: Letter, asha: Officer, bela: Officer
) -> None:
    reference = letter.complaint.reference
    (first,) = case_of(letter).remedies
    record(
        reference,
        act(verbs.move_remedy, body=RemedyMoved(first.key, RemedyStep.APPROVED, payee_confirmed=True), at=mon_13_may),
        act(verbs.move_remedy, body=RemedyMoved(first.key, RemedyStep.OFFERED), at=mon_13_may),
        by=bela, now=at(mon_13_may),
    )  # fmt: skip
    written.remedy(reference, asha, pence=20_000, supersedes=first.key)
    made_ = make(take(bela, reference, letter.pk, today=mon_13_may), today=mon_13_may)
    text = "\n".join(one["text"] for one in made_.blocks)
    assert "It replaces the £150 we offered before." in text
    assert "The sum is £150" not in text
    assert [one.body.amount_pence for one in made_.builder.offers()] == [20_000]


def test_an_officer_kept_away_on_another_complaint_of_the_home_does_not_sign(
    letter: Letter, asha: Officer, bela: Officer
) -> None:
    other = made.told(asha).reference
    kept_away(other, asha, f"officer-{bela.pk}")
    assert "You must not write to this resident: somebody else signs it." in refused(letter, bela)


def test_a_letter_by_an_officer_kept_away_is_held(letter: Letter, asha: Officer, bela: Officer) -> None:
    kept_away(made.told(asha, named=()).reference, asha, f"officer-{asha.pk}")
    hand = take(bela, letter.complaint.reference, letter.pk, today=mon_13_may)
    (missing,) = inspect(hand, make(hand, today=mon_13_may), today=mon_13_may).missing
    assert missing == "Asha Example must not write to this resident: somebody else writes the letter."


def test_the_name_of_an_officer_kept_away_does_not_stand_below_a_letter(
    letter: Letter, asha: Officer, bela: Officer
) -> None:
    kept_away(made.told(asha).reference, asha, f"officer-{bela.pk}")
    written.written(letter, asha, on=mon_13_may, sender=bela.pk)
    hand = take(asha, letter.complaint.reference, letter.pk, today=mon_13_may)
    (missing,) = inspect(hand, make(hand, today=mon_13_may), today=mon_13_may).missing
    assert missing == "Bela Example must not write to this resident: choose another name to stand below it."


def test_an_edit_after_signing_makes_it_void_and_says_what_changed(
    letter: Letter, asha: Officer, bela: Officer
) -> None:
    written.signed(letter, bela)
    written.written(
        letter, asha, on=tue_14_may, words={**letter.words, "apology": "We are sorry. It was our fault."}
    )
    assert letter.state == LetterState.DRAFT
    void = SignOff.objects.get(letter=letter)
    assert void.voided_at is not None
    assert void.voided_blocks == ["apology"]
    with pytest.raises(NotReady) as unsigned:
        written.sent(letter, asha, on=tue_14_may)
    assert any("Ask for the signature" in one for one in unsigned.value.missing)


def test_an_answer_changed_elsewhere_makes_it_void_as_well(
    letter: Letter, asha: Officer, bela: Officer
) -> None:
    written.signed(letter, bela)
    Answer.objects.filter(complaint=letter.complaint, point="2").update(
        reasons=written.NOT_UPHELD + " It is sound."
    )
    hand = take(asha, letter.complaint.reference, letter.pk, today=tue_14_may)
    (changed,) = standing(hand, today=tue_14_may)
    assert changed.key == "points"
    assert "It is sound." in changed.after
    assert "It is sound." not in changed.before
    with pytest.raises(NotReady) as unsigned:
        written.sent(letter, asha, on=tue_14_may)
    assert any("changed since it was signed" in one for one in unsigned.value.missing)


def test_a_signature_holds_overnight(letter: Letter, asha: Officer, bela: Officer) -> None:
    written.signed(letter, bela, on=mon_13_may)
    assert (
        standing(take(asha, letter.complaint.reference, letter.pk, today=tue_14_may), today=tue_14_may) == ()
    )
    written.sent(letter, asha, on=tue_14_may)
    letter.refresh_from_db()
    assert letter.sent_version is not None
    assert letter.sent_version.layout["dated_on"] == "2024-05-14"


def test_a_signature_holds_when_only_the_way_it_goes_changes(
    letter: Letter, asha: Officer, bela: Officer
) -> None:
    written.signed(letter, bela)
    written.written(letter, asha, on=mon_13_may, ways=("print",))
    assert letter.state == LetterState.SIGNED


def test_of_two_who_sign_at_once_the_second_is_told_and_nothing_is_doubled(
    letter: Letter, bela: Officer, officers: made.Officers
) -> None:
    fern = officers.fern
    fern.organisation, fern.grade = bela.organisation, 2
    fern.save()
    seen = written.content(letter, fern, on=mon_13_may, approver=fern.pk)
    written.signed(letter, bela)
    with pytest.raises(CaseError, match="Bela Example signed it already"):
        sign(letter.complaint.reference, letter.pk, seen_content=seen, by=fern, now=at(mon_13_may))
    assert SignOff.objects.filter(letter=letter, voided_at=None).count() == 1
    assert LetterVersion.objects.filter(letter=letter).count() == 1


def test_two_processes_that_sign_at_the_same_moment_sign_once(
    letter: Letter, bela: Officer, officers: made.Officers
) -> None:
    fern = officers.fern
    fern.organisation, fern.grade = bela.organisation, 2
    fern.save()
    seen = {one.pk: written.content(letter, one, on=mon_13_may, approver=one.pk) for one in (bela, fern)}
    reference, together, told = letter.complaint.reference, threading.Barrier(2), []

    def at_once(officer: Officer) -> None:
        together.wait(timeout=20)
        try:
            sign(reference, letter.pk, seen_content=seen[officer.pk], by=officer, now=at(mon_13_may))
            told.append("signed")
        except CaseError as refused:
            told.append(str(refused))
        finally:
            connection.close()

    threads = [threading.Thread(target=at_once, args=(one,)) for one in (bela, fern)]
    for one in threads:
        one.start()
    for one in threads:
        one.join(timeout=30)
    assert sorted(one.startswith("signed") for one in told) == [False, True], told
    assert SignOff.objects.filter(letter=letter).count() == 1


def test_a_text_that_changed_while_it_was_read_is_not_signed(
    letter: Letter, asha: Officer, bela: Officer
) -> None:
    seen = written.content(letter, bela, on=mon_13_may, approver=bela.pk)
    written.written(
        letter, asha, on=mon_13_may, words={**letter.words, "opening": "Thank you for your patience."}
    )
    with pytest.raises(TextChanged):
        sign(letter.complaint.reference, letter.pk, seen_content=seen, by=bela, now=at(mon_13_may))


def test_an_open_check_is_not_signed_away(letter: Letter, asha: Officer, bela: Officer) -> None:
    Answer.objects.filter(complaint=letter.complaint, point="2").update(outcome="", reasons="")
    with pytest.raises(NotReady):
        written.signed(letter, bela)


def test_it_goes_back_with_coded_reasons_and_words(letter: Letter, asha: Officer, bela: Officer) -> None:
    reference = letter.complaint.reference
    with pytest.raises(CaseError, match="nobody asked"):
        send_back(reference, letter.pk, [ReturnReason.TONE], "Warmer, please.", by=bela, now=at(mon_13_may))
    ask_for_signature(reference, letter.pk, of=None, by=asha, now=at(mon_13_may))
    with pytest.raises(CaseError, match="at least one reason"):
        send_back(reference, letter.pk, [], "Warmer, please.", by=bela, now=at(mon_13_may))
    send_back(reference, letter.pk, [ReturnReason.TONE], "Warmer, please.", by=bela, now=at(mon_13_may))
    back = Return.objects.get(letter=letter)
    assert (back.reasons, back.words, back.officer) == (["tone"], "Warmer, please.", bela)
    letter.refresh_from_db()
    assert letter.asked_at is None


def test_the_tray_shows_what_others_wrote_and_asked_for(
    letter: Letter, asha: Officer, bela: Officer, officers: made.Officers
) -> None:
    assert tray(bela, today=fri_3_may) == ()
    ask_for_signature(letter.complaint.reference, letter.pk, of=bela, by=asha, now=at(mon_13_may))
    (row,) = tray(bela, today=fri_3_may)
    assert (row.reference, row.kind, row.author, row.of_me) == (
        letter.complaint.reference, LetterKind.RESPONSE, "Asha Example", True,
    )  # fmt: skip
    # Not the author, not somebody of another organisation, not a role that signs nothing.
    for other in (asha, officers.fern, officers.carl, officers.ewan):
        assert tray(other, today=fri_3_may) == ()


def test_a_restricted_letter_is_in_no_tray_of_who_is_not_named(asha: Officer, bela: Officer) -> None:
    letter = written.acknowledgement(asha, named=())
    ask_for_signature(letter.complaint.reference, letter.pk, of=None, by=asha, now=at(fri_3_may))
    assert tray(bela, today=fri_3_may) == ()


def test_sensitive_letters_always_get_a_second_reader(asha: Officer) -> None:
    plain = written.acknowledgement(asha)
    page = take(asha, plain.complaint.reference, plain.pk, today=fri_3_may).page
    assert needs_a_second(LetterKind.ACKNOWLEDGEMENT, page) == ""
    for kind in (LetterKind.DECLINE, LetterKind.ESCALATION_REFUSAL, LetterKind.APOLOGY, LetterKind.RESPONSE):
        assert needs_a_second(kind, page)
    restricted = written.acknowledgement(asha, named=())
    page = take(asha, restricted.complaint.reference, restricted.pk, today=fri_3_may).page
    assert "restricted" in needs_a_second(LetterKind.ACKNOWLEDGEMENT, page)


def test_a_complaint_about_staff_has_every_letter_read_twice(asha: Officer) -> None:
    letter = written.acknowledgement(asha, conduct_of_staff=True)
    page = take(asha, letter.complaint.reference, letter.pk, today=fri_3_may).page
    assert needs_a_second(LetterKind.ACKNOWLEDGEMENT, page)


def test_a_draft_saved_with_nothing_changed_keeps_its_signature(
    letter: Letter, asha: Officer, bela: Officer
) -> None:
    written.signed(letter, bela)
    save(letter.complaint.reference, letter.pk, draft_of(letter), seen_version=letter.version, seen_answers={},
         by=asha, now=at(tue_14_may))  # fmt: skip
    assert SignOff.objects.filter(letter=letter, voided_at=None).exists()
