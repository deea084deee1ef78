"""What the commands of `casework` have in common."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass


class BadInput(ValueError):
    """What was typed cannot be used; the message is one plain line that says what to do."""


@dataclass(frozen=True, slots=True)
class Command:
    """One command of `casework`: `run` gives the exit status."""

    name: str
    says: str
    arguments: Callable[[argparse.ArgumentParser], None]
    run: Callable[[argparse.Namespace], int]
