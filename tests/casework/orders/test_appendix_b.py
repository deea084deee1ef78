"""A published year entered case by case: its table, its rates, its sums, and what it had been told before."""

from __future__ import annotations

import re
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest

from casework.orders.board import Narrowed, OrderView, order_board
from casework.orders.figures import performance
from casework.orders.models import OrderPaper
from casework.orders.standing import case_facts
from putright.vocabulary import DecisionText, OmbudsmanBody, PublishedOutcome, RemedyType
from tests.casework.made import Officers, at
from tests.casework.orders.appendix_b import CASES, RECORDS, tue_12_march, tue_13_february
from tests.casework.orders.ordering import case_now, decided, ordered, version
from tests.casework.outcomes.making import offer_of, propose

SHARED = Path(__file__).resolve().parents[4] / "shared" / "documents"
DOCUMENT = SHARED / "rbkc-annual-complaints-report-2023-24.txt"
UPHELD = {DecisionText.FAULT_INJUSTICE, DecisionText.ALREADY_REMEDIED, DecisionText.EARLY_RESOLUTION}


def test_the_fixtures_are_the_table_of_the_report() -> None:
    upheld = Counter(one.department for one in CASES if one.text in UPHELD)
    every = Counter(one.department for one in CASES)
    assert {name: (upheld[name], every[name]) for name in every} == {
        "adult social care": (2, 2), "children’s services": (2, 2), "environment": (1, 3), "housing needs": (14, 18),
        "resources": (1, 2),
    }  # fmt: skip


@pytest.mark.skipif(not DOCUMENT.exists(), reason="the published documents are not beside this checkout")
def test_every_sum_of_the_fixtures_stands_in_the_report() -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    appendix = text[text.index("Appendix B – Complaints to the Ombudsman") :]
    told = Counter(
        int(found.replace(",", "").replace(".", "")) * (1 if "." in found else 100)
        for found in re.findall(r"£(\d[\d,]*(?:\.\d\d)?)", appendix)
    )
    ours = Counter(line.amount_pence for one in CASES for line in one.orders if line.amount_pence is not None)
    # Offered before: £50 of housing 3, £200 of resources 1.
    assert told - ours == Counter({5000: 1, 20000: 1})
    assert not ours - told


@pytest.mark.django_db(transaction=True)
def test_the_year_comes_out_as_published(officers: Officers) -> None:
    body = OmbudsmanBody.LGSCO
    before = decided(
        officers.asha, body=body, reference="22 001", heads=(), text=DecisionText.FAULT_INJUSTICE,
        received=tue_13_february - timedelta(days=400), on=tue_13_february - timedelta(days=350),
        outcome=PublishedOutcome.UPHELD,
    )  # fmt: skip
    again = "Remind officers to keep attendance notes and records of homelessness cases"
    earlier = ordered(
        before, type(RECORDS)(RECORDS.kind, RECORDS.type, again, due=tue_12_march), by=officers.asha,
        on=tue_13_february - timedelta(days=350),
    )  # fmt: skip
    for number, one in enumerate(CASES, start=1):
        case = decided(
            officers.asha, body=body, reference=f"23 {number:03}", heads=(), text=one.text,
            received=tue_13_february - timedelta(days=60), on=tue_13_february,
        )  # fmt: skip
        assert case.complaint is not None
        lines = one.orders
        if one.place == "housing 3":
            fifty = propose(
                case.complaint.reference, officers.asha, offer_of(officers.asha, 5000, differs="Policy")
            )
            lines = tuple(
                type(line)(**{**{name: getattr(line, name) for name in line.__slots__}, "supersedes": fifty})
                if line.amount_pence == 50000 else line for line in lines
            )  # fmt: skip
        if lines:
            ordered(case, *lines, by=officers.asha, on=tue_13_february)
        if one.place == "housing 3":
            standing = case_now(case.complaint.reference).remedies
            assert sum(each.body.amount_pence or 0 for each in standing if not each.replaced_by) == 435000
            assert version(case.complaint.reference)
    facts = case_facts(officers.asha, body, year=2023)
    told = performance(facts, body, year=2023, today=tue_12_march)
    found = {one.key: one for one in told.figures}
    assert (found["investigated"].number, found["upheld"].number, found["upheld"].base) == (27, 20, 27)
    assert found["uphold-rate"].percent == 74
    assert (found["satisfactory-remedy"].number, found["satisfactory-remedy"].percent) == (3, 15)
    assert found["outcome-not_upheld"].number == 7
    early = {
        str(number) for number, one in enumerate(CASES, start=1) if one.text is DecisionText.EARLY_RESOLUTION
    }
    upheld = {str(int(one.reference[3:])) for one in facts if one.key in found["upheld"].cases}
    assert early <= upheld
    repeated = OrderPaper.objects.exclude(repeats=None).get(repeats=int(earlier.keys[0]))
    assert repeated.note.words == RECORDS.words
    board = order_board(officers.asha, view=OrderView.OPEN, narrowed=Narrowed(type=RemedyType.RECURRING_PAYMENT),
                        today=at(tue_13_february).date())  # fmt: skip
    assert board.total is not None
    assert (board.total.number, board.total.pence) == (1, 30000)
