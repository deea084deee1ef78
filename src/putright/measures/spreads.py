"""How long things took: mean, median and 90th centile from how many took so many days, exactly."""

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal

from putright.measures.definitions import rounding
from putright.measures.types import Spread

_TENTH = Decimal("0.1")


def spread(took: Mapping[int, int]) -> Spread | None:
    """Mean (to one decimal, half up), median (between the middle two, to a half) and 90th centile (nearest rank).

    took     working days to the number of rows that took so many. None for none.
    Example  {3: 1, 5: 1, 10: 2} → mean 7.0, median 7.5, 90th centile 10.
    """
    count = sum(took.values())
    if not count:
        return None
    mean = Decimal(sum(days * number for days, number in took.items())) / count
    middle = Decimal(_at(took, (count + 1) // 2) + _at(took, count // 2 + 1)) / 2
    rank = -(-count * rounding().ninetieth // 100)
    return Spread(mean.quantize(_TENTH, ROUND_HALF_UP), middle.quantize(_TENTH), _at(took, rank))


def _at(took: Mapping[int, int], rank: int) -> int:
    """The value at a rank, counted from 1, when all are put in order."""
    passed = 0
    for days in sorted(took):
        passed += took[days]
        if passed >= rank:
            return days
    raise ValueError(f"there are fewer than {rank}")
