"""What the record shows was not met, and only where the procedure asks for it."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from putright.calendars import load_calendar
from putright.cases import Severity, breaches, replay, verbs
from putright.cases.events import PointFinding
from putright.procedures import duty_meanings, load_procedures
from putright.procedures.types import Force, ProcedureKind
from putright.vocabulary import (
    ClosingReason,
    EscalationReason,
    PointOutcome,
    Precision,
    RejectionReason,
    RemedyDecision,
)
from tests.putright.cases.made import code, received, stage, then, wed_1_may
from tests.putright.cases.test_replay import steps, walk

ENGLAND = load_calendar("england-and-wales")
EVERY = code(*duty_meanings(), rejections=("court_proceedings_issued", "over_12_months", "duplicate"))
UP, NOT = PointOutcome.UPHELD, PointOutcome.NOT_UPHELD

thu_2_may = date(2024, 5, 2)
fri_3_may = date(2024, 5, 3)
thu_9_may = date(2024, 5, 9)  # the acknowledgement of a complaint of Wed 1 May is due (6 May is a holiday)
fri_10_may = date(2024, 5, 10)
fri_17_may = date(2024, 5, 17)
mon_20_may = date(2024, 5, 20)  # the answer is due when acknowledged on Fri 3 May
tue_21_may = date(2024, 5, 21)
wed_22_may = date(2024, 5, 22)
fri_24_may = date(2024, 5, 24)
mon_3_june = date(2024, 6, 3)
mon_1_july = date(2024, 7, 1)


def shown(case, *, procedure=EVERY, today=mon_20_may, own_policy=None):
    return breaches(case, procedure, ENGLAND, today=today, own_policy=own_policy)


def duties(case, **how):
    return [one.duty for one in shown(case, **how)]


def only(duty, case, **how):
    found = [one for one in shown(case, **how) if one.duty == duty]
    assert len(found) == 1, [one.duty for one in shown(case, **how)]
    return found[0]


def run(case, *acts):
    for act in acts:
        case = then(case, act(case))
    return case


def with_point(case=None):
    return run(case or received(), lambda c: verbs.agree_point(c, point="a", at=wed_1_may))


def acknowledged(on=fri_3_may, **more):
    return run(with_point(received(**more)), lambda c: verbs.acknowledge(c, at=on))


def answered(*findings, on=mon_20_may, **more):
    given = findings or (PointFinding("a", UP, remedy=RemedyDecision.OFFERED),)
    return run(acknowledged(), lambda c: verbs.respond(c, at=on, findings=given, **more))


def escalated(case=None, **more):
    return run(case or answered(), lambda c: verbs.escalate(c, procedure=EVERY, at=tue_21_may, **more))


def test_a_complaint_handled_as_it_should_be_shows_nothing():
    case = run(
        answered(),
        lambda c: verbs.escalate(c, procedure=EVERY, at=tue_21_may, reasons=[EscalationReason.DELAY]),
        lambda c: verbs.acknowledge(c, at=fri_24_may),
        lambda c: verbs.respond(c, at=mon_3_june, findings=[PointFinding("a", NOT)]),
    )
    assert shown(case, today=mon_1_july) == ()


def test_a_late_acknowledgement_names_its_provision_and_counts_the_days():
    found = only("acknowledge", acknowledged(fri_10_may))
    assert (found.provision, found.days_late, found.since) == ("6.2", 1, fri_10_may)
    assert found.requirements == ("R-K8",)
    assert found.detection == "DR-01"
    assert "1 working day after it was due on Thu 9 May 2024" in found.says


def test_nothing_is_late_on_the_day_it_is_due_and_everything_on_the_next():
    assert "acknowledge" not in duties(with_point(), today=thu_9_may)
    assert only("acknowledge", with_point(), today=fri_10_may).days_late == 1


def test_an_acknowledgement_on_an_unknown_day_is_not_called_late():
    case = run(with_point(), lambda c: verbs.acknowledge(c, at=None))
    assert "acknowledge" not in duties(case, today=mon_1_july)


def test_an_answer_never_given_is_late_only_until_the_complaint_moved_on():
    case = run(acknowledged(), lambda c: verbs.escalate(c, procedure=EVERY, at=wed_22_may))
    late = [one for one in shown(case, today=mon_1_july) if (one.duty, one.stage) == ("respond", "stage-1")]
    assert [one.days_late for one in late] == [2]


@pytest.mark.parametrize(
    "ending", [verbs.withdraw, lambda c, at: verbs.close(c, at=at, reason=ClosingReason.ANSWERED)]
)
def test_what_ended_before_its_date_is_not_late(ending):
    case = run(acknowledged(), lambda c: ending(c, at=fri_10_may))
    assert "respond" not in duties(case, today=mon_1_july)


def test_the_delay_a_late_acknowledgement_hides_is_reported():
    case = run(
        acknowledged(fri_10_may),
        lambda c: verbs.respond(
            c, at=fri_24_may, findings=[PointFinding("a", UP, remedy=RemedyDecision.OFFERED)]
        ),
    )
    found = only("delay-hidden", case, today=mon_3_june)
    assert (found.severity, found.detection) == (Severity.REPORT, "DR-24")
    assert "due on Thu 23 May 2024" in found.says
    assert "respond" not in duties(case, today=mon_3_june)


def test_a_late_acknowledgement_that_hid_no_delay_has_no_day_to_come():
    """Acknowledged on Friday 10 May, a day late, and answered a week later, before the answer was to come at all."""
    case = run(
        acknowledged(fri_10_may),
        lambda c: verbs.respond(
            c, at=fri_17_may, findings=[PointFinding("a", UP, remedy=RemedyDecision.OFFERED)]
        ),
    )
    assert only("delay-hidden", case, today=fri_17_may).since == fri_10_may


def extended(**how):
    given = {
        "reason_note": "n-1",
        "ombudsman_details": True,
        "told_on": fri_10_may,
        "update_every_working_days": 5,
    }
    return run(acknowledged(), lambda c: verbs.extend(c, at=fri_10_may, to=mon_3_june, **(given | how)))


def test_an_extension_in_form_moves_the_date_and_shows_nothing():
    case = run(extended(), lambda c: verbs.update(c, at=fri_17_may))
    assert duties(case, today=wed_22_may) == []


@pytest.mark.parametrize(
    "lacking",
    [{"reason_note": None}, {"ombudsman_details": False}, {"told_on": None}, {"told_on": tue_21_may}],
)
def test_an_extension_not_in_form_is_void_and_leaves_the_answer_late(lacking):
    case = run(extended(**lacking), lambda c: verbs.update(c, at=mon_20_may))
    assert "extension-in-form" in duties(case, today=wed_22_may)
    assert only("respond", case, today=wed_22_may).days_late == 2


def test_an_update_not_sent_when_agreed_shows():
    found = only("keep-informed", extended(), today=wed_22_may)
    assert "Fri 17 May 2024" in found.says


def test_more_time_without_agreeing_when_to_bring_news_shows():
    assert "agree-update-intervals" in duties(extended(update_every_working_days=None))


def test_a_late_answer_without_a_word_shows_and_one_without_the_reason_shows_otherwise():
    assert "keep-informed" in duties(acknowledged(), today=wed_22_may)
    told = run(acknowledged(), lambda c: verbs.update(c, at=mon_20_may))
    assert "delay-explained" in duties(told, today=wed_22_may)
    why = run(acknowledged(), lambda c: verbs.update(c, at=mon_20_may, reason_for_delay=True))
    assert {"keep-informed", "delay-explained"}.isdisjoint(duties(why, today=wed_22_may))


def test_a_complaint_said_earlier_than_it_was_taken_shows():
    case = acknowledged(first_expressed_on=date(2024, 4, 2))
    assert only("log-when-first-expressed", case).since == date(2024, 4, 2)
    late = acknowledged(logged_on=fri_3_may)
    assert "logged only on Fri 3 May 2024" in only("log-when-first-expressed", late).says
    assert "log-when-first-expressed" not in duties(acknowledged(logged_on=thu_2_may))


def test_a_complaint_closed_without_a_word_was_neither_accepted_nor_refused():
    case = run(received(), lambda c: verbs.close(c, at=fri_3_may, reason=ClosingReason.SETTLED))
    assert "accept-or-say-why" in duties(case)


def test_a_complaint_about_conduct_asks_about_harm_by_the_next_working_day():
    assert "safeguarding-asked" not in duties(with_point(received(conduct_of_staff=True)), today=thu_2_may)
    case = with_point(received(conduct_of_staff=True))
    assert "safeguarding-asked" in duties(case, today=fri_3_may)
    asked = run(case, lambda c: verbs.reach(c, moment="safeguarding_asked", at=thu_2_may))
    assert "safeguarding-asked" not in duties(asked, today=mon_1_july)
    late = run(case, lambda c: verbs.reach(c, moment="safeguarding_asked", at=fri_3_may))
    assert "only on Fri 3 May 2024" in only("safeguarding-asked", late).says


def test_points_are_defined_when_it_is_acknowledged():
    bare = run(received(), lambda c: verbs.acknowledge(c, at=fri_3_may))
    assert "define-points" in duties(bare)
    assert "define-points" not in duties(acknowledged())


def test_what_an_acknowledgement_leaves_out_shows_by_its_duty():
    case = run(with_point(), lambda c: verbs.acknowledge(c, at=fri_3_may, blocks=["reference"]))
    assert {"define-points", "acknowledgement-names-ombudsman"} <= set(duties(case))
    whole = ["complaint_definition", "outcomes_sought", "ombudsman_details", "responsibility"]
    case = run(with_point(), lambda c: verbs.acknowledge(c, at=fri_3_may, blocks=whole))
    assert duties(case) == []


def test_a_point_added_after_the_acknowledgement_needs_a_decision():
    case = run(acknowledged(), lambda c: verbs.agree_point(c, point="b", at=fri_10_may))
    assert only("new-points-decided", case).point == "b"
    case = run(
        acknowledged(), lambda c: verbs.agree_point(c, point="b", at=fri_10_may, added_midway="included")
    )
    assert duties(case) == []


def test_a_point_without_an_answer_shows_unless_it_was_withdrawn_or_came_later():
    two = run(
        acknowledged(),
        lambda c: verbs.agree_point(c, point="b", at=fri_3_may),
        lambda c: verbs.respond(c, at=mon_20_may, findings=[PointFinding("a", NOT)]),
        lambda c: verbs.agree_point(c, point="c", at=tue_21_may, added_midway="included"),
    )
    assert only("answer-every-point", two, today=wed_22_may).point == "b"
    gone = run(two, lambda c: verbs.withdraw_point(c, point="b", at=mon_20_may))
    assert "answer-every-point" not in duties(gone, today=wed_22_may)


def test_at_the_next_stage_only_what_is_still_disputed_needs_an_answer():
    case = run(
        acknowledged(),
        lambda c: verbs.agree_point(c, point="b", at=fri_3_may),
        lambda c: verbs.respond(c, at=mon_20_may, findings=[PointFinding("a", NOT), PointFinding("b", NOT)]),
        lambda c: verbs.escalate(c, procedure=EVERY, at=tue_21_may, disputed=["b"]),
        lambda c: verbs.respond(c, at=mon_3_june, findings=[]),
    )
    assert only("answer-every-point", case, today=mon_3_june).point == "b"


def test_where_the_source_does_not_tell_what_was_answered_nothing_is_missing():
    case = run(acknowledged(), lambda c: verbs.respond(c, at=mon_20_may, findings_known=False))
    assert duties(case) == []


def test_a_finding_without_reasons_shows_and_at_the_next_stage_was_not_looked_at_again():
    assert only("give-reasons", answered(PointFinding("a", NOT, reasons_given=False))).point == "a"
    again = run(
        escalated(disputed=["a"]),
        lambda c: verbs.respond(c, at=fri_24_may, findings=[PointFinding("a", NOT, reasons_given=False)]),
    )
    assert "reconsider-at-next-stage" in duties(again, today=fri_24_may)


@pytest.mark.parametrize(
    ("outcome", "remedy", "duty"),
    [
        (UP, RemedyDecision.NOT_DECIDED, "decide-remedy"),
        (PointOutcome.PARTLY_UPHELD, RemedyDecision.NOT_DECIDED, "decide-remedy"),
        (UP, RemedyDecision.LEFT_TO_OTHERS, "remedy-not-left-to-others"),
        (UP, RemedyDecision.OFFERED, None),
        (UP, RemedyDecision.NONE_WITH_REASON, None),
        (NOT, RemedyDecision.NOT_DECIDED, None),
    ],
)
def test_each_upheld_point_needs_a_decision_on_putting_it_right(outcome, remedy, duty):
    assert duties(answered(PointFinding("a", outcome, remedy=remedy))) == ([duty] if duty else [])


def test_a_response_without_its_parts_shows_each_of_them():
    found = shown(answered(blocks=["stage", "complaint_definition", "decision", "reasons", "remedy"]))
    assert [one.duty for one in found] == ["response-has-blocks", "signpost-next-step"]
    assert "does not give what is still to be done" in found[0].says


def test_a_final_response_must_name_the_ombudsman():
    case = run(
        escalated(disputed=["a"]),
        lambda c: verbs.respond(
            c,
            at=fri_24_may,
            findings=[PointFinding("a", NOT)],
            blocks=["stage", "complaint_definition", "decision", "reasons", "remedy", "outstanding_actions"],
        ),
    )
    assert duties(case, today=fri_24_may) == ["signpost-ombudsman"]


def test_a_contractors_reply_needs_signposting_too():
    case = run(
        acknowledged(),
        lambda c: verbs.respond(
            c, at=mon_20_may, complete=False, on_behalf="contractor", blocks=["decision"]
        ),
    )
    assert "signpost-next-step" in duties(case)


def test_a_first_letter_needs_a_date_for_the_rest_and_the_rest_by_that_date():
    no_date = run(acknowledged(), lambda c: verbs.respond(c, at=fri_10_may, complete=False))
    assert only("one-complete-response", no_date).detection == "DR-26"
    first = run(acknowledged(), lambda c: verbs.respond(c, at=thu_9_may, complete=False, more_by=fri_10_may))
    assert "one-complete-response" not in duties(first, today=fri_10_may)
    assert "has not come" in only("one-complete-response", first).says
    kept = run(first, lambda c: verbs.respond(c, at=fri_10_may, findings=[PointFinding("a", NOT)]))
    assert duties(kept) == []


@pytest.mark.parametrize("role", ["handler", "author", "approver"])
def test_whoever_acted_at_stage_1_may_not_act_at_stage_2(role):
    case = run(
        answered(),
        lambda c: verbs.allocate(c, officer="o-7", role=role, at=mon_20_may),
        lambda c: verbs.escalate(c, procedure=EVERY, at=tue_21_may, disputed=["a"]),
        lambda c: verbs.allocate(c, officer="o-7", at=wed_22_may),
    )
    found = only("different-person", case, today=wed_22_may)
    assert (found.stage, found.since, found.detection) == ("stage-2", wed_22_may, "DR-17")


def test_somebody_finds_out_what_is_still_in_dispute():
    silent = run(escalated(), lambda c: verbs.acknowledge(c, at=fri_24_may))
    assert "clarify-at-escalation" in duties(silent, today=fri_24_may)
    asked = run(
        escalated(),
        lambda c: verbs.ask_clarification(c, at=wed_22_may),
        lambda c: verbs.acknowledge(c, at=fri_24_may),
    )
    assert duties(asked, today=fri_24_may) == []


@pytest.mark.parametrize(
    ("how", "found"),
    [
        ({"reason": RejectionReason.ANONYMOUS}, ["refusal-reason-allowed"]),
        ({"merits_note": None}, ["refusal-on-merits"]),
        ({"ombudsman_details": False}, ["refusal-names-ombudsman"]),
        ({"reason": RejectionReason.OVER_12_MONTHS}, ["discretion-considered"]),
        ({"reason": RejectionReason.OVER_12_MONTHS, "discretion_considered": True}, []),
        ({"filed_on": None}, ["filed-at-court"]),
        ({"filed_on": mon_1_july}, ["filed-at-court"]),
        ({"reason": RejectionReason.DUPLICATE}, ["duplicate-names-original"]),
        ({"reason": RejectionReason.DUPLICATE, "original": "C-1"}, []),
        ({}, []),
    ],
)
def test_a_refusal_says_why_and_where_to_take_it(how, found):
    given = {
        "reason": RejectionReason.COURT_PROCEEDINGS,
        "merits_note": "n-1",
        "ombudsman_details": True,
        "filed_on": thu_2_may,
    }
    case = run(with_point(), lambda c: verbs.decline(c, at=fri_3_may, **(given | how)))
    assert duties(case) == found


def promised(what="call_back", due=fri_10_may):
    return run(acknowledged(), lambda c: verbs.promise(c, promise="p", what=what, due=due, at=fri_3_may))


def test_a_promise_past_its_day_shows_until_it_is_kept_and_says_how_late_it_was():
    assert "keep-promises" not in duties(promised(), today=fri_10_may)
    assert only("keep-promises", promised()).days_late == 6
    late = run(promised(), lambda c: verbs.end_promise(c, promise="p", how="kept", at=mon_20_may))
    assert "done only on Mon 20 May 2024" in only("keep-promises", late).says
    kept = run(promised(), lambda c: verbs.end_promise(c, promise="p", how="kept", at=thu_9_may))
    assert "keep-promises" not in duties(kept)


def test_a_standing_no_contact_promise_shows_each_time_it_is_broken():
    case = promised("no_contact", None)
    for day in (thu_9_may, fri_10_may):
        case = run(case, lambda c, day=day: verbs.end_promise(c, promise="p", how="broken", at=day))
    found = [one for one in shown(case) if one.duty == "restriction-observed"]
    assert [one.since for one in found] == [thu_9_may, fri_10_may]
    assert found[0].detection == "DR-12"


def test_a_complaint_closed_with_a_promise_open_shows():
    case = run(
        promised(due=mon_1_july), lambda c: verbs.close(c, at=fri_10_may, reason=ClosingReason.SETTLED)
    )
    assert "close-with-need-open" in duties(case)


def test_what_came_to_light_is_told_once_with_its_provision_or_without():
    case = run(with_point(), lambda c: verbs.find(c, duty="learn", source="¶51"))
    found = only("learn", case, today=fri_3_may)
    assert (found.source, found.procedure) == ("¶51", EVERY.key)
    nowhere = only("learn", case, procedure=code(), today=fri_3_may)
    assert (nowhere.provision, nowhere.severity) == (None, Severity.REPORT)


def test_what_a_person_found_and_the_record_shows_is_not_told_twice():
    case = run(
        with_point(received(conduct_of_staff=True)),
        lambda c: verbs.find(c, duty="safeguarding-asked", source="¶25", stage="stage-1"),
    )
    assert only("safeguarding-asked", case).source == "¶25"


def test_a_procedure_that_does_not_ask_for_a_duty_shows_no_breach_of_it():
    case = run(
        answered(PointFinding("a", UP), blocks=[]),
        lambda c: verbs.promise(c, promise="p", what="x", at=mon_20_may),
    )
    assert duties(case, procedure=code()) == []


def test_a_should_is_advisory_and_a_must_is_mandatory():
    case = answered(PointFinding("a", UP))
    assert only("decide-remedy", case).severity is Severity.MANDATORY
    softer = code("decide-remedy", force=Force.SHOULD)
    assert only("decide-remedy", case, procedure=softer).severity is Severity.ADVISORY


def test_an_own_policy_measures_its_own_times_beside_the_code():
    stricter = code(
        key="our-policy/2024-01-01",
        kind=ProcedureKind.OWN_POLICY,
        force=Force.SHOULD,
        stages=(stage("stage-1", "received", 5),),
    )
    found = [one for one in shown(answered(), own_policy=stricter) if one.duty == "respond"]
    assert [(one.procedure, one.severity) for one in found] == [("our-policy/2024-01-01", Severity.ADVISORY)]


def test_an_own_policy_has_the_duties_of_the_code_it_follows():
    followed = "housing-ombudsman/2024-04-01"
    policy = code(key="our-policy/2024-01-01", kind=ProcedureKind.OWN_POLICY, follows=followed)
    found = only("decide-remedy", answered(PointFinding("a", UP)), procedure=policy)
    assert found.procedure == followed


def test_what_rests_on_an_inexact_day_says_so():
    case = run(with_point(), lambda c: verbs.acknowledge(c, at=mon_20_may, precision=Precision.ABOUT))
    found = only("acknowledge", case)
    assert found.approximate
    assert "about Mon 20 May 2024" in found.says


@settings(max_examples=60, deadline=None)
@given(st.lists(steps, max_size=15), st.sampled_from(sorted(load_procedures())))
def test_no_record_the_verbs_allow_breaks_the_checks(taken, key):
    case = walk(received(), taken)
    for one in breaches(case, load_procedures()[key], ENGLAND, today=mon_1_july):
        assert one.says
        assert (one.provision is None) == (one.procedure is None)


@settings(max_examples=60, deadline=None)
@given(st.lists(steps, max_size=12), st.integers(0, 60))
def test_an_open_breach_of_time_never_heals_by_waiting(taken, wait):
    case = walk(received(), taken)
    now = {(one.duty, one.stage) for one in shown(case, today=mon_1_july) if one.days_late}
    later = {
        (one.duty, one.stage)
        for one in shown(case, today=date.fromordinal(mon_1_july.toordinal() + wait))
        if one.days_late
    }
    assert now <= later


def test_replaying_again_shows_the_same():
    case = answered(PointFinding("a", UP))
    assert shown(replay(case.events)) == shown(case)
