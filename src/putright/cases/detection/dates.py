"""What is due, near or past its date: acknowledgements, answers, an Ombudsman's dates, silence, an open question."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta

from putright.calendars import short_day
from putright.cases.breaches.beginning import SAFEGUARDING_ASKED
from putright.cases.breaches.breach import day_after
from putright.cases.detection.alert import Alert, Group, Watch
from putright.cases.planned import SET, knows_plans
from putright.cases.state import Case, Status, day_of
from putright.clocks import Deadline
from putright.procedures.types import Timescale
from putright.vocabulary import OrderStep
from putright.vocabulary.arranged import TO_MEMBER

OMBUDSMANS = "ombudsman"
"""How a milestone or a promise says that an Ombudsman set its date: its code begins with this."""
ORDER_MADE, ORDER_DUE, ORDER_MET = "order_made", "order_due", "order_met"


def acknowledgements(watch: Watch) -> Iterator[Alert]:
    """DR-01: an acknowledgement due on the next working day, or missed."""
    yield from due_soon(watch, "DR-01", "acknowledged", Group.ACKNOWLEDGE)


def answers(watch: Watch) -> Iterator[Alert]:
    """DR-02: an answer due within two working days, or missed; the day of a plan has its own rule, DR-34."""
    planned = knows_plans(watch.matter.procedure)
    stage = next((one for one in watch.matter.procedure.stages if one.key == watch.case.stage), None)
    if stage is not None:
        yield from due_soon(
            watch,
            "DR-02",
            stage.answered_by,
            Group.ANSWER,
            only=lambda one: not planned or one.date_in != SET,
        )


def ombudsmans_dates(watch: Watch) -> Iterator[Alert]:
    """DR-20: what an Ombudsman set a date for, near or past it."""
    steps = watch.rule("DR-20").numbers("working_days_before")
    for key, what, due, owner in _ombudsmans(watch.case):
        if due is None:
            continue
        left = _left(watch, due)
        near = [step for step in steps if left <= step]
        if near:
            when = (
                f"due on {short_day(due)}, {_days(left)} left"
                if left >= 0
                else f"was due on {short_day(due)}"
            )
            yield watch.alert(
                "DR-20", key, Group.OMBUDSMAN, f"{what}: {when}", due=due, owner=owner,
                since=day_after(due) if left < 0 else None,
            )  # fmt: skip


def orders_without_date(watch: Watch) -> Iterator[Alert]:
    """DR-28: an order or recommendation on record without a date."""
    for key, what, due, owner in _ombudsmans(watch.case):
        if due is None:
            yield watch.alert("DR-28", key, Group.OMBUDSMAN, f"{what}: no date is on record", owner=owner)


def silence(watch: Watch) -> Iterator[Alert]:
    """DR-18: an open complaint whose complainant has not heard from us for so many working days."""
    case = watch.case
    heard = last_heard_on(case) or case.received_on
    if case.status is not Status.OPEN or heard is None:
        return
    due = watch.matter.calendar.add_working_days(heard, watch.matter.number("DR-18", "working_days"))
    if watch.today > due:
        since = f"since {short_day(heard)}"
        yield watch.alert(
            "DR-18",
            "silence",
            Group.CARE,
            f"The complainant has not heard from us {since}",
            since=day_after(due),
        )


def safeguarding(watch: Watch) -> Iterator[Alert]:
    """DR-13: nobody recorded whether a complaint about conduct raises a safeguarding concern."""
    case = watch.case
    if not case.conduct_of_staff or case.received_on is None or not case.is_open:
        return
    if any(SAFEGUARDING_ASKED in stage.happened for stage in case.stages):
        return
    # By days, as the rule is looked at once a day: the first whole day after the hours are over.
    days = -(-watch.matter.number("DR-13", "hours") // 24)
    since = case.received_on + timedelta(days=days)
    if watch.today > since:
        says = f"Received on {short_day(case.received_on)}; the safeguarding question is still open"
        breach = next(watch.of_duty("safeguarding-asked"), None)
        yield watch.alert("DR-13", "safeguarding", Group.CARE, says, since=since, breach=breach)


def hidden_delay(watch: Watch) -> Iterator[Alert]:
    """DR-24: an answer in time only because the acknowledgement was late."""
    if watch.case.is_open:
        for breach in watch.of_duty("delay-hidden"):
            yield watch.alert("DR-24", breach.stage or "", Group.MEND, breach.says, breach=breach)


def last_heard_on(case: Case) -> date | None:
    """The last day the complainant heard from us: an answer, an update, a question, any letter."""
    events = [
        event
        for stage in case.stages
        for event in (
            stage.acknowledgement, *stage.updates, *stage.responses, *stage.extended, *stage.clarifications,
        )
    ]  # fmt: skip
    events += [letter.made for letter in case.letters if letter.body.what not in TO_MEMBER]
    return max((day for event in events if event and (day := day_of(event.at))), default=None)


def due_soon(
    watch: Watch,
    rule: str,
    moment: str,
    group: Group,
    *,
    only: Callable[[Timescale], bool] = lambda one: True,
) -> Iterator[Alert]:
    """What is due within the rule's working days, or missed, of the timescales that end with this moment."""
    if watch.case.status is not Status.OPEN:
        return
    before = watch.matter.number(rule, "working_days_before")
    for deadline in watch.matter.clocks[0][1]:
        due = deadline.due_on
        if deadline.stage != watch.case.stage or deadline.met_on is not None or due is None:
            continue
        timescale = timescale_of(watch, deadline)
        if timescale.ends_with != moment or moment in watch.case.current.happened or not only(timescale):
            continue
        left = _left(watch, due)
        if left > before:
            continue
        when = (
            f"{_days(-left)} late"
            if left < 0
            else ("due today" if due == watch.today else f"{_days(left)} left")
        )
        key = f"{deadline.stage}/{deadline.timescale}"
        breach = next((one for one in watch.of_duty(deadline.timescale) if one.stage == deadline.stage), None)
        yield watch.alert(
            rule, key, group, f"{deadline.title}: due on {short_day(due)}, {when}", due=due, breach=breach
        )


def timescale_of(watch: Watch, deadline: Deadline) -> Timescale:
    """The timescale a deadline comes of."""
    return watch.matter.procedure.stage(deadline.stage).timescale(deadline.timescale)


def _ombudsmans(case: Case) -> Iterator[tuple[str, str, date | None, str | None]]:
    """Key, words, date and owner of what an Ombudsman asks for and is still to be done."""
    for stage in case.stages:
        happened = stage.happened
        ordered = ORDER_MADE in happened or ORDER_DUE in happened
        if ordered and ORDER_MET not in happened:
            due = day_of(happened[ORDER_DUE].at) if ORDER_DUE in happened else None
            yield f"order/{stage.key}", "An Ombudsman’s order", due, None
    for enquiry in case.enquiries:
        if not enquiry.ended and enquiry.waits_for_us:
            what = f"{enquiry.body.what.label}, asked by the Ombudsman"
            yield f"enquiry:{enquiry.key}", what, enquiry.due, enquiry.owner
    for order in case.orders:
        # What was sent waits for the Ombudsman; its date is met as far as we could meet it.
        if not order.ended and (order.step is not OrderStep.SENT or order.due is None):
            what = f"{order.body.what.label}: {order.body.type.label.lower()}"
            yield f"order:{order.key}", what, order.due, order.owner
    for promise in case.promises:
        if promise.what.startswith(OMBUDSMANS) and promise.ended is None:
            yield f"promise:{promise.key}", "What an Ombudsman asks for", promise.by, promise.owner


def _left(watch: Watch, due: date) -> int:
    """Working days until it is due, less than none when it is past: then one at least."""
    if due >= watch.today:
        return watch.matter.calendar.working_days_between(watch.today, due)
    return -max(watch.matter.calendar.working_days_between(due, watch.today), 1)


def _days(count: int) -> str:
    return "1 working day" if count == 1 else f"{count} working days"
