"""Homes, residents, figures of others and e-mails of figures in the browser: entered, taken in, corrected, stopped."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from playwright.sync_api import Page, expect

from casework.insight.mail_kinds import mail_kinds
from casework.insight.mail_tokens import token_to_stop
from casework.insight.mail_writing import parcel_for
from casework.people.models import Officer
from tests.casework import made

pytestmark = pytest.mark.django_db(transaction=True)

Look = Callable[[Page], None]
LogIn = Callable[[Page, Officer], None]
HEADER = "authority,group,figure,from,to,numerator,denominator,value,per,annualised,basis,source,note\n"
GOOD = (
    "Stonebeck Council,Council landlord,CH01-1,2024-04-01,2025-03-31,,,38.2,1000-tenants,,,Annual report,\n"
)
BAD = "Fernhill Homes,,CH01-1,2024-04-01,2025-03-31,many,10000,41.3,1000-homes,no,received,Annual report,\n"


def fill_day(page: Page, field: str, day: date) -> None:
    for part, value in (("day", day.day), ("month", day.month), ("year", day.year)):
        page.fill(f"#id_{field}-{part}", str(value))


def test_homes_are_entered_corrected_and_used_by_the_rate_beside_others(
    page: Page, people: made.Officers, look: Look, log_in: LogIn
) -> None:
    made.answered(people.asha)
    log_in(page, people.bela)
    page.goto("/figures/numbers")
    look(page)
    page.get_by_role("link", name="Enter a number").click()
    page.get_by_role("button", name="Enter it").click()
    expect(page.locator(".govuk-error-summary")).to_be_visible()
    look(page)
    page.get_by_label("Homes", exact=True).check()
    page.get_by_label("How many").fill("490")
    fill_day(page, "on", date(2024, 3, 31))
    page.get_by_label("Where that is written").fill("Stock list of 31 March 2024")
    page.get_by_role("button", name="Enter it").click()
    expect(page.get_by_role("status")).to_contain_text("Figures use it from now on")
    page.get_by_role("link", name="Correct homes").click()
    page.get_by_label("How many").fill("500")
    page.get_by_role("button", name="Enter it").click()
    expect(page.get_by_text("What was said before")).to_be_visible()
    page.get_by_text("What was said before").click()
    look(page)
    page.get_by_role("link", name="Take back homes").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Take a number back")
    look(page)

    page.goto("/figures/compare?figure=CH01-1")
    look(page)
    page.get_by_role("link", name="Enter a figure of another authority").click()
    look(page)
    page.get_by_role("button", name="Enter it").click()
    expect(page.locator(".govuk-error-summary")).to_be_visible()
    look(page)
    page.get_by_label("Authority", exact=True).fill("Merebrook Homes")
    page.get_by_label("Figure", exact=True).select_option("CH01-1")
    fill_day(page, "starts_on", date(2024, 4, 1))
    fill_day(page, "ends_on", date(2025, 3, 31))
    page.get_by_label("Numerator").fill("413")
    page.get_by_label("Denominator").fill("10,000")
    page.get_by_label("Value (optional)").fill("42.3")
    page.get_by_label("per 1,000 homes").check()
    page.get_by_label("No", exact=True).check()
    page.get_by_label("What it counts, by its own words").select_option("received")
    page.get_by_label("Where it is published").fill("Annual report, page 12")
    page.get_by_role("button", name="Enter it").click()
    expect(page.get_by_text("Its printed counts give 41.3, not 42.3.")).to_be_visible()
    expect(page.get_by_text("2.0 per 1,000 (1 of 500 homes)").first).to_be_visible()
    picture = page.locator("img.picture")
    expect(picture).to_be_visible(timeout=30_000)  # the first picture loads the drawing library
    assert picture.evaluate("one => one.complete && one.naturalWidth > 100")
    assert "Merebrook Homes: 42.3" in (picture.get_attribute("alt") or "")
    look(page)


def test_a_file_with_a_bad_line_is_refused_whole_and_taken_when_it_is_mended(
    page: Page, people: made.Officers, look: Look, log_in: LogIn
) -> None:
    log_in(page, people.dana)
    page.goto("/figures/compare/file")
    look(page)

    def choose(*lines: str) -> None:
        content = (HEADER + "".join(lines)).encode()
        page.set_input_files("#id_upload", {"name": "others.csv", "mimeType": "text/csv", "buffer": content})
        page.get_by_role("button", name="Take it in").click()

    choose(GOOD, BAD)
    expect(page.get_by_text("Line 3, numerator: many is not a whole number")).to_be_visible()
    look(page)
    choose(GOOD, BAD.replace("many", "413"))
    expect(page.get_by_role("status")).to_contain_text("2 figures entered")
    expect(page.get_by_text("per 1,000 tenants, ours per 1,000 homes")).to_be_visible()
    look(page)
    page.get_by_label("Group", exact=True).select_option("Council landlord")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_role("rowheader", name="Fernhill Homes")).to_have_count(0)
    page.get_by_role("link", name="Take back Stonebeck Council").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Take a figure back")
    look(page)
    page.get_by_role("button", name="Take it back").click()
    expect(page.get_by_role("status")).to_contain_text("taken back")


def test_without_scripts_a_comparison_is_chosen_too(
    plain_page: Page, people: made.Officers, log_in: LogIn
) -> None:
    log_in(plain_page, people.asha)
    plain_page.goto("/figures/compare")
    plain_page.get_by_label("Figure", exact=True).select_option("AR-3a")
    plain_page.get_by_role("button", name="Show").click()
    expect(plain_page.locator("h2").first).to_have_text("Stage 1 answered on time, extensions counted")


def test_e_mails_are_chosen_after_a_login_and_stopped_without_one(
    page: Page, people: made.Officers, look: Look, log_in: LogIn
) -> None:
    page.goto(f"/figures/mails/stop/{token_to_stop(people.bela, mail_kinds()['day'])}")
    look(page)
    page.get_by_role("button", name="Stop this e-mail").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("This e-mail is stopped")
    look(page)
    page.goto("/figures/mails/stop/zebra")
    look(page)
    log_in(page, people.bela)
    page.goto("/alerts/digest")
    page.get_by_role("link", name="E-mails of figures").last.click()
    day = page.get_by_label(mail_kinds()["day"].title)
    expect(day).not_to_be_checked()
    look(page)
    day.check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("status")).to_contain_text("as you chose")


def test_the_e_mails_themselves_are_accessible(page: Page, people: made.Officers, look: Look) -> None:
    monday = date(2024, 5, 20)
    made.answered(people.asha)
    made.told(people.asha, received=date(2024, 4, 2))
    for kind in mail_kinds().values():
        parcel = parcel_for(people.bela, kind, stands_for=monday, today=monday + timedelta(days=1))
        assert parcel
        page.set_content(parcel.html)
        look(page)
