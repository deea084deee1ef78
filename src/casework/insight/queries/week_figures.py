"""The figures of a week, held against the weeks before it: the definitions of every report, over seven days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import Exists, OuterRef, Q

from casework.complaints.models import Complaint, OpenEnd
from casework.complaints.permissions import visible_to
from casework.insight.live import facts_for
from casework.insight.mail_kinds import MailKind
from casework.insight.queries.day_figures import department_of
from casework.insight.reporting import known_as
from casework.people.models import Officer
from putright.cases import EndKind
from putright.measures import (
    Asked,
    Cell,
    Counts,
    Definition,
    Measured,
    MeasureKind,
    Period,
    measure_all,
    written,
)
from putright.vocabulary.money import pounds

_TENTH = Decimal("0.1")
_WEEK = timedelta(days=7)
_NOTHING = Counts(0)


@dataclass(frozen=True, slots=True)
class WeekRow:
    """One figure: last week, the week before, and the weeks before last week. Sums and numbers are an average week."""

    label: str
    rule: str
    last: str
    before: str
    weeks: str


@dataclass(frozen=True, slots=True)
class WeekTable:
    """The figures of the whole organisation or of a department. lessons_overdue: as it stands now."""

    words: str
    rows: tuple[WeekRow, ...]
    lessons_overdue: int


@dataclass(frozen=True, slots=True)
class WeekFigures:
    """The figures of a week, of what one officer may see. weeks: how many weeks it is held against."""

    period: Period
    weeks: int
    tables: tuple[WeekTable, ...]

    @property
    def lessons_overdue(self) -> int:
        """Of the first table: the officer's own department where there is one."""
        return self.tables[0].lessons_overdue


def week_figures(officer: Officer, kind: MailKind, *, monday: date, today: date) -> WeekFigures:
    """The week that ended before this Monday. Raises NothingToCount."""
    last = Period(monday - _WEEK, monday - timedelta(days=1))
    before = Period(last.starts_on - _WEEK, last.starts_on - timedelta(days=1))
    weeks = Period(last.starts_on - kind.weeks_before * _WEEK, before.ends_on)
    own = department_of(officer)
    asked = [Asked(one, (("department",),) if own else ()) for one in kind.figures]
    known = known_as(officer.organisation, None)
    with facts_for(officer, kind.figures) as (facts, _):
        found = [measure_all(facts, asked, period=one, organisation=known) for one in (last, before, weeks)]
    scopes = [*([own] if own else []), None]
    return WeekFigures(
        last,
        kind.weeks_before,
        tuple(_table(officer, kind, scope, list(zip(*found, strict=True)), today) for scope in scopes),
    )


def _table(
    officer: Officer,
    kind: MailKind,
    department: str | None,
    found: Sequence[tuple[Measured, ...]],
    today: date,
) -> WeekTable:
    rows = tuple(
        _row(one, department, kind.weeks_before) for one in found if not any(each.absent for each in one)
    )
    return WeekTable(
        department or "The whole organisation", rows, _lessons_overdue(officer, department, today=today)
    )


def _row(three: tuple[Measured, ...], department: str | None, weeks: int) -> WeekRow:
    definition = three[0].definition
    last, before, many = (_cell(one, department) for one in three)
    return WeekRow(
        definition.label,
        definition.rule,
        written(last, definition),
        written(before, definition),
        _average(many, definition, weeks),
    )


def _cell(measured: Measured, department: str | None) -> Cell | Counts:
    found = measured.total if department is None else measured.cell(department=department)
    if found is not None:
        return found
    return Counts(0, 0) if measured.definition.kind is MeasureKind.SHARE else _NOTHING


def _average(cell: Cell | Counts, definition: Definition, weeks: int) -> str:
    """A share over all the weeks as it is; a number and a sum of money as an average week."""
    if definition.kind is MeasureKind.COUNT and cell.numerator is not None:
        return f"{(Decimal(cell.numerator) / weeks).quantize(_TENTH, ROUND_HALF_UP)} a week"
    if definition.kind is MeasureKind.MONEY:
        return f"{pounds(int((Decimal(cell.pence or 0) / weeks).quantize(Decimal(1), ROUND_HALF_UP)))} a week"
    return written(cell, definition)


def _lessons_overdue(officer: Officer, department: str | None, *, today: date) -> int:
    """Learning actions that are open past their day. One statement."""
    seen = Complaint.objects.filter(visible_to(officer), pk=OuterRef("complaint"))
    if department is not None:
        seen = seen.filter(
            Q(service__department__name=department) | Q(service=None, team__department__name=department)
        )
    return OpenEnd.objects.filter(
        Exists(seen), kind=EndKind.ACTION.value, learning=True, is_open=True, due_on__lt=today
    ).count()
