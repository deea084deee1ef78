"""What a decision says twice and differently, or says and does not carry out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from putright.decisions.layout import LGSCO, Layout
from putright.decisions.lines import flow_of
from putright.decisions.sums import sums_in
from putright.decisions.types import Decision
from putright.decisions.wordings import patterns
from putright.vocabulary.money import pounds

_SEVERE = ("severe_maladministration", "maladministration", "service_failure")


def contradictions(decision: Decision, layout: Layout) -> Iterator[str]:
    """Each contradiction inside one decision, in a sentence."""
    yield from _outcome_and_words(decision, layout)
    yield from _sums_elsewhere(decision, layout)
    failed = any(one.determination in _SEVERE for one in decision.findings)
    if decision.body != LGSCO and failed and not decision.orders:
        yield "there is a finding of failure, but no order was found"
    if decision.body == LGSCO and not decision.orders and _promises(layout):
        yield "the text speaks of actions set out below, but none were found"


def _promises(layout: Layout) -> bool:
    return any(
        ("below" in line.text or "set out" in line.text) and patterns("doubts", "below").search(line.text)
        for section in layout.sections[:4]
        for line in section.lines
    )


def _outcome_and_words(decision: Decision, layout: Layout) -> Iterator[str]:
    if decision.body != LGSCO or decision.published_outcome is None:
        return
    said = " ".join(line.text for section in layout.under("decision") for line in section.lines)[:4000]
    none = patterns("doubts", "no_fault").search(said) is not None
    fault = patterns("doubts", "fault").search(said) is not None and not none
    if decision.published_outcome == "Not upheld" and fault:
        yield "it is published as Not upheld, but its decision finds fault"
    if decision.published_outcome == "Upheld" and none and not patterns("doubts", "fault").search(said):
        yield "it is published as Upheld, but its decision finds no fault"
    if decision.published_outcome == "Not upheld" and any(
        one.kind == "agreed_action" for one in decision.orders
    ):
        yield "it is published as Not upheld, but has agreed actions"


def _sums_elsewhere(decision: Decision, layout: Layout) -> Iterator[str]:
    """A sum said to be ordered or agreed elsewhere in the text that no order has."""
    binding = [one for one in decision.orders if one.kind != "recommendation"]
    known = {one.amount_pence for one in binding}
    known |= {share.amount_pence for one in binding for share in one.attribution}
    known.add(decision.payment_total_pence)
    if not any(known - {None, 0}):
        return
    told: set[int] = set()
    for section in layout.sections:
        if section.part in {"orders", "agreed", "recommendations", "recommended", "end"}:
            continue
        for line in section.lines:
            if "£" not in line.text or ("order" not in line.text and "agreed" not in line.text):
                continue
            text = flow_of([line]).text[:20_000]
            for found in patterns("doubts", "ordered").finditer(text):
                first = next(
                    (one for one in sums_in(text[found.end() : found.end() + 30]) if one.start == 0), None
                )
                if (
                    first is not None
                    and first.pence not in known | told
                    and not re.match(r" in addition|,? bringing", text[found.end() + first.end :])
                ):
                    told.add(first.pence)
                    yield f"the text says elsewhere that {pounds(first.pence)} is to be paid, which no order says"
