"""A day off moves open dates, says so before and after, and leaves closed figures alone."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection

from casework.complaints import jobs
from casework.complaints.calendar_page import DayOffRefused, add_day_off, calendar_page, preview_day_off
from casework.complaints.calendars import CLOSURE, HOLIDAY
from casework.complaints.models import Clock, ClockMove, Complaint, DayOff, Job
from casework.complaints.queries import why
from casework.complaints.record import act, record
from casework.ops.verify import verify
from casework.people.models import Officer
from putright.cases import verbs
from tests.casework import made
from tests.casework.made import (
    Officers,
    acknowledged,
    at,
    fri_3_may,
    fri_24_may,
    mon_20_may,
    thu_2_may,
    thu_9_may,
    tue_7_may,
)

fri_10_may = date(2024, 5, 10)
tue_21_may = date(2024, 5, 21)
thu_23_may = date(2024, 5, 23)
wed_5_june = date(2024, 6, 5)


def work() -> int:
    done = 0
    while jobs.run_next(now=datetime.now(UTC)):
        done += 1
    return done


def royal_day(by: Officer, on: date = thu_9_may, kind: str = HOLIDAY, added: date = thu_2_may) -> Job:
    return add_day_off(by, on=on, name="Royal day", kind=kind, now=at(added))


def due(reference: str, timescale: str = "acknowledge") -> date | None:
    return Clock.objects.get(complaint__reference=reference, timescale=timescale).due_on


def test_the_preview_names_each_date_that_would_move_and_changes_nothing(officers: Officers) -> None:
    opened = made.told(officers.asha)
    preview = preview_day_off(officers.dana, on=thu_9_may, name="Royal day", kind=HOLIDAY, today=thu_2_may)
    first = preview.moves[0]
    assert (first.reference, first.was_due_on, first.now_due_on) == (opened.reference, thu_9_may, fri_10_may)
    assert due(opened.reference) == thu_9_may
    assert not DayOff.objects.exists()
    assert not Job.objects.exists()


def test_the_worker_moves_the_dates_the_preview_named(officers: Officers) -> None:
    opened = made.told(officers.asha)
    preview = preview_day_off(officers.dana, on=thu_9_may, name="Royal day", kind=HOLIDAY, today=thu_2_may)
    job = royal_day(officers.dana)
    assert job.total == preview.candidates == 1
    assert work() == 1
    assert due(opened.reference) == fri_10_may
    row = Complaint.objects.get()
    assert (row.next_due_on, row.urgent_on) == (fri_10_may, fri_10_may)
    job.refresh_from_db()
    assert (job.state, job.done, job.moved) == ("done", 1, len(preview.moves))
    assert verify().problems == ()


def test_the_date_that_was_shown_is_kept_with_what_moved_it(officers: Officers) -> None:
    opened = made.told(officers.asha)
    royal_day(officers.dana)
    work()
    move = ClockMove.objects.get(timescale="acknowledge")
    assert (move.was_due_on, move.now_due_on, move.because) == (thu_9_may, fri_10_may, "calendar")
    assert move.number == DayOff.objects.get().pk
    why_ = why(officers.asha, opened.reference, "stage-1", "acknowledge", today=thu_2_may)
    assert [day.why for day in why_.deadline.days if day.on == thu_9_may] == ["Royal day"]


def test_a_closed_figure_does_not_move(officers: Officers) -> None:
    """Acknowledged on Friday 3 May: a holiday announced afterwards moves the answer, not what was met."""
    opened = made.told(officers.asha)
    acknowledged(opened.reference, officers.asha)
    assert due(opened.reference) == thu_9_may
    royal_day(officers.dana, added=tue_7_may)
    work()
    assert due(opened.reference) == thu_9_may
    assert due(opened.reference, "respond") == tue_21_may
    record(opened.reference, act(verbs.update, at=thu_9_may), by=officers.asha, now=at(thu_9_may))
    assert due(opened.reference) == thu_9_may
    assert verify().problems == ()


def test_an_answered_complaint_is_not_even_looked_at(officers: Officers) -> None:
    made.answered(officers.asha)
    assert royal_day(officers.dana, on=fri_24_may, added=date(2024, 5, 21)).total == 0
    work()
    assert not ClockMove.objects.exists()


def test_our_own_closure_does_not_move_the_date_of_a_code(officers: Officers) -> None:
    opened = made.told(officers.asha)
    royal_day(officers.dana, kind=CLOSURE)
    work()
    assert due(opened.reference) == thu_9_may
    assert verify().problems == ()


def test_a_day_off_can_bring_an_extension_within_its_limit(officers: Officers) -> None:
    """Due on Monday 20 May; ten more working days reach Tuesday 4 June, or Wednesday with Thursday 23 May off."""
    opened = made.told(officers.asha)
    acknowledged(opened.reference, officers.asha)
    extending = act(
        verbs.extend, to=wed_5_june, at=fri_10_may, told_on=fri_10_may, ombudsman_details=True, reason_note="1"
    )  # fmt: skip
    record(opened.reference, extending, by=officers.asha, now=at(fri_10_may))
    assert due(opened.reference, "respond") == mon_20_may
    royal_day(officers.dana, on=thu_23_may, added=fri_10_may)
    work()
    assert due(opened.reference, "respond") == wed_5_june
    assert verify().problems == ()


def test_another_organisation_s_dates_stay(officers: Officers) -> None:
    theirs = made.told(officers.fern)
    royal_day(officers.dana)
    work()
    assert due(theirs.reference) == thu_9_may


def test_a_worker_stopped_between_two_chunks_goes_on_where_it_was(
    officers: Officers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "AT_ONCE", 2)
    opened = [made.told(officers.asha).reference for _ in range(5)]
    job = royal_day(officers.dana)
    assert jobs.run_next(now=at(thu_2_may))
    job.refresh_from_db()
    assert (job.state, job.done) == ("waiting", 2)
    assert work() == 2
    job.refresh_from_db()
    assert (job.state, job.done) == ("done", 5)
    assert [due(one) for one in opened] == [fri_10_may] * 5
    assert ClockMove.objects.filter(timescale="acknowledge").count() == 5


def test_a_chunk_costs_the_same_however_many_complaints_it_has(officers: Officers, statements) -> None:
    for _ in range(8):
        made.told(officers.asha)
    royal_day(officers.dana)
    with statements(13):
        jobs.run_next(now=at(thu_2_may))


def test_a_crash_in_the_middle_of_a_chunk_leaves_none_of_it(officers: Officers) -> None:
    opened = made.told(officers.asha)
    job = royal_day(officers.dana)

    def crash(execute, sql, params, many, context):
        if sql.startswith('UPDATE "complaints_clock"'):
            raise RuntimeError("the power went")
        return execute(sql, params, many, context)

    with pytest.raises(RuntimeError), connection.execute_wrapper(crash):
        jobs.run_next(now=at(thu_2_may))
    assert due(opened.reference) == thu_9_may
    assert Complaint.objects.get().next_due_on == thu_9_may
    job.refresh_from_db()
    assert (job.state, job.done) == ("waiting", 0)


def test_a_job_that_cannot_be_done_is_set_aside_after_three_tries(officers: Officers) -> None:
    Job.objects.create(organisation=officers.asha.organisation, kind="unheard of", asked_at=at(thu_2_may))
    assert work() == 3
    assert (Job.objects.get().state, Job.objects.get().tries) == ("failed", 3)


def test_what_is_recorded_while_the_job_waits_uses_the_new_calendar(officers: Officers) -> None:
    opened = made.told(officers.asha)
    royal_day(officers.dana)
    record(opened.reference, act(verbs.update, at=fri_3_may), by=officers.asha, now=at(fri_3_may))
    assert due(opened.reference) == fri_10_may
    work()
    assert verify().problems == ()


@pytest.mark.parametrize(
    ("on", "name", "kind", "says"),
    [
        (thu_9_may, " ", HOLIDAY, "Give the day a name"),
        (thu_9_may, "Royal day", "moon", "Say whether"),
        (date(2024, 5, 6), "Royal day", HOLIDAY, "Early May bank holiday"),
        (date(2024, 5, 11), "Royal day", HOLIDAY, "Saturday"),
        (thu_2_may - timedelta(days=1), "Royal day", HOLIDAY, "is past"),
    ],
)
def test_a_day_that_cannot_be_off_is_refused_with_the_reason(
    officers: Officers, on: date, name: str, kind: str, says: str
) -> None:
    with pytest.raises(DayOffRefused, match=says):
        add_day_off(officers.dana, on=on, name=name, kind=kind, now=at(thu_2_may))
    assert not DayOff.objects.exists()


def test_the_same_day_is_not_added_twice(officers: Officers) -> None:
    royal_day(officers.dana)
    with pytest.raises(DayOffRefused, match="Royal day"):
        royal_day(officers.dana)


def test_the_calendar_page_shows_published_and_own_days(officers: Officers) -> None:
    royal_day(officers.dana)
    page = calendar_page(officers.dana, year=2024)
    assert [row.name for row in page.own] == ["Royal day"]
    assert len(page.published) == 8
    assert page.jobs[0].state == "waiting"
