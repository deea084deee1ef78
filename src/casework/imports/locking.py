"""One import at a time: a lock that goes with the process that holds it, however that ends."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import connection

_SPACE = 0x50757472
"""The first number of our locks on PostgreSQL: the letters Putr."""


class AnotherRuns(Exception):
    """Another import of the same organisation is going on."""


@contextmanager
def only_one(organisation: int) -> Iterator[None]:
    """Hold the lock of an organisation's imports.

    On PostgreSQL the server holds it for our connection, so that imports from two machines see each other; with SQLite
    there is one machine, and the lock is of a file beside the database.
    Raises  AnotherRuns at once, without waiting.
    """
    if connection.vendor == "postgresql":
        with _on_server(organisation):
            yield
        return
    settings.VAR.mkdir(parents=True, exist_ok=True)
    with (settings.VAR / f"import-{organisation}.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise AnotherRuns from None
        yield


@contextmanager
def _on_server(organisation: int) -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [_SPACE, organisation])
        if not cursor.fetchone()[0]:
            raise AnotherRuns
        try:
            yield
        finally:
            # The connection may be gone, and the lock with it.
            if connection.is_usable():
                cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [_SPACE, organisation])
