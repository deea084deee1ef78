"""The ways out that there are, each made from the settings when it is asked for."""

from collections.abc import Callable, Mapping

from django.conf import settings

from casework.letters.adapters.addresses import CONSOLE, mail_server
from casework.letters.adapters.carrier import Carrier, Delivery, NotSetUp
from casework.letters.adapters.console import ConsoleCarrier
from casework.letters.adapters.notify import GOV_UK, NotifyEmail, NotifyPost, NotifyService
from casework.letters.adapters.printing import PrintQueue
from casework.letters.adapters.smtp import SmtpCarrier
from putright.vocabulary.words import Word


class Way(Word):
    """A way a letter leaves us. Which server carries e-mail is a setting and no concern of the officer."""

    EMAIL = "email", "E-mail"
    POST = "post", "Post, printed and posted by GOV.UK Notify"
    PRINT = "print", "Print queue, printed and posted by us"


def _email() -> Carrier:
    if settings.EMAIL_URL == CONSOLE:
        return ConsoleCarrier()
    if server := mail_server(settings.EMAIL_URL):
        if not settings.EMAIL_FROM:
            raise NotSetUp("EMAIL_FROM is missing: the address that letters are sent from.")
        return SmtpCarrier(server, sender=settings.EMAIL_FROM)
    if settings.NOTIFY_API_KEY:
        if not settings.NOTIFY_TEMPLATE:
            raise NotSetUp("NOTIFY_TEMPLATE is missing: the template that holds ((subject)) and ((body)).")
        return NotifyEmail(_notify(), template=settings.NOTIFY_TEMPLATE)
    raise NotSetUp("E-mail is not set up: give EMAIL_URL or NOTIFY_API_KEY.")


def _post() -> Carrier:
    if not settings.NOTIFY_API_KEY:
        raise NotSetUp("Post by GOV.UK Notify is not set up: give NOTIFY_API_KEY.")
    return NotifyPost(_notify())


def print_queue() -> PrintQueue:
    """The folder of letters to be printed."""
    return PrintQueue(settings.PRINT_FOLDER)


CARRIERS: Mapping[Way, Callable[[], Carrier]] = {Way.EMAIL: _email, Way.POST: _post, Way.PRINT: print_queue}


def carrier_for(way: Way) -> Carrier:
    """The carrier of this way. Raises NotSetUp, which is a TryAgain, when a setting is missing."""
    return CARRIERS[way]()


def set_up(way: Way) -> bool:
    """Whether this way can be chosen here."""
    try:
        carrier_for(way)
    except NotSetUp:
        return False
    return True


def delivery_of(message_id: str) -> Delivery | None:
    """What became of a letter, as far as GOV.UK Notify tells; None when it is not set up or does not know it.

    A mail server and the print queue never tell more than that the letter was handed over.
    Raises TryAgain when Notify cannot be asked now.
    """
    return _notify().delivery_of(message_id) if settings.NOTIFY_API_KEY else None


def _notify() -> NotifyService:
    return NotifyService(settings.NOTIFY_API_KEY, base_url=settings.NOTIFY_URL or GOV_UK)
