"""Forms that open a case, and that settle one which is linked to no complaint yet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from casework.complaints.forms.act import ActForm, words
from casework.ombudsman.forms.fields import add_letter_fields, check_date_of_letter
from casework.screens.fields import ChoiceOf, Form, Line, Passage, SeveralOf
from putright.procedures import ombudsmen_in
from putright.vocabulary import EnquiryKind, OmbudsmanBody, ReferralKind


class OpenCase(ActForm):
    """An Ombudsman has a case about the complaint."""

    def build(self) -> None:
        """What its letter says, and who sees to it."""
        bodies = ombudsmen_in(self.page.procedure.nations)
        add_letter_fields(self, bodies=bodies, body=self.page.ombudsman.body, today=self.today)
        self.fields["asked"] = Passage(label="What exactly is asked?", required=False, rows=3)
        self.fields["points"] = SeveralOf(
            [(one.key, f"{one.key}. {one.words}"[:200]) for one in self.page.points if not one.withdrawn],
            label="Which of our points is it about?", required=False, help_text="None ticked: all, or not said.",
        )  # fmt: skip
        self.fields["document"] = ChoiceOf(
            [(str(one.id), one.what or one.called) for one in self.page.documents],
            as_list=True, nothing="None", required=False, label="The letter",
            help_text="Add it to the complaint first, under Documents.",
        )  # fmt: skip
        self.fields["owner"] = ChoiceOf(
            [(str(one.officer_id), one.called) for one in self.people],
            as_list=True, nothing="I see to it", required=False, label="Who is the link officer?",
        )  # fmt: skip

    def told(self) -> Iterable[str]:
        """It is followed beside our own procedure."""
        yield (
            "The case is followed on the Ombudsman desk until it is closed. Our own procedure and its dates go on as "
            "they are."
        )

    def clean(self) -> dict[str, Any]:
        """Something asked has a date, or its letter gives none."""
        given = super().clean() or self.cleaned_data
        check_date_of_letter(self, given, asked=bool(given.get("asks")))
        return given


class NewCase(Form):
    """An Ombudsman wrote about something; the complaint it belongs to may be known or not."""

    def __init__(self, *values: Any, bodies: Sequence[OmbudsmanBody], today: date, **options: Any) -> None:
        super().__init__(*values, **options)
        add_letter_fields(self, bodies=bodies, body=bodies[0] if len(bodies) == 1 else None, today=today)
        self.fields["complaint"] = Line(
            label="Our complaint", max_length=20, width="10", required=False,
            help_text="Its reference. Leave empty where we know of none, or have to look for it.",
        )  # fmt: skip
        self.say_what_is_required()

    def clean(self) -> dict[str, Any]:
        """Something asked has a date, or its letter gives none."""
        given = super().clean() or self.cleaned_data
        check_date_of_letter(self, given, asked=bool(given.get("asks")))
        return given


class LinkCase(Form):
    """Which complaint a case is about."""

    complaint = Line(
        label="Our complaint", max_length=20, width="10",
        help_text="Its reference. Search for the person or the words of the letter to find it.",
    )  # fmt: skip


class NotOurs(Form):
    """Why a case is no complaint of ours."""

    why = words("Why is it none of ours?", rows=3, hint="And what the Ombudsman was told, when and by whom.")


def letter_of(form: Form) -> dict[str, Any]:
    """What a form with the fields of the letter says, as the command takes it."""
    given = form.cleaned_data
    return {
        "body": OmbudsmanBody(given["body"]), "what": ReferralKind(given["what"]),
        "their_reference": given["reference"], "subject": given["subject"], "received_on": given["received_on"],
        "answer_by": given["answer_by"], "asks": EnquiryKind(given["asks"]) if given["asks"] else None,
    }  # fmt: skip
