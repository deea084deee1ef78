"""Sums as they stand in a text."""

import re

_SUM = re.compile(r"£\s?(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d{2}))?(?!\d)")


def sums_in(text: str) -> tuple[int, ...]:
    """Every sum of a text in whole pence: £1,250 or £62.50."""
    return tuple(int(whole.replace(",", "")) * 100 + int(rest or 0) for whole, rest in _SUM.findall(text))
