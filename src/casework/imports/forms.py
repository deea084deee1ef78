"""Forms of imports."""

from __future__ import annotations

from typing import Any

from casework.screens.fields import Form, Passage, Tick, Upload

LONGEST_MAPPING = 200_000


class TrialForm(Form):
    """A file to be tried."""

    upload = Upload(
        label="The file of complaints",
        help_text="A CSV file with one row for each complaint: days and codes, and no names.",
    )
    mapping = Passage(
        label="How it is written, if it is another system’s own (optional)",
        required=False,
        max_length=LONGEST_MAPPING,
        help_text="The text of a mapping file: which of its columns and words are ours, and how it writes days.",
    )


class GoAheadForm(Form):
    """What is to be done with rows and places that stand in the way."""

    skip_bad = Tick(label="Leave out the rows that cannot be taken in", required=False)
    make_services = Tick(label="Make the departments and services that are missing", required=False)

    def __init__(self, *values: Any, bad: bool, makes: bool, **options: Any) -> None:
        super().__init__(*values, **options)
        if not bad:
            del self.fields["skip_bad"]
        if not makes:
            del self.fields["make_services"]
