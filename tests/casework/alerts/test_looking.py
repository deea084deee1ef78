"""The rules look at complaints each day and after each change; alerts begin, change and end."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date

import pytest
from django.db import connection

from casework.agreements.models import Contractor, Forwarding
from casework.alerts import jobs
from casework.alerts.models import Alert, LookedAt, Scan, Tail
from casework.complaints.models import Complaint, Party
from casework.complaints.opening import Part
from casework.complaints.record import act, record
from casework.people.models import Department, Officer, Service
from putright.cases import verbs
from putright.cases.arranged import (
    AppointmentMade,
    IncidentOpened,
    NeedFound,
    RestrictionEnded,
    RestrictionSet,
)
from putright.procedures import detection_rules
from putright.vocabulary import ClosingReason, IncidentKind, Relationship
from tests.casework import made
from tests.casework.made import (
    Officers,
    at,
    fri_3_may,
    thu_2_may,
    thu_9_may,
    tue_7_may,
    wed_1_may,
    wed_8_may,
)

pytestmark = pytest.mark.django_db
fri_10_may = date(2024, 5, 10)
mon_13_may = date(2024, 5, 13)
tue_21_may = date(2024, 5, 21)
Statements = Callable[[int], AbstractContextManager[None]]


def scan(today: date) -> None:
    while jobs.scan_next(today=today, now=at(today, 1)):
        pass


def shown(**which: object) -> list[tuple[str, str]]:
    return sorted(Alert.objects.filter(ended_on=None, **which).values_list("rule", "key"))


def arrange(reference: str, body: object, on: date, by: Officer) -> None:
    record(reference, act(verbs.arrange, body=body, at=on), by=by, now=at(on, 18))


def test_a_late_acknowledgement_is_seen_the_day_before_and_ends_when_it_is_sent(asha: Officer) -> None:
    opened = made.told(asha)
    scan(tue_7_may)
    assert shown() == []
    scan(wed_8_may)
    assert shown() == [("DR-01", "stage-1/acknowledge")]
    alert = Alert.objects.get()
    assert (alert.owner, alert.team, alert.due_on, alert.first_seen_on) == (
        asha,
        asha.team,
        thu_9_may,
        wed_8_may,
    )
    assert "1 working day left" in alert.says
    scan(fri_10_may)
    again = Alert.objects.get()
    assert (again.pk, again.first_seen_on) == (alert.pk, wed_8_may)
    assert "1 working day late" in again.says
    made.acknowledged(opened.reference, asha, fri_10_may)
    scan(mon_13_may)
    alert.refresh_from_db()
    assert (alert.ended_on, shown()) == (mon_13_may, [])


def test_what_changed_is_looked_at_again_without_waiting_for_the_next_day(asha: Officer) -> None:
    opened = made.told(asha)
    scan(fri_10_may)
    jobs.follow_events(today=fri_10_may)  # the first time only notes where the events stand
    assert not jobs.follow_events(today=fri_10_may)
    made.acknowledged(opened.reference, asha, fri_10_may)
    assert jobs.follow_events(today=fri_10_may)
    assert shown() == []
    arrange(opened.reference, NeedFound("1"), fri_10_may, asha)
    closed = act(verbs.close, at=fri_10_may, reason=ClosingReason.ANSWERED)
    record(opened.reference, closed, by=asha, now=at(fri_10_may, 19))
    assert jobs.follow_events(today=fri_10_may)
    assert ("DR-19", "need:1") in shown()
    assert not jobs.follow_events(today=fri_10_may)


def test_an_event_whose_number_is_seen_late_is_followed_all_the_same(asha: Officer) -> None:
    made.told(asha)
    jobs.follow_events(today=thu_2_may)
    opened = made.told(asha, title="Another")
    assert jobs.follow_events(today=thu_2_may)
    LookedAt.objects.filter(complaint=opened.complaint_id).delete()
    tail = Tail.objects.get()
    tail.through += 1  # another writer got a higher number and was committed first
    tail.save()
    made.told(asha, title="A third")
    made.told(asha, title="A fourth")
    assert jobs.follow_events(today=thu_2_may)
    assert LookedAt.objects.filter(complaint=opened.complaint_id).exists()


def test_the_daily_look_is_taken_once_a_day_in_chunks_and_goes_on_where_it_stopped(
    asha: Officer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "AT_ONCE", 2)
    for number in range(5):
        made.told(asha, title=f"Complaint {number}")
    assert jobs.scan_next(today=fri_10_may, now=at(fri_10_may, 1))
    mine = Scan.objects.get(organisation=asha.organisation)
    assert (mine.state, mine.done) == ("waiting", 2)
    assert len(shown()) == 2
    scan(fri_10_may)
    mine.refresh_from_db()
    assert (mine.state, mine.done, len(shown())) == ("done", 5, 5)
    assert not jobs.scan_next(today=fri_10_may, now=at(fri_10_may, 2))


def test_a_crash_in_the_middle_leaves_none_of_the_chunk(asha: Officer) -> None:
    made.told(asha)

    def crash(execute, sql, params, many, context):
        if sql.startswith('INSERT INTO "alerts_lookedat"'):
            raise RuntimeError("the power went")
        return execute(sql, params, many, context)

    with pytest.raises(RuntimeError), connection.execute_wrapper(crash):
        scan(fri_10_may)
    assert not Alert.objects.exists()
    scan(fri_10_may)
    assert len(shown()) == 1


@pytest.mark.parametrize("complaints", [1, 9])
def test_a_chunk_costs_the_same_however_many_complaints_it_has(
    asha: Officer, statements: Statements, complaints: int
) -> None:
    for number in range(complaints):
        made.told(asha, title=f"Complaint {number}")
    Scan.objects.create(organisation=asha.organisation, on=fri_10_may)
    for other in (made.organisation("Elsewhere"),):
        Scan.objects.create(organisation=other, on=fri_10_may)
    with statements(21):
        jobs.scan_next(today=fri_10_may, now=at(fri_10_may, 1))
    with statements(6):
        jobs.follow_events(today=fri_10_may)


def test_a_request_pays_nothing_for_alerts(asha: Officer, statements: Statements) -> None:
    opened = made.told(asha)
    with statements(6):
        record(opened.reference, act(verbs.acknowledge, at=fri_3_may), by=asha, now=at(fri_3_may))


def test_a_complaint_that_cannot_be_looked_at_does_not_stop_the_others(asha: Officer) -> None:
    sick, well = made.told(asha), made.told(asha, title="Another")
    Complaint.objects.filter(reference=sick.reference).update(procedure="unheard-of/2020-01-01")
    scan(fri_10_may)
    assert {one.complaint_id for one in Alert.objects.all()} == {well.complaint_id}
    assert Scan.objects.get(organisation=asha.organisation).state == "done"
    assert LookedAt.objects.filter(complaint=sick.complaint_id).exists()


def test_what_ended_long_ago_is_not_looked_at_again_unless_something_is_open_on_it(asha: Officer) -> None:
    left, done = made.answered(asha), made.answered(asha, title="Another")
    for one in (left, done):
        closed = act(verbs.close, at=tue_21_may, reason=ClosingReason.ANSWERED)
        record(one.reference, closed, by=asha, now=at(tue_21_may))
    later = date(2025, 5, 21)
    LookedAt.objects.all().delete()
    assert not jobs.to_look_at(asha.organisation, today=later).exists()
    arrange(left.reference, NeedFound("1"), date(2024, 5, 24), asha)
    assert [one.pk for one in jobs.to_look_at(asha.organisation, today=later)] == [left.complaint_id]


def test_somebody_vulnerable_without_an_adjustment_is_seen(asha: Officer) -> None:
    made.told(asha, vulnerable=True)
    scan(thu_2_may)
    assert shown() == [("DR-14", "adjustment")]


def test_an_alert_goes_with_the_complaint_to_whoever_handles_it(officers: Officers) -> None:
    opened = made.told(officers.asha)
    scan(fri_10_may)
    allocated = act(verbs.allocate, officer=str(officers.bela.pk), at=fri_10_may)
    record(opened.reference, allocated, by=officers.asha, now=at(fri_10_may))
    scan(mon_13_may)
    assert {one.owner for one in Alert.objects.filter(ended_on=None)} == {officers.bela}


def test_whoever_owns_what_is_late_gets_the_alert(officers: Officers) -> None:
    opened = made.told(officers.asha)
    promise = act(
        verbs.promise, promise="1", what="call_back", at=thu_2_may, due=fri_3_may, owner=str(officers.bela.pk)
    )
    record(opened.reference, promise, by=officers.asha, now=at(thu_2_may))
    scan(tue_7_may)
    assert Alert.objects.get(rule="DR-09").owner == officers.bela


# --- Rules that several complaints decide together: DR-08, DR-15, DR-16 ---------------------------------


def contractors(asha: Officer) -> tuple[Contractor, Contractor]:
    kinds = [
        Contractor.objects.create(organisation=asha.organisation, name=name)
        for name in ("Fixwell", "Graftons")
    ]
    return kinds[0], kinds[1]


def passed_on(asha: Officer, contractor: Contractor, on: date) -> None:
    complaint = Complaint.objects.get(pk=made.told(asha).complaint_id)
    Forwarding.objects.create(
        complaint=complaint, contractor=contractor, promise="1", consent=True, forwarded_on=on, officer=asha
    )


def test_a_contractor_without_complaints_is_seen_while_others_have_some(asha: Officer) -> None:
    busy, silent = contractors(asha)
    passed_on(asha, busy, thu_2_may)
    scan(fri_10_may)
    assert shown(rule="DR-08") == [("DR-08", f"contractor:{silent.pk}")]
    passed_on(asha, silent, fri_10_may)
    scan(mon_13_may)
    assert shown(rule="DR-08") == []


@pytest.mark.parametrize("on", [None, date(2023, 5, 2)])
def test_where_no_contractor_has_any_lately_nothing_is_seen(asha: Officer, on: date | None) -> None:
    busy, _ = contractors(asha)
    if on is not None:
        passed_on(asha, busy, on)
    scan(fri_10_may)
    assert shown(rule="DR-08") == []


def service(asha: Officer, name: str) -> Service:
    department = Department.objects.get(organisation=asha.organisation)
    return Service.objects.create(department=department, name=name, valid_from=date(2020, 4, 1))


def test_the_same_complainant_of_the_same_service_within_a_year_is_seen_on_the_later_one(
    asha: Officer,
) -> None:
    who, repairs = made.person(asha.organisation), service(asha, "Repairs")
    first = made.told(asha, who=who, service_id=repairs.pk)
    second = made.told(asha, who=who, service_id=repairs.pk, received=thu_2_may)
    scan(thu_2_may)
    alert = Alert.objects.get(rule="DR-15")
    assert (alert.complaint_id, alert.key) == (second.complaint_id, f"repeat:{first.complaint_id}")
    assert first.reference in alert.says


def test_another_service_another_person_or_longer_ago_is_no_repeat(asha: Officer) -> None:
    who, repairs, lettings = (
        made.person(asha.organisation),
        service(asha, "Repairs"),
        service(asha, "Lettings"),
    )
    made.told(
        asha, who=who, service_id=repairs.pk, received=date(2023, 4, 28)
    )  # a Friday, a year and more before
    made.told(asha, who=who, service_id=lettings.pk)
    made.told(asha, service_id=repairs.pk)
    made.told(asha, who=who, service_id=repairs.pk, received=thu_2_may)
    scan(thu_2_may)
    assert shown(rule="DR-15") == []


def test_a_restricted_earlier_complaint_is_not_named(asha: Officer) -> None:
    who, repairs = made.person(asha.organisation), service(asha, "Repairs")
    first = made.told(asha, who=who, service_id=repairs.pk, named=(asha.pk,))
    made.told(asha, who=who, service_id=repairs.pk, received=thu_2_may)
    scan(thu_2_may)
    assert first.reference not in Alert.objects.get(rule="DR-15").says


def test_a_worker_named_in_two_complaints_within_a_year_is_seen_on_both(asha: Officer) -> None:
    first, second = made.told(asha), made.told(asha, title="Another")
    arrange(first.reference, RestrictionSet("1", worker="77"), wed_1_may, asha)
    scan(thu_2_may)
    assert shown(rule="DR-16") == []
    arrange(second.reference, IncidentOpened("2", IncidentKind.DATA_MISUSE, worker="77"), thu_2_may, asha)
    scan(fri_3_may)
    found = Alert.objects.filter(rule="DR-16", ended_on=None)
    assert {one.complaint_id for one in found} == {first.complaint_id, second.complaint_id}
    assert all(other.reference not in one.says for one in found for other in (first, second))


def test_a_worker_who_only_came_on_visits_is_not_named_and_nor_is_one_long_ago(asha: Officer) -> None:
    first, second = made.told(asha), made.told(asha, title="Another")
    for one in (first, second):
        arrange(one.reference, AppointmentMade("9", on=fri_3_may, worker="77"), thu_2_may, asha)
    arrange(first.reference, RestrictionSet("1", worker="78"), date(2023, 4, 28), asha)
    arrange(second.reference, RestrictionSet("1", worker="78"), thu_2_may, asha)
    scan(fri_3_may)
    assert shown(rule="DR-16") == []


def test_a_worker_kept_away_by_another_complaint_of_the_resident_is_seen(asha: Officer) -> None:
    who = made.person(asha.organisation)
    first, second = made.told(asha, who=who), made.told(asha, who=who, title="Another")
    arrange(first.reference, RestrictionSet("1", worker="77"), wed_1_may, asha)
    arrange(second.reference, AppointmentMade("2", on=fri_10_may, worker="77"), thu_2_may, asha)
    scan(fri_3_may)
    assert shown(rule="DR-12") == [("DR-12", "visit:2")]
    ended = act(verbs.move_on, body=RestrictionEnded("1"), at=fri_3_may)
    record(first.reference, ended, by=asha, now=at(fri_3_may, 19))
    scan(tue_7_may)
    assert shown(rule="DR-12") == []


def test_every_rule_that_compares_complaints_has_its_pair_here() -> None:
    from putright.cases.detection import ACROSS

    assert (
        set(ACROSS)
        == {"DR-08", "DR-15", "DR-16", "DR-39", "DR-41", "DR-42", "DR-43"}
        <= set(detection_rules())
    )


def test_an_authority_that_ends_soon_ended_or_did_not_come_is_seen_until_it_is_renewed(asha: Officer) -> None:
    friend = made.person(asha.organisation, "Tom Birch")
    resident = made.person(asha.organisation)
    parts = (
        Part(resident.pk, Relationship.COMPLAINANT),
        Part(friend.pk, Relationship.REPRESENTATIVE, "Letter of 1 March", tue_21_may),
    )
    party = Complaint.objects.get(reference=made.told(asha, parts=parts).reference).parties.get(person=friend)
    key = f"authority:{party.pk}"
    scan(date(2024, 5, 6))  # fifteen days before
    assert not Alert.objects.filter(rule="DR-39").exists()
    scan(tue_7_may)
    assert shown(rule="DR-39") == [("DR-39", key)]
    assert Alert.objects.get(rule="DR-39").says == "Authority of a representative: ends on Tue 21 May 2024"
    scan(date(2024, 5, 22))
    assert Alert.objects.get(rule="DR-39").says == "Authority of a representative: ended on Tue 21 May 2024"
    Party.objects.filter(pk=party.pk).update(authority_until=None)
    scan(date(2024, 5, 23))
    assert shown(rule="DR-39") == []
    Party.objects.filter(pk=party.pk).update(authority_asked_until=date(2024, 5, 23))
    scan(date(2024, 5, 24))
    assert shown(rule="DR-39") == [("DR-39", key)]
    Complaint.objects.update(is_open=False)
    scan(date(2024, 5, 25))
    assert shown(rule="DR-39") == []
