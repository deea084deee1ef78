"""Grab rails that were never fitted, a contractor’s reply that leaves out the resident’s rights, and £250 in halves.

Shaped like Local Government and Social Care Ombudsman decision 24 015 097, with invented people and an invented firm:
a complaint passed to a contractor stays the council’s, and is not closed while what was needed is not there.
"""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from casework.complaints.models import Complaint
from casework.people.models import Officer
from tests.browser import steps
from tests.browser.steps import (
    LogIn,
    Look,
    Mailbox,
    Told,
    choose,
    enter_day,
    fill,
    follow,
    in_days,
    is_done,
    is_told_what_is_wrong,
    press,
    says,
)
from tests.casework import made

pytestmark = pytest.mark.django_db(transaction=True)

RESIDENT, MAIL = "Ottoline Farrow", "ottoline@farrow.example"
FIRM, FIRM_MAIL = "Brightrail Fittings", "complaints@brightrail.example"
MISSED, NOTICE = "1", "2"
RAILS = "Grab rails at the bath, 45 cm, on both sides"
STANDARD = "The contract asks for two working days’ notice and a time slot for each visit."


@pytest.fixture
def mailbox(settings: object) -> Iterator[Mailbox]:
    with steps.post_office(settings) as taken:
        yield taken


def given_a_contractor_with_a_reply_time(page: Page) -> None:
    page.goto("/contractors/new")
    fill(page, name=FIRM, email=FIRM_MAIL, reply_working_days="20")
    press_last(page)
    is_done(page, "The contractor is kept")


def press_last(page: Page) -> None:
    page.locator("main form button").last.click()


def given_a_complaint_about_the_rails(page: Page, handler: Officer) -> str:
    steps.when_a_contact_is_logged(
        page, name=RESIDENT, mail=MAIL, title="Rails at the bath that nobody fits", arrived=in_days(-2), vulnerable=True,
        happened="She was found to need rails in the spring. Twice nobody came, or came without a word before.",
        points=(
            Told("Nobody came to the first appointment", "An explanation", "A contractor’s, for whom we answer"),
            Told("We were told of the second the evening before", "Proper notice", "A contractor’s, for whom we answer"),
        ),
    )  # fmt: skip
    steps.when_it_is_a_complaint(page, "They are not satisfied with how the visits were handled.")
    return steps.when_it_is_opened(page, handler)


def when_they_agree_how_it_is_handled(page: Page, look: Look, reference: str) -> None:
    page.goto(f"/complaints/{reference}/talk-held")
    fill(page, words="She wants to know why nobody came, and the rails.")
    enter_day(page, "at", in_days(-1))
    press(page, "Record it")
    is_done(page, "The talk is recorded")
    page.goto(f"/complaints/{reference}/plan-set")
    fill(page, words="We ask the contractor, and look at its visit sheets ourselves.")
    enter_day(page, "by_day", in_days(28))
    choose(page, "agreed", "yes")
    press(page, "Record it")
    is_done(page, "The plan is recorded")
    look(page)


def when_the_need_is_recorded(page: Page, look: Look, reference: str) -> None:
    page.goto(f"/complaints/{reference}/need")
    fill(page, words=RAILS)
    page.check('[name="risk"]')
    enter_day(page, "due", in_days(28))
    press(page, "Record it")
    is_done(page, "The need is recorded")
    says(page, RAILS, "Risk of harm")
    look(page)


def when_it_is_passed_on_without_consent(page: Page, reference: str) -> None:
    page.goto(f"/complaints/{reference}/forward")
    page.select_option('[name="contractor"]', label=FIRM)
    fill(page, words="Why did nobody come, and why was the notice so short?")
    choose(page, "consent", "no")
    page.check('[name="copy_wanted"]')
    press(page, "Record it")


def then_consent_is_asked_for_first(page: Page, look: Look) -> None:
    is_told_what_is_wrong(page, "The resident has not agreed to the complaint being passed on: ask first")
    look(page)


def when_the_resident_agrees(page: Page) -> None:
    choose(page, "consent", "yes")
    press(page, "Record it")
    is_done(page, "The complaint is with the contractor, and stays ours")
    says(page, FIRM, "Reply awaited", "The resident agreed to it")


def when_the_contractor_is_written_to(page: Page, look: Look, reference: str, mailbox: Mailbox) -> None:
    steps.when_a_letter_is_begun(page, reference, "forwarding")
    steps.when_whom_it_goes_to_is_open(page)
    page.select_option('[name="provider"]', label=FIRM)
    fill(
        page,
        **{"words-permission": "The resident agreed by telephone to our passing this on to you.",
           "words-asked": "Why did nobody come to the first visit, and why was the notice of the second so short?"},
    )  # fmt: skip
    enter_day(page, "reply_due_on", in_days(28))
    steps.when_it_is_saved(page)
    steps.then_nothing_holds_it(page)
    look(page)
    press(page, "Save and see it as it will be sent")
    steps.when_it_is_sent(page)
    steps.then_the_mail_arrived(mailbox, FIRM_MAIL, "It stays our complaint", "on our behalf")


def when_its_reply_comes_without_the_residents_rights(page: Page, reference: str) -> None:
    page.goto(f"/complaints/{reference}/contractor-reply")
    fill(
        page, words="They are sorry for the first visit. The second was in order.",
        reasons_1="The fitter was ill and nobody was told.", reasons_2="Notice was given by telephone.",
    )  # fmt: skip
    page.select_option('[name="outcome-1"]', "upheld")
    page.select_option('[name="outcome-2"]', "not_upheld")
    for box in page.locator('[name="blocks"]').all():
        label = page.locator(f'label[for="{box.get_attribute("id")}"]').inner_text()
        box.set_checked(not any(word in label for word in ("Ombudsman", "next stage", "go on", "escalat")))
    enter_day(page, "rest_by", in_days(14))
    press(page, "Record it")
    is_done(page, "The contractor’s reply is recorded")


def then_what_it_lacks_is_shown(page: Page, look: Look) -> None:
    lacks = page.locator("#forwarded").locator("..").locator(".panel--late")
    expect(lacks).to_contain_text("The reply does not give")
    expect(lacks).to_contain_text("Ombudsman")
    look(page)
    follow(page, "Write the covering letter")


def when_both_points_are_answered_by_us(page: Page, reference: str, stage: str) -> None:
    steps.when_a_document_is_kept(
        page, reference, "Contractor’s visit sheet", "Nobody went", dated=in_days(-30)
    )
    steps.when_a_point_is_answered(
        page, reference, stage, MISSED, outcome="upheld", evidence="visit sheet", standard=STANDARD,
        happened="A visit was arranged and nobody came. The fitter was ill, and you were not told.",
        reasons="The visit sheet has no visit on that day, and no call to you. The visit was missed, and we should have "
        "been told of it. We find that the contract was not kept.",
        fault="Nobody came and nobody called.", injustice="You waited a whole day, and had no rails to hold on to.",
        **{"share-ours": "50", "share-contractor": "50"},
    )  # fmt: skip
    steps.when_a_point_is_answered(
        page, reference, stage, NOTICE, outcome="upheld", evidence="visit sheet", standard=STANDARD,
        happened="You were called at nine in the evening before the visit.",
        reasons="The visit sheet shows the call at nine in the evening. The contract asks for two working days. We "
        "find that "
        "the notice was too short.",
        fault="The notice was shorter than the contract asks for.",
        injustice="You could not arrange for somebody to be with you.",
        **{"share-ours": "50", "share-contractor": "50"},
    )  # fmt: skip


def when_250_pounds_are_shared_in_halves(page: Page, look: Look, reference: str, owner: Officer) -> None:
    page.goto(f"/complaints/{reference}/remedies/impact")
    choose(page, "severity", "2")
    fill(page, words="Months without rails, and a day lost waiting.")
    press(page, "Keep it")
    page.goto(f"/complaints/{reference}/remedies/propose/pay_distress")
    choose(page, "split", "halves-contractor")
    for box in page.locator('[name="points"]').all():
        box.check()
    fill(page, words="£250 for the distress and the wait.", amount="£250")
    enter_day(page, "due", in_days(21))
    page.select_option('[name="owner"]', str(owner.pk))
    press(page, "Enter it")
    is_done(page, "The remedy is in the ledger")
    says(page, "£250", "£125")
    look(page)


def when_the_payment_is_approved(page: Page, reference: str) -> None:
    page.goto(f"/complaints/{reference}/remedies")
    steps.take_step(page, "Approve")
    says(page, "£125")
    page.check('[name="payee_confirmed"]')
    press(page, "Approve it")
    is_done(page, "The payment is approved")


def when_our_covering_letter_gives_the_rights(
    page: Page, look: Look, reference: str, manager: Officer
) -> None:
    steps.when_a_letter_is_begun(page, reference, "covering")
    steps.when_whom_it_goes_to_is_open(page)
    page.select_option('[name="provider"]', label=FIRM)
    page.select_option('[name="sender"]', str(manager.pk))
    fill(
        page,
        **{"words-apology": "We are sorry that nobody came and that you were told so late. It was our failure, "
           "because nobody "
           "looked at what the contractor did. You waited a whole day, and had no rails to hold on to.",
           "acts_next": "You tell us whether you accept the payment."},
    )  # fmt: skip
    enter_day(page, "acts_by", in_days(21))
    steps.when_it_is_saved(page)
    steps.when_its_promises_are_kept_on_record(page, in_days(21))
    steps.then_nothing_holds_it(page)
    look(page)


def when_it_is_to_be_closed(page: Page, reference: str) -> None:
    page.goto(f"/complaints/{reference}/close")
    choose(page, "reason", "closed_answered")
    choose(page, "acts_next", "nobody")
    press(page, "Close it")


def then_the_need_holds_it(page: Page, look: Look) -> None:
    is_told_what_is_wrong(page, "Closed while something was still open")
    says(page, f"Need still open: {RAILS}")
    look(page)


def when_the_need_is(page: Page, reference: str, step: str, words: str, *, document: str = "") -> None:
    page.goto(f"/complaints/{reference}/need-step")
    choose(page, "to", step)
    fill(page, words=words)
    if document:
        page.select_option('[name="document"]', label=document)
    press(page, "Record it")


def test_a_need_is_seen_to_before_the_complaint_is_closed(
    page: Page, people: made.Officers, look: Look, log_in: LogIn, mailbox: Mailbox
) -> None:
    council = steps.given_an_office(people)
    council.procedures = ["adult-social-care"]
    council.own_policies = {"adult-social-care": "hackney-adult-care/2023-04-01"}
    council.save()
    log_in(page, people.dana)
    steps.when_limits_are_set(page, limit_2="500", limit_3="1000")
    given_a_contractor_with_a_reply_time(page)

    steps.when_somebody_else_sits_down(page, log_in, people.asha)
    reference = given_a_complaint_about_the_rails(page, people.asha)
    stage = Complaint.objects.get().stage
    when_they_agree_how_it_is_handled(page, look, reference)
    when_the_need_is_recorded(page, look, reference)
    when_it_is_passed_on_without_consent(page, reference)
    then_consent_is_asked_for_first(page, look)
    when_the_resident_agrees(page)
    when_the_contractor_is_written_to(page, look, reference, mailbox)
    when_its_reply_comes_without_the_residents_rights(page, reference)
    then_what_it_lacks_is_shown(page, look)

    when_both_points_are_answered_by_us(page, reference, stage)
    when_250_pounds_are_shared_in_halves(page, look, reference, people.asha)
    steps.when_somebody_else_sits_down(page, log_in, people.bela)
    when_the_payment_is_approved(page, reference)
    steps.when_somebody_else_sits_down(page, log_in, people.asha)
    when_our_covering_letter_gives_the_rights(page, look, reference, people.bela)
    steps.when_it_is_to_be_signed(page, people.bela)
    steps.when_somebody_else_sits_down(page, log_in, people.bela)
    steps.when_it_is_signed(page, reference)
    steps.when_it_is_sent(page)
    steps.then_the_mail_arrived(
        mailbox,
        MAIL,
        FIRM,
        "Local Government and Social Care Ombudsman",
        "£250",
        "£125",
        "not to the contractor",
    )

    when_it_is_to_be_closed(page, reference)
    then_the_need_holds_it(page, look)
    when_the_need_is(page, reference, "declined_in_writing", "She has had them fitted by her son.")
    is_told_what_is_wrong(page, "declined in writing")
    when_the_need_is(page, reference, "reminded", "Asked again by letter whether she wants them.")
    is_done(page, "What became of the need is recorded")
    steps.when_a_document_is_kept(page, reference, "Her letter", "No thank you", dated=in_days(0))
    when_the_need_is(
        page, reference, "declined_in_writing", "She wrote that her son fitted them.", document="Her letter"
    )
    is_done(page, "What became of the need is recorded")
