"""Draft decisions: who comments by when, what we say to each paragraph, and that those it criticises were shown it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from casework.complaints.record import Recorded
from casework.complaints.writing import When
from casework.ombudsman.enquiries import move_enquiry, step
from casework.ombudsman.models import Draft, DraftComment, EnquiryPaper
from casework.ombudsman.working import at_case, case_here, document_of, refer
from casework.people.models import Officer
from putright.cases import CaseError
from putright.cases.referred import EnquiryReceived
from putright.vocabulary import CommentKind, DraftParty, EnquiryKind, EnquiryStep


@dataclass(frozen=True, slots=True)
class Track:
    """Whose comments on a draft are waited for, by when. name: of a contractor or another; None = no date given."""

    party: DraftParty
    by: date | None
    name: str = ""


def receive_draft(
    case_key: str | int, words: str, tracks: Sequence[Track], *, criticises: str = "",
    document: str | int | None = None, owner: Officer | None = None, at: When,
    by: Officer, now: datetime, seen_version: int | None = None,
) -> Recorded:  # fmt: skip
    """Record a draft decision, with everybody whose comments are waited for; each has a date of its own (R-O1).

    criticises  whom it criticises, in words: they must be shown it before we answer.
    """
    if not any(one.party is DraftParty.US for one in tracks):
        raise CaseError(
            "our own comments are always among those waited for: enter their date, or that there is none"
        )
    if not words.strip():
        raise CaseError("say what the draft finds, in short")
    with at_case(case_key, at=at, by=by, now=now, seen_version=seen_version) as one:
        draft = Draft.objects.create(
            case=one.row, received_on=_day(at), document=one.document(document), criticises=criticises.strip(),
            officer=by, made_at=now,
        )  # fmt: skip
        if criticises.strip():
            one.held.words.append(criticises)
        to = one.process.asked_at(EnquiryKind.DRAFT)
        acts = step(one, to.key if to else None, at)
        for track in tracks:
            enquiry = one.held.keep(words, "enquiry")
            EnquiryPaper.objects.create(case=one.row, enquiry=enquiry, draft=draft, party=track.name.strip())
            body = EnquiryReceived(
                enquiry, one.key, EnquiryKind.DRAFT, answer_by=track.by, party=track.party,
                # It is we who must show it: the duty hangs on our own answer.
                criticises=bool(criticises.strip()) and track.party is DraftParty.US,
                owner=one.named(owner) or one.state.owner,
            )  # fmt: skip
            acts.append(refer(body, at))
        return one.held.record(*acts)


def show_draft(
    case_key: str | int, enquiry: str, words: str, *, document: str | int | None, at: When, by: Officer,
    now: datetime, seen_version: int | None = None,
) -> Recorded:  # fmt: skip
    """Record that a draft was shown to those it criticises, with the proof that is sent to the Ombudsman."""
    if not words.strip():
        raise CaseError("say to whom it was shown, how, and by when they may comment")
    return move_enquiry(
        case_key, enquiry, words, to=EnquiryStep.SHOWN, document=document, at=at, by=by, now=now,
        seen_version=seen_version,
    )  # fmt: skip


def comment(
    case_key: str | int, draft: str | int, words: str, *, paragraph: str, about: CommentKind,
    document: str | int | None = None, by: Officer, now: datetime,
) -> int:  # fmt: skip
    """Comment on one paragraph of a draft. Returns the number of the comment."""
    if not words.strip():
        raise CaseError("write the comment")
    with transaction.atomic(durable=True):
        found = _draft(case_key, draft, by)
        assert found.case.complaint_id is not None  # a draft hangs on enquiries of its record
        made = DraftComment.objects.create(
            draft=found, paragraph=paragraph.strip(), about=about.value, words=words.strip(),
            document=document_of(found.case.complaint_id, document), officer=by, made_at=now,
        )  # fmt: skip
    return made.pk


def leave_out(case_key: str | int, number: str | int, *, left_out: bool, by: Officer) -> None:
    """Leave a comment out of what is sent, or take it in again. It stays with the draft."""
    with transaction.atomic(durable=True):
        case = case_here(case_key, by)
        found = (
            DraftComment.objects.filter(draft__case=case, pk=int(number)) if str(number).isdecimal() else None
        )
        if found is None or not found.update(left_out=left_out):
            raise CaseError("there is no such comment in this case: choose one of the list")


def _draft(case_key: str | int, number: str | int, by: Officer) -> Draft:
    drafts = Draft.objects.select_related("case").filter(case=case_here(case_key, by))
    found = drafts.filter(pk=int(number)).first() if str(number).isdecimal() else None
    if found is None:
        raise CaseError("there is no such draft in this case: choose one of the list")
    return found


def _day(at: When) -> date:
    return at.date() if isinstance(at, datetime) else at
