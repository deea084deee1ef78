"""Every report is data: its measures and breakdowns exist, and no sentence has a number of its own."""

import pytest

from putright.measures import definition
from putright.measures.asking import check_breakdown
from putright.procedures import load_procedures
from putright.reports import templates
from putright.reports.report import ReportError
from putright.reports.templates import PROCEDURE, REPORTS, load_templates, places, template

ASKS = {"change", "previous", "most", "least", "figure"}


@pytest.mark.parametrize("name", REPORTS)
def test_a_report_asks_only_for_figures_there_are(name):
    for measure, by in template(name).asked():
        found = definition(measure)
        if by and by != PROCEDURE:
            check_breakdown(found, (by,))


@pytest.mark.parametrize("name", REPORTS)
def test_no_two_tables_of_a_report_share_an_id(name):
    ids = [table.id for section in template(name).sections for table in section.tables]
    assert len(ids) == len(set(ids))
    keys = [section.key for section in template(name).sections]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("name", REPORTS)
def test_every_placeholder_asks_for_something_that_can_be_answered(name):
    for section in template(name).sections:
        for place in (one for wordings in section.words for words in wordings for one in places(words)):
            if place.measure is None:
                continue
            if len(place.asks) == 2 and "figure" not in place.asks:
                continue
            assert set(place.asks) <= ASKS, place.written
            assert not ({"most", "least"} & set(place.asks)) or place.by, place.written


def test_a_self_assessment_names_provisions_of_its_codes():
    for key, provisions in template("self-assessment").provisions.items():
        for one in provisions:
            assert load_procedures()[key].provision(one.number), f"{key} {one.number}"


def test_a_typed_number_in_a_sentence_is_refused(monkeypatch, tmp_path):
    folder = tmp_path / "shipped" / "annual"
    folder.mkdir(parents=True)
    (folder / "report.toml").write_text(
        'title = "A"\nsays = "B"\n[[section]]\nkey = "a"\ntitle = "A"\nwords = ["We answered 74% at stage 1."]\n'
    )
    monkeypatch.setattr(templates, "files", lambda package: tmp_path)
    load_templates.cache_clear()
    with pytest.raises(ReportError, match="has a typed number; take it from a cell"):
        template("annual")
    load_templates.cache_clear()


def test_a_report_there_is_not_is_answered_with_those_there_are():
    with pytest.raises(ReportError, match="'anual' is no report; did you mean annual"):
        template("anual")
