"""The checks there are, as `checks.toml` lists them, and where each comes from."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Any

from putright.letters.checks.types import ADVISE, BLOCK, CheckError, CheckMeaning
from putright.letters.data import data
from putright.procedures import Procedure, ProcedureError, asks_for, duty_meanings
from putright.procedures.reading import check_fields, near, tables, texts
from putright.vocabulary import LetterKind


@cache
def check_meanings() -> Mapping[str, CheckMeaning]:
    """Every check by its id, in the order the author sees them. Raises CheckError when the data is wrong."""
    table = data("checks.toml")
    found: dict[str, CheckMeaning] = {}
    try:
        for row in tables(table["check"], "checks.toml: check"):
            meaning = _meaning(row, table["groups"])
            if meaning.id in found:
                raise CheckError(f"checks.toml: check {meaning.id} is listed twice; keep one")
            found[meaning.id] = meaning
    except ProcedureError as error:
        raise CheckError(str(error)) from None
    return MappingProxyType(found)


def provision_of(meaning: CheckMeaning, procedure: Procedure, stage: str, kind: LetterKind) -> str:
    """Where the procedure, or the Code it follows, asks for what is checked; else the check's own source."""
    duty = meaning.duties.get(kind, meaning.duty)
    asked = asks_for(procedure, duty) if duty else None
    if asked is None:
        return meaning.source
    by, found = asked
    return f"{by.short_title} {found.provision_at(stage)}"


def _meaning(row: Mapping[str, Any], groups: Mapping[str, list[str]]) -> CheckMeaning:
    where = f"checks.toml: check {row.get('id', '?')}"
    check_fields(
        row,
        where,
        needs={"id": str, "title": str, "do": str, "severity": str, "kinds": list, "source": str},
        may={"requirements": list, "detection": str, "duty": str, "duties": dict, "overridable": bool},
    )
    if row["severity"] not in (BLOCK, ADVISE):
        raise CheckError(f"{where}: severity is {row['severity']!r}; use block or advise")
    duties = {_kind(kind, where): duty for kind, duty in row.get("duties", {}).items()}
    for duty in (*duties.values(), *([row["duty"]] if "duty" in row else [])):
        if duty not in duty_meanings():
            raise CheckError(f"{where}: duty is {duty!r}{near(duty, duty_meanings())}")
    return CheckMeaning(
        id=row["id"],
        title=row["title"],
        do=row["do"],
        severity=row["severity"],
        kinds=frozenset(kind for name in row["kinds"] for kind in _kinds(name, groups, where)),
        source=row["source"],
        requirements=texts(row.get("requirements", []), f"{where}: requirements"),
        detection=row.get("detection", ""),
        duty=row.get("duty", ""),
        duties=duties,
        overridable=row.get("overridable", True),
    )


def _kinds(name: str, groups: Mapping[str, list[str]], where: str) -> tuple[LetterKind, ...]:
    return tuple(_kind(one, where) for one in groups.get(name, [name]))


def _kind(name: str, where: str) -> LetterKind:
    try:
        return LetterKind(name)
    except ValueError:
        raise CheckError(f"{where}: {name!r} is no kind of letter{near(name, tuple(LetterKind))}") from None
