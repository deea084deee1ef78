"""Reading an Ombudsman's cases: one function a screen, frozen rows, and only what the officer may see."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q

from casework.complaints.models import Complaint
from casework.complaints.permissions import visible_to
from casework.complaints.queries import NotToBeSeen
from casework.ombudsman.models import OmbudsmanCase
from casework.ombudsman.permissions import may_see_unlinked
from casework.people.models import Officer
from putright.vocabulary import EnquiryKind, OmbudsmanBody, ReferralKind

__all__ = ["CaseRow", "NotToBeSeen", "case_of", "seen_cases"]


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One case as its row tells it. complaint, complaint_id: None while it is linked to none."""

    key: str
    complaint: str | None
    complaint_id: int | None
    body: OmbudsmanBody
    what: ReferralKind
    reference: str
    subject: str
    received_on: date
    answer_by: date | None
    asks: EnquiryKind | None
    not_ours: str

    @property
    def called(self) -> str:
        """How it is called: the Ombudsman's reference, or that there is none."""
        return self.reference or "no reference yet"


def case_of(officer: Officer, key: str | int) -> CaseRow:
    """The case with this key. One statement. Raises NotToBeSeen for one that is not there or may not be seen."""
    found = None
    if str(key).isdecimal() and len(str(key)) < 16:
        found = (
            OmbudsmanCase.objects.filter(seen_cases(officer), pk=int(key)).select_related("complaint").first()
        )
    if found is None:
        raise NotToBeSeen(str(key))
    return row_of(found)


def seen_cases(officer: Officer) -> Q:
    """The condition that leaves only the cases the officer may see: those of complaints they may see."""
    visible = Exists(Complaint.objects.filter(visible_to(officer), pk=OuterRef("complaint")))
    unlinked = Q(complaint=None) if may_see_unlinked(officer) else Q(pk__in=[])
    return Q(organisation=officer.organisation_id) & (Q(visible) | unlinked)


def row_of(case: OmbudsmanCase) -> CaseRow:
    """The row of a case. No statement where its complaint was read with it."""
    return CaseRow(
        key=str(case.pk), complaint=case.complaint.reference if case.complaint else None,
        complaint_id=case.complaint_id, body=OmbudsmanBody(case.body), what=ReferralKind(case.what),
        reference=case.reference, subject=case.subject, received_on=case.received_on, answer_by=case.answer_by,
        asks=EnquiryKind(case.asks) if case.asks else None, not_ours=case.not_ours,
    )  # fmt: skip
