"""What is made once for all tests of a run and copied from then on: a store with every table and nothing in them."""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

OURS = "CASEWORK_TESTS_SERVER_IS_OURS"
"""Set where DATABASE_URL names a server that is made for the run and gone afterwards (`tests.postgresql`)."""
NAME = "putright.sqlite3"
"""What the service calls its store, in the folder CASEWORK_VAR names."""
_AT_MOST = 600


def brought_up_to_date(store: Path) -> None:
    """A store at this path as `casework migrate` leaves it, which takes as long as twenty tests."""
    folder = Path(os.environ["CASEWORK_TESTS_KEPT"])
    with _alone(folder):
        if not (folder / NAME).exists():
            _migrate(folder / "making")
            (folder / "making" / NAME).replace(folder / NAME)
    store.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(folder / NAME, store)


def made_on_server(name: str) -> None:
    """A database of this name as `casework migrate` leaves it, on the server of the run, which is ours.

    PostgreSQL copies the files of one that nobody is in: a tenth of a second.
    """
    import psycopg

    server = os.environ["DATABASE_URL"]
    with _alone(Path(os.environ["CASEWORK_TESTS_KEPT"])), psycopg.connect(server, autocommit=True) as asked:
        if not asked.execute("SELECT 1 FROM pg_database WHERE datname = 'kept'").fetchone():
            asked.execute("DROP DATABASE IF EXISTS making")
            asked.execute("CREATE DATABASE making")
            _run({"DATABASE_URL": at_database(server, "making")})
            asked.execute("ALTER DATABASE making RENAME TO kept")
        asked.execute(f'DROP DATABASE IF EXISTS "{name}"')
        asked.execute(f'CREATE DATABASE "{name}" TEMPLATE kept')


def at_database(server: str, name: str) -> str:
    """The address of another database of a server."""
    return urlunsplit(urlsplit(server)._replace(path=f"/{name}"))


def _run(there: dict[str, str]) -> None:
    command = [sys.executable, "-m", "casework.ops", "migrate"]
    subprocess.run(command, env={**os.environ, **there}, check=True, capture_output=True, timeout=_AT_MOST)


def _migrate(folder: Path) -> None:
    _run({"CASEWORK_VAR": str(folder), "DATABASE_URL": ""})
    assert not (folder / f"{NAME}-wal").exists(), "something of the store stands beside it"


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """One process of the run at a time; the others wait."""
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
