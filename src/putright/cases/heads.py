"""Which heads of complaint belong to which decision of an Ombudsman: a review may find on them anew."""

from __future__ import annotations

from dataclasses import dataclass

from putright.cases.answerable import HeadState, ReferralState
from putright.cases.events import Event
from putright.cases.state import Case


@dataclass(frozen=True, slots=True)
class DecisionState:
    """One decision with the heads it found on."""

    made: Event
    heads: tuple[HeadState, ...]


def decisions_of(case: Case, referral: ReferralState) -> tuple[DecisionState, ...]:
    """Every decision of this case with its heads, the first made first.

    Heads belong to the last decision recorded before them, and to the first where there is none before. A review that
    records none leaves those before it as they were.
    """
    heads = tuple(one for one in case.heads if one.body.referral == referral.key)
    decisions, found = referral.decisions, []
    earlier: tuple[HeadState, ...] = ()
    for number, event in enumerate(decisions):
        first = event.sequence if number else 0
        last = decisions[number + 1].sequence if number + 1 < len(decisions) else case.next_sequence
        earlier = tuple(one for one in heads if first < one.made.sequence < last) or earlier
        found.append(DecisionState(event, earlier))
    return tuple(found)


def holding_heads(case: Case, referral: ReferralState) -> tuple[HeadState, ...]:
    """The heads that hold: those of the decision that holds; all there are while no decision is on record."""
    decisions = decisions_of(case, referral)
    if decisions:
        return decisions[-1].heads
    return tuple(one for one in case.heads if one.body.referral == referral.key)
