"""A figure of another authority as somebody typed it: read, or told what is wrong with it, field by field."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from casework.insight.comparable import BASES, PERCENT, Comparable, comparing
from putright.calendars import read_date, short_day
from putright.measures import MeasureKind
from putright.procedures.reading import near

COLUMNS = (
    "authority", "group", "figure", "from", "to", "numerator", "denominator", "value", "per", "annualised", "basis",
    "source", "note",
)  # fmt: skip
NEEDED = ("authority", "figure", "from", "to", "source")
_LENGTHS = {"authority": 200, "group": 120, "source": 300, "note": 300}
_YES = {"yes": True, "no": False, "": None}
_MOST_DECIMALS = 3
_MOST = 2_000_000_000


@dataclass(frozen=True, slots=True)
class Published:
    """One published figure. annualised None and basis empty: it is not said. decimals: how the value is printed."""

    authority: str
    group: str
    figure: str
    starts_on: date
    ends_on: date
    numerator: int | None
    denominator: int | None
    value: Decimal | None
    decimals: int
    per: str
    annualised: bool | None
    basis: str
    source: str
    note: str

    @property
    def key(self) -> tuple[str, str, date, date]:
        """What one figure is: two of one authority, figure and period are the same."""
        return self.authority, self.figure, self.starts_on, self.ends_on


class Unreadable(Exception):
    """What was typed is no figure. problems: a sentence for each field that is wrong."""

    def __init__(self, problems: Mapping[str, str]) -> None:
        super().__init__("; ".join(problems.values()))
        self.problems = problems


def read_published(typed: Mapping[str, str], *, today: date) -> Published:
    """The figure these texts are, by the names of `COLUMNS`. Raises Unreadable."""
    reading = _Reading({name: " ".join(typed.get(name, "").split()) for name in COLUMNS}, today)
    found = reading.published()
    if reading.problems:
        raise Unreadable(reading.problems)
    assert found
    return found


class _Reading:
    """Reads one figure and gathers everything that is wrong with it."""

    def __init__(self, typed: Mapping[str, str], today: date) -> None:
        self._typed, self._today = typed, today
        self.problems: dict[str, str] = {}

    def published(self) -> Published | None:
        for name in NEEDED:
            if not self._typed[name]:
                self._wrong(name, "is missing. Enter it as it is published.")
        for name, most in _LENGTHS.items():
            if len(self._typed[name]) > most:
                self._wrong(name, f"has {len(self._typed[name])} letters; shorten it to {most}.")
        figure = self._figure()
        starts_on, ends_on = self._days()
        numerator, denominator = self._whole("numerator", 0), self._whole("denominator", 1)
        value, decimals = self._value()
        per = self._per(figure)
        self._check_counts(figure, numerator, denominator, value)
        basis, annualised = self._basis(), self._annualised()
        if self.problems or figure is None or starts_on is None or ends_on is None:
            return None
        words = {name: self._typed[name] for name in _LENGTHS}
        return Published(
            figure=figure.definition.id, starts_on=starts_on, ends_on=ends_on, numerator=numerator,
            denominator=denominator, value=value, decimals=decimals, per=per, annualised=annualised, basis=basis,
            **words,
        )  # fmt: skip

    def _wrong(self, name: str, says: str) -> None:
        self.problems.setdefault(name, f"{name}: {says}")

    def _figure(self) -> Comparable | None:
        typed = self._typed["figure"]
        known = comparing().figures
        found = next((one for key, one in known.items() if key.casefold() == typed.casefold()), None)
        if found is None and typed:
            self._wrong("figure", f"{typed[:30]} is not compared{near(typed, tuple(known)).rstrip('?')}.")
        return found

    def _days(self) -> tuple[date | None, date | None]:
        first, last = self._day("from"), self._day("to")
        if first and last and last < first:
            self._wrong("to", f"{short_day(last)} is before {short_day(first)}. Turn them round.")
        if last and last > self._today:
            self._wrong("to", f"{short_day(last)} is still to come. Enter the last day the figure is of.")
        return first, last

    def _day(self, name: str) -> date | None:
        if not self._typed[name]:
            return None
        try:
            return read_date(self._typed[name])
        except ValueError:
            self._wrong(name, f"{self._typed[name][:20]} is not a day. Write it like 2024-03-31.")
            return None

    def _whole(self, name: str, least: int) -> int | None:
        typed = self._typed[name].replace(",", "").replace(" ", "")
        if not typed:
            return None
        if not (
            typed.isascii() and typed.isdecimal() and least <= int(typed[:12]) <= _MOST and len(typed) <= 12
        ):
            self._wrong(name, f"{self._typed[name][:20]} is not a whole number from {least} to {_MOST:,}.")
            return None
        return int(typed)

    def _value(self) -> tuple[Decimal | None, int]:
        typed = self._typed["value"].replace(",", "").removesuffix("%").strip()
        if not typed:
            return None, 0
        whole, _, part = typed.partition(".")
        try:
            value = Decimal(typed) if (whole + part).isascii() and (whole + part).isdecimal() else None
        except InvalidOperation:
            value = None
        if value is None or len(part) > _MOST_DECIMALS or len(whole) > 9:
            self._wrong(
                "value", f"{self._typed['value'][:20]} is not a number such as 41.3, with 3 decimals at most."
            )
            return None, 0
        return value, len(part)

    def _per(self, figure: Comparable | None) -> str:
        typed = self._typed["per"]
        if figure is None:
            return ""
        known = tuple(one.key for one in figure.per)
        if not typed and known == (PERCENT,):
            return PERCENT
        if typed not in known:
            said = f"{typed[:30]} does not fit {figure.definition.id}" if typed else "is missing"
            self._wrong("per", f"{said}. Write {' or '.join(known)}.")
        return typed

    def _check_counts(
        self, figure: Comparable | None, numerator: int | None, denominator: int | None, value: Decimal | None
    ) -> None:
        if "value" not in self.problems and value is None and (numerator is None or denominator is None):
            self._wrong(
                "value", "enter the value as it is printed, or numerator and denominator, or all three."
            )
        if figure is None or figure.definition.kind is not MeasureKind.SHARE:
            return
        if value is not None and value > 100:
            self._wrong("value", f"{value} per cent is more than all of them. Enter a value up to 100.")
        if numerator is not None and denominator is not None and numerator > denominator:
            self._wrong("numerator", f"{numerator:,} of {denominator:,} is more than all of them.")

    def _basis(self) -> str:
        typed = self._typed["basis"]
        if typed and typed not in BASES:
            known = ", ".join(BASES)
            self._wrong(
                "basis", f"{typed[:20]} is not known. Write {known}, or leave it out where it is not said."
            )
        return typed

    def _annualised(self) -> bool | None:
        typed = self._typed["annualised"].casefold()
        if typed not in _YES:
            self._wrong(
                "annualised",
                f"{typed[:20]} is not known. Write yes, no, or leave it out where it is not said.",
            )
        return _YES.get(typed)
