"""The boards of a whole organisation: actions, money, lessons. Only what the officer may see, in lists and in counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import (
    BigIntegerField,
    BooleanField,
    CharField,
    Count,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
)
from django.db.models.functions import Cast

from casework.complaints.covering import away_mark_of, ends_to_see_to
from casework.complaints.models import Complaint, Note, OpenEnd
from casework.complaints.permissions import visible_to
from casework.outcomes.models import ActionParticulars, LedgerLine
from casework.people.away import AwayMark, away_as_told
from casework.people.models import Officer
from putright.cases.ends import EndKind
from putright.vocabulary import ActionStep, Period, RemedyStep, RemedyType, Word

PAGE = 50
MOST_PAGES = 40
RESTRICTED = "Restricted complaint"


class ActionView(Word):
    """What a board of actions shows."""

    MINE = "mine", "Mine"
    OVERDUE = "overdue", "Overdue"
    TO_VERIFY = "to-verify", "To be verified"
    OPEN = "open", "All open"
    ENDED = "ended", "Ended"


class MoneyView(Word):
    """What a board of money shows."""

    TO_APPROVE = "to-approve", "To be approved"
    OFFERED = "offered", "Offered"
    TO_PAY = "to-pay", "To be paid"
    OVERDUE = "overdue", "Overdue"
    RECURRING = "recurring", "Recurring"


@dataclass(frozen=True, slots=True)
class ActionRow:
    """One action of the board. `words` tell nothing of a restricted complaint."""

    reference: str
    key: str
    type: str
    words: str
    owner: str
    away: AwayMark | None
    due_on: date | None
    overdue: bool
    percent: int
    step: ActionStep
    learning: bool
    shown: bool
    verified_by: str
    is_open: bool
    complaint_open: bool


@dataclass(frozen=True, slots=True)
class MoneyRow:
    """One remedy with money of the board. left_pence: what is still to be paid of it."""

    reference: str
    key: str
    type: str
    words: str
    sum_pence: int
    per: Period
    left_pence: int
    owner: str
    away: AwayMark | None
    due_on: date | None
    overdue: bool
    step: RemedyStep
    recurring: bool


@dataclass(frozen=True, slots=True)
class ViewCount:
    """One view with how many there are; of money, also what they come to."""

    view: ActionView | MoneyView
    number: int
    pence: int | None = None


@dataclass(frozen=True, slots=True)
class ActionBoard:
    """One page of the board of actions."""

    view: ActionView
    page: int
    rows: tuple[ActionRow, ...]
    more: bool
    counts: tuple[ViewCount, ...]


@dataclass(frozen=True, slots=True)
class MoneyBoard:
    """One page of the board of money."""

    view: MoneyView
    page: int
    rows: tuple[MoneyRow, ...]
    more: bool
    counts: tuple[ViewCount, ...]


def action_board(officer: Officer, *, view: ActionView, page: int = 1, today: date) -> ActionBoard:
    """Corrective actions of the organisation, the earliest due first; they outlive their complaint.

    Three statements, four for who covers for somebody.
    """
    page = min(max(page, 1), MOST_PAGES)
    conditions = _actions(officer, today)
    open_ones = _ends(officer, EndKind.ACTION).filter(is_open=True)
    counted = open_ones.aggregate(
        **{
            one.name.lower(): Count("pk", filter=conditions[one])
            for one in ActionView
            if one is not ActionView.ENDED
        }
    )
    shown = _ends(officer, EndKind.ACTION).filter(is_open=False) if view is ActionView.ENDED else open_ones
    order = ("-ended_on", "-id") if view is ActionView.ENDED else (F("due_on").asc(nulls_first=True), "id")
    particulars = _beside(ActionParticulars)
    rows = list(
        _described(shown.filter(conditions[view]))
        .annotate(
            type=Subquery(particulars.values("type")[:1]),
            shown=Subquery(particulars.values("shown")[:1], output_field=BooleanField()),
            verified=Subquery(particulars.values("verified_by__name")[:1]),
        )
        .order_by(*order)[(page - 1) * PAGE : page * PAGE + 1]
    )
    away = away_as_told(officer, today=today)
    return ActionBoard(
        view=view,
        page=page,
        rows=tuple(
            ActionRow(
                reference=one.complaint.reference,
                key=one.key,
                type=_label(one.type),
                words=RESTRICTED if one.complaint.restricted else one.words or "",
                owner=one.owner_name or "",
                away=away_mark_of(one, away),
                due_on=one.due_on,
                overdue=one.is_open and one.due_on is not None and one.due_on < today,
                percent=one.percent,
                step=ActionStep(one.step),
                learning=one.learning,
                shown=bool(one.shown),
                verified_by=one.verified or "",
                is_open=one.is_open,
                complaint_open=one.complaint.is_open,
            )
            for one in rows[:PAGE]
        ),
        more=len(rows) > PAGE and page < MOST_PAGES,
        counts=tuple(
            ViewCount(one, counted[one.name.lower()] or 0)
            for one in ActionView
            if one is not ActionView.ENDED
        ),
    )


def money_board(officer: Officer, *, view: MoneyView, page: int = 1, today: date) -> MoneyBoard:
    """Payments of the organisation that are on their way, the earliest due first. Three statements."""
    page = min(max(page, 1), MOST_PAGES)
    lines = _beside(LedgerLine)
    money = (
        _ends(officer, EndKind.REMEDY)
        .filter(is_open=True, amount_pence__isnull=False)
        .annotate(recurring=Subquery(lines.values("recurring")[:1], output_field=BooleanField()))
    )
    conditions = _money(today)
    counted = money.aggregate(
        **{f"number_{one.name.lower()}": Count("pk", filter=conditions[one]) for one in MoneyView},
        **{f"sum_{one.name.lower()}": Sum("amount_pence", filter=conditions[one]) for one in MoneyView},
    )
    rows = list(
        _described(money.filter(conditions[view]))
        .annotate(
            type=Subquery(lines.values("type")[:1]),
            whole=Subquery(lines.values("whole_pence")[:1], output_field=BigIntegerField()),
            per=Subquery(lines.values("per")[:1]),
        )
        .order_by(F("due_on").asc(nulls_first=True), "id")[(page - 1) * PAGE : page * PAGE + 1]
    )
    away = away_as_told(officer, today=today)
    return MoneyBoard(
        view=view,
        page=page,
        rows=tuple(
            MoneyRow(
                reference=one.complaint.reference,
                key=one.key,
                type=_label(one.type),
                words=RESTRICTED if one.complaint.restricted else one.words or "",
                sum_pence=one.whole if one.whole is not None else one.amount_pence,
                per=Period(one.per) if one.per else Period.ONCE,
                left_pence=one.amount_pence,
                owner=one.owner_name or "",
                away=away_mark_of(one, away),
                due_on=one.due_on,
                overdue=one.due_on is not None and one.due_on < today,
                step=RemedyStep(one.step),
                recurring=bool(one.recurring),
            )
            for one in rows[:PAGE]
        ),
        more=len(rows) > PAGE and page < MOST_PAGES,
        counts=tuple(
            ViewCount(
                one, counted[f"number_{one.name.lower()}"] or 0, counted[f"sum_{one.name.lower()}"] or 0
            )
            for one in MoneyView
        ),
    )


def _actions(officer: Officer, today: date) -> Mapping[ActionView, Q]:
    return {
        ActionView.MINE: ends_to_see_to(officer, today=today),
        ActionView.OVERDUE: Q(due_on__lt=today),
        ActionView.TO_VERIFY: Q(step=ActionStep.DONE.value),
        ActionView.OPEN: Q(),
        ActionView.ENDED: Q(),
    }


def _money(today: date) -> Mapping[MoneyView, Q]:
    return {
        MoneyView.TO_APPROVE: Q(step=RemedyStep.PROPOSED.value),
        MoneyView.OFFERED: Q(step=RemedyStep.OFFERED.value),
        MoneyView.TO_PAY: Q(step=RemedyStep.ACCEPTED.value),
        MoneyView.OVERDUE: Q(due_on__lt=today),
        MoneyView.RECURRING: Q(recurring=True),
    }


def _ends(officer: Officer, kind: EndKind) -> QuerySet[Any]:
    visible = Complaint.objects.filter(visible_to(officer)).values("pk")
    return OpenEnd.objects.filter(kind=kind.value, complaint__in=visible)


def _described(found: QuerySet[Any]) -> QuerySet[Any]:
    """With its words, and the name of who sees to it. A key is text, and need not be a number."""
    notes = (
        Note.objects.filter(complaint=OuterRef("complaint"))
        .annotate(number=Cast("pk", CharField()))
        .filter(number=OuterRef("key"))
    )
    owners = Officer.objects.annotate(number=Cast("pk", CharField())).filter(number=OuterRef("owner"))
    described: QuerySet[Any] = found.select_related("complaint").annotate(
        words=Subquery(notes.values("words")[:1]), owner_name=Subquery(owners.values("name")[:1])
    )
    return described


def _beside(model: Any) -> QuerySet[Any]:
    found: QuerySet[Any] = model.objects.filter(complaint=OuterRef("complaint"))
    beside: QuerySet[Any] = found.annotate(number=Cast("pk", CharField())).filter(number=OuterRef("key"))
    return beside


def _label(code: str | None) -> str:
    return RemedyType(code).label if code in set(RemedyType) else "Remedy"
