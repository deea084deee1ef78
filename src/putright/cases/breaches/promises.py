"""Promises overdue or broken, restrictions not observed, and complaints closed with something open."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from putright.calendars import short_day
from putright.cases.breaches.breach import Breach, Matter, day_after, day_told
from putright.cases.ends import EndKind, ends
from putright.cases.events import Event, PromiseEnded
from putright.cases.state import PromiseState, Status, day_of, exact

DUTY_OF_PROMISE = {
    "no_contact": "restriction-observed",
    "stand_down": "restriction-observed",
    "contractor_reply": "contractor-reply-in-time",
}
"""Promises whose breach has a duty of its own; any other falls under `keep-promises`."""


def promises(matter: Matter) -> Iterator[Breach]:
    """Each promise that was broken, kept late, or is past its day."""
    for promise in matter.case.promises:
        duty = DUTY_OF_PROMISE.get(promise.what, "keep-promises")
        name = _named(promise)
        for event in promise.breaks:
            says = f"A promise was broken: {name}"
            yield from matter.breach(duty, _stage(matter, event), says, event=event, always=True)
        if promise.by is None or promise.breaks:
            continue
        done = day_of(promise.ended_at.at) if promise.ended_at else None
        if promise.ended is None and matter.today > promise.by:
            days = matter.calendar.working_days_between(promise.by, matter.today)
            says = f"Promised by {short_day(promise.by)} and not recorded as done: {name}"
        elif promise.ended == "kept" and done is not None and done > promise.by:
            days = matter.calendar.working_days_between(promise.by, done)
            ended = day_told(promise.ended_at) if promise.ended_at else "later"
            says = f"Promised by {short_day(promise.by)} and done only {ended}: {name}"
        else:
            continue
        found = matter.breach(
            duty,
            promise.stage,
            says,
            event=_made(matter, promise),
            since=day_after(promise.by),
            days_late=days,
            approximate=any(not exact(one) for one in (promise.made_at, promise.ended_at) if one is not None),
        )
        yield from found


def closed_with_need(matter: Matter) -> Iterator[Breach]:
    """A closure while a promise with a day was still open."""
    case = matter.case
    if case.status is not Status.CLOSED or case.ended_at is None:
        return
    closed_on = day_of(case.ended_at.at)
    event = next(one for one in reversed(case.standing) if one.kind == "closed")
    for promise in case.promises:
        if promise.by is not None and _open_on(promise, closed_on):
            says = f"Closed while a promise was still open: {_named(promise)}"
            yield from matter.breach("close-with-need-open", _stage(matter, event), says, event=event)


def closed_with_open_end(matter: Matter) -> Iterator[Breach]:
    """A closure while a remedy, a need, an action nobody owns, an appointment or an incident was open.

    What came to its end on or before the day of closing, or was made after it, is no open end of it.
    """
    case = matter.case
    if case.status is not Status.CLOSED or case.ended_at is None:
        return
    closed_on = day_of(case.ended_at.at)
    event = next(one for one in reversed(case.standing) if one.kind == "closed")
    for end in ends(case):
        if end.kind is EndKind.PROMISE or not end.stops_closing:
            continue
        if closed_on is not None and end.made_on is not None and end.made_on > closed_on:
            continue
        if not end.is_open and (end.ended_on is None or closed_on is None or end.ended_on <= closed_on):
            continue
        says = f"Closed while something was still open: {end.kind.label.lower()} {end.key}"
        yield from matter.breach("close-with-need-open", _stage(matter, event), says, event=event)


def _open_on(promise: PromiseState, day: date | None) -> bool:
    if promise.ended is None:
        return True
    ended = day_of(promise.ended_at.at) if promise.ended_at else None
    return promise.ended == "kept" and ended is not None and day is not None and ended > day


def _named(promise: PromiseState) -> str:
    """What was promised, in the words a breach uses."""
    return "made in a letter" if promise.what == "letter" else promise.what.replace("_", " ")


def _stage(matter: Matter, event: Event) -> str:
    return event.stage or matter.case.stage


def _made(matter: Matter, promise: PromiseState) -> Event | None:
    ended = [
        one
        for one in matter.case.standing
        if isinstance(one.body, PromiseEnded) and one.body.promise == promise.key
    ]
    return ended[-1] if ended else matter.event(promise.sequence)
