"""An administrator takes a history in with a browser: tried, read, taken in."""

from __future__ import annotations

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from casework.imports import jobs
from tests.browser.steps import Look
from tests.browser.test_outcomes import LogIn
from tests.casework import made
from tests.putright.measures.made_facts import row, written

pytestmark = pytest.mark.django_db(transaction=True)


def when_the_worker_has_worked() -> None:
    while jobs.run_next(now=timezone.now()):
        pass


def test_a_history_is_tried_and_taken_in(
    page: Page, people: made.Officers, look: Look, log_in: LogIn
) -> None:
    rows = [
        row("H-1", department="Housing", acknowledged_on="2023-07-05", stage_1_due_on="2023-07-17",
            stage_1_responded_on="2023-07-21", stage_1_outcome="upheld", closed_on="2023-07-21", contractor="Halden"),
        row("H-2", department="Housing", service="Lettings"),
        row("H-3", channel="fax"),
    ]  # fmt: skip
    log_in(page, people.dana)
    page.goto("/imports")
    look(page)
    page.get_by_role("button", name="Try it").click()
    expect(page.get_by_role("alert")).to_be_visible()
    look(page)
    page.set_input_files(
        "#id_upload", {"name": "history.csv", "mimeType": "text/csv", "buffer": written(rows)}
    )
    page.get_by_role("button", name="Try it").click()
    expect(page.get_by_text("Waiting to be tried.")).to_be_visible()
    look(page)
    when_the_worker_has_worked()
    page.get_by_role("link", name="Look again").click()
    expect(page.get_by_role("heading", name="What the trial says")).to_be_visible()
    expect(page.get_by_text("Line 4: channel is not a code that is known")).to_be_visible()
    look(page)
    page.get_by_label("Leave out the rows that cannot be taken in").check()
    page.get_by_label("Make the departments and services that are missing").check()
    page.get_by_role("button", name="Take it in").click()
    expect(page.get_by_text("It is being taken in.")).to_be_visible()
    when_the_worker_has_worked()
    page.get_by_role("link", name="Look again").click()
    expect(page.get_by_text("Taken in: 2 complaints and 0 other contacts.")).to_be_visible()
    look(page)
    page.get_by_role("link", name="All imports").click()
    expect(page.get_by_role("link", name="history.csv")).to_be_visible()
    look(page)
