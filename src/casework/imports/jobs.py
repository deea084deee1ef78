"""The worker’s part: trying a file that was given on the page, and taking it in once somebody says so."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import Q

from casework.imports.asking import wanted_of
from casework.imports.commands import ImportRefused, list_rows, take_in, try_out
from casework.imports.filing import forget
from casework.imports.models import Import
from casework.imports.words import ImportState
from putright.calendars import in_london

MOST_TRIES = 3
LEFT_BEHIND = timedelta(minutes=30)
"""After how long a claim is that of a worker that is gone. One that is not holds the lock, and is left alone."""
_GOES_TO = {
    ImportState.TO_TRY.value: ImportState.TRYING.value, ImportState.TRYING.value: ImportState.TRYING.value,
    ImportState.TO_RUN.value: ImportState.RUNNING.value, ImportState.RUNNING.value: ImportState.RUNNING.value,
}  # fmt: skip


def run_next(*, now: datetime) -> bool:
    """Try or take in the next file that waits; False when none does."""
    load = _claim(now)
    if load is None:
        return False
    if load.tries > MOST_TRIES:
        _refuse(load, "It could not be read in three tries. Give it on the command line, which says more.")
    elif load.state == ImportState.TRYING.value:
        _try(load, now)
    else:
        _run(load, now)
    return True


def _claim(now: datetime) -> Import | None:
    with transaction.atomic(durable=True):
        waits = Q(state__in=[ImportState.TO_TRY.value, ImportState.TO_RUN.value])
        left = Q(
            state__in=[ImportState.TRYING.value, ImportState.RUNNING.value], claimed_at__lt=now - LEFT_BEHIND
        )
        found = Import.objects.filter(waits | left).exclude(stored_as="")
        if connection.features.has_select_for_update_skip_locked:
            found = found.select_for_update(skip_locked=True, of=("self",))
        load = found.select_related("organisation", "officer").order_by("pk").first()
        if load is not None:
            load.state, load.claimed_at, load.tries = _GOES_TO[load.state], now, load.tries + 1
            load.save(update_fields=["state", "claimed_at", "tries"])
    return load


def _try(load: Import, now: datetime) -> None:
    """Twice: with what is wanting of the structure as bad rows, and as it would be made."""
    wanted = wanted_of(load)
    today = in_london(now).date()
    try:
        trial = try_out(wanted, today=today)
        made = try_out(replace(wanted, make_services=True), today=today) if trial.bad else trial
    except ImportRefused as refused:
        _refuse(load, str(refused))
        return
    list_rows(load, trial)
    load.answer = trial.as_data() | {"with_services": made.as_data() if made.makes else None}
    load.state = ImportState.TRIED.value
    load.save(update_fields=["answer", "state"])


def _run(load: Import, now: datetime) -> None:
    try:
        take_in(wanted_of(load), now=now, load=load)
    except ImportRefused:
        # Its state and what it says are kept already; or another import goes on, and this one waits for its turn.
        load.refresh_from_db()
        if load.state == ImportState.RUNNING.value and load.says == "":
            Import.objects.filter(pk=load.pk).update(tries=0)
        return
    forget(load.stored_as)
    Import.objects.filter(pk=load.pk).update(stored_as="", mapping="")


def _refuse(load: Import, says: str) -> None:
    load.state, load.says = ImportState.REFUSED.value, says
    load.save(update_fields=["state", "says"])
