"""The worker’s part: reading decisions that were given as files, each in a process of its own."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import IntegrityError, connection, transaction

from casework.complaints.uploads import path_of
from casework.journal.log_events import LogEvent
from casework.journal.logs import log, warn
from casework.precedents.adapters.opening import SECONDS
from casework.precedents.models import PublishedDecision
from casework.precedents.reading import read_anyhow
from casework.precedents.shelving import Read, fill, fingerprint, shelve
from casework.precedents.words import DecisionState
from putright.decisions import LARGEST_FILE, NotADecision

MOST_TRIES = 3
LEFT_BEHIND = timedelta(seconds=3 * SECONDS)
"""After how long a claim is that of a worker that is gone."""


def run_next(*, now: datetime) -> bool:
    """Read the next decision that waits; False when none does.

    Claimed in a transaction of its own, so that reading holds nobody up; a worker that is killed leaves a claim that
    is taken again later, three times at most.
    """
    decision = _claim(now)
    if decision is None:
        return False
    if decision.tries > MOST_TRIES:
        _refuse(decision, "It could not be read in three tries. Copy its text and paste it instead.")
        return True
    try:
        text, read = read_anyhow(_file(decision), name=decision.source)
    except NotADecision as refused:
        _refuse(decision, _sentence(str(refused)))
    except OSError:
        _refuse(decision, "Its file is not where it was kept. Give it again.")
    else:
        _keep(decision, text, read)
    return True


def _claim(now: datetime) -> PublishedDecision | None:
    with transaction.atomic(durable=True):
        waiting = PublishedDecision.objects.filter(state=DecisionState.WAITING)
        waiting = waiting.filter(claimed_at=None) | waiting.filter(claimed_at__lt=now - LEFT_BEHIND)
        if connection.features.has_select_for_update_skip_locked:
            waiting = waiting.select_for_update(skip_locked=True, of=("self",))
        decision = waiting.order_by("pk").first()
        if decision is not None:
            decision.claimed_at, decision.tries = now, decision.tries + 1
            decision.save(update_fields=["claimed_at", "tries"])
    return decision


def _file(decision: PublishedDecision) -> bytes:
    if decision.document is None:
        raise FileNotFoundError(decision.pk)
    with path_of(decision.document.stored_as).open("rb") as opened:
        return opened.read(LARGEST_FILE + 1)


def _keep(decision: PublishedDecision, text: str, read: Read) -> None:
    """Keep what was read; the same text given before is said, and not kept again."""
    try:
        with transaction.atomic(durable=True):
            if _text_known(decision, text):
                _same(decision)
            else:
                fill(decision, text, read)
                shelve(decision, read)
    except IntegrityError:
        # Another worker kept the same text a moment ago.
        decision.refresh_from_db()
        _same(decision)
    log(LogEvent.DECISION_READ, decision=decision.pk, state=decision.state, doubts=len(decision.doubts))


def _text_known(decision: PublishedDecision, text: str) -> bool:
    same = PublishedDecision.objects.filter(case=decision.case_id, sha256=fingerprint(text))
    return same.exclude(pk=decision.pk).exists()


def _same(decision: PublishedDecision) -> None:
    decision.state = DecisionState.SAME
    decision.save(update_fields=["state"])


def _refuse(decision: PublishedDecision, says: str) -> None:
    decision.state, decision.refused = DecisionState.REFUSED, says
    decision.save(update_fields=["state", "refused"])
    warn(LogEvent.DECISION_NOT_READ, decision=decision.pk, tries=decision.tries)


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}" + ("" if text.endswith(".") else ".")
