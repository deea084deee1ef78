"""The tab of orders, the pages of its acts and the board: what is asked, what is shown, who may."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from casework.complaints.record import act, record
from casework.ombudsman.models import OmbudsmanCase
from casework.orders.board import PAGE, Narrowed, OrderView, order_board
from casework.orders.cards import order_cards
from casework.orders.models import OrderPaper
from casework.orders.views.steps import ORDER_STEPS
from putright.cases import verbs
from putright.vocabulary import OmbudsmanBody, OrderKind, OrderStep, RemedyType
from tests.casework.made import Officers, at
from tests.casework.orders.ordering import (
    case_now,
    decided,
    fri_26_july,
    fri_28_june,
    mon_1_july,
    order_of,
    ordered,
    payment,
    training,
    version,
)
from tests.casework.outcomes.making import document, page_of

pytestmark = pytest.mark.django_db(transaction=True)

wed_10_july = date(2024, 7, 10)


def day(name: str, on: date) -> dict[str, str]:
    return {f"{name}-day": str(on.day), f"{name}-month": str(on.month), f"{name}-year": str(on.year)}


@pytest.fixture
def case(client: Client, officers: Officers) -> OmbudsmanCase:
    """A decided case with a payment and a training ordered; the complaints officer is logged in."""
    client.force_login(officers.asha)
    one = decided(officers.asha)
    ordered(one, payment(), training(due=None), by=officers.asha)
    return one


def reference_of(case: OmbudsmanCase) -> str:
    assert case.complaint is not None
    return case.complaint.reference


def seen(case: OmbudsmanCase) -> dict[str, Any]:
    return {"seen_version": version(reference_of(case)), **day("at", mon_1_july)}


def test_the_tab_shows_each_order_with_its_date_payee_evidence_and_what_carries_it_out(
    client: Client, case: OmbudsmanCase
) -> None:
    page = client.get(f"/ombudsman/{case.pk}/orders").content.decode()
    for text in (
        "Payment for distress, time and trouble, £100", "Gwendolyn Ashdown", "Within four weeks of this report",
        "Confirmation by the bank, or a receipt.", "In our ledger: accepted", "Held: no date",
        "the date of the payment ordered with it", "The main task carries the longest date",
    ):  # fmt: skip
        assert text.casefold() in page.casefold()


def test_an_order_is_recorded_by_hand_with_every_mistake_at_its_field(
    client: Client, case: OmbudsmanCase, officers: Officers
) -> None:
    address = f"/ombudsman/{case.pk}/orders/add"
    given = {
        **seen(case), "kind": "order", "type": "pay_distress", "words": "Pay £250", "amount": "£250",
        "share-ours": "£100", "share-contractor": "£100", **day("decided_on", fri_28_june),
        **day("due", fri_26_july), "owner": str(officers.bela.pk), "payee": "", "link": "", "supersedes": "", "per": "",
    }  # fmt: skip
    wrong = client.post(address, given)
    assert wrong.status_code == 422
    text = wrong.content.decode()
    assert "comes to £200, the whole sum is £250" in text
    assert "Pay £250" in text
    done = client.post(address, {**given, "share-contractor": "£150"})
    assert done.status_code == 302, done.content.decode()
    assert done["Location"] == f"/ombudsman/{case.pk}/orders"
    order = case_now(reference_of(case)).orders[-1]
    assert (order.body.amount_pence, order.owner) == (25000, str(officers.bela.pk))


def test_an_unknown_type_kind_or_sum_is_told_and_nothing_is_written(
    client: Client, case: OmbudsmanCase
) -> None:
    before = len(case_now(reference_of(case)).orders)
    given = {**seen(case), "kind": "wish", "type": "cabbage", "words": "X", "amount": "a lot"}
    told = client.post(f"/ombudsman/{case.pk}/orders/add", given)
    assert told.status_code == 422
    text = told.content.decode()
    assert "choose one of the answers shown" in text
    assert "a lot is not a sum" in text
    assert len(case_now(reference_of(case)).orders) == before


def test_evidence_is_held_on_the_page_and_goes_on_with_a_reason(
    client: Client, case: OmbudsmanCase, officers: Officers
) -> None:
    reference = reference_of(case)
    key = case_now(reference).orders[0].key
    proof = document(reference, officers.asha, "Bank", mon_1_july).pk
    address = f"/ombudsman/{case.pk}/orders/{key}/evidence"
    given = {**seen(case), "words": "By e-mail", "documents": [str(proof)]}
    held = client.post(address, given)
    assert held.status_code == 422
    assert "not marked as paid in the ledger" in held.content.decode()
    done = client.post(address, {**given, "going_on": "Finance paid it by hand"})
    assert done.status_code == 302
    assert order_of(reference, key).step is OrderStep.SENT
    assert "Sent to the Ombudsman" in client.get(f"/ombudsman/{case.pk}/orders").content.decode()


def test_every_step_has_a_page_that_says_which_order_it_is_about(
    client: Client, case: OmbudsmanCase, officers: Officers
) -> None:
    client.force_login(officers.bela)
    key = case_now(reference_of(case)).orders[0].key
    for one in ORDER_STEPS:
        answer = client.get(f"/ombudsman/{case.pk}/orders/{key}/{one.name}")
        assert answer.status_code in (200, 302), one.name
        if answer.status_code == 200 and one.name != "officer":
            assert "Pay the resident £100, directly" in answer.content.decode(), one.name


def test_two_people_at_once_see_what_the_other_recorded_and_lose_nothing(
    client: Client, case: OmbudsmanCase, officers: Officers
) -> None:
    reference = reference_of(case)
    key = case_now(reference).orders[0].key
    stale = {**seen(case), "words": "The sum is wrong"}
    record(reference, act(verbs.restrict, officers=(str(officers.asha.pk),), at=mon_1_july), by=officers.asha,
           now=at(mon_1_july))  # fmt: skip
    answer = client.post(f"/ombudsman/{case.pk}/orders/{key}/disputed", stale)
    assert answer.status_code == 409
    assert "The sum is wrong" in answer.content.decode()


def test_a_restricted_complaints_orders_are_in_no_list_and_no_count(
    case: OmbudsmanCase, officers: Officers
) -> None:
    record(reference_of(case), act(verbs.restrict, officers=(str(officers.bela.pk),), at=mon_1_july),
           by=officers.bela, now=at(mon_1_july))  # fmt: skip
    board = order_board(officers.asha, view=OrderView.OPEN, narrowed=Narrowed(), today=wed_10_july)
    assert not board.groups
    assert all((one.number, one.pence) == (0, 0) for one in board.counts)
    theirs = order_board(officers.bela, view=OrderView.OPEN, narrowed=Narrowed(), today=wed_10_july)
    rows = [row for _, rows in theirs.groups for row in rows]
    assert {row.words for row in rows} == {"Restricted complaint"}
    assert {row.payee for row in rows} == {""}


def test_a_restricted_case_is_not_found_by_its_address(
    client: Client, case: OmbudsmanCase, officers: Officers
) -> None:
    key = case_now(reference_of(case)).orders[0].key
    record(reference_of(case), act(verbs.restrict, officers=(str(officers.bela.pk),), at=mon_1_july),
           by=officers.bela, now=at(mon_1_july))  # fmt: skip
    for address in ("orders", "orders/add", f"orders/{key}/evidence"):
        assert client.get(f"/ombudsman/{case.pk}/{address}").status_code == 404
    client.force_login(officers.fern)
    assert client.get(f"/ombudsman/{case.pk}/orders").status_code == 404


def test_an_auditor_reads_and_records_nothing(
    client: Client, case: OmbudsmanCase, officers: Officers
) -> None:
    client.force_login(officers.ewan)
    page = client.get(f"/ombudsman/{case.pk}/orders").content.decode()
    assert "Send evidence" not in page
    assert client.get(f"/ombudsman/{case.pk}/orders/add").status_code == 403


def test_an_earlier_case_that_asked_the_same_is_named_only_to_who_may_see_it(officers: Officers) -> None:
    words = "Remind repairs staff to keep to the times that were agreed with the resident"
    first = decided(officers.asha, reference="1")
    ordered(first, training(words), by=officers.asha)
    second = decided(officers.asha, reference="2", on=fri_26_july)
    ordered(second, training(words, due=fri_26_july), by=officers.asha, on=fri_26_july, now=at(fri_26_july))
    assert OrderPaper.objects.exclude(repeats=None).count() == 1
    page = page_of(reference_of(second), officers.asha, fri_26_july)
    told = order_cards(page, str(second.pk), officers.asha, today=fri_26_july)[0]
    assert told.again_in == reference_of(first)
    record(reference_of(first), act(verbs.restrict, officers=(str(officers.bela.pk),), at=fri_26_july),
           by=officers.bela, now=at(fri_26_july))  # fmt: skip
    hidden = order_cards(page, str(second.pk), officers.asha, today=fri_26_july)[0]
    assert hidden.again.startswith("An earlier case")
    assert hidden.again_in == ""


def test_the_board_is_grouped_by_urgency_and_narrowed_by_body_kind_and_type(officers: Officers) -> None:
    ordered(decided(officers.asha, reference="1"), payment(), training(due=None), by=officers.asha)
    lgsco = decided(officers.asha, reference="2", body=OmbudsmanBody.LGSCO, heads=())
    ordered(lgsco, training(kind=OrderKind.AGREED), by=officers.asha)

    def groups(on: date, **narrowed: Any) -> list[tuple[str, int]]:
        board = order_board(officers.asha, view=OrderView.OPEN, narrowed=Narrowed(**narrowed), today=on)
        return [(urgency.value, len(rows)) for urgency, rows in board.groups]

    assert groups(mon_1_july) == [("undated", 1), ("later", 2)]
    assert groups(fri_26_july - timedelta(days=4)) == [("undated", 1), ("director", 2)]
    assert groups(fri_26_july + timedelta(days=3)) == [("undated", 1), ("overdue", 2)]
    assert groups(date(2025, 7, 28)) == [("undated", 1), ("long-overdue", 2)]
    assert groups(mon_1_july, body=OmbudsmanBody.LGSCO) == [("later", 1)]
    assert groups(mon_1_july, kind=OrderKind.AGREED) == [("later", 1)]
    assert groups(mon_1_july, type=RemedyType.PAY_DISTRESS) == [("later", 1)]
    board = order_board(
        officers.asha, view=OrderView.LONG_OVERDUE, narrowed=Narrowed(), today=date(2025, 7, 28)
    )
    assert board.total is not None
    assert (board.total.number, board.total.pence) == (2, 10000)


def test_the_board_costs_the_same_few_statements_however_many_orders_there_are(
    officers: Officers, statements: Any
) -> None:
    one = decided(officers.asha)
    ordered(
        one, *(training(f"Change number {number}") for number in range(PAGE + 5)), payment(), by=officers.asha
    )
    with statements(7):
        board = order_board(officers.asha, view=OrderView.OPEN, narrowed=Narrowed(), today=mon_1_july)
    assert sum(len(rows) for _, rows in board.groups) == PAGE
    assert board.more
    second = order_board(officers.asha, view=OrderView.OPEN, narrowed=Narrowed(), page=2, today=mon_1_july)
    assert sum(len(rows) for _, rows in second.groups) == 6


def test_the_tab_is_held_to_its_statements(client: Client, case: OmbudsmanCase, statements: Any) -> None:
    client.get(f"/ombudsman/{case.pk}/orders")
    with statements(16):
        assert client.get(f"/ombudsman/{case.pk}/orders").status_code == 200


def test_the_board_is_a_page_with_views_and_takes_strange_questions_calmly(
    client: Client, case: OmbudsmanCase
) -> None:
    assert timezone.localdate() > fri_26_july
    page = client.get("/orders").content.decode()
    assert "Long overdue" in page
    assert "£100" in page
    for query in (
        "view=ended",
        "view=mine",
        "view=x&page=99&body=zz&type=y",
        "body=hos&kind=order&type=training",
    ):
        assert client.get(f"/orders?{query}").status_code == 200
