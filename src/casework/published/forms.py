"""The forms of reports."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.forms import ValidationError

from casework.screens.fields import Carried, ChoiceOf, DayField, Form, Line, Passage, SeveralOf, Tick
from putright.measures import FactsError, Period

_YEARS_SHOWN = 10
_APRIL = 4
_QUARTERS = (
    ("1", "April to June"), ("2", "July to September"), ("3", "October to December"), ("4", "January to March"),
)  # fmt: skip


class BeginForm(Form):
    """Which report, of which period, beside what.

    kinds  name, title and words of each report there is to choose; codes: key and title, none = no question of them.
    """

    compare = Tick(label="Compare with the same days a year earlier")
    structure_on = DayField(
        label="Departments and services as they stood on", required=False,
        help_text="Leave it empty for the last day of the period.",
    )  # fmt: skip

    def __init__(
        self, *values: Any, kinds: Iterable[tuple[str, str, str]], codes: Iterable[tuple[str, str]], today: date,
        **options: Any,
    ) -> None:  # fmt: skip
        super().__init__(*values, **options)
        kinds, codes = tuple(kinds), tuple(codes)
        self.fields = {
            "report": ChoiceOf(
                [(name, title) for name, title, _ in kinds], label="Report",
                hints={name: says for name, _, says in kinds},
            ),
            "when": ChoiceOf(
                [("year", "A year"), ("quarter", "A quarter"), ("days", "From one day to another")],
                label="Period", in_line=True,
            ),
            "year": ChoiceOf(
                _years(today), label="Year, from 1 April to 31 March", as_list=True, required=False,
                nothing="Choose a year",
            ),
            "quarter": ChoiceOf(
                _QUARTERS, label="Quarter of that year", as_list=True, required=False, nothing="Choose a quarter"
            ),
            "starts_on": DayField(label="First day", required=False),
            "ends_on": DayField(label="Last day", required=False),
            "compare": self.fields["compare"],
            "procedures": SeveralOf(
                codes, label="Codes, for a self-assessment", required=False,
                help_text="Choose none for all of them. Other reports do not use it.",
            ),
            "structure_on": self.fields["structure_on"],
        }  # fmt: skip
        if not codes:
            del self.fields["procedures"]
        self.say_what_is_required()

    def clean(self) -> dict[str, Any]:
        """What was chosen, with the period it comes to."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if given.get("when"):
            self._period(given)
        if given.get("report") != "self-assessment":
            given["procedures"] = []
        return given

    def _period(self, given: dict[str, Any]) -> None:
        if given["when"] == "days":
            self._days(given)
        elif not given.get("year"):
            self.add_error("year", "Year: choose one.")
        elif given["when"] == "year":
            given["period"] = Period.year(given["year"])
        elif not given.get("quarter"):
            self.add_error("quarter", "Quarter of that year: choose one.")
        else:
            given["period"] = quarter_of(given["year"], int(given["quarter"]))

    def _days(self, given: dict[str, Any]) -> None:
        for name in ("starts_on", "ends_on"):
            if given.get(name) is None and name not in self.errors:
                self.add_error(name, f"{self.fields[name].label}: enter it, such as 1 4 2024.")
        if given.get("starts_on") and given.get("ends_on"):
            try:
                given["period"] = Period(given["starts_on"], given["ends_on"])
            except FactsError:
                self.add_error("ends_on", "Last day: it is before the first day. Turn them round.")


class WordsForm(Form):
    """Words for a section."""

    words = Passage(
        label="Words", rows=10, required=False,
        help_text="Leave a line empty between paragraphs. A number must be a figure of the report. Name no complaint.",
    )  # fmt: skip
    signed = Line(
        label="By", required=False, max_length=120,
        help_text="Who the report says these words are by, such as Head of Complaints.",
    )  # fmt: skip
    seen = Carried()

    def __init__(self, *values: Any, tables: Iterable[tuple[str, str]], **options: Any) -> None:
        super().__init__(*values, **options)
        choices = list(tables)
        if len(choices) > 1:
            about = SeveralOf(
                choices, label="What the words are about", required=False,
                help_text="Choose tables where the words speak of these alone; none for all of the section.",
            )  # fmt: skip
            self.fields = {"words": self.fields["words"], "about": about, **self.fields}
        self.say_what_is_required()


class AnswerForm(Form):
    """Our answer for a provision."""

    answer = ChoiceOf(
        [("yes", "Yes"), ("partly", "Partly"), ("no", "No")], label="Do we keep to it?", in_line=True
    )
    words = Passage(
        label="Why, and the evidence for it", required=False,
        help_text="Needed for a yes where the record shows otherwise. Name no complaint.",
    )  # fmt: skip
    target_on = DayField(
        label="The day it will be met", required=False, help_text="Needed for partly and no."
    )
    seen = Carried()


class ReasonForm(Form):
    """Why a frozen period is counted again."""

    words = Passage(
        label="Why this period is counted again", rows=3,
        help_text="The public page gives it with every figure that is another. Name nobody.",
    )  # fmt: skip


class SendBackForm(Form):
    """What is to be changed."""

    back = Passage(label="What is to be changed", rows=3)


class TakeBackForm(Form):
    """Why a report is taken back."""

    words = Passage(
        label="Why it is taken back", rows=3, help_text="It stays on record and is not published."
    )


def quarter_of(year: str, quarter: int) -> Period:
    """A quarter of a year that begins in April."""
    whole = Period.year(year)
    month = _APRIL + 3 * (quarter - 1)
    first = date(whole.starts_on.year + (month - 1) // 12, (month - 1) % 12 + 1, 1)
    after = month + 3
    following = date(whole.starts_on.year + (after - 1) // 12, (after - 1) % 12 + 1, 1)
    return Period(first, date.fromordinal(following.toordinal() - 1))


def typed_number(typed: str) -> int:
    """A number the page carries. Raises ValidationError."""
    if not (typed.isdecimal() and len(typed) < 16):
        raise ValidationError("The page is not as this service sends it. Open it again.")
    return int(typed)


def _years(today: date) -> list[tuple[str, str]]:
    """The years that can be chosen, the one that ended last first, the running one after it."""
    running = today.year if today.month >= _APRIL else today.year - 1
    ended = [running - back for back in range(1, _YEARS_SHOWN + 1)]
    written = {first: f"{first}-{(first + 1) % 100:02}" for first in [ended[0], running, *ended[1:]]}
    return [(one, f"{one} (not over)" if first == running else one) for first, one in written.items()]
