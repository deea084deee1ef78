"""Cover in the browser: an absence with nobody, then with somebody, what the cover finds, and back again."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from casework.alerts import jobs
from casework.complaints.commands import promise
from casework.complaints.models import Complaint
from casework.outcomes.commands import set_limits
from casework.people.models import Officer
from putright.calendars import in_london
from tests.casework import made

pytestmark = pytest.mark.django_db(transaction=True)

Look = Callable[[Page], None]
LogIn = Callable[[Page, Officer], None]


def enter_days(page: Page, first: date, last: date) -> None:
    for name, day in (("first_on", first), ("last_on", last)):
        for part, value in (("day", day.day), ("month", day.month), ("year", day.year)):
            page.fill(f"#id_{name}-{part}", str(value))


def look_daily(today: date) -> None:
    while jobs.scan_next(today=today, now=datetime.now(UTC)):
        pass


def test_what_is_due_in_an_absence_goes_to_who_covers_and_comes_back(
    page: Page, people: made.Officers, look: Look, log_in: LogIn
) -> None:
    today = in_london(datetime.now(UTC)).date()
    reference = made.told(people.asha, received=today - timedelta(days=14)).reference
    hidden = made.told(
        people.asha, received=today - timedelta(days=14), named=(), title="Not for all"
    ).reference
    promise(
        reference, "We ring about the ceiling", what="call_back", due=today + timedelta(days=2), at=today,
        by=people.asha, now=datetime.now(UTC), seen_version=Complaint.objects.get(reference=reference).version,
    )  # fmt: skip
    log_in(page, people.asha)
    page.get_by_text("More", exact=True).first.click()
    page.get_by_role("link", name="Absences and cover").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Absences and cover")
    look(page)

    page.get_by_role("link", name="Record an absence of your own").click()
    enter_days(page, today + timedelta(days=3), today)
    page.get_by_role("button", name="Record it").click()
    expect(page.get_by_role("alert")).to_contain_text("The last day is before the first")
    look(page)
    enter_days(page, today, today + timedelta(days=3))
    page.get_by_role("button", name="Record it").click()
    expect(page.get_by_role("cell", name="Nobody covers").first).to_be_visible()
    look(page)
    look_daily(today)
    page.goto("/alerts?rule=DR-41")
    expect(page.get_by_text("nobody covers", exact=False).first).to_be_visible()

    page.goto("/people/absences")
    page.get_by_role("link", name="Change the absence of Asha Example").click()
    page.get_by_label("Who covers?").select_option(label="Bela Example")
    look(page)
    page.get_by_role("button", name="Record it").click()
    expect(page.get_by_text("Bela Example covers.")).to_be_visible()
    row = page.get_by_role("row").filter(has_text=hidden).first
    expect(row).to_contain_text("Who covers may not see it")
    page.get_by_role("button", name="Log out").click()

    log_in(page, people.bela)
    expect(page.get_by_text("You cover for Asha Example")).to_be_visible()
    row = page.get_by_role("row").filter(has_text=reference)
    expect(row).to_contain_text("covering for Asha Example until")
    expect(page.get_by_text(hidden)).to_have_count(0)
    look(page)
    page.goto("/promises")
    row = page.get_by_role("row").filter(has_text="We ring about the ceiling")
    expect(row).to_contain_text("covering for Asha Example until")
    look(page)
    for board in ("/actions", "/orders", "/ombudsman?whose=mine", "/members?whose=mine", "/shares"):
        page.goto(board)
        expect(page.get_by_text(hidden)).to_have_count(0)
    look_daily(today + timedelta(days=1))
    page.goto("/alerts")
    expect(page.get_by_text("covering for Asha Example until").first).to_be_visible()
    expect(page.get_by_text(hidden)).to_have_count(0)
    look(page)

    page.goto(f"/complaints/{reference}/allocate")
    page.get_by_label("Who takes it on?").select_option(value=str(people.asha.pk))
    page.get_by_role("button", name="Allocate it").click()
    expect(page.get_by_text("Asha Example is away until")).to_be_visible()
    look(page)

    page.goto("/people/absences")
    page.get_by_role("link", name="Change the absence of Asha Example").click()
    page.get_by_role("button", name="Take it back").click()
    expect(page.get_by_text("Nobody is away")).to_be_visible()
    look(page)
    page.goto("/")
    expect(page.get_by_text("No complaint is in your hands")).to_be_visible()


def test_an_administrator_records_the_absence_of_another_without_scripts(
    plain_page: Page, people: made.Officers, log_in: LogIn
) -> None:
    today = in_london(datetime.now(UTC)).date()
    log_in(plain_page, people.dana)
    plain_page.goto("/people/absences")
    plain_page.get_by_label("Record an absence of").select_option(label="Carl Example")
    plain_page.get_by_role("button", name="Go on").click()
    expect(plain_page.get_by_role("heading", level=1)).to_have_text("Absence of Carl Example")
    enter_days(plain_page, today + timedelta(days=7), today + timedelta(days=9))
    plain_page.get_by_label("Who covers?").select_option(label="Asha Example")
    plain_page.get_by_role("button", name="Record it").click()
    expect(plain_page.get_by_text("Asha Example covers.")).to_be_visible()
    expect(plain_page.get_by_text("Nothing is due")).to_be_visible()


def test_a_cover_who_may_do_less_is_told_of_before_the_absence_is_recorded(
    page: Page, people: made.Officers, look: Look, log_in: LogIn
) -> None:
    today = in_london(datetime.now(UTC)).date()
    set_limits({1: 50_00, 2: 500_00}, by=people.dana, now=datetime.now(UTC))
    Officer.objects.filter(pk=people.asha.pk).update(grade=2)
    log_in(page, people.asha)
    page.goto("/people/absences/new")
    enter_days(page, today, today + timedelta(days=3))
    page.get_by_label("Who covers?").select_option(label="Bela Example")
    page.get_by_role("button", name="Record it").click()
    warned = page.get_by_role("alert")
    expect(warned).to_contain_text("Bela Example may not do all of it")
    expect(warned).to_contain_text("Approving payments over £50: it waits")
    look(page)
    page.get_by_role("button", name="Record it all the same").click()
    expect(page.get_by_role("heading", name="What Bela Example may not do")).to_be_visible()
    look(page)
