"""A case of an Ombudsman: opened for a complaint or for none we know yet, linked, or found to be none of ours."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.db import IntegrityError, transaction

from casework.agreements.working import Working, working
from casework.complaints.contents import MOMENTS_AGO
from casework.complaints.models import Complaint
from casework.complaints.permissions import visible_to
from casework.complaints.record import Act, Recorded
from casework.complaints.references import as_typed
from casework.complaints.restriction import check_named
from casework.ombudsman.models import EnquiryPaper, OmbudsmanCase
from casework.ombudsman.working import case_here, document_of, refer
from casework.people.models import Officer
from putright.cases import CaseError
from putright.cases.referred import EnquiryReceived, ReferralOpened
from putright.procedures import referral_process
from putright.vocabulary import EnquiryKind, OmbudsmanBody, ReferralKind

ASKS_AT_FIRST: Mapping[ReferralKind, EnquiryKind] = {
    ReferralKind.ENQUIRY: EnquiryKind.INTAKE,
    ReferralKind.INVESTIGATION: EnquiryKind.QUESTIONS,
    ReferralKind.SUPPORT: EnquiryKind.INSTRUCTION,
    ReferralKind.FAILURE_ORDER: EnquiryKind.FAILURE_ORDER,
}
"""What a letter that opens a case commonly asks for, where nobody says."""


def open_case(
    reference: str | None, *, body: OmbudsmanBody, what: ReferralKind, their_reference: str, subject: str,
    received_on: date, points: Sequence[str] = (), answer_by: date | None = None, asks: EnquiryKind | None = None,
    asked: str = "", document: str | int | None = None, owner: Officer | None = None,
    by: Officer, now: datetime, seen_version: int | None = None,
) -> str:  # fmt: skip
    """Open a case and return its key, which its events carry as `referral`.

    reference  the complaint it is about; None = none we know yet: the case stands on the desk until it is linked.
    asks       what its letter asks us for; None with an `answer_by` = what such a letter commonly asks.
    asked      that in words; document: the letter, kept with the complaint.
    answer_by  the date in the letter; None = it gives none.
    Raises     CaseError for a reference that has a case already; ChangedSince; NotNamed.
    """
    if not subject.strip():
        raise CaseError("say what the Ombudsman's case is about")
    _check_sent_once(their_reference, subject, received_on, by, now)
    if asks is None and answer_by is not None:
        asks = ASKS_AT_FIRST.get(what, EnquiryKind.OTHER)

    def row(complaint: Complaint | None) -> OmbudsmanCase:
        return _new_row(
            OmbudsmanCase(
                organisation=by.organisation, complaint=complaint, body=body.value, what=what.value,
                reference=their_reference.strip(), subject=subject.strip(), received_on=received_on,
                answer_by=answer_by, asks=asks.value if asks else "", officer=by, made_at=now,
            )
        )  # fmt: skip

    if reference is None:
        with transaction.atomic(durable=True):
            return str(row(None).pk)
    with working(reference, at=received_on, by=by, now=now, seen_version=seen_version) as one:
        made = row(one.complaint)
        _record(one, made, points=points, asked=asked, document=document, owner=owner)
    return str(made.pk)


def link_case(
    key: str | int, reference: str, *, points: Sequence[str] = (), asked: str = "", owner: Officer | None = None,
    by: Officer, now: datetime, seen_version: int | None = None,
) -> Recorded:  # fmt: skip
    """Link a case that was opened without one to its complaint; it is about it from the day of the first letter.

    Raises CaseError for one that is linked already, or a complaint the officer cannot open.
    """
    found = as_typed(reference)
    if not Complaint.objects.filter(visible_to(by), reference=found).exists():
        raise CaseError(
            f"there is no complaint {found} that you can open: check the reference, or search for the person"
        )
    received_on = case_here(key, by).received_on
    with working(found, at=received_on, by=by, now=now, seen_version=seen_version) as one:
        made = case_here(key, by, locked=True)
        if made.complaint_id is not None:
            raise CaseError("the case is linked to a complaint already")
        made.complaint, made.not_ours = one.complaint, ""
        made.save(update_fields=["complaint", "not_ours"])
        return _record(one, made, points=points, asked=asked, document=None, owner=owner)


def not_ours(key: str | int, why: str, *, by: Officer, now: datetime) -> None:
    """Record why a case is no complaint of ours, such as one of another body. It leaves the desk."""
    if not why.strip():
        raise CaseError("say why it is none of ours, and what the Ombudsman was told")
    with transaction.atomic(durable=True):
        made = case_here(key, by, locked=True)
        if made.complaint_id is not None:
            raise CaseError("the case is linked to a complaint: it is one of ours")
        made.not_ours, made.not_ours_at, made.not_ours_by = why.strip(), now, by
        made.save(update_fields=["not_ours", "not_ours_at", "not_ours_by"])


def _check_sent_once(
    their_reference: str, subject: str, received_on: date, by: Officer, now: datetime
) -> None:
    """Without a reference nothing but its words tells that a form was sent twice."""
    same = OmbudsmanCase.objects.filter(
        officer=by, subject=subject.strip(), received_on=received_on, reference=""
    )
    if not their_reference.strip() and same.filter(made_at__gt=now - MOMENTS_AGO).exists():
        raise CaseError("this case is on the desk already: you opened it a moment ago with the same words")


def _new_row(row: OmbudsmanCase) -> OmbudsmanCase:
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        raise CaseError(
            f"{row.reference} is on the desk already, or belongs to a complaint you cannot open: "
            "search for it there, or ask who sees to it"
        ) from None
    return row


def _record(
    one: Working, made: OmbudsmanCase, *, points: Sequence[str], asked: str, document: str | int | None,
    owner: Officer | None,
) -> Recorded:  # fmt: skip
    if owner is not None:
        check_named(one.complaint, owner)
    letter = document_of(one.complaint.pk, document)
    body, what, key = OmbudsmanBody(made.body), ReferralKind(made.what), str(made.pk)
    first = referral_process(body).first(what)
    one.words.append(f"{made.reference}\n{made.subject}")
    opening = ReferralOpened(
        key, body, what, first.key, points=tuple(points), owner=str(owner.pk) if owner else None
    )
    acts: list[Act] = [refer(opening, made.received_on)]
    if made.asks:
        enquiry = one.keep(asked.strip() or made.subject, "enquiry")
        asking = EnquiryReceived(
            enquiry, key, EnquiryKind(made.asks), answer_by=made.answer_by, owner=opening.owner
        )
        acts.append(refer(asking, made.received_on))
        EnquiryPaper.objects.create(case=made, enquiry=enquiry, document=letter)
    return one.record(*acts)
