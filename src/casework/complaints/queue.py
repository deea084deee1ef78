"""The work queue: what is next, and why it is first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from casework.complaints.calendars import organisation_calendar
from casework.complaints.models import IN_TURN, Complaint, NamedOfficer, Party
from casework.complaints.permissions import visible_sql, visible_to
from casework.people.absences import Covered, away_until_of, covered_by, due_to
from casework.people.models import Officer
from putright.calendars import WorkingDayCalendar, short_day
from putright.procedures import procedure
from putright.vocabulary import Relationship, Word

PAGE = 50
MOST_PAGES = 40
MOST_COUNTED = 999


class View(Word):
    """Whose work a queue shows."""

    MINE = "mine", "Mine"
    TEAM = "team", "My team"
    UNALLOCATED = "unallocated", "Unallocated"
    STAGE_2 = "stage-2", "Stage 2"
    ALL = "all", "All open"
    ANSWERED = "answered", "Answered"
    ENDED = "ended", "Ended this month"


class Narrow(Word):
    """A count of the top strip, and the filter it is."""

    OVERDUE = "overdue", "Overdue"
    TODAY = "today", "Due today"
    SOON = "soon", "Next three working days"
    ACKNOWLEDGE = "acknowledge", "Acknowledgements due"
    PROMISES = "promises", "Promises due"
    WAITING = "waiting", "Waiting for the resident"
    RESTRICTED = "restricted", "Restricted, named to me"
    UNALLOCATED = "unallocated", "Unallocated in my team"


@dataclass(frozen=True, slots=True)
class QueueRow:
    """One complaint in a list.

    who          the complainant's name, or initials when it is restricted; empty when not known.
    owner_away_until  the last day of an absence of who handles it; None when at work.
    days_left    working days to the next due date, negative when it is past; None without one.
    why_first    the parts of the order that put it where it is, in words, the strongest first.
    """

    reference: str
    who: str
    title: str
    procedure: str
    stage: str
    stage_title: str
    status: str
    points_total: int
    points_answered: int
    next_timescale: str
    next_title: str
    next_due_on: date | None
    next_target_on: date | None
    next_provision: str
    days_left: int | None
    owner: str
    owner_id: int | None
    owner_away_until: date | None
    team: str
    waiting_for: str
    vulnerable: bool
    restricted: bool
    received_on: date
    last_contact_on: date | None
    days_since_contact: int | None
    open_promises: int
    next_promise_on: date | None
    why_first: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Count:
    """One count of the top strip; `capped` when there are more than are counted."""

    narrow: Narrow
    number: int
    capped: bool


@dataclass(frozen=True, slots=True)
class QueuePage:
    """One page of a queue, with its counts, and whom the officer covers for."""

    view: View
    narrow: Narrow | None
    page: int
    rows: tuple[QueueRow, ...]
    more: bool
    counts: tuple[Count, ...]
    covered: tuple[Covered, ...]


def queue(
    officer: Officer, *, view: View, narrow: Narrow | None = None, page: int = 1, today: date
) -> QueuePage:
    """One page of the queue. Two statements, however many complaints there are; three for who covers for somebody.

    page  from 1; past the last possible page the last one is shown.
    """
    page = min(max(page, 1), MOST_PAGES)
    calendar = organisation_calendar(officer.organisation).now()
    covered = covered_by(officer, today=today)
    found = _listed(officer, view, narrow, calendar, today, covered)
    first = (page - 1) * PAGE
    rows = tuple(found[first : first + PAGE + 1])
    return QueuePage(
        view=view,
        narrow=narrow,
        page=page,
        rows=row_of(rows[:PAGE], calendar, today),
        more=len(rows) > PAGE and page < MOST_PAGES,
        counts=_counts(officer, calendar, today, covered),
        covered=covered,
    )


def rows_by_id(officer: Officer, ids: Iterable[int], *, today: date) -> tuple[QueueRow, ...]:
    """These complaints in this order, those the officer may not see left out. One statement."""
    wanted = list(ids)
    found = {
        one[0]: one for one in for_lists(Complaint.objects.filter(visible_to(officer), pk__in=wanted), today)
    }
    calendar = organisation_calendar(officer.organisation).now()
    return row_of([found[one] for one in wanted if one in found], calendar, today)


_COLUMNS = (
    "id", "reference", "procedure", "stage", "status", "points_total", "points_answered", "next_timescale",
    "next_due_on", "next_target_on", "next_provision", "owner_id", "waiting_for", "vulnerable", "restricted",
    "received_on", "urgent_on", "last_contact_on", "open_promises", "next_promise_on",
)  # fmt: skip


def for_lists(complaints: QuerySet[Complaint], today: date) -> QuerySet[Any]:
    """What a list shows of each, as plain rows, in one statement."""
    who = Party.objects.filter(complaint=OuterRef("pk"), role=Relationship.COMPLAINANT.value).order_by("id")
    return complaints.values_list(
        *_COLUMNS,
        F("words__title"),
        F("owner__name"),
        F("team__name"),
        Subquery(who.values("person__name")[:1]),
        away_until_of("owner", today=today),
        named=False,
    )


class _Listed(NamedTuple):
    """A row of `for_lists`, in its order."""

    id: int
    reference: str
    procedure: str
    stage: str
    status: str
    points_total: int
    points_answered: int
    next_timescale: str
    next_due_on: date | None
    next_target_on: date | None
    next_provision: str
    owner_id: int | None
    waiting_for: str
    vulnerable: bool
    restricted: bool
    received_on: date
    urgent_on: date
    last_contact_on: date | None
    open_promises: int
    next_promise_on: date | None
    title: str
    owner: str | None
    team: str | None
    who: str | None
    owner_away_until: date | None


def row_of(
    complaints: Iterable[tuple[Any, ...]], calendar: WorkingDayCalendar, today: date
) -> tuple[QueueRow, ...]:
    """Rows of `for_lists` as a list shows them. No statement."""
    return tuple(_row(_Listed._make(one), calendar, today) for one in complaints)


def _listed(
    officer: Officer, view: View, narrow: Narrow | None, calendar: WorkingDayCalendar, today: date,
    covered: Sequence[Covered],
) -> QuerySet[Any]:  # fmt: skip
    visible = Complaint.objects.filter(visible_to(officer))
    if view is View.ENDED:
        lately = visible.filter(is_open=False, ended_on__gte=today.replace(day=1))
        return for_lists(lately.order_by("-ended_on", "-id"), today)
    if view is View.ANSWERED:
        return for_lists(visible.filter(is_open=True, in_queue=False).order_by("-received_on", "-id"), today)
    condition = {
        View.MINE: due_to(officer, covered, due="urgent_on"),
        View.TEAM: Q(team=officer.team_id) if officer.team_id else Q(owner=officer),
        View.UNALLOCATED: Q(owner=None),
        View.STAGE_2: Q(stage="stage-2"),
        View.ALL: Q(),
    }[view]
    if narrow is not None:
        condition &= _narrowed(narrow, officer, calendar, today)
    working = visible.filter(condition, in_queue=True)
    return for_lists(working.order_by(*IN_TURN), today)


def _narrowed(narrow: Narrow, officer: Officer, calendar: WorkingDayCalendar, today: date) -> Q:
    soon = calendar.add_working_days(today, 3)
    named = NamedOfficer.objects.filter(officer=officer).values("complaint")
    # `urgent_on` is never later than any other date of the complaint: it lets the index leave the rest out.
    return {
        Narrow.OVERDUE: Q(urgent_on__lt=today, next_due_on__lt=today),
        Narrow.TODAY: Q(urgent_on__lte=today, next_due_on=today),
        Narrow.SOON: Q(urgent_on__lte=soon, next_due_on__gt=today, next_due_on__lte=soon),
        Narrow.ACKNOWLEDGE: Q(next_timescale="acknowledge"),
        Narrow.PROMISES: Q(urgent_on__lte=today, next_promise_on__lte=today),
        Narrow.WAITING: ~Q(waiting_for=""),
        Narrow.RESTRICTED: Q(restricted=True, pk__in=named),
        Narrow.UNALLOCATED: Q(owner=None, team=officer.team_id),
    }[narrow]


def _counts(
    officer: Officer, calendar: WorkingDayCalendar, today: date, covered: Sequence[Covered]
) -> tuple[Count, ...]:
    """The officer's own counts, among so many of their most urgent complaints that none costs more. One statement."""
    visible, seen = visible_sql(officer)
    soon = calendar.add_working_days(today, 3)
    mine: tuple[tuple[Narrow, str, list[Any]], ...] = (
        (Narrow.OVERDUE, "next_due_on < %s", [today]),
        (Narrow.TODAY, "next_due_on = %s", [today]),
        (Narrow.SOON, "next_due_on > %s AND next_due_on <= %s", [today, soon]),
        (Narrow.ACKNOWLEDGE, "next_timescale = 'acknowledge'", []),
        (Narrow.PROMISES, "next_promise_on <= %s", [today]),
        (Narrow.WAITING, "waiting_for <> ''", []),
    )
    # From the few officers named, not from the whole queue: CROSS JOIN keeps SQLite to that order.
    named = (
        "complaints_namedofficer o CROSS JOIN complaints_complaint c"
        " WHERE o.officer_id = %s AND c.id = o.complaint_id"
    )
    others: tuple[tuple[Narrow, str, list[Any]], ...] = (
        (Narrow.RESTRICTED, f"{named} AND c.restricted", [officer.pk]),
        (
            Narrow.UNALLOCATED,
            "complaints_complaint c WHERE c.owner_id IS NULL AND c.team_id = %s",
            [officer.team_id],
        ),
    )
    sums = ", ".join(f"sum(CASE WHEN {condition} THEN 1 ELSE 0 END)" for _, condition, _ in mine)
    counts = ", ".join(
        f"(SELECT count(*) FROM (SELECT 1 FROM {found} AND c.in_queue AND {visible}"  # noqa: S608 - all of it is ours
        f" LIMIT {MOST_COUNTED + 1}) counted{number})"
        for number, (_, found, _) in enumerate(others)
    )
    theirs = " OR (c.owner_id = %s AND c.urgent_on <= %s)" * len(covered)
    sql = (
        f"SELECT count(*), {sums}, {counts} FROM (SELECT c.next_due_on, c.next_timescale, c.next_promise_on,"  # noqa: S608
        f" c.waiting_for FROM complaints_complaint c WHERE c.in_queue AND (c.owner_id = %s{theirs}) AND {visible}"
        f" ORDER BY c.urgent_on LIMIT {MOST_COUNTED + 1}) mine"
    )  # fmt: skip
    values = [value for _, _, own in mine for value in own]
    values += [value for _, _, own in others for value in (*own, *seen)]
    with connection.cursor() as cursor:
        due = [value for one in covered for value in (one.officer_id, one.until)]
        cursor.execute(sql, [*values, officer.pk, *due, *seen])
        held, *numbers = cursor.fetchone()
    capped = [held > MOST_COUNTED] * len(mine) + [number > MOST_COUNTED for number in numbers[len(mine) :]]
    return tuple(
        Count(narrow, min(number or 0, MOST_COUNTED), more)
        for (narrow, _, _), number, more in zip((*mine, *others), numbers, capped, strict=True)
    )


def _row(complaint: _Listed, calendar: WorkingDayCalendar, today: date) -> QueueRow:
    under = procedure(complaint.procedure)
    stage = next((one for one in under.stages if one.key == complaint.stage), under.first_stage)
    titles = {scale.key: scale.title for scale in stage.timescales}
    who = complaint.who or ""
    left = _days_left(complaint.next_due_on, calendar, today)
    since = complaint.last_contact_on or complaint.received_on
    return QueueRow(
        reference=complaint.reference,
        who=initials(who) if complaint.restricted else who,
        title="Restricted complaint" if complaint.restricted else complaint.title,
        procedure=under.short_title,
        stage=complaint.stage,
        stage_title=stage.title,
        status=complaint.status,
        points_total=complaint.points_total,
        points_answered=complaint.points_answered,
        next_timescale=complaint.next_timescale,
        next_title=titles.get(complaint.next_timescale, complaint.next_timescale),
        next_due_on=complaint.next_due_on,
        next_target_on=complaint.next_target_on,
        next_provision=complaint.next_provision,
        days_left=left,
        owner=complaint.owner or "",
        owner_id=complaint.owner_id,
        owner_away_until=complaint.owner_away_until,
        team=complaint.team or "",
        waiting_for=complaint.waiting_for,
        vulnerable=complaint.vulnerable,
        restricted=complaint.restricted,
        received_on=complaint.received_on,
        last_contact_on=complaint.last_contact_on,
        days_since_contact=calendar.working_days_between(since, today) if since < today else 0,
        open_promises=complaint.open_promises,
        next_promise_on=complaint.next_promise_on,
        why_first=tuple(_why_first(complaint, left, today)),
    )


def initials(name: str) -> str:
    """A name as a restricted complaint shows it."""
    return "".join(f"{word[0].upper()}." for word in name.split() if word[:1].isalpha())


def _days_left(due: date | None, calendar: WorkingDayCalendar, today: date) -> int | None:
    if due is None:
        return None
    if due >= today:
        return calendar.working_days_between(today, due)
    # At least one day late, also where only a weekend has passed since.
    return -max(calendar.working_days_between(due, today), 1)


def _why_first(complaint: _Listed, left: int | None, today: date) -> Iterable[str]:
    promised = complaint.next_promise_on
    if promised is not None and promised == complaint.urgent_on:
        yield f"a promise to the resident {'was' if promised < today else 'is'} due on {short_day(promised)}"
    if complaint.next_due_on is not None and left is not None:
        days = f"{abs(left)} working day{'' if abs(left) == 1 else 's'}"
        when = (
            f"{days} late"
            if left < 0
            else ("due today" if complaint.next_due_on == today else f"due in {days}")
        )
        yield f"next date {short_day(complaint.next_due_on)}, {when}"
    if complaint.vulnerable:
        yield "the resident is vulnerable, which comes first among equal dates"
    yield f"received on {short_day(complaint.received_on)}, the oldest first among equals"
