"""LGSCO 24 015 097 as it should have gone: the contractor is asked, its reply goes back, and its end loses nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from casework.agreements import commands as agreements
from casework.agreements.commands import Visit
from casework.agreements.models import Forwarding
from casework.complaints.models import OpenEnd
from casework.complaints.opening import PointWords
from casework.complaints.record import act, record
from casework.people.models import Officer
from casework.providers.accounts import choose_password, invite
from casework.providers.models import Account, ReplyLink
from casework.providers.tokens import reply_token
from putright.calendars import in_london
from putright.cases import verbs
from putright.cases.remedial import RemedyProposed, Share
from putright.vocabulary import AppointmentStep, PartyAtFault, RemedyType, VisitCause
from tests.browser.conftest import PASSWORD
from tests.casework import made
from tests.casework.agreements.arranging import contractor
from tests.casework.providers.asked import now, version

pytestmark = pytest.mark.django_db(transaction=True)

Look = Callable[[Page], None]
LogIn = Callable[[Page, Officer], None]


def day(page: Page, name: str, ahead: int) -> None:
    on = in_london(now()).date() + timedelta(days=ahead)
    for part, value in (("day", on.day), ("month", on.month), ("year", on.year)):
        page.fill(f"#id_{name}-{part}", str(value))


def send(page: Page, button: str) -> None:
    page.locator("main").get_by_role("button", name=button).click()


def adaptations(by: Officer, firm: int) -> str:
    """Grab rails: nobody came, then a partition wall nobody had told of; half of the payment is the contractor's."""
    today = in_london(now()).date()
    reference = made.told(
        by, received=today - timedelta(days=10), title="Grab rails not fitted",
        procedure="adult-social-care/2009-04-01",
        points=(
            PointWords("Nobody came to the first appointment", "An apology"),
            PointWords("The rails could not be fitted to a partition wall", "The rails"),
        ),
    ).reference  # fmt: skip
    for ago, to, because in (
        (8, AppointmentStep.NO_SHOW, None),
        (3, AppointmentStep.COULD_NOT_COMPLETE, VisitCause.SITE_UNKNOWN),
    ):
        on = today - timedelta(days=ago)
        agreements.make_visit(
            reference, Visit("To fit two grab rails", on, contractor=str(firm), told_on=on), going_on="It was so",
            at=on, by=by, now=now(), seen_version=version(reference),
        )  # fmt: skip
        key = agreements_key(reference)
        agreements.record_visit(
            reference, key, to=to, words="So it went", because=because, going_on="It was so", at=on, by=by, now=now(),
            seen_version=version(reference),
        )  # fmt: skip
    shares = (Share(PartyAtFault.OURS, 12_500), Share(PartyAtFault.CONTRACTOR, 12_500))
    body = RemedyProposed("1", RemedyType.PAY_DISTRESS, ("1", "2"), 25_000, shares=shares)
    record(reference, act(verbs.propose_remedy, body=body, at=today), by=by, now=now())
    return reference


def agreements_key(reference: str) -> str:
    """The key of the newest visit."""
    ends = OpenEnd.objects.filter(complaint__reference=reference, kind="appointment", is_open=True)
    return str(ends.latest("pk").key)


def test_a_contractors_reply_is_ours_to_answer_for(
    page: Page, people: made.Officers, look: Look, log_in: LogIn
) -> None:
    firm = contractor(people.asha, "Fenwick Equipment", email="replies@fenwick.example")
    reference = adaptations(people.asha, firm)
    log_in(page, people.asha)

    # Short notice is seen before the resident is told.
    page.goto(f"/complaints/{reference}/visit")
    page.fill("#id_words", "To fit the rails, third time")
    day(page, "on", 1)
    page.select_option("#id_contractor", label="Fenwick Equipment")
    send(page, "Arrange it")
    expect(page.locator("main")).to_contain_text("notice")

    # Passed on with the resident's consent.
    page.goto(f"/complaints/{reference}/forward")
    page.fill("#id_words", "Why did nobody come, and why was the wall not known?")
    page.select_option("#id_contractor", label="Fenwick Equipment")
    page.get_by_label("Yes", exact=False).first.check()
    send(page, "Record it")
    expect(page.locator("main")).to_contain_text("stays ours")
    page.get_by_role("link", name="Link to reply, and what became of it").click()
    expect(page.locator("h1")).to_contain_text("Passed to Fenwick Equipment")
    look(page)
    page.get_by_role("link", name="Send a link to reply").click()
    look(page)
    send(page, "Send the link")
    expect(page.locator("main")).to_contain_text("Not opened yet")

    # The contractor, without an account, forgets the resident's rights.
    first = ReplyLink.objects.get()
    theirs = page.context.browser.new_context(base_url=page.url.split("/complaints")[0]).new_page()  # type: ignore[union-attr]
    theirs.goto(f"/reply/{reply_token(first)}")
    expect(theirs.locator("main")).to_contain_text("Why did nobody come")
    look(theirs)
    answer(theirs)
    send(theirs, "Save and go on later")
    expect(theirs.locator("main")).to_contain_text("Nothing is sent to us yet")
    theirs.goto(f"/reply/{reply_token(first)}")
    expect(theirs.locator("#id_putting_right")).to_have_value("We apologise.")
    theirs.get_by_label("I may reply for the contractor").check()
    send(theirs, "Send the reply")
    expect(theirs.locator("h1")).to_contain_text("Your reply has reached us")
    look(theirs)

    # We send it back with what is missing; adopted it cannot be.
    page.reload()
    page.get_by_role("link", name="Check the reply").click()
    look(page)
    page.get_by_label("Adopted as it is").check()
    day(page, "rest_by", 7)
    send(page, "Record it")
    expect(page.locator(".govuk-error-summary")).to_contain_text("it lacks")
    page.get_by_label("Sent back with what is missing").check()
    page.fill("#id_words", "Say how Mr B comes to us and to the Ombudsman.")
    day(page, "due", 7)
    send(page, "Record it")
    expect(page.locator("main")).to_contain_text("Say how Mr B comes to us")
    look(page)
    theirs.goto(f"/reply/{reply_token(ReplyLink.objects.latest('pk'))}")
    expect(theirs.locator("main")).to_contain_text("We sent your reply back")
    look(theirs)

    # Somebody of the contractor signs in.
    account = Account.objects.get(
        pk=invite(firm, name="Ines Marr", email="ines@fenwick.example", by=people.asha, now=now())
    )
    choose_password(account, PASSWORD)
    theirs.goto("/contractor/sign-in")
    look(theirs)
    theirs.get_by_label("E-mail address").fill("ines@fenwick.example")
    theirs.get_by_label("Password", exact=True).fill(PASSWORD)
    send(theirs, "Sign in")
    expect(theirs.locator("main")).to_contain_text(reference)
    look(theirs)
    for name, heading in (("Visits", "Visits still to come"), ("Monthly returns", "Monthly returns")):
        theirs.get_by_role("link", name=name, exact=True).click()
        expect(theirs.locator("h1")).to_contain_text(heading)
        look(theirs)
    theirs.goto(f"/complaints/{reference}")
    expect(theirs.locator("h1")).not_to_contain_text("Grab rails")

    # The contractor is wound up: what it owes us is ours.
    page.goto("/providers")
    look(page)
    page.get_by_role("link", name="Fenwick Equipment").click()
    look(page)
    page.get_by_role("link", name="How the contract stands").click()
    look(page)
    page.get_by_label("In liquidation").check()
    page.fill("#id_words", "A winding-up order was made")
    send(page, "Record it")
    expect(page.locator("main")).to_contain_text("Answers to be taken over: 1.")
    look(page)
    page.get_by_role("link", name="Take over what is left").click()
    page.fill("#id_words", "Wound up: we answer ourselves")
    send(page, "Take it over")
    expect(page.locator("main")).to_contain_text("Every answer it owed is taken over.")
    theirs.goto("/contractor")
    expect(theirs.locator("h1")).to_contain_text("Sign in")
    theirs.goto(f"/reply/{reply_token(ReplyLink.objects.latest('pk'))}")
    expect(theirs.locator("h1")).to_contain_text("This link opens no more")
    look(theirs)

    # The performance pack tells it all, and whose half the payment is.
    page.get_by_role("link", name="Performance").click()
    expect(page.locator("main")).to_contain_text("Payments that fall to the contractor£125")
    expect(page.locator("main")).to_contain_text("Something at the place nobody had told of: 1")
    look(page)
    theirs.context.close()
    assert Forwarding.objects.get().replied_on is None


def answer(theirs: Page) -> None:
    """A reply that says nothing of what the resident can do next."""
    for key, reasons in (
        ("1", "The technician was sent elsewhere."),
        ("2", "The order did not tell of the wall."),
    ):
        theirs.select_option(f"#id_outcome-{key}", "upheld")
        theirs.fill(f"#id_reasons-{key}", reasons)
        theirs.select_option(f"#id_remedy-{key}", "offered")
    theirs.fill("#id_putting_right", "We apologise.")
    theirs.fill("#id_still_to_do", "Nothing.")
    theirs.fill("#id_signed_by", "Ines Marr, customer care")
