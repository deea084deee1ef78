"""Stored facts are those of the record, for whoever asks, whatever was written since."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime
from typing import Any

import pytest

from casework.complaints.models import Complaint
from casework.complaints.permissions import visible_to
from casework.complaints.record import act, record
from casework.insight import jobs_store, stored_rows
from casework.insight.facts import Chosen
from casework.insight.live import facts_for
from casework.insight.reporting import facts_of_record, known_as
from casework.insight.store import make_first, make_next
from casework.intake.models import Contact
from casework.people.models import Officer
from putright.cases import verbs
from putright.measures import Asked, Facts, Period, definitions, measure_all, opened, schemas
from tests.casework.insight.chanced import ACTS, chanced
from tests.casework.made import Officers, at, complaint, told, wed_1_may

NOW = datetime(2024, 12, 21, 9, 0, tzinfo=UTC)
YEAR = Period(date(2023, 12, 1), date(2024, 11, 30))
OVER_FACTS = tuple(one.id for one in definitions() if one.table == "facts" and one.stands_for is None)
OVER_OTHERS = tuple(one.id for one in definitions() if one.table in ("promises", "findings", "payments"))
BY = (("department",), ("service",), ("month",), ("causes",), ("department", "month"))
NAMES = ", ".join(one.name for one in schemas()["facts"].columns)

pytestmark = pytest.mark.django_db


def counted(officer: Officer, facts: Facts, figures: tuple[Asked, ...]) -> Any:
    """Every figure in many breakdowns, what stands behind one, and the rows themselves."""
    known = known_as(officer.organisation, None)
    found = measure_all(facts, figures, period=YEAR, previous=YEAR.before, organisation=known)
    behind = opened(facts, "AR-1", period=YEAR, organisation=known, most=1000)
    rows = facts.connection.execute(f"SELECT {NAMES} FROM facts ORDER BY reference").fetchall()
    return [(one.definition.id, one.cells, one.absent) for one in found], behind, rows, facts.rows


EVERY = (*(Asked(name, BY) for name in OVER_FACTS), *(Asked(name) for name in OVER_OTHERS))
SOME = (Asked("AR-1", BY), Asked("AR-3a", (("month",), ("service",))), Asked("AR-7", (("contractor",),)))


def check(*officers: Officer, figures: tuple[Asked, ...] = EVERY) -> int:
    """That each sees through the store what they see of the record. How many rows were of the store."""
    stored = 0
    for officer in officers:
        with facts_of_record(officer.organisation, Chosen(visible_to(officer)), skip_bad=True) as facts:
            right = counted(officer, facts, figures)
            left_out = facts.read.left_out_of
        with facts_for(officer, [one.definition_id for one in figures]) as (facts, fresh):
            assert fresh.made_at is not None, "it is not of the store"
            assert counted(officer, facts, figures) == right
            assert fresh.rows == right[-1]
            assert facts.read.left_out_of == left_out
            stored += fresh.rows - fresh.changed
    return stored


def write(chance: random.Random, by: Officer, references: list[str]) -> None:
    """Something that is allowed happens to one of them."""
    for _ in range(8):
        day = date(2024, 12, 20)
        try:
            record(chance.choice(references), chance.choice(ACTS)(chance, day), by=by, now=at(day, 18))
        except ValueError:
            continue
        return


@pytest.mark.parametrize("seed", [21, 22])
def test_the_store_never_differs_from_the_record(
    officers: Officers, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stored_rows, "AT_ONCE", 7)
    chance, asha = random.Random(seed), officers.asha
    references = chanced(asha, 25, seed=seed)
    for decision in ("compliment", "service_request", ""):
        Contact.objects.create(
            organisation=asha.organisation, channel="phone", arrived_at=at(wed_1_may), logged_at=at(wed_1_may),
            taken_by="Asha Example", logged_by=asha, decision=decision,
        )  # fmt: skip
    make_first(asha.organisation, now=NOW)
    assert check(asha, officers.bela) > 25
    for step in range(6):
        for _ in range(3):
            write(chance, asha, references)
        references.append(told(asha).reference)
        assert check(asha) > 0
        if step % 3 == 2:
            made = make_next(asha.organisation, now=NOW)
            assert made.rows >= len(references)
            assert not Complaint.objects.filter(organisation=asha.organisation, facts_changed__gt=0).exists()
            check(asha, officers.bela)


def test_the_worker_stores_what_is_worth_it_and_then_rests(
    asha: Officer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs_store, "LEAST", 2)
    complaint(asha)
    assert not jobs_store.run_next(now=NOW)
    reference = complaint(asha).reference
    assert jobs_store.run_next(now=NOW)
    assert not jobs_store.run_next(now=NOW)
    record(reference, act(verbs.withdraw, at=wed_1_may), by=asha, now=at(wed_1_may))
    assert not jobs_store.run_next(now=NOW), "one row is not worth a file at once"
    assert jobs_store.run_next(now=NOW + jobs_store.OFTEN * 2)
    check(asha)
