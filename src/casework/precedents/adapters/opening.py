"""Opening a file from outside in a process of its own, with an end to its time and its memory.

A PDF or a Word file can be made so that whoever opens it never comes to an end. Ours is stopped then, and what is
told is a sentence.
"""

from __future__ import annotations

import json
import subprocess
import sys
from math import ceil
from typing import Any

from putright.decisions import NotADecision

SECONDS = 90
MEGABYTES = 1200
NOT_A_DECISION = 3


def read_apart(data: bytes, *, name: str, seconds: float = SECONDS) -> tuple[str, dict[str, Any]]:
    """The text of a file and what it says as a decision (`to_data`, dates as text), read in another process.

    Raises  NotADecision when it is none, cannot be opened, or takes too long or too much to open.
    """
    command = [
        sys.executable,
        "-m",
        "casework.precedents.adapters.opened",
        name,
        str(ceil(seconds)),
        str(MEGABYTES),
    ]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=seconds, check=False)  # noqa: S603
    except subprocess.TimeoutExpired:
        raise NotADecision(
            f"{name} could not be read within {seconds} seconds: copy its text into a .txt file"
        ) from None
    if done.returncode == NOT_A_DECISION:
        raise NotADecision(done.stderr.decode("utf-8", errors="replace").strip())
    if done.returncode != 0:
        raise NotADecision(
            f"{name} needs more memory or time than a decision does: copy its text into a .txt file"
        )
    found = json.loads(done.stdout)
    return found["text"], found["decision"]
