"""The clocks of a stage on one line of time, as far as that can be said before anything has happened."""

from __future__ import annotations

from collections.abc import Mapping

from putright.procedures.clock_rows import clock_rows
from putright.procedures.types import Length, Procedure, Stage, Timescale, Unit
from putright.reports.rendering.timelines import Bar, Timeline

DAYS_OF_THE_PICTURE: Mapping[Unit, float] = {
    Unit.WORKING_DAY: 1, Unit.DAY: 5 / 7, Unit.WEEK: 5, Unit.MONTH: 21,
}  # fmt: skip
"""How long a unit is drawn, in working days without holidays. No date follows from it: the words give the length."""


def stage_timeline(procedure: Procedure, stage: Stage) -> Timeline:
    """The clocks of this stage, each drawn as late as it may be met.

    A clock that is counted from what another one ends with begins there; one whose moment is nobody's clock begins with
    the stage.
    """
    rows = {one.key: one for one in clock_rows(procedure) if one.stage == stage.key}
    ends: dict[str, float] = {stage.opened_by: 0.0}
    bars: list[Bar] = []
    for one in stage.timescales:
        bar = _bar(one, rows[one.key].length, ends, {each.name: each for each in bars}, stage)
        bars.append(bar)
        ends[one.ends_with] = max(ends.get(one.ends_with, 0.0), bar.begins + bar.lasts)
    told = "; ".join(
        f"{one.title.lower()}: {one.length}, counted from {one.counted_from}" for one in rows.values()
    )
    return Timeline(f"{stage.title}: its clocks", f"{stage.title}. {told}.", tuple(bars))


def _bar(
    one: Timescale, words: str, ends: Mapping[str, float], before: Mapping[str, Bar], stage: Stage
) -> Bar:
    begins = next((ends[name] for name in one.runs_from if name in ends), None)
    if begins is None and one.if_never is not None:
        fallback = before.get(stage.timescale(one.if_never).title)
        begins = fallback.begins + fallback.lasts if fallback else None
    begins = begins or 0.0
    lasts = _drawn(one.within)
    if one.counts_back:
        return Bar(one.title, max(begins - lasts, 0.0), min(lasts, begins) or lasts, words)
    return Bar(one.title, begins, lasts or 5.0, words, open_ended=one.within is None)


def _drawn(length: Length | None) -> float:
    return length.count * DAYS_OF_THE_PICTURE[length.unit] if length else 0.0
