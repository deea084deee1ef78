"""Entering remedies in the ledger, and deciding that a point needs none."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from casework.complaints import search
from casework.complaints.record import Opened, Recorded, act, opened, record_on
from casework.complaints.words import write_note
from casework.complaints.writing import When, moment
from casework.outcomes.decisions import standing_remedies
from casework.outcomes.holding import hold, own_breach
from casework.outcomes.impact import bands_in_force, impact, known_bands
from casework.outcomes.models import LedgerLine
from casework.outcomes.offers import Offer, check_offer, line_of_offer
from casework.outcomes.payees import payable
from casework.outcomes.sums import particulars_of
from casework.people.models import Officer
from putright.calendars import in_london
from putright.cases import CaseError, replay, verbs
from putright.cases.breaches import Breach
from putright.cases.remedial import NoRemedy, RemedyProposed
from putright.letters.phrases import phrases
from putright.outcomes import set_off_problem
from putright.procedures import procedure
from putright.vocabulary import Period


def propose_remedy(
    reference: str,
    offer: Offer,
    *,
    at: When,
    by: Officer,
    now: datetime,
    seen_version: int,
    going_on: str = "",
) -> Recorded:
    """Enter a remedy in the ledger, whether or not anybody asked for one. It is offered when a letter names it.

    Raises      WrongOffer with every problem by its field; Held for a payment set against a debt without a reason.
    Statements  about seventeen.
    """
    with transaction.atomic(durable=True):
        held = opened(reference, seen_version=seen_version)
        case = replay(held.events)
        _check(held, offer, now)
        complaint, stage = held.complaint, case.stage
        written: dict[str, Any] = {"by": by, "happened_at": moment(at), "written_at": now, "stage": stage}
        note = write_note(complaint, offer.words, about="remedy", **written)
        differs = (
            write_note(complaint, offer.differs, about="reason", **written) if offer.differs.strip() else None
        )
        amount = offer.sum_pence()
        body = RemedyProposed(
            remedy=str(note.pk),
            type=offer.type,
            points=offer.points,
            amount_pence=amount,
            unit_pence=offer.unit_pence,
            per=offer.per if offer.unit_pence is not None else Period.ONCE,
            periods=offer.periods if offer.unit_pence is not None and not offer.recurring else None,
            part_days=offer.part_days if offer.unit_pence is not None and not offer.recurring else 0,
            recurring=offer.recurring,
            until=offer.until if offer.recurring else None,
            shares=offer.shares,
            payee=offer.payee if amount is not None else None,
            due=offer.due,
            owner=offer.owner,
            supersedes=offer.supersedes,
            guidance=offer.band or None,
            differs_note=str(differs.pk) if differs else None,
            set_off_debt=offer.set_off_debt,
            set_off=offer.set_off,
            headings=len(offer.headings),
        )
        proposing = act(verbs.propose_remedy, body=body, at=at)
        hold(held, [proposing], by=by, now=now, going_on=going_on, besides=_set_off(offer, stage))
        recorded = record_on(held, proposing, by=by, now=now)
        _keep_line(held, note.pk, offer, amount)
        search.add(complaint.pk, offer.words)
    return recorded


def decide_no_remedy(
    reference: str, point: str, words: str, *, at: When, by: Officer, now: datetime, seen_version: int
) -> Recorded:
    """Decide that nothing puts a point right, with the reason as the resident could read it.

    Raises  CaseError without a reason, or for one that rests on nobody having asked (DR-27).
    """
    if not words.strip():
        raise CaseError("say why nothing puts this point right, in words the resident could read")
    if (found := phrases("not_asked", "en").first(words)) is not None:
        raise CaseError(
            f"“{found.words}”: whether a remedy was asked for is no reason. Decide it on the harm (DR-27)"
        )
    with transaction.atomic(durable=True):
        held = opened(reference, seen_version=seen_version)
        case = replay(held.events)
        case.point(point)
        if any(not one.ended for one in standing_remedies(case, point)):
            raise CaseError("a remedy stands for this point: take it back, or wait for the resident’s answer")
        note = write_note(
            held.complaint, words, about="reason", by=by, happened_at=moment(at), written_at=now, point=point,
            stage=case.stage,
        )  # fmt: skip
        deciding = act(verbs.decide_no_remedy, body=NoRemedy(point=point, note=str(note.pk)), at=at)
        recorded = record_on(held, deciding, by=by, now=now)
        search.add(held.complaint.pk, words)
    return recorded


def _check(held: Opened, offer: Offer, now: datetime) -> None:
    complaint, case = held.complaint, replay(held.events)
    today = in_london(now).date()
    policy = procedure(complaint.own_policy) if complaint.own_policy else None
    bands = known_bands(bands_in_force(procedure(complaint.procedure), policy, on=today))
    check_offer(
        offer,
        case,
        particulars_of(complaint.pk),
        bands={one.reference: one for one in bands},
        payable="payee" not in offer.needs or payable(complaint.pk, offer.payee),
        judged="band" not in offer.needs or impact(complaint.pk, case.stage).judged,
    )


def _set_off(offer: Offer, stage: str) -> tuple[Breach, ...]:
    amount = offer.sum_pence()
    problem = set_off_problem(line_of_offer(offer, amount)) if amount is not None else None
    return (own_breach("paid-to-the-person", problem, stage=stage),) if problem else ()


def _keep_line(held: Opened, number: int, offer: Offer, amount: int | None) -> None:
    details = {name: words for name, words in offer.details.items() if words.strip()}
    if offer.unit_pence is not None and not offer.recurring:
        details["rounding"] = offer.rounding.value
        if offer.part_of_days is not None:
            details["part_of_days"] = str(offer.part_of_days)
    LedgerLine.objects.create(
        note_id=number,
        complaint=held.complaint,
        type=offer.type.value,
        whole_pence=amount,
        recurring=offer.recurring,
        per=offer.per.value if offer.recurring else "",
        method=offer.method,
        condition=offer.condition,
        headings=list(offer.headings),
        details=details,
    )
