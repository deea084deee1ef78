"""What the record tells of the plan a complaint is handled by: what was offered, set, changed and agreed.

The plan is told by milestones of the procedure (`[moments]`); how it is handled stands in notes beside them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from putright.calendars import WorkingDayCalendar
from putright.cases.events import Acknowledged, Event, Reached
from putright.cases.state import Case, StageState, day_of
from putright.procedures.types import Procedure

OFFERED, HELD, DECLINED = "discussion_offered", "discussion_held", "discussion_declined"
SET, AGREED = "answer_promised", "plan_agreed"
CONSENT, SHARED = "shared_consent", "shared_with_body"
LED_BY_US, LED_BY_THEM = "joint_led_by_us", "joint_led_by_them"
FIRST_BODY = "first_body_received"
SETTLED, RECORD_GIVEN = "settled_orally", "oral_record_given"
OFFER_BLOCK = "discussion_offer"


@dataclass(frozen=True, slots=True)
class PlanStep:
    """The plan as it was set once.

    event      the milestone that set it. by: the day it promises the answer; None where none is on record.
    agreed_at  the milestone that says the person agreed; None while nothing does.
    first      the first plan, not a change of one.
    """

    event: Event
    by: date | None
    agreed_at: Event | None
    first: bool


def knows_plans(procedure: Procedure) -> bool:
    """Whether complaints under this procedure are handled by a plan."""
    return SET in procedure.moments and AGREED in procedure.moments


def plan_steps(case: Case) -> tuple[PlanStep, ...]:
    """The plan and each change of it, in the order recorded. An agreement counts for the plan recorded before it."""
    reached = [one for one in case.standing if isinstance(one.body, Reached)]
    steps: list[PlanStep] = []
    for event in reached:
        assert isinstance(event.body, Reached)
        if event.body.moment == SET:
            steps.append(PlanStep(event, event.body.date_given, None, not steps))
        elif event.body.moment == AGREED and steps and steps[-1].agreed_at is None:
            last = steps[-1]
            steps[-1] = PlanStep(last.event, last.by, event, last.first)
    return tuple(steps)


def offered_at(stage: StageState) -> bool | None:
    """Whether a talk was offered or held; None where nothing tells what the acknowledgement said."""
    if {OFFERED, HELD, DECLINED} & stage.happened.keys():
        return True
    event = stage.acknowledgement
    if event is None or not isinstance(event.body, Acknowledged) or event.body.blocks is None:
        return None
    return OFFER_BLOCK in event.body.blocks


def settled_orally(case: Case) -> bool:
    """Whether it was said and settled at once, so that it is no complaint under the procedure."""
    return SETTLED in case.stages[0].happened


def shared_without_consent(stage: StageState) -> bool:
    """Whether it was shared with another body before the person's consent was on record."""
    shared, consent = stage.happened.get(SHARED), stage.happened.get(CONSENT)
    if shared is None:
        return False
    on, by = day_of(shared.at), day_of(consent.at) if consent else None
    return consent is None or (on is not None and by is not None and by > on)


def settling_limit(case: Case, procedure: Procedure, calendar: WorkingDayCalendar) -> date | None:
    """The last day on which something said can be settled at once; None where the procedure gives none.

    Source  SI 2009/309 reg 8: not later than the next working day after the day it was made.
    """
    rule = next((one for one in procedure.not_here if one.key == SETTLED.replace("_", "-")), None)
    if rule is None or rule.within is None or case.received_on is None:
        return None
    return calendar.add_working_days(case.received_on, rule.within.count)
