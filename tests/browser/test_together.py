"""A mixed complaint is split, and its joint plan shown, in a real browser."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from casework.complaints.record import act, record
from casework.people.models import Organisation
from putright.cases import verbs
from tests.browser.steps import LogIn, Look, today
from tests.casework import made

pytestmark = pytest.mark.django_db(transaction=True)


def received(people: made.Officers) -> str:
    reference = made.told(people.asha, received=today() - timedelta(days=1)).reference
    record(reference, act(verbs.acknowledge, at=today()), by=people.asha, now=timezone.now())
    return reference


def send(page: Page, button: str) -> None:
    page.locator("main").get_by_role("button", name=button).click()


def test_a_mixed_complaint_is_split_and_its_plan_shown(
    page: Page, people: made.Officers, look: Look, log_in: LogIn
) -> None:
    Organisation.objects.filter(pk=people.asha.organisation_id).update(
        procedures=["housing-ombudsman", "lgsco"]
    )
    reference = received(people)
    log_in(page, people.asha)
    page.goto(f"/complaints/{reference}/together")
    page.get_by_role("link", name="Open a part under another procedure").click()
    look(page)
    page.get_by_label("2. The kitchen ceiling is spoilt").check()
    page.locator("input[name=body]").first.check()
    page.fill("#id_title", "The letting of the flat")
    send(page, "Open it")
    expect(page.locator("main")).to_contain_text("The part is opened and linked.")
    look(page)
    page.get_by_role("link", name="See the joint plan").click()
    expect(page.locator("h1")).to_have_text("Joint plan")
    expect(page.locator("main")).to_contain_text("The letting of the flat")
    expect(page.locator("main")).to_contain_text("Ombudsmen")
    look(page)
