"""Paragraphs and lists under a heading, as a tree: which lines go on, which are listed under which.

Numbers start again in copied text, so that they say only which list a line belongs to, never which
paragraph of the decision it is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from putright.decisions.lines import Flow, Line, flow_of, joined

_ENDS = re.compile(r"[.:;?!][)”’\"']*$")
_GOES_ON = re.compile(
    r"(?:,|\b(?:the|a|an|of|to|in|and|or|for|with|by|on|at|its|his|her|their|this|£))$", re.I
)
_OPENS = re.compile(r":[-–—]?[”\"’]?$")
_OWN_SENTENCE = re.compile(r"(?:The (?:Council|landlord|Ombudsman)|We |I |Within |By |It )\b")


_SHORT = 200
# No decision has lists in lists in lists beyond this; a text from anywhere may.
_DEEPEST = 12


@dataclass(slots=True)
class Item:
    """A paragraph or an entry of a list, with the entries listed under it."""

    kind: str
    number: int
    indent: int
    flow: Flow
    under: list[Item] = field(default_factory=list)

    def whole(self) -> Flow:
        """Its words and those of everything listed under it."""
        return joined([self.flow, *(one.whole() for one in self.under)]) if self.under else self.flow


def items_of(lines: Sequence[Line]) -> list[Item]:
    """The paragraphs of a section, with their lists."""
    return _tree(_blocks(lines))


def _blocks(lines: Sequence[Line]) -> list[Item]:
    blocks: list[list[Line]] = []
    for line in lines:
        if blocks and not line.kind and _belongs(blocks[-1], line):
            blocks[-1].append(line)
        else:
            blocks.append([line])
    return [Item(block[0].kind, block[0].number, block[0].indent, flow_of(block)) for block in blocks]


def _belongs(block: Sequence[Line], line: Line) -> bool:
    """Whether a line without a marker goes on where the block before it stopped."""
    last = block[-1].text
    if _ENDS.search(last):
        # A sentence may end where a line was broken; a new paragraph then follows a blank line or a short line.
        return not line.after_blank and not last.endswith(":") and (len(last) > 50 and bool(block[0].kind))
    if line.after_blank:
        return line.text[0].islower() or bool(_GOES_ON.search(last))
    return line.text[0].islower() or len(last) > 45 or bool(_GOES_ON.search(last))


def _tree(blocks: Sequence[Item]) -> list[Item]:
    top: list[Item] = []
    open_items: list[Item] = []
    for item in blocks:
        depth = min(_depth(open_items, item), _DEEPEST)
        del open_items[depth:]
        (open_items[-1].under if open_items else top).append(item)
        open_items.append(item)
    return top


def _depth(open_items: Sequence[Item], item: Item) -> int:
    """How many of the open items the new one stands under."""
    if not open_items:
        return 0
    last = open_items[-1]
    if not item.kind:
        return _depth_unmarked(open_items, item)
    opens = bool(_OPENS.search(last.flow.text)) or (
        not _ENDS.search(last.flow.text) and (item.kind != last.kind or item.indent > last.indent + 1)
    )
    if opens and not _goes_on_counting(open_items, item):
        return len(open_items)
    if (counted := _depth_by_counting(open_items, item)) is not None:
        return counted
    for depth in range(len(open_items) - 1, -1, -1):
        one = open_items[depth]
        if _same_list(one, item):
            if depth and _steps_out(open_items[depth - 1], one, item):
                continue
            return depth
        if item.indent < one.indent - 1:
            continue
        if item.indent > one.indent + 1 and one.kind:
            return depth + 1
    if all(not one.kind for one in open_items):
        # Paragraphs without a number open no list unless they end with a colon.
        return 0 if not opens else len(open_items)
    return _by_kind(open_items, item)


def _depth_by_counting(open_items: Sequence[Item], item: Item) -> int | None:
    """Which list a number goes on with where lists in lists are printed without indents; None when none."""
    if item.kind != "number" or item.number < 2:
        return None
    for depth in range(len(open_items) - 1, -1, -1):
        one = open_items[depth]
        if one.kind != "number" or one.number != item.number - 1 or abs(one.indent - item.indent) > 1:
            continue
        # The parts of a sum are all sums: what is none goes on with the list above.
        if depth and one.flow.text.startswith("£") and not item.flow.text.startswith("£"):
            continue
        return depth
    return None


def _goes_on_counting(open_items: Sequence[Item], item: Item) -> bool:
    """Whether a number after a colon only goes on with the list its paragraph is in."""
    last = open_items[-1]
    return (
        item.kind == last.kind == "number"
        and item.number == last.number + 1
        and item.number > 2
        and item.indent <= last.indent
    )


def _same_list(one: Item, item: Item) -> bool:
    if abs(one.indent - item.indent) > 1:
        return False
    if one.kind == item.kind:
        return one.kind != "bullet" or one.number == item.number
    # i and v are letters in one list and numbers in another.
    return {one.kind, item.kind} == {"letter", "roman"} and item.number > 1


def _steps_out(parent: Item, one: Item, item: Item) -> bool:
    """Whether in a list printed without indents the new entry belongs to the list of the parent."""
    if not _same_list(parent, item):
        return False
    if item.kind == "number":
        return item.number == parent.number + 1 and item.number != one.number + 1
    ended = one.flow.text.rstrip().endswith(".")
    return ended and (bool(_OWN_SENTENCE.match(item.flow.text)) or _began_small(one)) and not _small(item)


def _began_small(item: Item) -> bool:
    return item.flow.text[:1].islower()


def _small(item: Item) -> bool:
    return item.flow.text[:1].islower()


def _by_kind(open_items: Sequence[Item], item: Item) -> int:
    for depth, one in enumerate(open_items):
        if one.kind == item.kind and item.indent <= one.indent + 1:
            return depth
    return len(open_items) if item.indent > open_items[0].indent + 1 else max(1, len(open_items) - 1)


def _depth_unmarked(open_items: Sequence[Item], item: Item) -> int:
    text = item.flow.text
    last = open_items[-1]
    if _OPENS.search(last.flow.text) and not last.kind and (text[0].islower() or _short_entry(item)):
        # Entries that lost their bullets, under a paragraph that ends with a colon.
        return len(open_items)
    if len(open_items) > 1 and not open_items[-1].kind and not open_items[-2].kind:
        before = last.flow.text
        if before.endswith((";", ",", "; and", "; or")) or text[0].islower():
            return len(open_items) - 1
        if len(before) < _SHORT and len(text) < _SHORT and _short_entry(item):
            return len(open_items) - 1
    if text[0].islower() and _OPENS.search(last.flow.text):
        return len(open_items)
    return 0


def _short_entry(item: Item) -> bool:
    return len(item.flow.text) < 600 and not _OWN_SENTENCE.match(item.flow.text)
