"""Forms of needs, and of a complaint passed to a contractor."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from casework.agreements.forms.fields import ChosenForm
from casework.agreements.queries import contractors_to_choose
from casework.complaints.commands import Answer
from casework.complaints.forms.act import ActForm, words
from casework.complaints.forms.letters import REMEDIES, finding_choices
from casework.screens.dates import plain_day
from casework.screens.fields import ChoiceOf, DayField, SeveralOf, Tick
from putright.procedures import block_meanings, required_blocks
from putright.vocabulary import NeedStep, PointOutcome, RemedyDecision


class FindNeed(ActForm):
    """A need was assessed or came to light."""

    def build(self) -> None:
        """What, how pressing, who sees to it."""
        self.fields["words"] = words(
            "What is needed?", rows=3, hint="For example: grab rails at the bath, 45 cm."
        )
        self.fields["risk"] = Tick(label="Somebody may come to harm while it is open")
        self.fields["due"] = DayField(label="By when is it to be met?")
        self.fields["owner"] = ChoiceOf(
            [(str(one.officer_id), one.called) for one in self.people],
            as_list=True, nothing="I see to it", required=False, label="Who sees to it?",
        )  # fmt: skip
        self.fields["at"] = self.at("When was it found?")

    def told(self) -> Iterable[str]:
        """It is never closed silently."""
        yield "The complaint is not closed while a need is open, and the resident is told what becomes of it."


class MoveNeed(ChosenForm):
    """What became of a need."""

    def build(self) -> None:
        """Which, and how it ended."""
        self.fields["need"] = self.which(
            [(one.key, self.words_of(one.key, "A need")) for one in self.page.case.needs if not one.ended],
            "Which need?",
        )
        self.fields["to"] = ChoiceOf(
            [NeedStep.REMINDED, NeedStep.MET, NeedStep.DECLINED, NeedStep.NO_REPLY, NeedStep.EXCEPTIONAL],
            label="What became of it?",
            hints={
                "reminded": "At least once before it is left for want of a reply.",
                "declined_in_writing": "With what the resident wrote.",
                "exceptional": "A manager decides, with the reason.",
            },
        )
        self.fields["document"] = ChoiceOf(
            [(str(one.id), one.what or one.called) for one in self.page.documents],
            as_list=True, nothing="None", required=False, label="Document",
            help_text="Add it to the complaint first, under Documents.",
        )  # fmt: skip
        self.fields["words"] = words("What was said or done", rows=3)
        self.fields["at"] = self.at("When?")


class Forward(ActForm):
    """The complaint is passed to a contractor for its reply."""

    def build(self) -> None:
        """To whom, what is asked, with whose consent."""
        self.fields["contractor"] = ChoiceOf(
            contractors_to_choose(self.page.complaint_id), as_list=True, label="Which contractor?"
        )
        self.fields["words"] = words("What is asked of it, point by point", rows=4)
        self.fields["consent"] = ChoiceOf(
            [("yes", "Yes"), ("no", "No, or not asked")],
            label="Has the resident agreed to it being passed on?",
            in_line=True,
        )
        self.fields["copy_wanted"] = Tick(label="They want a copy of the contractor’s reply")
        self.fields["due"] = DayField(
            label="When is its reply due?",
            required=False,
            help_text="Leave empty for the time its contract gives, counted in working days.",
        )
        self.fields["at"] = self.at("When was it passed on?")

    def told(self) -> Iterable[str]:
        """It stays ours."""
        yield "The complaint stays open and ours: our own dates go on, and we decide what puts it right."
        if self.page.procedure.blocks.get("contractor-reply"):
            yield "The contractor’s reply is a step. The answer is ours."
        else:
            yield (
                f"{self.page.procedure.short_title}: a contractor’s reply is our answer at this stage, or a part of it. "
                "There is no stage before ours."
            )


class ContractorReply(ChosenForm):
    """The contractor replied."""

    def build(self) -> None:
        """What the reply says to each point, and what it gives."""
        waiting = [one for one in self.page.promises if one.what == "contractor_reply" and one.ended is None]
        self.fields["promise"] = self.which(
            [(one.key, f"{self.words_of(one.key, 'Passed on')}, due {plain_day(one.by)}") for one in waiting],
            "Which request does it answer?",
        )
        self.fields["words"] = words("What the reply says, in short", rows=3)
        self.points = [one for one in self.page.points if one.active]
        for point in self.points:
            name = f"Point {point.key}"
            self.fields[f"outcome-{point.key}"] = ChoiceOf(
                finding_choices(self.page.procedure), as_list=True, nothing="Not answered", required=False,
                label=f"{name}: its finding",
                help_text=point.words[:200],
            )  # fmt: skip
            self.fields[f"reasons-{point.key}"] = words(
                f"{name}: its reasons, with the evidence", required=False, rows=2
            )
            self.fields[f"remedy-{point.key}"] = ChoiceOf(
                REMEDIES,
                as_list=True,
                nothing="Not decided",
                required=False,
                label=f"{name}: putting it right",
            )
        codes = required_blocks(self.page.procedure, "contractor-reply")
        meanings = block_meanings()
        self.fields["blocks"] = SeveralOf(
            [(code, meanings[code].says[:1].upper() + meanings[code].says[1:]) for code in codes],
            label="What does the reply give?",
            required=False,
            help_text="Tick what it contains. What is missing is shown at once; we write with the resident’s rights.",
        )
        self.fields["whole"] = ChoiceOf(
            [("no", "No, we answer ourselves"), ("yes", "Yes, it is our answer at this stage")],
            label="Is it our answer?",
            initial="no",
        )
        self.fields["rest_by"] = DayField(label="By when do we answer?", required=False)
        self.fields["at"] = self.at("When did the reply come?")

    def clean(self) -> dict[str, Any]:
        """If we answer ourselves, by when."""
        given = super().clean() or self.cleaned_data
        if given.get("whole") == "no" and not given.get("rest_by") and "rest_by" not in self.errors:
            self.add_error(
                "rest_by", "By when do we answer?: enter the day, since the reply is not our answer."
            )
        return given

    @property
    def answers(self) -> tuple[Answer, ...]:
        """What it answers."""
        given = self.cleaned_data
        return tuple(
            Answer(
                point.key, PointOutcome(given[f"outcome-{point.key}"]), given[f"reasons-{point.key}"],
                RemedyDecision(given[f"remedy-{point.key}"] or RemedyDecision.NOT_DECIDED),
            )
            for point in self.points
            if given[f"outcome-{point.key}"]
        )  # fmt: skip
