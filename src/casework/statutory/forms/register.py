"""The form of somebody on the register of people from outside."""

from __future__ import annotations

from casework.screens.fields import DayField, Form, Line, Passage, SeveralOf, Tick
from casework.statutory.commands import PersonTerms
from putright.vocabulary import Conflict, PersonRole

TAKES = (
    PersonRole.INVESTIGATING_OFFICER,
    PersonRole.INDEPENDENT_PERSON,
    PersonRole.PANEL_CHAIR,
    PersonRole.PANEL_MEMBER,
    PersonRole.ADVOCATE,
)
"""The parts that somebody from outside can take."""
ALWAYS = (Conflict.MEMBER, Conflict.OFFICER, Conflict.PARTNER)
"""What speaks against somebody on every complaint; the rest is asked for each complaint."""


class PersonForm(Form):
    """Somebody from outside: how to reach them, what they can do, what they declared."""

    name = Line(max_length=120, label="Name")
    works_for = Line(
        required=False, label="Works for", help_text="Leave it empty for somebody who works alone."
    )
    email = Line(required=False, max_length=254, kind="email", label="E-mail")
    telephone = Line(required=False, max_length=40, width="20", label="Telephone")
    roles = SeveralOf(TAKES, label="Which parts can they take?")
    conflicts = SeveralOf(ALWAYS, required=False, label="Does any of this hold of them?")
    interests = Passage(required=False, rows=3, label="What they declared, in their words")
    declared_on = DayField(required=False, label="When did they last declare it in writing?")
    available_from = DayField(required=False, label="From when can they take a part?")
    away = Tick(label="They take no part for now")

    @property
    def terms(self) -> PersonTerms:
        """What was entered."""
        given = self.cleaned_data
        return PersonTerms(
            given["name"].strip(), given["works_for"].strip(), given["email"].strip(), given["telephone"].strip(),
            tuple(given["roles"]), tuple(given["conflicts"]), given["interests"], given["declared_on"],
            given["available_from"], given["away"],
        )  # fmt: skip
