"""Putting what was read of a decision into rows: columns, findings, lines, and the words it is found by."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from casework.precedents import search
from casework.precedents.models import DecisionFinding, DecisionLine, PublishedDecision
from casework.precedents.words import BINDING, DecisionState, LineState
from putright.vocabulary import RemedyType

Read = Mapping[str, Any]
"""What the reader found, as `putright.decisions.to_data` gives it; dates may be text."""

MOST_PENCE = 10**12
_LONGEST_TIME = 3000


def fingerprint(text: str) -> str:
    """The SHA-256 of a text, however its lines end and its spaces run: copied twice, it is the same text."""
    return hashlib.sha256(" ".join(text.split()).encode("utf-8", errors="replace")).hexdigest()


def storable(text: str) -> str:
    """The text as both databases keep it. Places in it stay where they are."""
    return text.replace("\x00", " ").encode("utf-8", errors="replace").decode("utf-8")


def fill(decision: PublishedDecision, text: str, read: Read) -> None:
    """Set the columns of a decision from what was read; nothing is saved."""
    text = storable(text)
    decision.text, decision.sha256 = text, fingerprint(text)
    decision.body = read["body"]
    decision.reference = _short(read["reference"], 40)
    decision.authority = _short(read["authority"], 200)
    decision.title = _short(read["title"], 300)
    decision.category = _short(read["category"], 200)
    decision.published_outcome = _short(read["published_outcome"], 80)
    decision.decided_on = _day(read["decided_on"])
    decision.summary = storable(read["summary"] or "")
    decision.completeness = read["completeness"]
    decision.points = read["points"]
    decision.doubts = read["doubts"]
    decision.identity = identity_of(decision)
    decision.state, decision.preference = DecisionState.READ, 1


def identity_of(decision: PublishedDecision) -> str:
    """What makes two texts the same decision: whose, which, of what day. One amended at a review is another."""
    reference = re.sub(r"\W", "", decision.reference)
    if not reference or decision.decided_on is None:
        return decision.sha256
    amended = ":amended" if decision.at_review else ""
    return f"{decision.body}:{reference}:{decision.decided_on:%Y-%m-%d}{amended}"


def lines_of(decision: PublishedDecision, read: Read) -> list[DecisionLine]:
    """The rows of what is to be done, in the order they were read."""
    return [_line(decision, place, one) for place, one in enumerate(read["orders"], start=1)]


def findings_of(decision: PublishedDecision, read: Read) -> list[DecisionFinding]:
    """The rows of what was found, in the order they were read."""
    return [
        DecisionFinding(
            decision=decision, place=place, head=_short(one["point"], 12), about=storable(one["about"]),
            determination=one["determination"][:40], words=storable(one["words"]), read=dict(one),
        )
        for place, one in enumerate(read["findings"], start=1)
    ]  # fmt: skip


def paid_once(lines: Iterable[DecisionLine]) -> int | None:
    """What binds and is paid once, in pence; None when nothing is. What was struck out is not in it."""
    sums = [
        one.amount_pence
        for one in lines
        if one.amount_pence
        and one.kind in BINDING
        and one.type != RemedyType.RECURRING_PAYMENT
        and one.state != LineState.STRUCK
    ]
    return sum(sums) if sums else None


def shelve(decision: PublishedDecision, read: Read) -> None:
    """Save a decision that `fill` set, with its findings and lines, and make it findable. Five statements or so."""
    lines = lines_of(decision, read)
    decision.paid_pence = paid_once(lines)
    decision.save()
    DecisionLine.objects.bulk_create(lines)
    findings = findings_of(decision, read)
    DecisionFinding.objects.bulk_create(findings)
    search.index([(decision.pk, found_by(decision, lines, findings))])
    note_same(decision)


def note_same(decision: PublishedDecision) -> None:
    """Keep with every text of the same decision that there are several. One or two statements."""
    same = PublishedDecision.objects.filter(identity=decision.identity)
    if same.exclude(pk=decision.pk).exists():
        same.update(alone=False)
        decision.alone = False


def found_by(
    decision: PublishedDecision, lines: Iterable[DecisionLine], findings: Iterable[DecisionFinding]
) -> str:
    """The words a decision is found by."""
    said = [
        decision.reference, re.sub(r"\W", "", decision.reference), decision.authority, decision.title, decision.category,
        decision.summary, *(str(one["text"]) for one in decision.points), *(one.about for one in findings),
        *(one.words for one in lines if one.state != LineState.STRUCK),
    ]  # fmt: skip
    return "\n".join(one for one in said if one)


def _line(decision: PublishedDecision, place: int, one: Read) -> DecisionLine:
    within = one["within"] or {"length": None, "unit": ""}
    amount = one["amount_pence"]
    fits = within["length"] is not None and within["length"] <= _LONGEST_TIME
    return DecisionLine(
        decision=decision, place=place, kind=one["kind"], type=one["type"], words=storable(one["text"]),
        payer=_short(one["payer"], 200), payee=_short(one["payee"], 200),
        amount_pence=amount if amount is not None and 0 < amount < MOST_PENCE else None,
        attribution=one["attribution"], within_length=within["length"] if fits else None,
        within_unit=within["unit"] if fits else "", counted_from=one["counted_from"] or "",
        due_on=_day(one["due_on"]), as_stated=storable(one["as_stated"] or ""), begins=one["span"][0],
        ends=one["span"][1], read=_as_json(one),
    )  # fmt: skip


def _as_json(one: Read) -> dict[str, Any]:
    return {name: str(value) if isinstance(value, date) else value for name, value in one.items()}


def _day(value: date | str | None) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else value


def _short(text: str | None, most: int) -> str:
    return storable(text or "")[:most]
