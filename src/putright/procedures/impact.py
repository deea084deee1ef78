"""What the harm to one person makes of a remedy: severity, length, factors, who approves: `impact.toml`, read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from putright.procedures.guidance_soundness import SEVERITIES
from putright.procedures.reading import check_fields, check_kind, near, read_toml, read_word, tables, texts
from putright.procedures.types import ProcedureError
from putright.vocabulary import Word

FILE = "impact.toml"


class Effect(Word):
    """Which way a factor moves the sum."""

    RAISES = "raises", "Raises"
    LOWERS = "lowers", "Lowers"


class BandPosition(Word):
    """Where an amount lies against a band. None of them stops anybody."""

    BELOW = "below", "Below the guidance"
    WITHIN = "within", "Within the guidance"
    ABOVE = "above", "Above the guidance"
    NOT_COMPARED = "not_compared", "Nothing to hold it against"


@dataclass(frozen=True, slots=True)
class Factor:
    """Something that raises or lowers what is due to this person, with where that is said."""

    key: str
    says: str
    effect: Effect
    source: str


@dataclass(frozen=True, slots=True)
class Prolonged:
    """From how many days an injustice counts as prolonged, and by how many levels that raises severity."""

    from_days: int
    raises_by: int
    source: str


@dataclass(frozen=True, slots=True)
class Cumulative:
    """How many failings for one person, within how many days, raise severity, and by how many levels."""

    failures: int
    within_days: int
    raises_by: int
    source: str
    requirements: tuple[str, ...]


@cache
def severities() -> Mapping[int, str]:
    """How hard somebody was hit, 1 to 4, in words."""
    return _levels("severity")


@cache
def grades() -> Mapping[int, str]:
    """How senior somebody is, 1 to 4, in words."""
    return _levels("grade")


@cache
def factors() -> Mapping[str, Factor]:
    """Every factor by its key, those that raise first."""
    found: dict[str, Factor] = {}
    for row, where in _rows("factor"):
        check_fields(row, where, needs={"key": str, "says": str, "effect": str, "source": str})
        if row["key"] in found:
            raise ProcedureError(f"{where} is listed twice; each factor has one meaning")
        found[row["key"]] = Factor(
            row["key"],
            row["says"],
            read_word(Effect, row["effect"], f"{where}: effect"),
            row["source"],
        )
    return MappingProxyType(dict(sorted(found.items(), key=lambda one: one[1].effect is Effect.LOWERS)))


@cache
def prolonged() -> Prolonged:
    """From when an injustice counts as prolonged."""
    row = _one("prolonged", numbers=("from_days", "raises_by"))
    return Prolonged(row["from_days"], row["raises_by"], row["source"])


@cache
def cumulative() -> Cumulative:
    """When small failings add up."""
    row = _one("cumulative", numbers=("failures", "within_days", "raises_by"), lists=("requirements",))
    return Cumulative(
        row["failures"],
        row["within_days"],
        row["raises_by"],
        row["source"],
        texts(row["requirements"], f"{FILE}: cumulative requirements"),
    )


def approving_grade(severity: int, *, position: BandPosition = BandPosition.WITHIN) -> int:
    """How senior somebody must be to approve a remedy: 1 officer, 2 manager, 3 head of service, 4 director.

    Below the band asks for a reason, not for a more senior person. What each of them may approve in pounds
    is the organisation's.
    Raises  ValueError for a severity there is not.
    """
    within, above = _approvals()[read_severity(severity)]
    return above if position is BandPosition.ABOVE else within


def read_severity(severity: int) -> int:
    """The severity, if there is such a one. Raises ValueError, saying which there are, if not."""
    if severity not in SEVERITIES:
        known = "; ".join(f"{level} {says}" for level, says in severities().items())
        raise ValueError(f"{severity} is not a severity; choose one of: {known}")
    return severity


@cache
def _approvals() -> Mapping[int, tuple[int, int]]:
    found: dict[int, tuple[int, int]] = {}
    for row, where in _rows("approval", key="severity"):
        check_fields(row, where, needs={"severity": int, "within": int, "above": int})
        for name in ("within", "above"):
            if row[name] not in grades():
                raise ProcedureError(f"{where}: {name} {row[name]} is not a grade; they go from 1 to 4")
        if row["above"] < row["within"]:
            raise ProcedureError(f"{where}: above the band needs somebody at least as senior as within it")
        found[row["severity"]] = (row["within"], row["above"])
    if tuple(found) != tuple(SEVERITIES):
        raise ProcedureError(f"{FILE}: approval needs one row for each severity, 1 to 4")
    return MappingProxyType(found)


@cache
def _table() -> Mapping[str, Any]:
    found: Any = read_toml(files("putright.procedures").joinpath(FILE), FILE)
    known = ("severity", "prolonged", "cumulative", "factor", "approval", "grade")
    for key in found:
        if key not in known:
            raise ProcedureError(f"{FILE} has {key!r}, which is not known{near(key, known)}")
    return MappingProxyType(found)


def _rows(name: str, *, key: str = "key") -> list[tuple[Any, str]]:
    found: Any = tables(_table().get(name, []), f"{FILE}: {name}")
    return [(row, f"{FILE}: {name} {row.get(key, '?')}") for row in found]


def _levels(name: str) -> Mapping[int, str]:
    found: dict[int, str] = {}
    for row, where in _rows(name, key="level"):
        check_fields(row, where, needs={"level": int, "says": str})
        found[row["level"]] = row["says"]
    if tuple(found) != tuple(SEVERITIES):
        raise ProcedureError(f"{FILE}: {name} needs one row for each level, 1 to 4, in that order")
    return MappingProxyType(found)


def _one(name: str, *, numbers: tuple[str, ...], lists: tuple[str, ...] = ()) -> Any:
    row: Any = _table().get(name, {})
    where = f"{FILE}: {name}"
    check_kind(row, dict, where)
    check_fields(
        row,
        where,
        needs={**dict.fromkeys(numbers, int), **dict.fromkeys(lists, list), "source": str},
    )
    for number in numbers:
        if row[number] < 1:
            raise ProcedureError(f"{where}: {number} is {row[number]}; it must be 1 or more")
    return row
