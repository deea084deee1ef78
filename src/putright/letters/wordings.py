"""Days, sums and lists as a letter writes them, in its language."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from putright.letters.data import data
from putright.letters.types import LetterError
from putright.procedures.types import Length, Ombudsman, Procedure
from putright.vocabulary import PointOutcome

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


def finding_in(procedure: Procedure, outcome: PointOutcome, language: str) -> str:
    """The sentence that tells a finding, by the word the procedure has for it."""
    return _said_as("findings", procedure, outcome, language)


def earlier_in(procedure: Procedure, outcome: PointOutcome, language: str) -> str:
    """What was found at the stage before, within a sentence."""
    return _said_as("earlier", procedure, outcome, language)


def _said_as(table: str, procedure: Procedure, outcome: PointOutcome, language: str) -> str:
    words = wordings(language)
    own = words[f"{table}_as"].get(procedure.outcome_words.get(outcome.value, ""))
    says: str = own or words[table][outcome.value]
    return says


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


def ombudsman_website(ombudsman: Ombudsman, language: str) -> str:
    """Its site in the language, where it has one of its own; else its site."""
    own = data("ombudsmen.toml").get(ombudsman.key, {}).get("websites", {})
    site: str = own.get(language, ombudsman.website)
    return site


def ombudsman_known_as(ombudsman: Ombudsman) -> tuple[str, ...]:
    """Everything a text can call that Ombudsman: its names in every language, its short names, its sites."""
    own = data("ombudsmen.toml").get(ombudsman.key, {})
    sites = (ombudsman.website, *own.get("websites", {}).values())
    names = (ombudsman.name, *own.get("names", {}).values(), *own.get("known_as", ()))
    return (*names, *(one.removeprefix("https://") for one in sites))


def ombudsman_within(ombudsman: Ombudsman, language: str) -> str:
    """How long a resident has to go there after a final answer or a refusal; empty where nothing is stated."""
    own = data("ombudsmen.toml").get(ombudsman.key, {}).get("within", {})
    says: str = own.get(language, "")
    return says
