"""The form of a member on the register."""

from __future__ import annotations

from typing import Any

from casework.members.commands import MemberTerms
from casework.screens.fields import ChoiceOf, DayField, Form, Line, Passage
from putright.vocabulary import MemberKind


class MemberForm(Form):
    """Who they are, for where, and how they are reached."""

    kind = ChoiceOf(MemberKind, label="What are they?")
    name = Line(label="Name", max_length=200)
    area = Line(label="Ward or constituency", max_length=120, required=False)
    email = Line(label="E-mail", max_length=200, required=False)
    telephone = Line(label="Telephone", max_length=40, required=False)
    address = Passage(label="Address", rows=3, required=False)
    postcode = Line(label="Postcode", max_length=10, required=False)
    in_office_to = DayField(
        label="Last day in office", required=False, help_text="Leave it empty while they hold the seat."
    )

    def clean(self) -> dict[str, Any]:
        """They are reached somehow, and an address is one."""
        given = super().clean() or self.cleaned_data
        if given.get("email") and "@" not in given["email"]:
            self.add_error("email", "E-mail: an address has an @ in it, such as name@example.org.")
        if not given.get("email") and not given.get("address") and "email" not in self.errors:
            self.add_error("email", "E-mail: enter it, or a postal address, so that an answer reaches them.")
        return given

    @property
    def terms(self) -> MemberTerms:
        """What was entered."""
        given = dict(self.cleaned_data)
        return MemberTerms(MemberKind(given.pop("kind")), **given)


class WhichComplaint(Form):
    """The complaint a contact of a member is about."""

    reference = Line(
        label="Reference of the complaint", max_length=20,
        help_text="Where there is none yet, and the person wants one, open it from the contact first.",
    )  # fmt: skip
