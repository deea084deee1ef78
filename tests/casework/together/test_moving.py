"""A complaint under the wrong procedure is moved: nothing is lost, both clocks stay, and the first day counts."""

import pytest

from casework.complaints.commands import ChangedSince, Held
from casework.complaints.models import Clock, Complaint, Note, Party
from casework.complaints.page import complaint_page
from casework.complaints.record import act, record
from casework.ops.verify import verify
from casework.people.models import Organisation
from casework.together.moving import Moving, move
from putright.cases import CaseError, Status, verbs
from putright.vocabulary import ClosingReason, LinkKind
from tests.casework import made
from tests.casework.made import Officers, at, fri_24_may, thu_9_may, wed_1_may
from tests.casework.together.asked import case_of, common, complaint

pytestmark = pytest.mark.django_db(transaction=True)

WHY = "It is about how the flat was let, which is a council service."


@pytest.fixture
def one(officers: Officers) -> str:
    Organisation.objects.filter(pk=officers.asha.organisation_id).update(
        procedures=["housing-ombudsman", "lgsco"]
    )
    officers.asha.organisation.refresh_from_db()
    return complaint(officers.asha)


def moved(officers: Officers, reference: str, words: str = WHY, body: str = "lgsco", **rest) -> str:
    return move(
        reference, Moving(body, officers.bela.pk), words, **{**common(reference, officers.asha), **rest}
    )


def test_it_ends_as_moved_and_goes_on_from_the_day_it_was_received(officers: Officers, one: str) -> None:
    other = moved(officers, one)
    here, there = case_of(one), case_of(other)
    assert (here.status, here.closing_reason) == (Status.CLOSED, ClosingReason.MOVED)
    assert (there.status, there.procedure) == (Status.OPEN, "lgsco/2024-02-01")
    assert here.received_on == there.received_on == wed_1_may
    assert [(link.body.other, link.body.what) for link in here.links] == [(other, LinkKind.GOES_ON)]
    assert [(link.body.other, link.body.what) for link in there.links] == [(one, LinkKind.MOVED_HERE)]
    assert {point.goes_on for point in here.points} == {here.links[0].key}
    assert len(there.points) == len(here.points)
    assert (
        Party.objects.filter(complaint__reference=other).count()
        == Party.objects.filter(complaint__reference=one).count()
    )
    assert Complaint.objects.get(reference=other).owner_id == officers.bela.pk
    for reference in (one, other):
        assert Note.objects.filter(complaint__reference=reference, words=WHY).exists()
    assert verify().problems == ()


def test_both_clocks_stay_and_what_was_missed_stays_missed(officers: Officers, one: str) -> None:
    before = list(Clock.objects.filter(complaint__reference=one).values_list("timescale", "due_on"))
    missed = {one.duty for one in complaint_page(officers.asha, one, today=fri_24_may).breaches}
    assert missed
    other = moved(officers, one, at=fri_24_may, now=at(fri_24_may))
    assert list(Clock.objects.filter(complaint__reference=one).values_list("timescale", "due_on")) == before
    page = complaint_page(officers.asha, one, today=fri_24_may)
    assert missed <= {one.duty for one in page.breaches}
    assert Clock.objects.filter(complaint__reference=other, running=True).exists()
    assert complaint_page(officers.asha, other, today=fri_24_may).ombudsman.key == "lgsco"


@pytest.mark.parametrize("words", ["", "  \n "], ids=["none", "blanks"])
def test_without_a_reason_nothing_is_moved(officers: Officers, one: str, words: str) -> None:
    with pytest.raises(CaseError, match="why it is moved: say it"):
        moved(officers, one, words)
    assert Complaint.objects.count() == 1
    assert case_of(one).status is Status.OPEN


def test_an_open_promise_holds_it_until_a_named_officer_goes_on(officers: Officers, one: str) -> None:
    promise = act(verbs.promise, promise="9", what="call_back", due=fri_24_may, at=wed_1_may)
    record(one, promise, by=officers.asha, now=at(thu_9_may))
    with pytest.raises(Held):
        moved(officers, one)
    assert Complaint.objects.count() == 1
    moved(officers, one, going_on="The call is promised again from the new complaint.")
    assert case_of(one).status is Status.CLOSED


@pytest.mark.parametrize(
    ("body", "told"),
    [("housing-ombudsman", "choose another procedure"), ("children-act", "choose another procedure")],
    ids=["the same", "none of ours"],
)
def test_only_another_procedure_of_ours_takes_it(officers: Officers, one: str, body: str, told: str) -> None:
    with pytest.raises(CaseError, match=told):
        moved(officers, one, body=body)
    assert Complaint.objects.count() == 1


def test_an_answered_complaint_is_not_moved(officers: Officers) -> None:
    Organisation.objects.filter(pk=officers.asha.organisation_id).update(
        procedures=["housing-ombudsman", "lgsco"]
    )
    officers.asha.organisation.refresh_from_db()
    reference = made.answered(officers.asha).reference
    with pytest.raises(CaseError, match="only an open complaint is moved"):
        moved(officers, reference)


def test_who_saw_an_earlier_state_moves_nothing(officers: Officers, one: str) -> None:
    with pytest.raises(ChangedSince):
        moved(officers, one, seen_version=1)
    assert Complaint.objects.count() == 1


def test_a_restricted_complaint_stays_restricted_where_it_goes_on(officers: Officers) -> None:
    Organisation.objects.filter(pk=officers.asha.organisation_id).update(
        procedures=["housing-ombudsman", "lgsco"]
    )
    officers.asha.organisation.refresh_from_db()
    reference = made.told(officers.asha, named=(officers.bela.pk,)).reference
    other = moved(officers, reference)
    assert case_of(other).restricted_to == case_of(reference).restricted_to
