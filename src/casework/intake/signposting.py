"""The form of the letter that tells who deals with a contact."""

from __future__ import annotations

from typing import Any

from casework.letters.adapters.registry import Way, set_up
from casework.screens.fields import Carried, ChoiceOf, Form, Passage


class SignpostForm(Form):
    """What its author writes, and how it goes."""

    reason = Passage(label="Why it goes there, in words for them", rows=4, required=False, max_length=5000)
    details = Passage(
        label="How to reach them, and by when",
        rows=4,
        required=False,
        max_length=5000,
        help_text="Name, address, telephone, and any last day they have to keep to.",
    )
    language = ChoiceOf([("en", "English"), ("cy", "Welsh")], in_line=True, label="Language")

    def __init__(self, *values: Any, **options: Any) -> None:
        super().__init__(*values, **options)
        ways = [("print", "Print it and post it")]
        if set_up(Way.EMAIL):
            ways.insert(0, ("email", "E-mail"))
        self.fields["way"] = ChoiceOf(ways, in_line=True, label="How it goes")
        self.fields["seen"] = Carried()
