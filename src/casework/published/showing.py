"""What the screens of reports in the making show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from casework.published.comparing import Different
from casework.published.frozen_pages import EditionRow
from casework.published.words import Done, ReportState
from putright.measures import Check


@dataclass(frozen=True, slots=True)
class PreparedRow:
    """A report in the making, in the list."""

    id: int
    title: str
    period: str
    state: ReportState
    asked: bool
    begun_at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class ReportsPage:
    """The reports of an organisation: those in the making, and those that were frozen, the newest first."""

    making: tuple[PreparedRow, ...]
    editions: tuple[EditionRow, ...]


@dataclass(frozen=True, slots=True)
class SectionRow:
    """A section in the list: whether somebody wrote for it, or must, and how many tables it has."""

    key: str
    title: str
    tables: int
    written: bool
    asks: str
    by: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class CodeRow:
    """A Code of a self-assessment: how many of its provisions have an answer. slug: its place in addresses."""

    key: str
    slug: str
    title: str
    answered: int
    provisions: int


@dataclass(frozen=True, slots=True)
class StepRow:
    """What was done with it, by whom, when."""

    what: Done
    words: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class PreparedPage:
    """A report in the making. Its figures are None while it is counted, or where they are lost (`lost`)."""

    id: int
    name: str
    title: str
    period: str
    compared: str
    structure_on: date | None
    state: ReportState
    doing: str
    percent: int
    problem: str
    counted_at: datetime | None
    rows: int
    version: int
    asked: bool
    asked_by: str
    mine: bool
    why_not: tuple[str, ...]
    lost: str
    sections: tuple[SectionRow, ...]
    codes: tuple[CodeRow, ...]
    checks: tuple[Check, ...]
    failed: tuple[Check, ...]
    lacking: tuple[str, ...]
    files: tuple[tuple[str, str], ...]
    files_asked: bool
    files_old: bool
    replaces: int | None
    replaces_id: int | None
    reason: str
    different: tuple[Different, ...]
    steps: tuple[StepRow, ...]

    @property
    def is_open(self) -> bool:
        """Whether it may be written."""
        return self.state is ReportState.OPEN and not self.lost


@dataclass(frozen=True, slots=True)
class WordsRow:
    """What somebody typed for a place, with when."""

    id: int
    text: str
    signed: str
    about: tuple[str, ...]
    answer: str
    target_on: date | None
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class SectionPage:
    """A section: its tables and words as they will be printed, what is typed, and what it contradicts.

    choices  the tables words may be about; chosen: those the newest are about.
    """

    report: PreparedPage
    key: str
    title: str
    asks: str
    html: str
    now: WordsRow | None
    before: tuple[WordsRow, ...]
    choices: tuple[tuple[str, str], ...]
    chosen: tuple[str, ...]
    failed: tuple[Check, ...]


@dataclass(frozen=True, slots=True)
class ProvisionRow:
    """A provision in the list of its Code."""

    number: str
    says: str
    answer: str


@dataclass(frozen=True, slots=True)
class ProvisionPage:
    """A provision: what it asks, what the record shows, our answer."""

    report: PreparedPage
    code: CodeRow
    number: str
    says: str
    force: str
    record: str
    now: WordsRow | None
    before: tuple[WordsRow, ...]
    failed: tuple[Check, ...]
    following: str
