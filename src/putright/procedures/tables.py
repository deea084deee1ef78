"""Whether the tables beside the procedures can be relied on: remedies, impact, detection rules, routes."""

from collections.abc import Callable

from putright.procedures.detection import detection_rules
from putright.procedures.impact import approving_grade, cumulative, factors, grades, prolonged, severities
from putright.procedures.referrals import compliance, referral_processes
from putright.procedures.remedies import (
    considerations,
    days_in_part,
    every_line_needs,
    payment_time,
    remedy_meanings,
)
from putright.procedures.routing.soundness import problems_of_routing
from putright.procedures.shipped import shipped_procedures
from putright.procedures.types import ProcedureError

_TABLES: tuple[Callable[[], object], ...] = (
    considerations,
    remedy_meanings,
    every_line_needs,
    payment_time,
    days_in_part,
    severities,
    grades,
    factors,
    prolonged,
    cumulative,
    lambda: approving_grade(1),
    detection_rules,
    referral_processes,
    compliance,
)


def problems_of_tables() -> tuple[str, ...]:
    """What is wrong with the tables beside the procedures, one sentence each; empty = sound."""
    found: dict[str, None] = {}
    for read in _TABLES:
        try:
            read()
        except ProcedureError as error:
            found[str(error)] = None
    return (*found, *(problems_of_routing() if _procedures_read() else ()))


def _procedures_read() -> bool:
    """Whether the shipped procedures can be read: the routes lead to them, and `survey` tells what is wrong."""
    try:
        shipped_procedures()
    except ProcedureError:
        return False
    return True
