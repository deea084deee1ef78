"""Counting, making files and freezing in the worker: claimed before, put down after, one report at a time.

Nothing slow happens inside a transaction. While it works the worker says now and then that it is alive; a claim whose
worker was killed is left after a while and taken up by the next one, in a folder of its own.
"""

from __future__ import annotations

import secrets
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q

from casework.insight.exporting import ExportRefused
from casework.journal.log_events import LogEvent
from casework.journal.logs import log, warn
from casework.published.counting import count_into
from casework.published.errors import FiguresLost, ReportRefused
from casework.published.folders import clear, working_folder
from casework.published.freezing import freeze, make_files
from casework.published.models import PreparedReport
from casework.published.words import CountStep, ReportState
from putright.measures import FactsError
from putright.reports import ReportError

MOST_TRIES = 3
CLAIM_LEFT = timedelta(minutes=10)
"""A worker that is alive says so every few thousand complaints; counting and drawing take less than this."""
_WAITS = Q(state__in=[ReportState.COUNTING, ReportState.FREEZING]) | Q(
    state=ReportState.OPEN, files_asked=True
)


class _Stopped(Exception):
    """Somebody stopped it, or another worker has it."""


def run_next(*, now: datetime) -> bool:
    """Take the report that waits longest and do what it waits for; False when none waits."""
    prepared = _claim(now)
    if prepared is None:
        return False
    try:
        _do(prepared, now)
    except _Stopped:
        _left(prepared)
    except (FactsError, ReportError, ReportRefused, ExportRefused) as wrong:
        _failed(prepared, _sentence(wrong))
    except (OSError, RuntimeError, ValueError, KeyError, AssertionError) as wrong:
        warn(LogEvent.REPORT_FAILED, report=prepared.pk, tries=prepared.tries + 1, error=type(wrong).__name__)
        _again(prepared, type(wrong).__name__)
    return True


def _claim(now: datetime) -> PreparedReport | None:
    """Take one for this process alone, committed before anything is done."""
    free = Q(worker="") | Q(claimed_at__lte=now - CLAIM_LEFT)
    found = PreparedReport.objects.filter(_WAITS & free).order_by("tries", "id").first()
    if found is None:
        return None
    fields: dict[str, Any] = {"worker": secrets.token_hex(16), "claimed_at": now}
    if found.state == ReportState.COUNTING:
        # A folder of its own, so that a worker that was given up and lives on writes into nobody else's.
        fields["folder"] = secrets.token_hex(16)
    with transaction.atomic(durable=True):
        mine = PreparedReport.objects.filter(
            pk=found.pk, state=found.state, worker=found.worker, claimed_at=found.claimed_at, folder=found.folder
        ).update(**fields)  # fmt: skip
    if not mine:
        return None
    if "folder" in fields:
        clear(found.folder)
    names = ("organisation", "asked_by", "approver", "replaces", "compared_with")
    return PreparedReport.objects.select_related(*names).get(pk=found.pk)


def _do(prepared: PreparedReport, now: datetime) -> None:
    if prepared.state == ReportState.COUNTING:
        _count(prepared, now)
    elif prepared.state == ReportState.FREEZING:
        if not freeze(prepared, worker=prepared.worker, now=now, alive=lambda: _alive(prepared, {})):
            raise _Stopped
    else:
        make_files(prepared)
        _put_down(prepared, {"files_asked": False, "files_version": prepared.version})


def _count(prepared: PreparedReport, now: datetime) -> None:
    folder = working_folder(prepared.folder)
    folder.mkdir(parents=True, mode=0o700)

    def told(step: CountStep, done: int, total: int) -> None:
        _alive(prepared, {"step": step, **({"done": done, "total": total} if total else {})})

    sha256 = count_into(folder, prepared, told)
    _put_down(
        prepared,
        {
            "state": ReportState.OPEN, "step": "", "counted_at": now, "counted_sha256": sha256,
            "version": prepared.version + 1, "files_version": None, "files_asked": False, "problem": "",
        },
    )  # fmt: skip
    log(LogEvent.REPORT_COUNTED, report=prepared.pk, rows=prepared.total)


def _mine(prepared: PreparedReport) -> Any:
    return PreparedReport.objects.filter(pk=prepared.pk, state=prepared.state, worker=prepared.worker)


def _alive(prepared: PreparedReport, fields: dict[str, Any]) -> None:
    """Say how far it is; raises when it is nobody's to go on with."""
    if not _mine(prepared).update(claimed_at=datetime.now(UTC), **fields):
        raise _Stopped


def _put_down(prepared: PreparedReport, fields: dict[str, Any]) -> None:
    """Put down what was done, unless somebody stopped it meanwhile: then it is not used."""
    with transaction.atomic(durable=True):
        if not _mine(prepared).update(worker="", claimed_at=None, **fields):
            raise _Stopped


def _left(prepared: PreparedReport) -> None:
    """What was being counted is taken away; of one that is open or frozen the figures stay."""
    if prepared.state == ReportState.COUNTING:
        clear(prepared.folder)


def _failed(prepared: PreparedReport, problem: str) -> None:
    warn(LogEvent.REPORT_FAILED, report=prepared.pk, tries=prepared.tries + 1)
    _end(prepared, {"problem": problem[:400], **_set_aside(prepared)})


def _again(prepared: PreparedReport, kind: str) -> None:
    """Try it again, and set it aside after the third time."""
    tries = prepared.tries + 1
    fields: dict[str, Any] = {"tries": tries}
    if tries >= MOST_TRIES:
        fields |= {"problem": f"It was tried {tries} times ({kind}).", **_set_aside(prepared)}
    _end(prepared, fields)


def _set_aside(prepared: PreparedReport) -> dict[str, Any]:
    """What cannot be counted has failed; what cannot be frozen or made into files is open again, and says why."""
    if prepared.state == ReportState.COUNTING:
        return {"state": ReportState.FAILED}
    return {"state": ReportState.OPEN, "files_asked": False, "approver": None}


def _end(prepared: PreparedReport, fields: dict[str, Any]) -> None:
    if prepared.state == ReportState.COUNTING:
        clear(prepared.folder)
    try:
        _put_down(prepared, fields)
    except _Stopped:
        return


def _sentence(wrong: Exception) -> str:
    said = str(wrong)
    return f"{said[:1].upper()}{said[1:]}" + ("" if said.endswith(".") else ".")


__all__ = ["FiguresLost", "run_next"]
