"""An Ombudsman writes: the desk, the case with its questions and draft, and every form, also with errors."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from playwright.sync_api import Page, expect

from casework.complaints.models import OpenEnd
from casework.ombudsman import commands
from casework.ombudsman.commands import Track
from casework.ombudsman.models import Draft, Question
from casework.ombudsman.views.acts import ACTS
from casework.people.models import Officer
from putright.vocabulary import CommentKind, Determination, DraftParty, PublishedOutcome
from tests.casework import made
from tests.casework.made import at
from tests.casework.ombudsman.referring import (
    asked,
    common,
    mon_1_july,
    mon_17_june,
    opened,
    recorded,
    tue_4_june,
)

pytestmark = pytest.mark.django_db(transaction=True)

Look = Callable[[Page], None]
LogIn = Callable[[Page, Officer], None]


def day(page: Page, name: str, on: date) -> None:
    for part in ("day", "month", "year"):
        page.fill(f"#id_{name}-{part}", str(getattr(on, part)))


def send(page: Page, button: str) -> None:
    page.locator("main").get_by_role("button", name=button).click()


def test_a_letter_is_kept_linked_and_answered(
    page: Page, people: made.Officers, look: Look, log_in: LogIn
) -> None:
    reference = made.answered(people.asha).reference
    log_in(page, people.asha)
    page.goto("/ombudsman")
    expect(page.locator("main")).to_contain_text("No Ombudsman has a case with us")
    look(page)
    page.get_by_role("link", name="An Ombudsman wrote").click()
    send(page, "Keep it")
    expect(page.locator(".govuk-error-summary")).to_contain_text("Which Ombudsman?: choose an answer")
    look(page)
    page.check('input[name="body"][value="lgsco"]')
    page.check('input[name="what"][value="investigation"]')
    page.fill("#id_reference", "26 014 001")
    page.fill("#id_subject", "A leak that nobody saw to for six weeks")
    page.select_option("#id_asks", "questions")
    send(page, "Keep it")
    expect(page.locator(".govuk-error-summary")).to_contain_text("or tick that it gives none")
    expect(page.locator("#id_subject")).to_have_value("A leak that nobody saw to for six weeks")
    day(page, "answer_by", date.today() + timedelta(days=5))
    send(page, "Keep it")
    expect(page.locator("main")).to_contain_text("linked to no complaint of ours yet")
    look(page)
    page.goto("/ombudsman")
    expect(page.locator("main")).to_contain_text("Linked to no complaint yet")
    look(page)
    page.get_by_role("link", name="26 014 001").click()
    page.get_by_role("link", name="Link it to a complaint").click()
    look(page)
    page.fill("#id_complaint", reference.lower())
    send(page, "Link it")
    expect(page.locator("main")).to_contain_text("What it asks")
    look(page)
    page.get_by_role("link", name="Add questions").first.click()
    page.fill("#id_words", "1. When were you told?\n2. What did you do?")
    send(page, "Add them")
    expect(page.locator("main")).to_contain_text("2 questions, 2 without an agreed answer")
    page.get_by_role("link", name="Answer question 1").click()
    page.fill("#id_answer", "On 1 May, by telephone.")
    page.check('input[name="step"][value="answered"]')
    send(page, "Keep the answer")
    expect(page.locator("main")).to_contain_text("On 1 May, by telephone.")
    look(page)
    page.get_by_role("link", name="Record the answer").first.click()
    page.fill("#id_words", "Sent through the portal")
    send(page, "Record it")
    expect(page.locator(".govuk-error-summary")).to_contain_text("Question 2 has no agreed answer")
    expect(page.locator("#id_words")).to_have_value("Sent through the portal")
    look(page)
    page.fill("#going_on", "The second answer follows on Monday")
    send(page, "Record it")
    expect(page.locator("main")).to_contain_text("The answer is recorded.")
    look(page)
    page.goto(f"/complaints/{reference}/ombudsman")
    expect(page.locator("main")).to_contain_text("A leak that nobody saw to for six weeks")
    look(page)


def test_every_page_of_a_case_also_with_errors(
    page: Page, people: made.Officers, look: Look, log_in: LogIn
) -> None:
    reference = made.answered(people.asha).reference
    key = opened(reference, people.asha, points=("1",), owner=people.asha)
    enquiry = asked(reference, key, people.asha).enquiries[0].key
    commands.add_questions(key, enquiry, "When?\n\nBy whom?", by=people.asha, now=at(tue_4_june))
    tracks = (Track(DraftParty.US, mon_1_july), Track(DraftParty.CONTRACTOR, mon_17_june, "Harrow Drains"))
    commands.receive_draft(
        key, "It finds delay", tracks, criticises="Harrow Drains", **common(reference, people.asha)
    )
    draft = Draft.objects.get().pk
    commands.comment(
        key, draft, "It was in May", paragraph="14", about=CommentKind.FACT, by=people.asha, now=at(tue_4_june)
    )  # fmt: skip
    commands.decide(
        key, decided_on=tue_4_june, published_outcome=PublishedOutcome.UPHELD,
        heads=[(Determination.FAULT_INJUSTICE, "The delay", ("1",))], **recorded(reference, people.asha),
    )  # fmt: skip
    log_in(page, people.asha)
    for address in (
        f"/ombudsman/{key}",
        "/ombudsman",
        "/ombudsman?place=decided&whose=mine",
        f"/complaints/{reference}/ombudsman/new",
    ):
        page.goto(address)
        look(page)
    question = Question.objects.order_by("number").first()
    assert question is not None
    for kind in ACTS:
        page.goto(
            f"/ombudsman/{key}/{kind.path}{f'?of={question.pk}' if 'case-question' in kind.name else ''}"
        )
        expect(page.locator("h1")).to_contain_text(kind.title)
        look(page)
        page.locator("main").get_by_role("button").last.click()
        look(page)
    assert OpenEnd.objects.filter(kind="enquiry").exists()
