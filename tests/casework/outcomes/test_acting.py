"""Actions and lessons: what they need, who verifies, that they outlive the complaint, and what was learned before."""

from datetime import date
from typing import Any

import pytest

from casework.complaints.commands import ChangedSince
from casework.complaints.models import Complaint, OpenEnd
from casework.complaints.record import act
from casework.outcomes import acting, learning, queries
from casework.outcomes.acting import Action, agree_action
from casework.outcomes.learning import Learned, approve_telling, learn, tell_public
from casework.outcomes.models import ActionParticulars, Lesson
from casework.people.models import Officer, Service
from putright.cases import CaseError, verbs
from putright.vocabulary import ActionStep, Cause, ClosingReason, RemedyType, RootCause
from tests.casework import made
from tests.casework.made import at, mon_20_may
from tests.casework.outcomes import making
from tests.casework.outcomes.making import do, page_of, version, wed_12_june

pytestmark = pytest.mark.django_db(transaction=True)


def training(by: Officer, **rest: Any) -> Action:
    return Action(
        **{
            "type": RemedyType.TRAINING,
            "words": "Brief the repairs team on appointments",
            "due": wed_12_june,
            "owner": str(by.pk),
            "learning": True,
            **rest,
        }
    )


def agreed(reference: str, by: Officer, **rest: Any) -> str:
    recorded = do(agree_action, reference, training(by, **rest), by=by)
    return recorded.case.actions[-1].key


def card(reference: str, by: Officer) -> queries.ActionCard:
    return queries.action_cards(page_of(reference, by), today=mon_20_may)[-1]


@pytest.mark.parametrize(
    ("missing", "says"), [("due", "a day"), ("owner", "somebody"), ("words", "what is to be done")]
)
def test_an_action_needs_words_an_owner_and_a_day(asha: Officer, missing: str, says: str) -> None:
    reference = making.working(asha)
    with pytest.raises(CaseError, match=says):
        agreed(reference, asha, **{missing: "" if missing == "words" else None})


def test_an_action_gets_on_is_done_and_is_verified_by_somebody_else(
    asha: Officer, officers: made.Officers
) -> None:
    reference = making.working(asha)
    key = agreed(reference, asha, recheck_months=3)
    with pytest.raises(CaseError, match="say how far"):
        do(acting.progress_action, reference, key, "", percent=None, by=asha)
    with pytest.raises(CaseError, match="record that it is done"):
        do(acting.progress_action, reference, key, "", percent=100, by=asha)
    do(acting.progress_action, reference, key, "Half the team", percent=50, by=asha)
    with pytest.raises(CaseError, match="before somebody says it is done"):
        do(acting.verify_action, reference, key, "", by=officers.bela)
    with pytest.raises(CaseError, match="what shows that it is done is missing"):
        do(acting.finish_action, reference, key, "", document=None, by=asha)
    proof = making.document(reference, asha, "Attendance list")
    do(acting.finish_action, reference, key, "", document=proof.pk, by=asha)
    with pytest.raises(CaseError, match="somebody else verifies it"):
        do(acting.verify_action, reference, key, "Seen", by=asha)
    do(acting.return_action, reference, key, "Two names are missing", by=officers.bela)
    assert not ActionParticulars.objects.get().shown
    do(acting.finish_action, reference, key, "All names are there", document=None, by=asha)
    do(acting.verify_action, reference, key, "Seen", by=officers.bela)
    one = card(reference, asha)
    assert (one.step, one.state.percent) == (ActionStep.VERIFIED, 100)
    assert ActionParticulars.objects.get().verified_by_id == officers.bela.pk
    assert not OpenEnd.objects.get(kind="action").is_open


def test_another_date_needs_a_reason_and_may_bring_another_owner(
    asha: Officer, officers: made.Officers
) -> None:
    reference = making.working(asha)
    key = agreed(reference, asha)
    later = date(2024, 7, 1)  # a Monday
    with pytest.raises(CaseError, match="say why it gets another date"):
        do(acting.reschedule_action, reference, key, " ", due=later, by=asha)
    do(
        acting.reschedule_action,
        reference,
        key,
        "The trainer is ill",
        due=later,
        owner=str(officers.bela.pk),
        by=asha,
    )
    one = card(reference, asha)
    assert (one.state.due, one.owner, one.steps[0].words) == (later, "Bela Example", "The trainer is ill")


def test_only_a_manager_gives_an_action_up_with_a_reason(asha: Officer, officers: made.Officers) -> None:
    reference = making.working(asha)
    key = agreed(reference, asha)
    give_up: Any = acting.give_up_action
    with pytest.raises(CaseError, match="a manager decides"):
        do(give_up, reference, key, "The contractor is gone", agreed_by_ombudsman=True, by=asha)
    with pytest.raises(CaseError, match="say why"):
        do(give_up, reference, key, "", agreed_by_ombudsman=True, by=officers.bela)
    do(give_up, reference, key, "The contractor is gone", agreed_by_ombudsman=True, by=officers.bela)
    one = card(reference, asha)
    assert one.step is ActionStep.NOT_ACHIEVABLE
    assert one.steps[0].agreed_by_ombudsman


def test_actions_go_on_after_the_complaint_is_closed(asha: Officer, officers: made.Officers) -> None:
    reference = making.answered(asha)
    key = agreed(reference, asha)
    making.recorded(reference, act(verbs.close, reason=ClosingReason.ANSWERED, at=mon_20_may), by=asha)
    do(acting.progress_action, reference, key, "Half the team", percent=50, by=asha)
    do(acting.finish_action, reference, key, "All of it", document=None, by=asha)
    do(acting.verify_action, reference, key, "Seen", by=officers.bela)
    agreed(reference, asha)
    assert Complaint.objects.get(reference=reference).status == "closed"


def test_a_stale_page_does_not_move_an_action(asha: Officer) -> None:
    reference = making.working(asha)
    key = agreed(reference, asha)
    with pytest.raises(ChangedSince):
        acting.verify_action(
            reference, key, "", at=mon_20_may, by=asha, now=at(mon_20_may, 18), seen_version=1
        )


LESSON = Learned(
    "Ring before every visit", RootCause.PROCESS, Cause.MISSED_APPOINTMENT, changed="The order form asks"
)


@pytest.fixture
def repairs(asha: Officer) -> Service:
    """The service both complaints are about."""
    return Service.objects.create(
        department=asha.organisation.departments.get(), name="Repairs", valid_from=date(2020, 4, 1)
    )


def told(by: Officer, service: Service | None = None) -> str:
    reference = making.answered(by)
    Complaint.objects.filter(reference=reference).update(service=service)
    return reference


def test_a_lesson_says_what_where_from_and_what_went_wrong(asha: Officer) -> None:
    reference = told(asha)
    assert queries.lesson_is_missing(page_of(reference, asha))
    for wrong, says in ((Learned(" "), "what is to be learned"), (Learned("Ring first"), "where the fault came from"),
                        (Learned("", no_lesson=True), "why nothing is to be learned")):  # fmt: skip
        with pytest.raises(CaseError, match=says):
            do(learn, reference, wrong, by=asha)
    _, again = do(learn, reference, LESSON, by=asha)
    assert again is None
    (one,) = queries.lesson_cards(page_of(reference, asha), asha)
    assert (one.words, one.root_cause, one.cause, one.changed) == (
        "Ring before every visit", "Process", "Missed appointment", "The order form asks",
    )  # fmt: skip
    assert not queries.lesson_is_missing(page_of(reference, asha))


def test_no_action_because_is_a_decision_of_its_own(asha: Officer) -> None:
    reference = told(asha)
    do(learn, reference, Learned("It was one person’s slip, put right at once", no_lesson=True), by=asha)
    (one,) = queries.lesson_cards(page_of(reference, asha), asha)
    assert one.no_lesson
    assert not queries.lesson_is_missing(page_of(reference, asha))


def test_the_same_cause_in_the_same_service_within_a_year_was_learned_before(
    asha: Officer, repairs: Service
) -> None:
    first, second = told(asha, repairs), told(asha, repairs)
    do(learn, first, LESSON, by=asha)
    other_words = Learned("Send a text the day before", RootCause.PROCESS, Cause.MISSED_APPOINTMENT)
    _, again = do(learn, second, other_words, by=asha)
    assert (again.reference, again.because, again.may_open) == (first, "cause", True)
    (one,) = queries.lesson_cards(page_of(second, asha), asha)
    assert (one.repeats, one.may_open) == (first, True)


@pytest.mark.parametrize(
    ("cause", "words", "because"),
    [
        (Cause.DELAY, "RING, before every visit!", "words"),  # the same words, another cause
        (Cause.DELAY, "Keep the records", None),
    ],
)
def test_the_same_words_were_learned_before_whatever_their_capitals(
    asha: Officer, repairs: Service, cause: Cause, words: str, because: str | None
) -> None:
    first, second = told(asha, repairs), told(asha)
    do(learn, first, LESSON, by=asha)
    _, again = do(learn, second, Learned(words, RootCause.POLICY, cause), by=asha)
    assert (again.because if again else None) == because


def test_what_was_learned_more_than_twelve_months_ago_is_no_repeat(asha: Officer, repairs: Service) -> None:
    first, second = told(asha, repairs), told(asha, repairs)
    do(learn, first, LESSON, by=asha)
    tue_20_may_2025 = date(2025, 5, 20)
    wed_21_may_2025 = date(2025, 5, 21)
    complaint = Complaint.objects.select_related("organisation").get(reference=second)
    assert learning.taught_before(complaint, LESSON, by=asha, on=tue_20_may_2025) is not None
    assert learning.taught_before(complaint, LESSON, by=asha, on=wed_21_may_2025) is None


def test_a_restricted_complaint_tells_nothing_to_who_is_not_named(
    asha: Officer, officers: made.Officers, repairs: Service
) -> None:
    first, second = told(asha, repairs), told(asha, repairs)
    do(learn, first, LESSON, by=asha)
    making.recorded(first, act(verbs.restrict, officers=[str(asha.pk)], at=mon_20_may), by=asha)
    complaint = Complaint.objects.select_related("organisation").get(reference=second)
    assert learning.taught_before(complaint, LESSON, by=officers.bela, on=mon_20_may) is None
    assert learning.taught_before(complaint, LESSON, by=asha, on=mon_20_may) is not None


def test_an_earlier_complaint_of_another_team_is_told_without_a_link(
    asha: Officer, officers: made.Officers, repairs: Service
) -> None:
    first, second = told(asha, repairs), told(asha, repairs)
    do(learn, first, LESSON, by=asha)
    complaint = Complaint.objects.select_related("organisation").get(reference=second)
    again = learning.taught_before(complaint, LESSON, by=officers.carl, on=mon_20_may)
    assert again is not None
    assert (again.reference, again.may_open) == (first, False)


def test_you_said_we_did_is_approved_by_somebody_else(asha: Officer, officers: made.Officers) -> None:
    reference = told(asha)
    do(learn, reference, LESSON, by=asha)
    key = str(Lesson.objects.get().pk)
    plain: dict[str, Any] = {"now": at(mon_20_may, 18)}
    with pytest.raises(CaseError, match="say both"):
        tell_public(reference, key, "You waited in vain", " ", seen_version=1, by=asha, **plain)
    with pytest.raises(CaseError, match="nothing written"):
        approve_telling(reference, key, seen_version=1, by=officers.bela, **plain)
    tell_public(reference, key, "You waited in vain", "We ring first", seen_version=1, by=asha, **plain)
    with pytest.raises(CaseError, match="somebody else changed it meanwhile"):
        tell_public(reference, key, "Other", "Words", seen_version=1, by=officers.bela, **plain)
    with pytest.raises(CaseError, match="somebody else approves it"):
        approve_telling(reference, key, seen_version=2, by=asha, **plain)
    with pytest.raises(CaseError, match="a manager or a complaints officer"):
        approve_telling(reference, key, seen_version=2, by=officers.carl, **plain)
    approve_telling(reference, key, seen_version=2, by=officers.bela, **plain)
    with pytest.raises(CaseError, match="approved already"):
        approve_telling(reference, key, seen_version=3, by=officers.bela, **plain)
    (one,) = queries.lesson_cards(page_of(reference, asha), asha)
    assert (one.approved_by, one.did) == ("Bela Example", "We ring first")
    tell_public(reference, key, "You waited in vain", "We ring twice", seen_version=3, by=asha, **plain)
    assert not queries.lesson_cards(page_of(reference, asha), asha)[0].approved_by


def test_a_lesson_of_another_complaint_is_not_told_from_here(asha: Officer) -> None:
    first, second = told(asha), told(asha)
    do(learn, first, LESSON, by=asha)
    with pytest.raises(CaseError, match="no such lesson"):
        tell_public(
            second, str(Lesson.objects.get().pk), "A", "B", seen_version=1, by=asha, now=at(mon_20_may)
        )


def test_versions_move_on_with_each_command(asha: Officer) -> None:
    reference = making.working(asha)
    before = version(reference)
    agreed(reference, asha)
    assert version(reference) == before + 1
