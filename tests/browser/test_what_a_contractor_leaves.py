"""What a contractor in liquidation leaves undone is settled in one page, in a real browser."""

import pytest
from playwright.sync_api import Page, expect

from casework.complaints.models import OpenEnd
from casework.providers.leaving import left_things
from tests.browser.steps import LogIn, Look, is_done, says, says_not
from tests.casework import made
from tests.casework.agreements.arranging import contractor
from tests.casework.outcomes.making import seniors
from tests.casework.providers.test_leaving import agree, gone, passed

pytestmark = pytest.mark.django_db(transaction=True)


def test_what_it_leaves_is_kept_or_replaced_and_nothing_is_settled_unseen(
    page: Page, people: made.Officers, look: Look, log_in: LogIn
) -> None:
    seniors(people)
    firm = contractor(people.asha)
    kept, replaced = passed(people, firm), passed(people, firm)
    gone(people, firm)
    names = {one.reference: one.name for one in left_things(firm, people.bela)}
    log_in(page, people.bela)
    page.goto(f"/providers/{firm}")
    page.get_by_role("link", name="Settle the actions and remedies it leaves undone").click()
    expect(page.locator("h1")).to_contain_text("leaves undone")
    look(page)
    page.check(f'[name="becomes.{names[kept]}"][value="kept"]')
    page.fill(f'[name="words.{names[kept]}"]', "Our own team fits them.")
    page.check(f'[name="becomes.{names[replaced]}"][value="replaced"]')
    page.fill(f'[name="words.{names[replaced]}"]', "Nobody makes them any more.")
    agree(replaced, people, "Something a colleague agreed meanwhile")
    page.get_by_role("button", name="Settle these").click()
    is_done(page, "Settled: 1 thing")
    expect(page.locator(".govuk-error-summary")).to_contain_text(
        f"{replaced} has changed since you opened this page"
    )
    expect(page.locator(f'[name="words.{names[replaced]}"]')).to_have_value("Nobody makes them any more.")
    look(page)
    page.get_by_role("button", name="Settle these").click()
    is_done(page, "Settled: 1 thing")
    says_not(page, "has changed since you opened this page")
    says(page, "Replaced: offer another remedy, and tell the resident")
    look(page)
    assert [
        one.step for one in OpenEnd.objects.filter(key=names[replaced].rpartition(".")[2], kind="action")
    ] == ["no_longer_achievable"]
