"""Each detection rule: a complaint it sees something on, and one it does not."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from putright.cases import verbs
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
    RestrictionSet,
)
from putright.cases.breaches import Circumstances
from putright.cases.detection import ACROSS, RULES, Group, alerts
from putright.cases.events import PointFinding
from putright.cases.joined import (
    ComplaintLinked,
    ContributionAsked,
    ContributionMoved,
    MemberEnquired,
    MemberEnquiryMoved,
    PartFound,
    PartSettled,
)
from putright.cases.remedial import (
    ActionAgreed,
    ActionMoved,
    LessonLearned,
    NoRemedy,
    RemedyMoved,
    RemedyProposed,
)
from putright.procedures import AlertSeverity, detection_rules, load_procedures
from putright.vocabulary import (
    ActionStep,
    AgreementKind,
    AppointmentStep,
    ClosingReason,
    ContributionStep,
    DeliveryResult,
    IncidentKind,
    IncidentStep,
    LetterKind,
    LinkKind,
    MemberKind,
    MemberStep,
    NeedStep,
    PartStep,
    PointOutcome,
    RejectionReason,
    RemedyDecision,
    RemedyStep,
    RemedyType,
    SetOff,
)
from tests.putright.cases.made import received
from tests.putright.cases.test_breaches import (
    ENGLAND,
    EVERY,
    acknowledged,
    escalated,
    fri_3_may,
    fri_10_may,
    fri_17_may,
    fri_24_may,
    mon_1_july,
    mon_3_june,
    mon_20_may,
    run,
    thu_2_may,
    tue_21_may,
    wed_1_may,
    with_point,
)
from tests.putright.cases.test_planned import PAIRS as OF_PLANS
from tests.putright.cases.test_replay import steps, walk

UP, NOT = PointOutcome.UPHELD, PointOutcome.NOT_UPHELD
OFFERED = RemedyDecision.OFFERED
PAY = RemedyType.PAY_DISTRESS
Step = AppointmentStep
fri_31_may = date(2024, 5, 31)


def respond(*findings, on=mon_20_may, **more):
    return lambda case: verbs.respond(case, at=on, findings=findings, **more)


def close(on=tue_21_may, **more):
    return lambda case: verbs.close(case, at=on, reason=ClosingReason.ANSWERED, **more)


def find(duty, on=mon_20_may):
    return lambda case: verbs.find(case, duty=duty, at=on)


def promise(what, due=None, **more):
    return lambda case: verbs.promise(case, promise="p", what=what, at=thu_2_may, due=due, **more)


def broken(case):
    return verbs.end_promise(case, promise="p", how="broken", at=fri_10_may)


def kept(case):
    return verbs.end_promise(case, promise="p", how="kept", at=fri_10_may)


def ask(**more):
    body = MemberEnquired("m", MemberKind.MP, person="9", **more)
    return lambda case: verbs.involve(case, body=body, at=thu_2_may)


def tell(to, **more):
    return lambda case: verbs.settle(case, body=MemberEnquiryMoved("m", to, **more), at=fri_3_may)


def share(due):
    body = ContributionAsked("c", due, service="4")
    return lambda case: verbs.involve(case, body=body, at=thu_2_may)


def came(due):
    body = ComplaintLinked("l1", "AB12-CD34", LinkKind.MOVED_HERE, due=due)
    return lambda case: verbs.involve(case, body=body, at=thu_2_may)


def found(case):
    return verbs.involve(case, body=PartFound("lgsco"), at=thu_2_may)


def settled(to):
    return lambda case: verbs.settle(case, body=PartSettled("lgsco", to), at=fri_3_may)


def gave(to, due=None):
    return lambda case: verbs.settle(case, body=ContributionMoved("c", to, due), at=fri_3_may)


def arrange(body, on=thu_2_may):
    return lambda case: verbs.arrange(case, body=body, at=on, by="7")


def go_on(body, on=fri_3_may):
    return lambda case: verbs.move_on(case, body=body, at=on, by="7")


def propose(kind=PAY, pence=10_000, key="1", **more):
    body = RemedyProposed(key, kind, ("a",), pence, **more)
    return lambda case: verbs.propose_remedy(case, body=body, at=fri_17_may)


def move(to, on=mon_20_may, **more):
    return lambda case: verbs.move_remedy(case, body=RemedyMoved("1", to, **more), at=on)


def agree(**more):
    body = ActionAgreed("x", RemedyType.TRAINING, **{"due": fri_10_may, "owner": "7", **more})
    return lambda case: verbs.agree_action(case, body=body, at=thu_2_may)


def act(to, on=fri_10_may, by="7"):
    return lambda case: verbs.move_action(case, body=ActionMoved("x", to), at=on, by=by)


def learn(on=tue_21_may, **more):
    return lambda case: verbs.learn(case, body=LessonLearned("l", **more), at=on, by="7")


def no_remedy(note):
    return lambda case: verbs.decide_no_remedy(case, body=NoRemedy("a", note), at=fri_17_may)


def reach(moment, **more):
    return lambda case: verbs.reach(case, moment=moment, at=thu_2_may, **more)


def decline(**more):
    return lambda case: verbs.decline(
        case, reason=RejectionReason.OVER_12_MONTHS, at=fri_3_may, merits_note="1", **more
    )


def letter(kind, on=tue_21_may):
    return arrange(LetterSent("9", kind, "hash"), on)


def allocate(who, role="handler"):
    return lambda case: verbs.allocate(case, officer=who, role=role, at=tue_21_may)


def visits(*steps):
    made, job = [], None
    for number, step in enumerate(steps):
        key = f"v{number}"
        made.append(arrange(AppointmentMade(key, on=fri_10_may, job=job)))
        made.append(go_on(AppointmentMoved(key, step), fri_10_may))
        job = "v0"
    return made


def completed(key="v0"):
    return go_on(AppointmentMoved(key, Step.JOB_COMPLETED), fri_17_may)


at_stage_2 = [allocate("7"), lambda c: verbs.acknowledge(c, at=fri_24_may)]
BARRED = arrange(RestrictionSet("r", worker="w1"), wed_1_may)
VULNERABLE = Circumstances(vulnerable=True)
upheld = PointFinding("a", UP, remedy=OFFERED)
undecided = PointFinding("a", UP)
left = PointFinding("a", UP, remedy=RemedyDecision.LEFT_TO_OTHERS)


def case_of(*acts, start=None):
    return run(start if start is not None else acknowledged(), *acts)


def handled_before():
    """Escalated, after somebody handled stage 1."""
    earlier = run(acknowledged(), lambda c: verbs.allocate(c, officer="7", at=fri_3_may), respond(upheld))
    return escalated(earlier, reasons=[])


# For each rule: a complaint it sees something on and one it does not, told as acts; then the day, if not Mon 20 May.
PAIRS: dict[str, list[tuple[object, object, dict[str, object]]]] = {
    "DR-01": [
        (with_point(), acknowledged(), {"today": fri_10_may}),
        (with_point(), with_point(), {"today": date(2024, 5, 8), "but": {"today": date(2024, 5, 7)}}),
    ],
    "DR-02": [
        (acknowledged(), case_of(respond(upheld, on=fri_17_may)), {"today": mon_20_may}),
        (acknowledged(), acknowledged(), {"today": date(2024, 5, 16), "but": {"today": date(2024, 5, 15)}}),
    ],
    "DR-03": [(case_of(respond()), case_of(respond(upheld)), {})],
    "DR-04": [
        (case_of(respond(undecided)), case_of(respond(upheld)), {}),
        (case_of(respond(undecided)), case_of(respond(undecided), propose()), {}),
        (case_of(respond(left)), case_of(respond(left), propose()), {}),
        (
            case_of(propose(RemedyType.GOODWILL), respond(upheld)),
            case_of(propose(RemedyType.GOODWILL), propose(key="2"), respond(upheld)),
            {},
        ),
    ],
    "DR-05": [
        (case_of(no_remedy(None), respond(undecided)), case_of(no_remedy("12"), respond(undecided)), {}),
        (
            case_of(no_remedy(None), respond(undecided)),
            case_of(no_remedy(None), no_remedy("12"), respond(undecided)),
            {},
        ),
    ],
    "DR-06": [
        (
            case_of(decline(), start=with_point()),
            case_of(decline(ombudsman_details=True), start=with_point()),
            {},
        ),
        (
            case_of(decline(), start=with_point()),
            case_of(decline(), letter(LetterKind.DECLINE), start=with_point()),
            {"today": fri_24_may},
        ),
    ],
    "DR-07": [
        (case_of(promise("contractor_reply", fri_10_may)), case_of(promise("contractor_reply", fri_10_may), kept), {}),
        (
            case_of(respond(complete=False, on_behalf="contractor", blocks=("decision",), on=fri_10_may)),
            case_of(
                respond(complete=False, on_behalf="contractor", blocks=("decision",), on=fri_10_may),
                letter(LetterKind.COVERING),
            ),
            {"today": fri_24_may},
        ),
    ],
    "DR-09": [
        (case_of(promise("call_back", fri_10_may)), case_of(promise("call_back", fri_10_may), kept), {}),
        (
            case_of(propose(due=fri_17_may), move(RemedyStep.OFFERED, fri_17_may)),
            case_of(propose(due=fri_17_may), move(RemedyStep.REFUSED, fri_17_may)),
            {},
        ),
        (case_of(agree()), case_of(agree(due=mon_3_june)), {}),
        (
            case_of(agree(), act(ActionStep.DONE)),
            case_of(agree(), act(ActionStep.DONE), act(ActionStep.VERIFIED, fri_17_may, "8")),
            {"today": mon_3_june},
        ),
    ],
    "DR-10": [
        (case_of(*visits(Step.NO_SHOW, Step.TOO_EARLY)), case_of(*visits(Step.NO_SHOW)), {}),
        (
            case_of(*visits(Step.NO_SHOW, Step.NO_ACCESS)),
            case_of(*visits(Step.NO_SHOW, Step.NO_ACCESS, Step.ATTENDED)),
            {},
        ),
    ],
    "DR-11": [
        (case_of(*visits(Step.NO_ACCESS), completed()), case_of(*visits(Step.ATTENDED), completed()), {}),
        (
            case_of(*visits(Step.NO_ACCESS), completed()),
            case_of(
                *visits(Step.NO_ACCESS), completed(), arrange(AppointmentMade("w", on=fri_24_may, job="v0"))
            ),
            {},
        ),
    ],
    "DR-12": [
        (
            case_of(BARRED, arrange(AppointmentMade("v", on=fri_24_may, worker="w1"))),
            case_of(BARRED, arrange(AppointmentMade("v", on=fri_24_may, worker="w2"))),
            {},
        ),
        (
            case_of(BARRED, arrange(AppointmentMade("v", on=fri_24_may, worker="w1"))),
            case_of(
                BARRED,
                arrange(AppointmentMade("v", on=fri_24_may, worker="w1")),
                go_on(AppointmentMoved("v", Step.CANCELLED_BY_US)),
            ),
            {},
        ),
        (
            case_of(arrange(IncidentOpened("i", IncidentKind.RESTRICTION_BROKEN))),
            case_of(
                arrange(IncidentOpened("i", IncidentKind.RESTRICTION_BROKEN)),
                go_on(IncidentMoved("i", IncidentStep.APOLOGISED)),
                go_on(IncidentMoved("i", IncidentStep.REVIEWED)),
                go_on(IncidentMoved("i", IncidentStep.CLOSED)),
            ),
            {},
        ),
        (
            case_of(promise("no_contact"), broken),
            case_of(
                promise("no_contact"),
                broken,
                arrange(IncidentOpened("i", IncidentKind.AGREEMENT_NOT_KEPT), fri_10_may),
            ),
            {},
        ),
    ],
    "DR-13": [
        (
            run(received(conduct_of_staff=True)),
            run(received(conduct_of_staff=True), reach("safeguarding_asked")),
            {"today": fri_3_may},
        ),
        (run(received(conduct_of_staff=True)), run(received()), {"today": fri_3_may}),
    ],
    "DR-14": [
        (
            acknowledged(),
            case_of(arrange(AgreementMade("g", AgreementKind.ADJUSTMENT))),
            {"circumstances": VULNERABLE},
        ),
        (acknowledged(), acknowledged(), {"circumstances": VULNERABLE, "but": {"circumstances": Circumstances()}}),
    ],
    "DR-17": [
        (run(handled_before(), allocate("7")), run(handled_before(), allocate("8")), {"today": fri_24_may}),
        (
            run(handled_before(), allocate("7")),
            run(handled_before(), allocate("7"), allocate("8")),
            {"today": fri_24_may},
        ),
    ],
    "DR-18": [
        (acknowledged(), case_of(lambda c: verbs.update(c, at=fri_17_may)), {"today": tue_21_may}),
        (acknowledged(), case_of(letter(LetterKind.UPDATE, fri_17_may)), {"today": tue_21_may}),
        (acknowledged(), acknowledged(), {"today": tue_21_may, "but": {"today": mon_20_may}}),
    ],
    "DR-19": [
        (
            case_of(arrange(NeedFound("n")), respond(upheld), close()),
            case_of(arrange(NeedFound("n")), go_on(NeedMoved("n", NeedStep.MET)), respond(upheld), close()),
            {"today": tue_21_may},
        ),
    ],
    "DR-20": [
        (case_of(promise("ombudsman_order", mon_3_june)), case_of(promise("ombudsman_order", mon_3_june), kept), {}),
        (
            case_of(promise("ombudsman_order", mon_3_june)),
            case_of(promise("ombudsman_order", mon_1_july)),
            {"today": tue_21_may},
        ),
        (
            case_of(reach("order_made"), reach("order_due", date_given=fri_24_may)),
            case_of(reach("order_made"), reach("order_due", date_given=fri_24_may), reach("order_met")),
            {},
        ),
    ],
    "DR-21": [
        (
            case_of(propose(), respond(upheld), close()),
            case_of(propose(), respond(upheld), close(), learn()),
            {"today": mon_3_june},
        ),
        (
            case_of(propose(), respond(upheld), close()),
            case_of(propose(), respond(upheld), close()),
            {"today": mon_3_june, "but": {"today": fri_24_may}},
        ),
    ],
    "DR-22": [
        (case_of(propose(set_off_debt=True)), case_of(propose(set_off_debt=True, set_off=SetOff.AGREED)), {}),
        (
            case_of(propose(), move(RemedyStep.APPROVED)),
            case_of(propose(), move(RemedyStep.APPROVED, payee_confirmed=True)),
            {},
        ),
    ],
    "DR-23": [
        (case_of(find("apology-fit")), case_of(find("apology-fit"), letter(LetterKind.APOLOGY)), {"today": fri_24_may}),
        (case_of(find("apology-fit")), acknowledged(), {}),
    ],
    "DR-24": [
        (
            run(acknowledged(on=fri_17_may), respond(upheld, on=fri_31_may)),
            run(acknowledged(on=fri_3_may), respond(upheld, on=mon_20_may)),
            {"today": mon_3_june},
        ),
    ],
    "DR-25": [
        (case_of(learn(repeats="PR-1")), case_of(learn(repeats="PR-1"), agree(lesson="l")), {"today": fri_24_may}),
        (case_of(learn(repeats="PR-1")), case_of(learn()), {"today": fri_24_may}),
    ],
    "DR-26": [
        (
            run(handled_before(), *at_stage_2, respond(complete=False, on=fri_31_may)),
            run(
                handled_before(),
                *at_stage_2,
                lambda c: verbs.extend(c, to=mon_1_july, at=fri_31_may, told_on=fri_31_may),
                respond(complete=False, on=fri_31_may, more_by=date(2024, 6, 21)),
            ),
            {"today": mon_3_june},
        ),
    ],
    "DR-27": [
        (
            case_of(respond(undecided), find("remedy-without-request")),
            case_of(respond(undecided), find("remedy-without-request"), propose()),
            {},
        ),
        (case_of(respond(undecided), find("remedy-without-request")), case_of(respond(undecided)), {}),
    ],
    "DR-28": [
        (
            case_of(reach("order_made")),
            case_of(reach("order_made"), reach("order_due", date_given=mon_1_july)),
            {},
        ),
        (case_of(promise("ombudsman_order")), case_of(promise("ombudsman_order", mon_1_july)), {}),
    ],
    "DR-29": [
        (
            case_of(arrange(NeedFound("n", risk=True), wed_1_may)),
            case_of(arrange(NeedFound("n"), wed_1_may)),
            {},
        ),
        (
            case_of(arrange(NeedFound("n", risk=True), wed_1_may)),
            case_of(arrange(NeedFound("n", risk=True), wed_1_may), go_on(NeedMoved("n", NeedStep.REMINDED), fri_17_may)),
            {},
        ),
    ],
    "DR-30": [
        (
            case_of(arrange(AgreementMade("g", AgreementKind.ADJUSTMENT, review=fri_10_may))),
            case_of(
                arrange(AgreementMade("g", AgreementKind.ADJUSTMENT, review=fri_10_may)),
                go_on(AgreementEnded("g", review=mon_3_june), fri_10_may),
            ),
            {},
        ),
    ],
    "DR-31": [
        (
            case_of(letter(LetterKind.RESPONSE), go_on(LetterDelivery("9", DeliveryResult.FAILED), tue_21_may)),
            case_of(letter(LetterKind.RESPONSE), go_on(LetterDelivery("9", DeliveryResult.DELIVERED), tue_21_may)),
            {"today": fri_24_may},
        ),
    ],
    "DR-44": [
        (case_of(share(fri_17_may)), case_of(share(fri_24_may)), {"today": fri_24_may}),
        (case_of(share(fri_17_may)), case_of(share(fri_17_may), gave(ContributionStep.GIVEN)), {"today": fri_24_may}),
        (
            case_of(share(fri_17_may)), case_of(share(fri_17_may), gave(ContributionStep.NOT_NEEDED)),
            {"today": fri_24_may},
        ),
        (
            case_of(share(fri_17_may), gave(ContributionStep.GIVEN), gave(ContributionStep.RETURNED, fri_17_may)),
            case_of(share(fri_17_may), gave(ContributionStep.CHASED, fri_24_may)),
            {"today": fri_24_may},
        ),
    ],
    "DR-45": [
        (case_of(found), case_of(), {"today": fri_24_may}),
        (case_of(found), case_of(found, settled(PartStep.BEGUN)), {"today": fri_24_may}),
        (case_of(found), case_of(found, settled(PartStep.LEFT)), {"today": fri_24_may}),
    ],
    "DR-46": [
        (case_of(came(due=fri_17_may)), case_of(came(due=mon_3_june)), {"today": fri_24_may}),
        (case_of(came(due=fri_17_may)), case_of(came(due=None)), {"today": fri_24_may}),
        (
            case_of(came(due=fri_17_may), letter(LetterKind.UPDATE)),
            case_of(came(due=fri_17_may), letter(LetterKind.MOVED)),
            {"today": fri_24_may},
        ),
    ],
    "DR-40": [
        (case_of(ask(due=fri_17_may)), case_of(ask(due=fri_17_may), tell(MemberStep.ANSWERED)), {}),
        (case_of(ask(due=fri_17_may)), case_of(ask(due=fri_17_may), tell(MemberStep.HELD, due=mon_3_june)), {}),
        (case_of(ask(due=fri_24_may)), case_of(ask(due=fri_31_may)), {"today": fri_24_may}),
        (case_of(ask(due=fri_17_may)), case_of(ask(due=None)), {}),
    ],
}  # fmt: skip
ROWS = [(rule, number) for rule, pairs in PAIRS.items() for number, _ in enumerate(pairs)]


def seen(case, **how):
    given = {"today": mon_20_may, **how}
    return alerts(case, EVERY, ENGLAND, **given)


def of_rule(rule, case, **how):
    return [one for one in seen(case, **how) if one.rule == rule]


def days_of(rule, number):
    how = dict(PAIRS[rule][number][2])
    but = how.pop("but", {})
    return how, {**how, **but}


def test_every_rule_has_a_pair_here_or_compares_complaints():
    assert set(PAIRS) | set(OF_PLANS) | set(ACROSS) == set(detection_rules())
    assert not set(PAIRS) & set(ACROSS)
    assert [rule for rule, _ in RULES] == [rule for rule in detection_rules() if rule not in ACROSS]


@pytest.mark.parametrize(("rule", "number"), ROWS)
def test_the_rule_sees_what_it_is_for(rule, number):
    case, (how, _) = PAIRS[rule][number][0], days_of(rule, number)
    [found] = of_rule(rule, case, **how)
    assert found.says
    assert found.severity is detection_rules()[rule].severity
    assert (found.why, found.what_to_do) == (detection_rules()[rule].when, detection_rules()[rule].do)
    assert len(found.key) <= 60


@pytest.mark.parametrize(("rule", "number"), ROWS)
def test_and_nothing_where_it_was_seen_to(rule, number):
    case, (_, how) = PAIRS[rule][number][1], days_of(rule, number)
    assert of_rule(rule, case, **how) == []


def test_an_alert_names_who_sees_to_it_and_the_provision_that_is_not_met():
    case = case_of(promise("call_back", fri_10_may, owner="9"))
    [found] = of_rule("DR-09", case)
    assert (found.owner, found.due, found.since, found.key) == (
        "9",
        fri_10_may,
        date(2024, 5, 11),
        "promise:p",
    )
    [late] = of_rule("DR-01", with_point(), today=fri_10_may)
    assert (late.provision, late.owner, late.group) == ("6.2", None, Group.ACKNOWLEDGE)
    assert "1 working day late" in late.says


def test_a_complaint_handled_as_it_should_be_raises_no_alert():
    case = case_of(propose(), respond(upheld))
    assert seen(case) == ()


def test_what_was_decided_late_stays_a_breach_and_ends_the_alert():
    case = case_of(respond(undecided))
    assert of_rule("DR-04", case)
    assert not of_rule("DR-04", run(case, propose()))


def test_where_no_code_asks_for_it_the_alert_is_raised_all_the_same():
    regulations = load_procedures()["children-act/2006-09-01"]
    case = case_of(arrange(NeedFound("n", risk=True), wed_1_may))
    found = alerts(case, regulations, ENGLAND, today=mon_20_may)
    assert ("DR-29", None) in [(one.rule, one.provision) for one in found]


def test_a_restriction_of_another_complaint_of_the_resident_raises_it_too():
    case = case_of(arrange(AppointmentMade("v", on=fri_24_may, worker="w1")))
    known = Circumstances(barred_workers=frozenset({"w1"}))
    assert of_rule("DR-12", case, circumstances=known)
    assert not of_rule("DR-12", case)


def test_only_rules_that_hold_us_back_are_called_blocking():
    blocking = {key for key, one in detection_rules().items() if one.severity is AlertSeverity.BLOCK}
    assert blocking >= {"DR-03", "DR-04", "DR-05", "DR-06", "DR-11", "DR-12", "DR-17", "DR-19", "DR-22"}


@settings(max_examples=80, deadline=None)
@given(st.lists(steps, max_size=15), st.sampled_from(sorted(load_procedures())))
def test_no_record_the_verbs_allow_breaks_the_rules_and_each_thing_is_told_once(taken, key):
    case = walk(received(), taken)
    found = alerts(case, load_procedures()[key], ENGLAND, today=mon_1_july, circumstances=VULNERABLE)
    assert len({(one.rule, one.key) for one in found}) == len(found)
    assert all(one.says and one.what_to_do for one in found)
