"""What the worker does for orders: putting to a director what is nearly due or past its date, once for each date.

Each order is a transaction of its own, so that a worker can be stopped at any moment and another one goes on. What is
told by e-mail is the alerts' daily one: an order put to a director is in that of every director.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import CharField, Exists, F, OuterRef, Q
from django.db.models.functions import Cast

from casework.complaints.calendars import organisation_calendar
from casework.complaints.models import OpenEnd
from casework.complaints.record import act, opened, record_on
from casework.complaints.words import write_note
from casework.journal.log_events import LogEvent
from casework.journal.logs import log, warn
from casework.orders.models import OrderPaper
from casework.people.models import Officer, Organisation
from putright.calendars import BeyondHorizon, in_london, short_day
from putright.cases import CaseError, EndKind, replay, verbs
from putright.cases.answerable import OrderState
from putright.cases.referred import OrderMoved
from putright.procedures import compliance
from putright.vocabulary import OrderStep

AT_ONCE = 25
WIDEST = timedelta(days=60)
"""Further ahead than any number of working days of `referrals.toml` reaches; the calendar then says how far."""


def run_next(*, now: datetime) -> bool:
    """Put the next orders that are nearly due, or past their date, to a director; False when none waits."""
    today = in_london(now).date()
    done = 0
    until: dict[int, date] = {}
    for paper, due_on in _waiting(today):
        organisation = paper.organisation
        if organisation.pk not in until:
            until[organisation.pk] = last_day(organisation, today)
        if due_on <= until[organisation.pk]:
            _put_to_director(paper, due_on, today=today, now=now)
            done += 1
        if done == AT_ONCE:
            break
    return done > 0


def last_day(organisation: Organisation, today: date) -> date:
    """The last day whose orders are put to a director today: so many working days on."""
    calendar = organisation_calendar(organisation).now()
    try:
        return calendar.add_working_days(today, compliance().director_working_days_before)
    except BeyondHorizon:
        return today


def _waiting(today: date) -> list[tuple[OrderPaper, date]]:
    """Open orders near their date or past it that no director was told of for that date. One statement."""
    ends = OpenEnd.objects.filter(
        complaint=OuterRef("complaint"), kind=EndKind.ORDER.value, key=OuterRef("text_key"), is_open=True,
        due_on__lte=today + WIDEST,
    ).exclude(step=OrderStep.SENT.value)  # fmt: skip
    papers = OrderPaper.objects.annotate(text_key=Cast("pk", CharField()))
    found = papers.filter(Exists(ends)).annotate(due_on=ends.values("due_on")[:1])
    untold = found.filter(Q(told_for=None) | ~Q(told_for=F("due_on")))
    rows: Any = untold.select_related("organisation", "complaint", "case__officer").order_by("due_on", "pk")
    return [(one, one.due_on) for one in rows]


def _put_to_director(paper: OrderPaper, due_on: date, *, today: date, now: datetime) -> None:
    """Record it in the name of who recorded the order. What cannot be recorded is logged and not tried again."""
    try:
        with transaction.atomic(durable=True):
            held = opened(paper.complaint.reference)
            state = next((one for one in replay(held.events).orders if one.key == str(paper.pk)), None)
            if state is not None and not state.ended and state.due is not None:
                by = _in_whose_name(paper, state)
                note = write_note(
                    held.complaint, _says(state, today), about="order", by=by, happened_at=now, written_at=now,
                    stage=held.complaint.stage,
                )  # fmt: skip
                body = OrderMoved(state.key, OrderStep.ESCALATED, note=str(note.pk))
                record_on(held, act(verbs.follow_up, body=body, at=now), by=by, now=now)
            OrderPaper.objects.filter(pk=paper.pk).update(told_for=due_on)
    except CaseError as error:
        OrderPaper.objects.filter(pk=paper.pk).update(told_for=due_on)
        warn(LogEvent.JOB_FAILED, job=paper.pk, kind="orders", error=type(error).__name__)
        return
    log(LogEvent.ORDER_ESCALATED, complaint=paper.complaint_id, order=paper.pk)


def _in_whose_name(paper: OrderPaper, state: OrderState) -> Officer:
    by = state.made.by
    found = Officer.objects.filter(pk=int(by)).first() if by and by.isdecimal() else None
    return found or paper.case.officer


def _says(state: OrderState, today: date) -> str:
    assert state.due is not None  # the caller asked
    when = "is past its date of" if state.due < today else "is due on"
    return f"Put to a director by the service, as the rules say: it {when} {short_day(state.due)}."
