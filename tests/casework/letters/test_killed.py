"""A worker that is killed in the middle of its work sends nothing twice, and loses no letter unseen."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller

from tests.casework import kept
from tests.casework.letters.test_adapters_smtp import Desk

pytestmark = pytest.mark.any_store
PROGRAMME = """
import django
django.setup()
from datetime import UTC, datetime
from tests.casework import made
from tests.casework.letters import written
from casework.letters.models import Dispatch
asha = made.officers(made.organisation()).asha
for number in range(12):
    letter = written.acknowledgement(asha, who=made.person(asha.organisation, email=f"resident-{number}@mail.example"))
    written.sent(letter, asha)
print(Dispatch.objects.filter(state="waiting").count(), flush=True)
"""
LEFT = """
import django
django.setup()
from datetime import UTC, datetime, timedelta
from casework.letters.jobs import run_next
from casework.letters.models import Dispatch
later = datetime.now(UTC) + timedelta(hours=1)
while run_next(now=later):
    pass
for row in Dispatch.objects.order_by("pk"):
    print(row.state, row.to, flush=True)
"""


class SlowDesk(Desk):
    """Takes its time, so that the worker is met in the middle of handing a letter over."""

    async def handle_DATA(self, server: object, session: object, envelope: object) -> str:
        answer = await super().handle_DATA(server, session, envelope)
        time.sleep(0.05)
        return answer


@pytest.mark.parametrize("after_seconds", [0.2, 0.7])
def test_a_killed_worker_sends_no_letter_twice(tmp_path: Path, after_seconds: float) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    environment = {
        **os.environ, "CASEWORK_VAR": str(tmp_path), "DATABASE_URL": "", "EMAIL_URL": f"smtp://127.0.0.1:{port}",
        "EMAIL_FROM": "complaints@merebrook.example", "NOTIFY_API_KEY": "",
    }  # fmt: skip
    casework = [sys.executable, "-m", "casework.ops"]

    def run(programme: str) -> str:
        done = subprocess.run(
            [sys.executable, "-c", programme],
            env=environment,
            capture_output=True,
            text=True,
            timeout=90,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    kept.brought_up_to_date(tmp_path / kept.NAME)
    assert run(PROGRAMME).strip() == "12"
    desk = SlowDesk()
    controller = Controller(desk, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        worker = subprocess.Popen(
            [*casework, "worker"], env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        deadline = time.monotonic() + 60
        while not desk.taken and time.monotonic() < deadline:
            time.sleep(0.01)
        time.sleep(after_seconds)
        worker.send_signal(signal.SIGKILL)
        worker.communicate()
        before = len(desk.taken)
        assert before > 0
        rows = [line.split() for line in run(LEFT).splitlines()]
    finally:
        controller.stop()
    got = [recipients[0] for _, recipients, _ in desk.taken]
    assert len(got) == len(set(got)), "a letter went twice"
    states = {to: state for state, to in rows}
    assert set(states.values()) <= {"handed_over", "uncertain"}
    assert sum(state == "uncertain" for state in states.values()) <= 1
    # Every letter is either with the resident or a person is asked about it.
    assert {to for to, state in states.items() if state == "handed_over"} <= set(got)
    assert len(states) == 12
