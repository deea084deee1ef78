"""The one door: all of a command or none of it, and nobody's work overwritten."""

import threading
from datetime import date

import pytest
from django.db import DatabaseError, close_old_connections, connection, transaction

from casework.complaints.models import Clock, Complaint, StageFact
from casework.complaints.models import Event as EventRow
from casework.complaints.record import ChangedSince, NoSuchComplaint, act, record
from casework.people.models import Officer
from putright.cases import ImpossibleDate, NotOpen, verbs
from tests.casework import made
from tests.casework.made import acknowledged, at, complaint, fri_3_may, thu_2_may, wed_1_may, wed_8_may

# Five working days after Wednesday 1 May, over the bank holiday of Monday 6 May.
thu_9_may = date(2024, 5, 9)
mon_20_may = date(2024, 5, 20)
fri_10_may = date(2024, 5, 10)


def everything() -> list[object]:
    """Every row the record writes, to tell whether anything was."""
    return [list(table.objects.order_by("pk").values()) for table in (Complaint, EventRow, Clock, StageFact)]


def test_what_is_recorded_shows_in_the_next_date_at_once(asha: Officer) -> None:
    opened = complaint(asha)
    row = Complaint.objects.get(reference=opened.reference)
    assert (row.next_timescale, row.next_due_on) == ("acknowledge", thu_9_may)
    acknowledged(opened.reference, asha)
    row.refresh_from_db()
    assert (row.next_timescale, row.next_due_on, row.next_provision) == ("respond", mon_20_may, "6.3")
    assert row.version == 2


def test_a_command_costs_about_six_statements(asha: Officer, statements) -> None:
    opened = complaint(asha)
    with statements(7):
        acknowledged(opened.reference, asha)


def test_the_second_of_two_writers_is_told_what_changed(asha: Officer) -> None:
    opened = complaint(asha)
    acknowledged(opened.reference, asha)
    before = everything()
    with pytest.raises(ChangedSince) as told:
        record(
            opened.reference, act(verbs.update, at=fri_3_may), by=asha, now=at(fri_3_may, 19), seen_version=1
        )
    assert [event.kind for event in told.value.events] == ["acknowledged"]
    assert everything() == before


def test_who_has_seen_the_latest_is_not_held_up(asha: Officer) -> None:
    opened = complaint(asha)
    done = record(
        opened.reference, act(verbs.update, at=thu_2_may), by=asha, now=at(fri_3_may), seen_version=1
    )
    assert done.case.next_sequence == 3


def test_an_impossible_act_writes_nothing_of_those_before_it(asha: Officer) -> None:
    opened = complaint(asha)
    before = everything()
    with pytest.raises(ImpossibleDate):
        record(
            opened.reference,
            act(verbs.acknowledge, at=fri_3_may),
            act(verbs.update, at=date(2024, 4, 30)),
            by=asha,
            now=at(fri_3_may),
        )
    assert everything() == before


def test_nothing_can_have_happened_after_the_day_it_is_recorded(asha: Officer) -> None:
    opened = complaint(asha)
    with pytest.raises(ImpossibleDate, match="has not come yet"):
        record(opened.reference, act(verbs.acknowledge, at=fri_10_may), by=asha, now=at(wed_8_may))


def test_an_ended_complaint_has_to_be_reopened_first(asha: Officer) -> None:
    opened = complaint(asha, act(verbs.withdraw, at=wed_1_may))
    with pytest.raises(NotOpen, match="reopen it first"):
        record(opened.reference, act(verbs.acknowledge, at=thu_2_may), by=asha, now=at(thu_2_may))


def test_a_reference_nobody_has_is_said_to_be_unknown(asha: Officer) -> None:
    with pytest.raises(NoSuchComplaint):
        record("PR-0000-0000", act(verbs.acknowledge, at=fri_3_may), by=asha, now=at(fri_3_may))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE complaints_event SET kind = 'closed'",
        "UPDATE complaints_event SET recorded_at = recorded_at",
        "DELETE FROM complaints_event",
    ],
)
def test_the_database_itself_refuses_to_change_what_happened(asha: Officer, statement: str) -> None:
    complaint(asha)
    with pytest.raises(DatabaseError, match="appended"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert EventRow.objects.count() == 1


def test_the_database_refuses_to_empty_the_events(asha: Officer) -> None:
    complaint(asha)
    emptying = "DELETE FROM complaints_event"
    if connection.vendor == "postgresql":
        emptying = "SET CONSTRAINTS ALL IMMEDIATE; TRUNCATE complaints_event"
    with pytest.raises(DatabaseError, match="appended"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(emptying)
    assert EventRow.objects.exists()


@pytest.mark.parametrize("table", [EventRow, Complaint, Clock, StageFact])
def test_a_crash_between_two_statements_leaves_none_of_the_command(asha: Officer, table) -> None:
    opened = complaint(asha)
    before = everything()
    name = table._meta.db_table

    def crash(execute, sql, params, many, context):
        result = execute(sql, params, many, context)
        if sql.startswith((f'INSERT INTO "{name}"', f'UPDATE "{name}"')):
            raise RuntimeError("the power went")
        return result

    with (
        pytest.raises(RuntimeError, match="the power went"),
        transaction.atomic(),
        connection.execute_wrapper(crash),
    ):
        acknowledged(opened.reference, asha)
    assert everything() == before


@pytest.mark.django_db(transaction=True)
def test_two_writers_at_once_never_write_over_each_other() -> None:
    asha = made.officers(made.organisation()).asha
    opened = complaint(asha)
    together = threading.Barrier(2)
    told: list[str] = []

    def write() -> None:
        try:
            together.wait()
            done = record(
                opened.reference,
                act(verbs.acknowledge, at=fri_3_may),
                by=asha,
                now=at(fri_3_may),
                seen_version=1,
            )
            told.append(done.events[0].kind)
        except ChangedSince as changed:
            told.append(f"changed since: {changed.events[0].kind}")
        finally:
            close_old_connections()
            connection.close()

    writers = [threading.Thread(target=write) for _ in range(2)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert sorted(told) == ["acknowledged", "changed since: acknowledged"]
    assert list(EventRow.objects.values_list("sequence", flat=True).order_by("sequence")) == [1, 2]
