"""Asking a contractor for its reply by a link of its own, and taking the link back."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db import transaction

from casework.agreements.models import Forwarding
from casework.complaints.models import Document, OpenEnd, Point
from casework.complaints.record import locked
from casework.journal.log_events import LogEvent
from casework.journal.logs import log
from casework.people.models import Officer
from casework.providers.models import ProviderMail, ReplyLink
from casework.providers.opening import still_asked
from casework.providers.rules import rules
from putright.calendars import in_london
from putright.cases import CaseError
from putright.vocabulary import ContractorStatus


def ask(
    reference: str, number: int, *, points: Sequence[str], documents: Sequence[str], consent: bool,
    expires_on: date | None, by: Officer, now: datetime,
) -> ReplyLink:  # fmt: skip
    """Make a link to reply and lay the e-mail that carries it; an earlier link opens no more.

    consent     the resident agrees to it being shared: said now, where it was not on record before.
    expires_on  the last day it opens; None = by our rule.
    Raises      CaseError without consent, for a restricted complaint, or a contractor that answers no more.
    """
    today = in_london(now).date()
    with transaction.atomic(durable=True):
        complaint = locked(reference)
        forwarding = part_of(complaint.pk, number)
        _may_ask(forwarding, consent)
        if consent and not forwarding.consent:
            forwarding.consent = True
            forwarding.save(update_fields=["consent"])
        last = expires_on or today + timedelta(days=rules().link_days)
        if not today <= last <= today + timedelta(days=rules().link_days):
            raise CaseError(
                f"the link opens from today for at most {rules().link_days} days: choose a day within"
            )
        link = make_link(forwarding, points=points, documents=documents, expires_on=last, by=by, now=now)
        lay_mail("asked", link, now=now)
    log(LogEvent.PROVIDER_ASKED, complaint=complaint.pk, link=link.pk)
    return link


def part_of(complaint_id: int, number: int) -> Forwarding:
    """A forwarding of this complaint. Raises CaseError for any other number."""
    found = Forwarding.objects.filter(complaint=complaint_id, pk=number)
    one = found.select_related("contractor", "complaint").first()
    if one is None:
        raise CaseError("the complaint was not passed on like that: choose one of the list")
    return one


def make_link(
    forwarding: Forwarding, *, points: Sequence[str], documents: Sequence[str], expires_on: date, by: Officer,
    now: datetime,
) -> ReplyLink:  # fmt: skip
    """A link, and the end of those before it. Raises CaseError for a point or document of another complaint."""
    known = set(Point.objects.filter(complaint=forwarding.complaint_id).values_list("key", flat=True))
    if not points or not set(points) <= known:
        raise CaseError("choose which points the contractor is asked about")
    numbers = {int(one) for one in documents if one.isdecimal()}
    sent = list(Document.objects.filter(complaint=forwarding.complaint_id, pk__in=numbers))
    if len(sent) != len(documents):
        raise CaseError("one of the documents is not kept with this complaint: choose again")
    withdraw_links(forwarding, now=now)
    link = ReplyLink.objects.create(
        forwarding=forwarding, points=list(points), secret=secrets.token_hex(16), made_at=now, officer=by,
        expires_on=expires_on,
    )  # fmt: skip
    link.documents.set(sent)
    return link


def withdraw_links(forwarding: Forwarding, *, now: datetime) -> None:
    """No link of this forwarding opens any more; a reply sent with one stays."""
    ReplyLink.objects.filter(forwarding=forwarding, withdrawn_at=None).update(withdrawn_at=now)


def lay_mail(kind: str, link: ReplyLink, *, now: datetime, due_on: date | None = None) -> None:
    """Lay an e-mail about this link, where the contractor's address is on record; once a kind and day."""
    to = link.forwarding.contractor.email
    if not to:
        return
    due = (
        due_on
        or OpenEnd.objects.filter(
            complaint=link.forwarding.complaint_id, kind="promise", key=link.forwarding.promise
        )
        .values_list("due_on", flat=True)
        .first()
    )
    ProviderMail.objects.bulk_create(
        [ProviderMail(kind=kind, link=link, to=to, due_on=due, next_try_at=now)], ignore_conflicts=True
    )


def _may_ask(forwarding: Forwarding, consent: bool) -> None:
    firm = forwarding.contractor
    if firm.status in (ContractorStatus.IN_LIQUIDATION, ContractorStatus.ENDED):
        label = ContractorStatus(firm.status).label.lower()
        raise CaseError(f"{firm.name} cannot be asked ({label}): take the answer over")
    if not (forwarding.consent or consent):
        raise CaseError(
            "the resident has not agreed to the complaint being shared: ask them first, and tick it when they agree; "
            "without it we answer ourselves"
        )
    if forwarding.complaint.restricted:
        raise CaseError("the complaint is restricted to named officers: write to the contractor yourself")
    if forwarding.replied_on is not None or not still_asked(ReplyLink(forwarding=forwarding)):
        raise CaseError("no reply of the contractor is waited for any more")
