"""What becomes of an order: shown, accepted, sent back, given another date, ended, put to a director."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from casework.complaints.commands import ChangedSince, Held
from casework.complaints.models import Note, OpenEnd
from casework.ombudsman.commands import move_case
from casework.orders import following, jobs
from casework.orders.making import OrderLine
from casework.orders.models import OrderPaper, Shown
from casework.outcomes import acting, course
from putright.cases import CaseError
from putright.vocabulary import ActionStep, OrderKind, OrderStep, RemedyType
from tests.casework.made import Officers, at
from tests.casework.orders.ordering import (
    case_now,
    decided,
    fri_26_july,
    mon_1_july,
    mon_26_august,
    mon_29_july,
    order_of,
    ordered,
    payment,
    training,
    version,
)
from tests.casework.outcomes.making import do, document, seniors

pytestmark = pytest.mark.django_db(transaction=True)

wed_3_july = date(2024, 7, 3)
thu_18_july = date(2024, 7, 18)
fri_19_july = date(2024, 7, 19)


def one(officers: Officers, line: OrderLine, **case: Any) -> tuple[str, str]:
    """A complaint with one order, and the key of the order."""
    referral = decided(officers.asha, **case)
    assert referral.complaint is not None
    return referral.complaint.reference, ordered(referral, line, by=officers.asha).keys[0]


def send(
    reference: str, key: str, officers: Officers, *, documents: tuple[int, ...] = (), **rest: Any
) -> Any:
    return do(
        following.send_evidence, reference, key, "Sent by e-mail", documents=documents, by=officers.asha,
        on=rest.pop("on", wed_3_july), **rest,
    )  # fmt: skip


def paid(reference: str, key: str, officers: Officers, amount: int, *, proof: bool = True) -> None:
    seniors(officers)
    do(course.approve, reference, key, by=officers.bela, payee_confirmed=True, on=mon_1_july)
    number = document(reference, officers.asha, "Bank", mon_1_july).pk if proof else None
    do(course.pay, reference, key, amount, document=number, words="" if proof else "Finance says so",
       payee_confirmed=True, by=officers.asha, on=mon_1_july)  # fmt: skip


def test_evidence_of_a_payment_is_held_until_the_ledger_has_it_paid_with_proof(officers: Officers) -> None:
    reference, key = one(officers, payment(10000))
    proof = document(reference, officers.asha).pk
    with pytest.raises(Held) as held:
        send(reference, key, officers, documents=(proof,))
    assert [one.says for one in held.value.would_break] == [
        "The payment is not marked as paid in the ledger: nothing is"
    ]
    paid(reference, key, officers, 10000)
    send(reference, key, officers, documents=(proof,))
    assert order_of(reference, key).step is OrderStep.SENT
    assert Shown.objects.get().document_id == proof


def test_a_part_of_the_sum_does_not_show_that_it_was_paid(officers: Officers) -> None:
    reference, key = one(officers, payment(10000))
    paid(reference, key, officers, 4000)
    with pytest.raises(Held) as held:
        send(reference, key, officers, documents=(document(reference, officers.asha).pk,))
    assert "£40 of £100" in held.value.would_break[0].says


def test_evidence_with_nothing_attached_goes_only_with_a_reason_which_is_kept(officers: Officers) -> None:
    reference, key = one(officers, training())
    do(acting.finish_action, reference, key, "The list of those briefed", document=None, by=officers.bela,
       on=mon_1_july)  # fmt: skip
    with pytest.raises(Held, match="1 provisions"):
        send(reference, key, officers)
    send(reference, key, officers, going_on="It was uploaded to the Ombudsman’s own page")
    assert Note.objects.filter(complaint__reference=reference, about="override").count() == 1


def test_an_apology_is_shown_when_it_is_made_and_covers_every_heading(officers: Officers) -> None:
    headings = ("The conduct", "The meeting")
    line = payment(type=RemedyType.APOLOGY, words="Apologise", amount_pence=None, headings=headings)
    reference, key = one(officers, line)
    proof = document(reference, officers.asha).pk
    with pytest.raises(Held) as held:
        send(reference, key, officers, documents=(proof,), covered=headings)
    assert "not done yet in the ledger" in held.value.would_break[0].says
    do(course.finish, reference, key, "Handed over", document=proof, by=officers.asha, on=mon_1_july)
    with pytest.raises(Held) as held:
        send(reference, key, officers, documents=(proof,), covered=("The conduct",))
    assert held.value.would_break[0].says == "The apology is not said to cover “The meeting”"
    send(reference, key, officers, documents=(proof,), covered=headings)


def test_an_order_without_a_date_is_held_until_it_has_one(officers: Officers) -> None:
    reference, key = one(officers, training(due=None))
    do(acting.finish_action, reference, key, "Done", document=None, by=officers.bela, on=mon_1_july)
    proof = document(reference, officers.asha).pk
    with pytest.raises(Held) as held:
        send(reference, key, officers, documents=(proof,))
    assert held.value.would_break[0].duty == "orders-dated"
    do(
        following.date_order,
        reference,
        key,
        "",
        due=fri_26_july,
        agreed=False,
        by=officers.asha,
        on=mon_1_july,
    )
    send(reference, key, officers, documents=(proof,))
    assert order_of(reference, key).due == fri_26_july


def test_a_document_of_another_complaint_shows_nothing(officers: Officers) -> None:
    reference, key = one(officers, training())
    other, _ = one(officers, training(), reference="9")
    with pytest.raises(CaseError, match="is not kept with this complaint"):
        send(reference, key, officers, documents=(document(other, officers.asha).pk,))


def test_evidence_sent_back_says_what_is_missing_and_opens_our_action_again(officers: Officers) -> None:
    reference, key = one(officers, training())
    do(acting.finish_action, reference, key, "Done", document=None, by=officers.bela, on=mon_1_july)
    with pytest.raises(CaseError, match="nothing it could find"):
        do(following.return_order, reference, key, "Names", by=officers.asha, on=wed_3_july)
    send(reference, key, officers, documents=(document(reference, officers.asha).pk,))
    with pytest.raises(CaseError, match="say what the Ombudsman misses"):
        do(following.return_order, reference, key, " ", by=officers.asha, on=thu_18_july)
    do(following.return_order, reference, key, "The names of those briefed", by=officers.asha, on=thu_18_july)
    case = case_now(reference)
    assert case.orders[0].step is OrderStep.RETURNED
    assert case.actions[0].step is ActionStep.RETURNED


def test_only_the_ombudsmans_word_ends_an_order(officers: Officers) -> None:
    reference, key = one(officers, training())
    with pytest.raises(CaseError, match="say how the Ombudsman accepted"):
        do(following.accept_order, reference, key, "", by=officers.asha, on=wed_3_july)
    do(following.accept_order, reference, key, "By e-mail", by=officers.asha, on=wed_3_july)
    assert order_of(reference, key).ended
    assert not OpenEnd.objects.get(kind="order", key=key).is_open
    with pytest.raises(CaseError, match="came to its end"):
        do(following.dispute_order, reference, key, "No", by=officers.asha, on=thu_18_july)


def test_the_ombudsmans_date_moves_only_when_it_agreed_and_our_action_moves_with_it(
    officers: Officers,
) -> None:
    reference, key = one(officers, training())
    with pytest.raises(CaseError, match="the Ombudsman set its date"):
        do(following.date_order, reference, key, "More time", due=mon_26_august, agreed=False, by=officers.asha,
           on=wed_3_july)  # fmt: skip
    do(following.date_order, reference, key, "The trainer is ill", due=mon_26_august, agreed=True, by=officers.asha,
       on=wed_3_july)  # fmt: skip
    case = case_now(reference)
    assert case.orders[0].due == mon_26_august
    assert case.actions[0].due == mon_26_august


def test_a_date_of_ours_may_be_changed_by_us(officers: Officers) -> None:
    line = training(kind=OrderKind.RECOMMENDATION, due=None)
    reference, key = one(officers, line)
    do(
        following.date_order,
        reference,
        key,
        "",
        due=mon_29_july,
        agreed=False,
        by=officers.asha,
        on=wed_3_july,
    )
    assert order_of(reference, key).due == mon_29_july
    assert OrderPaper.objects.get(pk=int(key)).date_is_ours


def test_what_can_no_longer_be_achieved_waits_for_the_ombudsman_and_ends_with_our_action(
    officers: Officers,
) -> None:
    reference, key = one(officers, training())
    with pytest.raises(CaseError, match="a manager decides"):
        do(following.give_up_order, reference, key, "Gone", agreed=True, by=officers.asha, on=wed_3_july)
    why = "The contractor is in liquidation"
    do(following.give_up_order, reference, key, why, agreed=False, by=officers.bela, on=wed_3_july)
    case = case_now(reference)
    assert case.orders[0].awaits_agreement
    assert not case.orders[0].ended
    assert not case.actions[0].ended
    assert OpenEnd.objects.get(kind="order", key=key).is_open
    do(following.give_up_order, reference, key, why, agreed=True, by=officers.bela, on=thu_18_july)
    case = case_now(reference)
    assert case.orders[0].ended
    assert case.actions[0].step is ActionStep.NOT_ACHIEVABLE


def test_a_recommendation_may_be_left_by_a_manager_with_a_reason_and_an_order_may_not(
    officers: Officers,
) -> None:
    reference, key = one(officers, training(kind=OrderKind.RECOMMENDATION))
    with pytest.raises(CaseError, match="a manager decides"):
        do(following.leave_recommendation, reference, key, "Cost", by=officers.asha, on=wed_3_july)
    do(
        following.leave_recommendation,
        reference,
        key,
        "Our portal is replaced",
        by=officers.bela,
        on=wed_3_july,
    )
    assert order_of(reference, key).ended
    binding, order = one(officers, training(), reference="8")
    with pytest.raises(CaseError, match="an order binds"):
        do(following.leave_recommendation, binding, order, "Cost", by=officers.bela, on=wed_3_july)


@pytest.mark.parametrize(
    ("command", "step"),
    [
        (following.dispute_order, OrderStep.DISPUTED),
        (following.take_back_order, OrderStep.TAKEN_BACK),
        (following.not_complied, OrderStep.NOT_COMPLIED),
    ],
)
def test_each_word_needs_its_reason_and_is_kept(
    officers: Officers, command: Callable[..., Any], step: OrderStep
) -> None:
    reference, key = one(officers, training())
    with pytest.raises(CaseError, match="say "):
        do(command, reference, key, "  ", by=officers.asha, on=wed_3_july)
    do(command, reference, key, "Its letter of today", by=officers.asha, on=wed_3_july)
    assert order_of(reference, key).step is step


def test_two_people_at_once_are_told_and_the_second_writes_nothing(officers: Officers) -> None:
    reference, key = one(officers, training())
    seen = version(reference)
    plain: dict[str, Any] = {"at": wed_3_july, "now": at(wed_3_july, 18), "seen_version": seen}
    following.dispute_order(reference, key, "The date is wrong", by=officers.asha, **plain)
    with pytest.raises(ChangedSince):
        following.accept_order(reference, key, "By e-mail", by=officers.bela, **plain)
    assert order_of(reference, key).step is OrderStep.DISPUTED


def test_an_order_near_its_date_is_put_to_a_director_once_and_again_for_another_date(
    officers: Officers,
) -> None:
    reference, key = one(officers, training())
    assert not jobs.run_next(now=at(thu_18_july, 9))
    assert jobs.run_next(now=at(fri_19_july, 9))
    assert order_of(reference, key).put_to_director
    assert not jobs.run_next(now=at(fri_19_july, 10))
    do(
        following.date_order,
        reference,
        key,
        "Agreed",
        due=mon_26_august,
        agreed=True,
        by=officers.asha,
        on=fri_19_july,
    )
    assert not jobs.run_next(now=at(fri_19_july, 11))
    assert jobs.run_next(now=at(mon_26_august + timedelta(days=1), 9))
    moves = [one.body for one in order_of(reference, key).moves]
    assert sum(getattr(one, "to", None) is OrderStep.ESCALATED for one in moves) == 2


def test_what_is_with_the_ombudsman_or_ended_is_not_put_to_a_director(officers: Officers) -> None:
    reference, key = one(officers, training())
    send(reference, key, officers, going_on="Nothing to attach")
    other, gone = one(officers, training(), reference="7")
    do(following.accept_order, other, gone, "By e-mail", by=officers.asha, on=wed_3_july)
    assert not jobs.run_next(now=at(mon_29_july, 9))


def test_looking_for_what_is_near_costs_one_statement_when_nothing_is(
    officers: Officers, statements: Any
) -> None:
    one(officers, training())
    with statements(1):
        assert not jobs.run_next(now=at(date(2024, 5, 24), 9))


def test_a_case_is_not_closed_while_an_order_has_no_word_of_the_ombudsman(officers: Officers) -> None:
    reference, key = one(officers, training())
    case = case_now(reference).referrals[0].key
    plain: dict[str, Any] = {"to": "closed", "at": wed_3_july, "by": officers.asha, "now": at(wed_3_july, 18)}
    with pytest.raises(Held) as held:
        move_case(case, "", **plain)
    assert "orders-ended-with-word" in {each.duty for each in held.value.would_break}
    do(following.accept_order, reference, key, "By e-mail", by=officers.asha, on=wed_3_july)
    move_case(case, "", **plain)
    assert case_now(reference).referrals[0].ended
