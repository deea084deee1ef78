"""`putright working-days`: count working days, or add them, with every day explained."""

import argparse
from datetime import date, datetime

from putright.calendars import (
    CalendarDay,
    ReceiptRule,
    WorkingDayCalendar,
    receipt_date,
    receipt_rule,
    received_on,
    weekday_in_words,
)
from putright.cli.command import (
    BadInput,
    Command,
    add_division,
    add_json,
    calendar_for,
    print_json,
    typed_date,
    typed_when,
)


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "start", metavar="START", help="day zero: YYYY-MM-DD, or YYYY-MM-DDTHH:MM for an arrival"
    )
    parser.add_argument("end", metavar="END", nargs="?", help="the last day to count: YYYY-MM-DD")
    parser.add_argument("--add", metavar="N", help="instead of END: the Nth working day after START")
    add_division(parser)
    parser.add_argument(
        "--receipt-rule",
        default="actual",
        metavar="RULE",
        help="actual (the default), next-working-day or after-15-00 (any HH-MM)",
    )
    add_json(parser)


def _run(arguments: argparse.Namespace) -> int:
    if (arguments.end is None) == (arguments.add is None):
        raise BadInput("give either END to count the working days to it, or --add N to find a date")
    calendar = calendar_for(arguments.division)
    try:
        rule = receipt_rule(arguments.receipt_rule)
    except ValueError as error:
        raise BadInput(f"--receipt-rule: {error}") from None
    start = _day_zero(typed_when(arguments.start, where="START"), rule, calendar)
    if arguments.add is not None:
        return _add(start, arguments.add, calendar, as_json=arguments.json)
    return _count(start, arguments.end, calendar, as_json=arguments.json)


def _day_zero(when: date | datetime, rule: ReceiptRule, calendar: WorkingDayCalendar) -> date:
    if isinstance(when, datetime):
        return receipt_date(when, rule=rule, calendar=calendar)
    if rule.cutoff is not None:
        raise BadInput(
            f"START: {rule.key} depends on the time of arrival: write it as {when}T16:10, "
            "or leave the rule out"
        )
    return received_on(when, rule=rule, calendar=calendar)


def _count(start: date, typed_end: str, calendar: WorkingDayCalendar, *, as_json: bool) -> int:
    end = typed_date(typed_end, where="END")
    if end < start:
        raise BadInput(f"END {end} is before day zero {start}: give the earlier date first")
    count = calendar.working_days_between(start, end)
    inclusive = calendar.working_days_inclusive(start, end)
    days = calendar.days(start, end)
    if as_json:
        print_json(
            {
                "working_days": count,
                "convention": "exclusive",
                "inclusive": inclusive,
                "days": [{"on": day.on, "counts": day.counts, "why": day.why} for day in days],
            }
        )
        return 0
    _list(start, days)
    print(f"{count} working day{'' if count == 1 else 's'} ({inclusive} if {start} is counted as day one).")
    return 0


def _add(start: date, typed_number: str, calendar: WorkingDayCalendar, *, as_json: bool) -> int:
    if not (typed_number.isascii() and typed_number.isdigit()) or len(typed_number) > 6:
        raise BadInput(
            f"--add: {typed_number!r} is not a number of working days: give a whole number, 0 or more"
        )
    due_on = calendar.add_working_days(start, int(typed_number))
    if as_json:
        print_json({"due_on": due_on})
        return 0
    _list(start, calendar.days(start, due_on))
    print(f"Due on {weekday_in_words(due_on)} ({due_on}).")
    return 0


def _list(start: date, days: tuple[CalendarDay, ...]) -> None:
    print(f"{start}  {weekday_in_words(start):<28}  day zero")
    for day in days:
        why = day.why if day.counts else f"not counted: {day.why}"
        print(f"{day.on}  {weekday_in_words(day.on):<28}  {why}")


COMMAND = Command("working-days", "Count or add working days and explain each day.", _arguments, _run)
