"""Absences: who may put them on record, who may cover, and what a cover finds meanwhile."""

from datetime import date

import pytest
from django.db import connection

from casework.complaints.queries import Narrow, View, queue
from casework.people.absences import away_among, covered_by, may_cover_for
from casework.people.models import Absence, Officer
from casework.people.planning import AbsenceRefused, plan_absence, take_back
from casework.people.queries import officers_of
from tests.casework import made
from tests.casework.made import (
    Officers,
    at,
    fri_3_may,
    mon_20_may,
    thu_2_may,
    thu_9_may,
    tue_7_may,
    wed_8_may,
)

pytestmark = pytest.mark.django_db
fri_10_may = date(2024, 5, 10)
tue_21_may = date(2024, 5, 21)


def refused(away, by, first: date, last: date, cover=None) -> AbsenceRefused:
    with pytest.raises(AbsenceRefused) as told:
        plan_absence(away, first_on=first, last_on=last, cover=cover, by=by, now=at(fri_3_may))
    assert not Absence.objects.filter(officer=away, by=by).exists()
    return told.value


def test_several_periods_stay_on_record_and_only_the_one_that_holds_is_shown(officers: Officers) -> None:
    made.away(officers.bela, tue_7_may, wed_8_may)
    made.away(officers.bela, fri_10_may, mon_20_may, cover=officers.asha)
    found = {one.name: one.away_until for one in officers_of(officers.bela.organisation, today=tue_7_may)}
    assert (found["Bela Example"], found["Asha Example"]) == (wed_8_may, None)
    assert away_among([officers.bela.pk], today=thu_9_may) == {}
    assert away_among([officers.bela.pk], today=mon_20_may)[officers.bela.pk].cover == "Asha Example"


def test_two_periods_of_one_officer_do_not_overlap(officers: Officers) -> None:
    made.away(officers.bela, tue_7_may, fri_10_may)
    told = refused(officers.bela, officers.dana, fri_10_may, mon_20_may)
    assert "away from Tue 7 May 2024 until Fri 10 May 2024 already" in str(told)


@pytest.mark.parametrize(
    ("first", "last", "says"),
    [
        (fri_10_may, tue_7_may, "before the first"),
        (date(2024, 4, 1), thu_2_may, "past"),
        (fri_10_may, date(2026, 5, 10), "more than a year"),
    ],
)
def test_days_that_cannot_be_are_said_plainly(officers: Officers, first: date, last: date, says: str) -> None:
    told = refused(officers.asha, officers.asha, first, last)
    assert (told.field, says in str(told)) == ("last_on", True)


def test_cover_needs_the_rights_of_the_work_and_to_be_here(officers: Officers) -> None:
    # Asha's work needs a complaints officer's rights, and sight of the whole organisation.
    assert [one.name for one in may_cover_for(officers.asha)] == ["Bela Example"]
    assert {one.name for one in may_cover_for(officers.carl)} == {"Asha Example", "Bela Example"}
    for other in (officers.carl, officers.dana, officers.ewan, officers.fern, officers.asha):
        assert refused(officers.asha, officers.asha, tue_7_may, wed_8_may, other).field == "cover"
    made.away(officers.bela, wed_8_may, fri_10_may)
    told = refused(officers.asha, officers.asha, tue_7_may, wed_8_may, officers.bela)
    assert "Bela Example is away from Wed 8 May 2024 until Fri 10 May 2024" in str(told)


def test_an_absence_is_planned_by_oneself_the_manager_of_the_team_or_an_administrator(
    officers: Officers,
) -> None:
    for by in (officers.asha, officers.bela, officers.dana):
        one = plan_absence(
            officers.asha, first_on=tue_7_may, last_on=wed_8_may, cover=None, by=by, now=at(fri_3_may)
        )
        take_back(one, by=by, now=at(fri_3_may))
    for by in (officers.carl, officers.ewan, officers.fern):
        assert "manager of their team" in str(refused(officers.asha, by, tue_7_may, wed_8_may))
    # Bela leads the complaints team, not the repairs team.
    refused(officers.carl, officers.bela, tue_7_may, wed_8_may)
    assert Absence.objects.filter(withdrawn_at=None).count() == 0


def test_what_is_due_meanwhile_is_in_the_queue_of_the_cover_and_back_after(
    officers: Officers, statements
) -> None:
    # Acknowledged by Thursday 9 May; answered by Monday 20 May.
    soon = made.told(officers.asha).reference
    later = made.told(officers.asha, title="Later").reference
    made.acknowledged(later, officers.asha, thu_2_may)
    made.away(officers.asha, tue_7_may, fri_10_may, cover=officers.bela)
    bela = Officer.objects.get(pk=officers.bela.pk)

    def mine(today: date):
        with statements(3):
            return queue(bela, view=View.MINE, today=today)

    assert mine(fri_3_may).rows == ()
    page = mine(wed_8_may)
    assert [(row.reference, row.owner, row.owner_away_until) for row in page.rows] == [
        (soon, "Asha Example", fri_10_may)
    ]
    assert {one.narrow: one.number for one in page.counts}[Narrow.ACKNOWLEDGE] == 1
    with connection.execute_wrapper(_never):
        assert covered_by(bela, today=tue_21_may) == ()
    assert mine(tue_21_may).rows == ()
    assert {row.reference for row in queue(officers.asha, view=View.MINE, today=tue_21_may).rows} == {
        soon,
        later,
    }
    assert queue(officers.carl, view=View.MINE, today=wed_8_may).rows == ()


def test_cover_shows_no_restricted_complaint_to_who_is_not_named_on_it(officers: Officers) -> None:
    hidden = made.told(officers.asha, named=()).reference
    named = made.told(officers.asha, named=(officers.bela.pk,), title="Named").reference
    made.away(officers.asha, tue_7_may, fri_10_may, cover=officers.bela)
    officers.bela.refresh_from_db()
    page = queue(officers.bela, view=View.MINE, today=wed_8_may)
    assert [row.reference for row in page.rows] == [named]
    assert {one.narrow: one.number for one in page.counts}[Narrow.ACKNOWLEDGE] == 1
    assert hidden not in str(page)


def test_an_absence_changed_or_taken_back_changes_who_covers(officers: Officers) -> None:
    one = made.away(officers.carl, tue_7_may, fri_10_may, cover=officers.bela)
    plan_absence(
        officers.carl, first_on=tue_7_may, last_on=fri_10_may, cover=officers.asha, by=officers.carl,
        now=at(tue_7_may), changes=one,
    )  # fmt: skip
    for officer in (officers.asha, officers.bela):
        officer.refresh_from_db()
    assert (officers.asha.covers_until, officers.bela.covers_until) == (fri_10_may, None)
    take_back(one, by=officers.carl, now=at(tue_7_may))
    officers.asha.refresh_from_db()
    assert (officers.asha.covers_until, covered_by(officers.asha, today=wed_8_may)) == (None, ())
    assert Absence.objects.count() == 1


def _never(execute, sql, params, many, context):
    raise AssertionError(sql)
