"""What keeps evidence of an order from being sent: what is not done, not covered, not attached, or has no date."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from casework.outcomes.holding import own_breach
from putright.cases import Breach, Case
from putright.cases.answerable import OrderState
from putright.cases.followed import RemedyState
from putright.cases.remedial import RemedyMoved
from putright.procedures import remedy_meanings
from putright.vocabulary import ActionStep, LetterKind, RemedyStep
from putright.vocabulary.money import pounds

EVERY_HEADING = "apology-covers-every-heading"
"""The check of letters that looks for each heading; a letter sent past it did not cover them all."""
_ACTION_DONE = frozenset({ActionStep.DONE, ActionStep.VERIFIED})
_NOT_NEEDED = frozenset({RemedyStep.CONDITION_MET, RemedyStep.DONE})


def not_shown(
    case: Case,
    order: OrderState,
    *,
    documents: Sequence[int],
    headings: Sequence[str],
    covered: Sequence[str],
) -> tuple[Breach, ...]:
    """What keeps the evidence from being sent, as our own act; it goes on only with a reason.

    documents  numbers of what is attached. headings: what an apology must cover; covered: what it does.
    Source     R-O4, R-O5; remedies.md 7.5.
    """
    says = list(_problems(case, order, documents, headings, covered))
    found = [own_breach("orders-complied", one, stage=order.made.stage, detection="DR-20") for one in says]
    if order.due is None:
        undated = "It has no date: set one first"
        found.append(own_breach("orders-dated", undated, stage=order.made.stage, detection="DR-28"))
    return tuple(found)


def _problems(
    case: Case, order: OrderState, documents: Sequence[int], headings: Sequence[str], covered: Sequence[str]
) -> Iterator[str]:
    if not documents:
        evidence = remedy_meanings()[order.body.type].evidence.rstrip(".").lower()
        yield f"Nothing is attached that shows it: {evidence}"
    remedy = next((one for one in case.remedies if one.key == order.body.remedy), None)
    if remedy is not None and remedy.body.amount_pence is not None:
        yield from _of_payment(remedy)
    elif remedy is not None:
        yield from _of_apology(case, remedy, headings, covered)
    action = next((one for one in case.actions if one.key == order.body.action), None)
    if action is not None and action.step not in _ACTION_DONE:
        yield f"Our action is not done: it is {action.step.label.lower()}"


def _of_payment(remedy: RemedyState) -> Iterator[str]:
    amount = remedy.body.amount_pence or 0
    if not remedy.paid_pence and remedy.step in _NOT_NEEDED:
        return
    if remedy.paid_pence < amount:
        paid = f"{pounds(remedy.paid_pence)} of {pounds(amount)}" if remedy.paid_pence else "nothing"
        yield f"The payment is not marked as paid in the ledger: {paid} is"
    elif not any(
        isinstance(one.body, RemedyMoved) and one.body.to is RemedyStep.PAID and (one.body.document or one.body.note)
        for one in remedy.moves
    ):  # fmt: skip
        yield "The payment is marked as paid in the ledger, and nothing there shows it"


def _of_apology(
    case: Case, remedy: RemedyState, headings: Sequence[str], covered: Sequence[str]
) -> Iterator[str]:
    if remedy.step is not RemedyStep.DONE:
        yield f"It is not done yet in the ledger: it is {remedy.step.label.lower()}"
    done = remedy.moved(RemedyStep.DONE)
    letter = getattr(done.body, "letter", None) if done else None
    sent = next((one for one in case.letters if one.key == letter), None)
    if sent is not None and sent.body.what is LetterKind.APOLOGY and EVERY_HEADING not in sent.body.overrides:
        # The letter could leave only with every heading in it.
        return
    for heading in headings:
        if heading not in covered:
            yield f"The apology is not said to cover “{heading}”"
