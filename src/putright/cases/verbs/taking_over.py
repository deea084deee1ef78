"""Taking a complaint over from another system."""

from __future__ import annotations

from datetime import date

from putright.cases.errors import AlreadyThere
from putright.cases.possible import When
from putright.cases.state import Case
from putright.cases.taken_over import TakenOver
from putright.cases.verbs.proposing import Proposed, propose


def take_over(case: Case, *, body: TakenOver, at: When = None, by: str | None = None, stage: str | None = None,
              today: date | None = None, source: str | None = None) -> Proposed:  # fmt: skip
    """All that is recorded so far was taken over from another system. The day is that of the import."""
    if case.taken_over is not None:
        raise AlreadyThere("this complaint was taken over already; correct that entry if it is wrong")
    return propose(case, body, at, by, stage, today, None, source)
