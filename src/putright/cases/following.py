"""From the events of a complaint to what is followed on it, with every step since."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields, replace
from typing import Any

from putright.cases.answerable import EnquiryState, HeadState, OrderState, ReferralState
from putright.cases.appointed import (
    Adjudicated,
    EligibilityDecided,
    PersonAppointed,
    PersonDeclared,
    PersonStoodDown,
    ReportReceived,
)
from putright.cases.arranged import (
    AgreementEnded,
    AgreementMade,
    AppointmentMade,
    AppointmentMoved,
    IncidentMoved,
    IncidentOpened,
    LetterDelivery,
    LetterSent,
    NeedFound,
    NeedMoved,
    RestrictionEnded,
    RestrictionSet,
)
from putright.cases.events import Event
from putright.cases.followed import (
    ActionState,
    AgreementState,
    AppointmentState,
    IncidentState,
    LessonState,
    LetterState,
    NeedState,
    RemedyState,
    RestrictionState,
)
from putright.cases.joined import (
    ComplaintLinked,
    ComplaintUnlinked,
    ContributionAsked,
    ContributionMoved,
    LinkPaced,
    MemberEnquired,
    MemberEnquiryMoved,
    PartFound,
    PartSettled,
    ReplyReviewed,
)
from putright.cases.referred import (
    EnquiryMoved,
    EnquiryReceived,
    HeadDecided,
    OrderMade,
    OrderMoved,
    ReferralDecided,
    ReferralMoved,
    ReferralOpened,
)
from putright.cases.remedial import (
    ActionAgreed,
    ActionMoved,
    LessonLearned,
    NoRemedy,
    RemedyMoved,
    RemedyProposed,
)
from putright.cases.taking_part import (
    AppointmentOfPerson,
    ContributionState,
    LinkState,
    MemberEnquiryState,
    PartState,
    ReportState,
)


@dataclass(frozen=True, slots=True)
class Following:
    """Everything a complaint has to be followed, each kind in the order made; names as `Case` has them."""

    remedies: tuple[RemedyState, ...] = ()
    no_remedies: tuple[Event, ...] = ()
    actions: tuple[ActionState, ...] = ()
    lessons: tuple[LessonState, ...] = ()
    needs: tuple[NeedState, ...] = ()
    agreements: tuple[AgreementState, ...] = ()
    restrictions: tuple[RestrictionState, ...] = ()
    appointments: tuple[AppointmentState, ...] = ()
    incidents: tuple[IncidentState, ...] = ()
    letters: tuple[LetterState, ...] = ()
    referrals: tuple[ReferralState, ...] = ()
    heads: tuple[HeadState, ...] = ()
    enquiries: tuple[EnquiryState, ...] = ()
    orders: tuple[OrderState, ...] = ()
    people: tuple[AppointmentOfPerson, ...] = ()
    reports: tuple[ReportState, ...] = ()
    contributions: tuple[ContributionState, ...] = ()
    links: tuple[LinkState, ...] = ()
    parts: tuple[PartState, ...] = ()
    member_enquiries: tuple[MemberEnquiryState, ...] = ()
    eligibility: tuple[Event, ...] = ()
    reply_reviews: tuple[Event, ...] = ()


NOTHING = Following()
NAMES = tuple(one.name for one in fields(Following))
_KINDS: dict[type, tuple[str, str, Callable[..., Any] | None]] = {
    RemedyProposed: ("remedies", "remedy", RemedyState),
    RemedyMoved: ("remedies", "remedy", None),
    ActionAgreed: ("actions", "action", ActionState),
    ActionMoved: ("actions", "action", None),
    LessonLearned: ("lessons", "lesson", LessonState),
    NeedFound: ("needs", "need", NeedState),
    NeedMoved: ("needs", "need", None),
    AgreementMade: ("agreements", "agreement", AgreementState),
    AgreementEnded: ("agreements", "agreement", None),
    RestrictionSet: ("restrictions", "restriction", RestrictionState),
    RestrictionEnded: ("restrictions", "restriction", None),
    AppointmentMade: ("appointments", "appointment", AppointmentState),
    AppointmentMoved: ("appointments", "appointment", None),
    IncidentOpened: ("incidents", "incident", IncidentState),
    IncidentMoved: ("incidents", "incident", None),
    LetterSent: ("letters", "letter", LetterState),
    LetterDelivery: ("letters", "letter", None),
    ReferralOpened: ("referrals", "referral", ReferralState),
    ReferralMoved: ("referrals", "referral", None),
    ReferralDecided: ("referrals", "referral", None),
    HeadDecided: ("heads", "head", HeadState),
    EnquiryReceived: ("enquiries", "enquiry", EnquiryState),
    EnquiryMoved: ("enquiries", "enquiry", None),
    OrderMade: ("orders", "order", OrderState),
    OrderMoved: ("orders", "order", None),
    PersonAppointed: ("people", "appointment", AppointmentOfPerson),
    PersonDeclared: ("people", "appointment", None),
    PersonStoodDown: ("people", "appointment", None),
    ReportReceived: ("reports", "report", ReportState),
    Adjudicated: ("reports", "report", None),
    ContributionAsked: ("contributions", "contribution", ContributionState),
    ContributionMoved: ("contributions", "contribution", None),
    ComplaintLinked: ("links", "link", LinkState),
    ComplaintUnlinked: ("links", "link", None),
    LinkPaced: ("links", "link", None),
    PartFound: ("parts", "part", PartState),
    PartSettled: ("parts", "part", None),
    MemberEnquired: ("member_enquiries", "member_enquiry", MemberEnquiryState),
    MemberEnquiryMoved: ("member_enquiries", "member_enquiry", None),
}
_LISTED: dict[type, str] = {
    NoRemedy: "no_remedies", EligibilityDecided: "eligibility", ReplyReviewed: "reply_reviews",
}  # fmt: skip
FOLLOWED: tuple[type, ...] = (*_KINDS, *_LISTED)
"""The types of event that make something to be followed, or say what became of it."""


def follow(events: Iterable[Event]) -> Following:
    """What these events have made; those of other kinds are passed over, and so is a step of what nobody made."""
    found: dict[str, dict[str, Any]] = {}
    listed: dict[str, list[Event]] = {}
    for event in events:
        if (place := _LISTED.get(type(event.body))) is not None:
            listed.setdefault(place, []).append(event)
            continue
        kind = _KINDS.get(type(event.body))
        if kind is None:
            continue
        name, field, made = kind
        key = getattr(event.body, field)
        those = found.setdefault(name, {})
        if made is not None:
            those[key] = made(key, event)
        elif key in those:
            those[key] = replace(those[key], moves=(*those[key].moves, event))
    for remedy in list(found.get("remedies", {}).values()):
        earlier = remedy.body.supersedes
        if earlier in found["remedies"] and remedy.offered:
            found["remedies"][earlier] = replace(found["remedies"][earlier], replaced_by=remedy.key)
    followed: dict[str, Any] = {name: tuple(those.values()) for name, those in found.items()}
    followed |= {name: tuple(those) for name, those in listed.items()}
    return Following(**followed)


def made_twice(events: Iterable[Event]) -> str | None:
    """The key of something that these events make twice, such as after a strike-out is taken back; None for none."""
    seen: set[tuple[str, str]] = set()
    for event in events:
        name, field, made = _KINDS.get(type(event.body), ("", "", None))
        if made is None:
            continue
        thing = (name, getattr(event.body, field))
        if thing in seen:
            return thing[1]
        seen.add(thing)
    return None
