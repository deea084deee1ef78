"""A worker that is killed while it sends e-mails of figures sends none twice."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from tests.casework import kept
from tests.casework.insight.desks import Desk, a_desk

PROGRAMME = """
import django
django.setup()
from datetime import date
from casework.people.models import Officer
from tests.casework import made
landlord = made.organisation()
asha = made.officers(landlord).asha
for number in range(9):
    Officer.objects.create_user(
        f"manager-{number}@merebrook.example", name="Someone", organisation=landlord, roles=["manager"]
    )
made.told(asha)
"""
WORKER = """
import django
django.setup()
from datetime import datetime
from casework.insight.jobs_mails import run_next
from putright.calendars import LONDON
while run_next(now=datetime(2024, 5, 14, 8, {minute}, tzinfo=LONDON)):
    pass
from casework.insight.models import FiguresMail
for row in FiguresMail.objects.select_related("officer").order_by("pk"):
    print(row.state, row.officer.email, row.kind, flush=True)
"""

# A store of its own, which is SQLite whatever the tests run on.
pytestmark = pytest.mark.any_store


class SlowDesk(Desk):
    """Takes its time, so that the worker is met in the middle of handing an e-mail over."""

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        answer = await super().handle_DATA(server, session, envelope)
        time.sleep(0.05)
        return answer


@pytest.mark.parametrize("after_seconds", [0.0, 0.4])
def test_a_killed_worker_sends_no_e_mail_of_figures_twice(tmp_path: Path, after_seconds: float) -> None:
    desk = SlowDesk()
    with a_desk(desk) as port:
        environment = {
            **os.environ, "CASEWORK_VAR": str(tmp_path), "DATABASE_URL": "", "NOTIFY_API_KEY": "",
            "EMAIL_URL": f"smtp://127.0.0.1:{port}", "EMAIL_FROM": "complaints@merebrook.example",
        }  # fmt: skip

        def run(*command: str) -> str:
            done = subprocess.run(
                [sys.executable, *command], env=environment, capture_output=True, text=True, timeout=240, check=False
            )  # fmt: skip
            assert done.returncode == 0, done.stderr
            return done.stdout

        kept.brought_up_to_date(tmp_path / kept.NAME)
        run("-c", PROGRAMME)
        worker = subprocess.Popen(
            [sys.executable, "-c", WORKER.format(minute=0)], env=environment, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )  # fmt: skip
        deadline = time.monotonic() + 180
        while not desk.taken and time.monotonic() < deadline:
            time.sleep(0.01)
        time.sleep(after_seconds)
        worker.send_signal(signal.SIGKILL)
        worker.wait()
        assert desk.taken
        # Half an hour on, another worker: long enough for a claim that was left to be known as left.
        rows = [line.split() for line in run("-c", WORKER.format(minute=30)).splitlines() if "@" in line]
    got = [(str(one["To"]), "week" if "week" in one["Subject"] else "day") for one in desk.taken]
    assert len(got) == len(set(got)), "an e-mail went twice"
    states = {(to, kind): state for state, to, kind in rows}
    assert len(states) == 20  # ten managers, the day's and the week's
    assert set(states.values()) <= {"sent", "uncertain"}
    assert sum(state == "uncertain" for state in states.values()) <= 1
    assert {one for one, state in states.items() if state == "sent"} <= set(got)
