"""A payment platform over HTTP for the kill test: the sandbox's own rules, and a way to kill whoever asks it."""

from __future__ import annotations

import json
import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from motcua.sandbox.payments.platform import PAID, Platform

# (which message, when): the asker dies before its answer is sent, or right after.
Kill = tuple[str, str]


class Served:
    """The platform, its address, and whom it kills next."""

    def __init__(self) -> None:
        self.platform = Platform("TEST", "bí mật", "http://pay.test/pay")
        self.kill: Kill | None = None
        self.url = ""

    def handle(self, path: str, body: bytes, answer: BaseHTTPRequestHandler) -> None:
        kind, _, rest = path.strip("/").partition("/")
        if kind == "pay":
            _send(answer, self.platform.decide(rest, PAID))
            return
        message = json.loads(body)
        told = self.platform.answer(message)
        self._strike(message["LoaiBanTin"], "before", int(rest))
        _send(answer, told)
        self._strike(message["LoaiBanTin"], "after", int(rest))

    def _strike(self, message: str, when: str, asker: int) -> None:
        if self.kill == (message, when):
            self.kill = None
            os.kill(asker, signal.SIGKILL)


@contextmanager
def served() -> Iterator[Served]:
    """The platform on a port of its own."""
    found = Served()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            found.handle(self.path, body, self)

        def log_message(self, *_: object) -> None:
            """Nothing is said on the terminal."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    found.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield found
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _send(answer: BaseHTTPRequestHandler, told: dict[str, str]) -> None:
    content = json.dumps(told).encode()
    try:
        answer.send_response(200)
        answer.send_header("Content-Type", "application/json")
        answer.send_header("Content-Length", str(len(content)))
        answer.end_headers()
        answer.wfile.write(content)
        answer.wfile.flush()
    except (BrokenPipeError, ConnectionResetError):
        """Whoever asked was killed."""
