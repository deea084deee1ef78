"""The published decisions in the shared documents go through the desk: given, looked at, confirmed to the day."""

from datetime import date
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from casework.people.models import Officer
from casework.precedents.models import PublishedDecision
from casework.precedents.words import LineState
from putright.vocabulary import OmbudsmanBody
from tests.casework import made
from tests.casework.ombudsman.referring import opened
from tests.casework.precedents.test_views_decision import Desk, told

DOCUMENTS = Path(__file__).resolve().parents[4] / "shared" / "documents"
pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not DOCUMENTS.is_dir(), reason="the published decisions are not part of the project"),
]


def confirmed(asha: Officer, name: str, body: OmbudsmanBody, **changes: str) -> Desk:
    desk = Desk(asha)
    desk.key = opened(desk.reference, asha, body=body, their_reference=name, received_on=made.mon_20_may)
    file = SimpleUploadedFile(f"{name}.txt", (DOCUMENTS / f"{name}.txt").read_bytes())
    desk.client.post(f"/ombudsman/{desk.key}/decision/give", {"upload": file})
    done = desk.client.post(desk.address, desk.shown() | changes)
    assert done.status_code == 302, told(done)
    return desk


def orders(desk: Desk) -> list[tuple[str, int | None, date | None, bool]]:
    return [
        (one.body.type.value, one.body.amount_pence, one.due, one.body.date_is_ours)
        for one in desk.case.orders
    ]


def test_an_apology_without_a_day_is_due_with_the_payment_as_a_day_of_ours(asha: Officer) -> None:
    desk = confirmed(asha, "hos-202222635-north-west-leicestershire", OmbudsmanBody.HOS)
    found = orders(desk)
    assert found[:3] == [
        ("pay_distress", 80000, date(2023, 8, 22), False),
        ("apology", None, date(2023, 8, 22), True),
        ("case_review", None, date(2023, 9, 19), False),
    ]
    assert all(ours for *_, ours in found[3:])
    assert [one.body.determination for one in desk.case.heads] == ["severe_maladministration"]


def test_a_payment_in_halves_goes_to_us_and_the_contractor(asha: Officer) -> None:
    desk = confirmed(asha, "lgsco-24-015-097-hackney", OmbudsmanBody.LGSCO)
    assert orders(desk) == [
        ("apology", None, date(2025, 9, 10), False),
        ("pay_distress", 25000, date(2025, 9, 10), False),
        ("training", None, date(2025, 10, 12), False),
    ]
    remedy = next(one for one in desk.case.remedies if one.body.amount_pence == 25000)
    assert {(one.payer.value, one.amount_pence) for one in remedy.body.shares} == {
        ("ours", 12500),
        ("contractor", 12500),
    }
    said = next(one for one in desk.case.referrals if one.key == desk.key).decided
    assert said is not None
    assert (said.body.published_outcome, said.body.text) == ("upheld", "upheld_fault_injustice")


def test_a_discontinued_investigation_is_not_upheld_and_orders_nothing(asha: Officer) -> None:
    desk = confirmed(asha, "lgsco-23-016-199-hackney", OmbudsmanBody.LGSCO)
    said = next(one for one in desk.case.referrals if one.key == desk.key).decided
    assert said is not None
    assert (said.body.published_outcome, said.body.text) == ("not_upheld", "not_upheld_discontinued")
    assert (said.body.fault_found, orders(desk)) == (None, [])
    [head] = desk.case.heads
    assert head.body.determination == "not_decided"
    [finding] = PublishedDecision.objects.get().findings.all()
    assert (finding.state, finding.about) == (LineState.RIGHT, "The Council’s social work team")
    assert PublishedDecision.objects.get().paid_pence is None
