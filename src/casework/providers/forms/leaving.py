"""The form of what a contractor that is gone leaves undone: one block for each thing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.http import QueryDict

from casework.providers.leaving import Becomes, Decided, LeftThing, Settled
from casework.screens.fields import Carried, ChoiceOf, DayField, Form, Passage
from putright.calendars import short_day


class LeavingForm(Form):
    """What becomes of each; one that nothing is said of stays as it is."""

    def __init__(
        self, *values: Any, things: Sequence[LeftThing], others: Sequence[tuple[str, str]], days: tuple[date, date],
        **options: Any,
    ) -> None:  # fmt: skip
        """days: the first and the last day something can be given as its new one."""
        super().__init__(*values, **options)
        self.things, self.days = things, days
        for one in things:
            self.fields[f"seen.{one.name}"] = Carried(initial=str(one.version))
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
        names = ("seen", "becomes", "to", "due", "words")
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
            due, (first, last) = given.get(f"due.{one.name}"), self.days
            if due is not None and not first <= due <= last:
                told = (
                    f"which has passed: choose {short_day(first)} or a day to come"
                    if due < first
                    else f"which is past {short_day(last)}, the last day we can count to: check the year"
                )
                self.add_error(f"due.{one.name}", f"{one.reference}: its new day {short_day(due)}, {told}.")
        return given

    @property
    def decided(self) -> tuple[Decided, ...]:
        """What was decided, as the command takes it."""
        given = self.cleaned_data
        return tuple(
            Decided(
                one, Becomes(given[f"becomes.{one.name}"]), given[f"words.{one.name}"], given[f"due.{one.name}"],
                given.get(f"to.{one.name}", ""), self._seen(one),
            )
            for one in self.things
            if given[f"becomes.{one.name}"]
        )  # fmt: skip

    def _seen(self, one: LeftThing) -> int:
        """The version of its complaint on the page it was decided on; -1 for none that can be."""
        typed = self.cleaned_data.get(f"seen.{one.name}", "")
        return int(typed) if typed.isdecimal() and len(typed) < 9 else -1

    @property
    def gone(self) -> tuple[str, ...]:
        """What was written of things that are not on the list any more, as it was typed."""
        here = {one.name for one in self.things}
        said = [
            key.removeprefix("becomes.") for key in self.data if key.startswith("becomes.") and self.data[key]
        ]
        return tuple(str(self.data.get(f"words.{name}", "")).strip() for name in said if name not in here)

    def refuse(self, refused: Mapping[str, str]) -> None:
        """Say of each of these why it was not settled."""
        self.is_valid()
        for name, why in refused.items():
            if f"words.{name}" in self.fields:
                self.add_error(f"words.{name}", f"{why}.")


def typed_again(data: QueryDict, settled: Settled, things: Sequence[LeftThing]) -> QueryDict:
    """What was typed of those that were not settled, on their complaints as they stand now."""
    kept = data.copy()
    for name in settled.done:
        for key in [each for each in kept if _is_of(each, name)]:
            del kept[key]
    for one in things:
        kept[f"seen.{one.name}"] = str(one.version)
    return kept


def _is_of(key: str, name: str) -> bool:
    field = key.partition(".")[2]
    return field == name or field.startswith(f"{name}-")
