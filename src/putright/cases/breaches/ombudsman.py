"""With an Ombudsman: what it asked by its date, drafts shown, orders dated, carried out and accepted."""

from __future__ import annotations

from collections.abc import Iterator

from putright.calendars import short_day
from putright.cases.answerable import OrderState
from putright.cases.breaches.breach import Breach, Matter, day_after
from putright.cases.days import day_of
from putright.vocabulary import DraftParty, EnquiryKind, EnquiryStep, OrderKind, OrderStep


def enquiries(matter: Matter) -> Iterator[Breach]:
    """What an Ombudsman asked us for and did not get by the date that held. What others say to a draft is theirs.

    Source  the Housing Ombudsman Scheme and LGSCO's powers to obtain information; the date is in its letter.
    """
    for one in matter.case.enquiries:
        if one.body.party is not DraftParty.US:
            continue
        due, answered = one.due, one.answered_on
        if due is None or one.step is EnquiryStep.NOT_NEEDED:
            continue
        if one.ended and (answered is None or answered <= due):
            continue
        if not one.ended and matter.today <= due:
            continue
        came = f"came only on {short_day(answered)}" if answered else "is still open"
        says = f"{one.body.what.label}: due to the Ombudsman by {short_day(due)} and {came}"
        days = matter.calendar.working_days_between(due, answered or matter.today)
        yield from matter.breach(
            "ombudsman-answered-in-time", one.made.stage, says, event=one.last, since=day_after(due),
            days_late=days, always=True,
        )  # fmt: skip


def drafts(matter: Matter) -> Iterator[Breach]:
    """Drafts that criticise somebody and were answered without their having seen them.

    Source  LGSCO investigation manual: the body shows the draft and sends proof; decision 24 015 097, paragraph 9.
    """
    for one in matter.case.enquiries:
        if one.body.what is not EnquiryKind.DRAFT or not one.body.criticises or one.shown:
            continue
        if one.step is EnquiryStep.ANSWERED:
            yield from matter.breach("draft-shown", one.made.stage, event=one.last, always=True)


def orders(matter: Matter) -> Iterator[Breach]:
    """Orders without a date, and those not shown to be done by the date that held.

    Source  each order's own date. A recommendation does not bind: late, it is told without being called a failure
            to comply.
    """
    for one in matter.case.orders:
        if one.due is None:
            if not one.ended:
                yield from matter.breach("orders-dated", one.made.stage, event=one.made, always=True)
            continue
        yield from _late(matter, one)


def closed_with_order_open(matter: Matter) -> Iterator[Breach]:
    """Cases of an Ombudsman closed while something it ordered had not come to its end."""
    for referral in matter.case.referrals:
        closed = referral.closed
        if closed is None:
            continue
        for order in matter.case.orders:
            if order.body.referral == referral.key and not order.ended:
                says = f"The Ombudsman’s case was closed with an order open: {order.body.type.label.lower()}"
                yield from matter.breach(
                    "orders-ended-with-word", closed.stage, says, event=closed, always=True
                )


def _late(matter: Matter, one: OrderState) -> Iterator[Breach]:
    due = one.due
    assert due is not None  # the caller asked
    if one.step in (OrderStep.NOT_ACHIEVABLE, OrderStep.TAKEN_BACK, OrderStep.NOT_FOLLOWED) and one.ended:
        return
    # What was sent and not sent back counts from the day it was sent.
    shown = one.sent_on if one.step in (OrderStep.SENT, OrderStep.ACCEPTED, OrderStep.DISPUTED) else None
    if shown is None and one.step is OrderStep.ACCEPTED:
        accepted = one.moved(OrderStep.ACCEPTED)
        shown = day_of(accepted.at) if accepted else None
    if (shown is not None and shown <= due) or (shown is None and matter.today <= due):
        return
    came = f"shown only on {short_day(shown)}" if shown else "not shown to be done"
    what = "Recommendation" if one.body.what is OrderKind.RECOMMENDATION else one.body.what.label
    says = f"{what}, {one.body.type.label.lower()}: due by {short_day(due)} and {came}"
    days = matter.calendar.working_days_between(due, shown or matter.today)
    yield from matter.breach(
        "orders-complied",
        one.made.stage,
        says,
        event=one.last,
        since=day_after(due),
        days_late=days,
        always=True,
    )
