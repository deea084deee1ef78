"""The facts an officer may see, ready to be counted: the door of every page of figures."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from casework.complaints.permissions import visible_to
from casework.insight.facts import Chosen
from casework.insight.reporting import facts_of_record
from casework.people.models import Officer
from putright.measures import Facts


@dataclass(frozen=True, slots=True)
class Freshness:
    """Where the rows that are counted come from. Every change that was committed before is in them, always.

    made_at  when the stored facts were made that were read; None = every row was read from the record itself.
    changed  how many rows changed since and were read from the record itself.
    rows     how many rows there are in all.
    """

    made_at: datetime | None
    changed: int
    rows: int


@contextmanager
def facts_for(officer: Officer, figures: Collection[str] = ()) -> Iterator[tuple[Facts, Freshness]]:
    """The facts of the complaints and contacts this officer may see.

    figures  ids of the figures that will be counted: the tables beside the facts that they need are read too.
    Raises   NothingToCount.
    """
    with facts_of_record(officer.organisation, Chosen(visible_to(officer)), skip_bad=True) as facts:
        yield facts, Freshness(None, facts.rows, facts.rows)
