"""An investigating manager answers two points, puts one right with a payment, and learns: in a real browser."""

import re
from collections.abc import Callable
from datetime import date

import pytest
from playwright.sync_api import Page, expect

from casework.people.models import Officer
from tests.casework import made
from tests.casework.outcomes import making

pytestmark = pytest.mark.django_db(transaction=True)

Look = Callable[[Page], None]
LogIn = Callable[[Page, Officer], None]
wed_1_may = date(2024, 5, 1)
mon_20_may = date(2024, 5, 20)
wed_12_june = date(2024, 6, 12)


def enter_day(page: Page, name: str, day: date) -> None:
    for part, value in (("day", day.day), ("month", day.month), ("year", day.year)):
        page.fill(f"#id_{name}-{part}", str(value))


def send(page: Page, words: str) -> None:
    page.get_by_role("button", name=words, exact=True).click()


def given_a_complaint_to_answer(page: Page, people: made.Officers) -> str:
    making.seniors(people)
    reference = making.working(people.asha)
    making.document(reference, people.asha)
    return reference


def when_point_1_is_answered(page: Page, look: Look, reference: str) -> None:
    page.goto(f"/complaints/{reference}/answers")
    look(page)
    page.get_by_role("link", name="Answer to point 1").click()
    page.wait_for_url("**/answers/stage-1/1")
    look(page)
    page.select_option("#id_outcome", label="Upheld")
    page.fill("#id_standard", "Repairs policy, paragraph 4: a leak is looked at within 24 hours")
    page.fill("#id_happened", "Nobody came for six weeks")
    page.locator("#id_document-0").select_option(index=1)
    page.fill("#id_page-0", "2")
    page.fill("#id_share-ours", "60")
    page.fill("#id_share-contractor", "30")
    send(page, "Save the draft")
    expect(page.locator(".govuk-error-summary")).to_contain_text("add up to 90 per cent")
    look(page)
    page.fill("#id_share-contractor", "40")
    page.fill("#id_asked", "Why did nobody ring?")
    send(page, "Save the draft")
    page.wait_for_url("**/answers")
    expect(page.locator("main")).to_contain_text("Still to come: the reasons")
    look(page)


def when_the_evidence_is_looked_at(page: Page, look: Look) -> None:
    page.locator('input[name="seen"]').first.check()
    send(page, "Mark what is ticked as looked at")
    expect(page.locator("main")).to_contain_text("were looked at for this stage")


def when_a_payment_is_proposed(page: Page, look: Look, reference: str) -> None:
    page.goto(f"/complaints/{reference}/remedies")
    expect(page.locator("main")).to_contain_text("Point 1 is upheld: decide what puts it right")
    look(page)
    page.get_by_role("link", name="Say what it meant").click()
    page.wait_for_url("**/remedies/impact")
    look(page)
    page.locator('input[name="severity"][value="2"]').check()
    enter_day(page, "began_on", wed_1_may)
    enter_day(page, "ended_on", mon_20_may)
    page.locator('input[name="factors"][value="sleep-lost"]').check()
    send(page, "Keep it")
    page.wait_for_url("**/remedies")
    page.get_by_role("link", name="Propose a remedy for point 1").click()
    page.wait_for_url("**/remedies/propose?point=1")
    look(page)
    page.get_by_role("link", name="Payment for distress, time and trouble").click()
    page.wait_for_url("**/propose/pay_distress?point=1")
    look(page)
    page.fill("#id_words", "A payment for the distress of six weeks")
    page.fill("#id_amount", "two hundred")
    page.locator('input[name="split"][value="halves-contractor"]').check()
    enter_day(page, "due", wed_12_june)
    page.select_option("#id_owner", label="Asha Example")
    enter_day(page, "at", mon_20_may)
    send(page, "Enter it")
    expect(page.locator(".govuk-error-summary")).to_contain_text("is not a sum")
    look(page)
    page.fill("#id_amount", "£250")
    send(page, "Enter it")
    page.wait_for_url("**/remedies")
    expect(page.locator("main")).to_contain_text("Our own service £125, The contractor £125")
    look(page)


def when_the_manager_approves_it(page: Page, look: Look, reference: str) -> None:
    page.goto(f"/complaints/{reference}/remedies")
    page.locator("article").get_by_role("link", name=re.compile("^Approve")).first.click()
    page.wait_for_url("**/approved")
    enter_day(page, "at", mon_20_may)
    send(page, "Approve it")
    expect(page.locator(".govuk-error-summary")).to_contain_text("payee was confirmed")
    look(page)
    page.check("#id_payee_confirmed")
    send(page, "Approve it")
    page.wait_for_url("**/remedies")
    expect(page.locator("main")).to_contain_text("Approved by")


def when_an_action_and_a_lesson_follow(page: Page, look: Look, reference: str) -> None:
    page.get_by_role("link", name="Agree an action").click()
    page.wait_for_url("**/actions/agree")
    look(page)
    page.select_option("#id_type", label="Staff briefed or trained")
    page.fill("#id_words", "Brief the team on ringing first")
    page.select_option("#id_owner", label="Bela Example")
    enter_day(page, "due", wed_12_june)
    enter_day(page, "at", mon_20_may)
    send(page, "Agree it")
    page.wait_for_url("**/remedies")
    page.get_by_role("link", name="Record what it teaches").click()
    page.wait_for_url("**/lessons/learn")
    look(page)
    page.locator('input[name="kind"][value="lesson"]').check()
    page.fill("#id_words", "Ring before every visit")
    page.locator('input[name="root_cause"][value="process"]').check()
    page.select_option("#id_cause", label="Missed appointment")
    enter_day(page, "at", mon_20_may)
    send(page, "Record it")
    page.wait_for_url("**/remedies")
    look(page)


def test_a_point_is_answered_put_right_and_learned_from(
    page: Page, people: made.Officers, look: Look, log_in: LogIn
) -> None:
    reference = given_a_complaint_to_answer(page, people)
    log_in(page, people.asha)
    when_point_1_is_answered(page, look, reference)
    when_the_evidence_is_looked_at(page, look)
    when_a_payment_is_proposed(page, look, reference)
    page.get_by_role("button", name="Log out").click()
    page.wait_for_url("**/accounts/login*")
    log_in(page, people.bela)
    when_the_manager_approves_it(page, look, reference)
    when_an_action_and_a_lesson_follow(page, look, reference)
    for path in (
        "/actions",
        "/remedies?view=offered",
        "/remedies?view=overdue",
        "/lessons",
        "/actions?view=ended",
    ):
        page.goto(path)
        look(page)


def test_stage_2_beside_stage_1_and_the_steps_of_a_remedy(
    page: Page, people: made.Officers, look: Look, log_in: LogIn
) -> None:
    making.seniors(people)
    reference = making.escalated(people.asha, to=people.bela)
    key = making.propose(reference, people.bela, on=making.thu_23_may)
    sorry = making.propose(reference, people.bela, making.apology(people.bela), on=making.thu_23_may)
    making.write(reference, people.bela, stage="stage-2", reasons="The sheet shows that nobody came")
    log_in(page, people.asha)
    for path in (
        "answers", "answers?stage=stage-1", "answers/stage-2/1", "answers/stage-2/outcome", f"remedies/{key}/approved",
        f"remedies/{key}/offered", f"remedies/{key}/withdrawn", f"remedies/{sorry}/done", "remedies/none",
        "remedies/propose/pay_loss_service", "remedies/propose/recurring_payment", "remedies/propose/goodwill",
    ):  # fmt: skip
        page.goto(f"/complaints/{reference}/{path}")
        look(page)


def test_the_limits_of_an_administrator(page: Page, people: made.Officers, look: Look, log_in: LogIn) -> None:
    log_in(page, people.dana)
    page.goto("/limits")
    look(page)
    page.fill("#id_limit-2", "£250")
    page.check("#id_free-4")
    send(page, "Set these limits")
    expect(page.locator("main")).to_contain_text("any sum")
    page.fill("#id_limit-3", "lots")
    send(page, "Set these limits")
    look(page)
