"""What an earlier report printed, held against what is counted for the same period now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from putright.measures import Cell, Period
from putright.reports.report import ReportError

_NEEDS = "give the JSON document that `putright report … --format json` wrote last time"


@dataclass(frozen=True, slots=True)
class Restated:
    """The figures of an earlier report.

    printed  by measure and cut: numerator, denominator and the counts as they stood.
    """

    period: Period
    printed: Mapping[tuple[str, tuple[tuple[str, str | None], ...]], tuple[object, object]]

    def mark(self, measure: str, cell: Cell, words: str) -> str:
        """What to say beside the figure of the earlier period: empty when it was printed as it is counted now."""
        before = cell.previous
        then = self.printed.get((measure, _cut(dict(cell.by))))
        if before is None or before.numerator is None or then is None or then[0] is None:
            return ""
        if then == (before.numerator, before.denominator):
            return ""
        return f"restated; published as {_said(*then)}"


def read_published(document: Any, *, where: str, previous: Period) -> Restated:
    """The figures of an earlier report's JSON document.

    previous  the earlier period of the report being made; the document must be of just that period.
    Raises    ReportError when it is no such document, or of another period.
    """
    try:
        period = Period(*(date.fromisoformat(document["period"][end]) for end in ("from", "to")))
        printed = {
            (one["id"], _cut(cell["by"])): (cell["numerator"], cell["denominator"])
            for one in document["measures"]
            for cell in one["cells"]
        }
    except (KeyError, TypeError, ValueError, AttributeError):
        raise ReportError(f"{where} is no report of ours; {_NEEDS}") from None
    if period != previous:
        raise ReportError(
            f"{where} is a report on {period.starts_on} to {period.ends_on}, and the comparison is with "
            f"{previous.starts_on} to {previous.ends_on}; give the report on that period"
        )
    return Restated(period, printed)


def _cut(by: Mapping[str, str | None]) -> tuple[tuple[str, str | None], ...]:
    return tuple(sorted(by.items()))


def _said(numerator: object, denominator: object) -> str:
    counted = f"{numerator:,}" if isinstance(numerator, int) else str(numerator)
    return f"{counted} of {denominator:,}" if isinstance(denominator, int) else counted
