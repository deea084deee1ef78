"""The boards of visits and promises: what they show, to whom, and what is given to somebody else."""

from datetime import date

import pytest

from casework.agreements import commands, queries
from casework.agreements.queries import Whose
from casework.complaints.commands import promise
from casework.complaints.page import complaint_page
from casework.complaints.record import act, record
from putright.cases import verbs
from putright.cases.remedial import ActionAgreed
from putright.vocabulary import RemedyType
from tests.casework import made
from tests.casework.agreements.arranging import common, fri_10_may, kept_away, mon_13_may, slot, visit, worker
from tests.casework.made import Officers, at, fri_3_may, thu_2_may, thu_9_may, tue_7_may

pytestmark = pytest.mark.django_db(transaction=True)

mon_27_may = date(2024, 5, 27)
tue_28_may = date(2024, 5, 28)


def owed(one: str, by, words: str = "We call back", due: date | None = fri_10_may, **rest) -> str:
    done = promise(one, words, what="call_back", due=due, **rest, **common(one, by))
    return done.case.promises[-1].key


def rows(by, whose: Whose, today: date = fri_3_may):
    return queries.promises_board(by, whose=whose, today=today).rows


def test_visits_are_in_turn_with_what_to_mind(officers: Officers, statements) -> None:
    one, dylan = made.told(officers.asha).reference, worker(officers.asha)
    visit(one, officers.asha, worker=dylan, words="To look at the pipe", **slot(mon_13_may, 9, 11))
    visit(one, officers.asha, day=thu_9_may)
    visit(one, officers.asha, day=fri_10_may)
    visit(one, officers.asha, day=tue_28_may)
    with statements(8):
        board = queries.visits_board(officers.asha, today=fri_10_may)
    assert [row.on for row in board.late] == [thu_9_may]
    assert [row.on for row in board.today] == [fri_10_may]
    assert [(row.on, row.slot, row.workers) for row in board.coming] == [
        (mon_13_may, "09:00 to 11:00", ("Dylan Prowse (Plumber)",))
    ]
    assert board.coming[0].place == "12 Tern Close, AB1 2CD"


def test_a_visit_booked_before_the_rule_was_set_elsewhere_is_marked_for_everybody(officers: Officers) -> None:
    dylan = worker(officers.asha)
    open_to_all = made.told(officers.asha).reference
    visit(open_to_all, officers.asha, worker=dylan)
    hidden = made.told(officers.bela, named=()).reference
    kept_away(hidden, officers.bela, dylan)
    board = queries.visits_board(officers.asha, today=fri_10_may)
    assert board.coming[0].must_not == ("Dylan Prowse (Plumber)",)
    # The rule itself stands on a complaint she may not see.
    assert board.kept_away == ()
    assert queries.visits_board(officers.bela, today=fri_10_may).kept_away[0].who == "G.A."
    page = complaint_page(officers.asha, open_to_all, today=fri_10_may)
    tab = queries.visits_tab(officers.asha, page, today=fri_10_may)
    assert tab.kept_away == ("Dylan Prowse (Plumber)",)
    assert tab.jobs[0].visits[0].must_not == ("Dylan Prowse (Plumber)",)


def test_visits_of_a_restricted_complaint_are_not_on_the_board_of_others(officers: Officers) -> None:
    hidden = made.told(officers.bela, named=()).reference
    visit(hidden, officers.bela)
    assert not queries.visits_board(officers.asha, today=fri_10_may).coming
    assert queries.visits_board(officers.bela, today=fri_10_may).coming[0].who == "G.A."


def test_promises_are_in_turn_and_those_of_nobody_are_of_who_handles_it(
    officers: Officers, statements
) -> None:
    one = made.told(officers.asha).reference
    owed(one, officers.asha, "The second", mon_13_may)
    owed(one, officers.asha, "The first", tue_7_may)
    owed(one, officers.asha, "Not hers", tue_7_may, owner=officers.bela)
    with statements(5):
        mine = rows(officers.asha, Whose.MINE, fri_10_may)
    assert [(row.words, row.late) for row in mine] == [("The first", True), ("The second", False)]
    assert len(rows(officers.asha, Whose.ALL, fri_10_may)) == 3


def test_what_is_due_while_its_owner_is_away_is_listed(officers: Officers) -> None:
    one = made.told(officers.asha).reference
    owed(one, officers.asha, "Due while away", fri_10_may, owner=officers.bela)
    owed(one, officers.asha, "Due after", mon_27_may, owner=officers.bela)
    commands.find_need(
        one, "Grab rails", risk=True, due=fri_10_may, owner=officers.bela, **common(one, officers.asha)
    )
    assert not rows(officers.asha, Whose.AWAY)
    made.away(officers.bela, tue_7_may, mon_13_may)
    assert {(row.words, row.away.until) for row in rows(officers.asha, Whose.AWAY)} == {
        ("Due while away", mon_13_may), ("Grab rails", mon_13_may),
    }  # fmt: skip


def test_an_absence_that_is_over_covers_nothing(officers: Officers) -> None:
    one = made.told(officers.asha).reference
    owed(one, officers.asha, owner=officers.bela)
    made.away(officers.bela, thu_2_may, fri_3_may)
    assert not rows(officers.asha, Whose.AWAY, tue_7_may)


def test_promises_needs_and_actions_are_given_in_one_go(officers: Officers) -> None:
    one, other = made.told(officers.asha).reference, made.told(officers.asha).reference
    first, second = owed(one, officers.asha, owner=officers.asha), owed(other, officers.asha)
    need = commands.find_need(
        one, "Grab rails", risk=True, due=fri_10_may, owner=None, **common(one, officers.asha)
    ).case.needs[0].key  # fmt: skip
    agreed = ActionAgreed("901", RemedyType.TRAINING, due=mon_27_may, owner=str(officers.asha.pk))
    record(one, act(verbs.agree_action, body=agreed, at=thu_2_may), by=officers.asha, now=at(thu_2_may, 17))
    chosen = [
        (one, "promise", first),
        (other, "promise", second),
        (one, "need", need),
        (one, "action", "901"),
    ]
    given = commands.give(chosen, officers.bela, by=officers.asha, now=at(fri_3_may))
    assert (given.number, given.refused) == (4, ())
    assert len(rows(officers.bela, Whose.MINE)) == 2
    assert not rows(officers.asha, Whose.MINE)
    case = complaint_page(officers.asha, one, today=fri_3_may).case
    assert (case.needs[0].owner, case.actions[0].owner) == (str(officers.bela.pk),) * 2


def test_one_that_cannot_be_given_keeps_no_other_from_it(officers: Officers) -> None:
    hidden, one = made.told(officers.bela, named=()).reference, made.told(officers.asha).reference
    secret, key = owed(hidden, officers.bela), owed(one, officers.asha)
    unseen = commands.give(
        [(hidden, "promise", secret), (one, "promise", key)],
        officers.bela,
        by=officers.asha,
        now=at(fri_3_may),
    )
    assert unseen.number == 1
    assert "no such complaint that you can open" in unseen.refused[0]
    not_named = commands.give(
        [(hidden, "promise", secret)], officers.asha, by=officers.bela, now=at(fri_3_may)
    )
    assert not_named.number == 0
    assert "not named on this restricted complaint" in not_named.refused[0]


def test_the_board_gives_what_is_ticked(client, officers: Officers) -> None:
    one = made.told(officers.asha).reference
    key = owed(one, officers.asha)
    client.force_login(officers.asha)
    nothing = client.post("/promises?whose=all", {"officer": str(officers.bela.pk)})
    assert nothing.status_code == 422
    assert "Tick what is given to somebody else." in nothing.content.decode()
    done = client.post(
        "/promises?whose=all", {"officer": str(officers.bela.pk), "chosen": f"{one} promise {key}"}
    )
    assert done.headers["Location"] == "/promises?whose=all"
    assert "1 is with Bela Example now." in client.get("/promises?whose=all").content.decode()


def test_the_tab_costs_what_it_says(officers: Officers, statements) -> None:
    one, dylan = made.told(officers.asha).reference, worker(officers.asha)
    visit(one, officers.asha, worker=dylan)
    made.told(officers.asha)
    page = complaint_page(officers.asha, one, today=fri_10_may)
    with statements(7):
        queries.visits_tab(officers.asha, page, today=fri_10_may)


def test_arranging_a_visit_costs_a_known_number_of_statements(officers: Officers, statements) -> None:
    one, dylan = made.told(officers.asha).reference, worker(officers.asha)
    made.told(officers.asha)
    with statements(15):
        visit(one, officers.asha, worker=dylan)
