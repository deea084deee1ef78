"""A real browser against a live server, and what is asked of every page it comes to."""

import os
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

# Playwright keeps an event loop in this thread; the tests ask the database from it all the same.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

import pytest
from django.contrib.auth.hashers import make_password
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from pytest_django.live_server_helper import LiveServer

from casework.people.models import Officer
from tests.casework import made
from tests.casework.conftest import (  # noqa: F401 - the same database, organisation and officers
    calendars_are_read_anew,
    django_db_keepdb,
    django_db_modify_db_settings,
    emptied_between_tests,
    landlord,
    officers,
)

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
PASSWORD = "a long pass phrase"
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 320, "height": 700}
WIDEST = """() => {
  const edge = document.documentElement.clientWidth
  const over = [...document.querySelectorAll('body *')].filter(one => one.getBoundingClientRect().right > edge + 1)
  return over.slice(-1).map(one => one.outerHTML.slice(0, 300))[0]
}"""
# Not Playwright's "networkidle": that is half a second of doing nothing for each page.
DRAWN = """async () => {
  await document.fonts.ready
  const shown = [...document.images].filter(one => one.loading !== 'lazy')
  await Promise.allSettled(shown.map(one => one.decode()))
}"""
ASKED = "rules => axe.run(document, {runOnly: rules, resultTypes: ['violations']})"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything here drives a browser."""
    for item in items:
        if "tests/browser" in str(item.path):
            item.add_marker("browser")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for all journeys."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def axe() -> str:
    """The accessibility checker, from its package."""
    return (ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")


@pytest.fixture
def complaints_of_the_browser() -> list[str]:
    """What the browser complained of: a script error, something the content security policy refused."""
    return []


def _context(
    browser: Browser, live_server: LiveServer, complained: list[str], **options: object
) -> BrowserContext:
    context = browser.new_context(base_url=live_server.url, viewport=WIDE, locale="en-GB", **options)  # type: ignore[arg-type]
    context.set_default_timeout(10_000)
    context.on(
        "console", lambda told: complained.append(told.text) if told.type in {"error", "warning"} else None
    )
    context.on("weberror", lambda error: complained.append(str(error.error)))
    return context


@pytest.fixture
def page(chromium: Browser, live_server: LiveServer, complaints_of_the_browser: list[str]) -> Iterator[Page]:
    """A page with scripts. At the end the browser has had nothing to complain of."""
    context = _context(chromium, live_server, complaints_of_the_browser)
    yield context.new_page()
    context.close()
    # A form that is refused answers 4xx, which the browser notes; everything else is ours to mend.
    told = [
        one for one in complaints_of_the_browser if "Failed to load resource: the server responded" not in one
    ]
    assert not told


@pytest.fixture
def plain_page(chromium: Browser, live_server: LiveServer) -> Iterator[Page]:
    """A page whose browser runs no scripts."""
    context = _context(chromium, live_server, [], java_script_enabled=False)
    yield context.new_page()
    context.close()


@pytest.fixture
def look(axe: str) -> Callable[[Page], None]:
    """Asks of a page, wide and at 320 pixels: no accessibility violation, nothing to scroll sideways for."""

    def at_both_widths(page: Page) -> None:
        for size in (WIDE, NARROW):
            page.set_viewport_size(size)  # type: ignore[arg-type]
            page.wait_for_load_state("load")
            page.evaluate(DRAWN)
            sideways = page.evaluate(
                "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            )
            widest = page.evaluate(WIDEST) if sideways > 0 else ""
            assert sideways <= 0, f"{page.url} at {size['width']} px scrolls sideways by {sideways}: {widest}"
            if not page.evaluate("'axe' in window"):
                page.evaluate(axe)
            found = page.evaluate(ASKED, RULES)["violations"]
            told = [f"{one['id']}: {one['help']}\n    {one['nodes'][0]['html'][:200]}" for one in found]
            assert not told, f"{page.url} at {size['width']} px:\n" + "\n".join(told)
        page.set_viewport_size(WIDE)  # type: ignore[arg-type]
        assert page.locator("h1").count() == 1

    return at_both_widths


@cache
def hashed_password() -> str:
    """Made once: it is slow on purpose."""
    return make_password(PASSWORD)


@pytest.fixture
def people(officers: made.Officers) -> made.Officers:  # noqa: F811
    """The officers with passwords, to log in with."""
    for officer in (officers.asha, officers.bela, officers.dana):
        officer.password = hashed_password()
        officer.save()
    return officers


@pytest.fixture
def log_in() -> Callable[[Page, Officer], None]:
    """Logs an officer in through the form."""

    def through_the_form(page: Page, officer: Officer) -> None:
        page.goto("/accounts/login")
        page.get_by_label("E-mail address").fill(officer.email)
        page.get_by_label("Password", exact=True).fill(PASSWORD)
        page.get_by_role("button", name="Log in").click()
        page.wait_for_url("**/")

    return through_the_form
