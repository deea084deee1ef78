"""A process that is killed in the middle of its work leaves whole commands and nothing else."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.casework import kept

pytestmark = pytest.mark.any_store
PROGRAMME = """
import django
django.setup()
from casework.people.models import Organisation
from tests.casework import made
from tests.casework.made import at, fri_3_may
from casework.complaints.commands import acknowledge
asha = made.officers(made.organisation()).asha
print("started", flush=True)
while True:
    opened = made.told(asha)
    acknowledge(opened.reference, at=fri_3_may, blocks=[], by=asha, now=at(fri_3_may),
                seen_version=opened.events[-1].sequence, going_on="They follow by post")
    print(opened.reference, flush=True)
"""


@pytest.mark.parametrize("after_seconds", [0.05, 0.4])
def test_a_killed_writer_loses_nothing_it_confirmed(tmp_path: Path, after_seconds: float) -> None:
    environment = {**os.environ, "CASEWORK_VAR": str(tmp_path), "DATABASE_URL": ""}
    casework = [sys.executable, "-m", "casework.ops"]
    kept.brought_up_to_date(tmp_path / kept.NAME)
    writer = subprocess.Popen(
        [sys.executable, "-c", PROGRAMME], env=environment, stdout=subprocess.PIPE, text=True
    )
    assert writer.stdout is not None
    assert writer.stdout.readline() == "started\n"
    time.sleep(after_seconds)
    writer.send_signal(signal.SIGKILL)
    confirmed = writer.stdout.read().split()
    writer.wait()
    writer.stdout.close()
    told = subprocess.run(
        [*casework, "verify"], env=environment, capture_output=True, text=True, timeout=60, check=False
    )
    assert told.returncode == 0, told.stderr
    complaints, events = (int(word) for word in told.stdout.split() if word.isdigit())
    assert complaints - len(confirmed) in {0, 1}
    # Opened: received, accepted, two points, allocated; then acknowledged. Only whole commands are there.
    assert events in {6 * complaints, 6 * complaints - 1}
