"""Complaints that belong together: opening a part under another procedure, linking two, taking a link away.

A link stands on both complaints and is written in one transaction, both locked in the order of their references. A
note never names the other complaint: whoever reads this one may not be allowed to know of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from casework.complaints.models import Complaint, Party, Point, Words
from casework.complaints.opening import Opening, PointWords, open_complaint
from casework.complaints.permissions import visible_to
from casework.complaints.record import Act, Opened, act, opened, record_on
from casework.complaints.references import as_typed
from casework.complaints.storing import read_events
from casework.complaints.words import reindex, write_note
from casework.complaints.writing import When, moment
from casework.journal.log_events import LogEvent
from casework.journal.logs import log
from casework.people.models import Officer, Service
from casework.people.permissions import is_read_only
from casework.people.queries import officer_here
from casework.together.found import begun
from putright.calendars import in_london
from putright.cases import Case, CaseError, replay, verbs
from putright.cases.events import Received
from putright.cases.joined import ComplaintLinked, ComplaintUnlinked
from putright.cases.taking_part import LinkState
from putright.procedures import in_force
from putright.vocabulary import LinkKind

BACK: dict[LinkKind, LinkKind] = {
    LinkKind.LEADS: LinkKind.PART_OF, LinkKind.PART_OF: LinkKind.LEADS, LinkKind.BESIDE: LinkKind.BESIDE,
    LinkKind.GOES_ON: LinkKind.MOVED_HERE,
}  # fmt: skip
"""How the other complaint belongs to this one, seen from there. One that follows another is told on the later alone."""


@dataclass(frozen=True, slots=True)
class NewPart:
    """A part to be opened under another procedure.

    body     whose procedure it comes under, such as `lgsco`: the version in force when it was received.
    points   keys of the points that go on there. leads: whether this complaint leads, not the new one.
    """

    body: str
    points: tuple[str, ...]
    title: str
    leads: bool
    service: int | None = None
    handler: int | None = None


def open_part(
    reference: str, part: NewPart, words: str, *, at: When, by: Officer, now: datetime, seen_version: int
) -> str:
    """Open a complaint for the chosen points under another procedure, linked with this one; its reference.

    It counts as received when this one was, by the same way, from the same people, and is restricted to the same.
    """
    with transaction.atomic(durable=True):
        held = opened(reference, seen_version=seen_version)
        case = replay(held.events)
        moved = _moved_points(held.complaint, case, part.points)
        new = open_complaint(
            held.complaint.organisation, opening_of(held.complaint, case, part, moved, by=by), by=by, now=now
        )
        there = Complaint.objects.select_related("organisation").get(pk=new.complaint_id)
        copy_parties(held.complaint, there, part.points)
        kind = LinkKind.LEADS if part.leads else LinkKind.PART_OF
        key = str(case.next_sequence)
        acts: list[Act] = [linked(key, new.reference, kind, at)]
        acts += [act(verbs.withdraw_point, point=one.key, link=key, at=at) for one in moved]
        acts += begun(case, part.body, link=key, at=at)
        _keep(held.complaint, words, at=at, by=by, now=now)
        record_on(held, *acts, by=by, now=now)
        events, last = read_events(there)
        back = linked(str(len(events) + 1), reference, BACK[kind], now)
        record_on(Opened(there, events, last), back, by=by, now=now)
        reindex(held.complaint)
        reindex(there)
    log(LogEvent.COMPLAINTS_LINKED, complaint=held.complaint.pk, other=there.pk)
    return new.reference


def link(
    reference: str, other: str, kind: LinkKind, words: str, *, at: When, by: Officer, now: datetime,
    seen_version: int,
) -> None:  # fmt: skip
    """Link this complaint with another one the officer may see. Raises CaseError for any other reference."""
    found = as_typed(other)
    with transaction.atomic(durable=True):
        here, there = _both(reference, found, by=by, seen_version=seen_version)
        case, case_there = replay(here.events), replay(there.events)
        if holding(case, found) is not None or holding(case_there, reference) is not None:
            raise CaseError("the two are linked already: take that link away first to link them otherwise")
        _keep(here.complaint, words, at=at, by=by, now=now)
        acts = _link(case, found, kind, of=there.complaint, at=at)
        record_on(here, *acts, by=by, now=now)
        if kind in BACK:
            back = _link(case_there, reference, BACK[kind], of=here.complaint, at=at)
            record_on(there, *back, by=by, now=now)
        if words.strip():
            reindex(here.complaint)
    log(LogEvent.COMPLAINTS_LINKED, complaint=here.complaint.pk, other=there.complaint.pk)


def unlink(
    reference: str, key: str, words: str, *, at: When, by: Officer, now: datetime, seen_version: int
) -> None:
    """Take a link away, on both complaints. Raises CaseError for a link with one the officer may not see."""
    with transaction.atomic(durable=True):
        # Read before either is locked: both are locked in their order, never this one first.
        read = replay(read_events(Complaint.objects.get(reference=reference))[0])
        other = next((one.body.other for one in read.links if one.key == key), None)
        # One with a complaint the officer may not see is no link of theirs, and is not told of.
        if other is None or not Complaint.objects.filter(visible_to(by), reference=other).exists():
            raise CaseError("there is no such link any more: choose one of the list")
        here, there = _both(reference, other, by=by, seen_version=seen_version)
        if all(one.key != key or one.ended for one in replay(here.events).links):
            raise CaseError("there is no such link any more: choose one of the list")
        note = _keep(here.complaint, words, at=at, by=by, now=now)
        record_on(here, act(verbs.settle, body=ComplaintUnlinked(key, note), at=at), by=by, now=now)
        back = holding(replay(there.events), reference)
        if back is not None:
            record_on(there, act(verbs.settle, body=ComplaintUnlinked(back.key), at=at), by=by, now=now)
        if words.strip():
            reindex(here.complaint)


def holding(case: Case, other: str) -> LinkState | None:
    """The link with that complaint that holds; None where there is none."""
    return next((one for one in case.links if one.body.other == other and not one.ended), None)


def _both(reference: str, other: str, *, by: Officer, seen_version: int) -> tuple[Opened, Opened]:
    """Both complaints, locked in the order of their references, so that two officers do not wait for each other."""
    if other == reference:
        raise CaseError("that is this very complaint: enter the reference of the other one")
    if not Complaint.objects.filter(visible_to(by), reference=other).exists():
        raise CaseError(
            f"there is no complaint {other} that you can open: check the reference, or search for the person"
        )
    held = {
        each: opened(each, seen_version=seen_version if each == reference else None)
        for each in sorted((reference, other))
    }
    return held[reference], held[other]


def _link(case: Case, other: str, kind: LinkKind, *, of: Complaint, at: When) -> list[Act]:
    """The link, and that the part it is was begun, where triage found one that the other's procedure takes."""
    key = str(case.next_sequence)
    settles = begun(case, of.procedure.rpartition("/")[0], link=key, at=at) if kind in BACK else ()
    return [linked(key, other, kind, at), *settles]


def linked(key: str, other: str, kind: LinkKind, at: When) -> Act:
    """The act that links with that complaint."""
    return act(verbs.involve, body=ComplaintLinked(key, other, kind), at=at)


def _keep(complaint: Complaint, words: str, *, at: When, by: Officer, now: datetime) -> str | None:
    if not words.strip():
        return None
    note = write_note(
        complaint, words, about="note", by=by, happened_at=moment(at), written_at=now, stage=complaint.stage
    )
    return str(note.pk)


def _moved_points(complaint: Complaint, case: Case, keys: Sequence[str]) -> list[Point]:
    pursued = [one.key for one in case.points if one.withdrawn_at is None]
    if not keys or not set(keys) <= set(pursued):
        raise CaseError("choose which points go on in the new complaint")
    if set(keys) == set(pursued):
        raise CaseError(
            "every point would go, and nothing be left to answer here: leave at least one, or move the whole complaint "
            "to the other procedure"
        )
    answered = {key for stage in case.stages for key in stage.findings or {}}
    if answered & set(keys):
        raise CaseError("a point that was answered stays where its answer is: choose points without one")
    found = Point.objects.filter(complaint=complaint, key__in=keys)
    return sorted(found, key=lambda one: pursued.index(one.key))


def opening_of(
    complaint: Complaint, case: Case, part: NewPart, moved: Sequence[Point], *, by: Officer
) -> Opening:
    """How the part is opened: received when this one was. Raises CaseError for what cannot be chosen."""
    receipt = case.standing[0]
    assert isinstance(receipt.body, Received)  # the first event of every complaint
    arrived = moment(receipt.at) if receipt.at is not None else moment(complaint.received_on)
    organisation = complaint.organisation
    received_on = in_london(arrived).date()
    under = in_force(part.body, received_on) if part.body in organisation.procedures else None
    if under is None or under.key == complaint.procedure:
        raise CaseError("choose another procedure of ours: a part comes under one of its own")
    handler = officer_here(organisation.pk, part.handler) if part.handler else None
    if part.handler and (handler is None or is_read_only(handler)):
        raise CaseError("there is no such officer to handle it: choose one of the list")
    named = tuple(int(one) for one in case.restricted_to) if case.restricted_to is not None else None
    if named is not None and handler is not None and handler.pk not in named:
        raise CaseError(
            f"{handler.name} is not named on this restricted complaint: name them first, or choose another officer"
        )
    words = Words.objects.get(complaint=complaint)
    states = {one.key: one for one in case.points}
    return Opening(
        procedure=under.key, channel=receipt.body.channel, arrived_at=arrived,
        title=part.title.strip() or words.title, happened=words.happened, wanted=words.wanted,
        points=tuple(PointWords(one.words, one.sought, states[one.key].responsibility) for one in moved),
        own_policy=organisation.own_policies.get(part.body, ""), first_expressed_on=receipt.body.first_expressed_on,
        conduct_of_staff=receipt.body.conduct_of_staff, vulnerable=complaint.vulnerable,
        service_id=_service(complaint, part), team_id=handler.team_id if handler else by.team_id,
        handler_id=handler.pk if handler else None, named=named,
    )  # fmt: skip


def _service(complaint: Complaint, part: NewPart) -> int | None:
    if part.service is None:
        return None
    found = Service.objects.filter(pk=part.service, department__organisation=complaint.organisation_id)
    if not found.exists():
        raise CaseError("there is no such service: choose one of the list")
    return part.service


def copy_parties(here: Complaint, there: Complaint, points: Sequence[str]) -> None:
    """The same people with the same parts. An authority for points that stay here is none there."""
    numbers = {key: str(place) for place, key in enumerate(points, start=1)}
    for party in Party.objects.filter(complaint=here).order_by("pk"):
        spoken_for = party.authority_points.split()
        gone = [numbers[key] for key in spoken_for if key in numbers]
        kept: dict[str, Any] = {} if not spoken_for or gone else {"authority": "", "authority_until": None}
        party.pk, party.complaint, party.authority_document = None, there, None
        party.authority_points = " ".join(gone)
        for name, value in kept.items():
            setattr(party, name, value)
        party.save(force_insert=True)
