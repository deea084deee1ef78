"""Alerts in the browser: the page, the panel, the strip of the queue, and the choice of the daily e-mail."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from casework.alerts import jobs
from casework.complaints.record import act, record
from casework.people.models import Officer
from putright.calendars import in_london
from putright.cases import verbs
from putright.cases.arranged import IncidentOpened, NeedFound
from putright.procedures import detection_rules
from putright.vocabulary import IncidentKind
from tests.casework import made

pytestmark = pytest.mark.django_db(transaction=True)

Look = Callable[[Page], None]
LogIn = Callable[[Page, Officer], None]


def test_from_the_queue_to_what_is_to_be_done_and_what_the_e_mail_tells_of(
    page: Page, people: made.Officers, look: Look, log_in: LogIn
) -> None:
    now = datetime.now(UTC)
    long_ago = in_london(now - timedelta(days=40)).date()
    reference = made.told(people.asha, received=long_ago, vulnerable=True).reference
    for body in (NeedFound("1", risk=True), IncidentOpened("2", IncidentKind.RESTRICTION_BROKEN)):
        record(reference, act(verbs.arrange, body=body, at=long_ago), by=people.asha, now=now)
    while jobs.scan_next(today=in_london(now).date(), now=now):
        pass

    log_in(page, people.asha)
    look(page)
    page.get_by_role("link", name="Restrictions not kept").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Alerts")
    expect(page.get_by_text(detection_rules()["DR-12"].do)).to_be_visible()
    look(page)
    page.get_by_role("link", name="Show all of them").click()
    page.get_by_text("By rule", exact=True).click()
    look(page)
    page.get_by_role("link", name=detection_rules()["DR-29"].title).click()
    page.get_by_role("link", name=reference).click()
    expect(page.get_by_text("What the rules see")).to_be_visible()
    look(page)

    page.goto("/alerts?whose=all")
    page.get_by_role("link", name="Your daily e-mail").click()
    look(page)
    page.get_by_label(detection_rules()["DR-14"].title).uncheck()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("status")).to_contain_text("as you chose")


def test_a_page_with_no_alert(page: Page, people: made.Officers, look: Look, log_in: LogIn) -> None:
    log_in(page, people.bela)
    page.goto("/alerts")
    expect(page.get_by_text("Nothing here")).to_be_visible()
    look(page)
