"""Which figures are shown: the days, the basis, and what they are compared with. Everything stands in the address."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.forms import ValidationError
from django.http import QueryDict

from casework.insight.queries.asked import Asked, Basis, Span, asked_for
from casework.screens.fields import ChoiceOf, DayField, Form, Tick
from putright.calendars import short_day
from putright.measures import Period

_FIELDS = ("period", "basis")


class PeriodForm(Form):
    """What is asked for. `asked` is it when the form is valid; None then = all of its days lie in the future."""

    period = ChoiceOf(Span, label="Period")
    basis = ChoiceOf(Basis, label="Figures of answers are of complaints", required=False)
    first = DayField(label="First day", required=False)
    last = DayField(label="Last day", required=False)
    compare = Tick(label="Compare with the year before")
    months = Tick(label="Month by month")

    def __init__(self, given: QueryDict, *, opens_with: str, today: date) -> None:
        self.today = today
        self.asked: Asked | None = None
        # The address of a board alone asks for what the board opens with.
        data = given if any(name in given for name in _FIELDS) else QueryDict(f"period={opens_with}")
        super().__init__(data)

    def clean(self) -> dict[str, Any]:
        """The days in their order."""
        given = super().clean() or {}
        span = given.get("period")
        days = self._days(given) if span == Span.DAYS else None
        if span and not self.errors:
            basis = Basis(given["basis"]) if given.get("basis") else Basis.ANSWERED
            self.asked = asked_for(
                Span(span),
                self.today,
                days=days,
                basis=basis,
                compare=given["compare"],
                months=given["months"],
            )
        return given

    def _days(self, given: dict[str, Any]) -> Period | None:
        for name in ("first", "last"):
            if name not in self.errors and given.get(name) is None:
                self.add_error(
                    name, ValidationError(f"{self.fields[name].label}: enter the day, such as 27 3 2024.")
                )
        first, last = given.get("first"), given.get("last")
        if first is None or last is None:
            return None
        if last < first:
            self.add_error(
                "last",
                ValidationError(
                    f"Last day: {short_day(last)} is before the first day, {short_day(first)}. Turn them round."
                ),
            )
            return None
        return Period(first, last)
