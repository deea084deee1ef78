"""What every test shares."""

import os
import shutil
import tempfile
from collections.abc import Iterator

import pytest

# What is made once for a run and copied: where `script/test` says, or for this run alone. Its workers inherit it.
_KEPT = "" if "CASEWORK_TESTS_KEPT" in os.environ else tempfile.mkdtemp(prefix="putright-kept-")
os.environ.setdefault("CASEWORK_TESTS_KEPT", _KEPT)


@pytest.hookimpl(wrapper=True)
def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> Iterator[None]:
    """A skipped test fails the run: nothing is left out without saying so."""
    yield
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter is not None and reporter.stats.get("skipped") and not hasattr(session.config, "workerinput"):
        reporter.write_line("Skipped tests count as failures here.", red=True)
        session.exitstatus = 1
    if _KEPT:
        shutil.rmtree(_KEPT, ignore_errors=True)
