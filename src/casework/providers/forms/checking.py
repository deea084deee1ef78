"""The forms by which officers ask a contractor, check its reply, and take the answer over."""

from __future__ import annotations

from typing import Any

from casework.complaints.commands import Answer
from casework.complaints.forms.act import ActForm, words
from casework.complaints.forms.letters import REMEDIES, finding_choices
from casework.providers.queries import PartPage
from casework.screens.fields import ChoiceOf, DayField, SeveralOf, Tick
from putright.vocabulary import PointOutcome, RemedyDecision, ReplyStep


class PartForm(ActForm):
    """A form about one part of the complaint that is with a contractor."""

    part: PartPage


class Ask(PartForm):
    """Send the contractor a link to reply."""

    def build(self) -> None:
        """Which points and documents go along."""
        points = [one for one in self.page.points if one.active]
        self.fields["points"] = SeveralOf(
            [(one.key, f"Point {one.key}: {one.words[:160]}") for one in points],
            label="Which points is it asked about?", initial=[one.key for one in points],
        )  # fmt: skip
        if self.part.documents:
            self.fields["documents"] = SeveralOf(
                list(self.part.documents), required=False, label="Which documents are sent along?",
                help_text="Only what is needed to answer. Nothing else of the complaint is shown.",
            )  # fmt: skip
        if not self.part.consent:
            self.fields["consent"] = Tick(
                label="The resident has agreed to this being shared with the contractor"
            )
        self.fields["expires_on"] = DayField(
            required=False,
            label="Until when does the link open?",
            help_text="Leave empty for our usual time.",
        )

    def told(self) -> Any:
        """What the contractor will see, and how it gets it."""
        yield (
            "The contractor sees the questions, the points and documents ticked here, and nothing else. "
            "An earlier link opens no more."
        )
        if self.part.email:
            yield f"The link goes to {self.part.email}."
        else:
            yield "No e-mail address of the contractor is on record, so that you pass the link on yourself."


class Check(PartForm):
    """Check the reply, and say what we do with it."""

    def build(self) -> None:
        """The checklist, our findings, and what follows."""
        waiting = self.part.waiting
        self.fields["blocks"] = SeveralOf(
            list(self.part.blocks), required=False, initial=list(self.part.suggested),
            label="What does the reply give? Tick what you found in it",
            help_text="What seems to be there is ticked. Look at the signposting yourself.",
        )  # fmt: skip
        self.fields["to"] = ChoiceOf(list(ReplyStep), label="What do we do with it?")
        self.fields["words"] = words(
            "What is missing or wrong, what we corrected, or why we answer ourselves", required=False, rows=3,
            hint="The contractor reads this when the reply is sent back.",
        )  # fmt: skip
        self.fields["due"] = DayField(required=False, label="Sent back: when is it due again?")
        self.points = list(waiting.points) if waiting else []
        for one in self.points:
            name = f"Point {one.point}"
            self.fields[f"outcome-{one.point}"] = ChoiceOf(
                finding_choices(self.page.procedure, one.outcome_code), as_list=True, nothing="Not answered",
                required=False, initial=one.outcome_code,
                label=f"{name}: the finding we adopt",
            )  # fmt: skip
            self.fields[f"reasons-{one.point}"] = words(
                f"{name}: the reasons we adopt", required=False, rows=3
            )
            self.fields[f"reasons-{one.point}"].initial = one.reasons
            self.fields[f"remedy-{one.point}"] = ChoiceOf(
                REMEDIES, as_list=True, nothing="Not decided", required=False, initial=one.remedy_code,
                label=f"{name}: putting it right",
            )  # fmt: skip
        self.fields["whole"] = ChoiceOf(
            [("no", "No, we answer ourselves"), ("yes", "Yes, it is our answer at this stage")],
            label="Adopted or corrected: is it our answer?", initial="no",
        )  # fmt: skip
        self.fields["rest_by"] = DayField(required=False, label="By when do we answer?")

    @property
    def answers(self) -> tuple[Answer, ...]:
        """What we adopt."""
        given = self.cleaned_data
        return tuple(
            Answer(
                one.point, PointOutcome(given[f"outcome-{one.point}"]), given[f"reasons-{one.point}"],
                RemedyDecision(given[f"remedy-{one.point}"] or RemedyDecision.NOT_DECIDED),
            )
            for one in self.points
            if given[f"outcome-{one.point}"]
        )  # fmt: skip


class TakeOver(PartForm):
    """Answer ourselves."""

    def build(self) -> None:
        """Why."""
        self.fields["words"] = words("Why do we answer ourselves?", rows=3)

    def told(self) -> Any:
        """What follows."""
        yield "The contractor’s link opens no more. The complaint stays open, and the answer is ours."
