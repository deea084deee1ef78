"""Our own rules for shares and moves, read from rules.toml once."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Rules:
    """When a share is due, when it is chased, how far back lateness is counted, and when a move is told."""

    before_answer_working_days: int
    otherwise_working_days: int
    remind_working_days: int
    months: int
    tell_move_working_days: int


@cache
def rules() -> Rules:
    """The rules as rules.toml has them."""
    read = tomllib.loads((Path(__file__).parent / "rules.toml").read_text(encoding="utf-8"))
    return Rules(
        before_answer_working_days=read["share"]["before_answer_working_days"],
        otherwise_working_days=read["share"]["otherwise_working_days"],
        remind_working_days=read["remind"]["working_days_before"],
        months=read["figures"]["months"],
        tell_move_working_days=read["move"]["tell_within_working_days"],
    )
