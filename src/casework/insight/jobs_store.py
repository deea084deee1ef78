"""The worker's part in stored facts: the first file, a new one for one that is lost, the next once enough changed."""

from __future__ import annotations

from datetime import datetime, timedelta

from casework.insight.models import StoredFacts
from casework.insight.store import (
    LEAST,
    MANY_CHANGED,
    Overtaken,
    Standing,
    folder,
    make_first,
    make_next,
    standing,
    sweep,
)
from casework.insight.stored_rows import complaints_of
from casework.journal.log_events import LogEvent
from casework.journal.logs import log
from casework.people.models import Organisation

OFTEN = timedelta(minutes=10)
"""Some changed rows are worth a new file after so long."""


def run_next(*, now: datetime) -> bool:
    """Make one file that is wanted; False when none is.

    Killed in the midst of it, the file is made from its beginning the next time: what holds goes on to hold.
    """
    for organisation in Organisation.objects.order_by("pk"):
        held = standing(organisation)
        try:
            if not held.file or not (folder() / held.file).is_file():
                if not _worth_a_file(organisation):
                    continue
                sweep(now=now)
                made = make_first(organisation, now=now)
            elif _worth_a_new_one(organisation, held, now):
                made = make_next(organisation, now=now)
            else:
                continue
        except Overtaken:
            continue
        log(LogEvent.FACTS_STORED, organisation=organisation.pk, generation=made.generation, rows=made.rows)
        return True
    return False


def _worth_a_file(organisation: Organisation) -> bool:
    return complaints_of(organisation).order_by().values("pk")[:LEAST].count() == LEAST


def _worth_a_new_one(organisation: Organisation, held: Standing, now: datetime) -> bool:
    if len(held.changes) >= MANY_CHANGED:
        return True
    made = StoredFacts.objects.filter(organisation=organisation, made_at__lt=now - OFTEN)
    return bool(held.changes) and made.exists()
