"""The boards: visits of today and to come, needs by age, promises by day. Only of complaints the officer may see."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from casework.agreements.choosing import called
from casework.agreements.household import THEIRS, replayed
from casework.agreements.models import Worker
from casework.agreements.tab import slot_in_words
from casework.complaints.covering import away_mark_of, ends_to_see_to, seen_to_by
from casework.complaints.models import Complaint, Note, OpenEnd, Party
from casework.complaints.permissions import visible_to
from casework.complaints.queue import initials
from casework.people.away import AwayMark, away_as_told
from casework.people.models import Absence, Officer
from casework.screens.phrasing import one_line
from putright.cases import EndKind
from putright.cases.followed import AppointmentState
from putright.vocabulary import NeedStep, Word

MOST = 200
AHEAD = timedelta(days=14)


class Whose(Word):
    """Which promises a board shows."""

    MINE = "mine", "Mine"
    ALL = "all", "All I may see"
    AWAY = "away", "Owner away"


@dataclass(frozen=True, slots=True)
class BookedRow:
    """A visit as reception sees it. must_not: who of those expected must not come; kept_away: who must not at all."""

    reference: str
    who: str
    place: str
    on: date
    slot: str
    words: str
    workers: tuple[str, ...]
    constraints: tuple[str, ...]
    meeting: bool
    late: bool
    must_not: tuple[str, ...]
    kept_away: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class KeptAwayRow:
    """A worker who must not contact or visit somebody."""

    reference: str
    worker: str
    who: str
    place: str
    since: date | None
    review: date | None
    late: bool


@dataclass(frozen=True, slots=True)
class VisitsBoard:
    """Visits nobody recorded the end of, today's, those to come, and who must not go where."""

    late: tuple[BookedRow, ...]
    today: tuple[BookedRow, ...]
    coming: tuple[BookedRow, ...]
    kept_away: tuple[KeptAwayRow, ...]


@dataclass(frozen=True, slots=True)
class AgeingRow:
    """An open need, how long it has been open, and when it is due."""

    reference: str
    who: str
    words: str
    risk: bool
    step: str
    open_days: int | None
    due: date | None
    late: bool
    owner: str
    away: AwayMark | None


@dataclass(frozen=True, slots=True)
class DueRow:
    """Something owed by a day: a promise, or another open end whose owner is away. `chosen` names it in a form."""

    reference: str
    kind: EndKind
    key: str
    who: str
    words: str
    due: date | None
    late: bool
    owner: str
    away: AwayMark | None

    @property
    def chosen(self) -> str:
        """How the form that gives it to somebody else names it."""
        return f"{self.reference} {self.kind.value} {self.key}"


@dataclass(frozen=True, slots=True)
class PromisesBoard:
    """Promises by day, and whether there are more than are shown."""

    whose: Whose
    rows: tuple[DueRow, ...]
    more: bool
    overdue: int


def visits_board(officer: Officer, *, today: date) -> VisitsBoard:
    """Visits up to two weeks ahead and the rules that keep workers away. Eight statements."""
    ends = list(
        _ends(officer, ("appointment", "restriction"))
        .filter(Q(kind="restriction") | Q(due_on__lte=today + AHEAD))
        .order_by("due_on", "id")[: 2 * MOST]
    )
    cases = replayed({one.complaint_id for one in ends})
    told = _Told(officer, ends)
    homes = told.kept_from(officer.organisation_id)
    booked: list[BookedRow] = []
    for one in ends:
        if one.kind != "appointment":
            continue
        visit = next((each for each in cases[one.complaint_id].appointments if each.key == one.key), None)
        if visit is not None:
            booked.append(_booked(one, visit, told, homes.get(one.complaint_id, set()), today))
    return VisitsBoard(
        late=tuple(row for row in booked if row.on < today),
        today=tuple(row for row in booked if row.on == today),
        coming=tuple(row for row in booked if row.on > today),
        kept_away=tuple(
            KeptAwayRow(
                one.complaint.reference, told.workers.get(one.worker, "A worker"), told.who(one.complaint),
                told.place(one.complaint_id), one.made_on, one.due_on,
                late=one.due_on is not None and one.due_on < today,
            )
            for one in ends
            if one.kind == "restriction"
        ),
    )  # fmt: skip


def needs_board(officer: Officer, *, today: date) -> tuple[AgeingRow, ...]:
    """Open needs, those with a risk first, then the longest open. Five statements."""
    ends = list(_ends(officer, ("need",)).order_by("-risk", "made_on", "id")[:MOST])
    told, away = _Told(officer, ends), away_as_told(officer, today=today)
    return tuple(
        AgeingRow(
            one.complaint.reference, told.who(one.complaint), told.words_of(one), one.risk, NeedStep(one.step).label,
            (today - one.made_on).days if one.made_on else None, one.due_on,
            late=one.due_on is not None and one.due_on < today, owner=told.owner(one), away=away_mark_of(one, away),
        )
        for one in ends
    )  # fmt: skip


def promises_board(officer: Officer, *, whose: Whose, today: date) -> PromisesBoard:
    """Promises by the day they are due; with `away` also needs and actions whose owner is away then.

    Five statements, six for who covers for somebody. The owner of a promise nobody in particular keeps is whoever
    handles the complaint.
    """
    kinds = ("promise", "need", "action") if whose is Whose.AWAY else ("promise",)
    found = _ends(officer, kinds)
    if whose is Whose.MINE:
        found = found.filter(ends_to_see_to(officer, today=today))
    away = away_as_told(officer, today=today)
    if whose is Whose.AWAY:
        found = found.filter(_due_while_away(away.absences, today))
    undated = Case(When(due_on=None, then=Value(1)), default=Value(0), output_field=IntegerField())
    ends = list(found.order_by(undated, "due_on", "id")[: MOST + 1])
    told = _Told(officer, ends)
    rows = tuple(
        DueRow(
            one.complaint.reference, EndKind(one.kind), one.key, told.who(one.complaint), told.words_of(one), one.due_on,
            late=one.due_on is not None and one.due_on < today, owner=told.owner(one),
            away=away_mark_of(one, away),
        )
        for one in ends[:MOST]
    )  # fmt: skip
    return PromisesBoard(whose, rows, len(ends) > MOST, sum(row.late for row in rows))


def _ends(officer: Officer, kinds: Iterable[str]) -> QuerySet[OpenEnd]:
    return OpenEnd.objects.filter(
        kind__in=tuple(kinds), is_open=True, complaint__in=Complaint.objects.filter(visible_to(officer))
    ).select_related("complaint", "complaint__words")


def _due_while_away(absences: Iterable[Absence], today: date) -> Q:
    """Due on a day on which its owner is away, or before while they are away already."""
    found = Q(pk__in=[])
    for one in absences:
        theirs = Q(owner=str(one.officer_id)) | Q(owner="", complaint__owner=one.officer_id)
        begins = Q() if one.first_on <= today else Q(due_on__gte=one.first_on)
        found |= theirs & begins & Q(due_on__lte=one.last_on)
    return found


class _Told:
    """The names and words the rows of a board are told with, read once for all."""

    def __init__(self, officer: Officer, ends: list[OpenEnd]) -> None:
        self.officers = {one.pk: one for one in Officer.objects.filter(organisation=officer.organisation_id)}
        complaints = {one.complaint_id for one in ends}
        self.parties: dict[int, Any] = {}
        for party in (
            Party.objects.filter(complaint__in=complaints, role__in=THEIRS)
            .select_related("person")
            .order_by("-role", "id")
        ):
            # The complainant before the affected person: the one who is told of it.
            if party.complaint_id not in self.parties or party.role == THEIRS[0]:
                self.parties[party.complaint_id] = party.person
        keys = [int(one.key) for one in ends if one.key.isdecimal()]
        self.notes = dict(Note.objects.filter(pk__in=keys).values_list("pk", "words"))
        self.workers: dict[str, str] = {}
        if any(one.kind in ("appointment", "restriction") for one in ends):
            found = Worker.objects.filter(organisation=officer.organisation_id).select_related("contractor")
            self.workers = {str(one.pk): called(one) for one in found}

    def who(self, complaint: Complaint) -> str:
        person = self.parties.get(complaint.pk)
        name = person.name if person else ""
        return initials(name) if complaint.restricted else name

    def place(self, complaint_id: int) -> str:
        person = self.parties.get(complaint_id)
        return one_line(f"{person.address}\n{person.postcode}") if person else ""

    def words_of(self, end: OpenEnd) -> str:
        return str(self.notes.get(int(end.key), "")) if end.key.isdecimal() else ""

    def owner(self, end: OpenEnd) -> str:
        one = self.officers.get(seen_to_by(end) or 0)
        return one.name if one else ""

    def kept_from(self, organisation_id: int) -> dict[int, set[str]]:
        """The workers kept away from each complaint's home, by a rule of any complaint of the same resident or home.

        Those the officer may not see count too: a visit that must not be made is marked, whoever looks.
        """
        rules = OpenEnd.objects.filter(
            kind="restriction", is_open=True, complaint__organisation=organisation_id
        ).values_list("complaint_id", "worker")
        by_complaint: dict[int, set[str]] = {}
        for number, worker in rules:
            by_complaint.setdefault(number, set()).add(worker)
        by_home: dict[object, set[str]] = {}
        parties = Party.objects.filter(complaint__in=by_complaint, role__in=THEIRS).select_related("person")
        for party in parties:
            for home in _homes(party.person):
                by_home.setdefault(home, set()).update(by_complaint[party.complaint_id])
        return {
            number: set().union(*(by_home.get(home, set()) for home in _homes(person)))
            for number, person in self.parties.items()
        }


def _homes(person: Any) -> tuple[object, ...]:
    """What makes two people the same resident or home: the person on record, or the place."""
    return (person.pk, *([person.match_place] if " " in person.match_place else []))


def _booked(
    end: OpenEnd, visit: AppointmentState, told: _Told, kept_away: set[str], today: date
) -> BookedRow:
    body = visit.body
    return BookedRow(
        reference=end.complaint.reference, who=told.who(end.complaint), place=told.place(end.complaint_id), on=body.on,
        slot=slot_in_words(body.starts, body.ends), words=told.words_of(end),
        workers=tuple(told.workers.get(one, "a worker") for one in visit.workers),
        constraints=tuple(one.label for one in body.constraints), meeting=body.meeting, late=body.on < today,
        must_not=tuple(told.workers.get(one, "a worker") for one in visit.workers if one in kept_away),
        kept_away=tuple(sorted(told.workers.get(one, "a worker") for one in kept_away)),
    )  # fmt: skip
