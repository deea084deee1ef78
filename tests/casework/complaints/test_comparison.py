"""Stage beside stage: what was found, what is in dispute, what is found now, and whether it changed."""

import re
from datetime import date

import pytest
from django.test import Client

from casework.complaints import commands
from casework.complaints.commands import Answer, PointWords
from casework.complaints.comparison import Compared, comparisons
from casework.complaints.models import Complaint
from casework.complaints.queries import complaint_page
from casework.complaints.record import act, record
from casework.people.models import Officer
from putright.cases import verbs
from putright.vocabulary import PointOutcome, RemedyDecision
from tests.casework import made
from tests.casework.made import at, mon_20_may

# Commands run in durable transactions, as in service.
pytestmark = pytest.mark.django_db(transaction=True)

wed_22_may = date(2024, 5, 22)
fri_24_may = date(2024, 5, 24)
wed_12_june = date(2024, 6, 12)


def respond(reference: str, by: Officer, on: date, *answers: Answer) -> None:
    version = Complaint.objects.get(reference=reference).version
    commands.respond(
        reference, answers, at=on, blocks=(), by=by, now=at(on, 18), seen_version=version, going_on="It went so."
    )  # fmt: skip


@pytest.fixture
def disputed(officers: made.Officers) -> str:
    """The second of two points goes on to stage 2; stage 1 upheld the first and gave reasons only for the second."""
    reference = made.told(officers.asha).reference
    made.acknowledged(reference, officers.asha)
    respond(
        reference, officers.asha, mon_20_may, Answer("1", PointOutcome.UPHELD, "", RemedyDecision.OFFERED),
        Answer("2", PointOutcome.NOT_UPHELD, "The ceiling was spoilt before", RemedyDecision.NONE_WITH_REASON),
    )  # fmt: skip
    record(
        reference, act(verbs.escalate, at=wed_22_may, disputed=("2",)), by=officers.bela, now=at(wed_22_may)
    )
    return reference


def compared(reference: str, by: Officer) -> tuple[Compared, ...]:
    (one,) = comparisons(complaint_page(by, reference, today=wed_12_june))
    return one.points


def test_one_stage_has_nothing_to_be_compared_with(officers: made.Officers) -> None:
    reference = made.answered(officers.asha).reference
    assert comparisons(complaint_page(officers.asha, reference, today=wed_12_june)) == ()


def test_before_stage_2_answers_it_shows_what_is_in_dispute(disputed: str, officers: made.Officers) -> None:
    first, second = compared(disputed, officers.bela)
    assert (first.disputed, first.after, first.changed) == (False, None, None)
    assert (second.disputed, second.after, second.changed) == (True, None, None)
    assert second.before is not None
    assert second.before.reasons == "The ceiling was spoilt before"


def test_another_finding_of_stage_2_is_a_change(disputed: str, officers: made.Officers) -> None:
    respond(
        disputed, officers.bela, wed_12_june, Answer("2", PointOutcome.UPHELD, "Photographs show it sound")
    )
    first, second = compared(disputed, officers.bela)
    assert (first.changed, second.changed) == (None, True)
    assert second.after is not None
    assert (second.after.finding.outcome, second.after.reasons) == (
        PointOutcome.UPHELD,
        "Photographs show it sound",
    )


def test_the_same_finding_with_the_same_remedy_is_no_change(disputed: str, officers: made.Officers) -> None:
    same = Answer("2", PointOutcome.NOT_UPHELD, "Nothing new came", RemedyDecision.NONE_WITH_REASON)
    respond(disputed, officers.bela, wed_12_june, same)
    assert compared(disputed, officers.bela)[1].changed is False


def test_a_remedy_offered_only_at_stage_2_is_a_change(disputed: str, officers: made.Officers) -> None:
    offered = Answer("2", PointOutcome.NOT_UPHELD, "As a gesture", RemedyDecision.OFFERED)
    respond(disputed, officers.bela, wed_12_june, offered)
    assert compared(disputed, officers.bela)[1].changed is True


def test_a_point_agreed_at_stage_2_has_nothing_before_it(disputed: str, officers: made.Officers) -> None:
    commands.add_point(
        disputed, PointWords("Nobody called back"), at=fri_24_may, midway=False, by=officers.bela, now=at(fri_24_may),
        seen_version=Complaint.objects.get(reference=disputed).version,
    )  # fmt: skip
    third = compared(disputed, officers.bela)[2]
    assert (third.before, third.disputed) == (None, True)


def test_reasons_stand_with_the_stage_that_gave_them(disputed: str, officers: made.Officers) -> None:
    respond(
        disputed, officers.bela, wed_12_june, Answer("1", PointOutcome.PARTLY_UPHELD, "Some visits were made")
    )
    page = complaint_page(officers.bela, disputed, today=wed_12_june)
    assert [row.reasons for row in page.points[0].findings] == ["", "Some visits were made"]


def test_the_page_says_what_changed(client: Client, disputed: str, officers: made.Officers) -> None:
    respond(
        disputed, officers.bela, wed_12_june, Answer("2", PointOutcome.UPHELD, "Photographs show it sound")
    )
    client.force_login(officers.bela)
    page = client.get(f"/complaints/{disputed}").content.decode()
    shown = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))
    assert "Stage 2 beside stage 1" in shown
    assert "Stage 2 changed point 2." in shown
    assert re.search(r"2\. The kitchen ceiling is spoilt Not upheld .* yes Upheld .* Yes", shown)
