"""The pages of remedies, actions and lessons: what is asked, what is kept on an error, who may, also when closed."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from typing import Any

import pytest
from django.test import Client

from casework.complaints.record import act
from casework.outcomes import course
from casework.outcomes.models import ActionParticulars, Impact, LedgerLine, Lesson
from casework.outcomes.queries import payees
from casework.outcomes.views.steps import ACTION_STEPS, REMEDY_STEPS
from casework.people.models import Officer
from putright.cases import verbs
from putright.vocabulary import ClosingReason, RemedyType
from tests.casework import made
from tests.casework.made import mon_20_may
from tests.casework.outcomes import making
from tests.casework.outcomes.making import (
    accepted,
    apology,
    do,
    offer_of,
    page_of,
    propose,
    version,
    wed_12_june,
)

pytestmark = pytest.mark.django_db(transaction=True)


def day(name: str, on: date) -> dict[str, str]:
    return {f"{name}-day": str(on.day), f"{name}-month": str(on.month), f"{name}-year": str(on.year)}


@pytest.fixture
def reference(client: Client, asha: Officer) -> str:
    """A complaint being answered, and the complaints officer logged in."""
    client.force_login(asha)
    return making.working(asha)


def seen(reference: str) -> dict[str, Any]:
    return {"seen_version": version(reference), **day("at", mon_20_may)}


def payment(reference: str, asha: Officer, **rest: Any) -> dict[str, Any]:
    """What the form of a payment for distress sends."""
    return {
        **seen(reference),
        "points": ["1"],
        "words": "A payment for six weeks of distress",
        "amount": "£1,250.50",
        "band": "",
        "differs": "",
        "split": "ours",
        "payee": page_payee(reference, asha),
        "method": "bank transfer",
        "set_off": "",
        "supersedes": "",
        "owner": str(asha.pk),
        **day("due", wed_12_june),
        **rest,
    }


def page_payee(reference: str, asha: Officer) -> str:
    return str(payees(page_of(reference, asha).complaint_id)[0].id)


def test_impact_comes_before_a_payment(client: Client, reference: str, asha: Officer) -> None:
    base = f"/complaints/{reference}/remedies"
    assert "say what it meant for the resident" in client.get(f"{base}/propose").content.decode()
    refused = client.post(f"{base}/propose/pay_distress", payment(reference, asha))
    assert refused.status_code == 422
    assert "Say first what it meant for the resident" in refused.content.decode()
    assert "A payment for six weeks of distress" in refused.content.decode()
    given = {**seen(reference), "impact_version": "0", "severity": "2", "factors": ["sleep-lost"], "who": "All of them",
             **day("began_on", made.wed_1_may), **day("ended_on", mon_20_may)}  # fmt: skip
    assert client.post(f"{base}/impact", given).status_code == 302
    text = client.get(f"{base}/propose/pay_distress?point=1").content.decode()
    assert "The Ombudsman’s guidance suggests £100 to £600, not confirmed, because: severity 2" in text
    assert "raises: They lost sleep" in text
    assert '<option value="hos_remedies/maladministration" selected' in text
    assert client.post(f"{base}/propose/pay_distress", payment(reference, asha)).status_code == 302
    tab = client.get(base).content.decode()
    assert "£1,250.50" in tab
    assert "Severity 2 of 4" in tab


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("12,50", "is not a sum"),
        ("£1,250.5", "has not two figures for the pence"),
        ("-5", "is less than nothing"),
        ("0", "enter a sum above nothing"),
        ("about 50", "is not a sum"),
        ("123456789012", "is more than can be right"),
        ("", "enter an answer"),
    ],
)
def test_a_wrong_sum_gets_a_sentence_and_is_kept(
    client: Client, reference: str, asha: Officer, typed: str, says: str
) -> None:
    making.judged(reference, asha)
    answer = client.post(
        f"/complaints/{reference}/remedies/propose/pay_distress", payment(reference, asha, amount=typed)
    )
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert f'value="{typed}"' in answer.content.decode() or not typed
    assert not LedgerLine.objects.exists()


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"band": "hos_remedies/maladministration", "amount": "50"}, "is below £100 to £600"),
        (
            {"split": "typed", "share-ours": "100", "share-contractor": "50", "amount": "250"},
            "make £150, not £250",
        ),
        ({"payee": ""}, "nobody is named on this complaint who can be"),
        ({"payee": "987654"}, "choose one of the answers shown"),
        ({"due-day": "31", "due-month": "6", "due-year": "2024"}, "is not a date"),
        ({"due-day": "", "due-month": "", "due-year": ""}, "By when?: enter an answer"),
    ],
)
def test_what_is_wrong_with_a_payment_is_told_and_everything_is_kept(
    client: Client, reference: str, asha: Officer, fields: dict[str, str], says: str
) -> None:
    making.judged(reference, asha)
    address = f"/complaints/{reference}/remedies/propose/pay_distress"
    answer = client.post(address, payment(reference, asha, **fields))
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert "A payment for six weeks of distress" in answer.content.decode()


def test_halves_are_one_click_and_the_odd_penny_is_kept(
    client: Client, reference: str, asha: Officer
) -> None:
    making.judged(reference, asha)
    address = f"/complaints/{reference}/remedies/propose/pay_distress"
    given = payment(reference, asha, amount="250.01", split="halves-contractor")
    assert client.post(address, given).status_code == 302
    assert (
        "Our own service £125.01, The contractor £125"
        in client.get(address.split("/propose")[0]).content.decode()
    )


def test_months_and_days_are_reckoned(client: Client, reference: str, asha: Officer) -> None:
    making.judged(reference, asha)
    address = f"/complaints/{reference}/remedies/propose/pay_loss_service"
    given = payment(
        reference, asha, unit="£150", per="month", periods="4", part_days="15", rounding="by_days"
    )
    assert client.post(address, {**given, "periods": "four"}).status_code == 422
    assert client.post(address, given).status_code == 302
    assert LedgerLine.objects.get().whole_pence == 675_00


def test_set_off_is_held_until_somebody_gives_a_reason(client: Client, reference: str, asha: Officer) -> None:
    making.judged(reference, asha)
    address = f"/complaints/{reference}/remedies/propose/pay_distress"
    held = client.post(address, payment(reference, asha, set_off_debt="on"))
    assert held.status_code == 422
    assert "Not recorded yet" in held.content.decode()
    going_on = client.post(address, payment(reference, asha, set_off_debt="on", going_on="Ordered by phone"))
    assert going_on.status_code == 302


def test_nobody_asked_is_no_reason_for_none(client: Client, reference: str) -> None:
    address = f"/complaints/{reference}/remedies/none"
    given = {**seen(reference), "point": "1", "words": "The resident has not asked for anything."}
    answer = client.post(address, given)
    assert answer.status_code == 422
    assert "whether a remedy was asked for is no reason" in answer.content.decode()
    assert "The resident has not asked for anything." in answer.content.decode()
    assert client.post(address, {**given, "words": "It was put right within the hour."}).status_code == 302
    assert (
        "It was put right within the hour."
        in client.get(f"/complaints/{reference}/remedies").content.decode()
    )


def test_an_upheld_answer_asks_for_a_decision(client: Client, reference: str, asha: Officer) -> None:
    making.write(reference, asha)
    assert (
        "Point 1 is upheld: decide what puts it right"
        in client.get(f"/complaints/{reference}/remedies").content.decode()
    )


def test_from_approval_to_proof(
    client: Client, reference: str, asha: Officer, officers: made.Officers
) -> None:
    making.seniors(officers)
    key = propose(reference, asha)
    base = f"/complaints/{reference}/remedies"
    text = client.post(
        f"{base}/{key}/approved", {**seen(reference), "payee_confirmed": "on"}
    ).content.decode()
    assert "You proposed it: somebody else approves it; it may be approved by Bela Example" in text
    client.force_login(officers.bela)
    stale = seen(reference)
    held = client.post(f"{base}/{key}/approved", stale)
    assert held.status_code == 422
    assert "payee" in held.content.decode()
    assert client.post(f"{base}/{key}/approved", {**stale, "payee_confirmed": "on"}).status_code == 302
    assert client.post(f"{base}/{key}/offered", {**stale, "words": "By phone"}).status_code == 409
    client.post(f"{base}/{key}/offered", {**seen(reference), "words": "By phone"})
    client.post(f"{base}/{key}/accepted", {**seen(reference), "words": ""})
    proof = making.document(reference, asha, "Bank confirmation")
    paid = {**seen(reference), "amount": "250", "document": str(proof.pk), "words": ""}
    missing = client.post(f"{base}/{key}/paid", {**paid, "document": ""})
    assert "What shows it is missing" in missing.content.decode()
    assert client.post(f"{base}/{key}/paid", paid).status_code == 302
    text = client.get(base).content.decode()
    assert "Everything offered is paid." in text
    assert f"/documents/{proof.pk}" in text


@pytest.mark.parametrize("step", [one.name for one in REMEDY_STEPS])
def test_a_step_that_does_not_apply_goes_back_and_an_unknown_remedy_is_not_found(
    client: Client, reference: str, asha: Officer, step: str
) -> None:
    key = propose(reference, asha, apology(asha))
    do(course.withdraw, reference, key, "Entered twice", by=asha)
    base = f"/complaints/{reference}/remedies"
    assert client.get(f"{base}/{key}/{step}").headers["Location"] == base
    assert client.get(f"{base}/987654/{step}").status_code == 404
    assert client.get(f"{base}/{key}/made-up").status_code == 404


def action_sent(reference: str, owner: Officer, **rest: Any) -> dict[str, Any]:
    return {
        **seen(reference), "type": "training", "words": "Brief the team", "owner": str(owner.pk), "recheck": "",
        **day("due", wed_12_june), **rest,
    }  # fmt: skip


def test_an_action_goes_on_on_a_closed_complaint(
    client: Client, asha: Officer, officers: made.Officers
) -> None:
    reference = making.answered(asha)
    making.recorded(reference, act(verbs.close, reason=ClosingReason.ANSWERED, at=mon_20_may), by=asha)
    client.force_login(asha)
    base = f"/complaints/{reference}/actions"
    assert client.post(f"{base}/agree", action_sent(reference, asha, recheck="no")).status_code == 422
    assert client.post(f"{base}/agree", action_sent(reference, asha, recheck="3")).status_code == 302
    key = str(ActionParticulars.objects.get().pk)
    too_much = client.post(
        f"{base}/{key}/progressed", {**seen(reference), "percent": "120", "words": "Half of them"}
    )
    assert too_much.status_code == 422
    assert "Half of them" in too_much.content.decode()
    client.post(f"{base}/{key}/progressed", {**seen(reference), "percent": "50", "words": ""})
    same = {**seen(reference), **day("due", wed_12_june), "owner": "", "words": "The trainer is ill"}
    assert (
        "that is the date it has already" in client.post(f"{base}/{key}/rescheduled", same).content.decode()
    )
    client.post(f"{base}/{key}/rescheduled", {**same, **day("due", date(2024, 7, 1))})  # a Monday
    client.post(f"{base}/{key}/done", {**seen(reference), "document": "", "words": "All were there"})
    tab = client.get(f"/complaints/{reference}/remedies").content.decode()
    assert "All were there" in tab
    assert f"{key}/verified" not in tab  # who says it is done is not offered to verify it
    mine = client.post(f"{base}/{key}/verified", {**seen(reference), "words": ""})
    assert "somebody else verifies it" in mine.content.decode().lower()
    client.force_login(officers.bela)
    assert client.post(f"{base}/{key}/verified", {**seen(reference), "words": ""}).status_code == 302
    assert "Verified" in client.get(f"/complaints/{reference}/remedies").content.decode()


def test_only_a_manager_is_offered_to_give_an_action_up(
    client: Client, reference: str, asha: Officer, officers: made.Officers
) -> None:
    client.post(f"/complaints/{reference}/actions/agree", action_sent(reference, asha))
    address = f"/complaints/{reference}/actions/{ActionParticulars.objects.get().pk}/given-up"
    assert client.get(address).status_code == 403
    client.force_login(officers.bela)
    given = {**seen(reference), "words": "The contractor is gone", "agreed_by_ombudsman": "on"}
    assert client.post(address, given).status_code == 302
    assert "agreed by the Ombudsman" in client.get(f"/complaints/{reference}/remedies").content.decode()


def test_every_step_of_an_action_is_known_by_its_address(client: Client, reference: str) -> None:
    for one in ACTION_STEPS:
        status = client.get(f"/complaints/{reference}/actions/987654/{one.name}").status_code
        assert status in (403, 404)


def test_a_lesson_is_recorded_told_and_approved(
    client: Client, asha: Officer, officers: made.Officers
) -> None:
    reference = making.answered(asha)
    client.force_login(asha)
    tab = f"/complaints/{reference}/remedies"
    assert "Upheld, and nothing learned yet" in client.get(tab).content.decode()
    base = f"/complaints/{reference}/lessons"
    given = {
        **seen(reference),
        "kind": "lesson",
        "words": "Ring before every visit",
        "root_cause": "",
        "cause": "",
        "changed": "",
    }
    refused = client.post(f"{base}/learn", given)
    assert refused.status_code == 422
    assert "choose what figures count it as" in refused.content.decode()
    client.post(f"{base}/learn", {**given, "root_cause": "process", "cause": "missed_appointment"})
    key = Lesson.objects.get().pk
    said = {**seen(reference), "lesson_version": "1", "said": "You waited in vain", "did": "We ring first"}
    assert client.post(f"{base}/{key}/tell", said).status_code == 302
    stale = client.post(f"{base}/{key}/tell", {**said, "did": "We write first"})
    assert stale.status_code == 422
    assert "We write first" in stale.content.decode()
    own = client.post(f"{base}/{key}/approve", {**seen(reference), "lesson_version": "2"})
    assert "somebody else approves it" in own.content.decode().lower()
    client.force_login(officers.bela)
    assert client.post(f"{base}/{key}/approve", {**seen(reference), "lesson_version": "2"}).status_code == 302
    assert "For everybody to read" in client.get(tab).content.decode()
    assert client.get(f"{base}/987654/tell").status_code == 404


def test_a_lesson_that_returns_is_told_at_once(client: Client, asha: Officer) -> None:
    client.force_login(asha)
    for number, reference in enumerate((making.answered(asha), making.answered(asha))):
        given = {**seen(reference), "kind": "lesson", "words": "Ring before every visit", "root_cause": "process",
                 "cause": "missed_appointment", "changed": ""}  # fmt: skip
        answer = client.post(f"/complaints/{reference}/lessons/learn", given, follow=True)
        assert ("This was learned before" in answer.content.decode()) == bool(number)


def test_who_may(client: Client, reference: str, asha: Officer, officers: made.Officers) -> None:
    key = propose(reference, asha)
    base = f"/complaints/{reference}"
    writing = [
        "remedies/impact", "remedies/propose", "remedies/propose/apology", "remedies/none", f"remedies/{key}/approved",
        "actions/agree", "lessons/learn",
    ]  # fmt: skip
    client.force_login(officers.ewan)  # an auditor reads
    tab = client.get(f"{base}/remedies")
    assert tab.status_code == 200
    assert "Propose a remedy" not in tab.content.decode()
    assert f"{key}/approved" not in tab.content.decode()
    for address in writing:
        assert client.get(f"{base}/{address}").status_code == 403, address
    for stranger in (officers.carl, officers.fern):  # of another team, of another organisation
        client.force_login(stranger)
        for address in ("remedies", *writing):
            assert client.get(f"{base}/{address}").status_code == 404, address
    making.recorded(reference, act(verbs.restrict, officers=[str(asha.pk)], at=mon_20_may), by=asha)
    client.force_login(officers.bela)  # not named on it
    for address in ("remedies", *writing):
        assert client.get(f"{base}/{address}").status_code == 404, address


def test_every_type_of_remedy_has_its_form(client: Client, reference: str, asha: Officer) -> None:
    making.judged(reference, asha)
    chosen = client.get(f"/complaints/{reference}/remedies/propose?point=1").content.decode()
    for one in RemedyType:
        address = f"/complaints/{reference}/remedies/propose/{one.value}"
        assert f"{address}?point=1" in chosen
        assert client.get(address).status_code == 200, one
        assert client.post(address, {"seen_version": "0"}).status_code == 422, one
    assert client.get(f"/complaints/{reference}/remedies/propose/money").status_code == 404


def test_the_boards_are_read_by_everybody_and_show_what_they_may_see(
    client: Client, reference: str, asha: Officer, officers: made.Officers
) -> None:
    making.seniors(officers)
    accepted(reference, propose(reference, asha), asha, officers.bela)
    client.post(f"/complaints/{reference}/actions/agree", action_sent(reference, asha))
    for address in (
        "/actions",
        "/actions?view=ended",
        "/remedies?view=to-pay",
        "/lessons",
        "/lessons?view=none",
        "/limits",
    ):
        assert client.get(address).status_code == 200
    assert reference in client.get("/actions").content.decode()
    assert reference in client.get("/remedies?view=to-pay").content.decode()
    assert client.get("/remedies?view=nonsense&page=x").status_code == 200
    client.force_login(officers.carl)
    for address in ("/actions?view=open", "/remedies?view=to-pay"):
        assert reference not in client.get(address).content.decode()


def test_only_some_take_the_list_of_payments_out(
    client: Client, reference: str, asha: Officer, officers: made.Officers
) -> None:
    making.seniors(officers)
    accepted(reference, propose(reference, asha), asha, officers.bela)
    assert client.post("/remedies/payments").status_code == 403
    client.force_login(officers.bela)
    answer = client.post("/remedies/payments")
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert "attachment" in answer.headers["Content-Disposition"]
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert reference in answer.content.decode("utf-8-sig")
    assert client.get("/remedies/payments").status_code == 405


def test_limits_are_set_by_an_administrator(client: Client, officers: made.Officers) -> None:
    client.force_login(officers.asha)
    assert "An administrator sets them." in client.get("/limits").content.decode()
    assert client.post("/limits", {}).status_code == 403
    client.force_login(officers.dana)
    assert "Nobody may approve a payment yet." in client.get("/limits").content.decode()
    odd = client.post("/limits", {"limit-1": "£500", "limit-2": "£100", "limit-3": "lots", "limit-4": ""})
    assert odd.status_code == 422
    assert 'value="lots"' in odd.content.decode()
    less = client.post("/limits", {"limit-1": "£500", "limit-2": "£100"})
    assert "Manager: more senior than officer" in less.content.decode()
    both = client.post("/limits", {"limit-2": "£100", "free-2": "on"})
    assert "not both" in both.content.decode()
    ok = client.post("/limits", {"limit-2": "£250", "limit-3": "£1,000", "free-4": "on"})
    assert ok.status_code == 302
    text = client.get("/limits").content.decode()
    assert "£1,000" in text
    assert "any sum" in text


def test_the_tab_says_when_no_limits_are_set(client: Client, reference: str, asha: Officer) -> None:
    propose(reference, asha, offer_of(asha))
    assert "No limits are set" in client.get(f"/complaints/{reference}/remedies").content.decode()
    assert Impact.objects.exists()


def test_the_tabs_cost_few_statements(
    client: Client, reference: str, asha: Officer, statements: Callable[[int], AbstractContextManager[None]]
) -> None:
    propose(reference, asha)
    making.write(reference, asha)
    client.get(f"/complaints/{reference}/answers")
    with statements(14):  # session, officer, seven of the complaint, five of its answers
        client.get(f"/complaints/{reference}/answers")
    with statements(18):  # session, officer, seven of the complaint, three, five and one of its own
        client.get(f"/complaints/{reference}/remedies")
