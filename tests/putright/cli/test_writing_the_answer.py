"""What becomes of an answer that cannot be written, and of one written on a console of another encoding."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

COUNT = ("working-days", "2024-01-01", "2024-01-03", "--json")
FULL = Path("/dev/full")


def run(*arguments: str, **how: object) -> "subprocess.CompletedProcess[str]":
    command = (sys.executable, "-W", "error", "-m", "putright.cli", *arguments)
    return subprocess.run(command, check=False, text=True, encoding="utf-8", **how)  # type: ignore[call-overload,no-any-return]


@pytest.mark.skipif(not FULL.exists(), reason="this system has no /dev/full to write to")
def test_a_full_disk_gets_one_line_and_no_traceback() -> None:
    with FULL.open("w") as full:
        done = run(*COUNT, stdout=full, stderr=subprocess.PIPE)
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "cannot be written" in done.stderr


def test_a_closed_output_gets_one_line_and_no_traceback() -> None:
    done = run(*COUNT, stderr=subprocess.PIPE, preexec_fn=lambda: os.close(1))
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "standard output is closed" in done.stderr


def test_a_reader_that_has_seen_enough_is_no_error() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = run("procedures", stdout=writing, stderr=subprocess.PIPE)
    os.close(writing)
    assert (done.returncode, done.stderr) == (0, "")


def test_answers_and_complaints_are_utf_8_on_any_console() -> None:
    ascii_console = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    done = run("holidays", "--from", "2025", "--to", "2025", "--division", "scotland", env=ascii_console,
               capture_output=True)  # fmt: skip
    assert "St Andrew’s Day" in done.stdout
    done = run("holidays", "--from", "l’an", env=ascii_console, capture_output=True)
    assert "'l’an' is not a year" in done.stderr
