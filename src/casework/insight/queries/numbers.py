"""The page of homes and residents: what holds, which figures need it, and what was said before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from casework.insight.models import KnownNumber
from casework.people.models import Officer
from putright.calendars import short_day
from putright.measures import Definition, NumberKind, definitions, number_kinds


@dataclass(frozen=True, slots=True)
class NumberRow:
    """One number, who entered it, and who ended it; `ended_at` None = it holds."""

    pk: int
    number: int
    on: date
    source: str
    entered_by: str
    entered_at: datetime
    ended_by: str | None
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class NumberPart:
    """One kind of number. needed_by: the rates worked out with it. held: the newest day first."""

    kind: NumberKind
    needed_by: tuple[Definition, ...]
    held: tuple[NumberRow, ...]
    before: tuple[NumberRow, ...]


@dataclass(frozen=True, slots=True)
class NumbersPage:
    """Everything entered, by kind. doubts: what does not fit together, in sentences."""

    parts: tuple[NumberPart, ...]
    doubts: tuple[str, ...]


def numbers_page(officer: Officer) -> NumbersPage:
    """The numbers of the officer's organisation. One statement."""
    found: dict[str, list[NumberRow]] = {one.key: [] for one in number_kinds()}
    rows = KnownNumber.objects.filter(organisation=officer.organisation_id).order_by(
        "-on", "-entered_at", "-pk"
    )
    columns = (
        "what",
        "pk",
        "number",
        "on",
        "source",
        "officer__name",
        "entered_at",
        "ended_by__name",
        "ended_at",
    )
    for what, *values in rows.values_list(*columns, named=False):
        found.setdefault(what, []).append(_row(values))
    parts = tuple(_part(kind, found[kind.key]) for kind in number_kinds())
    return NumbersPage(parts, tuple(_doubts(parts)))


def number_to_correct(officer: Officer, pk: int) -> tuple[str, NumberRow] | None:
    """What kind of number this is, and the number; None when there is none that holds."""
    for part in numbers_page(officer).parts:
        for row in part.held:
            if row.pk == pk:
                return part.kind.key, row
    return None


def _row(values: list[Any]) -> NumberRow:
    return NumberRow(*values)


def _part(kind: NumberKind, rows: list[NumberRow]) -> NumberPart:
    return NumberPart(
        kind,
        tuple(one for one in definitions() if one.per_what == kind.key),
        tuple(one for one in rows if one.ended_at is None),
        tuple(one for one in rows if one.ended_at is not None),
    )


def _doubts(parts: tuple[NumberPart, ...]) -> Iterator[str]:
    """Parts and their whole, told for one day, that do not add up."""
    for whole in parts:
        own = [part for part in parts if part.kind.part_of == whole.kind.key]
        for held in whole.held:
            that_day = [row.number for part in own for row in part.held if row.on == held.on]
            if own and len(that_day) == len(own) and sum(that_day) != held.number:
                names = " and ".join(one.kind.label.lower() for one in own)
                yield (
                    f"On {short_day(held.on)} {names} are {sum(that_day):,} together, and "
                    f"{whole.kind.label.lower()} are {held.number:,}. Correct the one that is wrong."
                )
