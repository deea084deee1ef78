"""Laws that hold for any facts: the engine equals a recount in plain Python, parts equal totals, order never matters."""

from __future__ import annotations

import random
from collections import Counter
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from putright.measures import (
    Asked,
    Facts,
    Measured,
    Period,
    definitions,
    measure_all,
    percent,
    run_checks,
    schemas,
)
from putright.measures.spreads import spread
from tests.putright.measures.made_facts import facts_of
from tests.putright.measures.made_facts import row as written_row
from tests.putright.measures.recount import Row, day, recount

OVER_FACTS = tuple(one.id for one in definitions() if one.table == "facts" and one.stands_for is None)
PERIOD = Period(date(2023, 4, 1), date(2023, 9, 30))
BEFORE = Period(date(2022, 10, 1), date(2023, 3, 31))
BREAKDOWNS = (
    ("department",), ("channel",), ("multi_service",), ("month",), ("causes",), ("department", "stage_1_outcome"),
    ("escalation_reasons",),
)  # fmt: skip
OUTCOMES = ("upheld", "partly_upheld", "not_upheld", "resolved", "no_finding", None)
OUTCOMES_THERE = (
    "upheld", "upheld_already_remedied", "not_upheld_no_fault", "premature", "advice_given", "withdrawn", "partly_upheld",
    "resolved", "discontinued",
)  # fmt: skip


# Close together and on the limits of the figures, so that "by the day" and "after it" are met often.
SPANS = (0, 1, 7, 13, 14, 15, 16, 20, 27, 28, 29, 30, 34, 35, 36, 42, 70, 90, 91, 92, 100)


def made_rows(seed: int, count: int) -> list[Row]:
    """Rows that keep to the rules of the facts, around the two periods and their ends."""
    chance = random.Random(seed)
    return [_row(chance) for _ in range(count)]


def _after(chance: random.Random, first: date | None, often: float = 0.6) -> date | None:
    return first + timedelta(days=chance.choice(SPANS)) if first and chance.random() < often else None


def _several(chance: random.Random, *codes: str) -> list[str]:
    return [code for code in codes if chance.random() < 0.5]


def _row(chance: random.Random) -> Row:
    received = date(2022, 9, 1) + timedelta(days=chance.randrange(400))
    accepted = chance.choice([True, True, True, False, None])
    learning = chance.choice([None, 0, 1, 3])
    made: Row = {
        "kind": chance.choice(
            [
                "complaint",
                "statutory_adults",
                "statutory_children",
                "social_services_children",
                "compliment",
                "service_request",
            ]
        ),
        "procedure": chance.choice(["housing-ombudsman/2024-04-01", "lgsco/2024-02-01", None]),
        "department": chance.choice(["adults", "housing", None]),
        "channel": chance.choice(["email", "phone", None]),
        "multi_service": chance.choice([True, False, None]),
        "causes": _several(chance, "communication", "delay", "staff_attitude"),
        "received_at": received,
        "accepted": accepted,
        "repeat_of": chance.choice(["C0", None]),
        "withdrawn_on": _after(chance, received, 0.2),
        "closed_on": _after(chance, received),
        "learning_actions": learning,
        "learning_completed": chance.randint(0, learning) if learning else None,
        "remedy_types": _several(chance, "apology", "pay_distress"),
        "remedy_paid_pence": chance.choice([None, 0, 1, 25_000]),
    }
    if accepted is not False:
        made |= _stage_1(chance, received)
        made |= _later_stages(chance, day(made, "stage_1_responded_on") or received)
    return {
        name: value for name, value in {**made, **_ombudsman(chance, received)}.items() if value is not None
    }


def _stage_1(chance: random.Random, received: date) -> Row:
    due, responded = _after(chance, received, 0.9), _after(chance, received, 0.9)
    return {
        "acknowledged_on": _after(chance, received, 0.7)
        if not responded
        else chance.choice([None, received, responded]),
        "acknowledgement_due_on": _after(chance, received, 0.8),
        "stage_1_due_on": due,
        "stage_1_extended_to": _after(chance, due, 0.3),
        "stage_1_responded_on": responded,
        "stage_1_outcome": chance.choice(OUTCOMES) if responded else None,
    }


def _later_stages(chance: random.Random, first: date) -> Row:
    escalated = _after(chance, first)
    due, responded = _after(chance, escalated), _after(chance, escalated, 0.9)
    requested = _after(chance, escalated)
    panel = _after(chance, requested or escalated)
    reported = _after(chance, panel or requested)
    agreed = chance.choice([None, escalated, responded]) if responded else _after(chance, escalated)
    return {
        "escalated_on": escalated,
        "escalation_reasons": _several(chance, "delay_in_response", "new_evidence", "no_response")
        if escalated
        else None,
        "stage_2_acknowledged_on": chance.choice([None, escalated, responded])
        if responded
        else _after(chance, escalated),
        "stage_2_acknowledgement_due_on": _after(chance, escalated, 0.8),
        "stage_2_statement_agreed_on": agreed,
        "stage_2_due_on": due,
        "stage_2_extended_to": _after(chance, due, 0.3),
        "stage_2_responded_on": responded,
        "stage_2_outcome": chance.choice(OUTCOMES) if responded else None,
        "stage_3_requested_on": requested,
        "stage_3_panel_on": panel,
        "stage_3_panel_reported_on": reported,
        "stage_3_responded_on": _after(chance, reported or panel or requested),
    }


def _ombudsman(chance: random.Random, received: date) -> Row:
    asked = _after(chance, received)
    decided = _after(chance, asked)
    if asked is None:
        return {}
    return {
        "ombudsman_body": chance.choice(["lgsco", "lgsco", "hos", "spso", "psow", "nipso"]),
        "ombudsman_received_on": asked,
        "ombudsman_decided_on": decided,
        "ombudsman_outcome": chance.choice(OUTCOMES_THERE) if decided else None,
        "ombudsman_satisfactory_remedy": chance.choice([True, False, None]) if decided else None,
    }


def read(made: list[Row], *, shuffled: int | None = None) -> Facts:
    numbered = [written_row(f"C{at}", **{"accepted": None, **one}) for at, one in enumerate(made)]
    if shuffled is not None:
        random.Random(shuffled).shuffle(numbered)
    return facts_of(numbered)


few = settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.too_slow])
some_rows = st.builds(made_rows, st.integers(0, 2**32), st.integers(1, 400))


def everything(facts: Facts, by: tuple[tuple[str, ...], ...] = ()) -> dict[str, Measured]:
    asked = tuple(Asked(name, by) for name in OVER_FACTS)
    return {one.definition.id: one for one in measure_all(facts, asked, period=PERIOD, previous=BEFORE)}


@few
@given(some_rows)
@example(made_rows(11, 3000))
def test_the_engine_counts_what_plain_python_counts(made: list[Row]) -> None:
    with read(made) as facts:
        found = everything(facts, (("department",),))
    for name, measured in found.items():
        total = measured.total
        assert total
        again, before = recount(name, made, PERIOD), recount(name, made, BEFORE)
        assert again, f"{name} has no recount"
        assert before
        spreads = again.days is not None
        assert (total.numerator, total.unknown, total.pence) == (
            again.numerator,
            again.unknown,
            again.pence,
        ), name
        assert total.denominator == again.denominator, name
        assert total.previous
        assert total.previous.numerator == before.numerator, name
        if spreads:
            assert total.value == spread(Counter(again.days or ())), name
        for cell in measured.broken_down("department"):
            part = [row for row in made if row.get("department") == cell.by["department"]]
            again = recount(name, part, PERIOD)
            assert again
            assert (cell.numerator, cell.denominator) == (again.numerator, again.denominator), name


def test_every_figure_over_the_facts_has_a_recount() -> None:
    assert not [name for name in OVER_FACTS if recount(name, [], PERIOD) is None]


@few
@given(some_rows, st.integers())
def test_the_order_of_the_rows_never_matters(made: list[Row], seed: int) -> None:
    with read(made) as facts, read(made, shuffled=seed) as others:
        assert everything(facts, BREAKDOWNS[:4]) == everything(others, BREAKDOWNS[:4])


@few
@given(some_rows)
def test_parts_equal_totals_for_any_facts(made: list[Row]) -> None:
    with read(made) as facts:
        found = everything(facts, BREAKDOWNS)
    for rival in [one for one in found.values() if one.definition.rival_of]:
        del found[rival.definition.id]  # Another reading of a figure: a report prints one.
    assert [one.says for one in run_checks(tuple(found.values())) if not one.holds] == []
    for name, measured in found.items():
        for by in BREAKDOWNS:
            if by in (("causes",), ("escalation_reasons",)):
                continue
            parts = measured.broken_down(*by)
            assert sum(cell.numerator or 0 for cell in parts) == (
                measured.total.numerator if measured.total else 0
            ), (name, by)


@few
@given(some_rows)
def test_reasons_are_counted_apart_from_complaints(made: list[Row]) -> None:
    with read(made) as facts:
        [found] = measure_all(facts, (Asked("AR-6n", (("escalation_reasons",),)),), period=PERIOD)
    escalated = [
        row for row in made
        if row["kind"] in ("complaint", "statutory_adults", "statutory_children", "social_services_children")
        and isinstance(on := row.get("escalated_on"), date) and PERIOD.starts_on <= on <= PERIOD.ends_on
    ]  # fmt: skip
    reasons = [row.get("escalation_reasons") or [] for row in escalated]
    [recorded] = found.recorded
    assert recorded.rows == sum(bool(one) for one in reasons)
    assert recorded.values == sum(len(one) for one in reasons)  # type: ignore[arg-type]
    assert {cell.denominator for cell in found.broken_down("escalation_reasons")} <= {len(escalated)}


@given(st.integers(0, 10_000), st.integers(0, 10_000))
def test_percentages_are_rounded_half_up(one: int, other: int) -> None:
    numerator, denominator = sorted((one, other))
    found = percent(numerator, denominator)
    if denominator < 5:
        assert found is None
        return
    assert found is not None
    exact = Decimal(100 * numerator) / denominator
    step = Decimal(1) if denominator >= 100 else Decimal("0.1")
    assert found % step == 0
    assert -step / 2 <= exact - found < step / 2


def test_halves_go_up() -> None:
    assert percent(1, 200) == 1
    assert percent(1, 80) == Decimal("1.3")
    assert percent(3, 4) is None
    assert percent(3, 5) == Decimal("60.0")


@given(st.lists(st.integers(0, 200), min_size=1, max_size=60))
def test_a_spread_is_that_of_the_sorted_days(took: list[int]) -> None:
    found = spread(Counter(took))
    assert found
    ordered = sorted(took)
    middle = len(ordered) // 2
    median = (
        Decimal(ordered[middle]) if len(ordered) % 2 else Decimal(ordered[middle - 1] + ordered[middle]) / 2
    )
    assert found.median == median
    assert found.ninetieth == ordered[-(-len(ordered) * 9 // 10) - 1]
    assert abs(found.mean - Decimal(sum(took)) / len(took)) <= Decimal("0.05")


@pytest.mark.parametrize("name", sorted({one.name for one in schemas()["facts"].columns if one.dimension}))
def test_every_dimension_can_break_every_count_down(name: str) -> None:
    with facts_of(
        [written_row("A1", channel="email", department="adults", escalation_reasons=["new_evidence"])]
    ) as facts:
        [found] = measure_all(facts, (Asked("AR-1", ((name,),)),), period=Period.year("2023-24"))
    assert len(found.broken_down(name)) == 1
