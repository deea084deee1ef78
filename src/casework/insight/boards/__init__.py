"""What the pages of figures show, as data: `boards.toml`."""

from casework.insight.boards.reading import (
    Band,
    Board,
    BoardError,
    Boards,
    Count,
    Section,
    SectionKind,
    Wanted,
    boards,
)

__all__ = ["Band", "Board", "BoardError", "Boards", "Count", "Section", "SectionKind", "Wanted", "boards"]
