"""A point that was left out: a missed visit, a knock after a stand-down, and what it took to answer both.

Shaped like Housing Ombudsman determination 202229082, with invented people: the first answer may not leave a point
out, the resident goes on with the point that was answered wrongly, and the final answer offers what nobody asked for.
"""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from casework.complaints.models import Complaint
from casework.people.models import Officer
from casework.people.roles import Role
from tests.browser import steps
from tests.browser.steps import (
    LogIn,
    Look,
    Mailbox,
    Told,
    choose,
    enter_day,
    fill,
    in_days,
    is_done,
    is_told_what_is_wrong,
    press,
    says,
    spelled,
)
from tests.casework import made

pytestmark = pytest.mark.django_db(transaction=True)

RESIDENT, MAIL = "Marged Tolley", "marged@tolley.example"
MISSED, KNOCKED, CLOSED = "1", "2", "3"
POINTS = (
    Told("Nobody came in the half hour agreed for Saturday", "An explanation"),
    Told("The fitter knocked although I had told you not to send anybody"),
    Told("The job was marked as done and the window is still broken", "The window mended"),
)
STANDARD = "Our repairs policy, paragraph 4.2, says that a visit keeps to the time agreed with the resident."


@pytest.fixture
def mailbox(settings: object) -> Iterator[Mailbox]:
    with steps.post_office(settings) as taken:
        yield taken


def given_a_complaint_of_three_points(page: Page, handler: Officer) -> str:
    steps.when_a_contact_is_logged(
        page, name=RESIDENT, mail=MAIL, title="Broken window, and the visits about it", points=POINTS,
        happened="I work nights. You agreed to come on Saturday between nine and half past nine.", arrived=in_days(-2),
    )  # fmt: skip
    steps.when_it_is_a_complaint(page, "She is not satisfied with how the visits were handled.")
    return steps.when_it_is_opened(page, handler)


def when_it_is_acknowledged_by_letter(page: Page, reference: str, mailbox: Mailbox) -> None:
    steps.when_a_letter_is_begun(page, reference, "acknowledgement")
    steps.then_nothing_holds_it(page)
    press(page, "Save and see it as it will be sent")
    steps.when_it_is_sent(page)
    steps.then_the_mail_arrived(mailbox, MAIL, reference, POINTS[1].words, "Housing Ombudsman")


def when_two_points_of_three_are_answered(page: Page, reference: str, owner: Officer) -> None:
    steps.when_a_document_is_kept(
        page, reference, "Visit log", "Saturday: left at nine forty", dated=in_days(-4)
    )
    steps.when_a_point_is_answered(
        page, reference, "stage-1", MISSED, outcome="upheld", evidence="Visit log", standard=STANDARD,
        happened="The visit was agreed for nine to half past nine on Saturday. The fitter arrived at nine forty.",
        reasons="The visit log shows that the fitter left the visit before only at nine forty. The time agreed with you "
        "was not kept, and nobody called to say so. We find that the policy was not followed.",
        fault="The visit came after the time agreed, and nobody called.",
        injustice="You had stayed up after a night shift for a visit that did not come in its time.",
    )  # fmt: skip
    steps.when_a_point_is_answered(
        page, reference, "stage-1", CLOSED, outcome="not_upheld", evidence="Visit log", standard=STANDARD,
        happened="The fitter marked the visit as ended. The job itself stayed open for the glass.",
        reasons="The visit log shows that the visit was marked as ended and the job as waiting for the glass. The "
        "job was "
        "never marked as done. We find that the record is right.",
    )  # fmt: skip
    steps.when_a_remedy_is_proposed(
        page, reference, "apology", points=[MISSED], due=in_days(7), owner=owner,
        words="We apologise for the visit that did not keep to its time.",
    )  # fmt: skip
    is_done(page, "The remedy is in the ledger")


def then_the_response_cannot_be_sent(page: Page, look: Look, reference: str) -> None:
    steps.when_a_letter_is_begun(page, reference, "response")
    fill(
        page,
        **{"words-apology": "We are sorry that we did not keep to the time agreed for Saturday. It was our failure: "
           "nobody "
           "looked at the round. You had to stay up after a night shift and waited for nothing. "
           f"We will call you by {spelled(in_days(5))} to agree a new visit.",
           "acts_next": "We call you, and you tell us which day suits you."},
    )  # fmt: skip
    enter_day(page, "acts_by", in_days(5))
    steps.when_it_is_saved(page)
    look(page)
    held = page.locator("#checks .check--fix").filter(has_text="Every point has a finding")
    expect(held).to_contain_text("Point 2 has no finding")
    expect(held).to_contain_text("6.7")
    press(page, "Save and see it as it will be sent")
    page.wait_for_url("**/send")
    look(page)
    says(page, "Every point has a finding", "It cannot be sent yet")
    expect(page.get_by_role("button", name="Send the letter")).to_have_count(0)


def when_the_point_is_answered(page: Page, reference: str) -> None:
    steps.when_a_point_is_answered(
        page, reference, "stage-1", KNOCKED, outcome="not_upheld", evidence="Visit log", standard=STANDARD,
        happened="You called on Saturday at nine thirty-five to say that nobody should come. The fitter knocked at nine "
        "forty.",
        reasons="The visit log has no note of a call before nine forty. The fitter was not told, and the visit was "
        "still in "
        "the round. We find that the fitter acted on what was known.",
    )  # fmt: skip
    is_done(page, "The answer to point 2 is kept as a draft")
    steps.when_the_letter_is_opened_again(page, reference)


def when_another_person_signs_and_it_goes(
    page: Page, log_in: LogIn, reference: str, *, author: Officer, signer: Officer
) -> None:
    steps.when_it_is_to_be_signed(page, signer)
    expect(page.get_by_role("button", name="Send the letter")).to_have_count(0)
    steps.when_somebody_else_sits_down(page, log_in, signer)
    steps.when_it_is_signed(page, reference)
    steps.when_somebody_else_sits_down(page, log_in, author)
    steps.when_the_letter_is_opened_again(page, reference)
    press(page, "Save and see it as it will be sent")
    steps.when_it_is_sent(page)


def when_she_goes_on_with_that_point(
    page: Page, reference: str, *, to: Officer, not_to: list[Officer]
) -> None:
    page.goto(f"/complaints/{reference}/escalate")
    offered = page.locator("#id_reviewer option").all_inner_texts()
    assert to.name in offered
    for one in not_to:
        assert one.name not in offered
    says(page, f"{not_to[0].name} (")
    fill(page, words="I did call. I have it on my telephone bill.")
    choose(page, "reasons", "inadequate_explanation")
    for settled in (MISSED, CLOSED):
        page.uncheck(f'[name="disputed"][value="{settled}"]')
    page.select_option("#id_reviewer", str(to.pk))
    press(page, "Record it")
    page.wait_for_url(f"**/complaints/{reference}")
    says(page, "Stage 2")


def then_the_earlier_author_is_held(page: Page, reference: str) -> None:
    page.goto(f"/complaints/{reference}/answers/stage-2/{KNOCKED}")
    says(page, "Somebody else should answer at this stage")
    page.select_option('[name="outcome"]', "upheld")
    press(page, "Save the draft")
    is_told_what_is_wrong(page, "6.13")


def when_the_reviewer_finds_otherwise(page: Page, look: Look, reference: str) -> None:
    steps.when_a_document_is_kept(page, reference, "Telephone bill", "Saturday, 9.35", dated=in_days(-4))
    steps.when_a_point_is_answered(
        page, reference, "stage-2", KNOCKED, outcome="upheld", evidence="Telephone bill", standard=STANDARD,
        happened="You called on Saturday at nine thirty-five and told us not to send anybody. The fitter knocked at nine "
        "forty.",
        reasons="The telephone bill shows a call to our repairs line at nine thirty-five. Nobody passed it on to "
        "the fitter. "
        "We find that the visit should have been stood down, and was not.",
        fault="The call to stand the visit down was not passed on.",
        injustice="You were woken after a night shift by a knock you had asked us to stop, and felt unsafe in your home.",
        changed="At stage 1 we relied on the visit log alone. The telephone bill was not looked at then, and it "
        "shows the "
        "call.",
    )  # fmt: skip
    look(page)


def when_100_pounds_are_offered_that_nobody_asked_for(
    page: Page, look: Look, reference: str, owner: Officer
) -> None:
    page.goto(f"/complaints/{reference}/remedies")
    says(page, f"Point {KNOCKED} is upheld: decide what puts it right")
    look(page)
    page.goto(f"/complaints/{reference}/remedies/impact")
    choose(page, "severity", "2")
    fill(page, words="Woken after a night shift, and unsafe in her own home.")
    press(page, "Keep it")
    is_done(page, "What it meant is kept")
    page.goto(f"/complaints/{reference}/remedies/propose/pay_distress?point={KNOCKED}")
    look(page)
    steps.when_a_remedy_is_proposed(
        page, reference, "pay_distress", points=[KNOCKED], due=in_days(14), owner=owner, amount="£100",
        words="£100 for the distress of a visit you had told us to stop.",
    )  # fmt: skip
    is_done(page, "The remedy is in the ledger")
    says(page, "£100")


def then_who_entered_it_does_not_approve_it(page: Page, reference: str) -> None:
    steps.take_step(page, "Approve")
    page.check('[name="payee_confirmed"]')
    press(page, "Approve it")
    is_told_what_is_wrong(page, "You proposed it: somebody else approves it")


def when_somebody_within_the_limit_approves_it(page: Page, reference: str) -> None:
    page.goto(f"/complaints/{reference}/remedies")
    steps.take_step(page, "Approve")
    page.check('[name="payee_confirmed"]')
    press(page, "Approve it")
    is_done(page, "The payment is approved")


def when_the_lesson_is_recorded(page: Page, reference: str, owner: Officer) -> None:
    page.goto(f"/complaints/{reference}/lessons/learn")
    choose(page, "kind", "lesson")
    choose(page, "root_cause", "communication")
    page.select_option('[name="cause"]', "communication")
    fill(
        page, words="A call to stand a visit down reaches the fitter before the visit.",
        changed="Calls to stand a visit down now ring through to the fitter.",
    )  # fmt: skip
    page.check(f'[name="points"][value="{KNOCKED}"]')
    press(page, "Record it")
    is_done(page, "The lesson is recorded")


def when_the_final_response_is_written(page: Page, look: Look, reference: str) -> None:
    steps.when_a_letter_is_begun(page, reference, "final-response")
    fill(
        page,
        **{"words-reconsidered": "We looked again at the visit log, at your telephone bill and at the record of calls.",
           "words-apology": "We are sorry that a fitter knocked although you had told us not to send anybody. It was our "
           "failure, because your call was not passed on. You were woken after a night shift and felt unsafe at home."},
    )  # fmt: skip
    steps.when_it_is_saved(page)
    look(page)


def when_it_is_accepted_and_paid_with_proof(page: Page, reference: str) -> None:
    page.goto(f"/complaints/{reference}/remedies")
    steps.take_step(page, "Accepts")
    fill(page, words="She says yes, by telephone.")
    press(page, "Record it")
    is_done(page, "The acceptance is recorded")
    steps.when_a_document_is_kept(page, reference, "Bank confirmation", "Paid: 100.00", dated=in_days(0))
    page.goto(f"/complaints/{reference}/remedies")
    steps.take_step(page, "Paid")
    says(page, f"Paid to {RESIDENT}")
    option = page.locator('[name="document"] option').filter(has_text="Bank confirmation").first
    page.select_option('[name="document"]', option.get_attribute("value"))
    press(page, "Record the payment")
    is_done(page, "The payment is recorded")


def when_it_is_to_be_closed(page: Page, reference: str) -> None:
    page.goto(f"/complaints/{reference}/close")
    choose(page, "reason", "closed_answered")
    choose(page, "acts_next", "nobody")
    press(page, "Close it")


def when_the_apology_stands_as_made(page: Page, reference: str) -> None:
    page.goto(f"/complaints/{reference}/remedies")
    page.get_by_role("link", name=re.compile("^Done.*Apology")).click()
    fill(page, words="Made in the response of stage 1.")
    press(page, "Record it")
    is_done(page, "It is recorded as done")


def when_the_promise_is_kept(page: Page, reference: str) -> None:
    page.goto(f"/complaints/{reference}/promise-ended")
    page.locator('[name="promise"]').first.check()
    choose(page, "how", "kept")
    fill(page, words="Called her; the glazier comes on Monday.")
    press(page, "Record it")
    page.wait_for_url(f"**/complaints/{reference}")


def test_a_point_left_out_is_answered_and_then_put_right(
    page: Page, people: made.Officers, look: Look, log_in: LogIn, mailbox: Mailbox
) -> None:
    office = steps.given_an_office(people)
    greta = steps.another_officer(office, "Greta", Role.MANAGER, grade=2)
    hollis = steps.another_officer(office, "Hollis", Role.MANAGER, grade=3)
    log_in(page, people.dana)
    steps.when_limits_are_set(page, limit_2="250", limit_3="1000")
    steps.when_somebody_else_sits_down(page, log_in, people.asha)
    reference = given_a_complaint_of_three_points(page, people.asha)
    when_it_is_acknowledged_by_letter(page, reference, mailbox)

    when_two_points_of_three_are_answered(page, reference, people.asha)
    then_the_response_cannot_be_sent(page, look, reference)
    when_the_point_is_answered(page, reference)
    assert steps.when_its_promises_are_kept_on_record(page, in_days(5)) == 1
    steps.then_nothing_holds_it(page)
    when_another_person_signs_and_it_goes(page, log_in, reference, author=people.asha, signer=people.bela)
    steps.then_the_mail_arrived(
        mailbox, MAIL, POINTS[1].words, "the next stage: Stage 2", "The visit log has no note of a call"
    )
    printed = steps.text_of(page)
    assert all(one.words in printed for one in POINTS)

    when_she_goes_on_with_that_point(page, reference, to=greta, not_to=[people.asha, people.bela])
    then_the_earlier_author_is_held(page, reference)
    steps.when_somebody_else_sits_down(page, log_in, greta)
    when_the_reviewer_finds_otherwise(page, look, reference)
    when_100_pounds_are_offered_that_nobody_asked_for(page, look, reference, greta)
    then_who_entered_it_does_not_approve_it(page, reference)
    steps.when_somebody_else_sits_down(page, log_in, hollis)
    when_somebody_within_the_limit_approves_it(page, reference)
    steps.when_somebody_else_sits_down(page, log_in, greta)
    when_the_lesson_is_recorded(page, reference, greta)
    when_the_final_response_is_written(page, look, reference)
    steps.when_its_promises_are_kept_on_record(page, in_days(14))
    steps.then_nothing_holds_it(page)
    when_another_person_signs_and_it_goes(page, log_in, reference, author=greta, signer=hollis)
    steps.then_the_mail_arrived(
        mailbox, MAIL, "£100", "Housing Ombudsman", "www.housing-ombudsman.org.uk", "final answer"
    )

    when_it_is_accepted_and_paid_with_proof(page, reference)
    when_it_is_to_be_closed(page, reference)
    is_told_what_is_wrong(page, "Not recorded yet")
    says(page, "Still promised to the resident: We will call you by", "Remedy still open: We apologise")
    look(page)
    when_the_apology_stands_as_made(page, reference)
    when_it_is_to_be_closed(page, reference)
    is_told_what_is_wrong(page, "Closed while a promise was still open")
    when_the_promise_is_kept(page, reference)
    when_it_is_to_be_closed(page, reference)
    is_done(page, "The complaint is closed")
    assert Complaint.objects.get(reference=reference).status == "closed"
