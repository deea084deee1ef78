"""Sorting a complaint: the themes of the organisation, what a postcode tells, what stays unknown."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from casework.complaints.models import Complaint, Person
from casework.complaints.sorting_kept import wards_from
from casework.people.models import Officer
from tests.casework import made

pytestmark = pytest.mark.django_db(transaction=True)

Look = Callable[[Page], None]
LogIn = Callable[[Page, Officer], None]


def test_a_theme_is_added_and_a_complaint_sorted_by_it_and_by_its_ward(
    page: Page, people: made.Officers, look: Look, log_in: LogIn, tmp_path: Path
) -> None:
    people.asha.roles = [*people.asha.roles, "administrator"]
    people.asha.save()
    wards = tmp_path / "wards.csv"
    wards.write_text("postcode,code,label\nZZ9 1AA,north,North Field\nZZ9 1AB,south,South Field\n")
    wards_from(people.asha.organisation, wards, from_on=date(2024, 4, 1))
    reference = made.told(people.asha).reference
    Person.objects.update(postcode="ZZ9 1AA")
    log_in(page, people.asha)
    page.goto("/themes")
    look(page)
    page.get_by_role("link", name="Add a theme").click()
    page.get_by_label("What people read").fill("Damp and mould")
    page.get_by_label("Its code").fill("Damp!")
    page.get_by_role("button", name="Keep it").click()
    expect(page.locator(".govuk-error-summary")).to_contain_text("is no code")
    look(page)
    page.get_by_label("Its code").fill("damp-mould")
    page.get_by_role("button", name="Keep it").click()
    expect(page.locator("main")).to_contain_text("“Damp and mould” can be chosen now.")
    page.get_by_role("link", name="Change Damp and mould").click()
    expect(page.locator("h1")).to_have_text("Change “Damp and mould”")
    look(page)
    page.goto(f"/complaints/{reference}/sort")
    expect(page.locator("main")).to_contain_text("ZZ9 1AA is in North Field.")
    look(page)
    page.get_by_label("Damp and mould").check()
    page.get_by_role("button", name="Keep it so").click()
    expect(page.locator("main")).to_contain_text("About: Damp and mould; Ward: North Field")
    look(page)
    Person.objects.update(postcode="ZZ9 7ZZ")
    page.get_by_role("link", name="Change how it is sorted").click()
    expect(page.locator("main")).to_contain_text("ZZ9 7ZZ is in no list of wards here")
    page.get_by_label("Ward of the home or place it is about").select_option(label="Not known")
    page.get_by_role("button", name="Keep it so").click()
    expect(page.locator("main")).not_to_contain_text("North Field")
    row = Complaint.objects.get(reference=reference)
    assert (row.themes, row.ward, row.multi_service) == ("damp-mould", None, False)
