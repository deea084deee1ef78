"""Whoever watches the service learns whether it is well, and nothing else."""

from datetime import timedelta

import pytest

from casework.complaints.models import Job
from casework.ops.health import health
from casework.people.models import Organisation
from tests.casework.made import at, wed_1_may

now = at(wed_1_may)


def test_a_service_with_nothing_waiting_is_well(db: None) -> None:
    assert health(now=now).is_well


@pytest.mark.parametrize(("minutes", "well"), [(14, True), (15, True), (16, False)])
def test_a_worker_that_does_not_keep_up_shows(landlord: Organisation, minutes: int, *, well: bool) -> None:
    Job.objects.create(organisation=landlord, kind="rederive", asked_at=now - timedelta(minutes=minutes))
    found = health(now=now)
    assert (found.waiting, found.oldest_waiting_minutes, found.is_well) == (1, minutes, well)


def test_a_job_that_failed_is_counted(landlord: Organisation) -> None:
    Job.objects.create(organisation=landlord, kind="rederive", asked_at=now, state="failed")
    assert health(now=now).failed == 1
