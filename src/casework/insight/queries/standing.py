"""What stands now, counted from the record itself: each count of `boards.toml`, and the complaints behind it.

A count and its list come from one condition, so that they cannot differ.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count as Number
from django.db.models import F, Q, QuerySet

from casework.complaints.calendars import organisation_calendar
from casework.complaints.models import Complaint, OpenEnd, Referral
from casework.complaints.permissions import visible_to
from casework.insight.boards import Band, boards
from casework.insight.queries.places import Place
from casework.outcomes.learning import standing as standing_lessons
from casework.outcomes.models import Lesson
from casework.people.models import Officer
from putright.calendars import BeyondHorizon, WorkingDayCalendar, short_day
from putright.cases import EndKind
from putright.measures import Period
from putright.vocabulary import OmbudsmanBody, OrderStep

NOBODY = 0
"""As the number of an officer: with nobody."""


@dataclass(frozen=True, slots=True)
class Whose:
    """What counts are narrowed to. owner: number of the officer who sees to it, NOBODY = with nobody."""

    place: Place | None = None
    owner: int | None = None


EVERYBODY = Whose()


@dataclass(frozen=True, slots=True)
class Standing:
    """What is counted now, for whom. period: for the counts that are of a period."""

    officer: Officer
    today: date
    period: Period
    whose: Whose = EVERYBODY

    @property
    def calendar(self) -> WorkingDayCalendar:
        """The working days as they are known now."""
        return organisation_calendar(self.officer.organisation).now()

    def complaints(self) -> QuerySet[Complaint]:
        """Complaints in hand."""
        found = Complaint.objects.filter(visible_to(self.officer), in_queue=True)
        if self.whose.owner is not None:
            found = found.filter(owner=self.whose.owner or None)
        return found.filter(self.whose.place.complaints()) if self.whose.place else found

    def ends(self) -> QuerySet[OpenEnd]:
        """Open ends of complaints, whether these are still open or not."""
        found = OpenEnd.objects.filter(visible_to(self.officer, "complaint__"), is_open=True)
        if self.whose.owner is not None:
            own = Q(owner=str(self.whose.owner)) if self.whose.owner else Q(pk__in=[])
            found = found.filter(own | Q(owner="", complaint__owner=self.whose.owner or None))
        return found.filter(self.whose.place.complaints("complaint__")) if self.whose.place else found

    def cases(self) -> QuerySet[Referral]:
        """Cases of an Ombudsman that are not closed."""
        found = Referral.objects.filter(visible_to(self.officer, "complaint__"), is_open=True)
        if self.whose.owner is not None:
            found = found.filter(owner=str(self.whose.owner or ""))
        return found.filter(self.whose.place.complaints("complaint__")) if self.whose.place else found

    def lessons(self) -> QuerySet[Lesson]:
        """Lessons recorded in the period."""
        found = standing_lessons(
            Lesson.objects.filter(visible_to(self.officer, "complaint__"), no_lesson=False)
        )
        found = found.filter(learned_on__range=(self.period.starts_on, self.period.ends_on))
        if self.whose.owner is not None:
            found = found.filter(complaint__owner=self.whose.owner or None)
        return found.filter(self.whose.place.complaints("complaint__")) if self.whose.place else found


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that is counted: of which complaint, and why it counts. on: the day it is put in order by."""

    complaint: int
    on: date | None
    why: str


@dataclass(frozen=True, slots=True)
class Load:
    """What one officer sees to: the number of each count. owner NOBODY = what nobody holds."""

    owner: int
    name: str
    numbers: Mapping[str, int]


def numbers(asked: Standing, keys: Iterable[str]) -> Mapping[str, int]:
    """The number of each of these counts; bands are counts too. Five statements or fewer."""
    wanted = tuple(dict.fromkeys(keys))
    found: dict[str, int] = {}
    for rows, conditions in _families(asked):
        those = {key: conditions[key] for key in wanted if key in conditions}
        if those:
            counted = rows().aggregate(
                **{_name(key): Number("pk", filter=when) for key, when in those.items()}
            )
            found |= {key: counted[_name(key)] for key in those}
    if any(band.key in wanted for band in boards().bands):
        found |= _in_bands(asked)
    return {key: found[key] for key in wanted}


def known_counts() -> frozenset[str]:
    """Every count there is a condition for, bands included."""
    today = date(2000, 1, 3)
    conditions = (*_of_complaints(today, today), *_of_ends(today), *_CASES, *_LESSONS)
    return frozenset({*conditions, *(band.key for band in boards().bands)})


def items(asked: Standing, key: str) -> tuple[Item, ...]:
    """Everything counted under one key, the most pressing first. One statement."""
    band = next((one for one in boards().bands if one.key == key), None)
    if band is not None:
        late = asked.complaints().filter(next_due_on__in=_dates(asked, band))
        return _complaint_items(asked, late)
    of_complaints, of_ends = _of_complaints(asked.today, _soon(asked)), _of_ends(asked.today)
    if key in of_complaints:
        return _complaint_items(asked, asked.complaints().filter(of_complaints[key]))
    if key in of_ends:
        return _end_items(asked.ends().filter(of_ends[key]))
    if key in _CASES:
        return _case_items(asked.cases().filter(_CASES[key]))
    return _lesson_items(asked.lessons().filter(_LESSONS[key]))


def loads(asked: Standing, keys: Iterable[str]) -> tuple[Load, ...]:
    """What each officer sees to, who has most overdue first. Three statements."""
    keys = tuple(keys)
    found: dict[int, Counter[str]] = {}
    names: dict[int, str] = {NOBODY: "Nobody yet"}
    complaints = {key: when for key, when in _of_complaints(asked.today, _soon(asked)).items() if key in keys}
    held = asked.complaints().values_list("owner", "owner__name").annotate(**_numbered(complaints))
    for number, name, *counted in held.order_by():
        owner = number or NOBODY
        if number:
            names[owner] = name
        found.setdefault(owner, Counter()).update(dict(zip(complaints, counted, strict=True)))
    ends = {key: when for key, when in _of_ends(asked.today).items() if key in keys}
    seen_to = asked.ends().values_list("owner", "complaint__owner").annotate(**_numbered(ends))
    for own, number, *counted in seen_to.order_by():
        owner = int(own) if own.isdecimal() else number or NOBODY
        found.setdefault(owner, Counter()).update(dict(zip(ends, counted, strict=True)))
    unnamed = [one for one in found if one not in names]
    ours = Officer.objects.filter(pk__in=unnamed, organisation=asked.officer.organisation_id)
    names |= dict(ours.values_list("pk", "name")) if unnamed else {}
    made = [
        Load(one, names.get(one, "Somebody not known here"), {key: counted[key] for key in keys})
        for one, counted in found.items()
    ]
    full = [one for one in made if any(one.numbers.values())]
    return tuple(
        sorted(full, key=lambda one: (-one.numbers.get("overdue", 0), -one.numbers.get("held", 0), one.name))
    )


def _numbered(conditions: Mapping[str, Q]) -> dict[str, Number]:
    return {_name(key): Number("pk", filter=when) for key, when in conditions.items()}


def _name(key: str) -> str:
    return f"n_{key.replace('-', '_')}"


def _soon(asked: Standing) -> date:
    return asked.calendar.add_working_days(asked.today, boards().soon)


def _families(asked: Standing) -> tuple[tuple[Callable[[], QuerySet[Any]], Mapping[str, Q]], ...]:
    return (
        (asked.complaints, _of_complaints(asked.today, _soon(asked))), (asked.ends, _of_ends(asked.today)),
        (asked.cases, _CASES), (asked.lessons, _LESSONS),
    )  # fmt: skip


def _of_complaints(today: date, soon: date) -> Mapping[str, Q]:
    overdue = Q(next_due_on__lt=today)
    return {
        "held": Q(pk__isnull=False), "due-soon": Q(next_due_on__gte=today, next_due_on__lte=soon), "overdue": overdue,
        "acknowledge-overdue": overdue & Q(next_timescale="acknowledge"), "unallocated": Q(owner=None),
        "waiting": ~Q(waiting_for=""),
    }  # fmt: skip


def _of_ends(today: date) -> Mapping[str, Q]:
    late, ours = Q(due_on__lt=today), ~Q(step=OrderStep.SENT.value)
    promise, action, enquiry, order = (
        Q(kind=one.value) for one in (EndKind.PROMISE, EndKind.ACTION, EndKind.ENQUIRY, EndKind.ORDER)
    )
    return {
        "promises-open": promise, "promises-overdue": promise & late, "actions-open": action,
        "actions-overdue": action & late, "enquiries-open": enquiry, "enquiries-overdue": enquiry & late,
        "orders-open": order, "orders-overdue": order & late & ours, "orders-undated": order & Q(due_on=None),
        "orders-sent": order & ~ours,
    }  # fmt: skip


_CASES: Mapping[str, Q] = {"cases-open": Q(pk__isnull=False)}
_LESSONS: Mapping[str, Q] = {"lessons-again": ~Q(repeats="")}


def _in_bands(asked: Standing) -> Mapping[str, int]:
    late = asked.complaints().filter(next_due_on__lt=asked.today)
    found: Counter[str] = Counter()
    for due, number in late.order_by().values_list("next_due_on").annotate(Number("pk")):
        days = days_late(due, asked.calendar, asked.today)
        found.update({band.key: number for band in boards().bands if band.holds(days)})
    return {band.key: found[band.key] for band in boards().bands}


def _dates(asked: Standing, band: Band) -> list[date]:
    late = (
        asked.complaints()
        .filter(next_due_on__lt=asked.today)
        .order_by()
        .values_list("next_due_on", flat=True)
    )
    return [due for due in late.distinct() if due and band.holds(days_late(due, asked.calendar, asked.today))]


def days_late(due: date, calendar: WorkingDayCalendar, today: date) -> int:
    """Working days since a date that is past: at least one, also where only a weekend has passed since."""
    try:
        return max(calendar.working_days_between(due, today), 1)
    except BeyondHorizon:
        # Before the first holiday we know of: longer ago than any band is long.
        return (today - due).days


def _complaint_items(asked: Standing, found: QuerySet[Complaint]) -> tuple[Item, ...]:
    rows = found.order_by(F("next_due_on").asc(nulls_last=True), "pk").values_list(
        "pk", "next_due_on", "waiting_for"
    )
    return tuple(Item(pk, due, _due(due, asked, waiting)) for pk, due, waiting in rows)


def _due(due: date | None, asked: Standing, waiting: str) -> str:
    said = f"Waits for the {waiting}" if waiting else "In hand"
    if due is None:
        return f"{said}, with no next date"
    if due >= asked.today:
        return f"{said}, next date {short_day(due)}"
    days = days_late(due, asked.calendar, asked.today)
    return f"{said}, was due {short_day(due)}, {days} working day{'' if days == 1 else 's'} late"


def _end_items(found: QuerySet[OpenEnd]) -> tuple[Item, ...]:
    rows = found.order_by(F("due_on").asc(nulls_first=True), "pk").values_list("complaint", "kind", "due_on")
    return tuple(
        Item(pk, due, f"{EndKind(kind).label}, {f'due {short_day(due)}' if due else 'no date is set'}")
        for pk, kind, due in rows
    )


def _case_items(found: QuerySet[Referral]) -> tuple[Item, ...]:
    rows = found.order_by(F("opened_on").asc(nulls_first=True), "pk").values_list(
        "complaint", "body", "opened_on"
    )
    return tuple(
        Item(
            pk,
            opened,
            f"{OmbudsmanBody(body).label}, since {short_day(opened) if opened else 'a day not known'}",
        )
        for pk, body, opened in rows
    )


def _lesson_items(found: QuerySet[Lesson]) -> tuple[Item, ...]:
    rows = found.order_by("-learned_on", "-pk").values_list("complaint", "learned_on", "repeats")
    return tuple(Item(pk, on, f"Learned {short_day(on)}, as before in {repeats}") for pk, on, repeats in rows)


def officer_name(asker: Officer, number: int) -> str | None:
    """The name of an officer of the asker's organisation; None when there is none of that number."""
    found = Officer.objects.filter(organisation=asker.organisation_id, pk=number)
    return found.values_list("name", flat=True).first()
