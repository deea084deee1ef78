"""The performance pack of a contractor: counted anew from the record for a period, as a page and to download."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from casework.agreements.models import Contractor, Forwarding
from casework.complaints.models import Complaint, Party
from casework.complaints.permissions import visible_to
from casework.complaints.storing import read_events
from casework.outcomes.models import Answer
from casework.people.models import Officer
from casework.providers.models import ProviderReply
from putright.cases import replay
from putright.cases.arranged import AppointmentMoved
from putright.cases.followed import AppointmentState
from putright.cases.joined import ReplyReviewed
from putright.cases.state import day_of
from putright.vocabulary import AppointmentStep, ReplyStep, VisitCause
from putright.vocabulary.money import pounds

_MISSED = frozenset(
    {
        AppointmentStep.NO_SHOW,
        AppointmentStep.TOO_EARLY,
        AppointmentStep.TOO_LATE,
        AppointmentStep.COULD_NOT_COMPLETE,
    }
)
"""What became of a visit that counts against who came. Source: lessons R-C2; no access is the resident's."""


@dataclass(frozen=True, slots=True)
class Pack:
    """A contractor's performance between two days, counted from the record that the officer may see."""

    name: str
    first: date
    last: date
    rows: tuple[tuple[str, str], ...]
    causes: tuple[tuple[str, int], ...]


def pack(officer: Officer, number: int, first: date, last: date) -> Pack | None:
    """The performance pack of a contractor for a period; None for one that is not here. Two statements a complaint."""
    firm = Contractor.objects.filter(organisation=officer.organisation_id, pk=number).first()
    if firm is None:
        return None
    sent = list(
        Forwarding.objects.filter(
            visible_to(officer, "complaint__"),
            contractor=firm,
            forwarded_on__gte=first,
            forwarded_on__lte=last,
        ).select_related("complaint")
    )
    counted: Counter[str] = Counter()
    causes: Counter[str] = Counter()
    for complaint in {one.complaint_id: one.complaint for one in sent}.values():
        _count(complaint, firm, [one for one in sent if one.complaint_id == complaint.pk], counted, causes)
    people = Counter(_complainants(one.complaint_id for one in sent))
    returned = ProviderReply.objects.filter(link__forwarding__in=sent, step="returned").count()
    rows = (
        ("Complaints passed on", str(len({one.complaint_id for one in sent}))),
        ("Replies that came", str(sum(one.replied_on is not None for one in sent))),
        ("Replies that came late", str(counted["late"])),
        ("Replies sent back", str(returned)),
        ("Answers we took over", str(counted["taken_over"])),
        ("Visits that did not take place", str(counted["missed"])),
        ("People who complained more than once", str(sum(number > 1 for number in people.values()))),
        ("Learning actions agreed", str(counted["learning"])),
        ("Fault divided with us", str(counted["shared"])),
        ("The contractor’s part of the fault, on average", _mean(counted)),
        ("Payments that fall to the contractor", pounds(counted["pence"])),
    )
    return Pack(firm.name, first, last, rows, tuple(causes.most_common()))


def _mean(counted: Counter[str]) -> str:
    return (
        f"{counted['percent'] / counted['shared']:.0f}%"
        if counted["shared"]
        else "not divided on any complaint"
    )


def _count(
    complaint: Complaint,
    firm: Contractor,
    sent: list[Forwarding],
    counted: Counter[str],
    causes: Counter[str],
) -> None:
    events, _ = read_events(complaint)
    case = replay(events)
    promises = {one.key: one for one in case.promises}
    for one in sent:
        promise = promises.get(one.promise)
        if promise is None or promise.by is None:
            continue
        day = day_of(promise.ended_at.at) if promise.ended_at else None
        counted["late"] += day is not None and day > promise.by
    keys = {one.promise for one in sent}
    reviews = [one.body for one in case.reply_reviews if isinstance(one.body, ReplyReviewed)]
    counted["taken_over"] += sum(one.to is ReplyStep.TAKEN_OVER and one.promise in keys for one in reviews)
    for visit in case.appointments:
        if visit.body.provider == str(firm.pk):
            _count_visit(visit, counted, causes)
    counted["learning"] += sum(one.body.learning for one in case.actions)
    for shares in Answer.objects.filter(complaint=complaint).values_list("shares", flat=True):
        if shares.get("contractor"):
            counted["shared"] += 1
            counted["percent"] += int(shares["contractor"])
    for remedy in case.remedies:
        counted["pence"] += sum(
            share.amount_pence for share in remedy.body.shares if share.payer.value == "contractor"
        )


def _count_visit(visit: AppointmentState, counted: Counter[str], causes: Counter[str]) -> None:
    for move in visit.moves:
        if isinstance(move.body, AppointmentMoved) and move.body.to in _MISSED:
            counted["missed"] += 1
            code = move.body.failed_because
            causes[VisitCause(code).label if code else move.body.to.label] += 1


def _complainants(complaints: Iterable[int]) -> list[int]:
    numbers = list(set(complaints))
    return list(
        Party.objects.filter(complaint__in=numbers, role="complainant").values_list("person", flat=True)
    )
