"""Figures from facts: periods, breakdowns, what is hidden, what cannot be said."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from putright.measures import (
    Asked,
    Cell,
    Earlier,
    FactsError,
    Measured,
    MeasureKind,
    Number,
    Organisation,
    Period,
    Unit,
    definition,
    definitions,
    measure,
    measure_all,
    measures,
    read_facts,
    read_organisation,
    schemas,
    written,
)
from putright.measures.definitions import marks
from tests.putright.measures.made_facts import LAST_YEAR, YEAR, answered, facts_of, row

mon_3_april, fri_31_march, tue_2_may = date(2023, 4, 3), date(2023, 3, 31), date(2023, 5, 2)


def total(found: Measured) -> Cell:
    assert found.total
    return found.total


def test_the_first_and_the_last_day_belong_to_the_period() -> None:
    days = ("2023-03-31", "2023-04-01", "2024-03-31", "2024-04-01")
    with facts_of(row(f"A{at}", received_at=on) for at, on in enumerate(days)) as facts:
        found = measure(facts, "AR-1", period=YEAR, previous=LAST_YEAR)
    assert total(found).numerator == 2
    assert total(found).previous
    assert total(found).previous.numerator == 1  # type: ignore[union-attr]


def test_a_complaint_counts_where_each_figure_puts_it() -> None:
    """Received in one year, answered in the next: accepted in the one, answered in the other."""
    with facts_of([answered("A1", date(2023, 3, 30), days=5, on_time=True)]) as facts:
        accepted, on_time = measure_all(facts, (Asked("AR-1"), Asked("AR-3")), period=YEAR)
    assert total(accepted).numerator == 0
    assert (total(on_time).numerator, total(on_time).denominator) == (1, 1)


def test_an_answer_without_a_due_date_is_counted_apart_and_said() -> None:
    rows = [answered("A1", tue_2_may, days=5, on_time=True), row("A2", stage_1_responded_on="2023-07-10")]
    with facts_of(rows) as facts:
        found = measure(facts, "AR-3", period=YEAR)
    assert (total(found).numerator, total(found).denominator, total(found).unknown) == (1, 1, 1)
    assert found.notes == (
        "1 more could not be judged, because a date or an outcome is not recorded, and are left out.",
    )


def test_an_extension_counts_where_it_is_said_to_and_nowhere_else() -> None:
    rows = [answered("A1", tue_2_may, days=12, on_time=False, stage_1_extended_to="2023-06-01")]
    with facts_of(rows) as facts:
        found = {
            one.definition.id: total(one).numerator
            for one in measure_all(facts, (Asked("AR-3"), Asked("AR-3a"), Asked("AR-5")), period=YEAR)
        }
    assert found == {"AR-3": 0, "AR-3a": 1, "AR-5": 1}


def test_the_mean_never_stands_alone() -> None:
    rows = [answered(f"A{days}", tue_2_may, days=days, on_time=True) for days in (1, 2, 3, 30)]
    with facts_of(rows) as facts:
        found = measure(facts, "AR-10", period=YEAR)
    assert written(total(found), found.definition) == "mean 9.0, median 2.5, 90th centile 30 working days (4)"


def test_bank_holidays_are_those_of_the_organisations_division(tmp_path: Path) -> None:
    """The summer bank holiday of Scotland is on 7 August, that of England on the 28th."""
    path = tmp_path / "organisation.toml"
    path.write_text('name = "Invented"\ndivision = "scotland"\n')
    rows = [row("A1", received_at="2023-08-04", stage_1_responded_on="2023-08-08")]
    with facts_of(rows) as facts:
        england = measure(facts, "AR-10", period=YEAR)
        scotland = measure(facts, "AR-10", period=YEAR, organisation=read_organisation(path))
        again = measure(facts, "AR-10", period=YEAR)
    assert total(england).value
    assert total(england).value == total(again).value
    assert total(england).value.mean == 2  # type: ignore[union-attr]
    assert total(scotland).value.mean == 1  # type: ignore[union-attr]


def test_wards_hide_small_numbers_and_one_more_so_that_none_can_be_worked_out() -> None:
    rows = [
        row(f"A{ward}{at}", ward=ward)
        for ward, count in (("north", 3), ("south", 7), ("west", 20))
        for at in range(count)
    ]
    with facts_of(rows) as facts:
        found = measure(facts, "AR-1", period=YEAR, by=("ward",))
    shown = {cell.by["ward"]: written(cell, found.definition) for cell in found.broken_down("ward")}
    assert shown == {"north": "not shown", "south": "not shown", "west": "20"}
    assert [cell.by["ward"] for cell in found.cells if cell.suppressed] == ["north", "south"]
    assert all(cell.numerator is None and cell.percent is None for cell in found.cells if cell.suppressed)
    assert total(found).numerator == 30


def test_what_needs_another_table_is_said_not_to_be_in_these_facts() -> None:
    with facts_of([row("A1")]) as facts:
        found = measure_all(
            facts, tuple(Asked(one.id) for one in definitions() if not one.stands_for), period=YEAR
        )
    away = {one.definition.id for one in found if one.absent}
    assert {"AR-13o", "AR-14", "AR-16", "AR-17", "AR-18", "AR-20", "LG-5", "HO-1", "CA-4c"} <= away
    assert all(not one.cells for one in found if one.absent)
    assert all(one.absent is None or one.absent.startswith("Not in these facts: ") for one in found)


def test_a_column_that_is_not_given_is_named() -> None:
    raw = (
        b"reference,kind,received_at,accepted,stage_1_responded_on\nA1,complaint,2023-07-03,yes,2023-07-10\n"
    )
    with read_facts(io.BytesIO(raw)) as facts:
        assert measure(facts, "AR-3", period=YEAR).absent == "Not in these facts: stage_1_due_on."
        assert total(measure(facts, "AR-10", period=YEAR)).numerator == 1


def test_an_earlier_year_may_come_from_another_file() -> None:
    with facts_of([row("A1"), row("A2")]) as facts, facts_of([row("B1", received_at="2022-07-04")]) as others:
        found = measure(facts, "AR-1", period=YEAR, previous=Earlier(others, LAST_YEAR))
    assert total(found).numerator == 2
    assert total(found).previous
    assert total(found).previous.numerator == 1  # type: ignore[union-attr]


def test_a_figure_the_earlier_file_cannot_give_has_no_earlier_cell() -> None:
    raw = b"reference,kind,received_at,accepted\nA1,complaint,2022-07-04,yes\n"
    with (
        facts_of([answered("A1", tue_2_may, days=5, on_time=True)]) as facts,
        read_facts(io.BytesIO(raw)) as others,
    ):
        found = measure(facts, "AR-3", period=YEAR, previous=Earlier(others, LAST_YEAR))
    assert total(found).previous is None
    assert any(one.startswith("No earlier figure. Not in these facts: stage_1_") for one in found.notes)


def test_months_are_those_of_the_day_that_decides_the_period() -> None:
    with facts_of([row("A1", received_at="2023-04-01"), row("A2", received_at="2023-05-31")]) as facts:
        found = measure(facts, "AR-1", period=YEAR, by=("month",))
    assert [(cell.by["month"], cell.numerator) for cell in found.broken_down("month")] == [
        ("2023-04", 1),
        ("2023-05", 1),
    ]


@pytest.mark.parametrize(
    ("by", "says"),
    [
        (("directorate",), "cannot be broken down by 'directorate'"),
        (("reference",), "cannot be broken down by 'reference'"),
        (("ward", "ward"), "by the same thing twice"),
        (("causes", "themes"), "by one thing that has several values"),
    ],
)
def test_a_breakdown_there_is_not_is_refused(by: tuple[str, ...], says: str) -> None:
    with facts_of([row("A1")]) as facts, pytest.raises(FactsError, match=says):
        measure(facts, "AR-1", period=YEAR, by=by)


def test_a_figure_there_is_not_is_refused_with_near_ones() -> None:
    with pytest.raises(FactsError, match=r"'AR-33' is no figure; did you mean AR-3"):
        definition("AR-33")


def test_a_figure_is_asked_for_once() -> None:
    with facts_of([row("A1")]) as facts, pytest.raises(FactsError, match="AR-3 is asked for twice"):
        measure_all(facts, (Asked("AR-3"), Asked("AR-3b")), period=YEAR)


class TestOrganisation:
    """What only the organisation knows."""

    HOMES = Organisation(
        "Invented",
        numbers=(Number("homes", 2000, LAST_YEAR.ends_on, "register"), Number("homes", 1000, YEAR.ends_on, "register")),
    )  # fmt: skip

    def test_rates_print_their_number_its_day_and_its_source(self) -> None:
        rows = [row(f"A{at}", procedure="housing-ombudsman/2024-04-01") for at in range(33)]
        with facts_of(rows) as facts:
            found = measure(facts, "CH01-1", period=YEAR, previous=LAST_YEAR, organisation=self.HOMES)
            without = measure(facts, "CH01-1", period=YEAR)
        assert (total(found).numerator, total(found).denominator, total(found).rate) == (
            33,
            1000,
            Decimal("33.0"),
        )
        assert total(found).previous
        assert total(found).previous.denominator == 2000  # type: ignore[union-attr]
        assert found.notes == ("1,000 homes on 2024-03-31 (register). Not annualised.",)
        assert total(without).rate is None
        assert "does not say how many homes there were by 2024-03-31" in without.notes[0]

    def test_the_basis_of_ch02_is_chosen_and_printed(self) -> None:
        rows = [
            answered("A1", tue_2_may, days=5, on_time=True, procedure="housing-ombudsman/2024-04-01"),
            row("A2", procedure="housing-ombudsman/2024-04-01"),
        ]
        with facts_of(rows) as facts:
            received = measure(facts, "CH02-1", period=YEAR, organisation=self.HOMES)
            responded = measure(
                facts, "CH02-1", period=YEAR, organisation=replace(self.HOMES, ch02_basis="responded")
            )
        assert (total(received).numerator, total(received).denominator) == (1, 2)
        assert (total(responded).numerator, total(responded).denominator) == (1, 1)
        assert received.definition.id == responded.definition.id == "CH02-1"
        assert received.definition.period_basis == "received"
        assert responded.definition.period_basis == "responded"

    def test_the_landlords_complaints_may_be_named_by_department(self) -> None:
        named = replace(self.HOMES, landlord_departments=("homes",))
        with facts_of([row("A1", department="homes"), row("A2", department="parks")]) as facts:
            assert total(measure(facts, "AR-15", period=YEAR, organisation=named)).numerator == 1

    def test_a_restructure_maps_last_years_complaints(self) -> None:
        """Registration moved from one directorate to another, which was renamed as well."""
        units = (
            Unit(
                "department",
                "environment-communities",
                "Environment",
                to_on=fri_31_march,
                successor="environment",
            ),
            Unit("department", "environment", "Environment and Neighbourhoods", from_on=date(2023, 4, 1)),
            Unit("department", "partnerships", "Partnerships", from_on=date(2023, 4, 1)),
            Unit("service", "registration", "Registration", "environment-communities", to_on=fri_31_march),
            Unit("service", "registration", "Registration", "partnerships", from_on=date(2023, 4, 1)),
        )
        rows = [
            row("L1", received_at="2022-07-04", department="environment-communities", service="registration"),
            row("L2", received_at="2022-07-04", department="environment-communities", service="parking"),
            row("T1", department="partnerships", service="registration"),
            row("T2", department="elsewhere"),
        ]
        with facts_of(rows) as facts:
            found = measure(
                facts,
                "AR-1",
                period=YEAR,
                by=("department",),
                previous=LAST_YEAR,
                organisation=Organisation("x", units=units),
            )
        cells = {cell.by["department"]: cell for cell in found.broken_down("department")}
        before = {code: cell.previous.numerator for code, cell in cells.items() if cell.previous}
        assert before == {"environment": 1, "partnerships": 1, "elsewhere": 0}
        assert found.notes == (
            "The department elsewhere is not in the organisation file on 2024-03-31; it is shown as it was recorded.",
        )

    FILE = """
name = "Invented"
[[department]]
code = "a"
label = "A"
to = 2023-03-31
successor = "b"
[[department]]
code = "b"
label = "B"
from = 2023-04-01
[[service]]
code = "s"
label = "S"
department = "a"
to = 2023-03-31
[[service]]
code = "s"
label = "S"
department = "b"
from = 2023-04-01
[[number]]
what = "homes"
count = 9_000
on = 2023-03-31
source = "register"
[labels.ward]
north = "North ward"
"""

    def test_a_file_is_read(self, tmp_path: Path) -> None:
        path = tmp_path / "organisation.toml"
        path.write_text(self.FILE)
        found = read_organisation(path)
        assert found.label("department", "a") == "A"
        assert found.label("ward", "north") == "North ward"
        assert found.label("ward", None) == "Not recorded"
        assert found.placed("department", on=mon_3_april)["a"].code == "b"
        assert found.placed("service", on=mon_3_april)["s"].department == "b"

    @pytest.mark.parametrize(
        ("was", "becomes", "says"),
        [
            ('department = "b"\nfrom = 2023-04-01', 'department = "b"\nfrom = 2023-03-31',
             "the service s stands twice on 2023-03-31, in a and in b"),
            ('successor = "b"', 'successor = "c"', "is followed by 'c', which is not there"),
            ('department = "a"', 'department = "c"', "belongs to 'c', which is no department"),
            ('label = "B"\nfrom = 2023-04-01', 'label = "B"\nto = 2024-03-31\nsuccessor = "a"', "lead in a circle"),
            ("to = 2023-03-31\nsuccessor", "successor", "has a successor and no last day"),
            ("count = 9_000", "count = 0", "must be more than nought"),
            ('what = "homes"', 'what = "houses"', "did you mean homes"),
            ('name = "Invented"', 'name = "Invented"\nch02_basis = "both"', 'write "received" or "responded"'),
            ('name = "Invented"', 'nam = "Invented"', "has 'nam', which is not known; did you mean name"),
            ("to = 2023-03-31", "to = 2023-03-31\nfrom = 2024-01-01", "before it begins"),
        ],
    )  # fmt: skip
    def test_what_is_wrong_with_a_file_is_told(
        self, tmp_path: Path, was: str, becomes: str, says: str
    ) -> None:
        path = tmp_path / "organisation.toml"
        assert was in self.FILE
        path.write_text(self.FILE.replace(was, becomes, 1))
        with pytest.raises(FactsError, match=says):
            read_organisation(path)


def test_every_definition_says_what_it_counts_and_where_that_comes_from() -> None:
    assert measures() == definitions()
    for one in definitions():
        assert one.source, one.id
        assert one.rule.endswith("."), one.id
        assert one.date_field in {column.name for column in schemas()[one.table].columns}
        assert (one.base is not None) is (one.kind is MeasureKind.SHARE), one.id
        assert bool(one.rounding) is (one.kind is MeasureKind.SHARE), one.id


def test_every_mark_is_used_by_a_figure() -> None:
    used = {(one.table, name) for one in definitions() for name in (*one.counted, *one.counted_of, one.known)}
    spoken = " ".join(mark.when for each in marks().values() for mark in each.values())
    unused = [
        name for table, each in marks().items() for name, mark in each.items()
        if (table, name) not in used and f"({mark.when})" not in spoken
    ]  # fmt: skip
    assert unused == []


def test_every_figure_of_the_annual_report_is_there() -> None:
    there = {other for one in definitions() for other in (one.id, *one.also)}
    assert {f"AR-{number}" for number in range(1, 21)} | {"AR-3a", "AR-3b"} <= there


def test_an_empty_period_has_noughts_and_no_percentages() -> None:
    empty = Period(date(2030, 1, 1), date(2030, 1, 31))
    with facts_of([row("A1")]) as facts:
        for found in measure_all(
            facts, (Asked("AR-1"), Asked("AR-3"), Asked("AR-10"), Asked("AR-13")), period=empty
        ):
            cell = total(found)
            assert cell.numerator == 0
            assert cell.percent is None
            assert cell.value is None
