"""The facts of a story made of a row of facts are that row."""

from __future__ import annotations

from dataclasses import fields
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import example, given, settings

from putright.calendars import Division, load_calendar
from putright.cases import Case, CaseError, CaseFacts, breaches, facts_of, replay, verbs
from putright.cases.deadlines import case_deadlines
from putright.cases.detection import alerts
from putright.cases.events import Event
from putright.cases.histories import History, events_of, history_of
from putright.cases.serialisation import event_from_data, event_to_data
from putright.procedures import procedure
from putright.vocabulary import ClosingReason
from tests.putright.cases.rows_of_facts import COLUMNS, rows

HOUSING, CHILDREN = "housing-ombudsman/2024-04-01", "children-act/2006-09-01"
NOT_OF_EVENTS = {"reference", "procedure", "organisation", "department", "service", "contractor"}
CALENDAR = load_calendar(Division.ENGLAND_AND_WALES)
TODAY = date(2026, 11, 30)
thu_2_may, tue_7_may, thu_23_may = date(2024, 5, 2), date(2024, 5, 7), date(2024, 5, 23)


def row(**given: Any) -> dict[str, Any]:
    """A complaint received on Thursday 2 May 2024 and accepted, but for what is given."""
    made = dict.fromkeys(COLUMNS) | {
        "reference": "1", "kind": "complaint", "procedure": HOUSING, "channel": "email", "received_at": thu_2_may,
        "accepted": True,
    }  # fmt: skip
    return made | given


def told(one: dict[str, Any]) -> tuple[History, Case, CaseFacts]:
    """Its story, what the story makes of it, and the facts of that."""
    under = procedure(one["procedure"])
    history = history_of(one, under)
    case = replay(events_of(history, under, today=TODAY))
    return history, case, facts_of(case, under, case_deadlines(case, under, CALENDAR, today=TODAY))


def as_facts(value: Any) -> Any:
    return ";".join(sorted(value)) if isinstance(value, tuple) else value


@settings(max_examples=400, deadline=None)
@given(rows())
@example(row(withdrawn_on=tue_7_may, closed_on=None))
@example(row(accepted=False, closed_on=tue_7_may, stage_1_due_on=thu_23_may))
def test_the_facts_of_a_story_are_its_row_but_for_what_it_says(one: dict[str, Any]) -> None:
    history, _, facts = told(one)
    for name in (column.name for column in fields(CaseFacts)):
        if name in NOT_OF_EVENTS or name not in COLUMNS or name in history.left_out:
            continue
        if name in history.worked_out:
            assert one[name] is None  # and ours is what our procedure says, if it says anything
        else:
            assert getattr(facts, name) == as_facts(one[name]), (name, history.left_out)


@settings(max_examples=100, deadline=None)
@given(rows())
def test_what_is_left_out_holds_something_and_does_not_come_out_as_it_was(one: dict[str, Any]) -> None:
    history, _, facts = told(one)
    for name in history.left_out:
        assert one[name] not in (None, ())
        assert getattr(facts, name) != as_facts(one[name]), name


@settings(max_examples=60, deadline=None)
@given(rows())
def test_a_story_is_read_back_as_it_was_written(one: dict[str, Any]) -> None:
    under = procedure(one["procedure"])
    events = events_of(history_of(one, under), under)
    assert tuple(event_from_data(event_to_data(event)) for event in events) == events


@settings(max_examples=100, deadline=None)
@given(rows())
def test_only_lateness_is_held_against_what_was_taken_over(one: dict[str, Any]) -> None:
    under = procedure(one["procedure"])
    _, case, _ = told(one)
    for breach in breaches(case, under, CALENDAR, today=TODAY):
        assert breach.days_late is not None or breach.duty == "delay-hidden", breach
    if not case.is_open and not case.referrals:
        assert not [one for one in alerts(case, under, CALENDAR, today=TODAY) if one.rule not in ("DR-24",)]


def test_a_late_answer_is_a_breach_by_our_procedure_whatever_day_the_other_system_had() -> None:
    _, case, facts = told(
        row(
            acknowledged_on=tue_7_may, stage_1_due_on=date(2024, 5, 31), stage_1_responded_on=thu_23_may,
            stage_1_outcome="upheld", closed_on=thu_23_may,
        )
    )  # fmt: skip
    [breach] = breaches(case, procedure(HOUSING), CALENDAR, today=TODAY)
    assert (breach.duty, breach.days_late, breach.provision) == ("respond", 2, "6.3")
    assert facts.stage_1_due_on == date(2024, 5, 31), "figures go by the day it was promised for there"


def test_an_open_complaint_without_a_due_day_gets_ours() -> None:
    history, case, facts = told(row(acknowledged_on=tue_7_may))
    assert list(history.worked_out) == ["stage_1_due_on"]
    assert facts.stage_1_due_on == date(2024, 5, 21)
    assert case.is_open


def test_what_happens_after_it_was_taken_over_is_held_to_everything() -> None:
    _, case, _ = told(row(acknowledged_on=tue_7_may, stage_1_due_on=thu_23_may))
    closed = verbs.close(case, reason=ClosingReason.SETTLED, acts_next="us", at=thu_23_may)
    found = breaches(replay((*case.events, *closed)), procedure(HOUSING), CALENDAR, today=TODAY)
    assert {one.duty for one in found} >= {"who-acts-next"}
    assert "define-points" not in {one.duty for one in found}


def test_more_time_taken_since_counts_from_the_day_the_other_system_had() -> None:
    _, case, facts = told(row(acknowledged_on=tue_7_may, stage_1_due_on=thu_23_may))
    assert facts.stage_1_extended_to is None
    more = verbs.extend(case, to=date(2024, 6, 4), at=tue_7_may)
    later = replay((*case.events, *more))
    under = procedure(HOUSING)
    facts = facts_of(later, under, case_deadlines(later, under, CALENDAR, today=TODAY))
    assert (facts.stage_1_due_on, facts.stage_1_extended_to) == (thu_23_may, date(2024, 6, 4))


def test_a_refusal_without_a_reason_stays_one() -> None:
    history, case, facts = told(row(accepted=False, closed_on=tue_7_may))
    assert (facts.accepted, facts.rejection_reason, facts.closed_on) == (False, None, tue_7_may)
    assert not history.left_out
    assert breaches(case, procedure(HOUSING), CALENDAR, today=TODAY) == ()


def test_a_panel_is_taken_over_where_the_procedure_has_one() -> None:
    days = {
        "escalated_on": tue_7_may, "stage_3_requested_on": thu_23_may, "stage_3_panel_on": date(2024, 6, 20),
        "stage_3_responded_on": date(2024, 7, 4), "stage_3_outcome": "upheld",
    }  # fmt: skip
    _, _, facts = told(row(kind="statutory_children", procedure=CHILDREN, **days))
    assert facts.stage_3_panel_on == date(2024, 6, 20)
    history, _, facts = told(row(**days))
    assert facts.stage_3_panel_on is None
    assert history.left_out["stage_3_panel_on"] == "HOS Code 2024 has no stage 3"


def test_the_milestones_of_a_panel_are_taken_over_where_the_procedure_has_them() -> None:
    days = {"escalated_on": tue_7_may, "stage_2_statement_agreed_on": thu_23_may}
    later = {
        "stage_3_requested_on": thu_23_may, "stage_3_panel_on": date(2024, 6, 20),
        "stage_3_panel_reported_on": date(2024, 6, 25),
    }  # fmt: skip
    history, _, facts = told(row(kind="statutory_children", procedure=CHILDREN, **days, **later))
    assert (facts.stage_2_statement_agreed_on, facts.stage_3_panel_reported_on) == (
        thu_23_may,
        date(2024, 6, 25),
    )
    assert history.left_out == {}
    history, _, facts = told(row(**days))
    assert facts.stage_2_statement_agreed_on is None
    assert history.left_out["stage_2_statement_agreed_on"] == "HOS Code 2024 has no such milestone"


def test_a_paid_remedy_stands_in_the_ledger() -> None:
    _, case, facts = told(
        row(
            stage_1_responded_on=thu_23_may, stage_1_outcome="upheld", remedy_types=("apology", "pay_distress"),
            remedy_paid_pence=25_000, closed_on=thu_23_may,
        )
    )  # fmt: skip
    assert facts.remedy_paid_pence == 25_000
    assert all(one.ended for one in case.remedies)
    assert [one.paid_pence for one in case.remedies] == [0, 25_000]


def test_a_day_to_come_is_refused_with_the_day_named() -> None:
    one = row(acknowledged_on=TODAY + timedelta(days=1))
    under = procedure(HOUSING)
    with pytest.raises(CaseError, match="has not come yet"):
        events_of(history_of(one, under), under, today=TODAY)


def test_a_kind_that_its_procedure_does_not_count_is_refused() -> None:
    with pytest.raises(CaseError, match="name a procedure of that kind"):
        history_of(row(kind="statutory_children"), procedure(HOUSING))


def test_a_complaint_is_taken_over_once() -> None:
    _, case, _ = told(row())
    taken = case.taken_over
    assert isinstance(taken, Event)
    with pytest.raises(CaseError, match="taken over already"):
        verbs.take_over(case, body=taken.body)  # type: ignore[arg-type]
