"""Remedies, actions and lessons as their events leave them: nothing is overwritten, nothing is lost."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from putright.cases import (
    CaseError,
    EndKind,
    ImpossibleDate,
    UnknownFollowed,
    UnknownPoint,
    open_ends,
    replay,
    verbs,
)
from putright.cases.errors import AlreadyThere
from putright.cases.remedial import (
    ActionAgreed,
    ActionMoved,
    LessonLearned,
    NoRemedy,
    RemedyMoved,
    RemedyProposed,
    Share,
)
from putright.vocabulary import (
    ActionStep,
    ClosingReason,
    PartyAtFault,
    Period,
    RemedyStep,
    RemedyType,
    RootCause,
    SetOff,
)
from tests.putright.cases.made import received, then, wed_1_may

PAY, SORRY = RemedyType.PAY_DISTRESS, RemedyType.APOLOGY
thu_2_may = date(2024, 5, 2)
fri_3_may = date(2024, 5, 3)
fri_24_may = date(2024, 5, 24)
mon_3_june = date(2024, 6, 3)


def propose(case, key="1", kind=PAY, pence=10_000, at=wed_1_may, **more):
    body = RemedyProposed(key, kind, amount_pence=pence, **more)
    return then(case, verbs.propose_remedy(case, body=body, at=at))


def move(case, to, key="1", at=thu_2_may, by="7", **more):
    return then(case, verbs.move_remedy(case, body=RemedyMoved(key, to, **more), at=at, by=by))


def agree(case, key="a", at=wed_1_may, **more):
    body = ActionAgreed(key, RemedyType.TRAINING, **{"due": fri_24_may, "owner": "7", **more})
    return then(case, verbs.agree_action(case, body=body, at=at))


def act(case, to, key="a", at=thu_2_may, by="7", **more):
    return then(case, verbs.move_action(case, body=ActionMoved(key, to, **more), at=at, by=by))


def test_a_remedy_begins_as_proposed_and_goes_on_step_by_step():
    case = propose(received())
    assert case.remedies[0].step is RemedyStep.PROPOSED
    for step in (RemedyStep.APPROVED, RemedyStep.OFFERED, RemedyStep.ACCEPTED):
        case = move(case, step)
        assert case.remedies[0].step is step
        assert not case.remedies[0].ended
    assert len(case.remedies[0].moves) == 3


def test_a_payment_ends_when_the_whole_sum_is_paid_and_not_before():
    case = move(propose(received()), RemedyStep.OFFERED)
    case = move(case, RemedyStep.PAID, amount_pence=4_000)
    [remedy] = case.remedies
    assert (remedy.step, remedy.paid_pence, remedy.ended) == (RemedyStep.ACCEPTED, 4_000, False)
    case = move(case, RemedyStep.PAID, amount_pence=6_000)
    [remedy] = case.remedies
    assert (remedy.step, remedy.paid_pence, remedy.ended) == (RemedyStep.PAID, 10_000, True)


def test_a_recurring_payment_goes_on_until_its_condition_is_met():
    case = move(propose(received(), recurring=True), RemedyStep.OFFERED)
    for _ in range(3):
        case = move(case, RemedyStep.PAID, amount_pence=10_000)
    assert not case.remedies[0].ended
    case = move(case, RemedyStep.CONDITION_MET)
    assert case.remedies[0].ended
    assert case.remedies[0].paid_pence == 30_000


def test_a_recurring_payment_is_next_due_a_period_after_the_last_one_paid():
    fri_31_may = date(2024, 5, 31)
    case = propose(received(), recurring=True, per=Period.MONTH, due=fri_31_may)
    case = move(case, RemedyStep.OFFERED)
    assert case.remedies[0].due == fri_31_may
    case = move(case, RemedyStep.PAID, amount_pence=4_000)
    assert case.remedies[0].due == fri_31_may, "not all of it is paid"
    case = move(case, RemedyStep.PAID, amount_pence=6_000)
    assert case.remedies[0].due == date(2024, 6, 30), "a shorter month ends on its last day"
    [end] = [one for one in open_ends(case) if one.kind is EndKind.REMEDY]
    assert end.due_on == date(2024, 6, 30)
    case = move(case, RemedyStep.PAID, amount_pence=20_000)
    assert case.remedies[0].due == date(2024, 8, 31)


def test_after_its_last_day_a_recurring_payment_is_due_no_more():
    until = date(2024, 5, 16)  # a Thursday
    case = propose(received(), recurring=True, per=Period.WEEK, due=thu_2_may, until=until)
    for due in (date(2024, 5, 9), until, None):
        case = move(case, RemedyStep.PAID, amount_pence=10_000)
        assert case.remedies[0].due == due


def test_only_a_payment_that_recurs_ends_with_a_condition():
    case = propose(received())
    with pytest.raises(CaseError, match="recurs"):
        move(case, RemedyStep.CONDITION_MET)


def test_who_approved_it_is_kept_and_a_late_approval_does_not_turn_it_back():
    case = move(propose(received()), RemedyStep.OFFERED)
    case = move(case, RemedyStep.APPROVED, by="9")
    [remedy] = case.remedies
    assert (remedy.approved_by, remedy.step) == ("9", RemedyStep.OFFERED)


def test_a_better_offer_supersedes_an_earlier_one_only_once_it_is_offered():
    case = move(propose(received()), RemedyStep.OFFERED)
    case = propose(case, "2", pence=38_500, supersedes="1")
    assert case.remedies[0].step is RemedyStep.OFFERED
    case = move(case, RemedyStep.OFFERED, "2")
    first, second = case.remedies
    assert (first.step, first.replaced_by, first.ended) == (RemedyStep.SUPERSEDED, "2", True)
    assert second.step is RemedyStep.OFFERED
    assert first.body.amount_pence == 10_000


def test_only_the_latest_offer_can_be_superseded():
    case = move(propose(received()), RemedyStep.OFFERED)
    case = move(propose(case, "2", supersedes="1"), RemedyStep.OFFERED, "2")
    with pytest.raises(CaseError, match="superseded already"):
        propose(case, "3", supersedes="1")
    with pytest.raises(UnknownFollowed):
        propose(case, "3", supersedes="9")


def test_a_remedy_struck_out_is_gone_with_its_steps_and_what_it_superseded_holds_again():
    case = move(propose(received()), RemedyStep.OFFERED)
    case = move(propose(case, "2", supersedes="1"), RemedyStep.OFFERED, "2")
    proposed = next(one for one in case.events if getattr(one.body, "remedy", "") == "2")
    case = then(case, verbs.correct(case, corrects=proposed.sequence, struck_out=True, at=fri_3_may))
    assert [(one.key, one.step) for one in case.remedies] == [("1", RemedyStep.OFFERED)]


def test_a_wrong_sum_is_corrected_and_the_first_one_stays_in_the_history():
    case = propose(received())
    right = RemedyProposed("1", PAY, amount_pence=15_000)
    case = then(case, verbs.correct(case, corrects=2, right_body=right, at=thu_2_may))
    assert case.remedies[0].body.amount_pence == 15_000
    assert case.events[1].body.amount_pence == 10_000


def test_what_was_offered_is_not_withdrawn_silently():
    with pytest.raises(CaseError, match="offered already"):
        move(move(propose(received()), RemedyStep.OFFERED), RemedyStep.WITHDRAWN)
    assert move(propose(received()), RemedyStep.WITHDRAWN).remedies[0].ended


@pytest.mark.parametrize(
    "end", [RemedyStep.REFUSED, RemedyStep.DONE, RemedyStep.UNDELIVERABLE, RemedyStep.WITHDRAWN]
)
def test_nothing_follows_the_end_of_a_remedy(end):
    case = move(propose(received()), end)
    with pytest.raises(CaseError, match="came to its end"):
        move(case, RemedyStep.OFFERED)


@pytest.mark.parametrize("to", [RemedyStep.PROPOSED, RemedyStep.SUPERSEDED])
def test_a_remedy_is_never_moved_to_where_only_another_one_can_bring_it(to):
    with pytest.raises(CaseError, match="superseded by proposing another"):
        move(propose(received()), to)


@pytest.mark.parametrize(
    ("body", "says"),
    [
        (RemedyProposed("1", PAY, amount_pence=0), "above nothing"),
        (RemedyProposed("1", PAY, amount_pence=-5), "above nothing"),
        (RemedyProposed("1", PAY, unit_pence=100), "sum is missing"),
        (RemedyProposed("1", PAY, recurring=True), "sum is missing"),
        (RemedyProposed("1", PAY, amount_pence=100, shares=(Share(PartyAtFault.OURS, 99),)), "add up"),
        (
            RemedyProposed("1", PAY, amount_pence=100,
                           shares=(Share(PartyAtFault.OURS, 200), Share(PartyAtFault.CONTRACTOR, -100))),
            "less than nothing",
        ),
        (RemedyProposed("1", PAY, amount_pence=100, set_off=SetOff.AGREED), "set"),
    ],
)  # fmt: skip
def test_a_wrong_sum_is_refused_with_a_sentence(body, says):
    with pytest.raises(CaseError, match=says):
        verbs.propose_remedy(received(), body=body, at=wed_1_may)


def test_a_sum_split_in_halves_adds_up():
    halves = (Share(PartyAtFault.OURS, 12_500), Share(PartyAtFault.CONTRACTOR, 12_500))
    assert propose(received(), pence=25_000, shares=halves).remedies[0].body.shares == halves


@pytest.mark.parametrize("pence", [None, 0, -1])
def test_paid_needs_a_sum_above_nothing(pence):
    with pytest.raises(CaseError, match="how much was paid"):
        move(propose(received()), RemedyStep.PAID, amount_pence=pence)


def test_an_apology_is_done_and_never_paid():
    case = propose(received(), kind=SORRY, pence=None)
    with pytest.raises(CaseError, match="no payment"):
        move(case, RemedyStep.PAID, amount_pence=100)
    assert move(case, RemedyStep.DONE).remedies[0].ended


def test_a_key_is_used_once_and_an_unknown_one_is_named():
    case = propose(received())
    with pytest.raises(AlreadyThere):
        propose(case)
    with pytest.raises(UnknownFollowed, match="'9'"):
        move(case, RemedyStep.OFFERED, "9")
    with pytest.raises(UnknownPoint):
        propose(case, "2", points=("x",))
    with pytest.raises(UnknownFollowed):
        move(case, RemedyStep.UNDELIVERABLE, alternative="9")


def test_remedies_and_actions_go_on_after_the_complaint_is_closed():
    case = agree(propose(received()))
    case = then(case, verbs.close(case, at=thu_2_may, reason=ClosingReason.ANSWERED))
    case = move(case, RemedyStep.PAID, amount_pence=10_000, at=mon_3_june)
    case = act(case, ActionStep.DONE, at=mon_3_june)
    assert case.remedies[0].ended
    assert case.actions[0].step is ActionStep.DONE


def test_no_remedy_is_a_decision_about_a_point_of_the_complaint():
    case = received()
    case = then(case, verbs.agree_point(case, point="a", at=wed_1_may))
    case = then(case, verbs.decide_no_remedy(case, body=NoRemedy("a", "12"), at=wed_1_may))
    assert [one.body.point for one in case.no_remedies] == ["a"]
    with pytest.raises(UnknownPoint):
        verbs.decide_no_remedy(case, body=NoRemedy("b"), at=wed_1_may)


def test_an_action_is_verified_by_somebody_else_than_who_says_it_is_done():
    case = agree(received())
    with pytest.raises(CaseError, match="before somebody says it is done"):
        act(case, ActionStep.VERIFIED)
    case = act(case, ActionStep.DONE, by="7")
    assert not case.actions[0].ended
    with pytest.raises(CaseError, match="somebody else"):
        act(case, ActionStep.VERIFIED, by="7")
    case = act(case, ActionStep.VERIFIED, by="8")
    assert case.actions[0].ended


def test_evidence_that_is_not_enough_sends_an_action_back_even_after_it_was_verified():
    case = act(act(agree(received()), ActionStep.DONE), ActionStep.VERIFIED, by="8")
    with pytest.raises(CaseError, match="came to its end"):
        act(case, ActionStep.PROGRESSED)
    case = act(case, ActionStep.RETURNED, by="8")
    assert not case.actions[0].ended


def test_an_action_keeps_its_latest_day_owner_and_percentage():
    case = act(agree(received()), ActionStep.PROGRESSED, percent=40)
    case = act(case, ActionStep.RESCHEDULED, due=mon_3_june, owner="9")
    [action] = case.actions
    assert (action.due, action.owner, action.percent) == (mon_3_june, "9", 40)
    assert act(case, ActionStep.DONE).actions[0].percent == 100
    with pytest.raises(ImpossibleDate):
        act(case, ActionStep.RESCHEDULED)


@pytest.mark.parametrize("percent", [-1, 101])
def test_a_percentage_is_between_nothing_and_all(percent):
    with pytest.raises(CaseError, match="0 to 100"):
        act(agree(received()), ActionStep.PROGRESSED, percent=percent)


def test_a_lesson_is_kept_and_so_is_the_decision_that_there_is_none():
    case = received()
    for body in (
        LessonLearned("1", root_cause=RootCause.PROCESS),
        LessonLearned("2", no_lesson=True),
    ):
        case = then(case, verbs.learn(case, body=body, at=wed_1_may))
    assert [one.body.no_lesson for one in case.lessons] == [False, True]
    with pytest.raises(AlreadyThere):
        verbs.learn(case, body=LessonLearned("1"), at=wed_1_may)


def test_a_strike_out_is_not_taken_back_once_the_same_was_recorded_anew():
    def offer(case):
        return verbs.propose_remedy(case, body=RemedyProposed("1", PAY, amount_pence=500), at=wed_1_may)

    def strike(number):
        return lambda case: verbs.correct(case, corrects=number, struck_out=True, at=wed_1_may)

    case = received()
    for step in (offer, strike(case.next_sequence), offer):
        case = then(case, step(case))
    with pytest.raises(AlreadyThere, match="recorded anew"):
        verbs.correct(case, corrects=case.next_sequence - 2, struck_out=True, at=wed_1_may)


keys = st.sampled_from(["1", "2", "3"])
days = st.sampled_from([None, wed_1_may, thu_2_may, fri_24_may])
proposals = st.builds(
    lambda key, pence, earlier, again, at: (
        lambda case: verbs.propose_remedy(
            case,
            body=RemedyProposed(key, PAY, amount_pence=pence, supersedes=earlier, recurring=again),
            at=at,
        )
    ),
    keys, st.integers(1, 500), st.none() | keys, st.booleans(), days,
)  # fmt: skip
moves = st.builds(
    lambda key, to, pence, at: (
        lambda case: verbs.move_remedy(case, body=RemedyMoved(key, to, amount_pence=pence), at=at)
    ),
    keys, st.sampled_from(RemedyStep), st.none() | st.integers(1, 500), days,
)  # fmt: skip
strikes = st.builds(
    lambda number, at: lambda case: verbs.correct(case, corrects=number, struck_out=True, at=at),
    st.integers(2, 20), days,
)  # fmt: skip


def walk(case, taken):
    for step in taken:
        try:
            case = then(case, step(case))
        except CaseError:
            continue
    return case


@settings(max_examples=150, deadline=None)
@given(st.lists(st.one_of(proposals, moves), max_size=20))
def test_no_sequence_of_acts_ever_loses_a_remedy_or_a_step_of_it(taken):
    case = walk(received(), taken)
    proposed = [one.body.remedy for one in case.events if isinstance(one.body, RemedyProposed)]
    moved = [one for one in case.events if isinstance(one.body, RemedyMoved)]
    assert [one.key for one in case.remedies] == proposed
    assert sum(len(one.moves) for one in case.remedies) == len(moved)
    assert sum(one.paid_pence for one in case.remedies) == sum(
        one.body.amount_pence for one in moved if one.body.to is RemedyStep.PAID
    )
    for one in case.remedies:
        if one.replaced_by is not None:
            assert any(other.key == one.replaced_by and other.offered for other in case.remedies)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.one_of(proposals, moves, strikes), max_size=20))
def test_what_is_left_after_striking_out_is_what_was_not_struck_out(taken):
    case = walk(received(), taken)
    standing = [one.body.remedy for one in case.standing if isinstance(one.body, RemedyProposed)]
    assert [one.key for one in case.remedies] == standing
    assert replay(case.events).remedies == case.remedies
