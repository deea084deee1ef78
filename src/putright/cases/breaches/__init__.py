"""The provisions a complaint's record shows were not met."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date

from putright.calendars import WorkingDayCalendar
from putright.cases.breaches.afterwards import actions, lessons, who_acts_next
from putright.cases.breaches.answers import closed_unanswered, findings, letters, parts, points_unanswered
from putright.cases.breaches.beginning import acknowledgements, clarification, decided, logged, safeguarding
from putright.cases.breaches.breach import NOTHING_KNOWN, Breach, Circumstances, Matter, Severity
from putright.cases.breaches.lateness import extensions, hidden_delay, late, silence
from putright.cases.breaches.next_stages import comments, eligibility, next_stages, statements
from putright.cases.breaches.ombudsman import closed_with_order_open, drafts, enquiries, orders
from putright.cases.breaches.people import same_person
from putright.cases.breaches.planning import (
    not_agreed,
    not_offered,
    not_planned,
    oral_record,
    representatives,
    shared,
    wrongly_signed,
)
from putright.cases.breaches.promises import closed_with_need, closed_with_open_end, promises
from putright.cases.breaches.putting_right import delivered, no_remedies, payments, undeliverable
from putright.cases.breaches.refusals import refusals
from putright.cases.breaches.taking_part import (
    panel_left_out,
    people_missing,
    reports_missing,
    ruled_out,
    undecided,
    undeclared,
    unexplained,
)
from putright.cases.breaches.visits import (
    adjustments,
    as_agreed,
    incidents,
    jobs,
    needs_at_risk,
    restrictions,
)
from putright.cases.deadlines import case_deadlines
from putright.cases.events import Found
from putright.cases.state import Case
from putright.procedures import load_procedures
from putright.procedures.types import Procedure

__all__ = ["CHECKS", "Breach", "Circumstances", "Severity", "breaches", "matter_of", "shown_in"]

CHECKS: tuple[Callable[[Matter], Iterator[Breach]], ...] = (
    logged,
    decided,
    safeguarding,
    late,
    hidden_delay,
    extensions,
    silence,
    acknowledgements,
    clarification,
    same_person,
    eligibility,
    next_stages,
    statements,
    comments,
    people_missing,
    ruled_out,
    undeclared,
    reports_missing,
    undecided,
    unexplained,
    panel_left_out,
    not_offered,
    not_planned,
    not_agreed,
    shared,
    representatives,
    oral_record,
    points_unanswered,
    closed_unanswered,
    findings,
    letters,
    wrongly_signed,
    parts,
    refusals,
    no_remedies,
    delivered,
    undeliverable,
    payments,
    promises,
    restrictions,
    incidents,
    as_agreed,
    jobs,
    needs_at_risk,
    adjustments,
    closed_with_need,
    closed_with_open_end,
    who_acts_next,
    actions,
    lessons,
    enquiries,
    drafts,
    orders,
    closed_with_order_open,
)
"""Every check, in the order a breach is listed within its stage."""


def breaches(
    case: Case,
    procedure: Procedure,
    calendar: WorkingDayCalendar,
    *,
    today: date,
    own_policy: Procedure | None = None,
    circumstances: Circumstances = NOTHING_KNOWN,
) -> tuple[Breach, ...]:
    """Every provision the record shows was not met, by stage, each with its number and how strongly it binds.

    procedure   the Code, regulations or policy it is measured against; a policy's duties are also those of
                the Code it follows.
    own_policy  a stricter policy whose timescales are measured beside it.
    today       the day it is seen from: an open deadline is late from the day after it was due.
    circumstances  what is known beside its events, such as that somebody is vulnerable.
    Source      each procedure's [duties] and timescales; what a duty means is in `duties.toml`.
    """
    return shown_in(
        matter_of(case, procedure, calendar, today=today, own_policy=own_policy, circumstances=circumstances)
    )


def matter_of(
    case: Case,
    procedure: Procedure,
    calendar: WorkingDayCalendar,
    *,
    today: date,
    own_policy: Procedure | None = None,
    circumstances: Circumstances = NOTHING_KNOWN,
) -> Matter:
    """The complaint as the checks see it; the arguments are those of `breaches`."""
    laws = [procedure]
    for one in (procedure, own_policy):
        if one is not None and one not in laws:
            laws.append(one)
        if one is not None and one.follows is not None and (code := load_procedures().get(one.follows)):
            laws.append(code)
    clocks = [(procedure, case_deadlines(case, procedure, calendar, today=today))]
    if own_policy is not None:
        clocks.append((own_policy, case_deadlines(case, own_policy, calendar, today=today)))
    return Matter(case, procedure, calendar, today, tuple(laws), tuple(clocks), circumstances)


def shown_in(matter: Matter) -> tuple[Breach, ...]:
    """Every provision that was not met, by stage."""
    shown = [breach for check in CHECKS for breach in check(matter)]
    order = {stage.key: number for number, stage in enumerate(matter.case.stages)}
    return tuple(sorted(_with_found(matter, shown), key=lambda one: order.get(one.stage or "", -1)))


def _with_found(matter: Matter, shown: list[Breach]) -> Iterable[Breach]:
    """What the record shows, and what a person found; the same duty at the same stage is told once."""
    told = list(shown)
    for event in matter.case.found:
        if not isinstance(event.body, Found):
            continue
        duty, stage = event.body.duty, event.stage
        same = [number for number, one in enumerate(told) if (one.duty, one.stage) == (duty, stage)]
        if not same:
            told += matter.breach(duty, stage, event=event, always=True)
        for number in same[:1]:
            told[number] = replace(told[number], source=told[number].source or event.source)
    return told
