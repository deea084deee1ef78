"""What a procedure calls a finding, and which findings a point can get under it."""

from __future__ import annotations

from putright.procedures.types import Procedure
from putright.vocabulary import CaseOutcome, PointOutcome

_ONLY_WHERE_NAMED = frozenset({PointOutcome.RESOLVED})
"""Findings that are one only where the procedure has a word for it, as in Scotland and Northern Ireland."""
_OF_STAGES = {CaseOutcome.RESOLVED.value: PointOutcome.RESOLVED.value}


def findings_under(procedure: Procedure | None) -> tuple[PointOutcome, ...]:
    """The findings a point can get under the procedure; None = those every procedure knows.

    Withdrawn is none of them: it is what became of a point, and the complainant's act.
    Source  `[outcome_words]` of the procedure.
    """
    named = frozenset(procedure.outcome_words) if procedure else frozenset[str]()
    return tuple(
        one
        for one in PointOutcome
        if one is not PointOutcome.WITHDRAWN and (one not in _ONLY_WHERE_NAMED or one.value in named)
    )


def may_find(procedure: Procedure, outcome: PointOutcome) -> bool:
    """Whether a point can get this finding under the procedure."""
    return outcome is PointOutcome.WITHDRAWN or outcome in findings_under(procedure)


def outcome_word(procedure: Procedure | None, outcome: PointOutcome | CaseOutcome) -> str:
    """What the procedure calls the finding on a point, or the outcome of a stage."""
    code = _OF_STAGES.get(outcome.value, outcome.value) if isinstance(outcome, CaseOutcome) else outcome.value
    return procedure.outcome_words.get(code, outcome.label) if procedure else outcome.label
