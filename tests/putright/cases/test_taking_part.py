"""Those who take part besides our officers: people appointed, reports, shares, linked complaints, members."""

from __future__ import annotations

from datetime import date

import pytest

from putright.cases import Case, CaseError, EndKind, open_ends, verbs
from putright.cases.appointed import (
    Adjudicated,
    PersonAppointed,
    PersonStoodDown,
    PointDecision,
    RecommendationDecision,
    ReportFinding,
    ReportReceived,
)
from putright.cases.in_step import in_step_with
from putright.cases.joined import (
    ComplaintLinked,
    ComplaintUnlinked,
    ContributionAsked,
    ContributionMoved,
    LinkPaced,
    MemberEnquired,
    MemberEnquiryMoved,
    PartFound,
    PartSettled,
    ReplyReviewed,
)
from putright.cases.replay import replay
from putright.vocabulary import (
    ContributionStep,
    LinkKind,
    MemberKind,
    MemberStep,
    Pace,
    PartStep,
    PersonRole,
    PointOutcome,
    ReplyStep,
    ReportKind,
)
from tests.putright.cases.made import received, then

DAY = date(2024, 5, 7)
INVESTIGATOR = PersonAppointed("io", PersonRole.INVESTIGATING_OFFICER, person="9")
REPORT = ReportReceived(
    "r1", ReportKind.INVESTIGATION, "io", (ReportFinding("a", PointOutcome.UPHELD),), ("77",)
)  # fmt: skip


def told(*, points: tuple[str, ...] = ()) -> Case:
    case = received()
    return then(case, *(verbs.agree_point(case, point=key, at=DAY) for key in points)) if points else case


def _after(case: Case, *bodies: object) -> Case:
    for body in bodies:
        verb = verbs.settle if type(body).__name__ in SETTLING else verbs.involve
        case = replay((*case.events, *verb(case, body=body, at=DAY)))  # type: ignore[arg-type]
    return case


SETTLING = {
    "PersonStoodDown", "Adjudicated", "ContributionMoved", "ComplaintUnlinked", "MemberEnquiryMoved", "ReplyReviewed",
    "LinkPaced", "PartSettled",
}  # fmt: skip


def test_a_report_is_decided_on_point_by_point() -> None:
    decided = Adjudicated(
        "r1", (PointDecision("a", agrees=False, outcome=PointOutcome.NOT_UPHELD, note="5"),),
        (RecommendationDecision("77", accepted=True),), officer="3",
    )  # fmt: skip
    case = _after(told(points=("a",)), INVESTIGATOR, REPORT, decided)
    assert case.reports[0].adjudication == decided
    assert case.reports[0].ended


def test_a_report_comes_from_somebody_appointed() -> None:
    with pytest.raises(CaseError, match="no appointment 'io'"):
        _after(told(points=("a",)), REPORT)


def test_a_recommendation_that_was_not_made_cannot_be_decided_on() -> None:
    with pytest.raises(CaseError, match="choose from its recommendations"):
        _after(
            told(points=("a",)), INVESTIGATOR, REPORT,
            Adjudicated("r1", recommendations=(RecommendationDecision("78", accepted=True),)),
        )  # fmt: skip


def test_who_is_appointed_is_one_person() -> None:
    with pytest.raises(CaseError, match="not both"):
        _after(told(), PersonAppointed("io", PersonRole.ADVOCATE, person="9", officer="3"))


def test_somebody_who_stood_down_cannot_do_so_again() -> None:
    case = _after(told(), INVESTIGATOR, PersonStoodDown("io"))
    assert case.people[0].ended
    with pytest.raises(CaseError, match="came to its end"):
        _after(case, PersonStoodDown("io"))


def test_a_share_is_an_open_end_until_it_is_given() -> None:
    asked = ContributionAsked("c1", date(2024, 5, 14), points=("a",), service="4")
    case = _after(
        told(points=("a",)), asked, ContributionMoved("c1", ContributionStep.CHASED, date(2024, 5, 16))
    )
    [end] = [one for one in open_ends(case) if one.kind is EndKind.CONTRIBUTION]
    assert end.due_on == date(2024, 5, 16)
    case = _after(case, ContributionMoved("c1", ContributionStep.GIVEN, note="9"))
    assert not [one for one in open_ends(case) if one.kind is EndKind.CONTRIBUTION]


def test_a_share_that_was_given_can_be_sent_back_with_a_new_day_and_is_open_again() -> None:
    asked = ContributionAsked("c1", date(2024, 5, 14), points=("a",), service="4")
    case = _after(told(points=("a",)), asked, ContributionMoved("c1", ContributionStep.GIVEN, note="9"))
    with pytest.raises(CaseError, match="needs the day"):
        _after(case, ContributionMoved("c1", ContributionStep.RETURNED))
    with pytest.raises(CaseError, match="came to its end"):
        _after(case, ContributionMoved("c1", ContributionStep.CHASED))
    case = _after(case, ContributionMoved("c1", ContributionStep.RETURNED, date(2024, 5, 20), "10"))
    [end] = [one for one in open_ends(case) if one.kind is EndKind.CONTRIBUTION]
    assert (end.due_on, end.step, end.ended_on) == (date(2024, 5, 20), ContributionStep.RETURNED, None)
    case = _after(case, ContributionMoved("c1", ContributionStep.NOT_NEEDED))
    with pytest.raises(CaseError, match="came to its end"):
        _after(case, ContributionMoved("c1", ContributionStep.RETURNED, date(2024, 5, 21)))


def test_a_members_enquiry_keeps_the_complaint_from_closing_until_it_is_answered() -> None:
    case = _after(told(), MemberEnquired("m1", MemberKind.MP, due=date(2024, 5, 20)))
    [end] = [one for one in open_ends(case) if one.kind is EndKind.MEMBER]
    assert end.stops_closing
    case = _after(
        case, MemberEnquiryMoved("m1", MemberStep.CONSENTED), MemberEnquiryMoved("m1", MemberStep.ANSWERED)
    )
    assert case.member_enquiries[0].consent
    assert case.member_enquiries[0].ended


def test_a_linked_complaint_can_be_taken_apart_again() -> None:
    case = _after(told(), ComplaintLinked("l1", "AB12-CD34", LinkKind.LEADS), ComplaintUnlinked("l1"))
    assert case.links[0].ended


@pytest.mark.parametrize(
    ("kind", "pace"),
    [
        # What one answers for the other, or together with it, is answered in step unless somebody says otherwise.
        (LinkKind.LEADS, Pace.IN_STEP), (LinkKind.PART_OF, Pace.IN_STEP),
        # What runs beside, comes after or goes on elsewhere has its own time.
        (LinkKind.BESIDE, Pace.OWN_TIME), (LinkKind.FOLLOWS, Pace.OWN_TIME), (LinkKind.GOES_ON, Pace.OWN_TIME),
    ],
)  # fmt: skip
def test_how_a_link_is_answered_follows_from_its_kind_until_somebody_chooses(
    kind: LinkKind, pace: Pace
) -> None:
    case = _after(told(), ComplaintLinked("l1", "AB12-CD34", kind))
    assert (case.links[0].pace, case.links[0].paced) == (pace, None)
    other = Pace.OWN_TIME if pace is Pace.IN_STEP else Pace.IN_STEP
    case = _after(case, LinkPaced("l1", other, "9"))
    assert case.links[0].pace is other
    assert bool(in_step_with(case)) is (other is Pace.IN_STEP)
    case = _after(case, LinkPaced("l1", pace))
    assert case.links[0].pace is pace


def test_a_link_taken_away_is_in_step_with_nothing_and_paced_no_more() -> None:
    case = _after(told(), ComplaintLinked("l1", "AB12-CD34", LinkKind.LEADS))
    assert [one.key for one in in_step_with(case)] == ["l1"]
    case = _after(case, ComplaintUnlinked("l1"))
    assert in_step_with(case) == ()
    with pytest.raises(CaseError, match="came to its end"):
        _after(case, LinkPaced("l1", Pace.OWN_TIME))


def test_a_part_found_at_triage_is_an_open_end_until_it_is_settled() -> None:
    case = _after(told(), PartFound("lgsco"))
    [end] = [one for one in open_ends(case) if one.kind is EndKind.PART]
    assert (end.key, end.step, end.stops_closing) == ("lgsco", PartStep.FOUND, True)
    with pytest.raises(CaseError, match="already"):
        _after(case, PartFound("lgsco"))
    case = _after(case, PartSettled("lgsco", PartStep.LEFT, note="9"))
    assert not [one for one in open_ends(case) if one.kind is EndKind.PART]
    with pytest.raises(CaseError, match="came to its end"):
        _after(case, PartSettled("lgsco", PartStep.BEGUN))


def test_a_point_goes_on_in_a_linked_complaint_and_nowhere_else() -> None:
    case = _after(told(points=("a", "b")), ComplaintLinked("l1", "AB12-CD34", LinkKind.LEADS))
    with pytest.raises(CaseError, match="no link"):
        verbs.withdraw_point(case, point="a", link="l9", at=DAY)
    case = then(
        case,
        verbs.withdraw_point(case, point="a", link="l1", at=DAY),
        verbs.withdraw_point(case, point="b", at=DAY),
    )
    assert [(one.withdrawn_at is not None, one.goes_on) for one in case.points] == [
        (True, "l1"),
        (True, None),
    ]


def test_a_contractors_reply_is_reviewed_under_its_promise() -> None:
    with pytest.raises(CaseError, match="no promise"):
        _after(told(), ReplyReviewed("p9", ReplyStep.RETURNED, ("ombudsman",)))
