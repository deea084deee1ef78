"""What another system counted of a complaint that was taken over from it, where nothing changed since."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from putright.cases.events import Extended
from putright.cases.state import Case, StageState
from putright.cases.taken_over import TakenOver

_CHANGES = frozenset({"responded", "withdrawn", "closed", "reopened", "declined"})
_ALWAYS = frozenset({"channel"})


def as_told_there(case: Case, stages: Mapping[int, StageState], values: Mapping[str, Any]) -> dict[str, Any]:
    """The columns of facts in which what it told goes before what our events make; empty for one always ours.

    stages  those it has reached by their place, the first being 1. values: what our events make.
    Source  own reading: a figure that was published stays as it was counted; decision 0029.
    """
    event = case.taken_over
    if event is None or not isinstance(event.body, TakenOver):
        return {}
    told, since = event.body, event.sequence
    found = _due(told, stages, values, since) | _learned(told, values)
    causes = {*(values.get("causes") or "").split(";"), *(one.value for one in told.causes)} - {""}
    found["causes"] = ";".join(sorted(causes)) or None
    if values.get("repeat_of") is None:
        found["repeat_of"] = told.repeats
    decided = next((one.decided for one in reversed(case.referrals) if one.decided is not None), None)
    if decided is not None and decided.sequence < since:
        found["ombudsman_satisfactory_remedy"] = told.satisfactory_remedy
    changed = any(one.sequence > since and one.kind in _CHANGES for one in case.standing)
    return found | {name: None for name in told.not_told if name in _ALWAYS or not changed}


def _due(
    told: TakenOver, stages: Mapping[int, StageState], values: Mapping[str, Any], since: int
) -> dict[str, Any]:
    """By when each stage was to be answered there; more time taken since then counts from ours."""
    due = {one.stage: one for one in told.due}
    found: dict[str, Any] = {}
    for place, state in stages.items():
        one, name = due.get(state.key), f"stage_{place}_due_on"
        if one is None or name not in values:
            continue
        found |= {name: one.due_on, f"stage_{place}_extended_to": one.extended_to}
        latest = state.extended[-1] if state.extended else None
        if latest is not None and latest.sequence > since and isinstance(latest.body, Extended):
            found[f"stage_{place}_extended_to"] = latest.body.to
    return found


def _learned(told: TakenOver, values: Mapping[str, Any]) -> dict[str, Any]:
    """What was learned there, with what was learned since."""
    own = values.get("learning_actions") or 0
    if not own:
        return {"learning_actions": told.learning_actions, "learning_completed": told.learning_completed}
    return {
        "learning_actions": own + (told.learning_actions or 0),
        "learning_completed": (values.get("learning_completed") or 0) + (told.learning_completed or 0),
    }
