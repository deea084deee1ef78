"""Invented answers and remedies for the tests of outcomes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from casework.complaints.models import Complaint, Document
from casework.complaints.queries import ComplaintPage, complaint_page
from casework.complaints.record import Recorded, act, record
from casework.outcomes import course
from casework.outcomes.answering import Written, save_answer
from casework.outcomes.impact import ImpactRow, save_impact
from casework.outcomes.models import DelegatedLimit, Impact
from casework.outcomes.offers import Offer
from casework.outcomes.remedying import propose_remedy
from casework.people.models import Officer
from putright.cases import verbs
from putright.cases.events import PointFinding
from putright.vocabulary import PointOutcome, RemedyDecision, RemedyType
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


wed_12_june = date(2024, 6, 12)


def seniors(officers: made.Officers) -> made.Officers:
    """Bela is a manager by grade, and a manager may approve up to £250, a head of service £1,000."""
    Officer.objects.filter(pk=officers.bela.pk).update(grade=2)
    officers.bela.grade = 2
    DelegatedLimit.objects.bulk_create(
        [
            DelegatedLimit(organisation=officers.asha.organisation, grade=2, up_to_pence=250_00),
            DelegatedLimit(organisation=officers.asha.organisation, grade=3, up_to_pence=1000_00),
        ]
    )
    return officers


def judged(reference: str, by: Officer, severity: int = 2, **rest: Any) -> None:
    """The impact is on record."""
    stage = Complaint.objects.get(reference=reference).stage
    save_impact(
        reference, stage, ImpactRow(severity=severity, **rest), seen_version=0, by=by, now=at(mon_20_may)
    )


def offer_of(by: Officer, amount: int | None = 250_00, **rest: Any) -> Offer:
    """A payment for distress on point 1."""
    return Offer(
        **{
            "type": RemedyType.PAY_DISTRESS,
            "words": "£250 for the distress of six weeks",
            "points": ("1",),
            "amount_pence": amount,
            "method": "bank transfer",
            "due": wed_12_june,
            "owner": str(by.pk),
            **rest,
        }
    )


def apology(by: Officer, **rest: Any) -> Offer:
    """An apology for point 1."""
    return offer_of(by, None, type=RemedyType.APOLOGY, words="A written apology", method="", **rest)


def propose(
    reference: str, by: Officer, offer: Offer | None = None, on: date = mon_20_may, **rest: Any
) -> str:
    """Enter a remedy, judged first, and return its key."""
    if not Impact.objects.filter(complaint__reference=reference).exists():
        judged(reference, by)
    recorded = propose_remedy(
        reference,
        offer or offer_of(by),
        at=on,
        by=by,
        now=at(on, 18),
        seen_version=version(reference),
        **rest,
    )
    return recorded.case.remedies[-1].key


def do(command: Any, reference: str, *arguments: Any, by: Officer, on: date = mon_20_may, **rest: Any) -> Any:
    """A command on that day, with the version as it is."""
    return command(
        reference, *arguments, at=on, by=by, now=at(on, 18), seen_version=version(reference), **rest
    )


def accepted(reference: str, key: str, by: Officer, manager: Officer) -> None:
    """Approved, told, and accepted."""
    do(course.approve, reference, key, by=manager, payee_confirmed=True)
    do(course.offer, reference, key, "By phone", by=by)
    do(course.accept, reference, key, "She agrees", by=by)
