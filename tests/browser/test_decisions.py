"""A link officer's journey: the decision is given, looked at beside its text, confirmed; then found as a precedent."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from casework.complaints.queries import complaint_page
from casework.people.models import Officer
from putright.vocabulary import OmbudsmanBody
from tests.casework import made
from tests.casework.ombudsman.referring import opened
from tests.casework.precedents.decided import APOLOGY, RECOMMENDS, report, shelved

DOCUMENTS = Path(__file__).resolve().parents[3] / "shared" / "documents"
LUTON = DOCUMENTS / "hos-202229082-luton.txt"
pytestmark = pytest.mark.django_db(transaction=True)

Look = Callable[[Page], None]
LogIn = Callable[[Page, Officer], None]


def look_at_all(page: Page) -> None:
    """Say of every finding and line that it was looked at."""
    for one in page.get_by_label("It counts, as it stands here").all():
        one.check()


@pytest.mark.skipif(not LUTON.is_file(), reason="the published decisions are not part of the project")
def test_a_real_report_is_given_confirmed_and_its_order_has_its_day(
    page: Page, people: made.Officers, log_in: LogIn, look: Look
) -> None:
    reference = made.answered(people.asha).reference
    key = opened(reference, people.asha, body=OmbudsmanBody.HOS, their_reference="202229082")
    log_in(page, people.asha)
    page.goto(f"/ombudsman/{key}/decision")
    expect(page.get_by_role("heading", name="No decision yet")).to_be_visible()
    look(page)
    page.get_by_role("link", name="Give us the decision").click()
    look(page)
    page.get_by_label("The decision as a file").set_input_files(LUTON)
    page.get_by_role("button", name="Read it").click()
    expect(page.get_by_text("They order £100 to be paid once")).to_be_visible()
    look(page)
    # Where it stands in the text, and back, without a script.
    page.get_by_role("group", name="Line 1").get_by_role("link", name="in the text").click()
    expect(page.locator("#place-1")).to_be_in_viewport()
    page.get_by_role("button", name="Confirm and record").click()
    expect(page.get_by_role("alert")).to_contain_text("Have you looked at it?: choose an answer.")
    look(page)
    look_at_all(page)
    page.get_by_role("group", name="Finding 1").get_by_label("1. Nobody came in six weeks").check()
    page.get_by_role("button", name="Confirm and record").click()
    expect(page.get_by_role("status")).to_contain_text("Confirmed. 2 orders recorded.")
    expect(page.get_by_text("Fri 26 July 2024").first).to_be_visible()
    look(page)
    case = complaint_page(people.asha, reference, today=made.mon_20_may).case
    payment, advice = case.orders
    assert (payment.body.amount_pence, str(payment.due)) == (10000, "2024-07-26")
    assert advice.body.date_is_ours
    assert [one.body.determination for one in case.heads] == [
        "service_failure", "no_maladministration", "no_maladministration",
    ]  # fmt: skip


def test_a_decision_is_confirmed_without_scripts(
    plain_page: Page, people: made.Officers, log_in: LogIn
) -> None:
    page = plain_page
    reference = made.answered(people.asha).reference
    key = opened(reference, people.asha, body=OmbudsmanBody.HOS)
    log_in(page, people.asha)
    page.goto(f"/ombudsman/{key}/decision/give")
    page.get_by_label("Or its text").fill(report(decided="10 June 2024", more=APOLOGY + RECOMMENDS))
    page.get_by_role("button", name="Read it").click()
    page.get_by_role("button", name="Add a line the reader missed").click()
    added = page.get_by_role("group", name="A line the reader missed")
    added.get_by_label("What is to be done").select_option(label="Staff briefed or trained")
    added.get_by_label("In the words of the decision").fill("Brief the surveyors")
    look_at_all(page)
    page.get_by_role("group", name="Line 3").get_by_label("It is nothing of the kind: strike it out").check()
    page.get_by_role("button", name="Confirm and record").click()
    expect(page.get_by_role("status")).to_contain_text("Confirmed. 3 orders recorded.")


def test_precedents_are_found_and_stand_beside_a_remedy(
    page: Page, people: made.Officers, log_in: LogIn, look: Look
) -> None:
    for number, pounds in enumerate((100, 150, 250, 400, 900), start=1):
        text = report(f"2023000{number:02}", topic="a leak above the kitchen", pounds=pounds, more=RECOMMENDS)
        shelved(people.asha.organisation, text)
    reference = made.answered(people.asha).reference
    log_in(page, people.asha)
    page.goto("/precedents")
    look(page)
    page.get_by_label("What it is about").fill("leak kitchen")
    page.get_by_label("Had to be done").select_option(label="Payment for distress, time and trouble")
    page.get_by_role("button", name="Find", exact=True).last.click()
    expect(page.get_by_role("heading", name="5 decisions found")).to_be_visible()
    expect(page.get_by_text("the middle one is £250")).to_be_visible()
    look(page)
    page.get_by_role("link", name="Farrowdale Homes (202300003)").click()
    expect(page.get_by_text("Nobody has looked at what was read in it.")).to_be_visible()
    look(page)
    page.goto(f"/complaints/{reference}/remedies/propose/pay_distress")
    beside = page.get_by_role("region", name="What Ombudsmen ordered in similar cases")
    expect(beside).to_contain_text("the middle one £250")
    look(page)
