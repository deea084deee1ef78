"""DR-41: what is due while its officer is away, and nobody who may see it sees to it.

Cover widens no sight: of a restricted complaint whose cover is not named on it, the organisation is told only that
somebody has to be named, and never on what.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q, QuerySet

from casework.complaints.models import Complaint, OpenEnd
from casework.complaints.permissions import visible_to
from casework.letters.models import Letter
from casework.letters.words import LetterState
from casework.ombudsman.models import Question
from casework.people.absences import absences_of, standing_cover
from casework.people.models import Absence, Officer
from casework.screens.phrasing import counted
from putright.calendars import short_day
from putright.cases import EndKind
from putright.cases.detection import Alert, Group
from putright.procedures import detection_rules
from putright.vocabulary import LetterKind, QuestionStep

RULE = "DR-41"
SEEN_TO = (
    EndKind.PROMISE, EndKind.NEED, EndKind.ACTION, EndKind.REMEDY, EndKind.ENQUIRY, EndKind.ORDER,
    EndKind.CONTRIBUTION, EndKind.MEMBER, EndKind.MOVE,
)  # fmt: skip
"""What somebody in particular has to do by its day; a visit is made by workers, an agreement only holds."""
_UNANSWERED = (QuestionStep.ASKED.value, QuestionStep.DRAFTED.value)
_HIDDEN = "who covers may not see it"


@dataclass(frozen=True, slots=True)
class Due:
    """One thing due of somebody away. due_on: None where it has no day of its own and waits already."""

    absence: Absence
    complaint_id: int
    what: str
    due_on: date | None


@dataclass(frozen=True, slots=True)
class DueRow:
    """One thing due in an absence as its page shows it. by: who sees to it; lacks: why nobody does."""

    reference: str
    what: str
    due_on: date | None
    by: str
    lacks: str


def due_rows(viewer: Officer, absence: Absence, *, today: date) -> tuple[DueRow, ...]:
    """What is due in an absence, the earliest first, of what the viewer may see. Six statements, seven with cover."""
    visible = Complaint.objects.filter(visible_to(viewer))
    dues = _due([absence], visible, today)
    references: dict[int, str] = dict(
        Complaint.objects.filter(pk__in={one.complaint_id for one in dues}).values_list("pk", "reference")
    )
    lacks = _lacks(dues, absences_of(viewer.organisation_id, today=today), today)
    rows = [
        DueRow(
            references[one.complaint_id], one.what, one.due_on,
            absence.cover.name if absence.cover and not lack else "", lack,
        )
        for one, lack in zip(dues, lacks, strict=True)
    ]  # fmt: skip
    return tuple(sorted(rows, key=lambda row: (row.due_on or today, row.reference)))


def uncovered(complaints: Sequence[Complaint], *, today: date) -> Iterator[tuple[int, Alert]]:
    """Of each of these complaints of one organisation, what nobody sees to. One statement, or five and more."""
    if not complaints:
        return
    absences = absences_of(complaints[0].organisation_id, today=today)
    here = Complaint.objects.filter(pk__in=[one.pk for one in complaints])
    for (absence, pk), (lack, dues) in _grouped(absences, here, today).items():
        yield pk, _alert(absence, dues, f"{counted(len(dues), 'thing')} due", lack)


def to_be_named(organisation_id: int, *, today: date) -> tuple[Alert, ...]:
    """Of each absence, that somebody has to be named on something, without saying on what. As many statements."""
    absences = absences_of(organisation_id, today=today)
    restricted = Complaint.objects.filter(organisation=organisation_id, restricted=True)
    found: dict[Absence, list[Due]] = defaultdict(list)
    for (absence, _), (_, dues) in _grouped(absences, restricted, today).items():
        found[absence] += dues
    says = "somebody has to be named on it who may see it"
    return tuple(_alert(absence, dues, "Something is due", says) for absence, dues in found.items())


def _grouped(
    absences: Sequence[Absence], complaints: QuerySet[Complaint], today: date
) -> Mapping[tuple[Absence, int], tuple[str, list[Due]]]:
    """What lacks somebody, by absence and complaint, with what is amiss first."""
    found: dict[tuple[Absence, int], tuple[str, list[Due]]] = {}
    dues = _due(absences, complaints, today)
    for due, lack in zip(dues, _lacks(dues, absences, today), strict=True):
        if lack:
            found.setdefault((due.absence, due.complaint_id), (lack, []))[1].append(due)
    return found


def _alert(absence: Absence, dues: Sequence[Due], what: str, lack: str) -> Alert:
    by = detection_rules()[RULE]
    first = min((one.due_on for one in dues if one.due_on), default=None)
    when = f", the first by {short_day(first)}" if first and len(dues) > 1 and what[0].isdigit() else ""
    says = f"{what} while an officer is away until {short_day(absence.last_on)}{when}: {lack}"
    return Alert(
        RULE, f"absence:{absence.pk}", Group.CARE, by.severity, None, first, says, by.when, by.do,
        owner=str(absence.officer_id),
    )  # fmt: skip


def _lacks(dues: Sequence[Due], among: Sequence[Absence], today: date) -> tuple[str, ...]:
    """Of each, why nobody sees to it on its day; empty where somebody does."""
    covers: dict[Officer, set[int]] = defaultdict(set)
    for one in dues:
        if one.absence.cover is not None:
            covers[one.absence.cover].add(one.complaint_id)
    seen = {
        (cover.pk, pk)
        for cover, complaints in covers.items()
        for pk in Complaint.objects.filter(visible_to(cover), pk__in=complaints).values_list("pk", flat=True)
    }
    found = []
    for one in dues:
        cover, lack = standing_cover(one.absence, max(one.due_on or today, today), among)
        found.append(lack or ("" if cover and (cover.pk, one.complaint_id) in seen else _HIDDEN))
    return tuple(found)


def _due(absences: Sequence[Absence], complaints: QuerySet[Complaint], today: date) -> tuple[Due, ...]:
    """What is due of those away, in these complaints. Four statements; none where nobody is away."""
    if not absences:
        return ()
    by_officer: dict[int, list[Absence]] = defaultdict(list)
    for one in absences:
        by_officer[one.officer_id].append(one)
    last = max(one.last_on for one in absences)
    owed = (
        *_next_dates(list(by_officer), complaints, last), *_ends(list(by_officer), complaints, last),
        *_letters(list(by_officer), complaints), *_questions(list(by_officer), complaints, last),
    )  # fmt: skip
    return tuple(
        Due(absence, pk, what, due)
        for officer, pk, what, due in owed
        for absence in by_officer.get(officer, ())
        if _within(absence, due, today)
    )


def _within(absence: Absence, due: date | None, today: date) -> bool:
    """Whether it falls into the absence; what was due before waits there too, once the absence has begun."""
    if absence.first_on <= today:
        return due is None or due <= absence.last_on
    return due is not None and absence.first_on <= due <= absence.last_on


_Owed = tuple[int, int, str, date | None]


def _next_dates(officers: list[int], complaints: QuerySet[Complaint], last: date) -> Iterator[_Owed]:
    rows = complaints.filter(owner__in=officers, in_queue=True, next_due_on__lte=last)
    for pk, owner, due in rows.values_list("pk", "owner", "next_due_on"):
        yield owner, pk, "The next date of the complaint", due


def _ends(officers: list[int], complaints: QuerySet[Complaint], last: date) -> Iterator[_Owed]:
    theirs = Q(owner__in=[str(one) for one in officers]) | Q(owner="", complaint__owner__in=officers)
    rows = OpenEnd.objects.filter(
        theirs, complaint__in=complaints.values("pk"), kind__in=[one.value for one in SEEN_TO],
        is_open=True, due_on__lte=last,
    )  # fmt: skip
    for owner, handler, pk, kind, due in rows.values_list(
        "owner", "complaint__owner", "complaint", "kind", "due_on"
    ):
        yield int(owner) if owner else handler, pk, EndKind(kind).label, due


def _letters(officers: list[int], complaints: QuerySet[Complaint]) -> Iterator[_Owed]:
    rows = Letter.objects.filter(
        asked_of__in=officers, complaint__in=complaints.values("pk"), state=LetterState.DRAFT,
        asked_at__isnull=False,
    ).annotate(due=F("complaint__next_due_on"))  # fmt: skip
    for owner, pk, kind, due in rows.values_list("asked_of", "complaint", "kind", "due"):
        yield owner, pk, f"To sign: {LetterKind(kind).label}", due


def _questions(officers: list[int], complaints: QuerySet[Complaint], last: date) -> Iterator[_Owed]:
    rows = Question.objects.filter(
        owner__in=officers,
        case__complaint__in=complaints.values("pk"),
        step__in=_UNANSWERED,
        due_on__lte=last,
    )
    for owner, pk, due in rows.values_list("owner", "case__complaint", "due_on"):
        yield owner, pk, "A question of an Ombudsman", due
