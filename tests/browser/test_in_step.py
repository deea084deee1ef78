"""Answered in step, in a real browser: what triage found, how parts are answered, the hold, and the figures of shares."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from casework.complaints.record import act, record
from casework.intake.commands import decide
from casework.intake.opening import open_from_contact
from casework.people.models import Organisation
from casework.together import linking
from casework.together.giving import give
from casework.together.models import Share
from casework.together.shares import Asking, ask
from putright.cases import verbs
from putright.vocabulary import LinkKind, RecordType
from tests.browser.steps import LogIn, Look, today
from tests.casework import made
from tests.casework.intake.entering import entered
from tests.casework.together.asked import common, service, version

pytestmark = pytest.mark.django_db(transaction=True)


def send(page: Page, button: str) -> None:
    page.locator("main").get_by_role("button", name=button).click()


def mixed(people: made.Officers) -> str:
    """One about care, with a landlord's part and one about information rights that triage found."""
    procedures = ["housing-ombudsman", "lgsco", "adult-social-care"]
    Organisation.objects.filter(pk=people.asha.organisation_id).update(procedures=procedures)
    people.asha.organisation.refresh_from_db()
    number, now = entered(people.asha), timezone.now()
    decide(
        number, decision=RecordType.COMPLAINT, reason="She is not satisfied", safeguarding="no", choice_offered="yes",
        answers={"about": ["landlord", "adult-social-care", "information-rights"]}, by=people.asha, now=now,
    )  # fmt: skip
    return open_from_contact(
        number, procedure="adult-social-care/2009-04-01", handler=people.asha, restricted_to=None, by=people.asha,
        now=now,
    ).reference  # fmt: skip


def answered_together(people: made.Officers) -> tuple[str, str]:
    """Two acknowledged today, of which the first leads."""
    found = []
    for _ in range(2):
        reference = made.told(people.asha, received=today() - timedelta(days=1)).reference
        record(reference, act(verbs.acknowledge, at=today()), by=people.asha, now=timezone.now())
        found.append(reference)
    linking.link(found[0], found[1], LinkKind.LEADS, "", **common(found[0], people.asha, timezone.now()))
    return found[0], found[1]


def test_what_triage_found_is_settled_from_the_plan(
    page: Page, people: made.Officers, look: Look, log_in: LogIn
) -> None:
    reference = mixed(people)
    log_in(page, people.asha)
    page.goto(f"/together/{reference}")
    expect(page.locator("main")).to_contain_text("Found at triage, not yet begun")
    look(page)
    page.get_by_role("link", name="Record that they were told, or why it is left").last.click()
    look(page)
    page.get_by_label("The person was told who deals with it").check()
    page.fill("#id_words", "Told on the telephone")
    send(page, "Record it")
    expect(page.locator("main")).to_contain_text("The part is settled.")
    expect(page.locator("main")).not_to_contain_text("Information rights")
    page.goto(f"/complaints/{reference}")
    expect(page.locator("main")).to_contain_text("Part found at triage")
    look(page)


def respond(page: Page, reference: str) -> None:
    """Record an answer to both points that gives everything it has to."""
    page.goto(f"/complaints/{reference}/respond")
    for point in ("1", "2"):
        page.select_option(f"#id_outcome-{point}", label="Not upheld")
        page.fill(f"#id_reasons-{point}", "Nothing went wrong.")
    for box in page.locator("input[name=blocks]").all():
        box.check()
    send(page, "Record the response")


def test_an_answer_is_held_until_a_reason_and_not_at_all_once_each_has_its_own_time(
    page: Page, people: made.Officers, look: Look, log_in: LogIn
) -> None:
    first, second = answered_together(people)
    log_in(page, people.asha)
    respond(page, first)
    told = page.locator(".govuk-error-summary")
    expect(told).to_contain_text(f"{second} is answered in step with this one, and its answer is not ready.")
    expect(told).to_contain_text("the day this answer is due")
    expect(page.get_by_label("Your reason for going on")).to_be_visible()
    look(page)
    page.goto(f"/together/{first}")
    expect(page.locator("main")).to_contain_text("Together, in step.")
    look(page)
    page.get_by_role("link", name="Choose how they are answered").click()
    look(page)
    page.get_by_label("Each at its own time").check()
    page.fill("#id_words", "They are about different years")
    send(page, "Record it")
    expect(page.locator("main")).to_contain_text("How they are answered is recorded.")
    expect(page.locator("main")).to_contain_text("They are about different years")
    look(page)
    respond(page, second)
    expect(page.locator("main")).to_contain_text("The response is recorded.")


def test_figures_of_shares_have_their_picture_beside_the_table(
    page: Page, people: made.Officers, look: Look, log_in: LogIn
) -> None:
    reference, _ = answered_together(people)
    repairs = service(people.asha.organisation)
    asking = Asking(("1",), today(), repairs.pk, people.carl.pk)
    ask(
        reference, asking, "When?", at=timezone.now(), by=people.asha, now=timezone.now(),
        seen_version=version(reference),
    )  # fmt: skip
    give(Share.objects.get().pk, "We went", by=people.carl, now=timezone.now(), seen_version=0)
    log_in(page, people.asha)
    page.goto("/shares")
    page.get_by_role("link", name="Figures of shares").click()
    expect(page.locator("h1")).to_have_text("Figures of shares")
    picture = page.locator("img.picture")
    expect(picture).to_have_attribute("alt", "Repairs: 1 in time, 0 late")
    assert picture.evaluate("one => one.decode().then(() => one.naturalWidth > 0)")
    look(page)
