"""A response written, checked while it is typed, signed by a manager and sent; with and without scripts."""

import re
from collections.abc import Callable

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from casework.complaints.models import Complaint
from casework.letters.models import Dispatch, Letter
from casework.outcomes.models import Answer
from casework.people.models import Officer
from tests.casework import made
from tests.casework.letters import written

pytestmark = pytest.mark.django_db(transaction=True)

Look = Callable[[Page], None]
LogIn = Callable[[Page, Officer], None]


@pytest.fixture
def manager(people: made.Officers) -> Officer:
    """The investigating manager, who signs up to £500."""
    people.bela.grade = 2
    people.bela.save()
    return people.bela


def a_point_is_still_open(asha: Officer) -> Letter:
    letter = written.response(asha, on=timezone.localdate())
    Answer.objects.filter(complaint=letter.complaint, point="2").update(outcome="", reasons="")
    return letter


def send(page: Page, words: str) -> None:
    page.get_by_role("button", name=words, exact=True).click()


def test_a_response_is_checked_while_it_is_typed_signed_and_sent(
    page: Page, people: made.Officers, manager: Officer, look: Look, log_in: LogIn
) -> None:
    letter = a_point_is_still_open(people.asha)
    reference = letter.complaint.reference
    log_in(page, people.asha)
    page.goto(f"/complaints/{reference}/letters")
    look(page)
    page.get_by_role("link", name="Response").click()
    look(page)
    checks = page.locator("#checks")
    expect(checks).to_contain_text("Point 2 has no finding.")
    # While it is typed the checks follow, and nothing is stored.
    page.select_option("#id_outcome-2", label="Not upheld")
    page.fill("#id_reasons-2", written.NOT_UPHELD)
    expect(checks).not_to_contain_text("Point 2 has no finding.")
    assert Answer.objects.get(complaint=letter.complaint, point="2").outcome == ""
    page.fill("#id_words-apology", page.input_value("#id_words-apology") + " We will call you soon.")
    expect(checks).to_contain_text("Make this a commitment: “We will call you soon.”")
    look(page)
    send(page, "Save")
    expect(page.locator(".done-message")).to_contain_text("The letter is saved.")
    assert Answer.objects.get(complaint=letter.complaint, point="2").outcome == "not_upheld"
    page.fill(
        "#id_words-apology", page.input_value("#id_words-apology").replace(" We will call you soon.", "")
    )
    send(page, "Save and see it as it will be sent")
    page.wait_for_url(re.compile("/send$"))
    look(page)
    page.locator("#id_of").select_option(str(manager.pk))
    send(page, "Ask for the signature")
    expect(page.locator(".done-message")).to_contain_text("The signature is asked for.")
    send(page, "Log out")
    log_in(page, manager)
    page.goto("/sign-off")
    look(page)
    page.get_by_role("link", name=f"Response, {reference}").click()
    look(page)
    send(page, "Sign the letter")
    expect(page.locator("main")).to_contain_text("Signed by Bela Example")
    send(page, "Send the letter")
    page.wait_for_url(re.compile("/sent$"))
    expect(page.locator("main")).to_contain_text("Waiting to be sent")
    look(page)
    assert Complaint.objects.get(reference=reference).status == "answered"


def test_the_same_without_scripts(
    plain_page: Page, people: made.Officers, manager: Officer, log_in: LogIn
) -> None:
    page, letter = plain_page, a_point_is_still_open(people.asha)
    log_in(page, people.asha)
    page.goto(f"/complaints/{letter.complaint.reference}/letters/{letter.pk}")
    page.select_option("#id_outcome-2", label="Not upheld")
    page.fill("#id_reasons-2", written.NOT_UPHELD)
    send(page, "Check")
    expect(page.locator("#checks")).not_to_contain_text("Point 2 has no finding.")
    assert page.input_value("#id_reasons-2") == written.NOT_UPHELD
    assert Answer.objects.get(complaint=letter.complaint, point="2").outcome == ""
    send(page, "Save")
    expect(page.locator(".done-message")).to_contain_text("The letter is saved.")


def test_what_somebody_else_saved_meanwhile_stands_beside_what_was_typed(
    page: Page, people: made.Officers, manager: Officer, look: Look, log_in: LogIn
) -> None:
    letter = written.response(people.asha, on=timezone.localdate())
    log_in(page, people.asha)
    page.goto(f"/complaints/{letter.complaint.reference}/letters/{letter.pk}")
    words = {**letter.words, "apology": "We are sorry. It was our fault."}
    written.written(letter, manager, on=timezone.localdate(), words=words)
    page.fill("#id_words-apology", "We apologise for what happened. We accept that it was our fault.")
    send(page, "Save")
    expect(page.get_by_role("alert")).to_contain_text("Somebody else saved this letter since you opened it")
    expect(page.locator(".theirs")).to_contain_text("We are sorry. It was our fault.")
    assert page.input_value("#id_words-apology").startswith("We apologise for what happened.")
    look(page)
    send(page, "Save")
    expect(page.locator(".done-message")).to_contain_text("The letter is saved.")


def test_letters_that_did_not_arrive_and_letters_to_post(
    page: Page, people: made.Officers, look: Look, log_in: LogIn
) -> None:
    today = timezone.localdate()
    for state in ("failed", "uncertain", "handed_over", "printing"):
        letter = written.acknowledgement(people.asha)
        written.written(letter, people.asha, on=today, details={"acts_by": today})
        written.sent(letter, people.asha, on=today)
        Dispatch.objects.filter(letter=letter).update(state=state, problem="", handed_over_at=letter.saved_at)
        log_in(page, people.asha) if state == "failed" else None
        page.goto(f"/complaints/{letter.complaint.reference}/letters/{letter.pk}/sent")
        for summary in page.locator("main details summary").all():
            summary.click()
        look(page)
    page.goto("/print-queue")
    look(page)
    send(page, "It was posted on that day")
    expect(page.locator(".done-message")).to_contain_text("The day it was posted is recorded.")


@pytest.mark.parametrize("kind", ["decline", "extension", "update", "clarification", "closure"])
def test_the_editor_of_every_kind(
    page: Page, people: made.Officers, look: Look, log_in: LogIn, kind: str
) -> None:
    reference = written.acknowledged(people.asha)
    log_in(page, people.asha)
    page.goto(f"/complaints/{reference}/letters")
    page.get_by_text("Another letter").click()
    page.locator(f'button[name="kind"][value="{kind}"]').click()
    page.wait_for_url(re.compile("/letters/[0-9]+$"))
    for summary in page.locator("main details summary").all():
        summary.click()
    look(page)
