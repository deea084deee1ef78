"""What was counted for a report is kept and read back, and the report made of it is the same."""

import json

import pytest

from putright.measures import definition
from putright.reports import (
    FORMS,
    NOTHING_WRITTEN,
    REPORTS,
    Comparison,
    ReportError,
    RulesChanged,
    SectionWords,
    Written,
    WrittenWords,
    build,
    count,
    drafted,
    drawn_charts,
    from_stored,
    rendered,
    report_body,
    to_stored,
    version_of,
)
from tests.putright.reports.sampled import YEAR, facts_of


@pytest.fixture(scope="module")
def facts():
    with facts_of(YEAR) as found:
        yield found


def kept(counted):
    return from_stored(json.loads(json.dumps(to_stored(counted), sort_keys=True)))


@pytest.mark.parametrize("name", REPORTS)
def test_the_report_of_what_was_kept_is_the_report(facts, name):
    before = Comparison(YEAR.before, facts)
    counted = count(name, facts, period=YEAR, previous=before, name="Alderwick")
    assert drafted(kept(counted)) == build(name, facts, period=YEAR, previous=before, name="Alderwick")


def test_words_that_contradict_are_told_and_nothing_is_lost(facts):
    counted = kept(count("annual", facts, period=YEAR, name="Alderwick"))
    words = WrittenWords({"timeliness": SectionWords(Written(("Stage 1 was on time in 99% of cases.",)))})
    made = drafted(counted, words)
    assert [check for check in made.failed if "99%" in check.says]
    assert not drafted(counted, NOTHING_WRITTEN).failed


@pytest.mark.parametrize("place", ["template", "version"])
def test_what_was_counted_on_other_rules_is_not_read(facts, place):
    stored = to_stored(count("committee-quarter", facts, period=YEAR, name="Alderwick"))
    if place == "template":
        stored["template"] = "another"
    else:
        stored["measured"][0][1]["version"] = "another"
    with pytest.raises(RulesChanged, match="make it anew") as told:
        from_stored(stored)
    assert isinstance(told.value, ReportError)


def test_each_figure_has_a_version_of_its_own():
    assert len({version_of(definition(one)) for one in ("AR-1", "AR-2", "AR-3a")}) == 3


def test_the_page_of_the_service_says_what_the_page_says(facts):
    made = drafted(count("committee-quarter", facts, period=YEAR, name="Alderwick"))
    [page] = [form for form in FORMS if form.key == "html"]
    assert report_body(made, drawn_charts(made)) in rendered(made, page).decode()
