"""What a carrier is: it takes a parcel and hands it over, or says clearly why not and whether to try again."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from putright.vocabulary import DeliveryResult

_MESSAGE_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,119}")


class NotHandedOver(Exception):
    """A parcel was not handed over, or nobody knows. The text says why, and names nobody."""


class TryAgain(NotHandedOver):
    """Not handed over and nothing is wrong with the letter: a server is down, busy or not set up. Try later."""


class NotSetUp(TryAgain):
    """The service was not told how to send this way. The letter waits; the text says which setting is missing."""


class Refused(NotHandedOver):
    """Not handed over, and it would be refused again: a wrong address, a letter the provider does not take."""


class Uncertain(NotHandedOver):
    """The connection broke after the letter was given: it may have arrived. Never tried again by itself."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes along. The name tells nobody's."""

    filename: str
    content: bytes
    media_type: str = "application/pdf"


@dataclass(frozen=True, slots=True)
class Parcel:
    """One letter to one recipient by one way.

    message_id   ours, the same on every try, so that a provider or a mail program knows a repeat for what it is.
    to           the e-mail address; empty by post, where the address stands on the letter.
    subject      without personal words: it is shown on locked screens.
    text, html   the letter itself as an e-mail; html may be empty.
    attachments  the PDF; by post there is exactly one.
    reply_to     where answers go; empty = to the sender's address.
    automatic    nobody wrote it, such as a daily digest: mail programs then do not answer it.
    stop_address where a POST ends such mail, without a login (RFC 8058); empty = there is no such address.
    Raises       ValueError for a message_id with other marks than letters, figures, dots, hyphens.
    """

    message_id: str
    to: str
    subject: str
    text: str
    html: str = ""
    attachments: tuple[Attachment, ...] = ()
    reply_to: str = ""
    automatic: bool = False
    stop_address: str = ""

    def __post_init__(self) -> None:
        if not _MESSAGE_ID.fullmatch(self.message_id):
            raise ValueError(
                "a message_id is made of letters, figures, dots, underscores and hyphens, 120 at most"
            )

    def the_pdf(self) -> bytes:
        """The one PDF that is printed. Raises Refused unless there is exactly one."""
        found = [one.content for one in self.attachments if one.media_type == "application/pdf"]
        if len(found) != 1:
            raise Refused(f"A letter by post is one PDF; there are {len(found)}.")
        return found[0]


@dataclass(frozen=True, slots=True)
class HandedOver:
    """A parcel is with its carrier.

    provider_reference  the carrier's own name for it. at: when the carrier took it, where it tells.
    again               it was there already from an earlier try; nothing was sent twice.
    """

    provider_reference: str
    at: datetime | None = None
    again: bool = False


@dataclass(frozen=True, slots=True)
class Delivery:
    """What a carrier knows of a letter after it was handed over.

    detail  the carrier's own code, such as `permanent-failure`. at: when it came to its end, where it is told.
    """

    result: DeliveryResult
    detail: str = ""
    at: datetime | None = None


class Carrier(Protocol):
    """A way out."""

    def hand_over(self, parcel: Parcel) -> HandedOver:
        """Hand this parcel over. Raises TryAgain, Refused or Uncertain."""
        ...
