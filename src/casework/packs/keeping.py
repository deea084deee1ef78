"""What a pack says, to and from what is stored of it; and the same without the words that are removed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from casework.packs.rendering import Cell, Ref, TableSet

Block = str | TableSet


def to_stored(parts: Mapping[int, Iterable[Block]]) -> dict[str, Any]:
    """The parts as JSON holds them."""
    return {str(number): [_stored(one) for one in blocks] for number, blocks in parts.items()}


def from_stored(stored: Mapping[str, Any], says: Callable[[str], str] = str) -> dict[int, tuple[Block, ...]]:
    """The parts as they are set. `says`: what becomes of every text on the way, such as taking words out."""
    return {int(number): tuple(_block(one, says) for one in blocks) for number, blocks in stored.items()}


def _stored(block: Block) -> Any:
    if isinstance(block, str):
        return block
    return {
        "header": block.header, "widths": block.widths, "empty": block.empty, "caption": block.caption,
        "rows": [[_cell_stored(cell) for cell in row] for row in block.rows],
    }  # fmt: skip


def _cell_stored(cell: Cell) -> Any:
    if isinstance(cell, str):
        return cell
    return [one if isinstance(one, str) else {"item": one.item, "page": one.page} for one in cell]


def _block(told: Any, says: Callable[[str], str]) -> Block:
    if isinstance(told, str):
        return says(told)
    rows = tuple(tuple(_cell(cell, says) for cell in row) for row in told["rows"])
    return TableSet(tuple(told["header"]), rows, tuple(told["widths"]), told["empty"], told["caption"])


def _cell(told: Any, says: Callable[[str], str]) -> Cell:
    if isinstance(told, str):
        return says(told)
    return tuple(says(one) if isinstance(one, str) else Ref(one["item"], one["page"]) for one in told)
