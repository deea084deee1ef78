"""The Children Act procedure by the book: whom a stage needs, what they hand in, what is decided on it."""

from datetime import date

import pytest

from putright.calendars import load_calendar
from putright.cases import breaches, verbs
from putright.cases.appointed import (
    Adjudicated,
    EligibilityDecided,
    PersonAppointed,
    PersonDeclared,
    PersonStoodDown,
    PointDecision,
    RecommendationDecision,
    ReportFinding,
    ReportReceived,
)
from putright.cases.errors import CaseError
from putright.procedures import procedure
from putright.vocabulary import Conflict, Ground, PersonRole, PointOutcome, RejectionReason, ReportKind
from tests.putright.cases.made import received, then

ENGLAND = load_calendar("england-and-wales")
CHILDREN = procedure("children-act/2006-09-01")
thu_2_may, thu_16_may, mon_20_may = date(2024, 5, 2), date(2024, 5, 16), date(2024, 5, 20)
wed_29_may, mon_24_june, tue_25_june = date(2024, 5, 29), date(2024, 6, 24), date(2024, 6, 25)
mon_1_july, wed_31_july, tue_6_august = date(2024, 7, 1), date(2024, 7, 31), date(2024, 8, 6)
tue_20_august = date(2024, 8, 20)
UPHELD, NOT_UPHELD = PointOutcome.UPHELD, PointOutcome.NOT_UPHELD


def seen(case, *duties, today=tue_20_august):
    found = breaches(case, CHILDREN, ENGLAND, today=today)
    return [one for one in found if one.duty in duties]


def involved(case, body, at, stage=None):
    return then(case, verbs.involve(case, body=body, at=at, stage=stage))


def settled(case, body, at):
    return then(case, verbs.settle(case, body=body, at=at))


def at_stage_1():
    case = received(thu_2_may, procedure=CHILDREN)
    for point in ("1", "2"):
        case = then(case, verbs.agree_point(case, point=point, at=thu_2_may))
    return case


def at_stage_2():
    case = at_stage_1()
    case = then(case, verbs.respond(case, at=thu_16_may))
    return then(case, verbs.escalate(case, procedure=CHILDREN, at=mon_20_may))


def appointed(case, role, person, at=wed_29_may, key=None, **more):
    more.setdefault("declared", True)
    return involved(case, PersonAppointed(key or f"{role}-{person}", role, person=person, **more), at)


def investigated(case, *, recommendations=(), findings=None, without=()):
    people = {
        PersonRole.INVESTIGATING_OFFICER: "11", PersonRole.INDEPENDENT_PERSON: "12",
        PersonRole.ADJUDICATING_OFFICER: "13",
    }  # fmt: skip
    for role, person in people.items():
        if role not in without:
            case = appointed(case, role, person)
    found = findings or (ReportFinding("1", UPHELD), ReportFinding("2", NOT_UPHELD))
    if PersonRole.INVESTIGATING_OFFICER not in without:
        report = ReportReceived(
            "io", ReportKind.INVESTIGATION, "investigating_officer-11", found, recommendations
        )
        case = involved(case, report, mon_24_june)
    if PersonRole.INDEPENDENT_PERSON not in without:
        report = ReportReceived(
            "ip", ReportKind.INDEPENDENT_PERSON, "independent_person-12", agrees_with="io", agrees=True
        )
        case = involved(case, report, mon_24_june)
    return case


def agreed(case, *, recommendations=()):
    points = (PointDecision("1", agrees=True), PointDecision("2", agrees=True))
    return settled(case, Adjudicated("io", points, recommendations), mon_24_june)


def answered(case, at=tue_25_june):
    return then(case, verbs.respond(case, at=at))


def at_stage_3():
    case = then(at_stage_2(), verbs.reach(at_stage_2(), moment="statement_agreed", at=wed_29_may))
    case = answered(agreed(investigated(case)))
    return then(case, verbs.escalate(case, procedure=CHILDREN, at=mon_1_july))


def panel(case, people=("21", "22", "23"), **more):
    roles = (PersonRole.PANEL_CHAIR, PersonRole.PANEL_MEMBER, PersonRole.PANEL_MEMBER)
    for role, person in zip(roles, people, strict=False):
        case = appointed(case, role, person, at=mon_1_july, **more)
    return case


def met(case):
    return then(case, verbs.reach(case, moment="panel_met", at=wed_31_july))


def test_a_stage_answered_without_an_independent_person_shows_the_regulation():
    case = answered(investigated(at_stage_2(), without=(PersonRole.INDEPENDENT_PERSON,)))
    [missing] = seen(case, "people-appointed")
    assert (missing.stage, missing.provision, missing.since) == ("stage-2", "17", tue_25_june)
    assert "independent person" in missing.says
    assert seen(answered(investigated(at_stage_2())), "people-appointed") == []


def test_who_is_missing_is_told_under_the_provision_that_asks_for_that_very_person():
    case = answered(at_stage_2())
    assert [(one.provision, one.severity.value) for one in seen(case, "people-appointed")] == [
        ("practice: investigating officer", "advisory"),
        ("17", "mandatory"),
        ("practice: adjudication", "advisory"),
    ]


def test_before_the_answer_nobody_is_missing_yet():
    assert seen(at_stage_2(), "people-appointed", "reports-before-answer", "right-to-respond") == []


@pytest.mark.parametrize("conflict", [Conflict.MEMBER, Conflict.OFFICER, Conflict.PARTNER])
def test_the_independent_person_is_neither_a_member_nor_an_officer_nor_a_partner_of_one(conflict):
    case = appointed(at_stage_2(), PersonRole.INDEPENDENT_PERSON, "12", conflicts=(conflict,))
    [found] = seen(case, "people-independent")
    assert (found.provision, found.since) == ("17", wed_29_may)
    assert conflict.label.lower() in found.says


def test_an_officer_of_ours_is_never_the_independent_person_whatever_they_declare():
    case = involved(
        at_stage_2(),
        PersonAppointed("a", PersonRole.INDEPENDENT_PERSON, officer="7", declared=True),
        wed_29_may,
    )
    assert [one.duty for one in seen(case, "people-independent")] == ["people-independent"]


def test_an_officer_may_investigate_but_not_one_of_the_service_complained_of():
    ours = PersonAppointed("a", PersonRole.INVESTIGATING_OFFICER, officer="7", declared=True)
    assert seen(involved(at_stage_2(), ours, wed_29_may), "people-independent") == []
    case = appointed(at_stage_2(), PersonRole.INVESTIGATING_OFFICER, "11", conflicts=(Conflict.SERVICE,))
    assert seen(case, "people-independent")[0].provision == "practice: investigating officer"


def test_somebody_ruled_out_who_stands_down_before_anything_came_of_it_is_mended():
    case = appointed(at_stage_2(), PersonRole.INDEPENDENT_PERSON, "12", conflicts=(Conflict.PARTNER,))
    assert seen(case, "people-independent")
    case = settled(case, PersonStoodDown("independent_person-12"), wed_29_may)
    assert seen(case, "people-independent") == []


def test_what_somebody_declares_later_counts_too_and_a_report_of_theirs_keeps_it():
    case = investigated(at_stage_2())
    case = settled(case, PersonDeclared("independent_person-12", (Conflict.KNOWS,)), mon_24_june)
    case = settled(case, PersonStoodDown("independent_person-12"), mon_24_june)
    assert len(seen(case, "people-independent")) == 1


def test_a_replaced_independent_person_leaves_no_gap_and_one_not_replaced_does():
    case = appointed(at_stage_2(), PersonRole.INDEPENDENT_PERSON, "12")
    case = settled(case, PersonStoodDown("independent_person-12"), mon_24_june)
    assert [one.provision for one in seen(answered(case), "people-appointed")][1] == "17"
    case = appointed(case, PersonRole.INDEPENDENT_PERSON, "14", at=mon_24_june)
    assert "17" not in [one.provision for one in seen(answered(case), "people-appointed")]


def test_a_declaration_may_be_given_with_the_appointment_or_later():
    case = appointed(at_stage_2(), PersonRole.INDEPENDENT_PERSON, "12", declared=False)
    assert seen(case, "people-declared") == []
    [found] = seen(answered(case), "people-declared")
    assert (found.stage, found.unconfirmed) == ("stage-2", True)
    case = settled(case, PersonDeclared("independent_person-12"), wed_29_may)
    assert seen(answered(case), "people-declared") == []


def test_both_reports_come_before_the_answer_of_stage_2():
    case = answered(investigated(at_stage_2(), without=(PersonRole.INDEPENDENT_PERSON,)))
    [missing] = seen(case, "reports-before-answer")
    assert "report of the independent person" in missing.says
    assert seen(answered(investigated(at_stage_2())), "reports-before-answer") == []
    late = answered(at_stage_2(), at=wed_29_may)
    assert len(seen(late, "reports-before-answer")) == 2


def test_every_point_and_recommendation_of_the_report_is_decided_on():
    case = answered(investigated(at_stage_2(), recommendations=("n1", "n2")))
    assert [(one.point, one.provision) for one in seen(case, "adjudicate-every-point")] == [
        ("1", "practice: adjudication"), ("2", "practice: adjudication"), (None, "practice: adjudication"),
    ]  # fmt: skip
    told = (RecommendationDecision("n1", accepted=True), RecommendationDecision("n2", accepted=True))
    case = agreed(investigated(at_stage_2(), recommendations=("n1", "n2")), recommendations=told)
    assert seen(answered(case), "adjudicate-every-point") == []


def test_a_difference_from_the_report_is_explained():
    case = investigated(at_stage_2(), recommendations=("n1",))
    silent = Adjudicated(
        "io",
        (PointDecision("1", agrees=False, outcome=NOT_UPHELD), PointDecision("2", agrees=True)),
        (RecommendationDecision("n1", accepted=False),),
    )
    found = seen(settled(case, silent, mon_24_june), "difference-explained")
    assert [one.point for one in found] == ["1", None]
    told = Adjudicated(
        "io",
        (PointDecision("1", agrees=False, outcome=NOT_UPHELD, note="n8"), PointDecision("2", agrees=True)),
        (RecommendationDecision("n1", accepted=False, note="n9"),),
    )
    assert seen(settled(case, told, mon_24_june), "difference-explained") == []


def test_three_independent_people_sit_when_the_panel_meets_and_two_are_not_enough():
    [missing] = seen(met(panel(at_stage_3(), ("21", "22"))), "people-appointed")
    assert (missing.stage, missing.provision, missing.since) == ("stage-3", "19", wed_31_july)
    assert "1 of 2" in missing.says
    assert seen(met(panel(at_stage_3())), "people-appointed", "people-independent") == []


def test_the_independent_person_of_stage_2_may_not_sit_on_the_panel():
    [found] = seen(panel(at_stage_3(), ("21", "12", "23")), "people-independent")
    assert (found.stage, found.provision) == ("stage-3", "19")
    assert "took part at an earlier stage" in found.says


def test_a_panel_member_with_a_conflict_is_shown():
    [found] = seen(panel(at_stage_3(), ("21",), conflicts=(Conflict.KNOWS,)), "people-independent")
    assert "knows somebody concerned" in found.says


def test_the_panels_report_speaks_of_every_point():
    case = met(panel(at_stage_3()))
    some = ReportReceived("p", ReportKind.PANEL, "panel_chair-21", (ReportFinding("1", UPHELD),))
    [left] = seen(involved(case, some, tue_6_august), "panel-on-every-point")
    assert (left.point, left.provision) == ("2", "20")
    both = (ReportFinding("1", UPHELD), ReportFinding("2", NOT_UPHELD))
    whole = ReportReceived("p", ReportKind.PANEL, "panel_chair-21", both)
    assert seen(involved(case, whole, tue_6_august), "panel-on-every-point") == []


def test_the_right_to_comment_is_asked_for_at_stages_2_and_3_only():
    case = answered(at_stage_2())
    assert [one.stage for one in seen(case, "right-to-respond")] == ["stage-2"]
    case = at_stage_2()
    case = then(case, verbs.reach(case, moment="comments_invited", at=wed_29_may))
    assert seen(answered(case), "right-to-respond") == []


def test_stage_2_answered_without_an_agreed_statement_is_shown_and_stage_1_needs_none():
    assert [one.stage for one in seen(answered(at_stage_2()), "statement-agreed")] == ["stage-2"]
    assert seen(at_stage_3(), "statement-agreed") == []


def test_stage_2_asked_for_in_time_is_the_persons_right_and_too_late_needs_a_decision():
    fri_14_june, mon_17_june = date(2024, 6, 14), date(2024, 6, 17)
    case = then(at_stage_1(), verbs.respond(at_stage_1(), at=thu_16_may))
    in_time = then(case, verbs.escalate(case, procedure=CHILDREN, at=fri_14_june))
    assert seen(in_time, "late-request-decided", "early-move-agreed") == []
    late = then(case, verbs.escalate(case, procedure=CHILDREN, at=mon_17_june))
    [found] = seen(late, "late-request-decided")
    assert (found.stage, found.provision) == ("stage-2", "practice: request stage 2")
    case = then(case, verbs.reach(case, moment="late_request_accepted", at=mon_17_june))
    accepted = then(case, verbs.escalate(case, procedure=CHILDREN, at=mon_17_june))
    assert seen(accepted, "late-request-decided") == []


def test_a_late_stage_1_opens_stage_2_and_an_early_move_needs_an_agreement():
    overdue = then(at_stage_1(), verbs.escalate(at_stage_1(), procedure=CHILDREN, at=mon_20_may))
    assert seen(overdue, "early-move-agreed", "late-request-decided") == []
    tue_7_may = date(2024, 5, 7)
    early = then(at_stage_1(), verbs.escalate(at_stage_1(), procedure=CHILDREN, at=tue_7_may))
    [found] = seen(early, "early-move-agreed")
    assert (found.provision, found.unconfirmed) == ("practice: skip stage 1", True)
    case = then(at_stage_1(), verbs.reach(at_stage_1(), moment="move_agreed", at=tue_7_may))
    both = then(case, verbs.escalate(case, procedure=CHILDREN, at=tue_7_may))
    assert seen(both, "early-move-agreed") == []


def test_a_late_request_refused_names_the_ombudsman_and_its_reasons():
    case = then(at_stage_1(), verbs.respond(at_stage_1(), at=thu_16_may))
    silent = verbs.refuse_escalation(
        case, procedure=CHILDREN, reason=RejectionReason.ASKED_TOO_LATE, at=mon_1_july
    )
    assert len(seen(then(case, silent), "refusal-names-ombudsman", "refusal-on-merits")) == 2
    told = verbs.refuse_escalation(
        case, procedure=CHILDREN, reason=RejectionReason.ASKED_TOO_LATE, at=mon_1_july, merits_note="n1",
        ombudsman_details=True,
    )  # fmt: skip
    assert seen(then(case, told), "refusal-names-ombudsman", "refusal-on-merits") == []


def test_who_complains_is_recorded_and_what_the_child_wishes_where_somebody_speaks_for_it():
    case = at_stage_1()
    assert seen(answered(case, at=thu_16_may), "eligibility-recorded")
    for ground, asked, shown in (
        (Ground.CHILD, None, 0), (Ground.PARENT, None, 1), (Ground.PARENT, True, 0), (Ground.FOSTER_CARER, False, 0),
    ):  # fmt: skip
        told = involved(
            case, EligibilityDecided(eligible=True, ground=ground, affected_agrees=asked), thu_2_may
        )
        assert len(seen(answered(told, at=thu_16_may), "eligibility-recorded")) == shown


def test_an_acknowledgement_that_does_not_tell_of_advocates_is_shown():
    case = at_stage_1()
    without = then(case, verbs.acknowledge(case, at=thu_2_may, blocks=("reference",)))
    assert [one.provision for one in seen(without, "advocacy-told")] == ["advocacy"]
    told = then(case, verbs.acknowledge(case, at=thu_2_may, blocks=("reference", "advocacy")))
    assert seen(told, "advocacy-told") == []


def test_nobody_declares_after_they_stood_down():
    case = appointed(at_stage_2(), PersonRole.INDEPENDENT_PERSON, "12")
    case = settled(case, PersonStoodDown("independent_person-12"), mon_24_june)
    with pytest.raises(CaseError, match="came to its end"):
        settled(case, PersonDeclared("independent_person-12"), mon_24_june)
