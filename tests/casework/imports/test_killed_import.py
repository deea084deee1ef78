"""An import that is killed at any moment is gone on with: nothing twice, nothing missing."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pytest

from putright.measures import Period
from putright.reports import sample_facts

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
        yield there
        return
    import psycopg

    name = f"killed_{os.getpid()}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    try:
        yield there | {"DATABASE_URL": urlunsplit(urlsplit(server)._replace(path=f"/{name}"))}
    finally:
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def run(environment: dict[str, str], *words: str) -> str:
    done = subprocess.run(
        [*CASEWORK, *words], env=environment, capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


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
    dice, taken = random.Random(processes), 0.0
    begun = time.monotonic()
    for _ in range(2):
        writer = subprocess.Popen(
            [*CASEWORK, *whole], env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            start_new_session=True,
        )  # fmt: skip
        with_luck = dice.uniform(1.5, 9)
        try:
            writer.wait(with_luck)
        except subprocess.TimeoutExpired:
            os.killpg(writer.pid, signal.SIGKILL)
            writer.wait()
            taken = time.monotonic() - begun
        run(environment, "verify")
    assert taken, "it was killed at least once"
    run(environment, *whole)
    assert run(environment, *whole).startswith(
        f"{ROWS:,} rows: 0 complaints and 0 other contacts taken in; {ROWS:,} were in already"
    )
    exported = tmp_path / "exported.csv"
    run(environment, "export", "facts", str(exported))
    assert len(exported.read_text().splitlines()) == ROWS + 1
    assert run(environment, "verify").startswith("1084 complaints and ")
