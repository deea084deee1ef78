"""A complaint about the conduct of a member of staff: seen by few, with a rule that keeps him away, and an apology.

Shaped like Housing Ombudsman determination 202222635, with invented people: whoever is not named on it finds nothing
of it; the man kept away cannot be booked unnoticed; an apology that takes itself back, in his name, does not leave.
"""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from casework.complaints.models import OpenEnd
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
    says_not,
)
from tests.casework import made

pytestmark = pytest.mark.django_db(transaction=True)

RESIDENT, MAIL = "Linnea Ostrey", "linnea@ostrey.example"
TITLE = "Messages from the man who mended the boiler"
HEADINGS = (
    "The personal messages sent to you from a work telephone",
    "The months in which nobody told you what was done",
    "The visit by the same man after you asked for no contact",
)


@pytest.fixture
def mailbox(settings: object) -> Iterator[Mailbox]:
    with steps.post_office(settings) as taken:
        yield taken


def given_a_complaint_about_conduct(page: Page, look: Look, handler: Officer, named: list[Officer]) -> str:
    steps.when_a_contact_is_logged(
        page, name=RESIDENT, mail=MAIL, title=TITLE, arrived=in_days(-2), about_staff=True, vulnerable=True,
        happened="He had my number for the repair and began to write to me at night.",
        points=(
            Told("He sent me personal messages", "That he never contacts me again"),
            Told("Nobody told me what was done about it"),
        ),
    )  # fmt: skip
    when_the_risk_is_asked_for(page, look)
    look(page)
    expect(page.locator('[name="restricted"][value="yes"]')).to_be_checked()
    for one in named:
        page.check(f'[name="named"][value="{one.pk}"]')
    reference = steps.when_it_is_opened(page, handler)
    page.goto(f"/complaints/{reference}")
    says(page, "Restricted")
    return reference


def when_the_risk_is_asked_for(page: Page, look: Look) -> None:
    """A risk without a referral does not go on."""
    choose(page, "safeguarding", "yes")
    choose(page, "decision", "complaint")
    choose(page, "choice_offered", "yes")
    fill(page, reason="She complains of the conduct of a member of staff.")
    press(page, "Save and go on")
    is_told_what_is_wrong(page, "Make the safeguarding referral now, before anything else")
    look(page)
    fill(page, referred="Adult safeguarding desk, today at ten")
    press(page, "Save and go on")
    page.wait_for_url("**/contacts/*/4")


def then_whoever_is_not_named_finds_nothing(page: Page, reference: str) -> None:
    for path in ("", "/answers", "/letters", "/visits", "/history", "/note"):
        answer = page.goto(f"/complaints/{reference}{path}")
        assert answer is not None
        assert answer.status == 404, path
    for path in ("/?view=all", "/?view=team", "/search?for=boiler", "/alerts?whose=all", "/visits", "/needs",
                 "/promises?whose=all", "/contacts", "/sign-off"):  # fmt: skip
        page.goto(path)
        says_not(page, reference, RESIDENT, TITLE)
    for words in ("Ostrey", reference):
        page.goto(f"/search?for={words}")
        says(page, f"Nothing you may see holds all of “{words}”")
    page.goto("/?view=all")
    for number in page.locator(".strip b").all_inner_texts():
        assert number == "0"


def when_he_is_kept_away(page: Page, look: Look, reference: str, him: Officer) -> None:
    page.goto(f"/complaints/{reference}/keep-away")
    page.select_option('[name="worker"]', f"officer-{him.pk}")
    fill(page, words="Not to call, write or come: to the flat, to work, in the street.")
    enter_day(page, "review", in_days(180))
    press(page, "Set it")
    is_done(page, "must not contact or visit")
    look(page)
    says(page, "Must not come or make contact")


def when_a_visit_by_him_is_asked_for(page: Page, reference: str, him: Officer) -> None:
    page.goto(f"/complaints/{reference}/visit")
    says(page, "Must not contact or visit")
    fill(page, words="To look at the boiler", begins="10:00", until="11:00")
    enter_day(page, "on", in_days(12))
    choice = page.locator('[name="worker"] option').filter(has_text=him.name).first
    page.select_option('[name="worker"]', choice.get_attribute("value"))
    press(page, "Arrange it")


def then_it_is_refused(page: Page, look: Look, him: Officer) -> None:
    is_told_what_is_wrong(page, f"{him.name} must not contact or visit this resident since")
    expect(page.locator('[name="words"]')).to_have_value("To look at the boiler")
    look(page)


def then_a_complaints_officer_cannot_go_past_it(page: Page, him: Officer) -> None:
    says(page, "Only a manager can go on past this")
    expect(page.locator("#going_on")).to_have_count(0)
    press(page, "Arrange it")
    is_told_what_is_wrong(page, f"{him.name} must not contact or visit")


def when_a_manager_goes_past_it_with_a_reason(page: Page, look: Look, reference: str, him: Officer) -> None:
    when_a_visit_by_him_is_asked_for(page, reference, him)
    then_it_is_refused(page, look, him)
    fill(page, going_on="Gas is escaping and nobody else can come.")
    press(page, "Arrange it")
    is_done(page, "The visit is arranged")
    says(page, "Agreements that were broken", "Still needed: an apology and a review by somebody senior")
    look(page)


def then_it_stands_among_the_alerts(page: Page, reference: str) -> None:
    while steps.work():
        pass
    page.goto("/alerts?whose=all")
    says(page, reference)


def when_an_apology_in_three_parts_is_decided(page: Page, reference: str, owner: Officer) -> None:
    page.goto(f"/complaints/{reference}/remedies/impact")
    choose(page, "severity", "3")
    fill(page, words="She does not dare to open the door.")
    press(page, "Keep it")
    steps.when_a_remedy_is_proposed(
        page, reference, "apology", points=["1", "2"], due=in_days(14), owner=owner,
        words="A written apology from the head of service.", headings="\n".join(HEADINGS),
    )  # fmt: skip
    is_done(page, "The remedy is in the ledger")
    says(page, *HEADINGS)


def when_an_apology_in_his_name_takes_itself_back(
    page: Page, look: Look, reference: str, him: Officer
) -> None:
    steps.when_a_letter_is_begun(page, reference, "apology")
    fill(
        page,
        **{"words-went-wrong": "We are sorry if you felt upset by some messages.",
           "words-acceptance": "It was banter and a misunderstanding.",
           "words-impact": "We regret any inconvenience.",
           "words-why-it-happened": "Mistakes were made.",
           "words-change": "Nothing more needs to change."},
    )  # fmt: skip
    steps.when_whom_it_goes_to_is_open(page)
    page.select_option('[name="sender"]', str(him.pk))
    steps.when_it_is_saved(page)
    look(page)


def then_it_is_refused_for_each_of_its_faults(page: Page) -> None:
    checks = page.locator("#checks")
    for fault in ("takes an apology back", "by somebody the complaint is about", "banter",
                  "The apology does not say that we are responsible"):  # fmt: skip
        expect(checks).to_contain_text(fault)
    for heading in HEADINGS:
        expect(checks).to_contain_text(f"The apology does not cover “{heading}”")
    press(page, "Save and see it as it will be sent")
    page.wait_for_url("**/send")
    says(page, "It cannot be sent yet")
    expect(page.get_by_role("button", name="Send the letter")).to_have_count(0)


def when_the_head_of_service_writes_it_anew(page: Page, look: Look, reference: str, head: Officer) -> None:
    steps.when_a_letter_is_begun(page, reference, "apology")
    fill(
        page,
        **{"words-went-wrong": "I apologise for the personal messages that were sent to you from a work telephone. "
           "I apologise "
           "for the months in which nobody told you what was done. I apologise that a visit by the same man was "
           "arranged after "
           "you had asked for no contact.",
           "words-acceptance": "None of this was your doing. It was our failure, and I am responsible for it.",
           "words-impact": "You did not dare to open your door, and you had to ask again and again.",
           "words-why-it-happened": "It happened because nobody took the number off his round and nobody checked "
           "who was sent.",
           "words-change": "Action was taken with the member of staff. He will not contact you or come to your home."},
    )  # fmt: skip
    steps.when_whom_it_goes_to_is_open(page)
    page.select_option('[name="sender"]', str(head.pk))
    steps.when_it_is_saved(page)
    steps.when_its_promises_are_kept_on_record(page, in_days(14))
    steps.then_nothing_holds_it(page)
    look(page)


def then_the_ledger_says_it_is_made(page: Page, reference: str) -> None:
    page.goto(f"/complaints/{reference}/remedies")
    says(page, "A written apology from the head of service.")
    assert [one.step for one in OpenEnd.objects.filter(kind="remedy")] == ["done"]


def when_the_incident_is_reviewed_and_closed(page: Page, reference: str) -> None:
    for step, words in (
        ("apologised", "The head of service wrote to her."),
        ("reviewed", "The round now shows who must not come."),
        ("closed", "Apology sent, round changed."),
    ):
        page.goto(f"/complaints/{reference}/incident-step")
        choose(page, "to", step)
        fill(page, words=words)
        press(page, "Record it")
        is_done(page, "What was done is recorded")
    says(page, "Closed")


def test_a_man_is_kept_away_and_the_apology_is_one(
    page: Page, people: made.Officers, look: Look, log_in: LogIn, mailbox: Mailbox
) -> None:
    office = steps.given_an_office(people)
    greta = steps.another_officer(office, "Greta", Role.MANAGER, grade=2)
    hollis = steps.another_officer(office, "Hollis", Role.MANAGER, grade=3)
    him = people.carl
    log_in(page, people.asha)
    reference = given_a_complaint_about_conduct(page, look, people.asha, [people.bela, hollis])
    when_he_is_kept_away(page, look, reference, him)
    when_a_visit_by_him_is_asked_for(page, reference, him)
    then_it_is_refused(page, look, him)
    then_a_complaints_officer_cannot_go_past_it(page, him)

    steps.when_somebody_else_sits_down(page, log_in, people.bela)
    when_a_manager_goes_past_it_with_a_reason(page, look, reference, him)
    then_it_stands_among_the_alerts(page, reference)
    steps.when_somebody_else_sits_down(page, log_in, greta)
    then_whoever_is_not_named_finds_nothing(page, reference)

    steps.when_somebody_else_sits_down(page, log_in, people.asha)
    when_an_apology_in_three_parts_is_decided(page, reference, people.asha)
    when_an_apology_in_his_name_takes_itself_back(page, look, reference, him)
    then_it_is_refused_for_each_of_its_faults(page)
    steps.when_somebody_else_sits_down(page, log_in, hollis)
    when_the_head_of_service_writes_it_anew(page, look, reference, hollis)
    steps.when_it_is_to_be_signed(page, people.bela)
    steps.when_somebody_else_sits_down(page, log_in, people.bela)
    steps.when_it_is_signed(page, reference)
    steps.when_it_is_sent(page)
    look(page)
    steps.then_the_mail_arrived(mailbox, MAIL, "It was our failure", "will not contact you", hollis.name)
    assert him.name not in steps.text_of(page)
    then_the_ledger_says_it_is_made(page, reference)
    when_the_incident_is_reviewed_and_closed(page, reference)
