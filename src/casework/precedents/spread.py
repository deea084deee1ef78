"""How sums lie: their middle, their quarters, and where each stands on a line from the least to the most."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

WIDE, HIGH = 600, 90
_EDGE = 12
_BARS = 24


@dataclass(frozen=True, slots=True)
class Bar:
    """How many sums lie in one piece of the line: its place in the picture."""

    x: float
    width: float
    y: float
    height: float
    number: int


@dataclass(frozen=True, slots=True)
class Spread:
    """How sums lie, in pence. number of sums out of `base` decisions that were found."""

    number: int
    base: int
    least: int
    lower: int
    middle: int
    upper: int
    most: int
    bars: tuple[Bar, ...]

    def at(self, pence: int) -> float:
        """Where a sum stands in the picture."""
        return _place(pence, self.least, self.most)


def spread(sums: Sequence[int], *, base: int) -> Spread | None:
    """How these sums lie; None when there is none.

    The quarters are sums that were ordered, or lie halfway between two that were (the median of each half, as
    Tukey's hinges).
    """
    if not sums:
        return None
    ordered = sorted(sums)
    half = (len(ordered) + 1) // 2
    return Spread(
        len(ordered), base, ordered[0], _median(ordered[:half]), _median(ordered), _median(ordered[-half:]), ordered[-1],
        _bars(ordered),
    )  # fmt: skip


def _median(ordered: Sequence[int]) -> int:
    below, above = ordered[(len(ordered) - 1) // 2], ordered[len(ordered) // 2]
    return (below + above + 1) // 2


def _place(pence: int, least: int, most: int) -> float:
    return round(_EDGE + (WIDE - 2 * _EDGE) * (pence - least) / max(most - least, 1), 1)


def _bars(ordered: Sequence[int]) -> tuple[Bar, ...]:
    least, most = ordered[0], ordered[-1]
    wide = (WIDE - 2 * _EDGE) / _BARS

    def piece(pence: int) -> int:
        return min(int((pence - least) * _BARS / max(most - least, 1)), _BARS - 1)

    counted = [(number, len(list(group))) for number, group in groupby(ordered, key=piece)]
    highest = max(count for _, count in counted)
    return tuple(
        Bar(
            round(_EDGE + number * wide, 1), round(wide - 1, 1), round(HIGH - 30 - 50 * count / highest, 1),
            round(50 * count / highest, 1), count,
        )
        for number, count in counted
    )  # fmt: skip
