"""Finding the way of a contact on its page: with a mouse, with the keyboard alone, and without scripts."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from casework.complaints.models import Complaint
from casework.complaints.opening import PointWords
from casework.intake.commands import Account, decide, tell
from casework.intake.models import Contact, ContactLetter
from casework.people.models import Officer
from putright.vocabulary import RecordType
from tests.browser.steps import given_an_office, press
from tests.casework import made
from tests.casework.intake.entering import entered, logged
from tests.casework.made import at, thu_2_may

pytestmark = pytest.mark.django_db(transaction=True)

Look = Callable[[Page], None]
LogIn = Callable[[Page, Officer], None]


@pytest.fixture
def council(people: made.Officers) -> made.Officers:
    of = people.asha.organisation
    of.procedures = ["housing-ombudsman", "lgsco", "children-act"]
    of.save()
    return people


def told_of(by: Officer) -> int:
    number = logged(by)
    points = (PointWords("The social worker never came", "A visit"),)
    tell(number, Account("No visit", "Nobody came.", "A visit", points, None), by=by)
    return number


def test_a_mixed_contact_finds_its_lead_and_its_risk_comes_first(
    page: Page, council: made.Officers, look: Look, log_in: LogIn
) -> None:
    number = told_of(council.asha)
    log_in(page, council.asha)
    page.goto(f"/contacts/{number}/3")
    expect(page.locator("main")).to_contain_text("Known already")
    look(page)
    page.get_by_role("group", name="Could a child or an adult be at risk").get_by_label("Yes").check()
    page.get_by_label("Social care for a child or a young person").check()
    page.get_by_label("The council or association as a landlord").check()
    page.get_by_label("Why is it that?").fill("")
    page.get_by_role("button", name="Find the way").click()
    expect(page.get_by_role("heading", name="First: safeguarding")).to_be_visible()
    found = page.locator("#found")
    expect(found).to_contain_text("Social care functions for children have a procedure of their own in law")
    expect(found).to_contain_text("Children Act 1989 section 26")
    expect(found).to_contain_text("Linked to it, as a part of its own")
    expect(found).to_contain_text("Taken as usual")
    expect(page.get_by_label("Why is it that?")).to_have_value(re.compile("Children Act 1989 section 26"))
    expect(page.get_by_role("radio", name="Complaint", exact=True)).to_be_checked()
    look(page)
    page.get_by_role("group", name="Were they told that").get_by_label("Yes").check()
    page.get_by_role("button", name="Save and go on").click()
    expect(page.locator(".govuk-error-summary")).to_contain_text("Make the safeguarding referral now")
    page.get_by_label("to whom was the safeguarding referral made").fill("Duty team, 16:05")
    page.get_by_role("button", name="Save and go on").click()
    expect(page.locator("h1")).to_have_text("Procedure and dates")
    expect(page.get_by_role("heading", name=re.compile("^Proposed: Children Act"))).to_be_visible()
    look(page)
    page.get_by_role("radio", name="Housing Ombudsman Complaint Handling Code 2024").check()
    page.get_by_role("button", name="Open the complaint").click()
    expect(page.locator(".govuk-error-summary")).to_contain_text("say why it opens under")
    look(page)
    page.get_by_label("If it is not opened where the answers lead: why?").fill(
        "The part about the home is urgent."
    )
    page.get_by_role("button", name="Open the complaint").click()
    expect(page.locator("h1")).to_contain_text("is open")
    assert Complaint.objects.get().procedure == made.HOUSING
    assert Contact.objects.get().departures[0]["reason"] == "The part about the home is urgent."


def test_without_scripts_a_contact_goes_to_who_deals_with_it(
    plain_page: Page, council: made.Officers, log_in: LogIn
) -> None:
    number = told_of(council.asha)
    log_in(plain_page, council.asha)
    plain_page.goto(f"/contacts/{number}/3")
    plain_page.get_by_role("group", name="Could a child or an adult be at risk").get_by_label("No").check()
    plain_page.get_by_label("How a councillor behaved").check()
    plain_page.get_by_role("button", name="Find the way").click()
    expect(plain_page.locator("#found")).to_contain_text("The monitoring officer")
    expect(plain_page.locator("#found")).to_contain_text("Nothing of it stays with us.")
    plain_page.get_by_role("group", name="Were they told that").get_by_label("Yes").check()
    plain_page.get_by_role("button", name="Save and go on").click()
    expect(plain_page.locator("h1")).to_have_text("Councillor’s conduct, not a complaint")
    expect(plain_page.locator("main")).to_contain_text("The monitoring officer")
    assert Contact.objects.get().departures == []


def test_the_person_of_a_contact_that_is_no_complaint_is_written_to(
    page: Page, council: made.Officers, look: Look, log_in: LogIn
) -> None:
    of = given_an_office(council)
    assert of.email
    number = entered(council.asha)
    decide(
        number, decision=RecordType.COUNCILLOR_CONDUCT, reason="It is about a councillor", safeguarding="no",
        choice_offered="yes", answers={"about": ["councillor-conduct"]}, by=council.asha, now=at(thu_2_may, 18),
    )  # fmt: skip
    log_in(page, council.asha)
    page.goto(f"/contacts/{number}/outcome")
    look(page)
    page.get_by_role("link", name=re.compile("letter", re.IGNORECASE)).first.click()
    page.wait_for_url("**/letters/councillor-conduct")
    look(page)
    page.get_by_label("How to reach them, and by when").fill("")
    press(page, "Send it")
    expect(page.get_by_role("heading", name="Not sent yet")).to_be_visible()
    look(page)
    page.get_by_label("How to reach them, and by when").fill(
        "Write to the monitoring officer at the town hall. There is no last day for it."
    )
    page.get_by_role("radio", name="Print it and post it").check()
    press(page, "Keep it and look")
    expect(page.get_by_role("complementary", name="The letter as it will be read")).to_contain_text(
        "Write to the monitoring officer at the town hall."
    )
    press(page, "Send it")
    expect(page.locator("main")).to_contain_text("monitoring officer")
    look(page)
    assert ContactLetter.objects.get().state == "sent"
