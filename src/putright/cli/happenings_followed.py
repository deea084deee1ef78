"""What was arranged, offered or learned, and what became of it, in a few plain words."""

from __future__ import annotations

from putright.calendars import short_day
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
from putright.cases.events import Body, PromiseGiven
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
from putright.vocabulary import DraftParty
from putright.vocabulary.money import pounds


def what_was_followed(body: Body) -> str | None:
    """What happened, in a few words that begin with a capital; None for what is not followed to its end."""
    return _put_right(body) or _arranged(body) or _referred(body)


def _put_right(body: Body) -> str | None:
    match body:
        case RemedyProposed():
            sum_ = f", {pounds(body.amount_pence)}" if body.amount_pence is not None else ""
            return f"Remedy entered: {body.type.label.lower()}{sum_}"
        case RemedyMoved():
            sum_ = f", {pounds(body.amount_pence)}" if body.amount_pence is not None else ""
            return f"Remedy {_words(body.remedy)}: {body.to.label.lower()}{sum_}"
        case NoRemedy():
            return f"No remedy was decided for point {body.point}"
        case ActionAgreed():
            by = f", by {short_day(body.due)}" if body.due else ""
            return f"Action agreed: {body.type.label.lower()}{by}"
        case ActionMoved():
            done = f", {body.percent} per cent" if body.percent is not None else ""
            return f"Action {_words(body.action)}: {body.to.label.lower()}{done}"
        case LessonLearned():
            return "Nothing is to be learned, with the reason" if body.no_lesson else "A lesson was recorded"
        case PromiseGiven():
            return f"Promise given to somebody else: {_words(body.promise)}"
    return None


def _arranged(body: Body) -> str | None:
    match body:
        case NeedFound():
            return f"Need found: {_words(body.need)}"
        case NeedMoved():
            return f"Need {_words(body.need)}: {body.to.label.lower()}"
        case AgreementMade():
            return f"Agreed: {body.what.label.lower()}"
        case AgreementEnded() | RestrictionEnded():
            what = "Agreement" if isinstance(body, AgreementEnded) else "Restriction"
            return f"{what} looked at again" if body.review else f"{what} ended"
        case RestrictionSet():
            return f"Somebody is to stay away: {_words(body.worker)}"
        case AppointmentMade():
            return f"Visit arranged for {short_day(body.on)}"
        case AppointmentMoved():
            return f"Visit {_words(body.appointment)}: {body.to.label.lower()}"
        case IncidentOpened():
            return f"Incident: {body.what.label.lower()}"
        case IncidentMoved():
            return f"Incident {_words(body.incident)}: {body.to.label.lower()}"
        case LetterSent():
            return f"Letter sent: {body.what.label.lower()}"
        case LetterDelivery():
            return f"Letter {_words(body.letter)}: {body.result.label.lower()}"
    return None


def _referred(body: Body) -> str | None:
    match body:
        case ReferralOpened():
            return f"{body.body.label} has a case: {body.what.label.lower()}"
        case ReferralMoved():
            return f"Ombudsman's case: {_words(body.to)}"
        case ReferralDecided():
            again = "amended its decision at a review" if body.at_review else "decided"
            published = f": {body.published_outcome.label.lower()}" if body.published_outcome else ""
            return f"Ombudsman {again}{published}"
        case HeadDecided():
            return f"Ombudsman found: {body.determination.label.lower()}"
        case EnquiryReceived():
            who = f" from {body.party.label.lower()}" if body.party is not DraftParty.US else ""
            by = f", by {short_day(body.answer_by)}" if body.answer_by else ""
            return f"Ombudsman asks: {body.what.label.lower()}{who}{by}"
        case EnquiryMoved():
            return f"What the Ombudsman asked: {body.to.label.lower()}"
        case OrderMade():
            sum_ = f", {pounds(body.amount_pence)}" if body.amount_pence is not None else ""
            by = f", by {short_day(body.due)}" if body.due else ", without a day"
            return f"{body.what.label}: {body.type.label.lower()}{sum_}{by}"
        case OrderMoved():
            return f"Order {_words(body.order)}: {body.to.label.lower()}"
    return None


def _words(code: str) -> str:
    return code.replace("_", " ").replace("-", " ")
