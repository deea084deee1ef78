"""Forms of what is agreed with a resident: contact, adjustments, who must stay away, and what was broken."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from casework.agreements.commands import CANCEL
from casework.agreements.forms.fields import ChosenForm, NumberLine, TimeLine
from casework.agreements.queries import teams_to_choose, who_may_come
from casework.agreements.working import NEW
from casework.complaints.forms.act import ActForm, words
from casework.complaints.open_ends import to_be_minded
from casework.screens.dates import plain_day
from casework.screens.fields import ChoiceOf, DayField, Line
from putright.vocabulary import AgreementKind, Channel, IncidentKind, IncidentStep

_NEEDED = {
    AgreementKind.NAMED_CONTACT.value: ("officer", "Named contact: choose who it is."),
    AgreementKind.DO_NOT_ROUTE.value: ("not_routed_to", "Team they are not put through to: choose it."),
    AgreementKind.ADJUSTMENT.value: (
        "review",
        "When is it looked at again?: enter a day; an adjustment is reviewed.",
    ),
}


class Agree(ActForm):
    """How we contact the resident, or an adjustment for them."""

    def build(self) -> None:
        """What was agreed, as fields and in words."""
        self.fields["what"] = ChoiceOf(list(AgreementKind), label="What was agreed?")
        self.fields["words"] = words(
            "In words, with the exceptions",
            hint="For example: by e-mail only; in an emergency by telephone.",
            rows=3,
        )
        self.fields["channel"] = ChoiceOf(
            list(Channel), as_list=True, nothing="Not said", required=False, label="How are they contacted?"
        )
        self.fields["hours_from"] = TimeLine(
            label="Contacted from", required=False, help_text="Safe hours, such as 10:00."
        )
        self.fields["hours_to"] = TimeLine(label="Contacted until", required=False)
        self.fields["officer"] = ChoiceOf(
            sorted(self.page.officers.items(), key=lambda one: one[1]),
            as_list=True, nothing="Nobody in particular", required=False, label="Named contact",
        )  # fmt: skip
        self.fields["not_routed_to"] = ChoiceOf(
            teams_to_choose(self.page.complaint_id),
            as_list=True, nothing="No team", required=False, label="Team they are not put through to",
        )  # fmt: skip
        self.fields["notice_working_days"] = NumberLine(
            label="Working days’ notice of a visit", most=60, help_text="Leave empty where none was agreed."
        )
        self.fields["time_slot"] = ChoiceOf(
            [("no", "As usual"), ("yes", "Always with a time slot")],
            label="Time slot of visits",
            initial="no",
        )
        self.fields["review"] = DayField(label="When is it looked at again?", required=False)
        self.fields["at"] = self.at("When was it agreed?")

    def clean(self) -> dict[str, Any]:
        """Each kind needs what makes it one."""
        given = super().clean() or self.cleaned_data
        needed = _NEEDED.get(str(given.get("what")))
        if needed and not given.get(needed[0]) and needed[0] not in self.errors:
            self.add_error(*needed)
        return given


class ReviewAgreement(ChosenForm):
    """An agreement is looked at again."""

    def build(self) -> None:
        """Which, and whether it goes on."""
        self.fields["agreement"] = self.which(
            [
                (one.key, f"{one.body.what.label}: {self.words_of(one.key, 'no words kept')}")
                for one in self.page.case.agreements
                if not one.ended
            ],
            "Which agreement?",
        )
        goes_on(self)

    def clean(self) -> dict[str, Any]:
        """One that goes on has a next day."""
        return checked(self, super().clean() or self.cleaned_data)


class KeepAway(ActForm):
    """A worker must not contact or visit."""

    def build(self) -> None:
        """Who, what it covers, and what becomes of their visits."""
        people = who_may_come(self.page.complaint_id)
        self.fields["worker"] = ChoiceOf(
            [*people, (NEW, "Somebody not on the list")], as_list=True, label="Who must stay away?"
        )
        self.fields["name"] = Line(
            label="Their name, if they are not on the list", required=False, max_length=120
        )
        self.fields["job"] = Line(label="Their job", required=False, max_length=120)
        self.fields["words"] = words(
            "What it covers, and where",
            hint="Home, work, the street; calls, messages; what they said they need to feel safe.",
            rows=3,
        )
        self.fields["review"] = DayField(label="When is it looked at again?")
        self.fields["instead"] = ChoiceOf(
            [(CANCEL, "Their visits are cancelled"), *people],
            as_list=True, nothing="They have no visits arranged", required=False,
            label="Who makes the visits they were to make?",
        )  # fmt: skip
        self.fields["at"] = self.at("From when?")

    def told(self) -> Iterable[str]:
        """What holds already is never asked for again."""
        for one in to_be_minded(self.page, today=self.today):
            if one.strong:
                yield f"On record already: {one.words} The resident is not asked to say or write it again."
        yield (
            "From now on nobody can book or send this worker to the resident, on this or any other complaint of the "
            "same person or home."
        )

    def clean(self) -> dict[str, Any]:
        """Somebody who is not on the list has a name."""
        given = super().clean() or self.cleaned_data
        if given.get("worker") == NEW and not (given.get("name") or "").strip():
            self.add_error("name", "Their name: enter it, since they are not on the list.")
        return given


class ReviewRestriction(ChosenForm):
    """A no-contact rule is looked at again."""

    def build(self) -> None:
        """Which, and whether it goes on."""
        self.fields["restriction"] = self.which(
            [
                (one.key, self.words_of(one.key, "A worker"))
                for one in self.page.case.restrictions
                if not one.ended
            ],
            "Which rule?",
        )
        goes_on(self)

    def clean(self) -> dict[str, Any]:
        """One that goes on has a next day."""
        return checked(self, super().clean() or self.cleaned_data)


class OpenIncident(ChosenForm):
    """An agreement was broken."""

    def build(self) -> None:
        """What, by whom, and what happened."""
        self.fields["what"] = ChoiceOf(list(IncidentKind), label="What was broken?")
        rules = [
            (one.key, self.words_of(one.key, "A worker"))
            for one in self.page.case.restrictions
            if not one.ended
        ]
        self.fields["restriction"] = ChoiceOf(
            rules, as_list=True, nothing="None", required=False, label="Which no-contact rule, if it was one?"
        )
        self.fields["worker"] = ChoiceOf(
            who_may_come(self.page.complaint_id),
            as_list=True, nothing="Not said", required=False, label="Who was it?",
        )  # fmt: skip
        self.fields["words"] = words("What happened", rows=4)
        self.fields["at"] = self.at("When?")

    def told(self) -> Iterable[str]:
        """How an incident ends."""
        yield "An incident ends with an apology to the resident and a review by somebody senior."
        yield "Do not ask the resident to repeat what is on record already."


class MoveIncident(ChosenForm):
    """What was done about an incident."""

    def build(self) -> None:
        """Which, and which step."""
        self.fields["incident"] = self.which(
            [
                (one.key, f"{one.body.what.label}, {plain_day(one.made.at)}")
                for one in self.page.case.incidents
                if not one.ended
            ],
            "Which incident?",
        )
        self.fields["to"] = ChoiceOf(
            [IncidentStep.APOLOGISED, IncidentStep.REVIEWED, IncidentStep.CLOSED],
            label="What was done?",
            hints={
                "reviewed": "By a manager: what went wrong, and what keeps it from happening again.",
                "closed": "Only after both.",
            },
        )
        self.fields["words"] = words("What was said, found or decided", rows=4)
        self.fields["at"] = self.at("When?")


def goes_on(form: ActForm) -> None:
    """Whether something that was looked at again goes on, until when, and why."""
    form.fields["goes_on"] = ChoiceOf(
        [("yes", "It goes on"), ("no", "It ends")], label="What was decided?", in_line=True
    )
    form.fields["review"] = DayField(label="When is it looked at next?", required=False)
    form.fields["words"] = words("What was found, and what the resident says", rows=3)
    form.fields["at"] = form.at("When was it looked at?")


def checked(form: ActForm, given: dict[str, Any]) -> dict[str, Any]:
    """What goes on has a next day; what ends has none."""
    if given.get("goes_on") == "yes" and not given.get("review") and "review" not in form.errors:
        form.add_error("review", "When is it looked at next?: enter the day, since it goes on.")
    if given.get("goes_on") == "no" and given.get("review"):
        form.add_error("review", "When is it looked at next?: leave it empty, since it ends.")
    return given
