"""Members' enquiries: logged on the complaint they are about, held until its own answer went, answered, taken back.

An enquiry never takes the place of the complaint, and nothing here moves or closes the complaint.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from casework.agreements.checks import own_breach
from casework.agreements.working import Working, working
from casework.complaints.calendars import organisation_calendar
from casework.complaints.models import Party
from casework.complaints.record import Recorded, act, opened
from casework.complaints.words import reindex
from casework.complaints.writing import When
from casework.intake.models import Contact
from casework.members.models import Member, MemberPaper
from casework.members.rules import rules
from casework.people.models import Officer
from casework.people.queries import officer_here
from casework.screens.dates import day_of
from putright.cases import Breach, CaseError, verbs
from putright.cases.in_step import waits_for_the_answer
from putright.cases.joined import MemberEnquired, MemberEnquiryMoved
from putright.cases.taking_part import MemberEnquiryState
from putright.vocabulary import MemberKind, MemberStep, RecordType, Relationship

ROLES = {
    MemberKind.COUNCILLOR: Relationship.COUNCILLOR,
    MemberKind.MP: Relationship.MP,
    MemberKind.DEVOLVED: Relationship.DEVOLVED_MEMBER,
}
"""The part a member has in the complaint."""
OF_A_MEMBER = (RecordType.MEMBER_ENQUIRY.value, RecordType.MP_ENQUIRY.value)
"""Decisions on a contact that wait for it to be logged as an enquiry."""


@dataclass(frozen=True, slots=True)
class Enquiring:
    """An enquiry as a form has it.

    member   number of the register. consent: the person the complaint is about agrees to the member being answered.
    contact  the contact it came by; None = it came to whoever logs it.
    """

    member: str
    words: str
    consent: bool
    their_reference: str = ""
    owner: str = ""
    contact: int | None = None


def log_enquiry(
    reference: str, asked: Enquiring, *, at: When, by: Officer, now: datetime, seen_version: int
) -> Recorded:
    """Log an enquiry beside the complaint; its day follows from our own policy.

    at      when it reached us.
    Raises  CaseError for a member or a contact that is not here, or a contact that is logged already.
    """
    with transaction.atomic(durable=True):
        # The contact before the complaint, as wherever both are locked: nobody waits for somebody who waits.
        contact = _contact(by, asked.contact)
        one = Working(opened(reference, seen_version=seen_version), at, by, now, going_on="")
        member = _member(one, asked.member)
        kind, key = MemberKind(member.kind), one.keep(asked.words, "contact")
        MemberPaper.objects.create(
            complaint=one.complaint, key=key, member=member, their_reference=asked.their_reference,
            received_on=day_of(at), contact=contact,
        )  # fmt: skip
        Party.objects.get_or_create(
            complaint=one.complaint, person_id=member.person_id, role=ROLES[kind].value
        )
        owner = officer_here(by.organisation_id, asked.owner)
        body = MemberEnquired(
            key, kind, person=str(member.pk), consent=asked.consent, due=answer_due(one, kind),
            owner=str(owner.pk) if owner else None,
        )  # fmt: skip
        recorded = one.record(act(verbs.involve, body=body, at=at))
        reindex(one.complaint)
        return recorded


def answer_due(one: Working, kind: MemberKind) -> date:
    """The day a member of this kind is answered, by our own policy. Source: own policy, rules.toml."""
    organisation = one.complaint.organisation
    days = rules().answer_within(kind, organisation.short_name)
    return organisation_calendar(organisation).now().add_working_days(day_of(one.at), days)


def record_consent(
    reference: str, key: str, words: str, *, at: When, by: Officer, now: datetime, seen_version: int
) -> Recorded:
    """Record that the person agrees to the member being answered, and how they said so."""
    return _move(
        reference, key, MemberStep.CONSENTED, words, at=at, by=by, now=now, seen_version=seen_version
    )


def hold_answer(
    reference: str,
    key: str,
    words: str,
    *,
    due: date,
    at: When,
    by: Officer,
    now: datetime,
    seen_version: int,
) -> Recorded:
    """Record that the member was told, without anything of the matter, that the answer follows the complaint's."""
    return _move(
        reference, key, MemberStep.HELD, words, due=due, at=at, by=by, now=now, seen_version=seen_version
    )


def take_back(
    reference: str, key: str, words: str, *, at: When, by: Officer, now: datetime, seen_version: int
) -> Recorded:
    """Record that the member wants no answer any more, and why."""
    return _move(
        reference, key, MemberStep.TAKEN_BACK, words, at=at, by=by, now=now, seen_version=seen_version
    )


def answer(
    reference: str, key: str, words: str, *, at: When, by: Officer, now: datetime, seen_version: int,
    going_on: str = "",
) -> Recorded:  # fmt: skip
    """Record the answer to a member, and what it says.

    Held while the complaint's own answer has still to go, and without the person's consent, until a reason is given.
    """
    return _move(
        reference, key, MemberStep.ANSWERED, words, at=at, by=by, now=now, seen_version=seen_version,
        going_on=going_on,
    )  # fmt: skip


def would_break(one: Working, enquiry: MemberEnquiryState) -> list[Breach]:
    """What an answer to this enquiry would not keep now. Source: lessons R-M1; UK GDPR article 6."""
    found = []
    if waits_for_the_answer(one.case):
        says = (
            "The complaint’s own answer has still to go: a member is answered after the person, never before"
        )
        found.append(own_breach("member-answered-in-step", says, detection="DR-40"))
    if not enquiry.consent:
        says = "The person has not agreed that the member is told of the matter: nothing of it may be in the answer"
        found.append(own_breach("member-consent", says))
    return found


def _move(
    reference: str, key: str, to: MemberStep, words: str, *, at: When, by: Officer, now: datetime,
    seen_version: int, due: date | None = None, going_on: str = "",
) -> Recorded:  # fmt: skip
    with working(reference, at=at, by=by, now=now, seen_version=seen_version, going_on=going_on) as one:
        enquiry = next((each for each in one.case.member_enquiries if each.key == key), None)
        if enquiry is None:
            raise CaseError("there is no such enquiry on this complaint: choose one of the list")
        ours = would_break(one, enquiry) if to is MemberStep.ANSWERED else []
        body = MemberEnquiryMoved(key, to, due=due, note=one.keep_if(words, "contact"))
        return one.record(act(verbs.settle, body=body, at=at), ours=ours)


def _member(one: Working, number: str) -> Member:
    found = (
        Member.objects.filter(organisation=one.complaint.organisation_id, pk=int(number)).first()
        if number.isdecimal() and len(number) < 19
        else None
    )
    if found is None:
        raise CaseError("there is no such member: choose one of the list, or put them on the register first")
    return found


def _contact(by: Officer, number: int | None) -> Contact | None:
    if number is None:
        return None
    found = Contact.objects.select_for_update(of=("self",)).filter(
        organisation=by.organisation_id, pk=number, decision__in=OF_A_MEMBER
    )
    contact = found.first()
    if contact is None or MemberPaper.objects.filter(contact=contact).exists():
        raise CaseError(
            "this contact waits for no enquiry to be logged: it was logged already, or is something else"
        )
    return contact
