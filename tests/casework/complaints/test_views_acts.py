"""Doing something to a complaint through its pages: forms, gates, stale pages, and who may."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, RequestFactory

from casework.complaints.models import Complaint, Note
from casework.complaints.opening import Part
from casework.complaints.record import act, record
from casework.complaints.storing import read_events
from casework.people.models import Officer
from putright.cases import verbs
from putright.vocabulary import Relationship
from tests.casework import made
from tests.casework.made import acknowledged, at, fri_3_may, tue_7_may

# Acts run in durable transactions, as in service.
pytestmark = pytest.mark.django_db(transaction=True)

BLOCKS = [
    "reference", "received_on", "handler", "complaint_definition", "outcomes_sought", "responsibility", "due_date",
    "ombudsman_details", "representative_rights",
]  # fmt: skip


def day(name: str, on: date, time: str = "") -> dict[str, str]:
    return {
        f"{name}-day": str(on.day),
        f"{name}-month": str(on.month),
        f"{name}-year": str(on.year),
        f"{name}-time": time,
    }


@pytest.fixture
def page(client: Client, officers: made.Officers) -> str:
    """The address of a complaint with two points, in the hands of the officer who is logged in."""
    opened = made.told(officers.asha)
    client.force_login(officers.asha)
    return f"/complaints/{opened.reference}"


def version(page: str) -> int:
    return Complaint.objects.get(reference=page.rsplit("/", 1)[1]).version


def events(page: str) -> list[str]:
    complaint = Complaint.objects.get(reference=page.rsplit("/", 1)[1])
    return [event.kind for event in read_events(complaint)[0]]


def test_an_acknowledgement_of_last_week_is_recorded_as_it_was(client: Client, page: str) -> None:
    sent = {"seen_version": version(page), "blocks": BLOCKS, **day("at", fri_3_may)}
    assert client.post(f"{page}/acknowledge", sent).headers["Location"] == page
    assert events(page)[-1] == "acknowledged"
    assert "The acknowledgement is recorded." in client.get(page).content.decode()
    assert (
        'Done <time datetime="2024-05-03">Fri 3 May 2024</time>, in time' in client.get(page).content.decode()
    )


def test_a_letter_without_the_ombudsman_is_held_until_somebody_gives_a_reason(
    client: Client, page: str
) -> None:
    blocks = [one for one in BLOCKS if one != "ombudsman_details"]
    sent: dict[str, Any] = {"seen_version": version(page), "blocks": blocks, **day("at", fri_3_may)}
    answer = client.post(f"{page}/acknowledge", sent)
    assert answer.status_code == 422
    assert "Not recorded yet" in answer.content.decode()
    assert "acknowledged" not in events(page)
    going_on = client.post(f"{page}/acknowledge", {**sent, "going_on": "It went out before we saw it."})
    assert going_on.status_code == 302
    assert Note.objects.get(about="override").words == "It went out before we saw it."


def test_a_date_before_receipt_gets_a_sentence_and_keeps_what_was_typed(client: Client, page: str) -> None:
    sent = {
        "seen_version": version(page),
        "words": "She asked about the lift.",
        **day("at", date(2024, 4, 30)),
    }  # a Tuesday
    answer = client.post(f"{page}/clarify", sent)
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "She asked about the lift." in text
    assert 'value="30"' in text
    assert "There is something to put right" in text
    assert events(page)[-1] == "allocated"


def test_the_second_writer_is_told_what_changed_and_loses_nothing(
    client: Client, page: str, asha: Officer
) -> None:
    seen = version(page)
    record(page.rsplit("/", 1)[1], act(verbs.acknowledge, at=fri_3_may), by=asha, now=at(fri_3_may))
    sent = {
        "seen_version": seen,
        "reason": "The survey is awaited.",
        **day("to", date(2024, 5, 24)),
        **day("at", tue_7_may),
    }
    answer = client.post(f"{page}/extend", sent)
    assert answer.status_code == 409
    text = answer.content.decode()
    assert "has changed since you opened this page" in text
    assert "Acknowledged" in text
    assert "The survey is awaited." in text
    assert f'name="seen_version" value="{version(page)}"' in text
    assert events(page)[-1] == "acknowledged"


def test_a_page_without_a_version_counts_as_stale(client: Client, page: str) -> None:
    answer = client.post(f"{page}/withdraw", {"seen_version": "x", **day("at", tue_7_may)})
    assert answer.status_code == 409
    assert "withdrawn" not in events(page)


def test_a_stage_2_review_is_offered_only_to_those_who_had_no_part(
    client: Client, page: str, officers: made.Officers
) -> None:
    reference = page.rsplit("/", 1)[1]
    acknowledged(reference, officers.asha)
    form = client.get(f"{page}/escalate").content.decode()
    assert f'<option value="{officers.bela.pk}"' in form
    assert f'<option value="{officers.asha.pk}"' not in form
    assert "Not offered, because they had a part in it: Asha Example (handler at stage 1)" in form


def test_an_auditor_reads_and_does_nothing(client: Client, page: str, officers: made.Officers) -> None:
    client.force_login(officers.ewan)
    assert client.get(page).status_code == 200
    assert "What can be done" not in client.get(page).content.decode()
    answer = client.post(
        f"{page}/close", {"seen_version": version(page), "reason": "closed_answered", "words": "x"}
    )
    assert answer.status_code == 403
    assert "closed" not in events(page)


def test_an_act_that_does_not_apply_leads_back(client: Client, page: str) -> None:
    assert client.get(f"{page}/reopen").headers["Location"] == page


def test_a_program_named_as_a_picture_is_refused_and_the_description_kept(client: Client, page: str) -> None:
    upload = SimpleUploadedFile("ceiling.png", b"MZ\x90\x00 not a picture", "image/png")
    answer = client.post(
        f"{page}/document", {"seen_version": version(page), "upload": upload, "what": "The ceiling"}
    )
    assert answer.status_code == 422
    text = answer.content.decode()
    assert 'value="The ceiling"' in text
    assert 'href="#id_upload"' in text


def test_a_document_is_handed_out_as_a_file_no_browser_runs(client: Client, page: str) -> None:
    upload = SimpleUploadedFile(
        "../../notes <b>.txt", b"<script>alert(1)</script> said on the phone", "text/html"
    )
    assert (
        client.post(
            f"{page}/document", {"seen_version": version(page), "upload": upload, "what": "Notes"}
        ).status_code
        == 302
    )
    number = Complaint.objects.get(reference=page.rsplit("/", 1)[1]).documents.get().pk
    answer = client.get(f"/documents/{number}")
    assert answer.headers["Content-Type"].startswith("text/plain")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    answer.close()


def test_a_forged_form_is_refused_and_its_text_shown(page: str, asha: Officer) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(asha)
    answer = strict.post(f"{page}/note", {"words": "A long note about the visit"})
    assert answer.status_code == 403
    assert "A long note about the visit" in answer.content.decode()
    assert events(page)[-1] == "allocated"


def test_who_was_logged_out_while_writing_keeps_the_text(page: str) -> None:
    answer = Client().post(f"{page}/note", {"words": "A long note about the visit"})
    assert answer.status_code == 403
    assert "You have been logged out" in answer.content.decode()
    assert "A long note about the visit" in answer.content.decode()


def test_more_text_than_a_form_carries_is_told_so(client: Client, page: str) -> None:
    answer = client.post(f"{page}/note", {"words": "x" * (6 * 1024 * 1024)})
    assert answer.status_code == 413
    assert "too much text" in answer.content.decode()


def test_an_act_costs_a_number_of_statements(
    client: Client, page: str, statements: Callable[[int], AbstractContextManager[None]]
) -> None:
    sent = {"seen_version": version(page), "blocks": BLOCKS, **day("at", fri_3_may)}
    with statements(28):
        client.post(f"{page}/acknowledge", sent)


def test_a_year_nobody_can_count_to_is_told_as_a_slip(client: Client, page: str) -> None:
    far = {**day("to", date(2150, 5, 20)), **day("at", tue_7_may), **day("told_on", tue_7_may)}
    sent = {
        "seen_version": version(page),
        "reason": "Survey",
        "good_reason": "on",
        "ombudsman_details": "on",
        **far,
    }
    answer = client.post(f"{page}/extend", sent)
    assert answer.status_code == 422
    assert "the last day we can count to. Check the year." in answer.content.decode()
    assert client.get("/").status_code == 200


def test_a_receipt_corrected_to_before_the_known_years_is_refused_in_words(client: Client, page: str) -> None:
    sent = {"seen_version": version(page), "sequence": "1", "what": "date", "words": "The letter says so."}
    answer = client.post(f"{page}/correct", {**sent, **day("right_at", date(1990, 5, 4))})
    assert answer.status_code == 422
    assert "the first day we can count from" in answer.content.decode()
    assert "corrected" not in events(page)


def test_an_extension_recorded_late_is_not_held_for_the_silence_since(
    client: Client, page: str, asha: Officer
) -> None:
    acknowledged(page.rsplit("/", 1)[1], asha)
    fri_17_may, mon_3_june = date(2024, 5, 17), date(2024, 6, 3)
    days = {**day("to", mon_3_june), **day("at", fri_17_may), **day("told_on", fri_17_may)}
    sent = {
        "seen_version": version(page),
        "reason": "Survey",
        "ombudsman_details": "on",
        "update_every": "5",
        **days,
    }
    assert client.post(f"{page}/extend", sent).status_code == 302
    assert events(page)[-1] == "extended"
    assert "No update came by Fri 24 May 2024" in client.get(page).content.decode()


def test_a_file_over_the_limit_is_refused_in_words_and_not_taken_in_whole(
    client: Client, page: str, settings: Any
) -> None:
    settings.UPLOAD_LIMIT = 1024 * 1024
    upload = SimpleUploadedFile("ceiling.pdf", b"%PDF-" + b"0" * 3 * 1024 * 1024, "application/pdf")
    sent = {"seen_version": version(page), "upload": upload, "what": "The ceiling"}
    answer = client.post(f"{page}/document", sent)
    assert answer.status_code == 422
    assert "is larger than 1 MB" in answer.content.decode()
    received = RequestFactory().post(
        "/", {"upload": SimpleUploadedFile("ceiling.pdf", b"0" * 3 * 1024 * 1024)}
    )
    taken_in = received.FILES["upload"]
    assert taken_in.size == 3 * 1024 * 1024
    assert len(taken_in.read()) <= settings.UPLOAD_LIMIT + 64 * 1024
    received.close()


@pytest.mark.parametrize(
    ("name", "sent"),
    [
        ("promise", {"what": "call_back", "words": "We will ring", **day("due", date(1900, 1, 1))}),
        ("note", {"words": "He rang", "with_complainant": "yes", **day("happened_at", fri_3_may),
                  **day("new_date", date(1900, 1, 1))}),
    ],
)  # fmt: skip
def test_a_day_before_the_calendar_is_a_slip_and_spoils_no_complaint(
    client: Client, page: str, name: str, sent: dict[str, str]
) -> None:
    seen = version(page)
    answer = client.post(f"{page}/{name}", {"seen_version": seen, **day("at", fri_3_may), **sent})
    assert answer.status_code == 422
    assert "1 January 1900 is before" in answer.content.decode()
    assert version(page) == seen
    assert client.get(page).status_code == 200


def test_when_the_matter_arose_may_lie_before_the_calendar(client: Client, page: str) -> None:
    sent = {"seen_version": version(page), "reason": "over_12_months", "words": "Too long ago", "ombudsman_details": "on",
            "discretion_considered": "on", **day("issue_on", date(1989, 3, 3)), **day("at", fri_3_may)}  # fmt: skip
    assert client.post(f"{page}/decline", sent).headers["Location"] == page
    assert events(page)[-1] == "declined"


def test_a_reason_for_going_on_is_read_like_any_other_text(client: Client, page: str) -> None:
    seen = version(page)
    for typed, told in (
        ("The post\x00 was lost", "Null characters"),
        ("a" * 20_001, "at most 20000 characters"),
    ):
        sent = {"seen_version": seen, "going_on": typed, **day("at", fri_3_may)}
        answer = client.post(f"{page}/acknowledge", sent)
        assert answer.status_code == 422
        assert told in answer.content.decode()
    assert version(page) == seen


def test_a_note_for_the_file_sent_twice_is_kept_once(client: Client, page: str) -> None:
    sent = {"seen_version": version(page), "words": "Looked at the ceiling", "with_complainant": "no",
            **day("happened_at", fri_3_may)}  # fmt: skip
    assert client.post(f"{page}/note", sent).status_code == 302
    again = client.post(f"{page}/note", sent)
    assert again.status_code == 422
    assert "kept already" in again.content.decode()
    assert Note.objects.filter(words="Looked at the ceiling").count() == 1


def test_a_letter_is_written_with_what_is_safe_and_needed_in_sight(
    client: Client, officers: made.Officers
) -> None:
    by = officers.asha
    neighbour = made.person(
        by.organisation, "Petra Oduya", safe_contact="After five, never by post", needs="Large print"
    )
    spoken_for = made.person(by.organisation, "Winifred Oduya")
    parts = (
        Part(neighbour.pk, Relationship.REPRESENTATIVE, "Signed letter", fri_3_may),
        Part(spoken_for.pk, Relationship.COMPLAINANT),
    )
    reference = made.told(by, parts=parts).reference
    client.force_login(by)
    for name in ("acknowledge", "respond", "note"):
        shown = client.get(f"/complaints/{reference}/{name}").content.decode()
        assert "After five, never by post" in shown
        assert "Large print" in shown
        assert "Ended: ask for it again" in shown


def test_a_representative_without_authority_is_marked(client: Client, officers: made.Officers) -> None:
    by = officers.asha
    neighbour = made.person(by.organisation, "Petra Oduya")
    opened = made.told(by, parts=(Part(neighbour.pk, Relationship.REPRESENTATIVE),))
    client.force_login(by)
    assert "None on record: ask for it" in client.get(f"/complaints/{opened.reference}").content.decode()


def test_a_complaint_does_not_close_before_its_points_are_answered(client: Client, page: str) -> None:
    sent = {
        "seen_version": version(page), "reason": "closed_answered", "words": "Nothing more to do",
        **day("at", tue_7_may), "acts_next": "nobody",
    }  # fmt: skip
    answer = client.post(f"{page}/close", sent)
    assert answer.status_code == 422
    held = answer.content.decode()
    assert "Closed before point 1 was answered" in held
    assert "Nothing more to do" in held
    assert "closed" not in events(page)
    assert client.post(f"{page}/close", {**sent, "going_on": "The resident has died"}).status_code == 302
    assert "closed" in events(page)
