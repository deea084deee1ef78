"""The pages of letters: nothing typed is lost, nothing is sent unnoticed, and who may see and do what."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, datetime
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from casework.complaints.models import Complaint, Note
from casework.complaints.page import complaint_page
from casework.journal.models import Access
from casework.letters.jobs import run_next
from casework.letters.models import Dispatch, Letter
from casework.letters.words import LetterState
from casework.letters.writing import start
from casework.outcomes.models import Answer
from casework.people.models import Officer
from putright.vocabulary import LetterKind
from tests.casework import made
from tests.casework.letters import written
from tests.casework.made import person, told

pytestmark = pytest.mark.django_db(transaction=True)


def body(answer: Any) -> str:
    return unescape(answer.content.decode())


def fields(html: str) -> dict[str, Any]:
    """What a browser would send of the editor's form, as it stands in the page."""
    form = html[html.index('class="panes"') : html.rindex("</form>")]
    sent: dict[str, Any] = {}
    for tag in re.findall(r"<input\b[^>]*>", form):
        name, value = re.search(r'name="([^"]*)"', tag), re.search(r'value="([^"]*)"', tag)
        if name is None or (('type="checkbox"' in tag or 'type="radio"' in tag) and "checked" not in tag):
            continue
        sent.setdefault(unescape(name[1]), []).append(unescape(value[1]) if value else "")
    for name, text in re.findall(r'<textarea\b[^>]*name="([^"]*)"[^>]*>(.*?)</textarea>', form, re.DOTALL):
        sent[unescape(name)] = unescape(text)
    for name, options in re.findall(r'<select\b[^>]*name="([^"]*)"[^>]*>(.*?)</select>', form, re.DOTALL):
        chosen = re.search(r'<option value="([^"]*)" selected', options)
        sent[unescape(name)] = unescape(chosen[1]) if chosen else ""
    sent.pop("csrfmiddlewaretoken", None)
    return sent


def today() -> date:
    return timezone.localdate()


def now() -> datetime:
    return timezone.now()


@pytest.fixture
def letter(client: Client, asha: Officer) -> Letter:
    """An acknowledgement just begun, today, by the officer who is logged in."""
    client.force_login(asha)
    asha.organisation.email, asha.organisation.telephone = "complaints@merebrook.example", "01632 960001"
    asha.organisation.save()
    reference = told(
        asha, received=today(), who=person(asha.organisation, email="gwen@ashdown.example")
    ).reference
    page = complaint_page(asha, reference, today=today())
    return Letter.objects.get(pk=start(page, LetterKind.ACKNOWLEDGEMENT, by=asha, now=now()))


@pytest.fixture
def response(client: Client, asha: Officer) -> Letter:
    """A response in the making with nothing answered yet."""
    client.force_login(asha)
    letter = written.begun(LetterKind.RESPONSE, written.acknowledged(asha), asha, on=today())
    return letter


def at_(letter: Letter, rest: str = "") -> str:
    return f"/complaints/{letter.complaint.reference}/letters/{letter.pk}{rest}"


def test_the_tab_offers_first_what_the_complaint_waits_for(client: Client, letter: Letter) -> None:
    page = body(client.get(f"/complaints/{letter.complaint.reference}/letters"))
    assert page.index("Write: acknowledgement") < page.index("Another letter")
    assert "Being written" in page


def test_a_letter_is_begun_from_the_tab(client: Client, asha: Officer) -> None:
    client.force_login(asha)
    reference = told(asha, received=today()).reference
    answer = client.post(f"/complaints/{reference}/letters/new", {"kind": "acknowledgement"})
    assert answer.headers["Location"] == f"/complaints/{reference}/letters/{Letter.objects.get().pk}"
    again = client.post(f"/complaints/{reference}/letters/new", {"kind": "final-response"}, follow=True)
    assert "does not fit the complaint as it stands now" in body(again)


def test_the_editor_shows_points_letter_and_checks_in_that_order(client: Client, letter: Letter) -> None:
    page = body(client.get(at_(letter)))
    assert page.index("Points and evidence") < page.index('id="pane-letter"') < page.index('id="pane-checks"')
    assert "Locked: the procedure gives it" in page
    assert "Nothing holds it" in page


def test_what_is_typed_is_saved_and_stands_in_the_letter(client: Client, letter: Letter) -> None:
    sent = fields(body(client.get(at_(letter))))
    sent["words-clarify"] = "Which of the two bathrooms is it?"
    assert client.post(at_(letter), {**sent, "do": "save"}).headers["Location"] == at_(letter)
    page = body(client.get(at_(letter)))
    assert "The letter is saved. No check holds it." in page
    assert "Which of the two bathrooms is it?" in body(client.get(at_(letter, "/send")))
    letter.refresh_from_db()
    assert letter.edited == {}


def test_a_way_that_is_not_set_up_is_not_lost_by_saving(
    client: Client, letter: Letter, settings: Any
) -> None:
    settings.EMAIL_URL = settings.NOTIFY_API_KEY = ""
    page = body(client.get(at_(letter)))
    assert "E-mail (not set up here: it would wait)" in page
    client.post(at_(letter), {**fields(page), "do": "save"})
    letter.refresh_from_db()
    assert letter.channels == ["email"]


def test_writing_in_a_point_writes_its_answer(client: Client, response: Letter) -> None:
    sent = fields(body(client.get(at_(response))))
    sent |= {"outcome-1": "upheld", "reasons-1": "It took six weeks."}
    client.post(at_(response), {**sent, "do": "save"})
    row = Answer.objects.get(complaint=response.complaint, point="1")
    assert (row.outcome, row.reasons) == ("upheld", "It took six weeks.")
    assert not Answer.objects.filter(complaint=response.complaint, point="2").exists()


def test_checking_stores_nothing_and_keeps_what_was_typed(client: Client, response: Letter) -> None:
    sent = fields(body(client.get(at_(response))))
    sent["reasons-1"] = "We will call you soon."
    answer = client.post(at_(response), {**sent, "do": "check"})
    assert answer.status_code == 200
    assert "We will call you soon." in body(answer)
    assert "Promises in the text" in body(answer)
    assert not Answer.objects.exists()
    pane = client.post(at_(response, "/checks"), sent)
    assert pane.status_code == 200
    assert "<html" not in body(pane)
    assert "Make this a commitment: “We will call you soon.”" in body(pane)
    assert not Answer.objects.exists()


def test_one_tick_makes_a_promise_a_commitment_and_it_needs_a_day(
    client: Client, letter: Letter, asha: Officer
) -> None:
    sent = fields(body(client.get(at_(letter))))
    sent["words-clarify"] = "We will call you soon."
    key = re.search(r'name="promise-(\w+)"', body(client.post(at_(letter), {**sent, "do": "check"})))
    assert key is not None
    ticked = {**sent, f"promise-{key[1]}": "on", f"owner-{key[1]}": str(asha.pk)}
    answer = client.post(at_(letter), {**ticked, "do": "save"})
    assert answer.status_code == 422
    assert "By when is it kept?: enter the day, since it is promised." in body(answer)
    assert "We will call you soon." in body(answer)
    due = today()
    ticked |= {f"by-{key[1]}-day": due.day, f"by-{key[1]}-month": due.month, f"by-{key[1]}-year": due.year}
    assert client.post(at_(letter), {**ticked, "do": "save"}).status_code == 302
    letter.refresh_from_db()
    (promise,) = letter.details["promises"]
    assert (promise["words"], promise["by"], promise["owner"]) == (
        "We will call you soon.", due.isoformat(), str(asha.pk),
    )  # fmt: skip
    assert "Commitments this letter makes" in body(client.get(at_(letter)))


def test_a_promise_ticked_after_its_text_was_saved_becomes_a_commitment(
    client: Client, letter: Letter
) -> None:
    sent = fields(body(client.get(at_(letter))))
    sent["words-clarify"] = "We will call you on Tuesday 4 May 2027."
    client.post(at_(letter), {**sent, "do": "save"})
    again = fields(body(client.get(at_(letter))))
    key = next(name for name in again if name.startswith("by-") and name.endswith("-day"))[3:-4]
    ticked = {**again, f"promise-{key}": "on"}
    pane = body(client.post(at_(letter, "/checks"), ticked))
    assert f'name="promise-{key}" type="checkbox" value="on" checked' in pane
    assert client.post(at_(letter), {**ticked, "do": "save"}).status_code == 302
    letter.refresh_from_db()
    assert [one["by"] for one in letter.details["promises"]] == ["2027-05-04"]


def test_a_part_that_was_empty_when_the_page_was_drawn_follows_from_what_is_typed(
    client: Client, letter: Letter
) -> None:
    number = start(
        complaint_page(letter.author, letter.complaint.reference, today=today()),
        LetterKind.EXTENSION, by=letter.author, now=now(),
    )  # fmt: skip
    extension = Letter.objects.get(pk=number)
    sent = fields(body(client.get(at_(extension))))
    sent |= {"new_date-day": "4", "new_date-month": "5", "new_date-year": "2027", "do": "save"}
    assert client.post(at_(extension), sent).status_code == 302
    extension.refresh_from_db()
    assert extension.edited == {}
    assert extension.details["new_date"] == "2027-05-04"


def test_a_text_that_was_emptied_can_be_had_back(client: Client, letter: Letter) -> None:
    sent = fields(body(client.get(at_(letter))))
    client.post(at_(letter), {**sent, "edited-definition": "", "do": "save"})
    emptied = fields(body(client.get(at_(letter))))
    assert emptied["edited-definition"].strip() == ""
    client.post(at_(letter), {**emptied, "again-definition": "on", "do": "save"})
    letter.refresh_from_db()
    assert letter.edited == {}


def test_a_wrong_day_is_told_and_everything_typed_stays(client: Client, letter: Letter) -> None:
    sent = fields(body(client.get(at_(letter))))
    sent |= {
        "words-clarify": "Which bathroom is it?",
        "acts_by-day": "31",
        "acts_by-month": "2",
        "acts_by-year": "2027",
    }
    answer = client.post(at_(letter), {**sent, "do": "save"})
    assert answer.status_code == 422
    assert "31 February 2027 is not a date" in body(answer)
    assert "Which bathroom is it?" in body(answer)
    letter.refresh_from_db()
    assert letter.words == {}


def test_the_second_writer_sees_both_texts_and_can_save_theirs_after_that(
    client: Client, letter: Letter
) -> None:
    first = fields(body(client.get(at_(letter))))
    second = dict(first)
    client.post(at_(letter), {**first, "words-clarify": "Which bathroom is it?", "do": "save"})
    answer = client.post(at_(letter), {**second, "words-clarify": "Is it upstairs?", "do": "save"})
    assert answer.status_code == 409
    page = body(answer)
    assert "Somebody else saved this letter since you opened it" in page
    assert "Which bathroom is it?" in page
    assert "Is it upstairs?" in page
    assert client.post(at_(letter), {**fields(page), "do": "save"}).status_code == 302
    letter.refresh_from_db()
    assert letter.words["clarify"] == "Is it upstairs?"


def test_a_check_is_gone_past_from_the_pane_with_a_reason(client: Client, letter: Letter) -> None:
    sent = fields(body(client.get(at_(letter))))
    sent["edited-opening"] = "Thank you. We received your complaint."
    page = body(client.post(at_(letter), {**sent, "do": "save"}, follow=True))
    key = re.search(r'value="past:(parts-given[^"]*)"', page)
    assert key is not None
    sent = fields(page)
    without = client.post(at_(letter), {**sent, "do": f"past:{key[1]}"})
    assert without.status_code == 422
    assert "Your reason for going past the check: enter it." in body(without)
    past = client.post(
        at_(letter), {**sent, "do": f"past:{key[1]}", f"because:{key[1]}": "Told by telephone."}, follow=True
    )
    assert "“Told by telephone.”" in body(past)
    assert "Asha Example" in body(past)


def test_an_officer_without_the_right_goes_past_nothing(
    client: Client, letter: Letter, officers: made.Officers
) -> None:
    Complaint.objects.filter(pk=letter.complaint_id).update(owner=officers.carl)
    client.force_login(officers.carl)
    sent = fields(body(client.get(at_(letter))))
    answer = client.post(at_(letter), {**sent, "edited-opening": "Thank you.", "do": "past:parts-given|/opening",
                                       "because:parts-given|/opening": "x"})  # fmt: skip
    assert answer.status_code == 403
    assert "Thank you." in body(answer)


def test_a_letter_is_sent_from_the_page_that_shows_it(client: Client, letter: Letter) -> None:
    page = body(client.get(at_(letter, "/send")))
    content = re.search(r'name="content" value="(\w+)"', page)
    assert content is not None
    answer = client.post(at_(letter, "/send"), {"do": "send", "content": content[1]}, follow=True)
    assert "The letter is sent." in body(answer)
    assert "Waiting to be sent" in body(answer)
    letter.refresh_from_db()
    assert letter.state == LetterState.SENT
    # The button pressed twice, or the page sent again: it says so and nothing goes twice.
    again = client.post(at_(letter, "/send"), {"do": "send", "content": content[1]}, follow=True)
    assert again.status_code == 200
    assert Dispatch.objects.filter(letter=letter).count() == 1


def test_a_stale_page_sends_nothing_and_shows_the_text_again(client: Client, letter: Letter) -> None:
    answer = client.post(at_(letter, "/send"), {"do": "send", "content": "0" * 64})
    assert answer.status_code == 409
    assert "reads otherwise than on the page you had open" in body(answer)
    assert not Dispatch.objects.exists()


def test_an_unanswered_point_cannot_be_sent(client: Client, response: Letter) -> None:
    page = body(client.get(at_(response, "/send")))
    assert "Point 1 has no finding." in page
    assert "It cannot be sent yet" in page
    content = re.search(r'name="content" value="(\w+)"', page)
    answer = client.post(at_(response, "/send"), {"do": "send", "content": content[1] if content else ""})
    assert answer.status_code in (409, 422)
    assert not Dispatch.objects.filter(letter=response).exists()


def test_the_manager_finds_it_in_the_tray_signs_it_and_it_goes(
    client: Client, asha: Officer, officers: made.Officers
) -> None:
    bela = officers.bela
    bela.grade = 2
    bela.save()
    letter = written.response(asha, on=today())
    client.force_login(asha)
    client.post(at_(letter, "/send"), {"do": "ask", "of": str(bela.pk)})
    client.force_login(bela)
    tray = body(client.get("/sign-off"))
    assert f"Response, {letter.complaint.reference}" in tray
    assert "Asked of you" in tray
    assert "This signature approves £150 to Gwendolyn Ashdown." in tray
    assert "to put right" not in tray
    page = body(client.get(at_(letter, "/send")))
    assert "£150: the account was confirmed with Gwendolyn Ashdown" in page
    ticked = re.search(r'name="(confirmed-\d+)"', page)
    assert ticked is not None
    assert "No check holds it" in page
    content = re.search(r'name="content" value="(\w+)"', page)
    assert content is not None
    signing = {"do": "sign", "content": content[1], ticked[1]: "on"}
    signed = body(client.post(at_(letter, "/send"), signing, follow=True))
    assert "The letter is signed. It can be sent." in signed
    assert "Signed by Bela Example" in signed
    content = re.search(r'name="content" value="(\w+)"', signed)
    assert content is not None
    sent = body(client.post(at_(letter, "/send"), {"do": "send", "content": content[1]}, follow=True))
    assert "signed by Bela Example" in sent
    remedies = body(client.get(f"/complaints/{letter.complaint.reference}/remedies"))
    assert "Gwendolyn Ashdown, account confirmed" in " ".join(remedies.split())
    assert "To sign" in body(client.get("/sign-off"))


def test_the_author_is_told_why_they_cannot_sign(client: Client, asha: Officer) -> None:
    letter = written.response(asha, on=today())
    client.force_login(asha)
    page = body(client.get(at_(letter, "/send")))
    assert "You wrote in it: somebody else signs it." in page
    assert "Sign the letter" not in page
    answer = client.post(at_(letter, "/send"), {"do": "sign", "content": "x"})
    assert answer.status_code == 422


def test_it_goes_back_with_reasons(client: Client, asha: Officer, officers: made.Officers) -> None:
    letter = written.response(asha, on=today())
    client.force_login(asha)
    client.post(at_(letter, "/send"), {"do": "ask", "of": ""})
    client.force_login(officers.bela)
    empty = client.post(at_(letter, "/send"), {"do": "return", "words": "Warmer, please."})
    assert empty.status_code == 422
    assert "Warmer, please." in body(empty)
    done = client.post(
        at_(letter, "/send"), {"do": "return", "words": "Warmer, please.", "reasons": ["tone"]}, follow=True
    )
    assert "went back to its author" in body(done)
    client.force_login(asha)
    page = body(client.get(at_(letter)))
    assert "Sent back by Bela Example" in page
    assert "Warmer, please." in page


def test_exactly_what_was_sent_is_handed_out_and_no_browser_runs_it(
    client: Client, letter: Letter, settings: Any, tmp_path: Any
) -> None:
    settings.DOCUMENTS, settings.EMAIL_URL = tmp_path, ""
    content = re.search(r'name="content" value="(\w+)"', body(client.get(at_(letter, "/send"))))
    assert content is not None
    assert client.get(at_(letter, "/letter.pdf")).status_code == 404
    client.post(at_(letter, "/send"), {"do": "send", "content": content[1]})
    run_next(now=now())
    pdf, docx = client.get(at_(letter, "/letter.pdf")), client.get(at_(letter, "/letter.docx"))
    assert pdf.content.startswith(b"%PDF")
    assert docx.content.startswith(b"PK")
    for answer in (pdf, docx):
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in answer.headers["Content-Security-Policy"]
        assert letter.complaint.reference in answer.headers["Content-Disposition"]
        assert "Ashdown" not in answer.headers["Content-Disposition"]
    waiting = Dispatch.objects.get(letter=letter)
    assert waiting.state == "waiting"
    assert "E-mail is not set up" in body(client.get(at_(letter, "/sent")))


def test_the_preview_is_the_letter_as_it_would_be_sent(client: Client, letter: Letter) -> None:
    answer = client.get(at_(letter, "/preview.pdf"))
    assert answer.content.startswith(b"%PDF")
    assert answer.headers["Content-Type"] == "application/pdf"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Cache-Control"] == "private, no-store"


def test_a_failed_letter_is_sent_another_way_from_its_page(
    client: Client, letter: Letter, asha: Officer
) -> None:
    written.sent(letter, asha, on=today())
    Dispatch.objects.update(state="failed", problem="The mail server does not take this address (550).")
    row = Dispatch.objects.get()
    page = body(client.get(at_(letter, "/sent")))
    assert "The mail server does not take this address (550)." in page
    wrong = client.post(at_(letter, f"/sent/{row.pk}"), {"do": "another", "way": "email", "to": ""})
    assert wrong.status_code == 422
    assert "E-mail address: enter where it is to go." in body(wrong)
    client.post(at_(letter, f"/sent/{row.pk}"), {"do": "another", "way": "print"})
    assert [one.channel for one in Dispatch.objects.order_by("pk")] == ["email", "print"]
    row.refresh_from_db()
    assert row.state == "replaced"


def test_the_print_queue_takes_the_day_it_was_posted(client: Client, letter: Letter, asha: Officer) -> None:
    written.written(letter, asha, on=today(), ways=("print",))
    written.sent(letter, asha, on=today())
    Dispatch.objects.update(state="printing")
    row = Dispatch.objects.get()
    page = body(client.get("/print-queue"))
    assert letter.complaint.reference in page
    day = today()
    sent = {"row": row.pk, "on-day": day.day, "on-month": day.month, "on-year": day.year + 1}
    assert client.post("/print-queue", sent).status_code == 422
    done = client.post("/print-queue", {**sent, "on-year": day.year}, follow=True)
    assert "The day it was posted is recorded." in body(done)
    assert "No letter waits to be printed." in body(done)


def test_an_auditor_reads_and_does_nothing(client: Client, letter: Letter, officers: made.Officers) -> None:
    client.force_login(officers.ewan)
    assert client.get(at_(letter)).headers["Location"] == at_(letter, "/send")
    page = body(client.get(at_(letter, "/send")))
    assert "Send the letter" not in page
    assert client.get("/sign-off").status_code == client.get("/print-queue").status_code == 403
    for path, sent in (
        ("", {"do": "save"}),
        ("/send", {"do": "send"}),
        ("/send", {"do": "drop"}),
        ("/checks", {}),
    ):
        assert client.post(at_(letter, path), sent).status_code == 403
    assert (
        client.post(f"/complaints/{letter.complaint.reference}/letters/new", {"kind": "update"}).status_code
        == 403
    )


def test_a_letter_of_a_restricted_complaint_is_nowhere_for_who_is_not_named(
    client: Client, asha: Officer, officers: made.Officers
) -> None:
    letter = written.acknowledgement(asha, named=())
    client.force_login(officers.bela)
    for rest in ("", "/send", "/sent", "/preview.pdf", "/letter.pdf"):
        assert client.get(at_(letter, rest)).status_code == 404, rest
    assert client.post(at_(letter), {"do": "save"}).status_code == 404
    assert client.post(at_(letter, "/checks"), {}).status_code == 404
    assert letter.complaint.reference not in body(client.get("/print-queue"))
    client.force_login(asha)
    assert client.get(at_(letter)).status_code == 200
    assert Access.objects.filter(officer=asha, complaint_id=letter.complaint_id).exists()


def test_a_letter_is_found_only_under_its_own_complaint(
    client: Client, letter: Letter, asha: Officer
) -> None:
    other = told(asha).reference
    for rest in ("", "/send", "/sent", "/preview.pdf", "/letter.pdf"):
        assert client.get(f"/complaints/{other}/letters/{letter.pk}{rest}").status_code == 404, rest
    written.sent(letter, asha, on=today())
    row = Dispatch.objects.get()
    assert (
        client.post(f"/complaints/{other}/letters/{letter.pk}/sent/{row.pk}", {"do": "again"}).status_code
        == 404
    )


def test_a_held_act_is_recorded_only_with_a_reason(
    client: Client, asha: Officer, officers: made.Officers
) -> None:
    letter = written.closure(asha, on=today(), open_promise=True)
    written.signed(letter, officers.bela, on=today())
    client.force_login(asha)
    content = re.search(r'name="content" value="(\w+)"', body(client.get(at_(letter, "/send"))))
    assert content is not None
    held = client.post(at_(letter, "/send"), {"do": "send", "content": content[1]})
    assert held.status_code == 422
    assert "Your reason for going on" in body(held)
    client.post(at_(letter, "/send"), {"do": "send", "content": content[1], "going_on": "She knows of it."})
    assert Note.objects.filter(
        complaint=letter.complaint, about="override", words="She knows of it."
    ).exists()


def test_the_pages_cost_a_number_of_statements(
    client: Client, response: Letter, statements: Callable[[int], AbstractContextManager[None]]
) -> None:
    for path, number in ((f"/complaints/{response.complaint.reference}/letters", 16), (at_(response), 34),
                         (at_(response, "/send"), 34), ("/sign-off", 8), ("/print-queue", 8)):  # fmt: skip
        with statements(number):
            client.get(path)
