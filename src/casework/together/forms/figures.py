"""Which figures of shares are shown: those asked from one day to another. Everything stands in the address."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.forms import ValidationError
from django.http import QueryDict

from casework.screens.fields import DayField, Form
from casework.together.figures import usual_period
from putright.calendars import Division, load_calendar, short_day


class AskedBetween(Form):
    """The period. `days` is it when the form is valid; an address without days asks for the usual one."""

    first = DayField(label="Asked from", required=False)
    last = DayField(label="Asked up to", required=False)

    def __init__(self, given: QueryDict, *, division: Division, today: date) -> None:
        self.usual, self.division = usual_period(today), division
        super().__init__(
            given if any(name.startswith(("first-", "last-")) for name in given) else _as_typed(*self.usual)
        )

    @property
    def days(self) -> tuple[date, date]:
        """The first and the last day, both counted."""
        return self.cleaned_data["first"] or self.usual[0], self.cleaned_data["last"] or self.usual[1]

    def clean(self) -> dict[str, Any]:
        """The days in their order, and where working days are known."""
        given = super().clean() or {}
        if self.errors:
            return given
        known = load_calendar(self.division)
        first, last = given.get("first") or self.usual[0], given.get("last") or self.usual[1]
        if last < first:
            self.add_error(
                "last",
                ValidationError(
                    f"Asked up to: {short_day(last)} is before {short_day(first)}. Check both days."
                ),
            )
        elif first < known.known_from or last > known.known_through:
            self.add_error(
                "first" if first < known.known_from else "last",
                ValidationError(
                    f"Choose days from {short_day(known.known_from)} to {short_day(known.known_through)}: working days "
                    "outside them are not known."
                ),
            )
        return given


def _as_typed(first: date, last: date) -> QueryDict:
    typed = QueryDict(mutable=True)
    for name, day in (("first", first), ("last", last)):
        typed.update(
            {f"{name}-day": str(day.day), f"{name}-month": str(day.month), f"{name}-year": str(day.year)}
        )
    return typed
