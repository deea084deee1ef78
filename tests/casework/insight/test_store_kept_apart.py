"""Who may see what through stored facts, what a crash may leave, and every event counted again."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from casework.complaints.models import Complaint
from casework.complaints.models import Event as EventRow
from casework.complaints.record import act, record
from casework.complaints.storing import EVENT_COLUMNS, from_row
from casework.insight import held as holding
from casework.insight import jobs_store, store
from casework.insight.live import facts_for
from casework.insight.models import StoredFacts
from casework.insight.reporting import NothingToCount
from casework.people.models import Officer
from putright.calendars import load_calendar
from putright.cases import Case, replay, verbs
from putright.cases.deadlines import case_deadlines
from putright.cases.facts import facts_of
from putright.measures import Period, measure, opened
from putright.procedures import procedure
from tests.casework.insight.chanced import chanced
from tests.casework.insight.test_store_equals_record import NOW, SOME, check, write
from tests.casework.made import Officers, answered, at, complaint, fri_3_may, told, wed_1_may

YEAR = Period(date(2024, 4, 1), date(2025, 3, 31))

pytestmark = pytest.mark.django_db


def seen(officer: Officer) -> tuple[str, ...]:
    """The references this officer counts, and that the number is theirs."""
    try:
        with facts_for(Officer.objects.get(pk=officer.pk), ("AR-1",)) as (facts, fresh):
            assert fresh.made_at is not None
            found = opened(facts, "AR-1", period=YEAR)
            assert measure(facts, "AR-1", period=YEAR).cells[0].numerator == found.counted == fresh.rows
            return found.references
    except NothingToCount:
        return ()


def test_a_restricted_complaint_is_counted_by_those_named_on_it_alone(officers: Officers) -> None:
    open_one, kept = told(officers.asha).reference, told(officers.asha).reference
    naming = act(verbs.restrict, officers=[str(officers.bela.pk)], at=fri_3_may)
    record(kept, naming, by=officers.asha, now=at(fri_3_may))
    for make in (store.make_first, store.make_next):
        make(officers.asha.organisation, now=NOW)
        assert set(seen(officers.bela)) == {open_one, kept}
        for other in (officers.asha, officers.dana, officers.ewan):
            assert seen(other) == (open_one,)
        assert seen(officers.carl) == ()
    record(open_one, naming, by=officers.asha, now=at(fri_3_may))
    assert seen(officers.asha) == (), "it is kept from them before another file is made"
    assert set(seen(officers.bela)) == {open_one, kept}
    told(officers.asha)
    with facts_for(officers.asha) as (_, fresh):
        assert (fresh.changed, fresh.rows) == (1, 1), "nor are they told that another changed"


def test_each_counts_what_their_team_and_they_themselves_hold(officers: Officers) -> None:
    theirs, lent = told(officers.carl).reference, told(officers.asha, team_id=None).reference
    store.make_first(officers.asha.organisation, now=NOW)
    assert seen(officers.carl) == (theirs,)
    assert set(seen(officers.asha)) == {theirs, lent}
    record(
        lent,
        act(verbs.allocate, officer=str(officers.carl.pk), at=fri_3_may),
        by=officers.asha,
        now=at(fri_3_may),
    )
    assert set(seen(officers.carl)) == {theirs, lent}
    # Who is in no team has none in common with what no team holds.
    Complaint.objects.filter(reference=theirs).update(team=None, owner=None, facts_changed=1)
    Officer.objects.filter(pk=officers.carl.pk).update(team=None)
    assert seen(officers.carl) == (lent,)


def test_another_organisation_counts_its_own(officers: Officers) -> None:
    ours, theirs = told(officers.asha).reference, told(officers.fern).reference
    for one in (officers.asha, officers.fern):
        store.make_first(one.organisation, now=NOW)
    assert seen(officers.asha) == (ours,)
    assert seen(officers.fern) == (theirs,)


@pytest.fixture
def stored(asha: Officer) -> Officer:
    """Somebody whose organisation has stored facts, with a change since."""
    for _ in range(3):
        complaint(asha)
    store.make_first(asha.organisation, now=NOW)
    record(told(asha).reference, act(verbs.withdraw, at=wed_1_may), by=asha, now=at(fri_3_may))
    check(asha, figures=SOME)
    return asha


def files() -> set[Path]:
    return set(store.folder().iterdir())


def test_a_file_nobody_was_told_of_is_never_read(stored: Officer, monkeypatch: pytest.MonkeyPatch) -> None:
    """A crash between the file and its coming to hold."""
    before = StoredFacts.objects.get()

    def crash(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(store, "_still", crash)
        with pytest.raises(KeyboardInterrupt):
            store.make_next(stored.organisation, now=NOW)
    assert StoredFacts.objects.get().file == before.file
    assert Complaint.objects.filter(facts_changed__gt=0).exists(), "it still counts as changed"
    check(stored, figures=SOME)
    store.make_next(stored.organisation, now=NOW)
    check(stored, figures=SOME)


def test_a_making_that_was_killed_is_begun_again(stored: Officer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs_store, "LEAST", 1)
    (store.folder() / StoredFacts.objects.get().file).unlink()
    holding._held.clear()

    def killed(*_: object) -> Iterator[object]:
        raise KeyboardInterrupt
        yield

    with monkeypatch.context() as patched:
        patched.setattr(store, "pages", killed)
        with pytest.raises(KeyboardInterrupt):
            jobs_store.run_next(now=NOW)
    assert not [one for one in files() if ".making" in one.name], "nothing is left of it"
    with facts_for(stored) as (facts, fresh):
        assert (fresh.made_at, facts.rows) == (None, 4), "all is read from the record meanwhile"
    assert jobs_store.run_next(now=NOW)
    check(stored, figures=SOME)


def test_a_change_between_the_reading_and_the_file_stays_a_change(
    stored: Officer, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = store.rows_of
    reference = Complaint.objects.latest("pk").reference

    def and_then(*given: object) -> object:
        found = read(*given)  # type: ignore[arg-type]
        record(reference, act(verbs.reopen, at=fri_3_may), by=stored, now=at(fri_3_may))
        return found

    monkeypatch.setattr(store, "rows_of", and_then)
    store.make_next(stored.organisation, now=NOW)
    assert Complaint.objects.get(reference=reference).facts_changed > 0
    check(stored, figures=SOME)


def test_of_two_workers_one_has_the_last_word(stored: Officer, monkeypatch: pytest.MonkeyPatch) -> None:
    read = store.rows_of

    def meanwhile(*given: object) -> object:
        monkeypatch.setattr(store, "rows_of", read)
        store.make_next(stored.organisation, now=NOW)
        return read(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(store, "rows_of", meanwhile)
    with pytest.raises(store.Overtaken):
        store.make_next(stored.organisation, now=NOW)
    check(stored, figures=SOME)


def test_a_file_of_another_shape_is_not_read(stored: Officer) -> None:
    StoredFacts.objects.update(shape="another")
    with facts_for(stored) as (_, fresh):
        assert fresh.made_at is None


def test_old_files_go_and_the_last_one_stays_for_who_is_about_to_open_it(stored: Officer) -> None:
    for _ in range(3):
        store.make_next(stored.organisation, now=NOW)
    assert len([one for one in files() if one.name.startswith(f"facts-{stored.organisation_id}-")]) == 2


def test_a_page_costs_three_statements_when_nothing_changed(stored: Officer, statements) -> None:
    with facts_for(stored):
        pass
    with statements(3), facts_for(stored):  # what holds and what changed, services, teams
        pass


def test_the_monthly_table_is_what_every_event_replayed_afresh_tells(asha: Officer) -> None:
    chanced(asha, 60, seed=31)
    answered(asha)
    store.make_first(asha.organisation, now=NOW)
    references = list(Complaint.objects.values_list("reference", flat=True))
    chance = random.Random(31)
    for _ in range(12):
        write(chance, asha, references)
    right = {late: recounted(asha, extended=late) for late in (False, True)}
    with facts_for(asha, ("AR-3", "AR-3a")) as (facts, fresh):
        assert 0 < fresh.changed < fresh.rows
        for figure, extended in (("AR-3", False), ("AR-3a", True)):
            found = measure(facts, figure, period=YEAR, by=("month",))
            assert {
                one.by["month"]: (one.numerator, one.denominator) for one in found.broken_down("month")
            } == right[extended]
    assert sum(base for _, base in right[True].values()) > 5


def recounted(officer: Officer, *, extended: bool) -> dict[str | None, tuple[int, int]]:
    """Answers at stage 1 by month and how many were on time, from the events and nothing else."""
    on_time: Counter[str] = Counter()
    answers: Counter[str] = Counter()
    for one in Complaint.objects.filter(organisation=officer.organisation):
        rows = EventRow.objects.filter(complaint=one).order_by("sequence").values_list(*EVENT_COLUMNS)
        case = replay([from_row(list(row)) for _, *row in rows])
        told_of = _answer_of(case, one.procedure)
        if told_of is None:
            continue
        responded, due, longer, withdrawn = told_of
        if due is None or not YEAR.starts_on <= responded <= YEAR.ends_on:
            continue
        if withdrawn is not None and withdrawn <= responded:
            continue
        month, last = f"{responded:%Y-%m}", max(due, longer or due) if extended else due
        answers[month] += 1
        on_time[month] += responded <= last
    return {month: (on_time[month], answers[month]) for month in answers}


def _answer_of(case: Case, under: str) -> tuple[date, date | None, date | None, date | None] | None:
    deadlines = case_deadlines(case, procedure(under), load_calendar(), today=None)
    told_of = facts_of(case, procedure(under), tuple(deadlines))
    if told_of.stage_1_responded_on is None:
        return None
    return (
        told_of.stage_1_responded_on, told_of.stage_1_due_on, told_of.stage_1_extended_to, told_of.withdrawn_on,
    )  # fmt: skip
