"""Forms of lessons: what a complaint teaches, and what everybody may read of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from casework.complaints.forms.act import ActForm, words
from casework.outcomes.learning import Learned
from casework.screens.fields import Carried, ChoiceOf, SeveralOf
from putright.vocabulary import Cause, RootCause


class LearnForm(ActForm):
    """A lesson, or that there is none and why."""

    def build(self) -> None:
        """What, where from, and what was changed."""
        self.fields["kind"] = ChoiceOf(
            [("lesson", "Something is to be learned"), ("none", "No action, because of the reason below")],
            label="Does it teach something?",
        )
        self.fields["words"] = words("What is to be learned, or why nothing", rows=3)
        self.fields["root_cause"] = ChoiceOf(
            list(RootCause), label="Where did the fault come from?", required=False, in_line=True
        )
        self.fields["cause"] = ChoiceOf(
            list(Cause), as_list=True, nothing="Not chosen", required=False, label="What went wrong?"
        )
        self.fields["changed"] = words("What was changed because of it?", required=False, rows=3)
        self.fields["points"] = SeveralOf(
            [(one.key, f"{one.key}. {one.words}") for one in self.page.points if not one.withdrawn],
            label="Which points does it follow from?", required=False,
        )  # fmt: skip
        self.fields["at"] = self.at("When?")

    def told(self) -> Iterable[str]:
        """When it is asked."""
        yield "Every complaint that is upheld, also in part, teaches something, or it is said why not. Both are counted."

    def clean(self) -> dict[str, Any]:
        """A lesson says where the fault came from."""
        given = super().clean() or self.cleaned_data
        if given.get("kind") == "lesson":
            if not given.get("root_cause"):
                self.add_error("root_cause", "Where did the fault come from?: choose one.")
            if not given.get("cause"):
                self.add_error("cause", "What went wrong?: choose what figures count it as.")
        return given

    @property
    def learned(self) -> Learned:
        """What was entered."""
        given = self.cleaned_data
        none = given["kind"] == "none"
        return Learned(
            words=given["words"],
            root_cause=RootCause(given["root_cause"]) if given["root_cause"] and not none else None,
            cause=Cause(given["cause"]) if given["cause"] and not none else None,
            points=tuple(given["points"]),
            no_lesson=none,
            changed="" if none else given["changed"],
        )


class TellForm(ActForm):
    """What everybody may read of a lesson."""

    def __init__(self, *values: Any, said: str, did: str, version: int, **options: Any) -> None:
        self.said, self.did, self.version = said, did, version
        super().__init__(*values, **options)

    def build(self) -> None:
        """What residents said, and what we did."""
        self.fields["lesson_version"] = Carried(initial=str(self.version))
        self.fields["said"] = words("You said", rows=3)
        self.fields["said"].initial = self.said
        self.fields["did"] = words("We did", rows=3)
        self.fields["did"].initial = self.did

    def told(self) -> Iterable[str]:
        """What must not stand in it."""
        yield "Nobody’s name, address or story: it is for everybody to read. Somebody else approves it."

    @property
    def seen_version(self) -> int:
        """The version of the lesson the writer saw."""
        text = str(self.cleaned_data.get("lesson_version") or "")
        return int(text) if text.isdecimal() and len(text) < 9 else -1


class ApproveTellingForm(TellForm):
    """That everybody may read it."""

    def build(self) -> None:
        """Nothing but the version that was read."""
        self.fields["lesson_version"] = Carried(initial=str(self.version))

    def told(self) -> Iterable[str]:
        """The text."""
        yield f"You said: {self.said}"
        yield f"We did: {self.did}"
        yield "Check that it names nobody and nothing by which somebody is known."
