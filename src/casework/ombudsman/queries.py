"""Reading an Ombudsman's cases: one function a screen, frozen rows, and only what the officer may see."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q

from casework.complaints.models import Complaint
from casework.complaints.permissions import visible_to
from casework.complaints.queries import NotToBeSeen
from casework.ombudsman.case_page import CasePage, case_page
from casework.ombudsman.desk import Desk, DeskRow, OfComplaint, UnlinkedRow, Whose, cases_of, desk
from casework.ombudsman.enquiries import UNANSWERED
from casework.ombudsman.models import Draft, DraftComment, OmbudsmanCase, Question
from casework.ombudsman.permissions import may_see_unlinked
from casework.people.models import Officer
from putright.vocabulary import EnquiryKind, OmbudsmanBody, QuestionStep, ReferralKind

__all__ = [
    "CasePage",
    "CaseRow",
    "CommentPaper",
    "Desk",
    "DeskRow",
    "NotToBeSeen",
    "OfComplaint",
    "QuestionPaper",
    "UnlinkedRow",
    "Whose",
    "case_of",
    "case_page",
    "cases_of",
    "comments_of",
    "desk",
    "drafts_of",
    "question_of",
    "seen_cases",
    "unanswered_of",
]


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


@dataclass(frozen=True, slots=True)
class QuestionPaper:
    """A question as its form shows it."""

    id: int
    number: int
    words: str
    answer: str
    evidence: str
    documents: tuple[str, ...]
    step: QuestionStep
    owner: str
    due_on: date | None
    version: int


@dataclass(frozen=True, slots=True)
class CommentPaper:
    """A comment as a form lists it."""

    id: int
    paragraph: str
    words: str
    left_out: bool


def question_of(key: str, number: str) -> QuestionPaper:
    """A question of this case. Two statements. Raises NotToBeSeen where it has none with this number."""
    found = Question.objects.filter(case=int(key), pk=int(number)).first() if number.isdecimal() else None
    if found is None:
        raise NotToBeSeen(number)
    return QuestionPaper(
        found.pk, found.number, found.words, found.answer, found.evidence,
        tuple(str(one) for one in found.documents.values_list("pk", flat=True)), QuestionStep(found.step),
        str(found.owner_id or ""), found.due_on, found.version,
    )  # fmt: skip


def unanswered_of(key: str) -> dict[str, list[int]]:
    """By enquiry, the numbers of its questions without an agreed answer. One statement."""
    left: dict[str, list[int]] = {}
    questions = Question.objects.filter(case=int(key), step__in=UNANSWERED).order_by("number")
    for enquiry, number in questions.values_list("enquiry", "number"):
        left.setdefault(enquiry, []).append(number)
    return left


def drafts_of(key: str) -> list[tuple[int, date]]:
    """Number and day of the drafts of this case, the latest first. One statement."""
    return list(
        Draft.objects.filter(case=int(key)).order_by("-received_on", "-pk").values_list("pk", "received_on")
    )


def comments_of(key: str) -> list[CommentPaper]:
    """The comments on the drafts of this case. One statement."""
    found = DraftComment.objects.filter(draft__case=int(key)).order_by("pk")
    return [CommentPaper(one.pk, one.paragraph, one.words, one.left_out) for one in found]
