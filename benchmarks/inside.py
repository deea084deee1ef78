"""What is measured inside the service rather than through its pages; run in a process of its own.

python -m benchmarks.inside session EMAIL        a session's key, for the pages
python -m benchmarks.inside writers 8 SECONDS    complaints recorded by that many writers with durable commits
python -m benchmarks.inside rederive             a bank holiday is announced: every open date again
"""

from __future__ import annotations

import json
import multiprocessing
import sys
from datetime import UTC, date, datetime, timedelta
from time import perf_counter

import django


def main(words: list[str]) -> int:
    """Do what the first word says and print one JSON document."""
    django.setup()
    print(json.dumps({"session": session, "writers": writers, "rederive": rederive}[words[0]](*words[1:])))
    return 0


def session(email: str) -> str:
    """The key of a session this officer is logged in by."""
    from importlib import import_module

    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

    from casework.people.models import Officer

    officer = Officer.objects.get(email=email)
    made = import_module(settings.SESSION_ENGINE).SessionStore()
    made[SESSION_KEY] = str(officer.pk)
    made[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    made[HASH_SESSION_KEY] = officer.get_session_auth_hash()
    made.create()
    return str(made.session_key)


def writers(number: str, seconds: str) -> dict[str, float]:
    """How many complaints a second so many writers open, each in a transaction of its own."""
    gate = multiprocessing.get_context("spawn")
    with gate.Pool(int(number)) as pool:
        counts = pool.starmap(write, [(one, float(seconds)) for one in range(int(number))])
    return {"complaints": sum(counts), "a_second": sum(counts) / float(seconds)}


def write(number: int, seconds: float) -> int:
    """Open complaints one after another for so long; how many it were."""
    django.setup()
    from django.db import transaction

    from casework.complaints.commands import Opening, PointWords, open_complaint
    from casework.people.models import Officer
    from putright.vocabulary import Channel

    officer = Officer.objects.select_related("organisation").order_by("id")[number]
    now = datetime.now(UTC)
    opening = Opening(
        procedure="housing-ombudsman/2024-04-01", channel=Channel.PHONE, arrived_at=now, title="The gate does not close",
        happened="Nobody came.", points=(PointWords("The visit was missed", "Mend it"),), handler_id=officer.pk,
        team_id=officer.team_id,
    )  # fmt: skip
    count, end = 0, perf_counter() + seconds
    while perf_counter() < end:
        with transaction.atomic(durable=True):
            open_complaint(officer.organisation, opening, by=officer, now=now)
        count += 1
    return count


def rederive() -> dict[str, float]:
    """Announce a bank holiday in the coming days, and move every open date."""
    from casework.complaints.calendar_page import add_day_off
    from casework.complaints.jobs import run_next
    from casework.complaints.models import DayOff, Job
    from casework.people.models import Officer
    from putright.calendars import Division, load_calendar

    officer = Officer.objects.select_related("organisation").earliest("id")
    calendar = load_calendar(Division.ENGLAND_AND_WALES)
    used = set(DayOff.objects.values_list("on", flat=True))
    on = calendar.next_working_day(date.today())
    while on in used:
        on = calendar.next_working_day(on + timedelta(days=1))
    job = add_day_off(officer, on=on, name="A holiday announced late", kind="holiday", now=datetime.now(UTC))
    begun = perf_counter()
    while run_next(now=datetime.now(UTC)):
        pass
    done = Job.objects.get(pk=job.pk)
    return {"seconds": perf_counter() - begun, "complaints": done.done, "moved": done.moved}


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
