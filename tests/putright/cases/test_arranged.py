"""Needs, agreements, restrictions, appointments, incidents and letters as their events leave them."""

from datetime import date, datetime, time

import pytest

from putright.calendars import LONDON
from putright.cases import CaseError, EndKind, ImpossibleDate, UnknownFollowed, ends, open_ends, verbs
from putright.cases.arranged import (
    AgreementEnded,
    AgreementMade,
    AppointmentMade,
    AppointmentMoved,
    IncidentMoved,
    IncidentOpened,
    LetterDelivery,
    LetterSent,
    NeedFound,
    NeedMoved,
    RestrictionEnded,
    RestrictionSet,
)
from putright.cases.ends import STANDING
from putright.cases.errors import AlreadyThere
from putright.cases.remedial import ActionAgreed, ActionMoved, RemedyMoved, RemedyProposed
from putright.vocabulary import (
    ActionStep,
    AgreementKind,
    AppointmentStep,
    DeliveryResult,
    IncidentKind,
    IncidentStep,
    LetterKind,
    NeedStep,
    RemedyStep,
    RemedyType,
)
from tests.putright.cases.made import received, then, wed_1_may

Step = AppointmentStep
thu_2_may = date(2024, 5, 2)
fri_3_may = date(2024, 5, 3)
mon_3_june = date(2024, 6, 3)


def made(case, body, at=wed_1_may):
    return then(case, verbs.arrange(case, body=body, at=at))


def moved(case, body, at=thu_2_may, by="7"):
    return then(case, verbs.move_on(case, body=body, at=at, by=by))


def of(kind, case):
    return next(one for one in ends(case) if one.kind is kind)


def slot(hour):
    return datetime.combine(fri_3_may, time(hour), LONDON)


def test_a_need_stays_open_until_it_is_met():
    case = made(received(), NeedFound("n", risk=True))
    assert (of(EndKind.NEED, case).is_open, of(EndKind.NEED, case).risk) == (True, True)
    case = moved(case, NeedMoved("n", NeedStep.REMINDED))
    assert of(EndKind.NEED, case).is_open
    case = moved(case, NeedMoved("n", NeedStep.MET))
    assert (of(EndKind.NEED, case).is_open, of(EndKind.NEED, case).ended_on) == (False, thu_2_may)


def test_a_need_is_not_left_for_want_of_a_reply_before_a_reminder():
    case = made(received(), NeedFound("n"))
    with pytest.raises(CaseError, match="remind"):
        moved(case, NeedMoved("n", NeedStep.NO_REPLY))
    case = moved(case, NeedMoved("n", NeedStep.REMINDED))
    assert moved(case, NeedMoved("n", NeedStep.NO_REPLY)).needs[0].ended


def test_a_need_that_comes_back_is_a_new_one():
    case = moved(made(received(), NeedFound("n")), NeedMoved("n", NeedStep.MET))
    with pytest.raises(CaseError):
        moved(case, NeedMoved("n", NeedStep.FOUND))
    with pytest.raises(AlreadyThere):
        made(case, NeedFound("n"))
    assert len(made(case, NeedFound("n2")).needs) == 2


def test_an_agreement_looked_at_again_goes_on_and_an_ended_one_does_not():
    case = made(received(), AgreementMade("g", AgreementKind.ADJUSTMENT, review=thu_2_may))
    case = moved(case, AgreementEnded("g", review=mon_3_june))
    assert (case.agreements[0].ended, case.agreements[0].review) == (False, mon_3_june)
    assert of(EndKind.AGREEMENT, case).due_on == mon_3_june
    case = moved(case, AgreementEnded("g"))
    assert case.agreements[0].ended


def test_a_restriction_holds_for_its_worker_until_it_is_lifted():
    case = made(received(), RestrictionSet("r", worker="w1"))
    assert verbs.active_restrictions(case, "w1") == ("r",)
    assert verbs.active_restrictions(case, "w2") == ()
    case = moved(case, RestrictionEnded("r", review=mon_3_june))
    assert verbs.active_restrictions(case, "w1") == ("r",)
    case = moved(case, RestrictionEnded("r"))
    assert verbs.active_restrictions(case, "w1") == ()
    with pytest.raises(CaseError):
        moved(case, RestrictionEnded("r"))


def test_what_holds_until_it_is_ended_never_keeps_a_complaint_open():
    case = made(received(), RestrictionSet("r", worker="w1"))
    case = made(case, AgreementMade("g", AgreementKind.NAMED_CONTACT))
    assert {one.kind for one in ends(case)} == STANDING
    assert not any(one.stops_closing for one in ends(case))


@pytest.mark.parametrize("step", [Step.MADE, Step.STOOD_DOWN])
def test_a_visit_is_open_until_what_became_of_it_is_known(step):
    case = made(received(), AppointmentMade("v", on=fri_3_may))
    if step is not Step.MADE:
        case = moved(case, AppointmentMoved("v", step))
    assert of(EndKind.APPOINTMENT, case).is_open


@pytest.mark.parametrize(
    ("step", "failed"),
    [
        (Step.ATTENDED, False),
        (Step.NO_SHOW, True),
        (Step.NO_ACCESS, True),
        (Step.TOO_EARLY, True),
        (Step.COULD_NOT_COMPLETE, True),
        (Step.CANCELLED_BY_US, True),
        (Step.CANCELLED_BY_RESIDENT, False),
        (Step.STAND_DOWN_ACKNOWLEDGED, False),
    ],
)
def test_how_a_visit_ended_says_whether_it_failed(step, failed):
    case = moved(made(received(), AppointmentMade("v", on=fri_3_may)), AppointmentMoved("v", step))
    assert (case.appointments[0].failed, case.appointments[0].ended) == (failed, True)


def test_somebody_may_come_although_stood_down_and_the_failure_stays_on_the_visit():
    case = made(received(), AppointmentMade("v", on=fri_3_may))
    for step in (Step.STOOD_DOWN, Step.STAND_DOWN_ACKNOWLEDGED, Step.ATTENDED_AFTER_STAND_DOWN):
        case = moved(case, AppointmentMoved("v", step))
    assert case.appointments[0].failed
    with pytest.raises(CaseError):
        moved(case, AppointmentMoved("v", Step.ATTENDED))


def test_visits_of_one_job_belong_together_and_a_new_worker_is_known():
    case = made(received(), AppointmentMade("v", on=thu_2_may))
    case = made(case, AppointmentMade("w", on=fri_3_may, job="v", worker="w1"))
    case = moved(case, AppointmentMoved("w", Step.ATTENDED, worker="w2"))
    assert [(one.job, one.worker) for one in case.appointments] == [("v", None), ("v", "w2")]


@pytest.mark.parametrize(
    "body",
    [
        AppointmentMade("v", on=fri_3_may, starts=slot(10)),
        AppointmentMade("v", on=fri_3_may, starts=slot(12), ends=slot(10)),
        AppointmentMade("v", on=thu_2_may, starts=slot(10), ends=slot(12)),
        AppointmentMade("v", on=thu_2_may, told_on=fri_3_may),
    ],
)
def test_an_impossible_window_is_refused(body):
    with pytest.raises(ImpossibleDate):
        made(received(), body)


@pytest.mark.parametrize(
    "body", [AppointmentMade("v", on=fri_3_may, job="x"), AppointmentMade("v", on=fri_3_may, need="x")]
)
def test_a_visit_belongs_to_a_job_and_a_need_on_record(body):
    with pytest.raises(UnknownFollowed):
        made(received(), body)


def test_an_incident_ends_after_an_apology_and_a_senior_review():
    case = made(received(), IncidentOpened("i", IncidentKind.RESTRICTION_BROKEN))
    case = moved(case, IncidentMoved("i", IncidentStep.APOLOGISED))
    with pytest.raises(CaseError, match="senior review"):
        moved(case, IncidentMoved("i", IncidentStep.CLOSED))
    case = moved(case, IncidentMoved("i", IncidentStep.REVIEWED))
    assert moved(case, IncidentMoved("i", IncidentStep.CLOSED)).incidents[0].ended


def test_a_letter_that_did_not_arrive_is_an_open_end_until_it_does():
    case = made(received(), LetterSent("l", LetterKind.RESPONSE, "hash"))
    assert not [one for one in ends(case) if one.kind is EndKind.LETTER]
    case = moved(case, LetterDelivery("l", DeliveryResult.FAILED))
    assert of(EndKind.LETTER, case).is_open
    case = moved(case, LetterDelivery("l", DeliveryResult.DELIVERED))
    assert not [one for one in open_ends(case) if one.kind is EndKind.LETTER]


def test_a_step_of_what_nobody_made_is_refused():
    for body in (NeedMoved("x", NeedStep.MET), AppointmentMoved("x", Step.ATTENDED), AgreementEnded("x")):
        with pytest.raises(UnknownFollowed):
            moved(received(), body)


def test_an_action_owned_and_dated_does_not_keep_a_complaint_open_and_any_other_does():
    def agreed(**more):
        case = received()
        body = ActionAgreed("a", RemedyType.TRAINING, **more)
        return then(case, verbs.agree_action(case, body=body, at=wed_1_may))

    assert not of(EndKind.ACTION, agreed(due=mon_3_june, owner="7")).stops_closing
    assert of(EndKind.ACTION, agreed(due=mon_3_june)).stops_closing
    assert of(EndKind.ACTION, agreed(owner="7")).stops_closing
    case = agreed(due=mon_3_june, owner="7")
    case = then(
        case, verbs.move_action(case, body=ActionMoved("a", ActionStep.RETURNED), at=thu_2_may, by="8")
    )
    assert of(EndKind.ACTION, case).stops_closing


def test_what_is_left_to_pay_is_told_until_it_is_paid():
    case = received()
    body = RemedyProposed("1", RemedyType.PAY_DISTRESS, amount_pence=10_000, due=fri_3_may, owner="7")
    case = then(case, verbs.propose_remedy(case, body=body, at=wed_1_may))
    assert (of(EndKind.REMEDY, case).amount_pence, of(EndKind.REMEDY, case).due_on) == (10_000, fri_3_may)
    for pence, left in ((4_000, 6_000), (6_000, None)):
        paid = RemedyMoved("1", RemedyStep.PAID, amount_pence=pence)
        case = then(case, verbs.move_remedy(case, body=paid, at=thu_2_may))
        assert of(EndKind.REMEDY, case).amount_pence == left
    assert open_ends(case) == ()


def test_open_ends_are_those_of_all_ends_that_are_open():
    case = made(received(), NeedFound("n"))
    case = moved(made(case, NeedFound("m")), NeedMoved("m", NeedStep.MET))
    assert [one.key for one in ends(case)] == ["n", "m"]
    assert [one.key for one in open_ends(case)] == ["n"]


def test_a_need_given_to_somebody_else_stays_where_it_was() -> None:
    case = made(received(), NeedFound("11", risk=True, owner="4"))
    case = moved(case, NeedMoved("11", NeedStep.REMINDED))
    case = moved(case, NeedMoved("11", NeedStep.FOUND, owner="5"))
    assert (case.needs[0].step, case.needs[0].owner) == (NeedStep.REMINDED, "5")
    assert of(EndKind.NEED, case).owner == "5"
    with pytest.raises(CaseError, match="record it anew"):
        moved(case, NeedMoved("11", NeedStep.FOUND))


def test_everybody_who_comes_together_is_named_once() -> None:
    case = made(received(), AppointmentMade("21", fri_3_may, worker="1", others=("2", "1")))
    assert case.appointments[0].workers == ("1", "2")


def test_a_promise_given_away_keeps_its_day() -> None:
    case = then(
        received(), verbs.promise(received(), promise="31", what="visit", due=mon_3_june, at=wed_1_may)
    )
    case = then(case, verbs.reassign(case, promise="31", owner="5", at=thu_2_may))
    assert (case.promises[0].owner, case.promises[0].by, case.promises[0].ended) == ("5", mon_3_june, None)
    case = then(case, verbs.end_promise(case, promise="31", how="kept", at=fri_3_may))
    with pytest.raises(CaseError, match="came to its end already"):
        verbs.reassign(case, promise="31", owner="6", at=fri_3_may)
