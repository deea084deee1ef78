"""The form for how many homes or residents there were on a day."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.forms import ValidationError

from casework.screens.fields import ChoiceOf, DayField, Form, Line
from putright.calendars import short_day
from putright.measures import number_kinds

MOST = 2_000_000_000


class NumberForm(Form):
    """One number: of what, how many, on which day, and where that is written."""

    what = ChoiceOf(
        [(one.key, one.label) for one in number_kinds()],
        hints={one.key: one.says for one in number_kinds()},
        label="What was counted",
    )
    number = Line(label="How many", width="10", max_length=20, help_text="Such as 12,480.")
    on = DayField(
        label="On which day", help_text="A figure uses the newest number that is not later than its period."
    )
    source = Line(
        label="Where that is written",
        width="two-thirds",
        max_length=300,
        help_text="It is printed under every rate, such as: Stock list of 31 March 2026.",
    )

    def __init__(self, *values: Any, today: date, **options: Any) -> None:
        self.today = today
        super().__init__(*values, **options)

    def clean_number(self) -> int:
        """The number, typed with or without commas between the thousands."""
        return whole_number(self.cleaned_data["number"], "How many")

    def clean_on(self) -> date:
        """A day that has come."""
        on: date = self.cleaned_data["on"]
        if on > self.today:
            raise ValidationError(
                f"On which day: {short_day(on)} is still to come. Enter the day they were counted."
            )
        return on


def whole_number(typed: str, label: str, *, least: int = 1) -> int:
    """The number of this text, such as `12,480`. Raises ValidationError."""
    plain = typed.replace(",", "").replace(" ", "").replace("\N{NO-BREAK SPACE}", "")
    if not (plain.isascii() and plain.isdecimal()):
        raise ValidationError(f"{label}: {typed[:20]} is not a whole number. Enter it like 12,480.")
    number = int(plain)
    if not least <= number <= MOST:
        raise ValidationError(f"{label}: enter a number from {least:,} to {MOST:,}.")
    return number
