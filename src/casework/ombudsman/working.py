"""What the commands here share: one transaction on the complaint of one case of an Ombudsman."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from casework.agreements.checks import own_breach
from casework.agreements.working import Working, working
from casework.complaints.models import Document
from casework.complaints.record import Act, act
from casework.complaints.restriction import check_named
from casework.complaints.writing import When
from casework.ombudsman.models import OmbudsmanCase
from casework.people.models import Officer
from putright.cases import CaseError, verbs
from putright.cases.answerable import EnquiryState, ReferralState
from putright.procedures import ReferralProcess, referral_process

__all__ = ["AtCase", "at_case", "case_here", "document_of", "follow", "own_breach", "refer"]


@dataclass(slots=True)
class AtCase:
    """A case of an Ombudsman whose complaint is opened for writing."""

    row: OmbudsmanCase
    held: Working

    @property
    def key(self) -> str:
        """The key of its events."""
        return str(self.row.pk)

    @property
    def state(self) -> ReferralState:
        """The case as its events have made it."""
        return next(one for one in self.held.case.referrals if one.key == self.key)

    @property
    def process(self) -> ReferralProcess:
        """How cases of this Ombudsman go."""
        return referral_process(self.state.body.body)

    def enquiry(self, key: str) -> EnquiryState:
        """The enquiry of this case with this key. Raises CaseError when there is none."""
        for one in self.held.case.enquiries:
            if one.key == key and one.body.referral == self.key:
                return one
        raise CaseError("there is no such enquiry in this case: choose one of the list")

    def document(self, number: str | int | None) -> Document | None:
        """A document kept with the complaint; None for none. Raises CaseError for one that is not."""
        return document_of(self.held.complaint.pk, number)

    def named(self, officer: Officer | None) -> str | None:
        """The identifier of an officer who is to see to something, and may see the complaint. Raises NotNamed."""
        if officer is None:
            return None
        check_named(self.held.complaint, officer)
        return str(officer.pk)


@contextmanager
def at_case(
    key: str | int, *, at: When, by: Officer, now: datetime, seen_version: int | None, going_on: str = ""
) -> Iterator[AtCase]:
    """Open a case for writing, in a transaction of its own. Raises CaseError for one without a complaint."""
    found = case_here(key, by)
    if found.complaint is None:
        raise CaseError("link the case to a complaint first: what happens in it is kept with the complaint")
    with working(
        found.complaint.reference, at=at, by=by, now=now, seen_version=seen_version, going_on=going_on
    ) as one:
        yield AtCase(found, one)


def case_here(key: str | int, by: Officer, *, locked: bool = False) -> OmbudsmanCase:
    """The case with this key in the officer's organisation. Raises CaseError when there is none.

    locked  against other writers, in the transaction that is open.
    """
    cases = OmbudsmanCase.objects.filter(organisation=by.organisation_id)
    found = None
    if str(key).isdecimal():
        cases = cases.select_for_update(of=("self",)) if locked else cases
        found = cases.select_related("complaint").filter(pk=int(key)).first()
    if found is None:
        raise CaseError("there is no such case of an Ombudsman: open it from the desk")
    return found


def document_of(complaint_id: int, number: str | int | None) -> Document | None:
    """A document kept with this complaint; None for none. Raises CaseError for one that is not."""
    if not str(number or ""):
        return None
    found = None
    if str(number).isdecimal():
        found = Document.objects.filter(complaint=complaint_id, pk=int(str(number))).first()
    if found is None:
        raise CaseError("there is no such document with the complaint: add it first, under Documents")
    return found


def refer(body: Any, at: When) -> Act:
    """The act that records something new with an Ombudsman."""
    return act(verbs.refer, body=body, at=at)


def follow(body: Any, at: When) -> Act:
    """The act that says what became of it."""
    return act(verbs.follow_up, body=body, at=at)
