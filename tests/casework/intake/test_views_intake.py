"""Logging a contact in the browser: four short steps, each kept, up to what is read to the caller."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from casework.complaints.models import Complaint, Note, Person
from casework.intake.models import Contact
from tests.casework import made

pytestmark = pytest.mark.django_db(transaction=True)

ENTRY = {
    "channel": "phone", "arrived_at-day": "2", "arrived_at-month": "5", "arrived_at-year": "2024",
    "arrived_at-time": "15:40",
    "taken_by": "Reception", "relationship": "complainant", "name": "Gwendolyn Ashdown", "address": "12 Tern Close",
    "postcode": "AB1 2CD", "safe_contact": "After five only",
}  # fmt: skip
ACCOUNT = {
    "points": "3", "title": "Lift out of order", "happened": "I cannot get out since March.",
    "words-1": "The lift is out of order", "sought-1": "A working lift", "words-2": "Nobody rang back",
}  # fmt: skip
DECISION = {
    "safeguarding": "no",
    "decision": "complaint",
    "choice_offered": "yes",
    "reason": "She is not satisfied.",
}


@pytest.fixture
def asha_in(client: Client, officers: made.Officers) -> Client:
    client.force_login(officers.asha)
    return client


def logged(client: Client, **more: Any) -> int:
    answer = client.post("/contacts/new", {**ENTRY, **more})
    assert answer.status_code == 302, answer.content.decode()
    return int(answer.headers["Location"].split("/")[2])


def test_a_call_becomes_a_complaint_in_four_steps(asha_in: Client, officers: made.Officers) -> None:
    number = logged(asha_in)
    assert asha_in.post(f"/contacts/{number}/2", ACCOUNT).headers["Location"] == f"/contacts/{number}/3"
    asha_in.post(f"/contacts/{number}/3", DECISION)
    fourth = asha_in.get(f"/contacts/{number}/4").content.decode()
    assert "Proposed: Housing Ombudsman Complaint Handling Code 2024" in fourth
    assert "Fri 10 May 2024" in fourth  # five working days after Thu 2 May; Mon 6 May is a bank holiday
    sent = {"procedure": made.HOUSING, "handler": str(officers.asha.pk), "restricted": "no"}
    assert asha_in.post(f"/contacts/{number}/4", sent).headers["Location"] == f"/contacts/{number}/outcome"
    outcome = asha_in.get(f"/contacts/{number}/outcome").content.decode()
    complaint = Complaint.objects.get()
    assert complaint.reference in outcome
    assert "Read this to the caller" in outcome
    assert complaint.points_total == 2
    assert complaint.owner_id == officers.asha.pk


def test_earlier_complaints_of_the_same_person_are_shown_at_once(
    asha_in: Client, officers: made.Officers
) -> None:
    before = made.told(officers.asha).reference
    number = logged(asha_in)
    assert before in asha_in.get(f"/contacts/{number}/2").content.decode()


def test_earlier_restricted_complaints_are_not_given_away(client: Client, officers: made.Officers) -> None:
    before = made.told(officers.asha, named=()).reference
    client.force_login(officers.bela)
    number = logged(client)
    assert before not in client.get(f"/contacts/{number}/2").content.decode()


def test_an_impossible_day_keeps_everything_typed(asha_in: Client) -> None:
    answer = asha_in.post("/contacts/new", {**ENTRY, "arrived_at-day": "31", "arrived_at-month": "2"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "31 February 2024 is not a date" in page
    assert 'href="#id_arrived_at-day"' in page
    assert 'value="Gwendolyn Ashdown"' in page
    assert not Contact.objects.exists()


def test_a_time_to_come_is_refused_in_words(asha_in: Client) -> None:
    answer = asha_in.post("/contacts/new", {**ENTRY, "arrived_at-year": "2198"})
    assert "has not come yet" in answer.content.decode()
    assert not Contact.objects.exists()


def test_who_speaks_for_somebody_says_for_whom(asha_in: Client) -> None:
    answer = asha_in.post("/contacts/new", {**ENTRY, "relationship": "representative"})
    assert "Name of the person affected: enter it" in answer.content.decode()
    assert '<details class="govuk-details block" open>' in answer.content.decode()


def test_another_point_can_be_added_without_losing_what_was_typed(asha_in: Client) -> None:
    number = logged(asha_in)
    page = asha_in.post(f"/contacts/{number}/2", {**ACCOUNT, "more": "1"}).content.decode()
    assert 'name="words-4"' in page
    assert "I cannot get out since March." in page
    assert "Nobody rang back" in page
    assert Contact.objects.get().points == []


def test_a_risk_is_referred_before_anything_else(asha_in: Client) -> None:
    number = logged(asha_in)
    asha_in.post(f"/contacts/{number}/2", ACCOUNT)
    answer = asha_in.post(f"/contacts/{number}/3", {**DECISION, "safeguarding": "yes"})
    assert "Make the safeguarding referral now" in answer.content.decode()
    asha_in.post(f"/contacts/{number}/3", {**DECISION, "safeguarding": "yes", "referred": "Duty team, 16:05"})
    assert "Duty team, 16:05" in Contact.objects.get().decision_reason


def test_a_service_request_is_recorded_and_can_become_a_complaint(asha_in: Client) -> None:
    number = logged(asha_in)
    asha_in.post(f"/contacts/{number}/2", ACCOUNT)
    asha_in.post(f"/contacts/{number}/3", {**DECISION, "decision": "service_request"})
    outcome = asha_in.get(f"/contacts/{number}/outcome").content.decode()
    assert "Service request, not a complaint" in outcome
    assert f'href="/contacts/{number}/3"' in outcome
    assert asha_in.get(f"/contacts/{number}/4").headers["Location"] == f"/contacts/{number}/3"
    again = asha_in.get(f"/contacts/{number}/3").content.decode()
    assert "when did they say that they are not satisfied?" in again
    assert "She is not satisfied." not in again  # a reason of its own
    asha_in.post(f"/contacts/{number}/3", DECISION)
    assert asha_in.get(f"/contacts/{number}").headers["Location"] == f"/contacts/{number}/4"


def test_somebody_chasing_a_complaint_is_kept_with_it(asha_in: Client, officers: made.Officers) -> None:
    reference = made.told(officers.asha).reference
    number = logged(asha_in)
    asha_in.post(f"/contacts/{number}/2", ACCOUNT)
    wrong = asha_in.post(
        f"/contacts/{number}/3", {**DECISION, "decision": "repeat_contact", "reference": "PR-1"}
    )
    assert "There is no complaint PR-1" in wrong.content.decode()
    asha_in.post(
        f"/contacts/{number}/3", {**DECISION, "decision": "repeat_contact", "reference": reference.lower()}
    )
    assert f"Kept with {reference}" in asha_in.get(f"/contacts/{number}/outcome").content.decode()


@pytest.mark.parametrize(
    ("reason", "told"),
    [
        ("over_12_months", "Enter the day the matter arose"),  # the twelve months count from a day
        ("court_proceedings_issued", "Enter the day the claim was filed"),  # a threat is not enough
        ("previously_considered", "Enter the reference of the complaint it repeats"),
        ("policy_objection_only", "Every refusal tells of the Ombudsman"),
    ],
)
def test_a_refusal_needs_what_its_reason_needs(asha_in: Client, reason: str, told: str) -> None:
    number = logged(asha_in)
    asha_in.post(f"/contacts/{number}/2", ACCOUNT)
    asha_in.post(f"/contacts/{number}/3", DECISION)
    sent = {
        "reason": reason,
        "words": "It was settled in 2019.",
        "at-day": "7",
        "at-month": "5",
        "at-year": "2024",
    }
    answer = asha_in.post(f"/contacts/{number}/refusal", sent)
    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert "It was settled in 2019." in answer.content.decode()
    assert not Complaint.objects.exists()


def test_a_refusal_is_recorded_with_the_right_to_go_to_the_ombudsman(asha_in: Client) -> None:
    number = logged(asha_in)
    asha_in.post(f"/contacts/{number}/2", ACCOUNT)
    asha_in.post(f"/contacts/{number}/3", DECISION)
    sent = {
        "reason": "over_12_months", "words": "It happened in 2019.", "issue_on-day": "1", "issue_on-month": "3",
        "issue_on-year": "2019", "discretion_considered": "on", "ombudsman_details": "on",
        "at-day": "7", "at-month": "5", "at-year": "2024",
    }  # fmt: skip
    assert asha_in.post(f"/contacts/{number}/refusal", sent).status_code == 302
    assert Complaint.objects.get().status == "declined"
    assert "not accepted" in asha_in.get(f"/contacts/{number}/outcome").content.decode()


def test_anybody_logs_and_a_complaints_officer_decides(client: Client, officers: made.Officers) -> None:
    client.force_login(officers.carl)
    number = logged(client)
    client.post(f"/contacts/{number}/2", ACCOUNT)
    assert "Saved and passed on" in client.get(f"/contacts/{number}/3").content.decode()
    client.post(f"/contacts/{number}/3", DECISION)
    assert Contact.objects.get().decision == ""
    client.force_login(officers.ewan)
    assert client.get("/contacts/new").status_code == 403


def test_a_contact_of_another_organisation_does_not_exist(
    client: Client, officers: made.Officers, asha_in: Client
) -> None:
    number = logged(asha_in)
    client.force_login(officers.fern)
    assert client.get(f"/contacts/{number}/2").status_code == 404


def test_something_first_said_long_ago_can_be_opened_and_read(
    asha_in: Client, officers: made.Officers
) -> None:
    """Before the years whose bank holidays are known."""
    long_ago = {
        "first_expressed_on-day": "3",
        "first_expressed_on-month": "3",
        "first_expressed_on-year": "1989",
    }
    number = logged(asha_in, **long_ago)
    asha_in.post(f"/contacts/{number}/2", ACCOUNT)
    asha_in.post(f"/contacts/{number}/3", DECISION)
    asha_in.post(f"/contacts/{number}/4", {"procedure": made.HOUSING, "restricted": "no"})
    assert asha_in.get(f"/contacts/{number}/outcome").status_code == 200
    assert asha_in.get(f"/complaints/{Complaint.objects.get().reference}").status_code == 200


@pytest.mark.parametrize("name", ["dana", "ewan"])
def test_who_only_looks_changes_no_contact(
    asha_in: Client, client: Client, officers: made.Officers, name: str
) -> None:
    number = logged(asha_in)
    asha_in.post(f"/contacts/{number}/2", ACCOUNT)
    client.force_login(getattr(officers, name))
    for step in (1, 2):
        answer = client.post(f"/contacts/{number}/{step}", {**ENTRY, **ACCOUNT, "title": "Written over"})
        assert answer.status_code == 403
    assert Contact.objects.get().title == "Lift out of order"


def test_what_was_decided_is_not_written_over_by_who_logged_it(
    client: Client, officers: made.Officers
) -> None:
    client.force_login(officers.carl)
    number = logged(client)
    client.post(f"/contacts/{number}/2", ACCOUNT)
    client.force_login(officers.asha)
    client.post(f"/contacts/{number}/3", {**DECISION, "decision": "service_request"})
    client.force_login(officers.carl)
    answer = client.post(f"/contacts/{number}/2", {**ACCOUNT, "title": "Written over"})
    assert answer.headers["Location"] == f"/contacts/{number}/outcome"
    assert Contact.objects.get().title == "Lift out of order"


def test_a_service_officer_sees_the_contacts_they_logged_and_no_others(
    client: Client, officers: made.Officers
) -> None:
    client.force_login(officers.asha)
    others = logged(client)
    client.force_login(officers.carl)
    own = logged(client)
    assert client.get(f"/contacts/{own}/2").status_code == 200
    assert client.get(f"/contacts/{others}/2").status_code == 404
    listed = client.get("/contacts").content.decode()
    assert f"/contacts/{own}" in listed
    assert f"/contacts/{others}" not in listed


def test_a_chaser_from_before_the_complaint_is_told_so_and_keeps_what_was_typed(
    asha_in: Client, officers: made.Officers
) -> None:
    reference = made.told(officers.asha, received=made.wed_8_may).reference
    number = logged(asha_in)
    asha_in.post(f"/contacts/{number}/2", ACCOUNT)
    sent = {**DECISION, "decision": "repeat_contact", "reference": reference}
    answer = asha_in.post(f"/contacts/{number}/3", sent)
    assert answer.status_code == 422
    assert "before the complaint was received" in answer.content.decode()
    assert "She is not satisfied." in answer.content.decode()
    assert Contact.objects.get().complaint_id is None


def test_the_first_step_sent_twice_logs_one_contact_and_says_so(asha_in: Client) -> None:
    number = logged(asha_in)
    again = asha_in.post("/contacts/new", ENTRY, follow=True)
    assert again.redirect_chain == [(f"/contacts/{number}/2", 302)]
    assert "saved already" in again.content.decode()
    assert Contact.objects.count() == Person.objects.count() == 1
    assert logged(asha_in, **{"arrived_at-time": "15:45"}) != number
    assert logged(asha_in, name="Ida Tarn") != number


def test_the_same_entry_by_another_officer_is_another_contact(
    asha_in: Client, client: Client, officers: made.Officers
) -> None:
    number = logged(asha_in)
    client.force_login(officers.bela)
    assert logged(client) != number


def ready_to_refuse(client: Client, **more: Any) -> tuple[str, dict[str, str]]:
    """The page that refuses a contact, and a refusal that has everything its reason needs."""
    number = logged(client, **more)
    client.post(f"/contacts/{number}/2", ACCOUNT)
    client.post(f"/contacts/{number}/3", DECISION)
    sent = {
        "reason": "duplicate", "words": "The same lift is in her complaint of April.", "ombudsman_details": "on",
        "at-day": "7", "at-month": "5", "at-year": "2024",
    }  # fmt: skip
    return f"/contacts/{number}/refusal", sent


def test_a_reason_the_code_does_not_allow_is_held_at_the_first_refusal_too(
    asha_in: Client, officers: made.Officers
) -> None:
    """The Housing Ombudsman's Code allows refusing for three reasons; being a duplicate is none of them."""
    original = made.told(officers.asha).reference
    path, sent = ready_to_refuse(asha_in)
    sent["original"] = original.lower()
    answer = asha_in.post(path, sent)
    assert answer.status_code == 422
    assert "Not recorded yet" in answer.content.decode()
    assert "The same lift is in her complaint of April." in answer.content.decode()
    assert Complaint.objects.count() == 1
    going_on = {**sent, "going_on": "She agreed to one answer for both."}
    assert asha_in.post(path, going_on).status_code == 302
    refused = Complaint.objects.exclude(reference=original).get()
    assert Note.objects.get(complaint=refused, about="override").words == "She agreed to one answer for both."
    shown = asha_in.get(f"/complaints/{refused.reference}").content.decode()
    assert f"Repeats {original}" in shown
    assert f'href="/complaints/{original}"' in shown
    assert "The same lift is in her complaint of April." in shown


@pytest.mark.parametrize("going_on", ["", "It is the same all the same."])
def test_a_duplicate_repeats_a_complaint_that_is_here(asha_in: Client, going_on: str) -> None:
    path, sent = ready_to_refuse(asha_in)
    answer = asha_in.post(path, {**sent, "original": "PR-2222-2222", "going_on": going_on})
    assert answer.status_code == 422
    assert "There is no complaint PR-2222-2222 that you can open" in answer.content.decode()
    assert not Complaint.objects.exists()


def test_a_duplicate_does_not_give_away_a_restricted_complaint(
    client: Client, officers: made.Officers
) -> None:
    hidden = made.told(officers.asha, named=()).reference
    client.force_login(officers.bela)
    path, sent = ready_to_refuse(client)
    answer = client.post(path, {**sent, "original": hidden, "going_on": "x"})
    assert "There is no complaint" in answer.content.decode()
    assert Complaint.objects.count() == 1


def requested(client: Client) -> int:
    """A request for a repair, of Thursday 2 May 2024."""
    number = logged(client)
    client.post(f"/contacts/{number}/2", ACCOUNT)
    asked = {**DECISION, "decision": "service_request", "reason": "She asks for a repair."}
    client.post(f"/contacts/{number}/3", asked)
    return number


def complained(on: str, time: str) -> dict[str, str]:
    year, month, day = on.split("-")
    return {
        **DECISION, "complained_at-day": day, "complained_at-month": month, "complained_at-year": year,
        "complained_at-time": time, "reason": "The repair failed twice.",
    }  # fmt: skip


def test_a_request_stays_in_sight_and_can_be_decided_again(asha_in: Client) -> None:
    number = requested(asha_in)
    shown = asha_in.get("/contacts?view=requests").content.decode()
    assert "Lift out of order" in shown
    assert f'href="/contacts/{number}/outcome"' in shown
    assert "Lift out of order" not in asha_in.get("/contacts").content.decode()
    assert "Lift out of order" not in asha_in.get("/contacts?view=others").content.decode()
    told = asha_in.get(f"/contacts/{number}/outcome").content.decode()
    assert "She asks for a repair." in told


def test_a_request_that_becomes_a_complaint_counts_from_the_dissatisfaction(asha_in: Client) -> None:
    """Asked on Thursday 2 May, dissatisfied on Monday 20 May: the five days end on Tuesday 28 May, after a
    bank holiday."""
    number = requested(asha_in)
    asha_in.post(f"/contacts/{number}/3", complained("2024-5-20", "09:30"))
    assert "Tue 28 May 2024" in asha_in.get(f"/contacts/{number}/4").content.decode()
    asha_in.post(f"/contacts/{number}/4", {"procedure": made.HOUSING, "restricted": "no"})
    complaint = Complaint.objects.get()
    assert complaint.received_on == date(2024, 5, 20)
    notes = asha_in.get(f"/complaints/{complaint.reference}/notes").content.decode()
    assert "Service request: She asks for a repair." in notes
    assert "Complaint: The repair failed twice." in notes


def test_what_was_a_complaint_from_the_start_counts_from_the_start(asha_in: Client) -> None:
    number = requested(asha_in)
    asha_in.post(f"/contacts/{number}/3", DECISION)
    asha_in.post(f"/contacts/{number}/4", {"procedure": made.HOUSING, "restricted": "no"})
    assert Complaint.objects.get().received_on == date(2024, 5, 2)


@pytest.mark.parametrize(
    ("on", "told"),
    [
        ("2024-5-2", "They cannot have complained on Thu 2 May 2024 at 09:30"),  # before the call of 15:40
        ("2198-5-2", "has not come yet"),
    ],
)
def test_nobody_complains_before_they_asked_or_tomorrow(asha_in: Client, on: str, told: str) -> None:
    number = requested(asha_in)
    answer = asha_in.post(f"/contacts/{number}/3", complained(on, "09:30"))
    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert "The repair failed twice." in answer.content.decode()
    assert Contact.objects.get().decision == "service_request"


def test_a_complaint_refused_as_a_request_is_among_the_requests(
    asha_in: Client, officers: made.Officers
) -> None:
    path, sent = ready_to_refuse(asha_in)
    asha_in.post(path, {**sent, "reason": "service_request", "going_on": "She agreed it is a first report."})
    complaint = Complaint.objects.get()
    assert complaint.status == "declined"
    shown = asha_in.get("/contacts?view=requests").content.decode()
    assert complaint.reference in shown
    assert asha_in.get(f"/complaints/{complaint.reference}/reopen").status_code == 200


def test_an_auditor_is_not_offered_to_handle_a_complaint(asha_in: Client, officers: made.Officers) -> None:
    number = logged(asha_in)
    asha_in.post(f"/contacts/{number}/2", ACCOUNT)
    asha_in.post(f"/contacts/{number}/3", DECISION)
    offered = asha_in.get(f"/contacts/{number}/4").content.decode()
    assert "Bela Example" in offered
    assert "Ewan Example" not in offered


def test_requests_about_staff_stay_with_who_decides_them(client: Client, officers: made.Officers) -> None:
    client.force_login(officers.asha)
    number = logged(client)
    client.post(f"/contacts/{number}/2", {**ACCOUNT, "conduct_of_staff": "on"})
    client.post(f"/contacts/{number}/3", {**DECISION, "decision": "service_request"})
    client.force_login(officers.carl)
    assert "Lift out of order" not in client.get("/contacts?view=requests").content.decode()


@pytest.mark.parametrize("asked", ["view=nonsense", "view=requests&page=x", "view=others&page=999"])
def test_contacts_asked_for_nonsense_still_answer(asha_in: Client, asked: str) -> None:
    assert asha_in.get(f"/contacts?{asked}").status_code == 200
