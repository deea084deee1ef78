"""The figures of a year: the chain with each base, the rates of published reports, and what leads to which case."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from importlib import resources
from itertools import count
from typing import Any

import pytest
from django.test import Client

from casework.complaints.record import act, record
from casework.orders import following
from casework.orders.figures import Figure, Performance, performance
from casework.orders.rules import read_rules, rules
from casework.orders.standing import CaseFact, OrderFact, case_facts
from putright.cases import verbs
from putright.cases.referred import EnquiryMoved, EnquiryReceived
from putright.vocabulary import (
    DecisionText,
    Determination,
    EnquiryKind,
    EnquiryStep,
    OmbudsmanBody,
    OrderKind,
    OrderStep,
    PublishedOutcome,
    RemediedBy,
)
from tests.casework.made import Officers, at
from tests.casework.orders.ordering import decided, fri_28_june, mon_1_july, mon_3_june, ordered, training
from tests.casework.outcomes.making import do

UPHELD, NOT_UPHELD = PublishedOutcome.UPHELD, PublishedOutcome.NOT_UPHELD
mon_15_may = date(2023, 5, 15)
TODAY = date(2024, 7, 1)


def fact(key: int, outcome: PublishedOutcome | None = None, **rest: Any) -> CaseFact:
    return CaseFact(
        **{"key": key, "reference": str(key), "complaint": "", "received_on": mon_15_may,
           "decided_on": mon_15_may if outcome else None, "outcome": outcome, **rest}
    )  # fmt: skip


def lgsco(cases: Iterable[CaseFact], year: int = 2023) -> Performance:
    return performance(tuple(cases), OmbudsmanBody.LGSCO, year=year, today=TODAY)


def figure(told: Performance, key: str) -> Figure:
    return next(one for one in told.figures if one.key == key)


def year_of(upheld: int, not_upheld: int, others: int = 0, *, remedied: int = 0) -> list[CaseFact]:
    """So many cases decided in 2023-24."""
    numbers = count(1)
    found = [fact(next(numbers), UPHELD, remedied_before=one < remedied) for one in range(upheld)]
    found += [fact(next(numbers), NOT_UPHELD) for _ in range(not_upheld)]
    return found + [fact(next(numbers), PublishedOutcome.CLOSED) for _ in range(others)]


@pytest.mark.parametrize(
    ("upheld", "not_upheld", "whole"),
    [
        pytest.param(20, 7, 74, id="Kensington and Chelsea 2023-24"),
        pytest.param(20, 4, 83, id="Kensington and Chelsea 2022-23"),
        pytest.param(31, 8, 79, id="Buckinghamshire 2023-24"),
    ],
)
def test_the_uphold_rate_is_over_detailed_investigations_alone(
    upheld: int, not_upheld: int, whole: int
) -> None:
    rate = figure(lgsco(year_of(upheld, not_upheld, others=40)), "uphold-rate")
    assert (rate.number, rate.base) == (upheld, upheld + not_upheld)
    assert rate.percent == whole


@pytest.mark.parametrize(("remedied", "upheld", "whole"), [(3, 20, 15), (2, 31, 6)])
def test_the_satisfactory_remedy_rate_is_over_the_upheld(remedied: int, upheld: int, whole: int) -> None:
    rate = figure(lgsco(year_of(upheld, 7, remedied=remedied)), "satisfactory-remedy")
    assert (rate.number, rate.base) == (remedied, upheld)
    assert rate.percent == whole


def test_each_link_of_the_chain_has_the_base_before_it() -> None:
    others = [fact(900 + number, None, decided_on=None) for number in range(4)]
    chain = {one.key: (one.number, one.base) for one in lgsco([*year_of(20, 7, 58), *others]).chain}
    assert chain == {
        "received": (89, None),
        "decided": (85, None),
        "investigated": (27, 85),
        "upheld": (20, 27),
    }


def test_what_was_received_before_the_year_is_decided_in_it_and_not_received() -> None:
    chain = {one.key: one.number for one in lgsco([fact(1, UPHELD, received_on=date(2023, 3, 31))]).chain}
    assert (chain["received"], chain["decided"]) == (0, 1)


def test_a_base_below_five_gives_no_per_cent() -> None:
    assert figure(lgsco(year_of(3, 1)), "uphold-rate").percent is None
    assert figure(lgsco(year_of(3, 2)), "uphold-rate").percent is not None


def test_the_maladministration_rate_is_over_the_findings_considered() -> None:
    found = (
        Determination.SEVERE, Determination.MALADMINISTRATION, Determination.SERVICE_FAILURE, Determination.REDRESS,
        Determination.NO_MALADMINISTRATION, Determination.MEDIATION, Determination.OUTSIDE, Determination.WITHDRAWN,
        Determination.PARTIAL,
    )  # fmt: skip
    told = performance(
        (fact(1, PublishedOutcome.DETERMINED, findings=found),), OmbudsmanBody.HOS, year=2023, today=TODAY
    )
    rate = figure(told, "maladministration-rate")
    assert (rate.number, rate.base, rate.percent) == (3, 5, 60)
    assert figure(told, "considered").base == 9


def test_compliance_is_over_what_the_ombudsman_gave_its_word_on() -> None:
    def order(step: OrderStep, in_time: bool | None = None, kind: OrderKind = OrderKind.AGREED) -> OrderFact:
        return OrderFact(kind, step, mon_15_may, in_time)

    orders = (
        order(OrderStep.ACCEPTED, True), order(OrderStep.ACCEPTED, True), order(OrderStep.ACCEPTED, False),
        order(OrderStep.NOT_COMPLIED), order(OrderStep.TAKEN_BACK), order(OrderStep.NOT_ACHIEVABLE),
        order(OrderStep.ACCEPTED, True, OrderKind.RECOMMENDATION), OrderFact(OrderKind.ORDER, OrderStep.SENT, None, None),
    )  # fmt: skip
    told = lgsco([fact(1, UPHELD, orders=orders)])
    assert (figure(told, "compliance").number, figure(told, "compliance").base) == (3, 4)
    assert (figure(told, "compliance-on-time").number, figure(told, "compliance-on-time").base) == (2, 4)


def test_questions_are_answered_in_time_of_those_due_and_what_is_still_to_come_waits() -> None:
    asked = ((mon_15_may, mon_15_may), (mon_15_may, date(2023, 5, 16)), (mon_15_may, None),
             (date(2024, 3, 28), None))  # fmt: skip
    one = figure(
        performance((fact(1, enquiries=asked),), OmbudsmanBody.LGSCO, year=2023, today=date(2024, 3, 1)),
        "AR-17",
    )
    assert (one.number, one.base) == (1, 3)


def test_the_rules_say_what_is_wrong_with_them() -> None:
    assert rules().published[DecisionText.EARLY_RESOLUTION] is UPHELD
    shipped = resources.files("casework.orders").joinpath("rules.toml").read_text(encoding="utf-8")
    for was, becomes, says in (
        ("likeness = 72", "likeness = 0", "likeness is 0"),
        ("looks_back_months = 60", "looks_back_months = 0", "must be 1 or more"),
        ('"improvement", "corrective"', '"cabbage"', "considered has 'cabbage'"),
        ('"withdrawn"]', '"upheld", "withdrawn"]', "stands twice"),
    ):
        with pytest.raises(ValueError, match=says):
            read_rules(shipped.replace(was, becomes, 1))


@pytest.mark.django_db(transaction=True)
def test_facts_come_from_the_record_and_every_number_opens_its_cases(
    client: Client, officers: Officers, statements: Any
) -> None:
    early = decided(
        officers.asha, body=OmbudsmanBody.LGSCO, reference="23 001", heads=(), text=DecisionText.EARLY_RESOLUTION,
        remedied_by=RemediedBy.BEFORE,
    )  # fmt: skip
    second = decided(
        officers.asha, body=OmbudsmanBody.LGSCO, reference="23 002", heads=(), outcome=NOT_UPHELD
    )
    assert second.complaint is not None
    reference = second.complaint.reference
    question = EnquiryReceived("q", str(second.pk), EnquiryKind.QUESTIONS, fri_28_june)
    record(
        reference, act(verbs.refer, body=question, at=mon_3_june),
        act(verbs.follow_up, body=EnquiryMoved("q", EnquiryStep.ANSWERED), at=fri_28_june), by=officers.asha,
        now=at(fri_28_june, 20),
    )  # fmt: skip
    key = ordered(second, training(), by=officers.asha).keys[0]
    do(following.send_evidence, reference, key, "Sent", documents=(), going_on="By post", by=officers.asha,
       on=mon_1_july)  # fmt: skip
    do(following.accept_order, reference, key, "By letter", by=officers.asha, on=mon_1_july)
    with statements(4):
        cases = case_facts(officers.asha, OmbudsmanBody.LGSCO, year=2024)
    told = performance(cases, OmbudsmanBody.LGSCO, year=2024, today=mon_1_july)
    assert figure(told, "upheld").cases == (early.pk,)
    assert figure(told, "satisfactory-remedy").number == 1
    assert figure(told, "compliance-on-time").cases == (second.pk,)
    assert (figure(told, "AR-17").number, figure(told, "AR-17").base) == (1, 1)
    client.force_login(officers.asha)
    page = client.get(
        "/ombudsman/performance?body=lgsco&year=2024&figure=uphold-rate&of=base"
    ).content.decode()
    assert f'href="/ombudsman/{early.pk}"' in page
    assert f'href="/ombudsman/{second.pk}"' in page
    assert "1 of 2" in page


@pytest.mark.django_db(transaction=True)
def test_a_restricted_case_is_in_no_figure_and_behind_none(client: Client, officers: Officers) -> None:
    one = decided(officers.asha, body=OmbudsmanBody.LGSCO, reference="23 009", heads=(), outcome=UPHELD)
    assert one.complaint is not None
    record(one.complaint.reference, act(verbs.restrict, officers=(str(officers.bela.pk),), at=mon_1_july),
           by=officers.bela, now=at(mon_1_july))  # fmt: skip
    assert case_facts(officers.asha, OmbudsmanBody.LGSCO, year=2024) == ()
    assert len(case_facts(officers.bela, OmbudsmanBody.LGSCO, year=2024)) == 1


@pytest.mark.django_db(transaction=True)
def test_the_figures_come_as_a_file_and_a_picture_and_strange_questions_are_not_found(
    client: Client, officers: Officers
) -> None:
    decided(officers.asha, body=OmbudsmanBody.LGSCO, heads=(), outcome=UPHELD)
    client.force_login(officers.asha)
    taken = client.get("/ombudsman/performance.csv?body=lgsco&year=2024")
    lines = taken.content.decode("utf-8-sig").splitlines()
    assert lines[0].startswith("ombudsman,year,figure,label,number,base,percent")
    assert any(line.startswith("lgsco,2024-25,uphold-rate,Uphold rate,1,1,,") for line in lines)
    picture = client.get("/ombudsman/performance/picture.svg?body=lgsco&year=2024")
    assert picture["Content-Type"] == "image/svg+xml"
    assert b"From received" in picture.content or b"from received to upheld" in picture.content
    for query in ("body=zz", "body=lgsco&year=1066", "year=x"):
        assert client.get(f"/ombudsman/performance?{query}").status_code == 404
