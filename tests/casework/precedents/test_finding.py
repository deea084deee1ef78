"""Precedents are found by what they are about, each once, and only what binds counts as a sum."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date

import pytest
from django.test import Client

from casework.complaints.keeping import restrict
from casework.complaints.models import Complaint
from casework.complaints.queries import complaint_page
from casework.people.models import Officer
from casework.precedents.finding import Wanted, precedents
from casework.precedents.giving import give_decision
from casework.precedents.models import PublishedDecision
from casework.precedents.similar import similar_orders
from casework.precedents.spread import spread
from putright.vocabulary import RemedyType
from tests.casework import made
from tests.casework.precedents.decided import APOLOGY, RECOMMENDS, case, report, shelved

Statements = Callable[[int], AbstractContextManager[None]]
NOW = made.at(date(2024, 5, 21))
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def library(asha: Officer) -> Officer:
    """Five decisions of the library about leaks, damp and noise."""
    for number, (topic, pounds, finding) in enumerate(
        (
            ("a leak above the kitchen", 100, "service failure"),
            ("a leak in the bathroom", 200, "maladministration"),
            ("leaks and mould", 600, "severe maladministration"),
            ("noise from a neighbour", 300, "maladministration"),
            ("damp and mould", 400, "maladministration"),
        ),
        start=1,
    ):
        text = report(
            f"2023000{number:02}", topic=topic, pounds=pounds, finding=finding, more=APOLOGY + RECOMMENDS
        )
        shelved(asha.organisation, text)
    return asha


def called(officer: Officer, **wanted: object) -> list[str]:
    found = precedents(officer, Wanted(**wanted))  # type: ignore[arg-type]
    return sorted(one.reference[-1] for one in found.rows)


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({}, ["1", "2", "3", "4", "5"]),
        ({"words": "leak"}, ["1", "2", "3"]),  # the last word may be unfinished
        ({"words": "mould leak"}, ["3"]),
        ({"words": "202300004"}, ["4"]),
        ({"words": "Farrowdale"}, ["1", "2", "3", "4", "5"]),
        ({"words": "\" OR 1=1 --"}, []),
        ({"words": "&|!()"}, []),
        ({"finding": "maladministration"}, ["2", "4", "5"]),
        ({"type": "apology"}, ["1", "2", "3", "4", "5"]),
        ({"type": "pay_quantifiable"}, []),  # only recommended
        ({"least": 30000}, ["3", "4", "5"]),
        ({"least": 30000, "most": 40000}, ["4", "5"]),
        ({"least": 90000}, []),  # a sum that is recommended is no award
        ({"year": 2024, "words": "noise"}, ["4"]),
        ({"year": 2023}, []),
        ({"body": "lgsco"}, []),
        ({"looked_at": "confirmed"}, []),
        ({"looked_at": "unconfirmed"}, ["1", "2", "3", "4", "5"]),
        ({"ours": True}, []),
    ],
)  # fmt: skip
def test_decisions_are_found_by_what_is_asked_for(
    library: Officer, wanted: dict[str, object], found: list[str]
) -> None:
    assert called(library, **wanted) == found


def test_sums_are_told_by_their_middle_and_quarters_with_number_and_base(library: Officer) -> None:
    sums = precedents(library, Wanted()).sums
    assert sums is not None
    assert (sums.number, sums.base) == (5, 5)
    assert (sums.least, sums.lower, sums.middle, sums.upper, sums.most) == (10000, 20000, 30000, 40000, 60000)
    of_apologies = precedents(library, Wanted(type="apology"))
    assert (of_apologies.number, of_apologies.sums) == (5, None)


@pytest.mark.parametrize(
    ("sums", "lower", "middle", "upper"),
    [([5], 5, 5, 5), ([1, 2], 1, 2, 2), ([1, 2, 3], 2, 2, 3), ([1, 2, 3, 4], 2, 3, 4), ([4, 4, 4, 4], 4, 4, 4)],
)  # fmt: skip
def test_quarters_of_a_few_sums(sums: list[int], lower: int, middle: int, upper: int) -> None:
    # Halves of a penny are rounded up.
    found = spread(sums, base=9)
    assert found is not None
    assert (found.lower, found.middle, found.upper) == (lower, middle, upper)
    assert sum(bar.number for bar in found.bars) == len(sums)


def test_one_decision_given_to_us_and_in_the_library_is_shown_once_and_the_confirmed_one(
    library: Officer,
) -> None:
    ours = case(library, Complaint.objects.get(pk=made.told(library).complaint_id))
    text = report("202300001", pounds=100, more=APOLOGY + RECOMMENDS) + "\nSaved from the website.\n"
    number = give_decision(ours.pk, None, pasted=text, by=library, now=NOW).number
    PublishedDecision.objects.filter(pk=number).update(preference=0, state="confirmed")
    found = precedents(library, Wanted(words="kitchen"))
    assert [one.number for one in found.rows] == [number]
    assert found.rows[0].ours
    assert precedents(library, Wanted()).number == 5
    assert called(library, looked_at="confirmed") == ["1"]


def test_a_decision_on_a_restricted_complaint_is_absent_and_the_library_shows_its_own(
    library: Officer, officers: made.Officers
) -> None:
    complaint = Complaint.objects.get(pk=made.told(library).complaint_id)
    ours = case(library, complaint)
    text = report("202300001", pounds=999) + "\nSaved from the website.\n"
    number = give_decision(ours.pk, None, pasted=text, by=library, now=NOW).number
    PublishedDecision.objects.filter(pk=number).update(preference=0, state="confirmed")
    restrict(complaint.reference, [], by=library, now=NOW, seen_version=complaint.version)
    seen = precedents(officers.bela, Wanted(words="kitchen"))
    assert [(one.ours, one.paid_pence) for one in seen.rows] == [(False, 10000)]
    assert number in [one.number for one in precedents(library, Wanted()).rows]


def test_another_organisation_sees_what_is_shared_and_nothing_else(
    library: Officer, officers: made.Officers
) -> None:
    assert precedents(officers.fern, Wanted()).number == 0
    shelved(None, report("202399999", topic="a shared stair"))
    assert precedents(officers.fern, Wanted()).number == 1
    assert precedents(library, Wanted()).number == 6


def test_of_a_decision_amended_at_a_review_only_the_new_sum_counts(library: Officer) -> None:
    ours = case(library, Complaint.objects.get(pk=made.told(library).complaint_id))
    give_decision(ours.pk, None, pasted=report("202300077", pounds=5000), by=library, now=NOW)
    text = report("202300077", pounds=7000, decided="20 May 2024")
    give_decision(ours.pk, None, pasted=text, at_review=True, by=library, now=NOW)
    found = precedents(library, Wanted(words="202300077"))
    assert found.number == 2
    assert found.sums is not None
    assert (found.sums.number, found.sums.middle) == (1, 700000)


def test_while_a_remedy_is_considered_similar_orders_are_shown(library: Officer) -> None:
    page = complaint_page(library, made.told(library).reference, today=date(2024, 5, 21))
    found = similar_orders(library, page, RemedyType.PAY_DISTRESS)
    assert found is not None
    assert found.rows[0].decision.reference == "202300001"
    assert found.rows[0].pence == 10000
    assert "202300004" not in [one.decision.reference for one in found.rows]
    assert found.sums is not None
    assert found.sums.base == found.number
    assert similar_orders(library, page, RemedyType.PAY_QUANTIFIABLE) is None


def test_the_pages_of_precedents_say_what_is_what_and_cost_few_statements(
    library: Officer, client: Client, statements: Statements
) -> None:
    client.force_login(library)
    with statements(11):  # session, officer, years, count, sums, page, three of its rows
        page = client.get("/precedents?words=leak&type=pay_distress").content.decode()
    assert "3 decisions found" in page
    assert "the middle one is £200" in page
    assert "recommended, not ordered: 1" in page
    assert page.count("Read by the machine alone") >= 3
    assert "Nothing here" in client.get("/precedents?words=unicorn").content.decode()
    wrong = client.get("/precedents?least=lots")
    assert wrong.status_code == 422
    assert "lots is not a sum" in wrong.content.decode()
    one = PublishedDecision.objects.first()
    assert one is not None
    with statements(6):
        read = client.get(f"/precedents/{one.pk}").content.decode()
    assert "Nobody has looked at what was read in it." in read
    assert "Recommended, not ordered" in read


def test_the_form_of_a_remedy_shows_what_was_ordered_in_similar_cases(
    library: Officer, client: Client, statements: Statements
) -> None:
    client.force_login(library)
    reference = made.told(library).reference
    with statements(22):
        page = client.get(f"/complaints/{reference}/remedies/propose/pay_distress").content.decode()
    assert "What Ombudsmen ordered in similar cases" in page
    assert "<strong>£100</strong>" in page
    assert "read by the machine alone" in page
    nothing = client.get(f"/complaints/{reference}/remedies/propose/publicity").content.decode()
    assert "What Ombudsmen ordered" not in nothing
