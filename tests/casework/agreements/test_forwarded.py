"""A complaint passed to a contractor: consent, the day its reply is due, and what the reply lacks."""

from datetime import date

import pytest

from casework.agreements import commands, queries
from casework.agreements.models import Forwarding
from casework.complaints.commands import Answer, Held
from casework.complaints.page import complaint_page
from putright.cases import CaseError, Status
from putright.procedures import procedure, required_blocks
from putright.vocabulary import PointOutcome, RemedyDecision
from tests.casework import made
from tests.casework.agreements.arranging import common, contractor
from tests.casework.made import HOUSING, Officers, mon_20_may, thu_2_may

pytestmark = pytest.mark.django_db(transaction=True)

fri_17_may = date(2024, 5, 17)
tue_21_may = date(2024, 5, 21)


@pytest.fixture
def one(officers: Officers) -> str:
    """A complaint in the hands of Asha."""
    return made.told(officers.asha).reference


def passed_on(one: str, by, firm: int, **rest):
    given = {"consent": True, "copy_wanted": True, **rest}
    return commands.forward(one, "Why did nobody come?", contractor=str(firm), **given, **common(one, by))


def replied(one: str, by, promise: str, **rest):
    given = {"blocks": [], "whole": False, "rest_by": tue_21_may, "answers": (), **rest}
    return commands.contractor_replied(
        one, promise, "They were short of people", **given, **common(one, by, mon_20_may)
    )


def tab_of(one: str, by, today=mon_20_may):
    return queries.visits_tab(by, complaint_page(by, one, today=today), today=today)


def test_the_reply_is_due_by_the_working_days_of_the_contract(officers: Officers, one: str) -> None:
    """Ten working days after Thursday 2 May 2024, over the bank holiday of the 6th."""
    case = passed_on(one, officers.asha, contractor(officers.asha)).case
    assert (case.promises[0].what, case.promises[0].by) == ("contractor_reply", fri_17_may)
    assert case.is_open
    row = tab_of(one, officers.asha).forwardings[0]
    assert (row.contractor, row.late, row.copy_wanted) == ("Harrow Drains", True, True)


def test_without_consent_it_is_held(officers: Officers, one: str) -> None:
    firm = contractor(officers.asha)
    with pytest.raises(Held):
        passed_on(one, officers.asha, firm, consent=False)
    assert not Forwarding.objects.exists()
    passed_on(one, officers.asha, firm, consent=False, going_on="A danger to others")
    assert not Forwarding.objects.get().consent


def test_a_contract_without_a_time_needs_a_day(officers: Officers, one: str) -> None:
    firm = contractor(officers.asha, reply_working_days=None)
    with pytest.raises(CaseError, match="enter the day"):
        passed_on(one, officers.asha, firm)
    assert passed_on(one, officers.asha, firm, due=tue_21_may).case.promises[0].by == tue_21_may


def test_a_contractor_in_liquidation_is_asked_nothing(officers: Officers, one: str) -> None:
    with pytest.raises(Held):
        passed_on(one, officers.asha, contractor(officers.asha, status="in_liquidation"))


def test_a_contractor_of_another_organisation_is_not_here(officers: Officers, one: str) -> None:
    with pytest.raises(CaseError, match="no such contractor"):
        passed_on(one, officers.asha, contractor(officers.fern))


def test_a_reply_without_signposting_is_recorded_and_shown_at_once(officers: Officers, one: str) -> None:
    promise = passed_on(one, officers.asha, contractor(officers.asha)).case.promises[0].key
    done = replied(one, officers.asha, promise, blocks=["decision"])
    assert done.case.status is Status.OPEN
    assert done.case.promises[0].ended == "kept"
    row = tab_of(one, officers.asha).forwardings[0]
    assert "how to take the complaint to the next stage" in row.missing
    assert "the decision on each point" not in row.missing
    page = complaint_page(officers.asha, one, today=mon_20_may)
    assert any("contractor’s reply does not give how to take" in breach.says for breach in page.breaches)


def test_a_complete_reply_can_be_our_answer(officers: Officers, one: str) -> None:
    promise = passed_on(one, officers.asha, contractor(officers.asha)).case.promises[0].key
    answers = tuple(
        Answer(point, PointOutcome.UPHELD, "Two visits were missed", RemedyDecision.OFFERED)
        for point in ("1", "2")
    )
    done = replied(
        one, officers.asha, promise, blocks=required_blocks(procedure(HOUSING), "contractor-reply"), whole=True,
        answers=answers,
    )  # fmt: skip
    assert done.case.status is Status.ANSWERED
    assert tab_of(one, officers.asha).forwardings[0].missing == ()


def test_a_reply_is_recorded_once(officers: Officers, one: str) -> None:
    promise = passed_on(one, officers.asha, contractor(officers.asha)).case.promises[0].key
    replied(one, officers.asha, promise)
    with pytest.raises(CaseError, match="on record already"):
        replied(one, officers.asha, promise)


def test_a_procedure_that_counts_from_it_gets_its_milestone(officers: Officers) -> None:
    social_care = made.told(
        officers.asha, procedure="adult-social-care/2009-04-01", received=thu_2_may
    ).reference
    case = passed_on(social_care, officers.asha, contractor(officers.asha)).case
    assert "forwarded" in case.current.happened


def test_the_page_of_the_reply_shows_each_point(client, officers: Officers, one: str) -> None:
    passed_on(one, officers.asha, contractor(officers.asha))
    client.force_login(officers.asha)
    shown = client.get(f"/complaints/{one}/contractor-reply").content.decode()
    assert "Point 1: its finding" in shown
    assert "How to take the complaint to the next stage" in shown
