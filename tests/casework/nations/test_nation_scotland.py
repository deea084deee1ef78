"""A Scottish council: frontline and investigation, local holidays, “resolved”, the SPSO."""

from datetime import date, datetime
from pathlib import Path

import pytest
from django.test import Client

from casework.complaints.models import DayOff
from casework.complaints.record import act
from casework.letters.gate import inspect
from casework.letters.making import make, take
from casework.outcomes.answering import Written, save_answer
from casework.people.commands import OrganisationRefused
from casework.people.models import Organisation, Team
from putright.calendars import LONDON
from putright.cases import CaseError, Status, verbs
from putright.cases.events import PointFinding
from putright.vocabulary import CaseOutcome, PointOutcome
from tests.casework import made
from tests.casework.letters import written
from tests.casework.made import at
from tests.casework.nations import set_up

pytestmark = pytest.mark.django_db
SPSO = "spso/2021-04-01"
mon_2_september = date(2024, 9, 2)
mon_23_september = date(2024, 9, 23)
fri_27_september = date(2024, 9, 27)
mon_30_september = date(2024, 9, 30)
wed_2_october = date(2024, 10, 2)
fri_4_october = date(2024, 10, 4)
wed_9_october = date(2024, 10, 9)
fri_1_november = date(2024, 11, 1)
HOLIDAYS = ((fri_27_september, "Autumn holiday"), (mon_30_september, "Autumn holiday, second day"))


@pytest.fixture
def rannoch(db: None, tmp_path: Path) -> set_up.Council:
    return set_up.council(
        tmp_path, "Rannoch", on=mon_2_september, nation="scotland", procedures=["spso"], holidays=HOLIDAYS
    )


def test_its_file_gives_it_the_bank_holidays_and_local_holidays_of_its_nation(
    rannoch: set_up.Council,
) -> None:
    assert rannoch.organisation.division == "scotland"
    assert set(DayOff.objects.values_list("on", "kind")) == {
        (fri_27_september, "closure"), (mon_30_september, "closure"),
    }  # fmt: skip


def test_its_file_may_be_read_again_and_adds_only_what_is_new(
    rannoch: set_up.Council, tmp_path: Path
) -> None:
    more = (*HOLIDAYS, (date(2025, 9, 26), "Autumn holiday"))
    path = set_up.file_of(tmp_path, "Rannoch", nation="scotland", procedures=["spso"], holidays=more)
    set_up.made_from(path, on=mon_2_september)
    assert DayOff.objects.count() == 3


@pytest.mark.parametrize(
    ("procedures", "nation", "says"),
    [
        (["spso", "lgsco"], "scotland", "no nation has all these procedures"),
        (["lgsco"], "scotland", "procedure 'lgsco' does not hold in scotland; it holds in england"),
        (["spso"], "caledonia", "'caledonia' is not a nation"),
    ],
)
def test_procedures_of_another_nation_are_refused(
    db: None, tmp_path: Path, procedures: list[str], nation: str, says: str
) -> None:
    path = set_up.file_of(tmp_path, "Rannoch", nation=nation, procedures=procedures)
    with pytest.raises(OrganisationRefused, match=says):
        set_up.made_from(path, on=mon_2_september)
    assert not Organisation.objects.exists()


@pytest.mark.parametrize(
    ("on", "says"),
    [
        (date(2024, 12, 2), "St Andrew’s Day"),
        (date(2024, 9, 28), "is not counted already"),
        (fri_27_september, "is named twice"),
    ],
)
def test_a_local_holiday_that_changes_nothing_is_refused_with_the_whole_file(
    db: None, tmp_path: Path, on: date, says: str
) -> None:
    path = set_up.file_of(
        tmp_path, "Rannoch", nation="scotland", procedures=["spso"], holidays=(HOLIDAYS[0], (on, "Again"))
    )
    with pytest.raises(OrganisationRefused, match=says):
        set_up.made_from(path, on=mon_2_september)
    assert not Team.objects.exists()


def test_a_past_local_holiday_is_refused_once_there_are_complaints(
    rannoch: set_up.Council, tmp_path: Path
) -> None:
    set_up.complained(rannoch, SPSO, at(mon_23_september, 10))
    more = (*HOLIDAYS, (date(2024, 9, 16), "Fair Monday"))
    path = set_up.file_of(tmp_path, "Rannoch", nation="scotland", procedures=["spso"], holidays=more)
    with pytest.raises(OrganisationRefused, match=r"16 Sep(tember)? 2024 is past"):
        set_up.made_from(path, on=wed_2_october)


def test_a_complaint_goes_through_to_the_last_answer_by_the_clocks_of_scotland(
    rannoch: set_up.Council,
) -> None:
    reference = set_up.complained(rannoch, SPSO, datetime(2024, 9, 23, 18, 30, tzinfo=LONDON))
    # Two local holidays are left out: without them it would be Monday 30 September.
    assert set_up.due(reference, rannoch, today=mon_23_september) == {("stage-1", "respond"): wed_2_october}
    set_up.answered_at_stage_1(reference, rannoch, wed_2_october)
    set_up.taken_further(reference, rannoch, fri_4_october)
    assert set_up.due(reference, rannoch, today=fri_4_october) == {
        ("stage-1", "respond"): wed_2_october,
        ("stage-2", "acknowledge"): wed_9_october,
        ("stage-2", "respond"): fri_1_november,
    }
    made.acknowledged(reference, rannoch.third, on=wed_9_october)
    letter, _ = set_up.final_response(
        reference, rannoch, fri_1_november, outcomes=(PointOutcome.UPHELD, PointOutcome.RESOLVED),
        apology="We are sorry that your bin was not emptied for three weeks. We accept that this was our fault. It came "
        "about because no other way was planned, and you had to live with the rubbish.",
        reconsidered="We looked at the log of the round again and rang you about the call that was missed.",
    )  # fmt: skip
    written.remedy(reference, rannoch.third, pence=None, on=fri_1_november)
    composed = make(take(rannoch.third, reference, letter.pk, today=fri_1_november), today=fri_1_november)
    text = set_up.read(composed)
    assert "This is our final answer, at Stage 2, investigation" in text
    assert "We have resolved this point with you." in text
    assert "Scottish Public Services Ombudsman" in text
    assert "within 12 months of the day you first knew of the matter" in text


def test_the_answer_of_stage_1_tells_of_investigation_and_sets_no_limit(rannoch: set_up.Council) -> None:
    page = set_up.page_of(
        set_up.complained(rannoch, SPSO, at(mon_23_september)), rannoch.first, today=mon_23_september
    )
    assert page.next_stage is not None
    assert page.next_stage.title == "Stage 2, investigation"
    assert page.next_stage.request_within is None
    assert page.ombudsman.key == "spso"


def test_a_letter_that_names_an_english_ombudsman_is_held(rannoch: set_up.Council) -> None:
    reference = set_up.complained(rannoch, SPSO, at(mon_23_september))
    set_up.answered_at_stage_1(reference, rannoch, wed_2_october)
    set_up.taken_further(reference, rannoch, fri_4_october)
    letter, composed = set_up.final_response(
        reference, rannoch, fri_1_november, outcomes=(PointOutcome.NOT_UPHELD, PointOutcome.NOT_UPHELD),
        reconsidered="We looked at the log again. You may go to the LGSCO or the Housing Ombudsman with this.",
    )  # fmt: skip
    gate = inspect(
        take(rannoch.third, reference, letter.pk, today=fri_1_november), composed, today=fri_1_november
    )
    said = [one.result.says for one in gate.held if one.result.id == "right-ombudsman"]
    assert any("Local Government and Social Care Ombudsman; this procedure leads" in one for one in said)
    assert any("Housing Ombudsman Service; this procedure leads" in one for one in said)


def test_resolved_is_a_finding_in_scotland_and_none_in_england(
    rannoch: set_up.Council, officers: made.Officers
) -> None:
    resolved = Written(outcome=PointOutcome.RESOLVED, reasons=set_up.AGREED)
    here = set_up.complained(rannoch, SPSO, at(mon_23_september))
    assert save_answer(
        here, "stage-1", "1", resolved, seen_version=0, by=rannoch.first, now=at(mon_23_september)
    )
    there = made.told(officers.asha).reference
    with pytest.raises(CaseError, match="“Resolved” is no finding under"):
        save_answer(there, "stage-1", "1", resolved, seen_version=0, by=officers.asha, now=at(made.thu_2_may))


def test_its_pages_use_the_words_of_the_procedure(rannoch: set_up.Council, client: Client) -> None:
    reference = set_up.complained(rannoch, SPSO, at(mon_23_september))
    findings = (PointFinding("1", PointOutcome.PARTLY_UPHELD), PointFinding("2", PointOutcome.RESOLVED))
    answering = act(verbs.respond, at=wed_2_october, findings=findings, author=str(rannoch.first.pk))
    client.force_login(rannoch.first)
    form = client.get(f"/complaints/{reference}/answers/stage-1/1").content.decode()
    assert ">Partially upheld</option>" in form
    assert ">Resolved</option>" in form
    set_up.happened(reference, rannoch.first, answering, on=wed_2_october)
    for address in (f"/complaints/{reference}", f"/complaints/{reference}/points"):
        shown = client.get(address).content.decode()
        assert "Partially upheld" in shown
        assert "Partly upheld" not in shown
    for address in (f"/complaints/{reference}/chronology", f"/complaints/{reference}/history"):
        shown = client.get(address).content.decode()
        assert "Point 1: partially upheld" in shown
        assert "Point 2: resolved" in shown
        assert "artly upheld" not in shown


def test_a_refusal_as_too_late_tells_the_limit_of_the_procedure(
    rannoch: set_up.Council, client: Client
) -> None:
    reference = set_up.complained(rannoch, SPSO, at(mon_23_september))
    client.force_login(rannoch.first)
    form = client.get(f"/complaints/{reference}/decline").content.decode()
    assert "Outside the time limit" in form
    assert "6 months here; later where there are special circumstances." in form
    assert "twelve months" not in form.casefold()


def test_an_answer_with_every_point_resolved_makes_the_stage_resolved(rannoch: set_up.Council) -> None:
    reference = set_up.complained(rannoch, SPSO, at(mon_23_september))
    findings = tuple(PointFinding(key, PointOutcome.RESOLVED, reasons_given=True) for key in ("1", "2"))
    answering = act(verbs.respond, at=wed_2_october, findings=findings, author=str(rannoch.first.pk))
    set_up.happened(reference, rannoch.first, answering, on=wed_2_october)
    page = set_up.page_of(reference, rannoch.first, today=wed_2_october)
    assert page.stages[0].outcome is CaseOutcome.RESOLVED
    assert page.case.status is Status.ANSWERED
