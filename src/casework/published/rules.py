"""Our own rules for publishing, read from rules.toml once."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources


@cache
def least_grade() -> int:
    """How senior somebody must be at least to approve a report of the organisation."""
    text = resources.files("casework.published").joinpath("rules.toml").read_text(encoding="utf-8")
    return int(tomllib.loads(text)["approval"]["least_grade"])
