"""The rows a complaint has in the tables beside the facts, from its events."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from putright.calendars import Division, load_calendar
from putright.cases import TABLES, case_deadlines, contacted_first, counted_beside, replay, verbs
from putright.cases.appointed import PersonAppointed
from putright.cases.referred import (
    HeadDecided,
    OrderMade,
    OrderMoved,
    ReferralDecided,
    ReferralMoved,
    ReferralOpened,
)
from putright.cases.remedial import ActionAgreed, ActionMoved, RemedyMoved, RemedyProposed
from putright.measures import schemas
from putright.outcomes import Share
from putright.vocabulary import (
    ActionStep,
    Determination,
    OmbudsmanBody,
    OrderKind,
    OrderStep,
    PartyAtFault,
    PersonRole,
    PublishedOutcome,
    ReferralKind,
    RejectionReason,
    RemedyStep,
    RemedyType,
)
from tests.putright.cases.made import CODE, received, then
from tests.putright.cases.test_facts_of_a_case import CHILDREN, answered, walked

ENGLAND = load_calendar(Division.ENGLAND_AND_WALES)
thu_2_may, fri_3_may, wed_8_may = date(2024, 5, 2), date(2024, 5, 3), date(2024, 5, 8)
mon_20_may, tue_21_may, mon_3_june = date(2024, 5, 20), date(2024, 5, 21), date(2024, 6, 3)
fri_7_june, thu_4_july, mon_2_sept = date(2024, 6, 7), date(2024, 7, 4), date(2024, 9, 2)


def beside(case, table, rules=CODE):
    text = counted_beside(case, rules)
    return json.loads(text).get(table, []) if text else []


def remedied(*moves, amount=50_000, **more):
    body = RemedyProposed("r", RemedyType.PAY_DISTRESS, amount_pence=amount, **more)
    return walked(
        answered(),
        lambda case: verbs.propose_remedy(case, body=body, at=mon_20_may),
        *(
            lambda case, step=step, day=day, pence=pence: verbs.move_remedy(
                case, body=RemedyMoved("r", step, amount_pence=pence), at=day
            )
            for step, day, pence in moves
        ),
    )


def test_nothing_that_happened_has_no_rows():
    assert counted_beside(received(), CODE) is None


def test_a_payment_is_offered_accepted_and_paid_on_its_days_and_only_once_it_was_offered():
    assert beside(remedied(), "payments") == []
    case = remedied(
        (RemedyStep.OFFERED, mon_20_may, None),
        (RemedyStep.ACCEPTED, mon_3_june, None),
        (RemedyStep.PAID, fri_7_june, 50_000),
    )
    assert beside(case, "payments") == [
        {
            "remedy_type": "pay_distress", "stage": "stage_1", "attribution": "ours", "by_ombudsman": False,
            "amount_pence": 50_000, "offered_on": "2024-05-20", "accepted_on": "2024-06-03", "paid_on": "2024-06-07",
        }
    ]  # fmt: skip


def test_what_is_paid_in_parts_is_offered_once_in_all():
    case = remedied(
        (RemedyStep.OFFERED, mon_20_may, None),
        (RemedyStep.PAID, mon_3_june, 20_000),
        (RemedyStep.PAID, fri_7_june, 10_000),
    )
    rows = beside(case, "payments")
    assert [(one["amount_pence"], one.get("paid_on")) for one in rows] == [
        (20_000, "2024-06-03"), (10_000, "2024-06-07"), (20_000, None)
    ]  # fmt: skip
    assert sum(one["amount_pence"] for one in rows if "offered_on" in one) == 50_000


def test_the_periods_of_a_payment_that_comes_again_are_paid_and_offered_once():
    case = remedied(
        (RemedyStep.OFFERED, mon_20_may, None),
        *((RemedyStep.PAID, day, 5000) for day in (tue_21_may, mon_3_june, fri_7_june)),
        amount=5000, recurring=True,
    )  # fmt: skip
    rows = beside(case, "payments")
    assert [one["paid_on"] for one in rows] == ["2024-05-21", "2024-06-03", "2024-06-07"]
    assert [one.get("offered_on") for one in rows] == ["2024-05-20", None, None]


def test_each_who_pays_has_a_row_with_their_own_sum():
    shares = (Share(PartyAtFault.CONTRACTOR, 30_000), Share(PartyAtFault.OURS, 20_000))
    case = remedied(
        (RemedyStep.OFFERED, mon_20_may, None), (RemedyStep.PAID, fri_7_june, 50_000), shares=shares
    )
    assert [(one["attribution"], one["amount_pence"]) for one in beside(case, "payments")] == [
        ("contractor", 30_000), ("ours", 20_000)
    ]  # fmt: skip


def test_what_a_later_offer_replaced_is_not_offered_twice_and_what_was_refused_was_offered():
    case = remedied((RemedyStep.OFFERED, mon_20_may, None))
    more = RemedyProposed("s", RemedyType.PAY_DISTRESS, amount_pence=80_000, supersedes="r")
    case = walked(
        case,
        lambda case: verbs.propose_remedy(case, body=more, at=tue_21_may),
        lambda case: verbs.move_remedy(case, body=RemedyMoved("s", RemedyStep.OFFERED), at=mon_3_june),
        lambda case: verbs.move_remedy(case, body=RemedyMoved("s", RemedyStep.REFUSED), at=fri_7_june),
    )
    [row] = beside(case, "payments")
    assert (row["amount_pence"], row["offered_on"], row.get("accepted_on")) == (80_000, "2024-06-03", None)


def test_an_action_is_done_on_the_day_that_was_said_and_not_on_that_it_was_verified():
    case = walked(
        answered(),
        lambda case: verbs.agree_action(
            case, body=ActionAgreed("a", RemedyType.TRAINING, due=mon_3_june, owner="1", learning=True), at=mon_20_may
        ),
        lambda case: verbs.move_action(case, body=ActionMoved("a", ActionStep.DONE), at=mon_3_june),
        lambda case: verbs.move_action(case, body=ActionMoved("a", ActionStep.VERIFIED), at=thu_4_july),
        lambda case: verbs.agree_action(case, body=ActionAgreed("b", RemedyType.SERVICE, due=fri_7_june), at=mon_20_may),
        lambda case: verbs.agree_action(case, body=ActionAgreed("c", RemedyType.SERVICE), at=mon_20_may),
    )  # fmt: skip
    assert beside(case, "actions") == [
        {"kind": "learning", "due_on": "2024-06-03", "done_on": "2024-06-03"}, {"kind": "remedy", "due_on": "2024-06-07"},
    ]  # fmt: skip
    back = then(case, verbs.move_action(case, body=ActionMoved("a", ActionStep.RETURNED), at=thu_4_july))
    assert "done_on" not in beside(back, "actions")[0], "sent back, it is not done"


def test_a_refusal_is_overturned_by_our_own_review_or_on_an_ombudsmans_word():
    def refused(**reopened):
        return walked(
            received(),
            lambda case: verbs.decline(case, reason=RejectionReason.OVER_12_MONTHS, at=fri_3_may),
            *([lambda case: verbs.reopen(case, at=mon_20_may, **reopened)] if reopened else []),
        )

    assert beside(refused(), "refusals") == [{"reason": "over_12_months", "refused_on": "2024-05-03"}]
    [ours], [theirs] = (beside(refused(directed=one), "refusals") for one in (False, True))
    assert (ours["overturned_by"], ours["overturned_on"]) == ("review", "2024-05-20")
    assert theirs["overturned_by"] == "ombudsman"


def at_ombudsman(body, *steps):
    return walked(
        answered(),
        lambda case: verbs.refer(
            case, body=ReferralOpened("k", body, ReferralKind.INVESTIGATION, "decided"), at=tue_21_may
        ),
        *steps,
    )


def head(key, found):
    return lambda case: verbs.refer(case, body=HeadDecided(key, "k", found), at=mon_3_june)


def order(key, kind=OrderKind.ORDER, *, on=mon_3_june, due=thu_4_july, **more):
    body = OrderMade(key, "k", kind, RemedyType.PAY_DISTRESS, due, **more)
    return lambda case: verbs.refer(case, body=body, at=on)


def moved(key, step, day):
    return lambda case: verbs.follow_up(case, body=OrderMoved(key, step), at=day)


DECIDED = [
    lambda case: verbs.follow_up(case, body=ReferralDecided("k", PublishedOutcome.DETERMINED), at=mon_3_june)
]


def test_a_sum_ordered_stands_once_at_the_first_head_it_names_or_the_gravest():
    case = at_ombudsman(
        OmbudsmanBody.HOS, *DECIDED, head("a", Determination.SERVICE_FAILURE), head("b", Determination.SEVERE),
        head("c", Determination.REDRESS), order("1", heads=("a", "b"), amount_pence=10_000),
        order("2", amount_pence=25_000), order("3", OrderKind.RECOMMENDATION, amount_pence=1),
    )  # fmt: skip
    assert beside(case, "findings") == [
        {"determination": "service_failure", "decided_on": "2024-06-03", "compensation_pence": 10_000},
        {
            "determination": "severe_maladministration",
            "decided_on": "2024-06-03",
            "compensation_pence": 25_000,
        },
        {"determination": "reasonable_redress", "decided_on": "2024-06-03"},
    ]


def test_an_order_is_complied_with_once_the_ombudsman_says_so_and_on_time_when_it_was_shown_by_its_day():
    case = at_ombudsman(
        OmbudsmanBody.LGSCO, *DECIDED, order("1"), order("2"), order("3"), order("4"),
        order("5", OrderKind.RECOMMENDATION),
        moved("1", OrderStep.SENT, thu_4_july), moved("1", OrderStep.ACCEPTED, mon_2_sept),
        moved("2", OrderStep.SENT, mon_2_sept), moved("2", OrderStep.ACCEPTED, mon_2_sept),
        moved("3", OrderStep.NOT_COMPLIED, mon_2_sept), moved("5", OrderStep.ACCEPTED, mon_2_sept),
    )  # fmt: skip
    found = beside(case, "recommendations")
    assert [(one["compliance"], one.get("complied_on")) for one in found] == [
        ("complied_on_time", "2024-07-04"), ("complied_late", "2024-09-02"), ("not_complied", None)
    ]  # fmt: skip
    assert {(one["body"], one["decided_on"], one["checked_on"]) for one in found} == {
        ("lgsco", "2024-06-03", "2024-09-02")
    }


def test_a_report_in_the_public_interest_is_published_on_the_day_its_case_came_to_that_step():
    to_report = ReferralMoved("k", "public_report")
    case = at_ombudsman(
        OmbudsmanBody.LGSCO, *DECIDED, lambda case: verbs.follow_up(case, body=to_report, at=thu_4_july)
    )
    assert beside(case, "public_reports") == [{"body": "lgsco", "published_on": "2024-07-04"}]


def test_an_investigator_is_appointed_when_named_or_else_when_the_stage_was_allocated():
    asked = walked(
        received(procedure=CHILDREN),
        lambda case: verbs.respond(case, findings=(), at=fri_3_may),
        lambda case: verbs.escalate(case, procedure=CHILDREN, at=wed_8_may),
    )
    assert beside(asked, "investigators", CHILDREN) == [{"escalated_on": "2024-05-08"}]
    given_ = then(asked, verbs.allocate(asked, officer="7", at=tue_21_may))
    assert beside(given_, "investigators", CHILDREN)[0]["appointed_on"] == "2024-05-21"
    named = PersonAppointed("1", PersonRole.INVESTIGATING_OFFICER, person="9")
    case = then(given_, verbs.involve(given_, body=named, at=mon_20_may))
    assert beside(case, "investigators", CHILDREN)[0]["appointed_on"] == "2024-05-20"
    assert beside(asked, "investigators") == [], "only of the Children Act procedure"


def test_whoever_was_spoken_with_by_the_day_the_acknowledgement_was_due_was_spoken_with_first():
    def found(*, recorded=None, spoken=None, rules=CODE):
        case = walked(received(), *([lambda case: verbs.update(case, note="1", at=spoken)] if spoken else []))
        if recorded:
            first, *rest = case.events
            case = walked_from(first, rest, recorded)
        return contacted_first(case, rules, case_deadlines(case, rules, ENGLAND, today=None))

    assert found(spoken=wed_8_may) is True
    assert found(spoken=mon_20_may) is False
    assert found() is False
    assert found(recorded=datetime(2026, 3, 2, tzinfo=UTC)) is None, (
        "entered years later: nobody entered the calls"
    )


def walked_from(first, rest, recorded):
    return replay([replace(first, recorded_at=recorded), *rest])


@settings(max_examples=50, deadline=None)
@given(
    st.lists(st.integers(1, 90_000), max_size=5),
    st.integers(1, 90_000),
    st.integers(0, 90_000),
)
def test_however_a_sum_is_paid_every_penny_is_counted_once(payments, amount, theirs):
    shares = (
        (Share(PartyAtFault.CONTRACTOR, theirs), Share(PartyAtFault.OURS, amount - theirs))
        if theirs < amount
        else ()
    )
    case = remedied(
        (RemedyStep.OFFERED, mon_20_may, None), *((RemedyStep.PAID, fri_7_june, pence) for pence in payments),
        amount=amount, recurring=sum(payments) > amount, shares=tuple(one for one in shares if one.amount_pence),
    )  # fmt: skip
    rows = beside(case, "payments")
    assert sum(one["amount_pence"] for one in rows if "offered_on" in one) == amount
    assert sum(one["amount_pence"] for one in rows if "paid_on" in one) == sum(payments)


def test_every_table_is_one_of_the_figures():
    assert set(TABLES) <= set(schemas())
