"""How far an authority to speak for somebody reaches, and what may be given on it: `authority.toml`, read."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from putright.calendars import day_in_words
from putright.procedures.reading import check_fields, read_toml, read_word, tables, texts
from putright.procedures.types import ProcedureError
from putright.vocabulary import Disclosure

FILE = "authority.toml"
EVERYTHING = "everything"
"""The scope of an authority that names none."""


@dataclass(frozen=True, slots=True)
class AuthorityScope:
    """One scope an authority can have; see `authority.toml` for its fields."""

    key: str
    title: str
    gives: frozenset[Disclosure]
    source: str
    points: bool = False
    no_health: bool = False


@dataclass(frozen=True, slots=True)
class AuthorityRules:
    """Every scope by its key, in order, and within how many working days we ask to hear of a renewal."""

    scopes: Mapping[str, AuthorityScope]
    answer_within: int


@dataclass(frozen=True, slots=True)
class Authority:
    """The authority of one person on one complaint.

    basis   on what it rests, in words; empty = there is none.
    scopes  keys of its scopes; empty = everything. points: the points it is for, where a scope asks for them.
    until   its last day; None = no end.
    """

    basis: str
    scopes: tuple[str, ...] = ()
    points: tuple[str, ...] = ()
    until: date | None = None

    @property
    def parts(self) -> tuple[AuthorityScope, ...]:
        """Its scopes. Raises ProcedureError for a key `authority.toml` does not have."""
        known = authority_rules().scopes
        for key in self.scopes:
            if key not in known:
                raise ProcedureError(
                    f"{FILE}: has no scope {key!r}; put it back, or record the authority anew"
                )
        return tuple(known[key] for key in self.scopes or (EVERYTHING,))

    @property
    def on_points(self) -> bool:
        """Whether it is for the named points only."""
        return any(one.points for one in self.parts)

    @property
    def without_health(self) -> bool:
        """Whether it leaves out what is about health."""
        return any(one.no_health for one in self.parts)

    @property
    def reach(self) -> str:
        """How far it reaches, in words."""
        told = [
            f"{one.title}: {_points(self.points)}" if one.points else one.title
            for one in self.parts
        ]  # fmt: skip
        return "; ".join(told)

    def ended(self, today: date) -> bool:
        """Whether its last day is past."""
        return self.until is not None and self.until < today

    def why_not(self, what: Disclosure, *, today: date, points: Collection[str] = ()) -> str:
        """Why this may not be given on it today, as the second half of a sentence; empty when it may.

        points  keys of the points that what is given speaks of.
        """
        if not self.basis:
            return "no authority on record allows it today"
        if self.ended(today):
            assert self.until is not None
            return f"their authority ended on {day_in_words(self.until)}: ask for it again"
        if any(what not in one.gives for one in self.parts):
            return f"their authority is narrower ({self.reach})"
        if self.on_points and (beyond := [one for one in points if one not in self.points]):
            return f"their authority is for {_points(self.points)} only, and it speaks of {_points(beyond)}"
        return ""


@cache
def authority_rules() -> AuthorityRules:
    """The scopes that ship. Raises ProcedureError at the first thing that is wrong."""
    return build_authority_rules(read_toml(files("putright.procedures").joinpath(FILE), FILE))


def build_authority_rules(table: Mapping[str, object]) -> AuthorityRules:
    """The rules from their table. Raises ProcedureError naming the place."""
    check_fields(table, FILE, needs={"asking": dict, "scope": list})
    given: Any = table
    asking = given["asking"]
    check_fields(asking, f"{FILE}: asking", needs={"answer_within_working_days": int, "source": str})
    found: dict[str, AuthorityScope] = {}
    for row in tables(given["scope"], f"{FILE}: scope"):
        scope = _scope(row, f"{FILE}: scope {row.get('key', '?')}")
        if scope.key in found:
            raise ProcedureError(f"{FILE}: scope {scope.key} is listed twice; each key has one meaning")
        found[scope.key] = scope
    if EVERYTHING not in found:
        raise ProcedureError(f"{FILE}: has no scope {EVERYTHING!r}, which an authority without a scope has")
    return AuthorityRules(MappingProxyType(found), asking["answer_within_working_days"])


def _scope(row: Mapping[str, object], where: str) -> AuthorityScope:
    check_fields(
        row,
        where,
        needs={"key": str, "title": str, "gives": list, "source": str},
        may={"points": bool, "no_health": bool},
    )
    given: Any = row
    gives = [
        read_word(Disclosure, one, f"{where}: gives") for one in texts(given["gives"], f"{where}: gives")
    ]
    return AuthorityScope(
        given["key"], given["title"], frozenset(gives), given["source"],
        points=given.get("points", False), no_health=given.get("no_health", False),
    )  # fmt: skip


def _points(keys: Collection[str]) -> str:
    if not keys:
        return "no point"
    return f"point{'' if len(keys) == 1 else 's'} {', '.join(keys)}"
