"""Who signs what, and how often a letter is tried: `rules.toml`, or the organisation's own file of that form."""

from __future__ import annotations

import os
import tomllib
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from putright.vocabulary import LetterKind

OWN_FILE = "PUTRIGHT_LETTER_RULES"
"""The environment variable that names an organisation's own rules."""


class RulesError(ValueError):
    """The rules of letters are wrong; the message says what to change."""


@dataclass(frozen=True, slots=True)
class Rules:
    """Who signs what, and how often a letter is tried.

    to_sign       kinds a second person signs; sensitive: kinds that always get a second reader.
    grade_by_severity  the grade of who signs, by severity 0 to 4.
    tries         how long before each further try. claim_left: after which a claim was left by its process.
    ask_after, ask_between, ask_for  when a carrier is asked what became of a letter.
    """

    to_sign: frozenset[LetterKind]
    sensitive: frozenset[LetterKind]
    restricted: bool
    conduct: bool
    grade_by_severity: tuple[int, ...]
    tries: tuple[timedelta, ...]
    claim_left: timedelta
    ask_after: timedelta
    ask_between: timedelta
    ask_for: timedelta

    def grade(self, severity: int) -> int:
        """How senior who signs is at least."""
        return self.grade_by_severity[min(severity, len(self.grade_by_severity) - 1)]


@cache
def rules() -> Rules:
    """The rules of this service. Raises RulesError at the first thing that is wrong."""
    own = os.environ.get(OWN_FILE)
    text = (
        Path(own).read_text(encoding="utf-8")
        if own
        else resources.files("casework.letters").joinpath("rules.toml").read_text(encoding="utf-8")
    )
    return read_rules(text, own or "rules.toml")


def read_rules(text: str, where: str) -> Rules:
    """The rules this text gives. Raises RulesError, naming the place."""
    try:
        given = tomllib.loads(text)
        carrying: dict[str, Any] = given["carrying"]
        read = Rules(
            to_sign=_kinds(given["sign_off"]["kinds"]),
            sensitive=_kinds(given["second_reader"]["kinds"]),
            restricted=bool(given["second_reader"]["restricted"]),
            conduct=bool(given["second_reader"]["conduct"]),
            grade_by_severity=tuple(int(one) for one in given["grade"]["by_severity"]),
            tries=tuple(timedelta(minutes=int(one)) for one in carrying["minutes_before_next_try"]),
            claim_left=timedelta(minutes=int(carrying["minutes_until_claim_is_left"])),
            ask_after=timedelta(hours=int(carrying["hours_before_asking"])),
            ask_between=timedelta(hours=int(carrying["hours_between_asking"])),
            ask_for=timedelta(days=int(carrying["days_of_asking"])),
        )
    except KeyError as missing:
        raise RulesError(f"{where}: {missing} is missing; see the file that ships") from None
    except (tomllib.TOMLDecodeError, ValueError, TypeError) as wrong:
        raise RulesError(f"{where}: {wrong}") from None
    if len(read.grade_by_severity) != 5 or not read.tries:
        raise RulesError(
            f"{where}: by_severity has five grades, and minutes_before_next_try at least one entry"
        )
    return read


def _kinds(codes: list[str]) -> frozenset[LetterKind]:
    return frozenset(LetterKind.read(code) for code in codes)
