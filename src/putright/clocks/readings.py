"""The other reading of a timescale: where published practice starts it at another moment, both dates are kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from putright.clocks.reckoning import Matter, reckon
from putright.clocks.types import OtherReading
from putright.procedures.types import Timescale


def other_reading(matter: Matter, timescale: Timescale, *, met_on: date | None) -> OtherReading | None:
    """The timescale as counted from `also_from`; None where the procedure gives one reading.

    It starts with a receipt when that moment is the one that opens the stage. Nothing is ever judged by it.
    """
    if not timescale.also_from:
        return None
    other = replace(
        timescale,
        runs_from=timescale.also_from,
        also_from=(),
        if_never=None,
        on_receipt=matter.stage.opened_by in timescale.also_from,
    )
    [reckoned] = reckon(replace(matter, stage=replace(matter.stage, timescales=(other,)))).values()
    elapsed = None
    if met_on is not None and reckoned.started_on is not None:
        later = met_on > reckoned.started_on
        elapsed = matter.calendar.working_days_between(reckoned.started_on, met_on) if later else 0
    return OtherReading(reckoned.moment, reckoned.started_on, reckoned.original, reckoned.due_on, elapsed)
