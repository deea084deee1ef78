"""A complaint that was moved to another procedure is counted once, where it goes on."""

from datetime import date
from pathlib import Path

import pytest

from putright.measures import Asked, Facts, Period, definitions, measure, measure_all, read_facts
from tests.putright.measures.made_facts import row, written

YEAR = Period(date(2024, 4, 1), date(2025, 3, 31))
FIGURES = tuple(one.id for one in definitions() if one.table == "facts" and one.stands_for is None)
THERE = {
    "kind": "complaint",
    "accepted": "true",
    "received_at": "2024-05-01",
    "procedure": "lgsco/2024-02-01",
}
OPEN = row("2", **THERE, acknowledgement_due_on="2024-05-09", stage_1_due_on="2024-05-23")
CLOSED = row(
    "3", **THERE, stage_1_due_on="2024-05-23", stage_1_responded_on="2024-05-20", stage_1_outcome="upheld",
    closed_on="2024-06-03",
)  # fmt: skip
# With every day it can have had before it was moved, and with one it cannot: it counts all the same in nothing.
MOVED = row(
    "1", kind="moved", accepted="", received_at="2024-05-01", procedure="housing-ombudsman/2024-04-01",
    acknowledged_on="2024-05-20", acknowledgement_due_on="2024-05-09", stage_1_due_on="2024-05-23",
    closed_on="2024-05-24", withdrawn_on="", remedy_types="apology",
)  # fmt: skip


@pytest.fixture
def facts(tmp_path: Path):
    def made(*rows) -> Facts:
        path = tmp_path / f"{len(rows)}.csv"
        path.write_bytes(written(rows))
        return read_facts(path)

    return made


def test_no_figure_but_its_own_counts_the_record_it_was_moved_from(facts) -> None:
    asked = tuple(Asked(one, (("procedure",),)) for one in FIGURES if one != "AR-22")
    with facts(OPEN, CLOSED) as without, facts(MOVED, OPEN, CLOSED) as beside:
        before = measure_all(without, asked, period=YEAR)
        after = measure_all(beside, asked, period=YEAR)
        assert [(one.definition.id, one.cells) for one in after] == [
            (one.definition.id, one.cells) for one in before
        ]
        assert any(one.total and one.total.numerator for one in after if one.definition.id == "AR-1")
        assert measure(beside, "AR-22", period=YEAR).total.numerator == 1
        assert measure(without, "AR-22", period=YEAR).total.numerator == 0


def test_those_received_are_those_open_and_those_closed(facts) -> None:
    with facts(MOVED, OPEN, CLOSED) as beside:
        received = measure(beside, "AR-1", period=YEAR).total.numerator
        [(still_open, closed)] = beside.connection.execute(
            "SELECT count(*) - count(closed_on), count(closed_on) FROM facts WHERE accepted"
        ).fetchall()
        waiting = measure(beside, "BD-1", period=YEAR).total.numerator
    assert (received, still_open, closed, waiting) == (2, 1, 1, 1)
