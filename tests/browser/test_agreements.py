"""A resident who must not meet one worker: the rule, a visit that is refused, an incident, and the boards."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from casework.agreements import commands
from casework.agreements.views.acts import ACTS
from casework.people.models import Officer
from putright.vocabulary import AppointmentStep
from tests.casework import made
from tests.casework.agreements.arranging import common, contractor, kept_away, thu_9_may, visit, worker
from tests.casework.made import fri_24_may

pytestmark = pytest.mark.django_db(transaction=True)

Look = Callable[[Page], None]
LogIn = Callable[[Page, Officer], None]


def day(page: Page, name: str, on: str) -> None:
    for part, value in zip(("day", "month", "year"), on.split(), strict=True):
        page.fill(f"#id_{name}-{part}", value)


def send(page: Page, button: str) -> None:
    page.locator("main").get_by_role("button", name=button).click()


def test_a_worker_kept_away_is_not_sent_again(
    page: Page, people: made.Officers, look: Look, log_in: LogIn
) -> None:
    reference = made.told(people.asha).reference
    worker(people.asha)
    log_in(page, people.asha)
    page.goto(f"/complaints/{reference}/visits")
    look(page)
    page.get_by_role("link", name="Keep a worker away").click()
    page.select_option("#id_worker", label="Dylan Prowse (Plumber)")
    page.fill("#id_words", "Not to come to the flat, not to call, not to greet her at the office.")
    day(page, "review", "3 11 2027")  # a Wednesday
    send(page, "Set it")
    expect(page.locator("main")).to_contain_text("Must not come or make contact")
    look(page)
    page.get_by_role("link", name="Arrange a visit", exact=True).click()
    expect(page.locator("aside")).to_contain_text("Dylan Prowse: Not to come to the flat")
    page.fill("#id_words", "To look at the pipe")
    day(page, "on", "10 5 2027")  # a Monday
    page.select_option("#id_worker", label="Dylan Prowse (Plumber)")
    send(page, "Arrange it")
    expect(page.locator(".govuk-error-summary")).to_contain_text(
        "Dylan Prowse must not contact or visit this resident"
    )
    expect(page.locator("#id_words")).to_have_value("To look at the pipe")
    look(page)
    page.select_option("#id_worker", label="Not known yet")
    send(page, "Arrange it")
    expect(page.locator("main")).to_contain_text("The visit is arranged.")
    page.get_by_role("link", name="Agreement broken").click()
    page.check('input[name="what"][value="restriction_broken"]')
    page.fill("#id_words", "He greeted her at the front desk.")
    send(page, "Record it")
    expect(page.locator("main")).to_contain_text("Still needed: an apology and a review by somebody senior.")
    look(page)


def test_every_page_of_agreements_also_with_errors(
    page: Page, people: made.Officers, look: Look, log_in: LogIn
) -> None:
    reference = made.told(people.asha).reference
    dylan, harrow = worker(people.asha), contractor(people.asha)
    key = visit(reference, people.asha, thu_9_may, worker=dylan).case.appointments[0].key
    commands.record_visit(
        reference, key, to=AppointmentStep.ATTENDED_AFTER_STAND_DOWN, words="He knocked",
        going_on="Told by the resident", **common(reference, people.asha, thu_9_may),
    )  # fmt: skip
    visit(reference, people.asha, fri_24_may, worker=worker(people.asha, "Ines Fall"))
    kept_away(reference, people.asha, dylan)
    commands.find_need(
        reference, "Grab rails", risk=True, due=thu_9_may, owner=None, **common(reference, people.asha)
    )
    commands.forward(
        reference, "Why did nobody come?", contractor=str(harrow), consent=True, copy_wanted=True,
        **common(reference, people.asha),
    )  # fmt: skip
    log_in(page, people.asha)
    page.goto(f"/complaints/{reference}/visits")
    look(page)
    for kind in ACTS:
        page.goto(f"/complaints/{reference}/{kind.name}")
        if not page.url.endswith(kind.name):
            continue
        look(page)
        if kind.name in {"visit", "agree", "contractor-reply"}:
            page.locator("main").get_by_role("button").last.click()
            look(page)
    for path in ("/visits", "/needs", "/promises", "/promises?whose=all", "/promises?whose=away", "/contractors",
                 "/contractors/new", f"/contractors/{harrow}", "/contractors/own-visits", "/workers/new"):  # fmt: skip
        page.goto(path)
        look(page)
    page.locator("main").get_by_role("button", name="Keep it").click()
    look(page)


def test_what_somebody_owes_is_given_away_without_scripts(
    plain_page: Page, people: made.Officers, log_in: LogIn
) -> None:
    reference = made.told(people.asha).reference
    commands.forward(
        reference, "Why did nobody come?", contractor=str(contractor(people.asha)), consent=True, copy_wanted=False,
        **common(reference, people.asha),
    )  # fmt: skip
    log_in(plain_page, people.asha)
    plain_page.goto("/promises?whose=all")
    plain_page.get_by_role("checkbox").check()
    plain_page.select_option("#id_officer", label="Bela Example")
    plain_page.get_by_role("button", name="Give it to them").click()
    expect(plain_page.locator("main")).to_contain_text("1 is with Bela Example now.")
    expect(plain_page.locator("main")).to_contain_text("Bela Example")
