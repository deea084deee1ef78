"""The few words of those who sign, send back, and follow a letter that was sent."""

from __future__ import annotations

from typing import Any

from casework.letters.queries import Approval, Way
from casework.letters.words import ReturnReason
from casework.screens.fields import ChoiceOf, DayField, Form, Line, Passage, SeveralOf, Tick
from putright.vocabulary.money import pounds


class ReturnForm(Form):
    """Why a letter goes back to its author."""

    reasons = SeveralOf(ReturnReason, label="Why does it go back?")
    words = Passage(label="What is to be changed", rows=4)


class SignForm(Form):
    """Which accounts were confirmed with who is paid, for the payments a signature approves.

    What is not ticked is offered by the letter all the same, and approved on its own later.
    """

    def __init__(self, *values: Any, approves: tuple[Approval, ...], **options: Any) -> None:
        super().__init__(*values, **options)
        for one in approves:
            if one.asks:
                self.fields[f"confirmed-{one.key}"] = Tick(
                    label=f"{pounds(one.amount_pence)}: the account was confirmed with {one.payee or 'who is paid'}"
                )

    @property
    def confirmed(self) -> tuple[str, ...]:
        """Keys of the payments whose account was confirmed."""
        return tuple(name.removeprefix("confirmed-") for name, yes in self.cleaned_data.items() if yes)


class AskForm(Form):
    """Whom the author asks to sign."""

    def __init__(self, *values: Any, signers: tuple[tuple[str, str], ...], **options: Any) -> None:
        super().__init__(*values, **options)
        self.fields["of"] = ChoiceOf(
            signers, as_list=True, nothing="Whoever may sign it", required=False, label="Who is to sign it?"
        )
        self.say_what_is_required()


class AnotherWayForm(Form):
    """Another way for a letter that did not arrive."""

    way = ChoiceOf([(way.value, way.label) for way in Way], label="How is it to go?")
    to = Line(label="E-mail address, if by e-mail", required=False, kind="email", max_length=254)


class PostedForm(Form):
    """The day a letter of the print queue was posted."""

    on = DayField(label="When was it posted?")


class ArrivedForm(Form):
    """The day a letter arrived, as the resident or the post told."""

    on = DayField(label="When did it arrive?")
