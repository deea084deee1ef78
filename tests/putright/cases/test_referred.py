"""With an Ombudsman: cases, enquiries, drafts, decisions, orders, as their events leave them and as rules see them."""

from datetime import date

import pytest

from putright.cases import CaseError, EndKind, UnknownFollowed, UnknownPoint, breaches, ends, open_ends, verbs
from putright.cases.detection import alerts
from putright.cases.errors import AlreadyThere
from putright.cases.referred import (
    EnquiryMoved,
    EnquiryReceived,
    HeadDecided,
    OrderMade,
    OrderMoved,
    ReferralDecided,
    ReferralMoved,
    ReferralOpened,
)
from putright.cases.remedial import RemedyMoved, RemedyProposed
from putright.cases.serialisation import event_from_data, event_to_data
from putright.procedures import ProcedureError
from putright.vocabulary import (
    ClosingReason,
    DecisionText,
    Determination,
    EnquiryKind,
    EnquiryStep,
    OmbudsmanBody,
    OrderKind,
    OrderStep,
    PublishedOutcome,
    ReferralKind,
    RemedyStep,
    RemedyType,
)
from tests.putright.cases.made import received, then
from tests.putright.cases.test_breaches import ENGLAND, EVERY

thu_2_may = date(2024, 5, 2)
fri_10_may = date(2024, 5, 10)
mon_13_may = date(2024, 5, 13)
fri_24_may = date(2024, 5, 24)
mon_3_june = date(2024, 6, 3)
tue_4_june = date(2024, 6, 4)
fri_28_june = date(2024, 6, 28)


def refer(case, body, at=thu_2_may):
    return then(case, verbs.refer(case, body=body, at=at))


def follow_up(case, body, at=fri_10_may):
    return then(case, verbs.follow_up(case, body=body, at=at))


def referred(case=None, **more):
    opened = ReferralOpened("1", OmbudsmanBody.HOS, ReferralKind.INVESTIGATION, "evidence", **more)
    return refer(case or received(), opened)


def asked(case=None, what=EnquiryKind.EVIDENCE, answer_by=mon_3_june, **more):
    return refer(case or referred(), EnquiryReceived("q", "1", what, answer_by, **more))


def ordered(case=None, what=OrderKind.ORDER, due=mon_3_june, **more):
    return refer(case or referred(), OrderMade("o", "1", what, RemedyType.APOLOGY, due, **more))


def broken(case, today, duty):
    found = breaches(case, EVERY, ENGLAND, today=today)
    return [one for one in found if one.duty == duty]


def seen(case, today, rule):
    return [one for one in alerts(case, EVERY, ENGLAND, today=today) if one.rule == rule]


def test_a_case_goes_step_by_step_and_keeps_every_decision():
    case = referred()
    assert case.referrals[0].step == "evidence"
    case = follow_up(case, ReferralMoved("1", "decided"))
    first = ReferralDecided("1", PublishedOutcome.DETERMINED, DecisionText.DETERMINATION, fault_found=True)
    case = follow_up(case, first)
    case = follow_up(
        case, ReferralDecided("1", PublishedOutcome.DETERMINED, at_review=True, fault_found=False), mon_13_may
    )
    assert case.referrals[0].decided.body.fault_found is False
    assert len(case.referrals[0].decisions) == 2
    case = follow_up(case, ReferralMoved("1", "closed"), mon_13_may)
    assert case.referrals[0].ended
    assert case.referrals[0].closed is not None


def test_the_steps_are_those_of_that_ombudsman():
    with pytest.raises(ProcedureError, match="no step 'assessment'"):
        follow_up(referred(), ReferralMoved("1", "assessment"))
    with pytest.raises(ProcedureError, match="no step"):
        refer(received(), ReferralOpened("1", OmbudsmanBody.HOS, ReferralKind.ENQUIRY, "assessment"))


def test_nothing_is_recorded_twice_or_about_what_is_not_there():
    with pytest.raises(AlreadyThere):
        referred(referred())
    with pytest.raises(UnknownFollowed, match="record it first"):
        ordered(received())
    with pytest.raises(UnknownFollowed):
        follow_up(received(), OrderMoved("o", OrderStep.SENT))
    with pytest.raises(UnknownPoint):
        refer(referred(), HeadDecided("h", "1", Determination.SERVICE_FAILURE, points=("9",)))
    with pytest.raises(UnknownFollowed, match="remedy"):
        ordered(remedy="none")


def test_an_ombudsman_may_come_after_the_complaint_is_closed():
    case = received()
    case = then(case, verbs.close(case, reason=ClosingReason.ANSWERED, at=thu_2_may))
    case = ordered(referred(case))
    assert case.orders[0].due == mon_3_june
    assert not [one for one in open_ends(case) if one.stops_closing]


@pytest.mark.parametrize(
    ("answered", "late"),
    [(mon_3_june, False), (tue_4_june, True), (None, True)],
)
def test_an_enquiry_answered_after_the_date_in_its_letter_is_a_breach(answered, late):
    case = asked()
    if answered:
        case = follow_up(case, EnquiryMoved("q", EnquiryStep.ANSWERED), answered)
    found = broken(case, fri_28_june, "ombudsman-answered-in-time")
    assert bool(found) is late
    assert not broken(asked(), mon_3_june, "ombudsman-answered-in-time")


def test_more_time_counts_only_when_the_ombudsman_gave_it():
    case = follow_up(asked(), EnquiryMoved("q", EnquiryStep.LONGER_ASKED, due=fri_28_june))
    assert case.enquiries[0].due == mon_3_june
    refused = follow_up(case, EnquiryMoved("q", EnquiryStep.LONGER_REFUSED))
    assert broken(refused, tue_4_june, "ombudsman-answered-in-time")
    given = follow_up(case, EnquiryMoved("q", EnquiryStep.EXTENDED, due=fri_28_june))
    assert given.enquiries[0].due == fri_28_june
    assert not broken(given, tue_4_june, "ombudsman-answered-in-time")
    with pytest.raises(CaseError, match="date"):
        follow_up(case, EnquiryMoved("q", EnquiryStep.EXTENDED))


def test_an_answered_enquiry_is_not_answered_again():
    case = follow_up(asked(), EnquiryMoved("q", EnquiryStep.ANSWERED))
    with pytest.raises(CaseError, match="new enquiry"):
        follow_up(case, EnquiryMoved("q", EnquiryStep.ANSWERED))


def test_a_draft_that_criticises_somebody_is_shown_to_them():
    draft = asked(what=EnquiryKind.DRAFT, criticises=True)
    answered = follow_up(draft, EnquiryMoved("q", EnquiryStep.ANSWERED))
    assert broken(answered, mon_13_may, "draft-shown")
    shown = follow_up(draft, EnquiryMoved("q", EnquiryStep.SHOWN))
    assert shown.enquiries[0].step is EnquiryStep.ASKED
    assert not broken(follow_up(shown, EnquiryMoved("q", EnquiryStep.ANSWERED)), mon_13_may, "draft-shown")


@pytest.mark.parametrize(
    ("today", "left"),
    [(date(2024, 5, 17), False), (date(2024, 5, 20), True), (tue_4_june, True)],
)
def test_an_enquiry_is_told_of_from_ten_working_days_before(today, left):
    # Monday 27 May 2024 is a bank holiday: the 17th is eleven working days before 3 June, less that one is ten.
    case = asked(answer_by=tue_4_june)
    assert bool(seen(case, today, "DR-20")) is left


def test_an_order_given_up_stays_open_and_goes_late_until_the_ombudsman_agrees() -> None:
    waiting = follow_up(ordered(), OrderMoved("o", OrderStep.NOT_ACHIEVABLE))
    assert waiting.orders[0].awaits_agreement
    assert not waiting.orders[0].ended
    agreed = follow_up(waiting, OrderMoved("o", OrderStep.NOT_ACHIEVABLE, agreed=True))
    assert agreed.orders[0].ended


def test_an_order_given_to_another_officer_stands_where_it_stood() -> None:
    sent = follow_up(ordered(), OrderMoved("o", OrderStep.SENT), fri_24_may)
    given = follow_up(sent, OrderMoved("o", OrderStep.MADE, owner="7"), fri_28_june)
    assert given.orders[0].step is OrderStep.SENT
    assert given.orders[0].owner == "7"


def test_an_order_without_a_date_is_told_of_until_one_is_set():
    case = ordered(due=None)
    assert seen(case, fri_10_may, "DR-28")
    assert broken(case, fri_10_may, "orders-dated")
    dated = follow_up(case, OrderMoved("o", OrderStep.EXTENDED, due=fri_28_june))
    assert not seen(dated, fri_10_may, "DR-28")
    assert not broken(dated, fri_10_may, "orders-dated")


def test_evidence_sent_in_time_is_in_time_whenever_it_is_accepted():
    case = follow_up(ordered(), OrderMoved("o", OrderStep.SENT), fri_24_may)
    assert not seen(case, tue_4_june, "DR-20")
    case = follow_up(case, OrderMoved("o", OrderStep.ACCEPTED), fri_28_june)
    assert case.orders[0].sent_in_time is True
    assert case.orders[0].ended
    assert not broken(case, fri_28_june, "orders-complied")


def test_evidence_that_was_not_enough_leaves_the_order_late():
    case = follow_up(ordered(), OrderMoved("o", OrderStep.SENT), fri_24_may)
    case = follow_up(case, OrderMoved("o", OrderStep.RETURNED), tue_4_june)
    assert broken(case, tue_4_june, "orders-complied")[0].days_late == 1
    assert seen(case, tue_4_june, "DR-20")


def test_putting_an_order_to_a_director_leaves_it_where_it_stands():
    case = follow_up(ordered(), OrderMoved("o", OrderStep.ESCALATED))
    assert case.orders[0].step is OrderStep.MADE
    assert case.orders[0].put_to_director


def test_an_order_that_cannot_be_carried_out_any_more_ends_with_the_ombudsmans_word():
    case = follow_up(ordered(), OrderMoved("o", OrderStep.NOT_ACHIEVABLE, agreed=True))
    assert case.orders[0].ended
    assert not broken(case, fri_28_june, "orders-complied")
    with pytest.raises(CaseError, match="came to its end"):
        follow_up(case, OrderMoved("o", OrderStep.SENT))


def test_only_a_recommendation_may_be_left():
    with pytest.raises(CaseError, match="binds"):
        follow_up(ordered(), OrderMoved("o", OrderStep.NOT_FOLLOWED))
    case = ordered(what=OrderKind.RECOMMENDATION)
    assert follow_up(case, OrderMoved("o", OrderStep.NOT_FOLLOWED)).orders[0].ended


def test_a_case_closed_with_an_order_open_is_a_breach_and_with_none_open_it_is_not():
    closed = follow_up(ordered(), ReferralMoved("1", "closed"))
    assert broken(closed, fri_10_may, "orders-ended-with-word")
    accepted = follow_up(ordered(), OrderMoved("o", OrderStep.ACCEPTED))
    done = follow_up(accepted, ReferralMoved("1", "closed"))
    assert not broken(done, fri_10_may, "orders-ended-with-word")


def test_a_payment_that_carries_out_an_order_is_followed_and_does_not_hold_the_complaint_open():
    case = referred()
    pay = RemedyProposed("r", RemedyType.PAY_DISTRESS, amount_pence=10_000, due=mon_3_june)
    case = then(case, verbs.propose_remedy(case, body=pay, at=thu_2_may))
    case = then(case, verbs.move_remedy(case, body=RemedyMoved("r", RemedyStep.ACCEPTED), at=thu_2_may))
    case = refer(
        case,
        OrderMade(
            "o", "1", OrderKind.ORDER, RemedyType.PAY_DISTRESS, mon_3_june, amount_pence=10_000, remedy="r"
        ),
    )
    kinds = {one.kind: one for one in ends(case)}
    assert not kinds[EndKind.REMEDY].stops_closing
    assert kinds[EndKind.ORDER].amount_pence == 10_000
    with pytest.raises(CaseError, match="above nothing"):
        refer(case, OrderMade("p", "1", OrderKind.ORDER, RemedyType.PAY_DISTRESS, amount_pence=0))


def test_every_event_comes_back_from_its_data():
    case = asked(ordered())
    case = refer(case, HeadDecided("h", "1", Determination.SERVICE_FAILURE))
    case = follow_up(case, ReferralDecided("1", PublishedOutcome.UPHELD, fault_found=True))
    case = follow_up(case, EnquiryMoved("q", EnquiryStep.EXTENDED, due=fri_28_june))
    for event in case.events:
        assert event_from_data(event_to_data(event)) == event
