"""The boards of the organisation, the limits, and the list of payments: what is in them, for whom, at what cost."""

import csv
import io
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from typing import Any

import pytest

from casework.complaints.commands import correct
from casework.complaints.record import act
from casework.journal.models import Access
from casework.outcomes import commands, course, queries
from casework.outcomes.acting import agree_action
from casework.outcomes.learning import learn
from casework.outcomes.models import DelegatedLimit
from casework.outcomes.queries import ActionView, LessonView, MoneyView
from casework.people.models import Officer
from putright.cases import verbs
from putright.vocabulary import Cause, Period, RemedyType, RootCause
from tests.casework import made
from tests.casework.made import at, mon_20_may
from tests.casework.outcomes import making
from tests.casework.outcomes.making import accepted, do, offer_of, propose, wed_12_june
from tests.casework.outcomes.test_acting import training

pytestmark = pytest.mark.django_db(transaction=True)
Statements = Callable[[int], AbstractContextManager[None]]
thu_13_june = date(2024, 6, 13)


def restrict(reference: str, by: Officer) -> None:
    making.recorded(reference, act(verbs.restrict, officers=[str(by.pk)], at=mon_20_may), by=by)


def actions(
    officer: Officer, view: ActionView = ActionView.OPEN, today: date = mon_20_may
) -> queries.ActionBoard:
    return queries.action_board(officer, view=view, today=today)


def money(officer: Officer, view: MoneyView, today: date = mon_20_may) -> queries.MoneyBoard:
    return queries.money_board(officer, view=view, today=today)


def test_the_board_of_actions_lists_whose_how_far_and_whether_it_is_shown(
    asha: Officer, officers: made.Officers
) -> None:
    reference = making.working(asha)
    do(agree_action, reference, training(officers.bela), by=asha)
    recorded = do(
        agree_action,
        reference,
        training(asha, words="Check the others", type=RemedyType.CHECK_OTHERS),
        by=asha,
    )
    do(
        commands.finish_action,
        reference,
        recorded.case.actions[-1].key,
        "Looked at 20",
        document=None,
        by=asha,
    )
    rows = {one.words: one for one in actions(asha).rows}
    assert rows["Check the others"].owner == "Asha Example"
    assert (rows["Check the others"].percent, rows["Check the others"].shown) == (100, True)
    assert rows["Brief the repairs team on appointments"].type == "Staff briefed or trained"
    assert [one.words for one in actions(asha, ActionView.MINE).rows] == ["Check the others"]
    assert [one.words for one in actions(officers.bela, ActionView.TO_VERIFY).rows] == ["Check the others"]
    assert actions(asha, ActionView.OVERDUE).rows == ()
    late = actions(asha, ActionView.OVERDUE, today=thu_13_june)
    assert len(late.rows) == 2
    assert {one.view: one.number for one in late.counts} == {
        ActionView.MINE: 1, ActionView.OVERDUE: 2, ActionView.TO_VERIFY: 1, ActionView.OPEN: 2,
    }  # fmt: skip


def test_the_board_of_money_sums_what_is_on_its_way(asha: Officer, officers: made.Officers) -> None:
    making.seniors(officers)
    reference = making.working(asha)
    propose(reference, asha, offer_of(asha, 100_00))
    key = propose(reference, asha)
    accepted(reference, key, asha, officers.bela)
    monthly = offer_of(asha, None, type=RemedyType.RECURRING_PAYMENT, unit_pence=300_00, per=Period.MONTH,
                       condition="she is rehoused")  # fmt: skip
    propose(reference, asha, monthly)
    propose(reference, asha, making.apology(asha))
    counts = {one.view: (one.number, one.pence) for one in money(asha, MoneyView.TO_PAY).counts}
    assert counts == {
        MoneyView.TO_APPROVE: (2, 400_00), MoneyView.OFFERED: (0, 0), MoneyView.TO_PAY: (1, 250_00),
        MoneyView.OVERDUE: (0, 0), MoneyView.RECURRING: (1, 300_00),
    }  # fmt: skip
    (row,) = money(asha, MoneyView.TO_PAY).rows
    assert (row.reference, row.sum_pence, row.left_pence) == (reference, 250_00, 250_00)
    (monthly_row,) = money(asha, MoneyView.RECURRING).rows
    assert (monthly_row.per, monthly_row.recurring) == (Period.MONTH, True)
    assert len(money(asha, MoneyView.OVERDUE, today=thu_13_june).rows) == 3


def test_the_log_of_lessons_counts_by_service_and_cause(asha: Officer, officers: made.Officers) -> None:
    first, second, third = making.answered(asha), making.answered(asha), making.answered(asha)
    lesson = commands.Learned("Ring before every visit", RootCause.PROCESS, Cause.MISSED_APPOINTMENT)
    do(learn, first, lesson, by=asha)
    do(learn, second, lesson, by=asha)
    do(learn, third, commands.Learned("One slip", no_lesson=True), by=asha)
    log = queries.lesson_log(asha, view=LessonView.ALL)
    assert [(one.service, one.cause_label, one.number, one.repeats) for one in log.counts] == [
        ("No service", "Missed appointment", 2, 1)
    ]
    assert {one.reference for one in log.rows} == {first, second}
    assert [one.reference for one in queries.lesson_log(asha, view=LessonView.REPEATS).rows] == [second]
    assert [one.words for one in queries.lesson_log(asha, view=LessonView.NONE).rows] == ["One slip"]
    assert queries.lesson_log(asha, view=LessonView.TOLD).rows == ()
    assert queries.lesson_log(asha, view=LessonView.ALL, cause="delay").rows == ()


def test_what_may_not_be_seen_is_in_no_board_and_no_count(asha: Officer, officers: made.Officers) -> None:
    making.seniors(officers)
    reference = making.answered(asha)
    do(agree_action, reference, training(asha), by=asha)
    accepted(reference, propose(reference, asha), asha, officers.bela)
    do(learn, reference, commands.Learned("Ring first", RootCause.PROCESS, Cause.DELAY), by=asha)

    def seen(officer: Officer) -> tuple[int, ...]:
        board, log = money(officer, MoneyView.TO_PAY), queries.lesson_log(officer, view=LessonView.ALL)
        todo = actions(officer)
        return (
            len(todo.rows), sum(one.number for one in todo.counts), len(board.rows),
            sum(one.number for one in board.counts), len(log.rows), len(log.counts),
            len(commands.payments_due(officer, now=at(mon_20_may))),
        )  # fmt: skip

    assert all(seen(asha))
    assert all(seen(officers.ewan))  # an auditor reads all of it
    assert not any(seen(officers.carl))  # of another team
    assert not any(seen(officers.fern))  # of another organisation
    restrict(reference, asha)
    assert not any(seen(officers.bela))
    assert not any(seen(officers.ewan))
    assert all(seen(asha))
    assert actions(asha).rows[0].words == "Restricted complaint"
    assert money(asha, MoneyView.TO_PAY).rows[0].words == "Restricted complaint"
    assert queries.lesson_log(asha, view=LessonView.ALL).rows[0].words == "Restricted complaint"


def test_a_board_costs_two_or_three_statements_however_much_there_is(
    asha: Officer, statements: Statements
) -> None:
    for _ in range(3):
        reference = making.answered(asha)
        do(agree_action, reference, training(asha), by=asha)
        propose(reference, asha)
        do(learn, reference, commands.Learned("Ring first", RootCause.PROCESS, Cause.DELAY), by=asha)
    for view in ActionView:
        with statements(3):
            actions(asha, view)
    for one in MoneyView:
        with statements(3):
            money(asha, one)
    for each in LessonView:
        with statements(2):
            queries.lesson_log(asha, view=each)


def test_a_page_has_fifty_rows_and_says_there_are_more(asha: Officer) -> None:
    reference = making.working(asha)
    for number in range(51):
        do(agree_action, reference, training(asha, words=f"Step {number}"), by=asha)
    first = actions(asha)
    second = queries.action_board(asha, view=ActionView.OPEN, page=2, today=mon_20_may)
    assert (len(first.rows), first.more) == (50, True)
    assert (len(second.rows), second.more) == (1, False)


def test_the_list_for_finance_holds_approved_and_accepted_payments_and_no_story(
    asha: Officer, officers: made.Officers
) -> None:
    making.seniors(officers)
    reference = making.working(asha)
    key = propose(reference, asha, offer_of(asha, words="For what Gwendolyn went through"))
    accepted(reference, key, asha, officers.bela)
    not_approved = propose(reference, asha, offer_of(asha, 99_00))
    do(course.offer, reference, not_approved, "By phone", by=asha, going_on="Agreed")
    do(course.accept, reference, not_approved, "Yes", by=asha)
    propose(reference, asha, offer_of(asha, 50_00))
    text = commands.as_csv(commands.payments_due(officers.bela, now=at(mon_20_may)))
    (row,) = list(csv.DictReader(io.StringIO(text)))
    assert (row["payment"], row["complaint"], row["amount_pounds"]) == (key, reference, "250.00")
    assert row["payee_reference"].startswith("P")
    assert (row["due_on"], row["approved_on"], row["our_share_pounds"]) == (
        "2024-06-12",
        "2024-05-20",
        "250.00",
    )
    assert "Gwendolyn" not in text
    assert "leak" not in text.lower()
    do(course.pay, reference, key, 250_00, by=asha, document=None, words="Bank", payee_confirmed=True)
    assert commands.payments_due(officers.bela, now=at(mon_20_may)) == ()


def test_nothing_in_the_list_is_run_by_a_spreadsheet(asha: Officer, officers: made.Officers) -> None:
    making.seniors(officers)
    reference = making.working(asha)
    accepted(reference, propose(reference, asha, offer_of(asha, method="=HYPERLINK(1)")), asha, officers.bela)
    (row,) = list(
        csv.DictReader(io.StringIO(commands.as_csv(commands.payments_due(asha, now=at(mon_20_may)))))
    )
    assert row["method"] == "'=HYPERLINK(1)"


def test_taking_out_a_restricted_payment_is_written_down(asha: Officer, officers: made.Officers) -> None:
    making.seniors(officers)
    reference = making.working(asha)
    accepted(reference, propose(reference, asha), asha, officers.bela)
    restrict(reference, asha)
    Access.objects.all().delete()
    assert len(commands.payments_due(asha, now=at(mon_20_may))) == 1
    assert Access.objects.get().what == "list of payments"


def test_limits_are_set_changed_and_taken_away(officers: made.Officers) -> None:
    plain: dict[str, Any] = {"by": officers.dana, "now": at(mon_20_may)}
    assert not any(one.set for one in queries.limits(officers.dana.organisation))
    commands.set_limits({2: 250_00, 4: None}, **plain)
    commands.set_limits({2: 300_00}, unset=(1, 4), **plain)
    rows = {one.grade: (one.set, one.up_to_pence) for one in queries.limits(officers.dana.organisation)}
    assert rows == {1: (False, None), 2: (True, 300_00), 3: (False, None), 4: (False, None)}
    assert not DelegatedLimit.objects.filter(organisation=officers.fern.organisation).exists()
    with pytest.raises(ValueError, match="not a grade"):
        commands.set_limits({9: 1}, **plain)


def test_dates_of_these_tests_are_what_they_say() -> None:
    assert (wed_12_june.strftime("%a"), thu_13_june.strftime("%a")) == ("Wed", "Thu")


def test_a_lesson_that_was_struck_out_is_in_no_list_and_no_repeat(asha: Officer) -> None:
    first, second = making.answered(asha), making.answered(asha)
    lesson = commands.Learned("Ring first", RootCause.PROCESS, Cause.DELAY)
    do(learn, first, lesson, by=asha)
    recorded, _ = do(learn, second, lesson, by=asha)
    strike: dict[str, Any] = {"struck_out": True, "by": asha, "now": at(mon_20_may, 19)}
    correct(second, recorded.events[-1].sequence, "Entered on the wrong complaint", seen_version=making.version(second),
            **strike)  # fmt: skip
    log = queries.lesson_log(asha, view=LessonView.ALL)
    assert [one.reference for one in log.rows] == [first]
    assert [one.number for one in log.counts] == [1]


def test_a_debt_written_off_names_nobody_who_is_paid(asha: Officer, officers: made.Officers) -> None:
    making.seniors(officers)
    reference = making.working(asha)
    off = offer_of(asha, type=RemedyType.WRITE_OFF, method="", details={"account": "Rent account"})
    accepted(reference, propose(reference, asha, off), asha, officers.bela)
    (one,) = commands.payments_due(asha, now=at(mon_20_may))
    assert (one.type, one.payee_reference) == ("write_off", "")
