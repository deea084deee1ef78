"""Forms of the yearly letter: its file, and why something differs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from casework.orders.figures import called
from casework.screens.fields import Carried, ChoiceOf, Form, Passage, Upload
from putright.vocabulary import OmbudsmanBody


class ImportLetter(Form):
    """The list of cases of one year."""

    body = ChoiceOf([], label="Which Ombudsman?")
    year = ChoiceOf([], as_list=True, label="Which year?")
    upload = Upload(
        label="The list of cases, as a CSV file",
        help_text="One case a line: their reference, received, decided, category, outcome, remedy.",
    )

    def __init__(
        self, *values: Any, bodies: Sequence[OmbudsmanBody], years: Sequence[int], **options: Any
    ) -> None:
        super().__init__(*values, **options)
        self.fields["body"] = ChoiceOf(bodies, label="Which Ombudsman?", initial=bodies[0])
        self.fields["year"] = ChoiceOf(
            [(str(one), called(one)) for one in years], as_list=True, label="Which year?"
        )
        self.say_what_is_required()


class Explain(Form):
    """Why the letter and our register differ."""

    words = Passage(
        label="Why do they differ?",
        rows=4,
        help_text="It is kept with your name, for the audit of the figures.",
    )
    seen = Carried()
