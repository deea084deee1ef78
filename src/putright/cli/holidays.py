"""`putright holidays`: the bank holidays known, and how far they are known."""

import argparse
import re
from datetime import date

from putright.calendars import WorkingDayCalendar, weekday_in_words
from putright.cli.command import BadInput, Command, add_division, add_json, calendar_for, print_json


def _arguments(parser: argparse.ArgumentParser) -> None:
    add_division(parser)
    parser.add_argument(
        "--from", dest="first", metavar="YEAR", help="first year; the first known when left out"
    )
    parser.add_argument("--to", dest="last", metavar="YEAR", help="last year; the last known when left out")
    add_json(parser)


def _run(arguments: argparse.Namespace) -> int:
    calendar = calendar_for(arguments.division)
    first = _year(arguments.first, "--from", calendar, unsaid=calendar.known_from)
    last = _year(arguments.last, "--to", calendar, unsaid=calendar.known_through)
    if last < first:
        raise BadInput(f"--to {last} is before --from {first}: give the earlier year first")
    found = calendar.holidays_between(date(first, 1, 1), date(last, 12, 31))
    if arguments.json:
        print_json(
            {
                "holidays": [{"on": holiday.on, "name": holiday.name} for holiday in found],
                "known_from": calendar.known_from,
                "known_through": calendar.known_through,
            }
        )
        return 0
    for holiday in found:
        print(f"{holiday.on}  {weekday_in_words(holiday.on):<28}  {holiday.name}")
    print(f"Known for {calendar.division} from {calendar.known_from} to {calendar.known_through}.")
    return 0


def _year(text: str | None, option: str, calendar: WorkingDayCalendar, *, unsaid: date) -> int:
    if text is None:
        return unsaid.year
    if not re.fullmatch(r"\d{4}", text, re.ASCII):
        raise BadInput(f"{option}: {text!r} is not a year: write four digits, for example 2024")
    year = int(text)
    if not calendar.known_from.year <= year <= calendar.known_through.year:
        raise BadInput(
            f"{option}: bank holidays of {calendar.division} are known from {calendar.known_from.year} to "
            f"{calendar.known_through.year}: choose a year in between"
        )
    return year


COMMAND = Command("holidays", "List the bank holidays of a division.", _arguments, _run)
