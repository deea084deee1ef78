"""What is followed to its end, in the words people read: remedies, actions, needs, agreements, visits, letters.

Workers and contractors are identifiers here: their names belong to `casework.agreements`, which tells them on its tab.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from casework.complaints.own_words import ORDINARY, OwnWords
from casework.complaints.referred import particulars_of_referred, title_of_referred
from casework.complaints.taking_part import particulars_of_taking_part, title_of_taking_part
from putright.calendars import in_london, short_day
from putright.cases import arranged, remedial
from putright.cases.events import Body, PromiseGiven
from putright.cases.referred import EnquiryMoved, ReferralMoved
from putright.vocabulary import AppointmentStep, NeedStep, Period, VisitCause
from putright.vocabulary.money import pounds


def title_of_followed(body: Body, officers: Mapping[str, str], own: OwnWords = ORDINARY) -> str:
    """What happened, in a few words; empty for an event of another kind. own: the words it is told in."""
    return (
        _of_remedies(body)
        or _of_visits(body)
        or _of_agreements(body, officers)
        or title_of_referred(body, officers, own)
        or title_of_taking_part(body, officers)
    )


def _of_remedies(body: Body) -> str:
    match body:
        case remedial.RemedyProposed(type=type, amount_pence=amount):
            return (
                f"Remedy entered: {type.label.lower()}{f', {pounds(amount)}' if amount is not None else ''}"
            )
        case remedial.RemedyMoved(to=to, amount_pence=amount):
            return f"Remedy: {to.label.lower()}{f', {pounds(amount)}' if amount is not None else ''}"
        case remedial.NoRemedy(point=point):
            return f"Point {point}: decided that nothing needs putting right"
        case remedial.ActionAgreed(type=type, learning=learning):
            return (
                f"{'Action so that it does not happen again' if learning else 'Action'}: {type.label.lower()}"
            )
        case remedial.ActionMoved(to=to, percent=percent):
            return f"Action: {to.label.lower()}{f', {percent} %' if percent is not None else ''}"
        case remedial.LessonLearned(no_lesson=no_lesson):
            return "Decided that there is nothing to learn" if no_lesson else "Lesson recorded"
        case arranged.LetterSent(what=what):
            return f"Letter sent: {what.label.lower()}"
        case arranged.LetterDelivery(result=result):
            return f"Letter: {result.label.lower()}"
        case _:
            return ""


def _of_visits(body: Body) -> str:
    match body:
        case arranged.AppointmentMade(on=on, meeting=meeting):
            return f"{'Meeting' if meeting else 'Visit'} arranged for {short_day(on)}"
        case arranged.AppointmentMoved(to=AppointmentStep.MADE):
            return "Visit given to somebody else"
        case arranged.AppointmentMoved(to=to):
            return f"Visit: {to.label.lower()}"
        case arranged.IncidentOpened(what=what):
            return f"Incident: {what.label.lower()}"
        case arranged.IncidentMoved(to=to):
            return f"Incident: {to.label.lower()}"
        case _:
            return ""


def _of_agreements(body: Body, officers: Mapping[str, str]) -> str:
    match body:
        case arranged.NeedFound(risk=risk):
            return "Need found, with a risk of harm" if risk else "Need found"
        case arranged.NeedMoved(to=NeedStep.FOUND, owner=str(owner)):
            return f"Need given to {officers.get(owner, 'another officer')}"
        case arranged.NeedMoved(to=to):
            return f"Need: {to.label.lower()}"
        case arranged.AgreementMade(what=what):
            return f"Agreed: {what.label.lower()}"
        case arranged.AgreementEnded(review=review):
            return f"Agreement goes on, looked at again {short_day(review)}" if review else "Agreement ended"
        case arranged.RestrictionSet():
            return "A worker must not contact or visit the resident"
        case arranged.RestrictionEnded(review=review):
            return (
                f"No-contact rule goes on, looked at again {short_day(review)}"
                if review
                else "No-contact rule lifted"
            )
        case _:
            return ""


def particulars_of_followed(
    body: Body, officers: Mapping[str, str], own: OwnWords = ORDINARY
) -> Iterator[str]:
    """The particulars on record, a short sentence each; own as for `title_of_followed`."""
    match body:
        case remedial.RemedyProposed():
            yield from _of_sums(body)
        case remedial.RemedyMoved(payee_confirmed=True):
            yield "The payee’s account was confirmed with them"
        case remedial.ActionAgreed(recheck_months=int(months)):
            yield f"Looked at again every {months} months"
        case remedial.LessonLearned(root_cause=root, cause=cause, repeats=repeats):
            yield from ([f"Repeats the lesson of {repeats}"] if repeats else [])
            yield from (
                f"{name}: {one.label.lower()}" for name, one in (("Cause", cause), ("Root", root)) if one
            )
        case remedial.ActionMoved(agreed_by_ombudsman=True):
            yield "The Ombudsman agreed"
        case arranged.AppointmentMade():
            yield from _of_visit(body)
        case arranged.AppointmentMoved(failed_because=str(because)):
            yield f"Because: {VisitCause(because).label.lower()}"
        case arranged.AgreementMade(channel=channel, hours_from=first, hours_to=last):
            yield from ([f"By {channel.label.lower()}"] if channel else [])
            yield from ([f"From {first:%H:%M}"] if first else [])
            yield from ([f"Until {last:%H:%M}"] if last else [])
        case arranged.RestrictionSet(review=review) if review:
            yield f"Looked at again on {short_day(review)}"
        case arranged.NeedMoved(document=str()):
            yield "What the resident wrote is kept"
        case arranged.LetterSent(channels=channels, overrides=overrides):
            yield from ([f"By {', '.join(channels)}"] if channels else [])
            yield from ([f"Checks gone past: {len(overrides)}"] if overrides else [])
        case arranged.LetterDelivery(channel=str(channel)) if channel:
            yield f"By {channel}"
        case _:
            yield from particulars_of_referred(body, own)
            yield from particulars_of_taking_part(body, own)
    yield from _due_and_owner(body, officers)


def _of_sums(body: remedial.RemedyProposed) -> Iterator[str]:
    if body.points:
        yield f"For point {', '.join(body.points)}"
    if body.unit_pence is not None and body.per is not Period.ONCE:
        yield f"{pounds(body.unit_pence)} each {body.per.label.lower().removeprefix('a ')}"
    for share in body.shares:
        yield f"{share.payer.label} pays {pounds(share.amount_pence)}"
    if body.recurring:
        yield "Goes on until a condition is met"
    if body.supersedes:
        yield "Replaces an earlier remedy once it is offered"
    if body.set_off_debt:
        yield "Set against a debt"


def _of_visit(body: arranged.AppointmentMade) -> Iterator[str]:
    if body.starts and body.ends:
        yield f"Between {in_london(body.starts):%H:%M} and {in_london(body.ends):%H:%M}"
    else:
        yield "No time slot was given"
    if body.told_on:
        yield f"Resident told on {short_day(body.told_on)}"
    yield from (one.label for one in body.constraints)
    if body.site_told:
        yield "Conditions at the place are on the order"


def _due_and_owner(body: Body, officers: Mapping[str, str]) -> Iterator[str]:
    due, owner = getattr(body, "due", None), getattr(body, "owner", None)
    if due is not None:
        yield f"Due {short_day(due)}"
    if (
        isinstance(owner, str)
        and owner in officers
        and not isinstance(body, arranged.NeedMoved | PromiseGiven | ReferralMoved | EnquiryMoved)
    ):
        yield f"With {officers[owner]}"
