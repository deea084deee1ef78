"""The checks there are and the words they listen for, from `checks.toml`."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from putright.procedures.reading import check_fields, read_toml, tables, texts

_WHERE = "measures/checks/checks.toml"


@dataclass(frozen=True, slots=True)
class Rules:
    """holds: check to what is said when nothing was found. words: kind of word to its pattern. basis: by basis."""

    holds: Mapping[str, str]
    words: Mapping[str, re.Pattern[str]]
    basis: Mapping[str, re.Pattern[str]]


@cache
def rules() -> Rules:
    """The checks and their words."""
    table = read_toml(files("putright.measures") / "checks" / "checks.toml", _WHERE)
    check_fields(table, _WHERE, needs={"words": dict, "basis": dict, "check": list})
    holds = {}
    for one in tables(table["check"], _WHERE):
        check_fields(one, _WHERE, needs={"id": str, "holds": str})
        holds[str(one["id"])] = str(one["holds"])
    return Rules(holds, _patterns(table["words"]), _patterns(table["basis"]))


def _patterns(lists: object) -> dict[str, re.Pattern[str]]:
    assert isinstance(lists, dict)
    return {
        name: re.compile(
            r"\b(?:" + "|".join(re.escape(word) for word in texts(words, _WHERE)) + r")\b", re.IGNORECASE
        )
        for name, words in lists.items()
    }
