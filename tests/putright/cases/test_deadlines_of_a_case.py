"""The deadlines of a whole complaint, and every way of counting how long it took."""

from datetime import date

from putright.calendars import load_calendar
from putright.cases import case_deadlines, days_since_first_expression, verbs, waited
from putright.vocabulary import Precision
from tests.putright.cases.made import CODE, code, received, then, wed_1_may

ENGLAND = load_calendar("england-and-wales")
tue_2_april = date(2024, 4, 2)
fri_3_may = date(2024, 5, 3)
fri_17_may = date(2024, 5, 17)
mon_20_may = date(2024, 5, 20)
tue_21_may = date(2024, 5, 21)


def answered(on=mon_20_may):
    case = received(first_expressed_on=tue_2_april)
    case = then(case, verbs.acknowledge(case, at=fri_3_may))
    return then(case, verbs.respond(case, at=on))


def test_every_stage_reached_has_its_deadlines():
    case = answered()
    case = then(case, verbs.escalate(case, procedure=CODE, at=tue_21_may))
    found = case_deadlines(case, CODE, ENGLAND, today=tue_21_may)
    assert [(one.stage, one.timescale) for one in found] == [
        ("stage-1", "acknowledge"),
        ("stage-1", "respond"),
        ("stage-2", "acknowledge"),
        ("stage-2", "respond"),
    ]
    assert found[1].due_on == mon_20_may


def test_a_stage_another_procedure_does_not_have_is_left_out():
    single = code(stages=CODE.stages[1:])
    assert case_deadlines(answered(), single, ENGLAND, today=mon_20_may) == ()


def test_the_wait_is_counted_from_the_day_it_was_first_said():
    since = days_since_first_expression(answered(), tue_21_may, ENGLAND)
    assert (since.working_days, since.days) == (33, 48)
    still = days_since_first_expression(received(), tue_21_may, ENGLAND)
    assert still.days == 20


def test_no_wait_is_claimed_where_a_day_is_not_known():
    assert days_since_first_expression(received(None), tue_21_may, ENGLAND) is None
    roughly = received(wed_1_may, precision=Precision.ABOUT)
    assert days_since_first_expression(roughly, tue_21_may, ENGLAND) is None


def test_a_letter_is_counted_from_each_day_people_count_from_both_ways():
    case = answered()
    counts = {one.moment: one for one in waited(case, case.current, CODE, ENGLAND).counts}
    assert (counts["received"].working_days, counts["received"].inclusive) == (12, 13)
    assert counts["acknowledged"].working_days == 10
    assert counts["first_expressed"].working_days == 33


def test_it_says_when_the_way_of_counting_decides():
    on_the_limit = waited(answered(), answered().current, CODE, ENGLAND)
    assert on_the_limit.convention_sensitive
    assert on_the_limit.start_sensitive
    early = waited(answered(fri_3_may), answered(fri_3_may).current, CODE, ENGLAND)
    assert (early.limit, early.convention_sensitive, early.start_sensitive) == (10, False, False)
