"""What cannot have happened, whoever says so: checked before an event is proposed."""

from __future__ import annotations

from datetime import date, datetime

from putright.calendars import short_day
from putright.cases.classified import Classified
from putright.cases.errors import AlreadyThere, ImpossibleDate, NotOpen
from putright.cases.events import (
    Body,
    Corrected,
    Found,
    PointWithdrawn,
    Promised,
    PromiseEnded,
    PromiseGiven,
    Received,
    Responded,
    Restricted,
)
from putright.cases.following import FOLLOWED, made_twice
from putright.cases.state import ENDED, Case, day_of, exact
from putright.cases.taken_over import TakenOver
from putright.clocks.types import Happened

When = date | datetime | None

ANY_DATE = (
    Received,
    Promised,
    PromiseEnded,
    PromiseGiven,
    Found,
    Corrected,
    Restricted,
    Classified,
    TakenOver,
    *FOLLOWED,
)
"""What may have happened before the complaint was received, such as the promise it is about, and goes on after it
is closed."""


def check_possible(at: When, today: date | None) -> None:
    """Refuse a moment without a time zone and a day after `today`. Raises ImpossibleDate."""
    if isinstance(at, datetime) and at.tzinfo is None:
        raise ImpossibleDate(f"{at.isoformat()} has no time zone: give an aware moment, or the day alone")
    day = day_of(at)
    if today is not None and day is not None and day > today:
        raise ImpossibleDate(
            f"{short_day(day)} has not come yet (today is {short_day(today)}): check the year and the month"
        )


def check_receipt(body: Received, on: date | None) -> None:
    """Refuse a receipt on `on` that comes before it was first said, or after it was logged."""
    if on is None:
        return
    if body.first_expressed_on is not None and body.first_expressed_on > on:
        raise ImpossibleDate(
            f"it cannot have been first expressed on {short_day(body.first_expressed_on)}, after it was "
            f"received on {short_day(on)}: leave the earlier day out, or correct the receipt"
        )
    if body.logged_on is not None and body.logged_on < on:
        raise ImpossibleDate(
            f"it cannot have been logged on {short_day(body.logged_on)}, before it was received on "
            f"{short_day(on)}: check both dates"
        )


def check_open(case: Case, at: When, *, always: bool) -> None:
    """Refuse on an ended complaint; what happened before its end may still be recorded late."""
    if case.status not in ENDED:
        return
    ended = day_of(case.ended_at.at) if case.ended_at else None
    day = day_of(at)
    if not always and day is not None and ended is not None and day < ended:
        return
    on = f" on {short_day(ended)}" if ended else ""
    raise NotOpen(f"the complaint came to its end{on} ({case.status.label.lower()}): reopen it first")


def check_not_before(case: Case, stage: str, day: date | None, body: Body) -> None:
    """Refuse what would come before the receipt, or before its stage began, where both days are known."""
    if day is None:
        return
    received = case.received_on
    if exact(case.received_at) and received is not None and day < received:
        raise ImpossibleDate(
            f"{body.kind} on {short_day(day)} is before the complaint was received on {short_day(received)}: "
            "check the date, or correct the receipt"
        )
    opened = case.stage_state(stage).opened_at
    opened_on = day_of(opened.at)
    if exact(opened) and opened_on is not None and day < opened_on:
        raise ImpossibleDate(
            f"{body.kind} on {short_day(day)} is before {stage} began on {short_day(opened_on)}: check the "
            "date, or name the earlier stage"
        )


def check_standing(case: Case) -> None:
    """Refuse a correction that would leave something before the receipt, an unknown point, or one key twice."""
    if (key := made_twice(case.standing)) is not None:
        raise AlreadyThere(
            f"{key!r} was recorded anew since: it cannot stand twice; strike out the later one first"
        )
    receipt = case.standing[0].body
    if isinstance(receipt, Received):
        check_receipt(receipt, case.received_on)
    for event in case.standing:
        body = event.body
        if isinstance(body, Responded):
            for finding in body.findings:
                case.point(finding.point)
        elif isinstance(body, PointWithdrawn):
            case.point(body.point)
        if not isinstance(body, ANY_DATE) and exact(Happened(event.at, event.precision)):
            stage = event.stage if any(one.key == event.stage for one in case.stages) else case.stages[0].key
            check_not_before(case, stage or case.stage, day_of(event.at), body)
