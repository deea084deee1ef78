"""A mail server for tests, and what it was handed."""

import email
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from email.policy import default
from typing import Any

from aiosmtpd.controller import Controller

from casework.people.models import Officer


class Desk:
    """Takes mail; tests tell it how to answer after it was given one."""

    def __init__(self) -> None:
        self.taken: list[EmailMessage] = []
        self.answer = "250 queued"
        self.hangs_up = False

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        message = email.message_from_bytes(envelope.content, policy=default)
        assert isinstance(message, EmailMessage)
        if self.answer.startswith("250"):
            self.taken.append(message)
        if self.hangs_up:
            server.transport.abort()
        return self.answer

    def to(self, officer: Officer) -> list[EmailMessage]:
        """What was sent to one officer."""
        return [one for one in self.taken if one["To"] == officer.email]


@contextmanager
def a_desk(taking: Desk) -> Iterator[int]:
    """A real server on a port of its own, given."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port: int = free.getsockname()[1]
    controller = Controller(taking, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield port
    finally:
        controller.stop()


def body(message: EmailMessage, kind: str = "plain") -> str:
    """The text or the HTML of it."""
    part = message.get_body((kind,))
    assert part is not None
    return str(part.get_content()).replace("\r\n", "\n")
