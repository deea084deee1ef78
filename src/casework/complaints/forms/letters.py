"""Forms of what is sent to the resident: acknowledgement, more time, response, and what is said in between."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.forms import ValidationError

from casework.complaints.commands import Answer
from casework.complaints.forms.act import ActForm, words
from casework.screens.fields import ChoiceOf, DayField, Line, Tick
from putright.calendars import short_day
from putright.clocks import Deadline, add_length
from putright.procedures import Procedure, Timescale, findings_under, outcome_word
from putright.vocabulary import Channel, PointOutcome, RemedyDecision

# No finding is worth offering that another act records: withdrawing a point is one.
FINDINGS = findings_under(None)
"""The findings every procedure knows, for forms that are of no one procedure."""
REMEDIES = (RemedyDecision.OFFERED, RemedyDecision.NONE_WITH_REASON, RemedyDecision.LEFT_TO_OTHERS)


def finding_choices(procedure: Procedure, kept: str | None = None) -> list[tuple[str, str]]:
    """The findings a point can get under the procedure, in its words.

    kept  the code that is stored: it stays to be seen, also where the procedure does not know it (any more).
    """
    known = [(one.value, outcome_word(procedure, one)) for one in findings_under(procedure)]
    if kept and kept != PointOutcome.WITHDRAWN and kept not in dict(known):
        known.append((kept, f"{PointOutcome(kept).label} (not under {procedure.short_title})"))
    return known


class Acknowledge(ActForm):
    """The acknowledgement."""

    def build(self) -> None:
        """When it was sent and what it gave."""
        self.fields["at"] = self.at("When was it sent?")
        self.fields["blocks"] = self.contents("acknowledge", "What does the acknowledgement give?")

    def told(self) -> Iterable[str]:
        """By when, and what follows from it."""
        for deadline in _open(self.page.deadlines, self.page.stage.key, "acknowledged"):
            yield f"{deadline.title}: due {_day(deadline.due_on)} ({deadline.provision})."
        yield "The time for the answer is counted from the day it is sent."
        if not [one for one in self.page.points if one.active]:
            yield "No point is agreed yet: an acknowledgement without the points does not define the complaint."


class Extend(ActForm):
    """More time for the answer."""

    def build(self) -> None:
        """What an extension needs in order to count."""
        self.fields["to"] = DayField(label="New date")
        self.fields["reason"] = words("Reason, as told to the resident", required=False)
        self.fields["at"] = self.at("When was it decided?")
        self.fields["told_on"] = DayField(
            label="When was the resident told?",
            required=False,
            initial=self.today,
            help_text="Leave empty if they have not been told yet. The extension does not count until they are.",
        )
        self.fields["ombudsman_details"] = Tick(
            label=f"The message gave the details of the {self.page.ombudsman.name}",
            help_text=", ".join(
                (self.page.ombudsman.website, self.page.ombudsman.telephone, *self.page.ombudsman.address)
            ),
        )
        self.fields["update_every"] = Line(
            label="Working days between updates, as agreed",
            required=False,
            width="2",
            max_length=2,
        )
        if (rule := self._rule()) and rule.extension and "good_reason" in rule.extension.beyond_with:
            self.fields["good_reason"] = Tick(
                label=f"There is a good reason to go beyond {rule.extension.most}, agreed by a manager"
            )

    def told(self) -> Iterable[str]:
        """The date it extends, the limit, and what has counted so far."""
        rule = self._rule()
        running = _open(self.page.deadlines, self.page.stage.key, self.page.stage.answered_by)
        for deadline in running:
            yield f"{deadline.title}: due {_day(deadline.due_on)} ({deadline.provision})."
        if rule is None or rule.extension is None:
            yield f"{self.page.procedure.short_title} gives no extension here: one is recorded, and does not count."
        elif rule.extension.most is not None:
            original = running[0].original_due_on if running else None
            latest = add_length(original, rule.extension.most, self.calendar) if original else None
            yield (
                f"The longest extension is {rule.extension.most} after the original date "
                f"({rule.extension.provision})"
                + (f": {short_day(latest)}. " if latest else ". ")
                + "Beyond it the original date stays the one that counts."
            )

    def clean_update_every(self) -> int | None:
        """A small number of days."""
        typed = self.cleaned_data["update_every"]
        if not typed:
            return None
        if not typed.isdecimal() or not 1 <= int(typed) <= 60:
            raise ValidationError(
                "Working days between updates: enter a number from 1 to 60, or leave it empty."
            )
        return int(typed)

    def _rule(self) -> Timescale | None:
        stage = self.page.stage
        return next((one for one in stage.timescales if one.ends_with == stage.answered_by), None)


class Respond(ActForm):
    """The response, with an answer to each point."""

    def build(self) -> None:
        """When it was sent, a finding a point, what the letter gave."""
        self.points = [one for one in self.page.points if one.active]
        self.fields["at"] = self.at("When was it sent?")
        for point in self.points:
            self.fields[f"outcome-{point.key}"] = ChoiceOf(
                finding_choices(self.page.procedure), as_list=True, nothing="Not answered in this letter",
                required=False, label="Finding",
            )  # fmt: skip
            self.fields[f"reasons-{point.key}"] = words(
                "Reasons, as the letter gives them", required=False, rows=3
            )
            self.fields[f"remedy-{point.key}"] = ChoiceOf(
                REMEDIES, as_list=True, nothing="Not decided", required=False, label="Putting it right"
            )
        self.fields["complete"] = ChoiceOf(
            [
                ("yes", "Yes, it is the answer of this stage"),
                ("no", "No, the rest follows in another letter"),
            ],
            label="Is the answer complete?",
            initial="yes",
        )
        self.fields["more_by"] = DayField(label="When was the rest promised?", required=False)
        self.fields["author"] = ChoiceOf(
            [(str(one.officer_id), _named(one.name, one.because)) for one in self.people],
            as_list=True,
            nothing="I wrote it myself",
            required=False,
            label="Who wrote it?",
        )
        self.fields["blocks"] = self.contents("respond", "What does the response give?")

    def told(self) -> Iterable[str]:
        """By when, and what comes after."""
        for deadline in _open(self.page.deadlines, self.page.stage.key, self.page.stage.answered_by):
            yield f"{deadline.title}: due {_day(deadline.due_on)} ({deadline.provision})."
        if self.page.next_stage is None:
            yield f"This is the final response: it sends the resident to the {self.page.ombudsman.name}."
        else:
            yield f"It tells the resident how to go on to {self.page.next_stage.title.lower()}; they need no reason."

    @property
    def answers(self) -> tuple[Answer, ...]:
        """The answers given."""
        given = self.cleaned_data
        return tuple(
            Answer(
                point.key,
                PointOutcome(given[f"outcome-{point.key}"]),
                given[f"reasons-{point.key}"],
                RemedyDecision(given[f"remedy-{point.key}"] or RemedyDecision.NOT_DECIDED),
            )
            for point in self.points
            if given[f"outcome-{point.key}"]
        )

    def clean(self) -> dict[str, Any]:
        """An incomplete letter promises the rest; reasons belong to a finding."""
        given = super().clean() or self.cleaned_data
        for point in self.points:
            if given.get(f"reasons-{point.key}") and not given.get(f"outcome-{point.key}"):
                self.add_error(
                    f"outcome-{point.key}", f"Point {point.key} has reasons but no finding: choose one."
                )
        if given.get("complete") == "no" and not given.get("more_by") and "more_by" not in self.errors:
            self.add_error(
                "more_by", "When was the rest promised?: enter the day, since the answer is not complete."
            )
        return given


class Note(ActForm):
    """A note, of a conversation with the resident or only for the file."""

    def build(self) -> None:
        """What was said, when, by which channel."""
        self.fields["happened_at"] = self.at("When was it?")
        self.fields["words"] = words("What was said or seen")
        self.fields["with_complainant"] = ChoiceOf(
            [
                ("yes", "Yes, it told them how the complaint is getting on"),
                ("no", "No, it is for the file only"),
            ],
            label="Was it a conversation with the resident?",
        )
        self.fields["channel"] = ChoiceOf(
            list(Channel), as_list=True, nothing="Not said", required=False, label="How?"
        )
        self.fields["new_date"] = DayField(label="Date they were given for the next step", required=False)


class AskClarification(ActForm):
    """A question to the resident about what they complain of."""

    def build(self) -> None:
        """What was asked."""
        self.fields["words"] = words("What was asked")
        self.fields["at"] = self.at("When was it asked?")

    def told(self) -> Iterable[str]:
        """It stops nothing."""
        yield "Asking does not stop any clock."


class ReceiveClarification(ActForm):
    """The resident's answer to it."""

    def build(self) -> None:
        """What they said."""
        self.fields["words"] = words("What the resident said")
        self.fields["at"] = self.at("When did it come?")


def _open(deadlines: tuple[Deadline, ...], stage: str, ends: str) -> list[Deadline]:
    """Open deadlines of the stage; the acknowledgement's own when `ends` is `acknowledged`, else the others."""
    found = [one for one in deadlines if one.stage == stage and one.met_on is None]
    return [one for one in found if (one.timescale == "acknowledge") == (ends == "acknowledged")]


def _day(when: date | datetime | None) -> str:
    return "on a day that is not known yet" if when is None else short_day(when)


def _named(name: str, because: str) -> str:
    return f"{name} (was {because})" if because else name
