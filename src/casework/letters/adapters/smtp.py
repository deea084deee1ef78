"""E-mail through a mail server. It tells only that it took the mail; whether it arrived, it does not know."""

import contextlib
import smtplib
import ssl
from email.utils import parseaddr
from typing import Any

from django.core.exceptions import ValidationError
from django.core.mail import BadHeaderError, EmailMultiAlternatives
from django.core.mail.backends.smtp import EmailBackend
from django.core.mail.message import sanitize_address
from django.core.validators import validate_email

from casework.letters.adapters.addresses import MailServer
from casework.letters.adapters.carrier import HandedOver, NotSetUp, Parcel, Refused, TryAgain, Uncertain

TIMEOUT_SECONDS = 30
_GIVE_THE_MAIL = 354


_ABOUT_US = (
    smtplib.SMTPAuthenticationError, smtplib.SMTPHeloError, smtplib.SMTPConnectError, smtplib.SMTPSenderRefused,
)  # fmt: skip


class _Watching:
    """Beside `smtplib.SMTP`: remembers that the server asked for the mail itself, after which it may have it."""

    gave_mail = False

    def getreply(self) -> tuple[int, bytes]:
        code, words = super().getreply()  # type: ignore[misc]
        self.gave_mail = self.gave_mail or code == _GIVE_THE_MAIL
        return code, words


class _Watched(_Watching, smtplib.SMTP):
    pass


class _WatchedSsl(_Watching, smtplib.SMTP_SSL):
    pass


class _Backend(EmailBackend):
    connection: Any

    @property
    def connection_class(self) -> type[smtplib.SMTP]:
        return _WatchedSsl if self.use_ssl else _Watched


class SmtpCarrier:
    """Hands mail to one server. A connection for each mail: one that failed says nothing of the next."""

    def __init__(self, server: MailServer, *, sender: str, timeout: float = TIMEOUT_SECONDS) -> None:
        try:
            validate_email(_bare(sender))
        except (ValueError, ValidationError):
            raise NotSetUp(
                "EMAIL_FROM is not one address: write complaints@council.example, or a name before it in <…>; "
                'a name with a comma stands in "…".'
            ) from None
        self._server = server
        self._sender = sender
        self._timeout = timeout

    def hand_over(self, parcel: Parcel) -> HandedOver:
        """Hand this mail to the server.

        Raises  TryAgain when the server is down, busy or does not let us in; Refused for an address or a mail it
                never takes; Uncertain when the connection broke after it was given the mail.
        """
        message = self._message(parcel)
        backend = self._backend()
        try:
            backend.open()
            backend.connection.sendmail(
                _bare(self._sender),
                [_bare(parcel.to)],
                message.message().as_bytes(linesep="\r\n"),  # type: ignore[call-arg]
            )
        except (smtplib.SMTPException, OSError) as problem:
            watched = getattr(backend.connection, "gave_mail", False)
            raise _told(problem, gave_mail=watched) from None
        finally:
            _leave(backend)
        return HandedOver(provider_reference=message.extra_headers["Message-ID"])

    def _backend(self) -> _Backend:
        server = self._server
        return _Backend(
            host=server.host, port=server.port, username=server.username, password=server.password,
            use_tls=server.tls, use_ssl=server.ssl, timeout=self._timeout, fail_silently=False,
        )  # fmt: skip

    def _message(self, parcel: Parcel) -> EmailMultiAlternatives:
        """The mail. Addresses and headers are checked before anything is sent."""
        for address in filter(None, (parcel.to, parcel.reply_to)):
            try:
                validate_email(address)
            except ValidationError:
                raise Refused("This is not an e-mail address.") from None
        if not parcel.to:
            raise Refused("There is no e-mail address to send this to.")
        domain = _bare(self._sender).rpartition("@")[2]
        headers = {"Message-ID": f"<{parcel.message_id}@{domain}>"}
        if parcel.automatic:
            headers["Auto-Submitted"] = "auto-generated"  # RFC 3834: mail programs that are away keep quiet
        if parcel.stop_address:
            headers["List-Unsubscribe"] = f"<{parcel.stop_address}>"
            headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"  # RFC 8058
        message = EmailMultiAlternatives(
            parcel.subject, parcel.text, self._sender, [parcel.to],
            headers=headers, reply_to=[parcel.reply_to] if parcel.reply_to else None,
        )  # fmt: skip
        if parcel.html:
            message.attach_alternative(parcel.html, "text/html")
        for one in parcel.attachments:
            message.attach(one.filename, one.content, one.media_type)
        try:
            message.message()
        except BadHeaderError:
            raise Refused("A subject or an address has a line break in it.") from None
        return message


def _told(problem: smtplib.SMTPException | OSError, *, gave_mail: bool) -> TryAgain | Refused | Uncertain:
    """What a problem of the connection means for the letter. The server's words may name people: only its code."""
    if isinstance(problem, smtplib.SMTPRecipientsRefused):
        return _by_code(
            "The mail server does not take this address", min(code for code, _ in problem.recipients.values())
        )
    if isinstance(problem, _ABOUT_US):
        # Whatever the code, it is about us and not about the letter.
        return TryAgain(f"The mail server does not let us in ({problem.smtp_code}).")
    if isinstance(problem, smtplib.SMTPResponseException):
        return _by_code("The mail server does not take this letter", problem.smtp_code)
    if isinstance(problem, smtplib.SMTPNotSupportedError):
        return TryAgain("The mail server lacks what EMAIL_URL asks of it, such as TLS or a login.")
    if isinstance(problem, ssl.SSLCertVerificationError):
        return TryAgain("The mail server’s certificate is not one that this machine trusts.")
    if gave_mail:
        return Uncertain(
            "The connection broke after the mail server was given the letter. It may have been sent."
        )
    return TryAgain("The mail server cannot be reached.")


def _by_code(words: str, code: int) -> TryAgain | Refused:
    return Refused(f"{words} ({code}).") if code >= 500 else TryAgain(f"{words} for now ({code}).")


def _bare(address: str) -> str:
    """The address without a name, its domain as mail servers spell it."""
    return parseaddr(sanitize_address(address, "utf-8"))[1]


def _leave(backend: _Backend) -> None:
    """Hang up. The answer to the mail was had before, so nothing that happens now changes it."""
    with contextlib.suppress(smtplib.SMTPException, OSError):
        backend.close()
