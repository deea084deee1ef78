"""The rows one complaint has in the tables beside the facts, from its events: payments, actions, refusals and the like.

The columns are those of `measures/tables/`; days are texts here, and what is not known is left out. Where the complaint
belongs is added when they are read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from putright.cases.answerable import OrderState, ReferralState
from putright.cases.chain import canonical
from putright.cases.events import Allocated, Declined, Event, Reopened
from putright.cases.followed import ActionState
from putright.cases.heads import holding_heads
from putright.cases.paying import payment_rows
from putright.cases.referred import ReferralMoved
from putright.cases.state import Case, day_of
from putright.procedures import Procedure
from putright.vocabulary import (
    ActionStep,
    Determination,
    OmbudsmanBody,
    OrderKind,
    OrderStep,
    PersonRole,
    RecordType,
)

Row = dict[str, Any]

_DONE = (ActionStep.DONE, ActionStep.VERIFIED)
_GRAVEST_FIRST = tuple(Determination)
_PUBLIC_REPORT = "public_report"
"""The step of an Ombudsman's process at which its report is published; a key of `referrals.toml`."""
_BOTH = (OmbudsmanBody.LGSCO, OmbudsmanBody.HOS)


def counted_beside(case: Case, procedure: Procedure) -> str | None:
    """Its rows by table, as one text that is the same whenever they are; None when it has none.

    Source  statistics.md AR-13, AR-14, AR-16, sections 3 and 4. Which of several days counts is our reading, told at
            each table.
    """
    found = {
        name: rows
        for name, made in TABLES.items()
        if (rows := [_written(one) for one in made(case, procedure)])
    }
    return canonical(found) if found else None


def _written(row: Row) -> Row:
    """The row without what is not known, days as text."""
    return {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in row.items()
        if value is not None
    }


def _payments(case: Case, procedure: Procedure) -> Iterator[Row]:
    ordered = {one.body.remedy for one in case.orders}
    for remedy in case.remedies:
        by_ombudsman = remedy.key in ordered
        stage = "ombudsman" if by_ombudsman else _stage(remedy.made, procedure)
        for row in payment_rows(remedy):
            yield {**row, "stage": stage, "by_ombudsman": by_ombudsman}


def _stage(event: Event, procedure: Procedure) -> str | None:
    places = {stage.key: f"stage_{place}" for place, stage in enumerate(procedure.stages, start=1)}
    return places.get(event.stage or "")


def _actions(case: Case, procedure: Procedure) -> Iterator[Row]:
    """One that was given another day counts by that day alone; it is done on the day we said so, not when verified."""
    ordered = {one.body.action for one in case.orders}
    for action in case.actions:
        if action.due is not None:
            kind = "order" if action.key in ordered else "learning" if action.body.learning else "remedy"
            yield {"kind": kind, "due_on": action.due, "done_on": _done_on(action)}


def _done_on(action: ActionState) -> date | None:
    if action.step not in _DONE:
        return None
    done = action.moved(ActionStep.DONE) or action.moved(ActionStep.VERIFIED)
    return day_of(done.at) if done else None


def _refusals(case: Case, procedure: Procedure) -> Iterator[Row]:
    """Each refusal, of a complaint or of the next stage. Opened again after it, it was overturned: on an Ombudsman's
    word, or by our own review."""
    refused: Row | None = None
    for event in case.standing:
        if isinstance(event.body, Declined):
            if refused:
                yield refused
            day = day_of(event.at)
            reason = event.body.reason.value if event.body.reason else None
            refused = {"reason": reason, "refused_on": day} if day else None
        elif isinstance(event.body, Reopened) and refused:
            by = "ombudsman" if event.body.directed else "review"
            yield {**refused, "overturned_on": day_of(event.at), "overturned_by": by}
            refused = None
    if refused:
        yield refused


def _recommendations(case: Case, procedure: Procedure) -> Iterator[Row]:
    """Each order and agreed action on which the Ombudsman's word came. A recommendation that does not bind, and what
    was taken back or cannot be achieved any more, is none: the board of orders counts the same."""
    for order, referral in _orders(case):
        row = _complied(order)
        if row and referral.body.body in _BOTH and order.body.what is not OrderKind.RECOMMENDATION:
            yield {**row, "body": referral.body.body.value, "decided_on": day_of(order.made.at)}


def _complied(order: OrderState) -> Row | None:
    if order.step not in (OrderStep.ACCEPTED, OrderStep.NOT_COMPLIED):
        return None
    word = order.moved(order.step)
    checked = day_of(word.at) if word else None
    if checked is None:
        return None
    if order.step is OrderStep.NOT_COMPLIED:
        return {"compliance": "not_complied", "checked_on": checked}
    how = "complied_on_time" if order.sent_in_time else "complied_late"
    return {"compliance": how, "checked_on": checked, "complied_on": order.sent_on or checked}


def _orders(case: Case) -> Iterator[tuple[OrderState, ReferralState]]:
    referrals = {one.key: one for one in case.referrals}
    for order in case.orders:
        if order.body.referral in referrals:
            yield order, referrals[order.body.referral]


def _public_reports(case: Case, procedure: Procedure) -> Iterator[Row]:
    for referral in case.referrals:
        to_report = (
            one
            for one in referral.moves
            if isinstance(one.body, ReferralMoved) and one.body.to == _PUBLIC_REPORT
        )
        first = next(to_report, None)
        day = day_of(first.at) if first else None
        if day is not None and referral.body.body in _BOTH:
            yield {"body": referral.body.body.value, "published_on": day}


def _findings(case: Case, procedure: Procedure) -> Iterator[Row]:
    """Every finding of the Housing Ombudsman that holds, with what was ordered to be paid for it. A sum ordered for
    several heads stands once, at the first of them; one that names none, at the gravest."""
    for referral in case.referrals:
        decided = day_of(referral.decided.at) if referral.decided else None
        heads = [
            one for one in holding_heads(case, referral) if one.body.determination.value in FINDINGS_OF_HOS
        ]
        if referral.body.body is not OmbudsmanBody.HOS or decided is None or not heads:
            continue
        gravest = min(heads, key=lambda one: _GRAVEST_FIRST.index(one.body.determination)).key
        sums = _compensation(case, referral, [one.key for one in heads], gravest)
        for head in heads:
            found = head.body.determination.value
            yield {"determination": found, "decided_on": decided, "compensation_pence": sums.get(head.key)}


def _compensation(
    case: Case, referral: ReferralState, heads: Sequence[str], gravest: str
) -> Mapping[str, int]:
    sums: dict[str, int] = {}
    for order in case.orders:
        body = order.body
        binds = body.what is not OrderKind.RECOMMENDATION and order.step is not OrderStep.TAKEN_BACK
        if body.referral == referral.key and body.amount_pence and binds:
            head = next((one for one in body.heads if one in heads), gravest)
            sums[head] = sums.get(head, 0) + body.amount_pence
    return sums


def _investigators(case: Case, procedure: Procedure) -> Iterator[Row]:
    if procedure.counted_as is not RecordType.STATUTORY_CHILDREN or len(procedure.stages) < 2:
        return
    key = procedure.stages[1].key
    stage = next((one for one in case.stages if one.key == key), None)
    asked = day_of(stage.opened_at.at) if stage else None
    if asked is not None:
        appointed = _investigator_on(case, key)
        yield {"escalated_on": asked, "appointed_on": appointed if appointed and appointed >= asked else None}


def _investigator_on(case: Case, stage: str) -> date | None:
    """The first day there was an investigating officer; where none is on record, that the stage was allocated."""
    named = [one.made for one in case.people if one.body.role is PersonRole.INVESTIGATING_OFFICER]
    given = [one for one in case.standing if isinstance(one.body, Allocated) and one.body.role == "handler"]
    events = [one for one in named or given if one.stage == stage]
    return min((day for one in events if (day := day_of(one.at)) is not None), default=None)


FINDINGS_OF_HOS = frozenset(
    one.value
    for one in (
        Determination.SEVERE, Determination.MALADMINISTRATION, Determination.SERVICE_FAILURE, Determination.PARTIAL,
        Determination.NO_MALADMINISTRATION, Determination.REDRESS, Determination.MEDIATION, Determination.OUTSIDE,
        Determination.WITHDRAWN,
    )
)  # fmt: skip
"""The Housing Ombudsman's own terms."""

TABLES: Mapping[str, Callable[[Case, Procedure], Iterator[Row]]] = {
    "payments": _payments,
    "actions": _actions,
    "refusals": _refusals,
    "recommendations": _recommendations,
    "public_reports": _public_reports,
    "findings": _findings,
    "investigators": _investigators,
}
"""The tables that events alone tell, each with what makes its rows."""
