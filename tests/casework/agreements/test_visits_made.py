"""What a visit must keep to: notice, time slot, hours, constraints; and what became of it."""

from datetime import date, time

import pytest

from casework.agreements import commands, queries
from casework.agreements.commands import Agreed
from casework.complaints.commands import Held
from casework.complaints.page import complaint_page
from putright.cases import CaseError, ImpossibleDate, open_ends
from putright.vocabulary import (
    AgreementKind,
    AppointmentStep,
    Channel,
    IncidentKind,
    VisitCause,
    VisitConstraint,
)
from tests.casework import made
from tests.casework.agreements.arranging import (
    common,
    contractor,
    fri_10_may,
    mon_13_may,
    own_rules,
    sat_18_may,
    slot,
    thu_9_may,
    tue_14_may,
    visit,
    worker,
)
from tests.casework.made import Officers, at, fri_3_may, thu_2_may, tue_7_may

pytestmark = pytest.mark.django_db(transaction=True)

MORNING, AFTERNOON = VisitConstraint.MORNING_ONLY, VisitConstraint.AFTERNOON_ONLY


@pytest.fixture
def one(officers: Officers) -> str:
    """A complaint in the hands of Asha."""
    return made.told(officers.asha).reference


def duties(held: pytest.ExceptionInfo[Held]) -> list[str]:
    return [breach.duty for breach in held.value.would_break]


def agreed(reference: str, by, **terms) -> None:
    what = Agreed("By e-mail, in working hours", AgreementKind.COMMUNICATION, **terms)
    commands.agree(reference, what, **common(reference, by))


@pytest.mark.parametrize(
    ("told_on", "held"), [(thu_2_may, False), (fri_10_may, True), (thu_9_may, False)], ids=str
)
def test_less_notice_than_the_contract_asks_for_is_held(officers: Officers, one: str, told_on, held) -> None:
    """Two working days before Monday 13 May is Thursday 9 May."""
    harrow = contractor(officers.asha)
    if not held:
        visit(one, officers.asha, contractor=str(harrow), told_on=told_on, site_told=True)
        return
    with pytest.raises(Held) as stopped:
        visit(one, officers.asha, contractor=str(harrow), told_on=told_on, site_told=True)
    assert duties(stopped) == ["visit-notice"]
    assert (
        "The contract with Harrow Drains asks for 2 working days notice" in stopped.value.would_break[0].says
    )
    done = visit(
        one,
        officers.asha,
        contractor=str(harrow),
        told_on=told_on,
        site_told=True,
        going_on="She asked for it sooner",
    )
    assert done.case.appointments[0].body.provider == str(harrow)


def test_the_contract_of_the_workers_own_firm_counts(officers: Officers, one: str) -> None:
    dylan = worker(officers.asha, contractor=contractor(officers.asha, gives_time_slot=True))
    with pytest.raises(Held) as stopped:
        visit(one, officers.asha, worker=dylan)
    assert duties(stopped) == ["site-conditions", "visit-time-slot"]
    visit(one, officers.asha, worker=dylan, site_told=True, **slot(mon_13_may, 9, 11))


def test_the_residents_agreement_counts_as_the_contract_does(officers: Officers, one: str) -> None:
    agreed(one, officers.asha, notice_working_days=5, time_slot=True)
    with pytest.raises(Held) as stopped:
        visit(one, officers.asha, day=tue_7_may, told_on=fri_3_may)
    assert set(duties(stopped)) == {"visit-notice", "visit-time-slot"}
    visit(one, officers.asha, day=mon_13_may, **slot(mon_13_may, 9, 11))


@pytest.mark.parametrize(("begins", "until", "held"), [(10, 12, False), (9, 11, True), (14, 17, True)])
def test_a_visit_outside_the_residents_hours_is_held(
    officers: Officers, one: str, begins: int, until: int, held: bool
) -> None:
    agreed(one, officers.asha, hours_from=time(10), hours_to=time(16))
    if not held:
        visit(one, officers.asha, **slot(mon_13_may, begins, until))
        return
    with pytest.raises(Held) as stopped:
        visit(one, officers.asha, **slot(mon_13_may, begins, until))
    assert duties(stopped) == ["safe-hours"]


def test_an_agreement_that_ended_holds_nothing(officers: Officers, one: str) -> None:
    agreed(one, officers.asha, hours_from=time(10), hours_to=time(16))
    page = complaint_page(officers.asha, one, today=thu_2_may)
    key = page.case.agreements[0].key
    commands.review_agreement(one, key, "No longer wanted", review=None, **common(one, officers.asha))
    visit(one, officers.asha, **slot(mon_13_may, 18, 20))


@pytest.mark.parametrize(
    ("constraints", "hours", "held"),
    [
        ((MORNING,), (9, 12), False),
        ((MORNING,), (11, 14), True),
        ((AFTERNOON,), (12, 14), False),
        ((AFTERNOON,), (11, 14), True),
        ((MORNING, AFTERNOON), (9, 12), True),
        ((VisitConstraint.DO_NOT_KNOCK, VisitConstraint.CALL_AHEAD), (9, 17), False),
    ],
)
def test_a_slot_that_contradicts_what_was_asked_is_held(
    officers: Officers, one: str, constraints, hours, held: bool
) -> None:
    given = {"constraints": constraints, **slot(mon_13_may, *hours)}
    if not held:
        visit(one, officers.asha, **given)
        return
    with pytest.raises(Held) as stopped:
        visit(one, officers.asha, **given)
    assert duties(stopped) == ["visit-constraints"]


def test_two_people_are_named_where_two_attend(officers: Officers, one: str) -> None:
    dylan, ines = worker(officers.asha), worker(officers.asha, "Ines Fall")
    with pytest.raises(Held):
        visit(one, officers.asha, worker=dylan, constraints=(VisitConstraint.TWO_PEOPLE,))
    done = visit(one, officers.asha, worker=dylan, others=(ines,), constraints=(VisitConstraint.TWO_PEOPLE,))
    assert done.case.appointments[0].workers == (dylan, ines)


def test_a_new_booking_takes_back_an_earlier_wish_only_explicitly(officers: Officers, one: str) -> None:
    first = (
        visit(one, officers.asha, constraints=(MORNING,), **slot(mon_13_may, 9, 11)).case.appointments[0].key
    )
    again = {"day": tue_14_may, "job": first, **slot(tue_14_may, 14, 16)}
    with pytest.raises(Held) as stopped:
        visit(one, officers.asha, **again)
    assert "leaves it out: mornings only" in stopped.value.would_break[0].says
    visit(one, officers.asha, **again, supersedes=True)


def test_a_visit_at_short_notice_is_confirmed_by_who_must_know(officers: Officers, one: str) -> None:
    """Arranged on Friday 17 May at 15:00 for Saturday at 8: two working hours are left."""
    own_rules(officers.asha, confirm_working_hours=4)
    fri_17_may = date(2024, 5, 17)
    given = {"day": sat_18_may, "told_on": fri_17_may, "when": fri_17_may, **slot(sat_18_may, 8, 9)}
    with pytest.raises(Held) as stopped:
        visit(one, officers.asha, **given)
    assert duties(stopped) == ["visit-confirmed"]
    visit(one, officers.asha, **given, confirmed_by="Dylan and the out-of-hours desk, at 15:10")


def test_a_visit_further_ahead_needs_no_confirmation(officers: Officers, one: str) -> None:
    own_rules(officers.asha, confirm_working_hours=4)
    visit(one, officers.asha, day=fri_3_may, **slot(fri_3_may, 14, 15))


def test_a_contractor_in_liquidation_gets_no_visits(officers: Officers, one: str) -> None:
    harrow = contractor(officers.asha, status="in_liquidation")
    with pytest.raises(Held) as stopped:
        visit(one, officers.asha, contractor=str(harrow), site_told=True)
    assert duties(stopped) == ["contractor-active"]


def test_what_cannot_be_is_told_before_what_should_not_be(officers: Officers, one: str) -> None:
    with pytest.raises(ImpossibleDate):
        visit(one, officers.asha, told_on=tue_14_may)


def moved(one: str, by, key: str, to: AppointmentStep, day=mon_13_may, **rest):
    return commands.record_visit(one, key, to=to, **rest, **common(one, by, day))


def test_a_failed_visit_needs_its_cause_and_the_job_goes_on(officers: Officers, one: str) -> None:
    key = visit(one, officers.asha).case.appointments[0].key
    with pytest.raises(Held) as stopped:
        moved(one, officers.asha, key, AppointmentStep.COULD_NOT_COMPLETE)
    assert duties(stopped) == ["visit-cause"]
    done = moved(
        one, officers.asha, key, AppointmentStep.COULD_NOT_COMPLETE, because=VisitCause.SITE_UNKNOWN, again_by=tue_14_may,
        words="A partition wall stood in the way",
    )  # fmt: skip
    assert [(end.kind.value, end.due_on) for end in open_ends(done.case)] == [("promise", tue_14_may)]


def test_no_access_is_never_the_job_done(officers: Officers, one: str) -> None:
    key = visit(one, officers.asha).case.appointments[0].key
    moved(one, officers.asha, key, AppointmentStep.NO_ACCESS, because=VisitCause.NOBODY_IN)
    with pytest.raises(Held) as stopped:
        moved(one, officers.asha, key, AppointmentStep.JOB_COMPLETED)
    assert stopped.value.would_break[0].detection == "DR-11"


def test_a_job_with_an_attended_visit_is_completed(officers: Officers, one: str) -> None:
    first = visit(one, officers.asha).case.appointments[0].key
    moved(one, officers.asha, first, AppointmentStep.NO_ACCESS, because=VisitCause.NOBODY_IN)
    second = visit(one, officers.asha, day=tue_14_may, job=first, when=mon_13_may).case.appointments[1].key
    moved(one, officers.asha, second, AppointmentStep.ATTENDED, day=tue_14_may)
    moved(one, officers.asha, second, AppointmentStep.JOB_COMPLETED, day=tue_14_may)
    page = complaint_page(officers.asha, one, today=tue_14_may)
    job = queries.visits_tab(officers.asha, page, today=tue_14_may).jobs[0]
    assert (len(job.visits), job.missed, job.often, job.done, job.waiting) == (2, 1, False, True, False)


def test_two_misses_of_one_job_are_counted_and_shown(officers: Officers, one: str) -> None:
    first = visit(one, officers.asha).case.appointments[0].key
    moved(one, officers.asha, first, AppointmentStep.NO_SHOW, because=VisitCause.WORKER_AWAY)
    second = visit(one, officers.asha, day=tue_14_may, job=first, when=mon_13_may).case.appointments[1].key
    moved(
        one,
        officers.asha,
        second,
        AppointmentStep.TOO_EARLY,
        day=tue_14_may,
        because=VisitCause.WORKER_NOT_TOLD,
    )
    page = complaint_page(officers.asha, one, today=tue_14_may)
    job = queries.visits_tab(officers.asha, page, today=tue_14_may).jobs[0]
    assert (job.missed, job.often, job.waiting) == (2, True, True)


def test_a_stand_down_is_acknowledged_and_coming_after_it_is_an_incident(
    officers: Officers, one: str
) -> None:
    dylan = worker(officers.asha)
    key = visit(one, officers.asha, worker=dylan).case.appointments[0].key
    with pytest.raises(CaseError, match="nobody was told to stand down"):
        moved(one, officers.asha, key, AppointmentStep.STAND_DOWN_ACKNOWLEDGED)
    moved(one, officers.asha, key, AppointmentStep.STOOD_DOWN, words="Dylan told by phone")
    moved(one, officers.asha, key, AppointmentStep.STAND_DOWN_ACKNOWLEDGED, words="Dylan said he had it")
    done = moved(
        one, officers.asha, key, AppointmentStep.ATTENDED_AFTER_STAND_DOWN, because=VisitCause.WORKER_NOT_TOLD,
        words="He knocked at eight",
    )  # fmt: skip
    incident = done.case.incidents[0].body
    assert (incident.what, incident.worker, incident.appointment) == (
        IncidentKind.AFTER_STAND_DOWN,
        dylan,
        key,
    )


@pytest.mark.parametrize(("hour", "allowed"), [(8, False), (10, True), (21, False)])
def test_messages_keep_to_the_hours_of_the_resident_and_the_contract(
    officers: Officers, one: str, hour: int, allowed: bool
) -> None:
    agreed(one, officers.asha, hours_from=time(9), channel=Channel.EMAIL)
    harrow = contractor(officers.asha)
    number = complaint_page(officers.asha, one, today=thu_2_may).complaint_id
    answer = queries.may_message_now(number, at=at(fri_3_may, hour), contractor_id=harrow)
    assert answer.allowed is allowed
    if hour == 21:
        assert answer.because == (
            "Harrow Drains contacts residents between 08:00 and 18:00, and it is 21:00",
        )
