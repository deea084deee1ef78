"""Forms of the joint plan: how linked complaints are answered, and what became of a part that triage found."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from casework.agreements.forms.fields import ChosenForm
from casework.complaints.forms.act import ActForm, words
from casework.screens.fields import ChoiceOf, SeveralOf
from casework.together.found import SETTLED_BY_HAND
from casework.together.plan import LinkRow
from putright.procedures.routing import part_title
from putright.vocabulary import Pace


class ChoosePace(ActForm):
    """Whether linked complaints are answered in step, or each at its own time."""

    links: Sequence[LinkRow] = ()

    def build(self) -> None:
        """How, for which of the links, and why."""
        now = {one.key: one.pace for one in self.page.case.links}
        paces = {now[one.key] for one in self.links}
        self.fields["how"] = ChoiceOf(
            Pace, label="How are they answered?", initial=paces.pop().value if len(paces) == 1 else None,
            hints={
                Pace.IN_STEP.value: "No answer leaves before the others are ready, but with a named officer’s reason.",
                Pace.OWN_TIME.value: "Each answer leaves when it is ready. Say why.",
            },
        )  # fmt: skip
        if len(self.links) > 1:
            self.fields["links"] = SeveralOf(
                [(one.key, f"{one.other}: {one.title} ({now[one.key].label.lower()})") for one in self.links],
                label="With which of them?", initial=[one.key for one in self.links],
            )  # fmt: skip
        self.fields["words"] = words(
            "Why",
            required=False,
            rows=3,
            hint="Needed where each has its own time. Do not write the other reference here.",
        )
        self.fields["at"] = self.at("When was that decided?")

    def told(self) -> Iterable[str]:
        """What it means for their dates."""
        yield "Each keeps its own dates, whatever is chosen. A date is never overruled by waiting for another answer."
        yield "The choice stands on both ends of a link; the reason stays on this complaint."

    @property
    def chosen_links(self) -> tuple[str, ...]:
        """Keys of the links it holds for."""
        return tuple(self.cleaned_data.get("links") or [one.key for one in self.links])


class SettlePart(ChosenForm):
    """A part that triage found is not opened here: the person was told who deals with it, or it is left."""

    def build(self) -> None:
        """Which part, what became of it, and how or why."""
        left = [(one.key, part_title(one.key)) for one in self.page.case.parts if not one.ended]
        self.fields["part"] = self.which(left, "Which part?")
        self.fields["to"] = ChoiceOf(
            [(one.value, one.label) for one in SETTLED_BY_HAND], label="What became of it?"
        )
        self.fields["words"] = words("How they were told, or why it is not begun", rows=3)
        self.fields["at"] = self.at("When?")

    def told(self) -> Iterable[str]:
        """What else there is to do with it."""
        yield "A part that comes under a procedure of ours is begun by opening it, or by linking the complaint it is."
