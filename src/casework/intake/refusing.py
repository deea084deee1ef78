"""The form by which what a contact brought is not accepted as a complaint."""

from __future__ import annotations

from typing import Any

from casework.complaints.forms.course import reason_hints
from casework.screens.fields import ChoiceOf, DayField, Form, Line, Passage, Tick
from putright.procedures import Procedure
from putright.vocabulary import RejectionReason


class RefusalForm(Form):
    """Instead of the fourth step: it is not accepted as a complaint."""

    def __init__(self, *values: Any, procedure: Procedure, ombudsman: str, **options: Any) -> None:
        super().__init__(*values, **options)
        self.fields["reason"] = ChoiceOf(
            list(RejectionReason), label="Why is it not accepted?", hints=reason_hints(procedure)
        )
        self.fields["words"] = Passage(label="The reasons of this case, as told to the resident")
        self.fields["issue_on"] = DayField(label="When did the matter arise or become known?", required=False)
        self.fields["discretion_considered"] = Tick(
            label="Accepting it although it is late was considered, and the reasons above say why not"
        )
        self.fields["filed_on"] = DayField(label="When was the claim filed at court?", required=False)
        self.fields["original"] = Line(
            label="Reference of the complaint it repeats", required=False, width="10", max_length=20
        )
        self.fields["ombudsman_details"] = Tick(
            label=f"The letter says that this refusal can be taken to the {ombudsman}, and how"
        )
        self.fields["at"] = DayField(label="When were they told?")
        self.say_what_is_required()

    def clean(self) -> dict[str, Any]:
        """What the chosen reason needs."""
        given = super().clean() or self.cleaned_data
        reason = given.get("reason")
        if reason == "over_12_months" and not given.get("issue_on"):
            self.add_error(
                "issue_on", "Enter the day the matter arose or became known: the time limit counts from it."
            )
        if reason == "over_12_months" and not given.get("discretion_considered"):
            self.add_error(
                "discretion_considered", "Consider accepting it although it is late, and tick that you did."
            )
        if reason == "court_proceedings_issued" and not given.get("filed_on"):
            self.add_error(
                "filed_on", "Enter the day the claim was filed: a threat of court is no reason to refuse."
            )
        if reason in {"duplicate", "previously_considered"} and not given.get("original"):
            self.add_error("original", "Enter the reference of the complaint it repeats.")
        if not given.get("ombudsman_details"):
            self.add_error(
                "ombudsman_details",
                "Every refusal tells of the Ombudsman. Put it into the letter, then tick.",
            )
        return given
