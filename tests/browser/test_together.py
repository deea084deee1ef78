"""A mixed complaint is split, one is moved, and a service gives its share: in a real browser."""

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from casework.complaints.models import Complaint, OpenEnd
from casework.complaints.record import act, record
from casework.people.models import Organisation
from casework.together.models import Share
from casework.together.shares import Asking, ask
from putright.cases import verbs
from tests.browser.conftest import hashed_password
from tests.browser.steps import (
    LogIn,
    Look,
    enter_day,
    given_an_office,
    in_days,
    is_done,
    press,
    says,
    says_not,
    then_nothing_holds_it,
    today,
    when_it_is_saved,
    when_it_is_sent,
    when_somebody_else_sits_down,
)
from tests.casework import made
from tests.casework.together.asked import common, service

pytestmark = pytest.mark.django_db(transaction=True)


def received(people: made.Officers, *, acknowledged: bool = True) -> str:
    who = made.person(people.asha.organisation, email="gwen@ashdown.example")
    reference = made.told(people.asha, received=in_days(-1), who=who).reference
    if acknowledged:
        record(reference, act(verbs.acknowledge, at=today()), by=people.asha, now=timezone.now())
    return reference


def both_procedures(people: made.Officers) -> None:
    Organisation.objects.filter(pk=people.asha.organisation_id).update(
        procedures=["housing-ombudsman", "lgsco"]
    )


def send(page: Page, button: str) -> None:
    page.locator("main").get_by_role("button", name=button).click()


def test_a_mixed_complaint_is_split_and_its_plan_shown(
    page: Page, people: made.Officers, look: Look, log_in: LogIn
) -> None:
    both_procedures(people)
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


def test_a_complaint_is_moved_to_another_procedure_and_the_person_is_told(
    page: Page, people: made.Officers, look: Look, log_in: LogIn
) -> None:
    given_an_office(people)
    both_procedures(people)
    reference = received(people, acknowledged=False)
    log_in(page, people.asha)
    page.goto(f"/complaints/{reference}/together")
    page.get_by_role("link", name="Move it to another procedure").click()
    look(page)
    send(page, "Move it")
    expect(page.locator(".govuk-error-summary")).to_be_visible()
    look(page)
    page.locator("input[name=body]").first.check()
    page.fill("#id_words", "It is about how the flat was let, which is a council service.")
    page.select_option("#id_handler", str(people.bela.pk))
    send(page, "Move it")
    is_done(page, "It is moved, and goes on here.")
    expect(page.get_by_role("heading", name="Tell the person that it was moved")).to_be_visible()
    look(page)
    other = Complaint.objects.exclude(reference=reference).get().reference
    assert page.url.endswith(f"/complaints/{other}")
    page.get_by_role("link", name="Write the letter about the move").click()
    press(page, "Write: moved to another procedure")
    page.wait_for_url("**/letters/*")
    when_it_is_saved(page)
    then_nothing_holds_it(page)
    look(page)
    press(page, "Save and see it as it will be sent")
    page.wait_for_url("**/send")
    says(page, "It is about how the flat was let", reference, "Local Government and Social Care Ombudsman")
    look(page)
    when_it_is_sent(page)
    look(page)
    assert not OpenEnd.objects.get(kind="move").is_open
    page.goto(f"/complaints/{other}")
    expect(page.locator("h1")).to_be_visible()
    says_not(page, "Tell the person that it was moved")
    page.goto(f"/complaints/{reference}/together")
    says(page, other, "goes on in the other, under another procedure")
    look(page)


def when_it_is_answered(page: Page, reference: str) -> None:
    page.goto(f"/complaints/{reference}/respond")
    enter_day(page, "at", today())
    for point in ("1", "2"):
        page.select_option(f"#id_outcome-{point}", "not_upheld")
        page.fill(f"#id_reasons-{point}", "The log shows that the visit was on the day agreed.")
    for box in page.locator('input[name="blocks"]').all():
        box.check()
    send(page, "Record the response")


def test_a_share_is_given_sent_back_and_given_again_while_the_answer_waits(
    page: Page, people: made.Officers, look: Look, log_in: LogIn
) -> None:
    people.carl.password = hashed_password()
    people.carl.save()
    reference = received(people)
    asking = Asking(("1",), in_days(5), service(people.asha.organisation).pk, people.carl.pk)
    ask(reference, asking, "When did anybody visit?", **common(reference, people.asha, timezone.now()))
    number = Share.objects.get().pk

    log_in(page, people.asha)
    when_it_is_answered(page, reference)
    says(page, "One share of the answer is still out")
    look(page)

    when_somebody_else_sits_down(page, log_in, people.carl)
    page.goto(f"/shares/{number}")
    look(page)
    page.fill("#id_text", "We went.")
    send(page, "Give it")
    is_done(page, "Your share is given.")
    look(page)

    when_somebody_else_sits_down(page, log_in, people.asha)
    page.goto(f"/complaints/{reference}/together")
    page.get_by_role("link", name="Send it back").click()
    page.fill("#id_words", "On which day, and who went?")
    enter_day(page, "due", in_days(5))
    send(page, "Send it back")
    is_done(page, "The share is sent back with what is missing.")
    look(page)
    when_it_is_answered(page, reference)
    says(page, "One share of the answer is still out")

    when_somebody_else_sits_down(page, log_in, people.carl)
    page.goto(f"/shares/{number}")
    says(page, "On which day, and who went?")
    expect(page.locator("#id_text")).to_have_value("We went.")
    look(page)
    page.fill("#id_text", "Mr Ode of our team went on 12 April.")
    send(page, "Give it")
    is_done(page, "Your share is given.")

    when_somebody_else_sits_down(page, log_in, people.asha)
    when_it_is_answered(page, reference)
    page.wait_for_url(f"**/complaints/{reference}")
    says(page, "Stage 1 is answered")
