"""What is next on a complaint, in three lines: what to do, what is still owed, what the resident last heard."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from casework.complaints.open_ends import still_to_do
from casework.complaints.queries import ComplaintPage
from casework.complaints.telling import next_to_act
from putright.calendars import short_day
from putright.cases import EndKind, Status
from putright.cases.events import Closed


@dataclass(frozen=True, slots=True)
class Line:
    """One line. `act` is the act it leads to, empty for none; `late` when it is past its day."""

    says: str
    act: str = ""
    late: bool = False


def agenda(page: ComplaintPage, *, today: date) -> tuple[Line, ...]:
    """The three lines of what is next. No statement."""
    return (_to_do(page, today), _promised(page, today), _last_heard(page, today))


def _to_do(page: ComplaintPage, today: date) -> Line:
    status = page.case.status
    if status is Status.ANSWERED:
        onward = (
            f"The resident may ask for {page.next_stage.title.lower()}"
            if page.next_stage
            else (f"This was the final response: the resident may go to the {page.ombudsman.name}")
        )
        return Line(
            f"{page.stage.title} is answered. {onward}; otherwise close it when everything promised is done.",
            "close",
        )
    if status is not Status.OPEN:
        onward = _next_to_act(page) if status is Status.CLOSED else ""
        return Line(f"{status.label}. {onward or 'Nothing is to be done unless it is opened again'}.")
    if page.owner_id is None:
        return Line(f"Nobody handles {page.stage.title.lower()} yet: allocate it.", "allocate")
    waiting = [
        one for one in page.deadlines if one.stage == page.case.stage and one.met_on is None and one.due_on
    ]
    if not waiting:
        return Line("No deadline runs. Record what happens next.", "note")
    first = min(waiting, key=lambda one: one.due_on or date.max)
    due = first.due_on
    assert due is not None  # filtered above
    when = "was due" if due < today else "is due today," if due == today else "is due"
    act = "acknowledge" if first.timescale == "acknowledge" else "respond"
    return Line(f"{first.title}: {when} {short_day(due)} ({first.provision}).", act, due < today)


def _next_to_act(page: ComplaintPage) -> str:
    """Who acts next on a closed complaint, and by when; empty where nobody does."""
    closed = next((one.body for one in reversed(page.case.standing) if isinstance(one.body, Closed)), None)
    if closed is None or closed.acts_next in (None, "nobody"):
        return ""
    return next_to_act(closed.acts_next, closed.acts_by)


def _promised(page: ComplaintPage, today: date) -> Line:
    """The earliest of what was promised or is still to be seen to, and how much more there is."""
    ends = still_to_do(page, today=today)
    lasting = [one for one in page.promises if one.ended is None and one.by is None]
    if not ends and not lasting:
        return Line("Nothing promised to the resident is open.")
    left = len(ends) + len(lasting) - 1
    more = f", and {left} more" if left else ""
    if not ends:
        return Line(f"Promised: {lasting[0].words}{more}.", "promise-ended")
    first = ends[0]
    if first.kind is EndKind.PROMISE:
        by = f" by {short_day(first.due_on)}" if first.due_on else ""
        return Line(f"Promised{by}: {first.told}{more}.", "promise-ended", first.late)
    due = f", {'was due' if first.late else 'due'} {short_day(first.due_on)}" if first.due_on else ""
    return Line(f"{first.kind.label}{due}: {first.told}{more}.", first.tab, first.late)


def _last_heard(page: ComplaintPage, today: date) -> Line:
    if (
        "clarification_asked" in page.case.current.happened
        and "clarification_received" not in page.case.current.happened
    ):
        return Line(
            "We asked the resident to make something clear and wait for the answer. No clock stops for it.",
            "clarified",
        )
    last = page.last_contact_on
    if last is None:
        return Line("The resident has not heard from us yet.", "note")
    days = (today - last).days
    ago = "today" if days == 0 else "yesterday" if days == 1 else f"{days} days ago"
    return Line(f"The resident last heard from us on {short_day(last)}, {ago}.", "note")
