"""An adult care complaint through its agreed plan to the answer the responsible person signs.

Invented; the rules are SI 2009/309 regulations 13 and 14: a talk is offered, the plan is agreed and changed with the
person, and the answer is signed by the responsible person.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from casework.complaints.models import Complaint
from casework.complaints.storing import read_events
from casework.people.models import Officer
from putright.calendars import load_calendar
from putright.cases import breaches, replay
from putright.cases.planned import plan_steps
from putright.procedures import procedure
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
)
from tests.casework import made

pytestmark = pytest.mark.django_db(transaction=True)

ADULTS = "adult-social-care/2009-04-01"
RECEIVED, TALKED, PLANNED, CHANGED = in_days(-1), in_days(0), in_days(30), in_days(45)
STANDARD = "The care plan of 4 March, which asks for four visits a day."


@pytest.fixture
def mailbox(settings: object) -> Iterator[Mailbox]:
    with steps.post_office(settings) as taken:
        yield taken


def given_who_signs(page: Page, look: Look, manager: Officer) -> None:
    page.goto("/who-signs/new")
    look(page)
    page.select_option('[name="officer_id"]', str(manager.pk))
    choose(page, "how", "authorised")
    enter_day(page, "from_on", in_days(-100))
    press(page, "Keep it")
    is_told_what_is_wrong(page, "Say who authorised them")
    fill(page, authority="The chief executive’s letter of 3 April.")
    press(page, "Keep it")
    is_done(page, "Who signs is kept")
    look(page)


def given_the_complaint(page: Page, handler: Officer) -> str:
    steps.when_a_contact_is_logged(
        page, name="Idris Penhallow", mail="idris@penhallow.example", title="Visits left out", arrived=RECEIVED,
        happened="The agency left visits out in March and charged for them.",
        points=(
            Told("Two of four visits a day were left out", "The visits"),
            Told("I was charged for them", "The money back"),
        ),
    )  # fmt: skip
    steps.when_it_is_a_complaint(page, "He is not satisfied with his care.")
    return steps.when_it_is_opened(page, handler, procedure=ADULTS)


def when_the_acknowledgement_offers_a_talk(page: Page, reference: str, mailbox: Mailbox) -> None:
    steps.when_a_letter_is_begun(page, reference, "acknowledgement")
    expect(page.locator('[name="words-discussion"]')).to_have_value(
        "We would like to talk with you about how we handle your complaint and how long it takes. Please tell us when it "
        "suits you. You do not have to talk with us about it. If you would rather not, we set the time and write to you."
    )  # fmt: skip
    fill(page, acts_next="Asha Example telephones you to talk it through.")
    steps.when_it_is_saved(page)
    steps.when_its_promises_are_kept_on_record(page, in_days(2))
    steps.then_nothing_holds_it(page)
    press(page, "Save and see it as it will be sent")
    page.wait_for_url("**/send")
    steps.when_it_is_sent(page)
    steps.then_the_mail_arrived(mailbox, "idris@penhallow.example", "We would like to talk with you")


def when_the_plan_is_agreed_and_written(page: Page, look: Look, reference: str) -> None:
    page.goto(f"/complaints/{reference}/plan")
    says(page, "A talk was offered with the acknowledgement", "There is no plan yet")
    look(page)
    page.goto(f"/complaints/{reference}/talk-held")
    fill(page, words="He wants the visit records compared with his diary.")
    enter_day(page, "at", TALKED)
    press(page, "Record it")
    is_done(page, "The talk is recorded")
    page.goto(f"/complaints/{reference}/plan-set")
    look(page)
    fill(page, words="We compare the visit records of the agency with your diary.")
    enter_day(page, "by_day", PLANNED)
    choose(page, "agreed", "yes")
    press(page, "Record it")
    is_done(page, "The plan is recorded")
    says(page, "The person agreed", f"{PLANNED:%-d %B %Y}", "write the letter")
    look(page)
    steps.when_a_letter_is_begun(page, reference, "complaint-plan")
    says(page, "We compare the visit records of the agency with your diary.", "The law gives us until")
    look(page)


def when_a_change_needs_agreement(page: Page, look: Look, reference: str) -> None:
    page.goto(f"/complaints/{reference}/plan-set")
    fill(page, words="A carer is away, and he wants us to hear her.")
    enter_day(page, "by_day", CHANGED)
    choose(page, "agreed", "no")
    press(page, "Record it")
    says(page, "nothing shows that the person agreed")
    look(page)
    assert page.input_value('[name="words"]') == "A carer is away, and he wants us to hear her."
    choose(page, "agreed", "yes")
    press(page, "Record it")
    is_done(page, "The plan is recorded")
    says(page, f"{CHANGED:%-d %B %Y}", "before it was changed")
    page.locator('#plan-clocks + table a[href$="respond-as-planned"]').click()
    page.wait_for_url("**/why/**")
    says(page, "Beside it", "Respond at the latest")
    look(page)


def when_the_points_are_answered(page: Page, reference: str) -> None:
    steps.when_a_document_is_kept(
        page, reference, "Visit records", "All visits took place", dated=in_days(-3)
    )
    for point, happened in (
        ("1", "The records show four visits on every day in March."), ("2", "You paid for the visits of March."),
    ):  # fmt: skip
        steps.when_a_point_is_answered(
            page, reference, "plan", point, outcome="not_upheld", evidence="Visit records", standard=STANDARD,
            happened=happened,
            reasons="The records of the agency show each visit with its times, and your diary has the same times. We "
            "find that the visits took place.",
        )  # fmt: skip


def when_the_answer_is_held_until_the_right_name_stands_below_it(
    page: Page, look: Look, reference: str, manager: Officer
) -> None:
    steps.when_a_letter_is_begun(page, reference, "final-response")
    steps.when_it_is_saved(page)
    says(
        page,
        "The responsible person, or somebody they authorised, signs this answer",
        f"It may be {manager.name}",
    )
    look(page)
    steps.when_whom_it_goes_to_is_open(page)
    page.select_option('[name="sender"]', str(manager.pk))
    fill(page, acts_next="You tell us if anything is left open.")
    steps.when_it_is_saved(page)
    says(page, "for our responsible person, who authorised them")
    steps.when_its_promises_are_kept_on_record(page, in_days(20))
    steps.then_nothing_holds_it(page)


def then_nothing_was_missed(reference: str) -> None:
    case = replay(read_events(Complaint.objects.get(reference=reference))[0])
    under = procedure(ADULTS)
    assert [one.by for one in plan_steps(case)] == [PLANNED, CHANGED]
    assert [
        one.duty for one in breaches(case, under, load_calendar("england-and-wales"), today=in_days(0))
    ] == []


def test_an_adult_care_complaint_goes_through_its_plan_to_the_signed_answer(
    page: Page, people: made.Officers, look: Look, log_in: LogIn, mailbox: Mailbox
) -> None:
    council = steps.given_an_office(people)
    council.procedures = ["adult-social-care"]
    council.save()
    log_in(page, people.dana)
    given_who_signs(page, look, people.bela)
    steps.when_somebody_else_sits_down(page, log_in, people.asha)
    reference = given_the_complaint(page, people.asha)
    when_the_acknowledgement_offers_a_talk(page, reference, mailbox)
    when_the_plan_is_agreed_and_written(page, look, reference)
    when_a_change_needs_agreement(page, look, reference)
    when_the_points_are_answered(page, reference)
    when_the_answer_is_held_until_the_right_name_stands_below_it(page, look, reference, people.bela)
    steps.when_it_is_to_be_signed(page, people.bela)
    steps.when_somebody_else_sits_down(page, log_in, people.bela)
    steps.when_it_is_signed(page, reference)
    steps.when_it_is_sent(page)
    says(page, "PDF as sent")
    assert "signs this answer for our responsible person" in steps.text_of(page)
    then_nothing_was_missed(reference)
