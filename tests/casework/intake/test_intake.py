"""From the first words of a call to an open complaint: each step kept, nothing said twice."""

from datetime import date, timedelta

import pytest

from casework.complaints.models import Complaint, Party, Person
from casework.complaints.page import NotToBeSeen, complaint_page
from casework.complaints.queries import chain
from casework.intake.commands import (
    Account,
    ContactRefused,
    PersonWords,
    attach,
    decide,
    tell,
)
from casework.intake.matching import match_name, match_place
from casework.intake.models import Contact
from casework.intake.opening import decline_from_contact, open_from_contact
from casework.intake.queries import NoSuchContact, contact, contacts_to_decide, earlier, proposals, way
from casework.ops.verify import verify
from putright.cases import CaseError
from putright.vocabulary import Channel, RecordType, RejectionReason, Relationship
from tests.casework import made
from tests.casework.intake.entering import GWENDOLYN, entered, logged
from tests.casework.made import HOUSING, Officers, at, fri_3_may, thu_2_may, wed_1_may

fri_10_may = date(2024, 5, 10)


def opened(officers: Officers, number: int, **rest):
    return open_from_contact(
        number, **{"procedure": HOUSING, "handler": officers.bela, "restricted_to": None, "by": officers.asha,
                   "now": at(fri_3_may), **rest},
    )  # fmt: skip


def decline(officers: Officers, number: int, **rest):
    given = {
        "procedure": HOUSING, "reason": RejectionReason.OVER_12_MONTHS, "words": "It was in 2021", "at": fri_3_may,
        "ombudsman_details": True, "issue_on": date(2021, 3, 1), "discretion_considered": True, "filed_on": None,
        "original": "", "by": officers.asha, "now": at(fri_3_may),
    }  # fmt: skip
    return decline_from_contact(number, **{**given, **rest})


def test_a_contact_becomes_a_complaint_received_when_it_arrived(officers: Officers) -> None:
    """Called on Thursday 2 May at 15:00, opened on Friday 3 May: the clock starts on Thursday."""
    done = opened(officers, entered(officers.asha))
    assert done.case.received_on == thu_2_may
    row = Complaint.objects.get()
    assert (row.received_on, row.next_due_on, row.owner) == (thu_2_may, fri_10_may, officers.bela)
    page = complaint_page(officers.asha, done.reference, today=fri_3_may)
    assert [point.words for point in page.points] == ["The lift has been out of order since March"]
    assert [party.name for party in page.parties] == ["Mrs Gwendolyn Ashdown"]
    assert contact(officers.asha, Contact.objects.get().pk).reference == done.reference
    assert all(one.holds for one in chain(officers.asha, done.reference))
    assert verify().problems == ()


def test_who_speaks_for_another_keeps_their_part_and_their_authority(officers: Officers) -> None:
    number = entered(
        officers.asha, relationship=Relationship.REPRESENTATIVE, affected=PersonWords(name="Ida Tarn"),
        authority="Letter of Thursday 2 May", authority_until=date(2025, 5, 2),
    )  # fmt: skip
    opened(officers, number)
    parts = {
        party.role: (party.person.name, party.authority) for party in Party.objects.select_related("person")
    }
    assert parts["complainant"][0] == "Ida Tarn"
    assert parts["representative"] == ("Mrs Gwendolyn Ashdown", "Letter of Thursday 2 May")


def test_a_contact_is_opened_once(officers: Officers) -> None:
    number = entered(officers.asha)
    opened(officers, number)
    with pytest.raises(ContactRefused, match="already"):
        opened(officers, number)
    assert Complaint.objects.count() == 1


def test_a_step_can_be_saved_again_without_a_second_person(officers: Officers) -> None:
    number = logged(officers.asha)
    tell(number, Account("Lift", "Words", "", (), None), by=officers.asha)
    tell(number, Account("The lift", "More words", "", (), None), by=officers.asha)
    page = contact(officers.asha, number)
    assert (page.title, page.happened, page.step) == ("The lift", "More words", 3)
    assert Person.objects.count() == 1


def test_an_arrival_still_to_come_is_refused(officers: Officers) -> None:
    with pytest.raises(ContactRefused, match="has not come yet"):
        logged(officers.asha, arrived_at=at(thu_2_may, 17))
    assert not Contact.objects.exists()


def test_what_was_first_said_after_it_arrived_is_refused(officers: Officers) -> None:
    with pytest.raises(ContactRefused, match="first said"):
        logged(officers.asha, first_expressed_on=fri_3_may)


def test_the_day_it_was_first_said_is_kept(officers: Officers) -> None:
    number = entered(officers.asha, first_expressed_on=wed_1_may, channel=Channel.CONTRACTOR_STAFF)
    assert opened(officers, number).case.first_expressed_on == wed_1_may


def test_nobody_has_to_give_a_name(officers: Officers) -> None:
    done = opened(officers, entered(officers.asha, who=PersonWords()))
    assert complaint_page(officers.asha, done.reference, today=fri_3_may).parties[0].name == ""


def test_what_is_not_accepted_is_recorded_with_its_reason(officers: Officers) -> None:
    number = entered(officers.asha)
    done = decline(officers, number)
    row = Complaint.objects.get()
    assert (row.status, row.is_open, row.in_queue) == ("declined", False, False)
    assert done.case.accepted is False
    assert contact(officers.asha, number).reference == done.reference
    assert verify().problems == ()


def test_a_refusal_before_the_arrival_leaves_nothing(officers: Officers) -> None:
    number = entered(officers.asha)
    with pytest.raises(CaseError):
        decline(officers, number, at=wed_1_may)
    assert not Complaint.objects.exists()
    assert contact(officers.asha, number).reference == ""


def test_a_chaser_joins_the_complaint_it_chases(officers: Officers) -> None:
    told = made.told(officers.asha)
    number = logged(officers.asha)
    tell(number, Account("Any news?", "Nobody called back", "", (), None), by=officers.asha)
    attach(number, told.reference, by=officers.asha, now=at(fri_3_may))
    page = complaint_page(officers.asha, told.reference, today=fri_3_may)
    assert page.notes[0].words == "Nobody called back"
    assert contact(officers.asha, number).decision is RecordType.REPEAT_CONTACT
    assert verify().problems == ()


def test_a_chaser_of_a_complaint_one_may_not_see_is_told_there_is_none(officers: Officers) -> None:
    told = made.told(officers.asha, named=())
    number = logged(officers.bela)
    with pytest.raises(ContactRefused, match="There is no complaint"):
        attach(number, told.reference, by=officers.bela, now=at(fri_3_may))


def test_contacts_nobody_has_decided_wait_the_oldest_first(officers: Officers) -> None:
    later, earlier_one = logged(officers.asha), logged(officers.asha, arrived_at=at(wed_1_may))
    decided = entered(officers.asha, decision=RecordType.COMPLIMENT)
    assert [row.id for row in contacts_to_decide(officers.asha)] == [earlier_one, later]
    assert decided not in [row.id for row in contacts_to_decide(officers.asha)]


def test_a_contact_about_staff_waits_out_of_sight_of_other_officers(officers: Officers) -> None:
    number = logged(officers.asha)
    tell(number, Account("Rude", "He shouted", "", (), None, conduct_of_staff=True), by=officers.asha)
    assert [row.id for row in contacts_to_decide(officers.asha)] == [number]
    assert contacts_to_decide(officers.carl) == ()
    with pytest.raises(NoSuchContact):
        contact(officers.carl, number)


@pytest.mark.parametrize(
    ("who", "same"),
    [
        (GWENDOLYN, True),
        (PersonWords(name="gwendolyn ASHDOWN"), True),
        (PersonWords(name="Ashdown, Gwendolyn"), False),
        (PersonWords(name="Peter Quill", address="Flat 2, 12 Tern Close", postcode="AB1 2CD"), True),
        (PersonWords(name="Peter Quill", address="14 Tern Close", postcode="AB1 2CD"), False),
        (PersonWords(name="Gwendolyn"), False),
        (PersonWords(), False),
    ],
)
def test_earlier_contacts_of_the_same_person_or_home_are_shown(
    officers: Officers, who: PersonWords, *, same: bool
) -> None:
    opened(officers, entered(officers.asha))
    again = logged(officers.asha, who=who)
    found = earlier(officers.asha, contact(officers.asha, again), today=fri_3_may)
    assert (len(found.complaints), len(found.contacts)) == ((1, 1) if same else (0, 0))


def test_the_proposal_gives_the_dates_that_would_follow(officers: Officers) -> None:
    page = contact(officers.asha, entered(officers.asha))
    (proposal,) = proposals(officers.asha, page, way(officers.asha, page))
    assert proposal.proposed
    assert proposal.procedure.key == HOUSING
    assert proposal.deadlines[0].due_on == fri_10_may


def test_a_contact_before_the_code_comes_under_the_version_then_in_force(officers: Officers) -> None:
    long_ago = at(date(2023, 5, 2))
    page = contact(officers.asha, logged(officers.asha, arrived_at=long_ago))
    assert (
        proposals(officers.asha, page, way(officers.asha, page))[0].procedure.key
        == "housing-ombudsman/2022-04-01"
    )
    assert page.arrived_at - long_ago == timedelta(0)


@pytest.mark.parametrize(
    ("name", "compared"),
    [
        ("Mrs Gwendolyn Ashdown", "gwendolyn ashdown"),
        ("Dr. Gwéndolyn  Mary ASHDOWN", "gwendolyn ashdown"),
        ("", ""),
        ("李小龍", "李小龍"),
        ("Ashdown", "ashdown"),
    ],
)
def test_names_are_compared_without_titles_accents_and_middle_names(name: str, compared: str) -> None:
    assert match_name(name) == compared


@pytest.mark.parametrize(
    ("address", "postcode", "compared"),
    [
        ("12 Tern Close", "AB1 2CD", "AB12CD 12"),
        ("12a Tern Close", "ab12cd", "AB12CD 12a"),
        ("Tern House", "AB1 2CD", "AB12CD"),
        ("12 Tern Close", "", ""),
    ],
)
def test_homes_are_compared_by_postcode_and_number(address: str, postcode: str, compared: str) -> None:
    assert match_place(address, postcode) == compared


def test_what_is_not_accepted_about_staff_is_seen_by_who_decided_only(officers: Officers) -> None:
    number = logged(officers.carl)
    tell(number, Account("Rude", "He shouted", "", (), None, conduct_of_staff=True), by=officers.carl)
    decide(number, decision=RecordType.COMPLAINT, reason="He is not satisfied", safeguarding="no", choice_offered="yes",
           by=officers.asha, now=at(fri_3_may))  # fmt: skip
    reference = decline(officers, number).reference
    assert complaint_page(officers.asha, reference, today=fri_3_may).restricted
    for other in (officers.bela, officers.dana, officers.ewan):
        with pytest.raises(NotToBeSeen):
            complaint_page(other, reference, today=fri_3_may)
    assert verify().problems == ()
