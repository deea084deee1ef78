"""Reading TOML strictly: a key nobody knows is an error, because it would be a rule nobody applies."""

import tomllib
from collections.abc import Mapping
from datetime import date
from difflib import get_close_matches
from enum import StrEnum
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TypeVar

from putright.procedures.types import ProcedureError

Table = Mapping[str, object]
Word = TypeVar("Word", bound=StrEnum)

_NAMES: dict[type, str] = {
    str: "text in quotes",
    int: "a whole number",
    bool: "true or false",
    date: "a date such as 2024-04-01",
    list: "a list in [ ]",
    dict: "a table",
}


def read_toml(path: Traversable | Path, where: str) -> dict[str, object]:
    """What a TOML file holds. Raises ProcedureError, naming the file and line, when it cannot be read."""
    try:
        # Some editors begin a file with a byte order mark; it says nothing here.
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise ProcedureError(f"{where}: cannot be read ({error.strerror}); check who may read it") from None
    except UnicodeDecodeError:
        raise ProcedureError(f"{where}: is not UTF-8 text; save it as UTF-8") from None
    except tomllib.TOMLDecodeError as error:
        raise ProcedureError(f"{where}: is not TOML: {error}") from None
    except RecursionError:
        raise ProcedureError(f"{where}: is nested too deeply; write it with fewer brackets") from None


def check_fields(
    table: Table, where: str, *, needs: Mapping[str, type], may: Mapping[str, type] | None = None
) -> None:
    """Check that a table has what it needs, nothing unknown, and the right kind of thing everywhere.

    Raises  ProcedureError naming the place, the key and what to write instead.
    """
    known = {**needs, **(may or {})}
    for key, value in table.items():
        if key not in known:
            raise ProcedureError(f"{where} has {key!r}, which is not known{near(key, known)}")
        check_kind(value, known[key], f"{where}: {key}")
    for key in needs:
        if key not in table:
            raise ProcedureError(f"{where} has no {key!r}; give it {_NAMES[needs[key]]}")
        if table[key] == "":
            raise ProcedureError(f"{where}: {key} is empty; write something")


def check_kind(value: object, kind: type, where: str) -> None:
    """Raise ProcedureError unless the value is of exactly that kind (true is no number, a time no date)."""
    if type(value) is not kind:
        raise ProcedureError(f"{where} is {_shown(value)}; it must be {_NAMES[kind]}")


def texts(value: object, where: str) -> tuple[str, ...]:
    """A list of texts, none empty and none twice."""
    check_kind(value, list, where)
    assert isinstance(value, list)
    for one in value:
        check_kind(one, str, where)
        if not one:
            raise ProcedureError(f"{where} has an empty text; leave it out")
        if value.count(one) > 1:
            raise ProcedureError(f"{where} lists {one!r} twice; once is enough")
    return tuple(value)


def tables(value: object, where: str) -> list[dict[str, object]]:
    """A list of tables, as `[[name]]` writes them."""
    check_kind(value, list, where)
    assert isinstance(value, list)
    for one in value:
        check_kind(one, dict, where)
    return value


def read_word(words: type[Word], code: str, where: str) -> Word:
    """The word with this code. Raises ProcedureError, naming the words there are, when the list has none."""
    try:
        return words(code)
    except ValueError:
        known = tuple(word.value for word in words)
        raise ProcedureError(f"{where} is {code!r}; use one of {', '.join(known)}") from None


def near(word: str, known: Mapping[str, object] | tuple[str, ...]) -> str:
    """The end of a sentence about a word nobody knows: what may have been meant, or what there is."""
    close = get_close_matches(word, tuple(known), n=3)
    if close:
        return f"; did you mean {' or '.join(close)}?"
    return f"; known are: {', '.join(known)}" if known else ""


def _shown(value: object) -> str:
    if isinstance(value, dict):
        return "a table"
    if isinstance(value, list):
        return "a list"
    return repr(value) if isinstance(value, str | bool | int | float) else str(value)
