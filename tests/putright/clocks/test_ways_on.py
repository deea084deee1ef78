"""The complainant's own time, the other reading of a start, and what is due before a meeting."""

from dataclasses import replace
from datetime import date

import pytest

from putright.calendars import ClosureDay, Nation, nation_named
from putright.clocks import deadlines, last_day_to_complain, ways_on
from putright.procedures import ProcedureError
from putright.procedures.access import TimeLimit, WayOn, WayWhen
from putright.procedures.types import Length, Procedure, Stage, Timescale, Unit
from tests.putright.clocks.made_up import ENGLAND, TEN_MORE, procedure, working

ANSWER = Timescale("respond", "Answer", ("received",), "responded", working(10), "14")
INVESTIGATE = Timescale(
    "respond", "Investigate", ("statement_agreed", "escalated"), "responded", working(25), "17",
    extension=replace(TEN_MORE, most=working(40)), also_from=("escalated",),
)  # fmt: skip
PAPERS = Timescale(
    "papers", "Send the papers", ("meeting_set",), "papers_sent", working(10), "9", counts_back=True
)
STAGES = (
    Stage(
        "stage-1", "Stage 1", "received", "responded", (ANSWER,), next="stage-2", request_within=working(20),
        request_provision="18",
        ways_on=(
            WayOn("stage-2", WayWhen.OVERDUE, "No answer came in time.", "14", "respond"),
            WayOn("stage-2", WayWhen.AGREED, "Both agree.", "14", unconfirmed=True),
        ),
    ),
    Stage("stage-2", "Stage 2", "escalated", "responded", (INVESTIGATE, PAPERS)),
)  # fmt: skip

mon_21_august, fri_25_august = date(2023, 8, 21), date(2023, 8, 25)
tue_5_september, wed_6_september = date(2023, 9, 5), date(2023, 9, 6)


def staged(**changes: object) -> Procedure:
    return procedure(stages=STAGES, **changes)


def open_ways(happened: dict[str, date], on: date) -> set[WayWhen]:
    return {
        way.when for way in ways_on(staged(), "stage-1", happened, calendar=ENGLAND) if way.is_open_on(on)
    }


def test_the_way_on_opens_with_the_answer_and_ends_with_the_time_to_ask() -> None:
    [asking, late, _] = ways_on(
        staged(), "stage-1", {"received": mon_21_august, "responded": tue_5_september}, calendar=ENGLAND
    )
    assert (asking.opens_on, asking.until) == (tue_5_september, date(2023, 10, 3))
    assert asking.because == (
        "answered on Tue 5 September 2023",
        "20 working days to ask (18) → Tue 3 October 2023",
    )
    assert late.opens_on is None  # in time, on its last day
    assert late.because == ("respond was met on Tue 5 September 2023, in time",)


def test_an_answer_that_is_late_opens_the_next_stage_the_day_after() -> None:
    received = {"received": mon_21_august}
    assert open_ways(received, tue_5_september) == {WayWhen.AGREED}
    assert open_ways(received, wed_6_september) == {WayWhen.AGREED, WayWhen.OVERDUE}


def test_once_the_late_answer_came_the_way_is_to_ask_after_it() -> None:
    [asking, late, _] = ways_on(
        staged(), "stage-1", {"received": mon_21_august, "responded": date(2023, 9, 8)}, calendar=ENGLAND
    )
    assert (late.opens_on, late.until) == (wed_6_september, date(2023, 9, 8))
    assert asking.opens_on == date(2023, 9, 8)


def test_a_way_nothing_has_opened_is_not_open() -> None:
    [asking, late, agreed] = ways_on(staged(), "stage-1", {}, calendar=ENGLAND)
    assert [way.opens_on for way in (asking, late, agreed)] == [None, None, None]
    assert late.because == ("respond has no date yet",)
    assert agreed.unconfirmed
    assert not asking.is_open_on(mon_21_august)


def test_the_last_stage_leads_nowhere() -> None:
    assert ways_on(staged(), "stage-2", {"escalated": mon_21_august}, calendar=ENGLAND) == ()


def test_closure_days_do_not_lengthen_the_time_to_ask_unless_the_procedure_says_so() -> None:
    shut = ENGLAND.with_closures([ClosureDay(wed_6_september, "Shut")])
    happened = {"responded": tue_5_september}
    [asking, *_] = ways_on(staged(), "stage-1", happened, calendar=shut)
    [longer, *_] = ways_on(staged(local_closures=True), "stage-1", happened, calendar=shut)
    assert (asking.until, longer.until) == (date(2023, 10, 3), date(2023, 10, 4))


def test_both_readings_of_a_start_are_kept_with_their_dates_and_waits() -> None:
    mon_8_january, mon_5_february, mon_11_march = date(2024, 1, 8), date(2024, 2, 5), date(2024, 3, 11)
    due = deadlines(
        staged(),
        "stage-2",
        {"escalated": mon_8_january, "statement_agreed": mon_5_february, "responded": mon_11_march},
        calendar=ENGLAND,
    )["respond"]
    assert (due.due_on, due.elapsed) == (mon_11_march, 25)
    assert due.also is not None
    assert (due.also.runs_from, due.also.due_on, due.also.elapsed) == ("escalated", date(2024, 2, 12), 45)
    assert "by the other reading, counted from escalated: Mon 12 February 2024" in due.because
    assert not due.is_late_on(mon_11_march)


def test_the_other_reading_is_silent_while_both_start_alike() -> None:
    due = deadlines(staged(), "stage-2", {"escalated": date(2024, 1, 8)}, calendar=ENGLAND)["respond"]
    assert due.also is not None
    assert due.also.due_on == due.due_on
    assert not [one for one in due.because if "other reading" in one]


def test_what_is_due_before_a_meeting_is_counted_back_from_it() -> None:
    tue_10_september = date(2024, 9, 10)
    papers = deadlines(
        staged(), "stage-2", {"meeting_set": tue_10_september}, calendar=ENGLAND, with_days=True
    )["papers"]
    assert papers.due_on == date(2024, 8, 26 + 1)  # ten working days before; the 26th is a bank holiday
    assert papers.because == (
        "meeting set on Tue 10 September 2024",
        "10 working days before it (9) → Tue 27 August 2024",
    )
    assert papers.is_late_on(date(2024, 8, 28))
    assert papers.days == ()


def test_a_bank_holiday_before_a_meeting_is_named() -> None:
    papers = deadlines(staged(), "stage-2", {"meeting_set": date(2024, 9, 6)}, calendar=ENGLAND)["papers"]
    assert papers.due_on == date(2024, 8, 22)
    assert "not counted: Summer bank holiday (Mon 26 August 2024)" in papers.because


def test_months_are_not_counted_back() -> None:
    wrong = replace(PAPERS, within=Length(1, Unit.MONTH))
    with pytest.raises(ValueError, match="months are not counted back"):
        deadlines(procedure(wrong), "stage-1", {"meeting_set": mon_21_august}, calendar=ENGLAND)


LIMIT = TimeLimit(
    Length(6, Unit.MONTH),
    ("happened", "known"),
    "there is good reason",
    "3",
    {"responded": Length(2, Unit.MONTH)},
)


def test_the_time_to_complain_runs_from_the_later_of_the_matter_and_knowing_of_it() -> None:
    known = {"happened": date(2024, 1, 31), "known": date(2024, 2, 29)}
    last = last_day_to_complain(staged(time_limit=LIMIT), known, calendar=ENGLAND)
    assert last is not None
    assert last.on == date(2024, 8, 29)
    assert last.because == ("6 months from Thu 29 February 2024 (3)", "later: there is good reason")


@pytest.mark.parametrize(
    ("answered", "on"),
    [
        (date(2024, 4, 1), date(2024, 7, 1)),  # two months from the answer end before the six
        (date(2024, 6, 30), date(2024, 8, 30)),  # and here after them
    ],
)
def test_a_late_answer_can_lengthen_the_time(answered: date, on: date) -> None:
    known = {"happened": date(2024, 1, 1), "responded": answered}
    last = last_day_to_complain(staged(time_limit=LIMIT), known, calendar=ENGLAND)
    assert last is not None
    assert last.on == on


def test_no_limit_and_nothing_known_give_no_last_day() -> None:
    assert last_day_to_complain(staged(), {"happened": mon_21_august}, calendar=ENGLAND) is None
    assert last_day_to_complain(staged(time_limit=LIMIT), {}, calendar=ENGLAND) is None
    with pytest.raises(
        ProcedureError, match="counts no time limit from 'born'; it counts from: happened, known"
    ):
        last_day_to_complain(staged(time_limit=LIMIT), {"born": mon_21_august}, calendar=ENGLAND)


def test_england_and_wales_share_their_bank_holidays() -> None:
    assert {nation.value: nation.division.value for nation in Nation} == {
        "england": "england-and-wales",
        "scotland": "scotland",
        "wales": "england-and-wales",
        "northern-ireland": "northern-ireland",
    }
    with pytest.raises(ValueError, match="use one of england, scotland, wales, northern-ireland"):
        nation_named("britain")
