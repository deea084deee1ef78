"""The print queue keeps each letter once; the ways out are those that are set up here."""

import dataclasses
import io
import os
from pathlib import Path
from typing import Any

import pytest

from casework.letters.adapters import registry
from casework.letters.adapters.carrier import Attachment, NotSetUp, Parcel, Refused, TryAgain
from casework.letters.adapters.console import ConsoleCarrier
from casework.letters.adapters.notify import NotifyEmail, NotifyPost
from casework.letters.adapters.printing import PrintQueue
from casework.letters.adapters.registry import Way, carrier_for, delivery_of, set_up
from casework.letters.adapters.smtp import SmtpCarrier
from tests.casework.letters.notify_server import KEY

PARCEL = Parcel(
    "PR-7K3M-Q9TX.response.1",
    "",
    "Our answer",
    "Dear Ms Ashdown",
    attachments=(Attachment("a.pdf", b"%PDF-1.7"),),
)


def test_a_letter_waits_under_its_own_name_and_only_we_may_read_it(tmp_path: Path) -> None:
    queue = PrintQueue(tmp_path / "var" / "print")
    assert queue.waiting() == ()
    assert queue.hand_over(PARCEL).provider_reference == "PR-7K3M-Q9TX.response.1.pdf"
    (one,) = queue.waiting()
    assert (one.message_id, one.size, one.path.read_bytes()) == (PARCEL.message_id, 8, b"%PDF-1.7")
    assert one.path.stat().st_mode & 0o077 == 0
    assert one.path.parent.stat().st_mode & 0o077 == 0


def test_a_repeat_takes_its_own_place_and_no_half_letter_is_left(tmp_path: Path) -> None:
    queue = PrintQueue(tmp_path)
    assert not queue.hand_over(PARCEL).again
    assert queue.hand_over(PARCEL).again
    assert [path.name for path in tmp_path.iterdir()] == ["PR-7K3M-Q9TX.response.1.pdf"]


def test_the_oldest_letter_is_printed_first(tmp_path: Path) -> None:
    queue = PrintQueue(tmp_path)
    for number, minute in (("2", 60), ("1", 120), ("3", 0)):
        queue.hand_over(dataclasses.replace(PARCEL, message_id=number))
        os.utime(tmp_path / f"{number}.pdf", (minute, minute))
    assert [one.message_id for one in queue.waiting()] == ["3", "2", "1"]


def test_a_printed_letter_is_never_put_into_the_queue_again(tmp_path: Path) -> None:
    queue = PrintQueue(tmp_path)
    queue.hand_over(PARCEL)
    assert queue.printed(PARCEL.message_id)
    assert queue.waiting() == ()
    assert queue.hand_over(PARCEL).again
    assert queue.waiting() == ()
    assert not queue.printed("PR-OTHER")
    assert not queue.printed("../PR-7K3M-Q9TX.response.1")


def test_a_folder_that_cannot_be_written_holds_letters_back(tmp_path: Path) -> None:
    (tmp_path / "print").write_text("a file where the folder should be")
    with pytest.raises(TryAgain, match="cannot be written"):
        PrintQueue(tmp_path / "print").hand_over(PARCEL)


def test_only_one_pdf_is_printed(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="one PDF"):
        PrintQueue(tmp_path).hand_over(dataclasses.replace(PARCEL, attachments=()))


def test_the_console_shows_what_would_be_sent() -> None:
    out = io.StringIO()
    ConsoleCarrier(out).hand_over(dataclasses.replace(PARCEL, to="ada@mail.example"))
    assert "To: ada@mail.example\nSubject: Our answer\n" in out.getvalue()
    assert "Attachments: a.pdf\n\nDear Ms Ashdown\n" in out.getvalue()


SMTP = {"EMAIL_URL": "smtp://mail.example", "EMAIL_FROM": "a@b.example"}
NOTIFY = {"NOTIFY_API_KEY": KEY, "NOTIFY_TEMPLATE": "a-template"}


@pytest.mark.parametrize(
    ("given", "carrier"),
    [
        (SMTP, SmtpCarrier),
        (NOTIFY, NotifyEmail),
        (SMTP | NOTIFY, SmtpCarrier),  # the own mail server goes before Notify
        ({"EMAIL_URL": "console"} | NOTIFY, ConsoleCarrier),
    ],
)
def test_email_goes_by_the_way_that_is_set_up(settings: Any, given: dict[str, str], carrier: type) -> None:
    for name, value in given.items():
        setattr(settings, name, value)
    assert type(carrier_for(Way.EMAIL)) is carrier


@pytest.mark.parametrize(
    ("way", "given", "missing"),
    [
        (
            Way.EMAIL,
            {},
            "EMAIL_URL",
        ),  # never the console by itself: a letter would be called sent and reach nobody
        (Way.EMAIL, SMTP | {"EMAIL_FROM": ""}, "EMAIL_FROM"),
        (Way.EMAIL, NOTIFY | {"NOTIFY_TEMPLATE": ""}, "NOTIFY_TEMPLATE"),
        (Way.POST, {}, "NOTIFY_API_KEY"),
    ],
)
def test_a_way_that_is_not_set_up_says_what_is_missing(
    settings: Any, way: Way, given: dict[str, str], missing: str
) -> None:
    for name, value in given.items():
        setattr(settings, name, value)
    with pytest.raises(NotSetUp, match=missing):
        carrier_for(way)
    assert not set_up(way)


def test_every_way_has_a_carrier_and_the_print_queue_needs_nothing(settings: Any, tmp_path: Path) -> None:
    assert set(registry.CARRIERS) == set(Way)
    settings.NOTIFY_API_KEY = KEY
    assert type(carrier_for(Way.POST)) is NotifyPost
    settings.PRINT_FOLDER = tmp_path
    carrier_for(Way.PRINT).hand_over(PARCEL)
    assert [one.message_id for one in registry.print_queue().waiting()] == [PARCEL.message_id]


def test_without_notify_nobody_is_asked_what_became_of_a_letter(settings: Any) -> None:
    settings.NOTIFY_API_KEY = ""
    assert delivery_of("PR-7K3M-Q9TX.response.1") is None
