"""An import that is killed at any moment is gone on with: nothing twice, nothing missing."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from putright.measures import Period
from putright.reports import sample_facts
from tests.casework import kept

ROWS = 1200
CASEWORK = [sys.executable, "-m", "casework.ops"]
ORGANISATION = """
[organisation]
name = "Alderwick Borough Council"
short_name = "Alderwick"
procedures = ["lgsco"]
[[officer]]
email = "dana@alderwick.example"
name = "Dana"
roles = ["administrator"]
"""


@pytest.fixture
def environment(tmp_path: Path) -> Iterator[dict[str, str]]:
    """A database of its own, of the kind the tests run on."""
    there = {**os.environ, "CASEWORK_VAR": str(tmp_path)}
    server = os.environ.get("DATABASE_URL", "")
    if not server:
        kept.brought_up_to_date(tmp_path / kept.NAME)
        yield there
        return
    import psycopg

    name = f"killed_{os.getpid()}"
    if kept.OURS in os.environ:
        kept.made_on_server(name)
    else:
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
    try:
        yield there | {"DATABASE_URL": kept.at_database(server, name)}
    finally:
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def run(environment: dict[str, str], *words: str) -> str:
    done = subprocess.run(
        [*CASEWORK, *words], env=environment, capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def taken_in(environment: dict[str, str], folder: Path) -> int:
    """How many complaints are in the store."""
    asked = "SELECT count(*) FROM complaints_complaint"
    if server := environment.get("DATABASE_URL", ""):
        import psycopg

        with psycopg.connect(server) as connection:
            ((number,),) = connection.execute(asked).fetchall()
    else:
        with closing(sqlite3.connect(folder / "putright.sqlite3")) as store:
            ((number,),) = store.execute(asked).fetchall()
    return int(number)


@pytest.mark.parametrize("processes", ["1", "2"])
def test_a_killed_import_goes_on_where_it_was(
    environment: dict[str, str], tmp_path: Path, processes: str
) -> None:
    facts, organisation = tmp_path / "facts.csv", tmp_path / "organisation.toml"
    facts.write_text(sample_facts(Period.year("2023-24")), encoding="utf-8")
    organisation.write_text(ORGANISATION)
    run(environment, "migrate")
    run(environment, "organisation", str(organisation))
    whole = ["import", "complaints", str(facts), "--make-services", "--processes", processes]
    dice, killed = random.Random(processes), 0
    for _ in range(2):
        before = taken_in(environment, tmp_path)
        writer = subprocess.Popen(
            [*CASEWORK, *whole], env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            start_new_session=True,
        )  # fmt: skip
        # In the middle of it, however fast the machine is: something is taken in, and it goes on.
        while taken_in(environment, tmp_path) == before and writer.poll() is None:
            time.sleep(0.01)
        time.sleep(dice.uniform(0, 0.1))
        if writer.poll() is None:
            os.killpg(writer.pid, signal.SIGKILL)
            killed += 1
        writer.wait()
        run(environment, "verify")
    assert killed, "it was killed at least once"
    run(environment, *whole)
    assert run(environment, *whole).startswith(
        f"{ROWS:,} rows: 0 complaints and 0 other contacts taken in; {ROWS:,} were in already"
    )
    exported = tmp_path / "exported.csv"
    run(environment, "export", "facts", str(exported))
    assert len(exported.read_text().splitlines()) == ROWS + 1
    assert run(environment, "verify").startswith("1084 complaints and ")
