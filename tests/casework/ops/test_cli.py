"""The `casework` command answers a slip with one plain line."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from casework.ops.cli import main


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ([], "required: COMMAND"),
        (["serv"], "invalid choice"),
        (["serve", "--port", "http"], "'http' is not a number"),
        (["serve", "--port", "70000"], "70000 is not a port"),
        (["serve", "--workers", "0"], "'0' is not a number from 1 up"),
        (["worker", "--twice"], "--twice"),
    ],
)
def test_a_mistyped_command_gets_one_line_and_status_2(words, says, capsys) -> None:
    assert main(words) == 2
    told = capsys.readouterr().err
    assert says in told
    assert told.startswith("casework: ")
    assert told.count("\n") == 1


@pytest.mark.django_db
def test_an_empty_record_is_sound(capsys) -> None:
    assert main(["verify"]) == 0
    assert "0 complaints and 0 events" in capsys.readouterr().out


@pytest.mark.django_db
def test_a_database_that_is_up_to_date_is_ready_to_be_served() -> None:
    assert main(["ready"]) == 0


def test_a_database_without_its_tables_is_not_served(tmp_path: Path) -> None:
    told = subprocess.run(
        [sys.executable, "-m", "casework.ops", "serve", "--port", "8199"],
        env={**os.environ, "CASEWORK_VAR": str(tmp_path), "DATABASE_URL": ""},
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert told.returncode == 2
    assert "run casework migrate first" in told.stderr


def test_an_address_of_no_database_we_know_gets_one_line(tmp_path: Path) -> None:
    told = subprocess.run(
        [sys.executable, "-m", "casework.ops", "verify"],
        env={**os.environ, "CASEWORK_VAR": str(tmp_path), "DATABASE_URL": "mysql://somewhere/else"},
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert told.returncode == 2
    assert told.stderr.startswith("casework: DATABASE_URL begins with 'mysql'")
    assert told.stderr.count("\n") == 1
