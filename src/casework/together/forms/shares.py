"""Forms of shares: asking for one, what becomes of it, and writing one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from django.core.validators import validate_email

from casework.agreements.forms.fields import ChosenForm
from casework.complaints.forms.act import words
from casework.people.queries import OfficerRow, UnitRow
from casework.screens.fields import Carried, ChoiceOf, DayField, Form, Line, Passage, SeveralOf, Tick
from casework.together.due import usual_due
from casework.together.queries import ShareCard
from casework.together.shares import Asking
from putright.calendars import short_day
from putright.vocabulary import ContributionStep

OUTSIDE = "outside"
"""How the form says that the share is asked of a body outside."""


class AskShare(ChosenForm):
    """A share of the answer is asked for."""

    services: Sequence[UnitRow] = ()
    officers: Sequence[OfficerRow] = ()
    answer: date | None = None

    def build(self) -> None:
        """Of whom, about what, by when."""
        services = [(str(one.id), f"{one.name} ({one.department})") for one in self.services]
        self.fields["of"] = ChoiceOf(
            [*services, (OUTSIDE, "A body outside, such as the NHS")], as_list=True, label="Of whom?"
        )
        self.fields["officer"] = ChoiceOf(
            [
                (str(one.id), f"{one.name}{f', {one.team}' if one.team else ''}{_away(one)}")
                for one in self.officers
                if one.acts
            ],
            as_list=True, required=False, label="Who of the service gives it?",
            help_text="They get an e-mail and write on a page of their own. Leave it for a body outside.",
        )  # fmt: skip
        self.fields["outside"] = Line(
            label="Name of the body outside",
            max_length=120,
            required=False,
            help_text="Only for a body outside.",
        )
        self.fields["email"] = Line(
            label="Its e-mail address", max_length=254, required=False, kind="email",
            help_text="Reminders go there: with the reference and the day, and no other word of the complaint.",
        )  # fmt: skip
        self.fields["consent"] = Tick(
            label="The resident agrees to the body outside being told, or the law lets us tell it"
        )
        self.fields["points"] = SeveralOf(
            [(one.key, f"{one.key}. {one.words}") for one in self.page.points if not one.withdrawn],
            label="About which points?",
        )
        self.fields["words"] = words("What do we ask of them?", rows=4)
        self.fields["due"] = DayField(
            label="By when?", initial=usual_due(self.answer, self.calendar, today=self.today)
        )
        self.fields["at"] = self.at("When were they asked?")

    def told(self) -> Iterable[str]:
        """One author, and our own day."""
        yield f"{self.page.owner or 'Whoever handles the complaint'} writes the answer; each service gives its share."
        if self.answer is not None:
            yield f"Our own answer is due on {short_day(self.answer)}: a share comes before."

    def clean_email(self) -> str:
        """An address that can be one."""
        found = str(self.cleaned_data["email"]).strip()
        if found:
            validate_email(found)
        return found

    @property
    def asking(self) -> Asking:
        """Of whom and about what, as the command takes it."""
        given = self.cleaned_data
        outside = given["of"] == OUTSIDE
        return Asking(
            points=tuple(given["points"]), due=given["due"], service=None if outside else int(given["of"]),
            officer=int(given["officer"]) if given["officer"] and not outside else None, outside=given["outside"],
            email=given["email"], consent=given["consent"],
        )  # fmt: skip


class _OfShare(ChosenForm):
    """A form about one share of the complaint."""

    cards: Sequence[ShareCard] = ()

    def share(self, *, given: bool = False) -> ChoiceOf:
        """Which share: one that is out, or one that was given."""
        found = [
            (one.key, f"{one.of}, due {short_day(one.due_on)}")
            for one in self.cards
            if (one.step is ContributionStep.GIVEN if given else one.is_open)
        ]
        return self.which(found, "Which share?")


class GivenShare(_OfShare):
    """A share came another way than by its own page."""

    def build(self) -> None:
        """Which, and what it says."""
        self.fields["share"] = self.share()
        self.fields["words"] = words("What the share says", rows=6)
        self.fields["at"] = self.at("When did it come?")


class SendShareBack(_OfShare):
    """A share goes back for what it lacks."""

    answer: date | None = None

    def build(self) -> None:
        """Which, what is missing, and the next day."""
        self.fields["share"] = self.share(given=True)
        self.fields["words"] = words("What is missing", rows=4)
        self.fields["due"] = DayField(
            label="By when is it due again?", initial=usual_due(self.answer, self.calendar, today=self.today)
        )
        self.fields["at"] = self.at("When was it sent back?")


class ChaseShare(_OfShare):
    """A share is chased."""

    def build(self) -> None:
        """Which, what was said, and perhaps another day."""
        self.fields["share"] = self.share()
        self.fields["words"] = words("What was said", required=False, rows=3)
        self.fields["due"] = DayField(
            label="Another day it is due", required=False, help_text="Leave it empty to keep the day."
        )
        self.fields["at"] = self.at("When were they chased?")

    def told(self) -> Iterable[str]:
        """What the e-mail is."""
        yield "They get an e-mail as well, where an address is on record."


class ShareNotNeeded(_OfShare):
    """A share is not needed after all."""

    def build(self) -> None:
        """Which, and why."""
        self.fields["share"] = self.share()
        self.fields["words"] = words("Why it is not needed", rows=3)
        self.fields["at"] = self.at("When was that decided?")


class WriteShare(Form):
    """The share itself, as the officer of the service writes it."""

    def __init__(self, *values: object, **options: object) -> None:
        super().__init__(*values, **options)
        self.fields["text"] = Passage(
            label="What your service has to say", required=False, rows=12,
            help_text="What happened, when, and what it rests on. One author makes one letter of all shares.",
        )  # fmt: skip
        self.fields["version"] = Carried()

    @property
    def seen_version(self) -> int:
        """The version on the page it was written on; -1 for none that can be."""
        typed = self.cleaned_data.get("version", "")
        return int(typed) if typed.isdecimal() and len(typed) < 9 else -1


def _away(one: OfficerRow) -> str:
    return f" (away until {short_day(one.away_until)})" if one.away_until else ""
