"""The ledger: what is entered, what is refused and why, approval within limits, payment, and the end of it."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from typing import Any

import pytest

from casework.complaints.commands import ChangedSince, Held
from casework.complaints.models import Note, OpenEnd, Party
from casework.complaints.record import act
from casework.outcomes import course, decisions, queries
from casework.outcomes.impact import ImpactRow, save_impact
from casework.outcomes.models import LedgerLine
from casework.outcomes.offers import WrongOffer
from casework.outcomes.remedying import decide_no_remedy, propose_remedy
from casework.people.models import Officer
from putright.cases import CaseError, verbs
from putright.outcomes import Rounding, Share
from putright.vocabulary import PartyAtFault, Period, RemedyDecision, RemedyStep, RemedyType, SetOff
from tests.casework import made
from tests.casework.made import at, mon_20_may
from tests.casework.outcomes import making
from tests.casework.outcomes.making import accepted, apology, do, offer_of, page_of, propose, version

pytestmark = pytest.mark.django_db(transaction=True)
Statements = Callable[[int], AbstractContextManager[None]]
OURS, CONTRACTOR = PartyAtFault.OURS, PartyAtFault.CONTRACTOR


def card(reference: str, by: Officer) -> queries.RemedyCard:
    return queries.ledger(page_of(reference, by), today=mon_20_may).cards[-1]


def test_a_payment_is_entered_with_its_row_of_the_guidance(asha: Officer) -> None:
    reference = making.working(asha)
    halves = (Share(OURS, 125_00), Share(CONTRACTOR, 125_00))
    propose(reference, asha, offer_of(asha, band="hos_remedies/maladministration", shares=halves))
    one = card(reference, asha)
    assert (one.sum_says, one.step, one.points) == ("£250", RemedyStep.PROPOSED, ("1",))
    assert one.shares == ("Our own service £125", "The contractor £125")
    assert "£250 is within £100 to £600" in one.basis
    assert (one.payee, one.method) == ("Gwendolyn Ashdown", "bank transfer")
    assert decisions.remedy_decision(page_of(reference, asha).case, "1") is RemedyDecision.OFFERED


@pytest.mark.parametrize(
    ("rest", "field", "says"),
    [
        ({"amount_pence": None}, "amount", "has no amount"),
        ({"words": " "}, "words", "say it as the letter will"),
        ({"due": None}, "due", "enter a day"),
        ({"owner": None}, "owner", "choose an officer"),
        ({"method": ""}, "method", "choose a way"),
        ({"payee": "987654"}, "payee", "nobody is named"),
        ({"band": "hos_remedies/made-up"}, "band", "choose a row"),
        ({"shares": (Share(OURS, 100_00), Share(CONTRACTOR, 100_00))}, "share-ours", "make £200, not £250"),
        ({"supersedes": "987654"}, "supersedes", "choose one of the ledger"),
        ({"amount_pence": 50_00, "band": "hos_remedies/maladministration"}, "differs", "is below £100 to £600"),
        ({"type": RemedyType.APOLOGY}, "amount", "is no payment"),
        ({"type": RemedyType.RECORDS, "amount_pence": None}, "detail-which_record", "which record"),
        ({"type": RemedyType.PAY_LOSS_SERVICE, "amount_pence": None, "unit_pence": 150_00, "per": Period.MONTH,
          "periods": 0}, "unit", "make no sum"),
        ({"type": RemedyType.RECURRING_PAYMENT, "amount_pence": None, "unit_pence": 300_00, "per": Period.MONTH},
         "condition", "say the condition"),
    ],
)  # fmt: skip
def test_each_wrong_offer_is_told_at_its_field(
    asha: Officer, rest: dict[str, Any], field: str, says: str
) -> None:
    reference = making.working(asha)
    making.judged(reference, asha)
    with pytest.raises(WrongOffer) as wrong:
        propose(reference, asha, replace(offer_of(asha), **rest))
    told = dict(wrong.value.problems)
    assert says in told[field], told
    assert not LedgerLine.objects.exists()


def test_a_symbolic_payment_waits_for_the_impact_and_an_apology_does_not(asha: Officer) -> None:
    reference = making.working(asha)
    with pytest.raises(WrongOffer, match="Say first what it meant"):
        propose_remedy(
            reference,
            offer_of(asha),
            at=mon_20_may,
            by=asha,
            now=at(mon_20_may),
            seen_version=version(reference),
        )
    propose_remedy(
        reference, apology(asha), at=mon_20_may, by=asha, now=at(mon_20_may), seen_version=version(reference)
    )
    assert card(reference, asha).state.body.type is RemedyType.APOLOGY


def test_nobody_to_pay_is_said_plainly(asha: Officer) -> None:
    reference = making.working(asha)
    Party.objects.all().delete()
    with pytest.raises(WrongOffer, match="nobody is named on this complaint who can be"):
        propose(reference, asha)


def test_below_the_guidance_goes_with_a_reason(asha: Officer) -> None:
    reference = making.working(asha)
    low = offer_of(asha, 50_00, band="hos_remedies/maladministration", differs="She caused part of it")
    propose(reference, asha, low)
    assert card(reference, asha).differs == "She caused part of it"


def test_a_sum_by_the_month_tells_how_it_was_reckoned(asha: Officer) -> None:
    reference = making.working(asha)
    monthly = offer_of(asha, None, type=RemedyType.PAY_LOSS_SERVICE, unit_pence=150_00, per=Period.MONTH, periods=4,
                       part_days=10, rounding=Rounding.UP)  # fmt: skip
    propose(reference, asha, monthly)
    one = card(reference, asha)
    assert (one.sum_says, one.reckoned) == ("£750", "4 × £150 a month and 10 days")


def test_a_payment_against_a_debt_is_held_without_an_order_or_agreement(asha: Officer) -> None:
    reference = making.working(asha)
    with pytest.raises(Held) as held:
        propose(reference, asha, offer_of(asha, set_off_debt=True))
    assert [one.duty for one in held.value.would_break] == ["paid-to-the-person"]
    assert not LedgerLine.objects.exists()
    propose(reference, asha, offer_of(asha, set_off_debt=True, set_off=SetOff.AGREED))
    assert LedgerLine.objects.count() == 1


def test_a_later_offer_replaces_an_earlier_one_once_it_is_made_and_says_why(
    asha: Officer, officers: made.Officers
) -> None:
    making.seniors(officers)
    reference = making.working(asha)
    first = propose(reference, asha, offer_of(asha, 50_00))
    do(course.approve, reference, first, by=officers.bela, payee_confirmed=True)
    do(course.offer, reference, first, "By phone", by=asha)
    with pytest.raises(WrongOffer, match="£250 instead of £50; say why"):
        propose(reference, asha, offer_of(asha, supersedes=first))
    second = propose(reference, asha, offer_of(asha, supersedes=first, differs="The harm was greater"))
    found = queries.ledger(page_of(reference, asha), today=mon_20_may)
    assert found.totals.offered_pence == 50_00
    do(course.approve, reference, second, by=officers.bela, payee_confirmed=True)
    do(course.offer, reference, second, "By phone", by=asha)
    found = queries.ledger(page_of(reference, asha), today=mon_20_may)
    assert (found.totals.offered_pence, found.cards[0].step) == (250_00, RemedyStep.SUPERSEDED)
    with pytest.raises(WrongOffer, match="is superseded"):
        propose(reference, asha, offer_of(asha, supersedes=first, differs="Again"))


def test_goodwill_never_answers_what_puts_a_point_right(asha: Officer) -> None:
    reference = making.working(asha)
    gift = offer_of(
        asha, None, type=RemedyType.GOODWILL, words="A hamper", method="", details={"suits_person": "No nuts"}
    )
    propose(reference, asha, gift)
    assert decisions.remedy_decision(page_of(reference, asha).case, "1") is RemedyDecision.NOT_DECIDED


def test_none_needs_a_reason_and_not_that_nobody_asked(asha: Officer) -> None:
    reference = making.working(asha)
    with pytest.raises(CaseError, match="say why nothing puts this point right"):
        do(decide_no_remedy, reference, "1", "  ", by=asha)
    with pytest.raises(CaseError, match="DR-27"):
        do(decide_no_remedy, reference, "1", "She did not ask for compensation.", by=asha)
    why = "The repair was done the same day and nothing was lost."
    do(decide_no_remedy, reference, "1", why, by=asha)
    page = page_of(reference, asha)
    assert decisions.remedy_decision(page.case, "1") is RemedyDecision.NONE_WITH_REASON
    assert queries.ledger(page, today=mon_20_may).none == (
        ("1", "The repair was done the same day and nothing was lost."),
    )


def test_none_cannot_be_decided_while_an_offer_stands(asha: Officer) -> None:
    reference = making.working(asha)
    key = propose(reference, asha, apology(asha))
    with pytest.raises(CaseError, match="a remedy stands for this point"):
        do(decide_no_remedy, reference, "1", "Nothing was lost.", by=asha)
    do(course.withdraw, reference, key, "Entered on the wrong point", by=asha)
    do(decide_no_remedy, reference, "1", "Nothing was lost.", by=asha)
    assert decisions.remedy_decision(page_of(reference, asha).case, "1") is RemedyDecision.NONE_WITH_REASON


def test_nobody_approves_until_limits_are_set(asha: Officer, officers: made.Officers) -> None:
    reference = making.working(asha)
    key = propose(reference, asha)
    with pytest.raises(CaseError, match="an administrator sets the delegated limits first"):
        do(course.approve, reference, key, by=officers.bela, payee_confirmed=True)


def test_who_proposed_it_does_not_approve_it(officers: made.Officers) -> None:
    making.seniors(officers)
    reference = making.working(officers.bela)
    key = propose(reference, officers.bela)
    with pytest.raises(
        CaseError, match="you proposed it: somebody else approves it; nobody here may approve it yet"
    ):
        do(course.approve, reference, key, by=officers.bela, payee_confirmed=True)


def test_beyond_the_limit_it_is_said_who_may(asha: Officer, officers: made.Officers) -> None:
    making.seniors(officers)
    Officer.objects.filter(pk=officers.carl.pk).update(grade=3)
    reference = making.working(asha)
    key = propose(reference, asha, offer_of(asha, 250_01))
    with pytest.raises(CaseError, match="your limit is £250; it may be approved by Carl Example"):
        do(course.approve, reference, key, by=officers.bela, payee_confirmed=True)
    with pytest.raises(CaseError, match="you proposed it"):
        do(course.approve, reference, key, by=asha, payee_confirmed=True)
    with pytest.raises(CaseError, match="your grade may approve nothing"):
        do(course.approve, reference, key, by=officers.dana, payee_confirmed=True)
    officers.carl.grade = 3
    do(course.approve, reference, key, by=officers.carl, payee_confirmed=True)
    assert card(reference, asha).approved_by == "Carl Example"


def test_above_the_guidance_somebody_more_senior_approves(asha: Officer, officers: made.Officers) -> None:
    making.seniors(officers)
    Officer.objects.filter(pk=officers.asha.pk).update(grade=1)
    reference = making.working(asha)
    making.judged(reference, asha, severity=3)
    key = propose(reference, asha, offer_of(asha, 200_00, band="hos_remedies/service-failure"))
    assert "above £50 to £100" in card(reference, asha).guards[0]
    with pytest.raises(CaseError, match="a head of service or somebody more senior approves it"):
        do(course.approve, reference, key, by=officers.bela, payee_confirmed=True)


def test_in_a_restricted_complaint_only_the_named_can_be_asked_to_approve(
    asha: Officer, officers: made.Officers
) -> None:
    making.seniors(officers)
    Officer.objects.filter(pk=officers.carl.pk).update(grade=3)
    reference = making.working(asha)
    key = propose(reference, asha, offer_of(asha, 400_00))
    making.recorded(
        reference, act(verbs.restrict, officers=[str(asha.pk), str(officers.bela.pk)], at=mon_20_may), by=asha
    )
    with pytest.raises(CaseError, match="nobody here may approve it yet"):
        do(course.approve, reference, key, by=officers.bela, payee_confirmed=True)


def test_the_second_of_two_approvers_is_told_and_nothing_is_doubled(
    asha: Officer, officers: made.Officers
) -> None:
    making.seniors(officers)
    Officer.objects.filter(pk=officers.carl.pk).update(grade=3)
    officers.carl.grade = 3
    reference = making.working(asha)
    key = propose(reference, asha)
    seen = version(reference)
    both = {"payee_confirmed": True, "at": mon_20_may, "now": at(mon_20_may, 18)}
    course.approve(reference, key, by=officers.bela, seen_version=seen, **both)
    with pytest.raises(ChangedSince):
        course.approve(reference, key, by=officers.carl, seen_version=seen, **both)
    with pytest.raises(CaseError, match="approved already"):
        course.approve(reference, key, by=officers.carl, seen_version=version(reference), **both)
    assert [one.step for one in card(reference, asha).steps] == [RemedyStep.APPROVED]


def test_an_unconfirmed_payee_is_held_and_a_reason_is_counted(asha: Officer, officers: made.Officers) -> None:
    making.seniors(officers)
    reference = making.working(asha)
    key = propose(reference, asha)
    with pytest.raises(Held) as held:
        do(course.approve, reference, key, by=officers.bela, payee_confirmed=False)
    assert held.value.would_break[0].detection == "DR-22"
    assert not card(reference, asha).approved_by
    do(
        course.approve,
        reference,
        key,
        by=officers.bela,
        payee_confirmed=False,
        going_on="Confirmed on Friday",
    )
    assert Note.objects.get(about="override").words == "Confirmed on Friday"


def test_a_payment_goes_from_offer_to_proof(asha: Officer, officers: made.Officers) -> None:
    making.seniors(officers)
    reference = making.working(asha)
    key = propose(reference, asha)
    with pytest.raises(CaseError, match="it has not been offered yet"):
        do(course.accept, reference, key, "She agrees", by=asha)
    accepted(reference, key, asha, officers.bela)
    proof = making.document(reference, asha, "Bank confirmation")
    with pytest.raises(CaseError, match="what shows it is missing"):
        do(course.pay, reference, key, 100_00, by=asha, document=None, payee_confirmed=False)
    with pytest.raises(CaseError, match="a sum above nothing"):
        do(course.pay, reference, key, 0, by=asha, document=proof.pk, payee_confirmed=False)
    do(course.pay, reference, key, 100_00, by=asha, document=proof.pk, payee_confirmed=False)
    assert (card(reference, asha).step, card(reference, asha).outstanding_pence) == (
        RemedyStep.ACCEPTED,
        150_00,
    )
    with pytest.raises(Held) as held:
        do(course.pay, reference, key, 200_00, by=asha, document=proof.pk, payee_confirmed=False)
    assert held.value.would_break[0].says == "£200 is more than the £150 still to be paid"
    do(
        course.pay,
        reference,
        key,
        150_00,
        by=asha,
        document=None,
        words="The bank confirmed it",
        payee_confirmed=False,
    )
    assert card(reference, asha).step is RemedyStep.PAID
    assert not OpenEnd.objects.get(kind="remedy").is_open
    with pytest.raises(CaseError, match="came to its end"):
        do(course.pay, reference, key, 1_00, by=asha, document=proof.pk, payee_confirmed=False)


def test_paying_what_nobody_approved_or_accepted_is_held(asha: Officer) -> None:
    reference = making.working(asha)
    key = propose(reference, asha)
    with pytest.raises(Held) as held:
        do(course.pay, reference, key, 250_00, by=asha, document=None, words="Paid", payee_confirmed=True)
    assert {one.duty for one in held.value.would_break} == {"payment-approved", "payment-accepted"}


def test_proof_of_another_complaint_proves_nothing(asha: Officer, officers: made.Officers) -> None:
    making.seniors(officers)
    reference = making.working(asha)
    key = propose(reference, asha)
    accepted(reference, key, asha, officers.bela)
    foreign = making.document(making.working(asha), asha)
    with pytest.raises(CaseError, match="kept with this complaint"):
        do(course.pay, reference, key, 250_00, by=asha, document=foreign.pk, payee_confirmed=True)


def test_a_refusal_ends_an_offer(asha: Officer, officers: made.Officers) -> None:
    making.seniors(officers)
    reference = making.working(asha)
    key = propose(reference, asha)
    do(course.approve, reference, key, by=officers.bela, payee_confirmed=True)
    do(course.offer, reference, key, "By phone", by=asha)
    do(course.refuse, reference, key, "It is too little", by=asha)
    assert card(reference, asha).step is RemedyStep.REFUSED
    assert queries.ledger(page_of(reference, asha), today=mon_20_may).totals.offered_pence == 0


def test_an_apology_is_done_with_what_shows_it_and_a_payment_is_paid(asha: Officer) -> None:
    reference = making.working(asha)
    sorry = propose(reference, asha, apology(asha, headings=("The delay", "The meeting")))
    payment = propose(reference, asha)
    with pytest.raises(CaseError, match="what shows it is missing"):
        do(course.finish, reference, sorry, " ", by=asha, document=None)
    with pytest.raises(CaseError, match="record what was paid"):
        do(course.finish, reference, payment, "Done", by=asha, document=None)
    do(course.finish, reference, sorry, "Sent by post", by=asha, document=None)
    cards = queries.ledger(page_of(reference, asha), today=mon_20_may).cards
    assert (cards[0].step, cards[0].headings) == (RemedyStep.DONE, ("The delay", "The meeting"))


def test_what_cannot_be_delivered_says_why_and_what_instead(asha: Officer, officers: made.Officers) -> None:
    reference = making.working(asha)
    works = offer_of(
        asha,
        None,
        type=RemedyType.SERVICE,
        words="A new door",
        method="",
        details={"contractor": "Doors Ltd"},
    )
    key, other = propose(reference, asha, works), propose(reference, asha)
    do(course.offer, reference, key, "By phone", by=asha)
    with pytest.raises(CaseError, match="say why it cannot be delivered"):
        do(course.cannot_deliver, reference, key, "", alternative=None, by=asha)
    do(course.cannot_deliver, reference, key, "The maker is gone", alternative=other, by=asha)
    one = queries.ledger(page_of(reference, asha), today=mon_20_may).cards[0]
    assert one.step is RemedyStep.UNDELIVERABLE
    assert any("must be told by letter" in says for says in one.guards)


def test_a_payment_that_recurs_is_forecast_until_its_condition_is_met(
    asha: Officer, officers: made.Officers
) -> None:
    reference = making.working(asha)
    monthly = offer_of(asha, None, type=RemedyType.RECURRING_PAYMENT, unit_pence=300_00, per=Period.MONTH,
                       condition="she is rehoused", due=mon_20_may)  # fmt: skip
    key = propose(reference, asha, monthly)
    do(course.offer, reference, key, "By phone", by=asha, going_on="Agreed in the meeting")
    found = queries.ledger(page_of(reference, asha), today=mon_20_may)
    assert (found.cards[0].sum_says, found.totals.offered_pence) == ("£300 a month", 300_00)
    assert found.totals.forecast_pence == 12 * 300_00
    with pytest.raises(CaseError, match="say what met the condition"):
        do(course.meet_condition, reference, key, "", by=asha)
    do(course.meet_condition, reference, key, "She moved", by=asha)
    assert queries.ledger(page_of(reference, asha), today=mon_20_may).totals.forecast_pence == 0


def test_it_is_taken_back_only_before_anybody_was_told(asha: Officer) -> None:
    reference = making.working(asha)
    key = propose(reference, asha, apology(asha))
    do(course.withdraw, reference, key, "Entered twice", by=asha)
    assert card(reference, asha).step is RemedyStep.WITHDRAWN
    told = propose(reference, asha, apology(asha))
    do(course.offer, reference, told, "By phone", by=asha)
    with pytest.raises(CaseError, match="offered already"):
        do(course.withdraw, reference, told, "Entered twice", by=asha)


def test_a_stage_2_remedy_changes_the_point_in_substance(asha: Officer, officers: made.Officers) -> None:
    reference = making.escalated(asha, to=officers.bela)
    propose(reference, officers.bela, offer_of(officers.bela, 100_00), on=making.thu_23_may)
    making.write(reference, officers.bela, stage="stage-2")
    (one,) = queries.answer_page(page_of(reference, officers.bela), "stage-2").points
    assert one.substance == ("added: payment for distress, time and trouble of £100",)


def test_impact_is_kept_once_a_stage_and_suggests_a_row(asha: Officer) -> None:
    reference = making.working(asha)
    making.judged(reference, asha, severity=2, factors=("sleep-lost",), began_on=made.wed_1_may)
    page = page_of(reference, asha)
    given = queries.impact(page.complaint_id, "stage-1")
    assert given.days(today=mon_20_may) == 19
    (suggested,) = queries.suggestions(page, given, today=mon_20_may)
    assert suggested.suggestion.band is not None
    assert suggested.suggestion.band.reference == "hos_remedies/maladministration"
    with pytest.raises(CaseError, match="Asha Example saved the impact meanwhile"):
        save_impact(reference, "stage-1", ImpactRow(severity=4), seen_version=0, by=asha, now=at(mon_20_may))
    save_impact(reference, "stage-1", ImpactRow(severity=4), seen_version=1, by=asha, now=at(mon_20_may))
    assert queries.impact(page.complaint_id, "stage-1").severity == 4


@pytest.mark.parametrize(
    ("given", "says"),
    [
        (ImpactRow(severity=0), "not a severity"),
        (ImpactRow(severity=2, factors=("made-up",)), "not one of the factors"),
        (ImpactRow(severity=2, began_on=mon_20_may, ended_on=made.wed_1_may), "ended before it began"),
        (ImpactRow(severity=2, ended_on=made.wed_1_may), "say when it began"),
        (ImpactRow(severity=2, began_on=making.wed_12_june), "still to come"),
    ],
)
def test_an_impact_that_cannot_be_is_refused(asha: Officer, given: ImpactRow, says: str) -> None:
    reference = making.working(asha)
    with pytest.raises(CaseError, match=says):
        save_impact(reference, "stage-1", given, seen_version=0, by=asha, now=at(mon_20_may))


def test_bank_details_in_a_note_are_warned_of(asha: Officer) -> None:
    reference = making.working(asha)
    propose(reference, asha, offer_of(asha, words="£250 to sort code 12-34-56, account 12345678"))
    (says,) = queries.ledger(page_of(reference, asha), today=mon_20_may).guards
    assert "bank details" in says


def test_the_ledger_and_its_commands_cost_few_statements(
    asha: Officer, officers: made.Officers, statements: Statements
) -> None:
    making.seniors(officers)
    reference = making.working(asha)
    making.judged(reference, asha)
    with statements(17):
        key = propose(reference, asha)
    page = page_of(reference, asha)
    with statements(5):
        queries.ledger(page, today=mon_20_may)
    with statements(14):
        do(course.approve, reference, key, by=officers.bela, payee_confirmed=True)
