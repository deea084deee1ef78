"""The checks of a report: each names what a published report got wrong, and is silent where it is right."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from putright.measures import (
    About,
    Asked,
    Cell,
    Check,
    Commentary,
    Counts,
    Facts,
    FactsError,
    Measured,
    TypedTable,
    measure,
    measure_all,
    run_checks,
)
from tests.putright.measures.made_facts import (
    LAST_YEAR,
    YEAR,
    adults,
    answered,
    facts_of,
    published,
    small_services,
)

REPORT = Path(__file__).resolve().parents[4] / "shared/documents/rbkc-annual-complaints-report-2023-24.txt"
HEADLINES = (
    "AR-1", "AR-2", "AR-3", "AR-4", "AR-6", "AR-6n", "AR-7", "AR-9", "AR-11", "AR-11a", "AR-12",
    "LG-1", "LG-2", "LG-2i", "LG-3", "LG-4",
)  # fmt: skip


@pytest.fixture(scope="module")
def facts() -> Iterator[Facts]:
    with facts_of(published()) as read:
        yield read


@pytest.fixture(scope="module")
def report(facts: Facts) -> tuple[Measured, ...]:
    broken_down = {
        "AR-3": (("department",),),
        "AR-6n": (("escalation_reasons",),),
        "AR-6": (("multi_service",),),
    }
    asked = tuple(Asked(name, broken_down.get(name, ())) for name in HEADLINES)
    return measure_all(facts, asked, period=YEAR, previous=LAST_YEAR)


def broken(checks: tuple[Check, ...]) -> set[str]:
    return {one.id for one in checks if not one.holds}


def says(checks: tuple[Check, ...], name: str) -> str:
    [found] = [one for one in checks if one.id == name]
    return found.says


def typed(report: tuple[Measured, ...], text: str, *about: str) -> tuple[Check, ...]:
    words = Commentary("Summary", text, tuple(About(one) for one in about))
    return run_checks(report, commentary=(words,))


def test_figures_by_definition_hold_to_every_check(report: tuple[Measured, ...]) -> None:
    checks = run_checks(report)
    assert [one.id for one in checks] == [f"I{number}" for number in range(1, 22)]
    assert broken(checks) == set()


RIGHT = [
    (
        "At stage 1, 74% (1,373 of 1,868) were answered on time, up from 66% (1,105 of 1,674) in 2022/23.",
        ("AR-3",),
    ),
    ("In 2022/23 66% (1,105) were answered on time; in 2023/24 74% (1,373). The target is 90%.", ("AR-3",)),
    ("We accepted 1,837 complaints in 2023/24, a rise of 10% from 1,674 in 2022/23.", ("AR-1",)),
    ("Upheld: 67% (1,252 of 1,868), an increase of 5 percentage points.", ("AR-7",)),
    ("The Ombudsman investigated 27 complaints and upheld 20 of those, 74%.", ("LG-2i", "LG-3")),
    ("401 complaints were escalated, 21% of the 1,868 answered; 356 in 2022/23.", ("AR-6",)),
    ("51 of 616 complaints that were not upheld were overturned (8%).", ("AR-9",)),
    ("We accepted 1,837 complaints and answered 1,868.", ("AR-1", "AR-3")),
    ("There were 285 compliments, 256 the year before.", ("AR-12",)),
    (
        "Nothing here is a number. On 3 May 2023, at stage 2, within 10 working days, see section 4.",
        ("AR-3",),
    ),
]


@pytest.mark.parametrize(("text", "about"), RIGHT)
def test_what_is_typed_as_it_is_passes(
    report: tuple[Measured, ...], text: str, about: tuple[str, ...]
) -> None:
    assert [one.says for one in typed(report, text, *about) if not one.holds] == []


WRONG = [
    # The same numerator over two bases.
    ("I1", "On time at stage 1 were 75% (1,373).", ("AR-3",), "75% is 1,373 of 1,837 (AR-1)"),
    # A share that belongs to the other year.
    ("I2", "In 2023/24, 66% of 1,674 were answered on time.", ("AR-3",), "said of 2023/24, which was 74%"),
    # A fall that was a rise.
    ("I2", "The number accepted fell to 1,837.", ("AR-1",), "there was no fall"),
    # One figure, another value.
    (
        "I3",
        "80% of cases were answered on time at stage 2, of 401.",
        ("AR-4",),
        "AR-4 Stage 2 answered on time is 79%",
    ),
    # Two bases, neither named.
    ("I4", "There were 1,837 in the year and 1,868 too.", ("AR-1", "AR-3"), "counted on different bases"),
    # Cut off, not rounded.
    ("I5", "The number rose by 9% to 1,837.", ("AR-1",), "the change is 10%, not 9%"),
    # A percentage alone.
    ("I6", "Overall, 67% of complaints were upheld.", ("AR-7",), "write 67% (1,252 of 1,868)"),
    # In line with what it does not match; and the same number as another figure a year before.
    (
        "I7",
        "1,105 actions were recorded, in line with the 67% of 1,868 upheld.",
        ("AR-7",),
        "1,105 is 59% of 1,868",
    ),
    ("I7", "1,105 actions were recorded.", ("AR-7",), "last year’s AR-3"),
    # Over a base that is not said.
    ("I8", "13% of those not upheld were overturned.", ("AR-9",), "13% would be 51 of 401"),
    # Stages as complaints.
    ("I10", "There were 2,238 complaints.", ("AR-1", "AR-6n"), "1,837 (Complaints accepted) and 401"),
    # Numbers of another extract.
    (
        "I13",
        "33 (35%) were about delay, 19 (20%) quality, 14 (15%) communication.",
        ("LG-1",),
        "are all of 93 to 95; the bases of the figures are 89",
    ),
    # One that fits nothing.
    ("I14", "1,373 (70%) were answered on time.", ("AR-3",), "1,373 is not 70%"),
    # Typed arithmetic.
    ("I15", "Adults received 10% (25 of 285).", ("AR-12",), "25 of 285 is 9%, not 10%"),
    # No number of 27 makes 55%.
    ("I16", "55% were upheld.", ("LG-3",), "74% (20 of 27)"),
    # Received this year and investigated this year are not one in the other.
    (
        "I21",
        "The Ombudsman received 89 and of those 27 were investigated.",
        ("LG-1", "LG-2i"),
        "is no part of",
    ),
]


@pytest.mark.parametrize(("check", "text", "about", "told"), WRONG)
def test_what_is_typed_wrongly_is_named(
    report: tuple[Measured, ...], check: str, text: str, about: tuple[str, ...], told: str
) -> None:
    checks = typed(report, text, *about)
    assert check in broken(checks), [one for one in checks if not one.holds]
    assert told in says(checks, check)


def test_points_that_are_called_per_cent_are_named(facts: Facts) -> None:
    """62% to 67% is 5 points and 8 per cent."""
    upheld = measure_all(facts, (Asked("AR-7"),), period=YEAR, previous=LAST_YEAR)
    assert "I18" in broken(typed(upheld, "The uphold rate saw a 5% increase.", "AR-7"))
    assert "I18" in broken(typed(upheld, "The uphold rate rose by 8 percentage points.", "AR-7"))
    assert "I18" not in broken(typed(upheld, "The uphold rate rose by 5 percentage points.", "AR-7"))
    assert "I18" not in broken(typed(upheld, "The uphold rate rose by 8%.", "AR-7"))


def test_a_department_called_growth_is_no_claim_of_a_rise(report: tuple[Measured, ...]) -> None:
    [found] = [one for one in report if one.definition.id == "AR-3"]
    fewer = Cell(
        40, 50, Decimal(80), by={"department": "Growth, Place"}, previous=Counts(45, 50, Decimal(90))
    )
    named = (replace(found, cells=(fewer,)),)
    about = (About("AR-3", ("department",), {"department": "Growth, Place"}),)

    def told(text: str) -> set[str]:
        return broken(run_checks(named, commentary=(Commentary("Summary", text, about),)))

    assert "I2" not in told("Growth, Place answered 80% (40 of 50) on time.")
    assert "I2" in told("There was growth at Growth, Place: 80% (40 of 50) on time.")


def test_words_of_a_share_and_of_its_count_may_go_opposite_ways(report: tuple[Measured, ...]) -> None:
    """Fewer in time, of fewer still: the share rose while the count fell."""
    [found] = [one for one in report if one.definition.id == "AR-4"]
    cell = Cell(348, 449, Decimal(78), previous=Counts(361, 472, Decimal(76)))
    fewer = (replace(found, cells=(cell,)),)
    right = "At stage 2, 78% (348 of 449) were answered on time, up from 76% (361 of 472)."
    assert "I2" not in broken(typed(fewer, right, "AR-4"))
    assert "I2" in broken(typed(fewer, "Answered on time at stage 2 rose to 348.", "AR-4"))
    worse = (replace(found, cells=(replace(cell, previous=Counts(361, 452, Decimal(80))),)),)
    assert "I2" in broken(typed(worse, "The share rose to 78% (348 of 449) from 80% (361 of 452).", "AR-4"))


def test_words_of_a_sum_and_of_how_many_there_were_may_go_opposite_ways(facts: Facts) -> None:
    found = measure(facts, "AR-13", period=YEAR)
    dearer = (
        replace(found, cells=(Cell(1, None, None, pence=232, previous=Counts(1, None, None, pence=130)),)),
    )
    assert "I2" not in broken(
        typed(dearer, "Paid to put things right: £2.32 on 1, up from £1.30 on 1.", "AR-13")
    )
    assert "I2" in broken(
        typed(dearer, "Paid to put things right: £2.32 on 1, down from £1.30 on 1.", "AR-13")
    )


def test_two_passages_that_say_the_opposite_are_named(report: tuple[Measured, ...]) -> None:
    words = (
        Commentary("3.7", "There was an increase in complaints.", (About("AR-1"),)),
        Commentary("3.16", "There was a decrease in complaints.", (About("AR-1"),)),
    )
    checks = run_checks(report, commentary=words)
    assert "3.7 says the opposite" in says(checks, "I17")
    agreeing = (words[0], replace(words[1], text="Complaints rose."))
    assert "I17" not in broken(run_checks(report, commentary=agreeing))


def test_two_readings_of_one_figure_are_not_printed_together(facts: Facts) -> None:
    both = measure_all(facts, (Asked("AR-6"), Asked("AR-6a")), period=YEAR)
    assert "print one of them" in says(run_checks(both), "I1")
    assert broken(run_checks(both[:1])) == set()


def test_one_figure_has_one_value(report: tuple[Measured, ...], facts: Facts) -> None:
    other = measure(facts, "AR-4", period=YEAR)
    assert broken(run_checks((*report, other))) == set()
    wrong = replace(other, cells=(Cell(321, 401),))
    assert "318 of 401" in says(run_checks((*report, wrong)), "I3")


def test_parts_that_do_not_add_up_are_named(report: tuple[Measured, ...]) -> None:
    [found] = [one for one in report if one.definition.id == "AR-3"]
    lost = replace(found, cells=found.cells[:-1])
    told = says(run_checks((lost,)), "I9")
    assert "its total is 1,373" in told
    assert "its base is 1,868" in told
    assert "its total was 1,105" in told


def test_more_rows_with_reasons_than_complaints_are_named(report: tuple[Measured, ...]) -> None:
    [found] = [one for one in report if one.definition.id == "AR-6n"]
    wrong = replace(found, recorded=(replace(found.recorded[0], rows=402),))
    assert broken(run_checks((wrong,))) == {"I9"}


def test_a_table_that_does_not_come_to_its_figure_is_named(report: tuple[Measured, ...]) -> None:
    right = TypedTable("3.12", (("upheld", 20), ("not upheld", 7)), total=27, about=About("LG-2i"))
    assert broken(run_checks(report, tables=(right,))) == set()
    wrong = replace(right, rows=(("upheld", 20), ("not upheld", 6)), total=26)
    assert "is 27" in says(run_checks(report, tables=(wrong,)), "I9")


def test_a_service_in_two_departments_is_named() -> None:
    rows = [
        answered("A1", date(2023, 5, 2), days=5, on_time=True, department="communities", service="dedicated"),
        answered("A2", date(2023, 5, 2), days=5, on_time=True, department="grenfell", service="dedicated"),
    ]
    with facts_of(rows) as facts:
        found = measure(facts, "AR-3", period=YEAR, by=("department", "service"))
    assert "the service dedicated in communities and in grenfell" in says(run_checks((found,)), "I11")
    with facts_of(small_services()) as facts:
        assert "I11" not in broken(
            run_checks((measure(facts, "AR-3", period=YEAR, by=("department", "service")),))
        )


def test_a_row_in_two_tables_is_named(report: tuple[Measured, ...]) -> None:
    tables = (
        TypedTable("T2", (("Allocations", 4), ("Dedicated Services", 2)), dimension="service"),
        TypedTable("T3", (("Registration", 3), ("Dedicated Service", 2)), dimension="service"),
    )
    assert "of T2 and of T3" in says(run_checks(report, tables=tables), "I11")
    apart = (tables[0], replace(tables[1], rows=(("Registration", 3),)))
    assert broken(run_checks(report, tables=apart)) == set()


def test_a_share_put_together_from_rounded_parts_is_named() -> None:
    with facts_of(adults()) as facts:
        found = measure_all(facts, (Asked("AD-5"), Asked("AD-5a")), period=YEAR)
    assert "I12" in broken(typed(found, "87% of 91 were answered within 20 working days.", "AD-5a"))
    assert broken(typed(found, "88% of 91 were answered within 20 working days.", "AD-5a")) == set()


def test_fewer_within_twenty_days_than_within_ten_are_named() -> None:
    with facts_of(adults()) as facts:
        ten, twenty = measure_all(facts, (Asked("AD-5"), Asked("AD-5a")), period=YEAR)
    assert broken(run_checks((ten, twenty))) == set()
    wrong = replace(twenty, cells=(replace(twenty.cells[0], numerator=60),))
    assert "cannot both be" in says(run_checks((ten, wrong)), "I12")


def test_a_note_from_a_draft_is_named(report: tuple[Measured, ...]) -> None:
    """One is said to be left out, and the table already comes to the whole."""
    table = TypedTable("Appendix B", (("upheld", 20), ("not upheld", 7)), total=27, left_out=1)
    assert "left out, and yet the rows add up to the whole 27" in says(
        run_checks(report, tables=(table,)), "I19"
    )
    wrong = replace(table, left_out=0, total=28)
    assert "the rows add up to 27; the total says 28" in says(run_checks(report, tables=(wrong,)), "I19")
    right = replace(table, rows=(("upheld", 19), ("not upheld", 7)))
    assert broken(run_checks(report, tables=(right,))) == set()


def test_sections_out_of_order_and_references_to_none_are_named(report: tuple[Measured, ...]) -> None:
    words = (Commentary("4.3", "Section 6 sets out the priorities.", (About("AR-3"),)),)
    headings = ("1", "1.1", "1.2", "2", "2.1", "3", "3.1", "3.1.1", "3.2", "4", "5", "5.13")
    told = says(run_checks(report, headings=headings, commentary=words), "I20")
    assert "section 5.13 comes after 5" in told
    assert "4.3 refers to section 6, which is not there" in told
    right = (*headings[:-1], "5.1", "6")
    assert broken(run_checks(report, headings=right, commentary=words)) == set()


def test_hidden_and_absent_figures_break_no_check(facts: Facts) -> None:
    found = measure_all(facts, (Asked("AR-14"), Asked("AR-1", (("ward",),))), period=YEAR, previous=LAST_YEAR)
    assert found[0].absent
    assert broken(run_checks(found)) == set()
    assert broken(typed(found, "75% of 12 actions were done.", "AR-14")) == set()


def test_words_about_a_figure_that_was_not_measured_are_refused(report: tuple[Measured, ...]) -> None:
    with pytest.raises(FactsError, match="about AR-19, which was not measured"):
        typed(report, "2% were repeats.", "AR-19")


def test_one_cell_of_a_breakdown_can_be_meant(report: tuple[Measured, ...]) -> None:
    cell = About("AR-6", codes={"multi_service": "true"})
    right = Commentary("3.23", "There were 51; 8 (16%) were escalated.", (cell,))
    assert broken(run_checks(report, commentary=(right,))) == set()
    wrong = replace(right, text="There were 51; 8 (57%) were escalated.")
    assert "8 is not 57%" in says(run_checks(report, commentary=(wrong,)), "I14")


PIECES = (
    "74%", "74", "1,373", "1,868", "of", "(", ")", "0", "0%", "999999999999999999", "of those", "rose by", "fell",
    "points", "2022/23", "2023/24", "in line with", "complaints", "section 9.9", ". ", "; ", "%", "per cent", "-", "£5",
    "0 of 0", "١٢", "\n",
)  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(PIECES), max_size=25), st.text(max_size=40))
def test_no_text_stops_the_checks(report: tuple[Measured, ...], pieces: list[str], other: str) -> None:
    about = tuple(About(one) for one in ("AR-1", "AR-3", "AR-6", "LG-2i"))
    words = (
        Commentary("1", " ".join(pieces), about),
        Commentary("2", other, about),
        Commentary("3", "".join(pieces)),
    )
    assert len(run_checks(report, commentary=words, headings=("1", "A", "", other))) == 21


class TestPublishedReport:
    """The words of the report itself, held against its own counts. Collected only where the documents are."""

    __test__ = REPORT.is_file()
    PARAGRAPHS = (
        ("1.3", {"I1", "I3", "I8"}, ("AR-3", "AR-4")),
        ("1.4", {"I5"}, ("AR-1",)),
        ("1.6", {"I1", "I14", "I2"}, ("AR-6",)),
        ("3.9", set(), ("AR-3",)),
        ("3.17", {"I1", "I14", "I2"}, ("AR-6",)),
        ("4.1", {"I7"}, ("AR-7", "AR-11")),
        ("4.3", {"I3", "I8"}, ("AR-3", "AR-4")),
    )

    def paragraph(self, number: str) -> str:
        text = REPORT.read_text(encoding="utf-8")
        [found] = [line for line in text.splitlines() if line.removeprefix("- ").startswith(f"{number}. ")]
        return found.removeprefix("- ").removeprefix(f"{number}. ")

    @pytest.mark.parametrize(("number", "expected", "about"), PARAGRAPHS)
    def test_what_it_contradicts_is_named(
        self,
        facts: Facts,
        report: tuple[Measured, ...],
        number: str,
        expected: set[str],
        about: tuple[str, ...],
    ) -> None:
        words = Commentary(number, self.paragraph(number), tuple(About(one) for one in about))
        found = broken(run_checks(report, commentary=(words,)))
        if expected:
            assert found & expected
        else:
            assert found == set()
