"""The order of days in a row of facts: of two that contradict each other, one is left out, with what goes with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from putright.vocabulary import PointOutcome

if TYPE_CHECKING:
    from putright.cases.facts import CaseFacts

# Of two days in the wrong order, the one that is left out: a figure counted from both would be wrong. The orders are
# those of `measures/tables/facts.toml`; such days come of dates known only roughly, and of letters that crossed.
ORDER = (
    ("received_at", "acknowledged_on", "acknowledged_on"),
    ("received_at", "acknowledgement_due_on", "acknowledgement_due_on"),
    ("received_at", "stage_1_due_on", "stage_1_due_on"),
    ("received_at", "stage_1_responded_on", "stage_1_responded_on"),
    ("received_at", "escalated_on", "escalated_on"),
    ("received_at", "withdrawn_on", "withdrawn_on"),
    ("received_at", "closed_on", "closed_on"),
    # An Ombudsman may be asked first, and send the complaint to us.
    ("received_at", "ombudsman_received_on", "ombudsman_received_on"),
    ("acknowledged_on", "stage_1_responded_on", "acknowledged_on"),
    ("stage_1_due_on", "stage_1_extended_to", "stage_1_extended_to"),
    ("stage_1_responded_on", "stage_2_responded_on", "stage_1_responded_on"),
    ("escalated_on", "stage_2_acknowledged_on", "stage_2_acknowledged_on"),
    ("escalated_on", "stage_2_acknowledgement_due_on", "stage_2_acknowledgement_due_on"),
    ("escalated_on", "stage_2_due_on", "stage_2_due_on"),
    ("escalated_on", "stage_2_responded_on", "stage_2_responded_on"),
    ("escalated_on", "stage_2_statement_agreed_on", "stage_2_statement_agreed_on"),
    ("stage_2_statement_agreed_on", "stage_2_responded_on", "stage_2_statement_agreed_on"),
    ("escalated_on", "stage_3_requested_on", "stage_3_requested_on"),
    ("stage_2_acknowledged_on", "stage_2_responded_on", "stage_2_acknowledged_on"),
    ("stage_2_due_on", "stage_2_extended_to", "stage_2_extended_to"),
    ("stage_3_requested_on", "stage_3_panel_on", "stage_3_panel_on"),
    ("stage_3_requested_on", "stage_3_responded_on", "stage_3_responded_on"),
    ("stage_3_panel_on", "stage_3_responded_on", "stage_3_panel_on"),
    ("stage_3_requested_on", "stage_3_panel_reported_on", "stage_3_panel_reported_on"),
    ("stage_3_panel_on", "stage_3_panel_reported_on", "stage_3_panel_reported_on"),
    ("stage_3_panel_reported_on", "stage_3_responded_on", "stage_3_panel_reported_on"),
    ("ombudsman_received_on", "ombudsman_decided_on", "ombudsman_received_on"),
)
# What cannot be told without the day it goes with.
_NEEDS = (
    ("stage_2_acknowledged_on", "escalated_on"),
    ("stage_2_acknowledgement_due_on", "escalated_on"),
    ("stage_2_due_on", "escalated_on"),
    ("stage_2_extended_to", "escalated_on"),
    ("stage_2_responded_on", "escalated_on"),
    ("stage_2_statement_agreed_on", "escalated_on"),
    ("stage_1_extended_to", "stage_1_due_on"),
    ("stage_2_extended_to", "stage_2_due_on"),
    ("ombudsman_outcome", "ombudsman_decided_on"),
)
# Whether an acknowledgement was in time cannot be told once its day was left out.
_JUDGED_BY = {
    "acknowledged_on": "acknowledgement_due_on",
    "stage_2_acknowledged_on": "stage_2_acknowledgement_due_on",
}


def in_order(found: CaseFacts) -> CaseFacts:
    """Without the days, and what goes with them, that contradict another."""
    left_out: dict[str, Any] = {}
    for first, then, dropped in ORDER:
        if first in left_out or then in left_out:
            continue
        one, other = getattr(found, first), getattr(found, then)
        if one is not None and other is not None and other < one:
            left_out[dropped] = None
            if dropped in _JUDGED_BY:
                left_out[_JUDGED_BY[dropped]] = None
    kept = _without(found, left_out)
    alone = {
        name: None for name, day in _NEEDS if getattr(kept, name) is not None and getattr(kept, day) is None
    }
    return _with_answers(_without(kept, alone))


def _with_answers(found: CaseFacts) -> CaseFacts:
    """With no outcome that has no answer; what was answered had been taken on, whatever was said of it later."""
    unanswered = {
        f"{stage}_outcome": None
        for stage in ("stage_1", "stage_2", "stage_3")
        if getattr(found, f"{stage}_outcome") not in (None, PointOutcome.WITHDRAWN)
        and getattr(found, f"{stage}_responded_on") is None
    }
    found = _without(found, unanswered)
    if found.accepted is False and found.stage_1_responded_on is not None:
        return replace(found, accepted=True, rejection_reason=None)
    return found


def _without(found: CaseFacts, values: Mapping[str, Any]) -> CaseFacts:
    return replace(found, **values) if values else found
