"""Forms of contractors, workers, what we ask of our own visits, and of giving work to somebody else."""

from __future__ import annotations

from typing import Any

from casework.agreements.commands import ContractorTerms, OwnTerms
from casework.agreements.forms.fields import NumberLine, TimeLine
from casework.screens.fields import ChoiceOf, Form, Line, Tick
from putright.vocabulary import ContractorStatus


class ContractorForm(Form):
    """A contractor and what its contract asks for."""

    name = Line(label="Name")
    email = Line(label="E-mail address for complaints", kind="email", required=False, max_length=254)
    status = ChoiceOf(list(ContractorStatus), label="Contract", initial="active")
    reply_working_days = NumberLine(label="Working days for its reply to a complaint")
    notice_working_days = NumberLine(label="Working days’ notice of a visit", most=60)
    gives_time_slot = Tick(label="Every visit has a time slot")
    hours_from = TimeLine(label="It may contact residents from", required=False)
    hours_to = TimeLine(label="Until", required=False)
    confirm_working_hours = NumberLine(
        label="Visits sooner than this many working hours must be confirmed", most=200,
        help_text="By everybody who must know of them. Leave empty for our own rule.",
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Hours end after they begin."""
        return _hours(self, super().clean() or self.cleaned_data, "hours_from", "hours_to")

    @property
    def terms(self) -> ContractorTerms:
        """The contractor as the command takes it."""
        return ContractorTerms(**self.cleaned_data)


class OwnVisitsForm(Form):
    """What we ask of our own visits."""

    notice_working_days = NumberLine(label="Working days’ notice of a visit", most=60)
    gives_time_slot = Tick(label="Every visit has a time slot")
    works_from = TimeLine(label="Our working hours begin", required=False)
    works_to = TimeLine(label="And end", required=False)
    confirm_working_hours = NumberLine(
        label="Visits sooner than this many working hours must be confirmed", most=200,
        help_text="By everybody who must know of them.",
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Hours end after they begin."""
        return _hours(self, super().clean() or self.cleaned_data, "works_from", "works_to")

    @property
    def terms(self) -> OwnTerms:
        """What we ask, as the command takes it."""
        return OwnTerms(**self.cleaned_data)


class WorkerForm(Form):
    """Somebody who visits or contacts residents."""

    name = Line(label="Name", max_length=120)
    job = Line(label="Job", max_length=120, required=False)

    def __init__(
        self,
        *values: Any,
        contractors: list[tuple[str, str]],
        officers: list[tuple[str, str]],
        **options: Any,
    ) -> None:
        super().__init__(*values, **options)
        self.fields["contractor"] = ChoiceOf(
            contractors, as_list=True, nothing="Ours", required=False, label="Whom do they work for?"
        )
        self.fields["login"] = ChoiceOf(
            officers, as_list=True, nothing="They do not log in here", required=False, label="Which officer are they?",
            help_text="So that somebody kept away from a resident does not write to them either.",
        )  # fmt: skip
        self.fields["active"] = Tick(label="They work here now")
        self.say_what_is_required()


class GiveForm(Form):
    """Promises and other open ends are given to somebody else."""

    def __init__(self, *values: Any, officers: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*values, **options)
        self.fields["officer"] = ChoiceOf(officers, as_list=True, label="Give what is ticked to")
        self.say_what_is_required()


def _hours(form: Form, given: dict[str, Any], first: str, last: str) -> dict[str, Any]:
    if given.get(first) and given.get(last) and given[last] <= given[first]:
        form.add_error(last, f"{form.fields[last].label}: it must be later than the beginning.")
    return given
