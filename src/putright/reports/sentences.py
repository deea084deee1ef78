"""Sentences made from figures: a placeholder takes what a cell says, and a sentence without its figures is not said."""

from __future__ import annotations

from collections.abc import Mapping

from putright.measures import Cell, MeasureKind
from putright.reports.figures import Figures, change, size
from putright.reports.labels import label
from putright.reports.report import Sentence
from putright.reports.templates import Place, places
from putright.reports.wording import counted

_UNKNOWN = "unknown"


def said(wordings: tuple[str, ...], figures: Figures, about: Mapping[str, str | None]) -> Sentence | None:
    """The first of the wordings whose figures are all known, filled in; None when there is none.

    about  what placeholders may ask of the report itself, such as `period`; None = there is no such thing.
    """
    return next(
        (Sentence(words, one) for one in wordings if (words := _filled(one, figures, about)) is not None),
        None,
    )


def _filled(words: str, figures: Figures, about: Mapping[str, str | None]) -> str | None:
    for place in places(words):
        value = _value(place, figures, about)
        if value is None:
            return None
        words = words.replace(place.written, value)
    return words


def _value(place: Place, figures: Figures, about: Mapping[str, str | None]) -> str | None:
    if place.measure is None:
        return about[place.asks[0]]
    cell = _cell(place, figures)
    if cell is None or cell.suppressed or cell.denominator == 0:
        return None
    if figures.definition(place.measure).kind is MeasureKind.RATE and cell.rate is None:
        # A count alone would read as the rate.
        return None
    if place.asks in {("most",), ("least",)}:
        assert place.by
        return label(place.by, cell.by[place.by], figures.organisation)
    if place.asks == ("previous",):
        return figures.previous(place.measure, cell).words if _known(cell, place, figures) else None
    if place.asks == ("change",):
        return _change(place.measure, cell, figures, about["previous_period"])
    if len(place.asks) == 2 and "figure" not in place.asks:
        return None if cell.numerator is None else counted(cell.numerator, *place.asks)
    return figures.current(place.measure, cell).words


def _cell(place: Place, figures: Figures) -> Cell | None:
    assert place.measure
    if place.by is None or place.code is not None:
        return figures.cell(place.measure, place.by, place.code)
    # The largest or smallest of a breakdown, and only when no other is as large.
    kind = figures.definition(place.measure).kind
    sized = [
        (amount, cell)
        for cell in figures.measured[place.measure].broken_down(place.by)
        if cell.by[place.by] is not None and (amount := size(cell, kind)) is not None and cell.numerator
    ]
    if not sized:
        return None
    ends = (min if "least" in place.asks else max)(amount for amount, _ in sized)
    found = [cell for amount, cell in sized if amount == ends]
    return found[0] if len(found) == 1 else None


def _known(cell: Cell, place: Place, figures: Figures) -> bool:
    assert place.measure
    kind = figures.definition(place.measure).kind
    if cell.previous is None:
        return False
    if kind is MeasureKind.SHARE:
        return bool(cell.previous.denominator)
    return size(cell.previous, kind) is not None


def _change(measure: str, cell: Cell, figures: Figures, in_period: str | None) -> str | None:
    moved = change(cell, figures.definition(measure))
    if moved is None or in_period is None:
        return None
    before = figures.previous(measure, cell).words
    return (
        f"{moved} {before} in {in_period}" if moved != "the same as" else f"{moved} in {in_period}: {before}"
    )
