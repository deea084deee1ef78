"""The completed procedures on a complaint's own events: the plan, the first body's day, the panel, closures."""

from datetime import date

from putright.calendars import ClosureDay, load_calendar
from putright.cases import breaches, case_deadlines, verbs
from putright.procedures import procedure
from tests.putright.cases.made import received, then

ENGLAND = load_calendar("england-and-wales")
ADULTS = procedure("adult-social-care/2009-04-01")
CHILDREN = procedure("children-act/2006-09-01")
thu_2_may, tue_7_may = date(2024, 5, 2), date(2024, 5, 7)
mon_1_july = date(2024, 7, 1)


def dues(case, under, today=mon_1_july):
    return {(one.stage, one.timescale): one for one in case_deadlines(case, under, ENGLAND, today=today)}


def test_the_plans_own_period_is_an_event_and_an_amended_plan_another():
    case = received(thu_2_may, procedure=ADULTS)
    assert dues(case, ADULTS)["plan", "respond-as-planned"].due_on is None
    fri_14_june, fri_28_june = date(2024, 6, 14), date(2024, 6, 28)
    case = then(case, verbs.reach(case, moment="answer_promised", at=tue_7_may, date_given=fri_14_june))
    assert dues(case, ADULTS)["plan", "respond-as-planned"].due_on == fri_14_june
    mon_10_june = date(2024, 6, 10)
    case = then(case, verbs.reach(case, moment="answer_promised", at=mon_10_june, date_given=fri_28_june))
    assert dues(case, ADULTS)["plan", "respond-as-planned"].due_on == fri_28_june
    assert dues(case, ADULTS)["plan", "respond"].due_on == date(2024, 11, 2)


def test_a_complaint_passed_to_us_keeps_the_day_the_first_body_received_it():
    thu_25_april = date(2024, 4, 25)
    case = received(thu_2_may, procedure=ADULTS)
    case = then(case, verbs.reach(case, moment="first_body_received", at=thu_2_may, date_given=thu_25_april))
    case = then(case, verbs.acknowledge(case, at=tue_7_may))
    acknowledge = dues(case, ADULTS)["plan", "acknowledge"]
    assert (acknowledge.due_on, acknowledge.elapsed) == (date(2024, 5, 8), 2)
    assert (acknowledge.also.due_on, acknowledge.also.elapsed) == (date(2024, 4, 30), 7)
    # Late by the first body's day, in time by ours: nothing of ours was missed.
    assert not [one for one in breaches(case, ADULTS, ENGLAND, today=tue_7_may) if one.duty == "acknowledge"]


def test_papers_are_due_once_the_panels_day_is_fixed_and_late_papers_show():
    case = received(thu_2_may, procedure=CHILDREN)
    for to, at in (("stage-2", date(2024, 5, 20)), ("stage-3", mon_1_july)):
        case = then(case, verbs.respond(case, at=at))
        case = then(case, verbs.escalate(case, procedure=CHILDREN, at=at, to=to))
    thu_1_august, tue_23_july = date(2024, 8, 1), date(2024, 7, 23)
    assert dues(case, CHILDREN)["stage-3", "send-papers"].due_on is None
    case = then(case, verbs.reach(case, moment="panel_set", at=mon_1_july, date_given=thu_1_august))
    assert dues(case, CHILDREN)["stage-3", "send-papers"].due_on == date(2024, 7, 18)
    case = then(case, verbs.reach(case, moment="papers_sent", at=tue_23_july))
    [late] = [
        one for one in breaches(case, CHILDREN, ENGLAND, today=tue_23_july) if one.duty == "send-papers"
    ]
    assert (late.days_late, late.unconfirmed) == (3, True)


def test_a_statement_not_agreed_in_ten_working_days_is_seen_by_our_own_rule():
    case = received(thu_2_may, procedure=CHILDREN)
    mon_20_may, wed_5_june = date(2024, 5, 20), date(2024, 6, 5)
    case = then(case, verbs.respond(case, at=mon_20_may))
    case = then(case, verbs.escalate(case, procedure=CHILDREN, at=mon_20_may))
    assert dues(case, CHILDREN)["stage-2", "agree-statement"].due_on == date(2024, 6, 4)
    [seen] = [one for one in breaches(case, CHILDREN, ENGLAND, today=wed_5_june) if one.stage == "stage-2"]
    assert (seen.duty, seen.provision) == ("agree-statement", "own: agree the statement")


def test_a_local_holiday_is_not_counted_in_scotland_and_is_under_a_statute():
    mon_16_september = date(2024, 9, 16)
    autumn = [ClosureDay(mon_16_september, "Autumn holiday")]
    thu_12_september = date(2024, 9, 12)
    scotland = procedure("spso/2021-04-01")
    case = received(thu_12_september, procedure=scotland)
    shut = load_calendar("scotland").with_closures(autumn)
    [respond] = case_deadlines(case, scotland, shut, today=thu_12_september)
    assert respond.due_on == date(2024, 9, 20)
    assert any("Autumn holiday" in told for told in respond.because)
    case = received(thu_12_september, procedure=CHILDREN)
    [respond] = case_deadlines(case, CHILDREN, ENGLAND.with_closures(autumn), today=thu_12_september)
    assert respond.due_on == date(2024, 9, 26)
