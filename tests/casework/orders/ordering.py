"""Invented cases of an Ombudsman and what it orders, for the tests of orders."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from casework.complaints.models import Complaint
from casework.complaints.record import act, record
from casework.complaints.storing import read_events
from casework.ombudsman.models import OmbudsmanCase
from casework.orders.making import OrderLine, OrdersMade, make_orders
from casework.people.models import Officer
from putright.cases import Case, replay, verbs
from putright.cases.answerable import OrderState
from putright.cases.referred import HeadDecided, ReferralDecided, ReferralMoved, ReferralOpened
from putright.vocabulary import (
    DecisionText,
    Determination,
    OmbudsmanBody,
    OrderKind,
    PublishedOutcome,
    ReferralKind,
    RemedyType,
)
from tests.casework import made
from tests.casework.made import at

mon_3_june = date(2024, 6, 3)
fri_28_june = date(2024, 6, 28)
mon_1_july = date(2024, 7, 1)
fri_26_july = date(2024, 7, 26)
mon_29_july = date(2024, 7, 29)
mon_26_august = date(2024, 8, 26)
NOW = at(mon_1_july, 9)


def version(reference: str) -> int:
    return Complaint.objects.get(reference=reference).version


def case_now(reference: str) -> Case:
    return replay(read_events(Complaint.objects.get(reference=reference))[0])


def order_of(reference: str, key: str) -> OrderState:
    return next(one for one in case_now(reference).orders if one.key == key)


def decided(
    by: Officer, *, body: OmbudsmanBody = OmbudsmanBody.HOS, reference: str = "202229082", on: date = fri_28_june,
    received: date = mon_3_june, complaint: str | None = None,
    outcome: PublishedOutcome | None = None, text: DecisionText | None = None,
    heads: tuple[Determination, ...] = (Determination.SERVICE_FAILURE,), **decision: Any,
) -> OmbudsmanCase:  # fmt: skip
    """A case of an Ombudsman on a complaint of ours, decided, with a head for each finding."""
    known = complaint or made.told(by).reference
    row = Complaint.objects.get(reference=known)
    case = OmbudsmanCase.objects.create(
        organisation=by.organisation, complaint=row, body=body.value, what=ReferralKind.INVESTIGATION.value,
        reference=reference, subject="A leak", received_on=received, officer=by, made_at=at(received, 10),
    )  # fmt: skip
    key = str(case.pk)
    first = "evidence" if body is OmbudsmanBody.HOS else "investigation"
    opening = act(
        verbs.refer, at=received,
        body=ReferralOpened(key, body, ReferralKind.INVESTIGATION, first, ("1",), str(by.pk)),
    )  # fmt: skip
    acts = [opening, act(verbs.follow_up, body=ReferralMoved(key, "decided"), at=on)]
    found = ReferralDecided(
        key, outcome or (PublishedOutcome.DETERMINED if heads else None), text, **decision
    )
    acts.append(act(verbs.follow_up, body=found, at=on))
    for number, one in enumerate(heads, start=1):
        head = HeadDecided(f"{key}-{number}", key, one, ("1",))
        acts.append(act(verbs.refer, body=head, at=on))
    record(known, *acts, by=by, now=at(max(on, received), 18))
    return OmbudsmanCase.objects.select_related("complaint").get(pk=case.pk)


def payment(amount: int = 10000, **rest: Any) -> OrderLine:
    """A payment as the determination in the case of Luton orders it."""
    given = {
        "kind": OrderKind.ORDER, "type": RemedyType.PAY_DISTRESS, "words": "Pay the resident £100, directly",
        "amount_pence": amount, "due": fri_26_july, "as_stated": "Within four weeks of this report",
    }  # fmt: skip
    return OrderLine(**{**given, **rest})


def training(
    words: str = "Remind repairs staff to keep to agreed times of arrival", **rest: Any
) -> OrderLine:
    """Something to change."""
    given = {"kind": OrderKind.ORDER, "type": RemedyType.TRAINING, "words": words, "due": fri_26_july}
    return OrderLine(**{**given, **rest})


def ordered(
    case: OmbudsmanCase, *lines: OrderLine, by: Officer, on: date = fri_28_june, now: datetime = NOW
) -> OrdersMade:
    """These orders on record."""
    assert case.complaint is not None
    return make_orders(
        str(case.pk), lines, decided_on=on, by=by, now=now, seen_version=version(case.complaint.reference)
    )
