"""What a person typed, handed to the checks: words with the figures they are about, tables, headings."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class About:
    """A figure that words are about.

    by     a breakdown: then all its cells, the total too. Empty = the total.
    codes  the one cell of it that is meant; None = any.
    """

    definition_id: str
    by: tuple[str, ...] = ()
    codes: Mapping[str, str | None] | None = field(default=None, hash=False)


@dataclass(frozen=True, slots=True)
class Commentary:
    """Words, where they stand in the report, and what they are about. Without `about`: the totals of every figure."""

    where: str
    text: str
    about: tuple[About, ...] = ()


@dataclass(frozen=True, slots=True)
class TypedTable:
    """A table a person typed: its rows with their counts.

    total     the total it states; None = it states none.
    about     the figure whose total it must come to; None = none.
    left_out  how many a note says are left out of it.
    dimension what its rows are, such as department; tables of one dimension must not share a row.
    """

    where: str
    rows: tuple[tuple[str, int], ...]
    total: int | None = None
    about: About | None = None
    left_out: int = 0
    dimension: str = ""
