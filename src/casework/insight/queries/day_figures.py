"""The figures of a day: what is open and how it stands, and what changed since the working day before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q

from casework.complaints.calendars import organisation_calendar
from casework.complaints.models import Complaint
from casework.complaints.permissions import visible_to
from casework.insight.mail_kinds import MailKind, working_day_before, working_days_on
from casework.people.models import Department, Officer
from putright.vocabulary import RecordType, Word

_ANSWERED = ("stage_1_responded_on", "stage_2_responded_on", "stage_3_responded_on")


class DayCount(Word):
    """What is counted of a day."""

    IN_TIME = "in_time", "In time, and not due soon"
    TODAY = "today", "Due today"
    SOON = "soon", "Due soon"
    OVERDUE = "overdue", "Overdue"
    PROMISES = "promises", "With a promise due"
    RECEIVED = "received", "Received"
    ANSWERED = "answered", "Answered at a stage"
    ESCALATED = "escalated", "Escalated to a further stage"
    BECAME_LATE = "became_late", "Became overdue"
    ENDED = "ended", "Closed, withdrawn or ended otherwise"


STANDING = (DayCount.IN_TIME, DayCount.SOON, DayCount.TODAY, DayCount.OVERDUE, DayCount.PROMISES)
CHANGED = (DayCount.RECEIVED, DayCount.ANSWERED, DayCount.ESCALATED, DayCount.BECAME_LATE, DayCount.ENDED)


@dataclass(frozen=True, slots=True)
class DayRow:
    """How a department, or the whole organisation, stands on a day."""

    words: str
    counts: Mapping[DayCount, int]


@dataclass(frozen=True, slots=True)
class LateComplaint:
    """An overdue complaint, by its reference alone."""

    reference: str
    due_on: date


@dataclass(frozen=True, slots=True)
class DayFigures:
    """The figures of a day, of what one officer may see.

    since     the first of the days that "changed" speaks of, the day before `on` being the last.
    soon_on   the last day that is "soon".
    own       the officer's own department; None where they are in none.
    rows      every department that has something open, by name.
    late      those overdue longest, of the own department where there is one; late_more: how many besides.
    """

    on: date
    since: date
    until: date
    soon_on: date
    whole: DayRow
    own: DayRow | None
    rows: tuple[DayRow, ...]
    late: tuple[LateComplaint, ...]
    late_more: int

    @property
    def is_empty(self) -> bool:
        """Whether nothing is open and nothing changed."""
        return not any(self.whole.counts.values())


def day_figures(officer: Officer, kind: MailKind, *, on: date) -> DayFigures:
    """The figures of the complaints this officer may see. Three statements, however many there are."""
    calendar = organisation_calendar(officer.organisation).now()
    since, soon = working_day_before(on, calendar), working_days_on(on, kind.soon_working_days, calendar)
    conditions = _conditions(on, since, soon)
    own = department_of(officer)
    counted = _by_department(officer, conditions, since)
    names = sorted(name for name, held in counted.items() if name and any(held[one] for one in STANDING))
    late = Complaint.objects.filter(visible_to(officer), conditions[DayCount.OVERDUE])
    if own is not None:
        late = late.filter(Q(service__department__name=own) | Q(service=None, team__department__name=own))
    named = late.order_by("next_due_on", "pk").values_list("reference", "next_due_on")[: kind.most_references]
    own_row = DayRow(own, counted.get(own, _nothing())) if own is not None else None
    whole = DayRow("The whole organisation", _summed(counted.values()))
    total_late = (own_row or whole).counts[DayCount.OVERDUE]
    listed = tuple(LateComplaint(reference, due) for reference, due in named if due is not None)
    return DayFigures(
        on=on, since=since, until=on - timedelta(days=1), soon_on=soon, whole=whole, own=own_row,
        rows=tuple(DayRow(name, counted[name]) for name in names),
        late=listed, late_more=max(total_late - len(listed), 0),
    )  # fmt: skip


def _conditions(on: date, since: date, soon: date) -> dict[DayCount, Q]:
    until = on - timedelta(days=1)
    answered = Q(**{f"{_ANSWERED[0]}__range": (since, until)})
    for column in _ANSWERED[1:]:
        answered |= Q(**{f"{column}__range": (since, until)})
    escalated = Q(escalated_on__range=(since, until)) | Q(stage_3_requested_on__range=(since, until))
    return {
        # What waits for somebody else has no date of ours: it is in time.
        DayCount.IN_TIME: Q(in_queue=True) & (Q(next_due_on__gt=soon) | Q(next_due_on=None)),
        # These, as the queue counts them: what is linked there must be what is counted here.
        DayCount.TODAY: Q(in_queue=True, next_due_on=on),
        DayCount.SOON: Q(in_queue=True, next_due_on__gt=on, next_due_on__lte=soon),
        DayCount.OVERDUE: Q(in_queue=True, next_due_on__lt=on),
        DayCount.PROMISES: Q(in_queue=True, next_promise_on__lte=on),
        DayCount.RECEIVED: Q(received_on__range=(since, until)),
        DayCount.ANSWERED: answered,
        DayCount.ESCALATED: escalated,
        DayCount.BECAME_LATE: Q(in_queue=True, next_due_on__range=(since, until)),
        DayCount.ENDED: Q(ended_on__range=(since, until)),
    }


def _by_department(
    officer: Officer, conditions: Mapping[DayCount, Q], since: date
) -> dict[str, dict[DayCount, int]]:
    """Every count by the name of the department, as figures place a complaint; empty = in none. One statement."""
    found = Complaint.objects.filter(visible_to(officer), Q(is_open=True) | Q(ended_on__gte=since))
    # One that was moved is one complaint, where it goes on.
    found = found.exclude(kind=RecordType.MOVED.value)
    rows = found.values_list("service__department__name", "team__department__name").annotate(
        **{one.value: Count("pk", filter=condition) for one, condition in conditions.items()}
    )
    counted: dict[str, dict[DayCount, int]] = {}
    for of_service, of_team, *numbers in rows:
        held = counted.setdefault(of_service or of_team or "", _nothing())
        for one, number in zip(conditions, numbers, strict=True):
            held[one] += number
    return counted


def _summed(counts: Iterable[Mapping[DayCount, int]]) -> dict[DayCount, int]:
    whole = _nothing()
    for one in counts:
        for key, number in one.items():
            whole[key] += number
    return whole


def _nothing() -> dict[DayCount, int]:
    return dict.fromkeys(DayCount, 0)


def department_of(officer: Officer) -> str | None:
    """The department of the officer's own team, for who is not above all of them."""
    team = officer.team
    if team is None or team.department_id is None:
        return None
    return Department.objects.values_list("name", flat=True).get(pk=team.department_id)
