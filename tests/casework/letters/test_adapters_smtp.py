"""Mail is really sent to a mail server that takes it, refuses it, is busy, hangs up or is down."""

import dataclasses
import email
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from email.policy import default
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

from casework.letters.adapters.addresses import MailServer, mail_server
from casework.letters.adapters.carrier import (
    Attachment,
    NotHandedOver,
    NotSetUp,
    Parcel,
    Refused,
    TryAgain,
    Uncertain,
)
from casework.letters.adapters.smtp import SmtpCarrier

pytestmark = pytest.mark.any_store
SENDER = '"Complaints, Brackenford" <complaints@brackenford.example>'
PDF = bytes(range(256)) * 300
PARCEL = Parcel(
    message_id="PR-7K3M-Q9TX.response.1",
    to="ada.ashdown@mail.example",
    subject="Our answer – Ŵyn (PR-7K3M-Q9TX)",
    text="Dear Ms Ashdown\n\n.a line that begins with a dot\n\nSiân\n",
    html="<p>Dear Ms Ashdown</p>",
    attachments=(Attachment("PR-7K3M-Q9TX-response-2024-05-02.pdf", PDF),),
    reply_to="team@brackenford.example",
)
Answer = Callable[[Any], str]


class Desk:
    """Takes mail as a mail server does; tests tell it how to answer at the address and after the mail."""

    def __init__(self, at_address: Answer | None = None, after_mail: Answer | None = None) -> None:
        self.at_address, self.after_mail = at_address, after_mail
        self.taken: list[tuple[str, list[str], EmailMessage]] = []

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        if self.at_address:
            return self.at_address(server)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        message = email.message_from_bytes(envelope.content, policy=default)
        assert isinstance(message, EmailMessage)
        self.taken.append((envelope.mail_from, envelope.rcpt_tos, message))
        return self.after_mail(server) if self.after_mail else "250 queued"


@contextmanager
def desk(handler: Desk, **options: Any) -> Iterator[SmtpCarrier]:
    # The controller connects to itself to see that it runs, so it is told a port that was free a moment ago.
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    controller = Controller(handler, hostname="127.0.0.1", port=port, **options)
    controller.start()
    try:
        yield SmtpCarrier(MailServer("127.0.0.1", port), sender=SENDER, timeout=1)
    finally:
        controller.stop()


def hang_up(server: Any) -> str:
    server.transport.abort()
    return "250 never heard"


def test_mail_arrives_whole_with_both_bodies_and_the_pdf() -> None:
    took = Desk()
    with desk(took) as carrier:
        handed = carrier.hand_over(PARCEL)
    ((sender, recipients, message),) = took.taken
    assert (sender, recipients) == ("complaints@brackenford.example", ["ada.ashdown@mail.example"])
    assert message["Subject"] == "Our answer – Ŵyn (PR-7K3M-Q9TX)"
    assert message["To"] == "ada.ashdown@mail.example"
    assert message["From"].addresses[0].display_name == "Complaints, Brackenford"
    assert message["Reply-To"] == "team@brackenford.example"
    assert (
        message["Message-ID"] == handed.provider_reference == "<PR-7K3M-Q9TX.response.1@brackenford.example>"
    )
    assert message["Auto-Submitted"] is None
    plain, page = message.get_body(("plain",)), message.get_body(("html",))
    assert plain is not None
    assert page is not None
    assert plain.get_content().replace("\r\n", "\n") == PARCEL.text
    assert page.get_content().strip() == PARCEL.html
    (attached,) = message.iter_attachments()
    assert (attached.get_filename(), attached.get_content_type()) == (
        PARCEL.attachments[0].filename,
        "application/pdf",
    )
    assert attached.get_content() == PDF


@pytest.mark.parametrize(
    "wrong", ["Complaints, Brackenford <c@b.example>", "nobody", "a@b.example, c@d.example"]
)
def test_a_sender_that_is_not_one_address_is_told_before_anything_is_sent(wrong: str) -> None:
    with pytest.raises(NotSetUp, match="EMAIL_FROM"):
        SmtpCarrier(MailServer("127.0.0.1", 9), sender=wrong)


def test_a_digest_says_that_nobody_wrote_it() -> None:
    took = Desk()
    with desk(took) as carrier:
        carrier.hand_over(dataclasses.replace(PARCEL, automatic=True, html="", attachments=(), reply_to=""))
    assert took.taken[0][2]["Auto-Submitted"] == "auto-generated"


def test_a_repeat_carries_the_same_message_id() -> None:
    took = Desk()
    with desk(took) as carrier:
        assert carrier.hand_over(PARCEL) == carrier.hand_over(PARCEL)
    assert len({message["Message-ID"] for _, _, message in took.taken}) == 1


@pytest.mark.parametrize(
    ("at_address", "after_mail", "error", "why"),
    [
        ("550 ada.ashdown@mail.example unknown", None, Refused, "address"),
        ("451 busy with ada.ashdown", None, TryAgain, "451"),
        ("450 greylisted", None, TryAgain, "450"),
        (None, "554 looks like junk, Ms Ashdown", Refused, "554"),
        (None, "452 disk full", TryAgain, "452"),
        (None, "421 going down", TryAgain, "421"),
        (hang_up, None, TryAgain, "reached"),  # before it was given the mail: it cannot have it
        (None, hang_up, Uncertain, "may have been sent"),
    ],
)
def test_what_a_server_answers_says_whether_to_try_again(
    at_address: str | Answer | None, after_mail: str | Answer | None, error: type[NotHandedOver], why: str
) -> None:
    def answer(given: str | Answer | None) -> Answer | None:
        return (lambda server: given) if isinstance(given, str) else given

    took = Desk(answer(at_address), answer(after_mail))
    with desk(took) as carrier, pytest.raises(NotHandedOver, match=why) as told:
        carrier.hand_over(PARCEL)
    assert type(told.value) is error
    assert "shdown" not in str(told.value)
    assert told.value.__suppress_context__, "a traceback would print the server's own words"
    assert len(took.taken) == (0 if at_address else 1)


@contextmanager
def spoken_to(*answers: bytes | None) -> Iterator[SmtpCarrier]:
    """A server that gives these answers in turn; None = it takes what is sent and says nothing."""
    listening = socket.create_server(("127.0.0.1", 0))
    listening.settimeout(5)

    def speak() -> None:
        connection, _ = listening.accept()
        with connection, connection.makefile("rb") as heard:
            for one in answers:
                if one is None:
                    heard.readline()
                    heard.read(1)
                    return
                connection.sendall(one)
                if b"354" in one:
                    while heard.readline() not in (b".\r\n", b""):
                        pass
                else:
                    heard.readline()

    thread = threading.Thread(target=speak)
    thread.start()
    try:
        yield SmtpCarrier(MailServer("127.0.0.1", listening.getsockname()[1]), sender=SENDER, timeout=0.5)
    finally:
        thread.join()
        listening.close()


WELCOME = (b"220 hello\r\n", b"250 hello\r\n", b"250 from\r\n", b"250 to\r\n")


def test_a_server_that_falls_silent_after_the_mail_leaves_it_uncertain() -> None:
    with spoken_to(*WELCOME, b"354 go on\r\n", None) as carrier, pytest.raises(Uncertain):
        carrier.hand_over(PARCEL)


def test_a_server_that_falls_silent_before_the_mail_is_tried_again() -> None:
    with spoken_to(*WELCOME, None) as carrier, pytest.raises(TryAgain, match="reached"):
        carrier.hand_over(PARCEL)


def test_a_server_that_hangs_up_after_taking_the_mail_has_taken_it() -> None:
    with spoken_to(*WELCOME, b"354 go on\r\n", b"250 taken\r\n") as carrier:
        assert carrier.hand_over(PARCEL).provider_reference


def test_a_server_that_turns_us_away_at_the_door_is_tried_again() -> None:
    for greeting in (b"554 go away\r\n", b"421 too many\r\n"):
        with spoken_to(greeting) as carrier, pytest.raises(TryAgain, match="let us in"):
            carrier.hand_over(PARCEL)


def test_a_server_that_is_down_is_tried_again() -> None:
    with desk(Desk()) as carrier:
        pass
    with pytest.raises(TryAgain, match="cannot be reached"):
        carrier.hand_over(PARCEL)


def test_a_login_is_used_and_a_wrong_one_holds_letters_back() -> None:
    def known(server: Any, session: Any, envelope: Any, mechanism: str, given: Any) -> AuthResult:
        right = (given.login, given.password) == (b"putright", b"p@ss")
        return AuthResult(success=right, handled=right)  # otherwise the server answers 535 itself

    took = Desk()
    with desk(took, authenticator=known, auth_require_tls=False) as carrier:
        here = dataclasses.replace(carrier._server, username="putright", password="p@ss")
        SmtpCarrier(here, sender=SENDER, timeout=1).hand_over(PARCEL)
        with pytest.raises(TryAgain, match="let us in"):
            SmtpCarrier(dataclasses.replace(here, password="wrong"), sender=SENDER, timeout=1).hand_over(
                PARCEL
            )
    assert len(took.taken) == 1


def test_mail_that_was_to_be_encrypted_is_not_sent_in_the_open() -> None:
    took = Desk()
    with desk(took) as carrier, pytest.raises(TryAgain, match="TLS"):
        SmtpCarrier(dataclasses.replace(carrier._server, tls=True), sender=SENDER, timeout=1).hand_over(
            PARCEL
        )
    assert took.taken == []


@pytest.mark.parametrize(
    "change",
    [
        {"to": "ada@mail.example\r\nBcc: all@council.example"},
        {"to": "ada@mail.example, bob@mail.example"},
        {"to": "Ada <ada@mail.example>"},
        {"to": "not an address"},
        {"to": ""},
        {"reply_to": "a@b.example\nX-Evil: 1"},
        {"subject": "Our answer\r\nBcc: all@council.example"},
    ],
)
def test_an_address_or_a_subject_that_smuggles_a_header_never_reaches_the_server(
    change: dict[str, str],
) -> None:
    took = Desk()
    with desk(took) as carrier, pytest.raises(Refused):
        carrier.hand_over(dataclasses.replace(PARCEL, **change))  # type: ignore[arg-type]
    assert took.taken == []


def test_a_domain_with_accents_is_spelled_as_mail_servers_do() -> None:
    took = Desk()
    with desk(took) as carrier:
        carrier.hand_over(dataclasses.replace(PARCEL, to="ada@ŵyn.example"))
    assert took.taken[0][1] == ["ada@xn--yn-9ua.example"]


@pytest.mark.parametrize("wrong", ["", "a b", "a\r\nb", "<a@b>", "x" * 121])
def test_a_message_id_is_plain(wrong: str) -> None:
    with pytest.raises(ValueError, match="message_id"):
        dataclasses.replace(PARCEL, message_id=wrong)


@pytest.mark.parametrize(
    ("url", "server"),
    [
        ("", None),
        ("console", None),
        ("smtp://mail.example", MailServer("mail.example", 25)),
        ("smtp://me:p%40ss@mail.example:587?tls=1", MailServer("mail.example", 587, "me", "p@ss", tls=True)),
        ("smtps://mail.example", MailServer("mail.example", 465, ssl=True)),
    ],
)
def test_the_setting_of_a_mail_server_is_read(url: str, server: MailServer | None) -> None:
    assert mail_server(url) == server


@pytest.mark.parametrize(
    "url",
    [
        "mail.example",
        "http://mail.example",
        "smtp://",
        "smtp://me:secret@mail.example:many",
        "smtp://m.example?tsl=1",
    ],
)
def test_a_wrong_setting_is_told_without_the_password(url: str) -> None:
    with pytest.raises(ValueError, match="EMAIL_URL") as told:
        mail_server(url)
    assert "secret" not in str(told.value)
