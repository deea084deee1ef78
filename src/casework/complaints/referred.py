"""What happened with an Ombudsman, in the words people read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from casework.complaints.own_words import ORDINARY, OwnWords
from casework.screens.dates import lower_first
from putright.calendars import short_day
from putright.cases import referred
from putright.cases.events import Body
from putright.vocabulary import DraftParty, EnquiryStep, OrderStep
from putright.vocabulary.money import pounds


def title_of_referred(body: Body, officers: Mapping[str, str], own: OwnWords = ORDINARY) -> str:
    """What happened, in a few words; empty for an event of another kind. own: the words of whose case it is."""
    return _of_cases(body, officers, own) or _of_asked(body, officers, own)


def _of_cases(body: Body, officers: Mapping[str, str], own: OwnWords) -> str:
    match body:
        case referred.ReferralOpened(referral=key, body=whose, what=what):
            return f"{whose.label} has a case: {lower_first(own.theirs(key, what))}"
        case referred.ReferralMoved(owner=str(owner), note=None):
            return f"Ombudsman’s case given to {officers.get(owner, 'another officer')}"
        case referred.ReferralMoved(referral=key, to=to):
            return f"Ombudsman’s case: {lower_first(own.step(key, to))}"
        case referred.ReferralDecided(referral=key, at_review=at_review, published_outcome=published):
            told = "Ombudsman amended its decision at a review" if at_review else "Ombudsman decided"
            return f"{told}: {lower_first(own.theirs(key, published))}" if published else told
        case referred.HeadDecided(referral=key, determination=determination):
            return f"Ombudsman found: {lower_first(own.theirs(key, determination))}"
        case _:
            return ""


def _of_asked(body: Body, officers: Mapping[str, str], own: OwnWords) -> str:
    match body:
        case referred.EnquiryReceived(referral=key, what=what, party=party):
            who = "" if party is DraftParty.US else f", from {party.label.lower()}"
            return f"Ombudsman asks for: {lower_first(own.theirs(key, what))}{who}"
        case referred.EnquiryMoved(owner=str(owner), note=None):
            return f"What the Ombudsman asks given to {officers.get(owner, 'another officer')}"
        case referred.EnquiryMoved(to=EnquiryStep.SHOWN):
            return "Draft decision shown to those it criticises"
        case referred.EnquiryMoved(to=to):
            return f"What the Ombudsman asked: {to.label.lower()}"
        case referred.OrderMade(what=what, type=type):
            return f"{what.label} of the Ombudsman: {type.label.lower()}"
        case referred.OrderMoved(to=OrderStep.MADE, owner=str(owner)):
            return f"Order given to {officers.get(owner, 'another officer')}"
        case referred.OrderMoved(to=to):
            return f"Ombudsman’s order: {to.label.lower()}"
        case _:
            return ""


def particulars_of_referred(body: Body, own: OwnWords = ORDINARY) -> Iterator[str]:
    """The particulars on record, a short sentence each; dates and officers of all kinds are told elsewhere."""
    match body:
        case referred.ReferralOpened(points=points) | referred.HeadDecided(points=points) if points:
            yield f"About point {', '.join(points)}"
        case referred.ReferralDecided():
            yield from _of_decision(body, own)
        case referred.EnquiryReceived(answer_by=day, criticises=criticises):
            yield f"To be answered by {short_day(day)}" if day else "Its letter gives no date"
            if criticises:
                yield "It criticises somebody, who must be shown it"
        case referred.OrderMade():
            yield from _of_order(body)
        case referred.OrderMoved(agreed=True):
            yield "The Ombudsman agreed"
        case _:
            pass


def _of_decision(body: referred.ReferralDecided, own: OwnWords) -> Iterator[str]:
    if body.text:
        yield f"Its text: {lower_first(own.theirs(body.referral, body.text))}"
    for name, found in (("Fault", body.fault_found), ("Injustice", body.injustice_found)):
        if found is not None:
            yield f"{name} found: {'yes' if found else 'no'}"
    if body.remedied_by:
        yield f"Put right by: {body.remedied_by.label.lower()}"


def _of_order(body: referred.OrderMade) -> Iterator[str]:
    if body.amount_pence is not None:
        yield pounds(body.amount_pence)
    if body.due is None:
        yield "It states no date"
    elif body.date_is_ours:
        yield "The date is ours: the decision gives none"
    if body.set_off_allowed:
        yield "It may be set against a debt"
