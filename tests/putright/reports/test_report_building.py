"""A report is made of cells alone, and one that contradicts itself is not made."""

import io
import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from putright.measures import MeasureKind, Period, read_facts
from putright.procedures import load_procedures
from putright.reports import (
    REPORTS,
    Answer,
    Comparison,
    Contradiction,
    Figure,
    ProvisionWords,
    ReportError,
    SectionWords,
    Written,
    WrittenWords,
    build,
    read_published,
    to_data,
)
from tests.putright.reports.sampled import YEAR, facts_of, sampled_report

GOLDEN = Path(__file__).parent / "golden" / "committee-quarter.json"
QUARTER = Period(date(2024, 1, 1), date(2024, 3, 31))
HOS = "housing-ombudsman/2024-04-01"
# Two departments, twelve contacts. Housing answers three of four on time, one of them only with its extension;
# Streets two of five; one is refused, one withdrawn, one a compliment.
SMALL = """\
reference,kind,procedure,department,received_at,accepted,rejection_reason,stage_1_due_on,stage_1_extended_to,\
stage_1_responded_on,stage_1_outcome,escalated_on,stage_2_due_on,stage_2_extended_to,stage_2_responded_on,\
stage_2_outcome,withdrawn_on,closed_on,learning_actions,remedy_paid_pence
H-1,complaint,housing-ombudsman/2024-04-01,Housing,2024-01-02,yes,,2024-01-16,,2024-01-16,upheld,,,,,,,2024-01-16,1,10000
H-2,complaint,housing-ombudsman/2024-04-01,Housing,2024-01-03,yes,,2024-01-17,,2024-01-10,not_upheld,2024-01-12,2024-02-09,,2024-02-09,upheld,,2024-02-09,1,
H-3,complaint,housing-ombudsman/2024-04-01,Housing,2024-01-04,yes,,2024-01-18,2024-02-01,2024-01-30,partly_upheld,,,,,,,2024-01-30,0,
H-4,complaint,housing-ombudsman/2024-04-01,Housing,2024-01-05,yes,,2024-01-19,,2024-01-22,not_upheld,,,,,,,2024-01-22,0,
S-1,complaint,lgsco/2024-02-01,Streets,2024-01-08,yes,,2024-01-22,,2024-01-22,upheld,,,,,,,2024-01-22,1,
S-2,complaint,lgsco/2024-02-01,Streets,2024-01-09,yes,,2024-01-23,,2024-01-23,upheld,,,,,,,2024-01-23,0,
S-3,complaint,lgsco/2024-02-01,Streets,2024-01-10,yes,,2024-01-24,,2024-01-31,not_upheld,,,,,,,2024-01-31,0,
S-4,complaint,lgsco/2024-02-01,Streets,2024-01-11,yes,,2024-01-25,,2024-02-01,not_upheld,,,,,,,2024-02-01,0,
S-5,complaint,lgsco/2024-02-01,Streets,2024-01-12,yes,,2024-01-26,,2024-02-02,not_upheld,,,,,,,2024-02-02,0,
S-6,complaint,lgsco/2024-02-01,Streets,2024-01-15,yes,,2024-01-29,,,,,,,,,2024-01-17,2024-01-17,,
S-7,complaint,lgsco/2024-02-01,Streets,2024-01-16,no,duplicate,,,,,,,,,,,,,
S-8,compliment,,Streets,2024-01-17,,,,,,,,,,,,,,,
"""
NUMBER = re.compile(r"\d[\d,.]*\d|\d")
NOT_FIGURES = re.compile(r"\b[Ss]tage [123]\b|\b20\d\d-\d\d\b|\b1 [A-Z][a-z]{2} 20\d\d to .*? 20\d\d")


def small():
    return read_facts(io.BytesIO(SMALL.encode("utf-8")))


def made(name="committee-quarter", **given):
    with small() as facts:
        return build(name, facts, period=QUARTER, name="Alderwick", **given)


def words_of(report, key):
    return next(section.words for section in report.sections if section.key == key)


def test_a_small_report_says_what_its_rows_say():
    report = made()
    assert words_of(report, "volume") == (
        "We accepted 10 complaints.",
        "At stage 1, 55.6% (5 of 9) were answered on time with extensions counted; at stage 2 it was 1 of 1.",
        "At the end of the period 0 complaints stood open and late at stage 1.",
    )
    assert words_of(report, "departments") == (
        "The latest department at stage 1, extensions counted, was Streets: 40.0% (2 of 5).",
    )
    headlines = {row.head: row.entries[0].words for row in report.tables[0].rows}
    assert headlines["Complaints not accepted (AR-2)"] == "9.1% (1 of 11)"
    assert headlines["Overturned at stage 2 (AR-9)"] == "20.0% (1 of 5)"
    assert headlines["Paid to put things right (AR-13)"] == "£100 on 1"
    assert headlines["Ombudsman’s questions answered by the given date (AR-17)"] == "not in these facts"
    by_department = {row.head: row.entries[0].words for row in report.tables[1].rows}
    assert by_department == {"Housing": "3 of 4", "Streets": "40.0% (2 of 5)", "All": "55.6% (5 of 9)"}


def test_the_small_report_is_the_golden_one():
    """After reading what changed: `putright report committee-quarter` over SMALL, as JSON, is the new file."""
    assert to_data(made()) == json.loads(GOLDEN.read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", REPORTS)
def test_every_number_in_the_words_is_in_a_cell(name):
    report = sampled_report(name)
    cells = {
        number
        for measured in report.measures
        for cell in measured.cells
        for counts in (cell, cell.previous)
        if counts
        for value in (counts.numerator, counts.denominator, counts.percent, counts.rate, counts.pence)
        if value is not None
        for number in (f"{value:,}", f"{value / 100:,.0f}", f"{value / 100:,.2f}")
    }
    for section in report.sections:
        for words in section.words:
            for number in NUMBER.findall(NOT_FIGURES.sub("", words)):
                assert number in cells, words


@pytest.mark.parametrize("name", REPORTS)
def test_every_figure_states_its_count_and_its_base(name):
    for table in sampled_report(name).tables:
        for row in table.rows:
            for column, entry in zip(table.columns[1:], row.entries, strict=True):
                if isinstance(entry, Figure) and entry.counts and entry.counts.denominator and column.measure:
                    assert f"{entry.counts.numerator:,} of {entry.counts.denominator:,}" in entry.words


@pytest.mark.parametrize("name", REPORTS)
def test_every_table_names_the_measures_it_is_made_of(name):
    report = sampled_report(name)
    known = {measured.definition.id for measured in report.measures}
    for table in report.tables:
        assert set(table.measures) <= known
        for measure in table.measures:
            printed = [*table.notes, *(row.head for row in table.rows)]
            assert any(f"({measure})" in one for one in printed) or "assessment" in name


def test_a_chart_draws_the_figures_of_its_table():
    for section in sampled_report("annual").sections:
        for chart in section.charts:
            table = next(table for table in section.tables if table.id == chart.table)
            printed = {entry.words for row in table.rows for entry in row.entries}
            assert chart.points
            assert {point.words for point in chart.points} <= printed
            assert all(point.words in chart.says for point in chart.points)


def test_the_months_of_both_years_stand_side_by_side():
    table = next(one for one in sampled_report("annual").tables if one.id == "accepted-by-month")
    assert [row.head for row in table.rows][:3] == ["April", "May", "June"]
    assert len(table.rows) == 13
    for place in (0, 1):
        months = [row.entries[place].counts.numerator for row in table.rows[:-1]]
        assert sum(months) == table.rows[-1].entries[place].counts.numerator


def test_reasons_print_both_their_number_and_that_of_the_complaints():
    table = next(one for one in sampled_report("annual").tables if one.id == "escalation-reasons")
    assert re.search(r"\d+ values are recorded on \d+ rows", " ".join(table.notes))
    assert not any(row.is_total for row in table.rows)


def test_nothing_is_compared_where_there_is_no_earlier_period():
    report = made("annual")
    assert report.previous is None
    assert all(len(table.columns) >= 2 for table in report.tables)
    assert not any("from" in words for words in words_of(report, "summary"))


def commented(words, section="volume", about=()):
    return WrittenWords({section: SectionWords(Written((words,)), about)})


def test_words_that_fit_the_figures_are_printed():
    report = made(commentary=commented("We accepted 10 complaints."))
    assert report.sections[0].written.paragraphs == ("We accepted 10 complaints.",)


def test_a_typed_percentage_that_is_no_figure_stops_the_report():
    with pytest.raises(Contradiction) as raised:
        made(commentary=commented("75% were answered on time.", about=("AR-3a",)))
    assert any("75%" in check.says for check in raised.value.checks)
    assert all(not check.holds for check in raised.value.checks)


def test_a_rise_that_was_a_fall_stops_the_report():
    words = commented("The share answered on time at stage 2 has increased.", "timeliness", ("AR-4a",))
    cell = next(one for one in sampled_report("annual").measures if one.definition.id == "AR-4a").total
    assert cell.percent < cell.previous.percent
    with facts_of(YEAR) as facts, facts_of(YEAR.before) as earlier, pytest.raises(Contradiction):
        build(
            "annual",
            facts,
            period=YEAR,
            previous=Comparison(YEAR.before, earlier),
            name="A",
            commentary=words,
        )


def test_what_was_published_otherwise_is_marked_as_restated():
    with facts_of(YEAR.before) as earlier:
        published = to_data(build("annual", earlier, period=YEAR.before, name="A"))
    on_time = next(one for one in published["measures"] if one["id"] == "AR-3a")["cells"][0]
    then = on_time["numerator"]
    on_time["numerator"] -= 1
    restated = read_published(published, where="last.json", previous=YEAR.before)
    with facts_of(YEAR) as facts, facts_of(YEAR.before) as earlier:
        report = build(
            "annual",
            facts,
            period=YEAR,
            previous=Comparison(YEAR.before, earlier),
            name="A",
            restated=restated,
        )
    marked = {
        entry.mark for table in report.tables for row in table.rows for entry in row.entries if entry.mark
    }
    assert marked == {f"restated; published as {then - 1:,} of {on_time['denominator']:,}"}


@pytest.mark.parametrize(
    "document", [[], {}, {"period": {"from": "2023"}}, "a", {"period": None, "measures": []}]
)
def test_a_file_that_is_no_report_cannot_be_compared_with(document):
    with pytest.raises(ReportError, match=r"last.json is no report of ours"):
        read_published(document, where="last.json", previous=YEAR.before)


def test_a_published_report_of_another_period_is_refused():
    document = {"period": {"from": "2021-04-01", "to": "2022-03-31"}, "measures": []}
    with pytest.raises(ReportError, match="give the report on that period"):
        read_published(document, where="last.json", previous=YEAR.before)


def assessed(**words):
    given = {(HOS, number): one for number, one in words.items()}
    return made("self-assessment", procedures=(HOS,), commentary=WrittenWords({}, given))


def row_of(report, number):
    return next(row for table in report.tables for row in table.rows if row.head == number)


def test_a_self_assessment_shows_what_the_record_shows_of_its_own_code_alone():
    report = assessed()
    asks, record, answer = row_of(report, "6.3").entries
    assert asks.endswith("(must)")
    assert record.split("\n") == [
        "Stage 1 answered on time, extensions counted: 3 of 4.",
        "Not met: H-4.",
    ]
    assert answer == "To be answered."
    assert row_of(report, "3.3").entries[1] == "For a person to state."
    assert (
        row_of(report, "6.14").entries[1].startswith("Stage 2 answered on time, extensions counted: 1 of 1.")
    )
    numbers = [row.head for table in report.tables for row in table.rows]
    assert numbers == [one.number for one in load_procedures()[HOS].provisions]


def test_an_answer_no_needs_the_day_it_will_be_met():
    with pytest.raises(
        Contradiction, match=r"6.3 is answered no without the day it will be met; give target_on"
    ):
        assessed(**{"6.3": ProvisionWords(Answer.NO)})
    report = assessed(**{"6.3": ProvisionWords(Answer.NO, "Late in winter.", date(2024, 12, 31))})
    assert row_of(report, "6.3").entries[2] == "No, to be met by 31 December 2024\nLate in winter."


def test_a_plain_yes_beside_a_record_that_shows_otherwise_is_not_made():
    with pytest.raises(Contradiction, match=r"6.3 is answered yes and the record shows otherwise"):
        assessed(**{"6.3": ProvisionWords(Answer.YES)})
    assessed(**{"6.3": ProvisionWords(Answer.YES, "One complaint was answered a day late while we moved.")})
    assessed(**{"6.14": ProvisionWords(Answer.YES)})


def test_a_code_the_report_does_not_know_is_refused():
    with pytest.raises(ReportError, match=r"does not assess 'children-act/2006-09-01'; it assesses housing"):
        made("self-assessment", procedures=("children-act/2006-09-01",))


def test_money_and_spreads_are_told_apart_from_counts():
    kinds = {one.definition.kind for one in sampled_report("annual").measures}
    assert {MeasureKind.MONEY, MeasureKind.SPREAD, MeasureKind.SHARE, MeasureKind.COUNT} <= kinds


def test_a_report_is_frozen():
    with pytest.raises(AttributeError):
        made().title = "Another"
    assert replace(made(), title="Another").title == "Another"


def test_a_section_nobody_wrote_for_is_asked_for_or_left_out():
    sections = {section.key: section for section in made("adults-annual").sections}
    assert sections["improvements"].to_be_written.startswith("what was improved")
    assert "introduction" not in {section.key for section in assessed().sections}
    words = commented("We looked at every provision anew.", "introduction")
    assert made("self-assessment", commentary=words).sections[0].key == "introduction"


def test_words_may_be_about_one_cell_alone():
    about = ("AR-3a.department=Streets",)
    made(commentary=commented("Streets answered 40% (2 of 5) on time.", about=about))
    with pytest.raises(Contradiction):
        made(commentary=commented("Streets answered 75% (3 of 4) on time.", about=about))


def test_a_period_without_a_row_says_so():
    with small() as facts:
        report = build("annual", facts, period=Period.year("2030-31"), name="Alderwick")
    assert "No row of these facts falls into the period; every figure is nought." in report.basis
    assert not any("No row" in line for line in made("annual").basis)


def test_what_was_left_out_of_either_file_is_counted():
    broken = SMALL.replace("2024-01-02", "the second")
    with (
        read_facts(io.BytesIO(broken.encode("utf-8")), skip_bad=True) as facts,
        read_facts(io.BytesIO(broken.encode("utf-8")), skip_bad=True) as earlier,
    ):
        compared = Comparison(QUARTER.before, earlier)
        report = build("annual", facts, period=QUARTER, previous=compared, name="Alderwick")
    assert "Left out of the facts, because they could not be read: 1 row." in report.basis
    assert (
        "Left out of the facts of the earlier period, because they could not be read: 1 row." in report.basis
    )
    assert [row.line for row in report.left_out] == [2]
