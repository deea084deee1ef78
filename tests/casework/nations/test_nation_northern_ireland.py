"""A council in Northern Ireland: registration by office hours, two stages, the NIPSO."""

from datetime import date, datetime
from pathlib import Path

import pytest

from casework.complaints.record import act
from putright.calendars import LONDON
from putright.cases import verbs
from putright.clocks import last_day_to_complain
from putright.procedures import procedure
from putright.vocabulary import PointOutcome
from tests.casework import made
from tests.casework.made import at
from tests.casework.nations import set_up

pytestmark = pytest.mark.django_db
NIPSO = "nipso/2023-04-01"
mon_1_july = date(2024, 7, 1)
mon_8_july = date(2024, 7, 8)
tue_9_july = date(2024, 7, 9)
wed_17_july = date(2024, 7, 17)
thu_18_july = date(2024, 7, 18)
tue_23_july = date(2024, 7, 23)
wed_24_july = date(2024, 7, 24)
thu_15_august = date(2024, 8, 15)


@pytest.fixture
def dunbrack(db: None, tmp_path: Path) -> set_up.Council:
    return set_up.council(
        tmp_path, "Dunbrack", on=mon_1_july, nation="northern-ireland", procedures=["nipso"]
    )


@pytest.mark.parametrize(
    ("arrived_at", "due_on", "why"),
    [
        (
            datetime(2024, 7, 8, 17, 0, tzinfo=LONDON),
            date(2024, 7, 16),
            "five o’clock itself is still the day",
        ),
        (datetime(2024, 7, 8, 17, 1, tzinfo=LONDON), wed_17_july, "after hours: registered on Tuesday"),
        (datetime(2024, 7, 6, 11, 0, tzinfo=LONDON), date(2024, 7, 16), "a Saturday: registered on Monday"),
        (datetime(2024, 7, 12, 11, 0, tzinfo=LONDON), date(2024, 7, 22), "the Twelfth: registered on Monday"),
    ],
)
def test_a_complaint_is_registered_by_office_hours(
    dunbrack: set_up.Council, arrived_at: datetime, due_on: date, why: str
) -> None:
    reference = set_up.complained(dunbrack, NIPSO, arrived_at)
    assert set_up.due(reference, dunbrack, today=arrived_at.date()) == {("stage-1", "respond"): due_on}, why


def test_a_complaint_goes_through_to_the_last_answer_by_the_clocks_of_northern_ireland(
    dunbrack: set_up.Council,
) -> None:
    reference = set_up.complained(dunbrack, NIPSO, datetime(2024, 7, 8, 17, 5, tzinfo=LONDON))
    set_up.answered_at_stage_1(reference, dunbrack, wed_17_july)
    set_up.taken_further(reference, dunbrack, thu_18_july)
    # The August bank holiday of Scotland is none here, and the one of England is later.
    assert set_up.due(reference, dunbrack, today=thu_18_july) == {
        ("stage-1", "respond"): wed_17_july,
        ("stage-2", "acknowledge"): tue_23_july,
        ("stage-2", "respond"): thu_15_august,
    }
    made.acknowledged(reference, dunbrack.third, on=tue_23_july)
    _, composed = set_up.final_response(
        reference, dunbrack, thu_15_august, outcomes=(PointOutcome.RESOLVED, PointOutcome.RESOLVED),
        reconsidered="We looked at the log of the round again and rang you about both points.",
    )  # fmt: skip
    text = set_up.read(composed)
    assert "Northern Ireland Public Services Ombudsman" in text
    assert "within 6 months of this letter" in text
    assert "What puts right a point we resolved with you is told with that point." in text
    assert "We have not found that anything went wrong" not in text


@pytest.mark.parametrize(("to", "due_on"), [(wed_24_july, wed_24_july), (date(2024, 7, 25), wed_17_july)])
def test_an_extension_at_stage_1_counts_up_to_ten_working_days_in_all(
    dunbrack: set_up.Council, to: date, due_on: date
) -> None:
    reference = set_up.complained(dunbrack, NIPSO, at(tue_9_july))
    more = act(
        verbs.extend, at=wed_17_july, to=to, reason_note="a-note", told_on=wed_17_july,
        ombudsman_details=True,
    )  # fmt: skip
    set_up.happened(reference, dunbrack.first, more, on=wed_17_july)
    assert set_up.due(reference, dunbrack, today=wed_17_july)["stage-1", "respond"] == due_on


def test_without_an_answer_the_person_may_ask_for_investigation(dunbrack: set_up.Council) -> None:
    reference = set_up.complained(dunbrack, NIPSO, at(tue_9_july))
    set_up.taken_further(reference, dunbrack, thu_18_july)
    page = set_up.page_of(reference, dunbrack.first, today=thu_18_july)
    assert page.stage.key == "stage-2"


def test_the_time_to_complain_ends_two_months_after_an_answer_where_that_is_later(
    dunbrack: set_up.Council,
) -> None:
    found = last_day_to_complain(
        procedure(NIPSO), {"happened": date(2024, 1, 3), "responded": wed_17_july},
        calendar=set_up.calendar_of(dunbrack),
    )  # fmt: skip
    assert found is not None
    assert found.on == date(2024, 9, 17)
