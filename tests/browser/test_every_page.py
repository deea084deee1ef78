"""Every page, wide and at 320 pixels: no accessibility violation and nothing to scroll sideways for."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from casework.complaints.views.acts import ACTS
from casework.complaints.views.pages import TABS
from casework.people.models import Officer
from putright.vocabulary import RecordType
from tests.casework import made
from tests.casework.intake.entering import entered, logged

pytestmark = pytest.mark.django_db(transaction=True)

Look = Callable[[Page], None]
LogIn = Callable[[Page, Officer], None]


@pytest.fixture
def at_work(page: Page, people: made.Officers, log_in: LogIn) -> Page:
    """The complaints officer, logged in."""
    log_in(page, people.asha)
    return page


def test_before_and_beside_the_work(page: Page, people: made.Officers, look: Look, log_in: LogIn) -> None:
    page.goto("/accounts/login")
    look(page)
    page.get_by_role("button", name="Log in").click()
    look(page)
    log_in(page, people.dana)
    for path in ("/people", "/calendar", "/calendar?year=2024", "/calendar/days-off/new", "/nothing-here"):
        page.goto(path)
        look(page)


def test_the_calendar_with_what_would_move(
    page: Page, people: made.Officers, look: Look, log_in: LogIn
) -> None:
    made.told(people.asha)
    log_in(page, people.dana)
    page.goto("/calendar/days-off/new")
    page.check('input[name="kind"][value="closure"]')
    for part, value in (("day", "30"), ("month", "12"), ("year", "2027")):  # a Thursday
        page.fill(f"#id_on-{part}", value)
    page.fill("#id_name", "Between the years")
    page.get_by_role("button", name="See what would move").click()
    expect(page.get_by_role("button", name="Add this day")).to_be_visible()
    look(page)


def test_queues_and_searches(at_work: Page, people: made.Officers, look: Look) -> None:
    for vulnerable in (False, True):
        made.told(people.asha, vulnerable=vulnerable)
    made.told(people.asha, named=())
    made.answered(people.asha)
    for path in (
        "/",
        "/?view=all",
        "/?view=answered",
        "/?only=waiting",
        "/?view=ended",
        "/search",
        "/search?for=kitchen",
        "/search?for=zebra",
    ):
        at_work.goto(path)
        look(at_work)


def test_contacts(at_work: Page, people: made.Officers, look: Look) -> None:
    made.told(people.asha)
    begun, decided = logged(people.asha), entered(people.asha)
    asked = entered(people.asha, decision=RecordType.SERVICE_REQUEST)
    for path in (
        "/contacts",
        "/contacts?view=requests",
        "/contacts?view=others",
        f"/contacts/{asked}/outcome",
        f"/contacts/{asked}/3",
        f"/contacts/{begun}/1",
        f"/contacts/{begun}/2",
        f"/contacts/{decided}/3",
        f"/contacts/{decided}/4",
        f"/contacts/{decided}/refusal",
    ):
        at_work.goto(path)
        look(at_work)
        at_work.locator("main").get_by_role("button").last.click() if "refusal" in path else None
    look(at_work)


def test_the_boards_of_figures(at_work: Page, people: made.Officers, look: Look) -> None:
    made.answered(people.asha)
    department = people.asha.organisation.departments.get()
    days = "period=days&first-day=1&first-month=5&first-year=2024&last-day=31&last-month=5&last-year=2024"
    for path in (
        "/figures", "/figures/service", f"/figures/department/{department.pk}?{days}&compare=on&months=on",
        f"/figures/organisation?{days}&basis=received", "/figures/ombudsman", "/figures/rules", "/figures?period=days",
        "/figures/cases?figure=AR-3&which=base&from=2024-05-01&to=2024-05-31", "/figures/cases?now=held",
    ):  # fmt: skip
        at_work.goto(path)
        look(at_work)


@pytest.mark.parametrize("tab", [name for name, _ in TABS])
def test_the_tabs_of_a_complaint(at_work: Page, people: made.Officers, look: Look, tab: str) -> None:
    reference = made.answered(people.asha).reference
    at_work.goto(f"/complaints/{reference}" + ("" if tab == "complaint" else f"/{tab}"))
    look(at_work)


def test_the_pages_of_all_acts_also_with_errors(at_work: Page, people: made.Officers, look: Look) -> None:
    working, answered = made.told(people.asha).reference, made.answered(people.asha).reference
    for kind in ACTS:
        for reference in (working, answered):
            at_work.goto(f"/complaints/{reference}/{kind.name}")
            if at_work.url.endswith(kind.name):
                look(at_work)
                break
    for name in ("note", "decline", "document", "promise", "correct"):
        at_work.goto(f"/complaints/{working}/{name}")
        at_work.locator("main form button").last.click()
        assert at_work.locator(".govuk-error-summary").count() == 1, name
        look(at_work)


def test_what_figures_are_compared_with(page: Page, people: made.Officers, look: Look, log_in: LogIn) -> None:
    log_in(page, people.dana)
    for path in (
        "/figures/numbers",
        "/figures/numbers/new",
        "/figures/compare",
        "/figures/compare/new",
        "/figures/compare/file",
        "/figures/mails",
    ):
        page.goto(path)
        look(page)
