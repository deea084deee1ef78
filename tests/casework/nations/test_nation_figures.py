"""The figures of an organisation outside England: what is resolved, and its own Ombudsman instead of the English."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from casework.complaints.record import act
from casework.insight.facts import Chosen
from casework.insight.reporting import facts_of_record, make_report
from casework.insight.structure import as_toml, measured_as
from casework.ombudsman import commands
from casework.people.models import Organisation
from putright.cases import verbs
from putright.cases.events import PointFinding
from putright.measures import Measured, Period, measure
from putright.reports.labels import label
from putright.vocabulary import DecisionText, OmbudsmanBody, PointOutcome, PublishedOutcome, ReferralKind
from tests.casework import made
from tests.casework.made import Officers, at
from tests.casework.nations import set_up
from tests.casework.ombudsman.referring import version

pytestmark = pytest.mark.django_db(transaction=True)
mon_1_july = date(2024, 7, 1)
tue_9_july = date(2024, 7, 9)
tue_16_july = date(2024, 7, 16)
fri_19_july = date(2024, 7, 19)
mon_2_september = date(2024, 9, 2)
YEAR = Period.year("2024-25")
RESOLVED, UPHELD, PARTLY = PointOutcome.RESOLVED, PointOutcome.UPHELD, PointOutcome.PARTLY_UPHELD
SPSO = "spso/2021-04-01"


@pytest.fixture
def rannoch(db: None, tmp_path: Path) -> set_up.Council:
    return set_up.council(
        tmp_path, "Rannoch", on=mon_1_july, nation="scotland", procedures=["spso"],
        holidays=[(date(2024, 7, 15), "Rannoch Fair")],
    )  # fmt: skip


def answered(of: set_up.Council, on: date, first: PointOutcome, second: PointOutcome) -> str:
    reference = set_up.complained(of, SPSO, at(tue_9_july))
    findings = (PointFinding("1", first, reasons_given=True), PointFinding("2", second, reasons_given=True))
    done = act(verbs.respond, at=on, findings=findings, author=str(of.first.pk))
    set_up.happened(reference, of.first, done, on=on)
    return reference


def figure(of: Organisation, name: str) -> Measured:
    with facts_of_record(of, Chosen(), skip_bad=True) as facts:
        return measure(facts, name, period=YEAR)


def counted(of: set_up.Council, name: str) -> tuple[Any, Any]:
    total = figure(of.organisation, name).total
    return (total.numerator, total.denominator) if total else (None, None)


def decided(
    of: set_up.Council,
    reference: str,
    number: str,
    published: PublishedOutcome,
    text: DecisionText | None = None,
) -> None:
    key = commands.open_case(
        reference, body=OmbudsmanBody.SPSO, what=ReferralKind.INVESTIGATION, their_reference=number,
        subject="Bins", received_on=fri_19_july, by=of.first, now=at(fri_19_july), seen_version=version(reference),
    )  # fmt: skip
    commands.decide(
        key, decided_on=mon_2_september, published_outcome=published, text=text, by=of.first, now=at(mon_2_september),
        seen_version=version(reference),
    )  # fmt: skip


def test_what_is_resolved_is_answered_and_in_no_uphold_rate(rannoch: set_up.Council) -> None:
    answered(rannoch, tue_16_july, RESOLVED, RESOLVED)
    answered(rannoch, fri_19_july, PARTLY, PointOutcome.NOT_UPHELD)
    assert counted(rannoch, "AR-7o") == (2, None)
    assert counted(rannoch, "AR-7") == (1, 1), "of what was found, upheld in part counts as upheld"
    assert counted(rannoch, "MC-1") == (1, 2)
    assert counted(rannoch, "AR-8a") == (1, 1)


def test_on_time_is_by_the_five_days_of_the_procedure_with_the_local_holiday_left_out(
    rannoch: set_up.Council,
) -> None:
    # Five working days from Tuesday 9 July end on Tuesday 16 July, and the Fair moves them to Wednesday.
    answered(rannoch, date(2024, 7, 17), RESOLVED, RESOLVED)
    answered(rannoch, fri_19_july, UPHELD, UPHELD)
    assert counted(rannoch, "AR-3") == (1, 2)


def test_the_spso_counts_what_it_publishes_and_the_english_ombudsmen_count_none_of_it(
    rannoch: set_up.Council,
) -> None:
    decided(rannoch, answered(rannoch, tue_16_july, UPHELD, UPHELD), "1", PublishedOutcome.PARTLY_UPHELD)
    decided(rannoch, answered(rannoch, tue_16_july, UPHELD, UPHELD), "2", PublishedOutcome.NOT_UPHELD)
    decided(
        rannoch, answered(rannoch, tue_16_july, UPHELD, UPHELD), "3", PublishedOutcome.RESOLVED,
        DecisionText.ALREADY_REMEDIED,
    )  # fmt: skip
    assert [counted(rannoch, name) for name in ("ON-1", "ON-2", "ON-3")] == [(3, None), (3, None), (1, 2)]
    assert [counted(rannoch, name)[0] for name in ("LG-1", "LG-2", "LG-3", "HO-0", "HO-2")] == [0] * 5


def test_boards_and_reports_say_the_words_of_the_procedure_and_of_the_ombudsman(
    rannoch: set_up.Council,
) -> None:
    known = measured_as(rannoch.organisation)
    assert known.label("stage_1_outcome", "partly_upheld") == "Partially upheld"
    assert known.label("ombudsman_outcome", "partly_upheld") == "Some upheld"
    assert label("stage_2_outcome", "resolved", known) == "Resolved"
    assert '"partly_upheld" = "Partially upheld"' in as_toml(known)


def test_the_report_of_the_indicators_is_made_of_the_record_in_its_words(rannoch: set_up.Council) -> None:
    answered(rannoch, tue_16_july, RESOLVED, RESOLVED)
    decided(rannoch, answered(rannoch, fri_19_july, PARTLY, PARTLY), "1", PublishedOutcome.PARTLY_UPHELD)
    made_of_it = make_report("model-procedure", rannoch.organisation, YEAR)
    tables = {one.id: one for section in made_of_it.sections for one in section.tables}
    assert {"Partially upheld", "Resolved"} <= {row.head for row in tables["outcomes"].rows}
    assert "Some upheld" in {row.head for row in tables["ombudsman-outcomes"].rows}
    told = " ".join(words for section in made_of_it.sections for words in section.words)
    assert "We received 2 complaints" in told
    assert "The Ombudsman received 1 complaint about us and decided 1" in told
    assert "Housing Ombudsman" not in told


def test_an_organisation_of_england_has_the_ordinary_words(officers: Officers) -> None:
    known = measured_as(officers.asha.organisation)
    assert label("stage_1_outcome", "partly_upheld", known) == "Partly upheld"
    assert "ombudsman_outcome" not in known.labels


def said(answer: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def board(by: Any, name: str = "ombudsman") -> str:
    browser = Client()
    browser.force_login(by, backend="django.contrib.auth.backends.ModelBackend")
    answer = browser.get(f"/figures/{name}")
    assert answer.status_code == 200
    return said(answer)


def test_the_boards_tell_of_the_ombudsman_there_is(rannoch: set_up.Council, officers: Officers) -> None:
    answered(rannoch, tue_16_july, RESOLVED, RESOLVED)
    rannoch.second.roles = ["administrator"]
    rannoch.second.save()
    there = board(rannoch.second)
    assert "Ombudsman of the nation: from received to upheld" in there
    assert "Housing Ombudsman" not in there
    assert "LGSCO" not in there
    assert "Upheld" in board(rannoch.second, "organisation")
    made.answered(officers.asha)
    here = board(officers.dana)
    assert "Housing Ombudsman: from received to findings" in here
    assert "Ombudsman of the nation" not in here
