"""The form of somebody who signs letters as a procedure asks."""

from __future__ import annotations

from typing import Any

from casework.people.queries import OfficerRow
from casework.screens.fields import ChoiceOf, DayField, Form, Passage
from casework.statutory.commands import SignatoryTerms
from putright.procedures.signatures import SIGNS
from putright.vocabulary import PersonRole


class SignatoryForm(Form):
    """Who signs, as what, by whose decision, and from when."""

    def __init__(self, *values: Any, officers: tuple[OfficerRow, ...], **options: Any) -> None:
        super().__init__(*values, **options)
        self.fields["officer_id"] = ChoiceOf(
            [(str(one.id), one.name) for one in officers], as_list=True, nothing="Choose the officer", label="Who signs?"
        )  # fmt: skip
        self.fields["signs_as"] = ChoiceOf(SIGNS, label="As what?", initial=SIGNS[0].value)
        self.fields["how"] = ChoiceOf(
            [("self", "They are that person"), ("authorised", "That person authorised them to sign")],
            label="How?",
        )
        self.fields["authority"] = Passage(
            required=False,
            rows=2,
            label="How that was decided",
            help_text="Such as the minute of a meeting, with its day.",
        )
        self.fields["from_on"] = DayField(label="From which day?")
        self.fields["until_on"] = DayField(required=False, label="Until which day, if it has ended?")
        self.say_what_is_required()

    @property
    def terms(self) -> SignatoryTerms:
        """What was entered."""
        given = self.cleaned_data
        return SignatoryTerms(
            given["officer_id"], PersonRole(given["signs_as"]), given["how"] == "authorised", given["authority"],
            given["from_on"], given["until_on"],
        )  # fmt: skip
