"""The form of what a contractor that is gone leaves undone: one block for each thing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from casework.providers.leaving import Becomes, Decided, LeftThing
from casework.screens.fields import ChoiceOf, DayField, Form, Passage


class LeavingForm(Form):
    """What becomes of each; one that nothing is said of stays as it is."""

    def __init__(
        self, *values: Any, things: Sequence[LeftThing], others: Sequence[tuple[str, str]], **options: Any
    ) -> None:
        super().__init__(*values, **options)
        self.things = things
        for one in things:
            given_up = [] if one.ordered else [Becomes.REPLACED]
            given = [Becomes.GIVEN] if others else []
            self.fields[f"becomes.{one.name}"] = ChoiceOf(
                [Becomes.KEPT, *given, *given_up], required=False, label="What becomes of it?"
            )
            if others:
                self.fields[f"to.{one.name}"] = ChoiceOf(
                    others, as_list=True, nothing="Nobody", required=False, label="Given to whom?"
                )
            self.fields[f"due.{one.name}"] = DayField(required=False, label="Its new day, if it gets one")
            self.fields[f"words.{one.name}"] = Passage(
                required=False, rows=2, label="Why, or what happens now, as the resident may read it"
            )
        self.say_what_is_required()

    def blocks(self) -> list[tuple[LeftThing, list[Any]]]:
        """Each thing with its fields, for the page."""
        names = ("becomes", "to", "due", "words")
        return [
            (one, [self[f"{name}.{one.name}"] for name in names if f"{name}.{one.name}" in self.fields])
            for one in self.things
        ]

    def clean(self) -> dict[str, Any]:
        """What is decided says why, and to whom it is given."""
        given = super().clean() or self.cleaned_data
        for one in self.things:
            becomes = given.get(f"becomes.{one.name}")
            if becomes and not given.get(f"words.{one.name}"):
                self.add_error(f"words.{one.name}", f"{one.reference}: say why, or what happens now.")
            if becomes == Becomes.GIVEN and not given.get(f"to.{one.name}"):
                self.add_error(f"to.{one.name}", f"{one.reference}: choose the provider it is given to.")
        return given

    @property
    def decided(self) -> tuple[Decided, ...]:
        """What was decided, as the command takes it."""
        given = self.cleaned_data
        return tuple(
            Decided(
                one, Becomes(given[f"becomes.{one.name}"]), given[f"words.{one.name}"], given[f"due.{one.name}"],
                given.get(f"to.{one.name}", ""),
            )
            for one in self.things
            if given[f"becomes.{one.name}"]
        )  # fmt: skip
