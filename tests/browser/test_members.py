"""Who may have copies, and members' enquiries, in the browser: recorded, held, mended, answered in step."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from casework.complaints.opening import Part
from casework.people.models import Officer
from putright.calendars import in_london
from putright.vocabulary import Relationship
from tests.casework import made

pytestmark = pytest.mark.django_db(transaction=True)

Look = Callable[[Page], None]
LogIn = Callable[[Page, Officer], None]


def complaint(people: made.Officers) -> str:
    """One of last week with a representative whose authority nobody recorded."""
    resident = made.person(people.asha.organisation, email="gwen@ashdown.example")
    friend = made.person(people.asha.organisation, "Tom Birch", email="tom@birch.example")
    parts = (
        Part(resident.pk, Relationship.COMPLAINANT),
        Part(friend.pk, Relationship.REPRESENTATIVE),
    )
    received = in_london(datetime.now(UTC)).date() - timedelta(days=7)
    return made.told(people.asha, received=received, parts=parts).reference


def test_a_copy_is_held_until_the_authority_that_allows_it_is_recorded(
    page: Page, people: made.Officers, look: Look, log_in: LogIn
) -> None:
    reference = complaint(people)
    log_in(page, people.asha)
    page.goto(f"/complaints/{reference}/letters")
    page.get_by_role("button", name="Write: acknowledgement").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Acknowledgement")
    page.get_by_text("To whom, how and in which form").click()
    page.get_by_role("group", name="Copies to").get_by_label("Tom Birch").check()
    page.get_by_role("button", name="Save", exact=True).first.click()
    expect(page.get_by_text("A copy goes to Tom Birch, and no authority").first).to_be_visible()
    look(page)
    page.get_by_role("link", name="Who takes part").first.click()
    expect(page.get_by_role("heading", name="Who may be given what")).to_be_visible()
    expect(page.get_by_text("None on record: ask for it").first).to_be_visible()
    look(page)

    page.get_by_role("link", name="Record their authority").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Record an authority")
    page.get_by_label("On what does it rest?").fill("Signed form")
    page.get_by_label("Letters only, nothing else from the record").check()
    page.get_by_role("button", name="Record it").click()
    expect(page.get_by_role("alert")).to_contain_text("untick “everything”")
    look(page)
    page.get_by_label("Everything about the complaint").uncheck()
    page.get_by_role("button", name="Record it").click()
    expect(page.get_by_text("The authority is recorded.")).to_be_visible()
    expect(page.get_by_role("table", name="What Tom Birch may be given").get_by_text("Yes")).to_have_count(1)
    look(page)
    page.goto(f"/complaints/{reference}/letters")
    page.get_by_role("link", name="Acknowledgement").first.click()
    expect(page.get_by_text("A copy goes to Tom Birch")).to_have_count(0)

    page.goto(f"/complaints/{reference}/taking-part")
    page.get_by_role("link", name="Ask for it").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ask for an authority")
    look(page)
    page.get_by_label("How it was asked for, and of whom").fill("By e-mail to both")
    page.get_by_role("button", name="Record it").click()
    expect(page.get_by_text("Asked for; it is to come by").first).to_be_visible()


def test_a_member_is_answered_after_the_person_and_with_consent(
    page: Page, people: made.Officers, look: Look, log_in: LogIn
) -> None:
    reference = complaint(people)
    log_in(page, people.asha)
    page.get_by_text("More", exact=True).first.click()
    page.get_by_role("link", name="Members’ enquiries").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Members’ enquiries")
    look(page)
    page.get_by_role("link", name="Register of members").click()
    page.get_by_role("link", name="Put a member on the register").click()
    page.get_by_label("Councillor").check()
    page.get_by_label("Name", exact=True).fill("Morwenna Sayle")
    page.get_by_label("Ward or constituency").fill("Tern ward")
    page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_role("alert")).to_contain_text("or a postal address")
    look(page)
    page.get_by_label("E-mail").fill("m.sayle@council.example")
    page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_role("cell", name="Tern ward")).to_be_visible()
    look(page)

    page.goto(f"/complaints/{reference}/taking-part")
    page.get_by_role("link", name="Log a member’s enquiry").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Log a member’s enquiry")
    look(page)
    page.get_by_label("Who asks?").select_option(label="Morwenna Sayle, Councillor, Tern ward")
    page.get_by_label("What they ask, in their words").fill("What is being done about the leak?")
    page.get_by_role("button", name="Log it").click()
    expect(page.get_by_text("No consent on record")).to_be_visible()
    look(page)

    page.get_by_role("link", name="Answer them").click()
    page.get_by_label("What the answer says, and how it went").fill("The ceiling is being replaced")
    page.get_by_role("button", name="Record it").click()
    expect(page.get_by_text("has still to go").first).to_be_visible()
    expect(page.get_by_label("What the answer says, and how it went")).to_have_value(
        "The ceiling is being replaced"
    )
    look(page)

    page.goto(f"/complaints/{reference}/letters")
    page.get_by_text("Another letter").click()
    page.get_by_role("button", name="Note to a member that the answer follows").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Note to a member")
    written = page.get_by_role("region", name="Letter", exact=True)
    expect(written.get_by_text("Enquiry ").first).to_be_visible()
    expect(written.get_by_text("Leak above the kitchen")).to_have_count(0)
    expect(written.get_by_text(reference)).to_have_count(0)
    look(page)
    page.goto("/members")
    expect(page.get_by_role("rowheader", name="Morwenna Sayle, Tern ward")).to_be_visible()
    look(page)


def test_an_authority_is_recorded_without_scripts(
    plain_page: Page, people: made.Officers, log_in: LogIn
) -> None:
    reference = complaint(people)
    log_in(plain_page, people.asha)
    plain_page.goto(f"/complaints/{reference}/taking-part")
    plain_page.get_by_role("link", name="Record their authority").click()
    plain_page.get_by_label("On what does it rest?").fill("Said on the telephone")
    plain_page.get_by_role("button", name="Record it").click()
    expect(plain_page.get_by_text("Said on the telephone").first).to_be_visible()
