"""A day counter of the tests' own: it reads the raw files and counts day by day, with none of our code.

It knows the bank holidays from the list GOV.UK publishes, as another project stores it, and nothing of
`putright.calendars`, `putright.clocks` or the reading of procedures. What it gives must be what the rules give.
"""

import tomllib
from calendar import monthrange
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from govuk_bank_holidays.bank_holidays import BankHolidays

import putright.procedures

FOLDER = Path(putright.procedures.__file__).parent
DIVISION = {
    "england": "england-and-wales",
    "wales": "england-and-wales",
    "scotland": "scotland",
    "northern-ireland": "northern-ireland",
}
# Proclaimed on 3 February 2026, after the stored copy of the list was made.
LATER = {"scotland": {date(2026, 6, 15)}}
DAY = timedelta(days=1)


@cache
def bank_holidays(division: str) -> frozenset[date]:
    listed = BankHolidays(use_cached_holidays=True).get_holidays(division=division)
    return frozenset({row["date"] for row in listed} | LATER.get(division, set()))


def works(day: date, division: str) -> bool:
    return day.weekday() < 5 and day not in bank_holidays(division)


def moved(day: date, count: int, division: str, step: timedelta = DAY) -> date:
    while count:
        day += step
        count -= works(day, division)
    return day


def after(day: date, length: dict[str, int], division: str) -> date:
    [(unit, count)] = length.items()
    if unit == "working_days":
        return moved(day, count, division)
    if unit == "months":
        month = day.month - 1 + count
        year, month = day.year + month // 12, month % 12 + 1
        return date(year, month, min(day.day, monthrange(year, month)[1]))
    return day + timedelta(days=count * {"days": 1, "weeks": 7}[unit])


def received(text: str, rule: str, division: str) -> date:
    day, late = date.fromisoformat(text[:10]), False
    if rule.startswith(("after-", "business-hours-")) and "T" in text:
        hour, minute = rule.split("-")[-2:]
        late = text[11:16] > f"{hour}:{minute}"
    rolls = rule == "next-working-day" or rule.startswith("business-hours-")
    if late or (rolls and not works(day, division)):
        return moved(day, 1, division)
    return day


class Count:
    """The dates of one worked example, counted from the raw tables."""

    def __init__(self, procedure: dict[str, Any], example: dict[str, Any]) -> None:
        self.procedure, self.example = procedure, example
        self.division = example.get("division", "england-and-wales")
        self.stage = next(one for one in procedure["stage"] if one["key"] == example["stage"])
        self.happened = {name: str(when) for name, when in example["happened"].items()}
        self.rules = {one["key"]: one for one in self.stage["timescale"]}

    def day(self, moment: str, receipt: bool = False) -> date:
        rule = self.procedure.get("receipt_rule", "actual") if receipt else "actual"
        return received(self.happened[moment], rule, self.division)

    def start(self, rule: dict[str, Any]) -> date | None:
        named = [rule["runs_from"]] if isinstance(rule["runs_from"], str) else rule["runs_from"]
        for moment in named:
            if moment in self.happened:
                return self.day(moment, rule.get("on_receipt", False))
        return self.due(rule["if_never"]) if "if_never" in rule else None

    def due(self, key: str) -> date | None:
        rule = self.rules[key]
        if "date_in" in rule:
            return self.day(rule["date_in"]) if rule["date_in"] in self.happened else None
        start = self.start(rule)
        return None if start is None else self.ends(rule, start)

    def ends(self, rule: dict[str, Any], start: date) -> date:
        if rule.get("counts_back"):
            [(unit, count)] = rule["within"].items()
            assert unit == "working_days"
            return moved(start, count, self.division, -DAY)
        original = after(start, rule["within"], self.division)
        wanted = self.example.get("extended_to")
        if wanted is None or rule["ends_with"] != self.stage["answered_by"] or "extension" not in rule:
            return original
        most = rule["extension"].get("most")
        allowed = self.procedure.get("extensions_count", True)
        within = most is None or wanted <= after(original, most, self.division)
        return wanted if allowed and within and wanted > original else original

    def also_due(self, key: str) -> date | None:
        rule = self.rules[key]
        for moment in rule["also_from"]:
            if moment in self.happened:
                return self.ends(rule, self.day(moment, self.stage["opened_by"] == moment))
        return None

    def ask_until(self) -> date:
        return after(self.day(self.stage["answered_by"]), self.stage["request_within"], self.division)


def raw(key: str) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """The tables of a shipped version and its worked examples, as they stand in the files."""
    read = [
        tomllib.loads((FOLDER / key / name).read_text("utf-8"))
        for name in ("procedure.toml", "examples.toml")
    ]
    return read[0], read[1]["example"]
