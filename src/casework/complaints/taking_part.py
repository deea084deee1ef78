"""What happened with others who take part, in the words people read: people, reports, shares, links, members, replies."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from casework.complaints.own_words import ORDINARY, OwnWords
from casework.screens.dates import lower_first
from putright.calendars import short_day
from putright.cases import appointed, joined
from putright.cases.events import Body
from putright.procedures.routing import part_title

_AGREES = {True: "agrees", False: "does not agree"}


def title_of_taking_part(body: Body, officers: Mapping[str, str]) -> str:
    """What happened, in a few words; empty for an event of another kind."""
    return _of_people(body, officers) or _of_others(body)


def _of_people(body: Body, officers: Mapping[str, str]) -> str:
    match body:
        case appointed.EligibilityDecided(eligible=eligible, ground=ground):
            told = (
                "May complain under this procedure" if eligible else "May not complain under this procedure"
            )
            return f"{told}: {ground.label.lower()}"
        case appointed.PersonAppointed(role=role, officer=str(officer)):
            return f"{role.label} appointed: {officers.get(officer, 'an officer')}"
        case appointed.PersonAppointed(role=role):
            return f"{role.label} appointed"
        case appointed.PersonDeclared():
            return "Somebody appointed declared their interests"
        case appointed.PersonStoodDown():
            return "Somebody appointed stood down"
        case appointed.ReportReceived(what=what):
            return f"{what.label} received"
        case appointed.Adjudicated():
            return "Decided on the report, point by point"
        case _:
            return ""


def _of_others(body: Body) -> str:
    match body:
        case joined.ContributionAsked():
            return "Another service asked for its share of the answer"
        case joined.ContributionMoved(to=to):
            return f"Share of another service: {to.label.lower()}"
        case joined.ComplaintLinked():
            # Which one is said only to who may see it (`telling.title_of`).
            return "Linked with another complaint"
        case joined.ComplaintUnlinked():
            return "A link with another complaint taken away"
        case joined.LinkPaced(how=how):
            return f"Answered with another complaint: {how.label.lower()}"
        case joined.PartFound(part=part):
            return f"Found at triage: {part_title(part)}"
        case joined.PartSettled(part=part, to=step):
            return f"{part_title(part)}: {step.label.lower()}"
        case joined.MemberEnquired(who=who):
            return f"Enquiry of a {who.label}"
        case joined.MemberEnquiryMoved(to=to):
            return f"Member’s enquiry: {to.label.lower()}"
        case joined.ReplyReviewed(to=to):
            return f"Contractor’s reply: {to.label.lower()}"
        case _:
            return ""


def particulars_of_taking_part(body: Body, own: OwnWords = ORDINARY) -> Iterator[str]:
    """The particulars on record, a short sentence each; own: the words of the procedure."""
    match body:
        case appointed.EligibilityDecided(affected_agrees=bool(agrees)):
            yield f"The person affected {_AGREES[agrees]}"
        case appointed.PersonAppointed(conflicts=conflicts, declared=declared):
            yield from (one.label for one in conflicts)
            if not declared:
                yield "Has not said in writing whether anything speaks against them"
        case appointed.PersonDeclared(conflicts=conflicts):
            yield from [one.label for one in conflicts] or ["Nothing speaks against them"]
        case appointed.ReportReceived(findings=findings, recommendations=recommended, agrees=agrees):
            yield from (f"Point {one.point}: {lower_first(own.finding(one.outcome))}" for one in findings)
            if recommended:
                yield f"Recommendations: {len(recommended)}"
            if agrees is not None:
                yield f"The independent person {_AGREES[agrees]} with the report"
        case appointed.Adjudicated(points=points, recommendations=recommended):
            yield from (f"Point {one.point}: {'agreed' if one.agrees else 'not agreed'}" for one in points)
            if recommended:
                yield f"Recommendations accepted: {sum(one.accepted for one in recommended)} of {len(recommended)}"
        case joined.ContributionAsked(due=due, points=points):
            yield f"Due on {short_day(due)}"
            if points:
                yield f"About point {', '.join(points)}"
        case joined.ComplaintLinked(what=what):
            yield what.label
        case joined.ReplyReviewed(missing=missing) if missing:
            yield f"It lacks {len(missing)} of the parts it has to have"
        case _:
            pass
