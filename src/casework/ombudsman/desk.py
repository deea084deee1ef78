"""The Ombudsman desk: every case by what we have to do about it. Only what the officer may see, in lists and counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import (
    Case,
    CharField,
    Count,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Cast

from casework.complaints.models import Complaint, OpenEnd, Party, Referral
from casework.complaints.page import ComplaintPage
from casework.complaints.permissions import visible_to
from casework.complaints.queue import initials
from casework.ombudsman.models import OmbudsmanCase
from casework.ombudsman.nearness import Near, calendar_of, nearness
from casework.ombudsman.permissions import may_see_unlinked
from casework.people.absences import covered_by
from casework.people.away import Away, AwayMark, away_as_told
from casework.people.models import Officer
from putright.cases import EndKind
from putright.cases.days import day_of
from putright.procedures import referral_process, referral_processes
from putright.vocabulary import DeskPlace, OmbudsmanBody, ReferralKind, Relationship, Word

PAGE = 50
MOST_PAGES = 40
RESTRICTED = "Restricted complaint"


class Whose(Word):
    """Whose cases the desk shows."""

    ALL = "all", "All"
    MINE = "mine", "Mine"


@dataclass(frozen=True, slots=True)
class DeskRow:
    """One case. who, subject: tell nothing of a restricted complaint. undated: something asked has no date."""

    key: str
    place: DeskPlace
    body: OmbudsmanBody
    their_reference: str
    subject: str
    complaint: str
    who: str
    step: str
    due: Near
    undated: bool
    owner: str
    away: AwayMark | None
    orders_open: int
    decided_on: date | None
    closed_on: date | None
    restricted: bool


@dataclass(frozen=True, slots=True)
class UnlinkedRow:
    """A case linked to no complaint yet."""

    key: str
    body: OmbudsmanBody
    what: ReferralKind
    their_reference: str
    subject: str
    received_on: date
    due: Near


@dataclass(frozen=True, slots=True)
class Desk:
    """One page of the desk. counts: of every place, narrowed as the rows are but for the place. bodies: who has cases."""

    whose: Whose
    body: OmbudsmanBody | None
    place: DeskPlace | None
    page: int
    groups: tuple[tuple[DeskPlace, tuple[DeskRow, ...]], ...]
    unlinked: tuple[UnlinkedRow, ...]
    more: bool
    counts: tuple[tuple[DeskPlace, int], ...]
    bodies: tuple[OmbudsmanBody, ...]
    overdue: int


@dataclass(frozen=True, slots=True)
class OfComplaint:
    """One case on the tab of its complaint."""

    key: str
    body: OmbudsmanBody
    what: ReferralKind
    their_reference: str
    subject: str
    received_on: date
    step: str
    is_open: bool
    owner: str
    due: Near
    decided_on: date | None
    orders_open: int


def desk(
    officer: Officer, *, whose: Whose = Whose.ALL, body: OmbudsmanBody | None = None,
    place: DeskPlace | None = None, page: int = 1, today: date,
) -> Desk:  # fmt: skip
    """One page of the desk. Four statements; one more for who may see cases linked to no complaint, and one for
    what is theirs where they cover for somebody.

    place  None = every open case.
    """
    page = min(max(page, 1), MOST_PAGES)
    calendar = calendar_of(officer.organisation)
    cases = Referral.objects.filter(complaint__in=Complaint.objects.filter(visible_to(officer)).values("pk"))
    if whose is Whose.MINE:
        theirs = Q(owner=str(officer.pk))
        for one in covered_by(officer, today=today):
            theirs |= Q(owner=str(one.officer_id), next_due_on__lte=one.until)
        cases = cases.filter(theirs)
    of_body = Q(body=body.value) if body else Q()
    counted = cases.aggregate(
        **{one.name.lower(): Count("pk", filter=_at(one) & of_body) for one in DeskPlace},
        **{f"of_{one.value}": Count("pk", filter=Q(body=one.value)) for one in OmbudsmanBody},
        overdue=Count("pk", filter=Q(is_open=True, next_due_on__lt=today) & of_body),
    )
    shown = cases.filter(of_body, _at(place) if place else Q(is_open=True))
    found = list(_described(shown)[(page - 1) * PAGE : page * PAGE + 1])
    papers = OmbudsmanCase.objects.in_bulk([int(one.key) for one in found[:PAGE] if one.key.isdecimal()])
    away = away_as_told(officer, today=today)
    rows = [
        _row(one, papers.get(int(one.key)) if one.key.isdecimal() else None, calendar, away)
        for one in found[:PAGE]
    ]
    return Desk(
        whose, body, place, page,
        groups=tuple(
            (one, those) for one in DeskPlace if (those := tuple(row for row in rows if row.place is one))
        ),
        unlinked=_unlinked(officer, body, calendar, today) if place is None and page == 1 else (),
        more=len(found) > PAGE and page < MOST_PAGES,
        counts=tuple((one, counted[one.name.lower()]) for one in DeskPlace),
        bodies=tuple(one for one in OmbudsmanBody if counted[f"of_{one.value}"] or one is body),
        overdue=counted["overdue"],
    )  # fmt: skip


def cases_of(officer: Officer, page: ComplaintPage, *, today: date) -> tuple[OfComplaint, ...]:
    """The cases of a complaint the officer has open, the latest first. One statement."""
    calendar = calendar_of(officer.organisation)
    states = {one.key: one for one in page.case.referrals}
    rows = []
    for one in OmbudsmanCase.objects.filter(complaint=page.complaint_id).order_by("-received_on", "-pk"):
        state = states.get(str(one.pk))
        if state is None:
            continue
        orders = [each for each in page.case.orders if each.body.referral == state.key and not each.ended]
        waits = [each.due for each in orders]
        asked = [each for each in page.case.enquiries if each.body.referral == state.key]
        waits += [each.due for each in asked if not each.ended and each.waits_for_us]
        due = min((each for each in waits if each is not None), default=None)
        rows.append(
            OfComplaint(
                state.key, OmbudsmanBody(one.body), ReferralKind(one.what), one.reference, one.subject, one.received_on,
                state.at.title, not state.ended, page.officers.get(state.owner or "", ""),
                nearness(due, calendar, today),
                day_of(state.decided.at) if state.decided else None,
                len(orders),
            )
        )  # fmt: skip
    return tuple(rows)


def _at(place: DeskPlace) -> Q:
    """The cases whose step belongs to this place; each Ombudsman has steps of its own."""
    found = Q(pk__in=[])
    for process in referral_processes().values():
        keys = [step.key for step in process.steps.values() if step.desk is place]
        found |= Q(body__in=[one.value for one in process.bodies], step__in=keys)
    return found


def _described(cases: QuerySet[Referral]) -> QuerySet[Any]:
    """With what a row tells besides, in the order of the desk."""
    owners = Officer.objects.annotate(number=Cast("pk", CharField())).filter(number=OuterRef("owner"))
    who = Party.objects.filter(complaint=OuterRef("complaint"), role=Relationship.COMPLAINANT.value).order_by(
        "id"
    )
    undated = OpenEnd.objects.filter(
        complaint=OuterRef("complaint"), kind=EndKind.ENQUIRY.value, is_open=True, due_on=None
    )
    rank = Case(
        *(When(_at(one), then=Value(number)) for number, one in enumerate(DeskPlace)), default=Value(0),
        output_field=IntegerField(),
    )  # fmt: skip
    described: QuerySet[Any] = (
        cases.select_related("complaint")
        .annotate(
            rank=rank, owner_name=Subquery(owners.values("name")[:1]), who=Subquery(who.values("person__name")[:1]),
            undated=Exists(undated),
        )
        .order_by("rank", F("next_due_on").asc(nulls_last=True), F("closed_on").desc(nulls_last=True), "id")
    )  # fmt: skip
    return described


def _row(one: Any, paper: OmbudsmanCase | None, calendar: Any, away: Away) -> DeskRow:
    step = referral_process(OmbudsmanBody(one.body)).step(one.step)
    restricted = one.complaint.restricted
    due = one.next_due_on if one.is_open else None
    return DeskRow(
        key=one.key, place=step.desk, body=OmbudsmanBody(one.body), their_reference=paper.reference if paper else "",
        subject=RESTRICTED if restricted else paper.subject if paper else "", complaint=one.complaint.reference,
        who=initials(one.who or "") if restricted else one.who or "", step=step.title,
        due=nearness(due, calendar, away.today), undated=one.undated and one.is_open,
        owner=one.owner_name or "",
        away=away.mark(one.owner, due=due, restricted=restricted) if one.is_open else None,
        orders_open=one.orders_open, decided_on=one.decided_on, closed_on=one.closed_on,
        restricted=restricted,
    )  # fmt: skip


def _unlinked(
    officer: Officer, body: OmbudsmanBody | None, calendar: Any, today: date
) -> tuple[UnlinkedRow, ...]:
    if not may_see_unlinked(officer):
        return ()
    found = OmbudsmanCase.objects.filter(organisation=officer.organisation_id, complaint=None, not_ours="")
    if body is not None:
        found = found.filter(body=body.value)
    return tuple(
        UnlinkedRow(
            str(one.pk), OmbudsmanBody(one.body), ReferralKind(one.what), one.reference, one.subject, one.received_on,
            nearness(one.answer_by, calendar, today),
        )
        for one in found.order_by(F("answer_by").asc(nulls_last=True), "received_on", "pk")[:PAGE]
    )  # fmt: skip
