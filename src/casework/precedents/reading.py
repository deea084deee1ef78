"""Reading a file that was given to us: at once when it is a short text, else in the worker and apart."""

from __future__ import annotations

from casework.precedents.adapters.opening import read_apart
from casework.precedents.shelving import Read
from putright.decisions import read_text, text_of, to_data

AT_ONCE = 300_000
"""The most bytes of a text or a page that are read while the officer waits."""
_TEXTS = (".txt", ".html", ".htm", ".xhtml")


def is_text(name: str, data: bytes) -> bool:
    """Whether a file is a text or a page, by its name and its first bytes."""
    packed = data.startswith((b"%PDF", b"PK\x03\x04")) or b"%PDF-" in data[:1024]
    return name.lower().endswith(_TEXTS) and not packed


def read_here(data: bytes, *, name: str) -> tuple[str, Read]:
    """The text of a short text or page and what it says. Raises NotADecision."""
    text = text_of(data, name=name)
    return text, to_data(read_text(text))


def read_anyhow(data: bytes, *, name: str) -> tuple[str, Read]:
    """The same of any file: what has to be opened, or is long, is read in a process of its own. Raises NotADecision."""
    if len(data) <= AT_ONCE and is_text(name, data):
        return read_here(data, name=name)
    return read_apart(data, name=name)
