"""From the events of a complaint to what it has become."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from putright.cases.errors import CaseError
from putright.cases.events import (
    Accepted,
    Acknowledged,
    Allocated,
    ClarificationAsked,
    ClarificationReceived,
    Closed,
    Corrected,
    Declined,
    Escalated,
    Event,
    Extended,
    Found,
    PointAgreed,
    PointFinding,
    PointWithdrawn,
    Promised,
    PromiseEnded,
    PromiseGiven,
    Reached,
    Received,
    Reopened,
    Responded,
    Restricted,
    Updated,
    Withdrawn,
)
from putright.cases.following import FOLLOWED, NAMES, NOTHING, follow
from putright.cases.state import ENDED, Case, PointState, PromiseState, StageState, Status, day_of
from putright.cases.taken_over import TakenOver
from putright.clocks.types import Extension, Happened
from putright.vocabulary import ClosingReason, Precision


def replay(events: Iterable[Event]) -> Case:
    """What these events have made of the complaint.

    events   in the order recorded, the receipt first. Where a date, a body or the whole event was
             corrected, the correction is applied in place of the original, which stays in `Case.events`.
    Raises   CaseError when there is no receipt to begin with.
    """
    recorded = tuple(events)
    standing = standing_events(recorded)
    if not standing or type(standing[0].body) is not Received:
        raise CaseError("a complaint begins with its receipt: record `received` first")
    building = _Building(standing[0], standing[0].body)
    for event in standing:
        applied = _APPLY.get(type(event.body))
        if applied is not None:
            applied(building, event, event.body, Happened(event.at, event.precision))
    return building.case(recorded, standing)


def standing_events(recorded: Sequence[Event]) -> tuple[Event, ...]:
    """The events as corrections left them, the corrections themselves left out.

    The latest correction of a date or of a body wins; one that was itself struck out does not count.
    """
    if not any(type(event.body) is Corrected for event in recorded):
        return tuple(recorded)
    dates: dict[int, Any] = {}
    bodies: dict[int, Any] = {}
    struck: set[int] = set()
    kept: list[Event] = []
    for event in reversed(recorded):
        if event.sequence in struck:
            continue
        body = bodies.get(event.sequence, event.body)
        if isinstance(body, Corrected):
            if body.struck_out:
                struck.add(body.corrects)
            if body.at is not None:
                dates.setdefault(body.corrects, body.at)
            if body.body is not None:
                bodies.setdefault(body.corrects, body.body)
        elif event.sequence in dates:
            at = dates[event.sequence]
            precision = Precision.MOMENT if isinstance(at, datetime) else Precision.DAY
            kept.append(replace(event, body=body, at=at, precision=precision))
        else:
            kept.append(event if body is event.body else replace(event, body=body))
    return tuple(reversed(kept))


class _Stage:
    """A stage while it is being built."""

    __slots__ = (
        "acknowledgement", "clarifications", "declined", "disputed", "extended", "extensions", "findings",
        "handler", "handlers", "happened", "key", "opened_at", "reasons", "responses", "updates",
    )  # fmt: skip

    def __init__(self, key: str, opened_by: str, at: Happened) -> None:
        self.key = key
        self.opened_at = at
        self.happened = {opened_by: at}
        self.extensions: list[Extension] = []
        self.extended: list[Event] = []
        self.handler: str | None = None
        self.handlers: dict[str, frozenset[str]] = {}
        self.acknowledgement: Event | None = None
        self.responses: list[Event] = []
        self.findings: dict[str, PointFinding] = {}
        self.disputed: tuple[str, ...] = ()
        self.reasons: tuple[Any, ...] = ()
        self.declined: Event | None = None
        self.updates: list[Event] = []
        self.clarifications: list[Event] = []

    def first(self, moment: str, at: Happened) -> bool:
        """Keep the earliest of several; say whether this one is kept."""
        before = self.happened.get(moment)
        if before is not None and not _earlier(at, before):
            return False
        self.happened[moment] = at
        return True

    def acted(self, officer: str, role: str) -> None:
        self.handlers[officer] = self.handlers.get(officer, frozenset()) | {role}

    def state(self) -> StageState:
        return StageState(
            key=self.key,
            opened_at=self.opened_at,
            happened=self.happened,
            extensions=tuple(self.extensions),
            extended=tuple(self.extended),
            handler=self.handler,
            handlers=self.handlers,
            acknowledgement=self.acknowledgement,
            responses=tuple(self.responses),
            findings=self.findings,
            disputed=self.disputed,
            escalation_reasons=self.reasons,
            declined=self.declined,
            updates=tuple(self.updates),
            clarifications=tuple(self.clarifications),
        )


class _Building:
    """A complaint while it is being built."""

    def __init__(self, event: Event, body: Received) -> None:
        self.received = body
        self.received_at = Happened(event.at, event.precision)
        self.status = Status.OPEN
        self.stages = {body.stage: _Stage(body.stage, "received", self.received_at)}
        self.at_stage = self.stages[body.stage]
        if body.logged_on is not None:
            self.at_stage.happened["logged"] = Happened(body.logged_on)
        self.points: dict[str, PointState] = {}
        self.promises: dict[str, PromiseState] = {}
        self.accepted: bool | None = None
        self.ended_at: Happened | None = None
        self.closing_reason: ClosingReason | None = None
        self.restricted_to: frozenset[str] | None = None
        self.found: list[Event] = []
        self.taken_over: Event | None = None
        self.followed: list[Event] = []

    def stage(self, event: Event) -> _Stage:
        """The stage an event belongs to: the one it names, else the one the complaint is at."""
        return self.at_stage if event.stage is None else self.stages.get(event.stage, self.at_stage)

    def end(self, status: Status, at: Happened, reason: ClosingReason | None) -> None:
        self.status, self.ended_at, self.closing_reason = status, at, reason

    def case(self, recorded: tuple[Event, ...], standing: tuple[Event, ...]) -> Case:
        following = follow(self.followed) if self.followed else NOTHING
        return Case(
            procedure=self.received.procedure,
            status=self.status,
            stage=self.at_stage.key,
            stages=tuple([stage.state() for stage in self.stages.values()]),
            points=tuple(self.points.values()),
            promises=tuple(self.promises.values()),
            received_at=self.received_at,
            channel=self.received.channel,
            first_expressed_on=self.received.first_expressed_on,
            first_expressed_precision=self.received.first_expressed_precision,
            logged_on=self.received.logged_on,
            conduct_of_staff=self.received.conduct_of_staff,
            accepted=self.accepted,
            ended_at=self.ended_at,
            closing_reason=self.closing_reason,
            restricted_to=self.restricted_to,
            found=tuple(self.found),
            events=recorded,
            standing=standing,
            taken_over=self.taken_over,
            **{name: getattr(following, name) for name in NAMES},
        )


def _earlier(one: Happened, other: Happened) -> bool:
    mine, theirs = day_of(one.at), day_of(other.at)
    return mine is not None and (theirs is None or mine < theirs)


def _accepted(case: _Building, event: Event, body: Accepted, at: Happened) -> None:
    case.accepted = True
    case.stage(event).happened["accepted"] = at


def _declined(case: _Building, event: Event, body: Declined, at: Happened) -> None:
    stage = case.stage(event)
    stage.declined = event
    stage.first("declined", at)
    first = next(iter(case.stages.values()))
    if stage is first:
        case.accepted = False
    case.end(Status.DECLINED if stage is first else Status.ESCALATION_DECLINED, at, ClosingReason.DECLINED)


def _point_agreed(case: _Building, event: Event, body: PointAgreed, at: Happened) -> None:
    case.points[body.point] = PointState(
        key=body.point,
        stage=case.stage(event).key,
        agreed_at=at,
        sequence=event.sequence,
        responsibility=body.responsibility,
        outcome_sought=body.outcome_sought,
        added_midway=body.added_midway,
    )


def _point_withdrawn(case: _Building, event: Event, body: PointWithdrawn, at: Happened) -> None:
    if body.point in case.points:
        case.points[body.point] = replace(case.points[body.point], withdrawn_at=at, goes_on=body.link)


def _allocated(case: _Building, event: Event, body: Allocated, at: Happened) -> None:
    stage = case.stage(event)
    stage.acted(body.officer, body.role)
    if body.role == "handler":
        stage.handler = body.officer


def _acknowledged(case: _Building, event: Event, body: Acknowledged, at: Happened) -> None:
    stage = case.stage(event)
    if stage.first("acknowledged", at):
        stage.acknowledgement = event


def _clarification(case: _Building, event: Event, body: Any, at: Happened) -> None:
    stage = case.stage(event)
    stage.clarifications.append(event)
    stage.first(body.kind, at)


def _extended(case: _Building, event: Event, body: Extended, at: Happened) -> None:
    stage = case.stage(event)
    stage.extended.append(event)
    stage.extensions.append(
        Extension(
            to=body.to,
            timescale=body.timescale,
            decided_on=day_of(event.at),
            told_on=body.told_on,
            reason_given=body.reason_note is not None,
            ombudsman_details=body.ombudsman_details,
            good_reason=body.good_reason,
            form_known=body.form_known,
        )
    )


def _updated(case: _Building, event: Event, body: Updated, at: Happened) -> None:
    case.stage(event).updates.append(event)


def _responded(case: _Building, event: Event, body: Responded, at: Happened) -> None:
    stage = case.stage(event)
    stage.responses.append(event)
    if body.author is not None:
        stage.acted(body.author, "author")
    for finding in body.findings:
        stage.findings[finding.point] = finding
    if body.complete:
        stage.first("responded", at)
        if case.status is Status.OPEN and stage is case.at_stage:
            case.status = Status.ANSWERED


def _escalated(case: _Building, event: Event, body: Escalated, at: Happened) -> None:
    stage = case.stages.get(body.to)
    if stage is None:
        stage = case.stages[body.to] = _Stage(body.to, "escalated", at)
        stage.disputed, stage.reasons = body.disputed, body.reasons
        case.at_stage = stage
        if case.status not in ENDED:
            case.status = Status.OPEN
    elif stage.first("escalated", at):
        stage.opened_at = at


def _reached(case: _Building, event: Event, body: Reached, at: Happened) -> None:
    stage = case.stage(event)
    if body.date_given is not None:
        stage.happened[body.moment] = Happened(body.date_given)
    else:
        stage.happened[body.moment] = at


def _promised(case: _Building, event: Event, body: Promised, at: Happened) -> None:
    case.promises[body.promise] = PromiseState(
        key=body.promise, what=body.what, by=body.by, made_at=at, sequence=event.sequence, stage=event.stage,
        owner=body.owner,
    )  # fmt: skip


def _promise_ended(case: _Building, event: Event, body: PromiseEnded, at: Happened) -> None:
    promise = case.promises.get(body.promise)
    if promise is None:
        return
    if body.how == "broken":
        promise = replace(promise, breaks=(*promise.breaks, event))
    if promise.by is not None or body.how != "broken":
        promise = replace(promise, ended=body.how, ended_at=at)
    case.promises[body.promise] = promise


def _promise_given(case: _Building, event: Event, body: PromiseGiven, at: Happened) -> None:
    if body.promise in case.promises:
        case.promises[body.promise] = replace(case.promises[body.promise], owner=body.owner)


def _found(case: _Building, event: Event, body: Found, at: Happened) -> None:
    case.found.append(event)


def _withdrawn(case: _Building, event: Event, body: Withdrawn, at: Happened) -> None:
    case.stage(event).happened["withdrawn"] = at
    case.end(Status.WITHDRAWN, at, ClosingReason.WITHDRAWN)


def _closed(case: _Building, event: Event, body: Closed, at: Happened) -> None:
    case.stage(event).happened["closed"] = at
    case.end(Status.CLOSED, at, body.reason)


def _reopened(case: _Building, event: Event, body: Reopened, at: Happened) -> None:
    was_declined = case.status in (Status.DECLINED, Status.ESCALATION_DECLINED)
    case.status, case.ended_at, case.closing_reason = Status.OPEN, None, None
    stage = case.at_stage
    for moment in ("declined", "withdrawn", "closed"):
        stage.happened.pop(moment, None)
    stage.happened["reopened"] = at
    if was_declined:
        case.accepted = True
        if body.directed:
            # An Ombudsman who directs us to take a complaint on gives it a fresh clock (our reading).
            opened_by = "received" if "received" in stage.happened else "escalated"
            stage.happened[opened_by] = stage.opened_at = at


def _taken_over(case: _Building, event: Event, body: TakenOver, at: Happened) -> None:
    case.taken_over = event


def _followed(case: _Building, event: Event, body: Any, at: Happened) -> None:
    case.followed.append(event)


def _restricted(case: _Building, event: Event, body: Restricted, at: Happened) -> None:
    case.restricted_to = None if body.lifted else frozenset(body.officers)


_APPLY: dict[type, Callable[[_Building, Event, Any, Happened], None]] = {
    Accepted: _accepted,
    Declined: _declined,
    PointAgreed: _point_agreed,
    PointWithdrawn: _point_withdrawn,
    Allocated: _allocated,
    Acknowledged: _acknowledged,
    ClarificationAsked: _clarification,
    ClarificationReceived: _clarification,
    Extended: _extended,
    Updated: _updated,
    Responded: _responded,
    Escalated: _escalated,
    Reached: _reached,
    Promised: _promised,
    PromiseEnded: _promise_ended,
    PromiseGiven: _promise_given,
    Found: _found,
    Withdrawn: _withdrawn,
    Closed: _closed,
    Reopened: _reopened,
    Restricted: _restricted,
    TakenOver: _taken_over,
    **dict.fromkeys(FOLLOWED, _followed),
}
