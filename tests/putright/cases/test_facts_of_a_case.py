"""What figures count of one complaint, from its events."""

from dataclasses import asdict
from datetime import date
from importlib.resources import files

import pytest

from putright.calendars import Division, load_calendar
from putright.cases import CaseError, case_deadlines, facts_of, verbs
from putright.cases.events import PointFinding
from putright.cases.facts import CaseFacts
from putright.cases.order_of_days import ORDER
from putright.cases.referred import HeadDecided, ReferralDecided, ReferralOpened
from putright.cases.remedial import ActionAgreed, ActionMoved, LessonLearned, RemedyMoved, RemedyProposed
from putright.measures import schemas
from putright.procedures import procedure
from putright.procedures.reading import read_toml
from putright.vocabulary import (
    ActionStep,
    Cause,
    ClosingReason,
    DecisionText,
    Determination,
    EscalationReason,
    OmbudsmanBody,
    PointOutcome,
    PublishedOutcome,
    ReferralKind,
    RejectionReason,
    RemediedBy,
    RemedyStep,
    RemedyType,
)
from tests.putright.cases.made import CODE, received, then

ENGLAND = load_calendar(Division.ENGLAND_AND_WALES)
CHILDREN = procedure("children-act/2006-09-01")
WELSH = procedure("wales-childrens-services/2014-08-01")
ADULTS = procedure("adult-social-care/2009-04-01")
wed_1_may = date(2024, 5, 1)
fri_3_may = date(2024, 5, 3)
mon_20_may = date(2024, 5, 20)
tue_21_may = date(2024, 5, 21)
fri_24_may = date(2024, 5, 24)
mon_3_june = date(2024, 6, 3)
tue_4_june = date(2024, 6, 4)
fri_7_june = date(2024, 6, 7)
thu_4_july = date(2024, 7, 4)
FINDINGS = (PointFinding("a", PointOutcome.UPHELD), PointFinding("b", PointOutcome.NOT_UPHELD))


def counted(case, rules=CODE) -> CaseFacts:
    return facts_of(case, rules, case_deadlines(case, rules, ENGLAND, today=None))


def told(case) -> dict[str, object]:
    """What is known of it, without what every complaint has."""
    always = {"kind", "channel", "received_at"}
    found = asdict(counted(case))
    return {name: value for name, value in found.items() if value is not None and name not in always}


def walked(case, *steps):
    for step in steps:
        case = then(case, step(case))
    return case


def answered(**more):
    return walked(
        received(**more),
        lambda case: verbs.accept(case, at=wed_1_may),
        lambda case: verbs.agree_point(case, point="a", at=wed_1_may),
        lambda case: verbs.agree_point(case, point="b", at=wed_1_may),
        lambda case: verbs.acknowledge(case, at=fri_3_may),
        lambda case: verbs.respond(case, findings=FINDINGS, at=mon_20_may),
    )


def test_a_complaint_through_both_stages_is_one_row_with_the_days_of_each():
    case = walked(
        answered(),
        lambda case: verbs.escalate(
            case, procedure=CODE, at=tue_21_may,
            reasons=(EscalationReason("not_all_issues"), EscalationReason.DISAGREE_DECISION),
        ),
        lambda case: verbs.acknowledge(case, at=fri_24_may),
        lambda case: verbs.respond(
            case, findings=[PointFinding("a", PointOutcome.UPHELD), PointFinding("b", PointOutcome.UPHELD)],
            at=mon_3_june,
        ),
        lambda case: verbs.close(case, reason=ClosingReason.ANSWERED, at=tue_4_june),
    )  # fmt: skip
    assert told(case) == {
        "accepted": True, "acknowledged_on": fri_3_may, "acknowledgement_due_on": date(2024, 5, 9),
        "stage_1_due_on": mon_20_may, "stage_2_acknowledgement_due_on": date(2024, 5, 29),
        "stage_1_responded_on": mon_20_may, "stage_1_outcome": "partly_upheld", "escalated_on": tue_21_may,
        "escalation_reasons": "disagree_decision;not_all_issues", "stage_2_acknowledged_on": fri_24_may,
        "stage_2_due_on": date(2024, 6, 24), "stage_2_responded_on": mon_3_june, "stage_2_outcome": "upheld",
        "closed_on": tue_4_june, "learning_actions": 0, "learning_completed": 0,
    }  # fmt: skip


def test_an_extension_that_counts_is_told_beside_the_first_date_and_one_that_does_not_is_not():
    def extended(**form):
        return walked(
            received(),
            lambda case: verbs.acknowledge(case, at=fri_3_may),
            lambda case: verbs.extend(case, to=mon_3_june, at=mon_20_may, **form),
        )

    good = {"reason_note": "n-1", "ombudsman_details": True, "told_on": mon_20_may}
    assert counted(extended(**good)).stage_1_extended_to == mon_3_june
    assert counted(extended(**good)).stage_1_due_on == mon_20_may
    assert counted(extended()).stage_1_extended_to is None


def test_a_refusal_is_counted_by_its_reason_until_it_is_taken_on_after_all():
    refused = walked(
        received(),
        lambda case: verbs.decline(
            case, reason=RejectionReason.DUPLICATE, original="CMP-1111-2222", at=fri_3_may
        ),
    )
    assert told(refused) == {
        "accepted": False, "rejection_reason": "duplicate", "closed_on": fri_3_may, "repeat_of": "CMP-1111-2222",
    }  # fmt: skip
    taken_on = then(refused, verbs.reopen(refused, at=mon_20_may, directed=True))
    assert (counted(taken_on).accepted, counted(taken_on).rejection_reason) == (True, None)


def test_part_of_an_answer_is_no_outcome_yet():
    case = walked(
        received(),
        lambda case: verbs.agree_point(case, point="a", at=wed_1_may),
        lambda case: verbs.respond(
            case, findings=FINDINGS[:1], complete=False, more_by=mon_3_june, at=mon_20_may
        ),
    )
    assert (counted(case).stage_1_responded_on, counted(case).stage_1_outcome) == (None, None)


def test_a_complaint_withdrawn_before_its_answer_has_that_for_an_outcome():
    case = then(received(), verbs.withdraw(received(), at=fri_3_may))
    found = counted(case)
    assert (found.stage_1_outcome, found.withdrawn_on, found.closed_on) == ("withdrawn", fri_3_may, fri_3_may)


def test_what_was_learned_and_put_right_is_counted_once_and_only_where_it_stands():
    case = walked(
        answered(),
        lambda case: verbs.learn(case, body=LessonLearned("l-1", cause=Cause.DELAY), at=mon_20_may),
        lambda case: verbs.learn(case, body=LessonLearned("l-2", cause=Cause.RECORDS, repeats="CMP-9"), at=mon_20_may),
        lambda case: verbs.learn(case, body=LessonLearned("l-3", no_lesson=True), at=mon_20_may),
        lambda case: verbs.agree_action(
            case, body=ActionAgreed("a-1", RemedyType.TRAINING, learning=True, lesson="l-1", due=fri_24_may, owner="o"),
            at=mon_20_may,
        ),
        lambda case: verbs.move_action(case, body=ActionMoved("a-1", ActionStep.DONE), at=fri_24_may),
        lambda case: verbs.propose_remedy(
            case, body=RemedyProposed("r-1", RemedyType.PAY_DISTRESS, ("a",), amount_pence=10_000), at=mon_20_may
        ),
        lambda case: verbs.propose_remedy(case, body=RemedyProposed("r-2", RemedyType.APOLOGY, ("a",)), at=mon_20_may),
        lambda case: verbs.move_remedy(case, body=RemedyMoved("r-1", RemedyStep.OFFERED), at=mon_20_may),
        lambda case: verbs.move_remedy(
            case, body=RemedyMoved("r-1", RemedyStep.PAID, amount_pence=4_000), at=fri_24_may
        ),
    )  # fmt: skip
    found = counted(case)
    assert (found.causes, found.learning_actions, found.learning_completed) == ("delay;record_keeping", 2, 1)
    assert (found.remedy_types, found.remedy_paid_pence) == ("pay_distress", 4_000), "r-2 was never offered"
    assert found.repeat_of == "CMP-9"


def test_of_an_ombudsmans_case_the_gravest_finding_counts_and_a_later_case_only_once_decided():
    case = walked(
        answered(),
        lambda case: verbs.refer(
            case, body=ReferralOpened("1", OmbudsmanBody.HOS, ReferralKind.INVESTIGATION, "evidence"), at=mon_3_june
        ),
        lambda case: verbs.refer(
            case, body=HeadDecided("h-1", "1", Determination.NO_MALADMINISTRATION), at=thu_4_july
        ),
        lambda case: verbs.refer(case, body=HeadDecided("h-2", "1", Determination.MALADMINISTRATION), at=thu_4_july),
        lambda case: verbs.follow_up(
            case, at=thu_4_july,
            body=ReferralDecided("1", PublishedOutcome.DETERMINED, remedied_by=RemediedBy.ORDERED),
        ),
        lambda case: verbs.refer(
            case, body=ReferralOpened("2", OmbudsmanBody.LGSCO, ReferralKind.ENQUIRY, "enquiry"), at=thu_4_july
        ),
    )  # fmt: skip
    found = counted(case)
    assert (found.ombudsman_body, found.ombudsman_received_on, found.ombudsman_decided_on) == (
        "hos", mon_3_june, thu_4_july,
    )  # fmt: skip
    assert (found.ombudsman_outcome, found.ombudsman_satisfactory_remedy) == ("maladministration", False)


@pytest.mark.parametrize("body", [OmbudsmanBody.SPSO, OmbudsmanBody.PSOW, OmbudsmanBody.NIPSO])
@pytest.mark.parametrize(
    "published", [PublishedOutcome.PARTLY_UPHELD, PublishedOutcome.RESOLVED, PublishedOutcome.DISCONTINUED]
)
@pytest.mark.parametrize("text", [None, DecisionText.ALREADY_REMEDIED])
def test_what_is_published_in_another_nation_is_a_code_of_the_facts(body, published, text):
    opened = ReferralOpened("1", body, ReferralKind.INVESTIGATION, "investigation")
    case = walked(
        received(fri_3_may),
        lambda one: verbs.refer(one, body=opened, at=fri_3_may),
        lambda one: verbs.refer(
            one, body=HeadDecided("h-1", "1", Determination.PARTLY_UPHELD), at=thu_4_july
        ),
        lambda one: verbs.follow_up(one, body=ReferralDecided("1", published, text), at=thu_4_july),
    )
    found = counted(case)
    assert (found.ombudsman_body, found.ombudsman_outcome) == (body.value, published.value)
    [column] = [one for one in schemas()["facts"].columns if one.name == "ombudsman_outcome"]
    assert found.ombudsman_outcome in column.codes


def test_an_ombudsman_asked_before_us_has_no_day_that_would_come_before_the_receipt():
    case = then(
        received(fri_3_may),
        verbs.refer(
            received(fri_3_may),
            body=ReferralOpened("1", OmbudsmanBody.LGSCO, ReferralKind.PREMATURE, "premature_returned"),
            at=wed_1_may,
        ),
    )
    assert (counted(case).ombudsman_body, counted(case).ombudsman_received_on) == ("lgsco", None)


def test_the_kind_is_that_of_the_procedure_and_an_agreed_day_is_what_an_answer_is_judged_by():
    assert counted(received(procedure=CHILDREN), CHILDREN).kind == "statutory_children"
    # The times of England's Regulations are not those of Wales, so that its figures are not either.
    assert counted(received(procedure=WELSH), WELSH).kind == "social_services_children"
    planned = walked(
        received(procedure=ADULTS),
        lambda case: verbs.acknowledge(case, at=fri_3_may),
        lambda case: verbs.reach(case, moment="answer_promised", date_given=fri_7_june, at=fri_3_may),
    )
    found = counted(planned, ADULTS)
    assert (found.kind, found.stage_1_due_on) == ("statutory_adults", fri_7_june)
    assert counted(received(procedure=ADULTS), ADULTS).stage_1_due_on == date(2024, 11, 1), "six months else"


def test_one_that_was_moved_is_counted_where_it_goes_on_and_here_apart():
    open_one = walked(received(), lambda case: verbs.accept(case, at=wed_1_may))
    moved = walked(open_one, lambda case: verbs.close(case, reason=ClosingReason.MOVED, at=mon_20_may))
    settled = walked(open_one, lambda case: verbs.close(case, reason=ClosingReason.SETTLED, at=mon_20_may))
    assert (counted(open_one).kind, counted(open_one).accepted) == ("complaint", True)
    assert (counted(settled).kind, counted(settled).accepted) == ("complaint", True)
    found = counted(moved)
    assert (found.kind, found.accepted, found.closed_on) == ("moved", None, mon_20_may)
    again = walked(moved, lambda case: verbs.reopen(case, at=tue_21_may))
    assert (counted(again).kind, counted(again).accepted) == ("complaint", True)


def childs(*steps):
    """A child's complaint at stage 2, with what happened then."""
    return walked(
        received(procedure=CHILDREN),
        lambda case: verbs.respond(case, findings=(), at=fri_3_may),
        lambda case: verbs.escalate(case, procedure=CHILDREN, at=mon_20_may),
        *steps,
    )


def reached(moment, on, stage):
    return lambda case: verbs.reach(case, moment=moment, at=on, stage=stage)


def test_the_milestones_of_stages_2_and_3_are_told_beside_the_answers():
    case = childs(
        reached("statement_agreed", fri_24_may, "stage-2"),
        lambda case: verbs.respond(case, findings=(), at=mon_3_june),
        lambda case: verbs.escalate(case, procedure=CHILDREN, at=tue_4_june),
        reached("panel_met", fri_7_june, "stage-3"),
        reached("panel_reported", thu_4_july, "stage-3"),
    )
    found = counted(case, CHILDREN)
    assert (found.escalated_on, found.stage_2_statement_agreed_on) == (mon_20_may, fri_24_may)
    assert (found.stage_3_requested_on, found.stage_3_panel_on) == (tue_4_june, fri_7_june)
    assert found.stage_3_panel_reported_on == thu_4_july


def test_a_milestone_that_contradicts_another_day_is_left_out():
    late = childs(
        lambda case: verbs.respond(case, findings=(), at=fri_24_may),
        reached("statement_agreed", mon_3_june, "stage-2"),
        lambda case: verbs.escalate(case, procedure=CHILDREN, at=tue_4_june),
        reached("panel_reported", fri_7_june, "stage-3"),
        reached("panel_met", thu_4_july, "stage-3"),
    )
    found = counted(late, CHILDREN)
    assert found.stage_2_statement_agreed_on is None, "it was agreed after the answer"
    assert (found.stage_3_panel_on, found.stage_3_panel_reported_on) == (thu_4_july, None)


def test_a_complaint_nobody_knows_the_day_of_is_received_on_the_first_day_anything_is_known():
    case = then(received(None), verbs.acknowledge(received(None), at=fri_3_may))
    assert counted(case).received_at == fri_3_may


def test_an_acknowledgement_that_crossed_with_the_answer_is_none():
    case = walked(
        received(),
        lambda case: verbs.respond(case, findings=(), at=fri_3_may),
        lambda case: verbs.acknowledge(case, at=mon_20_may),
    )
    assert (counted(case).acknowledged_on, counted(case).stage_1_responded_on) == (None, fri_3_may)


def test_an_acknowledgement_whose_day_is_not_known_or_contradicts_is_neither_in_time_nor_late():
    unknown = then(received(), verbs.acknowledge(received(), at=None))
    assert (counted(unknown).acknowledged_on, counted(unknown).acknowledgement_due_on) == (None, None)
    crossed = walked(
        received(),
        lambda case: verbs.respond(case, findings=(), at=fri_3_may),
        lambda case: verbs.acknowledge(case, at=mon_20_may),
    )
    assert counted(crossed).acknowledgement_due_on is None
    assert counted(received()).acknowledgement_due_on == date(2024, 5, 9), "never acknowledged, it is late"


def test_how_it_is_sorted_is_said_whole_and_the_last_word_counts():
    said = {"themes": ["noise", "damp"], "ward": "north", "several": False}
    first = then(received(), verbs.classify(received(), **said, at=fri_3_may))
    assert (counted(first).themes, counted(first).ward, counted(first).multi_service) == (
        "damp;noise",
        "north",
        False,
    )
    case = then(first, verbs.classify(first, services=["4"], at=mon_20_may))
    assert (counted(case).themes, counted(case).ward, counted(case).multi_service) == (None, None, True)
    assert counted(received()).multi_service is None, "nobody said"
    with pytest.raises(CaseError, match="sorted so already"):
        verbs.classify(case, services=["4"], at=mon_20_may)
    closed = then(case, verbs.withdraw(case, at=mon_20_may))
    assert counted(then(closed, verbs.classify(closed, themes=["damp"], at=tue_21_may))).themes == "damp"


def test_every_column_is_one_of_the_facts_and_the_orders_are_those_of_the_facts():
    columns = {one.name for one in schemas()["facts"].columns}
    assert set(CaseFacts.__dataclass_fields__) <= columns
    orders = read_toml(files("putright.measures") / "tables" / "facts.toml", "facts.toml")["order"]
    wanted = {(one["first"], later) for one in orders for later in one["then"]}
    assert {(first, then) for first, then, _ in ORDER} == wanted
