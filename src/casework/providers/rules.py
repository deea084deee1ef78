"""Our own rules for dealing with providers, read from rules.toml once."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Rules:
    """How long links and invitations hold, when replies are chased, what makes a volume unusually low.

    left_shown_days  how long what a contractor left undone stays on its page.
    """

    link_days: int
    invitation_days: int
    wrong_passwords: int
    wait_minutes: int
    remind_working_days: int
    return_wait_working_days: int
    return_months: int
    low_percent: int
    least_mean: int
    left_shown_days: int


@cache
def rules() -> Rules:
    """The rules as rules.toml has them."""
    read = tomllib.loads((Path(__file__).parent / "rules.toml").read_text(encoding="utf-8"))
    return Rules(
        link_days=read["link"]["days"],
        invitation_days=read["invitation"]["days"],
        wrong_passwords=read["sign_in"]["wrong"],
        wait_minutes=read["sign_in"]["wait_minutes"],
        remind_working_days=read["chase"]["remind_working_days"],
        return_wait_working_days=read["returns"]["wait_working_days"],
        return_months=read["returns"]["months"],
        low_percent=read["returns"]["low_percent"],
        least_mean=read["returns"]["least_mean"],
        left_shown_days=read["left"]["shown_days"],
    )
