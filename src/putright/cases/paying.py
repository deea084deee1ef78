"""A remedy of money as figures count it: what was offered, what was accepted of it, what was paid and by whom."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import cycle
from typing import Any

from putright.cases.followed import RemedyState
from putright.cases.remedial import RemedyMoved
from putright.cases.state import day_of
from putright.procedures import remedy_meanings
from putright.vocabulary import PartyAtFault, RemedyStep

_TOLD = (RemedyStep.OFFERED, RemedyStep.ACCEPTED, RemedyStep.PAID)
_GIVEN_UP = frozenset({RemedyStep.SUPERSEDED, RemedyStep.WITHDRAWN})


def payment_rows(remedy: RemedyState) -> Iterator[dict[str, Any]]:
    """Its rows: the sum offered in as many parts as it was paid in, and as there are who pay.

    What was paid beyond the sum, such as the further periods of a payment that comes again, has a row of its own
    without the days of an offer, so that the offer is counted once. Of what was replaced or withdrawn only what was
    paid stands. Which share a payment was of is not on record: they are taken in turn.
    """
    amount = remedy.body.amount_pence
    if not amount or not remedy_meanings()[remedy.body.type].is_payment or not remedy.offered:
        return
    offered = {"offered_on": _offered_on(remedy), "accepted_on": _accepted_on(remedy)}
    if remedy.step in _GIVEN_UP:
        amount, offered = 0, {}
    for payer, pence, paid_on, beyond in _parts(remedy, amount):
        yield {
            "remedy_type": remedy.body.type.value, "attribution": payer, "amount_pence": pence, "paid_on": paid_on,
            **({} if beyond else offered),
        }  # fmt: skip


def _parts(remedy: RemedyState, amount: int) -> Iterator[tuple[str, int, date | None, bool]]:
    """Who pays, how much, the day it was paid or None, and whether it goes beyond the sum offered."""
    payers = cycle(_shares(remedy))
    paid = [(day_of(one.at), pence) for one in remedy.moves if (pence := _paid(one.body))]
    payer, left, offered = *next(payers), amount
    for day, pence in paid:
        while pence:
            part = min(pence, left, offered or left)
            yield payer, part, day, not offered
            pence, left, offered = pence - part, left - part, max(offered - part, 0)
            if not left:
                payer, left = next(payers)
    while offered:
        part = min(left, offered)
        yield payer, part, None, False
        left, offered = left - part, offered - part
        if not left:
            payer, left = next(payers)


def _shares(remedy: RemedyState) -> list[tuple[str, int]]:
    """Who pays what of the sum; what nobody was named for is ours."""
    amount = remedy.body.amount_pence or 0
    shares = [(one.payer.value, one.amount_pence) for one in remedy.body.shares if one.amount_pence]
    rest = amount - sum(pence for _, pence in shares)
    return [*shares, *([(PartyAtFault.OURS.value, rest)] if rest > 0 else [])]


def _paid(body: object) -> int:
    return (body.amount_pence or 0) if isinstance(body, RemedyMoved) and body.to is RemedyStep.PAID else 0


def _offered_on(remedy: RemedyState) -> date | None:
    """The first day the resident knew of it: the offer, or what shows that there was one, such as an order's."""
    days = [
        day
        for one in remedy.moves
        if isinstance(one.body, RemedyMoved) and one.body.to in _TOLD and (day := day_of(one.at)) is not None
    ]
    return min(days, default=None)


def _accepted_on(remedy: RemedyState) -> date | None:
    if remedy.step is RemedyStep.REFUSED:
        return None
    accepted = next(
        (one for one in remedy.moves if getattr(one.body, "to", None) is RemedyStep.ACCEPTED), None
    )
    return day_of(accepted.at) if accepted else None
