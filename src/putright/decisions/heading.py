"""What stands at the head of a decision: who it is about, its reference, outcome and date."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache

from putright.decisions.dates import dates_in, only_date
from putright.decisions.layout import HOS, HOS_REFERENCE, LGSCO, LGSCO_REFERENCE, Layout
from putright.decisions.lines import Line
from putright.decisions.wordings import squeezed, wordings

_TITLE = {
    LGSCO: re.compile(r"^(?P<who>.{2,140}?)\s*\((?P<reference>\d{2}[ -]?\d{3}[ -]?\d{3}[a-z]?)\)$"),
    HOS: re.compile(r"^(?P<who>.{2,140}?)\s*\((?P<reference>20\d{6,7})\)$"),
}
_REPORT_ABOUT = re.compile(
    r"(?:complaint|complaints)\s+(?:about|against)\s+(?P<who>.{3,120}?)\s*\(\s*(?:reference|ref|complaint)[^)]{0,30}?"
    r"(?P<reference>\d{2}[ -]\d{3}[ -]\d{3}[a-z]?)\s*\)",
    re.IGNORECASE,
)
_LABEL = re.compile(r"^(?P<label>[A-Za-z][A-Za-z ]{2,24}?)\s*:\s*(?P<value>.*)$")
_BARE = {"category", "decisiondate", "caseid", "landlord", "date"}


@dataclass(slots=True)
class Head:
    """The fields at the head, each None when it is not stated, and what contradicts itself there."""

    reference: str | None = None
    authority: str | None = None
    title: str | None = None
    category: str | None = None
    outcome: str | None = None
    decided_on: date | None = None
    doubts: list[str] = field(default_factory=list)


def read_head(layout: Layout) -> Head:
    """The head of a decision as far as it is there."""
    head = Head()
    body = layout.body
    lines = [
        replace(line, text=" ".join(line.text.split())) if "  " in line.text else line for line in layout.head
    ]
    for number, line in enumerate(lines):
        if len(line.text) > 240:
            continue
        if head.title is None and (found := _TITLE[body].match(line.text)):
            head.title, head.authority = line.text, found["who"].strip()
            _refer(head, found["reference"], body)
        elif body == LGSCO and head.authority is None and "(" in line.text:
            _report(head, line, lines[number - 1] if number else line)
        _labelled(head, lines, number, body, newer=layout.newer)
        if body == HOS:
            _hos_lines(head, lines, number)
    if body == LGSCO and head.decided_on is None:
        head.decided_on = _lone_date(layout)
    return head


def _refer(head: Head, words: str, body: str) -> None:
    reference = _reference(words, body)
    if reference is None:
        return
    if head.reference is None:
        head.reference = reference
    elif head.reference != reference:
        head.doubts.append(f"the text gives two references: {head.reference} and {reference}")


def _reference(words: str, body: str) -> str | None:
    if body == HOS:
        found = HOS_REFERENCE.search("".join(words.split()))
        return found[1] if found else None
    found = LGSCO_REFERENCE.search(words)
    return f"{found[1]} {found[2]} {found[3]}{found[4]}" if found else None


def _report(head: Head, line: Line, before: Line) -> None:
    # A public report breaks its title: Investigation into a complaint about / the Council (reference number: …).
    for words in (line.text, f"{before.text} {line.text}"):
        found = _REPORT_ABOUT.search(words)
        if found is None:
            continue
        head.authority = found["who"].strip()
        head.title = head.title or words
        _refer(head, found["reference"], LGSCO)
        return


def _labelled(head: Head, lines: Sequence[Line], number: int, body: str, *, newer: bool) -> None:
    line = lines[number].text
    if ":" not in line[:40] and len(line) > 20:
        return
    found = _LABEL.match(line)
    key = squeezed(found["label"]) if found else squeezed(line)
    name = _labels().get(key)
    if name is None or (found is None and key not in _BARE):
        return
    if found is None and not newer and body == HOS:
        return
    value = found["value"].strip() if found else ""
    if not value and number + 1 < len(lines):
        value = _value_below(lines, number + 1, name)
    _keep(head, name, value, body)


def _value_below(lines: Sequence[Line], number: int, name: str) -> str:
    value = lines[number].text
    if squeezed(value) in _labels() or len(value) > 140:
        return ""
    # A date or reference in pieces goes on over the next lines.
    if name in {"decided", "reference"}:
        if not any(one.isdigit() for one in value):
            return ""
        for more in lines[number + 1 : number + 8]:
            if squeezed(more.text) in _labels() or next(dates_in(value), None):
                break
            value += f" {more.text}"
    return value


def _keep(head: Head, name: str, value: str, body: str) -> None:
    if not value:
        return
    if name == "category" and head.category is None:
        head.category = " > ".join(one.strip() for one in value.split(">"))
    elif name == "outcome" and head.outcome is None:
        head.outcome = _outcomes().get(squeezed(value))
    elif name == "decided":
        day = next((one for one, _, _ in dates_in(value)), None)
        if day is not None and head.decided_on not in {None, day}:
            head.doubts.append(f"the text gives two dates of the decision: {head.decided_on} and {day}")
        head.decided_on = head.decided_on or day
    elif name == "reference":
        _refer(head, value, body)
    elif name == "authority":
        head.authority = head.authority or value


def _hos_lines(head: Head, lines: Sequence[Line], number: int) -> None:
    line = lines[number].text
    if re.match(r"COMPLAINTS? ?:?\s*20\d{6,7}", line, re.IGNORECASE):
        _refer(head, line, HOS)
        below = lines[number + 1].text if number + 1 < len(lines) else ""
        if below and len(below) < 140 and only_date(below) is None and squeezed(below) != "ourapproach":
            if head.authority is None:
                head.authority = below
            elif not _same_name(head.authority, below):
                head.doubts.append(f"the title names {head.authority}, the report {below}")
    if head.decided_on is None and number < 60:
        # A report that was changed at review says so beside its date.
        first, bracket, rest = line.partition("(")
        if (day := only_date(first)) is not None and (not bracket or "amend" in rest or "review" in rest):
            head.decided_on = day
            if bracket:
                head.doubts.append(f"the report was changed after its date: {line}")


def _same_name(first: str, second: str) -> bool:
    # "Larkhurst Homes (LH)" and "Larkhurst Homes" are one landlord.
    one, two = (squeezed(re.sub(r"\([^)]*\)", "", name)) for name in (first, second))
    return one == two or one in two or two in one


def _lone_date(layout: Layout) -> date | None:
    """A public report has its date on a line of its own before its first part."""
    for section in layout.sections[:2]:
        for line in section.lines[:40]:
            if (day := only_date(line.text)) is not None:
                return day
    return None


@cache
def _labels() -> dict[str, str]:
    return {squeezed(words): name for name, rows in wordings("sections")["label"].items() for words in rows}


@cache
def _outcomes() -> dict[str, str]:
    return {
        squeezed(words): outcome
        for outcome, rows in wordings("sections")["outcomes"].items()
        for words in rows
    }
