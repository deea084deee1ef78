"""`casework verify` names the first broken link; `casework rebuild` remakes what events say."""

import pytest
from django.db import connection

from casework.complaints.models import Clock, Complaint, NamedOfficer, StageFact
from casework.complaints.record import act, record
from casework.ops.rebuild import rebuild
from casework.ops.verify import verify
from casework.people.models import Officer
from putright.cases import verbs
from tests.casework.made import Officers, acknowledged, at, complaint, fri_3_may, tue_7_may


def tamper(statement: str, *values: object) -> None:
    """Change an event as only somebody with the database in their hands can."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER IF EXISTS events_are_not_changed")
            cursor.execute("DROP TRIGGER IF EXISTS events_are_not_deleted")
        else:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("ALTER TABLE complaints_event DISABLE TRIGGER USER")
        cursor.execute(statement, values)


@pytest.fixture
def reference(asha: Officer) -> str:
    """A complaint with three events."""
    opened = complaint(asha)
    acknowledged(opened.reference, asha)
    record(opened.reference, act(verbs.update, at=tue_7_may), by=asha, now=at(tue_7_may))
    return opened.reference


def test_a_record_nobody_touched_is_sound(reference: str) -> None:
    found = verify()
    assert (found.complaints, found.events, found.problems) == (1, 3, ())


@pytest.mark.parametrize(
    ("statement", "says"),
    [
        ("UPDATE complaints_event SET at = '2024-05-02' WHERE sequence = 2", "event 2 (acknowledged) is not as"),
        ("UPDATE complaints_event SET data = '{\"blocks\": []}' WHERE sequence = 2", "event 2 (acknowledged) is not as"),
        ("UPDATE complaints_event SET by = '999' WHERE sequence = 3", "event 3 (updated) is not as"),
        ("UPDATE complaints_event SET data = 'spoilt' WHERE sequence = 2", "event 2 (acknowledged) cannot be read"),
        ("UPDATE complaints_event SET hash = '00' WHERE sequence = 1", "event 1 (received) is not as"),
        ("DELETE FROM complaints_event WHERE sequence = 2", "event 2 is missing"),
        ("DELETE FROM complaints_event", "has no events"),
    ],
)  # fmt: skip
def test_the_first_broken_link_is_named(reference: str, statement: str, says: str) -> None:
    tamper(statement)
    problems = verify().problems
    assert len(problems) == 1
    assert problems[0].startswith(f"{reference}: ")
    assert says in problems[0]


def test_taking_away_the_last_event_shows_in_the_rows(reference: str) -> None:
    tamper("DELETE FROM complaints_event WHERE sequence = 3")
    assert any("version is 3, its events say 2" in problem for problem in verify().problems)


def test_rows_that_differ_from_their_events_are_named_and_made_anew(reference: str) -> None:
    Complaint.objects.update(next_due_on=fri_3_may, stage_1_due_on=fri_3_may)
    Clock.objects.filter(timescale="respond").delete()
    StageFact.objects.update(outcome="upheld")
    problems = verify().problems
    assert "stage_1_due_on is 2024-05-03, its events say 2024-05-20" in problems[0], "what figures count, too"
    assert "next_due_on is 2024-05-03, its events say 2024-05-20" in problems[1]
    assert len(problems) == 4
    done = rebuild()
    assert (done.complaints, done.changed, done.problems) == (1, 1, ())
    assert verify().problems == ()
    assert rebuild().changed == 0


def test_a_stage_that_was_struck_out_leaves_no_clock_behind(asha: Officer) -> None:
    opened = complaint(asha)
    record(opened.reference, act(verbs.escalate, at=tue_7_may), by=asha, now=at(tue_7_may))
    assert Clock.objects.filter(stage="stage-2").exists()
    striking = act(verbs.correct, corrects=2, struck_out=True, at=tue_7_may)
    record(opened.reference, striking, by=asha, now=at(tue_7_may))
    assert not Clock.objects.filter(stage="stage-2").exists()
    assert verify().problems == ()


def test_a_broken_chain_is_never_made_the_ground_of_new_rows(reference: str) -> None:
    tamper("UPDATE complaints_event SET at = '2024-05-02' WHERE sequence = 2")
    Complaint.objects.update(next_due_on=fri_3_may, stage_1_due_on=fri_3_may)
    done = rebuild()
    assert done.changed == 0
    assert "event 2 (acknowledged)" in done.problems[0]
    assert Complaint.objects.get().next_due_on == fri_3_may


def test_an_officer_put_on_the_list_behind_the_record_s_back_is_found(
    reference: str, officers: Officers
) -> None:
    restricting = act(verbs.restrict, officers=[str(officers.asha.pk)], at=tue_7_may)
    record(reference, restricting, by=officers.asha, now=at(tue_7_may))
    assert verify().problems == ()
    NamedOfficer.objects.create(complaint=Complaint.objects.get(), officer=officers.bela)
    assert "not shown to the officers its events name" in verify().problems[0]
    assert rebuild().changed == 1
    assert [one.officer for one in NamedOfficer.objects.select_related("officer")] == [officers.asha]
