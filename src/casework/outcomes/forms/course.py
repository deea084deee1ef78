"""Forms of what becomes of a remedy and of an action: one step of the one the page is about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from casework.complaints.forms.act import ActForm, words
from casework.outcomes.forms.money import MoneyField
from casework.outcomes.ledger import RemedyCard
from casework.screens.dates import plain_day
from casework.screens.fields import ChoiceOf, DayField, Line, SeveralOf, Tick
from putright.cases.followed import ActionState
from putright.procedures import remedy_meanings
from putright.vocabulary import RemedyStep, RemedyType
from putright.vocabulary.money import pounds


class OfRemedy(ActForm):
    """A step of one remedy, which stands above the form."""

    def __init__(self, *values: Any, card: RemedyCard, **options: Any) -> None:
        self.card = card
        super().__init__(*values, **options)

    def told(self) -> Iterable[str]:
        """Which remedy it is."""
        card = self.card
        amount = f", {card.sum_says}" if card.sum_says else ""
        yield f"{card.state.body.type.label}{amount}: {card.words or 'no words are kept'}"
        yield from self.about(card)

    def about(self, card: RemedyCard) -> Iterator[str]:
        """What to know before this step."""
        yield from card.guards

    def document(self, label: str) -> ChoiceOf:
        """A document of the complaint that shows it."""
        return ChoiceOf(
            [(str(one.id), f"{one.what or one.called}, {plain_day(one.dated_on or one.added_at)}")
             for one in self.page.documents],
            as_list=True, nothing="None is kept yet", required=False, label=label,
            help_text="Add it under Documents first.",
        )  # fmt: skip

    @property
    def chosen_document(self) -> int | None:
        """The number of the document chosen; None for none."""
        kept = self.cleaned_data.get("document")
        return int(kept) if kept else None


class Approve(OfRemedy):
    """A payment is approved."""

    def build(self) -> None:
        """Whether the payee was confirmed."""
        if self.card.payee and not self.card.payee_confirmed:
            self.fields["payee_confirmed"] = Tick(label=f"The account was confirmed with {self.card.payee}")
        self.fields["at"] = self.at("When was it approved?")

    def about(self, card: RemedyCard) -> Iterator[str]:
        """Who pays what to whom, and who may approve it."""
        yield from card.shares
        if card.payee:
            yield f"Paid to {card.payee}{f' by {card.method}' if card.method else ''}."
        if card.basis:
            yield card.basis
        if card.approver:
            yield f"It may be approved by {card.approver}. Proposed by {card.proposed_by}, who does not approve it."
        yield from (one for one in card.guards if one != card.basis)


class Told(OfRemedy):
    """The resident was told of it, or answered."""

    label = "How was the resident told?"
    needed = True

    def build(self) -> None:
        """What was said, and when."""
        self.fields["words"] = words(self.label, required=self.needed, rows=3)
        self.fields["at"] = self.at("When?")


class Accept(Told):
    """The resident accepts it."""

    label = "What did the resident say?"
    needed = False


class Refuse(Told):
    """The resident does not accept it."""

    label = "What did the resident say?"
    needed = False


class Pay(OfRemedy):
    """It was paid, in whole or in part."""

    def build(self) -> None:
        """How much, when, and what shows it."""
        left = self.card.outstanding_pence or (self.card.state.body.amount_pence or 0) - self.card.paid_pence
        recurring = self.card.state.body.recurring
        initial = self.card.state.body.amount_pence if recurring else max(left, 0) or None
        self.fields["amount"] = MoneyField(label="How much was paid, in pounds?", initial=initial)
        self.fields["at"] = self.at("When was it paid?")
        self.fields["document"] = self.document("What shows it?")
        self.fields["words"] = words(
            "Or how it is known",
            required=False,
            rows=2,
            hint="Such as the bank’s confirmation. No account numbers.",
        )
        if self.card.payee and not self.card.payee_confirmed:
            self.fields["payee_confirmed"] = Tick(label=f"The account was confirmed with {self.card.payee}")

    def about(self, card: RemedyCard) -> Iterator[str]:
        """To whom, and what is left."""
        if card.payee:
            yield f"Paid to {card.payee}{f' by {card.method}' if card.method else ''}."
        if card.paid_pence:
            yield f"{pounds(card.paid_pence)} was paid so far."
        yield f"{card.evidence.rstrip('.')} closes it."
        yield from card.guards


class Finish(OfRemedy):
    """It is done."""

    def build(self) -> None:
        """What shows it."""
        self.fields["document"] = self.document("What shows it?")
        self.fields["words"] = words("Or what shows it, in words", required=False, rows=3)
        self.fields["at"] = self.at("When was it done?")

    def about(self, card: RemedyCard) -> Iterator[str]:
        """What closes it."""
        yield f"{card.evidence.rstrip('.')} closes it."


class CannotDeliver(OfRemedy):
    """It cannot be delivered."""

    def build(self) -> None:
        """Why, and what instead."""
        self.fields["words"] = words("Why can it not be delivered?", rows=3)
        others = [
            one
            for one in self.page.case.remedies
            if one.key != self.card.key and one.step not in (RemedyStep.WITHDRAWN, RemedyStep.SUPERSEDED)
        ]
        self.fields["alternative"] = ChoiceOf(
            [(one.key, one.body.type.label + (f", {pounds(one.body.amount_pence)}" if one.body.amount_pence else ""))
             for one in others],
            as_list=True, nothing="Nothing", required=False, label="What is offered instead?",
            help_text="Enter the other remedy in the ledger first.",
        )  # fmt: skip
        self.fields["at"] = self.at("When was that clear?")

    def about(self, card: RemedyCard) -> Iterator[str]:
        """What has to follow."""
        yield (
            "A letter to the resident must follow: why, what is offered instead, and that they can go to the "
            f"{self.page.ombudsman.name}."
        )


class MeetCondition(Told):
    """What ends a payment that recurs has come."""

    label = "What met the condition?"

    def about(self, card: RemedyCard) -> Iterator[str]:
        """The condition."""
        yield f"It ends when: {card.condition or 'no condition is kept'}."


class Withdraw(Told):
    """It is taken back before anybody was told."""

    label = "Why is it taken back?"


class AgreeAction(ActForm):
    """Something is to be done, or changed so that it does not happen again."""

    def __init__(self, *values: Any, lesson: str | None = None, **options: Any) -> None:
        self.lesson = lesson
        super().__init__(*values, **options)

    def build(self) -> None:
        """What, by whom, by when."""
        self.fields["type"] = ChoiceOf(
            [one for one, meaning in remedy_meanings().items() if not meaning.money and meaning.decides],
            as_list=True, label="What is it?",
        )  # fmt: skip
        self.fields["words"] = words("What is to be done?", rows=3)
        self.fields["owner"] = ChoiceOf(
            [(str(one.officer_id), one.called) for one in self.people], as_list=True, label="Who sees to it?"
        )
        self.fields["due"] = DayField(label="By when?")
        self.fields["learning"] = Tick(
            label="It keeps the fault from happening again", initial=self.lesson is not None
        )
        self.fields["points"] = SeveralOf(
            [(one.key, f"{one.key}. {one.words}") for one in self.page.points if not one.withdrawn],
            label="Which points does it follow from?", required=False,
        )  # fmt: skip
        self.fields["recheck"] = Line(
            label="Looked at again every so many months", required=False, width="2", max_length=2,
            help_text="For training and the like. Leave empty for once.",
        )  # fmt: skip
        self.fields["at"] = self.at("When was it agreed?")

    def told(self) -> Iterable[str]:
        """That it goes on."""
        yield "It goes on after the complaint is closed, until a second person verifies it."

    def clean(self) -> dict[str, Any]:
        """A small number of months."""
        given = super().clean() or self.cleaned_data
        text = str(given.get("recheck") or "").strip()
        if text and not (text.isdecimal() and 1 <= int(text) <= 60):
            self.add_error("recheck", "Looked at again every so many months: enter a number from 1 to 60.")
        return given

    @property
    def recheck_months(self) -> int | None:
        """The months between looks; None for once."""
        text = self.cleaned_data["recheck"].strip()
        return int(text) if text else None

    @property
    def type(self) -> RemedyType:
        """What it is."""
        return RemedyType(self.cleaned_data["type"])


class OfAction(ActForm):
    """A step of one action, which stands above the form."""

    label = "What is to be said of it?"
    needed = True

    def __init__(self, *values: Any, action: ActionState, about: str = "", **options: Any) -> None:
        self.action, self.about_words = action, about
        super().__init__(*values, **options)

    def build(self) -> None:
        """What is said, and when."""
        self.before()
        self.fields["words"] = words(self.label, required=self.needed, rows=3)
        self.after()
        self.fields["at"] = self.at("When?")

    def before(self) -> None:
        """Fields above the words."""

    def after(self) -> None:
        """Fields below them."""

    def told(self) -> Iterable[str]:
        """Which action it is."""
        action = self.action
        due = f", due {plain_day(action.due)}" if action.due else ""
        owner = self.page.officers.get(action.owner or "", "nobody yet")
        yield f"{action.body.type.label}: {self.about_words or 'no words are kept'}"
        yield f"With {owner}{due}. {action.step.label}, {action.percent}%."


class Progress(OfAction):
    """It has got on."""

    label, needed = "What was done?", False

    def before(self) -> None:
        """How far."""
        self.fields["percent"] = Line(
            label="How much is done, in per cent?", required=False, width="2", max_length=4,
            initial=str(self.action.percent) if self.action.percent else "",
        )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """A whole number up to 99."""
        given = super().clean() or self.cleaned_data
        text = str(given.get("percent") or "").strip(" %")
        if text and not (text.isdecimal() and int(text) <= 99):
            self.add_error(
                "percent", "How much is done: enter whole per cent from 0 to 99. At 100 it is done."
            )
        return given

    @property
    def percent(self) -> int | None:
        """Per cent done; None when only words say it."""
        text = self.cleaned_data["percent"].strip(" %")
        return int(text) if text else None


class Reschedule(OfAction):
    """It gets another day."""

    label = "Why does it get another date?"

    def before(self) -> None:
        """The new day, and perhaps another owner."""
        self.fields["due"] = DayField(label="New date")
        self.fields["owner"] = ChoiceOf(
            [(str(one.officer_id), one.called) for one in self.people], as_list=True, nothing="As before",
            required=False, label="Who sees to it?",
        )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Another day than before."""
        given = super().clean() or self.cleaned_data
        due: date | None = given.get("due")
        if due is not None and due == self.action.due:
            self.add_error("due", "New date: that is the date it has already.")
        return given


class FinishAction(OfAction):
    """It is done."""

    label, needed = "What shows it, in words", False

    def before(self) -> None:
        """What shows it."""
        self.fields["document"] = ChoiceOf(
            [(str(one.id), f"{one.what or one.called}, {plain_day(one.dated_on or one.added_at)}")
             for one in self.page.documents],
            as_list=True, nothing="None is kept yet", required=False, label="What shows it?",
            help_text="Add it under Documents first.",
        )  # fmt: skip

    def told(self) -> Iterable[str]:
        """What shows it, and who goes on."""
        yield from super().told()
        yield f"{remedy_meanings()[self.action.body.type].evidence} Somebody else than you verifies it."

    @property
    def chosen_document(self) -> int | None:
        """The number of the document chosen; None for none."""
        kept = self.cleaned_data.get("document")
        return int(kept) if kept else None


class Verify(OfAction):
    """Somebody else saw that it is done."""

    label, needed = "How was it verified?", False


class Return(OfAction):
    """What was shown is not enough."""

    label = "What is missing?"


class GiveUp(OfAction):
    """It can no longer be achieved."""

    label = "Why can it no longer be achieved?"

    def after(self) -> None:
        """Whether the Ombudsman agreed."""
        self.fields["agreed_by_ombudsman"] = Tick(label=f"The {self.page.ombudsman.name} agreed to it")
