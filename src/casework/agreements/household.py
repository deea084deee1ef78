"""The same resident or home on other complaints, so that what was agreed once holds for all of them.

A no-contact rule of a complaint this officer may not see holds too: it is told without saying where it comes from.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from casework.complaints.models import Complaint, OpenEnd, Party
from casework.complaints.models import Event as EventRow
from casework.complaints.storing import EVENT_COLUMNS, from_row
from putright.cases import Case, Event, replay
from putright.cases.followed import AgreementState, AppointmentState
from putright.cases.state import day_of
from putright.vocabulary import Relationship

THEIRS = (Relationship.COMPLAINANT.value, Relationship.AFFECTED.value)
"""Whose home and peace it is about: a councillor who speaks for many makes no household of them."""
KINDS = ("restriction", "agreement", "appointment")


@dataclass(frozen=True, slots=True)
class KeptAway:
    """A worker who must not contact or visit this resident.

    restriction  key of the rule; complaint_id: the complaint it was set on.
    sure         the same person or home; False where only the name is the same.
    """

    worker: str
    restriction: str
    complaint_id: int
    since: date | None
    sure: bool


@dataclass(frozen=True, slots=True)
class Household:
    """One complaint, and the others of the same resident or home.

    kept_away  the no-contact rules that hold here, wherever they were set.
    others     the other complaints with an agreement or a visit, and whether the match is sure.
    """

    complaint_id: int
    case: Case
    kept_away: tuple[KeptAway, ...]
    others: tuple[tuple[int, Case, bool], ...]

    def rules_against(self, workers: Iterable[str]) -> tuple[KeptAway, ...]:
        """The rules that keep any of these workers away."""
        wanted = set(workers)
        return tuple(one for one in self.kept_away if one.worker in wanted)

    @property
    def agreements(self) -> Iterator[AgreementState]:
        """What was agreed about contact and holds, here and on surely the same resident's other complaints."""
        for case in (self.case, *(case for _, case, sure in self.others if sure)):
            yield from (one for one in case.agreements if not one.ended)

    def visits_with(self, worker: str, *, from_day: date) -> Iterator[tuple[int, AppointmentState]]:
        """Visits still to come at which this worker is expected, with the complaint each belongs to."""
        for number, case in (
            (self.complaint_id, self.case),
            *((number, case) for number, case, sure in self.others if sure),
        ):
            for visit in case.appointments:
                if not visit.ended and worker in visit.workers and visit.body.on >= from_day:
                    yield number, visit


def household_of(complaint: Complaint, events: tuple[Event, ...]) -> Household:
    """What holds for this complaint's resident. Three statements, one more where there is another complaint."""
    return household(complaint.pk, complaint.organisation_id, replay(events))


def household(complaint_id: int, organisation_id: int, case: Case) -> Household:
    """What holds for the resident of a complaint replayed already. Three or four statements."""
    found = around(complaint_id, organisation_id)
    ends = OpenEnd.objects.filter(complaint__in=[complaint_id, *found], kind__in=KINDS, is_open=True)
    rows = list(
        ends.values_list("complaint_id", "kind", "key", "worker", "made_on").order_by("complaint_id", "id")
    )
    elsewhere = sorted({row[0] for row in rows} - {complaint_id})
    cases = replayed(elsewhere) if elsewhere else {}
    own = [
        KeptAway(one.body.worker, one.key, complaint_id, day_of(one.made.at), sure=True)
        for one in case.restrictions
        if not one.ended
    ]
    theirs = [
        KeptAway(worker, key, number, made_on, found[number])
        for number, kind, key, worker, made_on in rows
        if kind == "restriction" and number != complaint_id
    ]
    others = tuple((number, cases[number], found[number]) for number in elsewhere)
    return Household(complaint_id, case, (*own, *theirs), others)


def around(complaint_id: int, organisation_id: int) -> dict[int, bool]:
    """The other complaints of the same resident or home, and whether the match is sure. Two statements.

    Sure: the same person on record, the same home, or the same name with the same e-mail or telephone.
    """
    people = list(
        Party.objects.filter(complaint=complaint_id, role__in=THEIRS).values_list(
            "person_id", "person__match_name", "person__match_place", "person__email", "person__telephone"
        )
    )
    same = Q(pk__in=[])
    for number, name, place, _, _ in people:
        same |= Q(person=number)
        if " " in name:
            same |= Q(person__match_name=name)
        if " " in place:
            same |= Q(person__match_place=place)
    matching = (
        Party.objects.filter(same, role__in=THEIRS, complaint__organisation=organisation_id)
        .exclude(complaint=complaint_id)
        .values_list(
            "complaint_id", "person_id", "person__match_name", "person__match_place", "person__email",
            "person__telephone",
        )
    )  # fmt: skip
    found: dict[int, bool] = {}
    for complaint, number, name, place, email, telephone in matching:
        one = (number, name, place, email, telephone)
        found[complaint] = found.get(complaint, False) or any(_sure(one, known) for known in people)
    return found


def replayed(complaints: Iterable[int]) -> dict[int, Case]:
    """These complaints as their events have made them. One statement."""
    rows = EventRow.objects.filter(complaint__in=list(complaints)).order_by("complaint_id", "sequence")
    events: dict[int, list[Event]] = {}
    for row in rows.values_list(*EVENT_COLUMNS):
        events.setdefault(row[0], []).append(from_row(row[1:]))
    return {number: replay(those) for number, those in events.items()}


def _sure(one: tuple[int, str, str, str, str], known: tuple[int, str, str, str, str]) -> bool:
    number, name, place, email, telephone = one
    if number == known[0] or (" " in place and place == known[2]):
        return True
    reached = (email and email.casefold() == known[3].casefold()) or (telephone and telephone == known[4])
    return bool(name == known[1] and reached)
