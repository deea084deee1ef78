"""Forms of what is kept with a complaint: promises, documents, whose it is, who may see it, corrections."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from casework.complaints.forms.act import ActForm, words
from casework.complaints.telling import title_of
from casework.screens.dates import plain_day
from casework.screens.fields import ChoiceOf, DayField, Line, SeveralOf, Upload
from putright.letters.data import data
from putright.letters.phrases import any_of

PROMISES = (
    ("call_back", "To call or write back"),
    ("visit", "To visit or inspect"),
    ("repair", "To carry out work"),
    ("payment", "To pay"),
    ("information", "To send something"),
    ("apology", "To apologise"),
    ("contractor_reply", "That a contractor replies"),
    ("no_contact", "Not to be contacted, until lifted"),
    ("other", "Something else"),
)


LASTING = frozenset({"no_contact", "other"})
"""What may hold until it is lifted; every other promise has a day."""


class Promise(ActForm):
    """Something promised to the resident."""

    def build(self) -> None:
        """What, by when, and who keeps it."""
        self.fields["what"] = ChoiceOf(
            PROMISES,
            label="What kind of promise?",
            hints={
                "visit": "With a day and a time, arrange it under Visits and agreements: what it must keep to is "
                "looked at there.",
                "no_contact": "Of one worker, set it under Visits and agreements: nobody can book them then.",
            },
        )
        self.fields["words"] = words("What was promised, as the resident understood it", rows=3)
        self.fields["due"] = DayField(
            label="By when?",
            required=False,
            help_text="A day, not “soon” or “urgently”. Only a promise that holds until it is lifted has none.",
        )
        self.fields["owner"] = ChoiceOf(
            [(str(one.officer_id), one.called) for one in self.people],
            as_list=True,
            nothing="Who handles the complaint",
            required=False,
            label="Who keeps it?",
        )
        self.fields["at"] = self.at("When was it promised?")

    def clean(self) -> dict[str, Any]:
        """Every promise has a day; words such as `soon` are none. Source: lessons R-P1."""
        given = super().clean() or self.cleaned_data
        if given.get("due") or "due" in self.errors or "words" in self.errors:
            return given
        vague = any_of(tuple(data("promises.toml")["en"]["vague"])).first(given.get("words", ""))
        if vague is not None:
            self.add_error(
                "due", f"By when?: “{vague.words}” is no day. Agree one with the resident and enter it."
            )
        elif given.get("what") and given["what"] not in LASTING:
            self.add_error("due", "By when?: enter the day. A promise without one cannot be kept in time.")
        return given


class EndPromise(ActForm):
    """A promise was kept, broken or agreed anew."""

    def build(self) -> None:
        """Which promise and what became of it."""
        open_ones = [one for one in self.page.promises if one.ended is None]
        self.fields["promise"] = ChoiceOf(
            [(one.key, f"{one.words}{f', by {plain_day(one.by)}' if one.by else ''}") for one in open_ones],
            label="Which promise?",
            initial=open_ones[0].key if len(open_ones) == 1 else None,
        )
        self.fields["how"] = ChoiceOf(
            [
                ("kept", "It was kept"),
                ("broken", "It was not kept"),
                ("renegotiated", "The resident agreed to something else"),
            ],
            label="What became of it?",
        )
        self.fields["words"] = words("What happened", required=False, rows=3)
        self.fields["at"] = self.at("When?")


class Allocate(ActForm):
    """An officer takes the stage on."""

    def build(self) -> None:
        """Who, free ones first; the others with the reason."""
        self.fields["officer"] = ChoiceOf(
            [
                (str(one.officer_id), one.called if one.free else f"{one.called} – was {one.because}")
                for one in self.people
            ],
            as_list=True,
            label="Who takes it on?",
        )
        self.fields["role"] = ChoiceOf(
            [("handler", "Handles it"), ("approver", "Approves the answer")],
            label="In what role?",
            initial="handler",
        )
        self.fields["at"] = self.at("From when?")

    def told(self) -> Iterable[str]:
        """Where it is now."""
        yield f"{self.page.stage.title} is with {self.page.owner or 'nobody yet'}."


class Restrict(ActForm):
    """Only named officers may see it."""

    def build(self) -> None:
        """Who."""
        self.fields["officers"] = SeveralOf(
            [(str(one.officer_id), one.name) for one in self.people],
            label="Who may see it?",
            required=False,
            help_text="You are always among them. Everybody else no longer finds it: not in lists, counts or searches.",
            initial=[str(self.page.owner_id)] if self.page.owner_id else [],
        )


class LiftRestriction(ActForm):
    """Everybody who would see it may see it again."""

    def build(self) -> None:
        """Why."""
        self.fields["words"] = words("Why is the restriction lifted?", rows=3)


class Document(ActForm):
    """A document is kept with the complaint."""

    def build(self) -> None:
        """The file and what it is."""
        self.fields["upload"] = Upload(
            label="File",
            help_text="PDF, picture, Word, Excel, OpenDocument text, plain text or e-mail.",
            error_messages={
                "required": "File: choose one.",
                "empty": "File: it is empty. Choose it again.",
                "max_length": "File: its name is too long. Rename it.",
            },
        )
        self.fields["what"] = Line(
            label="What is it?", max_length=120, help_text="For example: photograph of the bathroom ceiling."
        )
        self.fields["dated_on"] = DayField(label="Its date", required=False)
        self.fields["source"] = Line(label="Who is it from?", max_length=120, required=False)


class Correct(ActForm):
    """An earlier entry was wrong."""

    def build(self) -> None:
        """Which entry and what is right."""
        self.fields["sequence"] = ChoiceOf(
            [
                (
                    str(event.sequence),
                    f"{event.sequence}. {title_of(event, self.page.officers, self.page.may_name, self.page.own_words)}, "
                    f"{plain_day(event.at)}",
                )
                for event in reversed(self.page.case.events)
                if event.kind != "corrected"
            ],
            as_list=True,
            label="Which entry was wrong?",
        )
        self.fields["what"] = ChoiceOf(
            [("date", "Its date"), ("never", "It never happened")], label="What was wrong with it?"
        )
        right = self.at("The right date", "Only if its date was wrong. The time may be left out.")
        right.required, right.initial = False, None
        self.fields["right_at"] = right
        self.fields["words"] = words("How do we know?", rows=3)

    def told(self) -> Iterable[str]:
        """Nothing is deleted."""
        yield "The entry stays in the history with what corrects it. Dates and breaches are worked out anew."

    def clean(self) -> dict[str, Any]:
        """A wrong date needs a right one."""
        given = super().clean() or self.cleaned_data
        if given.get("what") == "date" and not given.get("right_at") and "right_at" not in self.errors:
            self.add_error("right_at", "The right date: enter it, since the date was wrong.")
        return given

    @property
    def right_at(self) -> date | datetime | None:
        """The right date, unless the entry never happened."""
        return self.cleaned_data["right_at"] if self.cleaned_data["what"] == "date" else None
