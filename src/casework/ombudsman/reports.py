"""A report in the public interest: what the law asks of us, part by part, each with the date somebody enters."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from casework.complaints.record import Recorded
from casework.complaints.writing import When
from casework.ombudsman.enquiries import step
from casework.ombudsman.models import EnquiryPaper
from casework.ombudsman.working import at_case, refer
from casework.people.models import Officer
from putright.cases import CaseError
from putright.cases.referred import EnquiryReceived
from putright.vocabulary import EnquiryKind


def receive_report(
    case_key: str | int, parts: Sequence[tuple[str, date | None]], *, document: str | int | None = None,
    at: When, by: Officer, now: datetime, seen_version: int | None = None,
) -> Recorded:  # fmt: skip
    """Record a report, and what is to be done about it: each part in words, with its date.

    Source  Local Government Act 1974 sections 30 and 31; the parts are proposed from `referrals.toml`.
    """
    if not parts:
        raise CaseError("say what is to be done about the report, and by when")
    with at_case(case_key, at=at, by=by, now=now, seen_version=seen_version) as one:
        to = one.process.asked_at(EnquiryKind.REPORT)
        if to is None:
            raise CaseError("this Ombudsman makes no such report: record what it asks as an enquiry")
        report = one.document(document)
        acts = step(one, to.key, at)
        for words, due in parts:
            enquiry = one.held.keep(words, "enquiry")
            EnquiryPaper.objects.create(case=one.row, enquiry=enquiry, document=report)
            acts.append(
                refer(
                    EnquiryReceived(
                        enquiry, one.key, EnquiryKind.REPORT, answer_by=due, owner=one.state.owner
                    ),
                    at,
                )
            )
        return one.held.record(*acts)
