"""Where mail is sent through: the address of a mail server, read from one setting."""

from dataclasses import dataclass
from urllib.parse import parse_qsl, unquote, urlsplit

# For development: mail is shown and not sent.
CONSOLE = "console"
_PORTS = {"smtp": 25, "smtps": 465}


@dataclass(frozen=True, slots=True)
class MailServer:
    """A mail server. tls: STARTTLS after connecting. ssl: encrypted from the first byte."""

    host: str
    port: int
    username: str = ""
    password: str = ""
    tls: bool = False
    ssl: bool = False


def mail_server(url: str) -> MailServer | None:
    """The server of an EMAIL_URL such as `smtp://user:password@host:587?tls=1`; None for an empty one or `console`.

    `smtps://` is encrypted from the start. Marks such as `@` in the password are written `%40`.
    Raises ValueError, saying what to write and without the password, for anything else.
    """
    if not url or url == CONSOLE:
        return None
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise ValueError("EMAIL_URL: the port is a number, smtp://user:password@host:587?tls=1") from None
    options = dict(parse_qsl(parts.query, keep_blank_values=True))
    if parts.scheme not in _PORTS or not parts.hostname or options.keys() - {"tls"}:
        raise ValueError(
            "EMAIL_URL is written smtp://user:password@host:587?tls=1, or smtps://…, or left empty"
        )
    return MailServer(
        host=parts.hostname,
        port=port or _PORTS[parts.scheme],
        username=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        tls=options.get("tls") == "1",
        ssl=parts.scheme == "smtps",
    )
