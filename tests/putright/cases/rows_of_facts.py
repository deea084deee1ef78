"""Rows of facts of any shape a file may hold: every order of days is kept, everything else is chance."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from putright.measures import schemas
from putright.procedures import load_procedures

COLUMNS = tuple(one.name for one in schemas()["facts"].columns)
CODES = {one.name: one.codes for one in schemas()["facts"].columns}
FIRST = date(2017, 1, 1)
PROCEDURES = tuple(sorted(load_procedures()))


def _code(draw: Any, name: str) -> str | None:
    return draw(st.none() | st.sampled_from(CODES[name]))


def _codes(draw: Any, name: str) -> tuple[str, ...] | None:
    found = draw(st.lists(st.sampled_from(CODES[name]), max_size=3, unique=True))
    return tuple(sorted(found)) or None


def _day(draw: Any, *after: date | None) -> date | None:
    """A day on or after those, or none."""
    first = max((one for one in after if one is not None), default=FIRST)
    return draw(st.none() | st.integers(0, 90).map(lambda days: first + timedelta(days=days)))


@st.composite
def rows(draw: Any) -> dict[str, Any]:
    """A row that keeps the rules of `measures/tables/facts.toml`."""
    key = draw(st.sampled_from(PROCEDURES))
    row: dict[str, Any] = dict.fromkeys(COLUMNS)
    row |= {
        "ward": draw(st.none() | st.sampled_from(["north", "south"])),
        "themes": tuple(sorted(draw(st.sets(st.sampled_from(["damp", "noise"]))))) or None,
        "multi_service": draw(st.none() | st.booleans()), "reference": "1", "procedure": key,
        "kind": load_procedures()[key].counted_as.value,
        "received_at": FIRST + timedelta(days=draw(st.integers(0, 2000))), "channel": _code(draw, "channel"),
        "accepted": draw(st.sampled_from((True, True, True, False, None))),
        "repeat_of": draw(st.none() | st.just("0407-3")),
        "causes": _codes(draw, "causes"), "remedy_types": _codes(draw, "remedy_types"),
        "remedy_paid_pence": draw(st.none() | st.integers(0, 90_000)),
    }  # fmt: skip
    if not row["accepted"]:
        row["rejection_reason"] = _code(draw, "rejection_reason")
    row["learning_actions"] = draw(st.none() | st.integers(0, 3))
    row["learning_completed"] = draw(st.none() | st.integers(0, row["learning_actions"] or 0))
    received = row["received_at"]
    for name in ("acknowledged_on", "stage_1_due_on", "escalated_on", "withdrawn_on", "closed_on"):
        row[name] = _day(draw, received)
    row["stage_1_extended_to"] = _day(draw, received, row["stage_1_due_on"])
    if row["accepted"] is not False:
        row["stage_1_responded_on"] = _day(draw, received, row["acknowledged_on"])
    _later_stages(draw, row)
    for place in (1, 2, 3):
        if row[f"stage_{place}_responded_on"] is not None:
            row[f"stage_{place}_outcome"] = _code(draw, f"stage_{place}_outcome")
        else:
            row[f"stage_{place}_outcome"] = draw(st.sampled_from((None, "withdrawn")))
    if draw(st.booleans()):
        _ombudsman(draw, row)
    return row


def _later_stages(draw: Any, row: dict[str, Any]) -> None:
    escalated = row["escalated_on"]
    row["escalation_reasons"] = _codes(draw, "escalation_reasons")
    row["stage_2_acknowledged_on"] = _day(draw, escalated or row["received_at"])
    if escalated is not None:
        row["stage_2_due_on"] = _day(draw, escalated)
        answered = row["stage_1_responded_on"]
        agreed = row["stage_2_statement_agreed_on"] = _day(draw, escalated)
        row["stage_2_responded_on"] = _day(draw, escalated, row["stage_2_acknowledged_on"], agreed, answered)
    row["stage_2_extended_to"] = _day(draw, row["stage_2_due_on"])
    asked = row["stage_3_requested_on"] = _day(draw, row["received_at"], escalated)
    row["stage_3_panel_on"] = _day(draw, asked)
    reported = row["stage_3_panel_reported_on"] = _day(draw, asked, row["stage_3_panel_on"])
    row["stage_3_responded_on"] = _day(draw, asked, row["stage_3_panel_on"], reported)


def _ombudsman(draw: Any, row: dict[str, Any]) -> None:
    row["ombudsman_body"] = draw(st.sampled_from(CODES["ombudsman_body"]))
    row["ombudsman_received_on"] = _day(draw, row["received_at"])
    row["ombudsman_decided_on"] = _day(draw, row["received_at"], row["ombudsman_received_on"])
    if row["ombudsman_decided_on"] is not None:
        row["ombudsman_outcome"] = _code(draw, "ombudsman_outcome")
    row["ombudsman_satisfactory_remedy"] = draw(st.sampled_from((None, True, False)))
