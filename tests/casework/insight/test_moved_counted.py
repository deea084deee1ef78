"""A complaint that was moved to another procedure is one complaint in every figure of the service."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from casework.complaints.permissions import visible_to
from casework.insight.facts import Chosen
from casework.insight.live import facts_for
from casework.insight.mail_kinds import mail_kinds
from casework.insight.queries.day_figures import DayCount, day_figures
from casework.insight.reporting import facts_of_record
from casework.insight.store import make_first
from casework.people.models import Organisation
from casework.together.moving import Moving, move
from putright.measures import Facts, Period, measure
from tests.casework import made
from tests.casework.made import Officers, thu_9_may, wed_8_may
from tests.casework.together.asked import common

pytestmark = pytest.mark.django_db(transaction=True)

YEAR = Period(date(2024, 4, 1), date(2025, 3, 31))
ASKED = ("AR-1", "AR-2", "AR-20", "AR-21", "AR-22", "BD-1")


def counts(facts: Facts) -> dict[str, tuple[int, int | None]]:
    found = {one: measure(facts, one, period=YEAR).total for one in ASKED}
    return {one: (cell.numerator, cell.denominator) for one, cell in found.items() if cell is not None}


@pytest.fixture
def received(officers: Officers) -> str:
    """One of two complaints received that day, under the landlord's Code."""
    Organisation.objects.filter(pk=officers.asha.organisation_id).update(
        procedures=["housing-ombudsman", "lgsco"]
    )
    officers.asha.organisation.refresh_from_db()
    made.told(officers.asha, received=wed_8_may)
    return made.told(officers.asha, received=wed_8_may).reference


def moved(officers: Officers, reference: str) -> None:
    move(reference, Moving("lgsco"), "It is about how the flat was let.", **common(reference, officers.asha))


def test_it_is_received_once_and_the_move_is_counted_apart(officers: Officers, received: str) -> None:
    everything = Chosen(visible_to(officers.asha))
    with facts_of_record(officers.asha.organisation, everything) as facts:
        before = counts(facts)
    assert (before["AR-1"], before["AR-22"]) == ((2, None), (0, None))
    make_first(officers.asha.organisation, now=datetime(2024, 5, 8, 6, 0, tzinfo=UTC))
    moved(officers, received)
    with facts_of_record(officers.asha.organisation, everything) as facts:
        after = counts(facts)
        by_procedure = measure(facts, "AR-1", period=YEAR, by=("procedure",))
    assert after == {**before, "AR-22": (1, None)}
    assert {cell.by["procedure"]: cell.numerator for cell in by_procedure.cells if cell.by} == {
        "housing-ombudsman/2024-04-01": 1, "lgsco/2024-02-01": 1,
    }  # fmt: skip
    with facts_for(officers.asha, ASKED) as (live, _):
        assert counts(live) == after


def test_the_e_mail_of_the_day_counts_it_once(officers: Officers, received: str) -> None:
    moved(officers, received)
    kind = mail_kinds()["day"]
    day = day_figures(officers.asha, kind, on=thu_9_may).whole.counts
    assert (day[DayCount.RECEIVED], day[DayCount.ENDED]) == (2, 0)
