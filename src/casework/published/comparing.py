"""A period counted again, held against what was frozen: cell by cell, with both numbers, and why they differ."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from casework.published.hiding import is_of_few
from casework.published.words import WhyDifferent
from putright.measures import definition
from putright.reports.labels import label
from putright.vocabulary.money import pounds

ABSENT = "not in it"
_PLACES = frozenset({"department", "service"})
Content = Mapping[str, Any]
_Cut = tuple[str, tuple[tuple[str, str | None], ...], bool]


@dataclass(frozen=True, slots=True)
class Different:
    """One figure that is not what was frozen. earlier: of the earlier period. of_few: not told to the public."""

    figure: str
    label: str
    earlier: bool
    of_few: bool
    was: str
    now: str
    why: tuple[WhyDifferent, ...]


def differences(was: Content, now: Content) -> tuple[Different, ...]:
    """Every figure of the two that is not the same. was, now: the contents of frozen editions."""
    before, after = dict(_cells(was)), dict(_cells(now))
    found = []
    for cut in dict.fromkeys((*after, *before)):
        then, here = before.get(cut), after.get(cut)
        if then != here:
            found.append(_different(cut, then, here, was, now))
    return tuple(found)


def _different(
    cut: _Cut, then: Mapping[str, Any] | None, here: Mapping[str, Any] | None, was: Content, now: Content
) -> Different:
    figure, by, earlier = cut
    called = next(
        one["label"] for each in (now, was) for one in each["document"]["measures"] if one["id"] == figure
    )
    places = ", ".join(label(name, code) for name, code in by)
    return Different(
        figure, f"{called}, {places}" if places else called, earlier, _of_few(figure, by), said(then), said(here),
        tuple(_why(cut, was, now)),
    )  # fmt: skip


def _why(cut: _Cut, was: Content, now: Content) -> Iterator[WhyDifferent]:
    figure, by, _ = cut
    known = False
    if was["figures"].get(figure) != now["figures"].get(figure):
        known = True
        yield WhyDifferent.RULE
    if was["structure"] != now["structure"] and any(name in _PLACES for name, _ in by):
        known = True
        yield WhyDifferent.STRUCTURE
    if was["facts"] != now["facts"]:
        known = True
        yield WhyDifferent.LATER
    if not known:
        yield WhyDifferent.PROGRAM


def _cells(content: Content) -> Iterator[tuple[_Cut, Mapping[str, Any]]]:
    """Every cell of the period, and of the earlier one beside it."""
    for measure in content["document"]["measures"]:
        for cell in measure["cells"]:
            by = tuple(sorted(cell["by"].items()))
            counts = {name: value for name, value in cell.items() if name not in ("by", "previous")}
            yield (measure["id"], by, False), counts
            if cell["previous"]:
                yield (measure["id"], by, True), cell["previous"]


def said(counts: Mapping[str, Any] | None) -> str:
    """A cell of the JSON document in words, with every count it is made of."""
    if counts is None:
        return ABSENT
    if counts["numerator"] is None:
        return "not shown"
    if "pence" in counts:
        return f"{pounds(counts['pence'])} on {counts['numerator']:,}"
    if spread := counts.get("working_days"):
        days = f"mean {spread['mean']}, median {spread['median']}, 90th centile {spread['ninetieth_centile']}"
        return f"{days} working days ({counts['numerator']:,})"
    if counts["denominator"] is None:
        return f"{counts['numerator']:,}"
    base = f"{counts['numerator']:,} of {counts['denominator']:,}"
    if "rate" in counts:
        return f"{counts['rate']} ({base})"
    unknown = f", {counts['unknown']:,} not known" if counts.get("unknown") else ""
    return (base if counts["percent"] is None else f"{counts['percent']}% ({base})") + unknown


def _of_few(figure: str, by: tuple[tuple[str, str | None], ...]) -> bool:
    return is_of_few(definition(figure), (name for name, _ in by))
