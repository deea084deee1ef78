"""Each event in a few plain words, and when it happened as far as anybody knows."""

from __future__ import annotations

from putright.calendars import day_in_words, in_london, short_day
from putright.cases.events import (
    Allocated,
    Closed,
    Declined,
    Escalated,
    Event,
    Extended,
    Found,
    PointAgreed,
    PointWithdrawn,
    Promised,
    PromiseEnded,
    Reached,
    Received,
    Responded,
)
from putright.cases.state import day_of
from putright.cli.happenings_followed import what_was_followed
from putright.procedures import duty_meanings
from putright.vocabulary import Precision

_PLAIN = {
    "accepted": "Accepted",
    "acknowledged": "Acknowledged",
    "clarification_asked": "Asked what it is about",
    "clarification_received": "The complainant made it clear",
    "updated": "The complainant was told how it is getting on",
    "withdrawn": "Withdrawn by the complainant",
    "reopened": "Opened again",
    "restricted": "Who may see it was changed",
    "corrected": "Something recorded was corrected",
}


def what_happened(event: Event) -> str:
    """What happened, in a few words that begin with a capital."""
    body = event.body
    if isinstance(body, Received):
        return f"Received ({body.channel.label.lower()})"
    if isinstance(body, Responded):
        return _letter(body)
    if isinstance(body, Promised):
        by = f", by {short_day(body.by)}" if body.by else ""
        return f"Promised: {_words(body.what)}{by}"
    if isinstance(body, PromiseEnded):
        return f"Promise {body.how}: {_words(body.promise)}"
    if isinstance(body, Escalated):
        reasons = f" ({', '.join(reason.label.lower() for reason in body.reasons)})" if body.reasons else ""
        return f"Taken on to {body.to}{reasons}"
    if isinstance(body, Found):
        meaning = duty_meanings().get(body.duty)
        return f"Found: {meaning.says if meaning else body.duty}"
    if isinstance(body, PointAgreed | PointWithdrawn):
        return f"Point {'agreed' if isinstance(body, PointAgreed) else 'withdrawn'}: {body.point}"
    if isinstance(body, Extended):
        return f"More time taken, to {short_day(body.to)}"
    if isinstance(body, Declined | Closed):
        reason = body.reason.label.lower() if body.reason else "the reason is not on record"
        return f"{_words(body.kind).capitalize()}: {reason}"
    if isinstance(body, Allocated):
        return f"{_words(body.officer).capitalize()} took it on as {body.role}"
    if isinstance(body, Reached):
        return _words(body.moment).capitalize()
    return what_was_followed(body) or _PLAIN[body.kind]


def what_happened_together(events: tuple[Event, ...]) -> list[str]:
    """What several events of one day and one source tell; points agreed together make one line."""
    agreed = [event.body.point for event in events if isinstance(event.body, PointAgreed)]
    lines = [what_happened(event) for event in events if not isinstance(event.body, PointAgreed)]
    if len(agreed) > 1:
        return [f"Points agreed: {', '.join(agreed)}", *lines]
    return [what_happened(event) for event in events]


def when_in_words(event: Event) -> str:
    """When it happened: a day, about a day, a month, or that nobody knows."""
    day = day_of(event.at)
    if day is None:
        return "not dated"
    if event.precision is Precision.MONTH:
        return f"some day in {day_in_words(day).partition(' ')[2]}"
    if event.precision is Precision.ABOUT:
        return f"about {day_in_words(day)}"
    if event.precision is Precision.MOMENT and event.at is not None:
        return f"{short_day(day)}, {in_london(event.at):%H:%M}"  # type: ignore[arg-type]
    return short_day(day)


def _letter(body: Responded) -> str:
    who = f" by a {body.on_behalf}" if body.on_behalf else ""
    answers = ", ".join(f"{one.point} {one.outcome.label.lower()}" for one in body.findings)
    said = f": {answers}" if answers else ""
    if body.complete:
        return f"Answered{who}{said}"
    more = f", the rest promised by {short_day(body.more_by)}" if body.more_by else ""
    return f"Answered in part{who}{said}{more}"


def _words(code: str) -> str:
    return code.replace("_", " ").replace("-", " ")
