"""Breaches of putting things right, of visits and agreements, and of what is owed afterwards."""

from datetime import date, datetime, time

import pytest

from putright.calendars import LONDON
from putright.cases import Severity, verbs
from putright.cases.arranged import (
    AgreementEnded,
    AgreementMade,
    AppointmentMade,
    AppointmentMoved,
    IncidentOpened,
    LetterSent,
    NeedFound,
    NeedMoved,
    RestrictionEnded,
    RestrictionSet,
)
from putright.cases.breaches import Circumstances, breaches
from putright.cases.events import PointFinding
from putright.cases.remedial import (
    ActionAgreed,
    ActionMoved,
    LessonLearned,
    NoRemedy,
    RemedyMoved,
    RemedyProposed,
)
from putright.procedures import load_procedures
from putright.vocabulary import (
    ActionStep,
    AgreementKind,
    AppointmentStep,
    ClosingReason,
    IncidentKind,
    LetterKind,
    NeedStep,
    Period,
    PointOutcome,
    RemedyDecision,
    RemedyStep,
    RemedyType,
    SetOff,
)
from tests.putright.cases.test_breaches import (
    ENGLAND,
    EVERY,
    acknowledged,
    duties,
    fri_3_may,
    fri_10_may,
    fri_17_may,
    fri_24_may,
    mon_1_july,
    mon_3_june,
    mon_20_may,
    only,
    run,
    thu_2_may,
    thu_9_may,
    tue_21_may,
    wed_1_may,
    with_point,
)

UP = PointOutcome.UPHELD
UNDECIDED = PointFinding("a", UP)
PAY, GIFT, SORRY = RemedyType.PAY_DISTRESS, RemedyType.GOODWILL, RemedyType.APOLOGY
Step = AppointmentStep
tue_28_may = date(2024, 5, 28)
thu_30_may = date(2024, 5, 30)


def proposed(kind=PAY, pence=10_000, on=fri_17_may, points=("a",), **more):
    body = RemedyProposed("1", kind, points, pence if kind is not SORRY else None, **more)
    return lambda case: verbs.propose_remedy(case, body=body, at=on)


def moved(to, on=mon_20_may, **more):
    return lambda case: verbs.move_remedy(case, body=RemedyMoved("1", to, **more), at=on)


def answered(finding=UNDECIDED):
    return lambda case: verbs.respond(case, at=mon_20_may, findings=[finding])


def arranged(body, on=thu_2_may):
    return lambda case: verbs.arrange(case, body=body, at=on)


def went_on(body, on=fri_3_may):
    return lambda case: verbs.move_on(case, body=body, at=on)


def closed(on=tue_21_may, **more):
    return lambda case: verbs.close(case, at=on, reason=ClosingReason.ANSWERED, **more)


# --- What puts an upheld point right --------------------------------------------------------------------


def test_a_line_of_the_ledger_is_a_decision_on_the_upheld_point_it_names():
    assert "decide-remedy" in duties(run(acknowledged(), answered()))
    assert "decide-remedy" not in duties(run(acknowledged(), proposed(), answered()))


def test_a_line_for_the_handling_of_the_complaint_decides_no_point():
    assert "decide-remedy" in duties(run(acknowledged(), proposed(points=()), answered()))


def test_a_remedy_entered_after_the_answer_does_not_make_that_answer_right():
    case = run(acknowledged(), answered(), proposed(on=tue_21_may))
    assert "decide-remedy" in duties(case, today=fri_24_may)


def test_a_line_withdrawn_before_it_was_offered_decides_nothing():
    case = run(acknowledged(), proposed(), moved(RemedyStep.WITHDRAWN, fri_17_may), answered())
    assert "decide-remedy" in duties(case)


def test_a_decision_for_no_remedy_is_one_and_needs_its_reason():
    def none(note):
        body = NoRemedy("a", note)
        return run(acknowledged(), lambda c: verbs.decide_no_remedy(c, body=body, at=fri_17_may), answered())

    assert {"decide-remedy", "no-remedy-with-reason"}.isdisjoint(duties(none("12")))
    found = only("no-remedy-with-reason", none(None))
    assert (found.detection, found.point, found.severity) == ("DR-05", "a", Severity.MANDATORY)


def test_no_remedy_for_a_point_that_was_not_upheld_needs_no_reason():
    case = run(
        acknowledged(),
        lambda c: verbs.decide_no_remedy(c, body=NoRemedy("a"), at=fri_17_may),
        answered(PointFinding("a", PointOutcome.NOT_UPHELD)),
    )
    assert "no-remedy-with-reason" not in duties(case)


@pytest.mark.parametrize("remedy", [RemedyDecision.NOT_DECIDED, RemedyDecision.OFFERED])
def test_a_gesture_of_goodwill_alone_is_no_remedy(remedy):
    finding = PointFinding("a", UP, remedy=remedy)
    case = run(acknowledged(), proposed(GIFT), answered(finding))
    found = only("goodwill-is-no-remedy", case)
    assert (found.detection, "R-R1" in found.requirements) == ("DR-04", True)
    assert "decide-remedy" not in duties(case)


def test_a_gesture_beside_an_apology_is_welcome():
    beside = RemedyProposed("2", SORRY, ("a",))
    case = run(
        acknowledged(),
        proposed(GIFT),
        lambda c: verbs.propose_remedy(c, body=beside, at=fri_17_may),
        answered(),
    )
    assert "goodwill-is-no-remedy" not in duties(case)


def test_what_was_offered_comes_by_its_day():
    case = run(acknowledged(), proposed(due=fri_24_may), answered(), moved(RemedyStep.OFFERED))
    assert "remedy-delivered" not in duties(case, today=fri_24_may)
    found = only("remedy-delivered", case, today=tue_28_may)
    assert (found.days_late, found.since) == (1, date(2024, 5, 25))
    late = run(case, moved(RemedyStep.PAID, thu_30_may, amount_pence=10_000, payee_confirmed=True))
    assert "came only on Thu 30 May 2024" in only("remedy-delivered", late, today=mon_1_july).says
    good = run(case, moved(RemedyStep.PAID, fri_24_may, amount_pence=10_000, payee_confirmed=True))
    assert "remedy-delivered" not in duties(good, today=mon_1_july)


def test_each_period_of_a_recurring_payment_comes_by_its_own_day():
    def weekly(*after):
        body = {"recurring": True, "per": Period.WEEK, "due": fri_17_may}
        return run(acknowledged(), proposed(**body), answered(), moved(RemedyStep.OFFERED), *after)

    def paid(on, pence=10_000):
        return moved(RemedyStep.PAID, on, amount_pence=pence, payee_confirmed=True)

    assert "remedy-delivered" not in duties(weekly(paid(fri_17_may)), today=fri_24_may)
    found = only("remedy-delivered", weekly(paid(fri_17_may)), today=tue_28_may)
    assert "due by Fri 24 May 2024 and has not come" in found.says
    late = only("remedy-delivered", weekly(paid(fri_17_may), paid(tue_28_may)), today=thu_30_may)
    assert "due by Fri 24 May 2024 and came only on Tue 28 May 2024" in late.says
    assert (late.days_late, late.since) == (1, date(2024, 5, 25))
    # Nothing more is due after its condition was met.
    met = weekly(paid(fri_17_may), moved(RemedyStep.CONDITION_MET, tue_21_may))
    assert "remedy-delivered" not in duties(met, today=mon_1_july)


def test_an_apology_that_is_due_is_named_as_one():
    case = run(acknowledged(), proposed(SORRY, due=fri_24_may), answered(), moved(RemedyStep.OFFERED))
    assert only("remedy-delivered", case, today=tue_28_may).says.startswith("Apology: due by")


@pytest.mark.parametrize("end", [RemedyStep.REFUSED, RemedyStep.UNDELIVERABLE])
def test_what_the_resident_refused_or_cannot_come_is_not_late(end):
    case = run(
        acknowledged(),
        proposed(due=fri_24_may),
        answered(),
        moved(RemedyStep.OFFERED),
        moved(end, tue_21_may),
    )
    assert "remedy-delivered" not in duties(case, today=mon_1_july)


def test_a_remedy_that_cannot_be_delivered_is_told_with_why_and_what_instead():
    def cannot(*after, **more):
        return run(acknowledged(), proposed(), moved(RemedyStep.UNDELIVERABLE, **more), *after)

    duty = "undeliverable-remedy-told"
    assert duty in duties(cannot(), today=mon_20_may)
    assert duty not in duties(cannot(note="12"), today=tue_21_may)
    assert "no letter" in only(duty, cannot(note="12"), today=fri_24_may).says
    assert duty not in duties(cannot(note="12", letter="5"), today=fri_24_may)
    letter = LetterSent("5", LetterKind.UNDELIVERED_REMEDY, "hash")
    assert duty not in duties(cannot(arranged(letter, mon_20_may), note="12"), today=fri_24_may)


def test_where_the_lgsco_code_applies_an_undeliverable_remedy_falls_under_7_4():
    lgsco = load_procedures()["lgsco/2024-02-01"]
    case = run(acknowledged(), proposed(), moved(RemedyStep.UNDELIVERABLE))
    found = only("undeliverable-remedy-told", case, procedure=lgsco)
    assert found.provision == "7.4"


def test_a_payment_is_not_set_against_a_debt_without_a_reason():
    assert only("paid-to-the-person", run(acknowledged(), proposed(set_off_debt=True))).detection == "DR-22"
    good = run(acknowledged(), proposed(set_off_debt=True, set_off=SetOff.AGREED))
    assert "paid-to-the-person" not in duties(good)


@pytest.mark.parametrize(
    ("to", "more", "says"),
    [(RemedyStep.APPROVED, {}, "approved"), (RemedyStep.PAID, {"amount_pence": 10_000}, "paid")],
)
def test_a_payment_needs_its_payee_confirmed_before_it_is_approved_or_paid(to, more, says):
    before = run(acknowledged(), proposed())
    assert says in only("paid-to-the-person", run(before, moved(to, **more))).says
    good = run(before, moved(to, payee_confirmed=True, **more))
    assert "paid-to-the-person" not in duties(good)


def test_a_debt_written_off_has_no_payee():
    case = run(
        acknowledged(), proposed(RemedyType.WRITE_OFF), moved(RemedyStep.APPROVED), moved(RemedyStep.DONE)
    )
    assert "paid-to-the-person" not in duties(case)


def test_a_payment_is_approved_before_it_is_paid():
    paid = moved(RemedyStep.PAID, amount_pence=10_000, payee_confirmed=True)
    assert "payment-approved" in duties(run(acknowledged(), proposed(), paid))
    good = run(acknowledged(), proposed(), moved(RemedyStep.APPROVED, payee_confirmed=True), paid)
    assert "payment-approved" not in duties(good)


# --- Visits, contacts and agreements --------------------------------------------------------------------


def test_a_worker_who_must_stay_away_is_not_sent():
    barred = run(with_point(), arranged(RestrictionSet("r", worker="w1"), wed_1_may))
    visit = AppointmentMade("v", on=fri_10_may, worker="w1")
    found = only("restriction-observed", run(barred, arranged(visit)))
    assert (found.detection, found.severity) == ("DR-12", Severity.MANDATORY)
    joint = AppointmentMade("v", on=fri_10_may, worker="w2", others=("w1",))
    assert "restriction-observed" in duties(run(barred, arranged(joint)))
    later = run(
        barred,
        arranged(AppointmentMade("v", on=fri_10_may)),
        went_on(AppointmentMoved("v", Step.ATTENDED, worker="w1"), fri_10_may),
    )
    assert "restriction-observed" in duties(later)
    other = AppointmentMade("v", on=fri_10_may, worker="w2")
    assert "restriction-observed" not in duties(run(barred, arranged(other)))


def test_a_restriction_lifted_or_set_later_keeps_nobody_away():
    visit = arranged(AppointmentMade("v", on=fri_10_may, worker="w1"), fri_3_may)
    lifted = run(
        with_point(),
        arranged(RestrictionSet("r", worker="w1"), wed_1_may),
        went_on(RestrictionEnded("r"), thu_2_may),
        visit,
    )
    assert "restriction-observed" not in duties(lifted)
    after = run(with_point(), visit, arranged(RestrictionSet("r", worker="w1"), thu_9_may))
    assert "restriction-observed" not in duties(after)


def test_a_restriction_of_another_complaint_of_the_resident_counts_as_well():
    case = run(with_point(), arranged(AppointmentMade("v", on=fri_10_may, worker="w1")))
    known = Circumstances(barred_workers=frozenset({"w1"}))
    found = breaches(case, EVERY, ENGLAND, today=mon_20_may, circumstances=known)
    assert "restriction-observed" in [one.duty for one in found]


@pytest.mark.parametrize(
    ("what", "duty"),
    [
        (IncidentKind.RESTRICTION_BROKEN, "restriction-observed"),
        (IncidentKind.AFTER_STAND_DOWN, "restriction-observed"),
        (IncidentKind.OUTSIDE_HOURS, "contact-as-agreed"),
        (IncidentKind.AGREEMENT_NOT_KEPT, "contact-as-agreed"),
        (IncidentKind.DATA_MISUSE, "contact-details-kept-safe"),
    ],
)
def test_each_incident_shows_under_the_duty_it_broke(what, duty):
    assert duty in duties(run(with_point(), arranged(IncidentOpened("i", what))))


def test_somebody_who_comes_although_stood_down_shows():
    steps = [AppointmentMade("v", on=fri_10_may)]
    moves = [Step.STOOD_DOWN, Step.STAND_DOWN_ACKNOWLEDGED]
    case = run(with_point(), arranged(steps[0]), *(went_on(AppointmentMoved("v", to)) for to in moves))
    assert "restriction-observed" not in duties(case)
    came = went_on(AppointmentMoved("v", Step.ATTENDED_AFTER_STAND_DOWN), fri_10_may)
    assert "restriction-observed" in duties(run(case, came))


def test_a_restriction_is_not_asked_for_again_while_it_holds():
    first = run(with_point(), arranged(RestrictionSet("r", worker="w1")))
    again = arranged(RestrictionSet("s", worker="w1"), fri_3_may)
    assert "restriction-not-asked-again" in duties(run(first, again))
    assert "restriction-not-asked-again" not in duties(
        run(first, arranged(RestrictionSet("s", worker="w2"), fri_3_may))
    )
    assert "restriction-not-asked-again" not in duties(run(first, went_on(RestrictionEnded("r")), again))


def slot(first, last):
    return [datetime.combine(fri_10_may, time(hour), LONDON) for hour in (first, last)]


@pytest.mark.parametrize(
    ("agreed", "visit", "says"),
    [
        ({"notice_working_days": 3}, {"told_on": thu_9_may}, "told with 1 working day of notice; 3"),
        ({"time_slot": True}, {}, "no time slot"),
        ({"hours_from": time(9)}, {"slot": (8, 10)}, "outside the hours"),
        ({"hours_to": time(17)}, {"slot": (16, 18)}, "outside the hours"),
    ],
)
def test_a_visit_keeps_to_what_was_agreed(agreed, visit, says):
    body = AgreementMade("g", AgreementKind.COMMUNICATION, **agreed)
    hours = slot(*visit.pop("slot")) if "slot" in visit else (None, None)
    made = AppointmentMade("v", on=fri_10_may, starts=hours[0], ends=hours[1], **visit)
    before = run(with_point(), arranged(body, wed_1_may))
    assert says in only("contact-as-agreed", run(before, arranged(made))).says
    lifted = run(before, went_on(AgreementEnded("g"), thu_2_may), arranged(made, fri_3_may))
    assert "contact-as-agreed" not in duties(lifted)


def test_a_visit_as_agreed_shows_nothing():
    body = AgreementMade(
        "g", AgreementKind.COMMUNICATION, hours_from=time(9), hours_to=time(17), notice_working_days=3, time_slot=True
    )  # fmt: skip
    first, last = slot(9, 17)
    made = AppointmentMade("v", on=fri_10_may, starts=first, ends=last, told_on=fri_3_may)
    case = run(with_point(), arranged(body, wed_1_may), arranged(made, fri_3_may))
    assert "contact-as-agreed" not in duties(case)


def test_a_job_is_not_completed_by_visits_that_all_failed():
    case = run(
        with_point(),
        arranged(AppointmentMade("v", on=fri_3_may)),
        went_on(AppointmentMoved("v", Step.NO_ACCESS), fri_3_may),
    )
    done = went_on(AppointmentMoved("v", Step.JOB_COMPLETED), fri_10_may)
    assert only("job-really-done", run(case, done)).detection == "DR-11"
    good = run(
        case,
        arranged(AppointmentMade("w", on=thu_9_may, job="v"), fri_3_may),
        went_on(AppointmentMoved("w", Step.ATTENDED), thu_9_may),
        done,
    )
    assert "job-really-done" not in duties(good)


def test_a_need_that_may_cause_harm_is_not_left_alone():
    need = run(with_point(), arranged(NeedFound("n", risk=True), wed_1_may))
    assert "need-at-risk" not in duties(need, today=thu_9_may)
    assert "need-at-risk" in duties(need, today=mon_20_may)
    visit = arranged(AppointmentMade("v", on=fri_24_may, need="n"), fri_10_may)
    assert "need-at-risk" not in duties(run(need, visit), today=mon_20_may)
    assert "need-at-risk" not in duties(run(need, went_on(NeedMoved("n", NeedStep.MET))), today=mon_1_july)
    harmless = run(with_point(), arranged(NeedFound("n"), wed_1_may))
    assert "need-at-risk" not in duties(harmless, today=mon_1_july)


def test_vulnerability_that_is_known_needs_an_adjustment_on_record():
    known = Circumstances(vulnerable=True)

    def of(case):
        found = breaches(case, EVERY, ENGLAND, today=mon_20_may, circumstances=known)
        return [one for one in found if one.duty == "adjustments-in-place"]

    assert of(with_point())[0].detection == "DR-14"
    body = AgreementMade("g", AgreementKind.ADJUSTMENT)
    assert not of(run(with_point(), arranged(body)))
    assert of(run(with_point(), arranged(body), went_on(AgreementEnded("g"))))
    assert "adjustments-in-place" not in duties(with_point())


@pytest.mark.parametrize(
    "body",
    [
        AgreementMade("g", AgreementKind.ADJUSTMENT, review=fri_10_may),
        RestrictionSet("g", worker="w1", review=fri_10_may),
    ],
)
def test_what_holds_is_looked_at_again_by_its_day(body):
    case = run(with_point(), arranged(body))
    assert "agreements-reviewed" not in duties(case, today=fri_10_may)
    assert only("agreements-reviewed", case, today=mon_20_may).since == date(2024, 5, 11)
    ended = AgreementEnded if isinstance(body, AgreementMade) else RestrictionEnded
    assert "agreements-reviewed" not in duties(
        run(case, went_on(ended("g", review=mon_3_june), fri_10_may)), today=mon_20_may
    )


# --- Afterwards -----------------------------------------------------------------------------------------


def upheld_and_closed():
    return run(acknowledged(), proposed(), answered(), closed())


def test_what_was_upheld_teaches_something_within_five_working_days_of_closing():
    case = upheld_and_closed()
    assert "learn" not in duties(case, today=tue_28_may)
    found = only("learn", case, today=mon_3_june)
    assert (found.detection, found.since) == ("DR-21", date(2024, 5, 30))
    for body in (LessonLearned("l"), LessonLearned("l", no_lesson=True)):
        taught = run(case, lambda c, body=body: verbs.learn(c, body=body, at=tue_28_may))
        assert "learn" not in duties(taught, today=mon_3_june)
    late = run(case, lambda c: verbs.learn(c, body=LessonLearned("l"), at=mon_3_june))
    assert "only on Mon 3 June 2024" in only("learn", late, today=mon_1_july).says


def test_what_was_not_upheld_or_is_not_closed_teaches_nothing_yet():
    not_upheld = run(acknowledged(), answered(PointFinding("a", PointOutcome.NOT_UPHELD)), closed())
    assert "learn" not in duties(not_upheld, today=mon_1_july)
    assert "learn" not in duties(run(acknowledged(), proposed(), answered()), today=mon_1_july)


def agreed(**more):
    body = ActionAgreed("x", RemedyType.TRAINING, **{"due": fri_10_may, "owner": "7", **more})
    return lambda case: verbs.agree_action(case, body=body, at=thu_2_may)


def acted(to, on, by="7", **more):
    return lambda case: verbs.move_action(case, body=ActionMoved("x", to, **more), at=on, by=by)


def test_an_action_is_done_by_its_day_and_then_verified():
    duty = "actions-followed-through"
    case = run(with_point(), agreed())
    assert duty not in duties(case, today=fri_10_may)
    assert only(duty, case, today=mon_20_may).days_late == 6
    moved_on = run(case, acted(ActionStep.RESCHEDULED, thu_9_may, due=fri_24_may))
    assert duty not in duties(moved_on, today=mon_20_may)
    done = run(case, acted(ActionStep.DONE, fri_10_may))
    assert duty not in duties(done, today=fri_24_may)
    assert "verified by nobody" in only(duty, done, today=mon_3_june).says
    assert duty not in duties(run(done, acted(ActionStep.VERIFIED, fri_17_may, "8")), today=mon_3_june)
    late = run(case, acted(ActionStep.DONE, fri_17_may), acted(ActionStep.VERIFIED, fri_17_may, "8"))
    assert "done only on Fri 17 May 2024" in only(duty, late, today=mon_3_june).says


def test_an_action_that_can_no_longer_be_achieved_is_not_late():
    case = run(with_point(), agreed(), acted(ActionStep.NOT_ACHIEVABLE, thu_9_may))
    assert "actions-followed-through" not in duties(case, today=mon_1_july)


@pytest.mark.parametrize("acts_next", ["us", "contractor"])
def test_a_closure_that_leaves_the_next_step_with_us_says_by_when(acts_next):
    case = acknowledged()
    assert "who-acts-next" in duties(run(case, closed(acts_next=acts_next)), today=tue_21_may)
    dated = closed(acts_next=acts_next, acts_by=mon_3_june)
    assert "who-acts-next" not in duties(run(case, dated), today=tue_21_may)


@pytest.mark.parametrize("acts_next", [None, "nobody", "resident"])
def test_a_closure_that_leaves_nothing_with_us_needs_no_day(acts_next):
    assert "who-acts-next" not in duties(run(acknowledged(), closed(acts_next=acts_next)), today=tue_21_may)


def test_a_complaint_closed_before_a_point_was_answered_shows_it():
    found = only("answer-every-point", run(acknowledged(), closed()), today=tue_21_may)
    assert (found.point, found.says) == ("a", "Closed before point a was answered")


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(run(acknowledged(), answered()), id="every point was answered"),
        pytest.param(
            run(acknowledged(), lambda c: verbs.withdraw_point(c, point="a", at=mon_20_may)),
            id="the point is no longer pursued",
        ),
        pytest.param(
            run(acknowledged(), lambda c: verbs.respond(c, at=mon_20_may, findings_known=False)),
            id="the source does not tell what was answered",
        ),
    ],
)
def test_a_closure_leaves_no_point_open_where_nothing_was_left_to_answer(case):
    assert "answer-every-point" not in duties(run(case, closed()), today=tue_21_may)
