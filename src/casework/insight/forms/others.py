"""The forms for what another authority published: one figure by hand, and a file of many."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.forms import ValidationError

from casework.insight.comparable import BASES, comparing
from casework.insight.others import Published, Unreadable, read_published
from casework.screens.fields import ChoiceOf, DayField, Form, Line, Upload

_UNSAID = "unsaid"
_FIELDS = {"from": "starts_on", "to": "ends_on"}


class OthersForm(Form):
    """One published figure, read as a line of a file is."""

    authority = Line(label="Authority", width="two-thirds")
    group = Line(
        label="Group", width="two-thirds", max_length=120, required=False,
        help_text="To compare like with like, such as: Council landlord, 10,000 to 25,000 homes.",
    )  # fmt: skip
    figure = ChoiceOf(
        [(key, f"{one.definition.label} ({key})") for key, one in comparing().figures.items()],
        label="Figure", as_list=True,
    )  # fmt: skip
    starts_on = DayField(label="First day of the period")
    ends_on = DayField(label="Last day of the period")
    numerator = Line(
        label="Numerator",
        width="10",
        required=False,
        help_text="How many, where it is printed, such as 1,373.",
    )
    denominator = Line(
        label="Denominator", width="10", required=False, help_text="Of how many, where it is printed."
    )
    value = Line(
        label="Value", width="10", required=False,
        help_text="As it is printed, with its decimals, such as 41.3. Without it, both counts are needed.",
    )  # fmt: skip
    per = ChoiceOf([(one.key, one.words) for one in comparing().per.values()], label="The value is")
    annualised = ChoiceOf(
        [("yes", "Yes"), ("no", "No"), (_UNSAID, "It is not said")],
        label="Is a part of a year made into a whole one?", in_line=True,
    )  # fmt: skip
    basis = ChoiceOf(
        [*((one.value, one.label) for one in BASES), (_UNSAID, "It is not said")],
        label="What it counts, by its own words", as_list=True,
    )  # fmt: skip
    source = Line(
        label="Where it is published", width="two-thirds", max_length=300,
        help_text="Enough to find it again: document, page, address.",
    )  # fmt: skip
    note = Line(label="Note", width="two-thirds", max_length=300, required=False)

    def __init__(self, *values: Any, today: date, **options: Any) -> None:
        self.today = today
        self.published: Published | None = None
        super().__init__(*values, **options)

    def clean(self) -> dict[str, Any]:
        """The figure as a line of a file would be read."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if self.errors:
            return given
        typed = {name: str(value) for name, value in given.items()}
        typed |= {name: "" for name in ("annualised", "basis") if typed[name] == _UNSAID}
        typed |= {column: typed[field] for column, field in _FIELDS.items()}
        try:
            self.published = read_published(typed, today=self.today)
        except Unreadable as wrong:
            for name, says in wrong.problems.items():
                field = _FIELDS.get(name, name)
                label = str(self.fields[field].label)
                self.add_error(field, ValidationError(f"{label}: {says.partition(': ')[2]}"))
        return given


class OthersFile(Form):
    """A CSV of many."""

    upload = Upload(label="File (CSV)")


def typed_of(one: Published) -> dict[str, Any]:
    """A figure that holds, as it stands in the form."""
    unsaid = {None: _UNSAID, True: "yes", False: "no"}
    return {
        "authority": one.authority, "group": one.group, "figure": one.figure, "starts_on": one.starts_on,
        "ends_on": one.ends_on, "numerator": "" if one.numerator is None else f"{one.numerator:,}",
        "denominator": "" if one.denominator is None else f"{one.denominator:,}",
        "value": "" if one.value is None else f"{one.value:.{one.decimals}f}", "per": one.per,
        "annualised": unsaid[one.annualised], "basis": one.basis or _UNSAID, "source": one.source, "note": one.note,
    }  # fmt: skip
