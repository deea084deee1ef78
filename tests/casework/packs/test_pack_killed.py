"""A worker that is killed while it builds a pack leaves nothing half-made: another one goes on and ends the same."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.casework import kept

pytestmark = pytest.mark.any_store
BEGUN = """
import django
django.setup()
from casework.packs import commands
from tests.casework import made
from tests.casework.packs import packed
asha = made.officers(made.organisation()).asha
filed = packed.filed(asha)
for number in range(6):
    packed.kept(filed.reference, asha, f"p{number}.pdf", packed.pdf_of(f"Paper {number}\\n" * 400), f"Paper {number}")
pack = packed.begun(filed, asha)
commands.freeze(pack.pk, by=asha, now=packed.NOW)
print(pack.pk, flush=True)
"""
LEFT = """
import django
django.setup()
from datetime import UTC, datetime, timedelta
from casework.complaints.uploads import path_of
from casework.packs.building import folder_of
from casework.packs.bundling import sha256_of
from casework.packs.jobs import run_next
from casework.packs.models import Pack
from tests.casework.packs import packed
while run_next(now=datetime.now(UTC) + timedelta(hours=1)):
    pass
pack = Pack.objects.get()
files = packed.bundle_of(pack)
assert sha256_of(path_of(pack.bundle)) == pack.bundle_sha256
assert not folder_of(pack).exists()
print(pack.state, pack.pages, len(packed.text_of(files["pack.pdf"])), len(files), flush=True)
"""


def test_a_killed_worker_leaves_a_pack_that_another_one_ends(tmp_path: Path) -> None:
    environment = {**os.environ, "CASEWORK_VAR": str(tmp_path), "DATABASE_URL": ""}
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
    pages = tmp_path / "documents" / "packs"
    for _ in range(3):
        before = sum(1 for one in pages.rglob("*.page"))
        worker = subprocess.Popen(
            [*casework, "worker"], env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        deadline = time.monotonic() + 60
        while (
            sum(1 for one in pages.rglob("*.page")) == before
            and time.monotonic() < deadline
            and worker.poll() is None
        ):
            time.sleep(0.01)
        time.sleep(0.2)
        worker.send_signal(signal.SIGKILL)
        worker.communicate()
        # The claim of the killed worker is left after a while; here the next one is told that it is.
        run(
            "import django; django.setup(); from casework.packs.models import Pack; Pack.objects.update(claimed_at=None)"
        )
        if not list(pages.rglob("*.page")):
            break
    state, counted, read, files = run(LEFT).split()
    assert state == "frozen"
    assert counted == read
    assert int(files) == 12 + 3
