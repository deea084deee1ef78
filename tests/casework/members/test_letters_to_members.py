"""Letters to elected members: nothing of the matter without consent, and never before the person."""

from datetime import date

import pytest
from django.test import Client

from casework.letters.errors import NotReady
from casework.letters.models import Dispatch, Letter
from casework.letters.offering import offered
from casework.members import commands
from casework.people.models import Officer
from putright.cases import CaseError, Status
from putright.cases.detection import last_heard_on
from putright.vocabulary import LetterKind, MemberStep
from tests.casework import made
from tests.casework.letters import written
from tests.casework.made import fri_3_may, tue_7_may
from tests.casework.members.test_authorities import common, page_of, with_friend
from tests.casework.members.test_enquiries import asked, case_of, councillor, enquiry_of, respond

pytestmark = pytest.mark.django_db(transaction=True)
tue_21_may = date(2024, 5, 21)
fri_24_may = date(2024, 5, 24)


def text_of(letter: Letter) -> str:
    letter.refresh_from_db()
    assert letter.sent_version is not None
    shown = [letter.sent_version.layout["reference"], *letter.sent_version.layout["recipient"]]
    return "\n".join([*shown, *(one["text"] for one in letter.sent_version.blocks)])


def held(letter: Letter, by: Officer, on: date) -> list[str]:
    with pytest.raises(NotReady) as found:
        written.sent(letter, by, on=on)
    return [one.result.id for one in found.value.lines]


def test_a_note_to_a_member_tells_nothing_of_the_matter_and_not_even_its_reference(asha: Officer) -> None:
    reference, key = asked(asha)
    letter = written.begun(LetterKind.MEMBER_HOLDING, reference, asha)
    with pytest.raises((CaseError, NotReady)):
        written.sent(letter, asha)
    written.written(letter, asha, details={"new_date": fri_24_may})
    written.sent(letter, asha)
    said = text_of(letter)
    assert "Friday 24 May 2024" in said
    assert f"Enquiry {key}" in said
    for secret in (reference, "Leak above", "kitchen", "Gwendolyn", "Ashdown", "Tern Close"):
        assert secret not in said
    [row] = Dispatch.objects.filter(letter=letter)
    assert row.to == "m.sayle@council.example"
    assert reference not in row.message_id
    assert (enquiry_of(reference).step, enquiry_of(reference).due) == (MemberStep.HELD, fri_24_may)


def test_an_answer_to_a_member_waits_for_consent_and_for_the_complaints_own_answer(asha: Officer) -> None:
    reference, key = asked(asha)
    letter = written.begun(LetterKind.MEMBER_ANSWER, reference, asha)
    written.written(letter, asha, words={"answer": "We have put the ceiling right and written to her."})
    assert held(letter, asha, fri_3_may) == ["member-may-be-told", "member-after-the-person"]
    commands.record_consent(reference, key, "On the phone", **common(reference, asha, tue_7_may))
    assert held(letter, asha, tue_7_may) == ["member-after-the-person"]
    respond(reference, asha)
    written.sent(letter, asha, on=tue_21_may)
    assert reference in text_of(letter)
    assert enquiry_of(reference).step is MemberStep.ANSWERED
    assert case_of(reference).status is Status.ANSWERED


def test_a_letter_to_a_member_is_no_word_to_the_person_who_complains(asha: Officer) -> None:
    reference, _ = asked(asha)
    before = last_heard_on(case_of(reference))
    letter = written.begun(LetterKind.MEMBER_HOLDING, reference, asha)
    written.written(letter, asha, details={"new_date": fri_24_may})
    written.sent(letter, asha)
    assert last_heard_on(case_of(reference)) == before


def test_the_letter_says_beside_each_copy_why_it_may_not_go(asha: Officer, client: Client) -> None:
    reference, _ = with_friend(asha)
    client.force_login(asha)
    letter = written.begun(LetterKind.ACKNOWLEDGEMENT, reference, asha)
    shown = client.get(f"/complaints/{reference}/letters/{letter.pk}").content.decode()
    assert "Not now: no authority on record allows it today." in shown


def test_letters_to_members_are_offered_while_an_enquiry_waits(asha: Officer) -> None:
    to_members = {LetterKind.MEMBER_ANSWER, LetterKind.MEMBER_HOLDING}
    bare = page_of(made.told(asha).reference, asha)
    assert not to_members & {one.kind for one in offered(bare)}
    reference, key = asked(asha)
    assert to_members <= {one.kind for one in offered(page_of(reference, asha))}
    letter = written.begun(LetterKind.MEMBER_ANSWER, reference, asha)
    commands.take_back(reference, key, "Withdrawn", **common(reference, asha))
    assert not to_members & {one.kind for one in offered(page_of(reference, asha))}
    with pytest.raises(NotReady) as found:
        written.sent(letter, asha)
    assert any("no longer fits" in one for one in found.value.missing)


def test_of_several_enquiries_the_letter_goes_to_whom_it_is_chosen_for(asha: Officer, client: Client) -> None:
    reference, first = asked(asha, consent=True)
    other = councillor(asha, "Aled Prosser")
    _, second = asked(asha, reference=reference, member=other)
    client.force_login(asha)
    letter = written.begun(LetterKind.MEMBER_HOLDING, reference, asha)
    shown = client.get(f"/complaints/{reference}/letters/{letter.pk}").content.decode()
    for words in ("Whose enquiry", "When the member hears from us", "Aled Prosser"):
        assert words in shown
    assert "Written to" not in shown
    written.written(letter, asha, details={"new_date": fri_24_may, "enquiry": second})
    written.sent(letter, asha)
    assert "Aled Prosser" in text_of(letter)
    steps = {one.key: one.step for one in case_of(reference).member_enquiries}
    assert steps == {first: MemberStep.RECEIVED, second: MemberStep.HELD}
