"""The one board of everything ordered: by urgency, filtered, with what it comes to. Only what the officer may see."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.db.models import Case, CharField, Count, F, IntegerField, Q, QuerySet, Sum, Value, When
from django.db.models.functions import Cast

from casework.complaints.covering import away_mark_of, ends_to_see_to
from casework.complaints.models import Complaint, OpenEnd, Party
from casework.complaints.permissions import visible_to
from casework.ombudsman.nearness import Near, calendar_of, nearness
from casework.orders.models import OrderPaper
from casework.people.away import AwayMark, away_as_told
from casework.people.models import Officer
from putright.cases import EndKind
from putright.clocks.lengths import add_months
from putright.procedures import compliance, remedy_meanings
from putright.vocabulary import OmbudsmanBody, OrderKind, OrderStep, Relationship, RemedyType, Word

PAGE = 50
MOST_PAGES = 40
RESTRICTED = "Restricted complaint"


class OrderView(Word):
    """What the board shows."""

    MINE = "mine", "Mine"
    LONG_OVERDUE = "long-overdue", "Long overdue"
    OVERDUE = "overdue", "Past the date"
    UNDATED = "undated", "No date"
    SENT = "sent", "With the Ombudsman"
    OPEN = "open", "All open"
    ENDED = "ended", "Ended"


class Urgency(Word):
    """How urgent an order is, the gravest first."""

    UNDATED = "undated", "Held: no date is set"
    LONG_OVERDUE = "long-overdue", "Long overdue"
    OVERDUE = "overdue", "Past the date"
    DIRECTOR = "director", "Due so soon that a director is told"
    LATER = "later", "Due later"
    SENT = "sent", "With the Ombudsman"
    ENDED = "ended", "Ended"


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What the board is narrowed to; None = everything."""

    body: OmbudsmanBody | None = None
    kind: OrderKind | None = None
    type: RemedyType | None = None


@dataclass(frozen=True, slots=True)
class OrderRow:
    """One order of the board. `words` and `payee` tell nothing of a restricted complaint. case: key of the case."""

    key: str
    case: int | None
    case_called: str
    body: OmbudsmanBody | None
    reference: str
    kind: str
    type: str
    words: str
    due: Near
    date_is_ours: bool
    sum_pence: int | None
    payee: str
    owner: str
    away: AwayMark | None
    step: OrderStep
    evidence: str
    repeated: bool
    urgency: Urgency


@dataclass(frozen=True, slots=True)
class ViewCount:
    """One view with how many there are and what the sums of those still open come to."""

    view: OrderView
    number: int
    pence: int


@dataclass(frozen=True, slots=True)
class OrderBoard:
    """One page of the board, its rows by urgency. total: how many the view has; pence: what their sums come to."""

    view: OrderView
    narrowed: Narrowed
    page: int
    groups: tuple[tuple[Urgency, tuple[OrderRow, ...]], ...]
    more: bool
    counts: tuple[ViewCount, ...]

    @property
    def total(self) -> ViewCount | None:
        """The counts of the view that is shown; None for what has ended."""
        return next((one for one in self.counts if one.view is self.view), None)


def order_board(
    officer: Officer, *, view: OrderView, narrowed: Narrowed, page: int = 1, today: date
) -> OrderBoard:
    """Every order of the organisation that the officer may see, the gravest first.

    Eight statements or fewer, nine for who covers for somebody.
    """
    page = min(max(page, 1), MOST_PAGES)
    found = _narrowed(officer, narrowed)
    conditions = _views(officer, today)
    open_ones = found.filter(is_open=True)
    counted = open_ones.aggregate(
        **{f"number_{one.name.lower()}": Count("pk", filter=conditions[one]) for one in conditions},
        **{f"sum_{one.name.lower()}": Sum("amount_pence", filter=conditions[one]) for one in conditions},
    )
    if view is OrderView.ENDED:
        shown = found.filter(is_open=False).order_by("-ended_on", "-id")
    else:
        waits = Case(
            When(step=OrderStep.SENT.value, then=Value(1)), default=Value(0), output_field=IntegerField()
        )
        shown = open_ones.filter(conditions[view]).order_by(waits, F("due_on").asc(nulls_first=True), "id")
    ends = list(shown.select_related("complaint")[(page - 1) * PAGE : page * PAGE + 1])
    rows = _rows(officer, ends[:PAGE], today)
    return OrderBoard(
        view=view, narrowed=narrowed, page=page,
        groups=tuple((urgency, tuple(those)) for urgency, those in groupby(rows, key=lambda one: one.urgency)),
        more=len(ends) > PAGE and page < MOST_PAGES,
        counts=tuple(
            ViewCount(one, counted[f"number_{one.name.lower()}"] or 0, counted[f"sum_{one.name.lower()}"] or 0)
            for one in conditions
        ),
    )  # fmt: skip


def _narrowed(officer: Officer, narrowed: Narrowed) -> QuerySet[OpenEnd]:
    visible = Complaint.objects.filter(visible_to(officer)).values("pk")
    found = OpenEnd.objects.filter(kind=EndKind.ORDER.value, complaint__in=visible)
    by = {"case__body": narrowed.body, "kind": narrowed.kind, "type": narrowed.type}
    asked = {name: word.value for name, word in by.items() if word is not None}
    if not asked:
        return found
    papers = OrderPaper.objects.filter(organisation=officer.organisation_id, **asked)
    return found.filter(key__in=papers.annotate(number=Cast("pk", CharField())).values("number"))


def _views(officer: Officer, today: date) -> Mapping[OrderView, Q]:
    """The conditions of the views of what is open."""
    ours = ~Q(step=OrderStep.SENT.value)
    return {
        OrderView.MINE: ends_to_see_to(officer, today=today),
        OrderView.LONG_OVERDUE: Q(due_on__lt=long_overdue_before(today)) & ours,
        OrderView.OVERDUE: Q(due_on__lt=today) & ours,
        OrderView.UNDATED: Q(due_on=None),
        OrderView.SENT: ~ours,
        OrderView.OPEN: Q(),
    }


def long_overdue_before(today: date) -> date:
    """Orders due before this day are long overdue. Source: `referrals.toml`, compliance."""
    return add_months(today, -compliance().overdue_months)


def _rows(officer: Officer, ends: Iterable[OpenEnd], today: date) -> tuple[OrderRow, ...]:
    """These ends as rows. Four statements, and one for the calendar."""
    ends = list(ends)
    numbers = [int(one.key) for one in ends if one.key.isdecimal()]
    papers = {
        str(one.pk): one
        for one in OrderPaper.objects.filter(pk__in=numbers).select_related("note", "case", "payee__person")
    }
    owners = dict(
        Officer.objects.filter(pk__in={int(one.owner) for one in ends if one.owner.isdecimal()}).values_list(
            "pk", "name"
        )
    )
    paying = {one.complaint_id for one in ends if one.amount_pence is not None}
    complainants = dict(
        Party.objects.filter(complaint__in=paying, role=Relationship.COMPLAINANT.value)
        .order_by("-pk")
        .values_list("complaint", "person__name")
    )
    calendar, away = calendar_of(officer.organisation), away_as_told(officer, today=today)
    rows = [
        _row(
            one,
            papers.get(one.key),
            owners,
            complainants,
            nearness(one.due_on, calendar, today),
            away_mark_of(one, away),
            today,
        )
        for one in ends
    ]
    return tuple(sorted(rows, key=lambda one: list(Urgency).index(one.urgency)))


def _row(
    end: OpenEnd, paper: OrderPaper | None, owners: Mapping[int, str], complainants: Mapping[int, str], due: Near,
    away: AwayMark | None, today: date,
) -> OrderRow:  # fmt: skip
    hidden = end.complaint.restricted
    type_ = RemedyType(paper.type) if paper else None
    payee = complainants.get(end.complaint_id, "") if end.amount_pence is not None else ""
    if paper is not None and paper.payee is not None:
        payee = paper.payee.person.name
    return OrderRow(
        key=end.key, case=paper.case_id if paper else None,
        case_called=(paper.case.reference or "no reference yet") if paper else "",
        body=OmbudsmanBody(paper.case.body) if paper else None, reference=end.complaint.reference,
        kind=OrderKind(paper.kind).label if paper else EndKind.ORDER.label, type=type_.label if type_ else "",
        words=RESTRICTED if hidden else (paper.note.words if paper else ""), due=due,
        date_is_ours=paper.date_is_ours if paper else False, sum_pence=end.amount_pence,
        payee="" if hidden else payee, owner=owners.get(int(end.owner), "") if end.owner.isdecimal() else "",
        away=away,
        step=OrderStep(end.step), evidence=" ".join(evidence_of(paper)) if paper else "",
        repeated=bool(paper and paper.repeats_id), urgency=_urgency(end, due, today),
    )  # fmt: skip


def evidence_of(paper: OrderPaper) -> Iterator[str]:
    """What shows that it is done: what its type asks for, and what the decision asks for beside."""
    yield remedy_meanings()[RemedyType(paper.type)].evidence
    if paper.evidence:
        yield paper.evidence


def _urgency(end: OpenEnd, due: Near, today: date) -> Urgency:
    if not end.is_open:
        return Urgency.ENDED
    if end.due_on is None:
        return Urgency.UNDATED
    if end.step == OrderStep.SENT.value:
        return Urgency.SENT
    if end.due_on < today:
        return Urgency.LONG_OVERDUE if end.due_on < long_overdue_before(today) else Urgency.OVERDUE
    near = due.days is not None and due.days <= compliance().director_working_days_before
    return Urgency.DIRECTOR if near else Urgency.LATER
