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


def _migrate(folder: Path) -> None:
    here = {**os.environ, "CASEWORK_VAR": str(folder), "DATABASE_URL": ""}
    command = [sys.executable, "-m", "casework.ops", "migrate"]
    subprocess.run(command, env=here, check=True, capture_output=True, timeout=_AT_MOST)
    assert not (folder / f"{NAME}-wal").exists(), "something of the store stands beside it"


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """One process of the run at a time; the others wait."""
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
