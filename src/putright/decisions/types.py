"""What a published decision says, as far as it was understood: with the place of each order, and with doubts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any


class NotADecision(ValueError):
    """The text is not a published decision of an Ombudsman we know; the message says what is missing."""


@dataclass(frozen=True, slots=True)
class Point:
    """One thing complained of, as the decision defines it."""

    key: str
    text: str


@dataclass(frozen=True, slots=True)
class Finding:
    """What was decided on one point.

    point          key of the point; None when the decision does not say which, or there is none.
    determination  a code of the body's own findings, such as `service_failure` or `upheld_fault_injustice`.
    words          the words of the decision it was read from.
    """

    point: str | None
    about: str
    determination: str
    words: str


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a payment: whose fault it is for, who gets it, or what it is for."""

    to: str
    amount_pence: int


@dataclass(frozen=True, slots=True)
class Within:
    """A length of time as stated: 4 weeks, 20 working days, 2 months."""

    length: int
    unit: str


@dataclass(frozen=True, slots=True)
class Order:
    """One thing to be done, and by when.

    kind          order, recommendation or agreed_action; only the first and the last bind.
    type          a code of the remedy types.
    amount_pence  what is paid; for a payment by the month without an end, the sum of one period.
    attribution   the parts of the amount, when the decision divides it.
    counted_from  decision, report, or other when it depends on something else; None = not stated.
    due_on        None when no date is stated or it cannot be worked out from the decision alone.
    as_stated     the words that set the time; None when there are none.
    span          where it stands: offsets into the text that was read.
    """

    key: str
    kind: str
    type: str
    text: str
    payer: str | None
    payee: str | None
    amount_pence: int | None
    attribution: tuple[Share, ...]
    within: Within | None
    counted_from: str | None
    due_on: date | None
    as_stated: str | None
    span: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Decision:
    """A published decision of the Local Government (lgsco) or the Housing Ombudsman (hos).

    completeness         partial when the text breaks off, or a part every decision has is not there.
    payment_total_pence  what is to be paid by orders and agreed actions; recommendations and payments
                         without an end are left out. 0 when nothing is to be paid.
    doubts               what is contradictory, could not be read, or needs a person's eye.
    """

    body: str
    reference: str | None
    authority: str | None
    title: str | None
    category: str | None
    published_outcome: str | None
    decided_on: date | None
    summary: str | None
    completeness: str
    points: tuple[Point, ...]
    findings: tuple[Finding, ...]
    orders: tuple[Order, ...]
    payment_total_pence: int
    doubts: tuple[str, ...]


def to_data(decision: Decision) -> dict[str, Any]:
    """The decision as `putright read --json` prints it; dates stay dates."""
    return {
        "body": decision.body,
        "reference": decision.reference,
        "authority": decision.authority,
        "title": decision.title,
        "category": decision.category,
        "published_outcome": decision.published_outcome,
        "decided_on": decision.decided_on,
        "summary": decision.summary,
        "completeness": decision.completeness,
        "points": [{"key": one.key, "text": one.text} for one in decision.points],
        "findings": [
            {"point": one.point, "about": one.about, "determination": one.determination, "words": one.words}
            for one in decision.findings
        ],
        "orders": [_order(one) for one in decision.orders],
        "payment_total_pence": decision.payment_total_pence,
        "doubts": list(decision.doubts),
    }


def _order(order: Order) -> dict[str, Any]:
    within = order.within
    return {
        "key": order.key,
        "kind": order.kind,
        "type": order.type,
        "text": order.text,
        "payer": order.payer,
        "payee": order.payee,
        "amount_pence": order.amount_pence,
        "attribution": [{"to": one.to, "amount_pence": one.amount_pence} for one in order.attribution],
        "within": {"length": within.length, "unit": within.unit} if within else None,
        "counted_from": order.counted_from,
        "due_on": order.due_on,
        "as_stated": order.as_stated,
        "span": list(order.span),
    }
