"""Deadlines and why they fall on their day, on small procedures made up to show one rule each."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from putright.calendars import LONDON, BeyondHorizon, ClosureDay, Holiday
from putright.clocks import Happened, deadlines, elapsed
from putright.procedures.types import Length, ProcedureError, Timescale, Unit
from putright.vocabulary import Precision
from tests.putright.clocks.made_up import (
    ACKNOWLEDGE,
    CODE,
    ENGLAND,
    IN_FORM,
    RESPOND,
    due,
    fri_3_may,
    mon_3_june,
    mon_20_may,
    procedure,
    sun_5_may,
    thu_9_may,
    thu_23_may,
    tue_14_may,
    wed_1_may,
    working,
)


def test_the_response_is_counted_from_the_acknowledgement_and_says_so() -> None:
    respond = due({"received": datetime(2024, 5, 1, 10, tzinfo=LONDON), "acknowledged": fri_3_may})
    assert (respond.due_on, respond.target_on, respond.met_on) == (mon_20_may, None, None)
    assert respond.because == (
        "acknowledged on Fri 3 May 2024",
        "not counted: Early May bank holiday (Mon 6 May 2024)",
        "10 working days (6.3) → Mon 20 May 2024",
    )


def test_each_day_is_listed_when_asked_for() -> None:
    happened = {"received": wed_1_may, "acknowledged": fri_3_may}
    listed = due(happened, with_days=True).days
    assert listed == ENGLAND.days(fri_3_may, mon_20_may)
    assert (listed[2].counts, listed[2].why) == (False, "Early May bank holiday")
    assert due(happened).days == ()


def test_a_complaint_never_acknowledged_still_has_a_response_date() -> None:
    respond = due({"received": wed_1_may})
    assert (respond.started_on, respond.due_on) == (thu_9_may, thu_23_may)
    assert (
        respond.because[0] == "not acknowledged yet: counted from Thu 9 May 2024, the last day for that (6.2)"
    )


def test_a_late_acknowledgement_moves_the_date_but_not_the_target() -> None:
    respond = due({"received": wed_1_may, "acknowledged": tue_14_may})
    assert (respond.due_on, respond.target_on) == (date(2024, 5, 29), thu_23_may)
    assert "due on Thu 23 May 2024" in respond.because[-1]
    acknowledge = due({"received": wed_1_may, "acknowledged": tue_14_may}, of="acknowledge")
    assert acknowledge.due_on == thu_9_may
    assert acknowledge.is_late_on(tue_14_may)


def test_an_acknowledgement_on_its_last_day_has_no_target() -> None:
    assert due({"received": wed_1_may, "acknowledged": thu_9_may}).target_on is None


def test_nothing_is_due_before_anything_happened() -> None:
    respond = due({})
    assert (respond.due_on, respond.started_on, respond.days) == (None, None, ())
    assert respond.because[0] == "not acknowledged yet, so nothing has started it"
    assert not respond.is_late_on(date(2028, 1, 3))


def test_a_complaint_received_on_a_sunday_counts_from_that_sunday() -> None:
    acknowledge = due({"received": sun_5_may}, of="acknowledge")
    assert (acknowledge.started_on, acknowledge.due_on) == (sun_5_may, date(2024, 5, 13))
    assert "Sun 5 May 2024 is day zero although it is no working day" in acknowledge.because


@pytest.mark.parametrize(
    ("rule", "arrived", "started", "falls_due"),
    [
        ("actual", datetime(2024, 5, 1, 16, tzinfo=LONDON), wed_1_may, thu_9_may),
        ("after-15-00", datetime(2024, 5, 1, 15, tzinfo=LONDON), wed_1_may, thu_9_may),
        ("after-15-00", datetime(2024, 5, 1, 15, 0, 1, tzinfo=LONDON), date(2024, 5, 2), date(2024, 5, 10)),
        ("after-15-00", datetime(2024, 5, 1, 14, 30, tzinfo=UTC), date(2024, 5, 2), date(2024, 5, 10)),
        ("next-working-day", datetime(2024, 5, 5, 9, tzinfo=LONDON), date(2024, 5, 7), tue_14_may),
    ],
)
def test_the_procedures_receipt_rule_decides_day_zero(
    rule: str, arrived: datetime, started: date, falls_due: date
) -> None:
    acknowledge = due({"received": arrived}, of="acknowledge", code=replace(CODE, receipt_rule=rule))
    assert (acknowledge.started_on, acknowledge.due_on) == (started, falls_due)


def test_the_receipt_rule_touches_receipts_only() -> None:
    code = replace(CODE, receipt_rule="after-15-00")
    late_acknowledgement = datetime(2024, 5, 3, 17, tzinfo=LONDON)
    assert due({"received": wed_1_may, "acknowledged": late_acknowledgement}, code=code).due_on == mon_20_may


def test_a_day_without_its_time_is_in_time_but_marked_approximate() -> None:
    acknowledge = due(
        {"received": wed_1_may}, of="acknowledge", code=replace(CODE, receipt_rule="after-15-00")
    )
    assert (acknowledge.due_on, acknowledge.approximate) == (thu_9_may, True)
    assert any("time of arrival is not known" in reason for reason in acknowledge.because)


def test_an_own_policy_gives_the_target_and_never_the_date() -> None:
    direct = Timescale("respond", "Respond", ("received",), "responded", working(10), "1.2", on_receipt=True)
    policy = procedure(
        replace(ACKNOWLEDGE, within=working(3)), direct, key="own/2024", short_title="Own policy"
    )
    respond = due({"received": wed_1_may, "acknowledged": fri_3_may}, own_policy=policy)
    assert (respond.due_on, respond.target_on) == (mon_20_may, date(2024, 5, 16))
    assert respond.because[-1] == "Own policy asks for it by Thu 16 May 2024"


def test_a_laxer_own_policy_sets_no_target() -> None:
    policy = procedure(ACKNOWLEDGE, replace(RESPOND, within=working(20)), short_title="Own policy")
    respond = due({"received": wed_1_may, "acknowledged": fri_3_may}, own_policy=policy)
    assert (respond.due_on, respond.target_on) == (mon_20_may, None)
    assert "Made-up Code decides" in respond.because[-1]


def test_local_closures_count_for_a_policy_that_says_so_and_not_for_a_code() -> None:
    closed = ENGLAND.with_closures([ClosureDay(date(2024, 5, 8), "Offices closed")])
    happened = {"received": wed_1_may}
    code = due(happened, of="acknowledge", calendar=closed)
    local = due(happened, of="acknowledge", calendar=closed, code=replace(CODE, local_closures=True))
    assert (code.due_on, code.calendar_version) == (thu_9_may, ENGLAND.version)
    assert (local.due_on, local.calendar_version) == (date(2024, 5, 10), closed.version)
    assert any("Offices closed (Wed 8 May 2024)" in reason for reason in local.because)


@pytest.mark.parametrize(
    ("length", "start", "falls_due", "why"),
    [
        (Length(28, Unit.DAY), date(2023, 7, 25), date(2023, 8, 22), "North West Leicestershire, an order"),
        (Length(8, Unit.WEEK), date(2023, 7, 25), date(2023, 9, 19), "North West Leicestershire, another"),
        (Length(4, Unit.WEEK), date(2024, 6, 28), date(2024, 7, 26), "Luton, an order"),
        (Length(2, Unit.MONTH), date(2025, 8, 12), date(2025, 10, 12), "Hackney: a Sunday, not moved"),
        (Length(1, Unit.MONTH), date(2024, 1, 31), date(2024, 2, 29), "clipped to the end of the month"),
        (Length(6, Unit.MONTH), date(2023, 8, 31), date(2024, 2, 29), "over the new year"),
        (Length(12, Unit.MONTH), date(2023, 12, 15), date(2024, 12, 15), "a Sunday a year on"),
        (working(20), date(2025, 8, 12), date(2025, 9, 10), "Hackney, an action, the August holiday inside"),
    ],
)
def test_lengths_in_their_own_unit(length: Length, start: date, falls_due: date, why: str) -> None:
    order = Timescale("comply", "Comply", ("decided",), "complied", length, "1")
    comply = due({"decided": start}, of="comply", code=procedure(order), with_days=True)
    assert comply.due_on == falls_due, why
    assert comply.days[-1].on == falls_due


def test_a_date_on_a_sunday_says_when_to_act() -> None:
    order = Timescale("comply", "Comply", ("decided",), "complied", Length(2, Unit.MONTH), "60")
    comply = due({"decided": date(2025, 8, 12)}, of="comply", code=procedure(order))
    assert comply.because[-1] == "falls on a day that is no working day (Sunday): act by Fri 10 October 2025"


def test_only_a_procedure_that_rolls_forward_moves_a_date_off_a_sunday() -> None:
    rolled = Timescale(
        "answer", "Answer", ("asked",), "answered", Length(2, Unit.MONTH), "1", roll_forward=True
    )
    answer = due({"asked": date(2025, 8, 12)}, of="answer", code=procedure(rolled), with_days=True)
    assert answer.due_on == date(2025, 10, 13)
    assert [(str(day.on), day.counts) for day in answer.days[-2:]] == [
        ("2025-10-12", True),
        ("2025-10-13", True),
    ]
    assert answer.because[-1] == "moved to the next working day, Mon 13 October 2025"


def test_an_outside_body_sets_its_own_date() -> None:
    reply = Timescale("reply", "Reply", ("enquiry_received",), "replied", None, "h", date_in="reply_wanted")
    happened = {"enquiry_received": wed_1_may, "reply_wanted": mon_20_may}
    answer = due(happened, of="reply", code=procedure(reply))
    assert (answer.due_on, answer.convention_sensitive) == (mon_20_may, False)
    assert answer.because[-1] == "Mon 20 May 2024 was set from outside (h)"
    assert due({"enquiry_received": wed_1_may}, of="reply", code=procedure(reply)).due_on is None


def test_the_first_named_moment_that_happened_starts_the_clock() -> None:
    start = Timescale("respond", "Respond", ("statement_agreed", "escalated"), "responded", working(25), "17")
    code = procedure(start)
    assert due({"escalated": wed_1_may}, code=code).runs_from == "escalated"
    both = due({"escalated": wed_1_may, "statement_agreed": thu_9_may}, code=code)
    assert (both.runs_from, both.started_on) == ("statement_agreed", thu_9_may)


def test_a_timescale_that_depends_on_a_fact_runs_only_with_it() -> None:
    longer = replace(RESPOND, key="respond-complex", applies_when="advocate_needed")
    code = procedure(ACKNOWLEDGE, RESPOND, longer)
    assert set(deadlines(code, "stage-1", {}, calendar=ENGLAND)) == {"acknowledge", "respond"}
    assert "respond-complex" in deadlines(
        code, "stage-1", {}, calendar=ENGLAND, facts=frozenset({"advocate_needed"})
    )


@pytest.mark.parametrize(
    ("responded", "late", "sensitive", "why"),
    [
        (date(2024, 5, 17), False, False, "a day early by either count"),
        (mon_20_may, False, True, "on the last day: the eleventh, counted inclusively"),
        (date(2024, 5, 21), True, False, "late by either count"),
        (date(2024, 5, 18), False, False, "a Saturday before the last day adds no working day"),
    ],
)
def test_a_result_that_depends_on_the_convention_is_marked(
    responded: date, late: bool, sensitive: bool, why: str
) -> None:
    respond = due({"received": wed_1_may, "acknowledged": fri_3_may, "responded": responded})
    assert (respond.is_late_on(responded), respond.convention_sensitive) == (late, sensitive), why


def test_an_open_deadline_depends_on_the_convention_on_its_last_day_only() -> None:
    happened = {"received": wed_1_may, "acknowledged": fri_3_may}
    assert due(happened, today=mon_20_may).convention_sensitive
    assert not due(happened, today=date(2024, 5, 17)).convention_sensitive
    assert not due(happened).convention_sensitive


def test_the_convention_makes_no_difference_to_a_count_from_a_sunday_or_an_extended_date() -> None:
    assert not due(
        {"received": sun_5_may, "acknowledged": date(2024, 5, 13)}, of="acknowledge"
    ).convention_sensitive
    happened = {"received": wed_1_may, "acknowledged": fri_3_may, "responded": mon_3_june}
    assert not due(happened, extensions=(IN_FORM,)).convention_sensitive


def test_what_is_met_tells_how_long_it_took_by_both_counts() -> None:
    respond = due({"received": wed_1_may, "acknowledged": fri_3_may, "responded": mon_20_may})
    assert (respond.met_on, respond.elapsed, respond.elapsed_inclusive) == (mon_20_may, 10, 11)


def test_an_answer_on_the_evening_of_a_late_arrival_took_no_working_day() -> None:
    code = replace(CODE, receipt_rule="after-15-00")
    arrived = datetime(2024, 5, 1, 16, tzinfo=LONDON)
    acknowledge = due({"received": arrived, "acknowledged": wed_1_may}, of="acknowledge", code=code)
    assert (acknowledge.started_on, acknowledge.met_on, acknowledge.elapsed) == (
        date(2024, 5, 2),
        wed_1_may,
        0,
    )


def test_a_date_nobody_is_sure_of_makes_the_deadline_approximate() -> None:
    about = Happened(fri_3_may, Precision.ABOUT)
    respond = due({"received": wed_1_may, "acknowledged": about})
    assert (respond.due_on, respond.approximate) == (mon_20_may, True)
    assert respond.because[0] == "acknowledged about Fri 3 May 2024"
    assert not due({"received": wed_1_may, "acknowledged": fri_3_may}).approximate


@pytest.mark.parametrize(
    "unknown", [Happened(fri_3_may, Precision.UNKNOWN), Happened(None), Happened(None, Precision.UNKNOWN)]
)
def test_a_start_on_an_unknown_day_gives_no_date(unknown: Happened) -> None:
    respond = due({"received": wed_1_may, "acknowledged": unknown})
    assert (respond.due_on, respond.approximate) == (None, True)
    assert respond.because[0] == "acknowledged on a day that is not known, so no date can be worked out"


def test_an_answer_on_an_unknown_day_leaves_the_date_as_it_is() -> None:
    respond = due({"received": wed_1_may, "acknowledged": fri_3_may, "responded": Happened(None)})
    assert (respond.due_on, respond.met_on, respond.approximate) == (mon_20_may, None, True)


def test_a_moment_without_a_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="no time zone"):
        due({"received": datetime(2024, 5, 1, 10)})


def test_a_date_beyond_the_known_holidays_is_refused() -> None:
    with pytest.raises(BeyondHorizon):
        due({"received": date(2028, 12, 28)})


def test_an_unknown_stage_and_a_circle_of_timescales_are_refused() -> None:
    with pytest.raises(ProcedureError, match="it has: stage-1"):
        deadlines(CODE, "stage-9", {}, calendar=ENGLAND)
    with pytest.raises(ProcedureError, match="counted from itself"):
        due({}, code=procedure(replace(RESPOND, if_never="respond")))


def test_days_since_it_was_first_said_count_beside_the_clock() -> None:
    since = elapsed(date(2022, 8, 24), end=date(2022, 10, 21), calendar=ENGLAND)
    assert (since.working_days, since.days) == (40, 58)


some_day = st.dates(date(2012, 1, 1), date(2027, 6, 1))


@given(some_day, st.integers(0, 30), some_day)
def test_a_new_bank_holiday_never_brings_a_response_forward(
    received: date, waited: int, announced: date
) -> None:
    acknowledged = ENGLAND.add_working_days(received, waited)
    happened = {"received": received, "acknowledged": acknowledged}
    after = ENGLAND.with_holidays([Holiday(announced, "Announced", special=True)])
    before_due, after_due = due(happened).due_on, due(happened, calendar=after).due_on
    assert before_due is not None
    assert after_due is not None
    assert after_due >= before_due


@given(some_day, st.integers(0, 30))
def test_a_target_is_never_later_than_with_the_acknowledgement_on_its_last_day(
    received: date, waited: int
) -> None:
    acknowledged = ENGLAND.add_working_days(received, waited)
    last_day = ENGLAND.add_working_days(received, 5)
    in_time = ENGLAND.add_working_days(last_day, 10)
    respond = due({"received": received, "acknowledged": acknowledged})
    assert respond.due_on is not None
    assert min(respond.due_on, respond.target_on or respond.due_on) <= in_time
    assert (respond.target_on is None) == (waited <= 5)


@given(some_day, st.integers(0, 12))
def test_convention_sensitive_means_exactly_that_the_inclusive_count_is_late(
    received: date, taken: int
) -> None:
    met = date.fromordinal(received.toordinal() + taken)
    acknowledge = due({"received": received, "acknowledged": met}, of="acknowledge")
    assert acknowledge.elapsed_inclusive is not None
    on_time_exclusive = not acknowledge.is_late_on(met)
    on_time_inclusive = acknowledge.elapsed_inclusive <= 5
    if on_time_inclusive:
        assert not acknowledge.convention_sensitive
    assert acknowledge.convention_sensitive == (on_time_exclusive and not on_time_inclusive)
