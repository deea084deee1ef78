"""Forms of how a case goes on: decided, a step further, sent back to us, under review, closed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from casework.complaints.forms.act import words
from casework.ombudsman.deciding import Head
from casework.ombudsman.forms.fields import NOT_SAID, YES_NO, CaseForm, yes_or_no
from casework.ombudsman.steps import OnReturn
from casework.screens.fields import ChoiceOf, Line, SeveralOf, Tick
from putright.cases.heads import holding_heads
from putright.vocabulary import DecisionText, Determination, PublishedOutcome, RemediedBy

MOST_HEADS = 12
ASKERS = ("The complainant", "Us", "Somebody else")


class Decide(CaseForm):
    """The Ombudsman decided: what it says of the whole, and of each head."""

    def build(self) -> None:
        """The five things, then the heads; at a review those before stand in the form."""
        self.fields["at"] = self.at(
            "When did it decide?", "The date of the decision, not the day it reached us."
        )
        if self.state.decided is not None:
            self.fields["at_review"] = Tick(
                label="It amends the decision before it, at a review", initial=True
            )
        process, nothing = self.process, "Not known, or not said"
        self.fields["published"] = ChoiceOf(
            process.choices(process.published),
            as_list=True,
            nothing=nothing,
            required=False,
            label="Outcome as published",
        )
        self.fields["text"] = ChoiceOf(
            process.choices(process.texts), as_list=True, nothing=nothing, required=False,
            label="What the text of the decision does",
            help_text="It may differ from what is published.",
        )  # fmt: skip
        self.fields["fault"] = ChoiceOf(YES_NO, label="Did it find fault?", initial=NOT_SAID, in_line=True)
        self.fields["injustice"] = ChoiceOf(
            YES_NO, label="Did it find that it caused injustice?", initial=NOT_SAID, in_line=True
        )
        self.fields["remedied_by"] = ChoiceOf(
            RemediedBy, as_list=True, nothing=nothing, required=False, label="Who puts it right?"
        )
        self.fields["document"] = self.document("The decision")
        self._heads()

    def _heads(self) -> None:
        before = holding_heads(self.page.case, self.state)
        self.rows = min(max(3, len(self.page.points), len(before)) + 1, MOST_HEADS)
        points = [(one.key, f"{one.key}. {one.words}"[:160]) for one in self.page.points]
        for number in range(1, self.rows + 1):
            head = before[number - 1] if number <= len(before) else None
            self.fields[f"about-{number}"] = Line(
                label=f"Head {number}: what it is about", required=False, max_length=300,
                initial=self.words_of(head.key, "") if head else "", help_text="In the Ombudsman’s words.",
            )  # fmt: skip
            offered = list(self.process.determinations)
            if head is not None and head.body.determination not in offered:
                offered.append(head.body.determination)
            self.fields[f"found-{number}"] = ChoiceOf(
                self.process.choices(offered), as_list=True, nothing="Choose one", required=False,
                label=f"Head {number}: what it found",
                initial=head.body.determination.value if head else None,
            )  # fmt: skip
            if points:
                self.fields[f"points-{number}"] = SeveralOf(
                    points, label=f"Head {number}: which of our points", required=False,
                    initial=list(head.body.points) if head else None,
                )  # fmt: skip

    def told(self) -> Iterable[str]:
        """Two ways."""
        yield "Leave empty what the decision does not say. The five are kept apart, as they often differ."

    def clean(self) -> dict[str, Any]:
        """A head is its words and what was found."""
        given = super().clean() or self.cleaned_data
        for number in range(1, self.rows + 1):
            about, found = given.get(f"about-{number}"), given.get(f"found-{number}")
            if about and not found:
                self.add_error(f"found-{number}", f"Head {number}: choose what it found.")
            elif not about and (found or given.get(f"points-{number}")):
                self.add_error(f"about-{number}", f"Head {number}: say what it is about.")
        return given

    @property
    def decision(self) -> dict[str, Any]:
        """The five things, as the command takes them."""
        given = self.cleaned_data
        return {
            "published_outcome": PublishedOutcome(given["published"]) if given["published"] else None,
            "text": DecisionText(given["text"]) if given["text"] else None,
            "fault_found": yes_or_no(given["fault"]), "injustice_found": yes_or_no(given["injustice"]),
            "remedied_by": RemediedBy(given["remedied_by"]) if given["remedied_by"] else None,
            "document": given["document"], "at_review": given.get("at_review", False),
        }  # fmt: skip

    @property
    def heads(self) -> list[Head]:
        """What was found on each head."""
        given = self.cleaned_data
        return [
            (Determination(given[f"found-{one}"]), given[f"about-{one}"], given.get(f"points-{one}") or [])
            for one in range(1, self.rows + 1)
            if given[f"about-{one}"]
        ]


class MoveCase(CaseForm):
    """The case went a step further."""

    def build(self) -> None:
        """To which step, and what happened."""
        usual = [one.key for one in self.process.after(self.state.step)]
        others = [
            one for one in self.process.steps.values() if one.key not in usual and one.key != self.state.step
        ]
        self.fields["to"] = ChoiceOf(
            [
                *((key, self.process.step(key).title) for key in usual if not self.process.step(key).ends),
                *((one.key, f"{one.title} (does not usually follow)") for one in others if not one.ends),
            ],
            label="At which step is it now?",
        )  # fmt: skip
        self.fields["words"] = words(
            "What happened?", required=False, rows=3, hint="Needed where the step does not usually follow."
        )
        self.fields["document"] = self.document("The Ombudsman’s letter")
        self.fields["at"] = self.at("When?")

    def clean(self) -> dict[str, Any]:
        """An unusual step says why."""
        given = super().clean() or self.cleaned_data
        if given.get("to") and given["to"] not in self.state.at.then and not given.get("words", "").strip():
            self.add_error(
                "words", f"What happened?: this step does not usually follow on “{self.state.at.title}”."
            )
        return given


class CloseCase(CaseForm):
    """Nothing more comes in this case."""

    def build(self) -> None:
        """On whose word."""
        self.fields["words"] = words("On whose word, and how was it told?", rows=3)
        self.fields["document"] = self.document("The Ombudsman’s letter")
        self.fields["at"] = self.at("When was it closed?")

    def told(self) -> Iterable[str]:
        """What is still open."""
        for one in self.open_enquiries():
            yield f"Still to be answered: {self.told_of(one)}."
        left = [one for one in self.page.case.orders if one.body.referral == self.case_key and not one.ended]
        for order in left:
            yield f"Order still open: {order.body.type.label.lower()}."

    @property
    def to(self) -> str:
        """The step that ends it."""
        return next(one.key for one in self.process.steps.values() if one.ends)


class GiveCase(CaseForm):
    """Another link officer sees to the case."""

    def build(self) -> None:
        """Who."""
        self.fields["owner"] = self.officer("Who is the link officer now?", required=True)


class ReturnCase(CaseForm):
    """The Ombudsman sent the complaint back to us, as it came too early."""

    def build(self) -> None:
        """What becomes of the complaint."""
        possible = [OnReturn.GOES_ON]
        if not self.page.case.is_open:
            possible.insert(0, OnReturn.REOPENED)
        elif self.page.next_stage is not None and self.page.next_stage.key not in {
            one.key for one in self.page.case.stages
        }:
            possible.insert(0, OnReturn.ESCALATED)
        self.fields["becomes"] = ChoiceOf(
            possible, label="What becomes of the complaint?",
            initial=OnReturn.REOPENED.value if not self.page.case.is_open else None,
        )  # fmt: skip
        self.fields["words"] = words(
            "What did the Ombudsman write?", rows=3, hint="It is kept that the Ombudsman sent the complaint."
        )
        self.fields["at"] = self.at("When did its letter reach us?", "The new clock runs from this day.")

    def told(self) -> Iterable[str]:
        """Where the complaint stands."""
        yield f"The complaint is at {self.page.stage.title.lower()}: {self.page.case.status.label.lower()}."


class AskReview(CaseForm):
    """A review of the decision was asked for."""

    def build(self) -> None:
        """By whom, on what ground."""
        self.fields["asked_by"] = ChoiceOf([(one, one) for one in ASKERS], label="Who asks for it?")
        self.fields["words"] = words("On what ground?", rows=4)
        self.fields["at"] = self.at("When was it asked for?")

    def told(self) -> Iterable[str]:
        """Within what time, and on what grounds."""
        process = self.process
        yield f"A review may be asked for within {process.review_within}: {process.review_why} ({process.review_source})."
