"""Workers who must not contact or visit: the rule is enforced wherever the resident's home is met."""

from datetime import date

import pytest

from casework.agreements import commands, queries
from casework.complaints.commands import Held, end_promise, promise
from casework.complaints.models import Complaint, Note
from casework.complaints.page import complaint_page
from casework.complaints.storing import read_events
from putright.cases import CaseError, replay
from putright.vocabulary import AppointmentStep, IncidentKind, IncidentStep, VisitCause
from tests.casework import made
from tests.casework.agreements.arranging import (
    common,
    fri_10_may,
    kept_away,
    mon_13_may,
    sat_18_may,
    tue_14_may,
    version,
    visit,
    worker,
)
from tests.casework.made import Officers, thu_2_may, wed_8_may

pytestmark = pytest.mark.django_db(transaction=True)


def case_of(reference: str):
    return replay(read_events(Complaint.objects.get(reference=reference))[0])


def test_a_worker_kept_away_cannot_be_booked(officers: Officers) -> None:
    one, dylan = made.told(officers.asha).reference, worker(officers.asha)
    kept_away(one, officers.asha, dylan)
    with pytest.raises(Held) as held:
        visit(one, officers.asha, worker=dylan)
    assert held.value.would_break[0].detection == "DR-12"
    assert held.value.would_break[0].says.startswith(
        "Dylan Prowse must not contact or visit this resident since"
    )
    assert not case_of(one).appointments
    assert not Note.objects.filter(about="appointment").exists()


def test_somebody_else_can_be_booked(officers: Officers) -> None:
    one = made.told(officers.asha).reference
    kept_away(one, officers.asha, worker(officers.asha))
    visit(one, officers.asha, worker=worker(officers.asha, "Ines Fall"))
    assert len(case_of(one).appointments) == 1


def test_a_complaints_officer_cannot_go_on_past_it_and_a_manager_makes_it_an_incident(
    officers: Officers,
) -> None:
    one, dylan = made.told(officers.asha).reference, worker(officers.asha)
    kept_away(one, officers.asha, dylan)
    with pytest.raises(Held):
        visit(one, officers.asha, worker=dylan, going_on="Nobody else is free")
    visit(one, officers.bela, worker=dylan, going_on="Gas is escaping and nobody else can come")
    case = case_of(one)
    incident = case.incidents[0].body
    assert (incident.what, incident.worker) == (IncidentKind.RESTRICTION_BROKEN, dylan)
    assert incident.restriction == case.restrictions[0].key
    assert Note.objects.filter(about="override", words__startswith="Gas").exists()


def test_a_second_worker_of_a_joint_visit_is_kept_away_too(officers: Officers) -> None:
    one, dylan = made.told(officers.asha).reference, worker(officers.asha)
    kept_away(one, officers.asha, dylan)
    with pytest.raises(Held):
        visit(one, officers.asha, worker=worker(officers.asha, "Ines Fall"), others=(dylan,))


@pytest.mark.parametrize(
    ("name", "address", "blocked"),
    [
        ("Gwendolyn Ashdown", "12 Tern Close", "the same person on another complaint"),
        ("Tomos Ashdown", "12 Tern Close", "somebody of the same home"),
        ("Gwendolyn Ashdown", "3 Wader Row", "the same name elsewhere: to be made sure of"),
        ("Tomos Reed", "14 Tern Close", ""),
    ],
)
def test_the_rule_holds_on_every_complaint_of_the_resident_or_home(
    officers: Officers, name: str, address: str, blocked: str
) -> None:
    dylan = worker(officers.asha)
    first = made.told(officers.asha).reference
    kept_away(first, officers.asha, dylan)
    second = made.told(
        officers.asha, who=made.person(officers.asha.organisation, name, address=address)
    ).reference
    if not blocked:
        visit(second, officers.asha, worker=dylan)
        return
    with pytest.raises(Held):
        visit(second, officers.asha, worker=dylan)
    visit(second, officers.bela, worker=dylan, going_on="Looked into: " + blocked)
    # Only where it is surely the same resident has anything been broken.
    assert len(case_of(second).incidents) == (0 if "same name" in blocked else 1)


def test_a_rule_of_a_complaint_one_may_not_see_holds_and_does_not_say_where_it_is_from(
    officers: Officers,
) -> None:
    dylan = worker(officers.asha)
    hidden = made.told(officers.bela, named=()).reference
    kept_away(hidden, officers.bela, dylan)
    second = made.told(officers.asha).reference
    with pytest.raises(Held) as held:
        visit(second, officers.asha, worker=dylan)
    says = held.value.would_break[0].says
    assert hidden not in says
    assert "since" not in says


def test_a_lifted_rule_no_longer_holds(officers: Officers) -> None:
    one, dylan = made.told(officers.asha).reference, worker(officers.asha)
    key = kept_away(one, officers.asha, dylan).case.restrictions[0].key
    commands.review_restriction(
        one, key, "She asked for it to end", review=None, **common(one, officers.asha)
    )
    visit(one, officers.asha, worker=dylan)


def test_a_rule_looked_at_again_goes_on(officers: Officers) -> None:
    one, dylan = made.told(officers.asha).reference, worker(officers.asha)
    key = kept_away(one, officers.asha, dylan).case.restrictions[0].key
    on = date(2024, 11, 1)  # a Friday
    done = commands.review_restriction(
        one, key, "She still feels unsafe", review=on, **common(one, officers.asha)
    )
    assert done.case.restrictions[0].review == on
    with pytest.raises(Held):
        visit(one, officers.asha, worker=dylan)


def test_an_active_rule_is_never_asked_for_again(officers: Officers) -> None:
    one, dylan = made.told(officers.asha).reference, worker(officers.asha)
    kept_away(one, officers.asha, dylan)
    with pytest.raises(CaseError, match="kept away already: the resident need not ask again"):
        kept_away(one, officers.asha, dylan)


def test_visits_already_arranged_must_be_changed_with_the_rule(officers: Officers) -> None:
    one, dylan, ines = (
        made.told(officers.asha).reference,
        worker(officers.asha),
        worker(officers.asha, "Ines Fall"),
    )
    visit(one, officers.asha, worker=dylan)
    with pytest.raises(CaseError, match="is to come on Mon 13 May 2024: say who comes instead"):
        kept_away(one, officers.asha, dylan)
    with pytest.raises(CaseError, match="choose somebody else"):
        kept_away(one, officers.asha, dylan, instead=dylan)
    case = kept_away(one, officers.asha, dylan, instead=ines).case
    assert case.appointments[0].worker == ines
    assert len(case.restrictions) == 1


def test_a_visit_can_be_cancelled_with_the_rule(officers: Officers) -> None:
    one, dylan = made.told(officers.asha).reference, worker(officers.asha)
    visit(one, officers.asha, worker=dylan)
    case = kept_away(one, officers.asha, dylan, instead=commands.CANCEL).case
    assert case.appointments[0].step is AppointmentStep.CANCELLED_BY_US


def test_a_visit_is_not_given_to_a_worker_kept_away(officers: Officers) -> None:
    one, dylan = made.told(officers.asha).reference, worker(officers.asha)
    visit(one, officers.asha, worker=worker(officers.asha, "Ines Fall"))
    kept_away(one, officers.asha, dylan)
    key = case_of(one).appointments[0].key
    with pytest.raises(Held):
        commands.give_visit(one, key, worker=dylan, **common(one, officers.asha))
    done = commands.give_visit(
        one, key, worker=worker(officers.asha, "Olu Marsh"), words="Ines is ill", **common(one, officers.asha)
    )
    assert not done.case.appointments[0].ended


def test_who_came_all_the_same_is_a_fact_and_an_incident(officers: Officers) -> None:
    one, dylan, ines = (
        made.told(officers.asha).reference,
        worker(officers.asha),
        worker(officers.asha, "Ines Fall"),
    )
    visit(one, officers.asha, worker=ines, day=fri_10_may)
    kept_away(one, officers.asha, dylan)
    key = case_of(one).appointments[0].key
    done = commands.record_visit(
        one, key, to=AppointmentStep.ATTENDED, worker=dylan, words="Dylan came in place of Ines",
        **common(one, officers.asha, fri_10_may),
    )  # fmt: skip
    assert done.case.appointments[0].worker == dylan
    assert done.case.incidents[0].body.what is IncidentKind.RESTRICTION_BROKEN


def test_a_past_visit_of_a_worker_kept_away_is_recorded_as_it_was(officers: Officers) -> None:
    one, dylan = made.told(officers.asha).reference, worker(officers.asha)
    kept_away(one, officers.asha, dylan)
    done = visit(one, officers.asha, day=wed_8_may, worker=dylan, told_on=None, when=fri_10_may)
    assert len(done.case.incidents) == 1


def test_an_incident_ends_only_after_an_apology_and_a_senior_review(officers: Officers) -> None:
    one, dylan = made.told(officers.asha).reference, worker(officers.asha)
    rule = kept_away(one, officers.asha, dylan).case.restrictions[0].key
    opened = commands.open_incident(
        one, "He greeted her at the office", what=IncidentKind.RESTRICTION_BROKEN, restriction=rule,
        **common(one, officers.asha),
    )  # fmt: skip
    incident = opened.case.incidents[0]
    assert incident.body.worker == dylan

    def step(to: IncidentStep, by=officers.asha) -> None:
        commands.move_incident(one, incident.key, "Done and written down", to=to, **common(one, by))

    with pytest.raises(CaseError, match="after an apology and a senior review"):
        step(IncidentStep.CLOSED)
    step(IncidentStep.APOLOGISED)
    with pytest.raises(CaseError, match="ask a manager"):
        step(IncidentStep.REVIEWED)
    step(IncidentStep.REVIEWED, officers.bela)
    step(IncidentStep.CLOSED)
    assert case_of(one).incidents[0].ended


def test_a_broken_promise_not_to_be_contacted_opens_an_incident(officers: Officers) -> None:
    one = made.told(officers.asha).reference
    made_ = promise(
        one, "Nobody of the gang calls her", what="no_contact", due=None, **common(one, officers.asha)
    )
    key = made_.case.promises[0].key
    done = end_promise(one, key, how="broken", words="He rang her", **common(one, officers.asha))
    assert done.case.incidents[0].body.what is IncidentKind.RESTRICTION_BROKEN
    assert {note.about for note in Note.objects.filter(words="He rang her")} == {"incident"}


def test_another_broken_promise_opens_none(officers: Officers) -> None:
    one = made.told(officers.asha).reference
    key = (
        promise(one, "We call", what="call_back", due=mon_13_may, **common(one, officers.asha))
        .case.promises[0]
        .key
    )
    assert not end_promise(one, key, how="broken", **common(one, officers.asha, tue_14_may)).case.incidents


def test_an_officer_kept_away_is_told_to_the_letters(officers: Officers) -> None:
    one = made.told(officers.asha)
    carl = worker(officers.asha, "Carl Example", login=str(officers.carl.pk))
    assert queries.restricted_officers(one.complaint_id) == frozenset()
    kept_away(one.reference, officers.asha, carl)
    assert queries.restricted_officers(one.complaint_id) == {officers.carl.pk}
    assert queries.restricted_workers(one.complaint_id) == {carl}


def test_an_officer_can_be_kept_away_before_they_are_on_the_list_of_workers(officers: Officers) -> None:
    one = made.told(officers.asha)
    kept_away(one.reference, officers.asha, f"officer-{officers.carl.pk}")
    assert queries.restricted_officers(one.complaint_id) == {officers.carl.pk}
    kept = complaint_page(officers.asha, one.reference, today=thu_2_may)
    tab = queries.visits_tab(officers.asha, kept, today=thu_2_may)
    assert tab.restrictions[0].worker.startswith("Carl Example")


def test_a_meeting_with_somebody_kept_away_is_held(officers: Officers) -> None:
    one = made.told(officers.asha).reference
    kept_away(one, officers.asha, f"officer-{officers.carl.pk}")
    with pytest.raises(Held):
        visit(one, officers.asha, day=sat_18_may, meeting=True, others=(f"officer-{officers.carl.pk}",))


def test_a_worker_of_another_organisation_is_nobody_here(officers: Officers) -> None:
    one, theirs = made.told(officers.asha).reference, worker(officers.fern)
    with pytest.raises(CaseError, match="there is no such worker"):
        visit(one, officers.asha, worker=theirs)
    assert version(one) == case_of(one).events[-1].sequence


def test_visits_on_other_complaints_of_the_home_are_named_with_the_rule(officers: Officers) -> None:
    dylan = worker(officers.asha)
    first, second = made.told(officers.asha).reference, made.told(officers.asha).reference
    visit(second, officers.asha, worker=dylan)
    kept_away(first, officers.asha, dylan)

    def to_change(by, today: date):
        page = complaint_page(by, first, today=today)
        return [(row.reference, row.on) for row in queries.visits_tab(by, page, today=today).to_change]

    assert to_change(officers.asha, wed_8_may) == [(second, mon_13_may)]
    assert to_change(officers.asha, tue_14_may) == []


def test_one_visit_against_the_rule_is_one_incident(officers: Officers) -> None:
    one, dylan = made.told(officers.asha).reference, worker(officers.asha)
    kept_away(one, officers.asha, dylan)
    key = visit(one, officers.bela, worker=dylan, going_on="Gas is escaping").case.appointments[0].key
    done = commands.record_visit(
        one, key, to=AppointmentStep.ATTENDED, words="Made safe", **common(one, officers.asha, mon_13_may)
    )
    assert len(done.case.incidents) == 1


def test_an_incident_written_down_by_hand_is_the_one_of_the_visit_of_that_day(officers: Officers) -> None:
    one, dylan = made.told(officers.asha).reference, worker(officers.asha)
    key = visit(one, officers.asha, worker=worker(officers.asha, "Ines Fall")).case.appointments[0].key
    kept_away(one, officers.asha, dylan)
    commands.open_incident(
        one, "Dylan came in place of Ines", what=IncidentKind.RESTRICTION_BROKEN, worker=dylan,
        **common(one, officers.asha, mon_13_may),
    )  # fmt: skip
    done = commands.record_visit(
        one, key, to=AppointmentStep.ATTENDED, worker=dylan, **common(one, officers.asha, tue_14_may)
    )
    assert len(done.case.incidents) == 1


def test_an_incident_of_another_day_is_another_one(officers: Officers) -> None:
    one, dylan = made.told(officers.asha).reference, worker(officers.asha)
    key = visit(one, officers.asha, worker=worker(officers.asha, "Ines Fall")).case.appointments[0].key
    kept_away(one, officers.asha, dylan)
    commands.open_incident(
        one,
        "He rang her",
        what=IncidentKind.RESTRICTION_BROKEN,
        worker=dylan,
        **common(one, officers.asha, fri_10_may),
    )
    done = commands.record_visit(
        one, key, to=AppointmentStep.ATTENDED, worker=dylan, **common(one, officers.asha, mon_13_may)
    )
    assert len(done.case.incidents) == 2


def test_a_worker_kept_away_who_came_although_stood_down_is_one_incident(officers: Officers) -> None:
    one, dylan = made.told(officers.asha).reference, worker(officers.asha)
    key = visit(one, officers.asha, worker=dylan).case.appointments[0].key
    commands.record_visit(one, key, to=AppointmentStep.STOOD_DOWN, **common(one, officers.asha, fri_10_may))
    kept_away(one, officers.asha, dylan, instead=worker(officers.asha, "Ines Fall"), when=fri_10_may)
    done = commands.record_visit(
        one, key, to=AppointmentStep.ATTENDED_AFTER_STAND_DOWN, worker=dylan, because=VisitCause.WORKER_NOT_TOLD,
        words="He came all the same", **common(one, officers.asha, mon_13_may),
    )  # fmt: skip
    (incident,) = done.case.incidents
    assert incident.body.what is IncidentKind.RESTRICTION_BROKEN
