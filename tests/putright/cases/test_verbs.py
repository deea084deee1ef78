"""The verbs refuse the impossible, and nothing else."""

from datetime import date, datetime

import pytest

from putright.cases import (
    AlreadyThere,
    CaseError,
    ImpossibleDate,
    NotOpen,
    UnknownEvent,
    UnknownPoint,
    UnknownPromise,
    UnknownStage,
    verbs,
)
from putright.cases.events import Acknowledged, PointFinding, Received
from putright.vocabulary import Channel, ClosingReason, PointOutcome, Precision, RejectionReason
from tests.putright.cases.made import CODE, moment, received, then, wed_1_may

tue_30_april = date(2024, 4, 30)
fri_3_may = date(2024, 5, 3)
mon_6_may = date(2024, 5, 6)
mon_1_july = date(2024, 7, 1)


def closed():
    case = received()
    return then(case, verbs.close(case, at=mon_6_may, reason=ClosingReason.ANSWERED))


def at_stage_2():
    case = received()
    return then(case, verbs.escalate(case, procedure=CODE, at=mon_6_may))


@pytest.mark.parametrize(
    ("act", "error", "says"),
    [
        (
            lambda c: verbs.acknowledge(c, at=tue_30_april),
            ImpossibleDate,
            "before the complaint was received",
        ),
        (lambda c: verbs.acknowledge(c, at=datetime(2024, 5, 3, 9)), ImpossibleDate, "no time zone"),
        (lambda c: verbs.update(c, at=mon_1_july, today=mon_6_may), ImpossibleDate, "has not come yet"),
        (lambda c: verbs.extend(c, at=fri_3_may, to=tue_30_april), ImpossibleDate, "cannot be extended to"),
        (
            lambda c: verbs.promise(c, promise="p", what="visit", at=fri_3_may, due=tue_30_april),
            ImpossibleDate,
            "before it was made",
        ),
        (lambda c: verbs.withdraw_point(c, point="z", at=fri_3_may), UnknownPoint, "Agree the point first"),
        (
            lambda c: verbs.respond(c, at=fri_3_may, findings=[PointFinding("z", PointOutcome.UPHELD)]),
            UnknownPoint,
            "no point 'z'",
        ),
        (lambda c: verbs.acknowledge(c, at=fri_3_may, stage="stage-2"), UnknownStage, "escalate it first"),
        (
            lambda c: verbs.escalate(c, procedure=CODE, at=fri_3_may, disputed="z"),
            UnknownPoint,
            "no point 'z'",
        ),
        (
            lambda c: verbs.end_promise(c, promise="p", how="kept", at=fri_3_may),
            UnknownPromise,
            "Record it first",
        ),
        (lambda c: verbs.end_promise(c, promise="p", how="lost", at=fri_3_may), CaseError, "use one of"),
        (lambda c: verbs.allocate(c, officer="o", role="boss", at=fri_3_may), CaseError, "use one of"),
        (lambda c: verbs.reopen(c, at=fri_3_may), CaseError, "open already"),
        (lambda c: verbs.correct(c, corrects=9, at=fri_3_may, struck_out=True), UnknownEvent, "no event 9"),
        (lambda c: verbs.correct(c, corrects=1, at=fri_3_may), CaseError, "nothing is corrected"),
        (
            lambda c: verbs.correct(c, corrects=1, at=fri_3_may, struck_out=True),
            CaseError,
            "cannot be struck out",
        ),
        (
            lambda c: verbs.correct(c, corrects=1, at=fri_3_may, right_body=Acknowledged()),
            CaseError,
            "strike it out",
        ),
        (
            lambda c: verbs.receive(c, procedure=CODE, channel=Channel.EMAIL, at=fri_3_may),
            AlreadyThere,
            "received already",
        ),
        (
            lambda c: verbs.acknowledge(c, at=fri_3_may, precision=Precision.UNKNOWN),
            ImpossibleDate,
            "leave the date out",
        ),
    ],
)
def test_what_cannot_have_happened_is_refused_and_says_what_to_do(act, error, says):
    with pytest.raises(error, match=says):
        act(received())


@pytest.mark.parametrize(
    "act",
    [
        lambda c: verbs.acknowledge(c, at=mon_6_may),
        lambda c: verbs.respond(c, at=mon_6_may),
        lambda c: verbs.escalate(c, procedure=CODE, at=mon_6_may),
        lambda c: verbs.withdraw(c, at=fri_3_may),
        lambda c: verbs.close(c, at=mon_6_may, reason=ClosingReason.ANSWERED),
        lambda c: verbs.decline(c, at=mon_6_may, reason=RejectionReason.DUPLICATE),
        lambda c: verbs.update(c, at=None),
    ],
)
def test_nothing_happens_on_a_closed_complaint_until_it_is_reopened(act):
    with pytest.raises(NotOpen, match="reopen it first"):
        act(closed())
    case = then(closed(), verbs.reopen(closed(), at=mon_6_may))
    assert act(case)


def test_what_happened_before_the_closure_may_still_be_recorded():
    case = then(closed(), verbs.update(closed(), at=fri_3_may))
    assert not case.is_open
    assert len(case.current.updates) == 1


def test_what_came_to_light_may_be_older_than_the_complaint():
    assert verbs.find(received(), duty="close-with-need-open", at=tue_30_april)
    assert verbs.promise(received(), promise="p", what="urgent", at=tue_30_april)


def test_there_is_no_stage_after_the_last():
    with pytest.raises(UnknownStage, match="Ombudsman"):
        verbs.escalate(at_stage_2(), procedure=CODE, at=mon_1_july)


def test_a_stage_reached_is_not_reached_again():
    with pytest.raises(AlreadyThere, match="reached stage-2 already"):
        verbs.escalate(at_stage_2(), procedure=CODE, at=mon_1_july, stage="stage-1")


def test_nothing_of_stage_2_comes_before_the_escalation():
    with pytest.raises(ImpossibleDate, match="before stage-2 began"):
        verbs.acknowledge(at_stage_2(), at=fri_3_may)
    assert verbs.acknowledge(at_stage_2(), at=fri_3_may, stage="stage-1")


def test_a_key_is_used_once():
    case = received()
    case = then(case, verbs.agree_point(case, point="a", at=wed_1_may))
    with pytest.raises(AlreadyThere):
        verbs.agree_point(case, point="a", at=wed_1_may)
    twice = [PointFinding("a", PointOutcome.UPHELD), PointFinding("a", PointOutcome.NOT_UPHELD)]
    with pytest.raises(AlreadyThere, match="two findings"):
        verbs.respond(case, at=fri_3_may, findings=twice)


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"first_expressed_on": fri_3_may}, "first expressed"),
        ({"logged_on": tue_30_april}, "logged"),
    ],
)
def test_the_receipt_agrees_with_itself(more, says):
    with pytest.raises(ImpossibleDate, match=says):
        received(**more)


def test_a_receipt_cannot_be_corrected_to_after_what_followed_it():
    case = received()
    case = then(case, verbs.acknowledge(case, at=fri_3_may))
    with pytest.raises(ImpossibleDate, match="acknowledged"):
        verbs.correct(case, corrects=1, at=mon_1_july, right_at=mon_6_may)
    assert verbs.correct(case, corrects=1, at=mon_1_july, right_at=tue_30_april)


def test_a_finding_cannot_be_corrected_to_a_point_there_is_not():
    case = received()
    case = then(case, verbs.respond(case, at=fri_3_may))
    wrong = type(case.current.responses[0].body)((PointFinding("z", PointOutcome.UPHELD),))
    with pytest.raises(UnknownPoint):
        verbs.correct(case, corrects=2, at=mon_1_july, right_body=wrong)


def test_a_date_of_which_little_is_known_is_not_checked_against_the_receipt():
    case = received(None)
    assert case.received_on is None
    assert verbs.acknowledge(case, at=tue_30_april)
    about = verbs.acknowledge(received(), at=tue_30_april, precision=Precision.ABOUT)
    assert about[0].precision is Precision.ABOUT


def test_a_late_evening_in_summer_is_that_day_in_london():
    late = received(moment(wed_1_may, 23))
    assert late.received_on == wed_1_may
    assert verbs.acknowledge(late, at=wed_1_may)


def test_the_stage_of_a_receipt_may_be_named():
    events = verbs.receive(None, procedure=CODE, channel=Channel.MP, at=wed_1_may, stage="stage-2")
    assert isinstance(events[0].body, Received)
    assert events[0].body.stage == "stage-2"
