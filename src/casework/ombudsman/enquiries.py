"""What an Ombudsman asks, and what became of it: answered, given more time, given to somebody else."""

from __future__ import annotations

from datetime import date, datetime

from casework.complaints.record import Act, Recorded
from casework.complaints.writing import When
from casework.ombudsman.models import EnquiryPaper, Question
from casework.ombudsman.working import AtCase, at_case, follow, own_breach, refer
from casework.people.models import Officer
from putright.cases import Breach, CaseError
from putright.cases.referred import EnquiryMoved, EnquiryReceived, ReferralMoved
from putright.procedures import duty_meanings
from putright.vocabulary import DraftParty, EnquiryKind, EnquiryStep, QuestionStep

NEEDS_A_DATE = frozenset({EnquiryStep.LONGER_ASKED, EnquiryStep.EXTENDED})
UNANSWERED = frozenset({QuestionStep.ASKED.value, QuestionStep.DRAFTED.value})


def receive_enquiry(
    case_key: str | int, words: str, *, what: EnquiryKind, answer_by: date | None, at: When,
    party: DraftParty = DraftParty.US, criticises: bool = False, owner: Officer | None = None,
    document: str | int | None = None, to: str | None = None,
    by: Officer, now: datetime, seen_version: int | None = None,
) -> Recorded:  # fmt: skip
    """Record that an Ombudsman asks for something.

    answer_by  the date in its letter; it is never worked out. None = the letter gives none.
    to         the step its case is at with this letter; None = where it was.
    """
    with at_case(case_key, at=at, by=by, now=now, seen_version=seen_version) as one:
        key = one.held.keep(_said(words), "enquiry")
        asking = EnquiryReceived(
            key, one.key, what, answer_by=answer_by, party=party, criticises=criticises,
            owner=one.named(owner) or one.state.owner,
        )  # fmt: skip
        EnquiryPaper.objects.create(case=one.row, enquiry=key, document=one.document(document))
        return one.held.record(refer(asking, at), *step(one, to, at))


def move_enquiry(
    case_key: str | int, enquiry: str, words: str = "", *, to: EnquiryStep, due: date | None = None,
    document: str | int | None = None, owner: Officer | None = None, at: When,
    by: Officer, now: datetime, seen_version: int | None = None, going_on: str = "",
) -> Recorded:  # fmt: skip
    """Record what became of something it asked.

    An answer is our own act: it is held while a question is unanswered, or a draft was not shown to those it
    criticises. due: the date asked for, or the one the Ombudsman gave.
    """
    if to in NEEDS_A_DATE and due is None:
        raise CaseError("enter the date that is asked for, or that the Ombudsman gave")
    with at_case(case_key, at=at, by=by, now=now, seen_version=seen_version, going_on=going_on) as one:
        one.enquiry(enquiry)
        letter = one.document(document)
        body = EnquiryMoved(
            enquiry, to, due=due, note=one.held.keep_if(words, "enquiry"),
            document=str(letter.pk) if letter else None, owner=one.named(owner),
        )  # fmt: skip
        if to is not EnquiryStep.ANSWERED:
            return one.held.record(follow(body, at))
        return one.held.record(
            follow(body, at), ours=[*unanswered(one, enquiry), *_not_shown(one, enquiry)], gated=True
        )


def give_enquiry(
    case_key: str | int, enquiry: str, owner: Officer, *, at: When, by: Officer, now: datetime,
    seen_version: int | None = None,
) -> Recorded:  # fmt: skip
    """Give something an Ombudsman asked to another officer."""
    with at_case(case_key, at=at, by=by, now=now, seen_version=seen_version) as one:
        found = one.enquiry(enquiry)
        # Who sees to it changes, and nothing of what became of it.
        due = found.due if found.step is EnquiryStep.EXTENDED else None
        return one.held.record(follow(EnquiryMoved(enquiry, found.step, due=due, owner=one.named(owner)), at))


def unanswered(one: AtCase, enquiry: str) -> list[Breach]:
    """What of its questions has no agreed answer yet."""
    left = Question.objects.filter(case=one.row, enquiry=enquiry, step__in=UNANSWERED)
    numbers = [str(number) for number in left.order_by("number").values_list("number", flat=True)]
    if not numbers:
        return []
    which = f"Question {numbers[0]} has" if len(numbers) == 1 else f"Questions {', '.join(numbers)} have"
    return [
        own_breach(
            "questions-answered", f"{which} no agreed answer: agree it, or say what is not held and why"
        )
    ]


def _not_shown(one: AtCase, enquiry: str) -> list[Breach]:
    """That those a draft criticises have not been shown it. No Code asks for it: the Ombudsman does."""
    found = one.enquiry(enquiry)
    if not found.body.criticises or found.shown:
        return []
    return [own_breach("draft-shown", duty_meanings()["draft-shown"].says.removesuffix("."))]


def step(one: AtCase, to: str | None, at: When) -> list[Act]:
    """The act that takes the case a step further; nothing where it is there already."""
    if to is None or to == one.state.step:
        return []
    return [follow(ReferralMoved(one.key, one.process.step(to).key), at)]


def _said(words: str) -> str:
    if not words.strip():
        raise CaseError("say what the Ombudsman asks for")
    return words
