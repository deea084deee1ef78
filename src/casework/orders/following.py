"""What becomes of an order: evidence sent, the Ombudsman's word on it, another date, its end, and who is told.

Most of it is fact and never refused; sending evidence is our own act, and held until it shows what was ordered.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db import transaction

from casework.complaints import search
from casework.complaints.models import Document
from casework.complaints.record import Act, Opened, Recorded, act, opened, record_on
from casework.complaints.restriction import check_named
from casework.complaints.words import write_note
from casework.complaints.writing import When, moment
from casework.orders.models import OrderPaper, Shown
from casework.orders.permissions import may_give_up
from casework.orders.showing import not_shown
from casework.outcomes.holding import hold
from casework.people.models import Officer
from putright.calendars import in_london, short_day
from putright.cases import Breach, Case, CaseError, replay, verbs
from putright.cases.answerable import OrderState
from putright.cases.errors import UnknownFollowed
from putright.cases.followed import ActionState
from putright.cases.referred import OrderMoved
from putright.cases.remedial import ActionMoved
from putright.cases.state import day_of
from putright.vocabulary import ActionStep, OrderStep


def send_evidence(
    reference: str, order: str, words: str, *, documents: Sequence[int], covered: Sequence[str] = (), at: When,
    by: Officer, now: datetime, seen_version: int, going_on: str = "",
) -> Recorded:  # fmt: skip
    """Record that evidence went to the Ombudsman: these documents of the complaint.

    covered  the headings an apology covers, as somebody read it; those of a letter of ours are checked there.
    Raises   Held while it does not show what was ordered: unpaid, a heading left out, nothing attached, no date.
    """
    with _moving(reference, order, at, by, now, seen_version) as one:
        known = _documents(one.held, documents)
        headings = tuple(one.paper.headings) if one.paper else ()
        held_by = not_shown(one.case, one.state, documents=known, headings=headings, covered=covered)
        first = str(known[0]) if known else None
        recorded = one.move(OrderStep.SENT, words, document=first, held_by=held_by, going_on=going_on)
        if one.paper is not None:
            on = day_of(at) or one.today
            Shown.objects.bulk_create(
                [Shown(order=one.paper, document_id=number, sent_on=on) for number in known],
                ignore_conflicts=True,
            )
    return recorded


def accept_order(
    reference: str, order: str, words: str, *, document: int | None = None, at: When, by: Officer, now: datetime,
    seen_version: int,
) -> Recorded:  # fmt: skip
    """Record that the Ombudsman accepts it: its letter, or how it is known."""
    with _moving(reference, order, at, by, now, seen_version) as one:
        known = _documents(one.held, [document] if document is not None else [])
        if not known and not words.strip():
            raise CaseError("say how the Ombudsman accepted it, or choose its letter")
        return one.move(OrderStep.ACCEPTED, words, document=str(known[0]) if known else None)


def return_order(
    reference: str, order: str, words: str, *, at: When, by: Officer, now: datetime, seen_version: int
) -> Recorded:
    """Record that the Ombudsman finds the evidence not enough, and what is missing. Our action is open again."""
    if not words.strip():
        raise CaseError("say what the Ombudsman misses")
    with _moving(reference, order, at, by, now, seen_version) as one:
        if one.state.step is not OrderStep.SENT:
            raise CaseError("no evidence is with the Ombudsman: there is nothing it could find not enough")
        action = one.action
        done = action is not None and action.step in (ActionStep.DONE, ActionStep.VERIFIED)
        return one.move(OrderStep.RETURNED, words, action=ActionStep.RETURNED if done else None)


def date_order(
    reference: str, order: str, words: str, *, due: date, agreed: bool, at: When, by: Officer, now: datetime,
    seen_version: int,
) -> Recorded:  # fmt: skip
    """Give it a date: one the Ombudsman agreed, or one of ours where its decision gives none. Our action follows.

    Raises  CaseError for a date of the Ombudsman's that it did not agree to move.
    """
    with _moving(reference, order, at, by, now, seen_version) as one:
        theirs = one.state.due is not None and not one.date_is_ours
        if theirs and not agreed:
            raise CaseError(
                "the Ombudsman set its date: ask for another one, and record it once that is agreed"
            )
        if theirs and not words.strip():
            raise CaseError("say why it gets another date")
        made = day_of(one.state.made.at)
        if made is not None and due < made:
            raise CaseError(f"the date is before the decision of {short_day(made)}: check it")
        moves = one.action is not None and not one.action.ended and one.action.step is not ActionStep.DONE
        recorded = one.move(
            OrderStep.EXTENDED, words, due=due, agreed=agreed,
            action=ActionStep.RESCHEDULED if moves else None,
        )  # fmt: skip
        if one.paper is not None:
            one.paper.date_is_ours = not agreed
            one.paper.save(update_fields=["date_is_ours"])
    return recorded


def dispute_order(
    reference: str, order: str, words: str, *, at: When, by: Officer, now: datetime, seen_version: int
) -> Recorded:
    """Record that we dispute it, and on what ground. Its date goes on."""
    return _said(
        OrderStep.DISPUTED, "say why we dispute it", reference, order, words, at, by, now, seen_version
    )


def take_back_order(
    reference: str, order: str, words: str, *, at: When, by: Officer, now: datetime, seen_version: int
) -> Recorded:
    """Record that the Ombudsman took it back, and how that is known."""
    missing = "say how the Ombudsman took it back"
    return _said(OrderStep.TAKEN_BACK, missing, reference, order, words, at, by, now, seen_version)


def not_complied(
    reference: str, order: str, words: str, *, at: When, by: Officer, now: datetime, seen_version: int
) -> Recorded:
    """Record that the Ombudsman holds it not complied with, in its words."""
    missing = "say what the Ombudsman holds"
    return _said(OrderStep.NOT_COMPLIED, missing, reference, order, words, at, by, now, seen_version)


def escalate_order(
    reference: str, order: str, words: str, *, at: When, by: Officer, now: datetime, seen_version: int
) -> Recorded:
    """Put it to a director, and say to whom and why."""
    if not words.strip():
        raise CaseError("say to whom it is put, and why")
    with _moving(reference, order, at, by, now, seen_version) as one:
        if one.paper is not None:
            # The worker does not tell of the same date again.
            one.paper.told_for = one.state.due
            one.paper.save(update_fields=["told_for"])
        return one.move(OrderStep.ESCALATED, words)


def leave_recommendation(
    reference: str, order: str, words: str, *, at: When, by: Officer, now: datetime, seen_version: int
) -> Recorded:
    """Record that a recommendation is not followed, with the reason. A manager decides it; an order binds."""
    if not may_give_up(by):
        raise CaseError("a manager decides that a recommendation is not followed")
    missing = "say why it is not followed, as the Ombudsman will be told"
    return _said(OrderStep.NOT_FOLLOWED, missing, reference, order, words, at, by, now, seen_version)


def give_up_order(
    reference: str, order: str, words: str, *, agreed: bool, at: When, by: Officer, now: datetime,
    seen_version: int,
) -> Recorded:  # fmt: skip
    """Record that it can no longer be achieved, with the reason. A manager decides it; our action ends with it.

    agreed  the Ombudsman agreed. Until it did, the order stays open and says that its agreement is awaited.
    Source  R-O2; LGSCO decision 24 015 097, paragraphs 51 to 57.
    """
    if not may_give_up(by):
        raise CaseError("a manager decides that an order can no longer be achieved")
    if not words.strip():
        raise CaseError("say why it can no longer be achieved")
    with _moving(reference, order, at, by, now, seen_version) as one:
        running = one.action is not None and not one.action.ended
        ends = ActionStep.NOT_ACHIEVABLE if running and agreed else None
        return one.move(OrderStep.NOT_ACHIEVABLE, words, agreed=agreed, action=ends)


def give_order_to(
    reference: str, order: str, owner: str, *, at: When, by: Officer, now: datetime, seen_version: int
) -> Recorded:
    """Let another officer see to it. Raises NotNamed for one who may not see a restricted complaint."""
    with _moving(reference, order, at, by, now, seen_version) as one:
        found = Officer.objects.filter(organisation=by.organisation_id, pk=int(owner)).first()
        if found is None:
            raise CaseError("there is no such officer: choose one of the list")
        check_named(one.held.complaint, found)
        return one.move(OrderStep.MADE, "", owner=owner)


@dataclass(frozen=True, slots=True)
class _Moving:
    """One order of a complaint opened for writing."""

    held: Opened
    case: Case
    state: OrderState
    paper: OrderPaper | None
    at: When
    by: Officer
    now: datetime

    @property
    def today(self) -> date:
        """The day of writing."""
        return in_london(self.now).date()

    @property
    def date_is_ours(self) -> bool:
        """Whether the date that holds is one we set."""
        return self.paper.date_is_ours if self.paper else self.state.body.date_is_ours

    @property
    def action(self) -> ActionState | None:
        """Our action that carries it out; None where it is a remedy, or nothing."""
        return next((one for one in self.case.actions if one.key == self.state.body.action), None)

    def move(
        self, to: OrderStep, words: str, *, action: ActionStep | None = None, held_by: Sequence[Breach] = (),
        going_on: str = "", **fields: Any,
    ) -> Recorded:  # fmt: skip
        """Record the step with its words, and the step our action takes with it."""
        note = self._note(words) if words.strip() else None
        body = OrderMoved(self.state.key, to, note=note, **fields)
        acts = [act(verbs.follow_up, body=body, at=self.at)]
        if action is not None:
            acts.append(self._with_action(action, note, fields))
        if held_by:
            hold(self.held, acts, by=self.by, now=self.now, going_on=going_on, besides=held_by)
        recorded = record_on(self.held, *acts, by=self.by, now=self.now)
        if note is not None:
            search.add(self.held.complaint.pk, words)
        return recorded

    def _note(self, words: str) -> str:
        written = write_note(
            self.held.complaint, words, about="order", by=self.by, happened_at=moment(self.at), written_at=self.now,
            stage=self.held.complaint.stage,
        )  # fmt: skip
        return str(written.pk)

    def _with_action(self, to: ActionStep, note: str | None, fields: dict[str, Any]) -> Act:
        assert self.state.body.action is not None  # the caller saw it
        body = ActionMoved(self.state.body.action, to, note=note)
        if to is ActionStep.RESCHEDULED:
            body = replace(body, due=fields["due"])
        if to is ActionStep.NOT_ACHIEVABLE:
            body = replace(body, agreed_by_ombudsman=True)
        return act(verbs.move_action, body=body, at=self.at)


@contextmanager
def _moving(
    reference: str, order: str, at: When, by: Officer, now: datetime, seen_version: int | None
) -> Iterator[_Moving]:
    with transaction.atomic(durable=True):
        held = opened(reference, seen_version=seen_version)
        case = replay(held.events)
        state = next((one for one in case.orders if one.key == order), None)
        if state is None:
            raise UnknownFollowed(f"there is no order {order!r} on record: record it first")
        papers = (
            OrderPaper.objects.filter(complaint=held.complaint, pk=int(order)) if order.isdecimal() else None
        )
        paper = papers.first() if papers is not None else None
        yield _Moving(held, case, state, paper, at, by, now)


def _said(
    to: OrderStep, missing: str, reference: str, order: str, words: str, at: When, by: Officer, now: datetime,
    seen_version: int,
) -> Recorded:  # fmt: skip
    if not words.strip():
        raise CaseError(missing)
    with _moving(reference, order, at, by, now, seen_version) as one:
        return one.move(to, words)


def _documents(held: Opened, numbers: Sequence[int]) -> tuple[int, ...]:
    if not numbers:
        return ()
    kept = set(Document.objects.filter(complaint=held.complaint, pk__in=numbers).values_list("pk", flat=True))
    if strange := [one for one in numbers if one not in kept]:
        raise CaseError(f"document {strange[0]} is not kept with this complaint: choose one that is")
    return tuple(dict.fromkeys(numbers))
