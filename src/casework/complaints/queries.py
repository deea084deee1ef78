"""Reading complaints: one function a screen, frozen rows, and only what the officer may see."""

from dataclasses import dataclass
from datetime import date

from casework.complaints import search as searching
from casework.complaints.calendars import organisation_calendar
from casework.complaints.chronology import Chronicle, ChronologyRow, chronology
from casework.complaints.corrected import Moved, moved_by_corrections
from casework.complaints.models import Complaint, Document
from casework.complaints.models import Event as EventRow
from casework.complaints.page import (
    ComplaintPage,
    DocumentRow,
    FindingRow,
    NoteRow,
    NotToBeSeen,
    PartyRow,
    PointRow,
    PromiseRow,
    StageRow,
    complaint_page,
    since_first,
)
from casework.complaints.permissions import visible_to
from casework.complaints.projection import current_deadlines
from casework.complaints.queue import Count, Narrow, QueuePage, QueueRow, View, queue, rows_by_id
from casework.complaints.record import own_policy_of
from casework.complaints.references import as_typed
from casework.complaints.storing import EVENT_COLUMNS, from_row, read_events, row_hash
from casework.journal.access import looked
from casework.people.absences import AbsenceRow, away_among
from casework.people.models import Officer
from putright.calendars import short_day
from putright.cases import FIRST, Case, Event, replay
from putright.clocks import Deadline, Elapsed
from putright.procedures import Procedure, procedure

__all__ = [
    "ChainRow",
    "Chronicle",
    "ChronologyRow",
    "ComplaintPage",
    "Count",
    "DocumentRow",
    "FindingRow",
    "Found",
    "Free",
    "Moved",
    "Narrow",
    "NotToBeSeen",
    "NoteRow",
    "PartyRow",
    "PointRow",
    "PromiseRow",
    "QueuePage",
    "QueueRow",
    "StageRow",
    "View",
    "Why",
    "chain",
    "chronology",
    "complaint_page",
    "document",
    "free_to_act",
    "queue",
    "search",
    "why",
]

FOUND = 25


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found: a page of rows, and whether there are more. Nothing of what may not be seen."""

    text: str
    page: int
    rows: tuple[QueueRow, ...]
    more: bool


@dataclass(frozen=True, slots=True)
class Why:
    """Why a deadline is the day it is: under the complaint's procedure, and under the own policy beside it.

    moved   the corrections that made it another day, with the day it was before.
    others  the other deadlines of the stage that the same moment meets, such as the longest time beside a plan.
    """

    reference: str
    heading: str
    case: Case
    procedure: Procedure
    deadline: Deadline
    policy: Procedure | None
    beside: Deadline | None
    since_first: Elapsed | None
    moved: tuple[Moved, ...]
    others: tuple[Deadline, ...] = ()


@dataclass(frozen=True, slots=True)
class Free:
    """An officer and whether they are free to act at a stage; if not, because of what.

    absence  the one that holds on the day asked about; None when at work.
    """

    officer_id: int
    name: str
    free: bool
    because: str
    absence: AbsenceRow | None = None

    @property
    def away_until(self) -> date | None:
        """The last day they are away; None when at work."""
        return self.absence.last_on if self.absence else None

    @property
    def called(self) -> str:
        """Their name, and until when they are away."""
        return f"{self.name}, away until {short_day(self.away_until)}" if self.away_until else self.name

    @property
    def warning(self) -> str:
        """What to know of who is chosen: that they are away, and who covers; empty when at work."""
        if self.absence is None:
            return ""
        cover = f"{self.absence.cover} covers" if self.absence.cover else "nobody covers for them"
        return f"{self.name} is away until {short_day(self.absence.last_on)}, and {cover}."


@dataclass(frozen=True, slots=True)
class ChainRow:
    """One event as recorded, with its hash and whether the chain holds there."""

    sequence: int
    event: Event
    officer: str
    hash: str
    holds: bool


def search(officer: Officer, text: str, *, page: int = 1, today: date) -> Found:
    """Complaints the officer may see that hold every word, the newest first. A reference finds its complaint.

    Two to five statements, whatever is stored.
    """
    page = max(page, 1)
    typed = text.strip()
    ids = searching.find(officer, typed, limit=FOUND, offset=(page - 1) * FOUND)
    if not ids and page == 1 and any(one.isdigit() for one in typed):
        named = Complaint.objects.filter(visible_to(officer), reference=as_typed(typed)).values_list(
            "pk", flat=True
        )
        ids = tuple(named)
    return Found(typed, page, rows_by_id(officer, ids[:FOUND], today=today), len(ids) > FOUND)


def why(officer: Officer, reference: str, stage: str, timescale: str, *, today: date) -> Why:
    """One deadline with its reasons and every day. Two statements, one more if it was corrected. Raises NotToBeSeen."""
    complaint = _seen(officer, reference, "why this date")
    events, _ = read_events(complaint)
    case = replay(events)
    under, policy = procedure(complaint.procedure), own_policy_of(complaint)
    calendar = organisation_calendar(complaint.organisation)

    def pick(by: Procedure, own: Procedure | None, of: Case = case) -> Deadline | None:
        found = current_deadlines(of, by, calendar, own_policy=own, today=today, with_days=True)
        return next((one for one in found if (one.stage, one.timescale) == (stage, timescale)), None)

    deadline = pick(under, policy)
    if deadline is None:
        raise NotToBeSeen(f"{reference} {stage}/{timescale}")
    return Why(
        reference=complaint.reference,
        heading=complaint.reference,
        case=case,
        procedure=under,
        deadline=deadline,
        policy=policy,
        beside=pick(policy, None) if policy else None,
        since_first=since_first(case, today, calendar.now()),
        moved=moved_by_corrections(events, deadline, lambda then: pick(under, policy, then)),
        others=_met_alike(
            current_deadlines(case, under, calendar, own_policy=policy, today=today), under, deadline
        ),
    )


def _met_alike(found: tuple[Deadline, ...], under: Procedure, deadline: Deadline) -> tuple[Deadline, ...]:
    scales = {one.key: one.ends_with for one in under.stage(deadline.stage).timescales}
    return tuple(
        one
        for one in found
        if one.stage == deadline.stage
        and one.timescale != deadline.timescale
        and scales[one.timescale] == scales[deadline.timescale]
    )


def free_to_act(
    page: ComplaintPage, officers: tuple[Officer, ...] | None = None, *, today: date, stage: str | None = None
) -> tuple[Free, ...]:
    """Who could take a stage on: those who had no part in an earlier one first, who is at work before who is away.

    Two statements.

    stage   the stage to be taken on; None = the next one, or the present one after the last.
    Source  HOS Code 2024 6.13; own stricter rule: nor its author nor its approver.
    """
    wanted = page.procedure.stage(stage) if stage else (page.next_stage or page.stage)
    before: dict[str, str] = {}
    for one in page.case.stages:
        if one.key in wanted.not_handled_by:
            title = page.procedure.stage(one.key).title.lower()
            for officer, roles in (one.handlers or {}).items():
                before[officer] = f"{' and '.join(sorted(roles))} at {title}"
    people = officers or tuple(Officer.objects.filter(pk__in=page.officers, is_active=True).order_by("name"))
    away = away_among([one.pk for one in people], today=today)
    rows = [
        Free(one.pk, one.name, str(one.pk) not in before, before.get(str(one.pk), ""), away.get(one.pk))
        for one in people
        if one.roles != ["auditor"]
    ]
    return tuple(sorted(rows, key=lambda row: (not row.free, row.away_until is not None, row.name)))


def chain(officer: Officer, reference: str) -> tuple[ChainRow, ...]:
    """Every event as recorded, the newest first, with its chain checked. Three statements. Raises NotToBeSeen."""
    complaint = _seen(officer, reference, "history")
    officers = dict(Officer.objects.filter(organisation=complaint.organisation_id).values_list("pk", "name"))
    rows = []
    previous = FIRST
    for row in (
        EventRow.objects.filter(complaint=complaint).order_by("sequence").values_list(*EVENT_COLUMNS[1:])
    ):
        event = from_row(row)
        name = officers.get(int(event.by), "") if event.by and event.by.isdigit() else ""
        rows.append(
            ChainRow(
                event.sequence, event, name, row[-1], row_hash(complaint.reference, row, previous) == row[-1]
            )
        )
        previous = row[-1]
    return tuple(reversed(rows))


def document(officer: Officer, number: int) -> tuple[Document, int]:
    """A document of a complaint the officer may see, and the complaint's number. Raises NotToBeSeen."""
    found = Document.objects.select_related("complaint").filter(pk=number).first()
    if found is None or not Complaint.objects.filter(visible_to(officer), pk=found.complaint_id).exists():
        raise NotToBeSeen(str(number))
    if found.complaint.restricted:
        looked(officer.pk, found.complaint_id, f"document {number}")
    return found, found.complaint_id


def _seen(officer: Officer, reference: str, what: str) -> Complaint:
    complaint = (
        Complaint.objects.filter(visible_to(officer), reference=reference)
        .select_related("organisation")
        .first()
    )
    if complaint is None:
        raise NotToBeSeen(reference)
    if complaint.restricted:
        looked(officer.pk, complaint.pk, what)
    return complaint
