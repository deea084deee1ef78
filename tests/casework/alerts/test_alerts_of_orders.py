"""What is told of orders: asked before, no date, near its date; and a director hears of what was put to them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from casework.alerts.digests import told_to
from casework.alerts.models import Alert
from casework.complaints.models import Complaint
from casework.complaints.record import act, record
from casework.orders import following, jobs
from casework.people.models import Officer
from putright.cases import verbs
from tests.casework.alerts.test_looking import scan
from tests.casework.made import Officers, at
from tests.casework.orders.ordering import decided, fri_26_july, mon_1_july, ordered, payment, training
from tests.casework.outcomes.making import do

pytestmark = pytest.mark.django_db(transaction=True)

WORDS = "Remind repairs staff to keep to the times that were agreed with the resident"
mon_15_july = date(2024, 7, 15)
mon_22_july = date(2024, 7, 22)


def alerts_of(reference: str) -> dict[tuple[str, str], str]:
    """What is told of this complaint, by rule and what it is about."""
    of_it = Complaint.objects.get(reference=reference)
    found = Alert.objects.filter(complaint=of_it, ended_on=None)
    return {(one.rule, one.key): one.says for one in found}


def test_an_order_that_asks_what_an_earlier_one_asked_is_told_until_it_ends(officers: Officers) -> None:
    first = decided(officers.asha, reference="1")
    ordered(first, training(WORDS), by=officers.asha)
    second = decided(officers.asha, reference="2")
    key = ordered(second, training(WORDS), by=officers.asha, now=at(mon_1_july, 10)).keys[0]
    assert first.complaint is not None
    assert second.complaint is not None
    scan(mon_15_july)
    told = alerts_of(second.complaint.reference)["DR-25", f"order:{key}"]
    assert told.startswith("An Ombudsman asks what it asked in an earlier case")
    assert first.complaint.reference not in told
    assert not any(rule == "DR-25" for rule, _ in alerts_of(first.complaint.reference))
    do(following.accept_order, second.complaint.reference, key, "By letter", by=officers.asha, on=mon_15_july)
    scan(mon_15_july + timedelta(days=1))
    assert ("DR-25", f"order:{key}") not in alerts_of(second.complaint.reference)


def test_one_that_is_older_than_the_rule_looks_back_is_no_alert(officers: Officers) -> None:
    long_ago = fri_26_july - timedelta(days=500)
    first = decided(officers.asha, reference="1", received=long_ago, on=long_ago)
    ordered(first, training(WORDS), by=officers.asha, on=long_ago)
    second = decided(officers.asha, reference="2")
    ordered(second, training(WORDS), by=officers.asha, now=at(mon_1_july, 10))
    assert second.complaint is not None
    scan(mon_15_july)
    assert not any(rule == "DR-25" for rule, _ in alerts_of(second.complaint.reference))


def test_an_order_without_a_date_and_one_near_its_date_are_told(officers: Officers) -> None:
    case = decided(officers.asha)
    undated, near = ordered(case, training(WORDS, due=None), payment(), by=officers.asha).keys
    assert case.complaint is not None
    scan(mon_22_july)
    told = alerts_of(case.complaint.reference)
    assert ("DR-28", f"order:{undated}") in told
    assert ("DR-20", f"order:{near}") in told


def director(officers: Officers) -> Officer:
    """A director of another team."""
    Officer.objects.filter(pk=officers.bela.pk).update(grade=4, team=None)
    return Officer.objects.get(pk=officers.bela.pk)


def test_the_daily_e_mail_tells_every_director_of_what_was_put_to_them_and_no_more(
    officers: Officers,
) -> None:
    boss = director(officers)
    case = decided(officers.asha)
    ordered(case, payment(), by=officers.asha)
    scan(mon_15_july)
    assert told_to(boss, on=mon_15_july).number == 0
    assert jobs.run_next(now=at(mon_22_july, 6))
    scan(mon_22_july)
    told = told_to(boss, on=mon_22_july)
    assert [one.rule.key for one in told.sections] == ["DR-20"]
    assert case.complaint is not None
    assert [line.reference for one in told.sections for line in one.lines] == [case.complaint.reference]


def test_a_director_who_may_not_see_the_complaint_hears_nothing(officers: Officers) -> None:
    boss = director(officers)
    case = decided(officers.asha)
    ordered(case, payment(), by=officers.asha)
    assert case.complaint is not None
    record(case.complaint.reference, act(verbs.restrict, officers=(str(officers.asha.pk),), at=mon_1_july),
           by=officers.asha, now=at(mon_1_july, 20))  # fmt: skip
    jobs.run_next(now=at(mon_22_july, 6))
    scan(mon_22_july)
    assert told_to(boss, on=mon_22_july).number == 0
