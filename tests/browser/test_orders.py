"""An officer carries out what an Ombudsman ordered, and a manager looks at how the organisation stands: in a browser."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from casework.ombudsman.models import OmbudsmanCase
from casework.outcomes import course
from putright.vocabulary import DecisionText, OmbudsmanBody, PublishedOutcome, RemedyType
from tests.browser.steps import (
    Look,
    enter_day,
    fill,
    follow,
    in_days,
    is_done,
    is_told_what_is_wrong,
    press,
    says,
)
from tests.browser.test_outcomes import LogIn
from tests.casework import made
from tests.casework.orders.ordering import (
    case_now,
    decided,
    fri_26_july,
    mon_1_july,
    ordered,
    payment,
    training,
)
from tests.casework.outcomes.making import do, document, seniors

pytestmark = pytest.mark.django_db(transaction=True)


def given_a_case_with_orders(people: made.Officers) -> tuple[OmbudsmanCase, str]:
    case = decided(people.asha)
    apology = payment(
        type=RemedyType.APOLOGY, words="Apologise in writing", amount_pence=None, due=None,
        headings=("The conduct of the operative", "The meeting"),
    )  # fmt: skip
    ordered(case, payment(), training(), apology, by=people.asha)
    assert case.complaint is not None
    return case, case.complaint.reference


def when_an_order_is_recorded_by_hand(page: Page, look: Look, case: OmbudsmanCase) -> None:
    page.goto(f"/ombudsman/{case.pk}/orders")
    says(page, "Held: no date", "the date of the payment ordered with it")
    look(page)
    follow(page, "Record an order")
    look(page)
    page.check('[name="kind"][value="order"]')
    page.select_option("#id_type", label="Payment for distress, time and trouble")
    fill(page, words="Pay the resident £250", amount="£250")
    page.fill("#id_share-contractor", "£100")
    enter_day(page, "due", in_days(20))
    press(page, "Record it")
    is_told_what_is_wrong(page, "comes to £100, the whole sum is £250")
    look(page)
    page.fill("#id_share-ours", "£150")
    press(page, "Record it")
    is_done(page, "The order is recorded")
    says(page, "Pay the resident £250", "The contractor £100")


def when_evidence_is_sent(page: Page, look: Look, case: OmbudsmanCase, people: made.Officers) -> None:
    assert case.complaint is not None
    reference = case.complaint.reference
    key = case_now(reference).orders[0].key
    seniors(people)
    document(reference, people.asha, "Bank confirmation", mon_1_july)
    page.goto(f"/ombudsman/{case.pk}/orders/{key}/evidence")
    look(page)
    fill(page, words="By e-mail to the compliance team")
    page.get_by_label("Bank confirmation").check()
    press(page, "Record it")
    says(page, "not marked as paid in the ledger")
    look(page)
    do(course.approve, reference, key, by=people.bela, payee_confirmed=True, on=mon_1_july)
    do(course.pay, reference, key, 10000, document=None, words="Bank", payee_confirmed=True, by=people.asha,
       on=mon_1_july)  # fmt: skip
    page.goto(f"/ombudsman/{case.pk}/orders/{key}/evidence")
    fill(page, words="By e-mail to the compliance team")
    page.get_by_label("Bank confirmation").check()
    press(page, "Record it")
    is_done(page, "The evidence is recorded as sent")
    look(page)


def then_the_board_shows_what_is_open(page: Page, look: Look) -> None:
    page.goto("/orders")
    says(page, "Held: no date is set", "Long overdue", "With the Ombudsman")
    look(page)
    page.select_option("#narrow-type", label="Apology")
    press(page, "Narrow")
    says(page, "Apologise in writing")


def then_the_year_has_its_figures_and_the_letter_its_differences(
    page: Page, look: Look, people: made.Officers
) -> None:
    decided(
        people.asha, body=OmbudsmanBody.LGSCO, reference="24 000 001", heads=(), on=fri_26_july,
        outcome=PublishedOutcome.UPHELD, text=DecisionText.EARLY_RESOLUTION,
    )  # fmt: skip
    page.goto("/ombudsman/performance?body=lgsco&year=2024&figure=upheld")
    says(page, "Uphold rate", "1 of 1", "24 000 001")
    assert page.locator("img.picture").evaluate("one => one.complete && one.naturalWidth > 0")
    look(page)
    page.goto("/ombudsman/letters")
    look(page)
    text = "Reference,Received,Decided,Decision\n24 000 001,03/06/2024,26/07/2024,Not upheld\n9,yesterday,,Upheld\n"
    page.select_option("#id_year", label="2024-25")
    page.set_input_files(
        "#id_upload", {"name": "letter.csv", "mimeType": "text/csv", "buffer": text.encode()}
    )
    press(page, "Import it")
    says(page, "Line 3: “yesterday” is no date")
    look(page)
    page.select_option("#id_year", label="2024-25")
    good = text.replace("9,yesterday,,Upheld\n", "")
    page.set_input_files(
        "#id_upload", {"name": "letter.csv", "mimeType": "text/csv", "buffer": good.encode()}
    )
    press(page, "Import it")
    is_done(page, "The letter is imported")
    says(page, "1 not explained yet")
    look(page)
    follow(page, "Explain it")
    look(page)
    fill(page, words="It was settled early, and the letter was corrected since")
    press(page, "Keep it")
    says(page, "0 not explained yet", "It was settled early")


def test_an_order_is_carried_out_shown_and_seen_by_everybody_it_concerns(
    page: Page, look: Look, log_in: LogIn, people: made.Officers
) -> None:
    case, _ = given_a_case_with_orders(people)
    log_in(page, people.asha)
    when_an_order_is_recorded_by_hand(page, look, case)
    when_evidence_is_sent(page, look, case, people)
    then_the_board_shows_what_is_open(page, look)
    then_the_year_has_its_figures_and_the_letter_its_differences(page, look, people)
