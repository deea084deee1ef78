"""The figures of shares, by service: asked, given in time, late, and how long they took. Pure but for reading rows."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

from casework.complaints.calendars import organisation_calendar
from casework.people.models import Officer
from casework.together.board import months_back, shares_seen
from casework.together.rules import rules
from putright.calendars import WorkingDayCalendar, short_day
from putright.measures.rounding import percent
from putright.measures.spreads import spread
from putright.reports.report import Chart, Point
from putright.vocabulary import ContributionStep

ALL = "All services"


@dataclass(frozen=True, slots=True)
class Definition:
    """What a figure counts, from `figures.toml`. base: the count it is a part of; empty = a plain count."""

    key: str
    label: str
    says: str
    base: str


@dataclass(frozen=True, slots=True)
class ShareFact:
    """One share as it is counted. given_on: None while it is out."""

    of: str
    asked_on: date
    due_on: date
    given_on: date | None


@dataclass(frozen=True, slots=True)
class Row:
    """The figures of one service or body outside, or of all. judged: their day has come, or they are given."""

    of: str
    asked: int
    judged: int
    in_time: int
    late: int
    out: int
    given: int
    median: Decimal | None

    @property
    def percent(self) -> Decimal | None:
        """Given in time, in per cent of those judged; None for a base too small."""
        return percent(self.in_time, self.judged)


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure of one service as a file has it. number None = there is nothing to take it from."""

    of: str
    figure: Definition
    number: Decimal | int | None
    base: int | None
    percent: Decimal | None


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of shares asked from `first` to `last`, both counted; `rows` those most often late first."""

    first: date
    last: date
    rows: tuple[Row, ...]
    total: Row

    @property
    def cells(self) -> Iterator[Cell]:
        """Every figure with its base, of all first."""
        for row in (self.total, *self.rows) if self.rows else ():
            for one in definitions():
                number = getattr(row, one.key)
                base = getattr(row, one.base) if one.base else None
                share = (
                    percent(int(number), base)
                    if one.base and one.key != "median" and base is not None
                    else None
                )
                yield Cell(row.of, one, number, base, share)

    @property
    def judged(self) -> tuple[Row, ...]:
        """The services with something in time or late: what there is a picture of."""
        return tuple(row for row in self.rows if row.judged)

    @property
    def chart(self) -> Chart:
        """In time and late, by service, as a picture of the table beside it."""
        named = {one.key: one.label for one in definitions()}
        return Chart(
            id="shares", title=f"Shares given in time and late, {short_day(self.first)} to {short_day(self.last)}",
            kind="bars", table="shares", unit="shares",
            points=tuple(
                Point(row.of, named[key], float(number), str(number))
                for row in self.judged
                for key, number in (("in_time", row.in_time), ("late", row.late))
            ),
            says="; ".join(f"{row.of}: {row.in_time} in time, {row.late} late" for row in self.judged),
        )  # fmt: skip


@cache
def definitions() -> tuple[Definition, ...]:
    """The figures, in the order of the file."""
    read = tomllib.loads((Path(__file__).parent / "figures.toml").read_text(encoding="utf-8"))
    return tuple(Definition(one["key"], one["label"], one["says"], one["base"]) for one in read["figure"])


def usual_period(today: date) -> tuple[date, date]:
    """The days looked at unless others are chosen: some months up to today. Source: rules.toml."""
    return months_back(today, rules().months), today


def figures(officer: Officer, *, first: date, last: date, today: date) -> Figures:
    """The figures of shares asked in this period. One statement, and one for the calendar.

    Only of complaints the officer may see, and of shares asked of them: a restricted one is in nobody else's count.
    """
    calendar = organisation_calendar(officer.organisation).now()
    return counted(_facts(officer, first, last), first=first, last=last, today=today, calendar=calendar)


def counted(
    facts: Iterable[ShareFact], *, first: date, last: date, today: date, calendar: WorkingDayCalendar
) -> Figures:
    """The figures of these shares. today: a share out after its day is late by then."""
    by_name: dict[str, list[ShareFact]] = {}
    for one in facts:
        by_name.setdefault(one.of, []).append(one)
    rows = [_row(name, found, today, calendar) for name, found in by_name.items()]
    every = [one for found in by_name.values() for one in found]
    rows.sort(key=lambda row: (-row.late, row.of))
    return Figures(first, last, tuple(rows), _row(ALL, every, today, calendar))


def _row(of: str, facts: Sequence[ShareFact], today: date, calendar: WorkingDayCalendar) -> Row:
    given = [one for one in facts if one.given_on is not None]
    in_time = sum(one.given_on is not None and one.given_on <= one.due_on for one in facts)
    out_late = sum(one.given_on is None and one.due_on < today for one in facts)
    took = Counter(
        calendar.working_days_between(one.asked_on, max(one.given_on, one.asked_on))
        for one in given
        if one.given_on is not None
    )
    found = spread(took)
    return Row(
        of=of, asked=len(facts), judged=len(given) + out_late, in_time=in_time, late=len(given) - in_time + out_late,
        out=len(facts) - len(given) - out_late, given=len(given), median=found.median if found else None,
    )  # fmt: skip


def _facts(officer: Officer, first: date, last: date) -> Iterator[ShareFact]:
    rows = (
        shares_seen(officer)
        .filter(asked_on__gte=first, asked_on__lte=last, due_on__isnull=False)
        .exclude(step=ContributionStep.NOT_NEEDED.value)
        .values_list("service__name", "outside", "asked_on", "due_on", "ended_on", "is_open")
    )
    for service, outside, asked_on, due_on, ended_on, is_open in rows:
        yield ShareFact(service or outside, asked_on, due_on, None if is_open else ended_on)
