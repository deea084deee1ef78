"""Letters to elected members: which enquiry they answer, to whom they go, and what is not told without consent."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from casework.complaints.queries import ComplaintPage
from casework.complaints.record import Act, act
from casework.letters.around import Around, Someone
from casework.letters.draft import Details
from putright.cases import CaseError, verbs
from putright.cases.in_step import waits_for_the_answer
from putright.cases.joined import MemberEnquiryMoved
from putright.cases.state import day_of
from putright.cases.taking_part import MemberEnquiryState
from putright.letters.chain import MemberAsked
from putright.vocabulary import LetterKind, MemberStep
from putright.vocabulary.arranged import TO_MEMBER as TO_MEMBER


def waiting(page: ComplaintPage) -> tuple[MemberEnquiryState, ...]:
    """The enquiries that have still to be answered, the earliest first."""
    return tuple(one for one in page.case.member_enquiries if not one.ended)


def enquiry_of(page: ComplaintPage, details: Details) -> MemberEnquiryState | None:
    """The enquiry a letter is about: the one chosen, else the first that waits."""
    found = waiting(page)
    return next((one for one in found if one.key == details.enquiry), None) or next(iter(found), None)


def member_of(page: ComplaintPage, details: Details, around: Around) -> Someone | None:
    """The party who asked; None where none waits."""
    enquiry = enquiry_of(page, details)
    person = enquiry.body.person if enquiry else None
    return next((one for one in around.parties if str(one.person) == person and one.needs_authority), None)


def asked_of(page: ComplaintPage, details: Details) -> MemberAsked | None:
    """The enquiry as the letter and its checks need it."""
    enquiry = enquiry_of(page, details)
    return (
        MemberAsked(enquiry.key, enquiry.consent, waits_for_the_answer(page.case))
        if enquiry is not None
        else None
    )


def reference_told(page: ComplaintPage, details: Details, kind: LetterKind) -> str:
    """The reference the letter bears: without consent not that of the complaint, which would tell that there is one."""
    enquiry = enquiry_of(page, details) if kind in TO_MEMBER else None
    if enquiry is None or (enquiry.consent and kind is LetterKind.MEMBER_ANSWER):
        return page.reference
    return f"Enquiry {enquiry.key}"


def enquired_on(page: ComplaintPage, details: Details) -> date | None:
    """The day the enquiry reached us; None where none waits."""
    enquiry = enquiry_of(page, details)
    return day_of(enquiry.made.at) if enquiry else None


def names_asking(page: ComplaintPage, around: Around) -> Iterator[tuple[str, str]]:
    """The enquiries that wait, as a form offers them: key, and who asks."""
    by_person = {str(one.person): one.name for one in around.parties}
    for one in waiting(page):
        yield one.key, by_person.get(one.body.person or "", "") or one.body.who.label


def moved(page: ComplaintPage, details: Details, kind: LetterKind, *, at: date | datetime) -> Act:
    """What the letter does to the enquiry. Raises CaseError where none waits, or the day of the answer is missing."""
    enquiry = enquiry_of(page, details)
    if enquiry is None:
        raise CaseError("No enquiry of a member waits for an answer: drop the letter.")
    if kind is LetterKind.MEMBER_ANSWER:
        return act(verbs.settle, body=MemberEnquiryMoved(enquiry.key, MemberStep.ANSWERED), at=at)
    if details.new_date is None:
        raise CaseError("When the member hears from us: enter the day.")
    body = MemberEnquiryMoved(enquiry.key, MemberStep.HELD, due=details.new_date)
    return act(verbs.settle, body=body, at=at)
