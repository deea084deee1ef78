"""Confirming what a decision says: looked at line by line, then recorded with the complaint, each part once.

The decision and its orders are recorded by commands that have a transaction each. What was confirmed is kept first; a
process that stops in between goes on from there, and finds in the record what is in it already.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction

from casework.complaints.commands import ChangedSince
from casework.complaints.models import Complaint, Note
from casework.complaints.record import opened
from casework.journal.log_events import LogEvent
from casework.journal.logs import log
from casework.ombudsman import commands as ombudsman
from casework.orders import commands as orders
from casework.orders.commands import OrderLine, WrongOrders
from casework.people.models import Officer
from casework.precedents import search
from casework.precedents.giving import seen_case
from casework.precedents.models import DecisionFinding, DecisionLine, PublishedDecision
from casework.precedents.shelving import found_by, identity_of, note_same, paid_once
from casework.precedents.words import DecisionState, LineState
from putright.cases import CaseError, Event
from putright.cases.referred import HeadDecided, OrderMade, ReferralDecided
from putright.vocabulary import (
    DecisionText,
    Determination,
    OrderKind,
    Period,
    PublishedOutcome,
    RemediedBy,
    RemedyType,
)

NOT_ORDERED = (LineState.STRUCK, LineState.BEFORE)
DECIDED, ORDERED = "decided", "ordered"
MOST_TRIES = 3


class NotToConfirm(CaseError):
    """The decision cannot be confirmed as it stands; the message says why."""


@dataclass(frozen=True, slots=True)
class HeadChecked:
    """A finding as a person left it. place: None = added by hand. determination: a code of `Determination`; of what
    was struck out, whatever was read.
    """

    place: int | None
    state: LineState
    about: str
    determination: str
    points: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LineChecked:
    """A line as a person left it. place: None = added by hand. heads: places of the findings, from 1 in their order."""

    place: int | None
    state: LineState
    kind: OrderKind
    type: RemedyType
    words: str
    amount_pence: int | None = None
    due: date | None = None
    date_is_ours: bool = False
    owner: str | None = None
    payee: str | None = None
    shares: tuple[tuple[str, int], ...] = ()
    headings: tuple[str, ...] = ()
    evidence: str = ""
    per: Period = Period.ONCE
    condition: str = ""
    set_off_allowed: bool = False
    supersedes: str | None = None
    remedy: str | None = None
    action: str | None = None
    points: tuple[str, ...] = ()
    heads: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Checked:
    """A whole decision as a person left it. The five of the outcome: None = not known or not said.

    on_record  the decision itself was recorded by hand before: only what it orders is recorded.
    """

    decided_on: date
    reference: str
    published_outcome: PublishedOutcome | None = None
    text: DecisionText | None = None
    fault_found: bool | None = None
    injustice_found: bool | None = None
    remedied_by: RemediedBy | None = None
    heads: tuple[HeadChecked, ...] = ()
    lines: tuple[LineChecked, ...] = ()
    on_record: bool = False


@dataclass(slots=True)
class Confirmed:
    """What became of it: how many orders were recorded, and which of them had been asked of us before."""

    number: int
    orders: int = 0
    repeats: list[str] = field(default_factory=list)


def confirm(number: int, checked: Checked, *, by: Officer, now: datetime, seen_version: int) -> Confirmed:
    """Record a decision as it was looked at: the decision with its heads, then everything it orders.

    Raises  NotToConfirm for one that is confirmed or not read; ChangedSince and CaseError with nothing recorded;
            WrongOrders with the decision recorded and its orders not: put them right and confirm again.
    """
    _keep(number, checked, by=by, now=now)
    try:
        return go_on(number, by=by, now=now, seen_version=seen_version)
    except (ChangedSince, CaseError):
        # Whoever confirmed it is here to put it right.
        PublishedDecision.objects.filter(pk=number).update(state=DecisionState.READ)
        raise


def go_on(number: int, *, by: Officer, now: datetime, seen_version: int | None = None) -> Confirmed:
    """Record what of a confirmed decision is not in the record yet. Raises what the commands raise."""
    decision = _decision(number, by)
    if decision.state != DecisionState.RECORDING:
        raise NotToConfirm("There is nothing left to record: it is confirmed, or was never looked at.")
    found = Confirmed(number)
    if DECIDED not in decision.recorded:
        _record_decision(decision, by=by, now=now, seen_version=seen_version)
    if ORDERED not in decision.recorded:
        _record_orders(decision, found, by=by, now=now)
    _finish(decision)
    log(
        LogEvent.DECISION_CONFIRMED,
        decision=number,
        case=decision.case_id,
        officer=by.pk,
        orders=found.orders,
    )
    return found


def keep_typed(number: int, typed: Mapping[str, Sequence[str]], *, by: Officer) -> None:
    """Keep what an officer typed and has not confirmed yet. Raises NotToConfirm."""
    with transaction.atomic(durable=True):
        decision = _decision(number, by, locked=True)
        if decision.state != DecisionState.READ:
            raise NotToConfirm("It is confirmed already: what is recorded is changed on the complaint.")
        decision.typed = {name: list(values) for name, values in typed.items()}
        decision.save(update_fields=["typed"])


def _keep(number: int, checked: Checked, *, by: Officer, now: datetime) -> None:
    """What a person made of each finding and line, kept before anything is recorded."""
    with transaction.atomic(durable=True):
        decision = _decision(number, by, locked=True)
        if decision.state in (DecisionState.CONFIRMED, DecisionState.RECORDING):
            raise NotToConfirm("It is confirmed already: nothing was recorded a second time.")
        if decision.state != DecisionState.READ:
            raise NotToConfirm("It is not read yet: wait for that first.")
        if checked.on_record and DECIDED not in decision.recorded:
            decision.recorded = [*decision.recorded, DECIDED]
        if DECIDED not in decision.recorded:
            _keep_heads(decision, checked)
        _keep_lines(decision, checked)
        decision.decided_on, decision.reference = checked.decided_on, checked.reference
        decision.outcome = _outcome(checked)
        decision.identity = identity_of(decision)
        decision.state, decision.confirmed_by, decision.confirmed_at = DecisionState.RECORDING, by, now
        decision.save()


def _keep_heads(decision: PublishedDecision, checked: Checked) -> None:
    rows = {one.place: one for one in decision.findings.all()}
    _forget_added(rows.values())
    place = max((one.place for one in rows.values() if one.state != LineState.ADDED), default=0)
    for head in checked.heads:
        if head.place is None:
            place += 1
        row = rows.get(head.place or 0) or DecisionFinding(decision=decision, place=place)
        row.state, row.about, row.determination = head.state, head.about, head.determination
        row.points = list(head.points)
        row.save()


def _keep_lines(decision: PublishedDecision, checked: Checked) -> None:
    rows = {one.place: one for one in decision.lines.all()}
    _forget_added(rows.values())
    place = max((one.place for one in rows.values() if one.state != LineState.ADDED), default=0)
    for line in checked.lines:
        if line.place is None:
            place += 1
        row = rows.get(line.place or 0) or DecisionLine(decision=decision, place=place)
        row.state, row.kind, row.type, row.words = line.state, line.kind, line.type, line.words
        row.amount_pence, row.due_on, row.date_is_ours = line.amount_pence, line.due, line.date_is_ours
        row.owner_id = int(line.owner) if line.owner else None
        row.particulars = {
            "payee": line.payee, "shares": [list(one) for one in line.shares], "headings": list(line.headings),
            "evidence": line.evidence, "per": line.per.value, "condition": line.condition,
            "set_off_allowed": line.set_off_allowed, "supersedes": line.supersedes, "remedy": line.remedy,
            "action": line.action, "points": list(line.points), "heads": list(line.heads),
        }  # fmt: skip
        row.save()


def _forget_added(rows: Any) -> None:
    """Rows added by hand at an earlier try, which what was confirmed now takes the place of."""
    for row in rows:
        if row.read is None:
            row.delete()


def _outcome(checked: Checked) -> dict[str, Any]:
    return {
        "published_outcome": checked.published_outcome, "text": checked.text, "fault_found": checked.fault_found,
        "injustice_found": checked.injustice_found, "remedied_by": checked.remedied_by,
    }  # fmt: skip


def _record_decision(
    decision: PublishedDecision, *, by: Officer, now: datetime, seen_version: int | None
) -> None:
    """The decision and its heads, unless an earlier try recorded them."""
    heads = [one for one in decision.findings.order_by("place") if one.state != LineState.STRUCK]
    events = _recorded_with(decision)
    if not events:
        assert decision.decided_on is not None  # asked when it was confirmed
        published, text, remedied = (
            decision.outcome[name] for name in ("published_outcome", "text", "remedied_by")
        )
        recorded = ombudsman.decide(
            str(decision.case_id), decided_on=decision.decided_on,
            published_outcome=PublishedOutcome(published) if published else None,
            text=DecisionText(text) if text else None, fault_found=decision.outcome["fault_found"],
            injustice_found=decision.outcome["injustice_found"], remedied_by=RemediedBy(remedied) if remedied else None,
            document=decision.document_id, decision=str(decision.pk), at_review=decision.at_review,
            heads=[(Determination(one.determination), one.about, one.points) for one in heads],
            by=by, now=now, seen_version=seen_version,
        )  # fmt: skip
        events = recorded.events
    keys = [one.body.head for one in events if isinstance(one.body, HeadDecided)]
    with transaction.atomic(durable=True):
        for head, key in zip(heads, keys, strict=False):
            head.key = key
            head.save(update_fields=["key"])
        decision.recorded = [*decision.recorded, DECIDED]
        decision.save(update_fields=["recorded"])


def _recorded_with(decision: PublishedDecision) -> tuple[Event, ...]:
    """The events by which this decision is on record already, with those recorded beside it; none when it is not."""
    events = _events(decision)
    mine = next(
        (one for one in events if isinstance(one.body, ReferralDecided) and one.body.decision == str(decision.pk)),
        None,
    )  # fmt: skip
    if mine is None:
        return ()
    return tuple(
        one for one in events if one.sequence >= mine.sequence and one.recorded_at == mine.recorded_at
    )


def _record_orders(decision: PublishedDecision, found: Confirmed, *, by: Officer, now: datetime) -> None:
    """Everything it orders, in one go, unless an earlier try recorded it."""
    lines = [one for one in decision.lines.order_by("place") if one.state not in NOT_ORDERED]
    keys: tuple[str, ...] = ()
    if lines:
        keys = _ordered_already(decision, lines) or _make(decision, lines, found, by=by, now=now)
    found.orders = len(keys)
    with transaction.atomic(durable=True):
        for line, key in zip(lines, keys, strict=True):
            line.order = key
            line.save(update_fields=["order"])
        decision.recorded = [*decision.recorded, ORDERED]
        decision.save(update_fields=["recorded"])


def _ordered_already(decision: PublishedDecision, lines: Sequence[DecisionLine]) -> tuple[str, ...]:
    """Keys of the orders that were recorded for these lines after the decision was; none when they were not."""
    events = _events(decision)
    mine = (one.sequence for one in events if getattr(one.body, "decision", None) == str(decision.pk))
    # A decision that was recorded by hand may have had its orders recorded by hand too.
    since = next(mine, 0)
    made = [
        one.body for one in events
        if one.sequence > since and isinstance(one.body, OrderMade) and one.body.referral == str(decision.case_id)
    ]  # fmt: skip
    said = {str(note.pk): note.words for note in Note.objects.filter(pk__in=[one.order for one in made])}
    keys = []
    for line in lines:
        like = next(
            (one for one in made if said.get(one.order) == line.words.strip() and one.type == line.type), None
        )
        if like is None:
            return ()
        made.remove(like)
        keys.append(like.order)
    return tuple(keys)


def _make(
    decision: PublishedDecision,
    lines: Sequence[DecisionLine],
    found: Confirmed,
    *,
    by: Officer,
    now: datetime,
) -> tuple[str, ...]:
    """Record the orders. Whoever wrote something else meanwhile does no harm: a decision is added to what is there."""
    assert decision.decided_on is not None
    heads = [one for one in decision.findings.order_by("place") if one.state != LineState.STRUCK]
    keys = {number: one.key for number, one in enumerate(heads, start=1)}
    for tried in range(MOST_TRIES):
        version = Complaint.objects.only("version").get(ombudsman_cases=decision.case_id).version
        try:
            made = orders.make_orders(
                str(decision.case_id), [_order(one, keys) for one in lines], decided_on=decision.decided_on, by=by,
                now=now, seen_version=version,
            )  # fmt: skip
        except ChangedSince:
            if tried == MOST_TRIES - 1:
                raise
            continue
        found.repeats = [one.words for one, like in zip(lines, made.alike, strict=True) if like is not None]
        return made.keys
    raise AssertionError("the loop returns or raises")


def _order(line: DecisionLine, heads: Mapping[int, str]) -> OrderLine:
    more = line.particulars
    return OrderLine(
        kind=OrderKind(line.kind), type=RemedyType(line.type), words=line.words, amount_pence=line.amount_pence,
        attribution=tuple((to, pence) for to, pence in more["shares"]), payee=more["payee"], due=line.due_on,
        date_is_ours=line.date_is_ours, as_stated=line.as_stated,
        owner=str(line.owner_id) if line.owner_id else None,
        heads=tuple(heads[one] for one in more["heads"] if heads.get(one)), headings=tuple(more["headings"]),
        set_off_allowed=more["set_off_allowed"], evidence_needed=more["evidence"], remedy=more["remedy"],
        action=more["action"], supersedes=more["supersedes"], per=Period(more["per"]), condition=more["condition"],
        points=tuple(more["points"]),
    )  # fmt: skip


def _finish(decision: PublishedDecision) -> None:
    with transaction.atomic(durable=True):
        lines, findings = list(decision.lines.order_by("place")), list(decision.findings.order_by("place"))
        decision.state, decision.preference, decision.typed = DecisionState.CONFIRMED, 0, None
        decision.paid_pence = paid_once(lines)
        decision.save(update_fields=["state", "preference", "typed", "paid_pence"])
        search.index([(decision.pk, found_by(decision, lines, findings))])
        note_same(decision)


def _events(decision: PublishedDecision) -> tuple[Event, ...]:
    reference = Complaint.objects.only("reference").get(ombudsman_cases=decision.case_id).reference
    with transaction.atomic():
        return opened(reference).events


def _decision(number: int, by: Officer, *, locked: bool = False) -> PublishedDecision:
    """A decision of a case the officer may see. Raises NotToConfirm, and NoSuchCase where they may not."""
    decisions = PublishedDecision.objects.exclude(case=None)
    if locked:
        decisions = decisions.select_for_update(of=("self",))
    decision = decisions.filter(pk=number).first()
    if decision is None or decision.case_id is None:
        raise NotToConfirm("There is no such decision of a case: give it to us first.")
    seen_case(decision.case_id, by)
    return decision


__all__ = [
    "Checked",
    "Confirmed",
    "HeadChecked",
    "LineChecked",
    "NotToConfirm",
    "WrongOrders",
    "confirm",
    "go_on",
    "keep_typed",
]
