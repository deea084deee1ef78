"""An enquiry pack made in a real browser: read, a name removed, frozen, taken, and sent; with and without scripts."""

import io
import zipfile
from collections.abc import Callable

import pypdf
import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from casework.packs.jobs import run_next
from casework.packs.models import Pack, PackSend
from casework.people.models import Officer
from tests.casework import made
from tests.casework.packs import packed

pytestmark = pytest.mark.django_db(transaction=True)

Look = Callable[[Page], None]
LogIn = Callable[[Page, Officer], None]


def press(page: Page, words: str) -> None:
    page.get_by_role("button", name=words, exact=True).click()


def worked() -> None:
    while run_next(now=timezone.now()):
        pass


def made_frozen_and_sent(page: Page, people: made.Officers, look: Look, log_in: LogIn) -> None:
    filed = packed.filed(people.asha)
    log_in(page, people.asha)
    page.goto(f"/ombudsman/{filed.key}/pack")
    look(page)
    press(page, "Begin the pack")
    expect(page.locator("main")).to_contain_text("Its documents are being read")
    worked()
    page.goto(f"/ombudsman/{filed.key}/pack")
    expect(page.locator("main")).to_contain_text("Record inventory")
    look(page)
    pack = Pack.objects.get()
    # A name everywhere, and one line and one page by hand.
    page.get_by_role("link", name="Names and words removed everywhere").click()
    look(page)
    page.fill("#id_words", f"{packed.NEIGHBOUR}\nQuince")
    page.locator("input[name=reason][value=third_party]").check()
    press(page, "Remove them everywhere")
    expect(page.locator(".done-message")).to_contain_text("They are removed everywhere.")
    look(page)
    page.get_by_role("link", name="The pack", exact=True).click()
    page.get_by_role("link", name="Scanned card").click()
    expect(page.locator("main")).to_contain_text("No words can be found on this page.")
    look(page)
    page.locator("form[aria-labelledby=by-page] input[name=reason][value=third_party]").check()
    press(page, "Leave the page out")
    expect(page.locator(".done-message")).to_contain_text("The page is left out.")
    page.get_by_role("link", name="The pack", exact=True).click()
    page.get_by_role("link", name="Photograph of the ceiling").click()
    box = page.locator("form[aria-labelledby=by-box]")
    for name, value in (("left", "0"), ("right", "100"), ("top", "0"), ("bottom", "30")):
        box.locator(f"input[name={name}]").fill(value)
    box.locator("input[name=reason][value=third_party]").check()
    press(page, "Paint it over")
    expect(page.locator(".done-message")).to_contain_text("painted over")
    look(page)
    page.get_by_role("link", name="The pack", exact=True).click()
    page.get_by_role("link", name="Repair log").click()
    expect(page.locator("main")).to_contain_text("Remove lines of page 1")
    look(page)
    page.get_by_role("link", name="The pack", exact=True).click()
    press(page, "Freeze this version")
    expect(page.locator(".done-message")).to_contain_text("The pack is being frozen.")
    worked()
    page.goto(f"/ombudsman/{filed.key}/pack")
    expect(page.locator("main")).to_contain_text("Frozen versions")
    look(page)
    with page.expect_download() as taken:
        page.get_by_role("link", name="Take the bundle").click()
    with zipfile.ZipFile(taken.value.path()) as bundle:
        said = "".join(
            one.extract_text() for one in pypdf.PdfReader(io.BytesIO(bundle.read("pack.pdf"))).pages
        )
        assert all(
            b"uince" not in bundle.read(name) for name in bundle.namelist() if not name.endswith(".pdf")
        )
    assert "Quince" not in said
    assert "removed: third party" in said
    page.get_by_role("link", name="Record that it was sent").click()
    look(page)
    page.locator("input[name=how][value=portal]").check()
    moment = timezone.localtime()
    page.fill("#id_sent_at-time", f"{moment:%H:%M}")
    press(page, "Record that it was sent")
    expect(page.locator("main")).to_contain_text("Not recorded yet")
    look(page)
    page.fill("#going_on", "The photographs follow tomorrow; the Ombudsman agreed.")
    press(page, "Record that it was sent")
    expect(page.locator(".done-message")).to_contain_text("It is recorded that the pack was sent.")
    assert PackSend.objects.get().sha256 == Pack.objects.get(pk=pack.pk).bundle_sha256
    page.goto("/policies")
    look(page)


def test_a_pack_is_made_redacted_frozen_and_sent(
    page: Page, people: made.Officers, look: Look, log_in: LogIn
) -> None:
    made_frozen_and_sent(page, people, look, log_in)


def test_the_same_without_scripts(plain_page: Page, people: made.Officers, look: Look, log_in: LogIn) -> None:
    made_frozen_and_sent(plain_page, people, lambda _: None, log_in)
