"""What a pack tells of its things: how each is called, its index with true page numbers, what was removed from it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from casework.packs.codes import codes
from casework.packs.models import PackItem
from casework.packs.redacting import Redactor
from casework.packs.rendering import Cell, Ref, TableSet
from casework.packs.words import ItemKind, Shape
from casework.screens.dates import plain_day

if TYPE_CHECKING:
    from casework.packs.building import Desk


def title_in_pack(item: PackItem) -> str:
    """The heading of a thing: its number in the index, then what it is."""
    return f"{item.position}. {item.title}"


def item_told(item: PackItem, redactor: Redactor) -> tuple[str, ...]:
    """What stands below the heading."""
    told = [redactor.says(item.told, item.pk)]
    if item.shape == Shape.TEXT and item.kind != ItemKind.NOTE:
        told.append("Set anew from its text; pictures and layout of the file are not shown here.")
    if item.shape in (Shape.FILE, Shape.CLOSED):
        told.append("It cannot be shown here. It is a file of its own in the bundle.")
    return tuple(told)


def why_left_out(item: PackItem) -> str:
    """The reason a thing is left out, in words."""
    found = codes().withheld.get(item.reason)
    label = found.label if found else item.reason
    return f"{label}. {item.words}".strip() if item.words else f"{label}."


def index_parts(desk: Desk) -> tuple[str | TableSet, ...]:
    """The index: everything there is, each with its page or with why it is left out, and all that was removed."""
    rows: list[tuple[Cell, ...]] = []
    for one in desk.items:
        where: Cell = (
            (Ref(str(one.pk)),) if one.taken else f"Left out: {desk.redactor.says(why_left_out(one), one.pk)}"
        )
        title = desk.redactor.says(one.title, one.pk)
        rows.append((str(one.position), title, plain_day(one.dated_on) if one.dated_on else "No date", where))
    return (
        "Everything on the file is listed. What is left out says why.",
        TableSet(("No.", "What", "Dated", "Where"), tuple(rows), widths=(1, 5, 2, 3), caption="Index"),
        _removed(desk),
    )


def _removed(desk: Desk) -> TableSet:
    """What was removed: where, how often, why. The words themselves are nowhere."""
    rows: list[tuple[Cell, ...]] = []
    for item in desk.taken:
        for page, one in desk.removed(item):
            rows.append(
                (
                    str(item.position), (Ref(str(item.pk), page),), str(one["times"]),
                    _why(one["reason"], desk.redactor.says(one["note"])),
                )
            )  # fmt: skip
    told = Counter((one.reason, one.note) for one in desk.redactor.everywhere)
    for (reason, note), words in told.items():
        rows.append(
            ("All", "Parts 1 to 10", f"{words} names or passages", _why(reason, desk.redactor.says(note)))
        )
    return TableSet(
        ("Of", "Where", "How many", "Why"), tuple(rows), widths=(1, 2, 2, 5), caption="What was removed",
        empty="Nothing was removed.",
    )  # fmt: skip


def _why(reason: str, note: str) -> str:
    found = codes().redaction.get(reason)
    label = found.label if found else reason
    return f"{label}: {note}" if note else label
