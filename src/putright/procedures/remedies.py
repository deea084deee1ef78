"""What each type of remedy is, what it needs, and what proves it done: `remedies.toml`, read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from putright.procedures.reading import check_fields, check_kind, near, read_toml, read_word, tables, texts
from putright.procedures.types import Length, ProcedureError, Unit
from putright.vocabulary import Period, RemedyType, Word

FILE = "remedies.toml"


class RemedyKind(Word):
    """What sort of remedy it is; of a payment: why it is owed."""

    MANDATORY = "mandatory", "Fixed by law: home loss, disturbance, tenant’s improvements, Right to Repair"
    QUANTIFIABLE = "quantifiable", "A loss that can be added up, reasonably incurred and shown"
    DISCRETIONARY = "discretionary", "Symbolic: time and trouble, distress and inconvenience"
    PRACTICAL = "practical", "Something done or said"
    GOODWILL = "goodwill", "A gesture, beside what is owed"


@dataclass(frozen=True, slots=True)
class Consideration:
    """One step of the order in which remedies are considered; they come in that order."""

    key: str
    says: str


@dataclass(frozen=True, slots=True)
class RemedyMeaning:
    """What a type of remedy is.

    kinds     what it can be, the usual one first (`kind`).
    category  what LGSCO calls it; empty where it has no name of its own.
    step      key of the step at which it is considered, and `order` its place from 1.
    needs     what a line must have beside what every line needs (keys of `remedy_needs()`).
    evidence  what closes it, in words.
    money     whether it has an amount.
    decides   whether it can answer what puts it right; goodwill never does.
    told_as   the only thing a letter may say of it; empty = say what it is.
    """

    type: RemedyType
    kinds: tuple[RemedyKind, ...]
    category: str
    category_unconfirmed: bool
    step: str
    order: int
    needs: tuple[str, ...]
    evidence: str
    money: bool
    decides: bool = True
    told_as: str = ""

    @property
    def kind(self) -> RemedyKind:
        """What it usually is."""
        return self.kinds[0]

    @property
    def is_payment(self) -> bool:
        """Whether it is money that goes to somebody."""
        return self.money and "payee" in self.needs


@dataclass(frozen=True, slots=True)
class PaymentTime:
    """Within what a payment is made when nothing else sets a day, and from which step that counts."""

    within: Length
    runs_from: str
    source: str


@cache
def remedy_meanings() -> Mapping[RemedyType, RemedyMeaning]:
    """Every type of remedy, in the order remedies are considered (LGSCO guidance on remedies)."""
    needs = remedy_needs()
    steps = {step.key: number for number, step in enumerate(considerations(), start=1)}
    found: dict[RemedyType, RemedyMeaning] = {}
    for row, where in _rows("remedy"):
        check_fields(
            row,
            where,
            needs={
                "key": str,
                "kinds": list,
                "step": str,
                "needs": list,
                "evidence": str,
                "money": bool,
            },
            may={"category": str, "category_unconfirmed": bool, "decides": bool, "told_as": str},
        )
        type_ = read_word(RemedyType, row["key"], f"{where}: key")
        kinds = texts(row["kinds"], f"{where}: kinds")
        if not kinds:
            raise ProcedureError(f"{where}: kinds is empty; say what it is")
        if row["step"] not in steps:
            raise ProcedureError(f"{where}: step {row['step']!r} is not listed{near(row['step'], steps)}")
        asked = texts(row["needs"], f"{where}: needs")
        for one in asked:
            if one not in needs:
                raise ProcedureError(f"{where} needs {one!r}, which is not listed{near(one, needs)}")
        if row["money"] != ("amount_pence" in asked):
            raise ProcedureError(f"{where}: money and needs disagree; what is money needs amount_pence")
        if type_ in found:
            raise ProcedureError(f"{where} is listed twice; each type has one meaning")
        found[type_] = RemedyMeaning(
            type=type_,
            kinds=tuple(read_word(RemedyKind, one, f"{where}: kinds") for one in kinds),
            category=row.get("category", ""),
            category_unconfirmed=row.get("category_unconfirmed", False),
            step=row["step"],
            order=steps[row["step"]],
            needs=asked,
            evidence=row["evidence"],
            money=row["money"],
            decides=row.get("decides", True),
            told_as=row.get("told_as", ""),
        )
    if missing := [word.value for word in RemedyType if word not in found]:
        raise ProcedureError(f"{FILE}: has no [[remedy]] for {', '.join(missing)}")
    return MappingProxyType(dict(sorted(found.items(), key=lambda one: one[1].order)))


@cache
def considerations() -> tuple[Consideration, ...]:
    """The steps in which remedies are considered, the first one first."""
    return tuple(Consideration(key, says) for key, says in _said("step").items())


@cache
def remedy_needs() -> Mapping[str, str]:
    """Everything a line may need, by its key, in words that complete “it does not say …”."""
    return _said("need")


@cache
def every_line_needs() -> tuple[str, ...]:
    """What a line of any type needs: a day and somebody who sees to it."""
    asked = texts(_table().get("every_line_needs", []), f"{FILE}: every_line_needs")
    for one in asked:
        if one not in remedy_needs():
            raise ProcedureError(f"{FILE}: every_line_needs {one!r} is not listed{near(one, remedy_needs())}")
    return asked


@cache
def payment_time() -> PaymentTime:
    """Within what a payment is made when neither an order nor the offer sets a day."""
    row: Any = _table().get("payment", {})
    where = f"{FILE}: payment"
    check_kind(row, dict, where)
    check_fields(row, where, needs={"within": dict, "runs_from": str, "source": str})
    return PaymentTime(read_length(row["within"], f"{where}: within"), row["runs_from"], row["source"])


@cache
def days_in_part() -> Mapping[Period, int]:
    """How many days stand for a whole period where part of one is paid by the day; no row = they must be given."""
    found: dict[Period, int] = {}
    for row, where in _rows("part", key="of"):
        check_fields(row, where, needs={"of": str, "days": int, "source": str})
        if row["days"] < 1:
            raise ProcedureError(f"{where}: days is {row['days']}; it must be 1 or more")
        found[read_word(Period, row["of"], f"{where}: of")] = row["days"]
    return MappingProxyType(found)


def read_length(value: Any, where: str) -> Length:
    """A length written `{ working_days = 20 }`: one unit, with a whole number above 0."""
    check_kind(value, dict, where)
    units = tuple(unit.value for unit in Unit)
    if len(value) != 1:
        raise ProcedureError(f"{where}: give one unit, such as {{ working_days = 20 }}")
    [(unit, count)] = value.items()
    if unit not in units:
        raise ProcedureError(f"{where} has {unit!r}, which is not known{near(unit, units)}")
    check_kind(count, int, f"{where}: {unit}")
    if count < 1:
        raise ProcedureError(f"{where}: {unit} is {count}; it must be 1 or more")
    return Length(count, Unit(unit))


@cache
def _table() -> Mapping[str, Any]:
    found: Any = read_toml(files("putright.procedures").joinpath(FILE), FILE)
    known = ("every_line_needs", "payment", "part", "step", "need", "remedy")
    for key in found:
        if key not in known:
            raise ProcedureError(f"{FILE} has {key!r}, which is not known{near(key, known)}")
    return MappingProxyType(found)


def _rows(name: str, *, key: str = "key") -> list[tuple[Any, str]]:
    found: Any = tables(_table().get(name, []), f"{FILE}: {name}")
    return [(row, f"{FILE}: {name} {row.get(key, '?')}") for row in found]


def _said(name: str) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for row, where in _rows(name):
        check_fields(row, where, needs={"key": str, "says": str})
        if row["key"] in found:
            raise ProcedureError(f"{where} is listed twice; once is enough")
        found[row["key"]] = row["says"]
    return MappingProxyType(found)
