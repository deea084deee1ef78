"""A board of figures for one officer: what stands now, and the figures of the period, each with the way to its cases."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Q
from django.utils.http import urlencode

from casework.complaints.permissions import visible_to
from casework.insight.boards import Board, Count, Section, SectionKind, boards
from casework.insight.facts import Chosen
from casework.insight.live import Freshness, facts_for
from casework.insight.queries.asked import Asked, months_of
from casework.insight.queries.places import Place, Places
from casework.insight.queries.shown import Linked, Tile, cell_of, linked, tile
from casework.insight.queries.standing import EVERYBODY, NOBODY, Standing, Whose, loads, numbers
from casework.insight.reporting import NothingToCount, facts_of_record
from casework.people.models import Officer
from casework.people.nation import ombudsmen_for
from putright.measures import Asked as Counted
from putright.measures import Cell, Facts, Measured, PeriodBasis, measure_all
from putright.reports.labels import heading, label

MONTH = "month"
MINE = "mine"
_NONE = {"contractor": "No contractor recorded"}


@dataclass(frozen=True, slots=True)
class View:
    """A board as one officer asks for it.

    place  the department or service it is of; None = everything the officer may see.
    """

    officer: Officer
    board: Board
    asked: Asked
    places: Places
    today: date
    place: Place | None = None

    @property
    def mine(self) -> bool:
        """Whether it is of what the officer holds."""
        return self.board.key == MINE

    @property
    def sections(self) -> tuple[Section, ...]:
        """The parts of the board that tell of something this organisation can have."""
        here = ombudsmen_for(self.officer.organisation.procedures)
        return tuple(
            one for one in self.board.sections if not one.ombudsmen or set(here).intersection(one.ombudsmen)
        )

    @property
    def by(self) -> Mapping[str, str | None]:
        """What every figure is narrowed to."""
        return {self.place.kind: self.place.code} if self.place else {}

    @property
    def more(self) -> Mapping[str, str]:
        """What every address of cases carries beside."""
        return {"mine": "yes"} if self.mine else {}

    @property
    def standing(self) -> Standing:
        """What is counted as it stands now."""
        whose = Whose(owner=self.officer.pk) if self.mine else Whose(self.place) if self.place else EVERYBODY
        return Standing(self.officer, self.today, self.asked.period, whose)


@dataclass(frozen=True, slots=True)
class CountTile:
    """One count as it stands, with the address of its cases."""

    count: Count
    number: int
    query: str


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of a table: what it is, its place where it has a board of its own, and a figure in each column."""

    head: str
    place: Place | None
    cells: tuple[Linked | None, ...]
    earlier: tuple[Linked | None, ...] = ()


@dataclass(frozen=True, slots=True)
class TableShown:
    """Figures as columns by one breakdown.

    absent  why columns are missing. notes: what must be said, such as how many reasons stand on how many complaints.
    """

    heading: str
    columns: tuple[Measured, ...]
    rows: tuple[TableRow, ...]
    total: TableRow | None
    absent: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LoadRow:
    """What one officer sees to."""

    name: str
    counts: tuple[CountTile, ...]


@dataclass(frozen=True, slots=True)
class SectionShown:
    """A part of a board as it is shown. months: the same month by month, where that was asked for."""

    section: Section
    counts: tuple[CountTile, ...] = ()
    tiles: tuple[Tile, ...] = ()
    table: TableShown | None = None
    months: TableShown | None = None
    loads: tuple[LoadRow, ...] = ()


@dataclass(frozen=True, slots=True)
class BoardShown:
    """A board as it is shown. fresh: where the figures come from; None while there is nothing to count."""

    view: View
    sections: tuple[SectionShown, ...]
    fresh: Freshness | None

    @property
    def empty(self) -> bool:
        """Whether there is no complaint yet that could be counted."""
        return self.fresh is None


def board_shown(view: View) -> BoardShown:
    """Everything on a board. What stands now costs six statements or fewer; the figures what `facts_for` costs."""
    found, fresh = measured(view, view.sections)
    keys = [key for section in view.sections for key in _keys(section)]
    counted = numbers(view.standing, keys)
    sections = tuple(_section(view, section, found, counted) for section in view.sections)
    return BoardShown(view, sections, fresh)


@contextmanager
def facts_seen(officer: Officer, figures: Iterable[str], *, mine: bool) -> Iterator[tuple[Facts, Freshness]]:
    """The facts a board counts: what the officer may see, or of that what they hold. Raises NothingToCount."""
    if not mine:
        with facts_for(officer, tuple(figures)) as found:
            yield found
        return
    chosen = Chosen(visible_to(officer) & Q(owner=officer.pk), contacts=False)
    with facts_of_record(officer.organisation, chosen, skip_bad=True) as facts:
        yield facts, Freshness(None, facts.rows, facts.rows)


def measured(view: View, sections: Iterable[Section]) -> tuple[Mapping[str, Measured], Freshness | None]:
    """The figures of these sections, counted together; none while there is nothing to count."""
    wanted = _wanted(view, sections)
    if not wanted:
        return {}, None
    try:
        with facts_seen(view.officer, wanted, mine=view.mine) as (facts, fresh):
            found = measure_all(
                facts, [Counted(one, by) for one, by in wanted.items()], period=view.asked.period,
                previous=view.asked.previous, organisation=view.places.known,
            )  # fmt: skip
    except NothingToCount:
        return {}, None
    return {one.definition.id: one for one in found}, fresh


def section_shown(view: View, section: Section, found: Mapping[str, Measured]) -> SectionShown:
    """One section whose figures were counted."""
    return _section(view, section, found, {})


def _wanted(view: View, sections: Iterable[Section]) -> dict[str, tuple[tuple[str, ...], ...]]:
    """Each figure once, with every breakdown that is shown of it."""
    found: dict[str, list[tuple[str, ...]]] = {}
    place = tuple(view.by)
    for section in sections:
        for one in section.figures:
            sets = found.setdefault(one.on(received=view.asked.received), [])
            sets += [by for by in (place, (*place, section.by) if section.by else ()) if by]
            if view.asked.months and one.id in section.months:
                sets.append((*place, MONTH))
    return {one: tuple(dict.fromkeys(by)) for one, by in found.items()}


def _keys(section: Section) -> tuple[str, ...]:
    if section.kind is SectionKind.LATE:
        return tuple(band.key for band in boards().bands)
    return section.counts if section.kind is SectionKind.NOW else ()


def _section(
    view: View, section: Section, found: Mapping[str, Measured], counted: Mapping[str, int]
) -> SectionShown:
    if section.kind is SectionKind.LOAD:
        return SectionShown(section, loads=tuple(_loads(view, section)))
    if section.kind in (SectionKind.NOW, SectionKind.LATE):
        return SectionShown(section, counts=tuple(_counts(view, _keys(section), counted)))
    if not found:
        return SectionShown(section)
    figures = tuple(found[one.on(received=view.asked.received)] for one in section.figures)
    if section.kind is SectionKind.TABLE:
        return SectionShown(section, table=_table(view, section.by, figures))
    tiles = tuple(tile(one, view.by, view.more) for one in figures)
    monthly = tuple(
        found[one.on(received=view.asked.received)] for one in section.figures if one.id in section.months
    )
    wanted = view.asked.months and monthly
    return SectionShown(section, tiles=tiles, months=_table(view, MONTH, monthly) if wanted else None)


def _counts(view: View, keys: Iterable[str], counted: Mapping[str, int]) -> Iterator[CountTile]:
    whose = {"owner": str(view.officer.pk)} if view.mine else {}
    for key in keys:
        yield CountTile(_count(key), counted[key], now_query(view, key, whose) if counted[key] else "")


def _count(key: str) -> Count:
    band = next((one for one in boards().bands if one.key == key), None)
    if band is None:
        return boards().counts[key]
    overdue = boards().counts["overdue"]
    return replace(overdue, key=key, label=band.label, rule=f"{overdue.rule[:-1]} by so many working days.")


def now_query(view: View, key: str, whose: Mapping[str, str]) -> str:
    """The address of what is counted now."""
    asked = {"now": key, **{kind: code or "" for kind, code in view.by.items()}, **whose}
    if key in boards().counts and boards().counts[key].in_period:
        period = view.asked.period
        asked |= {"from": period.starts_on.isoformat(), "to": period.ends_on.isoformat()}
    return urlencode(asked)


def _loads(view: View, section: Section) -> Iterator[LoadRow]:
    for one in loads(view.standing, section.counts):
        whose = {"owner": str(one.owner) if one.owner != NOBODY else "nobody"}
        yield LoadRow(
            one.name,
            tuple(
                CountTile(
                    _count(key), one.numbers[key], now_query(view, key, whose) if one.numbers[key] else ""
                )
                for key in section.counts
            ),
        )


def _table(view: View, by: str, figures: tuple[Measured, ...]) -> TableShown:
    there = tuple(one for one in figures if not one.absent and not _no_months(one, by))
    codes = _codes(view, by, there)
    if codes == (None,):
        # One row that says nothing but the total is no breakdown.
        return TableShown(
            heading(by), there, (), None, notes=(f"No {heading(by).lower()} is recorded of these.",)
        )
    rows = tuple(_row(view, by, code, there) for code in codes)
    total = _row(view, None, None, there) if there and by != MONTH else None
    return TableShown(
        heading(by), there, rows, total if not _overlaps(there, by) else None,
        tuple(dict.fromkeys(_missing(one) for one in figures if one.absent)),
        tuple(_notes(view, by, there)),
    )  # fmt: skip


def _missing(one: Measured) -> str:
    said = one.absent or ""
    return f"{one.definition.label}: {said[:1].lower()}{said[1:]}"


def _no_months(one: Measured, by: str) -> bool:
    # How things stood at the end of a period has no month of its own.
    return by == MONTH and one.definition.period_basis is PeriodBasis.AT_END


def _codes(view: View, by: str, figures: tuple[Measured, ...]) -> tuple[str | None, ...]:
    if by == MONTH:
        return months_of(view.asked.period)
    sets = (*view.by, by)
    every = (cell for one in figures for cell in one.broken_down(*sets))
    own = {cell.by[by] for cell in every if _is_here(cell, view.by)}
    return tuple(sorted(own, key=lambda code: (code is None, label(by, code, view.places.known))))


def _row(view: View, by: str | None, code: str | None, figures: tuple[Measured, ...]) -> TableRow:
    at = {**view.by, by: code} if by else view.by
    cells = [(one, cell_of(one, at)) for one in figures]
    now = tuple(linked(cell, one.definition, one.period, at, view.more) for one, cell in cells)
    before = tuple(
        linked(cell.previous, one.definition, one.previous_period, at, view.more)
        if cell.previous and one.previous_period and by != MONTH else None
        for one, cell in cells
    )  # fmt: skip
    place = view.places.called(by, code) if by in ("department", "service") and code else None
    return TableRow(
        label(by, code, view.places.known) if by else "All", place, now, before if any(before) else ()
    )


def _head(view: View, by: str | None, code: str | None) -> str:
    if by is None:
        return "All"
    return _NONE[by] if code is None and by in _NONE else label(by, code, view.places.known)


def _overlaps(figures: tuple[Measured, ...], by: str) -> bool:
    """Whether rows add up to more than the whole, or are shares of it: then no total stands in the same column."""
    return any(
        by in one.definition.parts_of or any(note.dimension == by for note in one.recorded) for one in figures
    )


def _notes(view: View, by: str, figures: tuple[Measured, ...]) -> Iterator[str]:
    """How many values stand on how many rows, so that nobody takes reasons for complaints; and what parts are of."""
    for one in figures:
        rows = [cell for cell in one.broken_down(*view.by, by) if _is_here(cell, view.by)]
        whole = cell_of(one, view.by).numerator or 0
        if any(note.dimension == by for note in one.recorded) and not any(cell.suppressed for cell in rows):
            values = sum(cell.numerator or 0 for cell in rows if cell.by[by] is not None)
            without = sum(cell.numerator or 0 for cell in rows if cell.by[by] is None)
            counts = one.definition.counts.label
            yield f"{one.definition.label}: {values:,} values recorded on {whole - without:,} {counts}."
        if by in one.definition.parts_of and rows:
            yield f"{one.definition.label}: each row is a share of the {whole:,} counted."


def _is_here(cell: Cell, by: Mapping[str, str | None]) -> bool:
    return all(cell.by[name] == code for name, code in by.items())
