"""Steps that the journeys share: what officers and residents do, each through the pages an officer has."""

import email
import io
import re
import socket
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from email.message import EmailMessage
from email.policy import default
from typing import Any

import pypdf
from aiosmtpd.controller import Controller
from playwright.sync_api import Page, expect

from casework.complaints.models import Complaint
from casework.ops.worker import work
from casework.people.models import Officer, Organisation
from casework.people.roles import Role
from putright.calendars import in_london
from tests.browser.conftest import PASSWORD
from tests.casework import made

Look = Callable[[Page], None]
LogIn = Callable[[Page, Officer], None]
DESK = "complaints@merebrook.example"


class Mailbox:
    """A mail server of our own that keeps what it is given."""

    def __init__(self) -> None:
        self.taken: list[EmailMessage] = []

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        """Take the mail."""
        message = email.message_from_bytes(envelope.content, policy=default)
        assert isinstance(message, EmailMessage)
        self.taken.append(message)
        return "250 queued"


@contextmanager
def post_office(settings: Any) -> Iterator[Mailbox]:
    """A mail server that really listens, and the service told to send through it."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    mailbox = Mailbox()
    controller = Controller(mailbox, hostname="127.0.0.1", port=port)
    settings.EMAIL_URL, settings.EMAIL_FROM = f"smtp://127.0.0.1:{port}", f"Complaints <{DESK}>"
    controller.start()
    try:
        yield mailbox
    finally:
        controller.stop()


@dataclass(frozen=True, slots=True)
class Told:
    """One point as the caller says it: the words, what they want, whose matter it is."""

    words: str
    sought: str = ""
    whose: str = "Ours"


def today() -> date:
    """The day the service has."""
    return in_london(datetime.now(UTC)).date()


def in_days(number: int) -> date:
    """So many days from today, before it when negative."""
    return today() + timedelta(days=number)


def spelled(day: date) -> str:
    """A day as letters write it."""
    return f"{day:%A} {day.day} {day:%B} {day.year}"


def enter_day(page: Page, name: str, day: date, time: str = "") -> None:
    """Type a day, and perhaps a time."""
    for part, value in (("day", day.day), ("month", day.month), ("year", day.year)):
        page.fill(f"#id_{name}-{part}", str(value))
    if time:
        page.fill(f"#id_{name}-time", time)


def fill(page: Page, **values: str) -> None:
    """Type into fields. A name ends with `_` and a number where the field has a dash and a number."""
    for name, value in values.items():
        page.fill(f'[name="{dashed(name)}"]', value)


def dashed(name: str) -> str:
    """The name of a field of one point: `reasons_2` is `reasons-2`."""
    head, _, last = name.rpartition("_")
    return f"{head}-{last}" if head and last.isdecimal() else name


def choose(page: Page, name: str, value: str) -> None:
    """Choose one of several."""
    page.check(f'[name="{name}"][value="{value}"]')


def press(page: Page, words: str) -> None:
    """Press the button with these words."""
    page.get_by_role("button", name=words, exact=True).click()


def follow(page: Page, words: str) -> None:
    """Follow the first link with these words."""
    page.get_by_role("link", name=words).first.click()


def says(page: Page, *words: str) -> None:
    """The page says this."""
    for one in words:
        expect(page.locator("main")).to_contain_text(one)


def says_not(page: Page, *words: str) -> None:
    """The page does not say this anywhere."""
    for one in words:
        expect(page.locator("body")).not_to_contain_text(one)


def is_told_what_is_wrong(page: Page, *words: str) -> None:
    """The summary of what is to be put right says this."""
    for one in words:
        expect(page.locator(".govuk-error-summary")).to_contain_text(one)


def is_done(page: Page, words: str) -> None:
    """The page confirms it."""
    expect(page.get_by_role("status").filter(has_text=words)).to_be_visible()


def another_officer(of: Organisation, name: str, role: Role, *, grade: int) -> Officer:
    """Somebody else who works here, with a password."""
    officer = Officer.objects.create_user(
        f"{name.lower()}@merebrook.example",
        name=f"{name} Example",
        organisation=of,
        team=of.teams.get(name="Complaints"),
        roles=[role.value],
        grade=grade,
        password=PASSWORD,
    )
    return officer


def given_an_office(people: made.Officers) -> Organisation:
    """The organisation can be written to, and its manager is one by grade too."""
    organisation = people.asha.organisation
    organisation.email, organisation.telephone = DESK, "01632 960001"
    organisation.address = "1 Mere Square\nMerebrook\nAB1 1AA"
    organisation.save()
    Officer.objects.filter(pk=people.bela.pk).update(grade=2)
    return organisation


def when_somebody_else_sits_down(page: Page, log_in: LogIn, officer: Officer) -> None:
    """One officer logs out, another logs in."""
    page.get_by_role("button", name="Log out").click()
    log_in(page, officer)


def when_limits_are_set(page: Page, **limits: str) -> None:
    """The administrator says how much each grade may approve, such as `limit_2="250"`; a director any sum."""
    page.goto("/limits")
    fill(page, **limits)
    page.check('[name="free-4"]')
    page.locator("main form button").last.click()
    is_done(page, "The limits are set")


def when_a_contact_is_logged(
    page: Page,
    *,
    name: str,
    mail: str,
    title: str,
    happened: str,
    points: Sequence[Told],
    arrived: date,
    channel: str = "Phone",
    about_staff: bool = False,
    vulnerable: bool = False,
    needs: str = "",
) -> None:
    """The first two steps: who is speaking, and what happened, point by point."""
    page.goto("/contacts/new")
    page.select_option("#id_channel", label=channel)
    enter_day(page, "arrived_at", arrived, "10:00")
    fill(page, name=name, email=mail, address="12 Tern Close", postcode="AB1 2CD", needs=needs)
    if vulnerable:
        page.check('[name="vulnerable"]')
    press(page, "Save and go on")
    page.wait_for_url("**/contacts/*/2")
    fill(page, title=title, happened=happened)
    for number, point in enumerate(points, start=1):
        fill(page, **{f"words_{number}": point.words, f"sought_{number}": point.sought})
        page.select_option(f'[name="responsibility-{number}"]', label=point.whose)
    if about_staff:
        page.check('[name="conduct_of_staff"]')
    press(page, "Save and go on")
    page.wait_for_url("**/contacts/*/3")


def when_it_is_a_complaint(page: Page, reason: str, *, referred: str = "") -> None:
    """The third step: whether somebody is at risk, what it is, and why."""
    choose(page, "safeguarding", "yes" if referred else "no")
    if referred:
        fill(page, referred=referred)
    choose(page, "decision", "complaint")
    choose(page, "choice_offered", "yes")
    fill(page, reason=reason)
    press(page, "Save and go on")
    page.wait_for_url("**/contacts/*/4")


def when_it_is_opened(page: Page, handler: Officer, *, procedure: str = "") -> str:
    """The fourth step: under which procedure, and who handles it. Gives the reference."""
    if procedure:
        choose(page, "procedure", procedure)
    page.select_option("#id_handler", str(handler.pk))
    press(page, "Open the complaint")
    page.wait_for_url("**/outcome")
    return str(Complaint.objects.latest("pk").reference)


def when_a_letter_is_begun(page: Page, reference: str, kind: str) -> None:
    """Begin a letter of this kind from the tab of letters."""
    page.goto(f"/complaints/{reference}/letters")
    button = page.locator(f'button[name="kind"][value="{kind}"]')
    if not button.is_visible():
        page.locator("form.begin summary").click()
    button.click()
    page.wait_for_url("**/letters/*")


def when_the_letter_is_opened_again(page: Page, reference: str) -> None:
    """Go on with the letter that is written or waits: the first of the tab."""
    page.goto(f"/complaints/{reference}/letters")
    page.locator("article h3 a").first.click()
    page.wait_for_url("**/letters/*")


def when_whom_it_goes_to_is_open(page: Page) -> None:
    """Unfold to whom the letter goes, how and in which form; it is open already while something is missing there."""
    if not page.locator('[name="sender"]').is_visible():
        page.get_by_text("To whom, how and in which form").click()


def when_it_is_saved(page: Page) -> None:
    """Save the letter."""
    press(page, "Save")
    is_done(page, "The letter is saved")


def when_its_promises_are_kept_on_record(page: Page, due: date) -> int:
    """Every promise found in the text becomes a commitment, due on the day it names or on this one. How many."""
    found = page.locator('#checks input[type="checkbox"][name^="promise-"]').all()
    for box in found:
        box.check()
        key = (box.get_attribute("name") or "").removeprefix("promise-")
        if not page.input_value(f'[name="by-{key}-day"]'):
            enter_day(page, f"by-{key}", due)
    if found:
        when_it_is_saved(page)
    return len(found)


def then_nothing_holds_it(page: Page) -> None:
    """No check holds the letter."""
    held = page.locator("#checks .check--fix").all_inner_texts()
    assert not held, "\n".join(held)
    expect(page.locator("#checks")).to_contain_text("Nothing holds it")


def when_it_is_to_be_signed(page: Page, signer: Officer) -> None:
    """See it as it will be sent, and ask somebody for the signature."""
    press(page, "Save and see it as it will be sent")
    page.wait_for_url("**/send")
    page.select_option("#id_of", str(signer.pk))
    press(page, "Ask for the signature")
    is_done(page, "The signature is asked for")


def when_it_is_signed(page: Page, reference: str) -> None:
    """From the tray of the one who signs."""
    page.goto("/sign-off")
    page.get_by_role("row").filter(has_text=reference).get_by_role("link").first.click()
    press(page, "Sign the letter")
    is_done(page, "The letter is signed")


def when_it_is_sent(page: Page) -> None:
    """Send the letter whose page is open, and let the worker do what waits."""
    press(page, "Send the letter")
    page.wait_for_url("**/sent")
    is_done(page, "The letter is sent")
    while work():
        pass
    page.reload()
    says(page, "PDF as sent")


def take_step(page: Page, words: str) -> None:
    """Take a step with the payment of the ledger."""
    page.get_by_role("link", name=re.compile(f"^{words}.*Payment")).click()
    page.wait_for_url("**/remedies/*/*")


def text_of(page: Page, link: str = "PDF as sent") -> str:
    """What the PDF behind this link says, in one line."""
    address = page.get_by_role("link", name=link).first.get_attribute("href") or ""
    answer = page.request.get(address)
    assert answer.ok
    assert answer.headers["content-type"] == "application/pdf"
    return in_one_line(read_pdf(answer.body()))


def read_pdf(content: bytes) -> str:
    """The text of a PDF."""
    return "\n".join(one.extract_text() for one in pypdf.PdfReader(io.BytesIO(content)).pages)


def in_one_line(text: str) -> str:
    """Without the line breaks of a page."""
    return " ".join(text.split())


def then_the_mail_arrived(mailbox: Mailbox, to: str, *words: str) -> None:
    """It reached this address, with the letter in its text and as a PDF."""
    # The daily digests of the officers come here too.
    message = [one for one in mailbox.taken if one["To"] == to][-1]
    plain = message.get_body(("plain",))
    assert plain is not None
    text = in_one_line(plain.get_content())
    attached = list(message.iter_attachments())
    assert [one.get_content_type() for one in attached] == ["application/pdf"]
    printed = in_one_line(read_pdf(attached[0].get_content()))
    for one in words:
        assert one in text, f"{one}\n---\n{text}"
        assert one in printed, f"{one}\n---\n{printed}"


def when_a_document_is_kept(page: Page, reference: str, what: str, words: str, *, dated: date) -> None:
    """Add a document to the complaint."""
    page.goto(f"/complaints/{reference}/document")
    page.set_input_files(
        '[name="upload"]', {"name": "kept.txt", "mimeType": "text/plain", "buffer": words.encode()}
    )
    fill(page, what=what)
    enter_day(page, "dated_on", dated)
    press(page, "Add it")
    is_done(page, "The document is kept")


def when_a_point_is_answered(
    page: Page, reference: str, stage: str, point: str, *, outcome: str, evidence: str = "", **words: str
) -> None:
    """Answer one point on its page, with a document of the complaint as its evidence."""
    page.goto(f"/complaints/{reference}/answers/{stage}/{point}")
    page.select_option('[name="outcome"]', outcome)
    fill(page, **words)
    if evidence:
        option = page.locator('[name="document-0"] option').filter(has_text=evidence).first
        page.select_option('[name="document-0"]', option.get_attribute("value"))
        fill(page, page_0="1")
    press(page, "Save the draft")


def when_a_remedy_is_proposed(
    page: Page, reference: str, kind: str, *, points: Sequence[str], due: date, owner: Officer, **words: str
) -> None:
    """Enter a remedy of one type into the ledger."""
    page.goto(f"/complaints/{reference}/remedies/propose/{kind}")
    for box in page.locator('[name="points"]').all():
        box.set_checked(box.get_attribute("value") in points)
    fill(page, **words)
    enter_day(page, "due", due)
    page.select_option('[name="owner"]', str(owner.pk))
    press(page, "Enter it")
