"""Every board where something waits for a person: what the cover finds among theirs, what a row says, what it costs."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from casework.agreements import commands as agreements
from casework.agreements.boards import Whose as Promised
from casework.agreements.boards import needs_board, promises_board
from casework.complaints.commands import promise
from casework.complaints.models import Complaint
from casework.complaints.record import act, record
from casework.members.queries import Whose as Asked
from casework.members.queries import members_board
from casework.ombudsman.desk import Whose as Linked
from casework.ombudsman.desk import desk
from casework.orders.board import Narrowed, OrderView, order_board
from casework.outcomes.acting import agree_action
from casework.outcomes.boards import ActionView, MoneyView, action_board, money_board
from casework.people.away import away_as_told
from casework.people.models import Officer
from casework.together.board import board as shares_board
from casework.together.shares import Asking, ask
from putright.calendars import in_london
from putright.cases import verbs
from tests.casework import made
from tests.casework.agreements.arranging import common
from tests.casework.made import Officers, mon_20_may, thu_2_may, tue_7_may, wed_8_may
from tests.casework.members.test_enquiries import asked as member_asks
from tests.casework.members.test_enquiries import councillor
from tests.casework.ombudsman import referring
from tests.casework.orders import ordering
from tests.casework.outcomes.making import do, offer_of, propose
from tests.casework.outcomes.test_acting import training
from tests.casework.together import asked as sharing

pytestmark = pytest.mark.django_db(transaction=True)
Statements = Callable[[int], AbstractContextManager[None]]

fri_10_may = date(2024, 5, 10)
mon_13_may = date(2024, 5, 13)
COVERING = ("Asha Example", None, fri_10_may, "Bela Example", True)


def told(row: Any) -> tuple[Any, ...] | None:
    """What a row says of who is away."""
    mark = row.away
    return mark and (mark.name, mark.begins, mark.until, mark.cover, mark.mine)


def covering(officers: Officers, first: date = tue_7_may, last: date = fri_10_may) -> Officer:
    """Asha is away, and Bela covers."""
    made.away(officers.asha, first, last, cover=officers.bela)
    return Officer.objects.get(pk=officers.bela.pk)


def restrict(reference: str, *named: Officer) -> None:
    """Only those named see it from now on."""
    by = named[0]
    restricting = act(verbs.restrict, officers=[str(one.pk) for one in named], at=ordering.NOW)
    record(reference, restricting, by=by, now=ordering.NOW)


def asked_once(board: Callable[[], Any]) -> int:
    """How many statements a board takes."""
    with CaptureQueriesContext(connection) as captured:
        board()
    return len(captured.captured_queries)


def owed(officers: Officers, due: date, words: str, **rest: Any) -> str:
    reference: str = made.told(officers.asha, **rest).reference
    promise(reference, words, what="call_back", due=due, **common(reference, officers.asha))
    return reference


def test_a_promise_due_meanwhile_is_the_covers_until_the_last_day_away(
    officers: Officers, statements: Statements
) -> None:
    owed(officers, fri_10_may, "In these days")
    owed(officers, mon_13_may, "After")
    owed(officers, fri_10_may, "Hidden", named=())
    bela = covering(officers)
    with statements(6):
        mine = promises_board(bela, whose=Promised.MINE, today=wed_8_may).rows
    assert [(row.words, told(row)) for row in mine] == [("In these days", COVERING)]
    assert promises_board(bela, whose=Promised.MINE, today=mon_13_may).rows == ()
    rows = promises_board(officers.asha, whose=Promised.ALL, today=wed_8_may).rows
    # What is due after waits for her; of a restricted complaint no cover is told of, who may not see it.
    assert {row.words: told(row) for row in rows} == {
        "In these days": (*COVERING[:4], False),
        "After": (*COVERING[:3], "", False),
        "Hidden": (*COVERING[:3], "", False),
    }


def test_the_cover_is_told_they_cover_a_restricted_complaint_they_are_named_on(officers: Officers) -> None:
    owed(officers, fri_10_may, "Named", named=(officers.bela.pk,))
    [row] = promises_board(covering(officers), whose=Promised.MINE, today=wed_8_may).rows
    assert told(row) == COVERING


def test_a_need_and_a_payment_say_who_is_away_and_who_covers(
    officers: Officers, statements: Statements
) -> None:
    reference = made.told(officers.asha).reference
    agreements.find_need(reference, "Grab rails", risk=True, due=fri_10_may, owner=officers.asha,
                         **common(reference, officers.asha))  # fmt: skip
    propose(reference, officers.asha, offer_of(officers.asha, due=mon_20_may))
    bela = covering(officers, last=mon_20_may)
    with statements(5):
        [need] = needs_board(bela, today=wed_8_may)
    assert (need.words, need.away.mine if need.away else None) == ("Grab rails", True)
    with statements(3):
        [row] = money_board(bela, view=MoneyView.TO_APPROVE, today=wed_8_may).rows
    assert told(row) == ("Asha Example", None, mon_20_may, "Bela Example", True)
    other = money_board(officers.ewan, view=MoneyView.TO_APPROVE, today=wed_8_may).rows[0]
    assert told(other) == ("Asha Example", None, mon_20_may, "Bela Example", False)


def test_an_action_due_meanwhile_is_the_covers(officers: Officers, statements: Statements) -> None:
    references = [made.told(officers.asha).reference for _ in range(3)]
    for reference, words, due in zip(
        references, ("In these days", "After", "Hidden"), (fri_10_may, mon_13_may, fri_10_may), strict=True
    ):
        do(agree_action, reference, training(officers.asha, words=words, due=due), by=officers.asha)
    restrict(references[2], officers.asha)
    bela = covering(officers)
    with statements(4):
        board = action_board(bela, view=ActionView.MINE, today=wed_8_may)
    assert [(row.words, told(row)) for row in board.rows] == [("In these days", COVERING)]
    assert {one.view: one.number for one in board.counts}[ActionView.MINE] == 1
    assert action_board(bela, view=ActionView.MINE, today=mon_13_may).rows == ()
    with statements(3):
        assert len(action_board(officers.ewan, view=ActionView.OPEN, today=wed_8_may).rows) == 2


def test_an_order_due_meanwhile_is_the_covers(officers: Officers, statements: Statements) -> None:
    case = ordering.decided(officers.asha)
    lines = (ordering.training(due=ordering.fri_26_july), ordering.payment(due=ordering.mon_26_august))
    ordering.ordered(case, *lines, by=officers.asha)
    bela = covering(officers, date(2024, 7, 22), ordering.mon_29_july)

    def mine(today: date) -> list[Any]:
        board = order_board(bela, view=OrderView.MINE, narrowed=Narrowed(), today=today)
        return [row for _, rows in board.groups for row in rows]

    with statements(8):
        [row] = mine(date(2024, 7, 23))
    assert (row.due.due, told(row)) == (
        ordering.fri_26_july, ("Asha Example", None, ordering.mon_29_july, "Bela Example", True),
    )  # fmt: skip
    assert mine(ordering.mon_29_july + timedelta(days=1)) == []
    assert case.complaint is not None
    restrict(case.complaint.reference, officers.asha)
    assert mine(date(2024, 7, 23)) == []


def test_a_members_enquiry_due_meanwhile_is_the_covers(officers: Officers, client: Client) -> None:
    member = councillor(officers.asha)
    reference, _ = member_asks(officers.asha, member=member)
    hidden = made.told(officers.asha, named=()).reference
    member_asks(officers.asha, member=member, reference=hidden)
    [due] = {row.due for row in members_board(officers.asha, page=1, today=wed_8_may).rows}
    bela = covering(officers, last=due)
    board = members_board(bela, whose=Asked.MINE, page=1, today=wed_8_may)
    assert [(row.reference, told(row)) for row in board.rows] == [
        (reference, ("Asha Example", None, due, "Bela Example", True))
    ]
    assert (board.waiting, hidden in str(board)) == (1, False)
    assert members_board(bela, whose=Asked.MINE, page=1, today=due + timedelta(days=1)).rows == ()
    assert members_board(officers.carl, whose=Asked.MINE, page=1, today=wed_8_may).rows == ()

    def every() -> Any:
        return members_board(bela, page=1, today=wed_8_may)

    before = asked_once(every)
    for _ in range(4):
        member_asks(officers.asha, member=member)
    assert (asked_once(every), before) == (6, 6)
    client.force_login(bela)
    assert client.get("/members?whose=mine").status_code == 200
    assert client.get("/members?whose=x").status_code == 200


def test_a_share_due_meanwhile_is_the_covers_on_either_side(officers: Officers) -> None:
    reference = sharing.complaint(officers.bela)
    repairs = sharing.service(officers.bela.organisation)
    for due in (fri_10_may, sharing.tue_14_may):
        asking = Asking(("1",), due, repairs.pk, officers.carl.pk)
        ask(reference, asking, "When did anybody visit?", **sharing.common(reference, officers.bela))
    # Asha is of another team than Carl, and covers for him; Carl's share is no more than hers to read and give.
    made.away(officers.carl, tue_7_may, fri_10_may, cover=officers.asha)
    Officer.objects.filter(pk=officers.asha.pk).update(team=None)
    asha = Officer.objects.get(pk=officers.asha.pk)
    [row] = shares_board(asha, today=wed_8_may).of_us
    assert (row.due_on, told(row)) == (fri_10_may, ("Carl Example", None, fri_10_may, "Asha Example", True))
    assert shares_board(asha, today=mon_13_may).of_us == ()
    [first, second] = shares_board(officers.bela, today=wed_8_may).by_us
    assert (told(first), told(second)) == (
        ("Carl Example", None, fri_10_may, "Asha Example", False),
        ("Carl Example", None, fri_10_may, "", False),
    )
    restrict(reference, officers.bela)
    assert shares_board(asha, today=wed_8_may).of_us == ()


def test_what_somebody_away_waits_for_is_the_covers_to_chase(officers: Officers) -> None:
    reference = sharing.complaint(officers.asha)
    sharing.asked(officers, reference, due=fri_10_may)
    sharing.asked(officers, reference, due=sharing.tue_14_may)
    bela = covering(officers)
    [row] = shares_board(bela, today=wed_8_may).by_us
    assert (row.due_on, row.away, row.waits.name if row.waits else "") == (fri_10_may, None, "Asha Example")
    assert [one.waits for one in shares_board(officers.asha, today=wed_8_may).by_us] == [None, None]
    before = asked_once(lambda: shares_board(bela, today=wed_8_may))
    for _ in range(4):
        sharing.asked(officers, reference, due=fri_10_may)
    assert (asked_once(lambda: shares_board(bela, today=wed_8_may)), before) == (5, 5)
    assert len(shares_board(bela, today=wed_8_may).by_us) == 5


def test_a_case_of_an_ombudsman_due_meanwhile_is_the_covers(
    officers: Officers, statements: Statements
) -> None:
    cases = []
    for number, answer_by in enumerate((referring.mon_17_june, referring.mon_1_july, referring.mon_17_june)):
        one = made.answered(officers.asha).reference
        key = referring.opened(one, officers.asha, their_reference=f"24 000 {number}", owner=officers.asha)
        referring.asked(one, key, officers.asha, answer_by=answer_by)
        cases.append((one, key))
    restrict(cases[2][0], officers.asha)
    bela = covering(officers, referring.tue_4_june, referring.mon_17_june)
    with statements(6):
        found = desk(bela, whose=Linked.MINE, today=referring.tue_4_june)
    [(_, rows)] = found.groups
    assert [(one.key, told(one)) for one in rows] == [
        (cases[0][1], ("Asha Example", None, referring.mon_17_june, "Bela Example", True))
    ]
    assert desk(bela, whose=Linked.MINE, today=referring.mon_17_june + timedelta(days=1)).groups == ()
    [(_, rows)] = desk(officers.ewan, today=referring.tue_4_june).groups
    assert [told(one) for one in rows] == [
        ("Asha Example", None, referring.mon_17_june, "Bela Example", False),
        ("Asha Example", None, referring.mon_17_june, "", False),
    ]


def test_a_mark_is_of_today_or_of_the_day_it_is_due_and_no_cover_is_passed_on(officers: Officers) -> None:
    made.away(officers.asha, tue_7_may, fri_10_may, cover=officers.bela)

    def mark(due: date | None, today: date, reader: Officer = officers.bela, owner: object = "") -> Any:
        of: Any = owner or str(officers.asha.pk)
        return away_as_told(reader, today=today).mark(of, due=due, restricted=False)

    assert mark(mon_13_may, thu_2_may) is None
    assert mark(wed_8_may, thu_2_may, owner=officers.carl.pk) is None
    to_come = mark(wed_8_may, thu_2_may)
    assert (to_come.begins, to_come.until, to_come.cover, to_come.mine) == (
        tue_7_may, fri_10_may, "Bela Example", False,
    )  # fmt: skip
    assert (mark(None, wed_8_may).cover, mark(thu_2_may, wed_8_may).mine) == ("", True)
    made.away(officers.bela, wed_8_may, wed_8_may)
    assert (mark(fri_10_may, tue_7_may).cover, mark(fri_10_may, wed_8_may).cover) == ("Bela Example",) * 2
    assert (mark(wed_8_may, tue_7_may).cover, mark(wed_8_may, wed_8_may).cover) == ("", "")


def test_the_boards_say_it_in_words(officers: Officers, client: Client) -> None:
    today = in_london(timezone.now()).date()
    reference = made.told(officers.asha, received=today).reference
    promise(reference, "We ring", what="call_back", due=today, at=today, by=officers.asha,
            now=timezone.now(), seen_version=Complaint.objects.get(reference=reference).version)  # fmt: skip
    bela = covering(officers, today, today + timedelta(days=1))
    pages = {}
    for officer in (bela, officers.ewan):
        client.force_login(officer)
        pages[officer.name] = " ".join(client.get("/promises?whose=all").content.decode().split())
    assert "covering for Asha Example until" in pages["Bela Example"]
    assert "Asha Example is away until" in pages["Ewan Example"]
    assert ", Bela Example covers" in pages["Ewan Example"]
