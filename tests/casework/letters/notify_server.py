"""A server that speaks as GOV.UK Notify does: the same addresses, the same JSON, the same signed tokens."""

import base64
import json
import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from notifications_python_client.authentication import decode_jwt_token
from notifications_python_client.errors import TokenError

SERVICE = "26785a09-ab16-4eb0-8407-a37497a57506"
SECRET = "3d844edf-8d35-48ac-975b-e847b4f122b0"
KEY = f"letters-{SERVICE}-{SECRET}"


class NotifyServer(ThreadingHTTPServer):
    """Keeps what it was sent. Tests tell it how to fail.

    refuse_with   status of the answer to the next letters, such as 429; None = take them.
    lose_answers  take letters and hang up without an answer. gibberish: answer with something that is not JSON.
    """

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answers)
        self.kept: list[dict[str, Any]] = []
        self.refuse_with: int | None = None
        self.lose_answers = False
        self.gibberish = False

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class _Answers(BaseHTTPRequestHandler):
    server: NotifyServer

    def do_GET(self) -> None:
        address = urlsplit(self.path)
        if address.path != "/v2/notifications" or not self._let_in():
            return self._answer(404, {"errors": [], "status_code": 404})
        (reference,) = parse_qs(address.query)["reference"]
        found = [one for one in reversed(self.server.kept) if one["reference"] == reference]
        return self._answer(200, {"notifications": found, "links": {"current": self.path}})

    def do_POST(self) -> None:
        sent = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if not self._let_in():
            return None
        if (code := self.server.refuse_with) is not None:
            error = {"error": "BadRequestError", "message": "ada.ashdown@mail.example is not right"}
            return self._answer(code, {"errors": [error], "status_code": code})
        kind = self.path.rpartition("/")[2]
        kept = {
            "id": str(uuid.uuid4()), "reference": sent["reference"], "type": kind, "sent": sent,
            "status": "created" if kind == "email" else "pending-virus-check",
            "created_at": "2024-05-02T14:40:00.000000Z", "completed_at": None,
        }  # fmt: skip
        if kind == "letter":
            kept["pdf"] = base64.b64decode(sent["content"]).decode("latin-1")
        self.server.kept.append(kept)
        if self.server.lose_answers:
            self.close_connection = True
            return self.connection.close()
        if self.server.gibberish:
            return self._answer(201, None)
        return self._answer(201, {"id": kept["id"], "reference": kept["reference"]})

    def _let_in(self) -> bool:
        scheme, _, token = self.headers["Authorization"].partition(" ")
        if scheme == "Bearer" and KEY.endswith(SECRET):
            try:
                return bool(decode_jwt_token(token, SECRET))
            except TokenError:
                self._answer(
                    403, {"errors": [{"error": "AuthError", "message": "Invalid token"}], "status_code": 403}
                )
        return False

    def _answer(self, code: int, body: Any) -> None:
        told = b"<html>a proxy</html>" if body is None else json.dumps(body).encode()
        self.send_response(code)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(told)))
        self.end_headers()
        self.wfile.write(told)

    def log_message(self, *arguments: Any) -> None:
        pass


@contextmanager
def notify_server() -> Iterator[NotifyServer]:
    """One that runs while the test does."""
    server = NotifyServer()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
