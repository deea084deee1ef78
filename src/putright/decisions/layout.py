"""Whose decision a text is, and which of its lines stand under which heading."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from putright.decisions.lines import Flow, Line
from putright.decisions.paragraphs import Item, items_of
from putright.decisions.types import NotADecision
from putright.decisions.wordings import squeezed, wordings

LGSCO, HOS = "lgsco", "hos"

LGSCO_REFERENCE = re.compile(r"\b(\d{2})[ -]?(\d{3})[ -]?(\d{3})([a-z]?)\b")
HOS_REFERENCE = re.compile(r"(?<!\d)(20\d{7}|20\d{6})(?!\d)")
_LONGEST_HEADING = 90
# A heading may have a number, but is no entry of a list.
_LISTED = {"letter", "roman", "bullet"}
_MOST_PIECES = 60
_HEAD_LINES = 400
# The most lines under one heading that are looked at, also where each letter has its own.
_MOST_LINES = 20_000

# Headings of the newer layout of the Housing Ombudsman that stand in no other document.
_NEWER = {
    "caseid",
    "landlordtype",
    "occupancy",
    "decisiontype",
    "whatthelandlordmustdo",
    "whatthecomplaintisabout",
}


@dataclass(frozen=True, slots=True)
class Heading:
    """A line that divides a decision. `part` says what stands under it, `body` who uses it."""

    part: str
    body: str
    key: str


@dataclass(slots=True)
class Section:
    """The lines under one heading; `part` is empty for those before the first."""

    part: str
    key: str
    lines: list[Line]


@dataclass(slots=True)
class Layout:
    """A text divided: whose it is, the lines at its head, and its sections in order.

    newer   the Housing Ombudsman's layout with a table of orders.
    """

    body: str
    newer: bool
    head: list[Line]
    sections: list[Section]
    ended: bool
    mended: Callable[[Flow], Flow] | None = None

    def under(self, *parts: str) -> list[Section]:
        """The sections of these parts that have anything in them."""
        return [one for one in self.sections if one.part in parts and one.lines]

    def items(self, section: Section) -> list[Item]:
        """The paragraphs of a section, their broken words mended where the text has such."""
        items = items_of(section.lines)
        if self.mended is not None:
            _mend_all(items, self.mended)
        return items


def _mend_all(items: Sequence[Item], mended: Callable[[Flow], Flow]) -> None:
    for item in items:
        item.flow = mended(item.flow)
        _mend_all(item.under, mended)


def divide(lines: Sequence[Line], *, broken: bool) -> Layout:
    """The text of one decision, divided at its headings.

    broken  headings may be in pieces over several lines.
    Raises  NotADecision when neither Ombudsman's headings are there.
    """
    found = _headings(lines, broken=broken)
    body = _body(lines, found)
    newer = body == HOS and len({one.key for _, _, one in found} & _NEWER) >= 2
    sections = _sections(lines, found, body, newer=newer)
    ended = any(one.part == "end" for one in sections)
    return Layout(body, newer, list(lines[:_HEAD_LINES]), sections, ended)


def _headings(lines: Sequence[Line], *, broken: bool) -> list[tuple[int, int, Heading]]:
    known = _known()
    begins = _beginnings()
    found: list[tuple[int, int, Heading]] = []
    skip = 0
    for number, line in enumerate(lines):
        if (
            number < skip
            or len(line.text) > _LONGEST_HEADING
            or line.kind in _LISTED
            or line.text[-1] in ".;,"
        ):
            continue
        key = squeezed(line.text)
        if key in known:
            found.append((number, number + 1, known[key]))
        elif broken and key in begins and not line.kind:
            taken = _in_pieces(lines, number, key, known, begins)
            if taken:
                found.append((number, taken[0], taken[1]))
                skip = taken[0]
    return found


def _in_pieces(
    lines: Sequence[Line], first: int, key: str, known: Mapping[str, Heading], begins: frozenset[str]
) -> tuple[int, Heading] | None:
    best = None
    for number in range(first + 1, min(first + _MOST_PIECES, len(lines))):
        key += squeezed(lines[number].text)
        if key not in begins:
            break
        # A short heading put together from pieces could be any words.
        if key in known and len(key) > 5:
            best = (number + 1, known[key])
    return best


def _body(lines: Sequence[Line], found: Sequence[tuple[int, int, Heading]]) -> str:
    scores = {LGSCO: set[str](), HOS: set[str]()}
    for _, _, heading in found:
        if heading.body in scores and heading.part != "end":
            scores[heading.body].add(heading.key)
    points = {body: len(keys) for body, keys in scores.items()}
    for line in lines[:_HEAD_LINES]:
        if len(line.text) > 300:
            continue
        begins = line.text[:60].lower().replace("’", "'")
        if begins.startswith(
            ("summary", "the ombudsman's final decision", "investigation into a complaint", "decision date")
        ):
            points[LGSCO] += 1
        if begins.startswith("category") and ">" in line.text:
            points[LGSCO] += 1
        if "(" in line.text and re.search(r"\(\d\d \d{3} \d{3}[a-z]?\)", line.text):
            points[LGSCO] += 1
        if begins == "report" or (
            "20" in line.text and re.search(r"\(20\d{6,7}\)|^COMPLAINT 20\d{6,7}", line.text)
        ):
            points[HOS] += 1
        if "Housing Ombudsman Scheme" in line.text or (
            "Housing Ombudsman" in line.text and "approach" in line.text
        ):
            points[HOS] += 1
    body = max(points, key=lambda one: points[one])
    if points[body] < 3 or points[LGSCO] == points[HOS]:
        raise NotADecision(
            "this does not read like a decision of the Local Government or the Housing Ombudsman: "
            "its reference and its headings, such as The complaint, Final decision or Determination, are not there"
        )
    return body


def _sections(
    lines: Sequence[Line], found: Sequence[tuple[int, int, Heading]], body: str, *, newer: bool
) -> list[Section]:
    noise = _noise()
    sections = [Section("", "", [])]
    at = 0
    for first, after, heading in found:
        sections[-1].lines += _without(lines[at:first], noise)
        at = after
        if newer and heading.key in {"order", "whatthelandlordmustdo", "complaint", "finding"}:
            # Cells of its tables, not headings.
            sections[-1].lines += lines[first:after]
            continue
        if heading.body not in {body, "both"} and heading.part != "other":
            sections[-1].lines += lines[first:after]
            continue
        sections.append(Section(_part(heading, body), heading.key, []))
    sections[-1].lines += _without(lines[at:], noise)
    for section in sections:
        del section.lines[_MOST_LINES:]
    return sections


def _part(heading: Heading, body: str) -> str:
    if heading.part == "recommendations" and body == LGSCO:
        return "recommended"
    return heading.part


def _without(lines: Sequence[Line], noise: frozenset[str]) -> list[Line]:
    return [one for one in lines if len(one.text) > 40 or one.kind or squeezed(one.text) not in noise]


@cache
def _known() -> dict[str, Heading]:
    known: dict[str, Heading] = {}
    for body in ("both", HOS, LGSCO):
        for row in wordings("sections")["heading"]:
            if row["body"] == body:
                for words in row["words"]:
                    key = squeezed(words)
                    known.setdefault(key, Heading(row["part"], row["body"], key))
    return known


@cache
def _beginnings() -> frozenset[str]:
    """Everything a heading in pieces can begin with."""
    return frozenset(key[:end] for key in _known() for end in range(1, len(key) + 1))


@cache
def _noise() -> frozenset[str]:
    cells = {"order", "duedate", "complaint", "finding"}
    return frozenset(squeezed(words) for words in wordings("sections")["noise"]["words"]) - cells
