"""Cases of an Ombudsman: opened for a complaint or for none yet, linked, and found to be none of ours."""

import pytest

from casework.complaints.commands import ChangedSince
from casework.complaints.models import OpenEnd, Referral
from casework.complaints.restriction import NotNamed
from casework.ombudsman import commands, queries
from casework.ombudsman.models import EnquiryPaper, OmbudsmanCase
from putright.cases import CaseError
from putright.vocabulary import EnquiryKind, OmbudsmanBody, ReferralKind
from tests.casework import made
from tests.casework.made import Officers, at
from tests.casework.ombudsman.referring import (
    common,
    link_officer,
    mon_3_june,
    mon_17_june,
    opened,
    recorded,
    tue_4_june,
    version,
)

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_case_is_followed_with_its_complaint_under_its_own_key(officers: Officers) -> None:
    one = made.answered(officers.asha).reference
    lena = link_officer(officers.asha)
    key = opened(one, officers.asha, points=("1",), owner=lena)
    row = Referral.objects.get(complaint__reference=one)
    assert (row.key, row.body, row.step, row.owner) == (key, "lgsco", "investigation", str(lena.pk))
    assert row.is_open
    assert queries.case_of(officers.asha, key).complaint == one


def test_the_date_of_the_letter_is_an_enquiry_that_somebody_sees_to(officers: Officers) -> None:
    one = made.answered(officers.asha).reference
    opened(one, officers.asha, answer_by=mon_17_june, asked="Send the whole file")
    end = OpenEnd.objects.get(kind="enquiry")
    assert (end.due_on, end.is_open) == (mon_17_june, True)
    assert EnquiryPaper.objects.get().enquiry == end.key
    assert Referral.objects.get().next_due_on == mon_17_june


def test_a_letter_without_a_date_is_asked_about_and_no_date_is_worked_out(officers: Officers) -> None:
    one = made.answered(officers.asha).reference
    opened(one, officers.asha, asks=EnquiryKind.EVIDENCE)
    assert OpenEnd.objects.get(kind="enquiry").due_on is None


def test_a_case_sent_back_as_premature_begins_there_and_asks_nothing_by_itself(officers: Officers) -> None:
    one = made.told(officers.asha).reference
    opened(one, officers.asha, what=ReferralKind.PREMATURE)
    assert Referral.objects.get().step == "premature_returned"
    assert not OpenEnd.objects.filter(kind="enquiry")


def test_the_same_reference_of_one_ombudsman_is_opened_once(officers: Officers) -> None:
    one = made.answered(officers.asha).reference
    opened(one, officers.asha)
    before = version(one)
    with pytest.raises(CaseError, match="on the desk already"):
        opened(one, officers.asha)
    assert version(one) == before
    opened(one, officers.asha, body=OmbudsmanBody.HOS)
    opened(None, officers.asha, their_reference="")
    with pytest.raises(CaseError, match="a moment ago"):
        opened(None, officers.asha, their_reference="")
    opened(None, officers.asha, their_reference="", subject="Another leak")
    assert OmbudsmanCase.objects.count() == 4


def test_who_saw_an_earlier_state_is_told_and_nothing_is_opened(officers: Officers) -> None:
    one = made.answered(officers.asha).reference
    with pytest.raises(ChangedSince):
        commands.open_case(
            one, body=OmbudsmanBody.HOS, what=ReferralKind.ENQUIRY, their_reference="1", subject="A leak",
            received_on=mon_3_june, by=officers.bela, now=at(mon_3_june, 18), seen_version=version(one) - 1,
        )  # fmt: skip
    assert not OmbudsmanCase.objects.exists()


def test_a_case_about_nothing_we_know_waits_on_the_desk_until_it_is_linked(officers: Officers) -> None:
    key = opened(None, officers.asha, answer_by=mon_17_june)
    assert queries.case_of(officers.asha, key).complaint is None
    with pytest.raises(CaseError, match="link the case to a complaint first"):
        commands.receive_enquiry(
            key, "Anything", what=EnquiryKind.OTHER, answer_by=None, at=tue_4_june, by=officers.asha,
            now=at(tue_4_june),
        )  # fmt: skip
    one = made.answered(officers.asha).reference
    commands.link_case(key, one.lower(), points=("2",), **recorded(one, officers.asha))
    end = OpenEnd.objects.get(kind="enquiry")
    assert (end.made_on, end.due_on) == (mon_3_june, mon_17_june)
    assert queries.case_of(officers.asha, key).complaint == one
    with pytest.raises(CaseError, match="linked to a complaint already"):
        commands.link_case(key, one, **recorded(one, officers.asha))


def test_a_case_is_not_linked_to_a_complaint_one_cannot_open(officers: Officers) -> None:
    key = opened(None, officers.asha)
    hidden = made.told(officers.bela, named=()).reference
    with pytest.raises(CaseError, match=r"no complaint .* that you can open"):
        commands.link_case(key, hidden, **recorded(hidden, officers.asha))
    assert OmbudsmanCase.objects.get().complaint_id is None


def test_none_of_ours_needs_a_reason_and_may_be_linked_after_all(officers: Officers) -> None:
    key = opened(None, officers.asha)
    with pytest.raises(CaseError, match="say why"):
        commands.not_ours(key, " ", by=officers.asha, now=at(tue_4_june))
    commands.not_ours(
        key, "It is about another landlord; told on the telephone", by=officers.asha, now=at(tue_4_june)
    )
    row = OmbudsmanCase.objects.get()
    assert row.not_ours_by == officers.asha
    one = made.answered(officers.asha).reference
    commands.link_case(key, one, **recorded(one, officers.asha))
    with pytest.raises(CaseError, match="one of ours"):
        commands.not_ours(key, "After all", by=officers.asha, now=at(tue_4_june))


def test_a_case_of_a_restricted_complaint_is_seen_only_by_those_named(officers: Officers) -> None:
    hidden = made.told(officers.bela, named=()).reference
    key = opened(hidden, officers.bela)
    for other in (officers.asha, officers.carl, officers.dana, officers.ewan, officers.fern):
        with pytest.raises(queries.NotToBeSeen):
            queries.case_of(other, key)
    with pytest.raises(NotNamed):
        commands.give_case(key, officers.asha, **common(hidden, officers.bela))


def test_a_case_of_another_organisation_is_not_there(officers: Officers) -> None:
    key = opened(None, officers.fern)
    with pytest.raises(queries.NotToBeSeen):
        queries.case_of(officers.asha, key)
    with pytest.raises(CaseError, match="no such case"):
        commands.not_ours(key, "Not ours", by=officers.asha, now=at(tue_4_june))
