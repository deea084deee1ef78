"""By when a member is answered: `rules.toml`, or the organisation's own file of that form."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from putright.vocabulary import MemberKind

OWN_FILE = "PUTRIGHT_MEMBER_RULES"
"""The environment variable that names an organisation's own rules."""
HELD = "after_answer_working_days"


class RulesError(ValueError):
    """The rules for members' enquiries are wrong; the message says what to change."""


@dataclass(frozen=True, slots=True)
class Rules:
    """Working days until a member is answered, by name of `rules.toml`; own: what an organisation has otherwise."""

    days: Mapping[str, int]
    own: Mapping[str, Mapping[str, int]] = field(default_factory=dict)

    def answer_within(self, kind: MemberKind, organisation: str) -> int:
        """Working days from the receipt of the enquiry. organisation: its short name."""
        return self._of(kind.value, organisation)

    def after_answer(self, organisation: str) -> int:
        """Working days after the complaint's own answer, for an answer that waits for it."""
        return self._of(HELD, organisation)

    def _of(self, name: str, organisation: str) -> int:
        return self.own.get(organisation, {}).get(name, self.days[name])


@cache
def rules() -> Rules:
    """The rules of this service. Raises RulesError at the first thing that is wrong."""
    own = os.environ.get(OWN_FILE)
    text = (
        Path(own).read_text(encoding="utf-8")
        if own
        else resources.files("casework.members").joinpath("rules.toml").read_text(encoding="utf-8")
    )
    return read_rules(text, own or "rules.toml")


def read_rules(text: str, where: str) -> Rules:
    """The rules this text gives. Raises RulesError, naming the place."""
    try:
        given: dict[str, Any] = tomllib.loads(text)
        days = {kind.value: given["answer"][kind.value] for kind in MemberKind} | {HELD: given["held"][HELD]}
    except KeyError as missing:
        raise RulesError(f"{where}: {missing} is missing; see the file that ships") from None
    except tomllib.TOMLDecodeError as wrong:
        raise RulesError(f"{where}: {wrong}") from None
    tables = {"": days, **given.get("own", {})}
    for organisation, table in tables.items():
        for name, value in table.items():
            place = f"{where}: {organisation} {name}".replace("  ", " ")
            if name not in days:
                raise RulesError(f"{place} is not known; use one of {', '.join(days)}")
            if type(value) is not int or value < 1:
                raise RulesError(f"{place} is {value!r}; give a number of working days, 1 or more")
    return Rules(days, given.get("own", {}))
