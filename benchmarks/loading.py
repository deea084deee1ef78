"""Loading complaints through the batch form of the door; run in a process of its own for each store and size.

python -m benchmarks.loading SIZE PROCESSES
"""

from __future__ import annotations

import json
import sys
from datetime import UTC, date, datetime
from time import perf_counter

import django


def main(size: int, processes: int) -> int:
    """Load this many complaints unless they are there, and print what it took as one JSON document."""
    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", verbosity=0)
    kept = settings.VAR / "loaded.json"
    if kept.exists():
        print(kept.read_text())
        return 0
    organisation, officers = _people(size)
    done = _load(organisation, officers, size, processes)
    done |= _look(organisation)
    bare_rows()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    done["busy"] = _busiest()
    done["long"], done["officer"] = _one_with_twenty_events(organisation, officers)
    kept.write_text(json.dumps(done))
    print(json.dumps(done))
    return 0


def _people(size: int):  # type: ignore[no-untyped-def]
    from casework.people.models import Officer, Organisation, Team

    organisation, _ = Organisation.objects.get_or_create(
        name="Measured Borough Council",
        defaults={"short_name": "Measured", "procedures": ["housing-ombudsman"]},
    )
    number = max(10, size // 1000)
    if Officer.objects.filter(organisation=organisation).count() < number:
        first = date(2024, 1, 1)
        Team.objects.bulk_create(
            Team(organisation=organisation, name=f"Team {one}", valid_from=first)
            for one in range(number // 10)
        )
        teams = list(Team.objects.filter(organisation=organisation).order_by("id"))
        Officer.objects.bulk_create(
            Officer(
                email=f"officer{one}@measured.example", name=f"Officer {one}", organisation=organisation,
                team=teams[one % len(teams)], roles=["complaints_officer", "administrator"], password="!",
            )
            for one in range(number)
        )  # fmt: skip
    return organisation, list(
        Officer.objects.filter(organisation=organisation).order_by("id").values_list("id", "team_id")
    )


def _load(organisation, officers, size: int, processes: int) -> dict[str, object]:  # type: ignore[no-untyped-def]
    from benchmarks.stories import stories
    from casework.complaints.batch import Batched, record_batch
    from casework.complaints.models import Complaint
    from putright.calendars import Division, load_calendar

    there = Complaint.objects.count()
    begun = perf_counter()

    def told(done: Batched) -> None:
        if done.complaints % 20_000 < 500:
            rate = done.events / (perf_counter() - begun)
            print(
                f"  {there + done.complaints:,} of {size:,} complaints, {rate:,.0f} events a second",
                file=sys.stderr,
            )

    calendar = load_calendar(Division.ENGLAND_AND_WALES)
    made = record_batch(
        organisation,
        stories(size - there, officers=officers, calendar=calendar, seed=there),
        processes=processes,
        told=told,
    )
    seconds = perf_counter() - begun
    return {"complaints": made.complaints, "events": made.events, "seconds": seconds}


def _look(organisation) -> dict[str, object]:  # type: ignore[no-untyped-def]
    """The daily look at every complaint something can still happen to, as the worker does it."""
    from django.utils import timezone

    from casework.alerts.jobs import scan_next
    from casework.alerts.models import Alert, Scan

    begun, now = perf_counter(), timezone.now()
    while scan_next(today=timezone.localdate(now), now=now):
        pass
    seconds = perf_counter() - begun
    looked = Scan.objects.filter(organisation=organisation).latest("on").done
    return {"looked": looked, "look_seconds": seconds, "alerts": Alert.objects.filter(ended_on=None).count()}


def _busiest() -> str:
    """The reference of an open complaint with all there can be on it: open ends and alerts."""
    from django.db.models import Count, Q

    from casework.complaints.models import Complaint

    latest = Complaint.objects.filter(is_open=True).order_by("-id").values("pk")[:200]
    alerts = Count("alert", filter=Q(alert__ended_on=None))
    return (
        Complaint.objects.filter(pk__in=list(latest.values_list("pk", flat=True)))
        .annotate(alerts=alerts)
        .latest("alerts", "id")
        .reference
    )


def bare_rows() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        key = "integer PRIMARY KEY" if connection.vendor == "sqlite" else "bigserial PRIMARY KEY"
        cursor.execute(
            f"CREATE TABLE bare_row (id {key}, reference varchar(16), title varchar(200), stage varchar(24), "
            "owner varchar(120), due_on date)"
        )
        cursor.executemany(
            "INSERT INTO bare_row (reference, title, stage, owner, due_on) VALUES (%s, %s, %s, %s, %s)",
            [
                (
                    f"PR-{one}",
                    f"The leak in the kitchen was never mended {one}",
                    "stage-1",
                    "Officer",
                    "2026-11-24",
                )
                for one in range(1000)
            ],
        )


def _one_with_twenty_events(organisation, officers) -> tuple[str, str]:  # type: ignore[no-untyped-def]
    import random

    from benchmarks.stories import TODAY, one_story
    from casework.complaints.batch import record_batch
    from casework.complaints.models import Complaint
    from casework.people.models import Officer
    from putright.calendars import Division, load_calendar

    calendar = load_calendar(Division.ENGLAND_AND_WALES)
    received = calendar.working_days_before(TODAY, 60)
    told = one_story(random.Random(3), received, officers[0], calendar, is_open=False, long=True)
    record_batch(organisation, [told])
    return Complaint.objects.latest("id").reference, Officer.objects.get(pk=officers[0][0]).email


if __name__ == "__main__":
    print(datetime.now(UTC).isoformat(timespec="seconds"), "loading", file=sys.stderr)
    raise SystemExit(main(int(sys.argv[1]), int(sys.argv[2])))
