"""The forms of the register of providers."""

from __future__ import annotations

from typing import Any

from casework.providers.register import ContractWords, EntryKind, Written
from casework.screens.fields import ChoiceOf, DayField, Form, Line, Passage, Tick
from putright.vocabulary import ContractorStatus


class ContractForm(Form):
    """The contract."""

    starts_on = DayField(label="The contract runs from", required=False)
    ends_on = DayField(label="Until", required=False)
    complaint_procedure = Passage(
        label="What its own complaint procedure says", required=False,
        help_text="Its steps and times, and how it tells residents of ours.",
    )  # fmt: skip
    returns_monthly = Tick(label="It tells us each month of every complaint it got, also of none")

    @property
    def words(self) -> ContractWords:
        """The contract as the command takes it."""
        return ContractWords(**self.cleaned_data)


class MeasureForm(Form):
    """A measure of the contract."""

    name = Line(label="Measure")
    target = Line(label="What it has to reach", max_length=120)


class EntryForm(Form):
    """An entry of the log."""

    def __init__(self, *values: Any, measures: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*values, **options)
        kinds = [one for one in EntryKind if one is not EntryKind.STATUS]
        self.fields["kind"] = ChoiceOf(kinds, label="What is it?")
        self.fields["on"] = DayField(label="When was it?")
        if measures:
            self.fields["kpi"] = ChoiceOf(
                measures, as_list=True, required=False, label="Result: of which measure?"
            )
            self.fields["met"] = ChoiceOf(
                [("yes", "Met"), ("no", "Not met")], required=False, in_line=True, label="Result: was it met?"
            )
        self.fields["words"] = Passage(label="What was said or found")
        self.fields["decided"] = Passage(label="What was decided", required=False, rows=2)
        self.say_what_is_required()

    @property
    def written(self) -> Written:
        """The entry as the command takes it."""
        given = self.cleaned_data
        met = {"yes": True, "no": False}.get(given.get("met", ""))
        kind = EntryKind(given["kind"])
        return Written(kind, given["on"], given["words"], given["decided"], given.get("kpi", ""), met)


class StatusForm(Form):
    """How the contract stands."""

    status = ChoiceOf(list(ContractorStatus), label="How does the contract stand?")
    on = DayField(label="Since when?")
    words = Passage(label="Why", rows=2)


class HandOverForm(Form):
    """Taking over what a contractor left."""

    words = Passage(label="What we tell ourselves and the residents of it", rows=3)


class AccountForm(Form):
    """Somebody at the contractor who signs in."""

    name = Line(label="Name", max_length=120)
    email = Line(label="E-mail address", kind="email", max_length=254)


class PackForm(Form):
    """The days of a pack."""

    first = DayField(label="From")
    last = DayField(label="To")

    def clean(self) -> dict[str, Any]:
        """A period ends after it begins."""
        given = super().clean() or self.cleaned_data
        if given.get("first") and given.get("last") and given["last"] < given["first"]:
            self.add_error("last", "To: it must not be before the first day.")
        return given


class GroupForm(Form):
    """A buying group, begun or joined."""

    name = Line(label="Name of a new group", max_length=120, required=False)
    code = Line(label="Or the code of a group there is", max_length=24, required=False)
    shows_counts = Tick(
        label="The others may see how many replies wait for us and how many are late, never a complaint"
    )
