"""Elected members who wait for an answer."""

from __future__ import annotations

from collections.abc import Iterator

from putright.calendars import short_day
from putright.cases.breaches.breach import day_after
from putright.cases.detection.alert import Alert, Group, Watch
from putright.cases.ends import EndKind, open_ends


def members_waiting(watch: Watch) -> Iterator[Alert]:
    """DR-40: a member's enquiry that is due within so many working days, or past its day."""
    days = watch.rule("DR-40").number("working_days_before")
    for end in open_ends(watch.case):
        if end.kind is not EndKind.MEMBER or end.due_on is None:
            continue
        late = watch.today > end.due_on
        if not late and watch.today < watch.matter.calendar.working_days_before(end.due_on, days):
            continue
        says = f"Member’s enquiry: {'was due' if late else 'due'} on {short_day(end.due_on)}"
        since = day_after(end.due_on) if late else None
        yield watch.alert(
            "DR-40", f"member:{end.key}", Group.ANSWER, says, since=since, due=end.due_on, owner=end.owner
        )
