"""Others who take part: people appointed, reports, shares of services, linked complaints, members, contractors."""

from __future__ import annotations

from datetime import date
from typing import Any

from putright.cases.appointed import (
    Adjudicated,
    EligibilityDecided,
    PersonAppointed,
    PersonDeclared,
    PersonStoodDown,
    ReportReceived,
)
from putright.cases.errors import AlreadyThere, CaseError, UnknownFollowed, UnknownPromise
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
from putright.cases.possible import When
from putright.cases.state import Case
from putright.cases.verbs.proposing import Proposed, propose
from putright.vocabulary import ContributionStep

Involved = (
    EligibilityDecided
    | PersonAppointed
    | ReportReceived
    | ContributionAsked
    | ComplaintLinked
    | PartFound
    | MemberEnquired
)
Settled = (
    PersonDeclared
    | PersonStoodDown
    | Adjudicated
    | ContributionMoved
    | ComplaintUnlinked
    | LinkPaced
    | PartSettled
    | MemberEnquiryMoved
    | ReplyReviewed
)

_NAMES: dict[type, tuple[str, str, str]] = {
    PersonAppointed: ("people", "appointment", "appointment"),
    PersonDeclared: ("people", "appointment", "appointment"),
    PersonStoodDown: ("people", "appointment", "appointment"),
    ReportReceived: ("reports", "report", "report"),
    Adjudicated: ("reports", "report", "report"),
    ContributionAsked: ("contributions", "contribution", "share"),
    ContributionMoved: ("contributions", "contribution", "share"),
    ComplaintLinked: ("links", "link", "link"),
    ComplaintUnlinked: ("links", "link", "link"),
    LinkPaced: ("links", "link", "link"),
    PartFound: ("parts", "part", "part"),
    PartSettled: ("parts", "part", "part"),
    MemberEnquired: ("member_enquiries", "member_enquiry", "member’s enquiry"),
    MemberEnquiryMoved: ("member_enquiries", "member_enquiry", "member’s enquiry"),
}
_ASKED_AGAIN = (ContributionStep.ASKED, ContributionStep.RETURNED)


def involve(case: Case, *, body: Involved, at: When, by: str | None = None, stage: str | None = None,
            today: date | None = None, source: str | None = None) -> Proposed:  # fmt: skip
    """Somebody is appointed, a report comes in, a share is asked for, a complaint linked, a member asks."""
    if type(body) in _NAMES:
        kind, field, word = _NAMES[type(body)]
        key = getattr(body, field)
        if any(one.key == key for one in getattr(case, kind)):
            raise AlreadyThere(f"{word} {key!r} is on record already; give the new one another key")
    _check_involved(case, body)
    return propose(case, body, at, by, stage, today, None, source)


def settle(case: Case, *, body: Settled, at: When, by: str | None = None, stage: str | None = None,
           today: date | None = None, source: str | None = None) -> Proposed:  # fmt: skip
    """What became of it: a part given up, a report decided on, a share given, a reply sent back or adopted."""
    if isinstance(body, ReplyReviewed):
        if all(one.key != body.promise for one in case.promises):
            raise UnknownPromise(
                f"there is no promise {body.promise!r} of a reply: pass the complaint on first"
            )
    else:
        kind, field, word = _NAMES[type(body)]
        found = _known(case, kind, getattr(body, field), word)
        _check_settled(case, found, body, word)
    return propose(case, body, at, by, stage, today, None, source)


def _known(case: Case, kind: str, key: str, word: str) -> Any:
    found = next((one for one in getattr(case, kind) if one.key == key), None)
    if found is None:
        raise UnknownFollowed(f"there is no {word} {key!r} on record: record it first")
    return found


def _check_involved(case: Case, body: Involved) -> None:
    if isinstance(body, PersonAppointed) and (body.person is None) == (body.officer is None):
        raise CaseError("say who is appointed: somebody outside, or an officer, and not both")
    if isinstance(body, ReportReceived):
        _known(case, "people", body.appointment, "appointment")
        if body.agrees_with is not None:
            _known(case, "reports", body.agrees_with, "report")
        for finding in body.findings:
            case.point(finding.point)
    if isinstance(body, ContributionAsked):
        for point in body.points:
            case.point(point)


def _check_settled(case: Case, found: Any, body: Settled, word: str) -> None:
    if isinstance(body, Adjudicated):
        for decided in body.points:
            case.point(decided.point)
        unknown = {one.recommendation for one in body.recommendations} - set(found.body.recommendations)
        if unknown:
            raise CaseError("the report recommends no such thing: choose from its recommendations")
        return
    if found.ended and not _sent_back(found, body):
        raise CaseError(f"the {word} came to its end already: record another one")
    if isinstance(body, ContributionMoved) and body.to in _ASKED_AGAIN and body.due is None:
        raise CaseError("a share that is asked for again needs the day: enter it")


def _sent_back(found: Any, body: Settled) -> bool:
    """Whether a share that was given goes back for what it lacks: it is asked for again then."""
    returned = isinstance(body, ContributionMoved) and body.to is ContributionStep.RETURNED
    return returned and found.step is ContributionStep.GIVEN
