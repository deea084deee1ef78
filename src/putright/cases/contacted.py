"""Whether we spoke with the complainant before the investigation."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from putright.cases.events import ClarificationAsked, ClarificationReceived, Updated
from putright.cases.moved import moved_away
from putright.cases.state import Case, StageState, day_of
from putright.clocks import Deadline
from putright.procedures import Procedure

_CONTACT = (ClarificationAsked, ClarificationReceived, Updated)


def contacted_first(case: Case, procedure: Procedure, deadlines: Sequence[Deadline]) -> bool | None:
    """Whether a contact with the complainant is on record before the investigation; None where that cannot be told.

    No event says when an investigation began. It is the day after the acknowledgement was due, as until then the
    complaint is defined; where nothing is due, the day after the acknowledgement. What came with the first answer or
    later was not before it.

    None when neither day is known, when it was moved and goes on elsewhere, when another system handled it, and when
    it was recorded after that day: who entered it then did not enter each call.
    Source  statistics.md AR-20; HOS Code 2024 6.2 for what the time of the acknowledgement is for. Our reading.
    """
    first = case.stages[0]
    end = _ends(first, procedure, deadlines)
    if case.accepted is False or end is None or case.taken_over is not None or moved_away(case):
        return None
    days = [
        day for one in case.standing if isinstance(one.body, _CONTACT) and (day := day_of(one.at)) is not None
    ]
    if any(day <= end for day in days):
        return True
    recorded = day_of(case.events[0].recorded_at)
    return None if recorded is not None and recorded > end else False


def _ends(stage: StageState, procedure: Procedure, deadlines: Sequence[Deadline]) -> date | None:
    """The last day before the investigation."""
    rules = next((one for one in procedure.stages if one.key == stage.key), None)
    keys = {one.key for one in rules.timescales if one.ends_with == "acknowledged"} if rules else set()
    due = [one.due_on for one in deadlines if one.stage == stage.key and one.timescale in keys]
    known = min((one for one in due if one is not None), default=None) or _day(stage, "acknowledged")
    answered = [day for one in stage.responses if (day := day_of(one.at)) is not None]
    return min([known, *answered]) if known else None


def _day(stage: StageState, moment: str) -> date | None:
    happened = stage.happened.get(moment)
    return day_of(happened.at) if happened else None
