"""How a case goes on: decided and amended, steps out of order, sent back to us, under review, closed."""

import pytest

from casework.complaints.commands import Held
from casework.complaints.models import Complaint, Note, Referral
from casework.complaints.page import complaint_page
from casework.complaints.record import act, record
from casework.ombudsman import commands, queries
from casework.ombudsman.commands import OnReturn
from putright.cases import CaseError, verbs
from putright.cases.events import Reopened
from putright.cases.referred import OrderMade
from putright.vocabulary import (
    ClosingReason,
    DecisionText,
    Determination,
    OmbudsmanBody,
    OrderKind,
    PublishedOutcome,
    ReferralKind,
    RemediedBy,
    RemedyType,
)
from tests.casework import made
from tests.casework.made import Officers, at
from tests.casework.ombudsman.referring import (
    asked,
    common,
    mon_1_july,
    mon_3_june,
    mon_17_june,
    opened,
    recorded,
    tue_4_june,
)

pytestmark = pytest.mark.django_db(transaction=True)


def case(officers: Officers, **more) -> tuple[str, str]:
    one = made.answered(officers.asha).reference
    return one, opened(one, officers.asha, **more)


def page(by, one: str, key: str, today=tue_4_june):
    return queries.case_page(by, key, complaint_page(by, one, today=today), today=today)


def decided(officers: Officers, one: str, key: str, day=tue_4_june, **more):
    return commands.decide(key, decided_on=day, **more, **recorded(one, officers.asha, day))


def test_the_five_things_of_a_decision_are_kept_apart(officers: Officers) -> None:
    one, key = case(officers)
    # As one published decision has it: fault was admitted, and it is published as not upheld.
    decided(
        officers, one, key, published_outcome=PublishedOutcome.NOT_UPHELD, text=DecisionText.DISCONTINUED,
        fault_found=True, injustice_found=None, remedied_by=RemediedBy.BEFORE,
    )  # fmt: skip
    row = Referral.objects.get()
    assert (row.published_outcome, row.decision_text, row.fault_found, row.injustice_found, row.remedied_by) == (
        "not_upheld", "not_upheld_discontinued", True, None, "before_ombudsman",
    )  # fmt: skip
    assert (row.step, row.decided_on) == ("decided", tue_4_june)


def test_each_head_hangs_on_our_points_with_our_finding_beside_theirs(officers: Officers) -> None:
    one, key = case(officers, body=OmbudsmanBody.HOS)
    decided(
        officers, one, key, published_outcome=PublishedOutcome.DETERMINED,
        heads=[
            (Determination.SERVICE_FAILURE, "The repair", ("1",)),
            (Determination.NO_MALADMINISTRATION, "The ceiling", ("2",)),
        ],
    )  # fmt: skip
    [decision] = page(officers.asha, one, key).decisions
    assert [(head.determination, head.words) for head in decision.heads] == [
        ("Service failure", "The repair"), ("No maladministration", "The ceiling"),
    ]  # fmt: skip
    [point] = decision.heads[0].points
    assert point.findings[0].finding.outcome.value == "upheld"
    assert Referral.objects.get().determinations == "service_failure;no_maladministration"


def test_a_decision_is_recorded_whole_or_not_at_all(officers: Officers) -> None:
    one, key = case(officers)
    with pytest.raises(CaseError, match="what each head"):
        decided(
            officers,
            one,
            key,
            heads=[(Determination.NO_FAULT, "The delay", ()), (Determination.NO_FAULT, " ", ())],
        )
    with pytest.raises(CaseError):
        decided(officers, one, key, heads=[(Determination.NO_FAULT, "The delay", ("9",))])
    assert Referral.objects.get().decided_on is None
    assert not Note.objects.filter(about="head")


def test_a_review_replaces_the_heads_and_keeps_those_before(officers: Officers) -> None:
    one, key = case(officers, body=OmbudsmanBody.HOS)
    with pytest.raises(CaseError, match="no decision yet that a review could amend"):
        decided(officers, one, key, at_review=True)
    decided(officers, one, key, heads=[(Determination.MALADMINISTRATION, "The repair", ("1",))])
    commands.ask_review(key, "New evidence", asked_by="Us", **common(one, officers.asha))
    assert page(officers.asha, one, key).step.key == "review"
    decided(
        officers,
        one,
        key,
        mon_17_june,
        at_review=True,
        heads=[(Determination.SERVICE_FAILURE, "The repair", ("1",))],
    )
    now, before = page(officers.asha, one, key).decisions
    assert (now.at_review, now.heads[0].determination) == (True, "Service failure")
    assert before.heads[0].determination == "Maladministration"
    assert Referral.objects.get().determinations == "service_failure"


def test_a_review_that_says_nothing_of_the_heads_leaves_them_as_they_were(officers: Officers) -> None:
    one, key = case(officers, body=OmbudsmanBody.HOS)
    decided(officers, one, key, heads=[(Determination.MALADMINISTRATION, "The repair", ("1",))])
    decided(officers, one, key, mon_17_june, at_review=True)
    assert [row.heads[0].determination for row in page(officers.asha, one, key).decisions] == [
        "Maladministration"
    ] * 2
    assert Referral.objects.get().determinations == "maladministration"


def test_a_step_that_does_not_usually_follow_is_recorded_with_words_and_shown(officers: Officers) -> None:
    one, key = case(officers)
    with pytest.raises(CaseError, match="does not usually follow on “Investigation”"):
        commands.move_case(key, to="public_report", **common(one, officers.asha))
    commands.move_case(key, "It was told by telephone", to="public_report", **common(one, officers.asha))
    history = page(officers.asha, one, key).history
    assert [row.unusual for row in history] == [False, True]
    assert history[-1].words == "It was told by telephone"


def test_a_usual_step_needs_no_words_and_the_line_shows_what_may_follow(officers: Officers) -> None:
    one, key = case(officers)
    commands.move_case(key, to="draft", **common(one, officers.asha))
    line = page(officers.asha, one, key).line
    assert [(step.key, how) for step, how in line] == [
        ("investigation", "done"), ("draft", "here"), ("investigation", "next"), ("decided", "next"),
    ]  # fmt: skip


def test_a_case_sent_back_is_escalated_from_the_day_it_reached_us(officers: Officers) -> None:
    one, key = case(officers, what=ReferralKind.ENQUIRY)
    commands.return_case(
        key, "It came too early", becomes=OnReturn.ESCALATED, **common(one, officers.asha, mon_17_june)
    )
    complaint = Complaint.objects.get(reference=one)
    assert (complaint.stage, complaint.is_open) == ("stage-2", True)
    assert page(officers.asha, one, key).step.key == "premature_returned"
    clock = complaint.clocks.get(stage="stage-2", timescale="acknowledge")
    assert clock.started_on == mon_17_june


def test_a_case_sent_back_opens_a_closed_complaint_again_as_directed(officers: Officers) -> None:
    one, key = case(officers, what=ReferralKind.ENQUIRY)
    record(
        one, act(verbs.close, reason=ClosingReason.ANSWERED, at=tue_4_june), by=officers.asha, now=at(tue_4_june, 17)
    )  # fmt: skip
    done = commands.return_case(
        key,
        "Take it on",
        becomes=OnReturn.REOPENED,
        going_on="Directed",
        **common(one, officers.asha, mon_17_june),
    )
    [again] = [event.body for event in done.case.events if isinstance(event.body, Reopened)]
    assert again.directed
    assert Note.objects.get(pk=int(again.note or 0)).words == "Take it on"


def test_a_case_that_began_sent_back_says_only_what_the_complaint_becomes(officers: Officers) -> None:
    one, key = case(officers, what=ReferralKind.PREMATURE)
    with pytest.raises(CaseError, match="sent back to us already"):
        commands.return_case(key, "Once more", becomes=OnReturn.GOES_ON, **common(one, officers.asha))
    commands.return_case(key, "Take it on", becomes=OnReturn.ESCALATED, **common(one, officers.asha))
    assert Complaint.objects.get(reference=one).stage == "stage-2"


def ordered(one: str, key: str, officers: Officers) -> None:
    body = OrderMade("901", key, OrderKind.AGREED, RemedyType.APOLOGY, due=mon_1_july)
    record(one, act(verbs.refer, body=body, at=tue_4_june), by=officers.asha, now=at(tue_4_june, 18))


def test_closing_is_held_while_an_order_or_an_enquiry_is_open(officers: Officers) -> None:
    one, key = case(officers)
    asked(one, key, officers.asha)
    decided(officers, one, key, published_outcome=PublishedOutcome.UPHELD)
    ordered(one, key, officers)
    with pytest.raises(Held) as held:
        commands.move_case(key, "Told by letter", to="closed", **common(one, officers.asha))
    assert [each.duty for each in held.value.would_break] == ["enquiries-ended", "orders-ended-with-word"]
    assert Referral.objects.get().is_open
    commands.move_case(
        key, "Told by letter", to="closed", going_on="On its word", **common(one, officers.asha)
    )
    assert Referral.objects.get().closed_on == tue_4_june
    shown = complaint_page(officers.asha, one, today=tue_4_june).breaches
    assert "orders-ended-with-word" in {each.duty for each in shown}


def test_nothing_open_nothing_holds(officers: Officers) -> None:
    one, key = case(officers)
    decided(officers, one, key, published_outcome=PublishedOutcome.NOT_UPHELD)
    commands.move_case(key, to="closed", **common(one, officers.asha))
    assert not Referral.objects.get().is_open


def test_a_review_needs_a_decision_and_a_ground(officers: Officers) -> None:
    one, key = case(officers)
    with pytest.raises(CaseError, match="no decision yet that could be reviewed"):
        commands.ask_review(key, "New facts", asked_by="Us", **common(one, officers.asha))
    decided(officers, one, key, published_outcome=PublishedOutcome.UPHELD)
    with pytest.raises(CaseError, match="on what ground"):
        commands.ask_review(key, " ", asked_by="Us", **common(one, officers.asha))


def test_another_link_officer_sees_to_it_at_the_same_step(officers: Officers) -> None:
    one, key = case(officers, owner=officers.asha)
    commands.give_case(key, officers.bela, **common(one, officers.asha))
    shown = page(officers.asha, one, key)
    assert (shown.owner, shown.step.key) == ("Bela Example", "investigation")
    assert shown.history[-1].what == "Ombudsman’s case given to Bela Example"
    assert not shown.history[-1].unusual
    assert mon_3_june == shown.history[0].at
