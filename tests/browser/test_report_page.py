"""A report's page, opened as a file: accessible, nothing to scroll sideways for, and nothing fetched."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.putright.reports.sampled import SHOWN, sampled_page

Look = Callable[[Page], None]


@pytest.mark.parametrize("name", SHOWN)
def test_a_report_opens_without_a_network(name: str, chromium: Browser, look: Look, tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    path.write_text(sampled_page(name), encoding="utf-8")
    context = chromium.new_context(locale="en-GB", offline=True)
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(path.as_uri())
    look(page)
    assert asked == [path.as_uri()]
    assert page.locator("table").count() > 0
    context.close()
