"""The steps of an order: what each page says, when it is offered, and what it does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casework.complaints.views.doing import Doing
from casework.orders import commands
from casework.orders.cards import OrderCard
from casework.orders.forms import steps
from casework.orders.permissions import may_follow_orders, may_give_up
from casework.outcomes.views.steps import Step, said
from casework.people.queries import officer_here
from putright.vocabulary import OrderKind, OrderStep

if TYPE_CHECKING:
    from casework.people.models import Officer


def _open(card: OrderCard) -> bool:
    return not card.state.ended


def _with_us(card: OrderCard) -> bool:
    return _open(card) and card.step is not OrderStep.SENT


def _sent(card: OrderCard) -> bool:
    return _open(card) and card.step is OrderStep.SENT


def _recommended(card: OrderCard) -> bool:
    return _open(card) and card.state.body.what is OrderKind.RECOMMENDATION


def _binding(card: OrderCard) -> bool:
    return _open(card) and card.state.body.what is not OrderKind.RECOMMENDATION


def send(doing: Doing, key: str, form: steps.SendEvidence) -> None:
    """Record the evidence sent."""
    given = form.cleaned_data
    commands.send_evidence(
        doing.page.reference, key, given["words"], documents=form.documents, covered=given.get("covered", ()),
        at=given["at"], **doing.gated,
    )  # fmt: skip


def accept(doing: Doing, key: str, form: steps.Accept) -> None:
    """Record that it is accepted."""
    given = form.cleaned_data
    commands.accept_order(
        doing.page.reference,
        key,
        given["words"],
        document=form.chosen_document,
        at=given["at"],
        **doing.plain,
    )


def date_it(doing: Doing, key: str, form: steps.Date) -> None:
    """Give it a date."""
    given = form.cleaned_data
    commands.date_order(
        doing.page.reference, key, given["words"], due=given["due"], agreed=given["agreed"], at=given["at"],
        **doing.plain,
    )  # fmt: skip


def give_up(doing: Doing, key: str, form: steps.GiveUp) -> None:
    """Record that it can no longer be achieved."""
    given = form.cleaned_data
    commands.give_up_order(
        doing.page.reference, key, given["words"], agreed=given["agreed"], at=given["at"], **doing.plain
    )


def give_to(doing: Doing, key: str, form: steps.GiveTo) -> None:
    """Give it to another officer."""
    owner = officer_here(doing.by.organisation_id, form.cleaned_data["owner"]) or doing.by
    commands.give_order_to(doing.page.reference, key, str(owner.pk), at=form.today, **doing.plain)


ORDER_STEPS = (
    Step("evidence", "Send evidence", "Record that evidence is sent", "Record it", "The evidence is recorded as sent.",
         steps.SendEvidence, send, _with_us, may_follow_orders),
    Step("accepted", "Accepted", "Record that the Ombudsman accepts it", "Record it", "The order is accepted.",
         steps.Accept, accept, _open, may_follow_orders),
    Step("returned", "Not enough", "Record that the evidence is not enough", "Record it",
         "It is recorded what is missing.", steps.Return, said(commands.return_order), _sent, may_follow_orders),
    Step("date", "Date", "Give it a date", "Give it this date", "The order has this date.",
         steps.Date, date_it, _open, may_follow_orders),
    Step("officer", "Another officer", "Give it to another officer", "Give it", "Somebody else sees to it.",
         steps.GiveTo, give_to, _open, may_follow_orders, people="here"),
    Step("director", "Put to a director", "Put it to a director", "Record it", "It is put to a director.",
         steps.Escalate, said(commands.escalate_order), _with_us, may_follow_orders),
    Step("disputed", "Dispute", "Record that we dispute it", "Record it", "It is recorded that we dispute it.",
         steps.Dispute, said(commands.dispute_order), _open, may_follow_orders),
    Step("taken-back", "Taken back", "Record that the Ombudsman took it back", "Record it", "The order is taken back.",
         steps.TakeBack, said(commands.take_back_order), _open, may_follow_orders),
    Step("not-complied", "Not complied with", "Record that the Ombudsman holds it not complied with", "Record it",
         "It is recorded as not complied with.", steps.NotComplied, said(commands.not_complied), _binding,
         may_follow_orders),
    Step("given-up", "No longer achievable", "Record that it can no longer be achieved", "Record it",
         "It is recorded that it can no longer be achieved.", steps.GiveUp, give_up, _open, may_give_up),
    Step("not-followed", "Not followed", "Record that a recommendation is not followed", "Record it",
         "It is recorded that it is not followed.", steps.NotFollowed, said(commands.leave_recommendation),
         _recommended, may_give_up),
)  # fmt: skip
BY_NAME = {one.name: one for one in ORDER_STEPS}


def offered_steps(card: OrderCard, officer: Officer) -> tuple[Step, ...]:
    """The steps this officer can take with an order as it stands."""
    return tuple(one for one in ORDER_STEPS if one.allowed(officer) and one.offered(card))
