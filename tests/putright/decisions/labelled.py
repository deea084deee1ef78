"""The invented decisions and what is true of each: read from `corpus/`, compared with what was read."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from putright.decisions import Decision, NotADecision, read_text, to_data

FOLDER = Path(__file__).parent / "corpus"
FIELDS = (
    "body",
    "reference",
    "authority",
    "title",
    "category",
    "published_outcome",
    "decided_on",
    "completeness",
    "payment_total_pence",
)
OF_ORDERS = (
    "kind",
    "type",
    "payer",
    "payee",
    "amount_pence",
    "within",
    "counted_from",
    "due_on",
    "as_stated",
    "attribution",
)


@dataclass(frozen=True)
class Seed:
    """One invented decision with its truth."""

    name: str
    layout: str
    text: str
    truth: dict[str, Any]


def seeds() -> list[Seed]:
    """Every seed of the corpus, by file and order."""
    found = []
    for path in sorted(FOLDER.glob("*.toml")):
        for row in tomllib.loads(path.read_text(encoding="utf-8"))["seed"]:
            found.append(Seed(row["name"], path.stem, row["text"], row))
    return found


def facts_of_truth(truth: dict[str, Any]) -> Counter[tuple[str, Any]]:
    """What is true, as pairs of a field and a value; an order's fields are told together with its place."""
    facts: Counter[tuple[str, Any]] = Counter()
    for name in FIELDS:
        if truth.get(name) is not None:
            facts[name, truth[name]] += 1
    for number, point in enumerate(truth.get("points", [])):
        facts["point", (number, plain(point))] += 1
    for number, finding in enumerate(truth.get("findings", [])):
        facts["finding", (number, finding.get("point"), finding["determination"])] += 1
    for number, order in enumerate(truth.get("orders", [])):
        facts["order", number] += 1
        for name in OF_ORDERS:
            value = order.get(name)
            if name == "attribution" and value is not None:
                value = tuple((plain(to), pence) for to, pence in value)
            if value is not None:
                facts[f"order.{name}", (number, value)] += 1
    return facts


def facts_of(decision: Decision, *, told: dict[str, Any]) -> Counter[tuple[str, Any]]:
    """What was read, in the same pairs; fields the truth leaves open are left out."""
    data = to_data(decision)
    facts: Counter[tuple[str, Any]] = Counter()
    for name in FIELDS:
        if name == "title" and name not in told:
            continue
        if data[name] is not None:
            facts[name, data[name]] += 1
    for number, point in enumerate(data["points"]):
        facts["point", (number, plain(point["text"]))] += 1
    for number, finding in enumerate(data["findings"]):
        facts["finding", (number, finding["point"], finding["determination"])] += 1
    for number, order in enumerate(data["orders"]):
        facts["order", number] += 1
        for name in OF_ORDERS:
            value = order[name]
            if name == "within" and value is not None:
                value = f"{value['length']} {value['unit']}"
            elif name == "attribution":
                value = tuple((plain(one["to"]), one["amount_pence"]) for one in value) or None
            if value is not None:
                facts[f"order.{name}", (number, value)] += 1
    return facts


def plain(words: str) -> str:
    """Words for comparing: without capitals and the full stop at the end."""
    return " ".join(words.split()).strip(" .;").lower()


@dataclass
class Tally:
    """How often a field was read as it is, missed, or read as it is not."""

    right: int = 0
    missed: int = 0
    invented: int = 0

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.invented) if self.right + self.invented else 1.0

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0


def compare(text: str, truth: dict[str, Any], tallies: dict[str, Tally]) -> list[str]:
    """Add one decision to the tallies, and say what was missed or invented."""
    expected = facts_of_truth(truth)
    try:
        read = facts_of(read_text(text), told=truth)
    except NotADecision:
        read = Counter()
    for field, _ in (*expected, *read):
        tallies.setdefault(field, Tally())
    for field, _ in (expected & read).elements():
        tallies[field].right += 1
    missed, invented = expected - read, read - expected
    for field, _ in missed.elements():
        tallies[field].missed += 1
    for field, _ in invented.elements():
        tallies[field].invented += 1
    return [f"missed {field}: {value}" for field, value in missed] + [
        f"invented {field}: {value}" for field, value in invented
    ]


def lines(tallies: dict[str, Tally]) -> Iterator[str]:
    """The table of precision and recall, a line for each field."""
    yield f"{'field':<24}{'precision':>10}{'recall':>10}{'right':>8}{'missed':>8}{'invented':>10}"
    for field in sorted(tallies):
        one = tallies[field]
        yield f"{field:<24}{one.precision:>10.1%}{one.recall:>10.1%}{one.right:>8}{one.missed:>8}{one.invented:>10}"
    whole = Tally(
        sum(one.right for one in tallies.values()),
        sum(one.missed for one in tallies.values()),
        sum(one.invented for one in tallies.values()),
    )
    yield f"{'all':<24}{whole.precision:>10.1%}{whole.recall:>10.1%}{whole.right:>8}{whole.missed:>8}{whole.invented:>10}"
