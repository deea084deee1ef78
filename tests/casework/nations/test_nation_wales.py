"""A council in Wales: the model policy, social services by their own regulations, letters in Welsh, the PSOW."""

from datetime import date
from pathlib import Path

import pytest

from casework.complaints.record import act
from casework.letters.making import make, take
from casework.outcomes.answering import Written, save_answer
from putright.cases import CaseError, verbs
from putright.vocabulary import LetterKind, PointOutcome
from tests.casework import made
from tests.casework.letters import written
from tests.casework.made import at
from tests.casework.nations import set_up

pytestmark = pytest.mark.django_db
PSOW, ADULTS = "psow/2021-04-01", "wales-social-services/2014-08-01"
thu_19_december = date(2024, 12, 19)
tue_7_january = date(2025, 1, 7)
mon_13_january = date(2025, 1, 13)
mon_20_january = date(2025, 1, 20)
mon_10_february = date(2025, 2, 10)
wed_12_june = date(2024, 6, 12)
mon_10_june = date(2024, 6, 10)


@pytest.fixture
def penllwyn(db: None, tmp_path: Path) -> set_up.Council:
    return set_up.council(
        tmp_path, "Penllwyn", on=mon_10_june, nation="wales", procedures=["psow", "wales-social-services"]
    )


def test_it_keeps_the_bank_holidays_england_keeps(penllwyn: set_up.Council) -> None:
    assert penllwyn.organisation.division == "england-and-wales"


def test_a_complaint_goes_through_to_the_last_answer_in_welsh_by_the_clocks_of_wales(
    penllwyn: set_up.Council,
) -> None:
    reference = set_up.complained(penllwyn, PSOW, at(thu_19_december), language="Cymraeg")
    assert set_up.due(reference, penllwyn, today=thu_19_december) == {("stage-1", "respond"): tue_7_january}
    set_up.answered_at_stage_1(reference, penllwyn, tue_7_january)
    set_up.taken_further(reference, penllwyn, mon_13_january)
    assert set_up.due(reference, penllwyn, today=mon_13_january) == {
        ("stage-1", "respond"): tue_7_january,
        ("stage-2", "acknowledge"): mon_20_january,
        ("stage-2", "respond"): mon_10_february,
    }
    made.acknowledged(reference, penllwyn.third, on=mon_20_january)
    letter, composed = set_up.final_response(
        reference, penllwyn, mon_10_february, outcomes=(PointOutcome.UPHELD, PointOutcome.NOT_UPHELD),
        reconsidered="Edrychom eto ar gofnod y daith.",
    )  # fmt: skip
    assert letter.language == "cy"
    text = set_up.read(composed)
    assert "Dyma ein hateb terfynol, yn Cam 2, ymchwiliad ffurfiol" in text
    assert "Ombwdsmon Gwasanaethau Cyhoeddus Cymru" in text
    assert "https://www.ombwdsmon.cymru" in text
    assert "o fewn blwyddyn" in text
    assert "Public Services Ombudsman for Wales" not in text


def test_somebody_without_welsh_on_record_is_written_to_in_english(penllwyn: set_up.Council) -> None:
    reference = set_up.complained(penllwyn, PSOW, at(thu_19_december))
    letter = written.begun(LetterKind.ACKNOWLEDGEMENT, reference, penllwyn.first, on=thu_19_december)
    assert letter.language == "en"


def test_resolved_is_no_finding_where_the_policy_does_not_name_it(penllwyn: set_up.Council) -> None:
    reference = set_up.complained(penllwyn, PSOW, at(thu_19_december))
    resolved = Written(outcome=PointOutcome.RESOLVED, reasons=set_up.AGREED)
    with pytest.raises(CaseError, match="no finding under Welsh model policy"):
        save_answer(
            reference, "stage-1", "1", resolved, seen_version=0, by=penllwyn.first, now=at(thu_19_december)
        )


def test_a_complaint_about_social_services_runs_by_its_regulations(penllwyn: set_up.Council) -> None:
    reference = set_up.complained(penllwyn, ADULTS, at(mon_10_june), language="Welsh")
    letter = written.begun(LetterKind.ACKNOWLEDGEMENT, reference, penllwyn.first, on=wed_12_june)
    text = set_up.read(make(take(penllwyn.first, reference, letter.pk, today=wed_12_june), today=wed_12_june))
    assert "Ombwdsmon Gwasanaethau Cyhoeddus Cymru" in text
    made.acknowledged(reference, penllwyn.first, on=wed_12_june)
    assert set_up.due(reference, penllwyn, today=wed_12_june) == {
        ("stage-1", "acknowledge"): wed_12_june,
        ("stage-1", "hold-discussion"): date(2024, 6, 26),
        ("stage-1", "respond"): date(2024, 7, 3),
    }
    thu_20_june, thu_27_june = date(2024, 6, 20), date(2024, 6, 27)
    discussed = act(verbs.reach, moment="discussion_held", at=thu_20_june)
    set_up.happened(reference, penllwyn.first, discussed, on=thu_20_june)
    assert set_up.due(reference, penllwyn, today=thu_20_june)["stage-1", "respond"] == thu_27_june
    set_up.answered_at_stage_1(reference, penllwyn, thu_27_june)
    mon_8_july, mon_15_july = date(2024, 7, 8), date(2024, 7, 15)
    set_up.taken_further(reference, penllwyn, mon_8_july)
    assert set_up.due(reference, penllwyn, today=mon_8_july)["stage-2", "respond"] == date(2024, 8, 12)
    agreed = act(verbs.reach, moment="statement_agreed", at=mon_15_july)
    set_up.happened(reference, penllwyn.third, agreed, on=mon_15_july)
    mon_19_august = date(2024, 8, 19)
    assert set_up.due(reference, penllwyn, today=mon_15_july)["stage-2", "respond"] == mon_19_august
    _, composed = set_up.final_response(
        reference, penllwyn, mon_19_august, outcomes=(PointOutcome.NOT_UPHELD, PointOutcome.NOT_UPHELD),
        reconsidered="Edrychom eto ar y cofnodion.",
    )  # fmt: skip
    assert "Cam 2, ymchwiliad ffurfiol" in set_up.read(composed)
