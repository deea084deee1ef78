"""Thresholds of the checks and what counts as a payment, from `limits.toml`."""

from functools import cache
from typing import Any

from putright.letters.data import data
from putright.vocabulary import RemedyType


def limit(section: str, name: str) -> Any:
    """One threshold of `limits.toml`."""
    return data("limits.toml")[section][name]


def is_payment(kind: RemedyType) -> bool:
    """Whether it is paid to a person, so that payee and method must be known."""
    return kind in _kinds("paid")


def is_money(kind: RemedyType) -> bool:
    """Whether it needs a sum, paid or taken off a charge or debt."""
    return kind in _kinds("money")


def is_goodwill(kind: RemedyType) -> bool:
    """Whether it is a gesture that never closes the decision what puts a point right."""
    return kind in _kinds("goodwill")


@cache
def _kinds(name: str) -> frozenset[RemedyType]:
    return frozenset(RemedyType.read(code) for code in limit("payments", name))
