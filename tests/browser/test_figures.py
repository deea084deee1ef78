"""A director opens the figures in the morning: what stands now, how the period went, and the cases behind a number."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from playwright.sync_api import Page, expect

from casework.complaints.models import Complaint
from casework.complaints.record import act, record
from casework.people.models import Department, Service
from putright.cases import verbs
from putright.cases.events import PointFinding
from putright.vocabulary import EscalationReason, PointOutcome
from tests.browser.steps import LogIn, Look
from tests.casework import made

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def service(people: made.Officers) -> Service:
    """A service with complaints answered in time and late, one escalated, one restricted, and two open."""
    department = Department.objects.get(organisation=people.asha.organisation)
    found = Service.objects.create(department=department, name="Repairs", valid_from=date(2020, 4, 1))
    today = date.today()
    for days, took in ((60, 10), (55, 12), (50, 30), (45, 9), (44, 8), (40, 11)):
        reference = _answered(people, found, today - timedelta(days=days), took)
    reasons = (EscalationReason.DELAY, EscalationReason.NOT_ALL_POINTS)
    day = today - timedelta(days=20)
    record(reference, act(verbs.escalate, at=day, reasons=reasons), by=people.asha, now=made.at(day, 18))
    made.told(people.asha, title="Zinnia conduct matter", named=(), service_id=found.pk)
    made.told(people.asha, title="Damp in the hall", received=today - timedelta(days=30), service_id=found.pk)
    made.told(people.bela, title="Broken lift", received=today - timedelta(days=3), service_id=found.pk)
    return found


def _answered(people: made.Officers, service: Service, received: date, took: int) -> str:
    reference = made.told(people.asha, received=received, service_id=service.pk).reference
    day = received + timedelta(days=took)
    findings = (PointFinding("1", PointOutcome.UPHELD), PointFinding("2", PointOutcome.NOT_UPHELD))
    made.acknowledged(reference, people.asha, received + timedelta(days=1))
    answering = act(verbs.respond, at=day, findings=findings, author=str(people.asha.pk))
    record(reference, answering, by=people.asha, now=made.at(day, 18))
    return reference


def test_every_board_is_looked_at_and_a_number_leads_to_its_cases(
    page: Page, people: made.Officers, service: Service, look: Look, log_in: LogIn
) -> None:
    log_in(page, people.bela)
    page.goto("/figures")
    look(page)
    page.get_by_role("link", name="Organisation", exact=True).first.click()
    expect(page.get_by_role("heading", name="Figures of the organisation")).to_be_visible()
    page.select_option("#id_period", label="This year, from 1 April")
    page.get_by_label("Compare with the year before").check()
    page.get_by_label("Month by month").check()
    page.get_by_role("button", name="Show").click()
    expect(page.locator(".fresh")).to_contain_text("compared with")
    look(page)
    page.get_by_role("link", name=re.compile(r"\(5 of 6\) ?: stage 1 answered on time$")).first.click()
    expect(page.locator("#total")).to_have_text("5")
    assert page.locator(".cases-table tbody tr").count() == 5
    look(page)
    page.get_by_role("link", name="In the base, not counted").click()
    expect(page.locator("#total")).to_have_text("1")
    page.locator(".cases-table tbody a").first.click()
    expect(page.get_by_text("Leak above the kitchen").first).to_be_visible()


def test_the_board_of_a_service_with_its_chart(
    page: Page, people: made.Officers, service: Service, look: Look, log_in: LogIn
) -> None:
    log_in(page, people.bela)
    page.goto("/figures/service")
    look(page)
    page.get_by_role("link", name="Repairs").click()
    expect(page.get_by_role("heading", name="Repairs: figures")).to_be_visible()
    expect(page.get_by_text("2 values recorded on 1 complaints.")).to_be_visible()
    picture = page.locator("img.picture")
    picture.scroll_into_view_if_needed()
    assert picture.evaluate("one => one.decode().then(() => one.naturalWidth)") > 0
    look(page)
    assert Complaint.objects.filter(in_queue=True).count() == 4
    tile = page.locator(".tile", has_text="In hand").first
    expect(tile.locator(".tile__number")).to_have_text("3: in hand")
    tile.get_by_role("link").click()
    expect(page.locator("#total")).to_have_text("3")
    assert page.get_by_text("Zinnia").count() == 0
    look(page)


def test_the_other_pages_and_what_cannot_be_counted(
    page: Page, people: made.Officers, service: Service, look: Look, log_in: LogIn
) -> None:
    log_in(page, people.bela)
    for address in (
        "/figures/ombudsman",
        "/figures/rules",
        "/figures/cases?figure=HO-1&from=2024-01-01&to=2024-01-31",
    ):
        page.goto(address)
        look(page)
    page.goto("/figures/organisation")
    page.get_by_text("Days of my choice", exact=True).last.click()
    page.select_option("#id_period", label="Days of my choice")
    for name, year in (("first", "2025"), ("last", "2024")):
        for part, value in (("day", "1"), ("month", "5"), ("year", year)):
            page.fill(f"#id_{name}-{part}", value)
    page.get_by_role("button", name="Show").click()
    expect(page.locator(".govuk-error-summary")).to_contain_text("Turn them round")
    look(page)
    page.fill("#id_last-year", "2199")
    page.fill("#id_first-year", "2198")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_text("These days lie in the future")).to_be_visible()
    look(page)


def test_a_board_reads_and_is_asked_without_scripts(
    plain_page: Page, people: made.Officers, service: Service, log_in: LogIn
) -> None:
    log_in(plain_page, people.bela)
    plain_page.goto("/figures/organisation")
    plain_page.select_option("#id_period", label="This month")
    plain_page.get_by_role("button", name="Show").click()
    expect(plain_page.get_by_role("heading", name="Who holds how much now")).to_be_visible()


def test_an_organisation_that_begins_is_told_so(
    page: Page, people: made.Officers, look: Look, log_in: LogIn
) -> None:
    log_in(page, people.bela)
    for address in ("/figures", "/figures/organisation", "/figures/ombudsman", "/figures/service"):
        page.goto(address)
        look(page)
    page.goto("/figures/organisation")
    expect(page.get_by_role("heading", name="No figures yet")).to_be_visible()
