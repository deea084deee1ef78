"""The forms of the third and fourth step: what it is and where it goes, and the complaint that is opened."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from casework.intake.queries import Proposal
from casework.intake.ways import ABOUT, Way
from casework.people.queries import OfficerRow
from casework.screens.dates import plain_day
from casework.screens.fields import ChoiceOf, Form, Line, MomentField, Passage, SeveralOf
from putright.procedures.routing import Question
from putright.vocabulary import RecordType

ANSWER = "answer-"
"""What the name of a question’s field begins with."""
# What each answer to "what is it?" means here. Source: HOS Code 2024 1.2-1.5, LGSCO Code 2024 1.1-1.3.
MEANINGS = {
    "complaint": "Any dissatisfaction with what we did or did not do. The word “complaint” is not needed.",
    "service_request": "They ask for something to be put right for the first time. "
    "If they are unhappy with how that was answered, it is a complaint.",
    "comment": "A view or suggestion that asks for no answer.",
    "compliment": "Praise: tell the person and the team.",
    "repeat_contact": "They chase a complaint that is open already. It is kept with that complaint.",
    "appeal": "The law gives it an appeal or review of its own: tell them where and by when.",
    "member_enquiry": "A councillor asks on somebody’s behalf, and it is not that person’s complaint.",
    "ombudsman_enquiry": "Goes to the link officer the same day.",
    "safeguarding": "Somebody may be at risk: refer it now.",
}
DECISIONS = (
    RecordType.COMPLAINT,
    RecordType.SERVICE_REQUEST,
    RecordType.REPEAT_CONTACT,
    RecordType.COMMENT,
    RecordType.COMPLIMENT,
    *(
        one
        for one in RecordType
        # A contact is never one that was moved: a complaint is. In Wales it is a complaint, and its way names the rest.
        if one.value
        not in {
            "complaint",
            "service_request",
            "repeat_contact",
            "comment",
            "compliment",
            "moved",
            "social_services_children",
            "social_services_adults",
        }
    ),
)


class DecisionForm(Form):
    """The third step: where it goes by a few questions, what it is, and why.

    looking  only the way is looked for: nothing else has to be filled in yet.
    """

    safeguarding = ChoiceOf(
        [("no", "No"), ("yes", "Yes")],
        in_line=True,
        label="Could a child or an adult be at risk of harm?",
        help_text="This is asked first, whatever else it is.",
    )
    referred = Line(
        label="If yes: to whom was the safeguarding referral made, and when?", max_length=300, required=False
    )
    decision = ChoiceOf(DECISIONS, label="What is it?", hints=MEANINGS)
    reference = Line(
        label="If it chases an open complaint: its reference", max_length=20, required=False, width="10"
    )
    choice_offered = ChoiceOf(
        [("yes", "Yes"), ("no", "No")],
        in_line=True,
        label="Were they told that they can make it a complaint?",
        help_text="Whoever is dissatisfied is offered the choice.",
    )
    reason = Passage(label="Why is it that?", rows=3, help_text="It is kept with your name.")

    def __init__(
        self,
        *values: Any,
        way: Way,
        was_something_else: bool = False,
        looking: bool = False,
        **options: Any,
    ) -> None:
        super().__init__(*values, **options)
        self.way = way
        for question in way.asked:
            self.fields[ANSWER + question.key] = _asked(question)
        self.fields["departing"] = Passage(
            label="If it is something else than the answers lead to: why?",
            rows=2,
            required=False,
            max_length=2000,
        )
        if was_something_else:
            self.fields["complained_at"] = MomentField(
                label="If it is a complaint now: when did they say that they are not satisfied?",
                required=False,
                help_text="The complaint counts from then. Leave it empty if it was a complaint from the start: "
                "it counts from when it first reached us.",
            )
        if looking:
            for one in self.fields.values():
                one.required = False
        self.looking = looking
        self.say_what_is_required()

    @property
    def questions(self) -> list[Any]:
        """The inputs of the questions that find its way."""
        return [self[ANSWER + one.key] for one in self.way.asked]

    @property
    def answers(self) -> dict[str, list[str] | str]:
        """What was answered, by question; what was left empty is left out."""
        given = {one.key: self.cleaned_data.get(ANSWER + one.key) for one in self.way.asked}
        return {key: answer for key, answer in given.items() if answer}

    def clean(self) -> dict[str, Any]:
        """A risk is referred before anything else; a chaser has a complaint to go with."""
        given = super().clean() or self.cleaned_data
        if self.looking:
            return given
        if given.get("safeguarding") == "yes" and not given.get("referred"):
            self.add_error(
                "referred",
                "Make the safeguarding referral now, before anything else, and say to whom and when.",
            )
        if given.get("decision") == "repeat_contact" and not given.get("reference"):
            self.add_error("reference", "Enter the reference of the complaint it chases.")
        return given

    @property
    def reason_in_full(self) -> str:
        """The reason, with the referral when there was one."""
        referred = self.cleaned_data["referred"]
        return str(self.cleaned_data["reason"]) + (
            f"\n\nSafeguarding referral: {referred}" if referred else ""
        )


def _asked(question: Question) -> Any:
    choices = list(question.answers.items())
    if question.several:
        return SeveralOf(
            choices,
            required=False,
            label=question.asks,
            help_text="Tick all that apply: each part goes its own way.",
        )
    if question.usual is None:
        return ChoiceOf(choices, required=False, label=question.asks)
    return ChoiceOf(choices, required=False, label=question.asks, initial=question.usual)


def first_answers(way: Way) -> dict[str, Any]:
    """What the questions show before anybody answers: what was kept, else what its service deals with."""
    kept: Mapping[str, Any] = way.given
    found = {ANSWER + one.key: kept[one.key] for one in way.asked if one.key in kept}
    if ABOUT not in kept and way.likely:
        found[ANSWER + ABOUT] = [way.likely]
    return found


class OpeningForm(Form):
    """The fourth step: under which procedure, and who takes it on."""

    def __init__(
        self,
        *values: Any,
        proposals: Sequence[Proposal],
        officers: Sequence[OfficerRow],
        conduct: bool,
        way: Way,
        **options: Any,
    ) -> None:
        super().__init__(*values, **options)
        keys = [(one.key, one.title) for one in proposals]
        self.fields["procedure"] = ChoiceOf(
            keys,
            label="Procedure" if len({one.stage.key for one in proposals}) < 2 else "Procedure and stage",
            initial=keys[0][0] if keys else "",
            hints={one.key: f"{'Proposed: ' if one.proposed else ''}{one.because}." for one in proposals},
        )
        if way.lead is not None:
            self.fields["departing"] = Passage(
                label="If it is not opened where the answers lead: why?",
                rows=2,
                required=False,
                max_length=2000,
            )
        choices = [(str(one.id), _officer(one)) for one in officers]
        self.fields["handler"] = ChoiceOf(
            choices,
            as_list=True,
            nothing="Nobody yet: leave it unallocated",
            required=False,
            label="Who handles it?",
        )
        self.fields["restricted"] = ChoiceOf(
            [
                ("no", "Whoever may see complaints"),
                ("yes", "Only the people named below, who handles it, and I"),
            ],
            label="Who may see it?",
            initial="yes" if conduct else "no",
        )
        self.fields["named"] = SeveralOf(choices, label="Also to be named", required=False)
        self.say_what_is_required()


def _officer(one: OfficerRow) -> str:
    away = f", away until {plain_day(one.away_until)}" if one.away_until else ""
    return f"{one.name}{f' ({one.team})' if one.team else ''}{away}"
