"""The form of delegated limits: how much each grade may approve."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from casework.outcomes.forms.money import MoneyField
from casework.outcomes.limits import LimitRow
from casework.screens.dates import capital
from casework.screens.fields import Form, Tick


class LimitsForm(Form):
    """One sum a grade, or no limit at all; empty is nothing."""

    def __init__(self, *values: Any, rows: Sequence[LimitRow], **options: Any) -> None:
        super().__init__(*values, **options)
        self.rows = rows
        for row in rows:
            people = "nobody has this grade" if not row.officers else f"{row.officers} with this grade"
            self.fields[f"limit-{row.grade}"] = MoneyField(
                label=f"{capital(row.title)}: up to, in pounds", required=False, initial=row.up_to_pence,
                help_text=f"Empty: nothing. Here: {people}.",
            )  # fmt: skip
            self.fields[f"free-{row.grade}"] = Tick(
                label=f"{capital(row.title)}: any sum", initial=row.set and row.up_to_pence is None
            )
        self.say_what_is_required()

    def clean(self) -> dict[str, Any]:
        """Either a sum or any sum; who is more senior may approve as much at least."""
        given = super().clean() or self.cleaned_data
        if self.errors:
            return given
        before, title = 0, ""
        for row in self.rows:
            limit, free = given[f"limit-{row.grade}"], given[f"free-{row.grade}"]
            if limit is not None and free:
                self.add_error(
                    f"limit-{row.grade}", f"{capital(row.title)}: enter a sum or tick any sum, not both."
                )
                continue
            reach = 10**12 if free else limit or 0
            if reach < before:
                self.add_error(
                    f"limit-{row.grade}",
                    f"{capital(row.title)}: more senior than {title}, so that it is as much at least.",
                )
            before, title = max(before, reach), row.title
        return given

    @property
    def limits(self) -> dict[int, int | None]:
        """The limits set, in pence; None = any sum."""
        given = self.cleaned_data
        return {
            row.grade: None if given[f"free-{row.grade}"] else given[f"limit-{row.grade}"]
            for row in self.rows
            if given[f"free-{row.grade}"] or given[f"limit-{row.grade}"] is not None
        }

    @property
    def unset(self) -> tuple[int, ...]:
        """The grades that may approve nothing."""
        return tuple(row.grade for row in self.rows if row.grade not in self.limits)
