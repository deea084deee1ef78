"""Reading the list of cases of an Ombudsman's yearly letter: a CSV as it comes, every bad row by its line. Pure."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from casework.complaints.search import plain_words
from casework.orders.rules import COLUMNS, rules
from putright.procedures import referral_process
from putright.vocabulary import OmbudsmanBody, PublishedOutcome

MOST_BYTES = 2_000_000
MOST_LINES = 5_000
_DAYS = ("%Y-%m-%d", "%d/%m/%Y", "%d/%m/%y", "%d-%m-%Y", "%d %B %Y", "%d %b %Y", "%d-%b-%y", "%d-%b-%Y")
_NEEDED = ("reference", "outcome")
_LABELS = {"reference": "the Ombudsman’s reference", "outcome": "the outcome"}


class WrongLetter(Exception):
    """A letter cannot be imported. `problems`: line of the file, from 1 for its heading, and what is wrong with it."""

    def __init__(self, problems: tuple[tuple[int, str], ...]) -> None:
        super().__init__("; ".join(f"line {line}: {says}" for line, says in problems[:5]))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class ReadLine:
    """One case of the letter. number: its line in the file."""

    number: int
    reference: str
    received_on: date | None
    decided_on: date | None
    category: str
    outcome: PublishedOutcome | None
    remedy: str


def bare(reference: str) -> str:
    """A reference without what people write between its figures and letters."""
    return re.sub(r"[^0-9a-z]", "", reference.casefold())


def read_letter(content: bytes, body: OmbudsmanBody = OmbudsmanBody.LGSCO) -> tuple[ReadLine, ...]:
    """The cases of the list in a letter of this Ombudsman. Raises WrongLetter with every line that cannot be read."""
    if len(content) > MOST_BYTES:
        raise WrongLetter(((1, "the file is too large: send the list of cases alone"),))
    rows = list(csv.reader(io.StringIO(_text(content), newline="")))
    heading = next((place for place, row in enumerate(rows) if any(cell.strip() for cell in row)), None)
    if heading is None:
        raise WrongLetter(((1, "the file is empty: choose the list of cases"),))
    columns, outcomes = _columns(rows[heading], heading + 1), _outcomes(body)
    if len(rows) > MOST_LINES:
        raise WrongLetter(
            ((MOST_LINES, f"there are more than {MOST_LINES} lines: send the list of one year"),)
        )
    problems: list[tuple[int, str]] = []
    found: list[ReadLine] = []
    seen: dict[str, int] = {}
    for number, row in enumerate(rows[heading + 1 :], start=heading + 2):
        if not any(cell.strip() for cell in row):
            continue
        line, wrong = _line(number, row, columns, outcomes)
        if (before := seen.get(bare(line.reference))) is not None and line.reference:
            wrong.append(f"{line.reference} stands in line {before} already: leave one of them out")
        seen.setdefault(bare(line.reference), number)
        problems += [(number, one) for one in wrong]
        found.append(line)
    if not found and not problems:
        problems.append((heading + 1, "there is a heading and no case below it"))
    if problems:
        raise WrongLetter(tuple(problems))
    return tuple(found)


def _text(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        # What Excel writes on Windows; it has a letter for nearly every byte.
        return content.decode("cp1252", errors="replace")


def _columns(heading: list[str], number: int) -> Mapping[str, int]:
    found: dict[str, int] = {}
    for place, cell in enumerate(heading):
        name = rules().columns.get(plain_words(cell))
        if name is not None and name not in found:
            found[name] = place
    missing = [_LABELS[name] for name in _NEEDED if name not in found]
    if missing:
        raise WrongLetter(((number, f"no column holds {' or '.join(missing)}: {_heading_words()}"),))
    return found


def _heading_words() -> str:
    words = sorted({name for name, column in rules().columns.items() if column in _NEEDED})
    return f"the heading may say {', '.join(words)}"


def _outcomes(body: OmbudsmanBody) -> Mapping[str, PublishedOutcome]:
    """What its letter may call an outcome: its own words before those that are read of any letter."""
    process = referral_process(body)
    own = {
        plain_words(said): one
        for one in process.published
        for said in (one.value.replace("_", " "), one.label, process.word(one))
    }
    return {**rules().outcomes, **own}


def _line(
    number: int, row: list[str], columns: Mapping[str, int], outcomes: Mapping[str, PublishedOutcome]
) -> tuple[ReadLine, list[str]]:
    wrong: list[str] = []
    cell = {
        name: (row[place].strip() if (place := columns.get(name)) is not None and place < len(row) else "")
        for name in COLUMNS
    }
    if not bare(cell["reference"]):
        wrong.append("the reference is missing")
    elif len(cell["reference"]) > 40:
        wrong.append("the reference is longer than any reference is: check the columns")
    days = {name: _day(cell[name], wrong) for name in ("received_on", "decided_on")}
    received, decided = days["received_on"], days["decided_on"]
    if received and decided and decided < received:
        wrong.append("it was decided before it was received: check the dates")
    outcome = outcomes.get(plain_words(cell["outcome"]))
    if outcome is None and cell["outcome"]:
        wrong.append(
            f"“{cell['outcome'][:60]}” is no outcome we know: add it to rules.toml, under letter.outcomes"
        )
    return ReadLine(
        number, cell["reference"], received, decided, cell["category"][:200], outcome, cell["remedy"][:200]
    ), wrong  # fmt: skip


def _day(typed: str, wrong: list[str]) -> date | None:
    if not typed:
        return None
    for form in _DAYS:
        try:
            return datetime.strptime(typed.split("T")[0].removesuffix(" 00:00"), form).date()  # noqa: DTZ007 - a day
        except ValueError:
            continue
    wrong.append(f"“{typed[:30]}” is no date: write it like 2024-03-05 or 05/03/2024")
    return None


def lines_told(problems: tuple[tuple[int, str], ...]) -> Iterator[str]:
    """The problems as sentences."""
    for line, says in problems:
        yield f"Line {line}: {says}."
