"""After the answer: what was learned, actions followed through, and who acts next."""

from __future__ import annotations

from collections.abc import Iterator

from putright.calendars import short_day
from putright.cases.breaches.breach import Breach, Matter, day_after
from putright.cases.events import Closed
from putright.cases.state import Status, day_of
from putright.vocabulary import ActionStep, CaseOutcome

_UPHELD = (CaseOutcome.UPHELD, CaseOutcome.PARTLY_UPHELD)
_ACTS_BY = ("us", "contractor")
"""Who, named as the next to act, needs a day: the resident may act when they like."""


def lessons(matter: Matter) -> Iterator[Breach]:
    """A complaint upheld at any stage and closed, for which nobody recorded a lesson or that there is none.

    Source  HOS Code 2024 9.1, LGSCO Code 9.1; how many working days after closing is our own rule (DR-21).
    """
    case = matter.case
    closed = day_of(case.ended_at.at) if case.status is Status.CLOSED and case.ended_at else None
    if closed is None or not any(stage.outcome in _UPHELD for stage in case.stages):
        return
    due = matter.calendar.add_working_days(closed, matter.number("DR-21", "working_days"))
    learned = [day_of(one.made.at) for one in case.lessons]
    if any(day is None or day <= due for day in learned):
        return
    first = min((day for day in learned if day is not None), default=None)
    if first is None and matter.today <= due:
        return
    when = f"only on {short_day(first)}" if first else "not at all"
    says = f"It was upheld and closed on {short_day(closed)}; what is learned from it was recorded {when}"
    yield from matter.breach("learn", case.stage, says, since=day_after(due))


def actions(matter: Matter) -> Iterator[Breach]:
    """Actions past their day, and those said to be done that nobody verified.

    Source  HOS Code 2024 6.6 and 6.17, LGSCO Code 6.6: outstanding actions are followed up.
    """
    for action in matter.case.actions:
        if action.step is ActionStep.NOT_ACHIEVABLE:
            continue
        done = action.moved(ActionStep.DONE)
        done_on = day_of(done.at) if done else None
        returned = action.step is ActionStep.RETURNED
        if action.due is not None and (done is None or returned) and matter.today > action.due:
            says = f"{action.body.type.label}: due by {short_day(action.due)} and not done"
            days = matter.calendar.working_days_between(action.due, matter.today)
            yield from matter.breach(
                "actions-followed-through", action.made.stage, says, since=day_after(action.due),
                event=action.made, days_late=days,
            )  # fmt: skip
        elif action.due is not None and done_on is not None and done_on > action.due:
            says = f"{action.body.type.label}: due by {short_day(action.due)} and done only on {short_day(done_on)}"
            days = matter.calendar.working_days_between(action.due, done_on)
            yield from matter.breach(
                "actions-followed-through", action.made.stage, says, since=day_after(action.due),
                event=done, days_late=days,
            )  # fmt: skip
        if action.step is ActionStep.DONE and done_on is not None:
            due = matter.calendar.add_working_days(done_on, matter.number("DR-09", "verify_working_days"))
            if matter.today > due:
                says = (
                    f"{action.body.type.label}: said to be done on {short_day(done_on)}, verified by nobody"
                )
                yield from matter.breach(
                    "actions-followed-through", action.made.stage, says, since=day_after(due)
                )


def who_acts_next(matter: Matter) -> Iterator[Breach]:
    """Closures that say we or a contractor act next, and not by when."""
    for event in matter.case.standing:
        body = event.body
        if isinstance(body, Closed) and body.acts_next in _ACTS_BY and body.acts_by is None:
            who = "we act" if body.acts_next == "us" else "the contractor acts"
            says = f"It was closed saying that {who} next, and not by when"
            yield from matter.breach("who-acts-next", event.stage or matter.case.stage, says, event=event)
