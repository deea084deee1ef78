"""Orders on record: what carries each out, what cannot be recorded, and what was asked before."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from casework.complaints.models import OpenEnd
from casework.complaints.record import ChangedSince
from casework.orders.making import NoSuchCase, WrongOrders, make_orders
from casework.orders.models import OrderPaper
from casework.outcomes.models import LedgerLine
from putright.cases import CaseError
from putright.procedures import compliance
from putright.vocabulary import OrderKind, PartyAtFault, Period, RemedyStep, RemedyType
from tests.casework.made import Officers
from tests.casework.orders.ordering import (
    NOW,
    case_now,
    decided,
    fri_26_july,
    fri_28_june,
    mon_29_july,
    order_of,
    ordered,
    payment,
    training,
    version,
)
from tests.casework.outcomes.making import offer_of, propose

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_sum_ordered_is_a_line_of_the_ledger_accepted_with_its_shares_payee_and_date(
    officers: Officers,
) -> None:
    case = decided(officers.asha)
    shares = ((PartyAtFault.CONTRACTOR, 12500), (PartyAtFault.OURS, 12500))
    made = ordered(case, payment(25000, attribution=shares), by=officers.asha)
    assert case.complaint is not None
    now = case_now(case.complaint.reference)
    remedy = now.remedies[-1]
    assert remedy.step is RemedyStep.ACCEPTED
    assert (remedy.body.amount_pence, remedy.due) == (25000, fri_26_july)
    assert {one.payer.value: one.amount_pence for one in remedy.body.shares} == {
        "contractor": 12500,
        "ours": 12500,
    }
    assert not remedy.body.set_off_debt
    assert now.orders[0].body.remedy == remedy.key == made.keys[0]
    assert LedgerLine.objects.get(pk=int(remedy.key)).whole_pence == 25000


def test_an_apology_ordered_is_in_the_ledger_with_its_headings_and_other_things_are_actions(
    officers: Officers,
) -> None:
    case = decided(officers.asha)
    headings = ("The conduct of the operative", "The earlier letter of apology", "The meeting")
    apology = payment(type=RemedyType.APOLOGY, words="Apologise", amount_pence=None, headings=headings)
    ordered(case, replace(apology), training(), by=officers.asha)
    assert case.complaint is not None
    now = case_now(case.complaint.reference)
    first, second = now.orders
    assert first.body.headings == 3
    assert LedgerLine.objects.get(pk=int(first.body.remedy or 0)).headings == list(headings)
    assert second.body.action is not None
    assert second.body.remedy is None
    action = next(one for one in now.actions if one.key == second.body.action)
    assert (action.owner, action.due) == (str(officers.asha.pk), fri_26_july)


def test_an_order_without_a_date_is_on_record_and_a_recommendation_gets_one_of_ours(
    officers: Officers,
) -> None:
    case = decided(officers.asha)
    made = ordered(
        case,
        payment(type=RemedyType.APOLOGY, words="Apologise", amount_pence=None, due=None),
        training("Help residents with the portal", kind=OrderKind.RECOMMENDATION, due=None,
                 as_stated="As soon as possible"),
        by=officers.asha,
    )  # fmt: skip
    assert case.complaint is not None
    undated, ours = (order_of(case.complaint.reference, key) for key in made.keys)
    assert undated.due is None
    assert not undated.body.date_is_ours
    assert ours.due == fri_28_june + timedelta(weeks=compliance().recommendation_weeks)
    assert ours.body.date_is_ours
    assert OpenEnd.objects.get(kind="order", key=made.keys[0]).due_on is None


def test_a_sum_we_offered_already_is_linked_and_a_larger_one_ordered_replaces_it(officers: Officers) -> None:
    case = decided(officers.asha)
    assert case.complaint is not None
    reference = case.complaint.reference
    fifty = propose(reference, officers.asha, offer_of(officers.asha, 5000, differs="Our policy says so"))
    with pytest.raises(WrongOrders, match="£50 and the order £500"):
        ordered(case, payment(50000, remedy=fifty), by=officers.asha)
    ordered(case, payment(50000, supersedes=fifty), by=officers.asha)
    now = case_now(reference)
    assert next(one for one in now.remedies if one.key == fifty).step is RemedyStep.SUPERSEDED
    linked = ordered(
        decided(officers.asha, reference="2", complaint=reference),
        payment(50000, remedy=now.orders[0].body.remedy), by=officers.asha,
    )  # fmt: skip
    assert len(case_now(reference).remedies) == 2
    assert order_of(reference, linked.keys[0]).body.remedy == now.orders[0].body.remedy


@pytest.mark.parametrize(
    ("line", "says"),
    [
        pytest.param(payment(0), "above nothing", id="no sum"),
        pytest.param(payment(-5), "above nothing", id="less than nothing"),
        pytest.param(payment(10000, attribution=(("ours", 4000), ("contractor", 5000))), "comes to £90",
                     id="shares that do not add up"),
        pytest.param(payment(10000, attribution=(("cabbage", 10000),)), "Who pays what: use", id="unknown payer"),
        pytest.param(payment(10000, type=RemedyType.TRAINING), "is no payment", id="a sum for no payment"),
        pytest.param(payment(words="  "), "say it as the decision does", id="no words"),
        pytest.param(payment(due=fri_28_june - timedelta(days=1)), "is before the decision", id="too early"),
        pytest.param(payment(payee="999999"), "named on the complaint", id="a stranger paid"),
        pytest.param(payment(heads=("nowhere",)), "no head nowhere", id="unknown head"),
        pytest.param(payment(30000, type=RemedyType.RECURRING_PAYMENT), "choose day, week or month", id="how often"),
        pytest.param(training(headings=("One",)), "Only an apology", id="headings of no apology"),
        pytest.param(training(action="12345"), "choose one of this complaint", id="unknown action"),
    ],
)  # fmt: skip
def test_what_cannot_be_recorded_is_told_by_its_line_and_nothing_is_written(
    officers: Officers, line: object, says: str
) -> None:
    case = decided(officers.asha)
    with pytest.raises(WrongOrders, match=says) as wrong:
        ordered(case, training(), line, by=officers.asha)  # type: ignore[arg-type]
    assert {number for number, _, _ in wrong.value.problems} == {1}
    assert case.complaint is not None
    assert not case_now(case.complaint.reference).orders
    assert not OrderPaper.objects.exists()


def test_a_payment_until_a_condition_is_met_keeps_what_ends_it(officers: Officers) -> None:
    case = decided(officers.asha)
    monthly = payment(
        30000, type=RemedyType.RECURRING_PAYMENT, words="£300 a month until suitable", per=Period.MONTH,
        condition="A suitable home is offered",
    )  # fmt: skip
    ordered(case, monthly, by=officers.asha)
    assert case.complaint is not None
    remedy = case_now(case.complaint.reference).remedies[-1]
    assert (remedy.body.recurring, remedy.body.per) == (True, Period.MONTH)
    assert LedgerLine.objects.get(pk=int(remedy.key)).condition == "A suitable home is offered"


def test_orders_bring_the_case_to_the_step_at_which_they_are_followed(officers: Officers) -> None:
    case = decided(officers.asha)
    ordered(case, payment(), by=officers.asha)
    assert case.complaint is not None
    assert case_now(case.complaint.reference).referrals[0].step == "actions_open"


def test_two_people_at_once_do_not_record_the_same_orders_twice(officers: Officers) -> None:
    case = decided(officers.asha)
    assert case.complaint is not None
    seen = version(case.complaint.reference)
    make_orders(
        str(case.pk), [payment()], decided_on=fri_28_june, by=officers.asha, now=NOW, seen_version=seen
    )
    with pytest.raises(ChangedSince):
        make_orders(
            str(case.pk), [payment()], decided_on=fri_28_june, by=officers.bela, now=NOW, seen_version=seen
        )
    assert len(case_now(case.complaint.reference).orders) == 1


def test_a_case_of_another_organisation_or_without_a_complaint_takes_no_order(officers: Officers) -> None:
    case = decided(officers.asha)
    with pytest.raises(NoSuchCase):
        ordered(case, payment(), by=officers.fern)
    case.complaint = None
    case.save()
    with pytest.raises(CaseError, match="linked to no complaint"):
        make_orders(
            str(case.pk), [payment()], decided_on=fri_28_june, by=officers.asha, now=NOW, seen_version=1
        )


def test_a_reminder_ordered_before_in_other_words_is_told_and_a_payment_is_not(officers: Officers) -> None:
    first = decided(officers.asha, reference="1")
    earlier = ordered(
        first,
        training("Remind relevant staff of the importance of keeping records that can be produced when asked"),
        payment(), by=officers.asha,
    )  # fmt: skip
    again = ordered(
        decided(officers.asha, reference="2", on=fri_26_july),
        training("Remind staff of the importance of record keeping, so that records can be produced when asked",
                 due=mon_29_july),
        training("Brief staff on how a request for a reasonable adjustment is recorded", due=mon_29_july),
        payment(due=mon_29_july),
        by=officers.asha, on=fri_26_july, now=NOW + timedelta(days=30),
    )  # fmt: skip
    assert [one.order if one else None for one in again.alike] == [int(earlier.keys[0]), None, None]
    assert OrderPaper.objects.get(pk=int(again.keys[0])).repeats_id == int(earlier.keys[0])


def test_recording_orders_costs_so_many_statements(officers: Officers, statements: Any) -> None:
    case = decided(officers.asha)
    lines = [payment(), training(), training("Review the policy on access", type=RemedyType.PROCEDURE)]
    with statements(25):
        ordered(case, *lines, by=officers.asha)
