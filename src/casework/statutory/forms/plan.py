"""Forms of a complaint handled by a plan: the talk, the plan, its agreement, what is shared, what was settled at once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from casework.complaints.forms.act import ActForm, words
from casework.screens.dates import plain_day
from casework.screens.fields import ChoiceOf, DayField
from casework.statutory.forms.people import Milestone
from putright.cases.planned import plan_steps, settling_limit
from putright.cases.state import day_of

_YES_NO = [("yes", "Yes"), ("no", "No")]


class Offered(Milestone):
    """A talk was offered."""

    moment = "discussion_offered"
    asks = "How it was offered, and what the person said"
    when = "When was it offered?"


class Held(Milestone):
    """The talk was held."""

    moment, needs_words = "discussion_held", True
    asks = "What was said of how it is handled and how long that takes"
    when = "When did you talk?"


class Declined(Milestone):
    """The person did not want to talk."""

    moment = "discussion_declined"
    asks = "What the person said"
    when = "When did they say so?"

    def told(self) -> Iterable[str]:
        """What is next."""
        yield "You then set the time yourself: record the plan, and write to the person about it."


class SetPlan(ActForm):
    """The plan, or a change of it."""

    def build(self) -> None:
        """How, by when, and whether the person agreed."""
        changed = bool(plan_steps(self.page.case))
        self.fields["words"] = words(
            "What changes, and why" if changed else "How the complaint is handled",
            hint="The letter to the person says it in these words. You can still change them there.",
        )
        self.fields["by_day"] = DayField(label="On which day does the answer come at the latest?")
        self.fields["agreed"] = ChoiceOf(_YES_NO, in_line=True, label="Does the person agree?")
        self.fields["at"] = self.at("When was this agreed, or set?")

    def told(self) -> Iterable[str]:
        """The plan as it stands, and the longest time."""
        for step in plan_steps(self.page.case)[-1:]:
            if step.by:
                yield f"The plan now says {plain_day(step.by)}."
        for one in self.page.deadlines:
            scale = self.page.procedure.stage(one.stage).timescale(one.timescale)
            if scale.if_missed and one.due_on:
                yield (
                    f"The longest time the law gives ends on {plain_day(one.due_on)} ({one.provision}). "
                    "A later day counts when the person agrees to it before then."
                )  # fmt: skip


class AgreePlan(Milestone):
    """The person agreed afterwards."""

    moment = "plan_agreed"
    asks = "How they agreed, and what they said"
    when = "When did they agree?"


class FirstBody(Milestone):
    """Another body passed it to us."""

    moment, needs_words = "first_body_received", True
    asks = "Which body passed it to us, and why"
    when = "When did it come to us?"

    def build(self) -> None:
        """The other body's day first."""
        self.fields["date_given"] = DayField(label="When did the other body receive it?")
        super().build()
        if (received := self.page.case.received_on) is not None:
            self.fields["at"].initial = received

    def told(self) -> Iterable[str]:
        """Both clocks."""
        yield "Our clocks run from the day we received it. The dates counted from the other body’s day stand beside them."


class Consent(Milestone):
    """The person agreed to sharing."""

    moment, needs_words = "shared_consent", True
    asks = "What may be shared, and with whom"
    when = "When did they agree?"


class Joint(ActForm):
    """It is handled jointly."""

    def build(self) -> None:
        """Who leads, with whom, and how."""
        self.fields["leads"] = ChoiceOf(
            [
                ("joint_led_by_us", "We lead, and send one answer"),
                ("joint_led_by_them", "They lead, and send one answer"),
            ],
            label="Who leads?",
        )  # fmt: skip
        self.fields["words"] = words("With which body, who speaks for it, and what each does by when", rows=4)
        self.fields["at"] = self.at("When was it agreed?")

    def told(self) -> Iterable[str]:
        """What follows."""
        yield "The bodies agree who leads, tell each other what they need, and send the person one answer."
        yield "Nothing is shared before the person agreed to it: record their consent first."


class Share(ActForm):
    """It was shared with the other body."""

    def build(self) -> None:
        """What, and whether the person agreed."""
        self.fields["words"] = words("What was shared, and with whom", rows=3)
        self.fields["consent"] = ChoiceOf(
            _YES_NO, in_line=True, label="Did the person agree to it beforehand?"
        )
        self.fields["at"] = self.at("When was it shared?")


class Representative(ActForm):
    """Somebody speaks for the person."""

    def build(self) -> None:
        """Whether they are accepted, and why."""
        self.fields["accepted"] = ChoiceOf(
            _YES_NO, in_line=True, label="Are they accepted to speak for the person?"
        )
        self.fields["words"] = words(
            "Why", hint="The person’s wishes, whether they can decide this, what the other shows."
        )
        self.fields["at"] = self.at("When was it decided?")

    def told(self) -> Iterable[str]:
        """Who may."""
        for one in self.page.procedure.eligible:
            if one.key == "representative":
                yield f"{one.says} ({one.provision})."
        yield "Somebody who is not accepted is told why in writing: write “Representative not accepted” afterwards."


class SettledAtOnce(ActForm):
    """What was said was settled at once."""

    def build(self) -> None:
        """How, when, and the written record."""
        self.fields["words"] = words("What was said, what was done, and that the person is satisfied")
        self.fields["at"] = self.at("When was it settled?")
        self.fields["record_on"] = DayField(
            required=False,
            label="When did the person get the written record?",
            help_text="Leave it empty if they have not got it: it is then asked why it goes without.",
        )

    def told(self) -> Iterable[str]:
        """The limit, and what follows."""
        limit = settling_limit(self.page.case, self.page.procedure, self.calendar)
        if limit is not None:
            yield f"To be settled so, it was settled to the person’s satisfaction by {plain_day(limit)}."
        yield "It is then no complaint under this procedure."
        yield "It stays on record, closed, and is counted as our own policy says."

    def clean(self) -> dict[str, Any]:
        """A copy is given after it was settled, or with it."""
        given = super().clean() or self.cleaned_data
        settled, record = day_of(given.get("at")), given.get("record_on")
        if settled and record and record < settled:
            self.add_error(
                "record_on",
                "When did the person get the written record?: enter the day it was settled, or later.",
            )
        return given
