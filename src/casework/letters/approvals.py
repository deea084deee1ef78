"""The payments a signature approves, and those that wait until the account of who is paid is confirmed."""

from __future__ import annotations

from dataclasses import dataclass

from casework.letters.making import Made
from casework.outcomes.course import is_payment
from casework.outcomes.sums import payee_confirmed
from putright.cases.followed import RemedyState


@dataclass(frozen=True, slots=True)
class Approval:
    """A payment that the signature approves.

    asks  its account was confirmed by nobody yet: without that the letter offers it, and it is approved later.
    """

    key: str
    words: str
    amount_pence: int
    payee: str
    asks: bool


def to_approve(made: Made) -> tuple[RemedyState, ...]:
    """The payments the letter offers that nobody approved yet."""
    return tuple(
        one for one in made.builder.offers() if one.approved_by is None and one.body.amount_pence is not None
    )


def asks_for_payee(one: RemedyState) -> bool:
    """Whether a payment goes to somebody whose account nobody confirmed with them. Source: DR-22."""
    return is_payment(one.body.type) and not payee_confirmed(one)


def approvals(made: Made) -> tuple[Approval, ...]:
    """What a signature of this letter approves, as the page of signing shows it."""
    lines = {one.key: one for one in made.chain.remedies}
    return tuple(
        Approval(
            one.key,
            lines[one.key].words,
            one.body.amount_pence or 0,
            lines[one.key].payee,
            asks_for_payee(one),
        )
        for one in to_approve(made)
        if one.key in lines
    )
