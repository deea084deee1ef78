"""How we stand with an Ombudsman in a year: what its cases came to, and each figure with its base and its cases.

The cases are those the officer may see. What an Ombudsman finds is never counted as our own finding.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from casework.complaints.models import Event as EventRow
from casework.complaints.models import OpenEnd, Referral
from casework.complaints.storing import EVENT_COLUMNS, from_row
from casework.ombudsman.models import OmbudsmanCase
from casework.ombudsman.queries import seen_cases
from casework.orders.rules import rules
from casework.people.models import Officer
from casework.people.nation import ombudsmen_for
from putright.cases import Case, EndKind, Event, replay
from putright.cases.answerable import OrderState
from putright.cases.heads import holding_heads
from putright.cases.state import day_of
from putright.vocabulary import (
    DecisionText,
    Determination,
    EnquiryStep,
    OmbudsmanBody,
    OrderKind,
    OrderStep,
    PublishedOutcome,
    RemediedBy,
)


@dataclass(frozen=True, slots=True)
class OrderFact:
    """One order that came to its end. in_time: shown by the date that held; None where that cannot be said."""

    kind: OrderKind
    step: OrderStep
    ended_on: date | None
    in_time: bool | None


@dataclass(frozen=True, slots=True)
class CaseFact:
    """One case of an Ombudsman, in codes and dates. complaint: the reference of ours; empty = linked to none.

    findings, orders  of the case, where they were read: a case decided in the year, or with an order ended in it.
    """

    key: int
    reference: str
    complaint: str
    received_on: date
    decided_on: date | None = None
    outcome: PublishedOutcome | None = None
    remedied_before: bool = False
    findings: tuple[Determination, ...] = ()
    orders: tuple[OrderFact, ...] = ()
    enquiries: tuple[tuple[date, date | None], ...] = ()
    is_open: bool = True


def case_facts(officer: Officer, body: OmbudsmanBody, *, year: int) -> tuple[CaseFact, ...]:
    """The cases of this Ombudsman the officer may see, with what a year's figures need. Four statements."""
    first, last = rules().year(year)
    cases = list(
        OmbudsmanCase.objects.filter(seen_cases(officer), body=body.value).select_related("complaint").order_by("pk")
    )  # fmt: skip
    known = {(one.complaint_id, str(one.pk)) for one in cases if one.complaint_id is not None}
    here = {pk for pk, _ in known}
    referrals = {
        (one.complaint_id, one.key): one
        for one in Referral.objects.filter(complaint__in=here, body=body.value)
    }
    ended = Q(kind=EndKind.ORDER.value, ended_on__range=(first, last))
    due = Q(kind=EndKind.ENQUIRY.value, due_on__range=(first, last))
    ends = list(OpenEnd.objects.filter(ended | due, complaint__in=here))
    replayed = {
        one.complaint_id for one in referrals.values() if one.decided_on and first <= one.decided_on <= last
    } | {one.complaint_id for one in ends}
    histories = _replayed(replayed)
    return tuple(_fact(one, referrals, histories) for one in cases)


def years_of(officer: Officer, *, today: date) -> tuple[int, ...]:
    """The years an officer can ask for, the latest first: from the first case they may see. One statement."""
    first = OmbudsmanCase.objects.filter(seen_cases(officer)).order_by("received_on").first()
    now = rules().year_of(today)
    begin = min(rules().year_of(first.received_on), now) if first else now
    return tuple(range(now, begin - 1, -1))


def bodies_of(officer: Officer) -> tuple[OmbudsmanBody, ...]:
    """The Ombudsmen that have a case the officer may see; those of the nation where none has. One statement."""
    found = set(OmbudsmanCase.objects.filter(seen_cases(officer)).values_list("body", flat=True).distinct())
    return tuple(one for one in OmbudsmanBody if one.value in found) or ombudsmen_for(
        officer.organisation.procedures
    )


def _replayed(complaints: Iterable[int]) -> Mapping[int, Case]:
    """These complaints as their events have made them. One statement."""
    ids = sorted(complaints)
    if not ids:
        return {}
    events: dict[int, list[Event]] = {}
    rows = EventRow.objects.filter(complaint__in=ids).order_by("complaint_id", "sequence")
    for pk, *row in rows.values_list(*EVENT_COLUMNS):
        events.setdefault(pk, []).append(from_row(row))
    return {pk: replay(those) for pk, those in events.items()}


def _fact(
    case: OmbudsmanCase, referrals: Mapping[tuple[int, str], Referral], histories: Mapping[int, Case]
) -> CaseFact:
    key = str(case.pk)
    referral = referrals.get((case.complaint_id or 0, key))
    history = histories.get(case.complaint_id or 0)
    state = next((one for one in history.referrals if one.key == key), None) if history else None
    text = DecisionText(referral.decision_text) if referral and referral.decision_text else None
    before = referral is not None and referral.remedied_by == RemediedBy.BEFORE.value
    return CaseFact(
        key=case.pk, reference=case.reference, complaint=case.complaint.reference if case.complaint else "",
        received_on=case.received_on, decided_on=referral.decided_on if referral else None,
        outcome=_outcome(referral, text), remedied_before=before or text is DecisionText.ALREADY_REMEDIED,
        findings=tuple(one.body.determination for one in holding_heads(history, state))
        if history and state else (),
        orders=tuple(_order(one) for one in history.orders if one.body.referral == key) if history else (),
        enquiries=tuple(
            (one.due, one.answered_on)
            for one in history.enquiries
            if one.body.referral == key and one.due is not None and one.step is not EnquiryStep.NOT_NEEDED
        ) if history else (),
        is_open=referral.is_open if referral else not case.not_ours,
    )  # fmt: skip


def _outcome(referral: Referral | None, text: DecisionText | None) -> PublishedOutcome | None:
    """What is published; where only the text of the decision is known, what is published of such a one."""
    if referral is not None and referral.published_outcome:
        return PublishedOutcome(referral.published_outcome)
    return rules().published.get(text) if text is not None else None


def _order(one: OrderState) -> OrderFact:
    ended = day_of(one.last.at) if one.ended else None
    return OrderFact(one.body.what, one.step, ended, one.sent_in_time)
