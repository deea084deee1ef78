"""A complaint handled by a plan: each fault the rules see, and the same record without it."""

from datetime import date, timedelta

import pytest

from putright.calendars import load_calendar
from putright.cases import breaches, facts_of, replay, verbs
from putright.cases.appointed import EligibilityDecided
from putright.cases.arranged import LetterSent
from putright.cases.deadlines import case_deadlines
from putright.cases.detection import alerts
from putright.cases.events import PointFinding
from putright.cases.planned import plan_steps
from putright.procedures import detection_rules, procedure
from putright.vocabulary import ClosingReason, Ground, LetterKind, PointOutcome
from tests.putright.cases.made import received, then

ENGLAND = load_calendar("england-and-wales")
PLANNED_BY = ("adult-social-care/2009-04-01", "public-health/2013-04-01")
thu_2_may, fri_3_may, tue_7_may = date(2024, 5, 2), date(2024, 5, 3), date(2024, 5, 7)
wed_22_may, thu_6_june, fri_14_june = date(2024, 5, 22), date(2024, 6, 6), date(2024, 6, 14)
mon_17_june, fri_28_june, mon_4_november = date(2024, 6, 17), date(2024, 6, 28), date(2024, 11, 4)
OFFER = ("handler", "complaint_definition", "due_date", "discussion_offer")
SIGNED = (
    "stage", "complaint_definition", "decision", "reasons", "remedy", "outstanding_actions", "ombudsman_details",
    "responsible_signature",
)  # fmt: skip


def acknowledged(*blocks, on=fri_3_may):
    return lambda case: verbs.acknowledge(case, at=on, blocks=blocks or OFFER)


def reached(moment, on=tue_7_may, by=None):
    return lambda case: verbs.reach(case, moment=moment, at=on, date_given=by)


def planned(by=fri_14_june, on=tue_7_may):
    return reached("answer_promised", on, by)


def agreed(on=tue_7_may):
    return reached("plan_agreed", on)


def answered(blocks=SIGNED, on=thu_6_june):
    found = (PointFinding("a", PointOutcome.NOT_UPHELD),)
    return lambda case: verbs.respond(case, at=on, findings=found, blocks=blocks, author="7")


def updated(reason, on=fri_28_june):
    return lambda case: verbs.update(case, at=on, reason_for_delay=reason)


def letter(kind, on=tue_7_may):
    return lambda case: verbs.arrange(case, body=LetterSent("9", kind, "hash"), at=on)


def refused(note):
    body = EligibilityDecided(eligible=False, ground=Ground.REPRESENTATIVE, note=note)
    return lambda case: verbs.involve(case, body=body, at=tue_7_may)


def closed(on=fri_3_may):
    return lambda case: verbs.close(case, at=on, reason=ClosingReason.SETTLED)


def case_of(*acts, under=PLANNED_BY[0]):
    case = received(thu_2_may, procedure=procedure(under))
    case = then(case, verbs.agree_point(case, point="a", at=thu_2_may))
    for act in acts:
        case = then(case, act(case))
    return case


def duties(case, under=PLANNED_BY[0], today=thu_6_june):
    return {one.duty for one in breaches(case, procedure(under), ENGLAND, today=today)}


PAIRS = {
    "DR-32": [
        ((acknowledged("handler"),), (acknowledged("handler"), reached("discussion_offered")), tue_7_may),
        ((acknowledged("handler"),), (acknowledged(),), tue_7_may),
        ((acknowledged("handler"),), (acknowledged("handler"), reached("discussion_declined")), tue_7_may),
    ],
    "DR-33": [((acknowledged(),), (acknowledged(), planned(), agreed()), wed_22_may)],
    "DR-34": [
        (
            (acknowledged(), planned(), agreed()),
            (acknowledged(), planned(), agreed(), planned(fri_28_june, thu_6_june), agreed(thu_6_june)),
            mon_17_june,
        ),
        ((acknowledged(), planned(), agreed()), (acknowledged(), planned(), agreed(), answered()), mon_17_june),
    ],
    "DR-35": [
        ((acknowledged(), planned()), (acknowledged(), planned(), agreed()), tue_7_may),
        ((acknowledged(), planned()), (acknowledged(), reached("discussion_declined"), planned()), tue_7_may),
        (
            (acknowledged(), planned(), agreed(), planned(fri_28_june, thu_6_june)),
            (acknowledged(), planned(), agreed(), planned(fri_28_june, thu_6_june), agreed(thu_6_june)),
            thu_6_june,
        ),
        (
            (acknowledged(), reached("discussion_declined"), planned(), planned(fri_28_june, thu_6_june)),
            (acknowledged(), reached("discussion_declined"), planned()),
            thu_6_june,
        ),
    ],
    "DR-36": [
        (
            (acknowledged(), planned(), agreed(), updated(reason=False)),
            (acknowledged(), planned(), agreed(), updated(reason=True)),
            mon_4_november,
        ),
    ],
    "DR-37": [
        (
            (acknowledged(), planned(), agreed(), answered(SIGNED[:-1])),
            (acknowledged(), planned(), agreed(), answered()),
            thu_6_june,
        ),
        (
            (acknowledged(), planned(), agreed(), answered(SIGNED[:-1])),
            (acknowledged(), planned(), agreed(), answered(SIGNED[:-1]), answered(on=mon_17_june)),
            mon_17_june,
        ),
    ],
    "DR-38": [
        (
            (acknowledged(), reached("shared_with_body")),
            (acknowledged(), reached("shared_consent"), reached("shared_with_body")),
            tue_7_may,
        ),
        (
            (acknowledged(), reached("shared_with_body")),
            (acknowledged(), reached("shared_with_body"), reached("shared_consent", wed_22_may)),
            wed_22_may,
        ),
    ],
}  # fmt: skip
ROWS = [
    (rule, number, under)
    for rule, pairs in PAIRS.items()
    for number, _ in enumerate(pairs)
    for under in PLANNED_BY
]


def of_rule(rule, acts, under, today):
    found = alerts(case_of(*acts, under=under), procedure(under), ENGLAND, today=today)
    return [one for one in found if one.rule == rule]


@pytest.mark.parametrize(("rule", "number", "under"), ROWS)
def test_the_rule_of_plans_sees_what_it_is_for_and_nothing_where_it_was_seen_to(rule, number, under):
    fires, not_so, today = PAIRS[rule][number]
    [found] = of_rule(rule, fires, under, today)
    assert found.says
    assert found.severity is detection_rules()[rule].severity
    assert len(found.key) <= 60
    assert of_rule(rule, not_so, under, today) == []


def test_the_day_of_a_plan_is_told_by_its_own_rule_and_not_twice():
    case = case_of(acknowledged(), planned(), agreed())
    found = alerts(case, procedure(PLANNED_BY[0]), ENGLAND, today=mon_17_june)
    assert [one.rule for one in found if one.due == fri_14_june] == ["DR-34"]


def test_a_plan_kept_to_the_signed_answer_shows_nothing():
    case = case_of(
        acknowledged(), reached("discussion_held"), planned(), agreed(), answered(), under=PLANNED_BY[0]
    )  # fmt: skip
    assert duties(case) == set()


@pytest.mark.parametrize(
    ("acts", "duty"),
    [
        ((acknowledged(), answered()), "plan-made"),
        ((acknowledged(), planned(), agreed(), answered(SIGNED[:-1])), "responsible-signature"),
        ((acknowledged(), reached("discussion_declined"), planned(), answered()), "plan-in-writing"),
        ((acknowledged(), refused(None)), "representative-told-why"),
        ((acknowledged(), refused("3"), closed(tue_7_may)), "representative-told-why"),
        ((reached("settled_orally", fri_3_may), closed()), "oral-record-given"),
    ],
)
def test_what_was_left_out_shows_with_the_regulations_provision(acts, duty):
    assert duty in duties(case_of(*acts))


@pytest.mark.parametrize(
    ("acts", "duty"),
    [
        (
            (
                acknowledged(),
                reached("discussion_declined"),
                planned(),
                letter(LetterKind.COMPLAINT_PLAN),
                answered(),
            ),
            "plan-in-writing",
        ),
        ((acknowledged(), refused("3")), "representative-told-why"),
        (
            (acknowledged(), refused("3"), letter(LetterKind.REPRESENTATIVE_REFUSED), closed(tue_7_may)),
            "representative-told-why",
        ),
        (
            (reached("settled_orally", fri_3_may), reached("oral_record_given", fri_3_may), closed()),
            "oral-record-given",
        ),
    ],
)
def test_and_not_where_it_was_done(acts, duty):
    assert duty not in duties(case_of(*acts))


def test_what_was_said_and_settled_at_once_is_no_complaint_and_stays_counted_by_own_policy():
    case = case_of(reached("settled_orally", fri_3_may), reached("oral_record_given", fri_3_may), closed())
    assert duties(case) == set()
    under = procedure(PLANNED_BY[0])
    facts = facts_of(case, under, case_deadlines(case, under, ENGLAND, today=thu_6_june))
    assert facts.kind == "service_request"
    other = case_of(acknowledged())
    facts = facts_of(other, under, case_deadlines(other, under, ENGLAND, today=thu_6_june))
    assert facts.kind == "statutory_adults"


def test_an_agreement_counts_for_the_plan_before_it_and_for_no_other():
    case = case_of(planned(), agreed(), planned(fri_28_june, thu_6_june))
    first, second = plan_steps(case)
    assert (first.first, first.by, first.agreed_at is not None) == (True, fri_14_june, True)
    assert (second.first, second.by, second.agreed_at) == (False, fri_28_june, None)
    assert plan_steps(replay(case.events)) == (first, second)


def test_a_missed_signature_is_not_told_twice_as_a_missing_part():
    case = case_of(acknowledged(), planned(), agreed(), answered(SIGNED[:-1]))
    assert duties(case) == {"responsible-signature"}


def test_consent_that_came_after_sharing_stays_a_breach_and_ends_the_alert():
    late = (
        acknowledged(),
        reached("shared_with_body"),
        reached("shared_consent", tue_7_may + timedelta(days=15)),
    )
    assert "consent-before-sharing" in duties(case_of(*late))
    assert of_rule("DR-38", late, PLANNED_BY[0], wed_22_may) == []
