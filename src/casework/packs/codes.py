"""Why something is removed or left out, and which records are expected: `codes.toml`, or an organisation's own file."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

OWN_FILE = "PUTRIGHT_PACK_CODES"
"""The environment variable that names an organisation's own codes."""
FOUND_BY = frozenset(
    {
        "complaint", "acknowledged", "responded", "conversations", "notes", "documents", "pictures", "policies",
        "findings", "remedies", "lessons",
    }
)  # fmt: skip
"""What the inventory knows how to look for."""


class CodesError(ValueError):
    """The file of codes is wrong; the message says what to change."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why words are removed or a thing is left out. `shown` stands in their place; empty for what is left out."""

    code: str
    label: str
    shown: str = ""
    hint: str = ""
    note_needed: bool = False


@dataclass(frozen=True, slots=True)
class ExpectedRecord:
    """A kind of record an Ombudsman looks for. `bodies` empty = every Ombudsman does. **Source** R-X10, R-Z7."""

    key: str
    label: str
    found_by: str
    words: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Codes:
    """All of them, each by its code. `whole_file`: Ombudsmen that get internal notes unless somebody leaves one out."""

    redaction: Mapping[str, Reason]
    withheld: Mapping[str, Reason]
    records: tuple[ExpectedRecord, ...]
    whole_file: tuple[str, ...] = ()

    def expected(self, body: str) -> tuple[ExpectedRecord, ...]:
        """The records this Ombudsman expects."""
        return tuple(one for one in self.records if not one.bodies or body in one.bodies)


@cache
def codes() -> Codes:
    """The codes of this service. Raises CodesError at the first thing that is wrong."""
    own = os.environ.get(OWN_FILE)
    if own:
        return read_codes(Path(own).read_text(encoding="utf-8"), own)
    text = resources.files("casework.packs").joinpath("codes.toml").read_text(encoding="utf-8")
    return read_codes(text, "codes.toml")


def read_codes(text: str, where: str) -> Codes:
    """The codes written in this text. Raises CodesError."""
    try:
        told = tomllib.loads(text)
        found = Codes(
            redaction={one.code: one for one in _reasons(told["redaction"])},
            withheld={one.code: one for one in _reasons(told["withheld"])},
            records=tuple(_record(row) for row in told["record"]),
            whole_file=tuple(told.get("whole_file", ())),
        )
    except (KeyError, TypeError, ValueError) as wrong:
        raise CodesError(f"{where}: {wrong}") from wrong
    without = [one.code for one in found.redaction.values() if not one.shown]
    if without:
        raise CodesError(f"{where}: say with `shown` what stands in place of words removed for {without[0]}")
    return found


def _reasons(rows: Iterable[Mapping[str, Any]]) -> Iterable[Reason]:
    for row in rows:
        yield Reason(**row)


def _record(row: Mapping[str, Any]) -> ExpectedRecord:
    told = {**row, "words": tuple(row.get("words", ())), "bodies": tuple(row.get("bodies", ()))}
    made = ExpectedRecord(**told)
    if made.found_by not in FOUND_BY:
        raise ValueError(f"record {made.key}: nothing is found by {made.found_by!r}")
    return made
