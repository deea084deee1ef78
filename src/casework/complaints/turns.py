"""Where a complaint goes: to the next stage, not accepted, withdrawn, closed, opened again."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import F

from casework.complaints.models import Complaint
from casework.complaints.permissions import visible_to
from casework.complaints.record import Recorded, act, opened
from casework.complaints.references import as_typed
from casework.complaints.restriction import check_named
from casework.complaints.writing import Said, When, apply, do
from casework.people.models import Officer
from putright.cases import CaseError, verbs
from putright.vocabulary import ClosingReason, EscalationReason, RejectionReason


class NoOriginal(CaseError):
    """The complaint a duplicate is said to repeat cannot be found."""


def original_of(typed: str, *, reason: RejectionReason, by: Officer) -> str | None:
    """The reference of the complaint it repeats. One statement for a duplicate, else none. Raises NoOriginal.

    A duplicate repeats a complaint that is here and that the officer may open; one that was considered long ago may
    have any reference.
    """
    if reason is not RejectionReason.DUPLICATE or not typed.strip():
        return typed.strip() or None
    reference = as_typed(typed)
    if not Complaint.objects.filter(visible_to(by), reference=reference).exists():
        raise NoOriginal(
            f"There is no complaint {reference} that you can open: check the reference, or search for the person."
        )
    return reference


def escalate(
    reference: str, *, at: When, reasons: Sequence[EscalationReason], disputed: Sequence[str], words: str = "",
    reviewer: Officer | None = None, by: Officer, now: datetime, seen_version: int, going_on: str = "",
) -> Recorded:  # fmt: skip
    """Record that the complainant asked for the next stage. No reason is ever required of them.

    disputed  keys of the points still in dispute; empty = all.
    reviewer  who takes it on; somebody who acted before is possible, and a breach.
    """
    with transaction.atomic(durable=True):
        held = opened(reference, seen_version=seen_version)
        acts = [act(verbs.escalate, at=at, reasons=tuple(reasons), disputed=tuple(disputed))]
        if reviewer is not None:
            check_named(held.complaint, reviewer)
            acts.append(act(verbs.allocate, officer=str(reviewer.pk), at=at))
        said = [Said(words, "contact", with_complainant=True)] if words.strip() else []
        recorded = apply(held, acts, said, at=at, by=by, now=now, going_on=going_on, gated=True)
        if reviewer is not None and reviewer.team_id is not None:
            Complaint.objects.filter(pk=held.complaint.pk).update(
                team=reviewer.team_id, facts_changed=F("facts_changed") + 1
            )
    return recorded


def decline(
    reference: str, *, reason: RejectionReason, words: str, at: When, ombudsman_details: bool,
    issue_on: date | None = None, discretion_considered: bool = False, filed_on: date | None = None, original: str = "",
    by: Officer, now: datetime, seen_version: int, going_on: str = "",
) -> Recorded:  # fmt: skip
    """Record that the complaint is not accepted, with the reasons of this case. Raises NoOriginal."""
    declining = act(
        verbs.decline, reason=reason, at=at, ombudsman_details=ombudsman_details, issue_on=issue_on,
        discretion_considered=discretion_considered, filed_on=filed_on,
        original=original_of(original, reason=reason, by=by),
    )  # fmt: skip
    said = (Said(words, "reason", into="merits_note"),) if words.strip() else ()
    return do(
        reference,
        declining,
        *said,
        at=at,
        by=by,
        now=now,
        seen_version=seen_version,
        going_on=going_on,
        gated=True,
    )


def refuse_escalation(
    reference: str, *, reason: RejectionReason, words: str, at: When, requested_at: When | None,
    ombudsman_details: bool, by: Officer, now: datetime, seen_version: int, going_on: str = "",
) -> Recorded:  # fmt: skip
    """Record that the next stage was asked for and refused, with the reasons of this case."""
    refusing = act(
        verbs.refuse_escalation,
        reason=reason,
        at=at,
        requested_at=requested_at,
        ombudsman_details=ombudsman_details,
    )
    said = (Said(words, "reason", into="merits_note"),) if words.strip() else ()
    return do(
        reference,
        refusing,
        *said,
        at=at,
        by=by,
        now=now,
        seen_version=seen_version,
        going_on=going_on,
        gated=True,
    )


def withdraw(
    reference: str, *, at: When, words: str = "", by: Officer, now: datetime, seen_version: int
) -> Recorded:
    """Record that the complainant withdrew the complaint."""
    said = (Said(words, "contact", with_complainant=True),) if words.strip() else ()
    return do(reference, act(verbs.withdraw, at=at), *said, at=at, by=by, now=now, seen_version=seen_version)


def close(
    reference: str, *, reason: ClosingReason, at: When, words: str = "", acts_next: str | None = None,
    acts_by: date | None = None, by: Officer, now: datetime, seen_version: int, going_on: str = "",
) -> Recorded:  # fmt: skip
    """Close the complaint. With an open end or an unanswered point it is held.

    acts_next, acts_by  who does something next, if anybody, and by when.
    """
    said = (Said(words, "reason"),) if words.strip() else ()
    return do(
        reference,
        act(verbs.close, reason=reason, at=at, acts_next=acts_next, acts_by=acts_by),
        *said,
        at=at,
        by=by,
        now=now,
        seen_version=seen_version,
        going_on=going_on,
        gated=True,
    )


def reopen(
    reference: str, words: str, *, directed: bool, at: When, by: Officer, now: datetime, seen_version: int
) -> Recorded:
    """Open the complaint again. `directed`: an Ombudsman told us to take it on, which starts a fresh clock."""
    said = Said(words, "reason", into="note")
    return do(
        reference,
        act(verbs.reopen, at=at, directed=directed),
        said,
        at=at,
        by=by,
        now=now,
        seen_version=seen_version,
    )
