"""Luton's determination, from the published text to the Ombudsman's word and the close, as a link officer does it."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from casework.outcomes import course
from putright.vocabulary import OmbudsmanBody, OrderStep
from tests.browser.steps import LogIn, Look, fill, follow, is_done, press, says, says_not
from tests.casework import made
from tests.casework.ombudsman.referring import opened
from tests.casework.orders.ordering import case_now
from tests.casework.outcomes.making import do, document, seniors

LUTON = Path(__file__).resolve().parents[3] / "shared" / "documents" / "hos-202229082-luton.txt"
pytestmark = pytest.mark.django_db(transaction=True)


def given_the_determination_is_confirmed(page: Page, key: str) -> None:
    page.goto(f"/ombudsman/{key}/decision/give")
    page.get_by_label("The decision as a file").set_input_files(LUTON)
    press(page, "Read it")
    for one in page.get_by_label("It counts, as it stands here").all():
        one.check()
    press(page, "Confirm and record")
    is_done(page, "Confirmed. 2 orders recorded.")


def then_the_board_has_the_payment_with_its_day(page: Page, look: Look) -> None:
    page.goto("/orders")
    says(page, "£100", "Fri 26 July 2024", "202229082")
    look(page)


def when_the_case_cannot_be_closed_with_an_order_open(page: Page, look: Look, key: str) -> None:
    page.goto(f"/ombudsman/{key}")
    follow(page, "Close the case")
    fill(page, words="By e-mail of its compliance team")
    press(page, "Close it")
    says(page, "Not recorded yet", "Order still open, without the Ombudsman’s word")
    look(page)


def when_it_is_paid_shown_and_accepted(
    page: Page, look: Look, key: str, reference: str, people: made.Officers
) -> None:
    payment = case_now(reference).orders[0].key
    remedy = case_now(reference).orders[0].body.remedy
    seniors(people)
    do(course.approve, reference, remedy, by=people.bela, payee_confirmed=True)
    do(
        course.pay, reference, remedy, 100_00, document=None, words="Bank statement", payee_confirmed=True,
        by=people.asha,
    )  # fmt: skip
    document(reference, people.asha, "Bank confirmation")
    page.goto(f"/ombudsman/{key}/orders/{payment}/evidence")
    fill(page, words="By e-mail to the compliance team")
    page.get_by_label("Bank confirmation").check()
    press(page, "Record it")
    is_done(page, "The evidence is recorded as sent")
    page.goto("/orders")
    says(page, "With the Ombudsman", "Evidence sent")
    page.goto(f"/ombudsman/{key}/orders/{payment}/accepted")
    look(page)
    fill(page, words="Its compliance team wrote")
    press(page, "Record it")
    is_done(page, "The order is accepted")


def when_a_manager_leaves_the_recommendation(
    page: Page, key: str, reference: str, people: made.Officers, log_in: LogIn
) -> None:
    page.context.clear_cookies()
    log_in(page, people.bela)
    advice = case_now(reference).orders[1].key
    page.goto(f"/ombudsman/{key}/orders/{advice}/not-followed")
    fill(page, words="The policy it speaks of was replaced by a new one in April")
    press(page, "Record it")
    is_done(page, "not followed")


def then_the_case_closes_and_the_board_is_empty(page: Page, look: Look, key: str) -> None:
    page.goto(f"/ombudsman/{key}")
    follow(page, "Close the case")
    fill(page, words="By e-mail of its compliance team")
    press(page, "Close it")
    is_done(page, "The Ombudsman’s case is closed")
    look(page)
    page.goto("/orders")
    says_not(page, "Fri 26 July 2024")


@pytest.mark.skipif(not LUTON.is_file(), reason="the published decisions are not part of the project")
def test_a_determination_is_read_carried_out_accepted_and_closed(
    page: Page, people: made.Officers, log_in: LogIn, look: Look
) -> None:
    reference = made.answered(people.asha).reference
    key = opened(reference, people.asha, body=OmbudsmanBody.HOS, their_reference="202229082")
    log_in(page, people.asha)
    given_the_determination_is_confirmed(page, key)
    then_the_board_has_the_payment_with_its_day(page, look)
    when_the_case_cannot_be_closed_with_an_order_open(page, look, key)
    when_it_is_paid_shown_and_accepted(page, look, key, reference, people)
    when_a_manager_leaves_the_recommendation(page, key, reference, people, log_in)
    then_the_case_closes_and_the_board_is_empty(page, look, key)
    case = case_now(reference)
    assert [one.step for one in case.orders] == [OrderStep.ACCEPTED, OrderStep.NOT_FOLLOWED]
    assert case.referrals[0].ended
    expect(page.get_by_role("heading", level=1)).to_have_text("Orders of the Ombudsmen")
