"""A worker that is killed while it counts or freezes leaves nothing half-made: another one goes on and ends the same."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.casework import kept

BEGUN = """
import django
django.setup()
from casework.published import preparing
from tests.casework import made
from tests.casework.insight.chanced import chanced
from tests.casework.published import reporting_on as on
asha = made.officers(made.organisation()).asha
chanced(asha, 40, seed=61)
preparing.begin(preparing.Choice("committee-quarter", on.YEAR), by=asha, now=on.NOW)
"""
LEFT = """
import django
django.setup()
from datetime import UTC, datetime, timedelta
from casework.people.models import Officer
from casework.published.folders import reports_folder
from casework.published.jobs import run_next
from casework.published.keeping import held
from casework.published.models import PreparedReport
later = datetime.now(UTC) + timedelta(hours=1)
while run_next(now=later):
    pass
prepared = PreparedReport.objects.get()
assert held(prepared).rows == 40
kept = [one.name for one in (reports_folder() / "making").iterdir()]
assert kept == [prepared.folder], kept
print(prepared.state, prepared.tries, flush=True)
"""

# A store of its own, which is SQLite whatever the tests run on.
pytestmark = pytest.mark.any_store


def test_a_killed_worker_leaves_a_report_that_another_one_counts(tmp_path: Path) -> None:
    environment = {**os.environ, "CASEWORK_VAR": str(tmp_path), "DATABASE_URL": "", "REPORTS_FOLDER": ""}
    casework = [sys.executable, "-m", "casework.ops"]

    def run(programme: str) -> str:
        done = subprocess.run(
            [sys.executable, "-c", programme], env=environment, capture_output=True, text=True, timeout=180,
            check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return done.stdout

    kept.brought_up_to_date(tmp_path / kept.NAME)
    run(BEGUN)
    making = tmp_path / "documents" / "reports" / "making"
    worker = subprocess.Popen(
        [*casework, "worker"], env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    deadline = time.monotonic() + 90
    while not list(making.glob("*/*")) and time.monotonic() < deadline and worker.poll() is None:
        time.sleep(0.005)
    worker.send_signal(signal.SIGKILL)
    worker.communicate()
    assert list(making.glob("*/*")), "it was killed at work"
    assert not list(making.glob("*/counted.json")), "before it was done"
    assert run(LEFT).split() == ["open", "0"]
