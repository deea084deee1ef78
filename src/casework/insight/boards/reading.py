"""The boards there are, read once; the first thing that is wrong is named."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from putright.measures import FactsError, definition
from putright.measures.asking import check_breakdown
from putright.vocabulary import OmbudsmanBody, Word

CHARTS = ("bars", "line")


class BoardError(ValueError):
    """The data of the boards are wrong; the message says what to change."""


class SectionKind(Word):
    """What a section is made of."""

    NOW = "now", "counts as they stand"
    LATE = "late", "what is overdue, by how many working days"
    FIGURES = "figures", "one figure after another"
    TABLE = "table", "figures by one breakdown"
    LOAD = "load", "who holds how much"


@dataclass(frozen=True, slots=True)
class Band:
    """So many working days late, from first to last; last None = and more."""

    key: str
    label: str
    first: int
    last: int | None

    def holds(self, days: int) -> bool:
        """Whether so many days late is in this band."""
        return self.first <= days and (self.last is None or days <= self.last)


@dataclass(frozen=True, slots=True)
class Count:
    """Something counted as it stands, with the rule by which it is. looks: `late` or `soon` when it is not nought.

    in_period  it is counted over the period that is asked for, not as it stands.
    """

    key: str
    label: str
    rule: str
    source: str
    looks: str = ""
    in_period: bool = False


@dataclass(frozen=True, slots=True)
class Wanted:
    """A figure of a section; received: the one that stands for it when complaints received are asked for."""

    id: str
    received: str | None = None

    def on(self, *, received: bool) -> str:
        """The figure for the basis that is asked for."""
        return self.received if received and self.received else self.id


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a board.

    by       what the figures of a table are broken down by.
    months   the figures told month by month when the reader asks for it. charted: those drawn; empty = all.
    ombudsmen  it is shown where one of them may write to the organisation; empty = everywhere.
    """

    key: str
    title: str
    kind: SectionKind
    counts: tuple[str, ...] = ()
    figures: tuple[Wanted, ...] = ()
    by: str = ""
    months: tuple[str, ...] = ()
    chart: str = ""
    charted: tuple[str, ...] = ()
    ombudsmen: tuple[OmbudsmanBody, ...] = ()


@dataclass(frozen=True, slots=True)
class Board:
    """A page of figures. span: the period it opens with, a code of `Span`."""

    key: str
    title: str
    says: str
    span: str
    sections: tuple[Section, ...]

    @property
    def figures(self) -> tuple[str, ...]:
        """Every figure it can show, on either basis."""
        every = (one for section in self.sections for one in section.figures)
        return tuple(dict.fromkeys(id_ for one in every for id_ in (one.id, one.received) if id_))


@dataclass(frozen=True, slots=True)
class Boards:
    """The boards, the counts and bands they speak of, what soon is, and what the columns of the facts are called."""

    boards: Mapping[str, Board]
    counts: Mapping[str, Count]
    bands: tuple[Band, ...]
    soon: int
    columns: Mapping[str, str]


@cache
def boards() -> Boards:
    """The boards of this service. Raises BoardError."""
    return read_boards(resources.files("casework.insight.boards").joinpath("boards.toml").read_text("utf-8"))


def read_boards(text: str) -> Boards:
    """The boards of this text. Raises BoardError at the first thing that is wrong."""
    table = tomllib.loads(text)
    soon = int(table["soon"]["working_days"])
    counts = {one["key"]: _count(one, soon) for one in table["count"]}
    bands = tuple(Band(one["key"], one["label"], one["from"], one.get("to")) for one in table["band"])
    _check_bands(bands)
    found = {one["key"]: _board(one, counts) for one in table["board"]}
    return Boards(found, counts, bands, soon, table["columns"])


def _count(table: dict[str, Any], soon: int) -> Count:
    rule = str(table["rule"]).format(soon=soon)
    return Count(
        table["key"],
        table["label"],
        rule,
        table["source"],
        table.get("looks", ""),
        table.get("period", False),
    )


def _check_bands(bands: tuple[Band, ...]) -> None:
    expected: int | None = 1
    for band in bands:
        if band.first != expected:
            raise BoardError(
                f"boards.toml: {band.key} begins at {band.first}, and {expected} is the next day late"
            )
        expected = band.last + 1 if band.last is not None else None
    if expected is not None:
        raise BoardError(
            "boards.toml: the last band has an end; leave `to` out, so that nothing is too late to count"
        )


def _board(table: dict[str, Any], counts: Mapping[str, Count]) -> Board:
    sections = tuple(_section(one, counts, f"boards.toml: {table['key']}") for one in table["section"])
    return Board(table["key"], table["title"], table["says"], table["period"], sections)


def _section(table: dict[str, Any], counts: Mapping[str, Count], where: str) -> Section:
    where = f"{where}: {table['key']}"
    made = Section(
        table["key"], table["title"], SectionKind.read(table["kind"]), tuple(table.get("counts", ())),
        tuple(Wanted(one["id"], one.get("received")) for one in table.get("figures", ())), table.get("by", ""),
        tuple(table.get("months", ())), table.get("chart", ""), tuple(table.get("charted", ())),
        tuple(OmbudsmanBody.read(one) for one in table.get("ombudsmen", ())),
    )  # fmt: skip
    if unknown := [one for one in made.counts if one not in counts]:
        raise BoardError(f"{where}: {unknown[0]!r} is no count; there are {', '.join(counts)}")
    if made.chart and made.chart not in CHARTS:
        raise BoardError(f"{where}: {made.chart!r} is no chart; write bars or line")
    shown = {one.id for one in made.figures}
    if strange := [one for one in (*made.months, *made.charted) if one not in shown]:
        raise BoardError(f"{where}: {strange[0]} is told by month or drawn, and is no figure of the section")
    _check_figures(made, where)
    return made


def _check_figures(section: Section, where: str) -> None:
    for wanted in section.figures:
        for id_ in (wanted.id, wanted.received):
            if id_ is None:
                continue
            try:
                found = definition(id_)
                check_breakdown(found, (section.by,) if section.by else ())
            except FactsError as error:
                raise BoardError(f"{where}: {error}") from None
            if id_ == wanted.received and found.rival_of != wanted.id:
                raise BoardError(
                    f"{where}: {id_} is no other reading of {wanted.id}; its definition says rival_of"
                )
