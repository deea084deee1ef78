"""The board of shares: what is asked of us, what we asked of others, and how late each service gives its own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import (
    BooleanField,
    Count,
    DateField,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
)

from casework.complaints.models import Complaint, OpenEnd
from casework.complaints.permissions import visible_to
from casework.people.models import Officer
from casework.people.permissions import sees_whole_organisation
from casework.together.models import Share
from casework.together.permissions import asked_of
from casework.together.queries import called
from casework.together.rules import rules
from putright.vocabulary import ContributionStep

MOST = 100


@dataclass(frozen=True, slots=True)
class BoardRow:
    """A share still out. may_open: whether the officer may open its complaint too. days_late: 0 while it is in time."""

    id: int
    reference: str
    of: str
    officer: str
    asked_by: str
    due_on: date
    days_late: int
    step: ContributionStep
    may_open: bool


@dataclass(frozen=True, slots=True)
class Lateness:
    """How one service, or a body outside, gives its shares. asked: those due by now; late: given or still out late."""

    of: str
    due: int
    in_time: int
    given_late: int
    out_late: int

    @property
    def late(self) -> int:
        """Those not given by their day."""
        return self.given_late + self.out_late


@dataclass(frozen=True, slots=True)
class Board:
    """What the officer sees. more_*: how many are out besides those listed. since: from when lateness is counted."""

    of_us: tuple[BoardRow, ...]
    more_of_us: int
    by_us: tuple[BoardRow, ...]
    more_by_us: int
    lateness: tuple[Lateness, ...]
    since: date


def board(officer: Officer, *, today: date) -> Board:
    """The board. Five statements, however many shares there are."""
    visible = Exists(Complaint.objects.filter(visible_to(officer), pk=OuterRef("complaint")))
    out = _with_ends(Share.objects.annotate(may_open=visible)).filter(is_open=True)
    of_us = out.filter(asked_of(officer))
    by_us = out.filter(Q(asked_by=officer.pk) | Q(complaint__owner=officer.pk), may_open=True)
    mine, theirs = _rows(of_us, today), _rows(by_us, today)
    since = _months_back(today, rules().months)
    return Board(
        mine, max(of_us.count() - MOST, 0) if len(mine) == MOST else 0,
        theirs, max(by_us.count() - MOST, 0) if len(theirs) == MOST else 0,
        tuple(lateness(officer, since=since, today=today)), since,
    )  # fmt: skip


def lateness(officer: Officer, *, since: date, today: date) -> Iterable[Lateness]:
    """By service, those worst first: shares due from that day on, of complaints the officer may see or asked of them.

    One statement. A share that is not needed any more counts for nobody.
    """
    seen = Q(Exists(Complaint.objects.filter(visible_to(officer), pk=OuterRef("complaint"))))
    if not sees_whole_organisation(officer):
        seen |= asked_of(officer)
    counted = _with_ends(Share.objects.filter(seen, complaint__organisation=officer.organisation_id)).filter(
        due_on__gte=since, due_on__isnull=False
    )
    given = Q(step=ContributionStep.GIVEN.value)
    rows = counted.values("service__name", "outside").annotate(
        in_time=Count("pk", filter=given & Q(ended_on__lte=F("due_on"))),
        given_late=Count("pk", filter=given & Q(ended_on__gt=F("due_on"))),
        out_late=Count("pk", filter=Q(is_open=True, due_on__lt=today)),
    )
    found = [
        Lateness(
            row["service__name"] or row["outside"], row["in_time"] + row["given_late"] + row["out_late"],
            row["in_time"], row["given_late"], row["out_late"],
        )
        for row in rows
    ]  # fmt: skip
    return sorted((one for one in found if one.due), key=lambda one: (-one.late, one.of))


def _with_ends(shares: QuerySet[Any]) -> Any:
    """The shares with what their events made of them."""
    end = OpenEnd.objects.filter(complaint=OuterRef("complaint"), kind="contribution", key=OuterRef("key"))

    def column(name: str) -> Subquery:
        return Subquery(end.values(name)[:1])

    return shares.annotate(
        due_on=ExpressionWrapper(column("due_on"), DateField()),
        ended_on=ExpressionWrapper(column("ended_on"), DateField()),
        step=column("step"),
        is_open=ExpressionWrapper(column("is_open"), BooleanField()),
    )


def _rows(shares: QuerySet[Any], today: date) -> tuple[BoardRow, ...]:
    found = shares.select_related("complaint", "service", "officer", "asked_by").order_by("due_on", "pk")
    return tuple(_row(one, today) for one in found[:MOST])


def _row(one: Any, today: date) -> BoardRow:
    due: date = one.due_on
    return BoardRow(
        one.pk, one.complaint.reference, called(one), one.officer.name if one.officer else "", one.asked_by.name, due,
        max((today - due).days, 0), ContributionStep(one.step), one.may_open,
    )  # fmt: skip


def _months_back(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return day.replace(year=year, month=month + 1, day=min(day.day, 28))
