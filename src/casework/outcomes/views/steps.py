"""The steps of remedies, actions and lessons: what each page says, when it is offered, and what it does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from casework.complaints.views.doing import Doing
from casework.outcomes import commands
from casework.outcomes.followups import ActionCard
from casework.outcomes.forms import course
from casework.outcomes.ledger import RemedyCard
from casework.outcomes.permissions import may_answer, may_give_up
from putright.vocabulary import ActionStep, RemedyStep

if TYPE_CHECKING:
    from casework.people.models import Officer


@dataclass(frozen=True, slots=True)
class Step:
    """One step of one remedy or action: its address, its words, its form, what it does, when it is offered.

    short  the words of its button in the ledger.
    """

    name: str
    short: str
    title: str
    button: str
    done: str
    form: type[Any]
    does: Callable[[Doing, str, Any], object]
    offered: Callable[[Any], bool]
    allowed: Callable[[Officer], bool] = may_answer
    people: str = ""


def _running(card: RemedyCard) -> bool:
    return not card.state.ended


def _asked(card: RemedyCard) -> bool:
    return _running(card) and card.state.offered and card.state.moved(RemedyStep.ACCEPTED) is None


def _payable(card: RemedyCard) -> bool:
    return _running(card) and card.money and (card.approved_by != "" or card.state.offered)


def approve(doing: Doing, key: str, form: course.Approve) -> None:
    """Approve a payment."""
    given = form.cleaned_data
    commands.approve(
        doing.page.reference,
        key,
        payee_confirmed=given.get("payee_confirmed", False),
        at=given["at"],
        **doing.gated,
    )


def offer(doing: Doing, key: str, form: course.Told) -> None:
    """Record that the resident was told."""
    commands.offer(
        doing.page.reference, key, form.cleaned_data["words"], at=form.cleaned_data["at"], **doing.gated
    )


def pay(doing: Doing, key: str, form: course.Pay) -> None:
    """Record a payment."""
    given = form.cleaned_data
    commands.pay(
        doing.page.reference, key, given["amount"], document=form.chosen_document, words=given["words"],
        payee_confirmed=given.get("payee_confirmed", False), at=given["at"], **doing.gated,
    )  # fmt: skip


def finish(doing: Doing, key: str, form: course.Finish) -> None:
    """Record that it is done."""
    given = form.cleaned_data
    commands.finish(
        doing.page.reference,
        key,
        given["words"],
        document=form.chosen_document,
        at=given["at"],
        **doing.plain,
    )


def cannot_deliver(doing: Doing, key: str, form: course.CannotDeliver) -> None:
    """Record that it cannot be delivered."""
    given = form.cleaned_data
    commands.cannot_deliver(
        doing.page.reference, key, given["words"], alternative=given["alternative"] or None, at=given["at"],
        **doing.plain,
    )  # fmt: skip


def said(command: Callable[..., object]) -> Callable[[Doing, str, Any], None]:
    """A step that is only words and a day."""

    def does(doing: Doing, key: str, form: Any) -> None:
        given = form.cleaned_data
        command(doing.page.reference, key, given["words"], at=given["at"], **doing.plain)

    return does


def progress(doing: Doing, key: str, form: course.Progress) -> None:
    """Record how far an action has got."""
    given = form.cleaned_data
    commands.progress_action(
        doing.page.reference, key, given["words"], percent=form.percent, at=given["at"], **doing.plain
    )


def reschedule(doing: Doing, key: str, form: course.Reschedule) -> None:
    """Give an action another day."""
    given = form.cleaned_data
    commands.reschedule_action(
        doing.page.reference, key, given["words"], due=given["due"], owner=given["owner"] or None, at=given["at"],
        **doing.plain,
    )  # fmt: skip


def finish_action(doing: Doing, key: str, form: course.FinishAction) -> None:
    """Record that an action is done."""
    given = form.cleaned_data
    commands.finish_action(
        doing.page.reference,
        key,
        given["words"],
        document=form.chosen_document,
        at=given["at"],
        **doing.plain,
    )


def give_up(doing: Doing, key: str, form: course.GiveUp) -> None:
    """Record that an action can no longer be achieved."""
    given = form.cleaned_data
    commands.give_up_action(
        doing.page.reference, key, given["words"], agreed_by_ombudsman=given["agreed_by_ombudsman"], at=given["at"],
        **doing.plain,
    )  # fmt: skip


REMEDY_STEPS = (
    Step("approved", "Approve", "Approve a payment", "Approve it", "The payment is approved.",
         course.Approve, approve, lambda card: _running(card) and card.money and not card.approved_by),
    Step("offered", "Was told", "Record that the resident was told of it", "Record it", "The offer is recorded.",
         course.Told, offer, lambda card: _running(card) and not card.state.offered),
    Step("accepted", "Accepts", "Record that the resident accepts it", "Record it", "The acceptance is recorded.",
         course.Accept, said(commands.accept), _asked),
    Step("refused", "Does not accept", "Record that the resident does not accept it", "Record it",
         "It is recorded that the resident does not accept it.", course.Refuse, said(commands.refuse), _asked),
    Step("paid", "Paid", "Record a payment", "Record the payment", "The payment is recorded.",
         course.Pay, pay, _payable),
    Step("done", "Done", "Record that it is done", "Record it", "It is recorded as done.",
         course.Finish, finish, lambda card: _running(card) and not card.money),
    Step("undeliverable", "Cannot be delivered", "Record that it cannot be delivered", "Record it",
         "It is recorded. A letter to the resident must follow.", course.CannotDeliver, cannot_deliver,
         lambda card: _running(card) and card.state.offered),
    Step("condition-met", "Condition met", "Record that its condition is met", "End it", "The payments are ended.",
         course.MeetCondition, said(commands.meet_condition),
         lambda card: _running(card) and card.state.body.recurring),
    Step("withdrawn", "Take back", "Take a remedy back before it is offered", "Take it back", "It is taken back.",
         course.Withdraw, said(commands.withdraw), lambda card: _running(card) and not card.state.offered),
)  # fmt: skip


def _open(card: ActionCard) -> bool:
    return not card.state.ended


def _shown(card: ActionCard) -> bool:
    return card.step is ActionStep.DONE


ACTION_STEPS = (
    Step("progressed", "Under way", "Record how far an action has got", "Record it", "The progress is recorded.",
         course.Progress, progress, lambda card: _open(card) and not _shown(card)),
    Step("rescheduled", "Another date", "Give an action another date", "Give it this date", "It has another date.",
         course.Reschedule, reschedule, lambda card: _open(card) and not _shown(card), people="here"),
    Step("done", "Done", "Record that an action is done", "Record it", "It is done, to be verified by somebody else.",
         course.FinishAction, finish_action, lambda card: _open(card) and not _shown(card)),
    Step("verified", "Verify", "Verify an action", "Verify it", "The action is verified.",
         course.Verify, said(commands.verify_action), _shown),
    Step("returned", "Return", "Return an action", "Return it", "The action is returned.",
         course.Return, said(commands.return_action), _shown),
    Step("given-up", "No longer achievable", "Record that an action can no longer be achieved", "Record it",
         "It is recorded that it can no longer be achieved.", course.GiveUp, give_up, _open, may_give_up),
)  # fmt: skip


def offered_steps(steps: tuple[Step, ...], card: Any, officer: Officer) -> tuple[Step, ...]:
    """The steps this officer can take with one remedy or action as it stands."""
    found = (one for one in steps if one.allowed(officer) and one.offered(card))
    # Who says it is done cannot verify it.
    return tuple(
        one
        for one in found
        if not (one.name == "verified" and getattr(card, "done_by", None) == str(officer.pk))
    )
