"""The board of shares: what is asked of us, what we asked of others, and how late each service gives its own."""

from __future__ import annotations

from calendar import monthrange
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
from casework.people.absences import covered_by
from casework.people.away import Away, AwayMark, away_as_told
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
    """A share still out. may_open: whether the officer may open its complaint too. days_late: 0 while it is in time.

    away: of who gives it, where they are away. waits: of who waits for it, where the reader covers for them.
    """

    id: int
    reference: str
    of: str
    officer: str
    asked_by: str
    due_on: date
    days_late: int
    step: ContributionStep
    may_open: bool
    away: AwayMark | None
    waits: AwayMark | None = None


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
    """The board, with what the officer covers. Four to six statements, and one more for who covers for somebody."""
    visible = Exists(Complaint.objects.filter(visible_to(officer), pk=OuterRef("complaint")))
    out = _with_ends(Share.objects.annotate(may_open=visible)).filter(is_open=True)
    # Cover is a way of reading: only of complaints the officer may see, and only what is due before the other is back.
    asked, waited = asked_of(officer), Q(asked_by=officer.pk) | Q(complaint__owner=officer.pk)
    for one in covered_by(officer, today=today):
        asked |= Q(officer=one.officer_id, due_on__lte=one.until, may_open=True)
        theirs = Q(asked_by=one.officer_id) | Q(complaint__owner=one.officer_id)
        waited |= theirs & Q(due_on__lte=one.until)
    of_us, by_us = out.filter(asked), out.filter(waited, may_open=True)
    away = away_as_told(officer, today=today)
    mine, waits = _rows(of_us, away, today), _rows(by_us, away, today, waited=True)
    since = months_back(today, rules().months)
    return Board(
        mine, max(of_us.count() - MOST, 0) if len(mine) == MOST else 0,
        waits, max(by_us.count() - MOST, 0) if len(waits) == MOST else 0,
        tuple(lateness(officer, since=since, today=today)), since,
    )  # fmt: skip


def lateness(officer: Officer, *, since: date, today: date) -> Iterable[Lateness]:
    """By service, those worst first: shares due from that day on, of complaints the officer may see or asked of them.

    One statement. A share that is not needed any more counts for nobody.
    """
    counted = shares_seen(officer).filter(due_on__gte=since, due_on__isnull=False)
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


def shares_seen(officer: Officer) -> Any:
    """The shares an officer may count, with what became of them: of complaints they may see, or asked of them."""
    seen = Q(Exists(Complaint.objects.filter(visible_to(officer), pk=OuterRef("complaint"))))
    if not sees_whole_organisation(officer):
        seen |= asked_of(officer)
    return _with_ends(Share.objects.filter(seen, complaint__organisation=officer.organisation_id))


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


def _rows(shares: QuerySet[Any], away: Away, today: date, *, waited: bool = False) -> tuple[BoardRow, ...]:
    found = shares.select_related("complaint", "service", "officer", "asked_by").order_by("due_on", "pk")
    return tuple(_row(one, away, today, waited) for one in found[:MOST])


def _row(one: Any, away: Away, today: date, waited: bool) -> BoardRow:
    due: date = one.due_on
    restricted: bool = one.complaint.restricted
    who_wait = {one.asked_by_id, one.complaint.owner_id} if waited else set()
    # Their own, and nobody else's: what they ask for themselves they wait for as themselves.
    told = (
        ()
        if away.reader_id in who_wait
        else (away.mark(who, due=due, restricted=restricted) for who in who_wait)
    )
    return BoardRow(
        one.pk, one.complaint.reference, called(one), one.officer.name if one.officer else "", one.asked_by.name, due,
        max((today - due).days, 0), ContributionStep(one.step), one.may_open,
        away.mark(one.officer_id, due=due, restricted=restricted),
        next((each for each in told if each is not None and each.mine), None),
    )  # fmt: skip


def months_back(day: date, months: int) -> date:
    """The same day so many months before, or the last one of a month that is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return day.replace(year=year, month=month + 1, day=min(day.day, monthrange(year, month + 1)[1]))
