"""Invented answers and remedies for the tests of outcomes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from casework.complaints.models import Complaint, Document
from casework.complaints.queries import ComplaintPage, complaint_page
from casework.complaints.record import Recorded, act, record
from casework.outcomes.answering import Written, save_answer
from casework.people.models import Officer
from putright.cases import verbs
from putright.cases.events import PointFinding
from putright.vocabulary import PointOutcome, RemedyDecision
from tests.casework import made
from tests.casework.made import at, mon_20_may

thu_23_may = date(2024, 5, 23)
wed_29_may = date(2024, 5, 29)
mon_3_june = date(2024, 6, 3)


def page_of(reference: str, officer: Officer, on: date = mon_20_may) -> ComplaintPage:
    return complaint_page(officer, reference, today=on)


def version(reference: str) -> int:
    return Complaint.objects.get(reference=reference).version


def working(by: Officer) -> str:
    """A complaint with two points, acknowledged and to be answered."""
    reference = made.told(by).reference
    made.acknowledged(reference, by)
    return reference


def answered(by: Officer, *, remedy: RemedyDecision = RemedyDecision.NONE_WITH_REASON) -> str:
    """One answered on Monday 20 May: point 1 upheld, point 2 not."""
    reference = working(by)
    findings = (
        PointFinding("1", PointOutcome.UPHELD, reasons_given=True, remedy=remedy),
        PointFinding("2", PointOutcome.NOT_UPHELD, reasons_given=True),
    )
    record(
        reference,
        act(verbs.respond, at=mon_20_may, findings=findings, author=str(by.pk)),
        by=by,
        now=at(mon_20_may, 18),
    )
    return reference


def escalated(by: Officer, *, disputed: Iterable[str] = ("1",), to: Officer | None = None) -> str:
    """One answered by somebody and taken to stage 2 on Thursday 23 May, in the hands of another."""
    reference = answered(by)
    acts = [act(verbs.escalate, at=thu_23_may, disputed=tuple(disputed))]
    if to is not None:
        acts.append(act(verbs.allocate, officer=str(to.pk), at=thu_23_may))
    record(reference, *acts, by=by, now=at(thu_23_may, 18))
    return reference


def write(
    reference: str, by: Officer, point: str = "1", *, stage: str = "stage-1", seen: int = 0, **words: object
) -> int:
    """Save an answer with these words."""
    outcome = words.pop("outcome", PointOutcome.UPHELD)
    return save_answer(
        reference,
        stage,
        point,
        Written(outcome=outcome, **words),
        seen_version=seen,
        by=by,
        now=at(mon_20_may),  # type: ignore[arg-type]
    )


def document(reference: str, by: Officer, what: str = "Job sheet", on: date = mon_20_may) -> Document:
    """A document kept with the complaint."""
    return Document.objects.create(
        complaint=Complaint.objects.get(reference=reference), called="sheet.pdf", media_type="application/pdf", size=10,
        sha256=f"{what}{reference}", stored_as=f"{what}{reference}"[:40], what=what, dated_on=on, added_at=at(on),
        officer=by,
    )  # fmt: skip


def recorded(reference: str, *acts: object, by: Officer, on: date = mon_20_may) -> Recorded:
    """These acts, on that day."""
    return record(reference, *acts, by=by, now=at(on, 18))  # type: ignore[arg-type]
