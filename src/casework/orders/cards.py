"""The orders of one case as its tab shows them: each with its course, what carries it out, and what to mind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from casework.complaints.models import Complaint
from casework.complaints.page import ComplaintPage, DocumentRow
from casework.complaints.permissions import visible_to
from casework.ombudsman.nearness import Near, calendar_of, nearness
from casework.orders.making import proposed_date
from casework.orders.models import OrderPaper, Shown
from casework.outcomes.payees import payees
from casework.people.models import Officer
from putright.calendars import short_day
from putright.cases.answerable import OrderState
from putright.cases.days import day_of
from putright.cases.referred import OrderMoved
from putright.procedures import compliance, remedy_meanings
from putright.vocabulary import OrderKind, OrderStep, PartyAtFault
from putright.vocabulary.money import pounds


@dataclass(frozen=True, slots=True)
class StepRow:
    """One step of an order: what, when, by whom, and what was said of it."""

    step: OrderStep
    what: str
    at: date | datetime | None
    by: str
    due: date | None
    words: str
    document: DocumentRow | None


@dataclass(frozen=True, slots=True)
class OrderCard:
    """One order of the case.

    proposed   the date proposed where it has none, and why.
    ours       what of ours carries it out and how far that is; beside: the tab of the complaint it stands on.
    compared   our own earlier remedy held against it; empty where there was none.
    again      that it was asked before; again_in: reference of that complaint, where the officer may see it.
    minds      what to mind, a sentence each.
    """

    key: str
    state: OrderState
    words: str
    as_stated: str
    due: Near
    date_is_ours: bool
    proposed: tuple[date, str] | None
    payee: str
    shares: tuple[str, ...]
    owner: str
    evidence: tuple[str, ...]
    headings: tuple[str, ...]
    heads: tuple[str, ...]
    ours: str
    compared: str
    again: str
    again_in: str
    steps: tuple[StepRow, ...]
    shown: tuple[tuple[date, DocumentRow], ...]
    minds: tuple[str, ...]

    @property
    def step(self) -> OrderStep:
        """What became of it."""
        return self.state.step

    @property
    def sum_says(self) -> str:
        """The sum; empty where it is no money."""
        pence = self.state.body.amount_pence
        return pounds(pence) if pence is not None else ""


def order_cards(page: ComplaintPage, case: str, officer: Officer, *, today: date) -> tuple[OrderCard, ...]:
    """The orders of this case, what has no date first, then the earliest, then what has ended. Five statements."""
    states = [one for one in page.case.orders if one.body.referral == case]
    numbers = [int(one.key) for one in states if one.key.isdecimal()]
    papers = {
        str(one.pk): one
        for one in OrderPaper.objects.filter(pk__in=numbers).select_related("repeats__complaint")
    }
    repeated = {one.repeats.complaint_id for one in papers.values() if one.repeats is not None}
    seen = Complaint.objects.filter(visible_to(officer), pk__in=repeated)
    may_open = set(seen.values_list("pk", flat=True)) if repeated else set()
    shown: dict[str, list[tuple[date, int]]] = {}
    for order, on, document in (
        Shown.objects.filter(order__in=numbers).order_by("sent_on", "pk").values_list("order", "sent_on", "document")
    ):  # fmt: skip
        shown.setdefault(str(order), []).append((on, document))
    named = {str(one.id): one.name for one in payees(page.complaint_id)}
    desk = _Desk(page, officer, papers, may_open, shown, named, today)
    cards = [desk.card(one) for one in states]
    return tuple(
        sorted(cards, key=lambda one: (one.state.ended, one.due.due is not None, one.due.due or today))
    )


def overview(page: ComplaintPage, case: str) -> str:
    """How the Ombudsman follows them: a task for each date, and the longest of all. Empty without dates. No statement.

    Source  LGSCO compliance manual: one task a deadline, the main task carries the longest.
    """
    due = [
        one.due
        for one in page.case.orders
        if one.body.referral == case and one.due is not None and one.step is not OrderStep.TAKEN_BACK
    ]
    if not due:
        return ""
    each = sorted(set(due))
    tasks = "one task" if len(each) == 1 else f"{len(each)} tasks, one for each date"
    return (
        f"{len(due)} order{'' if len(due) == 1 else 's'} with {tasks}: {', '.join(short_day(one) for one in each)}. "
        f"The main task carries the longest date, {short_day(each[-1])}."
    )


@dataclass(frozen=True, slots=True)
class _Desk:
    """What a card is made from."""

    page: ComplaintPage
    officer: Officer
    papers: Mapping[str, OrderPaper]
    may_open: set[int]
    shown: Mapping[str, list[tuple[date, int]]]
    payees: Mapping[str, str]
    today: date

    def card(self, one: OrderState) -> OrderCard:
        """One order as its card."""
        paper, body = self.papers.get(one.key), one.body
        words = {str(note.id): note.words for note in self.page.notes}
        documents = {document.id: document for document in self.page.documents}
        again, again_in = self._again(paper)
        asked = [
            remedy_meanings()[body.type].evidence,
            *([paper.evidence] if paper and paper.evidence else []),
        ]
        return OrderCard(
            key=one.key, state=one, words=words.get(one.key, ""), as_stated=paper.as_stated if paper else "",
            due=nearness(one.due, calendar_of(self.officer.organisation), self.today),
            date_is_ours=paper.date_is_ours if paper else body.date_is_ours, proposed=self._proposed(one),
            payee=self._payee(one), shares=tuple(_shares(paper)), owner=self.page.officers.get(one.owner or "", ""),
            evidence=tuple(asked), headings=tuple(paper.headings) if paper else (),
            heads=tuple(words.get(head, head) for head in body.heads), ours=self._ours(one),
            compared=self._compared(one), again=again, again_in=again_in,
            steps=tuple(self._step(move.body, move.by, move.at, words, documents) for move in one.moves
                        if isinstance(move.body, OrderMoved)),
            shown=tuple((on, documents[number]) for on, number in self.shown.get(one.key, ()) if number in documents),
            minds=tuple(self._minds(one)),
        )  # fmt: skip

    def _step(
        self, body: OrderMoved, by: str | None, at: date | datetime | None, words: Mapping[str, str],
        documents: Mapping[int, DocumentRow],
    ) -> StepRow:  # fmt: skip
        what = body.to.label
        if body.to is OrderStep.MADE:
            what = f"Given to {self.page.officers.get(body.owner or '', 'another officer')}"
        if body.to is OrderStep.NOT_ACHIEVABLE and not body.agreed:
            what = f"{what}; the Ombudsman’s agreement is awaited"
        number = int(body.document) if body.document and body.document.isdecimal() else 0
        return StepRow(
            body.to, what, at, self.page.officers.get(by or "", ""), body.due, words.get(body.note or "", ""),
            documents.get(number),
        )  # fmt: skip

    def _payee(self, one: OrderState) -> str:
        if one.body.amount_pence is None:
            return ""
        if one.body.payee is None:
            return next((party.name for party in self.page.parties if party.role.value == "complainant"), "")
        return self.payees.get(one.body.payee, "")

    def _proposed(self, one: OrderState) -> tuple[date, str] | None:
        """Where it has no date: that of the payment ordered with it, else so many weeks from the decision."""
        if one.due is not None or one.ended:
            return None
        beside = [
            other.due
            for other in self.page.case.orders
            if other.body.referral == one.body.referral and other.body.amount_pence and other.due is not None
        ]
        if beside:
            return min(beside), "the date of the payment ordered with it"
        made = day_of(one.made.at)
        proposed = proposed_date(OrderKind.RECOMMENDATION, made) if made is not None else None
        if proposed is None:
            return None
        return (
            proposed,
            f"{compliance().recommendation_weeks} weeks from the decision, as our own rule has it",
        )

    def _ours(self, one: OrderState) -> str:
        remedy = next((each for each in self.page.case.remedies if each.key == one.body.remedy), None)
        if remedy is not None:
            paid = f", {pounds(remedy.paid_pence)} paid" if remedy.paid_pence else ""
            return f"In our ledger: {remedy.step.label.lower()}{paid}"
        action = next((each for each in self.page.case.actions if each.key == one.body.action), None)
        if action is not None:
            return f"Our action: {action.step.label.lower()}, {action.percent} %"
        return ""

    def _compared(self, one: OrderState) -> str:
        """What we had offered before, beside what is ordered now."""
        remedy = next((each for each in self.page.case.remedies if each.key == one.body.remedy), None)
        if remedy is None:
            return ""
        earlier = next((each for each in self.page.case.remedies if each.key == remedy.body.supersedes), None)
        theirs = pounds(one.body.amount_pence) if one.body.amount_pence else one.body.type.label.lower()
        if earlier is not None:
            was = (
                pounds(earlier.body.amount_pence)
                if earlier.body.amount_pence
                else earlier.body.type.label.lower()
            )
            return f"We had offered {was}; the Ombudsman orders {theirs} instead."
        if remedy.key != one.key:
            return f"We had offered the same: {theirs}."
        return ""

    def _again(self, paper: OrderPaper | None) -> tuple[str, str]:
        if paper is None or paper.repeats is None:
            return "", ""
        before = paper.repeats
        visible = before.complaint_id in self.may_open
        where = before.complaint.reference if visible else ""
        return (
            f"An earlier case asked the same on {short_day(before.made_on)}: ask why that did not hold.",
            where,
        )

    def _minds(self, one: OrderState) -> Iterator[str]:
        if one.ended:
            return
        if one.due is None:
            yield "It has no date and is held until one is set."
        if one.awaits_agreement:
            yield "We say that it can no longer be achieved; the Ombudsman’s agreement is awaited."
        if one.due is not None and one.due < self.today and one.step is not OrderStep.SENT:
            kind = (
                "It was not followed"
                if one.body.what is OrderKind.RECOMMENDATION
                else "It was not complied with"
            )
            yield f"{kind} by its date."
        if one.put_to_director:
            yield "It was put to a director."
        if one.body.set_off_allowed:
            yield "The Ombudsman allows that it is set against a debt."


def _shares(paper: OrderPaper | None) -> Iterator[str]:
    for payer, pence in (paper.shares if paper else {}).items():
        yield f"{PartyAtFault(payer).label} {pounds(pence)}"
