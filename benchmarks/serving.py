"""Pages from a real server: the service's own and a bare one, in turn, with medians."""

from __future__ import annotations

import http.client
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

TIMES = 25


@contextmanager
def server(environment: dict[str, str]) -> Iterator[tuple[int, subprocess.Popen[bytes]]]:
    """The service on a free port, until the block ends."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "casework.ops", "serve", "--port", str(port), "--without-worker"]
    running = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
    try:
        _wait(port)
        yield port, running
    finally:
        running.terminate()
        running.wait(timeout=20)


def medians(port: int, session: str, paths: dict[str, str]) -> dict[str, float]:
    """Seconds to answer each address, the addresses asked in turn so that a passing load hits all alike."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    headers = {"Cookie": f"sessionid={session}"}
    taken: dict[str, list[float]] = {name: [] for name in paths}
    for round_ in range(TIMES + 3):
        for name, path in paths.items():
            begun = time.perf_counter()
            connection.request("GET", path, headers=headers)
            answer = connection.getresponse()
            body = answer.read()
            seconds = time.perf_counter() - begun
            if answer.status != 200 or not body:
                raise RuntimeError(f"{path} answered {answer.status}")
            if round_ >= 3:
                taken[name].append(seconds)
    connection.close()
    return {name: median(times) for name, times in taken.items()}


def resident_megabytes(running: subprocess.Popen[bytes]) -> float:
    """Memory the server and the processes it started hold."""
    children: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue
        children.setdefault(int(fields[1]), []).append(int(stat.parent.name))
    waiting, total = [running.pid], 0
    while waiting:
        pid = waiting.pop()
        waiting += children.get(pid, [])
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith("VmRSS:"):
                total += int(line.split()[1])
    return total / 1024


def _wait(port: int) -> None:
    for _ in range(200):
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=1):
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("the server does not answer")
