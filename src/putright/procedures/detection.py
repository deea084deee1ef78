"""The detection rules: which failures must not pass unnoticed, how grave, and what to do: `detection.toml`, read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from putright.procedures.meanings import duty_meanings
from putright.procedures.reading import (
    check_fields,
    check_kind,
    near,
    read_toml,
    read_word,
    tables,
    texts,
)
from putright.procedures.types import DutyMeaning, ProcedureError
from putright.vocabulary import Word

FILE = "detection.toml"
_PLACE = re.compile(r"\{(\w+)\}")


class AlertSeverity(Word):
    """How grave what a rule found is."""

    BLOCK = "block", "Held until mended"
    HIGH = "high", "High"
    MEDIUM = "medium", "Medium"
    REPORT = "report", "Counted"


class ActsWhen(Word):
    """When a rule is looked at."""

    AT_ONCE = "at_once", "At once"
    DAILY = "daily", "Daily"


@dataclass(frozen=True, slots=True)
class DetectionRule:
    """One rule.

    key           `DR-01` and on; it never changes meaning.
    when          what it finds, as a sentence with its numbers; do: what to do about it.
    parameters    its numbers by name, the unit in the name; ask `number` or `numbers`.
    requirements  the lessons from published decisions it answers; source: where the failure was seen.
    """

    key: str
    title: str
    when: str
    do: str
    severity: AlertSeverity
    acts: tuple[ActsWhen, ...]
    requirements: tuple[str, ...]
    source: str
    parameters: Mapping[str, tuple[int, ...]] = field(default_factory=dict)

    @property
    def blocks(self) -> bool:
        """Whether it holds our own act back."""
        return self.severity is AlertSeverity.BLOCK

    @property
    def at_once(self) -> bool:
        """Whether it is looked at the moment something is recorded."""
        return ActsWhen.AT_ONCE in self.acts

    def number(self, name: str) -> int:
        """Its one number of that name. Raises ProcedureError, naming near ones, when it has none or several."""
        found = self.numbers(name)
        if len(found) != 1:
            raise ProcedureError(f"{FILE}: {self.key} has several {name}; ask for all of them")
        return found[0]

    def numbers(self, name: str) -> tuple[int, ...]:
        """Its numbers of that name, the largest first. Raises ProcedureError, naming near ones, when it has none."""
        if name not in self.parameters:
            raise ProcedureError(f"{FILE}: {self.key} has no {name!r}{near(name, self.parameters)}")
        return self.parameters[name]

    @property
    def duties(self) -> tuple[DutyMeaning, ...]:
        """The duties whose breach it makes visible; empty where the rule looks at no single complaint's provision."""
        return tuple(one for one in duty_meanings().values() if one.detection == self.key)


@cache
def detection_rules() -> Mapping[str, DetectionRule]:
    """Every rule by its key, in order.

    Raises  ProcedureError at the first thing that is wrong, such as a duty that names a rule there is not.
    """
    found: dict[str, DetectionRule] = {}
    table: Any = read_toml(files("putright.procedures").joinpath(FILE), FILE)
    check_fields(table, FILE, needs={"rule": list})
    for row in tables(table["rule"], f"{FILE}: rule"):
        rule = build_rule(row, f"{FILE}: rule {row.get('key', '?')}")
        if rule.key in found:
            raise ProcedureError(f"{FILE}: rule {rule.key} is listed twice; each key has one meaning")
        found[rule.key] = rule
    for duty in duty_meanings().values():
        if duty.detection is not None and duty.detection not in found:
            raise ProcedureError(
                f"duties.toml: duty {duty.key} names {duty.detection!r}, which is no rule{near(duty.detection, found)}"
            )
    return MappingProxyType(found)


def build_rule(row: Mapping[str, object], where: str) -> DetectionRule:
    """One rule from its table. Raises ProcedureError at the first thing that is wrong in it."""
    values: Any = row
    check_fields(
        row,
        where,
        needs={
            "key": str,
            "title": str,
            "when": str,
            "do": str,
            "severity": str,
            "acts": list,
            "requirements": list,
            "source": str,
        },
        may={"parameters": dict},
    )
    parameters = _parameters(values.get("parameters", {}), f"{where}: parameters")
    rule = DetectionRule(
        key=values["key"],
        title=values["title"],
        when=_filled(values["when"], parameters, f"{where}: when"),
        do=values["do"],
        severity=read_word(AlertSeverity, values["severity"], f"{where}: severity"),
        acts=tuple(
            read_word(ActsWhen, one, f"{where}: acts") for one in texts(values["acts"], f"{where}: acts")
        ),
        requirements=texts(values["requirements"], f"{where}: requirements"),
        source=values["source"],
        parameters=parameters,
    )
    if not rule.acts:
        raise ProcedureError(f"{where}: acts is empty; say at_once, daily or both")
    if rule.blocks and not rule.at_once:
        raise ProcedureError(f"{where}: what blocks acts at once; add at_once to acts")
    if not rule.requirements:
        raise ProcedureError(f"{where}: requirements is empty; name the lesson it answers")
    return rule


def _parameters(value: Mapping[str, Any], where: str) -> Mapping[str, tuple[int, ...]]:
    found = {}
    for name, given in value.items():
        numbers = given if isinstance(given, list) else [given]
        for number in numbers:
            check_kind(number, int, f"{where} {name}")
            if number < 1:
                raise ProcedureError(f"{where} {name} is {number}; it must be 1 or more")
        if not numbers:
            raise ProcedureError(f"{where} {name} is empty; give a number")
        found[name] = tuple(sorted(numbers, reverse=True))
    return MappingProxyType(found)


def _filled(text: str, parameters: Mapping[str, tuple[int, ...]], where: str) -> str:
    """The sentence with its numbers in their places, so that they are said nowhere else."""
    named = tuple(dict.fromkeys(_PLACE.findall(text)))
    for name in named:
        if name not in parameters:
            raise ProcedureError(f"{where} names {name!r}, which is no parameter{near(name, parameters)}")
    for name in parameters:
        if name not in named:
            raise ProcedureError(f"{where} does not say its number; put {{{name}}} in its place")
    return _PLACE.sub(lambda found: _listed(parameters[found[1]]), text)


def _listed(numbers: tuple[int, ...]) -> str:
    *first, last = (str(number) for number in numbers)
    return f"{', '.join(first)} or {last}" if first else last
