"""The page of reports offers what fits the nation, and what it makes names no Ombudsman of another one."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from django.test import Client

from casework.insight.reporting import known_as, make_report
from casework.insight.structure import as_toml, measured_as
from casework.people.models import Officer
from casework.people.nation import nation_of
from casework.published import preparing
from casework.published.errors import ReportRefused
from casework.published.models import PreparedReport
from casework.published.queries import whole_draft
from putright.calendars import Nation
from putright.measures import Organisation, Period, read_organisation
from putright.reports import rendered
from putright.reports.rendering import form_named
from tests.casework import made
from tests.casework.insight.test_reporting import both
from tests.casework.made import Officers, at
from tests.casework.nations import set_up
from tests.casework.published import reporting_on as on

pytestmark = pytest.mark.django_db(transaction=True)
mon_1_july = date(2024, 7, 1)
tue_9_july = date(2024, 7, 9)
YEAR = Period.year("2024-25")
OF_ENGLAND = re.compile(r"Local Government and Social Care Ombudsman|Housing Ombudsman|\bLGSCO\b|\bHOS\b")
PLACES = {"scotland": "spso", "wales": "psow"}
CHOSEN = {"report": "annual", "when": "year", "year": "2024-25", "compare": "on"}


def council(tmp_path: Path, nation: str) -> set_up.Council:
    """A council of the nation with one complaint."""
    made_of = set_up.council(tmp_path, "Rannoch", on=mon_1_july, nation=nation, procedures=[PLACES[nation]])
    version = {"spso": "spso/2021-04-01", "psow": "psow/2021-04-01"}[PLACES[nation]]
    set_up.complained(made_of, version, at(tue_9_july))
    return made_of


def logged_in(by: Officer) -> Client:
    browser = Client()
    browser.force_login(by, backend="django.contrib.auth.backends.ModelBackend")
    return browser


def offered(browser: Client) -> set[str]:
    """The reports the page lets one choose."""
    inputs = re.findall(r"<input[^>]*>", browser.get("/reports/new").content.decode())
    return {re.findall(r'value="([^"]*)"', one)[0] for one in inputs if 'name="report"' in one}


@pytest.mark.parametrize("nation", PLACES)
def test_the_page_offers_what_fits_and_makes_it(tmp_path: Path, nation: str) -> None:
    there = council(tmp_path, nation)
    browser = logged_in(there.first)
    assert offered(browser) == {"annual", "committee-quarter", "model-procedure"}
    page = browser.get("/reports/new").content.decode()
    assert "Codes, for a self-assessment" not in page
    assert not OF_ENGLAND.search(page)
    answer = browser.post("/reports/new", CHOSEN)
    assert answer.status_code == 302
    on.worked()
    prepared = PreparedReport.objects.latest("pk")
    _, contents, body = whole_draft(there.first, prepared.pk)
    assert ("ombudsman", "The Ombudsman") in contents
    assert not OF_ENGLAND.search(body)
    assert browser.get(f"/reports/{prepared.pk}/sections/ombudsman").status_code == 200
    assert browser.get(f"/reports/{prepared.pk}/sections/ombudsmen").status_code == 404


def test_a_self_assessment_cannot_be_begun_where_no_code_of_england_binds(tmp_path: Path) -> None:
    there = council(tmp_path, "scotland")
    with pytest.raises(ReportRefused, match="does not bind in Scotland"):
        preparing.begin(preparing.Choice("self-assessment", YEAR), by=there.first, now=on.NOW)
    assert not PreparedReport.objects.exists()


def test_england_is_offered_what_it_was_but_the_indicators_of_the_others(officers: Officers) -> None:
    browser = logged_in(officers.asha)
    assert offered(browser) == {
        "annual", "tenant-satisfaction", "committee-quarter", "children-annual", "adults-annual",
        "ombudsman-performance", "self-assessment",
    }  # fmt: skip
    assert "Codes, for a self-assessment" in browser.get("/reports/new").content.decode()
    made.answered(officers.asha)
    keys = {one.key for one in make_report("annual", officers.asha.organisation, YEAR).sections}
    assert "ombudsmen" in keys
    assert "ombudsman" not in keys


def test_the_file_of_an_organisation_says_its_nation_and_its_report_is_the_same(tmp_path: Path) -> None:
    there = council(tmp_path, "wales")
    known = measured_as(there.organisation)
    assert known.nation is Nation.WALES
    path = tmp_path / "about.toml"
    path.write_text(as_toml(known), encoding="utf-8")
    read = read_organisation(path)
    assert read.nation is Nation.WALES
    of_record = make_report("annual", there.organisation, YEAR)
    assert not OF_ENGLAND.search(rendered(of_record, form_named("html")).decode())
    of_file = make_report("annual", there.organisation, YEAR, more=read)
    assert rendered(of_file, form_named("html")) == rendered(of_record, form_named("html"))
    assert known_as(there.organisation, Organisation("X", nation=Nation.ENGLAND)).nation is Nation.WALES


@pytest.mark.parametrize("report", ["annual", "committee-quarter", "model-procedure"])
def test_a_report_of_the_record_is_the_one_of_its_export(tmp_path: Path, report: str) -> None:
    ours, theirs = both(council(tmp_path, "scotland").organisation, tmp_path, report, "2024-25")
    assert ours == theirs
    assert next(one for one in ours["measures"] if one["id"] == "AR-1")["cells"][0]["numerator"] == 1


def test_own_policies_alone_leave_the_nation_open_where_two_share_their_bank_holidays() -> None:
    assert nation_of(["lgsco"], "england-and-wales") is Nation.ENGLAND
    assert nation_of(["psow"], "england-and-wales") is Nation.WALES
    assert nation_of([], "england-and-wales") is None
    assert nation_of([], "scotland") is Nation.SCOTLAND
