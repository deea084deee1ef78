"""From a replayed case to the rows the screens and figures read. Pure: the record, a rebuild and a batch
use the same function, so that they cannot differ."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from casework.complaints.calendars import OrganisationCalendar
from putright.cases import (
    Case,
    CaseFacts,
    OpenEnd,
    StageState,
    Status,
    contacted_first,
    counted_beside,
    ends,
    facts_of,
)
from putright.cases.answerable import ReferralState
from putright.cases.deadlines import case_deadlines
from putright.cases.heads import holding_heads
from putright.cases.referred import ReferralDecided
from putright.cases.state import day_of
from putright.clocks import Deadline
from putright.procedures import Procedure


@dataclass(frozen=True, slots=True)
class ComplaintColumns(CaseFacts):
    """The columns of `Complaint` that follow from its events, in the table's names: what figures count, then the rest."""

    contacted_first: bool | None
    counted_beside: str | None
    status: str
    stage: str
    is_open: bool
    in_queue: bool
    urgent_on: date
    received_on: date
    first_expressed_on: date | None
    ended_on: date | None
    next_timescale: str
    next_due_on: date | None
    next_target_on: date | None
    next_provision: str
    points_total: int
    points_answered: int
    open_promises: int
    next_promise_on: date | None
    waiting_for: str
    restricted: bool
    last_contact_on: date | None
    owner_id: int | None
    version: int


@dataclass(frozen=True, slots=True)
class ClockColumns:
    """One row of `Clock`."""

    stage: str
    timescale: str
    procedure: str
    provision: str
    started_on: date | None
    due_on: date | None
    original_due_on: date | None
    target_on: date | None
    met_on: date | None
    convention_sensitive: bool
    running: bool
    computed_from: int
    calendar_version: str


@dataclass(frozen=True, slots=True)
class StageColumns:
    """One row of `StageFact`."""

    stage: str
    position: int
    opened_on: date | None
    acknowledged_on: date | None
    responded_on: date | None
    extended_to: date | None
    outcome: str
    handler: str
    reasons: str


@dataclass(frozen=True, slots=True)
class EndColumns:
    """One row of `OpenEnd`."""

    kind: str
    key: str
    made_on: date | None
    due_on: date | None
    owner: str
    step: str
    is_open: bool
    stops_closing: bool
    ended_on: date | None
    amount_pence: int | None
    worker: str
    risk: bool
    learning: bool
    percent: int


@dataclass(frozen=True, slots=True)
class ReferralColumns:
    """One row of `Referral`."""

    key: str
    body: str
    what: str
    step: str
    is_open: bool
    opened_on: date | None
    owner: str
    decided_on: date | None
    published_outcome: str
    decision_text: str
    fault_found: bool | None
    injustice_found: bool | None
    remedied_by: str
    determinations: str
    closed_on: date | None
    orders: int
    orders_open: int
    next_due_on: date | None


@dataclass(frozen=True, slots=True)
class Projection:
    """Everything derived from one complaint's events."""

    complaint: ComplaintColumns
    clocks: tuple[ClockColumns, ...]
    stages: tuple[StageColumns, ...]
    ends: tuple[EndColumns, ...] = ()
    referrals: tuple[ReferralColumns, ...] = ()


def project(
    case: Case,
    procedure: Procedure,
    calendar: OrganisationCalendar,
    *,
    recorded_on: date,
    own_policy: Procedure | None,
) -> Projection:
    """The rows of a case.

    recorded_on  the day the last event was recorded: stands in for a date nobody knows.
    """
    deadlines = current_deadlines(case, procedure, calendar, own_policy=own_policy)
    clocks = tuple(_clock(one, case) for one in deadlines)
    return Projection(
        complaint=_columns(case, _counted(case, procedure, deadlines), clocks, recorded_on),
        clocks=clocks,
        stages=tuple(_stage(position, one) for position, one in enumerate(case.stages)),
        ends=tuple(_end(one) for one in ends(case)),
        referrals=tuple(_referral(one, case) for one in case.referrals),
    )


def _end(one: OpenEnd) -> EndColumns:
    return EndColumns(
        kind=one.kind.value, key=one.key, made_on=one.made_on, due_on=one.due_on, owner=one.owner or "", step=one.step,
        is_open=one.is_open, stops_closing=one.stops_closing, ended_on=one.ended_on, amount_pence=one.amount_pence,
        worker=one.worker or "", risk=one.risk, learning=one.learning, percent=one.percent,
    )  # fmt: skip


def current_deadlines(
    case: Case,
    procedure: Procedure,
    calendar: OrganisationCalendar,
    *,
    own_policy: Procedure | None = None,
    today: date | None = None,
    with_days: bool = False,
) -> tuple[Deadline, ...]:
    """Every deadline of the case: open ones by the calendar of now, met ones by the calendar they were met by."""
    now = calendar.now()
    found = case_deadlines(case, procedure, now, today=today, own_policy=own_policy, with_days=with_days)
    if not calendar.days_off:
        return found
    by_calendar = {now.version: found}
    kept: list[Deadline] = []
    for place, deadline in enumerate(found):
        then = calendar.as_known_on(deadline.met_on) if deadline.met_on is not None else now
        if then.version not in by_calendar:
            by_calendar[then.version] = case_deadlines(
                case, procedure, then, today=today, own_policy=own_policy, with_days=with_days
            )
        kept.append(by_calendar[then.version][place])
    return tuple(kept)


def active_points(case: Case) -> tuple[str, ...]:
    """Keys of the points the present stage has to answer: those in dispute, or all, but none withdrawn."""
    disputed = case.current.disputed
    return tuple(
        point.key
        for point in case.points
        if point.withdrawn_at is None and (not disputed or point.key in disputed or point.stage == case.stage)
    )


def last_contact_on(case: Case) -> date | None:
    """The last day we told the complainant anything."""
    days = [
        day
        for stage in case.stages
        for event in (
            stage.acknowledgement,
            *stage.updates,
            *stage.responses,
            *stage.extended,
            *stage.clarifications,
        )
        if event is not None and (day := day_of(event.at)) is not None
    ]
    return max(days, default=None)


def _counted(case: Case, procedure: Procedure, deadlines: Sequence[Deadline]) -> dict[str, Any]:
    """What figures count of it: the columns of `Counted`."""
    return {
        **asdict(facts_of(case, procedure, deadlines)),
        "contacted_first": contacted_first(case, procedure, deadlines),
        "counted_beside": counted_beside(case, procedure),
    }


def _columns(
    case: Case, counted: Mapping[str, Any], clocks: Sequence[ClockColumns], recorded_on: date
) -> ComplaintColumns:
    working = case.status is Status.OPEN
    due = [
        clock for clock in clocks if clock.running and clock.stage == case.stage and clock.due_on is not None
    ]
    following = min(due, key=lambda clock: clock.due_on or date.max, default=None) if working else None
    promises = [one for one in case.promises if one.ended is None and one.by is not None]
    standing = sum(one.ended is None for one in case.promises)
    promised = min((one.by for one in promises if one.by is not None), default=None)
    received = case.received_on or recorded_on
    next_due = following.due_on if following else None
    urgent = min([day for day in (next_due, promised) if day is not None], default=received)
    active = active_points(case)
    findings = case.current.findings or {}
    asked = case.current.happened.get("clarification_asked")
    return ComplaintColumns(
        **counted,
        status=case.status.value,
        stage=case.stage,
        is_open=case.is_open,
        in_queue=case.is_open and (working or bool(promises)),
        urgent_on=urgent,
        received_on=received,
        first_expressed_on=case.first_expressed_on,
        ended_on=(day_of(case.ended_at.at) or recorded_on) if case.ended_at else None,
        next_timescale=following.timescale if following else "",
        next_due_on=next_due,
        next_target_on=following.target_on if following else None,
        next_provision=following.provision if following else "",
        points_total=len(active),
        points_answered=sum(key in findings for key in active),
        open_promises=standing,
        next_promise_on=promised,
        waiting_for="resident"
        if working and asked and "clarification_received" not in case.current.happened
        else "",
        restricted=case.restricted_to is not None,
        last_contact_on=last_contact_on(case),
        owner_id=int(case.current.handler) if case.current.handler else None,
        version=case.events[-1].sequence,
    )


def _clock(deadline: Deadline, case: Case) -> ClockColumns:
    return ClockColumns(
        stage=deadline.stage,
        timescale=deadline.timescale,
        procedure=deadline.procedure,
        provision=deadline.provision,
        started_on=deadline.started_on,
        due_on=deadline.due_on,
        original_due_on=deadline.original_due_on,
        target_on=deadline.target_on,
        met_on=deadline.met_on,
        convention_sensitive=deadline.convention_sensitive,
        running=deadline.met_on is None and case.is_open and deadline.due_on is not None,
        computed_from=case.events[-1].sequence,
        calendar_version=deadline.calendar_version,
    )


def _stage(position: int, stage: StageState) -> StageColumns:
    happened = stage.happened
    acknowledged = happened.get("acknowledged")
    return StageColumns(
        stage=stage.key,
        position=position,
        opened_on=day_of(stage.opened_at.at),
        acknowledged_on=day_of(acknowledged.at) if acknowledged else None,
        responded_on=stage.complete_responded_on,
        extended_to=stage.extensions[-1].to if stage.extensions else None,
        outcome=stage.outcome.value if stage.outcome else "",
        handler=stage.handler or "",
        reasons=";".join(reason.value for reason in stage.escalation_reasons),
    )


def _referral(one: ReferralState, case: Case) -> ReferralColumns:
    orders = [order for order in case.orders if order.body.referral == one.key]
    asked = [enquiry for enquiry in case.enquiries if enquiry.body.referral == one.key]
    waiting = [order.due for order in orders if not order.ended]
    waiting += [enquiry.due for enquiry in asked if not enquiry.ended and enquiry.waits_for_us]
    decided = one.decided
    said = decided.body if decided and isinstance(decided.body, ReferralDecided) else ReferralDecided(one.key)
    heads = (head.body.determination for head in holding_heads(case, one))
    return ReferralColumns(
        key=one.key, body=one.body.body.value, what=one.body.what.value, step=one.step, is_open=not one.ended,
        opened_on=day_of(one.made.at), owner=one.owner or "",
        decided_on=day_of(decided.at) if decided else None,
        published_outcome=said.published_outcome.value if said.published_outcome else "",
        decision_text=said.text.value if said.text else "",
        fault_found=said.fault_found, injustice_found=said.injustice_found,
        remedied_by=said.remedied_by.value if said.remedied_by else "",
        determinations=";".join(head.value for head in heads),
        closed_on=day_of(one.closed.at) if one.closed else None,
        orders=len(orders), orders_open=sum(not order.ended for order in orders),
        next_due_on=min((due for due in waiting if due is not None), default=None),
    )  # fmt: skip
