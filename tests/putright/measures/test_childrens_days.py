"""The days of the three stages of a child's complaint, by hand over holidays: the last day, and the day after it."""

from __future__ import annotations

from datetime import date

import pytest

from putright.measures import Asked, Period, measure, measure_all
from tests.putright.measures.made_facts import facts_of, row

YEAR = Period(date(2023, 4, 1), date(2025, 3, 31))
CHILDREN = {"kind": "statutory_children", "procedure": "children-act/2006-09-01"}
MON_21_AUGUST, MON_19_FEBRUARY, MON_26_FEBRUARY = "2023-08-21", "2024-02-19", "2024-02-26"
MON_29_JULY, TUE_10_SEPTEMBER = "2024-07-29", "2024-09-10"

# What, the days of the row, the last day in time, the day after it, and why it is that day.
BOUNDS = [
    # Ten days from 21 August, and the bank holiday of the 28th between them.
    ("CA-3", {"received_at": MON_21_AUGUST}, "stage_1_responded_on", "2023-09-05", "2023-09-06"),
    # Twenty with the extension.
    ("CA-3a", {"received_at": MON_21_AUGUST}, "stage_1_responded_on", "2023-09-19", "2023-09-20"),
    # 25 from the request: 29 March and 1 April 2024 are Good Friday and Easter Monday, and after the last day.
    ("CA-4", {"escalated_on": MON_19_FEBRUARY}, "stage_2_responded_on", "2024-03-25", "2024-03-26"),
    # 65 from it: Easter, 6 May and 27 May between them.
    ("CA-4a", {"escalated_on": MON_19_FEBRUARY}, "stage_2_responded_on", "2024-05-23", "2024-05-24"),
    # 25 from the agreed statement, a week later: Easter between them.
    (
        "CA-4d", {"escalated_on": MON_19_FEBRUARY, "stage_2_statement_agreed_on": MON_26_FEBRUARY},
        "stage_2_responded_on", "2024-04-03", "2024-04-04",
    ),
    # 65 from it.
    (
        "CA-4e", {"escalated_on": MON_19_FEBRUARY, "stage_2_statement_agreed_on": MON_26_FEBRUARY},
        "stage_2_responded_on", "2024-05-31", "2024-06-03",
    ),
    # 30 from the request for a panel, with the bank holiday of 26 August.
    ("CA-5", {"stage_3_requested_on": MON_29_JULY}, "stage_3_panel_on", "2024-09-10", "2024-09-11"),
    # Five for what the panel found; over the same bank holiday: 22, 23, 27, 28 and 29 August.
    (
        "CA-6a", {"stage_3_requested_on": MON_29_JULY, "stage_3_panel_on": "2024-08-21"},
        "stage_3_panel_reported_on", "2024-08-29", "2024-08-30",
    ),
    # Fifteen for the answer, over Christmas and New Year: 12 December and three bank holidays.
    (
        "CA-6b",
        {
            "stage_3_requested_on": "2024-11-04", "stage_3_panel_on": "2024-12-09",
            "stage_3_panel_reported_on": "2024-12-12",
        },
        "stage_3_responded_on", "2025-01-07", "2025-01-08",
    ),
    # Five and fifteen together from the panel.
    (
        "CA-6", {"stage_3_requested_on": MON_29_JULY, "stage_3_panel_on": TUE_10_SEPTEMBER},
        "stage_3_responded_on", "2024-10-08", "2024-10-09",
    ),
    # Thirty, five and fifteen together from the request.
    ("CA-7", {"stage_3_requested_on": MON_29_JULY}, "stage_3_responded_on", "2024-10-08", "2024-10-09"),
]  # fmt: skip


def child(reference: str, **given: object) -> dict[str, str]:
    """A child's complaint with these days, received long before any of them."""
    first = {"received_at": "2023-04-03", **CHILDREN}
    if any(name.startswith("stage_2") for name in given) and "escalated_on" not in given:
        first["escalated_on"] = "2023-05-02"
    return row(reference, **(first | given))


@pytest.mark.parametrize(
    ("figure", "days", "column", "last", "after"), BOUNDS, ids=[one[0] for one in BOUNDS]
)
def test_the_last_day_is_in_time_and_the_day_after_is_not(
    figure: str, days: dict[str, str], column: str, last: str, after: str
) -> None:
    rows = [child("in", **days, **{column: last}), child("late", **days, **{column: after})]
    with facts_of(rows) as facts:
        found = measure(facts, figure, period=YEAR).total
    assert found
    assert (found.numerator, found.denominator, found.unknown) == (1, 2, 0)


def test_of_another_procedure_nothing_is_counted() -> None:
    asked = tuple(Asked(figure) for figure, *_ in BOUNDS)
    rows = [
        child(name, **{**days, column: last, "kind": "complaint"}) for name, days, column, last, _ in BOUNDS
    ]
    with facts_of(rows) as facts:
        found = measure_all(facts, asked, period=YEAR)
    assert {one.total.denominator for one in found if one.total} == {0}


def test_the_two_ways_of_counting_stage_2_stand_beside_each_other() -> None:
    """Asked for on 1 July, the statement agreed on 5 August: late by the one reading, and in time by the other."""
    one = child(
        "A1",
        escalated_on="2024-07-01",
        stage_2_statement_agreed_on="2024-08-05",
        stage_2_responded_on="2024-09-09",
    )
    with facts_of([one]) as facts:
        found = measure_all(facts, tuple(map(Asked, ("CA-4", "CA-4a", "CA-4d", "CA-4e"))), period=YEAR)
    assert [cell.numerator for measured in found if (cell := measured.total)] == [0, 1, 1, 1]


def test_what_cannot_be_judged_is_counted_apart() -> None:
    """No statement was agreed, the day of the panel is lost, and nobody knows when it reported."""
    rows = [
        child("A1", escalated_on="2024-07-01", stage_2_responded_on="2024-08-01"),
        child("A2", stage_3_requested_on=MON_29_JULY, stage_3_panel_reported_on="2024-09-12"),
        child("A3", stage_3_requested_on=MON_29_JULY, stage_3_responded_on="2024-09-20"),
    ]
    with facts_of(rows) as facts:
        found = measure_all(facts, tuple(map(Asked, ("CA-4d", "CA-6a", "CA-6b"))), period=YEAR)
    assert [
        (cell.numerator, cell.denominator, cell.unknown) for measured in found if (cell := measured.total)
    ] == [(0, 0, 1), (0, 0, 1), (0, 0, 1)]
