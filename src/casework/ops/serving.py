"""The server and the worker beside it."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys

from casework.ops.command import BadInput


def serve(*, host: str, port: int, workers: int, threads: int, with_worker: bool) -> int:
    """Answer until told to stop; the worker is a process of its own and stops with the server.

    Returns 2 when the database is not ready. Raises BadInput when something else listens there already.
    """
    from granian.constants import Interfaces
    from granian.server import Server

    _check_free(host, port)
    # In a process of its own, so that the one that only watches the others stays small.
    if status := subprocess.run([sys.executable, "-m", "casework.ops", "ready"], check=False).returncode:
        return status
    worker = (
        subprocess.Popen([sys.executable, "-m", "casework.ops", "worker", "--beside-server"])
        if with_worker
        else None
    )
    print(f"Putright answers on http://{host}:{port} . Stop it with Ctrl-C.", flush=True)
    try:
        Server(
            "casework.config.wsgi:application",
            address=host,
            port=port,
            interface=Interfaces.WSGI,
            workers=workers,
            blocking_threads=threads,
            websockets=False,
            log_enabled=False,
            respawn_failed_workers=True,
            workers_kill_timeout=5,
        ).serve()
    finally:
        if worker is not None:
            worker.send_signal(signal.SIGTERM)
            try:
                worker.wait(timeout=10)
            except subprocess.TimeoutExpired:
                worker.kill()
    return 0


def _check_free(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as trial:
        if os.name == "posix":
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
        except OSError as error:
            raise BadInput(
                f"cannot listen on {host}:{port}: {error.strerror}; choose another --port"
            ) from error
