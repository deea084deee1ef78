"""Passing a complaint to a contractor by letter: the reply is due on a day, and the complaint stays ours."""

from __future__ import annotations

from collections.abc import Iterator

from casework.agreements.forwarding import PROMISED
from casework.agreements.models import Forwarding
from casework.complaints.models import Complaint
from casework.complaints.record import Act, act
from casework.complaints.words import write_note
from casework.letters.acts import Sending
from casework.letters.making import Made
from putright.calendars import in_london
from putright.cases import CaseError, verbs
from putright.vocabulary import LetterKind


def passed_on(complaint: Complaint, made: Made, sending: Sending) -> Iterator[Act]:
    """What a forwarding letter records besides: the contractor's reply is due, and the milestone where one counts.

    One that waits for this contractor's reply already is not passed on twice. Raises CaseError without a day.
    """
    if made.chain.kind is not LetterKind.FORWARDING:
        return
    draft = made.builder.draft
    firm = made.builder.around.contractor(draft.provider)
    if firm is None:
        raise CaseError("Contractor: choose who it is passed on to.")
    if Forwarding.objects.filter(complaint=complaint, contractor=firm, replied_on=None).exists():
        return
    if draft.details.reply_due_on is None:
        raise CaseError("When the contractor’s reply is due: enter the day.")
    note = write_note(
        complaint, f"Reply of {made.chain.recipient.name} to the complaint", about="promise", by=sending.by,
        happened_at=sending.now, written_at=sending.now, stage=draft.stage,
    )  # fmt: skip
    Forwarding.objects.create(
        complaint=complaint, contractor=firm, promise=str(note.pk),
        consent=bool(draft.words.get("permission")), copy_wanted=bool(draft.copies),
        forwarded_on=in_london(sending.now).date(), officer=sending.by,
    )  # fmt: skip
    yield act(
        verbs.promise, promise=str(note.pk), what=PROMISED, due=draft.details.reply_due_on, at=sending.now,
        owner=made.builder.page.case.current.handler, letter=sending.key,
    )  # fmt: skip
    known = (made.builder.page.procedure, made.builder.page.own_policy)
    if any("forwarded" in one.moments for one in known if one is not None):
        yield act(verbs.reach, moment="forwarded", at=sending.now)
