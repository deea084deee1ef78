"""Forms of what an Ombudsman asks: received, more time, given to somebody else, answered; and its questions."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from casework.complaints.forms.act import words
from casework.ombudsman.forms.fields import (
    ASKED_ELSEWHERE,
    NEVER_WORKED_OUT,
    CaseForm,
    add_date_of_letter,
    check_date_of_letter,
)
from casework.ombudsman.queries import QuestionPaper, question_of, unanswered_of
from casework.screens.fields import Carried, ChoiceOf, DayField, Line, Passage, SeveralOf
from putright.vocabulary import EnquiryKind, EnquiryStep, QuestionStep

BELONGS, STAYS = "", "stays"


class ReceiveEnquiry(CaseForm):
    """The Ombudsman asks for something."""

    def build(self) -> None:
        """What, by when, and who sees to it."""
        self.fields["what"] = ChoiceOf(
            self.process.choices(one for one in self.process.enquiries if one not in ASKED_ELSEWHERE),
            as_list=True,
            label="What does it ask for?",
        )
        self.fields["words"] = words(
            "What exactly is asked?", rows=4, hint="Numbered questions are entered one by one afterwards."
        )
        self.fields["at"] = self.at("When did its letter reach us?")
        add_date_of_letter(self)
        self.fields["document"] = self.document("The letter")
        self.fields["owner"] = self.officer("Who sees to it?", nothing="The link officer")
        follow = {one.key: one.title for one in self.process.after(self.state.step)}
        self.fields["to"] = ChoiceOf(
            [(STAYS, f"It stays at: {self.state.at.title}"), *follow.items()],
            as_list=True, nothing="The step such a letter belongs to", required=False,
            label="At which step is the case now?",
        )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """There is a date, or the letter gives none."""
        given = super().clean() or self.cleaned_data
        check_date_of_letter(self, given, asked=True)
        return given

    @property
    def step(self) -> str | None:
        """The step the case is at now; None where it stays."""
        chosen = self.cleaned_data["to"]
        if chosen != BELONGS:
            return None if chosen == STAYS else str(chosen)
        belongs = self.process.asked_at(EnquiryKind(self.cleaned_data["what"]))
        return belongs.key if belongs and belongs.key in self.state.at.then else None


class MoveEnquiry(CaseForm):
    """More time was asked for, given or refused; or it was taken back."""

    def build(self) -> None:
        """Which, what, and the date."""
        self.fields["enquiry"] = self.which_enquiry("Which of its letters?")
        self.fields["to"] = ChoiceOf(
            [
                EnquiryStep.LONGER_ASKED,
                EnquiryStep.EXTENDED,
                EnquiryStep.LONGER_REFUSED,
                EnquiryStep.NOT_NEEDED,
            ],
            label="What happened?",
            hints={
                "longer_asked": "Before the date. The date of the letter holds until the Ombudsman gives another.",
                "extended": "Also a first date, where the letter gave none.",
            },
        )
        self.fields["due"] = DayField(
            label="Which date?", required=False,
            help_text="The one asked for, or the one the Ombudsman gave; not needed where it refused or took it back.",
        )  # fmt: skip
        self.fields["words"] = words("What was said, to whom and why", rows=3)
        self.fields["document"] = self.document("The letter or message")
        self.fields["at"] = self.at("When?")

    def clean(self) -> dict[str, Any]:
        """More time is a date."""
        given = super().clean() or self.cleaned_data
        if (
            given.get("to") in ("longer_asked", "extended")
            and not given.get("due")
            and "due" not in self.errors
        ):
            self.add_error("due", "Which date?: enter the date asked for, or the one the Ombudsman gave.")
        return given


class GiveEnquiry(CaseForm):
    """Somebody else sees to it."""

    def build(self) -> None:
        """Which, and who."""
        self.fields["enquiry"] = self.which_enquiry("Which of its letters?")
        self.fields["owner"] = self.officer("Who sees to it now?", required=True)


class AnswerEnquiry(CaseForm):
    """What the Ombudsman asked for was sent to it."""

    def build(self) -> None:
        """Which, what was sent, how, and when."""
        self.fields["enquiry"] = self.which_enquiry("Which of its letters is answered?")
        self.fields["words"] = words("What was sent, and how", rows=3)
        self.fields["document"] = self.document("What was sent")
        self.fields["at"] = self.at("When was it sent?")

    def told(self) -> Iterable[str]:
        """What is not agreed yet."""
        left = unanswered_of(self.case_key)
        for one in self.open_enquiries():
            if numbers := left.get(one.key):
                yield f"{self.process.word(one.body.what)}: no agreed answer to question {', '.join(map(str, numbers))}."


class AddQuestions(CaseForm):
    """The questions of a letter, one by one."""

    def build(self) -> None:
        """Which letter, and its questions."""
        self.fields["enquiry"] = self.which_enquiry("Questions of which letter?")
        self.fields["words"] = words(
            "The questions", rows=10,
            hint="Each in a paragraph of its own, or on a line of its own with its number. The numbers are given anew.",
        )  # fmt: skip
        self.fields["owner"] = self.officer("Who answers them?", nothing="Nobody yet")
        self.fields["due_on"] = DayField(
            label="By when do we need the answers?", required=False,
            help_text="Our own date, before the Ombudsman’s.",
        )  # fmt: skip


class QuestionForm(CaseForm):
    """A form about one question: the one the page said."""

    @property
    def question(self) -> QuestionPaper:
        """The question."""
        return question_of(self.case_key, self.chosen)

    def build_seen(self) -> QuestionPaper:
        """Carry which question it is, and the version that was seen."""
        found = self.question
        self.fields["question"] = Carried(initial=str(found.id))
        self.fields["seen_question"] = Carried(initial=str(found.version))
        return found

    @property
    def seen(self) -> int:
        """The version of the question that was seen."""
        typed = self.cleaned_data["seen_question"]
        return int(typed) if typed.isdecimal() and len(typed) < 9 else -1

    def told(self) -> Iterable[str]:
        """The question itself."""
        found = self.question
        yield f"Question {found.number}: {found.words}"


class AnswerQuestion(QuestionForm):
    """What we answer to one question, with what shows it."""

    def build(self) -> None:
        """The answer, its evidence, and how far it is."""
        found = self.build_seen()
        self.fields["answer"] = Passage(
            label="Our answer", required=False, rows=8, initial=found.answer,
            help_text="Where we hold nothing: what is missing, and why.",
        )  # fmt: skip
        self.fields["documents"] = SeveralOf(
            [(str(one.id), one.what or one.called) for one in self.page.documents], label="Which documents show it?",
            required=False, initial=list(found.documents),
            help_text="Documents kept with the complaint. Add others under Documents first.",
        )  # fmt: skip
        self.fields["evidence"] = Passage(
            label="Where it stands",
            required=False,
            rows=2,
            initial=found.evidence,
            help_text="Such as: repair log, page 3.",
        )
        self.fields["step"] = ChoiceOf(QuestionStep, label="How far is it?", initial=found.step.value)


class GiveQuestion(QuestionForm):
    """Who answers one question."""

    def build(self) -> None:
        """Who, and by when."""
        found = self.build_seen()
        self.fields["owner"] = self.officer("Who answers it?", nothing="Nobody yet")
        self.fields["owner"].initial = found.owner
        self.fields["due_on"] = DayField(
            label="By when do we need the answer?", required=False, initial=found.due_on,
            help_text="Our own date, before the Ombudsman’s.",
        )  # fmt: skip


class ReceiveReport(CaseForm):
    """The Ombudsman made a report in the public interest."""

    def build(self) -> None:
        """What is to be done about it, each part with its date."""
        self.fields["at"] = self.at("When did the report reach us?")
        self.fields["document"] = self.document("The report")
        step = self.process.asked_at(EnquiryKind.REPORT)
        self.parts = step.parts if step and step.parts else ("What is to be done about the report",)
        for number, part in enumerate(self.parts, start=1):
            self.fields[f"part-{number}"] = Line(
                label=f"Part {number}", initial=part, required=False, max_length=300,
                help_text="Clear it where it is not asked for.",
            )  # fmt: skip
            self.fields[f"due-{number}"] = DayField(
                label=f"Part {number}: by when?", required=False, help_text=NEVER_WORKED_OUT
            )

    def told(self) -> Iterable[str]:
        """What the law asks, and where that stands."""
        step = self.process.asked_at(EnquiryKind.REPORT)
        if step is not None:
            confirmed = " To be confirmed." if step.unconfirmed else ""
            yield f"{step.asks} {step.deadline.capitalize()} ({step.source}).{confirmed}"
            yield "Enter the date of each part as you count it from the law and the letter: none is worked out here."

    @property
    def asked(self) -> list[tuple[str, Any]]:
        """The parts that are asked for, with their dates."""
        given = self.cleaned_data
        numbers = range(1, len(self.parts) + 1)
        return [
            (given[f"part-{one}"], given[f"due-{one}"]) for one in numbers if given[f"part-{one}"].strip()
        ]
