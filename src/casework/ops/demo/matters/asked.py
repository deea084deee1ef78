"""A complaint a councillor asks about, and whose representative's authority runs out."""

from __future__ import annotations

from casework.complaints.stories import Story
from casework.members.commands import (
    AuthorityTerms,
    Enquiring,
    MemberTerms,
    Speaker,
    add_speaker,
    log_enquiry,
    save_member,
)
from casework.ops.demo.matters.begun import File, begin
from casework.ops.demo.years import Teller
from putright.vocabulary import MemberKind, Relationship


def tell_asked(teller: Teller) -> Story:
    """Bins not collected for a resident who cannot carry them, acknowledged."""
    one = begin(teller, "asked", service="waste", first="priya", received=9)
    one.acknowledge(7)
    return one.story()


def be_asked(file: File) -> None:
    """Her nephew speaks for her until a week from now; the ward's councillor asks without her consent on record."""
    text = file.text
    form = file.paper("priya", 7, "Form.pdf", "Form signed by the resident", "The resident", text["form"])
    nephew = Speaker(Relationship.REPRESENTATIVE, text["nephew"], email=text["nephew_email"])
    terms = AuthorityTerms(
        text["basis"], ("no-health",), given_by=text["given_by"], given_on=file.day(7), until=file.day(-5),
        document=form,
    )  # fmt: skip
    add_speaker(file.reference, nephew, terms, **file.by("priya", 6))
    member = 0
    for kind, name, area, email in text["members"]:
        member = save_member(file.officer("grace"), MemberTerms(MemberKind(kind), name, area, email))
    asked = Enquiring(str(member), text["question"], consent=False, their_reference=text["their_reference"])
    log_enquiry(file.reference, asked, **file.by("priya", 9, 14))
