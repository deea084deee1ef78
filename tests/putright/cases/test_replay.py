"""What events have made of a complaint."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from putright.cases import CaseError, Status, event_from_data, event_to_data, replay, verbs
from putright.cases.events import Event, PointFinding, Received
from putright.vocabulary import (
    CaseOutcome,
    Channel,
    ClosingReason,
    EscalationReason,
    PointOutcome,
    Precision,
    RejectionReason,
)
from tests.putright.cases.made import CODE, later, moment, received, then, wed_1_may

UP, NOT = PointOutcome.UPHELD, PointOutcome.NOT_UPHELD
fri_3_may = date(2024, 5, 3)
mon_6_may = date(2024, 5, 6)
fri_17_may = date(2024, 5, 17)
mon_20_may = date(2024, 5, 20)
mon_3_june = date(2024, 6, 3)


def answered():
    case = received()
    case = then(case, verbs.agree_point(case, point="a", at=wed_1_may))
    case = then(case, verbs.agree_point(case, point="b", at=wed_1_may))
    case = then(case, verbs.acknowledge(case, at=fri_3_may))
    return then(
        case,
        verbs.respond(case, at=fri_17_may, findings=[PointFinding("a", UP), PointFinding("b", NOT)]),
    )


def test_a_complaint_just_received_is_open_at_its_first_stage():
    case = received()
    assert (case.status, case.stage, case.next_sequence) == (Status.OPEN, "stage-1", 2)
    assert case.current.happened["received"].at == wed_1_may


def test_a_complete_response_answers_the_stage_and_gives_it_an_outcome():
    case = answered()
    assert case.status is Status.ANSWERED
    assert case.current.complete_responded_on == fri_17_may
    assert case.current.outcome is CaseOutcome.PARTLY_UPHELD


def test_an_escalation_opens_the_next_stage_and_keeps_the_first():
    case = answered()
    case = then(
        case,
        verbs.escalate(
            case,
            procedure=CODE,
            at=mon_20_may,
            reasons=[EscalationReason.NOT_ALL_POINTS, EscalationReason.DELAY],
            disputed=["b"],
        ),
    )
    assert (case.status, case.stage) == (Status.OPEN, "stage-2")
    assert case.current.disputed == ("b",)
    assert len(case.current.escalation_reasons) == 2
    assert case.stage_state("stage-1").outcome is CaseOutcome.PARTLY_UPHELD


def test_a_first_letter_that_leaves_points_open_does_not_answer_the_stage():
    case = received()
    case = then(case, verbs.respond(case, at=fri_17_may, complete=False, more_by=mon_20_may))
    assert case.status is Status.OPEN
    assert case.current.complete_responded_on is None
    case = then(case, verbs.respond(case, at=mon_20_may))
    assert case.current.complete_responded_on == mon_20_may


def test_of_two_acknowledgements_the_earlier_counts_whichever_was_recorded_first():
    case = received()
    case = then(case, verbs.acknowledge(case, at=mon_6_may))
    case = then(case, verbs.acknowledge(case, at=fri_3_may, blocks=["points"]))
    case = then(case, verbs.acknowledge(case, at=fri_17_may))
    assert case.current.happened["acknowledged"].at == fri_3_may
    assert case.current.acknowledgement.body.blocks == ("points",)
    assert len(case.events) == 4


def test_what_happened_at_an_earlier_stage_can_be_recorded_late():
    case = answered()
    case = then(case, verbs.escalate(case, procedure=CODE, at=mon_20_may))
    case = then(case, verbs.update(case, at=mon_6_may, stage="stage-1", new_date=fri_17_may))
    assert len(case.stage_state("stage-1").updates) == 1
    assert case.stage == "stage-2"


def test_a_corrected_date_replaces_the_wrong_one_and_the_wrong_one_stays_in_the_history():
    case = answered()
    case = then(case, verbs.correct(case, corrects=4, at=mon_3_june, right_at=mon_6_may))
    assert case.current.happened["acknowledged"].at == mon_6_may
    assert case.events[3].at == fri_3_may


def test_a_corrected_finding_changes_the_outcome():
    case = answered()
    right = verbs.respond(case, at=fri_17_may, findings=[PointFinding("a", NOT), PointFinding("b", NOT)])
    case = then(case, verbs.correct(case, corrects=5, at=mon_3_june, right_body=right[0].body))
    assert case.current.outcome is CaseOutcome.NOT_UPHELD


def test_an_event_struck_out_never_happened():
    case = answered()
    case = then(case, verbs.correct(case, corrects=5, at=mon_3_june, struck_out=True))
    assert case.status is Status.OPEN
    assert case.current.responses == ()


def test_striking_out_a_correction_brings_the_original_back():
    case = answered()
    case = then(case, verbs.correct(case, corrects=5, at=mon_3_june, struck_out=True))
    case = then(case, verbs.correct(case, corrects=6, at=mon_3_june, struck_out=True))
    assert case.status is Status.ANSWERED


def test_a_declined_complaint_directed_by_an_ombudsman_gets_a_fresh_clock():
    case = received()
    case = then(case, verbs.decline(case, reason=RejectionReason.OVER_12_MONTHS, at=fri_3_may))
    assert (case.status, case.accepted) == (Status.DECLINED, False)
    case = then(case, verbs.reopen(case, at=mon_3_june, directed=True))
    assert (case.status, case.accepted) == (Status.OPEN, True)
    assert case.current.happened["received"].at == mon_3_june
    assert case.received_at.at == wed_1_may


def test_a_refused_escalation_is_told_apart_from_a_declined_complaint():
    case = answered()
    case = then(
        case,
        verbs.refuse_escalation(
            case,
            procedure=CODE,
            reason=RejectionReason.COURT_PROCEEDINGS,
            at=mon_3_june,
            requested_at=mon_20_may,
        ),
    )
    assert (case.status, case.stage) == (Status.ESCALATION_DECLINED, "stage-2")
    assert case.current.opened_at.at == mon_20_may
    assert case.accepted is None


def test_a_broken_promise_with_a_day_ends_and_a_standing_one_goes_on_holding():
    case = received()
    case = then(case, verbs.promise(case, promise="call", what="call_back", due=fri_3_may, at=wed_1_may))
    case = then(case, verbs.promise(case, promise="away", what="no_contact", at=wed_1_may))
    case = then(case, verbs.end_promise(case, promise="call", how="broken", at=mon_6_may))
    case = then(case, verbs.end_promise(case, promise="away", how="broken", at=mon_6_may))
    call, away = case.promises
    assert (call.ended, len(call.breaks)) == ("broken", 1)
    assert (away.ended, len(away.breaks)) == (None, 1)


def test_a_restriction_names_who_may_see_it_until_it_is_lifted():
    case = received()
    case = then(case, verbs.restrict(case, officers=["o-1", "o-2"], at=wed_1_may))
    assert case.restricted_to == frozenset({"o-1", "o-2"})
    case = then(case, verbs.lift_restriction(case, at=fri_3_may))
    assert case.restricted_to is None


def test_nothing_can_be_replayed_without_a_receipt():
    with pytest.raises(CaseError, match="begins with its receipt"):
        replay([])


@settings(max_examples=50, deadline=None)
@given(st.integers(2, 5), st.integers(2, 5), st.integers(0, 60), st.integers(0, 60))
def test_corrections_of_two_events_may_come_in_either_order(first, second, one_later, two_later):
    case = answered()

    def corrected(*order):
        mended = case
        for number, day in order:
            mended = then(mended, verbs.correct(mended, corrects=number, at=mon_3_june, right_at=later(day)))
        return mended

    one, two = (first, one_later), (second, two_later)
    if first != second:
        assert corrected(one, two).standing == corrected(two, one).standing
    else:
        assert corrected(one, two).standing == corrected(two).standing


officers = st.sampled_from(["o-1", "o-2", "o-3"])
point_keys = st.sampled_from("abcd")
dates = st.integers(-3, 400).map(later)
moments = dates.map(moment)
whens = st.none() | dates | moments
stages = st.none() | st.sampled_from(["stage-1", "stage-2"])
steps = st.one_of(
    st.builds(lambda at: lambda case: verbs.accept(case, at=at), whens),
    st.builds(lambda at, key: lambda case: verbs.agree_point(case, point=key, at=at), whens, point_keys),
    st.builds(lambda at, key: lambda case: verbs.withdraw_point(case, point=key, at=at), whens, point_keys),
    st.builds(
        lambda at, who, role, stage: (
            lambda case: verbs.allocate(case, officer=who, role=role, at=at, stage=stage)
        ),
        whens,
        officers,
        st.sampled_from(["handler", "author", "approver"]),
        stages,
    ),
    st.builds(lambda at, stage: lambda case: verbs.acknowledge(case, at=at, stage=stage), whens, stages),
    st.builds(
        lambda at, to, told: lambda case: verbs.extend(case, at=at, to=to, told_on=told),
        whens,
        dates,
        st.none() | dates,
    ),
    st.builds(lambda at: lambda case: verbs.update(case, at=at, reason_for_delay=True), whens),
    st.builds(
        lambda at, keys, whole, stage: (
            lambda case: verbs.respond(
                case, at=at, findings=[PointFinding(key, UP) for key in keys], complete=whole, stage=stage
            )
        ),
        whens,
        st.lists(point_keys, max_size=3),
        st.booleans(),
        stages,
    ),
    st.builds(lambda at: lambda case: verbs.escalate(case, procedure=CODE, at=at), whens),
    st.builds(
        lambda at, why: lambda case: verbs.decline(case, reason=why, at=at),
        whens,
        st.sampled_from(RejectionReason),
    ),
    st.builds(lambda at: lambda case: verbs.promise(case, promise="p", what="call_back", at=at), whens),
    st.builds(
        lambda at, how: lambda case: verbs.end_promise(case, promise="p", how=how, at=at),
        whens,
        st.sampled_from(["kept", "broken", "renegotiated"]),
    ),
    st.builds(lambda at: lambda case: verbs.withdraw(case, at=at), whens),
    st.builds(lambda at: lambda case: verbs.close(case, at=at, reason=ClosingReason.ANSWERED), whens),
    st.builds(
        lambda at, directed: lambda case: verbs.reopen(case, at=at, directed=directed), whens, st.booleans()
    ),
    st.builds(lambda at: lambda case: verbs.reach(case, moment="panel_met", at=at), whens),
    st.builds(lambda at: lambda case: verbs.find(case, duty="learn", at=at), whens),
    st.builds(
        lambda at, number, right, out: (
            lambda case: verbs.correct(case, corrects=number, at=at, right_at=right, struck_out=out)
        ),
        dates,
        st.integers(1, 12),
        st.none() | dates | moments,
        st.booleans(),
    ),
)


def walk(case, taken):
    for step in taken:
        try:
            case = then(case, step(case))
        except CaseError:
            continue
    return case


@settings(max_examples=150, deadline=None)
@given(st.lists(steps, max_size=20))
def test_whatever_the_verbs_allow_can_be_replayed_and_stored(taken):
    case = walk(received(), taken)
    assert [event.sequence for event in case.events] == list(range(1, len(case.events) + 1))
    stored = [event_from_data(event_to_data(event)) for event in case.events]
    again = replay(stored)
    assert (again.status, again.stage, again.points) == (case.status, case.stage, case.points)
    assert case.stage in {one.key for one in case.stages}
    assert (case.ended_at is None) == case.is_open


@settings(max_examples=100, deadline=None)
@given(st.lists(steps, max_size=20))
def test_a_correction_never_removes_anything_from_the_history(taken):
    case = walk(received(), taken)
    assert len(case.standing) <= len(case.events)
    kept = {event.sequence for event in case.events}
    assert {event.sequence for event in case.standing} <= kept


def test_a_stage_no_event_opened_does_not_break_a_replay():
    events = [
        Event(1, Received("made-up/2024-01-01", "stage-1", Channel.EMAIL), wed_1_may),
        Event(2, verbs.acknowledge(received(), at=fri_3_may)[0].body, fri_3_may, Precision.DAY, "stage-9"),
    ]
    assert replay(events).current.happened["acknowledged"].at == fri_3_may


def test_replaying_a_long_history_takes_no_longer_than_a_long_history_should():
    case = received()
    events = list(case.events)
    for number in range(2, 1001):
        events.append(Event(number, verbs.update(case, at=wed_1_may)[0].body, wed_1_may + timedelta(1)))
    assert len(replay(events).current.updates) == 999
