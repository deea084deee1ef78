"""The worker: does what commands left in the outbox, and can be stopped at any moment."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable
from datetime import UTC, datetime

from django.core.management import call_command
from django.db import DatabaseError, close_old_connections

from casework.alerts import jobs as alerts
from casework.complaints import jobs
from casework.imports import jobs as imports
from casework.insight import jobs_mails as figures_mails
from casework.insight import jobs_store as stored_facts
from casework.intake import jobs as intake
from casework.journal.log_events import LogEvent
from casework.journal.logs import warn
from casework.letters import jobs as letters
from casework.orders import jobs as orders
from casework.packs import jobs as packs
from casework.precedents import jobs as precedents
from casework.providers import jobs as providers
from casework.published import jobs as published
from casework.together import jobs as together

RUNNERS: tuple[Callable[..., bool], ...] = (
    jobs.run_next,
    letters.run_next,
    intake.run_next,
    providers.run_next,
    together.run_next,
    orders.run_next,
    precedents.run_next,
    packs.run_next,
    published.run_next,
    alerts.run_next,
    figures_mails.run_next,
    stored_facts.run_next,
    imports.run_next,
)
PAUSE_SECONDS = 2.0
TIDY_SECONDS = 3600.0


def work() -> int:
    """Do everything that waits; how many chunks of it were done."""
    done = 0
    while any(run(now=datetime.now(UTC)) for run in RUNNERS):
        done += 1
    return done


def work_until_told(stop: threading.Event | None = None, *, beside_server: bool = False) -> None:
    """Work, and wait for more, until SIGTERM or SIGINT, or until `stop` is set.

    beside_server  the server that started it is its parent: it stops when that is gone, however it went.
    A database that does not answer is asked again: the worker outlives its restarts.
    """
    parent = os.getppid()
    told = stop or threading.Event()
    if stop is None:
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: told.set())
    waited = TIDY_SECONDS
    while not told.is_set() and not (beside_server and os.getppid() != parent):
        try:
            work()
            if waited >= TIDY_SECONDS:
                call_command("clearsessions")
                waited = 0.0
        except DatabaseError as error:
            warn(LogEvent.JOB_FAILED, error=type(error).__name__)
            close_old_connections()
        waited += PAUSE_SECONDS
        told.wait(PAUSE_SECONDS)
