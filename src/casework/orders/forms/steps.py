"""Forms of what becomes of one order, which stands above each of them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from casework.complaints.forms.act import ActForm, words
from casework.orders.cards import OrderCard
from casework.screens.dates import plain_day
from casework.screens.fields import ChoiceOf, DayField, SeveralOf, Tick
from putright.calendars import short_day


class OfOrder(ActForm):
    """A step of one order: words and a day."""

    label = "What is to be said of it?"
    hint = ""
    needed = True

    def __init__(self, *values: Any, card: OrderCard, **options: Any) -> None:
        self.card = card
        super().__init__(*values, **options)

    def build(self) -> None:
        """What is said, and when."""
        self.before()
        self.fields["words"] = words(self.label, required=self.needed, rows=3, hint=self.hint)
        self.fields["at"] = self.at("When?")

    def before(self) -> None:
        """Fields of its own."""

    def told(self) -> Iterable[str]:
        """Which order it is, and what to know before this step."""
        card = self.card
        due = f", due {short_day(card.due.due)}" if card.due.due else ", no date yet"
        amount = f", {card.sum_says}" if card.sum_says else ""
        yield f"{card.state.body.what.label}, {card.state.body.type.label.lower()}{amount}{due}."
        if card.words:
            yield card.words
        yield from card.minds


class SendEvidence(OfOrder):
    """Evidence goes to the Ombudsman."""

    label = "How was it sent, and to whom?"

    def before(self) -> None:
        """What is attached, and what an apology covers."""
        self.fields["documents"] = SeveralOf(
            [(str(one.id), f"{one.what or one.called}, {plain_day(one.dated_on or one.added_at)}")
             for one in self.page.documents],
            label="What is attached?", required=False, help_text="Add it under Documents first.",
        )  # fmt: skip
        if self.card.headings:
            self.fields["covered"] = SeveralOf(
                [(one, one) for one in self.card.headings],
                label="Which headings does the apology cover?", required=False,
                help_text="A letter of apology written here was checked for them when it was sent.",
            )  # fmt: skip

    def told(self) -> Iterable[str]:
        """What shows it."""
        yield from super().told()
        for says in self.card.evidence:
            yield f"What shows it: {says}"
        if self.card.ours:
            yield f"{self.card.ours}."

    @property
    def documents(self) -> tuple[int, ...]:
        """The numbers of what is attached."""
        return tuple(int(one) for one in self.cleaned_data["documents"])


class Accept(OfOrder):
    """The Ombudsman accepts it."""

    label = "How is that known?"
    needed = False

    def before(self) -> None:
        """Its letter."""
        self.fields["document"] = ChoiceOf(
            [(str(one.id), one.what or one.called) for one in self.page.documents],
            as_list=True, nothing="None is kept yet", required=False, label="The Ombudsman’s letter",
        )  # fmt: skip

    @property
    def chosen_document(self) -> int | None:
        """The number of its letter; None for none."""
        kept = self.cleaned_data["document"]
        return int(kept) if kept else None


class Return(OfOrder):
    """The Ombudsman finds the evidence not enough."""

    label = "What is missing?"


class Date(OfOrder):
    """It gets a date."""

    label = "Why does it get this date?"
    needed = False

    def before(self) -> None:
        """The date, and on whose word."""
        proposed = self.card.proposed
        self.fields["due"] = DayField(
            label="By when is it due now?",
            initial=proposed[0] if proposed else None,
            help_text=f"Proposed: {proposed[1]}." if proposed else "",
        )
        self.fields["agreed"] = Tick(label="The Ombudsman gave or agreed this date")


class Dispute(OfOrder):
    """We dispute it."""

    label = "On what ground do we dispute it?"


class TakeBack(OfOrder):
    """The Ombudsman took it back."""

    label = "How was that told?"

    def told(self) -> Iterable[str]:
        """What goes on."""
        yield from super().told()
        if self.card.ours:
            yield "What of ours carries it out goes on until you end it there."


class NotComplied(OfOrder):
    """The Ombudsman holds it not complied with."""

    label = "What does the Ombudsman hold?"


class GiveUp(OfOrder):
    """It can no longer be achieved."""

    label = "Why can it no longer be achieved?"

    def before(self) -> None:
        """The Ombudsman's agreement."""
        self.fields["agreed"] = Tick(
            label="The Ombudsman agreed",
            help_text="Without it the order stays open and says that its agreement is awaited.",
        )


class NotFollowed(OfOrder):
    """A recommendation is not followed."""

    label = "Why is it not followed?"
    hint = "As the Ombudsman will be told."


class Escalate(OfOrder):
    """It is put to a director."""

    label = "To whom is it put, and why?"


class GiveTo(OfOrder):
    """Another officer sees to it."""

    def build(self) -> None:
        """Who."""
        self.fields["owner"] = ChoiceOf(
            [(str(one.officer_id), one.called) for one in self.people],
            as_list=True,
            label="Who sees to it now?",
        )
