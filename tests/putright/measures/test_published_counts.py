"""A year of facts with the counts of a published report: every count and percentage comes out, with its base."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from putright.measures import Asked, Facts, Measured, measure, measure_all, written
from tests.putright.measures.made_facts import (
    DEDICATED,
    ESCALATION_REASONS,
    GRENFELL,
    INVESTIGATED,
    LAST_YEAR,
    NOT_ACCEPTED,
    YEAR,
    adults,
    facts_of,
    published,
    small_services,
)

REPORT = Path(__file__).resolve().parents[4] / "shared/documents/rbkc-annual-complaints-report-2023-24.txt"


@pytest.fixture(scope="module")
def facts() -> Iterator[Facts]:
    with facts_of(published()) as read:
        yield read


def figure(facts: Facts, name: str, *by: str) -> Measured:
    return measure(facts, name, period=YEAR, by=by, previous=LAST_YEAR)


@pytest.mark.parametrize(
    ("name", "now", "then"),
    [
        # Received and accepted, and answered, are two numbers: some are carried over (I4).
        ("AR-1", (1837, None, None), (1674, None, None)),
        ("AR-7o", (1868, None, None), (1674, None, None)),
        # 851 of 2,688.
        ("AR-2", (851, 2688, 32), (0, 1674, 0)),
        # Printed as 74% and as 75% (I1); there is one base.
        ("AR-3", (1373, 1868, 74), (1105, 1674, 66)),
        # Printed as 79% and as 80% (I3).
        ("AR-4", (318, 401, 79), None),
        # Printed with the years the wrong way round (I2).
        ("AR-6", (401, 1868, 21), (356, 1674, 21)),
        ("AR-6n", (401, None, None), (356, None, None)),
        # 67% of what was not said (I6).
        ("AR-7", (1252, 1868, 67), (1038, 1674, 62)),
        # 8% is of complaints not upheld, not of those escalated (I8).
        ("AR-9", (51, 616, 8), None),
        ("AR-11a", (1105, None, None), None),
        ("AR-12", (285, None, None), (256, None, None)),
        # Received, decided, investigated, upheld: four figures (I21).
        ("LG-1", (89, None, None), (70, None, None)),
        ("LG-2", (85, None, None), (70, None, None)),
        ("LG-2i", (27, None, None), (24, None, None)),
        # A base under a hundred has a decimal: printed as 74% and 83%.
        ("LG-3", (20, 27, Decimal("74.1")), (20, 24, Decimal("83.3"))),
        ("LG-4", (3, 20, Decimal("15.0")), (2, 20, Decimal("10.0"))),
    ],
)
def test_the_published_counts_come_out(
    facts: Facts, name: str, now: tuple[object, ...], then: tuple[object, ...] | None
) -> None:
    total = figure(facts, name).total
    assert total
    assert (total.numerator, total.denominator, total.percent) == now
    if then:
        assert total.previous
        assert (total.previous.numerator, total.previous.denominator, total.previous.percent) == then


def test_the_reasons_for_not_accepting_add_up_with_the_98_that_were_not_printed(facts: Facts) -> None:
    found = figure(facts, "AR-2", "rejection_reason")
    cells = {cell.by["rejection_reason"]: cell for cell in found.broken_down("rejection_reason")}
    assert {code or "": cell.numerator for code, cell in cells.items()} == NOT_ACCEPTED
    assert {cell.denominator for cell in cells.values()} == {851}
    assert cells["service_request"].percent == 62
    assert cells[None].percent == 12


def test_506_reasons_stand_on_401_escalations(facts: Facts) -> None:
    found = figure(facts, "AR-6n", "escalation_reasons")
    [recorded] = found.recorded
    assert (recorded.values, recorded.rows) == (506, 401)
    cells = {
        str(cell.by["escalation_reasons"]): cell.numerator for cell in found.broken_down("escalation_reasons")
    }
    # Last year's have none; this year's have all.
    assert cells.pop("None", 0) == 0
    assert cells == ESCALATION_REASONS
    assert {one.denominator for one in found.broken_down("escalation_reasons")} == {401}


def test_the_change_in_volume_is_rounded_and_not_cut_off(facts: Facts) -> None:
    """Printed as 9%; 163 of 1,674 is 9.74% (I5)."""
    total = figure(facts, "AR-1").total
    assert total
    assert total.change_percent is not None
    assert round(total.change_percent, 2) == Decimal("9.74")


def test_compliments_by_department_are_worked_out_of_their_own_total(facts: Facts) -> None:
    """25 of 285 was printed as 10% (I15)."""
    cells = {
        cell.by["department"]: cell.numerator
        for cell in figure(facts, "AR-12", "department").cells
        if cell.by
    }
    assert cells["childrens"] == 60
    assert cells["adults"] == 25


def test_eight_of_51_multi_service_complaints_went_on_to_stage_2(facts: Facts) -> None:
    cell = figure(facts, "AR-6", "multi_service").cell(multi_service="true")
    assert cell
    assert (cell.numerator, cell.denominator, cell.percent) == (8, 51, Decimal("15.7"))


def test_the_ombudsmans_decisions_by_department_add_up(facts: Facts) -> None:
    found = figure(facts, "LG-3", "department")
    cells = {
        cell.by["department"]: (cell.numerator, cell.denominator) for cell in found.broken_down("department")
    }
    cells.pop(None)
    assert cells == {name: (upheld, upheld + other) for name, (upheld, other) in INVESTIGATED.items()}
    assert {written(one, found.definition) for one in found.broken_down("department") if one.denominator == 2} == {
        "2 of 2", "1 of 2",
    }  # fmt: skip


def test_small_services_have_counts_and_no_percentage() -> None:
    with facts_of(small_services()) as facts:
        found = measure(facts, "AR-3", period=YEAR, by=("department", "service"))
    cells = {
        cell.by["service"]: (cell.numerator, cell.denominator, cell.percent)
        for cell in found.cells
        if cell.by
    }
    assert cells == {
        name: (on_time, received, Decimal("100.0") if received == 6 else None)
        for name, (received, on_time) in {**DEDICATED, **GRENFELL}.items()
    }


def test_within_twenty_days_is_worked_out_from_counts_and_not_from_rounded_parts() -> None:
    """74% and 14% more was printed as 87%; 80 of 91 is 88% (I12)."""
    with facts_of(adults()) as facts:
        ten, twenty = (one.total for one in measure_all(facts, (Asked("AD-5"), Asked("AD-5a")), period=YEAR))
    assert ten
    assert twenty
    assert (ten.numerator, ten.denominator, ten.percent) == (67, 91, Decimal("73.6"))
    assert (twenty.numerator, twenty.denominator, twenty.percent) == (80, 91, Decimal("87.9"))


class TestPublishedReport:
    """Collected only where the documents are: they are not part of the project."""

    __test__ = REPORT.is_file()

    def test_the_counts_are_those_of_the_published_report(self) -> None:
        lines = [line.split("\t") for line in REPORT.read_text(encoding="utf-8").splitlines() if "\t" in line]
        rows = [
            tuple(int(one) for one in row) for _, *row in lines if all(one.strip().isdigit() for one in row)
        ]
        assert [row[0] for row in rows if len(row) == 1] == [
            *(count for reason, count in NOT_ACCEPTED.items() if reason),
            *ESCALATION_REASONS.values(),
        ]
        # The dedicated service stands in both tables (I11).
        assert [row for row in rows if len(row) == 2] == [*GRENFELL.values(), (2, 1), *DEDICATED.values()]
        assert [row for row in rows if len(row) == 3] == [
            (upheld, other, upheld + other) for upheld, other in INVESTIGATED.values()
        ]
