"""One complaint from a phone call at 15:40 to its closure after stage 2, as two officers work it in a browser."""

import re
from collections.abc import Callable
from datetime import date

import pytest
from playwright.sync_api import Page, expect

from casework.complaints.models import Complaint
from casework.people.models import Officer
from tests.casework import made

pytestmark = pytest.mark.django_db(transaction=True)

thu_2_may = date(2024, 5, 2)
fri_3_may = date(2024, 5, 3)
fri_17_may = date(2024, 5, 17)
fri_24_may = date(2024, 5, 24)
mon_3_june = date(2024, 6, 3)
wed_5_june = date(2024, 6, 5)
fri_7_june = date(2024, 6, 7)
fri_28_june = date(2024, 6, 28)

Look = Callable[[Page], None]
LogIn = Callable[[Page, Officer], None]


def enter_day(page: Page, name: str, day: date, time: str = "") -> None:
    for part, value in (("day", day.day), ("month", day.month), ("year", day.year)):
        page.fill(f"#id_{name}-{part}", str(value))
    if time:
        page.fill(f"#id_{name}-time", time)


def send(page: Page, words: str) -> None:
    page.get_by_role("button", name=words).click()


def tick_all(page: Page, name: str) -> None:
    for box in page.locator(f'input[name="{name}"]').all():
        box.check()


def when_a_call_of_15_40_is_logged(page: Page, look: Look) -> None:
    page.goto("/contacts/new")
    look(page)
    page.select_option("#id_channel", label="Phone")
    enter_day(page, "arrived_at", thu_2_may, "15:40")
    page.fill("#id_name", "Gwendolyn Ashdown")
    page.fill("#id_address", "12 Tern Close")
    page.fill("#id_postcode", "AB1 2CD")
    page.fill("#id_safe_contact", "After five only")
    send(page, "Save and go on")


def when_she_tells_what_happened(page: Page, look: Look) -> None:
    page.wait_for_url(re.compile("/contacts/[0-9]+/2"))
    look(page)
    page.fill("#id_title", "Leak above the bathroom")
    page.fill("#id_happened", "Water has come through the ceiling since March.")
    page.fill("#id_words-1", "The leak was reported in March and is still there")
    page.fill("#id_sought-1", "A repair")
    page.fill("#id_words-2", "Two appointments were missed")
    page.fill("#id_sought-2", "An apology")
    send(page, "Save and go on")


def when_it_is_accepted_as_a_complaint(page: Page, look: Look, handler: Officer) -> str:
    page.wait_for_url(re.compile("/contacts/[0-9]+/3"))
    look(page)
    page.locator('input[name="safeguarding"][value="no"]').check()
    page.locator('input[name="decision"][value="complaint"]').check()
    page.locator('input[name="choice_offered"][value="yes"]').check()
    page.fill("#id_reason", "She is not satisfied with how the leak was handled.")
    send(page, "Save and go on")
    page.wait_for_url(re.compile("/contacts/[0-9]+/4"))
    look(page)
    expect(page.locator("main")).to_contain_text("Fri 10 May 2024")
    page.select_option("#id_handler", str(handler.pk))
    send(page, "Open the complaint")
    page.wait_for_url("**/outcome")
    look(page)
    expect(page.locator("main")).to_contain_text("Read this to the caller")
    return Complaint.objects.get().reference


def when_it_is_acknowledged(page: Page, look: Look, reference: str, on: date) -> None:
    page.goto(f"/complaints/{reference}/acknowledge")
    look(page)
    enter_day(page, "at", on)
    expect(page.locator("[data-weekday-shown]").first).to_have_text(f"{on:%a} {on.day} {on:%B} {on.year}")
    send(page, "Record it")
    expect(page.locator(".govuk-error-summary")).to_contain_text("Not recorded yet")
    look(page)
    tick_all(page, "blocks")
    send(page, "Record it")
    page.wait_for_url(f"**/complaints/{reference}")


def when_it_is_extended(page: Page, look: Look, reference: str) -> None:
    page.goto(f"/complaints/{reference}/extend")
    look(page)
    enter_day(page, "to", mon_3_june)
    page.fill("#id_reason", "The surveyor’s report is awaited.")
    enter_day(page, "at", fri_17_may)
    enter_day(page, "told_on", fri_17_may)
    page.check("#id_ombudsman_details")
    page.fill("#id_update_every", "5")
    send(page, "Record the extension")
    page.wait_for_url(f"**/complaints/{reference}")
    expect(page.locator("aside")).to_contain_text("Mon 3 June 2024")


def when_she_is_told_how_it_is_getting_on(page: Page, look: Look, reference: str) -> None:
    page.goto(f"/complaints/{reference}/note")
    look(page)
    enter_day(page, "happened_at", fri_24_may, "10:15")
    page.fill("#id_words", "The surveyor comes on Thursday; told her by phone.")
    page.check('input[name="with_complainant"][value="yes"]')
    page.select_option("#id_channel", label="Phone")
    send(page, "Keep the note")
    page.wait_for_url(f"**/complaints/{reference}")


def when_each_point_is_answered(
    page: Page, look: Look, reference: str, on: date, points: dict[str, str]
) -> None:
    page.goto(f"/complaints/{reference}/respond")
    look(page)
    enter_day(page, "at", on)
    for point, finding in points.items():
        page.select_option(f"#id_outcome-{point}", finding)
        page.fill(f"#id_reasons-{point}", "The repair log shows two visits cancelled on our side.")
        page.select_option(f"#id_remedy-{point}", "offered")
    tick_all(page, "blocks")
    send(page, "Record the response")
    page.wait_for_url(f"**/complaints/{reference}")


def when_she_asks_for_stage_2(
    page: Page, look: Look, reference: str, reviewer: Officer, first: Officer
) -> None:
    page.goto(f"/complaints/{reference}/escalate")
    look(page)
    offered = page.locator("#id_reviewer option").all_inner_texts()
    assert reviewer.name in offered
    assert first.name not in offered
    enter_day(page, "at", wed_5_june)
    page.fill("#id_words", "Nobody came.")
    page.check('input[name="reasons"][value="promised_action_not_taken"]')
    page.check('input[name="reasons"][value="disagree_decision"]')
    page.uncheck('input[name="disputed"][value="2"]')
    page.select_option("#id_reviewer", str(reviewer.pk))
    send(page, "Record it")
    page.wait_for_url(f"**/complaints/{reference}")
    expect(page.locator("main")).to_contain_text("Stage 2")


def when_it_is_closed(page: Page, look: Look, reference: str) -> None:
    page.goto(f"/complaints/{reference}/close")
    look(page)
    page.check('input[name="reason"][value="closed_answered"]')
    page.check('input[name="acts_next"][value="nobody"]')
    send(page, "Close it")
    page.wait_for_url(f"**/complaints/{reference}")


def test_a_call_goes_through_both_stages(
    page: Page, people: made.Officers, look: Look, log_in: LogIn
) -> None:
    log_in(page, people.asha)
    look(page)
    when_a_call_of_15_40_is_logged(page, look)
    when_she_tells_what_happened(page, look)
    reference = when_it_is_accepted_as_a_complaint(page, look, people.asha)
    when_it_is_acknowledged(page, look, reference, fri_3_may)
    when_it_is_extended(page, look, reference)
    when_she_is_told_how_it_is_getting_on(page, look, reference)
    page.goto(f"/complaints/{reference}/why/stage-1/respond")
    look(page)
    expect(page.locator("main")).to_contain_text("Early May bank holiday")
    when_each_point_is_answered(page, look, reference, mon_3_june, {"1": "upheld", "2": "not_upheld"})
    look(page)
    expect(page.locator("main")).to_contain_text("Partly upheld")
    when_she_asks_for_stage_2(page, look, reference, people.bela, people.asha)
    page.get_by_role("button", name="Log out").click()
    log_in(page, people.bela)
    expect(page.locator("main")).to_contain_text(reference)
    when_it_is_acknowledged(page, look, reference, fri_7_june)
    when_each_point_is_answered(page, look, reference, fri_28_june, {"1": "upheld"})
    when_it_is_closed(page, look, reference)
    look(page)
    # Every letter was in time; what remains is that it all was entered years later.
    expect(page.locator("aside")).to_contain_text("Provisions not met (1)")
    expect(page.locator("aside")).to_contain_text("logged only on")
    complaint = Complaint.objects.get()
    assert (complaint.status, complaint.stage) == ("closed", "stage-2")


def test_the_same_without_scripts(plain_page: Page, people: made.Officers, log_in: LogIn) -> None:
    page = plain_page

    def no_look(_: Page) -> None:
        """Without scripts the checker cannot run in the page."""

    log_in(page, people.asha)
    when_a_call_of_15_40_is_logged(page, no_look)
    when_she_tells_what_happened(page, no_look)
    reference = when_it_is_accepted_as_a_complaint(page, no_look, people.asha)
    page.goto(f"/complaints/{reference}/acknowledge")
    page.fill("#id_at-day", "31")
    page.fill("#id_at-month", "2")
    send(page, "Record it")
    expect(page.locator(".govuk-error-summary")).to_contain_text("is not a date")
    enter_day(page, "at", fri_3_may)
    tick_all(page, "blocks")
    send(page, "Record it")
    page.wait_for_url(f"**/complaints/{reference}")
    expect(page.locator("aside")).to_contain_text("Done Fri 3 May 2024")
    when_it_is_extended(page, no_look, reference)
    when_each_point_is_answered(page, no_look, reference, mon_3_june, {"1": "upheld", "2": "not_upheld"})
    when_she_asks_for_stage_2(page, no_look, reference, people.bela, people.asha)
    assert Complaint.objects.get().stage == "stage-2"


def test_the_second_of_two_writers_keeps_what_was_typed(
    page: Page, people: made.Officers, look: Look, log_in: LogIn
) -> None:
    reference = made.told(people.asha).reference
    log_in(page, people.asha)
    page.goto(f"/complaints/{reference}/promise")
    page.check('input[name="what"][value="visit"]')
    page.fill("#id_words", "The plumber calls on Friday.")
    for name, day in (("at", "7"), ("due", "10")):  # Tuesday 7 and Friday 10 May 2024
        for part, value in (("day", day), ("month", "5"), ("year", "2024")):
            page.fill(f"#id_{name}-{part}", value)
    made.acknowledged(reference, people.bela)
    send(page, "Record the promise")
    expect(page.locator(".govuk-error-summary")).to_contain_text("has changed since you opened this page")
    expect(page.locator(".govuk-error-summary")).to_contain_text("recorded by Bela Example")
    expect(page.locator("#id_words")).to_have_value("The plumber calls on Friday.")
    look(page)
    send(page, "Record the promise")
    page.wait_for_url(f"**/complaints/{reference}")
    expect(page.locator("aside")).to_contain_text("The plumber calls on Friday")


def test_everything_on_the_queue_is_reached_with_the_keyboard(
    page: Page, people: made.Officers, log_in: LogIn
) -> None:
    reference = made.told(people.asha).reference
    log_in(page, people.asha)
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Skip to main content")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    reached = []
    for _ in range(30):
        focused = page.locator(":focus")
        reached.append(focused.inner_text())
        if reference in reached[-1] and "Why" not in reached[-1]:
            break
        page.keyboard.press("Tab")
    assert any("Overdue" in one for one in reached)
    assert "All open" in reached
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/complaints/{reference}")
