"""Whether the service can answer: asked by whoever watches it, without logging in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import DatabaseError, connection

from casework.complaints.models import Job

PATIENCE = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Health:
    """What is well and what is not, in counts only.

    waiting   jobs waiting for the worker.
    oldest_waiting_minutes  how long the oldest of them has waited; None when there is none.
    """

    database: bool
    waiting: int
    failed: int
    oldest_waiting_minutes: int | None

    @property
    def is_well(self) -> bool:
        """The database answers and the worker keeps up."""
        late = (
            self.oldest_waiting_minutes is not None and self.oldest_waiting_minutes > PATIENCE.seconds // 60
        )
        return self.database and not late


def health(*, now: datetime) -> Health:
    """How the service is. At most three statements, none of which grows with the record."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        waiting = Job.objects.filter(state="waiting")
        oldest = waiting.order_by("asked_at").values_list("asked_at", flat=True).first()
        return Health(
            database=True,
            waiting=waiting[:1000].count(),
            failed=Job.objects.filter(state="failed")[:1000].count(),
            oldest_waiting_minutes=None if oldest is None else int((now - oldest).total_seconds() // 60),
        )
    except DatabaseError:
        return Health(database=False, waiting=0, failed=0, oldest_waiting_minutes=None)
