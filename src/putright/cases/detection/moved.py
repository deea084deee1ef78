"""People who were not told that their complaint was moved to another procedure."""

from __future__ import annotations

from collections.abc import Iterator

from putright.calendars import short_day
from putright.cases.breaches.breach import day_after
from putright.cases.detection.alert import Alert, Group, Watch
from putright.cases.ends import EndKind, open_ends
from putright.cases.state import Status


def moves_not_told(watch: Watch) -> Iterator[Alert]:
    """DR-46: the letter about a move is past its day. Once the complaint is closed, DR-19 says so."""
    if watch.case.status is Status.CLOSED:
        return
    for end in open_ends(watch.case):
        if end.kind is EndKind.MOVE and end.due_on is not None and watch.today > end.due_on:
            says = f"The letter about the move was due on {short_day(end.due_on)}"
            yield watch.alert(
                "DR-46", f"move:{end.key}", Group.ANSWER, says, since=day_after(end.due_on), due=end.due_on
            )
