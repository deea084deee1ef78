"""A report of another nation tells of its own Ombudsman and names none of England's; England's is as it was."""

import io
import json
import re
from dataclasses import replace

import pytest

from putright.calendars import Nation
from putright.measures import Organisation, Period, read_facts
from putright.procedures import load_procedures
from putright.reports import (
    REPORTS,
    ReportError,
    RulesChanged,
    build,
    count,
    drafted,
    from_stored,
    rendered,
    reports_in,
    template_in,
    to_data,
    to_stored,
)
from putright.reports.rendering import form_named
from putright.vocabulary import OmbudsmanBody
from tests.putright.reports.sampled import YEAR, facts_of

OF_ENGLAND = re.compile(
    r"Local Government and Social Care Ombudsman|Housing Ombudsman|\bLGSCO\b|\bHOS\b|Ombudsmen\b",
    re.IGNORECASE,
)
YEAR_OF_FACTS = Period.year("2023-24")
WORKED = """\
reference,kind,procedure,department,received_at,accepted,stage_1_due_on,stage_1_responded_on,stage_1_outcome,\
closed_on,ombudsman_body,ombudsman_received_on,ombudsman_decided_on,ombudsman_outcome
A-1,complaint,{key},Roads,2023-07-03,yes,2023-07-10,2023-07-10,upheld,2023-07-10,{body},2023-08-01,2023-10-02,upheld
A-2,complaint,{key},Roads,2023-07-04,yes,2023-07-11,2023-07-12,not_upheld,2023-07-12,{body},2023-08-01,2023-10-03,partly_upheld
A-3,complaint,{key},Bins,2023-07-05,yes,2023-07-12,2023-07-12,upheld,2023-07-12,{body},2023-08-02,2023-10-04,not_upheld
A-4,complaint,{key},Bins,2023-07-06,yes,2023-07-13,2023-07-13,upheld,2023-07-13,{body},2023-08-02,,
A-5,complaint,{key},Bins,2023-07-07,yes,2023-07-14,2023-07-14,not_upheld,2023-07-14,,,,
"""
ELSEWHERE = {
    Nation.SCOTLAND: ("spso", OmbudsmanBody.SPSO),
    Nation.WALES: ("psow", OmbudsmanBody.PSOW),
    Nation.NORTHERN_IRELAND: ("nipso", OmbudsmanBody.NIPSO),
}


def council(nation):
    """An invented council of the nation."""
    return Organisation("Rannoch Council", nation.division, nation=nation)


def facts_in(nation):
    """Five complaints, four of them with the Ombudsman, three of these decided and two upheld."""
    body, ombudsman = ELSEWHERE[nation]
    key = max(one for one in load_procedures() if one.startswith(f"{body}/"))
    return read_facts(io.BytesIO(WORKED.format(key=key, body=ombudsman.value).encode()))


def counted_in(nation, name="annual"):
    """What is counted for the report of these facts."""
    with facts_in(nation) as facts:
        return count(name, facts, period=YEAR_OF_FACTS, organisation=council(nation))


def words_of(report):
    """Everything the sections say, without their tables."""
    return " ".join(sentence.words for section in report.sections for sentence in section.sentences)


@pytest.mark.parametrize("name", ["annual", "committee-quarter", "model-procedure"])
@pytest.mark.parametrize("nation", ELSEWHERE)
def test_no_form_of_it_names_an_ombudsman_of_england(nation, name):
    made = drafted(counted_in(nation, name))
    for form in ("html", "json"):
        assert not OF_ENGLAND.findall(rendered(made, form_named(form)).decode()), form
    assert not OF_ENGLAND.search(json.dumps([one.asks for one in template_in(name, nation).sections]))


@pytest.mark.parametrize(("nation", "label"), [(one, body.label) for one, (_, body) in ELSEWHERE.items()])
def test_its_own_ombudsman_is_named_with_its_figures(nation, label):
    annual = drafted(counted_in(nation))
    assert f"The {label} received 4 complaints about us and decided 3." in words_of(annual)
    assert "Of those it investigated to an outcome it upheld 2 of 3." in words_of(annual)
    tables = {table.id: table for section in annual.sections for table in section.tables}
    assert {"ombudsman", "ombudsman-outcomes", "questions-of-the-ombudsman"} <= set(tables)
    assert not {"lgsco", "lgsco-by-department", "hos"} & set(tables)
    assert not [one for one in to_data(annual)["measures"] if one["id"].startswith(("LG-", "HO-"))]
    committee = words_of(drafted(counted_in(nation, "committee-quarter")))
    assert (
        f"The {label} decided 3 complaints; of those it investigated to an outcome it upheld 2 of 3."
        in committee
    )


def test_what_only_the_codes_of_england_ask_for_waits_for_no_words_elsewhere():
    made = drafted(counted_in(Nation.WALES))
    assert not [one.key for one in made.sections if one.asks]
    asked = {one.key for one in template_in("annual", Nation.ENGLAND).sections if one.asks}
    assert asked == {"non-compliance", "governing-body"}


def test_a_source_that_does_not_bind_is_not_given_and_that_is_said():
    there = {one.definition.id: one.definition for one in drafted(counted_in(Nation.SCOTLAND)).measures}
    assert there["AR-3"].source == (
        "without extensions as own policy; our own counting here: the Code it is from is of England and does not bind"
    )
    assert there["ON-1"].source == "SPSO, PSOW and NIPSO, yearly statistics"


@pytest.mark.parametrize("name", [one for one in REPORTS if one != "model-procedure"])
def test_england_is_the_same_whether_it_is_said_or_not(name):
    said = council(Nation.ENGLAND)
    with facts_of(YEAR) as facts:
        told, untold = (
            build(name, facts, period=YEAR, organisation=one) for one in (said, replace(said, nation=None))
        )
    for form in ("html", "json", "csv"):
        assert rendered(told, form_named(form)) == rendered(untold, form_named(form))


def test_england_has_the_sections_it_had():
    keys = [one.key for one in template_in("annual", None).sections]
    assert keys == [
        "summary", "volume", "refused", "timeliness", "escalation", "outcomes", "causes", "learning", "remedies",
        "ombudsmen", "compliments", "non-compliance", "governing-body",
    ]  # fmt: skip
    assert [one.key for one in template_in("committee-quarter", None).sections] == [
        "volume", "departments", "ombudsmen",
    ]  # fmt: skip


@pytest.mark.parametrize("nation", ELSEWHERE)
def test_a_report_on_what_binds_in_england_alone_is_refused_elsewhere(nation):
    assert reports_in(nation) == ("annual", "committee-quarter", "model-procedure")
    assert "model-procedure" not in reports_in(Nation.ENGLAND)
    assert reports_in(None) == REPORTS
    with facts_in(nation) as facts, pytest.raises(ReportError, match="does not bind in") as refused:
        build("self-assessment", facts, period=YEAR_OF_FACTS, organisation=council(nation))
    assert str(refused.value).endswith("make one of annual, committee-quarter, model-procedure")


def test_what_was_counted_keeps_its_nation():
    counted = counted_in(Nation.SCOTLAND)
    stored = json.loads(json.dumps(to_stored(counted)))
    again = from_stored(stored)
    assert again.nation is Nation.SCOTLAND
    assert to_data(drafted(again)) == to_data(drafted(counted))
    with pytest.raises(RulesChanged):
        from_stored({**stored, "nation": "england"})
