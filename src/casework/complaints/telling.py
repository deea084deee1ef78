"""Events in the words people read: what happened, and the particulars on record."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from datetime import date

from casework.complaints.followed import particulars_of_followed, title_of_followed
from casework.complaints.own_words import ORDINARY, OwnWords
from casework.screens.dates import lower_first, plain_moment
from putright.calendars import short_day
from putright.cases import Classified, Event
from putright.cases import events as kinds
from putright.cases.joined import ComplaintLinked
from putright.cases.taken_over import StatedDue, TakenOver


def title_of(
    event: Event, officers: Mapping[str, str], may_name: Container[str] = (), own: OwnWords = ORDINARY
) -> str:
    """What happened, in a few words: `Extended to Mon 3 Jun 2024`.

    may_name  references of other complaints the reader may see (`ComplaintPage.may_name`); no other is named.
    own       the words of its procedure and of its Ombudsman (`ComplaintPage.own_words`).
    """
    match event.body:
        case ComplaintLinked(other=other) if other in may_name:
            return f"Linked with complaint {other}"
        case kinds.Received(channel=channel):
            return f"Received ({channel.label.lower()})"
        case kinds.Declined(reason=reason):
            return f"Not accepted: {reason.label}" if reason else "Not accepted"
        case kinds.PointAgreed(point=point):
            return f"Point {point} agreed"
        case kinds.PointWithdrawn(point=point, link=str()):
            return f"Point {point} goes on in a linked complaint"
        case kinds.PointWithdrawn(point=point):
            return f"Point {point} withdrawn"
        case kinds.Allocated(officer=officer, role=role):
            return f"{officers.get(officer, 'An officer')} took it on as {role}"
        case kinds.Extended(to=to):
            return f"Extended to {short_day(to)}"
        case kinds.Updated():
            return "Resident told how it is getting on"
        case kinds.Responded(complete=complete):
            return "Response sent" if complete else "Part of the response sent"
        case kinds.Escalated(to=to):
            return f"Resident asked for {to.replace('-', ' ')}"
        case kinds.Reached(moment=moment):
            return moment.replace("_", " ").capitalize()
        case kinds.Promised(what=what, by=by):
            return f"Promised: {what.replace('_', ' ')}{f' by {short_day(by)}' if by else ''}"
        case kinds.PromiseEnded(how=how):
            return f"Promise {how}"
        case kinds.PromiseGiven(owner=owner):
            return f"Promise given to {officers.get(owner, 'another officer')}"
        case kinds.Closed(reason=reason):
            return f"Closed: {reason.label.lower()}" if reason else "Closed"
        case kinds.Reopened(directed=directed):
            return "Opened again on the Ombudsman’s word" if directed else "Opened again"
        case kinds.Restricted(officers=named, lifted=lifted):
            return "Restriction lifted" if lifted else f"Restricted to {len(named)} people"
        case Classified(themes=themes, services=services, ward=ward):
            told = [*([", ".join(themes)] if themes else []), *([f"ward {ward}"] if ward else [])]
            told += (
                [f"{len(services)} further services" if len(services) > 1 else "1 further service"]
                if services
                else []
            )
            return f"Sorted: {'; '.join(told) or 'nothing chosen'}"
        case kinds.Corrected(corrects=corrects, struck_out=struck_out):
            return f"Entry {corrects} {'struck out' if struck_out else 'corrected'}"
        case TakenOver():
            return "Taken over from another system"
        case kinds.Found(duty=duty):
            return f"Found not done: {duty.replace('-', ' ')}"
        case _:
            return title_of_followed(event.body, officers, own) or event.kind.replace("_", " ").capitalize()


def particulars_of(
    event: Event, officers: Mapping[str, str], may_name: Container[str] = (), own: OwnWords = ORDINARY
) -> tuple[str, ...]:
    """The particulars on record, a short sentence each; may_name and own as for `title_of`."""
    match event.body:
        case kinds.Received(first_expressed_on=first, conduct_of_staff=conduct):
            return (
                *([f"First said on {short_day(first)}"] if first else []),
                *(["About the conduct of staff"] if conduct else []),
            )
        case kinds.Extended(form_known=False):
            return ("What the resident was told is not on record",)
        case kinds.Extended(ombudsman_details=details, told_on=told):
            return (
                f"Resident told on {short_day(told)}" if told else "No record that the resident was told",
                "With the Ombudsman’s details" if details else "Without the Ombudsman’s details",
            )
        case kinds.Responded(findings=findings, author=author):
            written = [f"Written by {officers[author]}"] if author is not None and author in officers else []
            found = (f"Point {one.point}: {lower_first(own.finding(one.outcome))}" for one in findings)
            return (*found, *written)
        case kinds.Escalated(reasons=reasons, disputed=disputed):
            points = [f"Points in dispute: {', '.join(disputed)}"] if disputed else []
            return (*(one.label for one in reasons), *points)
        case kinds.Declined() as declined:
            return tuple(_of_refusal(declined, may_name))
        case kinds.Closed(acts_next=acts_next, acts_by=acts_by):
            return tuple(filter(None, (next_to_act(acts_next, acts_by),)))
        case TakenOver(due=due):
            return tuple(_due_there(due))
        case kinds.Promised(owner=owner):
            return (f"Kept by {officers[owner]}",) if owner is not None and owner in officers else ()
        case kinds.Corrected(at=at):
            return (f"The right date is {plain_moment(at)}",) if at else ()
        case _:
            return tuple(particulars_of_followed(event.body, officers, own))


ACTING = {
    "nobody": "Nobody has to do anything next",
    "us": "We act next",
    "resident": "The resident acts next",
    "contractor": "The contractor acts next",
}
"""Who acts next on a complaint that was closed, as a sentence."""


def next_to_act(acts_next: str | None, acts_by: date | None) -> str:
    """Who acts next, and by when; empty where it is not on record."""
    if acts_next is None:
        return ""
    return f"{ACTING[acts_next]}{f', by {short_day(acts_by)}' if acts_by else ''}"


def _due_there(due: Iterable[StatedDue]) -> Iterator[str]:
    for one in due:
        if one.due_on is not None:
            more = f", extended to {short_day(one.extended_to)}" if one.extended_to else ""
            yield f"{one.stage.replace('-', ' ').capitalize()} was due there on {short_day(one.due_on)}{more}"


def _of_refusal(declined: kinds.Declined, may_name: Container[str]) -> Iterator[str]:
    if declined.issue_on:
        yield f"The matter arose or became known on {short_day(declined.issue_on)}"
    if declined.discretion_considered:
        yield "Accepting it although it is late was considered"
    if declined.filed_on:
        yield f"The claim was filed at court on {short_day(declined.filed_on)}"
    if declined.original:
        yield f"Repeats {declined.original if declined.original in may_name else 'another complaint'}"
    yield "Ombudsman’s details given" if declined.ombudsman_details else "Ombudsman’s details not given"
