"""What a page of figures prints, read as a browser would: each number with the address it leads to."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from urllib.parse import parse_qsl

_LINK = re.compile(r'<a [^>]*?href="/figures/cases\?([^"]*)"[^>]*>(.*?)</a>', re.DOTALL)
_HIDDEN = re.compile(r'<span class="govuk-visually-hidden">.*?</span>', re.DOTALL)
_TAG = re.compile(r"<[^>]+>")
_NUMBER = re.compile(r"\d[\d,]*")


@dataclass(frozen=True)
class Printed:
    """A linked number: as it stands, and what its address asks for."""

    words: str
    query: str

    @property
    def asked(self) -> dict[str, str]:
        return dict(parse_qsl(self.query, keep_blank_values=True))

    @property
    def number(self) -> int:
        """The number of what is listed behind it."""
        words = self.words
        if self.asked.get("which") == "base":
            return _last(words)
        if " of " in words:
            return _last(words.partition(" of ")[0])
        return _last(words)


def printed(page: str) -> tuple[Printed, ...]:
    """Every linked number of a page."""
    found = _LINK.findall(page)
    return tuple(Printed(text_of(_HIDDEN.sub("", words)), html.unescape(query)) for query, words in found)


def text_of(page: str) -> str:
    """The words of a page."""
    return " ".join(html.unescape(_TAG.sub(" ", page)).split())


def total_of(page: str) -> int:
    """The number a list of cases says it lists."""
    found = re.search(r'<strong id="total">([\d,]+)</strong>', page)
    return _last(found[1]) if found else 0


def _last(words: str) -> int:
    return int(_NUMBER.findall(words)[-1].replace(",", ""))
