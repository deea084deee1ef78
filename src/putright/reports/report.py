"""What a made report is: sections of words, tables and charts over figures that state their counts."""

from __future__ import annotations

from dataclasses import dataclass

from putright.measures import BadRow, Check, Counts, Measured, MeasureKind, Period


class ReportError(ValueError):
    """A report cannot be made; the message says what is wrong and what to do."""


class Contradiction(ReportError):
    """A report would contradict itself, so there is none. checks: those that do not hold, in plain words."""

    def __init__(self, checks: tuple[Check, ...]) -> None:
        self.checks = checks
        counted = "1 check does" if len(checks) == 1 else f"{len(checks)} checks do"
        super().__init__(
            f"the report would contradict itself: {counted} not hold; "
            + "; ".join(check.says.rstrip(".") for check in checks)
        )


@dataclass(frozen=True, slots=True)
class Figure:
    """One printed figure, with the counts it was made of.

    words   as it stands in tables and sentences: `74% (1,373 of 1,868)`, `12`, `fewer than 5`.
    counts  what a spreadsheet shows of it; None when there was nothing to count, or it is held back.
    mark    what a reader must know of this one figure, such as that it is restated.
    """

    words: str
    counts: Counts | None = None
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of figures, or of words.

    measure  id of the measure its figures come from; None for words, or where each row has its own.
    kind     what its figures are made of, so that a spreadsheet can give their parts columns; None for words.
    """

    title: str
    measure: str | None = None
    kind: MeasureKind | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A row: what it is about, and an entry for each column after the first."""

    head: str
    entries: tuple[Figure | str, ...]
    is_total: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table of figures. columns: the first is what its rows are about. notes: rules, bases, restatements."""

    id: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    measures: tuple[str, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Point:
    """One bar or dot of a chart. value None = nothing to draw; words: the figure of the table."""

    group: str
    series: str
    value: float | None
    words: str


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture of a table that stands beside it.

    kind   `bars` or `line`.
    unit   what the axis counts, such as `percent` or `complaints`.
    says   its text alternative, made from the same figures.
    """

    id: str
    title: str
    kind: str
    table: str
    unit: str
    points: tuple[Point, ...]
    says: str

    @property
    def series(self) -> tuple[str, ...]:
        """The names of its series, in order."""
        return tuple(dict.fromkeys(point.series for point in self.points))


@dataclass(frozen=True, slots=True)
class Written:
    """What a person wrote for a section or a provision, as paragraphs, and who it was."""

    paragraphs: tuple[str, ...]
    by: str | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence made from figures. wording: what it was made from, with its placeholders."""

    words: str
    wording: str


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a report: words made from figures, what a person wrote, tables, and charts beside them.

    asks  what a person is to write for it; empty = nothing that must be.
    """

    key: str
    title: str
    sentences: tuple[Sentence, ...]
    written: Written | None
    tables: tuple[Table, ...]
    charts: tuple[Chart, ...]
    asks: str = ""

    @property
    def to_be_written(self) -> str:
        """What a person still has to write; empty when they did, or need not."""
        return "" if self.written else self.asks

    @property
    def words(self) -> tuple[str, ...]:
        """The sentences as they are printed."""
        return tuple(one.words for one in self.sentences)

    def chart_of(self, table: Table) -> Chart | None:
        """The chart drawn from that table, if there is one."""
        return next((chart for chart in self.charts if chart.table == table.id), None)


@dataclass(frozen=True, slots=True)
class Report:
    """A report. It has been through its checks; in one that is published every one of them holds.

    basis  how it was made: which rows, which period, which earlier period, what was left out.
    """

    name: str
    title: str
    organisation: str
    period: Period
    previous: Period | None
    basis: tuple[str, ...]
    sections: tuple[Section, ...]
    measures: tuple[Measured, ...]
    checks: tuple[Check, ...]
    left_out: tuple[BadRow, ...] = ()

    @property
    def failed(self) -> tuple[Check, ...]:
        """The checks that do not hold; none in a report that is published."""
        return tuple(check for check in self.checks if not check.holds)

    @property
    def tables(self) -> tuple[Table, ...]:
        """Every table, in the order they are printed."""
        return tuple(table for section in self.sections for table in section.tables)
