"""What a complaint has become, once its events have been replayed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from putright.cases.answerable import EnquiryState, HeadState, OrderState, ReferralState
from putright.cases.days import day_of as day_of
from putright.cases.errors import UnknownPoint, UnknownStage
from putright.cases.events import Event, PointFinding
from putright.cases.followed import (
    ActionState,
    AgreementState,
    AppointmentState,
    IncidentState,
    LessonState,
    LetterState,
    NeedState,
    RemedyState,
    RestrictionState,
)
from putright.cases.taking_part import (
    AppointmentOfPerson,
    ContributionState,
    LinkState,
    MemberEnquiryState,
    PartState,
    ReportState,
)
from putright.clocks.types import Extension, Happened
from putright.outcomes import case_outcome
from putright.vocabulary import (
    CaseOutcome,
    Channel,
    ClosingReason,
    EscalationReason,
    Precision,
    Responsibility,
    Word,
)


class Status(Word):
    """Where a complaint stands. An answered one is still ours: it may be escalated or closed."""

    OPEN = "open", "Open"
    ANSWERED = "answered", "Answered"
    DECLINED = "declined", "Not accepted"
    ESCALATION_DECLINED = "escalation_declined", "Escalation not accepted"
    WITHDRAWN = "withdrawn", "Withdrawn"
    CLOSED = "closed", "Closed"


ENDED = frozenset({Status.DECLINED, Status.ESCALATION_DECLINED, Status.WITHDRAWN, Status.CLOSED})
"""Where nothing more can happen until the complaint is reopened."""


@dataclass(frozen=True, slots=True)
class PointState:
    """One point and how it came into the complaint.

    stage         key of the stage at which it was agreed; sequence: the number of that event.
    added_midway  None when agreed at the definition, else how the later addition was decided.
    withdrawn_at  None while it is pursued here; goes_on: key of the link with the complaint it goes on in.
    """

    key: str
    stage: str
    agreed_at: Happened
    sequence: int
    responsibility: Responsibility = Responsibility.OURS
    outcome_sought: bool = False
    added_midway: str | None = None
    withdrawn_at: Happened | None = None
    goes_on: str | None = None


@dataclass(frozen=True, slots=True)
class PromiseState:
    """One promise: what became of it, and each time it was broken.

    by     the day it is due; None for a promise that holds until it is lifted.
    sequence  the number of the event that made it.
    ended  `kept`, `broken` or `renegotiated`; None while it holds. A standing promise that was broken
           still holds, so it stays None and the breaks tell.
    """

    key: str
    what: str
    by: date | None
    made_at: Happened
    sequence: int
    stage: str | None = None
    ended: str | None = None
    ended_at: Happened | None = None
    breaks: tuple[Event, ...] = ()
    owner: str | None = None


@dataclass(frozen=True, slots=True)
class StageState:
    """One stage of one complaint.

    opened_at        when it was received or escalated.
    happened         what the clocks are worked out from; `responded` is the complete response.
    handler          the officer it is allocated to now; handlers: everyone who acted, with their roles.
    acknowledgement  the first one sent.
    responses        every letter of this stage, partial ones too, in the order recorded.
    findings         the latest answer to each point.
    disputed         points still in dispute on the way here; empty = all.
    """

    key: str
    opened_at: Happened
    happened: Mapping[str, Happened]
    extensions: tuple[Extension, ...] = ()
    extended: tuple[Event, ...] = ()
    handler: str | None = None
    handlers: Mapping[str, frozenset[str]] | None = None
    acknowledgement: Event | None = None
    responses: tuple[Event, ...] = ()
    findings: Mapping[str, PointFinding] | None = None
    disputed: tuple[str, ...] = ()
    escalation_reasons: tuple[EscalationReason, ...] = ()
    declined: Event | None = None
    updates: tuple[Event, ...] = ()
    clarifications: tuple[Event, ...] = ()

    @property
    def responded(self) -> Happened | None:
        """When the complete response was sent; None while there is none."""
        return self.happened.get("responded")

    @property
    def complete_responded_on(self) -> date | None:
        """The day of the complete response; None while there is none or its day is not known."""
        return day_of(self.happened["responded"].at) if "responded" in self.happened else None

    @property
    def outcome(self) -> CaseOutcome | None:
        """The outcome of the stage, from its findings; None while it has none."""
        return self.outcome_with_rule[0]

    @property
    def outcome_with_rule(self) -> tuple[CaseOutcome | None, str]:
        """The outcome of the stage and the sentence of the rule it follows from."""
        if not self.findings:
            return None, "no point has been answered"
        return case_outcome(finding.outcome for finding in self.findings.values())


@dataclass(frozen=True, slots=True)
class Case:
    """One complaint as its events have made it.

    procedure     key of the procedure it runs under.
    stage         key of the stage it is at, or ended at.
    points        every point, withdrawn ones too, in the order agreed.
    received_at   when it reached us; `first_expressed_on` is kept apart.
    accepted      None while nobody decided.
    ended_at      when it was declined, withdrawn or closed; None otherwise.
    restricted_to officers who may see it; None = not restricted.
    found         what came to light by a person, as `Found` events.
    standing      the events as corrections left them: `events` keeps every one as it was recorded.
    taken_over    the event that says it came from another system; None = it was always ours.
    remedies … orders  what is followed to its end, each kind in the order made; no_remedies: the events of
                  decisions that an upheld point needs none.
    """

    procedure: str
    status: Status
    stage: str
    stages: tuple[StageState, ...]
    points: tuple[PointState, ...]
    promises: tuple[PromiseState, ...]
    received_at: Happened
    channel: Channel
    first_expressed_on: date | None
    first_expressed_precision: Precision
    logged_on: date | None
    conduct_of_staff: bool
    accepted: bool | None
    ended_at: Happened | None
    closing_reason: ClosingReason | None
    restricted_to: frozenset[str] | None
    found: tuple[Event, ...]
    events: tuple[Event, ...]
    standing: tuple[Event, ...]
    remedies: tuple[RemedyState, ...] = ()
    no_remedies: tuple[Event, ...] = ()
    actions: tuple[ActionState, ...] = ()
    lessons: tuple[LessonState, ...] = ()
    needs: tuple[NeedState, ...] = ()
    agreements: tuple[AgreementState, ...] = ()
    restrictions: tuple[RestrictionState, ...] = ()
    appointments: tuple[AppointmentState, ...] = ()
    incidents: tuple[IncidentState, ...] = ()
    letters: tuple[LetterState, ...] = ()
    referrals: tuple[ReferralState, ...] = ()
    heads: tuple[HeadState, ...] = ()
    enquiries: tuple[EnquiryState, ...] = ()
    orders: tuple[OrderState, ...] = ()
    people: tuple[AppointmentOfPerson, ...] = ()
    reports: tuple[ReportState, ...] = ()
    contributions: tuple[ContributionState, ...] = ()
    links: tuple[LinkState, ...] = ()
    parts: tuple[PartState, ...] = ()
    member_enquiries: tuple[MemberEnquiryState, ...] = ()
    eligibility: tuple[Event, ...] = ()
    reply_reviews: tuple[Event, ...] = ()
    taken_over: Event | None = None

    @property
    def next_sequence(self) -> int:
        """The number the next event gets."""
        return self.events[-1].sequence + 1

    @property
    def is_open(self) -> bool:
        """Whether it can still go on without being reopened."""
        return self.status not in ENDED

    @property
    def received_on(self) -> date | None:
        """The day it reached us, before any receipt rule; None when not known."""
        return day_of(self.received_at.at)

    @property
    def current(self) -> StageState:
        """The stage it is at."""
        return self.stages[-1]

    def stage_state(self, key: str) -> StageState:
        """The stage with this key. Raises UnknownStage naming those it has reached."""
        for one in self.stages:
            if one.key == key:
                return one
        reached = ", ".join(one.key for one in self.stages)
        raise UnknownStage(f"the complaint has not reached {key}: it has {reached}; escalate it first")

    def point(self, key: str) -> PointState:
        """The point with this key. Raises UnknownPoint naming those there are."""
        for one in self.points:
            if one.key == key:
                return one
        known = ", ".join(one.key for one in self.points) or "none yet"
        raise UnknownPoint(f"there is no point {key!r}; the points are: {known}. Agree the point first")


def exact(when: Happened) -> bool:
    """Whether its day is known for certain."""
    return when.precision in (Precision.DAY, Precision.MOMENT)


def exact_day(when: Happened) -> date | None:
    """Its day in London; None when that is not known for certain."""
    return day_of(when.at) if exact(when) else None
