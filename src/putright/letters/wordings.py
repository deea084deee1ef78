"""Days, sums and lists as a letter writes them, in its language."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from putright.letters.data import data
from putright.letters.types import LetterError
from putright.procedures.types import Length, Ombudsman

LANGUAGES = ("en", "cy")


def wordings(language: str) -> Any:
    """The words of a language as `wordings.toml` gives them. Raises LetterError for one it does not have."""
    try:
        return data("wordings.toml")[language]
    except KeyError:
        raise LetterError(f"{language!r} is not a language of letters; use one of: en, cy") from None


def day_in_letter(day: date | None, language: str) -> str:
    """The day with its weekday and number, such as Friday 3 May 2024; empty when not known."""
    if day is None:
        return ""
    words = wordings(language)
    return f"{words['weekdays'][day.weekday()]} {day.day} {words['months'][day.month - 1]} {day.year}"


def listed(words: Iterable[str], language: str) -> str:
    """Several things in one sentence: a, b and c."""
    found = [one for one in words if one]
    if len(found) < 2:
        return "".join(found)
    return f"{', '.join(found[:-1])} {wordings(language)['and']} {found[-1]}"


def title_in(title: str, language: str) -> str:
    """The title of a stage in the language, where it is known there; else as the procedure has it."""
    known: str = wordings(language)["titles"].get(title, title)
    return known


def length_in(length: Length | None, language: str) -> str:
    """A length of time in words, such as 20 working days; empty for None."""
    if length is None:
        return ""
    one, many = wordings(language)["units"][length.unit.value]
    return f"{length.count} {one if length.count == 1 else many}"


def ombudsman_name(ombudsman: Ombudsman, language: str) -> str:
    """What the language calls the Ombudsman."""
    own = data("ombudsmen.toml").get(ombudsman.key, {}).get("names", {})
    name: str = own.get(language, ombudsman.name)
    return name


def ombudsman_within(ombudsman: Ombudsman, language: str) -> str:
    """How long a resident has to go to that Ombudsman after a final answer; empty where nothing is stated."""
    own = data("ombudsmen.toml").get(ombudsman.key, {}).get("within", {})
    says: str = own.get(language, "")
    return says
