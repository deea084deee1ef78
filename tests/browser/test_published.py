"""A report made in a real browser: counted, written, contradicted, approved, frozen, published, corrected, taken back."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from casework.people.models import Officer
from casework.published.models import Edition, PreparedReport
from tests.casework import made
from tests.casework.insight.chanced import chanced
from tests.casework.published import reporting_on as on

pytestmark = pytest.mark.django_db(transaction=True)

Look = Callable[[Page], None]
LogIn = Callable[[Page, Officer], None]


def press(page: Page, words: str) -> None:
    page.get_by_role("button", name=words, exact=True).click()


def done(page: Page, words: str) -> None:
    expect(page.locator(".done-message")).to_contain_text(words)


def begun(page: Page, look: Look, report: str) -> int:
    page.goto("/reports")
    page.get_by_role("button", name="Make a report").click()
    look(page)
    press(page, "Count it")
    expect(page.locator(".govuk-error-summary")).to_be_visible()
    look(page)
    page.locator(f"input[name=report][value={report}]").check()
    page.locator("#id_year").select_option("2024-25")
    press(page, "Count it")
    done(page, "The report is being counted.")
    expect(page.locator("progress")).to_be_visible()
    look(page)
    on.worked()
    return PreparedReport.objects.latest("pk").pk


def from_the_first_word_to_the_public(page: Page, people: made.Officers, look: Look, log_in: LogIn) -> None:
    chanced(people.asha, 25, seed=41)
    bela = on.head(people.bela)
    log_in(page, people.asha)
    number = begun(page, look, "committee-quarter")
    page.goto(f"/reports/{number}")
    look(page)
    page.get_by_role("link", name="Complaints and how soon they were answered").click()
    page.fill("#id_words", "At stage 1, 99% was on time.")
    press(page, "Save and check")
    done(page, "not hold with it")
    expect(page.locator("#failed")).to_be_visible()
    expect(page.locator("#id_words")).to_have_value("At stage 1, 99% was on time.")
    look(page)
    page.fill("#id_words", "We took on two officers in October.")
    press(page, "Save and check")
    done(page, "Every check holds.")
    page.goto(f"/reports/{number}/whole")
    expect(page.locator(".written")).to_contain_text("two officers")
    look(page)
    page.goto(f"/reports/{number}")
    press(page, "Make the files")
    done(page, "The files are being made.")
    on.worked()
    page.goto(f"/reports/{number}")
    with page.expect_download() as taken:
        page.get_by_role("link", name="DOCX").click()
    assert taken.value.path().read_bytes().startswith(b"PK")
    press(page, "Put it up for approval")
    done(page, "It is put up for approval.")
    look(page)
    press(page, "Log out")
    log_in(page, bela)
    page.goto(f"/reports/{number}")
    expect(page.get_by_role("button", name="Approve and freeze it")).to_be_visible()
    look(page)
    press(page, "Approve and freeze it")
    done(page, "It is approved")
    look(page)
    on.worked()
    page.goto("/reports")
    look(page)
    page.get_by_role("link", name="edition 1").click()
    expect(page.locator("main")).to_contain_text("Nobody outside sees it.")
    look(page)
    page.get_by_role("link", name="Read it as everybody would").click()
    expect(page.locator(".report")).to_contain_text("How this report was made")
    look(page)
    page.go_back()
    press(page, "Publish it")
    done(page, "everybody can see it")
    look(page)
    press(page, "Log out")


def corrected_and_published_again(people: made.Officers) -> None:
    from casework.published.publishing import publish

    on.recorded_later(people.asha)
    publish(on.frozen(people.asha, people.bela).pk, by=people.bela, now=on.NOW)


def the_public(page: Page, look: Look) -> None:
    page.goto("/performance/merebrook")
    look(page)
    page.get_by_role("link", name="report to the committee").click()
    expect(page.locator("main")).to_contain_text("What was corrected")
    expect(page.locator("main")).to_contain_text("Answers recorded late were added.")
    look(page)
    with page.expect_download() as taken:
        page.get_by_role("link", name="JSON").click()
    assert taken.value.suggested_filename == "merebrook-2024-25-committee-quarter.json"


def test_a_report_goes_from_the_first_word_to_the_public(
    page: Page, people: made.Officers, look: Look, log_in: LogIn
) -> None:
    from_the_first_word_to_the_public(page, people, look, log_in)
    corrected_and_published_again(people)
    the_public(page, look)
    log_in(page, people.bela)
    page.goto(f"/reports/editions/{Edition.objects.latest('pk').pk}")
    look(page)
    press(page, "Take it back")
    expect(page.locator(".govuk-error-summary")).to_be_visible()
    look(page)
    page.fill("#id_words", "A figure is wrong.")
    press(page, "Take it back")
    done(page, "It is taken back")
    assert page.goto("/performance/merebrook/2024-25-committee-quarter").status == 404  # type: ignore[union-attr]


def test_a_self_assessment_is_answered_without_scripts(
    plain_page: Page, page: Page, people: made.Officers, look: Look, log_in: LogIn
) -> None:
    chanced(people.asha, 25, seed=42)
    log_in(plain_page, people.asha)
    prepared = on.counted(people.asha, "self-assessment", procedures=(made.HOUSING,))
    plain_page.goto(f"/reports/{prepared.pk}")
    plain_page.get_by_role("link", name="Housing Ombudsman").first.click()
    plain_page.get_by_role("link", name="6.3").first.click()
    plain_page.locator("input[name=answer][value=no]").check()
    press(plain_page, "Save and check")
    done(plain_page, "not hold with it")
    for part, value in (("day", "31"), ("month", "12"), ("year", "2025")):
        plain_page.fill(f"#id_target_on-{part}", value)
    press(plain_page, "Save and check")
    done(plain_page, "Every check holds.")
    log_in(page, people.asha)
    for path in (
        "",
        "/codes/housing-ombudsman-2024-04-01",
        "/codes/housing-ombudsman-2024-04-01/6.3",
        "/whole",
    ):
        page.goto(f"/reports/{prepared.pk}{path}")
        look(page)


def test_the_annual_report_is_read_at_both_widths(
    page: Page, people: made.Officers, look: Look, log_in: LogIn
) -> None:
    chanced(people.asha, 30, seed=43)
    prepared = on.counted(people.asha, "annual", compare=True)
    log_in(page, people.asha)
    for path in ("", "/whole", "/sections/timeliness", "/sections/governing-body"):
        page.goto(f"/reports/{prepared.pk}{path}")
        look(page)
