"""A sum of money as people type it: £1,250.50."""

from __future__ import annotations

import re
from typing import Any

from django.forms import ValidationError

from casework.screens.fields import Line
from putright.vocabulary.money import pounds

_SUM = re.compile(r"(?P<pounds>\d{1,3}(?:,\d{3})+|\d+)(?:\.(?P<pence>\d+))?")
MOST_FIGURES = 8


class MoneyField(Line):
    """A sum in pounds and pence; the value is whole pence. Nothing typed is None."""

    def __init__(self, *, zero: bool = False, **options: Any) -> None:
        self.zero = zero
        options.setdefault("width", "10")
        super().__init__(max_length=20, **options)

    def prepare_value(self, value: Any) -> Any:
        """Whole pence as they are written; what was typed stays as it was."""
        return pounds(value) if isinstance(value, int) else value

    def clean(self, value: Any) -> Any:
        """The sum in pence, or a sentence that says how to write it."""
        typed = str(super().clean(value) or "").strip()
        return read_sum(typed, str(self.label), zero=self.zero) if typed else None


def read_sum(typed: str, label: str, *, zero: bool = False) -> int:
    """The pence of a text such as `£1,250.50`. Raises ValidationError, saying how to write it."""
    text = typed.replace(" ", "").removeprefix("£")
    if text.startswith(("-", "−")):
        raise ValidationError(f"{label}: {typed} is less than nothing. Enter a sum above nothing.")
    found = _SUM.fullmatch(text)
    if found is None:
        raise ValidationError(
            f"{label}: {typed} is not a sum. Enter it in pounds, such as £250 or £1,250.50."
        )
    pence = found["pence"]
    if pence is not None and len(pence) != 2:
        raise ValidationError(f"{label}: {typed} has not two figures for the pence. Enter it like £1,250.50.")
    whole = found["pounds"].replace(",", "")
    if len(whole) > MOST_FIGURES:
        raise ValidationError(f"{label}: {typed} is more than can be right. Check the sum.")
    total = int(whole) * 100 + int(pence or 0)
    if total == 0 and not zero:
        raise ValidationError(f"{label}: enter a sum above nothing.")
    return total
