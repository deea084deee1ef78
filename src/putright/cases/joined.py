"""What is answered together with others: shares, linked complaints, members' enquiries, contractors' replies.

Services, people and other complaints are named by identifier or reference only.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from putright.vocabulary import ContributionStep, LinkKind, MemberKind, MemberStep, Pace, PartStep, ReplyStep


@dataclass(frozen=True, slots=True)
class ContributionAsked:
    """Another service, or another body such as the NHS, was asked for its share of the answer.

    contribution  its key; what is asked is the note with that identifier. points: keys of those it is about.
    service       identifier of the service; None for a body outside, which the note names.
    """

    kind: ClassVar[str] = "contribution_asked"
    contribution: str
    due: date
    points: tuple[str, ...] = ()
    service: str | None = None
    owner: str | None = None


@dataclass(frozen=True, slots=True)
class ContributionMoved:
    """What became of a share. due: another day; note: the share itself, or why it was sent back."""

    kind: ClassVar[str] = "contribution_moved"
    contribution: str
    to: ContributionStep
    due: date | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class ComplaintLinked:
    """Another complaint of ours belongs to this one. other: its reference.

    due   for one that was moved here: the day the person is told by. note: why it was moved.
    """

    kind: ClassVar[str] = "complaint_linked"
    link: str
    other: str
    what: LinkKind
    due: date | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class ComplaintUnlinked:
    """It does not belong to it after all."""

    kind: ClassVar[str] = "complaint_unlinked"
    link: str
    note: str | None = None


@dataclass(frozen=True, slots=True)
class LinkPaced:
    """Whether the two are answered in step, or each at its own time. note: why."""

    kind: ClassVar[str] = "link_paced"
    link: str
    how: Pace
    note: str | None = None


@dataclass(frozen=True, slots=True)
class PartFound:
    """Triage found that a part of the matter goes elsewhere.

    part  its key: the body whose procedure takes it, such as `lgsco`, or the route that does.
    """

    kind: ClassVar[str] = "part_found"
    part: str


@dataclass(frozen=True, slots=True)
class PartSettled:
    """What became of a part that was found. link: the complaint it was begun as. note: why it was not."""

    kind: ClassVar[str] = "part_settled"
    part: str
    to: PartStep
    link: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class MemberEnquired:
    """An elected member asked about the matter; that never replaces the complaint.

    member_enquiry  its key; what was asked is the note with that identifier. person: identifier of the member.
    consent         the person the complaint is about agrees to the member being answered.
    """

    kind: ClassVar[str] = "member_enquired"
    member_enquiry: str
    who: MemberKind
    person: str | None = None
    consent: bool = False
    due: date | None = None
    owner: str | None = None


@dataclass(frozen=True, slots=True)
class MemberEnquiryMoved:
    """What became of a member's enquiry."""

    kind: ClassVar[str] = "member_enquiry_moved"
    member_enquiry: str
    to: MemberStep
    due: date | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class ReplyReviewed:
    """What we did with a contractor's reply.

    promise  key of the promise of the reply. missing: codes of the blocks it lacks. due: when it is due again.
    """

    kind: ClassVar[str] = "reply_reviewed"
    promise: str
    to: ReplyStep
    missing: tuple[str, ...] = ()
    due: date | None = None
    note: str | None = None


JoinedBody = (
    ContributionAsked
    | ContributionMoved
    | ComplaintLinked
    | ComplaintUnlinked
    | LinkPaced
    | PartFound
    | PartSettled
    | MemberEnquired
    | MemberEnquiryMoved
    | ReplyReviewed
)
