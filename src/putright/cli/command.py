"""What every command is made of, and how it reads and prints."""

import argparse
import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NoReturn

from putright.calendars import WorkingDayCalendar, division_named, load_calendar, read_date, read_when


class BadInput(ValueError):
    """What was typed cannot be used; the message is one plain line that says what to do."""


@dataclass(frozen=True, slots=True)
class Command:
    """One command of `putright`.

    arguments  adds its arguments to a parser.
    run        does it and prints; returns the exit status. Raises BadInput, or another ValueError of the
               rules whose sentence is fit to be read, for what the person has to change.
    """

    name: str
    says: str
    arguments: Callable[[argparse.ArgumentParser], None]
    run: Callable[[argparse.Namespace], int]


class Parser(argparse.ArgumentParser):
    """An argument parser that raises instead of printing its usage over several lines."""

    def error(self, message: str) -> NoReturn:
        raise BadInput(f"{message}; {self.prog} --help shows what it takes")


def print_json(document: Any) -> None:
    """Print one JSON document; dates become YYYY-MM-DD."""
    json.dump(document, sys.stdout, ensure_ascii=False, indent=2, default=_plain)
    sys.stdout.write("\n")


def add_json(parser: argparse.ArgumentParser) -> None:
    """The `--json` every command has."""
    parser.add_argument("--json", action="store_true", help="print one JSON document")


def add_division(parser: argparse.ArgumentParser) -> None:
    """The `--division` of every command that counts days."""
    parser.add_argument(
        "--division",
        default="england-and-wales",
        metavar="D",
        help="england-and-wales (the default), scotland or northern-ireland",
    )


def calendar_for(division: str) -> WorkingDayCalendar:
    """The calendar of a division as typed. Raises BadInput naming the divisions there are."""
    try:
        return load_calendar(division_named(division))
    except ValueError as error:
        raise BadInput(f"--division {error}") from None


def typed_date(text: str, *, where: str) -> date:
    """The date typed at `where`. Raises BadInput saying how to write it."""
    try:
        return read_date(text)
    except ValueError as error:
        raise BadInput(f"{where}: {error}") from None


def typed_when(text: str, *, where: str) -> date | datetime:
    """The date or aware moment typed at `where`. Raises BadInput saying how to write it."""
    try:
        return read_when(text)
    except ValueError as error:
        raise BadInput(f"{where}: {error}") from None


def _plain(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no JSON form")
