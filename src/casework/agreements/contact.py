"""What is agreed with a resident about contact, and adjustments for them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

from casework.agreements.working import working
from casework.complaints.record import Recorded
from casework.complaints.writing import When
from casework.people.models import Officer
from putright.cases import CaseError
from putright.cases.arranged import AgreementEnded, AgreementMade
from putright.vocabulary import AgreementKind, Channel


@dataclass(frozen=True, slots=True)
class Agreed:
    """What was agreed; see `AgreementMade`. words: all of it in words, with the exceptions."""

    words: str
    what: AgreementKind
    channel: Channel | None = None
    officer: str = ""
    not_routed_to: str = ""
    hours_from: time | None = None
    hours_to: time | None = None
    notice_working_days: int | None = None
    time_slot: bool = False
    review: date | None = None


def agree(
    reference: str, agreed: Agreed, *, at: When, by: Officer, now: datetime, seen_version: int
) -> Recorded:
    """Record what was agreed with the resident about contact, or an adjustment for them."""
    if agreed.hours_from and agreed.hours_to and agreed.hours_to <= agreed.hours_from:
        raise CaseError("the hours end before they begin: check both times")
    with working(reference, at=at, by=by, now=now, seen_version=seen_version) as one:
        body = AgreementMade(
            agreement=one.keep(agreed.words, "agreement"), what=agreed.what, channel=agreed.channel,
            officer=agreed.officer or None, not_routed_to=agreed.not_routed_to or None, hours_from=agreed.hours_from,
            hours_to=agreed.hours_to, review=agreed.review, notice_working_days=agreed.notice_working_days,
            time_slot=agreed.time_slot,
        )  # fmt: skip
        return one.record(one.made(body))


def review_agreement(
    reference: str, agreement: str, words: str, *, review: date | None, at: When, by: Officer, now: datetime,
    seen_version: int,
) -> Recorded:  # fmt: skip
    """Look at an agreement again: it goes on until `review`, or ends when that is None."""
    with working(reference, at=at, by=by, now=now, seen_version=seen_version) as one:
        return one.record(one.moved(AgreementEnded(agreement, review, one.keep(words, "agreement"))))
