"""Thresholds of the checks, and what the types of remedy mean for a letter."""

from typing import Any

from putright.letters.data import data
from putright.procedures import remedy_meanings
from putright.vocabulary import RemedyType


def limit(section: str, name: str) -> Any:
    """One threshold of `limits.toml`."""
    return data("limits.toml")[section][name]


def is_payment(kind: RemedyType) -> bool:
    """Whether it is paid to a person, so that payee and method must be known."""
    return "payee" in remedy_meanings()[kind].needs


def is_money(kind: RemedyType) -> bool:
    """Whether it needs a sum, paid or taken off a charge or debt."""
    return remedy_meanings()[kind].money


def is_goodwill(kind: RemedyType) -> bool:
    """Whether it is a gesture that never closes the decision what puts a point right."""
    return not remedy_meanings()[kind].decides
