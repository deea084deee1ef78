"""What every test shares."""

from collections.abc import Iterator

import pytest


@pytest.hookimpl(wrapper=True)
def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> Iterator[None]:
    """A skipped test fails the run: nothing is left out without saying so."""
    yield
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter is not None and reporter.stats.get("skipped") and not hasattr(session.config, "workerinput"):
        reporter.write_line("Skipped tests count as failures here.", red=True)
        session.exitstatus = 1
