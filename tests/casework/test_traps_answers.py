"""Traps of answering and sending that systems before this one fell into, as somebody meets them on the pages.

What the apps try themselves is not repeated: a wrong sum and its sentence (outcomes/test_views_remedies.py), a button
pressed twice and a page out of date (letters/test_views_letters.py), a killed worker (letters/test_killed.py).
"""

import re
import socket
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from django.test import Client

from casework.agreements import commands
from casework.complaints.models import Complaint, Event, Note
from casework.letters import jobs
from casework.letters.models import CheckOverride, Dispatch, Letter, SignOff
from casework.outcomes.models import LedgerLine, OutcomeOverride
from casework.people.models import Officer
from tests.casework import made
from tests.casework.letters import written
from tests.casework.letters.test_adapters_smtp import Desk
from tests.casework.letters.test_views_letters import at_, body, fields, now, today
from tests.casework.outcomes import making
from tests.casework.outcomes.test_views_remedies import payment

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def asha_at_work(client: Client, asha: Officer) -> Client:
    """The complaints officer, logged in."""
    client.force_login(asha)
    return client


@pytest.fixture
def to_be_signed(asha: Officer, officers: made.Officers) -> Letter:
    """A response by Asha that no check holds, and two managers who may sign it."""
    Officer.objects.filter(pk__in=[officers.bela.pk, officers.carl.pk]).update(grade=2, roles=["manager"])
    letter = written.response(asha, on=today())
    asha.organisation.limits.update(up_to_pence=None)
    return letter


def content(client: Client, letter: Letter) -> str:
    """The hash that the page of the finished letter carries."""
    found = re.search(r'name="content" value="(\w+)"', body(client.get(at_(letter, "/send"))))
    assert found is not None
    return found[1]


def content_of(page: str) -> str:
    """The hash of the page, where it carries one."""
    found = re.search(r'name="content" value="(\w+)"', page)
    return found[1] if found else ""


def logged_in(officer: Officer) -> Client:
    """Another browser, with this officer in it."""
    client = Client()
    client.force_login(officer)
    return client


@pytest.mark.parametrize("kind", ["", "bribe", "RESPONSE", "response\x00", "no_contact"])
def test_an_unknown_letter_is_told_and_begins_nothing(asha_at_work: Client, asha: Officer, kind: str) -> None:
    reference = made.told(asha, received=today()).reference
    answer = asha_at_work.post(f"/complaints/{reference}/letters/new", {"kind": kind}, follow=True)
    assert answer.status_code == 200
    assert "Choose a letter of the list" in body(answer)
    assert not Letter.objects.exists()


@pytest.mark.parametrize("kind", ["bribe", "PAY_DISTRESS", "response"])
def test_an_unknown_remedy_is_not_found_and_enters_nothing(
    asha_at_work: Client, asha: Officer, kind: str
) -> None:
    reference = making.working(asha)
    making.judged(reference, asha)
    answer = asha_at_work.post(f"/complaints/{reference}/remedies/propose/{kind}", payment(reference, asha))
    assert answer.status_code == 404
    assert not LedgerLine.objects.exists()


@pytest.mark.parametrize(
    ("field", "typed"), [("points", ["9"]), ("payee", "999999"), ("split", "thirds"), ("band", "made/up")]
)
def test_what_no_list_holds_is_told_at_its_field_and_enters_nothing(
    asha_at_work: Client, asha: Officer, field: str, typed: Any
) -> None:
    reference = making.working(asha)
    making.judged(reference, asha)
    sent = {**payment(reference, asha), field: typed}
    answer = asha_at_work.post(f"/complaints/{reference}/remedies/propose/pay_distress", sent)
    assert answer.status_code == 422
    assert f'href="#id_{field}' in body(answer)
    assert "A payment for six weeks of distress</textarea>" in body(answer)
    assert not LedgerLine.objects.exists()


def test_a_payment_to_nobody_is_told_before_it_is_in_the_ledger(asha_at_work: Client, asha: Officer) -> None:
    reference = making.working(asha)
    making.judged(reference, asha)
    path = f"/complaints/{reference}/remedies/propose/pay_distress"
    answer = asha_at_work.post(path, {**payment(reference, asha), "payee": ""})
    assert answer.status_code == 422
    assert 'href="#id_payee' in body(answer)
    assert "A payment for six weeks of distress</textarea>" in body(answer)
    assert not LedgerLine.objects.exists()


def test_a_letter_that_pays_nobody_in_no_way_does_not_leave(
    asha_at_work: Client, to_be_signed: Letter
) -> None:
    LedgerLine.objects.update(method="")
    page = body(asha_at_work.get(at_(to_be_signed, "/send")))
    assert "Payee and method are known" in page
    assert "It cannot be sent yet" in page
    answer = asha_at_work.post(
        at_(to_be_signed, "/send"), {"do": "send", "content": content_of(page) or "0" * 64}
    )
    assert answer.status_code in (409, 422)
    assert not Dispatch.objects.filter(letter=to_be_signed).exists()


@pytest.mark.parametrize("reason", ["", "   ", "\n\t"])
def test_no_door_opens_without_a_reason(asha_at_work: Client, asha: Officer, reason: str) -> None:
    """Another outcome than the findings make, a check of a letter, a provision: nothing but blanks is no reason."""
    reference = making.working(asha)
    making.write(reference, asha)
    outcome = asha_at_work.post(
        f"/complaints/{reference}/answers/stage-1/outcome", {"outcome": "partly_upheld", "words": reason}
    )
    assert outcome.status_code == 422
    assert not OutcomeOverride.objects.exists()

    letter = written.begun(written.LetterKind.RESPONSE, reference, asha, on=today())
    page = body(asha_at_work.get(at_(letter)))
    key = re.search(r'value="past:(every-point-has-a-finding[^"]*)"', page)
    assert key is not None
    sent = {**fields(page), "do": f"past:{key[1]}", f"because:{key[1]}": reason}
    assert asha_at_work.post(at_(letter), sent).status_code == 422
    assert not CheckOverride.objects.exists()

    commands.find_need(
        reference, "Grab rails", risk=True, due=today(), owner=None, at=today(), by=asha, now=now(),
        seen_version=Complaint.objects.get().version,
    )  # fmt: skip
    closing = {
        "seen_version": Complaint.objects.get().version, "reason": "closed_answered", "acts_next": "nobody",
        "going_on": reason, "at-day": today().day, "at-month": today().month, "at-year": today().year,
    }  # fmt: skip
    held = asha_at_work.post(f"/complaints/{reference}/close", closing)
    assert held.status_code == 422
    assert "give your reason for going on" in body(held)
    assert Complaint.objects.get().status == "open"
    assert not Note.objects.filter(about="override").exists()


def test_of_two_who_sign_the_same_page_one_signs_and_the_other_is_told(
    officers: made.Officers, to_be_signed: Letter, asha_at_work: Client
) -> None:
    asha_at_work.post(at_(to_be_signed, "/send"), {"do": "ask", "of": ""})
    Complaint.objects.update(team=officers.carl.team)
    bela, carl = (
        logged_in(Officer.objects.get(pk=officers.bela.pk)),
        logged_in(Officer.objects.get(pk=officers.carl.pk)),
    )
    first, second = content(bela, to_be_signed), content(carl, to_be_signed)
    signed = body(bela.post(at_(to_be_signed, "/send"), {"do": "sign", "content": first}, follow=True))
    assert "The letter is signed. It can be sent." in signed
    told = body(carl.post(at_(to_be_signed, "/send"), {"do": "sign", "content": second}, follow=True))
    assert "Bela Example" in told
    assert "Signed by Carl Example" not in told
    assert [one.officer_id for one in SignOff.objects.filter(letter=to_be_signed)] == [officers.bela.pk]


def test_a_word_changed_after_the_signature_makes_it_void_and_shows_what_changed(
    officers: made.Officers, to_be_signed: Letter, asha_at_work: Client
) -> None:
    bela = logged_in(Officer.objects.get(pk=officers.bela.pk))
    signing = {"do": "sign", "content": content(bela, to_be_signed)}
    assert "Signed by Bela Example" in body(bela.post(at_(to_be_signed, "/send"), signing, follow=True))
    signed = content(asha_at_work, to_be_signed)
    sent = fields(body(asha_at_work.get(at_(to_be_signed))))
    sent["words-apology"] += " We accept that you called eleven times."
    asha_at_work.post(at_(to_be_signed), {**sent, "do": "save"})
    page = body(asha_at_work.get(at_(to_be_signed, "/send")))
    assert "Changed since Bela Example signed it" in page
    assert "We accept that you called eleven times." in page
    assert "It cannot be sent yet" in page
    answer = asha_at_work.post(at_(to_be_signed, "/send"), {"do": "send", "content": signed})
    assert answer.status_code in (409, 422)
    assert not Dispatch.objects.filter(letter=to_be_signed).exists()


def test_an_answer_recorded_by_hand_and_one_by_letter_pass_the_same_gate(
    asha_at_work: Client, asha: Officer
) -> None:
    """A point left out of a complete answer is held either way, for the same provision, and nothing is written."""
    reference = making.working(asha)
    before = Event.objects.count()
    recording = {
        "seen_version": Complaint.objects.get().version, "outcome-1": "not_upheld", "complete": "yes",
        "reasons-1": "It was in order.", "at-day": today().day, "at-month": today().month, "at-year": today().year,
    }  # fmt: skip
    by_hand = body(asha_at_work.post(f"/complaints/{reference}/respond", recording))
    making.write(reference, asha, outcome=making.PointOutcome.NOT_UPHELD)
    letter = written.begun(written.LetterKind.RESPONSE, reference, asha, on=today())
    by_letter = body(asha_at_work.get(at_(letter, "/send")))
    assert "Not recorded yet" in by_hand
    assert "Point 2 has no finding." in by_letter
    for page in (by_hand, by_letter):
        assert "6.7" in page
    assert Event.objects.count() == before


def test_a_mail_server_that_is_down_is_told_and_the_letter_leaves_once_when_it_is_back(
    asha_at_work: Client, asha: Officer, settings: Any, tmp_path: Any
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    settings.EMAIL_URL, settings.EMAIL_FROM = f"smtp://127.0.0.1:{port}", "complaints@merebrook.example"
    settings.DOCUMENTS = tmp_path
    who = made.person(asha.organisation, email="gwen@ashdown.example")
    asha.organisation.email, asha.organisation.telephone = "complaints@merebrook.example", "01632 960001"
    asha.organisation.save()
    reference = made.told(asha, received=today(), who=who).reference
    letter = written.begun(written.LetterKind.ACKNOWLEDGEMENT, reference, asha, on=today())
    page = content(asha_at_work, letter)
    asha_at_work.post(at_(letter, "/send"), {"do": "send", "content": page})
    jobs.run_next(now=now())
    told = body(asha_at_work.get(f"/complaints/{reference}/letters"))
    assert "The mail server cannot be reached." in told
    assert "tried once, next" in told
    # What was recorded stands, and the officer's impatience sends nothing twice.
    asha_at_work.post(at_(letter, "/send"), {"do": "send", "content": page})
    desk = Desk()
    controller = Controller(desk, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        later = Dispatch.objects.get().next_try_at
        assert later is not None
        while jobs.run_next(now=later):
            pass
    finally:
        controller.stop()
    assert [message["To"] for _, _, message in desk.taken] == ["gwen@ashdown.example"]
    assert "The mail server cannot be reached." not in body(
        asha_at_work.get(f"/complaints/{reference}/letters")
    )
