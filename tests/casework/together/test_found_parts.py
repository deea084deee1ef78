"""Parts that triage found: on the plan until they are begun, told of or left with a reason, and never forgotten."""

from datetime import date

import pytest
from django.test import Client

from casework.alerts.jobs import run_next
from casework.alerts.models import Alert
from casework.complaints.models import Complaint, Note, OpenEnd
from casework.complaints.record import act, record
from casework.intake.commands import decide
from casework.intake.letters import send
from casework.intake.models import Contact
from casework.intake.opening import decline_from_contact, open_from_contact
from casework.intake.queries import contact
from casework.together import found, linking, moving
from casework.together.linking import NewPart
from casework.together.plan import joint_plan
from putright.cases import CaseError, verbs
from putright.cases.joined import PartFound
from putright.vocabulary import LinkKind, PartStep, RecordType, RejectionReason
from tests.casework.intake.entering import entered
from tests.casework.made import HOUSING, Officers, at, fri_3_may, mon_20_may, thu_2_may, thu_9_may
from tests.casework.together.asked import case_of, common, complaint, version

pytestmark = pytest.mark.django_db(transaction=True)

ADULTS, MIXED = "adult-social-care/2009-04-01", ["landlord", "adult-social-care", "information-rights"]
fri_10_may = date(2024, 5, 10)


@pytest.fixture
def council(officers: Officers) -> Officers:
    of = officers.asha.organisation
    of.procedures = ["housing-ombudsman", "lgsco", "adult-social-care"]
    of.save()
    return officers


def mixed(officers: Officers, *, procedure: str = ADULTS, departing: str = "", named=None) -> str:
    """One about care that leads, with a part about the landlord and one about information rights."""
    number = entered(officers.asha)
    decide(
        number, decision=RecordType.COMPLAINT, reason="She is not satisfied", safeguarding="no", choice_offered="yes",
        answers={"about": MIXED}, by=officers.asha, now=at(thu_2_may, 17),
    )  # fmt: skip
    done = open_from_contact(
        number, procedure=procedure, handler=officers.asha, restricted_to=named, departing=departing, by=officers.asha,
        now=at(fri_3_may),
    )  # fmt: skip
    record(
        done.reference, act(verbs.agree_point, point="2", at=fri_3_may), by=officers.asha, now=at(fri_3_may)
    )
    Complaint.objects.get(reference=done.reference).points.create(key="2", words="The lift", sought="")
    return done.reference


def open_parts(reference: str) -> list[str]:
    return [one.key for one in case_of(reference).parts if not one.ended]


def test_what_triage_found_is_on_the_plan_with_the_way_to_begin_it(council: Officers) -> None:
    reference = mixed(council)
    assert open_parts(reference) == ["housing-ombudsman", "information-rights"]
    plan = joint_plan(council.asha, reference, today=fri_3_may)
    landlord, rights = plan.to_begin
    assert (landlord.key, landlord.body, landlord.contact) == (
        "housing-ombudsman", "housing-ombudsman", None,
    )  # fmt: skip
    assert (landlord.due_on, landlord.late) == (fri_10_may, False)
    assert (rights.body, rights.contact) == ("", Contact.objects.get().pk)
    assert rights.who
    assert rights.title == "Information rights"
    assert joint_plan(council.asha, reference, today=mon_20_may).to_begin[0].late
    ends = OpenEnd.objects.filter(complaint__reference=reference, kind="part", is_open=True)
    assert sorted(ends.values_list("key", flat=True)) == ["housing-ombudsman", "information-rights"]


def test_opening_a_part_begins_it_and_so_does_linking_the_complaint_it_is(council: Officers) -> None:
    one, two = mixed(council), mixed(council)
    linking.open_part(
        one, NewPart("housing-ombudsman", ("2",), "", leads=True), "", **common(one, council.asha)
    )
    assert open_parts(one) == ["information-rights"]
    there = complaint(council.asha)
    assert Complaint.objects.get(reference=there).procedure == HOUSING
    # It comes after: that is no part of it.
    linking.link(two, there, LinkKind.FOLLOWS, "", **common(two, council.asha))
    assert open_parts(two) == ["housing-ombudsman", "information-rights"]
    linking.unlink(two, case_of(two).links[0].key, "", **common(two, council.asha))
    linking.link(there, two, LinkKind.PART_OF, "", **common(there, council.asha))
    assert open_parts(two) == ["information-rights"]
    step = next(one for one in case_of(two).parts if one.key == "housing-ombudsman")
    assert (step.step, step.moves[0].body.link) == (PartStep.BEGUN, case_of(two).links[-1].key)


def test_one_opened_elsewhere_than_its_lead_belongs_keeps_the_other_parts(council: Officers) -> None:
    reference = mixed(council, procedure=HOUSING, departing="The landlord part is urgent")
    assert open_parts(reference) == ["adult-social-care", "information-rights"]
    other = mixed(council, procedure="lgsco/2024-02-01", departing="It is no care")
    assert open_parts(other) == ["housing-ombudsman", "information-rights"]


def test_a_part_is_left_or_told_of_with_words_that_are_kept(council: Officers) -> None:
    reference = mixed(council)
    with pytest.raises(CaseError, match="why the part is not begun"):
        found.settle(reference, "housing-ombudsman", PartStep.LEFT, " ", **common(reference, council.asha))
    with pytest.raises(CaseError, match="by opening it"):
        found.settle(reference, "housing-ombudsman", PartStep.BEGUN, "Yes", **common(reference, council.asha))
    found.settle(
        reference, "housing-ombudsman", PartStep.LEFT, "She takes it back", **common(reference, council.asha)
    )
    with pytest.raises(CaseError, match="begun or settled already"):
        found.settle(
            reference, "housing-ombudsman", PartStep.LEFT, "Again", **common(reference, council.asha)
        )
    with pytest.raises(CaseError, match="begun or settled already"):
        found.settle(reference, "nonsense", PartStep.LEFT, "Again", **common(reference, council.asha))
    assert open_parts(reference) == ["information-rights"]
    note = case_of(reference).parts[0].moves[0].body.note
    assert Note.objects.get(pk=int(note)).words == "She takes it back"


def test_the_letter_of_the_contact_settles_the_part_it_tells_of(council: Officers) -> None:
    reference = mixed(council)
    of = council.asha.organisation
    of.email, of.telephone = "complaints@merebrook.example", "01632 960001"
    of.save()
    page = contact(council.asha, Contact.objects.get().pk)
    words = {"reason": "The law on information has its own way.", "details": ""}
    send(
        page, "information-rights", words, "en", "print", by=council.bela, now=at(thu_9_may),
        going_on="The letter is short on purpose",
    )  # fmt: skip
    assert open_parts(reference) == ["housing-ombudsman"]
    assert case_of(reference).parts[1].step is PartStep.TOLD


def test_the_outcome_of_the_contact_leads_to_what_is_to_begin_and_keeps_its_letters(
    client, council: Officers
) -> None:
    reference, number = mixed(council), Contact.objects.get().pk
    client.force_login(council.bela)
    told = client.get(f"/contacts/{number}/outcome").content.decode()
    assert "Further parts, not yet begun" in told
    assert f"/together/{reference}" in told
    assert f"/contacts/{number}/letters/information-rights" in told
    page = contact(council.bela, number)
    words = {"reason": "The law on information has its own way.", "details": ""}
    send(
        page, "information-rights", words, "en", "print", by=council.bela, now=at(thu_9_may),
        going_on="The letter is short on purpose",
    )  # fmt: skip
    told = client.get(f"/contacts/{number}/outcome").content.decode()
    assert "made ready to be printed and posted" in told
    assert "Write the letter" not in told
    found.settle(
        reference, "housing-ombudsman", PartStep.LEFT, "She takes it back", **common(reference, council.asha)
    )
    assert "Further parts" not in client.get(f"/contacts/{number}/outcome").content.decode()


def test_a_complaint_from_elsewhere_has_no_parts_to_begin_and_costs_nothing(
    officers: Officers, django_assert_num_queries
) -> None:
    case = case_of(complaint(officers.asha))
    with django_assert_num_queries(0):
        assert found.to_begin(officers.asha, "PR-XXXX-XXXX", case, today=thu_9_may) == ()


def test_parts_of_a_restricted_complaint_are_on_no_plan_of_others(client, council: Officers) -> None:
    """A part of the hidden one is shown neither on its own page nor on the plan of what is linked with it."""
    hidden = mixed(council, named=(council.asha.pk,))
    open_one = complaint(council.asha)
    linking.link(open_one, hidden, LinkKind.BESIDE, "", **common(open_one, council.asha))
    assert {one.reference for one in joint_plan(council.asha, open_one, today=thu_9_may).to_begin} == {hidden}
    for officer in (council.bela, council.carl, council.dana):
        client.force_login(officer)
        assert client.get(f"/together/{hidden}").status_code == 404
        told = client.get(f"/together/{open_one}").content.decode()
        for word in (hidden, "Found at triage", "Information rights"):
            assert word not in told


def test_a_part_nobody_knows_any_longer_is_told_as_it_stands(council: Officers) -> None:
    reference = complaint(council.asha)
    record(
        reference,
        act(verbs.involve, body=PartFound("gone-away"), at=thu_9_may),
        by=council.asha,
        now=at(thu_9_may),
    )
    [part] = joint_plan(council.asha, reference, today=mon_20_may).to_begin
    assert (part.title, part.body, part.due_on, part.contact) == ("gone-away", "", None, None)


def test_an_officer_sees_chooses_and_settles_on_the_pages(client, council: Officers) -> None:
    reference = mixed(council)
    client.force_login(council.asha)
    tab = client.get(f"/complaints/{reference}/together").content.decode()
    assert "Triage found 2 parts not begun yet" in tab
    plan = client.get(f"/together/{reference}").content.decode()
    assert "Found at triage, not yet begun" in plan
    assert f"/complaints/{reference}/part-open?of=housing-ombudsman" in plan
    assert f"/contacts/{Contact.objects.get().pk}/letters/information-rights" in plan
    page = client.get(f"/complaints/{reference}/part-open?of=housing-ombudsman").content.decode()
    assert 'value="housing-ombudsman" checked' in " ".join(page.split())
    today = {"at-day": "9", "at-month": "5", "at-year": "2024", "at-time": ""}
    settle = {
        "part": "housing-ombudsman", "to": "left", "words": "", "seen_version": version(reference), **today,
    }  # fmt: skip
    refused = client.post(f"/complaints/{reference}/part-settle", settle)
    assert refused.status_code == 422
    assert "govuk-error-summary" in refused.content.decode()
    done = client.post(
        f"/complaints/{reference}/part-settle", {**settle, "words": "She takes it back"}, follow=True
    )
    assert "The part is settled." in done.content.decode()
    there = complaint(council.asha)
    linking.link(reference, there, LinkKind.LEADS, "", **common(reference, council.asha))
    chosen = {"how": "own_time", "words": "", "seen_version": version(reference), **today}
    refused = client.post(f"/complaints/{reference}/pace", chosen)
    assert refused.status_code == 422
    assert "Say why each is answered at its own time" in refused.content.decode()
    done = client.post(f"/complaints/{reference}/pace", {**chosen, "words": "Care cannot wait"}, follow=True)
    told = done.content.decode()
    assert "Each at its own time." in told
    assert "Care cannot wait" in told
    chronology = client.get(f"/complaints/{reference}/chronology").content.decode()
    assert "Found at triage: Information rights" in chronology
    assert "Answered with another complaint: each at its own time" in chronology


def test_an_auditor_reads_the_plan_and_chooses_nothing(client, council: Officers) -> None:
    reference = mixed(council)
    there = complaint(council.asha)
    linking.link(reference, there, LinkKind.LEADS, "", **common(reference, council.asha))
    client.force_login(council.ewan)
    plan = client.get(f"/together/{reference}").content.decode()
    assert "/pace" not in plan
    assert "/part-settle" not in plan
    for name in ("pace", "part-settle"):
        assert client.get(f"/complaints/{reference}/{name}").status_code == 403
    client.force_login(council.fern)
    assert client.get(f"/together/{reference}").status_code == 404
    assert client.get(f"/complaints/{reference}/pace").status_code == 404


def test_what_is_refused_leaves_the_other_parts_to_be_seen_to(client: Client, council: Officers) -> None:
    number = entered(council.asha)
    decide(
        number, decision=RecordType.COMPLAINT, reason="She is not satisfied", safeguarding="no", choice_offered="yes",
        answers={"about": MIXED}, by=council.asha, now=at(thu_2_may, 17),
    )  # fmt: skip
    declined = decline_from_contact(
        number, procedure=ADULTS, reason=RejectionReason.PREVIOUSLY_CONSIDERED, words="It was answered in full in March.",
        at=fri_3_may, ombudsman_details=True, issue_on=None, discretion_considered=True, filed_on=None, original="",
        going_on="It was answered in full", by=council.asha, now=at(fri_3_may),
    )  # fmt: skip
    assert open_parts(declined.reference) == ["housing-ombudsman", "information-rights"]
    waiting = OpenEnd.objects.filter(complaint__reference=declined.reference, is_open=True)
    assert {one.kind for one in waiting} == {"part"}
    assert {row.key for row in joint_plan(council.asha, declined.reference, today=mon_20_may).to_begin} == {
        "housing-ombudsman", "information-rights",
    }  # fmt: skip
    while run_next(now=at(mon_20_may)):
        pass
    assert Alert.objects.filter(complaint__reference=declined.reference, rule="DR-45").count() == 2
    client.force_login(council.asha)
    for name in ("part-settle", "link"):
        assert client.get(f"/complaints/{declined.reference}/{name}").status_code == 200
    found.settle(
        declined.reference, "housing-ombudsman", PartStep.LEFT, "It is with the landlord already",
        **common(declined.reference, council.asha),
    )  # fmt: skip
    assert open_parts(declined.reference) == ["information-rights"]


def test_where_what_goes_elsewhere_is_refused_the_complaint_beside_it_is_not_lost(council: Officers) -> None:
    number = entered(council.asha)
    decide(
        number, decision=RecordType.COMPLAINT, reason="She is not satisfied", safeguarding="no", choice_offered="yes",
        answers={"about": ["landlord", "decision-with-appeal"]}, by=council.asha, now=at(thu_2_may, 17),
    )  # fmt: skip
    declined = decline_from_contact(
        number, procedure=HOUSING, reason=RejectionReason.APPEAL, words="There is a review of the decision.",
        at=fri_3_may, ombudsman_details=True, issue_on=None, discretion_considered=True, filed_on=None, original="",
        going_on="There is a review of it", by=council.asha, now=at(fri_3_may),
    )  # fmt: skip
    assert open_parts(declined.reference) == ["housing-ombudsman"]


def test_what_was_not_begun_goes_on_where_the_complaint_is_moved(council: Officers) -> None:
    reference = mixed(council)
    new = moving.move(
        reference, moving.Moving("housing-ombudsman"), "The lift is the landlord’s.", at=fri_3_may, by=council.asha,
        now=at(fri_3_may), seen_version=version(reference),
    )  # fmt: skip
    # The landlord's part is the complaint it became; the request for information is still to be told of, there.
    assert [one.step for one in case_of(reference).parts] == [PartStep.BEGUN, PartStep.CARRIED]
    assert open_parts(new) == ["information-rights"]
    [left] = joint_plan(council.asha, new, today=fri_3_may).to_begin
    assert (left.key, left.reference) == ("information-rights", new)
    assert left.contact == Contact.objects.get().pk, "its letter is written beside the contact, as before"
    of = council.asha.organisation
    of.email, of.telephone, of.address = "complaints@merebrook.example", "01632 960001", "1 Mere Street"
    of.save()
    words = {"reason": "The law on information has its own way.", "details": ""}
    send(
        contact(council.asha, left.contact), "information-rights", words, "en", "print", by=council.bela,
        now=at(thu_9_may), going_on="The letter is short on purpose",
    )  # fmt: skip
    assert open_parts(new) == []
