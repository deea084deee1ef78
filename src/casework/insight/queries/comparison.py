"""Ours beside what others published: one figure of one period, with every basis named, in the order of names."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from casework.insight.agreeing import differences, doubt, drawn_as, printed, worked_out
from casework.insight.comparable import Comparable, comparing
from casework.insight.live import facts_for
from casework.insight.models import OthersFigure
from casework.insight.others import Published
from casework.insight.reporting import known_as
from casework.orders.rules import rules
from casework.people.models import Officer
from putright.calendars import short_day
from putright.measures import FactsError, Measured, MeasureKind, Period, measure, written
from putright.reports.report import Chart, Point

MOST_BARS = 30
OURS = "Ours"


@dataclass(frozen=True, slots=True)
class OthersRow:
    """One published figure. value: as printed; worked_out: what its counts give. differs: from the basis of ours."""

    pk: int
    published: Published
    value: str
    worked_out: str
    per: str
    differs: tuple[str, ...]
    doubt: str
    entered_by: str
    entered_at: datetime

    @property
    def counts(self) -> str:
        """Both counts, as far as they are printed."""
        one = self.published
        if one.numerator is not None and one.denominator is not None:
            return f"{one.numerator:,} of {one.denominator:,}"
        if one.numerator is not None:
            return f"{one.numerator:,}"
        return f"of {one.denominator:,}" if one.denominator is not None else ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """One figure of one period. groups: those there are to narrow by. ours: None where nothing could be counted.

    ours_says  our figure in words, or why there is none. left_out: rows the chart has no room for or no scale.
    """

    figure: Comparable
    period: Period
    periods: tuple[Period, ...]
    group: str
    groups: tuple[str, ...]
    ours: Measured | None
    ours_says: str
    notes: tuple[str, ...]
    rows: tuple[OthersRow, ...]
    chart: Chart | None
    left_out: int

    @property
    def key(self) -> str:
        """What the chart shows, in short: its address changes when it does."""
        return hashlib.sha256(repr(self.chart).encode()).hexdigest()[:20]


def comparison(
    officer: Officer, figure: Comparable, *, period: Period | None, group: str, today: date
) -> Comparison:
    """What there is of this figure. Ours counts what this officer may see.

    period  None = the newest others are known of.
    """
    found = list(
        OthersFigure.objects.filter(
            organisation=officer.organisation_id, figure=figure.definition.id, ended_at=None
        )
        .select_related("officer")
        .order_by("authority", "pk")
    )
    periods = _periods(found, today)
    newest = max((_period(one) for one in found), key=_newness, default=periods[0])
    chosen = period if period in periods else newest
    here = [one for one in found if _period(one) == chosen]
    groups = tuple(sorted({one.group for one in here if one.group}))
    group = group if group in groups else ""
    ours, says = _ours(officer, figure, chosen)
    resolved = replace(figure, definition=ours.definition) if ours else figure
    rows = tuple(_row(one, resolved) for one in here if not group or one.group == group)
    chart, left_out = _chart(resolved, chosen, ours, says, rows)
    return Comparison(
        resolved,
        chosen,
        periods,
        group,
        groups,
        ours,
        says,
        ours.notes if ours else (),
        rows,
        chart,
        left_out,
    )


def default_figure(officer: Officer) -> Comparable:
    """The first figure others are known of; else the first there is. One statement."""
    entered = set(
        OthersFigure.objects.filter(organisation=officer.organisation_id, ended_at=None).values_list(
            "figure", flat=True
        )
    )
    known = comparing().figures
    return next((one for key, one in known.items() if key in entered), next(iter(known.values())))


def published_of(officer: Officer, pk: int) -> Published | None:
    """A figure that holds, as it was entered; None when there is none of that number."""
    found = OthersFigure.objects.filter(organisation=officer.organisation_id, pk=pk, ended_at=None).first()
    return as_published(found) if found else None


def as_published(row: OthersFigure) -> Published:
    """The figure of a row."""
    return Published(
        row.authority, row.group, row.figure, row.starts_on, row.ends_on, row.numerator, row.denominator, row.value,
        row.decimals, row.per, row.annualised, row.basis, row.source, row.note,
    )  # fmt: skip


def _periods(found: Iterable[OthersFigure], today: date) -> tuple[Period, ...]:
    """Those others are known of and the last whole year (`orders/rules.toml`), the newest first."""
    there = {_period(one) for one in found}
    there.add(Period(*rules().year(rules().year_of(today) - 1)))
    return tuple(sorted(there, key=_newness, reverse=True))


def _period(one: OthersFigure) -> Period:
    return Period(one.starts_on, one.ends_on)


def _newness(one: Period) -> tuple[date, date]:
    return one.ends_on, one.starts_on


def _ours(officer: Officer, figure: Comparable, period: Period) -> tuple[Measured | None, str]:
    asked = figure.definition.id
    try:
        with facts_for(officer, (asked,)) as (facts, _):
            found = measure(facts, asked, period=period, organisation=known_as(officer.organisation, None))
    except FactsError as none:
        return None, f"Nothing to compare: {none}."
    if found.total is None:
        return None, found.absent or ""
    return found, written(found.total, found.definition)


def _row(one: OthersFigure, figure: Comparable) -> OthersRow:
    published = as_published(one)
    counted = worked_out(published)
    return OthersRow(
        one.pk, published, printed(published), "" if counted is None else str(counted),
        comparing().per[one.per].words, tuple(differences(published, figure, figure.definition)), doubt(published),
        one.officer.name, one.entered_at,
    )  # fmt: skip


def _chart(
    figure: Comparable, period: Period, ours: Measured | None, says: str, rows: Sequence[OthersRow]
) -> tuple[Chart | None, int]:
    points = []
    if (
        ours
        and ours.total
        and (value := ours.total.percent if _is_share(figure) else ours.total.rate) is not None
    ):
        points.append(Point(OURS, figure.ours.words, float(value), says))
    for row in rows:
        value = drawn_as(row.published, figure)
        if value is not None and len(points) <= MOST_BARS:
            words = f"{row.value or row.worked_out}{', another basis' if row.differs else ''}"
            points.append(Point(row.published.authority, figure.ours.words, float(value), words))
    others = [one for one in points if one.group != OURS]
    if not others:
        return None, len(rows)
    title = f"{figure.definition.label}, {_called(period)}"
    told = "; ".join(f"{one.group}: {one.words}" for one in points)
    chart = Chart(
        "comparison", title, "bars", "comparison", "percent" if _is_share(figure) else "rate", tuple(points),
        f"{title}, {figure.ours.words}, ours first and the others by name. {told}.",
    )  # fmt: skip
    return chart, len(rows) - len(others)


def _is_share(figure: Comparable) -> bool:
    return figure.definition.kind is MeasureKind.SHARE


def _called(period: Period) -> str:
    return f"{short_day(period.starts_on)} to {short_day(period.ends_on)}"
